"""The files under a record: dropped, pasted, opened, renamed, detached, by keyboard too."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.correspondence.attaching.attaching import (
    ReadingCopies,
    attach,
    attach_enclosed,
    content_of,
)
from desktop.correspondence.attaching.attachments import attachments_of
from desktop.correspondence.attaching.scan_folder import Scan
from desktop.correspondence.attaching.screens.attachments_strip import AttachmentsStrip
from desktop.correspondence.attaching.screens.scan_watch import ScanWatch
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import discard, discarding, register
from desktop.desk import Desk
from desktop.language.words import Words
from desktop.opening import open_office
from desktop.settings import Settings
from desktop.storage.store import Store
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine
from tests.conftest import ten_o_clock


class Side(QWidget):
    """A strip with its notice and its progress line, as beside the list of documents."""

    def __init__(self, store: Store, qtbot: QtBot, settings: Settings | None = None) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.store = store
        self.desk = Desk(store, settings or Settings(), Words("en"), settings_path=None)
        self.notice = Notice(self.desk.words)
        self.progress = ProgressLine(self.desk.words)
        self.copies = ReadingCopies()
        self.shown: list[Path] = []
        self.strip = AttachmentsStrip(
            self.desk,
            notice=self.notice,
            progress=self.progress,
            copies=self.copies,
            show_file=self._show_file,
        )
        column = QVBoxLayout(self)
        for part in (self.strip, self.notice, self.progress):
            column.addWidget(part)

    def _show_file(self, path: Path) -> bool:
        self.shown.append(path)
        return path.suffix != ".xyz"

    def names(self) -> list[str]:
        return [row[0] for row in self.strip.list.rows()]

    def waits(self) -> None:
        """Wait until the worker has said all."""
        self.qtbot.waitUntil(lambda: not self.desk.tasks.busy, timeout=10_000)

    def presses(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier
        held = modifier.ControlModifier if ctrl else modifier.NoModifier
        QTest.keyClick(QApplication.focusWidget() or self, key, held)

    def says(self) -> str:
        return self.notice.text()


@pytest.fixture
def document(office: Store, names: KnownNames) -> IncomingDocument:
    return registered(office, names)


def registered(store: Store, names: KnownNames, subject: str = "V/v báo cáo") -> IncomingDocument:
    document = IncomingDocument(
        series="SN", arrived_on=date(2026, 3, 2), issuer="Sở Nội vụ", subject=subject
    )
    _, kept = register(store, document, names=names)
    assert isinstance(kept, IncomingDocument)
    return kept


@pytest.fixture
def side(qtbot: QtBot, office: Store) -> Iterator[Side]:
    made = Side(office, qtbot)
    made.resize(520, 400)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.desk.tasks.wait()
    made.copies.remove()
    made.deleteLater()
    QGuiApplication.clipboard().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    return written(tmp_path, "Scan 0123.pdf")


def written(folder: Path, name: str, content: bytes = b"%PDF-1.7 scan") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(strip: AttachmentsStrip, data: QMimeData) -> Qt.DropAction:
    """Drop it as a file manager does that would rather move than copy; returns what it is told."""
    move = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), move, data, buttons, keys)
    QApplication.sendEvent(strip, entering)
    if not entering.isAccepted():
        return Qt.DropAction.IgnoreAction
    dropping = QDropEvent(QPoint(5, 5), move, data, buttons, keys)
    QApplication.sendEvent(strip, dropping)
    return dropping.dropAction()


def held(store: Store, document: IncomingDocument) -> list[str]:
    assert document.id is not None
    return [one.name for one in attachments_of(store.reader, "incoming", document.id)]


def with_file(side: Side, document: IncomingDocument, *paths: Path) -> None:
    """Show a document that has these files, and put the keyboard into their list."""
    attach(side.store, document, paths, limit=50)
    side.strip.show_document(document)
    side.strip.list.setFocus()


def test_dropped_files_are_copied_into_the_office_in_one_step(
    side: Side, document: IncomingDocument, tmp_path: Path
) -> None:
    side.strip.show_document(document)
    paths = [written(tmp_path, "a.pdf", b"%PDF-1"), written(tmp_path, "b.pdf", b"%PDF-22")]

    assert drop(side.strip, files(*paths)) is Qt.DropAction.CopyAction
    side.waits()

    assert side.strip.list.rows() == [
        ("a.pdf", "6 bytes", "15/03/2026"),
        ("b.pdf", "7 bytes", "15/03/2026"),
    ]
    assert side.says() == "Attaching 2 files to incoming 01/SN/2026."
    assert [path.exists() for path in paths] == [True, True]

    side.store.undo()
    assert held(side.store, document) == []


def test_content_is_written_on_the_worker_and_not_by_the_window(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    written_by_window: list[str] = []
    side.store.connection.set_trace_callback(written_by_window.append)
    side.strip.show_document(document)
    side.strip.add([scan])
    side.waits()
    side.store.connection.set_trace_callback(None)

    assert held(side.store, document) == ["Scan 0123.pdf"]
    tables = ("attachments", "contents")
    assert [
        any(one.startswith(f"INSERT INTO {table} ") for one in written_by_window)
        for table in tables
    ] == [True, False]


def test_files_that_are_ready_while_an_act_is_under_way_are_refused_in_a_sentence(
    side: Side, document: IncomingDocument, names: KnownNames, scan: Path
) -> None:
    other = registered(side.store, names, "V/v khác")
    under_way = discarding(side.store, [other])
    side.desk.tasks.idle.connect(lambda: next(under_way))
    side.strip.show_document(document)
    side.strip.add([scan])
    side.waits()
    under_way.close()

    assert side.says() == "Something else is still being written: try again when that is done."
    assert held(side.store, document) == []


def test_notice_takes_the_attaching_back(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    side.strip.show_document(document)
    side.strip.add([scan])
    side.waits()

    undo = [one for one in side.notice.findChildren(QPushButton) if one.text() == "Undo"]
    undo[0].click()
    assert (side.names(), held(side.store, document)) == ([], [])


def test_files_in_the_clipboard_are_pasted(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    side.strip.show_document(document)
    QGuiApplication.clipboard().setMimeData(files(scan))
    side.strip.findChildren(QPushButton)[0].setFocus()
    side.presses(Qt.Key.Key_V, ctrl=True)
    side.waits()

    assert side.names() == ["Scan 0123.pdf"]


def test_picture_in_the_clipboard_becomes_a_png(side: Side, document: IncomingDocument) -> None:
    side.strip.show_document(document)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    side.strip.paste()
    side.waits()

    assert document.id is not None
    (attachment,) = attachments_of(side.store.reader, "incoming", document.id)
    assert attachment.name == "Picture 2026-03-15 10.00.00.png"
    assert QImage.fromData(content_of(side.store.reader, attachment)) == picture


def test_empty_clipboard_is_told_of(side: Side, document: IncomingDocument) -> None:
    side.strip.show_document(document)
    QGuiApplication.clipboard().setText("chữ")
    side.strip.paste()

    assert side.says() == "There is no file to attach: copy files or a picture first."


def test_file_that_vanished_is_told_of_and_nothing_is_written(
    side: Side, document: IncomingDocument, scan: Path, tmp_path: Path
) -> None:
    side.strip.show_document(document)
    before = side.store.next_change
    side.strip.add([scan, tmp_path / "gone.pdf"])
    side.waits()

    assert side.says() == "gone.pdf is not there any more: choose it again."
    assert (side.store.next_change, side.names()) == (before, [])


def test_film_of_three_gigabytes_is_refused_at_once(
    side: Side, document: IncomingDocument, tmp_path: Path
) -> None:
    film = written(tmp_path, "phim.mp4", b"")
    os.truncate(film, 3_000_000_000)
    side.strip.show_document(document)
    side.strip.add([film])
    side.waits()

    assert side.says() == (
        "phim.mp4 has 3000 MB, and at most 50 can be kept: make it smaller or divide it."
    )


def test_cancelled_reading_attaches_nothing(
    side: Side, document: IncomingDocument, tmp_path: Path
) -> None:
    side.strip.show_document(document)
    side.strip.add([written(tmp_path, "a.bin", os.urandom(40_000_000))])
    side.progress.cancel()
    side.waits()

    assert (held(side.store, document), side.says()) == ([], "")


def test_files_read_for_one_document_do_not_go_to_the_next_one_shown(
    side: Side, document: IncomingDocument, names: KnownNames, scan: Path
) -> None:
    other = registered(side.store, names, "V/v khác")
    side.strip.show_document(document)
    side.strip.add([scan])
    side.strip.show_document(other)
    side.waits()

    assert (held(side.store, document), held(side.store, other)) == (["Scan 0123.pdf"], [])
    assert side.names() == []


def test_document_discarded_meanwhile_gets_no_files(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    side.strip.show_document(document)
    side.strip.add([scan])
    discard(side.store, document)
    side.waits()

    assert side.says() == "This document is in the trash: put it back, then attach to it."


def test_enter_opens_a_copy(side: Side, document: IncomingDocument, scan: Path) -> None:
    with_file(side, document, scan)
    side.presses(Qt.Key.Key_Return)
    side.waits()

    (copy,) = side.shown
    assert (copy.name, copy.read_bytes()) == ("Scan 0123.pdf", b"%PDF-1.7 scan")
    assert copy != scan


def test_file_that_no_program_opens_is_told_of(
    side: Side, document: IncomingDocument, tmp_path: Path
) -> None:
    with_file(side, document, written(tmp_path, "a.xyz"))
    side.presses(Qt.Key.Key_Return)
    side.waits()

    assert side.says() == "No program of this computer opens a.xyz."


def test_damaged_file_is_told_of(side: Side, document: IncomingDocument, scan: Path) -> None:
    with_file(side, document, scan)
    side.store.connection.execute("UPDATE contents SET content = zeroblob(13)")
    side.presses(Qt.Key.Key_Return)
    side.waits()

    assert side.says() == (
        "The content of this attachment is damaged or missing: take it from a backup."
    )
    assert side.shown == []


def test_del_detaches_with_a_way_back(side: Side, document: IncomingDocument, scan: Path) -> None:
    with_file(side, document, scan)
    side.presses(Qt.Key.Key_Delete)
    assert (side.names(), side.says()) == ([], "Detaching Scan 0123.pdf.")

    side.desk.tell(side.store.undo())
    assert side.names() == ["Scan 0123.pdf"]


def test_f2_renames_in_place(side: Side, document: IncomingDocument, scan: Path) -> None:
    with_file(side, document, scan)
    side.presses(Qt.Key.Key_F2)
    (editor,) = side.strip.list.findChildren(QLineEdit)
    editor.setText("Tờ trình")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    side.qtbot.waitUntil(lambda: side.names() == ["Tờ trình.pdf"])
    assert held(side.store, document) == ["Tờ trình.pdf"]
    assert side.shown == []


def test_name_that_cannot_be_kept_is_told_of_and_the_old_one_stays(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    with_file(side, document, scan)
    side.presses(Qt.Key.Key_F2)
    (editor,) = side.strip.list.findChildren(QLineEdit)
    editor.setText("..")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    said = "“..” is no name for a file: rename it first."
    side.qtbot.waitUntil(lambda: side.says() == said)
    assert side.names() == ["Scan 0123.pdf"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_keys_of_a_file_are_no_shortcuts_of_the_window_meanwhile(
    side: Side, document: IncomingDocument, scan: Path, key: Qt.Key
) -> None:
    with_file(side, document, scan)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(side.strip.list, event)

    assert event.isAccepted()


def test_second_opener_sees_files_and_adds_none(
    qtbot: QtBot, office: Store, document: IncomingDocument, scan: Path
) -> None:
    attach(office, document, [scan], limit=50)
    with closing(open_office(office.path, read_only=True)) as store:
        side = Side(store, qtbot)
        qtbot.addWidget(side)
        side.strip.show_document(document)
        side.strip.add([scan])
        side.strip.list.selectAll()
        side.strip.detach_chosen()
        side.strip.begin_renaming()

        assert (side.names(), side.says()) == (["Scan 0123.pdf"], "Open for reading only")


def test_document_in_the_trash_shows_its_files_and_takes_none(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    attach(side.store, document, [scan], limit=50)
    side.strip.show_document(document, trashed=True)

    assert drop(side.strip, files(scan)) is Qt.DropAction.IgnoreAction
    assert side.names() == ["Scan 0123.pdf"]


# A document that is still being typed


def test_files_of_a_new_document_wait_and_are_enclosed_at_registration(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    side.strip.begin_new()
    side.strip.add([scan])
    side.waits()
    assert side.strip.list.rows() == [("Scan 0123.pdf", "13 bytes", "")]
    assert (side.strip.waiting_paths, held(side.store, document)) == ((scan,), [])

    attach_enclosed(side.store, document, side.strip.waiting)
    side.strip.registered(document)
    assert side.strip.waiting == ()
    assert side.names() == held(side.store, document) == ["Scan 0123.pdf"]


def test_file_still_being_read_follows_the_document_that_was_registered_meanwhile(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    side.strip.begin_new()
    side.strip.add([scan])
    side.strip.registered(document)
    side.strip.begin_new()
    side.waits()

    assert (held(side.store, document), side.names()) == (["Scan 0123.pdf"], [])


def test_waiting_file_is_let_go_by_del_and_renamed_by_f2(
    side: Side, scan: Path, tmp_path: Path
) -> None:
    side.strip.begin_new()
    side.strip.add([scan, written(tmp_path, "b.pdf", b"%PDF-2")])
    side.waits()
    side.strip.list.setFocus()
    side.presses(Qt.Key.Key_Delete)
    assert (side.names(), len(side.strip.waiting_paths)) == (["b.pdf"], 1)

    side.presses(Qt.Key.Key_F2)
    (editor,) = side.strip.list.findChildren(QLineEdit)
    editor.setText("Phụ lục.pdf")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    side.qtbot.waitUntil(lambda: side.names() == ["Phụ lục.pdf"])
    assert [one.name for one in side.strip.waiting] == ["Phụ lục.pdf"]


def test_files_that_a_draft_named_are_read_again_where_they_still_are(
    side: Side, scan: Path, tmp_path: Path
) -> None:
    side.strip.begin_new([scan, tmp_path / "gone.pdf"])
    side.waits()

    assert (side.names(), side.says()) == (["Scan 0123.pdf"], "")


# The newest scan


def offer_of(side: Side) -> str:
    (offer,) = [one for one in side.strip.findChildren(QPushButton) if "Shift+V" in one.text()]
    return offer.text() if offer.isVisible() else ""


def test_newest_scan_is_offered_to_the_open_record_and_attached_by_one_key(
    side: Side, document: IncomingDocument, scan: Path
) -> None:
    side.strip.show_document(document)
    side.strip.offer(Scan(scan, 13, ten_o_clock().replace(hour=9, minute=58)))
    assert offer_of(side) == "Scan 0123.pdf (2 min ago): attach (Ctrl+Shift+V)"

    side.strip.attach_scan()
    assert offer_of(side) == ""
    side.waits()
    assert held(side.store, document) == ["Scan 0123.pdf"]


def test_scan_is_offered_to_nobody_without_a_document(side: Side, scan: Path) -> None:
    side.strip.offer(Scan(scan, 13, ten_o_clock()))
    side.strip.attach_scan()

    assert not side.strip.isVisible()
    assert not side.desk.tasks.busy


@pytest.fixture
def watching(qtbot: QtBot, office: Store) -> Iterator[Callable[[Path], ScanWatch]]:
    made: list[ScanWatch] = []

    def watch(folder: Path) -> ScanWatch:
        settings = Settings(scan_folder=str(folder))
        desk = Desk(office, settings, Words("en"), settings_path=None)
        made.append(ScanWatch(desk, desk, every=0.01))
        return made[-1]

    yield watch
    for one in made:
        one.close()


def test_watch_tells_of_a_new_scan_and_again_when_it_is_attached(
    qtbot: QtBot,
    office: Store,
    document: IncomingDocument,
    watching: Callable[[Path], ScanWatch],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    path = written(folder, "0123.pdf")
    when = ten_o_clock().timestamp()
    os.utime(path, (when, when))
    watch = watching(folder)

    qtbot.waitUntil(lambda: watch.newest == Scan(path, 13, ten_o_clock()))
    attach(office, document, [path], limit=50)
    qtbot.waitUntil(lambda: watch.newest is None)
