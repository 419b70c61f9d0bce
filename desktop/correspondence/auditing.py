"""The audit of one series and year: whether every number is there, once, and in order.

Numbers run unbroken from 01 on 1 January (Decree 30/2020/NĐ-CP, Art. 15(1) and 22(2)).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.correspondence.numbering import written
from desktop.correspondence.registering import DAY
from desktop.correspondence.standing import UNCOUNTED
from desktop.language.folding import symbol_key
from desktop.records.queries import Order, Query, Test
from desktop.storage.lists import Reader

_IN_ORDER: Final = (Order("number"), Order("suffix"), Order("id"))
Range = tuple[int, int]


@dataclass(frozen=True)
class Audit:
    """What the numbers of one series and year show; numbers stand as they are written."""

    register: str
    series: str
    year: int
    first: str = ""
    last: str = ""
    registered: int = 0  # documents in force, or changed by another one
    missing: tuple[Range, ...] = ()
    doubled: tuple[str, ...] = ()  # symbols that two numbers carry
    void: tuple[str, ...] = ()  # cancelled with a reason, or in the trash
    reserved: tuple[str, ...] = ()
    inserted: tuple[str, ...] = ()
    late_dated: tuple[str, ...] = ()  # dated before a number given earlier

    @property
    def missing_count(self) -> int:
        return sum(last - first + 1 for first, last in self.missing)

    @property
    def is_sound(self) -> bool:
        return not (self.missing or self.doubled)


@dataclass(frozen=True)
class _Line:
    number: int
    suffix: str | None
    standing: str | None
    day: date | None
    symbol: str | None
    trashed: bool

    @property
    def said(self) -> str:
        return written(self.number, self.suffix)


def audit(reader: Reader, register: str, series: str, year: int) -> Audit:
    """Look through all numbers of a series and year, in the trash too."""
    lines = _lines(reader, register, series, year)
    if not lines:
        return Audit(register, series, year)
    void = [line for line in lines if line.standing == "void" or line.trashed]
    reserved = [line for line in lines if line.standing == "reserved" and not line.trashed]
    return Audit(
        register,
        series,
        year,
        first=lines[0].said,
        last=lines[-1].said,
        registered=len(lines) - len(void) - len(reserved),
        missing=gaps({line.number for line in lines}),
        # An arrival number stands beside the number that its author gave.
        doubled=_doubled(lines) if register == "outgoing" else (),
        void=_said(void),
        reserved=_said(reserved),
        inserted=_said(line for line in lines if line.suffix),
        late_dated=_late_dated(lines),
    )


def _lines(reader: Reader, register: str, series: str, year: int) -> list[_Line]:
    query = (
        Query(register, order=_IN_ORDER, with_trash=True)
        .where("series", Test.IS, series)
        .where("year", Test.IS, year)
    )
    trashed = reader.trashed(register)
    names = ("id", "number", "suffix", "standing", DAY[register], "symbol")
    return [
        _Line(number, suffix, standing, day, symbol, one in trashed)
        for one, number, suffix, standing, day, symbol in reader.values(query, names)
    ]


def _said(lines: Iterable[_Line]) -> tuple[str, ...]:
    return tuple(line.said for line in lines)


def gaps(numbers: set[int]) -> tuple[Range, ...]:
    """The runs of numbers missing between 1 and the highest one."""
    found: list[Range] = []
    expected = 1
    for number in sorted(numbers):
        if number > expected:
            found.append((expected, number - 1))
        expected = number + 1
    return tuple(found)


def _doubled(lines: Sequence[_Line]) -> tuple[str, ...]:
    live = [line for line in lines if line.symbol and line.standing != "void" and not line.trashed]
    counts = Counter(symbol_key(line.symbol or "") for line in live)
    symbols = {symbol_key(line.symbol or ""): line.symbol or "" for line in live}
    return tuple(symbols[key] for key, count in counts.items() if count > 1)


def _late_dated(lines: Sequence[_Line]) -> tuple[str, ...]:
    """Numbers dated before an earlier one; an inserted number is late by its nature.

    A number without a document in force has no date that others could be late by.
    """
    found: list[str] = []
    latest: date | None = None
    for line in lines:
        if line.day is None or line.suffix or line.trashed or line.standing in UNCOUNTED:
            continue
        if latest and line.day < latest:
            found.append(line.said)
        latest = max(latest, line.day) if latest else line.day
    return tuple(found)


def ranges_said(ranges: Iterable[Range], most: int = 20) -> str:
    """Runs of numbers as a person writes them, such as 12, 40–42."""
    said = [
        written(first) if first == last else f"{written(first)}–{written(last)}"
        for first, last in ranges
    ]
    return ", ".join(said[:most] + ["…"] * (len(said) > most))
