"""The preview, by keyboard: pages are drawn as they come into sight, and are those of the paper."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.errors import Trouble
from desktop.language.words import M, Words
from desktop.look import dress
from desktop.printing.beside import OpenSheet, in_memory
from desktop.printing.layout import Layout, Page, size_of
from desktop.printing.letters import Letters
from desktop.printing.paper import Printed, picture
from desktop.printing.placed import Paper
from desktop.printing.preview import Preview
from desktop.sheets.paper_choice import PaperChoice
from desktop.sheets.placed import Placed, PlacedPage, PlacedText
from desktop.sheets.sheet import Cell, Closing, CoverLine, Sheet, Signature
from tests.printing.book import COVER, book, fingerprint_of, row

ShowPreview = Callable[[OpenSheet], Preview]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[ShowPreview]:
    made: list[Preview] = []

    def shown(open_sheet: OpenSheet) -> Preview:
        preview = Preview(open_sheet, words=Words("en"), first_page_number=18)
        made.append(preview)
        with qtbot.waitExposed(preview):
            preview.open()
        return preview

    yield shown
    for preview in made:
        if isValid(preview):
            preview.reject()


def read_again(rows: int) -> OpenSheet:
    """A book too long to be kept: its rows are made anew from any row on."""

    @contextmanager
    def opened(first: int) -> Iterator[Sheet]:
        left = (row(number) for number in range(first + 1, rows + 1))
        yield book(rows, rows=left, closing=CLOSING)

    return opened


CLOSING = Closing((CoverLine("Cộng"),), "SHA-256:", signatures=(Signature("NGƯỜI LẬP SỔ"),))


def on_paper(sheet: Sheet) -> list[Page]:
    return list(Layout(sheet, Letters().width, first_page_number=18).pages())


def sight(qtbot: QtBot, preview: Preview, place: int = 0) -> QImage:
    """The picture of a page, once all pages in sight and their neighbours are drawn."""
    view = preview.view
    qtbot.waitUntil(lambda: view.picture(place) is not None and view.next_wanted() is None)
    found = view.picture(place)
    assert found
    plain = QImage(found)
    plain.setDevicePixelRatio(1)
    return plain


def test_first_page_is_that_of_the_paper(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(in_memory(book(60, cover=COVER)))
    shown, (page, *_) = sight(qtbot, preview), on_paper(book(60, cover=COVER))
    assert shown == picture(page, Letters(), width=shown.width())
    assert preview.windowTitle() == "Sổ đăng ký văn bản đến"


def test_place_and_number_of_pages_are_told(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(in_memory(book(60, cover=COVER)))
    pages = len(on_paper(book(60, cover=COVER)))
    qtbot.waitUntil(lambda: preview.label.text() == f"Page 1 of {pages}")


def test_keys_turn_the_pages(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(in_memory(book(60)))
    pages = len(on_paper(book(60)))
    qtbot.waitUntil(lambda: preview.label.text() == f"Page 1 of {pages}")
    preview.buttons["page"].click()
    seen = []
    for key in ("PageDown", "PageDown", "PageUp", "End", "PageDown", "Home"):
        QTest.keyClick(preview.view, getattr(Qt.Key, f"Key_{key}"))
        seen.append(preview.label.text())
    assert seen == [f"Page {place} of {pages}" for place in (2, 3, 2, pages, pages, 1)]


def test_keys_show_the_rest_of_a_page_before_the_next(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(in_memory(book(60)))
    qtbot.waitUntil(lambda: preview.label.text().startswith("Page 1 of"))
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    further = preview.view.verticalScrollBar().value()
    assert 0 < further < preview.view.viewport().height()
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    top_of_second = preview.view.verticalScrollBar().value()
    preview.view.go_to(1)
    assert preview.view.verticalScrollBar().value() == top_of_second


def test_long_book_is_read_again_where_it_is_looked_at(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(read_again(1200))
    with read_again(1200)(0) as sheet:
        assert isinstance(sheet, Sheet)
        pages = on_paper(sheet)
    assert len(pages) > 65
    qtbot.waitUntil(lambda: preview.label.text() == f"Page 1 of {len(pages)}")
    for place in (70, len(pages) - 1):
        preview.view.go_to(place)
        shown = sight(qtbot, preview, place)
        assert shown == picture(pages[place], Letters(), width=shown.width())


def test_pictures_are_kept_of_pages_near_the_sight_only(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(in_memory(book(300)))
    for place in range(10):
        preview.view.go_to(place)
        sight(qtbot, preview, place)
    kept = [place for place in range(100) if preview.view.picture(place)]
    assert 9 in kept
    assert len(kept) <= 4


def test_larger_and_smaller(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(in_memory(book(10)))
    width = sight(qtbot, preview).width()
    preview.view.zoom(1)
    assert sight(qtbot, preview).width() == pytest.approx(1.2 * width, abs=2)
    preview.view.zoom(-1)
    assert sight(qtbot, preview).width() == width


# Out of the preview


def test_pdf_is_written_and_what_was_printed_is_told(
    qtbot: QtBot, show: ShowPreview, tmp_path: Path
) -> None:
    preview = show(in_memory(book(60)))
    path = tmp_path / "book.pdf"
    with qtbot.waitSignal(preview.printed) as told:
        preview.write_to(path)
    pages = len(on_paper(book(60)))
    assert told.args == [Printed(pages, 17 + pages, fingerprint_of(book(60)))]
    assert path.read_bytes().startswith(b"%PDF")
    assert preview.notice.text() == f"{path} is written."


def test_pdf_that_cannot_be_written_is_told(
    qtbot: QtBot, show: ShowPreview, tmp_path: Path
) -> None:
    preview = show(in_memory(book(3)))
    preview.write_to(tmp_path / "gone" / "book.pdf")
    said = f"There is no folder {tmp_path / 'gone'}: choose another, then export again."
    qtbot.waitUntil(lambda: preview.notice.text() == said)


def test_chosen_pages_are_printed(qtbot: QtBot, show: ShowPreview, tmp_path: Path) -> None:
    preview = show(in_memory(book(60)))
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    with qtbot.waitSignal(preview.printed) as told:
        preview.print_on(printer)
    assert (told.args[0].pages, told.args[0].is_whole) == (2, False)
    assert preview.notice.text() == "Sổ đăng ký văn bản đến is sent to the printer."


def test_writing_is_called_off_and_nothing_stays(
    qtbot: QtBot, show: ShowPreview, tmp_path: Path
) -> None:
    reached, go_on = Event(), Event()

    def slow(first: int) -> AbstractContextManager[Sheet]:
        return waiting(in_memory(book(900))(first), reached, go_on)

    preview = show(slow)
    go_on.set()
    qtbot.waitUntil(lambda: preview.label.text().startswith("Page 1 of"))
    reached.clear()
    go_on.clear()
    preview.write_to(tmp_path / "book.pdf")
    qtbot.waitUntil(reached.is_set)
    preview.progress.cancel()
    go_on.set()
    qtbot.waitUntil(preview.progress.isHidden)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def waiting(opened: AbstractContextManager[Paper], reached: Event, go_on: Event) -> Iterator[Sheet]:
    """The sheet, which lets go of its first row when it is told to."""

    def rows(told: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
        reached.set()
        go_on.wait(20)
        yield from told

    with opened as sheet:
        assert isinstance(sheet, Sheet)
        yield replace(sheet, rows=rows(sheet.rows))


def test_book_that_cannot_be_read_is_told_once(qtbot: QtBot, show: ShowPreview) -> None:
    asked = []

    def unreadable(first: int) -> AbstractContextManager[Sheet]:
        asked.append(first)
        raise Trouble(M("The disk is full: make room or choose another, then export again."))

    preview = show(unreadable)
    qtbot.waitUntil(lambda: preview.notice.text().startswith("The disk is full"))
    assert asked == [0]


def test_preview_is_left_while_pages_are_laid_out(qtbot: QtBot, show: ShowPreview) -> None:
    endless = (row(number) for number in count(1))

    @contextmanager
    def opened(first: int) -> Iterator[Sheet]:
        yield book(1_000_000, rows=endless)

    preview = show(opened)
    qtbot.waitUntil(lambda: preview.pages.count > 0)
    preview.reject()
    assert next(endless)[1] != "01"


def test_preview_that_is_left_at_once_is_gone_with_all_that_it_began(
    qtbot: QtBot, show: ShowPreview, tmp_path: Path
) -> None:
    preview = show(in_memory(book(300)))
    qtbot.waitUntil(lambda: preview.pages.count > 0)
    preview.pages.draw(0, 800)
    preview.write_to(tmp_path / "book.pdf")
    preview.reject()
    qtbot.waitUntil(lambda: not isValid(preview))
    assert list(tmp_path.iterdir()) == []


# The paper, as it was chosen the last time


def test_book_on_a3_has_wider_pages_and_fewer_of_them(qtbot: QtBot, show: ShowPreview) -> None:
    preview = show(in_memory(book(300)))
    qtbot.waitUntil(lambda: preview.label.text() == f"Page 1 of {len(on_paper(book(300)))}")
    with qtbot.waitSignal(preview.chosen) as told:
        preview.paper.paper.setCurrentText("A3")
    assert told.args == [PaperChoice(paper="A3")]
    pages = list(Layout(book(300), Letters().width, paper="A3").pages())
    assert len(pages) < len(on_paper(book(300)))
    qtbot.waitUntil(lambda: preview.label.text() == f"Page 1 of {len(pages)}")
    assert sight(qtbot, preview) == picture(
        on_paper_of("A3")[0], Letters(), width=sight(qtbot, preview).width()
    )


def on_paper_of(size: str) -> list[Page]:
    layout = Layout(book(300), Letters().width, paper=size, first_page_number=18)
    return list(layout.pages())


def test_where_print_is_moved_is_remembered_and_shown_nowhere(
    qtbot: QtBot, show: ShowPreview
) -> None:
    preview = show(in_memory(book(5)))
    before = sight(qtbot, preview)
    with qtbot.waitSignal(preview.chosen) as told:
        preview.paper.down.setValue(1.5)
    assert told.args == [PaperChoice(down=1.5)]
    assert sight(qtbot, preview) == before


def test_remembered_paper_is_proposed(qtbot: QtBot) -> None:
    choice = PaperChoice(printer="Tầng 2", paper="A3", right=-1.0, down=0.5)
    preview = Preview(in_memory(book(5)), words=Words("en"), choice=choice)
    qtbot.addWidget(preview)
    bar = preview.paper
    shown = (bar.paper.currentText(), bar.right.value(), bar.down.value())
    assert (shown, preview.pages.size) == (("A3", -1.0, 0.5), "A3")
    preview.pages.close()


def test_envelope_has_its_own_paper_whatever_is_remembered(qtbot: QtBot, show: ShowPreview) -> None:
    page = PlacedPage((PlacedText(100, 60, 100, "Sở Tài chính"),))
    preview = show(in_memory(Placed("Phong bì", (page,), paper="C5", landscape=True)))
    qtbot.waitUntil(lambda: preview.label.text() == "Page 1 of 1")
    assert preview.paper.paper.currentText() == "C5"
    assert not preview.paper.paper.isEnabled()
    width, height = size_of("C5", landscape=True)
    shown = sight(qtbot, preview)
    assert shown.height() == round(shown.width() * height / width)


def test_foot_goes_on_in_a_second_line_where_the_letters_are_large(
    qtbot: QtBot, qapp: QApplication
) -> None:
    widths = []
    for zoom in (100, 200):
        dress(qapp, scheme="light", zoom=zoom)
        preview = Preview(in_memory(book(1)), words=Words("cs"))
        with qtbot.waitExposed(preview):
            preview.open()
        widths.append(preview.width() <= 1366)
        preview.reject()
    dress(qapp, scheme="light", zoom=100)

    assert widths == [True, True]
