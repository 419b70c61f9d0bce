"""Workbooks are read back by two programs that know nothing of how they were written."""

import errno
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell as BookCell
from python_calamine import CalamineWorkbook

from desktop.errors import Trouble
from desktop.excel.writing import write_workbook
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Sheet

INCOMING = (
    Column("Ngày đến", 22, Content.DATE),
    Column("Số đến", 15, Content.CODE),
    Column("Tác giả", 36, Content.WRAPPED),
    Column("Số, ký hiệu văn bản", 30, Content.CODE),
    Column("Ngày tháng văn bản", 22, Content.DATE),
    Column("Tên loại và trích yếu nội dung văn bản", 72, Content.WRAPPED),
    Column("Số tờ", 15, Content.NUMBER),
    Column("Ghi chú", 22),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    (
        date(2026, 1, 5),
        "01",
        "Bộ Nội vụ",
        "1234/BNV-CCVC",
        date(2025, 12, 31),
        "Công văn về việc rà soát, sắp xếp biên chế công chức năm 2026",
        3,
        None,
    ),
    (date(2026, 1, 5), "02", "Tỉnh ủy", "45-CV/VPTU", date(2026, 1, 2), "Giấy mời", 1, "Khẩn"),
    (date(2026, 1, 6), "03", "Sở Tài chính", None, None, "Báo cáo\nkèm 02 phụ lục", 1205, None),
)
SHEET = Sheet(
    name="Sổ đăng ký văn bản đến 2026",
    columns=INCOMING,
    rows=ROWS,
    count=len(ROWS),
    column_numbers=tuple(f"({number})" for number in range(1, 9)),
)
COVER = (
    CoverLine("ỦY BAN NHÂN DÂN TỈNH"),
    CoverLine("VĂN PHÒNG"),
    CoverLine("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", is_title=True),
    CoverLine("Năm: 2026"),
)
MM = 1 / 25.4  # in inches, in which a workbook keeps margins

ONE_FILE_AGAIN_AND_AGAIN = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

WriteFile = Callable[[Sheet], Path]


@pytest.fixture
def write(tmp_path: Path) -> WriteFile:
    def written(sheet: Sheet) -> Path:
        path = tmp_path / "register.xlsx"
        for _ in write_workbook(sheet, path):
            pass
        return path

    return written


def column_of(cells: list[Cell], content: Content = Content.TEXT) -> Sheet:
    """A sheet of one column, the shortest way to ask how a cell is written."""
    return Sheet("Sổ", (Column("Cột", 40, content),), [(cell,) for cell in cells], len(cells))


def long_sheet(rows: int) -> Sheet:
    lot = random.Random(1)
    texts = ((f"{number:02}", f"{lot.getrandbits(800):x}") for number in range(1, rows + 1))
    return Sheet("Sổ", (Column("Số", 15), Column("Trích yếu", 72)), texts, rows)


def read_by_openpyxl(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[0].values)


