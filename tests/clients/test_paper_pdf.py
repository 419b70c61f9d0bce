"""PDFs are read back by Poppler, which knows nothing of how they were painted."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.printing.layout import CONTINUES, Layout
from desktop.printing.letters import FAMILIES, Letters, family_in_use
from desktop.printing.paper import paint, picture
from desktop.sheets.paper_choice import PaperChoice
from desktop.sheets.placed import Placed, PlacedPage
from desktop.sheets.sheet import Cell, Closing, CoverLine, Sheet, Signature
from tests.printing.book import COLUMNS, COVER, WritePdf, book, row, written

pytestmark = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="Poppler (pdftotext, pdftoppm) is not installed"
)
HEADS = " ".join(
    [*(column.head for column in COLUMNS), *(f"({place})" for place in range(1, len(COLUMNS) + 1))]
)


@pytest.fixture
def pdf(qapp: QApplication, tmp_path: Path) -> WritePdf:
    """Writes a sheet as a PDF, and says what was printed."""
    if family_in_use() not in FAMILIES:
        pytest.skip(f"this computer has none of {', '.join(FAMILIES)}: lines break elsewhere")
    return partial(written, path=tmp_path / "book.pdf")


def poppler(program: str, *arguments: str | Path) -> str:
    return subprocess.run(
        [program, *arguments], check=True, capture_output=True, encoding="utf-8"
    ).stdout


def texts(path: Path) -> list[str]:
    """The words of each page, in the order in which they were painted."""
    pages = poppler("pdftotext", "-raw", path, "-").split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


def as_printed(cells: tuple[Cell, ...]) -> str:
    said = (f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell or "") for cell in cells)
    return " ".join(" ".join(said).split())


def rows_of(pages: list[str]) -> str:
    """What stands on pages below their heads."""
    bodies = [page.partition(HEADS)[2].strip() for page in pages]
    assert all(bodies)
    return " ".join(bodies)


def test_text_of_the_pdf_is_that_of_the_cells_in_their_order(pdf: WritePdf) -> None:
    path, _ = pdf(book(120))
    assert rows_of(texts(path)) == " ".join(as_printed(row(number)) for number in range(1, 121))


def test_heads_stand_on_each_page_and_numbers_run_on(pdf: WritePdf) -> None:
    path, printed = pdf(book(120), first_page_number=41)
    before = [page.partition(HEADS)[0].strip() for page in texts(path)]
    assert before == [str(number) for number in range(41, 41 + printed.pages)]
    assert printed.last_page_number == 40 + printed.pages


def test_cover_has_no_number_and_the_first_page_of_rows_has(pdf: WritePdf) -> None:
    path, _ = pdf(book(3, cover=COVER))
    cover, page = texts(path)
    assert cover == " ".join(line.text for line in COVER)
    assert page.startswith(f"2 {HEADS}")


def words(letters: int) -> str:
    """An abstract of so many letters, each word another."""
    return " ".join(f"trích{number:04}" for number in range(letters // 10)).ljust(letters, "x")


def one_long(letters: int) -> Sheet:
    rows = (row(1), row(2, words(letters)), row(3))
    return book(3, rows=rows)


def test_abstract_of_500_letters_stands_whole(pdf: WritePdf) -> None:
    path, printed = pdf(one_long(500))
    assert printed.pages == 1
    assert words(500) in texts(path)[0]


def test_abstract_of_5000_letters_goes_on_over_pages(pdf: WritePdf) -> None:
    path, printed = pdf(one_long(5000))
    told = rows_of(texts(path))
    assert printed.pages > 1
    assert told.count(CONTINUES) == 2 * (printed.pages - 1)
    assert words(5000).split() == re.findall(r"trích\d{4}x*", told)


def test_fonts_are_inside(pdf: WritePdf) -> None:
    path, _ = pdf(book(3, cover=COVER))
    _, _, *fonts = poppler("pdffonts", path).splitlines()
    assert len(fonts) == 2
    assert {font.split()[-5] for font in fonts} == {"yes"}


def test_file_is_an_archive_copy_with_a_title_on_a4_paper(pdf: WritePdf) -> None:
    path, _ = pdf(book(3, landscape=False))
    told = poppler("pdfinfo", path)
    assert re.search(r"Title: +Sổ đăng ký văn bản đến", told)
    assert re.search(r"Page size: +595 x 842 pts \(A4\)", told)
    assert 'pdfaid:part="1" pdfaid:conformance="B"' in poppler("pdfinfo", "-meta", path)


def test_closing_stands_on_the_last_page(pdf: WritePdf) -> None:
    closing = Closing((CoverLine("Cộng: 90 văn bản."),), "SHA-256:", "", (Signature("NGƯỜI LẬP"),))
    path, _ = pdf(book(90, closing=closing))
    assert re.search(r"Cộng: 90 văn bản\. SHA-256:( [0-9a-f]{8}){8} NGƯỜI LẬP$", texts(path)[-1])


def test_words_stand_where_the_layout_puts_them(pdf: WritePdf) -> None:
    """So the preview, which is drawn from the same layout, is the paper."""
    path, _ = pdf(book(30))
    page = next(Layout(book(30), Letters().width).pages())
    html = ET.fromstring(poppler("pdftotext", "-bbox", path, "-"))
    found = html.findall(".//{*}page")[0].findall("{*}word")
    seen = {(word.text, round(float(word.attrib["xMin"]))) for word in found}
    points = 72 / 1200
    for text in page.texts:
        first = text.said.split()[0]
        assert any((first, round(text.x * points) + slip) in seen for slip in (-1, 0, 1)), first


def test_picture_of_the_preview_is_that_of_the_paper(pdf: WritePdf, tmp_path: Path) -> None:
    struck = frozenset({2})
    path, _ = pdf(book(30, struck=struck))
    arguments = ["-png", "-singlefile", "-scale-to-x", "1100", "-scale-to-y", "-1"]
    poppler("pdftoppm", *arguments, path, tmp_path / "page")
    letters = Letters()
    sheet = replace(book(30), struck=struck)
    shown = picture(next(Layout(sheet, letters.width).pages()), letters, width=1100)
    paper = QImage(str(tmp_path / "page.png"))
    assert paper.height() == pytest.approx(shown.height(), abs=1)
    assert _greys(paper) == pytest.approx(_greys(shown), abs=18)


def _greys(image: QImage) -> list[int]:
    """The picture as somebody sees it who cannot read: 55 by 38 squares of grey."""
    small = image.scaled(55, 38, mode=Qt.TransformationMode.SmoothTransformation)
    return [small.pixelColor(x, y).lightness() for y in range(38) for x in range(55)]


# Papers of other sizes, and print that is moved on them


@pytest.mark.parametrize(
    ("placed", "size"),
    [
        (Placed("Phong bì", (PlacedPage(),), paper="C5", landscape=True), (229, 162)),
        (Placed("Phong bì", (PlacedPage(),), paper="DL", landscape=True), (220, 110)),
        (Placed("Nhãn", (PlacedPage(),)), (210, 297)),
    ],
    ids=["C5", "DL", "A4"],
)
def test_placed_paper_has_its_size(pdf: WritePdf, placed: Placed, size: tuple[int, int]) -> None:
    path, _ = pdf(placed)
    assert size_in_mm(path) == pytest.approx(size, abs=0.5)


def test_book_on_a3_lies_across_it(pdf: WritePdf) -> None:
    path, _ = pdf(book(3), size="A3")
    assert size_in_mm(path) == pytest.approx((420, 297), abs=0.5)


def size_in_mm(path: Path) -> tuple[float, float]:
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", poppler("pdfinfo", path))
    assert found
    return float(found[1]) / 72 * 25.4, float(found[2]) / 72 * 25.4


def test_printer_that_is_askew_is_brought_back(qapp: QApplication, tmp_path: Path) -> None:
    straight = first_word(printed_with(PaperChoice(), tmp_path / "straight.pdf"))
    moved = first_word(printed_with(PaperChoice(right=-2, down=3.5), tmp_path / "moved.pdf"))
    assert moved == pytest.approx((straight[0] - 2, straight[1] + 3.5), abs=0.05)


def printed_with(choice: PaperChoice, path: Path) -> Path:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    for _ in paint(book(3), printer, choice=choice):
        pass
    return path


def first_word(path: Path) -> tuple[float, float]:
    """Where it begins, in millimetres from the upper left corner."""
    found = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)"', poppler("pdftotext", "-bbox", path, "-"))
    assert found
    return float(found[1]) / 72 * 25.4, float(found[2]) / 72 * 25.4
