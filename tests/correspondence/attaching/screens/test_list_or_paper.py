"""The scan beside its record: read while one types, or on demand, in place of the list."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.correspondence.attaching.attaching import attach
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.registering import register
from desktop.correspondence.screens.register_screen import RegisterScreen
from tests.conftest import ten_o_clock
from tests.intake.pdfs import pdf
from tests.journeys.conftest import Person

HALF_RED = b"1 0 0 rg 0 0 595 421 re f"
RED, WHITE = "#ff0000", "#ffffff"


class Reader:
    """A person before the incoming documents, one of which has what the test attached."""

    def __init__(self, person: Person, qtbot: QtBot, folder: Path) -> None:
        self.person = person
        self.qtbot = qtbot
        self.folder = folder
        self.desk = person.opened.desk
        document = IncomingDocument(
            series="SN",
            arrived_on=ten_o_clock().date(),
            issuer="Sở Nội vụ",
            subject="V/v báo cáo công tác văn thư",
        )
        change, self.document = register(self.desk.store, document, names=person.tab.names)
        self.desk.tell(change)
        person.waits_for("the document")
        self.screen.list.setFocus()

    @property
    def screen(self) -> RegisterScreen:
        return self.person.tab.registers["incoming"]

    def attaches(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.write_bytes(content)
        self.desk.tell(attach(self.desk.store, self.document, [path], limit=50))

    def colour(self, place: int, part: float) -> str:
        """The colour in the middle of a page, so far down; waits until it is painted."""
        view = self.screen.scan.paper.view
        self.qtbot.waitUntil(lambda: view.picture(place) is not None, timeout=10_000)
        picture = view.picture(place)
        assert picture is not None
        at = round(picture.height() * part)
        return QColor(picture.pixel(picture.width() // 2, at)).name()

    @property
    def sees(self) -> str:
        return "paper" if self.screen.scan.shows_paper else "list"

    def said(self) -> str:
        return self.screen.notice.text()


@pytest.fixture
def reader(person: Person, qtbot: QtBot, tmp_path: Path) -> Reader:
    return Reader(person, qtbot, tmp_path)


def test_scan_is_read_in_place_of_the_list_and_left_again(reader: Reader) -> None:
    reader.attaches("Công văn 15.pdf", pdf("", "", stream=HALF_RED))
    assert reader.sees == "list"
    reader.person.presses("F12")
    assert reader.sees == "paper"
    assert [reader.colour(0, part) for part in (0.1, 0.9)] == [WHITE, RED]
    paper = reader.screen.scan.paper
    assert (paper.name.text(), paper.place.text()) == ("Công văn 15.pdf", "Page 1 of 2")
    reader.person.presses("PgDown", "PgDown")
    assert paper.place.text() == "Page 2 of 2"
    reader.person.presses("Esc")
    assert reader.sees == "list"
    assert reader.screen.list.hasFocus()


def test_scan_is_there_as_soon_as_its_record_is_opened(reader: Reader) -> None:
    reader.attaches("a.pdf", pdf("", stream=HALF_RED))
    reader.person.presses("Return")
    assert reader.sees == "paper"
    assert reader.screen.form.form.focused() == "issuer"
    assert reader.colour(0, 0.9) == RED
    reader.person.presses("Esc")
    assert reader.sees == "list"


def test_scan_is_turned_while_the_keyboard_stays_in_the_form(reader: Reader) -> None:
    reader.attaches("a.pdf", pdf("", "", stream=HALF_RED))
    reader.person.presses("Return")
    reader.colour(1, 0.9)
    view = reader.screen.scan.paper.view
    wide = view.horizontalScrollBar().maximum()
    reader.person.presses("Alt+PgDown", "Alt+PgDown", "Shift+F12")
    assert (view.place, view.horizontalScrollBar().maximum() > wide) == (1, True)
    reader.person.presses("Alt+PgUp", "Alt+PgUp", "Alt+PgUp", "Alt+PgUp")
    assert (view.place, reader.screen.form.form.focused()) == (0, "issuer")


def test_list_that_is_preferred_while_typing_is_remembered(reader: Reader) -> None:
    reader.attaches("a.pdf", pdf("Trang 1"))
    reader.person.presses("Return", "F12")
    assert (reader.sees, reader.desk.settings.paper_beside) == ("list", False)
    reader.person.presses("Esc", "Return")
    assert reader.sees == "list"
    reader.person.presses("F12")
    assert (reader.sees, reader.desk.settings.paper_beside) == ("paper", True)


def test_picture_from_a_telephone_is_seen_too(reader: Reader) -> None:
    picture = QImage(30, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor(RED))
    path = reader.folder / "anh.png"
    picture.save(str(path))
    reader.attaches("Ảnh.png", path.read_bytes())
    reader.person.presses("F12")
    assert reader.colour(0, 0.5) == RED
    view = reader.screen.scan.paper.view.picture(0)
    assert view is not None
    assert view.height() == 2 * view.width()


def test_waiting_scan_is_seen_while_a_new_document_is_typed(reader: Reader) -> None:
    path = reader.folder / "scan.pdf"
    path.write_bytes(pdf("", stream=HALF_RED))
    reader.person.presses("Ctrl+N")
    assert reader.sees == "list"
    reader.screen.form.strip.add([path])
    reader.qtbot.waitUntil(lambda: reader.sees == "paper", timeout=10_000)
    assert reader.colour(0, 0.9) == RED


def test_page_of_another_shape_lies_on_the_paper_of_the_first(reader: Reader) -> None:
    joined = PdfWriter()
    joined.append(BytesIO(pdf("", stream=HALF_RED)))
    joined.append(BytesIO(pdf("", stream=b"1 0 0 rg 0 0 842 595 re f")))
    joined.pages[1].mediabox.upper_right = (842, 595)
    whole = BytesIO()
    joined.write(whole)
    reader.attaches("a.pdf", whole.getvalue())
    reader.person.presses("F12")
    reader.colour(0, 0.9)
    reader.person.presses("End")
    assert [reader.colour(1, part) for part in (0.3, 0.9)] == [RED, WHITE]


def test_damaged_scan_says_so_in_its_place(reader: Reader) -> None:
    reader.attaches("hong.pdf", b"%PDF-1.7 and no more")
    reader.person.presses("F12")
    trouble = reader.screen.scan.paper.trouble
    reader.qtbot.waitUntil(trouble.isVisible, timeout=10_000)
    assert trouble.text() == "hong.pdf is damaged: it cannot be shown."
    reader.person.presses("F12")
    assert reader.sees == "list"


def test_document_without_a_scan_says_how_to_attach_one(reader: Reader) -> None:
    reader.attaches("bang.xlsx", b"PK\x03\x04")
    reader.person.presses("F12")
    assert (reader.sees, reader.said()) == (
        "list",
        "There is no scan here: Ctrl+Shift+A attaches one.",
    )