def read_by_calamine(path: Path, worksheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(worksheet).to_python()


def body_cells(path: Path) -> list[BookCell]:
    """The cells of a sheet of one column below its head."""
    cells = [row[0] for row in load_workbook(path).worksheets[0].iter_rows(min_row=2)]
    return [cell for cell in cells if isinstance(cell, BookCell)]


# What stands in the cells


def test_register_is_read_by_openpyxl_as_it_was_given(write: WriteFile) -> None:
    heads = tuple(column.head for column in INCOMING)
    rows = [
        tuple(datetime(c.year, c.month, c.day) if isinstance(c, date) else c for c in row)  # noqa: DTZ001
        for row in ROWS
    ]
    assert read_by_openpyxl(write(SHEET)) == [heads, SHEET.column_numbers, *rows]


def test_register_is_read_by_calamine_as_it_was_given(write: WriteFile) -> None:
    heads = [column.head for column in INCOMING]
    rows = [["" if cell is None else cell for cell in row] for row in ROWS]
    assert read_by_calamine(write(SHEET)) == [heads, list(SHEET.column_numbers), *rows]


def test_rows_are_asked_for_once_only(write: WriteFile) -> None:
    sheet = replace(SHEET, rows=iter(ROWS))
    assert read_by_openpyxl(write(sheet))[-1][1] == "03"


def test_sheet_without_rows_has_its_heads(write: WriteFile) -> None:
    sheet = replace(SHEET, rows=(), count=0)
    heads = [column.head for column in INCOMING]
    assert read_by_calamine(write(sheet)) == [heads, list(SHEET.column_numbers)]


def test_row_that_does_not_fit_the_heads_is_a_bug(write: WriteFile) -> None:
    with pytest.raises(ValueError, match="zip"):
        write(replace(SHEET, rows=[("01", "02")]))


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TRAPS = st.sampled_from(["\n", "\t", " ", "=", "_x000D_", "_x0041", "_", "&", "<", "]]>", "'"])
TEXTS = st.lists(st.text(LETTERS, min_size=1) | TRAPS, min_size=1).map("".join)


@given(texts=st.lists(TEXTS, min_size=1))
@ONE_FILE_AGAIN_AND_AGAIN
def test_text_is_read_letter_by_letter(texts: list[Cell], write: WriteFile) -> None:
    assert read_by_calamine(write(column_of(texts))) == [["Cột"], *([text] for text in texts)]


@pytest.mark.parametrize("text", ["05", "1/5", "12-3", "1e5", "TRUE", "#N/A", "366-QĐ/TW", " 7 "])
def test_text_stays_text_whatever_it_looks_like(write: WriteFile, text: str) -> None:
    (cell,) = body_cells(write(column_of([text])))
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+84 24", "-5", "@SUM(A1)", "\t=1"])
def test_text_that_begins_like_a_formula_stays_text_even_when_it_is_edited(
    write: WriteFile, text: str
) -> None:
    (cell,) = body_cells(write(column_of([text])))
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_head_that_begins_like_a_formula_stays_text(write: WriteFile) -> None:
    sheet = Sheet("Sổ", (Column("=A2", 40),), [("x",)], 1)
    assert read_by_calamine(write(sheet)) == [["=A2"], ["x"]]


@pytest.mark.parametrize("text", ["a_x000D_b", "_x0041_x0042_", "_x005F_", "_xABCD_"])
def test_text_that_looks_like_an_escaped_letter_stays_as_it_is(write: WriteFile, text: str) -> None:
    assert read_by_calamine(write(column_of([text])))[1] == [text]


def test_letters_that_a_workbook_cannot_hold_are_left_out(write: WriteFile) -> None:
    texts: list[Cell] = ["Tờ\x00 trình\x1b", "\ud800=1", "\ufffe\uffff"]
    assert read_by_calamine(write(column_of(texts)))[1:] == [["Tờ trình"], ["=1"], [""]]


def test_each_line_ends_as_alt_enter_ends_it(write: WriteFile) -> None:
    assert read_by_calamine(write(column_of(["a\r\nb\rc\nd"])))[1] == ["a\nb\nc\nd"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("â" * 32_767, "â" * 32_767),
        ("â" * 32_768, "â" * 32_766 + "…"),
        ("𝄞" * 16_383 + "a", "𝄞" * 16_383 + "a"),  # each counts as two
        ("𝄞" * 16_384, "𝄞" * 16_383 + "…"),
    ],
    ids=["fits", "one too many", "pairs fit", "half a pair too many"],
)
def test_text_longer_than_excel_holds_is_cut_with_dots(
    write: WriteFile, text: str, read: str
) -> None:
    assert read_by_calamine(write(column_of([text])))[1] == [read]


def test_day_is_a_true_date(write: WriteFile) -> None:
    (cell,) = body_cells(write(column_of([date(2026, 2, 3)], Content.DATE)))
    assert (cell.value, cell.number_format) == (datetime(2026, 2, 3), "dd/mm/yyyy")  # noqa: DTZ001


@given(day=st.dates(min_value=date(1900, 3, 1)))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_day_is_read_as_the_same_day(day: date, write: WriteFile) -> None:
    assert read_by_calamine(write(column_of([day], Content.DATE)))[1] == [day]


def test_day_that_excel_would_shift_is_written_out(write: WriteFile) -> None:
    path = write(column_of([date(1900, 2, 28), date(1889, 5, 1)], Content.DATE))
    assert read_by_calamine(path)[1:] == [["28/02/1900"], ["01/05/1889"]]


def test_number_is_a_number_and_stands_right(write: WriteFile) -> None:
    (cell,) = body_cells(write(column_of([55_279], Content.NUMBER)))
    seen = (cell.value, cell.data_type, cell.number_format, cell.alignment.horizontal)
    assert seen == (55_279, "n", "0", "right")


