"""Rows of a worksheet as XML text, quicker than cell objects by far and read by Excel alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl.utils import get_column_letter

from desktop.excel.heights import LINE, TALLEST, lines
from desktop.sheets.sheet import Cell

MOST_ROWS: Final = 1_048_576
SIZE: Final = 12  # of letters, in points
LONGEST_TEXT: Final = 32_767  # Excel counts in UTF-16 units
LARGEST_NUMBER: Final = 10**15  # above, Excel rounds
# Excel holds 1900 for a leap year, other programs do not: earlier days would shift by one.
FIRST_DAY: Final = date(1900, 3, 1)
DAY_ZERO: Final = date(1899, 12, 30).toordinal()

BEGINS_FORMULA: Final = frozenset("=+-@'\t")
# Whatever XML 1.0 has no way to say.
FORBIDDEN: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The same and what has a meaning in XML: most texts have none of them and are done with.
TO_BE_MENDED: Final = re.compile("[^\t\n -%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Excel reads _x0041_ inside a text as the letter A, unless the underscore is written so itself.
READ_AS_LETTER: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Look:
    """The styles of one column by what stands in the cell, and the room it has there.

    `guarded` is for text that Excel would take for a formula once somebody edits the cell.
    """

    text: int
    guarded: int
    number: int
    day: int
    room: int
    line: float = SIZE * LINE
    only_text: bool = False


def row(number: int, cells: Sequence[Cell], looks: Sequence[Look]) -> str:
    """One row, as tall as its tallest text."""
    said = "".join(
        _cell(f"{get_column_letter(column)}{number}", value, look)
        for column, (value, look) in enumerate(zip(cells, looks, strict=True), 1)
    )
    return f'<row r="{number}" ht="{_height(cells, looks):.2f}">{said}</row>'


def spread_row(number: int, said: Sequence[tuple[int, str, Look]]) -> str:
    """One row of texts that each begin in a column of its own, as tall as the tallest."""
    cells = "".join(
        _cell(f"{get_column_letter(column + 1)}{number}", text, look) for column, text, look in said
    )
    height = _height([text for _, text, _ in said], [look for *_, look in said])
    # Excel does not fit a row to texts that stand across several columns.
    return f'<row r="{number}" ht="{height:.2f}" customHeight="1">{cells}</row>'


def empty_row(number: int, height: float) -> str:
    return f'<row r="{number}" ht="{height}" customHeight="1"/>'


def _height(cells: Sequence[Cell], looks: Sequence[Look]) -> float:
    tallest = max(
        look.line * (lines(cell, look.room) if isinstance(cell, str) else 1)
        for cell, look in zip(cells, looks, strict=True)
    )
    return min(tallest, TALLEST)


def _cell(place: str, value: Cell, look: Look) -> str:
    if value is None or value == "":
        return f'<c r="{place}" s="{look.text}"/>'
    if isinstance(value, str):
        return _text_cell(place, value, look)
    if look.only_text or not _is_held_by_excel(value):
        return _text_cell(place, _in_letters(value), look)
    if isinstance(value, date):
        return f'<c r="{place}" s="{look.day}"><v>{value.toordinal() - DAY_ZERO}</v></c>'
    return f'<c r="{place}" s="{look.number}"><v>{value:d}</v></c>'


def _text_cell(place: str, text: str, look: Look) -> str:
    said = as_xml(text)
    style = look.guarded if said[:1] in BEGINS_FORMULA else look.text
    said = f'<is><t xml:space="preserve">{said}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{said}</c>'


def _is_held_by_excel(value: int | date) -> bool:
    return value >= FIRST_DAY if isinstance(value, date) else abs(value) < LARGEST_NUMBER


def _in_letters(value: int | date) -> str:
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return str(value)


def as_xml(text: str) -> str:
    """The text as it stands between two tags of a worksheet, and as Excel takes it literally."""
    if TO_BE_MENDED.search(text):
        text = printable(text)
        text = _cut(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    else:
        text = _cut(text)
    return READ_AS_LETTER.sub("_x005F_", text) if "_x" in text else text


def printable(text: str) -> str:
    """Without letters that XML cannot hold, each line ended as Alt+Enter ends it."""
    return FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _cut(text: str) -> str:
    if len(text) <= LONGEST_TEXT // 2:  # short enough, were each letter two units
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
