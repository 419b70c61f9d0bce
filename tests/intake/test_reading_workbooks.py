"""Workbooks: where the table lies, and that no file can harm or hold up the program."""

import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from desktop.errors import Trouble
from desktop.intake.kinds import MOST_UNFOLDED, MOST_UNFOLDED_TIMES
from desktop.intake.opening import open_workbook
from desktop.intake.reading import Table, TableRow, read_table
from desktop.intake.workbooks import CHILD_MARK, Limits, Request

HEAD = ("Số", "Ngày", "Trích yếu")
ROW = (15, date(2026, 12, 15), "Về việc nâng lương")
LARGE = "copy the table alone into a new workbook and choose that."


def save(path: Path, rows: Iterable[tuple[Any, ...]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def change(path: Path, part: str, content: bytes) -> None:
    """Put other content into one part of a workbook."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, old in {**parts, part: content}.items():
            archive.writestr(name, content if name == part else old)


def save_ods(path: Path, rows: str, manifest: str = "") -> Path:
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    spaces += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    spaces += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = f'<office:spreadsheet><table:table table:name="Sổ">{rows}</table:table>'
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body>{body}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return path


def ods_cells(*texts: str, more: str = "") -> str:
    cells = (
        f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(Trouble) as caught:
        read_table(path, sheet=sheet)
    return str(caught.value)


# Where the table lies


def test_table_is_read_with_its_types(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2026-12-15T08:30")
    row = ("007", 5, 2.5, True, ROW[1], moment, time(13, 30), None, "x")
    heads = tuple("abcdefghi")
    path = save(tmp_path / "so.xlsx", [heads, row])
    assert read_table(path) == Table("so.xlsx · Sheet", heads, (TableRow(2, row),))


def test_duration_is_a_time_or_is_said_in_hours(tmp_path: Path) -> None:
    path = save(
        tmp_path / "so.xlsx", [("a", "b"), (timedelta(hours=7, minutes=5), timedelta(hours=30))]
    )
    assert read_table(path).rows == (TableRow(2, (time(7, 5), "30:00:00")),)


def test_lines_are_counted_as_in_the_sheet(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [(), (), HEAD, (), ROW, ("  ",), ROW])
    assert read_table(path) == Table("so.xlsx · Sheet", HEAD, (TableRow(5, ROW), TableRow(7, ROW)))


def test_table_may_begin_in_the_middle_of_the_sheet(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [(), ("", "", *HEAD), ("", "", *ROW)])
    assert read_table(path) == Table("so.xlsx · Sheet", HEAD, (TableRow(3, ROW),))


def test_cells_with_nothing_but_a_typeface_are_dropped(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    sheet.append(ROW)
    for place in ("H2", "B900", "Z900"):
        sheet[place].font = Font(bold=True)
    book.save(tmp_path / "so.xlsx")
    assert read_table(tmp_path / "so.xlsx") == Table("so.xlsx · Sheet", HEAD, (TableRow(2, ROW),))


def test_notes_above_the_head_are_passed_over(tmp_path: Path) -> None:
    heads = ("STT", *HEAD, "Nơi nhận")
    notes = [
        ("UBND TỈNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",),
        (),
        ("Từ ngày 01/01/2026",),
    ]
    path = save(tmp_path / "so.xlsx", [*notes, heads, (1, *ROW, "Sở Nội vụ")])
    assert read_table(path) == Table(
        "so.xlsx · Sheet", heads, (TableRow(6, (1, *ROW, "Sở Nội vụ")),)
    )


@pytest.mark.parametrize("numbers", [("(1)", "(2)", "(3)", "(4)"), (1, 2, 3, 4)])
def test_row_that_numbers_the_columns_is_passed_over(
    tmp_path: Path, numbers: tuple[object, ...]
) -> None:
    path = save(tmp_path / "so.xlsx", [("STT", *HEAD), numbers, (1, *ROW)])
    assert read_table(path).rows == (TableRow(3, (1, *ROW)),)


def test_few_numbers_in_order_are_data(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, (1, 2, 3)])
    assert read_table(path).rows == (TableRow(2, (1, 2, 3)),)


def test_one_column_is_a_table(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [("Họ tên",), ("Nguyễn Văn A",), ("Trần Thị B",)])
    assert read_table(path).headings == ("Họ tên",)


def test_numbers_as_headings_do_not_crash(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [("Đơn vị", 2025, 2026), ("Sở Nội vụ", 5, 6)])
    assert read_table(path) == Table(
        "so.xlsx · Sheet", ("Đơn vị", "2025", "2026"), (TableRow(2, ("Sở Nội vụ", 5, 6)),)
    )


def test_merged_head_of_two_rows_does_not_crash(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("STT", "Văn bản", None, "Ghi chú"))
    sheet.append((None, "Số", "Ngày", None))
    sheet.append((1, *ROW))
    sheet.merge_cells("B1:C1")
    book.save(tmp_path / "so.xlsx")
    assert read_table(tmp_path / "so.xlsx").headings == ("STT", "Văn bản", "", "Ghi chú")


def test_line_breaks_in_a_cell_are_of_one_kind(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [("a", "b"), ("một_x000D_\nhai", "ba\nbốn")])
    assert read_table(path).rows == (TableRow(2, ("một\nhai", "ba\nbốn")),)


def test_errors_are_shown_as_in_excel(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, (1, "#N/A", None), (None, None, "#REF!")])
    assert read_table(path).rows == (
        TableRow(2, (1, "#N/A", None)),
        TableRow(3, (None, None, "#REF!")),
    )


def test_kind_is_told_by_content(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, ROW])
    for name in ("so.xls", "so.csv", "so"):
        (tmp_path / name).write_bytes(path.read_bytes())
        assert read_table(tmp_path / name).rows == (TableRow(2, ROW),)


def test_ods_is_read(tmp_path: Path) -> None:
    path = save_ods(tmp_path / "so.ods", ods_cells("Số", "Ngày") + ods_cells("1", "2/9/2026"))
    assert read_table(path) == Table(
        "so.ods · Sổ", ("Số", "Ngày"), (TableRow(2, ("1", "2/9/2026")),)
    )


# Which sheet


@pytest.fixture
def three_sheets(tmp_path: Path) -> Path:
    book = Workbook()
    for name in ("Ẩn", "Trống", "Sổ đến"):
        sheet = book.create_sheet(name)
        if name != "Trống":
            sheet.append(("a", "b"))
            sheet.append((name, 1))
    book["Ẩn"].sheet_state = "hidden"
    book.create_chartsheet("Biểu đồ")
    book.save(tmp_path / "so.xlsx")
    return tmp_path / "so.xlsx"


def test_first_sheet_that_is_shown_and_filled_is_read(three_sheets: Path) -> None:
    assert read_table(three_sheets) == Table(
        "so.xlsx · Sổ đến", ("a", "b"), (TableRow(2, ("Sổ đến", 1)),)
    )


def test_named_sheet_is_read_even_if_hidden(three_sheets: Path) -> None:
    assert read_table(three_sheets, sheet="Ẩn").source == "so.xlsx · Ẩn"


def test_unknown_sheet_is_refused_with_the_names_of_the_others(three_sheets: Path) -> None:
    assert refusal(three_sheets, "Sổ đi") == (
        "so.xlsx has no sheet Sổ đi; choose one of these: Sheet, Ẩn, Trống, Sổ đến."
    )


def test_named_sheet_that_is_empty_is_refused(three_sheets: Path) -> None:
    assert refusal(three_sheets, "Trống") == (
        "The sheet Trống of so.xlsx is empty; choose another sheet."
    )


def test_workbook_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [])
    assert refusal(path) == "so.xlsx has no sheet with anything in it; choose another file."


def test_headings_alone_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [("SỔ ĐẾN",), HEAD])
    assert refusal(path) == (
        "so.xlsx has no rows below its headings; choose another file or sheet."
    )


# Damaged and hostile files


def damaged(name: str) -> str:
    return (
        f"{name} cannot be read as a workbook: it is damaged or of another kind; "
        "open it in Excel and save it as .xlsx."
    )


def given_up(name: str) -> str:
    return (
        f"{name} could not be opened: it is damaged, or takes more time and memory than a "
        f"table needs; {LARGE}"
    )


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_half_a_workbook_is_refused(tmp_path: Path, kept: float) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, ROW])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert refusal(path) == damaged("so.xlsx")


def test_workbook_with_changed_bytes_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, ROW])
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(content)
    assert refusal(path) == damaged("so.xlsx")


def test_workbook_with_a_hole_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, ROW])
    content = path.read_bytes()
    path.write_bytes(content[:200] + content[260:])
    assert refusal(path) == damaged("so.xlsx")


def test_old_workbook_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refusal(path) == damaged("so.xls")


def test_workbook_without_its_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert refusal(path) == damaged("so.xlsx")


def test_other_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal(path) == (
        "so.xlsx is neither a workbook nor a table as text; "
        "save the table as .xlsx or .csv and choose that file."
    )


def test_password_is_told(tmp_path: Path) -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    path = save_ods(tmp_path / "so.ods", ods_cells("a", "b"), manifest)
    assert refusal(path) == (
        "so.ods has a password; save it in Excel without one and choose it again."
    )


def bomb(path: Path, *, told: int | None = None) -> Path:
    """Thirty megabytes folded into thirty kilobytes, which may be told to be another size."""
    sheet, size = "xl/worksheets/sheet1.xml", 30_000_000
    save(path, [HEAD, ROW])
    change(path, sheet, b" " * size)
    if told:
        content = path.read_bytes()
        path.write_bytes(content.replace(size.to_bytes(4, "little"), told.to_bytes(4, "little")))
    return path


def test_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    assert refusal(bomb(tmp_path / "so.xlsx")) == (
        f"so.xlsx unfolds to far more than a table needs; {LARGE}"
    )


def test_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    assert refusal(bomb(tmp_path / "so.xlsx", told=4096)) == damaged("so.xlsx")


def test_workbook_that_is_huge_when_unfolded_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "so.xlsx", told=MOST_UNFOLDED)
    with ZipFile(path, "a") as archive:  # folded so little that it is no bomb
        archive.writestr("xl/media/photo.jpeg", bytes(MOST_UNFOLDED // MOST_UNFOLDED_TIMES))
    assert refusal(path) == f"so.xlsx unfolds to far more than a table needs; {LARGE}"


def test_entity_bomb_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, ROW])
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    laughs = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{entities}]>'
    laughs += "<sst><si><t>&l9;</t></si></sst>"
    change(path, "xl/sharedStrings.xml", laughs.encode())
    assert refusal(path) == damaged("so.xlsx")


def test_cell_at_the_far_end_of_the_sheet_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    sheet["XFD1048576"] = "x"
    book.save(tmp_path / "so.xlsx")
    assert refusal(tmp_path / "so.xlsx") == given_up("so.xlsx")


def test_cells_repeated_without_end_are_refused(tmp_path: Path) -> None:
    row = ods_cells("a", more='table:number-columns-repeated="16384"')
    rows = row.replace("-row>", '-row table:number-rows-repeated="1048576">', 1)
    path = save_ods(tmp_path / "so.ods", rows)
    assert refusal(path) in {damaged("so.ods"), given_up("so.ods")}  # by the reader, or its limits


def test_workbook_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, ROW])
    with pytest.raises(Trouble) as caught:
        open_workbook(path, limits=Limits(seconds=0))
    assert str(caught.value) == given_up("so.xlsx")


@pytest.mark.parametrize("limits", [Limits(cells=5), Limits(letters=20)])
def test_too_many_cells_or_letters_are_refused(tmp_path: Path, limits: Limits) -> None:
    path = save(tmp_path / "so.xlsx", [HEAD, ROW])
    with pytest.raises(Trouble) as caught:
        open_workbook(path, limits=limits)
    assert str(caught.value) == (
        f"so.xlsx reaches over 2 rows and 3 columns, which is too much; {LARGE}"
    )


def test_bundled_program_can_be_its_own_child(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [("a", "b"), ("Sổ", ROW[1])])
    start = "from desktop.intake.workbooks import main; main()"
    request = Request(str(path), None, Limits()).as_text()
    child = subprocess.run(
        [sys.executable, "-c", start, CHILD_MARK, request],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout.decode() == (
        '{"sheet": "Sheet"}\n[1, ["a", "b"]]\n[2, ["Sổ", {"date": "2026-12-15"}]]\n'
    )
