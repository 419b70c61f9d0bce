"""Continuations below the cursor: real keys and input method events, and nothing put in unasked."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.continuer import Continuation, Continuer, Tell
from desktop.widgets.editors import PassageEditor

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Words:
    text: str
    over: int = 0


class Form:
    """A window with a passage that may go on, and a field to go to."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.asked: list[tuple[str, Tell]] = []
        self.said: list[str] = []
        self.window = QWidget()
        self.window.resize(400, 300)
        self.editor, self.next = PassageEditor("Abstract"), QLineEdit()
        self.editor.continue_with(lambda typed, tell: self.asked.append((typed, tell)))
        lines = QVBoxLayout(self.window)
        lines.addWidget(self.editor)
        lines.addWidget(self.next)
        lines.addStretch()
        self.editor.finished.connect(lambda: self.said.append("finished"))
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.editor.setFocus()
        qtbot.waitUntil(self.editor.hasFocus)

    @property
    def continuer(self) -> Continuer:
        assert self.editor.continuer is not None
        return self.editor.continuer

    def type(self, *keys: str | Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.editor, key)
            else:
                QTest.keyClick(self.editor, key, held)

    def compose(self, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.editor, event)

    def pause(self) -> None:
        """Wait until what is typed so far is asked about."""
        typed = self.editor.text()
        self.qtbot.waitUntil(lambda: [text for text, _ in self.asked][-1:] == [typed])

    def stop_waiting(self) -> None:
        """Let the pause be over, if there is one."""
        self.continuer._pause.setInterval(0)
        self.qtbot.waitUntil(lambda: not self.continuer._pause.isActive())

    def offer(self, *offers: Continuation) -> None:
        """Answer the newest question."""
        self.asked[-1][1](offers)

    def see(self, typed: str, *offers: Continuation) -> None:
        """Type, pause, and be offered something."""
        self.type(typed)
        self.pause()
        self.offer(*offers)

    def window_action(self, key: str) -> list[str]:
        done: list[str] = []
        action = QAction(self.window)
        action.setShortcut(key)
        action.triggered.connect(lambda: done.append(key))
        self.window.addAction(action)
        return done

    def sight(self) -> tuple[str, bool, str | None]:
        """The text, whether the list is open, and what is chosen in it."""
        return self.editor.text(), self.continuer.is_open(), self.continuer.popup.highlighted()


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return Form(qtbot)


PLAN, REPORT = Words("hoach thanh tra", over=2), Words("ho so")


def test_pause_at_the_end_of_the_text_offers_and_chooses_nothing(form: Form) -> None:
    form.see("ke ho", PLAN, REPORT)

    assert form.sight() == ("ke ho", True, None)
    assert form.continuer.popup.texts() == ["hoach thanh tra", "ho so"]
    assert form.editor.hasFocus()


def test_one_question_is_asked_for_letters_typed_in_one_go(form: Form) -> None:
    form.type("ke ho")
    form.pause()

    assert [typed for typed, _ in form.asked] == ["ke ho"]


@pytest.mark.parametrize("enter", [Key.Key_Return, Key.Key_Enter])
def test_enter_goes_on_where_nothing_is_chosen(form: Form, enter: Qt.Key) -> None:
    form.see("ke ho", PLAN)
    form.type(enter)

    assert (form.editor.text(), form.said) == ("ke ho", ["finished"])


@pytest.mark.parametrize("enter", [Key.Key_Return, Key.Key_Enter])
def test_enter_accepts_what_is_chosen_and_the_next_enter_goes_on(form: Form, enter: Qt.Key) -> None:
    form.see("ke ho", REPORT, PLAN)
    with form.qtbot.waitSignals([form.continuer.accepted, form.editor.edited]):
        form.type(Key.Key_Down, Key.Key_Down, enter)
    assert (form.sight(), form.said) == (("ke hoach thanh tra", False, None), [])
    assert form.editor.textCursor().atEnd()

    form.type(enter)
    assert (form.editor.text(), form.said) == ("ke hoach thanh tra", ["finished"])


def test_accepted_text_may_go_on_again(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down, Key.Key_Return)
    form.pause()
    form.offer(Words(" nam 2026"))
    form.type(Key.Key_Down, Key.Key_Return)

    assert form.editor.text() == "ke hoach thanh tra nam 2026"