def test_number_that_excel_would_round_is_written_out(write: WriteFile) -> None:
    path = write(column_of([10**15 - 1, 10**15, -(10**15)], Content.NUMBER))
    assert read_by_calamine(path)[1:] == [[10**15 - 1], ["1" + "0" * 15], ["-1" + "0" * 15]]


def test_code_is_never_a_number_or_a_date(write: WriteFile) -> None:
    path = write(column_of([7, date(2026, 1, 5), "05"], Content.CODE))
    assert read_by_calamine(path)[1:] == [["7"], ["05/01/2026"], ["05"]]


# How it looks


def register_of(path: Path) -> Any:  # the types of openpyxl know less than it reads
    return load_workbook(path).worksheets[0]


def test_heads_stay_in_sight_are_filtered_and_printed_on_each_page(write: WriteFile) -> None:
    register = register_of(write(SHEET))
    seen = (register.freeze_panes, register.auto_filter.ref, register.print_title_rows)
    assert seen == ("A3", "A2:H5", "$1:$2")


def test_sheet_without_column_numbers_has_one_row_of_heads(write: WriteFile) -> None:
    register = register_of(write(replace(SHEET, column_numbers=())))
    seen = (register.freeze_panes, register.auto_filter.ref, register.print_title_rows)
    assert seen == ("A2", "A1:H4", "$1:$1")


def test_filter_takes_in_the_rows_that_came_whatever_was_foretold(write: WriteFile) -> None:
    assert register_of(write(replace(SHEET, count=1000))).auto_filter.ref == "A2:H5"


@pytest.mark.parametrize(("landscape", "orientation"), [(True, "landscape"), (False, "portrait")])
def test_paper_is_a4_with_the_margins_of_decree_30(
    write: WriteFile, landscape: bool, orientation: str
) -> None:
    register = register_of(write(replace(SHEET, landscape=landscape)))
    margins = register.page_margins
    assert (register.page_setup.paperSize, register.page_setup.orientation) == (9, orientation)
    assert [margins.top, margins.bottom, margins.left, margins.right] == pytest.approx(
        [20 * MM, 20 * MM, 30 * MM, 15 * MM]
    )


def test_columns_fit_the_width_of_the_page_on_as_many_pages_as_it_takes(write: WriteFile) -> None:
    register = register_of(write(SHEET))
    assert register.sheet_properties.pageSetUpPr.fitToPage is True
    assert (register.page_setup.fitToWidth or 1, register.page_setup.fitToHeight) == (1, 0)


def test_page_number_stands_above_each_page_but_the_first(write: WriteFile) -> None:
    register = register_of(write(SHEET))
    header = register.oddHeader.center
    assert (header.text, header.font, header.size) == ("&P", "Times New Roman,Regular", 13)
    assert register.HeaderFooter.differentFirst is True
    assert not register.firstHeader


def test_columns_are_as_wide_as_on_paper(write: WriteFile) -> None:
    register = register_of(write(SHEET))
    digit = 8 / 96 / MM  # of Times New Roman 12, at the 96 pixels an inch that Excel counts with
    widths = [dimension.width * digit for dimension in register.column_dimensions.values()]
    assert widths == pytest.approx([column.width for column in INCOMING], abs=0.02)


def test_cells_have_lines_around_them_empty_ones_too(write: WriteFile) -> None:
    for row in register_of(write(SHEET)).iter_rows():
        for cell in row:
            border = cell.border
            sides = [border.left, border.right, border.top, border.bottom]
            assert [side.style for side in sides] == ["thin"] * 4


def test_heads_are_bold_on_grey_in_the_middle_and_wrapped(write: WriteFile) -> None:
    head = register_of(write(SHEET))["F1"]
    assert (head.font.name, head.font.size, head.font.bold) == ("Times New Roman", 12, True)
    assert (head.fill.fill_type, head.fill.fgColor.rgb) == ("solid", "00E7E6E6")
    alignment = head.alignment
    seen = (alignment.horizontal, alignment.vertical, alignment.wrap_text)
    assert seen == ("center", "center", True)


def test_texts_stand_at_the_top_and_are_wrapped(write: WriteFile) -> None:
    register = register_of(write(SHEET))
    alignments = {
        letter: (
            register[f"{letter}3"].alignment.horizontal,
            register[f"{letter}3"].alignment.vertical,
            bool(register[f"{letter}3"].alignment.wrap_text),
        )
        for letter in "ABCFG"
    }
    assert alignments == {
        "A": ("center", "top", False),
        "B": ("center", "top", True),
        "C": ("left", "top", True),
        "F": ("left", "top", True),
        "G": ("right", "top", False),
    }


