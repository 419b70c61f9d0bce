"""The window: menus, keys, undo, and how it looks in every language and at every size."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Opened
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import register
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.correspondence.screens.tab import CorrespondenceTab
from desktop.language.words import LANGUAGES, M, Ms
from desktop.meetings.screens.tab import SWITCHES
from desktop.office.screens.register_page import RegisterPage
from desktop.opening import make_office, open_office
from desktop.printing.preview import Preview
from desktop.records.drafts import Draft
from desktop.records.queries import Query
from desktop.settings import ZOOMS, Settings
from desktop.storage.store import Store
from desktop.widgets.key_sheet import KeySheet
from desktop.widgets.long_act import go_through
from desktop.window import Window
from tests.conftest import ten_o_clock
from tests.journeys.conftest import Person

Shift = Qt.KeyboardModifier.ShiftModifier


def actions(window: Window) -> list[QAction]:
    """Everything that the menus offer for the tab in front, submenus too."""
    found: list[QAction] = []
    waiting = [menu for action in window.menuBar().actions() if (menu := _menu(action))]
    while waiting:
        for action in waiting.pop(0).actions():
            menu = _menu(action)
            if menu:
                waiting.append(menu)
            elif action.isVisible() and not action.isSeparator():
                found.append(action)
    return found


def _menu(action: QAction) -> QMenu | None:
    menu = action.menu()
    return menu if isinstance(menu, QMenu) else None


def action(window: Window, words: str) -> QAction:
    (found,) = [one for one in actions(window) if one.text() == words]
    return found


def types_a_document(person: Person, subject: str = "Tiêm chủng") -> None:
    person.types("Sở Y tế")
    person.presses("Return", "Return", "Return", "Return")
    person.types(subject)


def subjects(person: Person) -> list[str]:
    reader = person.opened.desk.store.reader
    ids = reader.ids(Query("incoming"))
    return [document.subject for document in reader.records("incoming", ids)]


# Undo


def step(person: Person) -> tuple[str, bool, str, bool]:
    """What Undo and Redo say in the menu, and whether there is anything for them to do."""
    undo, redo = (
        next(one for one in actions(person.opened.window) if one.text().startswith(word))
        for word in ("Undo", "Redo")
    )
    return undo.text(), undo.isEnabled(), redo.text(), redo.isEnabled()


def test_menu_says_what_would_be_undone_and_done_again(person: Person) -> None:
    assert step(person) == ("Undo", False, "Redo", False)

    person.presses("Ctrl+N")
    types_a_document(person)
    person.presses("Ctrl+S")
    assert step(person) == ("Undo registering incoming 01/SN/2026", True, "Redo", False)

    person.presses("Ctrl+Z")
    assert step(person) == ("Undo", False, "Redo registering incoming 01/SN/2026", True)
    status = person.opened.window.statusBar()
    assert status.currentMessage() == "Undone: registering incoming 01/SN/2026."

    person.presses("Ctrl+Shift+Z")
    assert step(person) == ("Undo registering incoming 01/SN/2026", True, "Redo", False)
    assert status.currentMessage() == "Done again: registering incoming 01/SN/2026."
    assert subjects(person) == ["Tiêm chủng"]


def test_name_with_an_ampersand_is_not_taken_for_a_key(person: Person) -> None:
    desk = person.opened.desk
    with desk.store.writing(M("adding {name}", name="Công ty P&T")) as writing:
        writing.add(IncomingDocument(**usual(series="SN", year=2026, number=1)))
    desk.tell(writing.change)

    assert step(person)[0] == "Undo adding Công ty P&&T"
    sheet = key_sheet(person)
    assert ("Ctrl+Z", "Undo adding Công ty P&T") in sheet.lines()


def test_undo_in_a_field_takes_back_what_was_typed_there(person: Person) -> None:
    person.presses("Ctrl+N")
    types_a_document(person)
    person.presses("Ctrl+Return")
    person.types("Cong an tinh")
    person.presses("Ctrl+Z")

    assert person.tab.current.form.form.text("issuer") == ""
    assert subjects(person) == ["Tiêm chủng"]


def test_undo_in_a_field_with_nothing_to_take_back_undoes_the_last_act(person: Person) -> None:
    person.presses("Ctrl+N")
    types_a_document(person)
    person.presses("Ctrl+Return", "Ctrl+Z")

    assert subjects(person) == []


def test_what_cannot_be_undone_is_said_in_the_status_line(person: Person) -> None:
    person.presses("Ctrl+N")
    types_a_document(person)
    person.presses("Ctrl+S")
    person.opened.desk.store.connection.execute("PRAGMA query_only = ON")

    person.presses("Ctrl+Z")

    said = person.opened.window.statusBar().currentMessage()
    assert said.endswith("may not be written: ask for write access to its folder.")
    assert subjects(person) == ["Tiêm chủng"]


# Keys


@dataclass
class Sheet:
    """The sheet of keys on screen."""

    dialog: KeySheet

    def lines(self) -> list[tuple[str, str]]:
        """Keys and their words; the titles of the menus stand between them."""
        labels = [label.text() for label in self.dialog.findChildren(QLabel, "line")]
        return list(zip(labels[::2], labels[1::2], strict=True))


def key_sheet(person: Person) -> Sheet:
    person.presses("F1")
    QApplication.processEvents()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeySheet)
    return Sheet(dialog)


def test_sheet_lists_every_action_that_has_a_key_once(person: Person) -> None:
    window = person.opened.window
    with_keys = [one for one in actions(window) if one.shortcuts()]

    lines = key_sheet(person).lines()

    assert Counter(lines) == Counter(
        (one.shortcuts()[0].toString(), one.text()) for one in with_keys
    )
    assert len({key for key, _ in lines}) == len(lines)


def test_sheet_lists_the_keys_of_the_list_in_front_before_those_of_the_menus(
    person: Person,
) -> None:
    person.presses("F5")
    sheet = key_sheet(person)

    lines = sheet.lines()
    assert lines[:7] == [
        ("Del", "To the trash, or back"),
        ("Return", "Open"),
        ("Ctrl+N", "New task…"),
        ("F10", "Settle…"),
        ("F7", "Progress…"),
        ("F9", "Urge…"),
        ("Shift+F10", "Reopen"),
    ]
    titles = [label.text() for label in sheet.dialog.findChildren(QLabel) if label.font().bold()]
    assert titles[:2] == ["In the list: Follow-up", "File"]
    # What the list takes for itself is not listed for the menu too.
    assert len({key for key, _ in lines}) == len(lines)


@pytest.mark.parametrize("register", ["F5", "F6", "Shift+F5", "Shift+F6"])
def test_each_smaller_register_has_its_keys_on_the_sheet(person: Person, register: str) -> None:
    person.presses(register)
    page = person.tab.current
    assert isinstance(page, RegisterPage)

    assert set(page.keys_of_list()) <= set(key_sheet(person).lines())
    assert {act.keys[0] for act in page.acts if act.keys} == {
        QKeySequence(key).toString() for key, _ in page.keys_of_list()
    }


def test_sheet_is_printed_on_one_page(person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    person.presses("F5")
    sheet = key_sheet(person)
    lines = sheet.lines()
    person.presses("Ctrl+P")
    QApplication.processEvents()
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, Preview)

    path = tmp_path / "keys.pdf"
    preview.write_to(path)
    qtbot.waitUntil(path.exists, timeout=10_000)
    pages = PdfReader(path).pages
    said = pages[0].extract_text().replace("\t", " ")
    assert len(pages) == 1
    assert [line for line in lines for part in line if part not in said] == []
    preview.reject()


def test_no_two_actions_share_a_key(person: Person) -> None:
    keys = Counter(
        key.toString() for one in actions(person.opened.window) for key in one.shortcuts()
    )
    assert [key for key, times in keys.items() if times > 1] == []


def test_no_two_actions_of_one_menu_share_their_words(person: Person) -> None:
    words = Counter(one.text() for one in actions(person.opened.window))
    assert [text for text, times in words.items() if times > 1] == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_F1])
def test_sheet_is_closed_by_each_of_its_keys(person: Person, qtbot: QtBot, key: Qt.Key) -> None:
    dialog = key_sheet(person).dialog
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(QApplication.focusWidget() or dialog, key)


def test_sheet_can_be_opened_again_and_again(person: Person, qtbot: QtBot) -> None:
    for _ in range(3):
        person.opened.window.activateWindow()
        dialog = key_sheet(person).dialog
        with qtbot.waitSignal(dialog.destroyed):
            QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)

    assert person.opened.window.findChildren(KeySheet) == []


def test_quitting_asks_nothing_and_keeps_the_draft(person: Person) -> None:
    person.presses("Ctrl+N")
    person.types("Sở Y tế")
    store = person.opened.desk.store

    person.presses("Ctrl+Q")

    assert not person.opened.window.isVisible()
    kept = store.kept_draft("incoming")
    assert kept is not None
    assert kept.text("issuer") == "Sở Y tế"


# Language, colours, zoom


def test_another_language_makes_the_window_anew_and_keeps_the_draft(person: Person) -> None:
    before = person.opened.window
    person.presses("Ctrl+N")
    person.types("Sở Y tế")

    action(before, "Tiếng Việt").trigger()

    after = person.opened.window
    assert after is not before
    assert (after.isVisible(), before.isVisible()) == (True, False)
    assert after.tabs.tabText(0) == "Văn bản"
    person.presses("Ctrl+N")
    assert person.tab.current.form.form.text("issuer") == "Sở Y tế"


def test_correction_half_typed_is_kept_too(person: Person, qtbot: QtBot) -> None:
    person.presses("Ctrl+N")
    types_a_document(person)
    person.presses("Ctrl+S")
    person.waits_for("the document")
    person.presses("F2")
    person.types("Bộ Y tế")

    action(person.opened.window, "150 %").trigger()
    qtbot.waitUntil(lambda: person.tab.current.chosen_id() == 1)
    person.presses("F2")

    assert person.tab.current.form.form.text("issuer") == "Bộ Y tế"
    assert subjects(person) == ["Tiêm chủng"]


def test_language_colours_and_zoom_are_remembered_and_marked(
    person: Person, tmp_path: Path
) -> None:
    for words in ("Čeština", "Tmavé", "125 %"):
        action(person.opened.window, words).trigger()

    checked = [one.text() for one in actions(person.opened.window) if one.isChecked()]
    assert checked == ["Čeština", "Tmavé", "125 %"]
    kept = Settings.read(tmp_path / "settings.json")
    assert (kept.language, kept.scheme, kept.zoom) == ("cs", "dark", 125)


def test_zoom_goes_up_and_down_by_keys_to_its_ends(person: Person) -> None:
    seen = [person.opened.desk.settings.zoom]
    for key in [*["Ctrl++"] * 6, *["Ctrl+-"] * 6]:
        person.presses(key)
        seen.append(person.opened.desk.settings.zoom)

    assert seen == [*ZOOMS, 200, *ZOOMS[-2::-1], 100]
    sizes = QApplication.font().pointSizeF()
    person.presses("Ctrl++")
    assert QApplication.font().pointSizeF() == pytest.approx(sizes * 1.1)


def test_window_made_anew_stands_where_the_old_one_stood(person: Person) -> None:
    person.opened.window.setGeometry(40, 30, 1280, 700)
    person.presses("Ctrl++")
    assert person.opened.window.geometry().getRect() == (40, 30, 1280, 700)

    person.opened.window.showMaximized()
    person.presses("Ctrl++")
    assert person.opened.window.isMaximized()
    assert person.opened.window.normalGeometry().size() == QSize(1280, 700)


def test_size_of_the_window_is_remembered(person: Person, tmp_path: Path) -> None:
    person.opened.window.resize(1300, 690)
    person.presses("Ctrl+Q")
    assert Settings.read(tmp_path / "settings.json").window == (1300, 690)


def test_window_waits_for_an_export_before_it_is_made_anew(person: Person, qtbot: QtBot) -> None:
    before, written = person.opened.window, Event()

    def work() -> Iterator[int]:
        yield 1
        assert written.wait(10)

    ended: list[str] = []
    job = person.opened.desk.tasks.start(work)
    job.finished.connect(lambda: ended.append("finished"))
    person.presses("Ctrl++")
    assert person.opened.window is before

    written.set()
    qtbot.waitUntil(lambda: person.opened.window is not before)
    assert (ended, person.opened.desk.settings.zoom) == (["finished"], 110)


# A second opener


def test_second_opener_reads_only_and_says_so(
    person: Person, qtbot: QtBot, qapp: QApplication
) -> None:
    person.presses("Ctrl+N")
    types_a_document(person)
    person.presses("Ctrl+S")
    path = person.opened.desk.store.path

    with closing(open_office(path, read_only=True)) as store:
        opened = Opened(qapp, store, Settings(language="en"), settings_path=None)
        second = Person(qtbot, opened)
        qtbot.addWidget(opened.window)
        with qtbot.waitExposed(opened.window):
            opened.window.show()
        opened.window.activateWindow()
        second.waits_for("the document")
        said = [one.text() for one in opened.window.statusBar().findChildren(QLabel)]
        assert said == ["Open for reading only"]

        screen = second.tab.current
        screen.list.setFocus()
        second.presses("F8")
        assert screen.notice.text() == "Open for reading only"
        second.presses("Ctrl+N")
        assert (screen.notice.text(), screen.is_entering) == ("Open for reading only", False)
        opened.window.close()

    assert subjects(person) == ["Tiêm chủng"]


# Nothing is cut off


def usual(**facts: Any) -> dict[str, Any]:
    known = {
        "arrived_on": date(2026, 3, 12),
        "issuer": "Sở Tài chính",
        "symbol": "1520/STC-NS",
        "document_date": date(2026, 3, 10),
        "document_kind": "cong-van",
        "subject": "V/v thẩm định dự toán kinh phí sửa chữa trụ sở tiếp công dân năm 2026",
        "receivers": ("Phòng Tổng hợp", "Phòng Kinh tế"),
    }
    return {**known, **facts}


def fill(store: Store) -> None:
    names = KnownNames(store.reader)
    register(store, IncomingDocument(**usual(series="SN")), names=names)
    register(
        store,
        OutgoingDocument(
            series="UBND-CV",
            document_date=date(2026, 3, 12),
            document_kind="cong-van",
            drafting_unit="Phòng Nội chính",
            subject="V/v trực bảo đảm an ninh, trật tự dịp Tết Dương lịch năm 2026",
            signer="Trần Văn Bình",
            recipients=("Sở Tài chính", "Công an tỉnh"),
        ),
        names=names,
    )


class Look:
    """A whole window in one language and size, walked through state by state."""

    def __init__(self, qtbot: QtBot, opened: Opened) -> None:
        self.qtbot = qtbot
        self.opened = opened
        self.window = opened.window
        self.tab = opened.window.screens[0]
        assert isinstance(self.tab, CorrespondenceTab)

    def states(self) -> Iterator[str]:
        """Every state that shows other words."""
        for kind, screen in self.tab.registers.items():
            self.tab.show_register(kind)
            self._settle(screen)
            yield f"{kind} list"
            screen.toggle_trash()
            self._settle(screen)
            yield f"{kind} notice"
            self.opened.window.undo()
            self._settle(screen)
            said = Ms("{count} document", "{count} documents", 70_905)
            screen._answers.count.setText(self.opened.desk.words(said))
            yield f"{kind} long list"
            screen.new()
            yield f"{kind} form"
            screen.form.form.set_text("forwarded_on", "3102")
            screen.form.save(then_next=True)
            yield f"{kind} problems"
            if kind == "incoming":
                for name in ("issuer", "symbol"):
                    screen.form.form.set_text(name, usual()[name])
                screen.form.twins.look()
                yield f"{kind} twin"
            screen.form.leave()

    def _settle(self, screen: RegisterScreen) -> None:
        self.qtbot.waitUntil(lambda: not screen.is_waiting and screen.shows(screen.query()))
        self.qtbot.waitUntil(lambda: not self.tab.is_looking)
        QApplication.processEvents()


WORDY = (QLabel, QAbstractButton, QComboBox, QTabBar)


def cut_off(top: QWidget) -> list[str]:
    """Each widget in sight whose words have less room than they need."""
    QApplication.processEvents()
    found = [
        widget
        for kind in WORDY
        for widget in top.findChildren(kind)
        if widget.isVisible() and _words(widget)
    ]
    return [f"{type(w).__name__} {_words(w)!r}: {_lack(w, top)}" for w in found if _lack(w, top)]


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QTabBar):
        return " ".join(widget.tabText(place) for place in range(widget.count()))
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def _lack(widget: QWidget, top: QWidget) -> str:
    """What is missing: width, height, or room inside the window."""
    needed = widget.sizeHint()
    if isinstance(widget, QComboBox):
        # A filter may be narrower than its longest line, not than the one that is chosen.
        letters = widget.fontMetrics().horizontalAdvance(widget.currentText())
        needed.setWidth(min(needed.width(), letters + _around(widget)))
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = QSize(_longest_word(widget), widget.heightForWidth(widget.width()))
    lacks = []
    if widget.width() < needed.width():
        lacks.append(f"{widget.width()} of {needed.width()} wide")
    if widget.height() < needed.height():
        lacks.append(f"{widget.height()} of {needed.height()} high")
    if not _scrolls(widget) and not _inside(widget, top):
        lacks.append("outside the window")
    return ", ".join(lacks)


def _around(choice: QComboBox) -> int:
    """The room of a choice's frame and arrow."""
    option = QStyleOptionComboBox()
    option.initFrom(choice)
    option.editable = False
    edit = choice.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        choice,
    )
    return choice.width() - edit.width()