def test_tab_accepts_what_is_chosen_and_goes_on(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down, Key.Key_Tab)

    assert form.sight() == ("ke hoach thanh tra", False, None)
    assert form.next.hasFocus()


def test_tab_goes_on_where_nothing_is_chosen(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.type(Key.Key_Tab)

    assert form.sight() == ("ke ho", False, None)
    assert form.next.hasFocus()


def test_up_leaves_the_list_and_then_moves_the_cursor(form: Form) -> None:
    form.type("one")
    form.type(Key.Key_Return, held=Shift)
    form.see("ho", PLAN)
    form.type(Key.Key_Down, Key.Key_Up)
    assert form.sight() == ("one\nho", True, None)

    form.type(Key.Key_Up)
    assert form.sight() == ("one\nho", False, None)
    assert form.editor.textCursor().blockNumber() == 0


def test_escape_closes_the_list_before_it_is_the_windows(form: Form) -> None:
    done = form.window_action("Esc")
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down, Key.Key_Escape)
    assert (form.sight(), done) == (("ke ho", False, None), [])

    form.type(Key.Key_Escape)
    assert done == ["Esc"]


def test_control_enter_accepts_nothing_and_reaches_the_window(form: Form) -> None:
    done = form.window_action("Ctrl+Return")
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down)
    form.type(Key.Key_Return, held=Control)

    assert (form.sight(), done) == (("ke ho", False, None), ["Ctrl+Return"])


def test_click_accepts_and_leaves_the_focus(form: Form) -> None:
    form.see("ke ho", REPORT, PLAN)
    popup = form.continuer.popup
    place = popup.visualItemRect(popup.item(1)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert form.sight() == ("ke hoach thanh tra", False, None)
    assert form.editor.hasFocus()


def test_undo_takes_back_what_was_accepted_and_nothing_else(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down, Key.Key_Return)
    form.type(Key.Key_Z, held=Control)
    assert form.editor.text() == "ke ho"

    form.type(Key.Key_Z, held=Control | Shift)
    assert form.editor.text() == "ke hoach thanh tra"


def test_letters_are_counted_as_a_person_counts_them(form: Form) -> None:
    form.compose("", commit="\N{PAGE FACING UP} \N{PAGE FACING UP}ho")
    form.pause()
    form.offer(Words("hoach", over=2))
    form.type(Key.Key_Down, Key.Key_Return)

    assert form.editor.text() == "\N{PAGE FACING UP} \N{PAGE FACING UP}hoach"


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_Home])
def test_moving_the_cursor_closes_the_list_and_an_answer_then_is_too_late(
    form: Form, key: Qt.Key
) -> None:
    form.see("ke ho", PLAN)
    form.type(key)
    assert form.sight() == ("ke ho", False, None)

    form.offer(PLAN)
    assert form.sight() == ("ke ho", False, None)


def test_typing_in_the_middle_or_over_a_selection_asks_nothing(form: Form) -> None:
    form.type("ke ho", Key.Key_Home, "x")
    form.stop_waiting()

    assert form.asked == []


@pytest.mark.parametrize("key", ["a", Key.Key_Backspace])
def test_answer_to_a_text_that_was_typed_on_is_not_shown(form: Form, key: str | Qt.Key) -> None:
    form.type("ke ho")
    form.pause()
    form.type(key)
    form.offer(PLAN)
    assert not form.continuer.is_open()

    form.pause()
    form.offer()
    assert not form.continuer.is_open()


def test_typing_closes_the_list_at_once(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down, "a")

    assert form.sight() == ("ke hoa", False, None)


