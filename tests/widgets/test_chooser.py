from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.folding import fold
from desktop.widgets.chooser import Chooser, Suggestion

Key = Qt.Key

KINDS = (
    Suggestion("Thông báo", "TB"),
    Suggestion("Thông cáo", "TC"),
    Suggestion("Thông tư", "TT"),
    Suggestion("Đơn"),
)


def beginning_with(typed: str) -> Sequence[Suggestion]:
    return [offer for offer in KINDS if fold(offer.text).startswith(fold(typed))]


class Form:
    """A window with a field that completes, and another one to go to."""

    def __init__(self, qtbot: QtBot, *, several: bool = False) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.window.resize(400, 300)
        self.field, self.next = QLineEdit(), QLineEdit()
        lines = QVBoxLayout(self.window)
        lines.addWidget(self.field)
        lines.addWidget(self.next)
        lines.addStretch()
        self.chooser = Chooser(self.field, beginning_with, several=several)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)

    def type(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.field, key)
            else:
                QTest.keyClick(self.field, key)

    def compose(self, preedit: str) -> None:
        QApplication.sendEvent(self.field, QInputMethodEvent(preedit, []))

    def commit(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.field, event)

    def click(self, row: int) -> None:
        popup = self.chooser.popup
        place = popup.visualItemRect(popup.item(row)).center()
        QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def sight(self) -> tuple[str, bool, str | None]:
        """The text, whether the list is open, and what is highlighted in it."""
        return self.field.text(), self.chooser.is_open(), self.chooser.popup.highlighted()


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return Form(qtbot)


@pytest.fixture
def names(qtbot: QtBot) -> Form:
    return Form(qtbot, several=True)


def test_typing_offers_and_inserts_nothing(form: Form) -> None:
    form.type("tho")

    assert form.sight() == ("tho", True, "Thông báo")
    assert form.chooser.popup.texts() == ["Thông báo", "Thông cáo", "Thông tư"]
    assert form.field.hasFocus()


@pytest.mark.parametrize("enter", [Key.Key_Return, Key.Key_Enter])
def test_two_letters_and_enter_accept_the_first(form: Form, enter: Qt.Key) -> None:
    with form.qtbot.waitSignals([form.chooser.accepted, form.field.returnPressed]):
        form.type("th", enter)

    assert form.sight() == ("Thông báo", False, None)