def _longest_word(label: QLabel) -> int:
    words = label.text().split()
    margins = label.contentsMargins()
    widest = max(label.fontMetrics().horizontalAdvance(word) for word in words)
    return widest + margins.left() + margins.right()


def _scrolls(widget: QWidget) -> bool:
    """Whether it stands on a page that scrolls up and down."""
    above = widget.parentWidget()
    while above is not None and above.objectName() != "qt_scrollarea_viewport":
        above = above.parentWidget()
    return above is not None


def _inside(widget: QWidget, top: QWidget) -> bool:
    place = widget.rect().translated(widget.mapTo(top, QPoint(0, 0)))
    return top.rect().contains(place)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[100, 200])
def look(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    language: str,
) -> Iterator[Look]:
    store = make_office(tmp_path / "office.db", clock=ten_o_clock)
    fill(store)
    settings = Settings(language=language, scheme="light", zoom=request.param, window=(1366, 768))
    opened = Opened(qapp, store, settings, settings_path=None)
    with qtbot.waitExposed(opened.window):
        opened.window.show()
    yield Look(qtbot, opened)
    opened.window.close()
    opened.close()
    opened.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_window_fits_a_small_screen_and_cuts_no_words_off(look: Look) -> None:
    found = {}
    for state in look.states():
        found[state] = cut_off(look.window)
        assert look.window.size() == QSize(1366, 768)

    assert {state: lacks for state, lacks in found.items() if lacks} == {}