def test_text_set_by_the_program_closes_the_list_and_asks_nothing(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.editor.set_text("next record")
    form.offer(PLAN)

    assert form.sight() == ("next record", False, None)
    assert [typed for typed, _ in form.asked] == ["ke ho"]


def test_list_closes_when_the_field_is_left_and_no_late_answer_opens_it(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.next.setFocus()
    assert form.sight() == ("ke ho", False, None)

    form.offer(PLAN)
    assert form.sight() == ("ke ho", False, None)


def test_list_stands_below_the_line_of_the_cursor(form: Form) -> None:
    form.see("ke ho", PLAN)
    line = form.editor.cursorRect()
    bottom = form.editor.viewport().mapTo(form.window, line.bottomLeft()).y()

    place = form.continuer.popup.geometry()
    assert (place.left(), place.top()) == (form.editor.x(), bottom + 1)


def test_open_list_goes_with_its_field(form: Form) -> None:
    form.see("ke ho", PLAN)
    gone: list[bool] = []
    form.continuer.popup.destroyed.connect(lambda: gone.append(True))
    form.editor.deleteLater()
    form.qtbot.waitUntil(lambda: gone == [True])


# --- An input method composes ------------------------------------------------------------------


def test_nothing_is_asked_or_shown_while_a_syllable_is_composed(form: Form) -> None:
    form.type("ke ho")
    form.pause()
    form.compose("oach")
    form.offer(PLAN)

    assert form.sight() == ("ke ho", False, None)
    assert form.editor.has_preedit()


@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Enter, Key.Key_Escape, Key.Key_Up, Key.Key_Down, Key.Key_Tab]
)
def test_composing_closes_the_list_so_that_no_key_accepts(form: Form, key: Qt.Key) -> None:
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down)
    form.compose("a")
    form.type(key)

    assert form.sight() == ("ke ho", False, None)
    assert form.said == []


def test_enter_in_one_breath_with_the_commit_accepts_nothing(form: Form) -> None:
    form.see("ke ho", PLAN)
    form.type(Key.Key_Down)
    form.compose("oach")
    form.compose("", commit="oạch")
    form.type(Key.Key_Return)

    assert (form.sight(), form.said) == (("ke hooạch", False, None), ["finished"])


def test_committed_syllable_is_asked_about_and_given_up_one_is_not(form: Form) -> None:
    form.compose("kees")
    form.compose("", commit="kế")
    form.pause()
    form.compose("h")
    form.compose("")
    form.stop_waiting()

    assert [typed for typed, _ in form.asked] == ["kế"]


# --- Whatever is typed -------------------------------------------------------------------------

_LETTERS = st.text("aoe kh", min_size=1, max_size=4).map(lambda text: ("type", text))
_COMMITS = st.sampled_from(["ế", "hoạch", "đ"]).map(lambda text: ("commit", text))
_COMPOSED = st.sampled_from(["h", "hoa", ""]).map(lambda text: ("compose", text))
_KEYS = st.sampled_from(["Down", "Up", "Esc", "Enter", "answer", "click away"]).map(
    lambda key: ("press", key)
)
_STEPS = st.lists(st.one_of(_LETTERS, _COMMITS, _COMPOSED, _KEYS), max_size=14)


class Typist:
    """Does what comes, but never presses Enter on a chosen continuation."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._composing = False
        self.typed = ""

    def does(self, what: str, detail: str) -> None:
        getattr(self, f"_{what}")(detail)

    def _type(self, text: str) -> None:
        if not self._composing:
            self._form.type(text)
            self.typed += text

    def _commit(self, text: str) -> None:
        self._form.compose("", commit=text)
        self._composing = False
        self.typed += text

    def _compose(self, preedit: str) -> None:
        self._form.compose(preedit)
        self._composing = bool(preedit)

    def _press(self, key: str) -> None:
        if key == "answer":
            self._answer()
        elif key == "Enter":
            if self._form.continuer.popup.highlighted() is None:
                self._form.type(Key.Key_Return)
        elif key == "click away":
            self._form.next.setFocus()
            self._form.editor.setFocus()
            self._form.editor.moveCursor(QTextCursor.MoveOperation.End)
            self._composing = False
        else:
            self._form.type(getattr(Key, {"Esc": "Key_Escape"}.get(key, f"Key_{key}")))
            self._form.editor.moveCursor(QTextCursor.MoveOperation.End)

    def _answer(self) -> None:
        """The pause is over, and the answer comes: to this text, or to an older one."""
        self._form.continuer._pause.stop()
        self._form.continuer._ask_now()
        for _, tell in self._form.asked[-2:]:
            tell(offers_after(self.typed))


def offers_after(typed: str) -> Sequence[Words]:
    return [Words("hoạch thanh tra", over=min(2, len(typed))), Words(" năm 2026")]


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_STEPS)
def test_text_is_exactly_what_was_typed_where_nothing_was_accepted(
    form: Form, steps: list[tuple[str, str]]
) -> None:
    form.editor.setFocus()
    form.compose("")
    form.editor.set_text("")
    form.asked.clear()
    person = Typist(form)
    for what, detail in steps:
        person.does(what, detail)
        assert form.editor.text() == person.typed
