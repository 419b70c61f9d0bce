"""What a paper has besides its rows, in the workbook: letterhead, groups, strokes, closing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.excel.writing import write_workbook
from desktop.sheets.fingerprint import Fingerprint
from desktop.sheets.parts import MOTTO, REPUBLIC, in_groups
from desktop.sheets.sheet import (
    Cell,
    Closing,
    Column,
    Content,
    CoverLine,
    Group,
    Letterhead,
    Sheet,
    Signature,
)

COLUMNS = (
    Column("TT", 15, Content.CODE),
    Column("Tên hồ sơ", 100, Content.WRAPPED),
    Column("Thời hạn", 40),
    Column("Ghi chú", 40),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("01", "Hồ sơ năm 2026", "20 năm", None),
    ("02", "Số hủy", None, None),
    ("03", "Kế hoạch", "Vĩnh viễn", "x"),
)
LETTERHEAD = Letterhead("UBND TỈNH", "VĂN PHÒNG", "Số: 12/DS-VP", "Hà Tĩnh, ngày 05/01/2027")
CLOSING = Closing(
    (CoverLine("Cộng: 3 hồ sơ."), CoverLine("Đã khóa sổ.", is_title=True)),
    "Mã SHA-256:",
    "Hà Tĩnh, ngày 31 tháng 12 năm 2026",
    (Signature("NGƯỜI LẬP SỔ", "(Ký, ghi rõ họ tên)", "A"), Signature("CHÁNH VĂN PHÒNG")),
)

WriteFile = Callable[..., Worksheet]


@pytest.fixture
def write(tmp_path: Path) -> WriteFile:
    """A sheet of three rows with further parts, read back by openpyxl."""

    def written(columns: tuple[Column, ...] = COLUMNS, **parts: object) -> Worksheet:
        rows = [row[: len(columns)] for row in ROWS]
        sheet = Sheet("Danh mục", columns, rows, len(rows), **parts)  # type: ignore[arg-type]
        for _ in write_workbook(sheet, tmp_path / "list.xlsx"):
            pass
        return load_workbook(tmp_path / "list.xlsx").worksheets[0]

    return written


def texts(worksheet: Worksheet) -> list[list[object]]:
    """What stands in each row of the worksheet, its empty cells left out."""
    return [[cell for cell in row if cell is not None] for row in worksheet.values]


def merged(worksheet: Worksheet) -> set[str]:
    return {str(cells) for cells in worksheet.merged_cells.ranges}


def test_letterhead_and_title_stand_above_heads_that_stay_in_sight(write: WriteFile) -> None:
    worksheet = write(letterhead=LETTERHEAD, above=(CoverLine("DANH MỤC HỒ SƠ", is_title=True),))
    assert texts(worksheet)[:8] == [
        ["UBND TỈNH", REPUBLIC],
        ["VĂN PHÒNG", MOTTO],
        ["Số: 12/DS-VP", "Hà Tĩnh, ngày 05/01/2027"],
        [],
        ["DANH MỤC HỒ SƠ"],
        [],
        ["TT", "Tên hồ sơ", "Thời hạn", "Ghi chú"],
        ["01", "Hồ sơ năm 2026", "20 năm"],
    ]
    assert worksheet.freeze_panes == "A8"
    assert worksheet.print_title_rows == "$7:$7"
    assert worksheet.auto_filter.ref == "A7:D10"
    assert merged(worksheet) == {"A1:B1", "C1:D1", "A2:B2", "C2:D2", "A3:B3", "C3:D3", "A5:D5"}
    assert worksheet["C2"].font.b
    assert worksheet["C2"].alignment.horizontal == "center"
    assert worksheet["C3"].font.i
    assert worksheet["A5"].font.sz == 14


def test_group_stands_before_its_row_in_cells_that_can_still_be_sorted(write: WriteFile) -> None:
    worksheet = write(groups=(Group(0, "I. TỔNG HỢP"), Group(2, "II. KẾ HOẠCH")))
    assert [row[0] for row in texts(worksheet)] == [
        "TT", "I. TỔNG HỢP", "01", "02", "II. KẾ HOẠCH", "03",
    ]  # fmt: skip
    assert merged(worksheet) == set()
    assert worksheet["A2"].font.b
    assert not worksheet["A2"].alignment.wrap_text


def test_group_on_a_new_page_begins_one(write: WriteFile) -> None:
    groups = (Group(0, "Phòng A", on_new_page=True), Group(2, "Phòng B", on_new_page=True))
    worksheet = write(groups=groups)
    assert [one.id for one in worksheet.row_breaks.brk] == [4]


def test_struck_row_is_crossed_out_in_each_of_its_cells(write: WriteFile) -> None:
    worksheet = write(struck=frozenset({1}))
    struck = [[cell.font.strike for cell in row] for row in worksheet.iter_rows(min_row=2)]
    assert struck == [[None] * 4, [True] * 4, [None] * 4]


def test_closing_stands_below_the_last_row_and_is_not_filtered(write: WriteFile) -> None:
    worksheet = write(closing=CLOSING, struck=frozenset({1}))
    fingerprint = Fingerprint()
    for place, row in enumerate(ROWS):
        fingerprint.take(row, struck=place == 1)
    assert texts(worksheet)[4:] == [
        [],
        ["Cộng: 3 hồ sơ."],
        ["Đã khóa sổ."],
        [f"Mã SHA-256: {in_groups(str(fingerprint))}"],
        ["Hà Tĩnh, ngày 31 tháng 12 năm 2026"],
        ["NGƯỜI LẬP SỔ", "CHÁNH VĂN PHÒNG"],
        ["(Ký, ghi rõ họ tên)"],
        [],
        ["A"],
    ]
    assert worksheet.auto_filter.ref == "A1:D4"
    assert {"A6:D6", "A10:B10", "C10:D10", "C9:D9"} <= merged(worksheet)


def test_signatures_stand_below_each_other_where_columns_are_too_few(write: WriteFile) -> None:
    worksheet = write(columns=COLUMNS[1:2], closing=CLOSING)
    assert texts(worksheet)[8:11] == [
        ["Hà Tĩnh, ngày 31 tháng 12 năm 2026"],
        ["NGƯỜI LẬP SỔ"],
        ["CHÁNH VĂN PHÒNG"],
    ]
    assert merged(worksheet) == set()