def test_row_is_as_tall_as_its_longest_text(write: WriteFile) -> None:
    path = write(column_of(["Giấy mời", "Quyết định về việc " * 4, "a\n" * 99]))
    heights = [register_of(path).row_dimensions[number].height for number in (2, 3, 4)]
    assert heights == [15.75, 15.75 * 4, 409.5]


def test_numbers_as_text_carry_no_warning(write: WriteFile) -> None:
    with ZipFile(write(SHEET)) as archive:
        register = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<ignoredError sqref="A1:H5" numberStoredAsText="1"/>' in register


def test_readers_that_believe_the_told_size_find_all_rows(write: WriteFile) -> None:
    book = load_workbook(write(SHEET), read_only=True)
    rows = len(list(book.worksheets[0].rows))
    book.close()
    assert rows == 5


def test_file_tells_what_it_is_and_who_made_it(write: WriteFile) -> None:
    told = load_workbook(write(SHEET)).properties
    assert (told.title, told.creator, told.language) == (SHEET.name, "Sổ Văn", "vi")


@pytest.mark.parametrize(
    ("name", "worksheet"),
    [
        ("Sổ đăng ký văn bản đến 2026", "Sổ đăng ký văn bản đến 2026"),
        ("Đến 2025/2026: [mật]?*\\", "Đến 2025-2026- -mật----"),
        ("Sổ theo dõi giải quyết văn bản đến", "Sổ theo dõi giải quyết văn bản"),
        ("'Sổ'", "Sổ"),
        ("Sổ\nđi", "Sổ đi"),
        ("History", "History-"),
        ("", "Sổ"),
        ("𝄞" * 31, "𝄞" * 15),
    ],
)
def test_worksheet_has_a_name_that_excel_allows(
    write: WriteFile, name: str, worksheet: str
) -> None:
    assert load_workbook(write(replace(SHEET, name=name))).sheetnames == [worksheet]


def test_cover_is_the_second_worksheet(write: WriteFile) -> None:
    path = write(replace(SHEET, cover=COVER))
    assert load_workbook(path).sheetnames == ["Sổ đăng ký văn bản đến 2026", "Bìa"]
    assert read_by_calamine(path, worksheet=1) == [
        ["ỦY BAN NHÂN DÂN TỈNH"],
        ["VĂN PHÒNG"],
        [""],
        ["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"],
        [""],
        ["Năm: 2026"],
    ]


def test_cover_stands_in_the_middle_of_one_page_and_its_title_is_large(write: WriteFile) -> None:
    cover: Any = load_workbook(write(replace(SHEET, cover=COVER))).worksheets[1]
    title = cover["A4"]
    assert (title.font.bold, title.font.size, title.alignment.horizontal) == (True, 24, "center")
    assert (cover.page_setup.paperSize, cover.page_setup.orientation) == (9, "landscape")
    options = cover.print_options
    assert (options.horizontalCentered, options.verticalCentered) == (True, True)


def test_register_named_like_the_cover_keeps_its_name(write: WriteFile) -> None:
    path = write(replace(SHEET, name="Bìa", cover=COVER))
    assert load_workbook(path).sheetnames == ["Bìa", "Bìa1"]


# How it is written


def test_progress_is_told_about_every_500_rows(tmp_path: Path) -> None:
    assert list(write_workbook(long_sheet(1201), tmp_path / "a.xlsx")) == [500, 1000, 1201]


def only_file(folder: Path) -> tuple[str, bytes]:
    (file,) = folder.iterdir()
    return file.name, file.read_bytes()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "đến.xlsx"
    path.write_bytes(b"the file of yesterday")
    return path


def test_old_file_is_replaced(old: Path) -> None:
    for _ in write_workbook(SHEET, old):
        pass
    assert [path.name for path in old.parent.iterdir()] == ["đến.xlsx"]
    assert len(read_by_calamine(old)) == 5


def test_old_file_stays_whole_until_the_last_row(old: Path) -> None:
    writing = write_workbook(SHEET, old)
    assert next(writing) == 3
    assert old.read_bytes() == b"the file of yesterday"
    assert list(writing) == []
    assert old.read_bytes() != b"the file of yesterday"


