"""The text layer of files: found where there is one, and never a reason to stop."""

import os
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from pypdf import PdfWriter

from desktop.intake.text_layer import Limits
from desktop.intake.texts import reading_text, text_of
from tests.intake.pdfs import pdf


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["scan.pdf", "scan", "scan.tmp"])
def test_pdf_is_known_by_its_content_and_read_page_by_page(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, pdf("Quyet dinh so 15", "Dieu 2"))
    assert text_of(path) == "Quyet dinh so 15\nDieu 2"


def test_docx_is_read_with_its_tables_and_headers(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kính gửi: Sở Nội vụ")
    document.add_table(1, 1).cell(0, 0).text = "Phụ lục I"
    document.sections[0].header.paragraphs[0].text = "ỦY BAN NHÂN DÂN"
    path = tmp_path / "a.docx"
    document.save(str(path))

    assert text_of(path).split("\n") == ["Kính gửi: Sở Nội vụ", "Phụ lục I", "ỦY BAN NHÂN DÂN"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_the_usual_codings(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "a.txt", "Tờ trình\r\nsố 15".encode(encoding))
    assert text_of(path) == "Tờ trình\nsố 15"


def test_plain_text_of_old_windows_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Tôi là".encode("cp1258"))
    assert text_of(path) == "Tôi là"


def test_text_comes_in_one_coding_without_control_characters(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Tơ\u0300 tri\u0300nh\x00\x07 quy\u00ad hoạch".encode())
    assert text_of(path) == "Tờ trình quy hoạch"


def test_long_text_is_cut_where_the_limit_is(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "ệ ".encode() * 1_000)
    found = text_of(path, Limits(letters=101))

    assert found == ("ệ " * 25).strip()


def test_picture_alone_has_no_text(tmp_path: Path) -> None:
    scan = PdfWriter()
    scan.add_blank_page(595, 842)
    path = tmp_path / "scan.pdf"
    scan.write(str(path))

    assert text_of(path) == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("b.pdf", b"%PDF-1.7" + os.urandom(20_000)),
        ("c.pdf", pdf("Quyet dinh")[:200]),
        ("d.docx", b"PK\x03\x04" + os.urandom(20_000)),
        ("e.docx", b""),
        ("f.png", b"\x89PNG\r\n\x1a\n"),
        ("g.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_damaged_or_other_file_has_no_text_and_is_no_error(
    tmp_path: Path, name: str, content: bytes
) -> None:
    assert text_of(written(tmp_path, name, content)) == ""


def test_missing_file_and_folder_have_no_text(tmp_path: Path) -> None:
    assert (text_of(tmp_path / "gone.pdf"), text_of(tmp_path)) == ("", "")


def test_locked_pdf_has_no_text(tmp_path: Path) -> None:
    locked = PdfWriter()
    locked.append(BytesIO(pdf("Quyet dinh")))
    locked.encrypt("sesam", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    locked.write(str(path))

    assert text_of(path) == ""


def test_docx_that_would_unfold_to_very_much_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as folded:
        folded.writestr("word/document.xml", b" " * 2_000_000)

    assert text_of(path, Limits(unfolded=1_000_000)) == ""


def test_costly_page_ends_the_child_and_keeps_the_text_before_it(tmp_path: Path) -> None:
    endless = b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 0 0 Tm " * 3_000_000 + b"ET"
    cheap, costly = pdf("Quyet dinh so 15"), pdf("", stream=endless)
    joined = PdfWriter()
    for part in (cheap, costly):
        joined.append(BytesIO(part))
    path = tmp_path / "a.pdf"
    joined.write(str(path))

    assert text_of(path, Limits(seconds=3)) == "Quyet dinh so 15"


def test_child_is_ended_where_nobody_waits_any_more(tmp_path: Path) -> None:
    endless = b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 0 0 Tm " * 1_000_000 + b"ET"
    waiting = reading_text(written(tmp_path, "a.pdf", pdf("", stream=endless)))
    next(waiting)
    waiting.close()

    assert list(waiting) == []
