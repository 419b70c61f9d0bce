"""Papers of the registry, from the window: what is printed is noted, and the next runs on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.paper.printing_books import BoundBook, closing_print, prints_of
from desktop.correspondence.paper.screens.papers import Papers
from desktop.correspondence.paper.slips import LabelSheet
from desktop.correspondence.registering import correct, register
from desktop.desk import Desk
from desktop.language.words import Words
from desktop.printing.preview import Preview
from desktop.settings import Settings
from desktop.sheets.paper_choice import PaperChoice
from desktop.storage.store import Store
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine

BOOK = BoundBook("incoming-register", 2026)


class Registry:
    """A window with papers and nothing else."""

    def __init__(self, qtbot: QtBot, office: Store) -> None:
        self._qtbot = qtbot
        self.desk = Desk(office, Settings(), Words("en"), settings_path=None)
        self.over = QWidget()
        self.notice = Notice(self.desk.words)
        page = QVBoxLayout(self.over)
        page.addWidget(self.notice)
        progress = ProgressLine(self.desk.words)
        page.addWidget(progress)
        self.papers = Papers(self.desk, notice=self.notice, progress=progress, over=self.over)
        qtbot.addWidget(self.over)
        self.over.show()

    def preview(self) -> Preview:
        """The preview that is open, all its pages laid out."""
        self._qtbot.waitUntil(lambda: any(map(isValid, self.over.findChildren(Preview))))
        preview = next(one for one in self.over.findChildren(Preview) if isValid(one))
        self._qtbot.waitUntil(lambda: " of " in preview.label.text())
        return preview

    def print(self, preview: Preview, path: Path) -> None:
        with self._qtbot.waitSignal(preview.printed):
            preview.write_to(path)

    def leave(self, preview: Preview) -> None:
        preview.reject()
        self._qtbot.waitUntil(lambda: not isValid(preview))


@pytest.fixture
def registry(qtbot: QtBot, office: Store) -> Iterator[Registry]:
    made = Registry(qtbot, office)
    yield made
    for preview in made.over.findChildren(Preview):
        preview.reject()
    made.desk.tasks.wait()


def incoming(**facts: Any) -> IncomingDocument:
    usual: dict[str, Any] = {
        "series": "SN",
        "arrived_on": date(2026, 1, 5),
        "issuer": "Sở Tài chính",
        "document_kind": "bao-cao",
        "subject": "Phân bổ dự toán",
        "receivers": ("Phòng Kinh tế",),
    }
    return IncomingDocument(**{**usual, **facts})


def entered(office: Store, names: KnownNames) -> Any:
    return register(office, incoming(), names=names)[1]


def test_printed_book_runs_on_and_its_print_can_be_undone(
    registry: Registry, office: Store, names: KnownNames, tmp_path: Path
) -> None:
    entered(office, names)
    told: list[Any] = []
    registry.desk.changed.connect(told.append)
    registry.papers.print_since_last(BOOK)
    preview = registry.preview()
    registry.print(preview, tmp_path / "book.pdf")
    registry.print(preview, tmp_path / "again.pdf")
    (kept,) = prints_of(office.reader, BOOK)
    assert (kept.first_page, kept.last_page, kept.row_count) == (1, 2, 1)
    assert [change.ids("prints") for change in told] == [(1,)]
    office.undo()
    assert prints_of(office.reader, BOOK) == []


def test_chosen_pages_are_no_print_of_the_book(
    registry: Registry, office: Store, names: KnownNames, qtbot: QtBot, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - of this test alone

    entered(office, names)
    registry.papers.print_since_last(BOOK)
    preview = registry.preview()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    with qtbot.waitSignal(preview.printed):
        preview.print_on(printer)
    assert prints_of(office.reader, BOOK) == []


def test_nothing_new_is_said_and_corrections_are_offered(
    registry: Registry, office: Store, names: KnownNames, qtbot: QtBot, tmp_path: Path
) -> None:
    first = entered(office, names)
    registry.papers.print_since_last(BOOK)
    preview = registry.preview()
    registry.print(preview, tmp_path / "book.pdf")
    registry.leave(preview)
    registry.papers.print_since_last(BOOK)
    qtbot.waitUntil(lambda: registry.notice.text() == "Everything registered is on paper already.")
    correct(office, replace(first, subject="Đã sửa"), names=names)
    registry.papers.print_since_last(BOOK)
    said = "1 row was corrected after it was printed: 01/SN."
    qtbot.waitUntil(lambda: registry.notice.text() == said)
    registry.notice.findChildren(type(preview.buttons["pdf"]))[0].click()
    assert registry.preview().windowTitle() == "Các dòng thay đổi sau khi in"


def test_corrections_are_told_beside_the_next_pages(
    registry: Registry, office: Store, names: KnownNames, tmp_path: Path
) -> None:
    first = entered(office, names)
    registry.papers.print_since_last(BOOK)
    preview = registry.preview()
    registry.print(preview, tmp_path / "book.pdf")
    registry.leave(preview)
    correct(office, replace(first, note="bản sao"), names=names)
    entered(office, names)
    registry.papers.print_since_last(BOOK)
    said = "1 row was corrected after it was printed: 01/SN."
    assert registry.preview().notice.text() == said


def test_closed_book_is_noted_with_the_hash_of_all_its_rows(
    registry: Registry, office: Store, names: KnownNames, tmp_path: Path
) -> None:
    entered(office, names)
    registry.papers.close_book(BOOK)
    registry.print(registry.preview(), tmp_path / "book.pdf")
    closed = closing_print(office.reader, BOOK)
    assert closed is not None
    assert closed.fingerprint is not None
    assert len(closed.fingerprint) == 64


def test_paper_is_remembered_for_each_list(
    registry: Registry, office: Store, names: KnownNames
) -> None:
    entered(office, names)
    registry.papers.print_since_last(BOOK)
    registry.preview().paper.paper.setCurrentText("A3")
    assert registry.desk.settings.papers == {"incoming-register": PaperChoice(paper="A3")}


def test_slips_and_labels_are_shown_on_their_own_paper(registry: Registry) -> None:
    document = incoming(number=7, year=2026, symbol="05/TTr-STC")
    papers = registry.papers
    shown = []
    acts: tuple[Callable[[], object], ...] = (
        lambda: papers.handling_slip(document),
        lambda: papers.stamp_on_letter(document),
        lambda: papers.stamps_on_labels([document], LabelSheet.all("vi")[0], 3),
        lambda: papers.hand_over_slips([document]),
        lambda: papers.address_labels(["Sở Y tế"], LabelSheet.all("vi")[1], 1),
        lambda: papers.envelopes(["Sở Y tế"], ["05/TTr-STC"], "DL"),
        papers.emergency_register,
    )
    for show in acts:
        show()
        preview = registry.preview()
        shown.append((preview.windowTitle(), preview.paper.paper.currentText()))
        registry.leave(preview)
    assert shown == [
        ("Phiếu giải quyết văn bản đến", "A4"),
        ("Đến", "A4"),
        ("Đến", "A4"),
        ("Phiếu chuyển giao văn bản", "A4"),
        ("Phong bì", "A4"),
        ("Phong bì", "DL"),
        ("Sổ đăng ký văn bản đến (ghi tay khi máy ngừng)", "A4"),
    ]