def test_old_file_stays_whole_when_writing_is_called_off(
    old: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    writing = write_workbook(long_sheet(2000), old)
    assert (next(writing), next(writing)) == (500, 1000)
    writing.close()
    assert only_file(old.parent) == ("đến.xlsx", b"the file of yesterday")
    assert list(elsewhere.iterdir()) == []


def test_old_file_stays_whole_when_the_rows_break_off(old: Path) -> None:
    def broken() -> Iterator[tuple[Cell, ...]]:
        yield from long_sheet(700).rows
        raise RuntimeError("the rows broke off")

    with pytest.raises(RuntimeError, match="the rows broke off"):
        list(write_workbook(replace(long_sheet(0), rows=broken()), old))
    assert only_file(old.parent) == ("đến.xlsx", b"the file of yesterday")


def trouble_with(path: Path, sheet: Sheet = SHEET) -> str:
    with pytest.raises(Trouble) as told:
        list(write_workbook(sheet, path))
    return str(told.value)


def test_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    assert trouble_with(tmp_path / "2026") == ("2026 is a folder: give the workbook another name.")
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


def test_root_of_a_disk_is_refused() -> None:
    root = Path(Path.cwd().anchor)
    assert trouble_with(root) == f"{root} is a folder: give the workbook another name."


def test_missing_folder_is_named(tmp_path: Path) -> None:
    assert trouble_with(tmp_path / "gone" / "a.xlsx") == (
        f"There is no folder {tmp_path / 'gone'}: choose another, then export again."
    )


def test_file_in_place_of_a_folder_is_named(old: Path) -> None:
    assert trouble_with(old / "a.xlsx") == (
        f"There is no folder {old}: choose another, then export again."
    )


def test_more_rows_than_excel_holds_are_refused_before_writing(old: Path) -> None:
    sheet = replace(long_sheet(0), count=1_048_575)
    assert trouble_with(old, sheet) == (
        "1,048,575 rows are more than a worksheet of Excel holds: "
        "choose a shorter time, then export again."
    )
    assert only_file(old.parent) == ("đến.xlsx", b"the file of yesterday")


HELD = (
    "đến.xlsx is open in another program, or it is protected: "
    "close it there or choose another name, then export again."
)


def test_file_that_excel_has_open_is_named(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(beside: Path, path: Path) -> None:  # as Windows answers while Excel has it open
        raise PermissionError(errno.EACCES, "Access is denied", str(path))

    monkeypatch.setattr(Path, "replace", held)
    assert trouble_with(old) == HELD
    assert only_file(old.parent) == ("đến.xlsx", b"the file of yesterday")


def test_protected_file_is_named_before_a_row_is_asked_for(old: Path) -> None:
    with protected(old):
        assert trouble_with(old, replace(SHEET, rows=never_asked())) == HELD


def never_asked() -> Iterator[tuple[Cell, ...]]:
    raise AssertionError("a row was asked for")
    yield ()


IS_ADMINISTRATOR = os.name == "posix" and os.geteuid() == 0


@contextmanager
def protected(path: Path) -> Iterator[None]:
    """Keep the file from being written; the administrator needs a stronger word for it."""
    if IS_ADMINISTRATOR:
        if subprocess.run(["chattr", "+i", path], check=False, capture_output=True).returncode:
            pytest.skip("this disk keeps no file from the administrator")
    else:
        path.chmod(0o444)
    try:
        yield
    finally:
        if IS_ADMINISTRATOR:
            subprocess.run(["chattr", "-i", path], check=True)
        else:
            path.chmod(0o644)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB with yesterday's file on it."""
    if not IS_ADMINISTRATOR:
        pytest.skip("only the administrator of a Linux system can add a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody add a disk")
    (disk / "đến.xlsx").write_bytes(b"the file of yesterday")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_full_disk_is_named_and_the_old_file_stays_whole(small_disk: Path) -> None:
    assert trouble_with(small_disk / "đến.xlsx", long_sheet(2000)) == (
        "The disk is full: make room or choose another, then export again."
    )
    assert only_file(small_disk) == ("đến.xlsx", b"the file of yesterday")


def test_disk_for_reading_only_is_named(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert trouble_with(small_disk / "new.xlsx") == (
        f"Nothing may be written into {small_disk}: choose another folder, then export again."
    )
    assert only_file(small_disk) == ("đến.xlsx", b"the file of yesterday")


@pytest.mark.skipif(IS_ADMINISTRATOR or os.name == "nt", reason="the administrator writes anywhere")
def test_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir(mode=0o555)
    assert trouble_with(folder / "new.xlsx") == (
        f"Nothing may be written into {folder}: choose another folder, then export again."
    )
