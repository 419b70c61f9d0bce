"""What is refused at the door, and with which words."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Trouble
from desktop.intake.reading import MOST_MEGABYTES, read_table


def refusal(path: Path) -> str:
    with pytest.raises(Trouble) as caught:
        read_table(path)
    return str(caught.value)


@pytest.fixture
def closed_file(tmp_path: Path) -> Iterator[Path]:
    """A file that may not be read, also where the tests run as root."""
    path = tmp_path / "so.csv"
    path.write_text("a,b\n1,2\n")
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield path
    if root:
        os.seteuid(0)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "so den.xlsx") == "so den.xlsx is not there; choose the file again."


def test_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "2026"
    folder.mkdir()
    assert refusal(folder) == "2026 is a folder; choose a file inside it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "so.csv")
    assert refusal(tmp_path / "so.csv") == "so.csv is no file; choose a workbook or a CSV file."


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are set in another way here")
def test_file_that_may_not_be_read_is_refused(closed_file: Path) -> None:
    assert refusal(closed_file) == (
        "so.csv may not be read; close it in other programs, "
        "or copy it into a folder of your own and choose the copy."
    )


def test_name_that_the_system_does_not_take_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("a" * 300)).endswith("copy it to this computer and choose the copy.")


@pytest.mark.parametrize("content", ["", "\n", "\n  \n\r\n", ",,\n , ,\n", "\ufeff"])
def test_file_without_content_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "so.csv"
    path.write_text(content, encoding="utf-8")
    assert refusal(path) == "so.csv is empty; choose another file."


def test_headings_alone_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("Số,Ngày\n\n", encoding="utf-8")
    assert refusal(path) == ("so.csv has no rows below its headings; choose another file or sheet.")


def test_very_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    with path.open("wb") as file:
        file.truncate(MOST_MEGABYTES * 1_000_000 + 1)
    assert refusal(path) == "so.csv is larger than 64 MB; divide it into smaller files."


def test_web_page_is_refused_under_any_name(tmp_path: Path) -> None:
    pages = {
        "so.xls": b"\xef\xbb\xbf\r\n<HTML><body><table><tr><td>1</td></tr></table>",
        "so.csv": b"<!DOCTYPE html>\n<html lang=vi>",
        "so.xlsx": '<?xml version="1.0"?><html xmlns="a">'.encode("utf-16"),
        "so.txt": b"MIME-Version: 1.0\nContent-Type: multipart/related",
        "so": b"<table ><tr><td>1",
    }
    for name, content in pages.items():
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name) == (
            f"{name} is a web page under the name of a table; "
            "open it in Excel and save it as .xlsx."
        )


def test_xml_of_excel_2003_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xls"
    path.write_text(
        '<?xml version="1.0"?>\n<Workbook\n xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    )
    assert refusal(path) == (
        "so.xls is in the XML format of Excel 2003; open it in Excel and save it as .xlsx."
    )


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"{\\rtf1\\ansi so den}",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b'<?xml version="1.0"?><office:document><table:table table:name="1"/>',
        b"\x09\x04\x06\x00\x00\x00\x10\x00",
    ],
    ids=["pdf", "rtf", "picture", "other xml", "excel 4"],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "so.csv"
    path.write_bytes(content)
    assert refusal(path) == (
        "so.csv is neither a workbook nor a table as text; "
        "save the table as .xlsx or .csv and choose that file."
    )


def test_text_under_the_name_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_text("a\tb\n1\t2\n")
    assert refusal(path) == (
        "so.xlsx is plain text, not a workbook; if it holds a table, "
        "change the end of its name to .csv."
    )
