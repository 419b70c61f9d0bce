"""The workbook around the rows: styles, paper, frozen heads, filter; made by openpyxl."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.excel.around import Manner
from desktop.excel.heights import LINE, room_for_text
from desktop.excel.rows import SIZE, Look, printable
from desktop.sheets.margins import (
    BOTTOM,
    LEFT,
    PAGE_NUMBER_FROM_TOP,
    PAGE_NUMBER_SIZE,
    RIGHT,
    TOP,
    width_of_text,
)
from desktop.sheets.sheet import Column, Content, Sheet

REGISTER_PART: Final = "xl/worksheets/sheet1.xml"
COVER_PART: Final = "xl/worksheets/sheet2.xml"
END_OF_ROWS: Final = b"</sheetData>"
COVER_NAME: Final = "Bìa"
PROGRAM: Final = "Sổ Văn"

DIMENSION: Final = re.compile(rb"<dimension [^>]*>")

FORBIDDEN_IN_NAMES: Final = re.compile(r"[\\/?*:\[\]]")
LONGEST_NAME: Final = 31

A4: Final = 9
# Widths are told in digits of the workbook's font: one of Times New Roman 12 has 8 pixels.
MM_PER_DIGIT: Final = 8 * 25.4 / 96

FONT: Final = Font(name="Times New Roman", size=SIZE)
BOLD: Final = Font(name="Times New Roman", size=SIZE, bold=True)
ITALIC: Final = Font(name="Times New Roman", size=SIZE, italic=True)
STRUCK: Final = Font(name="Times New Roman", size=SIZE, strike=True)
PAPER_TITLE_FONT: Final = Font(name="Times New Roman", size=14, bold=True)
COVER_FONT: Final = Font(name="Times New Roman", size=14)
TITLE_FONT: Final = Font(name="Times New Roman", size=24, bold=True)
THIN: Final = Side(style="thin")
LINES: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
NO_LINES: Final = Border()
GREY: Final = PatternFill("solid", fgColor="E7E6E6")
MIDDLE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT_SIDE: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
IN_THE_MIDDLE: Final = Alignment(horizontal="center", vertical="top", wrap_text=True)
ON_ONE_LINE: Final = Alignment(horizontal="left", vertical="center")
AS_TEXT: Final = "@"

ACROSS: Final = {
    Content.TEXT: "left",
    Content.WRAPPED: "left",
    Content.CODE: "center",
    Content.NUMBER: "right",
    Content.DATE: "center",
}


MANNERS: Final = {
    Manner.CENTRED: (FONT, IN_THE_MIDDLE),
    Manner.CENTRED_BOLD: (BOLD, IN_THE_MIDDLE),
    Manner.CENTRED_ITALIC: (ITALIC, IN_THE_MIDDLE),
    Manner.TITLE: (PAPER_TITLE_FONT, IN_THE_MIDDLE),
    Manner.LEFT: (FONT, LEFT_SIDE),
    Manner.LEFT_BOLD: (BOLD, LEFT_SIDE),
}


class Frame:
    """A workbook without its rows, and the looks that its rows may have.

    So many rows stand `above` the heads. What stands in several columns at once, and where a
    page ends before its time, is noted while the rows are written.
    """

    def __init__(self, sheet: Sheet, above: int = 0) -> None:
        self._book = _book(sheet)
        self._register = _register(self._book, sheet, above)
        if sheet.cover:
            _cover(self._book, sheet)
        widths = [column.width for column in sheet.columns]
        self._ends = list(accumulate(widths, initial=0.0))
        self.columns = [_column_look(self._register, column, FONT) for column in sheet.columns]
        self.struck = [_column_look(self._register, column, STRUCK) for column in sheet.columns]
        self.group = _group_looks(self._register, widths)
        self.heads = [_look(self._register, BOLD, width, fill=GREY) for width in widths]
        self.numbers = [_look(self._register, FONT, width) for width in widths]
        width = width_of_text(landscape=sheet.landscape)
        self.cover = _look(self._register, COVER_FONT, width, border=NO_LINES)
        self.title = _look(self._register, TITLE_FONT, width, border=NO_LINES)
        self.manners = {
            manner: _look(self._register, font, width, alignment=alignment, border=NO_LINES)
            for manner, (font, alignment) in MANNERS.items()
        }
        self.above = above
        self.head_rows = above + _head_rows(sheet)
        self._merging = sheet.merging
        self._last_column = get_column_letter(len(sheet.columns))

    def look_across(self, manner: Manner, first: int, last: int) -> Look:
        """The look of a text that has the room of some columns."""
        width = self._ends[last + 1] - self._ends[first]
        font, _ = MANNERS[manner]
        room = room_for_text(width, font.size, bold=font.bold)
        return replace(self.manners[manner], room=room)

    def merge(self, row: int, first: int, last: int) -> None:
        """One text stands in the cells of a row from one column to another."""
        if first != last:
            cells = f"{get_column_letter(first + 1)}{row}:{get_column_letter(last + 1)}{row}"
            self._register.merged_cells.add(cells)

    def merge_down(self, column: int, first: int, last: int) -> None:
        """One text stands in the cells of a column from one row to another."""
        if first != last:
            letter = get_column_letter(column + 1)
            self._register.merged_cells.add(f"{letter}{first}:{letter}{last}")

    def end_page(self, row: int) -> None:
        """No row after this one stands on its page."""
        self._register.row_breaks.append(Break(id=row))

    def parts(self, last_row: int) -> dict[str, bytes]:
        """The files inside the workbook, when the register's last row is known."""
        if not self._merging:  # a filter would hide rows under a text that is theirs too
            self._register.auto_filter.ref = f"A{self.head_rows}:{self._last_column}{last_row}"
        file = io.BytesIO()
        self._book.save(file)
        with ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[REGISTER_PART] = _mended(parts[REGISTER_PART], f"A1:{self._last_column}{last_row}")
        return parts


