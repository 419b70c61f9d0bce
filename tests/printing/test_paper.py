"""Painting on printers, PDFs and pictures; what a PDF says is read by others in tests/clients."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.errors import Trouble
from desktop.printing.layout import Layout
from desktop.printing.letters import FAMILIES, Letters, family_in_use
from desktop.printing.marks import Style
from desktop.printing.paper import Printed, paint, picture
from desktop.sheets.sheet import Sheet
from tests.printing.book import COVER, WritePdf, book, fingerprint_of, written


@pytest.fixture
def pdf(qapp: QApplication, tmp_path: Path) -> WritePdf:
    """Writes a sheet as a PDF, and says what was printed."""
    return partial(written, path=tmp_path / "book.pdf")


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    """A printer whose paper is a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def printed(sheet: Sheet, printer: QPrinter, only: range | None = None) -> Printed:
    painting = paint(sheet, printer, first_page_number=18, only=only)
    while True:
        try:
            next(painting)
        except StopIteration as end:
            result: Printed = end.value
            return result


def pages_in(path: str) -> int:
    return Path(path).read_bytes().count(b"/Type /Page\n")


def test_printer_prints_all_pages(printer: QPrinter) -> None:
    result = printed(book(60, cover=COVER), printer)
    assert result.last_page_number == 18 + result.pages - 1
    assert pages_in(printer.outputFileName()) == result.pages > 3


def test_next_print_runs_on_from_the_last_page(pdf: WritePdf) -> None:
    _, first = pdf(book(60), first_page_number=1)
    _, second = pdf(book(60), first_page_number=first.last_page_number + 1)
    assert second == Printed(first.pages, 2 * first.pages, fingerprint_of(book(60)))


def test_printer_prints_chosen_pages_again(printer: QPrinter) -> None:
    result = printed(book(60), printer, only=range(2, 4))
    assert result.pages == pages_in(printer.outputFileName()) == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_printer_that_does_not_answer_is_told(printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    with pytest.raises(Trouble, match="printer does not answer"):
        printed(book(1), printer)


def test_printing_tells_rows_done_after_each_page(printer: QPrinter) -> None:
    done = list(paint(book(60), printer))
    assert done == sorted(done)
    assert (done[0] > 5, done[-1]) == (True, 60)


def test_called_off_printing_reads_no_more_rows(printer: QPrinter) -> None:
    rows = iter(book(500).rows)
    painting = paint(book(500, rows=rows), printer)
    done = next(painting)
    painting.close()
    assert len(list(rows)) in {500 - done, 500 - done - 1}


def first_picture(sheet: Sheet, width: int = 1100) -> QImage:
    letters = Letters()
    return picture(next(Layout(sheet, letters.width).pages()), letters, width=width)


@pytest.mark.parametrize(("landscape", "height"), [(True, 778), (False, 1556)])
def test_picture_has_the_proportions_of_the_paper(
    qapp: QApplication, landscape: bool, height: int
) -> None:
    image = first_picture(book(20, landscape=landscape))
    assert (image.width(), image.height()) == (1100, height)


def test_picture_has_ink_within_the_margins_only(qapp: QApplication) -> None:
    image = first_picture(book(200))
    white = QColor("white").rgb()
    width, height = image.width(), image.height()
    inked = [
        (x * 297 / width, y * 210 / height)
        for x in range(width)
        for y in range(height)
        if image.pixel(x, y) != white
    ]
    left, right = min(x for x, _ in inked), max(x for x, _ in inked)
    top, bottom = min(y for _, y in inked), max(y for _, y in inked)
    assert (left, right, top) == pytest.approx((30, 282, 20), abs=0.5)
    assert 170 < bottom < 190.5


def test_letters_have_the_widths_of_times_new_roman(qapp: QApplication) -> None:
    if family_in_use() not in FAMILIES:
        pytest.skip(f"this computer has none of {', '.join(FAMILIES)}")
    style = Style(12)
    width = Letters().width(style)
    # In thousandths of the size, as its maker gives them.
    known = {"0": 500, "/": 278, "a": 444, "ắ": 444, "Đ": 722, "m": 778, " ": 250}
    seen = {letter: round(width(letter) / style.size * 1000) for letter in known}
    assert seen == pytest.approx(known, abs=2)