def test_tab_of_meetings_fits_a_small_screen_and_cuts_no_words_off(look: Look) -> None:
    tab = look.opened.window.screens[1]
    look.window.show_tab(1)
    found = {}
    for switch in SWITCHES:
        tab.show_register(switch.kind)
        if tab.register:
            look.qtbot.waitUntil(lambda: not tab.register.is_waiting)
            QApplication.processEvents()
        found[switch.kind] = cut_off(look.window)
        if tab.register:
            tab.new()
            found[f"{switch.kind} form"] = cut_off(look.window)
            tab.register.leave()
        assert look.window.size() == QSize(1366, 768)

    assert {state: lacks for state, lacks in found.items() if lacks} == {}


def test_sheet_of_keys_fits_a_small_screen(look: Look) -> None:
    look.window.show_keys()
    (sheet,) = look.window.findChildren(KeySheet)

    assert (cut_off(sheet), sheet.width() <= 1366, sheet.height() <= 768) == ([], True, True)
    sheet.close()


def test_one_line_of_a_form_holds_a_date(look: Look) -> None:
    """A field that was squeezed would hide the year."""
    for screen in look.tab.registers.values():
        look.tab.show_register(screen.kind)
        screen.new()
        QApplication.processEvents()
        for name, editor in screen.form.form.editors.items():
            if isinstance(editor, QLineEdit):
                day = editor.fontMetrics().horizontalAdvance("00/00/0000")
                assert editor.width() >= day + 8, name
        screen.form.leave()


def test_draft_is_of_the_record_that_was_left(person: Person) -> None:
    """What the window keeps when it is closed belongs to a new document, and to no other."""
    person.presses("Ctrl+N")
    person.types("Sở Y tế")
    person.opened.window.close_down()

    assert person.opened.desk.store.kept_draft("incoming") == Draft(
        "incoming", {"series": "SN", "arrived_on": "15/03/2026", "issuer": "Sở Y tế"}
    )
    assert person.opened.desk.store.kept_draft("incoming", 1) is None


def test_long_act_is_taken_back_before_the_file_is_let_go_of(person: Person) -> None:
    ends: list[str] = []

    def steps() -> Iterator[int]:
        try:
            yield from range(100_000_000)
        except GeneratorExit:
            ends.append("taken back")
            raise

    window = person.opened.window
    go_through(
        (one for one in steps()),
        M("Undoing"),
        words=person.opened.desk.words,
        parent=window,
        then=ends.append,
        failed=lambda trouble: ends.append(str(trouble)),
    )
    window.close()

    assert ends == ["taken back"]
