"""A table as it was found: headings, and rows that know their line in the source."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from unicodedata import normalize

Cell = str | int | float | bool | date | datetime | time | None

# Notes above the head are few; a head is not looked for further down.
ROWS_LOOKED_AT: Final = 50
NUMBER: Final = re.compile(r"\d{1,2}")
NUMBER_IN_BRACKETS: Final = re.compile(r"\(\d{1,2}\)")


@dataclass(frozen=True)
class TableRow:
    """One row, and the line where a person finds it in the file."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with one heading (perhaps empty) over each column; an empty cell is None."""

    source: str
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def table_of(source: str, found: Iterable[TableRow], *, notes_above: bool) -> Table:
    """Find the head among the rows, and keep what is filled; no rows and no headings if nothing is.

    With `notes_above` the head may stand under a title, the country's motto and other notes.
    """
    rows = [row for row in map(_cleaned, found) if _filled(row)]
    if not rows:
        return Table(source, (), ())
    place = _place_of_head(rows[:ROWS_LOOKED_AT]) if notes_above else 0
    head, below = rows[place], rows[place + 1 :]
    if below and _numbers_columns(below[0], head):
        below = below[1:]
    columns = _columns_in_use([head, *below])
    headings = tuple(_heading(cell) for cell in _picked(head, columns))
    return Table(source, headings, tuple(TableRow(r.line, _picked(r, columns)) for r in below))


def _cleaned(row: TableRow) -> TableRow:
    return TableRow(row.line, tuple(map(_clean, row.cells)))


def _clean(cell: Cell) -> Cell:
    """One form for a text, whatever wrote the file: composed letters, one mark between lines."""
    if not isinstance(cell, str):
        return cell
    text = normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
    return text if text.strip() else None


def _filled(row: TableRow) -> int:
    return sum(cell is not None for cell in row.cells)


def _texts(row: TableRow) -> int:
    return sum(isinstance(cell, str) for cell in row.cells)


def _place_of_head(rows: Sequence[TableRow]) -> int:
    """The first row of texts that is filled more than half as far as the fullest row."""
    most = max(map(_filled, rows))
    wide = [place for place, row in enumerate(rows) if 2 * _filled(row) > most]
    return next((place for place in wide if _texts(rows[place]) > 1), wide[0])


def _numbers_columns(row: TableRow, head: TableRow) -> bool:
    """Whether the row only numbers the columns, as lawful forms do: (1) (2) (3).

    Numbers without brackets must stand under every heading of at least four, as in a small
    table 1, 2, 3 is as likely to be data.
    """
    marks = [str(cell).strip() for cell in row.cells if cell is not None]
    if [mark.strip("()") for mark in marks] != [str(n + 1) for n in range(len(marks))]:
        return False
    if all(map(NUMBER_IN_BRACKETS.fullmatch, marks)):
        return True
    return len(marks) == _filled(head) > 3 and all(map(NUMBER.fullmatch, marks))


def _columns_in_use(rows: Iterable[TableRow]) -> list[int]:
    return sorted({at for row in rows for at, cell in enumerate(row.cells) if cell is not None})


def _picked(row: TableRow, columns: Iterable[int]) -> tuple[Cell, ...]:
    width = len(row.cells)
    return tuple(row.cells[at] if at < width else None for at in columns)


def _heading(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
