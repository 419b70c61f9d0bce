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


# Cells that merge


MERGING = (Column("Ngày", 20, merges=True), Column("Buổi", 20, merges=True), Column("Việc", 90))
OF_TWO_DAYS: tuple[tuple[Cell, ...], ...] = (
    ("16", "Sáng", "a"),
    ("16", "Sáng", "b"),
    ("16", "Chiều", "c"),
    ("17", "Chiều", "d"),
)


@pytest.fixture
def write_merging(tmp_path: Path) -> WriteFile:
    def written(**parts: object) -> Worksheet:
        sheet = Sheet("Lịch", MERGING, OF_TWO_DAYS, 4, **parts)  # type: ignore[arg-type]
        for _ in write_workbook(sheet, tmp_path / "week.xlsx"):
            pass
        return load_workbook(tmp_path / "week.xlsx").worksheets[0]

    return written


def test_equal_cells_below_each_other_are_one(write_merging: WriteFile) -> None:
    worksheet = write_merging()
    assert merged(worksheet) == {"A2:A4", "B2:B3"}
    assert texts(worksheet)[1:] == [
        ["16", "Sáng", "a"],
        ["b"],
        ["Chiều", "c"],
        ["17", "Chiều", "d"],
    ]


def test_merged_rows_have_no_filter(write_merging: WriteFile) -> None:
    assert write_merging().auto_filter.ref is None


def test_group_parts_cells_that_merge(write_merging: WriteFile) -> None:
    worksheet = write_merging(groups=(Group(1, "Tuần 13"),))
    assert merged(worksheet) == {"A4:A5"}
    assert texts(worksheet)[1:5] == [
        ["16", "Sáng", "a"],
        ["Tuần 13"],
        ["16", "Sáng", "b"],
        ["Chiều", "c"],
    ]


def test_stroke_leaves_out_merged_cells(write_merging: WriteFile) -> None:
    worksheet = write_merging(struck=frozenset({0}))
    assert [bool(worksheet[cell].font.strike) for cell in ("A2", "B2", "C2")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("least", "pages"), [(None, 0), (9.5, 1)])
def test_sheet_of_one_page_fits_it(
    write_merging: WriteFile, least: float | None, pages: int
) -> None:
    assert write_merging(least_letters=least).page_setup.fitToHeight == pages


def test_title_may_stand_beside_the_office(write: WriteFile) -> None:
    title = (
        CoverLine("LỊCH CÔNG TÁC", is_title=True),
        CoverLine("Tuần 12"),
        CoverLine("(Dự kiến)"),
    )
    worksheet = write(letterhead=Letterhead("UBND TỈNH", "VĂN PHÒNG", beside=title))
    assert texts(worksheet)[:4] == [
        ["UBND TỈNH", "LỊCH CÔNG TÁC"],
        ["VĂN PHÒNG", "Tuần 12"],
        ["(Dự kiến)"],
        [],
    ]
