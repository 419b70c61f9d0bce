"""A PDF takes the place of the old one when it is whole, and memory stays flat."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.errors import Trouble
from desktop.printing.pdf import write_pdf
from tests.printing.book import WritePdf, book, written

HOUSE = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def pdf(qapp: QApplication, tmp_path: Path) -> WritePdf:
    """Writes a sheet as a PDF, and says what was printed."""
    return partial(written, path=tmp_path / "book.pdf")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "đến.pdf"
    path.write_bytes(b"the file of yesterday")
    return path


def only_file(folder: Path) -> tuple[str, bytes]:
    (file,) = folder.iterdir()
    return file.name, file.read_bytes()


def test_old_file_is_replaced(old: Path) -> None:
    for _ in write_pdf(book(3), old):
        pass
    name, content = only_file(old.parent)
    assert (name, content[:8], content[-6:]) == ("đến.pdf", b"%PDF-1.4", b"%%EOF\n")


def test_old_file_stays_whole_when_writing_is_called_off(old: Path) -> None:
    writing = write_pdf(book(500), old)
    assert next(writing) < next(writing)
    writing.close()
    assert only_file(old.parent) == ("đến.pdf", b"the file of yesterday")


def test_old_file_stays_whole_when_the_rows_break_off(old: Path) -> None:
    def broken() -> Iterator[tuple[str, ...]]:
        yield from book(100).rows  # type: ignore[misc]  # of texts is enough here
        raise RuntimeError("the rows broke off")

    with pytest.raises(RuntimeError, match="the rows broke off"):
        list(write_pdf(book(0, rows=broken()), old))
    assert only_file(old.parent) == ("đến.pdf", b"the file of yesterday")


def test_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    with pytest.raises(Trouble) as told:
        list(write_pdf(book(1), tmp_path / "2026"))
    assert str(told.value) == "2026 is a folder: give the PDF another name."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB with yesterday's file on it."""
    if os.name != "posix" or os.geteuid():
        pytest.skip("only the administrator of a Linux system can add a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody add a disk")
    (disk / "đến.pdf").write_bytes(b"the file of yesterday")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_full_disk_is_named_and_the_old_file_stays_whole(small_disk: Path) -> None:
    with pytest.raises(Trouble) as told:
        list(write_pdf(book(2000), small_disk / "đến.pdf"))
    assert str(told.value) == "The disk is full: make room or choose another, then export again."
    assert only_file(small_disk) == ("đến.pdf", b"the file of yesterday")


def test_empty_book_is_one_page(pdf: WritePdf) -> None:
    _, printed = pdf(book(0))
    assert (printed.pages, printed.last_page_number) == (1, 1)


# Run by an interpreter of its own: how much memory it took at most, after few rows and after all.
MEASURED = """
import resource, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from desktop.printing.pdf import write_pdf
from tests.printing.book import book
app = QGuiApplication([])
seen = {}
for done in write_pdf(book(3000), Path(sys.argv[1])):
    seen.setdefault(done > 300, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - seen[True])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes by Linux only")
def test_book_of_3000_rows_takes_no_more_memory_than_one_of_300(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, tmp_path / "book.pdf"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(HOUSE)},
    )
    assert int(ended.stdout) < 12_000  # kB, of which words and their widths take most