def _mended(part: bytes, cells: str) -> bytes:
    """Two things that openpyxl cannot know or say."""
    # It takes the worksheet for empty, and some readers would believe it.
    part = DIMENSION.sub(b"", part)
    # No green corner for 05 and its like: a number written as text is meant.
    ignored = f'<ignoredError sqref="{cells}" numberStoredAsText="1"/>'.encode()
    ignored = b"<ignoredErrors>" + ignored + b"</ignoredErrors>"
    return part.replace(b"</worksheet>", ignored + b"</worksheet>")


def _book(sheet: Sheet) -> Workbook:
    book = Workbook()
    book.properties.title = printable(sheet.name)
    book.properties.creator = PROGRAM
    book.properties.language = sheet.language
    _set_font(book)
    return book


def _set_font(book: Workbook) -> None:
    """The workbook's own font, in which widths are told and new cells begin."""
    # openpyxl has no open door to it.
    book._fonts = IndexedList([FONT])  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = FONT  # type: ignore[attr-defined]  # noqa: SLF001


def _register(book: Workbook, sheet: Sheet, above: int) -> Worksheet:
    """The worksheet of the rows: heads frozen, filtered, and printed on each page."""
    register = book.worksheets[0]
    register.title = worksheet_name(sheet.name)
    for index, column in enumerate(sheet.columns, 1):
        _set_width(register, get_column_letter(index), column.width)
    heads = above + _head_rows(sheet)
    register.freeze_panes = f"A{heads + 1}"
    register.print_title_rows = f"{above + 1}:{heads}"
    _set_paper(register, landscape=sheet.landscape)
    # Otherwise as many pages as it takes.
    register.page_setup.fitToHeight = 0 if sheet.least_letters is None else 1
    _number_pages(register)
    return register


def _head_rows(sheet: Sheet) -> int:
    return 2 if sheet.column_numbers else 1


def _cover(book: Workbook, sheet: Sheet) -> None:
    """The worksheet of the cover: one column as wide as the paper, in the middle of the page."""
    cover = book.create_sheet(COVER_NAME)
    _set_width(cover, "A", width_of_text(landscape=sheet.landscape))
    _set_paper(cover, landscape=sheet.landscape)
    cover.print_options.horizontalCentered = True
    cover.print_options.verticalCentered = True
    cover.sheet_view.showGridLines = False


