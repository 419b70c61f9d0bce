import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import Words
from desktop.widgets.notice import Kind, Notice, announce


class Page:
    """A window with a notice above a line that has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(300, 200)
        self.notice, self.line = Notice(Words("en")), QLineEdit()
        lines = QVBoxLayout(self.window)
        lines.addWidget(self.notice)
        lines.addWidget(self.line)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.line.setFocus()
        qtbot.waitUntil(self.line.hasFocus)

    def words(self) -> list[str]:
        """All words of the notice that are in sight, from left to right."""
        parts: list[QLabel | QAbstractButton] = [
            *self.notice.findChildren(QLabel),
            *self.notice.findChildren(QAbstractButton),
        ]
        parts.sort(key=lambda part: part.x())
        return [part.text() for part in parts if part.isVisible()]

    def button(self, word: str) -> QAbstractButton:
        buttons = self.notice.findChildren(QAbstractButton)
        return next(button for button in buttons if button.text() == word)

    def click(self, word: str) -> None:
        QTest.mouseClick(self.button(word), Qt.MouseButton.LeftButton)

    def timer(self) -> QTimer:
        return self.notice.findChildren(QTimer)[0]


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


def test_notice_is_out_of_sight_until_there_is_something_to_say(page: Page) -> None:
    assert page.notice.isHidden()
    assert page.notice.text() == ""


@pytest.mark.parametrize(
    ("kind", "mark", "heard"),
    [
        ("done", "✓ Done", "Done: Saved."),
        ("warning", "! Warning", "Warning: Saved."),
        ("trouble", "✕ Trouble", "Trouble: Saved."),
    ],
)
def test_kinds_differ_by_a_mark_and_a_word(page: Page, kind: Kind, mark: str, heard: str) -> None:
    page.notice.show_message("Saved.", kind)

    assert page.words() == [mark, "Saved.", "Close"]
    interface = QAccessible.queryAccessibleInterface(page.notice)
    assert interface.text(QAccessible.Text.Name) == heard


def test_showing_leaves_the_focus_where_it_is(page: Page) -> None:
    page.notice.show_message("Saved.", "done", ("Undo", lambda: None))
    announce(page.notice, "Saved.")

    assert page.line.hasFocus()


def test_action_clears_before_it_acts_and_may_speak_itself(qtbot: QtBot, page: Page) -> None:
    def undo() -> None:
        page.notice.show_message("Taken back.", "done")

    page.notice.show_message("Saved.", "done", ("Undo", undo))
    assert page.words() == ["✓ Done", "Saved.", "Undo", "Close"]

    with qtbot.waitSignal(page.notice.cleared):
        page.click("Undo")
    assert page.words() == ["✓ Done", "Taken back.", "Close"]
    assert page.line.hasFocus()


def test_action_can_be_reached_and_done_by_keys(page: Page) -> None:
    done: list[str] = []
    page.notice.show_message("Saved.", "done", ("Undo", lambda: done.append("undone")))
    QTest.keyClick(page.line, Qt.Key.Key_Tab)
    assert page.button("Undo").hasFocus()

    QTest.keyClick(page.button("Undo"), Qt.Key.Key_Space)
    assert done == ["undone"]
    assert page.notice.isHidden()
    assert page.line.hasFocus()


def test_close_takes_it_away(qtbot: QtBot, page: Page) -> None:
    page.notice.show_message("The disk is full.", "trouble")
    with qtbot.waitSignal(page.notice.cleared):
        page.click("Close")

    assert page.notice.isHidden()
    assert page.notice.text() == ""


@pytest.mark.parametrize(
    ("kind", "leaves"), [("done", True), ("warning", False), ("trouble", False)]
)
def test_only_what_is_done_leaves_by_itself(page: Page, kind: Kind, leaves: bool) -> None:
    page.notice.show_message("First.", "done")
    page.notice.show_message("Then.", kind)

    assert page.timer().isActive() == leaves


def test_time_takes_what_is_done_away(qtbot: QtBot, page: Page) -> None:
    page.timer().setInterval(1)
    with qtbot.waitSignal(page.notice.cleared):
        page.notice.show_message("Saved.", "done")

    assert page.notice.isHidden()


def test_time_takes_no_button_away_from_whoever_is_at_it(qtbot: QtBot, page: Page) -> None:
    page.timer().setInterval(1)
    page.notice.show_message("Saved.", "done", ("Undo", lambda: None))
    page.button("Undo").setFocus()
    with qtbot.waitSignals([page.timer().timeout, page.timer().timeout]):
        assert page.timer().isActive()

    assert page.notice.text() == "Saved."


def test_message_is_plain_text_and_wraps(page: Page) -> None:
    page.notice.show_message("<b>A</b>", "done")
    low = page.notice.heightForWidth(300)
    assert page.notice.text() == "<b>A</b>"

    page.notice.show_message("many words " * 20, "done")
    assert page.notice.heightForWidth(300) > 2 * low


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_offer_is_taken_by_keys_and_the_keyboard_is_given_back(page: Page, key: Qt.Key) -> None:
    done = []
    page.notice.show_message("Moved.", "done", ("Undo", lambda: done.append("undone")))
    page.button("Undo").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.button("Undo"), key)
    assert done == ["undone"]
    assert page.line.hasFocus()
