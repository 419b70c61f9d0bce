"""What a register page shows, as a sheet: its visible columns, and what stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from desktop.language.words import Words
from desktop.office.screens.page_spec import PageSpec
from desktop.records.fields import Ground
from desktop.records.record import fields_of
from desktop.sheets.listing import cell, listing
from desktop.sheets.sheet import Cell, Column, Content, Sheet
from desktop.storage.lists import Reader

Columns = Sequence[tuple[str, int]]


def list_sheet(
    spec: PageSpec, columns: Columns, reader: Reader, ids: Sequence[int], *, ground: Ground
) -> Sheet:
    """A sheet of the records with these ids, by (field, width in characters)."""
    made = listing(
        Words(ground.language)(spec.title),
        spec.record,
        columns,
        reader.records(spec.kind, ids),
        count=len(ids),
        ground=ground,
    )
    names = [name for name, _ in columns]
    return replace(
        made,
        columns=tuple(map(_column, [name in spec.shown for name in names], made.columns)),
        rows=_rows(spec, names, reader.records(spec.kind, ids), ground),
        struck=frozenset(_struck(spec, reader.records(spec.kind, ids))),
    )


def _column(shown: bool, column: Column) -> Column:
    """A column with a text of its own holds no dates and no numbers."""
    typed = column.content in (Content.DATE, Content.NUMBER)
    return replace(column, content=Content.TEXT) if shown and typed else column


def _rows(
    spec: PageSpec, names: Sequence[str], records: Iterator[Any], ground: Ground
) -> Iterator[tuple[Cell, ...]]:
    fields = fields_of(spec.record)
    for record in records:
        yield tuple(
            spec.shown[name](record)
            if name in spec.shown
            else cell(fields[name], getattr(record, name), ground)
            for name in names
        )


def _struck(spec: PageSpec, records: Iterator[Any]) -> Iterator[int]:
    if spec.look:
        for place, record in enumerate(records):
            if spec.look(record).struck:
                yield place
