"""Pasting rows copied from Excel, or from another register: a table like that of any import."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.views import HEADINGS, VIEWS
from desktop.errors import Trouble
from desktop.intake.mapping import Headings, map_columns
from desktop.intake.tables import Table, TableRow, table_of
from desktop.language.words import LANGUAGES, M, Words
from desktop.records.record import fields_of

# A cell in quotation marks is one that needed them: it holds a tab, a line break, or a doubled
# mark. Excel copies any other cell as it is, its own quotation marks with it.
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r\n|\r|\n|\Z)')
_NEEDS_QUOTING: Final = re.compile(r'[\t\r\n]|""')
_PLAIN: Final = re.compile(r"[^\t\r\n]*")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_SPOKEN: Final = tuple(Words(language) for language in LANGUAGES)


def headings_of(kind: str) -> Headings:
    """What a column of a register is called: by other programs, and by our own list."""
    found = {name: tuple(heads) for name, heads in HEADINGS[kind].items()}
    for column in VIEWS[kind].columns:
        if column.head:
            own = (words(column.head) for words in _SPOKEN)
            found[column.field] = (*found.get(column.field, ()), *own)
    return found


def pasted_table(
    text: str, kind: str, columns: Sequence[str], *, words: Words
) -> tuple[Table, dict[str, int]]:
    """The table of a copied block, and which column holds which field.

    A first row that names fields is its head; without one, the cells stand in the order of
    `columns`, the fields of the list in sight. Raises Trouble where nothing was copied.
    """
    rows = list(block_rows(text))
    source = words(M("Copied rows"))
    if found := _with_heads(rows, kind, source):
        return found
    labels = tuple(words(fields_of(DOCUMENTS[kind])[name].label) for name in columns)
    table = table_of(source, [TableRow(0, labels), *rows], notes_above=False)
    if not table.rows:
        raise Trouble(M("There are no rows to paste: copy them in Excel first."))
    return table, {name: place for place, name in enumerate(columns)}


def _with_heads(
    rows: list[TableRow], kind: str, source: str
) -> tuple[Table, dict[str, int]] | None:
    """The table where its first row names fields in half its cells or more; else None."""
    table = table_of(source, rows, notes_above=False)
    if not table.rows:
        return None
    try:
        columns = map_columns(table, fields_of(DOCUMENTS[kind]), headings_of(kind))
    except Trouble:  # not one cell names a field
        return None
    named = sum(bool(heading) for heading in table.headings)
    return (table, columns) if 2 * len(columns) >= named else None


def block_rows(text: str) -> Iterator[TableRow]:
    """The rows of a block as Excel copies it: cells set apart by tabs, rows by line breaks."""
    place, line = 0, 1
    while place < len(text):
        cells, place = _row(text, place)
        yield TableRow(line, tuple(cells))
        line += 1


def _row(text: str, place: int) -> tuple[list[str], int]:
    """The cells of the row that begins here, and where the next one begins."""
    cells: list[str] = []
    while True:
        cell, place = _cell(text, place)
        cells.append(cell)
        if text.startswith("\t", place):
            place += 1
            continue
        end = _LINE_END.match(text, place)
        return cells, end.end() if end else len(text)


def _cell(text: str, place: int) -> tuple[str, int]:
    quoted = _QUOTED.match(text, place)
    if quoted and _NEEDS_QUOTING.search(quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _PLAIN.match(text, place)
    assert plain is not None
    return plain[0], plain.end()


def known_columns(table: Table, kind: str, kept: Mapping[str, int]) -> dict[str, int]:
    """Which column of a table holds which field: as a person said before, else by its headings."""
    fields = fields_of(DOCUMENTS[kind])
    said = {
        name: place
        for name, place in kept.items()
        if name in fields and place < len(table.headings)
    }
    if said:
        return said
    try:
        return map_columns(table, fields, headings_of(kind))
    except Trouble:  # the person maps them in the window
        return {}