def test_arrows_move_the_highlight_and_above_the_list_the_typed_text_stands(form: Form) -> None:
    form.type("th", Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert form.sight() == ("th", True, "Thông tư")

    form.type(Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert form.sight() == ("th", True, None)

    form.type(Key.Key_Enter)
    assert form.sight() == ("th", False, None)


def test_tab_accepts_and_goes_on(form: Form) -> None:
    form.type("th", Key.Key_Down, Key.Key_Tab)

    assert form.sight() == ("Thông cáo", False, None)
    assert form.next.hasFocus()


def test_click_accepts_and_leaves_the_focus(form: Form) -> None:
    form.type("th")
    form.click(2)

    assert form.sight() == ("Thông tư", False, None)
    assert form.field.hasFocus()


def test_escape_keeps_the_typed_text_for_enter(form: Form) -> None:
    form.type("th", Key.Key_Escape)
    assert form.sight() == ("th", False, None)

    form.type(Key.Key_Return)
    assert form.sight() == ("th", False, None)


def test_escape_and_enter_are_the_windows_only_while_the_list_is_closed(form: Form) -> None:
    pressed: list[str] = []
    for key in ("Esc", "Return"):
        action = QAction(form.window)
        action.setShortcut(key)
        action.triggered.connect(lambda _, key=key: pressed.append(key))
        form.window.addAction(action)

    form.type("th", Key.Key_Return)
    form.field.clear()
    form.type("th", Key.Key_Escape)
    assert pressed == []

    form.type(Key.Key_Escape, Key.Key_Return)
    assert pressed == ["Esc", "Return"]


def test_control_enter_accepts_nothing_and_reaches_the_window(form: Form) -> None:
    saved: list[str] = []
    action = QAction(form.window)
    action.setShortcut("Ctrl+Return")
    action.triggered.connect(lambda: saved.append(form.field.text()))
    form.window.addAction(action)

    form.type("th")
    QTest.keyClick(form.field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert saved == ["th"]
    assert form.sight() == ("th", False, None)


def test_text_equal_to_an_offer_highlights_nothing(qtbot: QtBot) -> None:
    form = Form(qtbot)
    form.commit("Đơn")
    assert form.sight() == ("Đơn", False, None)

    form.field.clear()
    form.commit("thông tư")
    assert form.sight() == ("thông tư", True, "Thông tư")


def test_down_on_an_empty_field_opens_the_whole_list(form: Form) -> None:
    form.type(Key.Key_Down)
    assert form.sight() == ("", True, None)
    assert form.chooser.popup.texts() == [offer.text for offer in KINDS]

    form.type(Key.Key_Down, Key.Key_Return)
    assert form.sight() == ("Thông báo", False, None)


def test_no_offers_and_emptied_field_close_the_list(form: Form) -> None:
    form.type("th", "x")
    assert form.sight() == ("thx", False, None)

    form.type(Key.Key_Backspace)
    assert form.sight() == ("th", True, "Thông báo")

    form.type(Key.Key_Backspace, Key.Key_Backspace)
    assert form.sight() == ("", False, None)


def test_text_set_by_the_program_offers_nothing(form: Form) -> None:
    form.field.setText("th")

    assert form.sight() == ("th", False, None)


def test_list_closes_when_the_field_is_left_or_the_window_clicked(form: Form) -> None:
    form.type("th")
    form.next.setFocus()
    assert form.sight() == ("th", False, None)

    form.field.setFocus()
    form.type("o")
    corner = form.window.rect().bottomRight()
    QTest.mouseClick(form.window, Qt.MouseButton.LeftButton, pos=corner)
    assert form.sight() == ("tho", False, None)


def test_undo_brings_back_what_was_typed(form: Form) -> None:
    form.type("th", Key.Key_Return)
    form.field.undo()

    assert form.field.text() == "th"


def test_list_stands_above_a_field_at_the_bottom(form: Form) -> None:
    form.type("th")
    assert form.chooser.popup.geometry().top() == form.field.geometry().bottom() + 1

    form.field.move(form.field.x(), form.window.height() - form.field.height())
    assert form.chooser.popup.geometry().bottom() == form.field.geometry().top() - 1


def test_open_list_goes_with_its_field(form: Form) -> None:
    form.type("th")
    with form.qtbot.waitSignal(form.chooser.popup.destroyed):
        form.field.deleteLater()


# --- An input method composes ------------------------------------------------------------------


def test_composing_text_is_left_alone(form: Form) -> None:
    for preedit in ("t", "th", "tho", "thô", "thôn", "thông"):
        form.compose(preedit)
        assert form.sight() == ("", False, None)
        assert form.field.cursorPosition() == 0

    form.commit("thông")
    assert form.field.text() == "thông"
    assert form.field.cursorPosition() == 5
    assert form.chooser.popup.texts() == ["Thông báo", "Thông cáo", "Thông tư"]


@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Enter, Key.Key_Escape, Key.Key_Up, Key.Key_Down]
)
def test_keys_during_composition_belong_to_the_input_method(form: Form, key: Qt.Key) -> None:
    form.type("th")
    form.compose("oong")
    form.type(key)

    assert form.sight() == ("th", True, "Thông báo")
    assert form.field.hasFocus()

    form.commit("ông")
    assert form.field.text() == "thông"


def test_enter_in_one_breath_with_the_commit_accepts_nothing_unseen(form: Form) -> None:
    form.compose("thoong")
    form.commit("thông")
    form.type(Key.Key_Return)

    assert form.sight() == ("thông", False, None)


def test_offer_is_highlighted_soon_after_the_commit(form: Form) -> None:
    form.compose("thoong")
    form.commit("thông")
    assert form.sight() == ("thông", True, None)

    form.qtbot.waitUntil(lambda: form.sight() == ("thông", True, "Thông báo"))
    form.type(Key.Key_Return)
    assert form.sight() == ("Thông báo", False, None)


def test_offer_seen_before_the_commit_stays_highlighted(form: Form) -> None:
    form.type("th")
    form.compose("oong")
    form.commit("ông")
    assert form.sight() == ("thông", True, "Thông báo")

    form.type(Key.Key_Return)
    assert form.sight() == ("Thông báo", False, None)


def test_letters_committed_without_composing_count_as_typed(form: Form) -> None:
    form.commit("t")
    form.commit("h")

    assert form.sight() == ("th", True, "Thông báo")


def test_given_up_composition_offers_nothing_new(form: Form) -> None:
    form.type("th")
    form.compose("oo")
    form.compose("")

    assert form.sight() == ("th", True, "Thông báo")
    form.type(Key.Key_Return)
    assert form.sight() == ("Thông báo", False, None)


def test_click_while_composing_leaves_the_syllable_alone(form: Form) -> None:
    form.type("th")
    form.compose("oong")
    form.click(1)
    assert form.field.text() == "th"

    form.commit("ông")
    assert form.field.text() == "thông"


# --- Several names -----------------------------------------------------------------------------


def test_only_the_part_at_the_cursor_is_completed(names: Form) -> None:
    names.field.setText("Đơn; x; Khác")
    names.field.setCursorPosition(5)
    names.type(Key.Key_Delete, "thong t", Key.Key_Return)

    assert names.sight() == ("Đơn; Thông tư; Khác", False, None)
    assert names.field.cursorPosition() == len("Đơn; Thông tư")


def test_tab_stays_for_the_next_name_and_then_goes_on(names: Form) -> None:
    names.type("th", Key.Key_Tab, "; d", Key.Key_Tab)
    assert names.sight() == ("Thông báo; Đơn", False, None)
    assert names.field.hasFocus()

    names.type(Key.Key_Tab)
    assert names.next.hasFocus()


def test_name_after_a_semicolon_is_new(names: Form) -> None:
    names.type("Thx;")
    assert names.sight() == ("Thx;", False, None)

    names.type(" th")
    assert names.sight() == ("Thx; th", True, "Thông báo")