def worksheet_name(text: str) -> str:
    """The name as Excel allows it: 31 letters, without marks that it keeps for formulas."""
    allowed = FORBIDDEN_IN_NAMES.sub("-", " ".join(printable(text).split())).strip("' ")
    while len(allowed.encode("utf-16-le")) > 2 * LONGEST_NAME:
        allowed = allowed[:-1]
    # Excel keeps the name History for itself.
    return {"": "Sổ", "history": "History-"}.get(allowed.lower(), allowed.rstrip("' "))


def _set_width(worksheet: Worksheet, letter: str, width: float) -> None:
    worksheet.column_dimensions[letter].width = round(width / MM_PER_DIGIT, 2)


def _set_paper(worksheet: Worksheet, *, landscape: bool) -> None:
    """A4 with the margins of the law, the columns made to fit its width."""
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, width in (("top", TOP), ("bottom", BOTTOM), ("left", LEFT), ("right", RIGHT)):
        setattr(worksheet.page_margins, side, width / 25.4)
    worksheet.page_margins.header = PAGE_NUMBER_FROM_TOP / 25.4


def _number_pages(worksheet: Worksheet) -> None:
    """The page's number in the middle of the top margin, but not on page one (Decree 30)."""
    header = HeaderFooterItem()
    header.center.text = "&P"
    header.center.font = "Times New Roman,Regular"
    header.center.size = PAGE_NUMBER_SIZE
    worksheet.HeaderFooter = HeaderFooter(oddHeader=header, differentFirst=True, scaleWithDoc=False)


def _column_look(worksheet: Worksheet, column: Column, font: Font) -> Look:
    side = ACROSS[column.content]
    text = Alignment(horizontal=side, vertical="top", wrap_text=True)
    # A number or a day too wide for its column would be shown as ####.
    value = Alignment(horizontal=side, vertical="top", shrink_to_fit=True)
    return Look(
        text=_style(worksheet, font, text, AS_TEXT),
        guarded=_style(worksheet, font, text, AS_TEXT, guarded=True),
        number=_style(worksheet, font, value, "0"),
        day=_style(worksheet, font, value, "dd/mm/yyyy"),
        room=room_for_text(column.width, SIZE, bold=False),
        only_text=column.content is Content.CODE,
    )


def _group_looks(worksheet: Worksheet, widths: Sequence[float]) -> list[Look]:
    """A line whose text runs on over the columns: they stay apart, to be sorted and filtered."""
    last = len(widths) - 1
    looks = []
    for place in range(len(widths)):
        border = Border(
            left=THIN if place == 0 else None,
            right=THIN if place == last else None,
            top=THIN,
            bottom=THIN,
        )
        looks.append(
            _look(worksheet, BOLD, sum(widths), alignment=ON_ONE_LINE, fill=GREY, border=border)
        )
    return looks


def _look(
    worksheet: Worksheet,
    font: Font,
    width: float,
    *,
    alignment: Alignment = MIDDLE,
    fill: PatternFill | None = None,
    border: Border = LINES,
) -> Look:
    """The look of text that is no record: heads and covers."""
    plain, guarded = (
        _style(worksheet, font, alignment, AS_TEXT, fill=fill, border=border, guarded=guarded)
        for guarded in (False, True)
    )
    room = room_for_text(width, font.size, bold=font.bold)
    return Look(plain, guarded, plain, plain, room, font.size * LINE, only_text=True)


def _style(
    worksheet: Worksheet,
    font: Font,
    alignment: Alignment,
    number_format: str,
    *,
    fill: PatternFill | None = None,
    border: Border = LINES,
    guarded: bool = False,
) -> int:
    """The number under which the workbook keeps a style."""
    cell = WriteOnlyCell(worksheet)
    cell.font, cell.alignment, cell.border = font, alignment, border
    cell.number_format = number_format
    if fill:
        cell.fill = fill
    if guarded:
        cell.quotePrefix = True
    return cell.style_id
