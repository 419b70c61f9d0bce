"""Mapping: which column of a table holds which field, and a row's cells as a draft."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Final

from desktop.errors import Trouble
from desktop.intake.reading import Cell, Table
from desktop.language.folding import tokens
from desktop.language.words import LANGUAGES, M, Words
from desktop.records.drafts import Draft
from desktop.records.fields import Field

Columns = Mapping[str, int]
Headings = Mapping[str, tuple[str, ...]]

_SPOKEN: Final = tuple(Words(language) for language in LANGUAGES)


def map_columns(
    table: Table,
    fields: Mapping[str, Field],
    headings: Headings,
    chosen: Iterable[str] = (),
) -> dict[str, int]:
    """The column of each field found; `chosen` are wishes FIELD=COLUMN, which win.

    A heading names a field by the field's name, its label in any language, or one of the
    `headings`; case, marks and punctuation do not matter. Raises Trouble for a wish that names
    nothing, and where no heading names any field.
    """
    found = _found(table, fields, headings)
    for wish in chosen:
        field, column = _wish(wish, table, fields)
        found = {name: place for name, place in found.items() if place != column}
        found[field] = column
    if not found:
        raise Trouble(
            M(
                "No heading of {file} names a field: map them, such as subject={example}.",
                file=table.source,
                example=next(iter(table.headings), "…"),
            )
        )
    return found


def _found(table: Table, fields: Mapping[str, Field], headings: Headings) -> dict[str, int]:
    columns: dict[str, int] = {}
    names = {name: _names_of(name, field, headings) for name, field in fields.items()}
    for place, heading in enumerate(table.headings):
        key = _key(heading)
        field = next((name for name, keys in names.items() if key and key in keys), None)
        if field and field not in columns:
            columns[field] = place
    return columns


def _names_of(name: str, field: Field, headings: Headings) -> set[str]:
    labels = {_key(words(field.label)) for words in _SPOKEN}
    return {_key(name), *labels, *(_key(heading) for heading in headings.get(name, ()))}


def _key(text: str) -> str:
    return " ".join(tokens(text))


def _wish(wish: str, table: Table, fields: Mapping[str, Field]) -> tuple[str, int]:
    name, mark, column = wish.partition("=")
    if not mark or name not in fields:
        raise Trouble(
            M(
                "“{wish}” maps no field: write FIELD=COLUMN with one of {fields}.",
                wish=wish,
                fields=", ".join(fields),
            )
        )
    keys = [_key(heading) for heading in table.headings]
    if column in table.headings:
        return name, table.headings.index(column)
    if _key(column) in keys:
        return name, keys.index(_key(column))
    raise Trouble(
        M(
            "{file} has no column “{column}”: it has {columns}.",
            file=table.source,
            column=column,
            columns=", ".join(table.headings),
        )
    )


def drafts(table: Table, columns: Columns, kind: str) -> Iterator[tuple[int, Draft]]:
    """Each row as a draft, with its line in the source."""
    for row in table.rows:
        cells = ((name, row.cells[at]) for name, at in columns.items() if at < len(row.cells))
        yield row.line, Draft(kind, {name: typed(cell) for name, cell in cells if typed(cell)})


def typed(cell: Cell) -> str:
    """A cell as a person would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return typed(cell.date())
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
