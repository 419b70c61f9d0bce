"""Counting the documents of a year."""

from dataclasses import dataclass
from typing import Any

from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.standing import UNCOUNTED
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader


@dataclass(frozen=True)
class YearCount:
    """How many documents one register took in a year, in all and by series and kind."""

    register: str
    total: int
    by_series: tuple[tuple[str, int], ...]
    by_kind: tuple[tuple[str | None, int], ...]
    not_handed_over: int


def count_year(reader: Reader, year: int) -> tuple[YearCount, ...]:
    """The counts of every register; the trash does not count."""
    return tuple(_count(reader, register, year) for register in DOCUMENTS)


def _count(reader: Reader, register: str, year: int) -> YearCount:
    query = Query(register).where("year", Test.IS, year)
    by_series = _counted(reader, query, "series")
    return YearCount(
        register=register,
        total=sum(count for _, count in by_series),
        by_series=by_series,
        by_kind=_counted(reader, query, "document_kind"),
        not_handed_over=_total(reader, query.where("forwarded_on", Test.EMPTY)),
    )


def _counted(reader: Reader, query: Query, field: str) -> tuple[tuple[Any, int], ...]:
    """Documents by the value of a field, most first; cancelled and reserved numbers are none."""
    counts = dict(reader.groups(query, field))
    for standing in UNCOUNTED:
        for value, count in reader.groups(query.where("standing", Test.IS, standing), field):
            counts[value] -= count
    found = [(value, count) for value, count in counts.items() if count]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0] or "")))


def _total(reader: Reader, query: Query) -> int:
    nothing = (query.where("standing", Test.IS, standing) for standing in UNCOUNTED)
    return reader.count(query) - sum(map(reader.count, nothing))
