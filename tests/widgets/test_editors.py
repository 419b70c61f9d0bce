from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import M
from desktop.records import law
from desktop.records.fields import (
    Attachment,
    Choice,
    Clock,
    Code,
    Day,
    Field,
    Ground,
    Line,
    Link,
    Name,
    Names,
    Passage,
    SerialNumber,
    Symbol,
    Whole,
    YesNo,
)
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.editors import (
    Editor,
    LineEditor,
    PassageEditor,
    YesNoEditor,
    editor_for,
    suggest_entries,
)

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LABEL = M("Label")
GROUND = Ground(date(2026, 11, 24))
CATALOGUE = """
[[entry]]
code = "hd"
vi = "Hướng dẫn"
en = "Guidance"
cs = "Pokyn"
abbreviation = "HD"

[[entry]]
code = "contract"
vi = "Hợp đồng"
en = "Contract"
cs = "Smlouva"
abbreviation = "HĐ"
aliases = ["Giao kèo"]

[[entry]]
code = "old"
vi = "Hướng đạo"
en = "Scouting"
cs = "Skauting"
valid_to = 2020-01-01

[[entry]]
code = "qd"
vi = "Quyết định"
en = "Decision"
cs = "Rozhodnutí"
abbreviation = "QĐ"

[[entry]]
code = "note"
vi = "Hướng hỏng"
en = "Broken"
cs = "Vadný"
refused = true
"""

KINDS: tuple[Field, ...] = (
    Line(label=LABEL),
    Passage(label=LABEL),
    Symbol(label=LABEL),
    SerialNumber(label=LABEL),
    Whole(label=LABEL),
    Day(label=LABEL),
    Clock(label=LABEL),
    Choice(label=LABEL, catalogue="papers"),
    Name(label=LABEL, directory="bodies"),
    Names(label=LABEL, directory="units"),
    Code(label=LABEL, directory="series"),
    YesNo(label=LABEL),
    Link(label=LABEL, register="incoming"),
    Attachment(label=LABEL),
)
of_each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
of_text_kinds = pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if kind.editor != "yes_no"],
    ids=lambda kind: type(kind).__name__,
)


def suggest_units(typed: str) -> list[Suggestion]:
    return [Suggestion("Van phong")] if typed.startswith("va") else []


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "papers.toml").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(law, "LAW_FOLDER", tmp_path)
    caches = (law.catalogue, law._read)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@dataclass
class Form:
    """A window with one editor and a line to go to, and what the editor said."""

    qtbot: QtBot
    kind: Field
    suggest: Suggest | None = None
    ground: Ground = GROUND
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.editor = editor_for(
            self.kind, label="The label", ground=lambda: self.ground, suggest=self.suggest
        )
        self.contract: Editor = self.editor
        self.editor.edited.connect(lambda: self.said.append(self.editor.text()))
        self.editor.finished.connect(lambda: self.said.append("finished"))
        self.window = QWidget()
        self.window.resize(300, 400)
        lines = QFormLayout(self.window)
        lines.addRow(self.editor)
        self.next = QLineEdit()
        lines.addRow(self.next)
        self.qtbot.addWidget(self.window)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.editor.setFocus()
        self.qtbot.waitUntil(self.editor.hasFocus)

    def type(self, *keys: str | Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.editor, key)
            else:
                QTest.keyClick(self.editor, key, held)

    def compose(self, preedit: str) -> None:
        QApplication.sendEvent(self.editor, QInputMethodEvent(preedit, []))

    def commit(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.editor, event)

    def window_action(self, key: str) -> list[str]:
        done: list[str] = []
        action = QAction(self.window)
        action.setShortcut(key)
        action.triggered.connect(lambda: done.append(key))
        self.window.addAction(action)
        return done


# --- What all editors have in common -----------------------------------------------------------


@of_each_kind
def test_editor_is_named_for_whoever_hears_the_screen(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind)

    heard = QAccessible.queryAccessibleInterface(form.editor)
    assert heard.text(QAccessible.Text.Name) == "The label"


@of_each_kind
@pytest.mark.parametrize("enter", [Key.Key_Return, Key.Key_Enter])
def test_enter_moves_on_and_no_window_action_or_line_break_comes_of_it(
    qtbot: QtBot, kind: Field, enter: Qt.Key
) -> None:
    form = Form(qtbot, kind)
    form.type(enter)

    assert form.said == ["finished"]
    assert form.editor.text() == ""


@of_each_kind
def test_control_enter_goes_on_to_the_form(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind)
    done = form.window_action("Ctrl+Return")
    form.type(Key.Key_Return, held=Control)

    assert done == ["Ctrl+Return"]
    assert form.said == []


@of_each_kind
def test_control_enter_reaches_a_parent_that_knows_the_key_only(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind)
    keys: list[int] = []
    form.window.keyPressEvent = lambda event: keys.append(event.key())  # type: ignore[method-assign]
    form.type(Key.Key_Enter, held=Control)

    assert keys == [Key.Key_Control, Key.Key_Enter]


@of_text_kinds
def test_set_text_says_nothing_and_cannot_be_undone(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind)
    form.type("1")
    form.editor.set_text("2")
    form.type(Key.Key_Z, held=Control)

    assert form.editor.text() == "2"
    assert form.said == ["1"]


@of_text_kinds
def test_select_all_lets_typing_replace(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind)
    form.editor.set_text("old")
    form.editor.select_all()
    form.type("7")

    assert form.editor.text() == "7"
    assert form.said == ["7"]


@of_text_kinds
def test_composing_text_is_left_alone(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind, suggest_units)
    form.editor.set_text("1512 ")
    form.type(Key.Key_End)
    form.compose("thoong")
    form.type(Key.Key_Return, Key.Key_Enter)

    assert form.editor.has_preedit()
    assert (form.editor.text(), form.said) == ("1512 ", [])

    form.commit("thông")
    assert not form.editor.has_preedit()
    assert (form.editor.text(), form.said) == ("1512 thông", ["1512 thông"])


@of_text_kinds
def test_undo_is_the_editors_while_it_can_and_then_the_windows(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind)
    done = form.window_action("Ctrl+Z")
    form.type("9")

    form.type(Key.Key_Z, held=Control)
    assert (form.editor.text(), form.said, done) == ("", ["9", ""], [])

    form.type(Key.Key_Z, held=Control)
    assert (form.editor.text(), form.said, done) == ("", ["9", ""], ["Ctrl+Z"])


@of_text_kinds
def test_redo_follows_the_same_rule(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind)
    done = form.window_action("Ctrl+Shift+Z")
    form.type("9", Key.Key_Z, held=Control)

    form.type(Key.Key_Z, held=Control | Shift)
    assert (form.editor.text(), done) == ("9", [])

    form.type(Key.Key_Z, held=Control | Shift)
    assert (form.editor.text(), done) == ("9", ["Ctrl+Shift+Z"])


@of_text_kinds
def test_letters_of_a_vietnamese_keyboard_are_typed(qtbot: QtBot, kind: Field) -> None:
    form = Form(qtbot, kind, suggest_units)
    letter = QKeyEvent(QEvent.Type.KeyPress, ord("Ơ"), NONE, "ơ")
    QApplication.sendEvent(form.editor, letter)

    assert (form.editor.text(), form.said) == ("ơ", ["ơ"])


# --- Lines -------------------------------------------------------------------------------------


def test_numbers_stand_at_the_right(qtbot: QtBot) -> None:
    sides = {}
    for kind in (SerialNumber(label=LABEL), Line(label=LABEL)):
        editor = editor_for(kind, label="", ground=lambda: GROUND)
        qtbot.addWidget(editor)
        assert isinstance(editor, LineEditor)
        sides[kind.editor] = bool(editor.alignment() & Qt.AlignmentFlag.AlignRight)

    assert sides == {"number": True, "line": False}


def test_accepted_suggestion_is_edited_and_enter_moves_on(qtbot: QtBot) -> None:
    form = Form(qtbot, Name(label=LABEL, directory="bodies"), suggest_units)
    form.type("va", Key.Key_Return)

    assert form.said == ["v", "va", "Van phong", "finished"]


def test_several_names_are_completed_one_by_one(qtbot: QtBot) -> None:
    form = Form(qtbot, Names(label=LABEL, directory="units"), suggest_units)
    form.type("va", Key.Key_Tab, ";va", Key.Key_Return)

    assert form.editor.text() == "Van phong;Van phong"
    assert form.said[-1] == "finished"


def test_set_text_closes_the_list(qtbot: QtBot) -> None:
    form = Form(qtbot, Name(label=LABEL, directory="bodies"), suggest_units)
    form.type("va")
    form.editor.set_text("next record")

    assert isinstance(form.editor, LineEditor)
    assert form.editor.chooser is not None
    assert not form.editor.chooser.is_open()


# --- Days and times ----------------------------------------------------------------------------


def test_day_is_shown_in_full_when_finished(qtbot: QtBot) -> None:
    form = Form(qtbot, Day(label=LABEL))
    form.type("1512", Key.Key_Return)

    assert form.editor.text() == "15/12/2026"
    assert form.said[-2:] == ["15/12/2026", "finished"]


def test_day_is_shown_in_full_when_left_and_undo_brings_the_typing_back(qtbot: QtBot) -> None:
    form = Form(qtbot, Day(label=LABEL))
    form.type("1512", Key.Key_Tab)
    assert form.next.hasFocus()
    assert (form.editor.text(), form.said[-1]) == ("15/12/2026", "15/12/2026")

    form.editor.setFocus()
    form.type(Key.Key_Z, held=Control)
    assert form.editor.text() == "1512"


@pytest.mark.parametrize("typed", ["3113", "soon", ""])
def test_unreadable_day_is_left_as_typed(qtbot: QtBot, typed: str) -> None:
    form = Form(qtbot, Day(label=LABEL))
    form.type(typed, Key.Key_Return, Key.Key_Tab)

    assert form.editor.text() == typed


def test_day_is_left_alone_while_another_window_is_looked_at(qtbot: QtBot) -> None:
    form = Form(qtbot, Day(label=LABEL))
    form.type("1512")
    other = QLineEdit()
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert form.editor.text() == "1512"

    form.window.activateWindow()
    qtbot.waitUntil(form.editor.hasFocus)
    form.type("25", Key.Key_Return)
    assert form.editor.text() == "15/12/2025"


def test_arrows_move_a_day(qtbot: QtBot) -> None:
    form = Form(qtbot, Day(label=LABEL))
    form.type("3112", Key.Key_Up)
    assert form.editor.text() == "01/01/2027"

    form.type(Key.Key_Down, Key.Key_Down)
    assert form.editor.text() == "30/12/2026"
    assert form.said[-3:] == ["01/01/2027", "31/12/2026", "30/12/2026"]


def test_arrow_in_an_empty_day_is_today_and_leaves_the_unreadable_alone(qtbot: QtBot) -> None:
    form = Form(qtbot, Day(label=LABEL))
    form.type(Key.Key_Up)
    assert form.editor.text() == "24/11/2026"

    form.editor.set_text("soon")
    form.type(Key.Key_Up)
    assert form.editor.text() == "soon"


@pytest.mark.parametrize(
    ("last", "key"), [("31/12/9999", Key.Key_Up), ("01/01/0001", Key.Key_Down)]
)
def test_arrow_stops_at_the_end_of_the_calendar(qtbot: QtBot, last: str, key: Qt.Key) -> None:
    form = Form(qtbot, Day(label=LABEL))
    form.editor.set_text(last)
    form.type(key)

    assert form.editor.text() == last


def test_clock_is_shown_in_full(qtbot: QtBot) -> None:
    form = Form(qtbot, Clock(label=LABEL))
    form.type("8h30", Key.Key_Return)

    assert form.editor.text() == "08:30"


# --- Choices -----------------------------------------------------------------------------------

PAPERS = Choice(label=LABEL, catalogue="papers")


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("h", ["Hướng dẫn", "Hợp đồng", "Hướng đạo"]),
        ("hd", ["Hướng dẫn", "Hợp đồng"]),
        ("HĐ", ["Hợp đồng", "Hướng dẫn"]),
        ("huong d", ["Hướng dẫn", "Hướng đạo"]),
        ("dinh", ["Quyết định"]),
        ("q d", ["Quyết định"]),
        ("giao k", ["Hợp đồng"]),
        ("dec", ["Quyết định"]),
        ("broken", []),
        ("?", []),
        ("", ["Hướng dẫn", "Hợp đồng", "Quyết định", "Hướng đạo"]),
    ],
)
def test_entries_are_offered_the_best_first(typed: str, offers: list[str]) -> None:
    suggest = suggest_entries(PAPERS, lambda: GROUND)

    assert [offer.text for offer in suggest(typed)] == offers


def test_entries_are_named_in_the_grounds_language_with_their_abbreviation() -> None:
    suggest = suggest_entries(PAPERS, lambda: Ground(GROUND.today, "en"))

    assert suggest("qd") == [Suggestion("Decision", "QĐ")]


def test_choice_takes_letters_without_marks_and_enter(qtbot: QtBot) -> None:
    form = Form(qtbot, PAPERS)
    form.type("qu", Key.Key_Return)

    assert form.said == ["q", "qu", "Quyết định", "finished"]


def test_choice_takes_an_exact_abbreviation_as_it_is_written(qtbot: QtBot) -> None:
    form = Form(qtbot, PAPERS)
    form.commit("HĐ")
    form.type(Key.Key_Escape, Key.Key_Return)

    assert form.editor.text() == "Hợp đồng"
    assert form.said[-1] == "finished"
    assert isinstance(form.editor, LineEditor)
    assert form.editor.chooser is not None
    assert not form.editor.chooser.is_open()


def test_down_opens_the_whole_catalogue(qtbot: QtBot) -> None:
    form = Form(qtbot, PAPERS)
    form.type(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return)

    assert form.editor.text() == "Quyết định"


def test_unknown_choice_is_left_as_typed(qtbot: QtBot) -> None:
    form = Form(qtbot, PAPERS)
    form.type("xyz", Key.Key_Return)

    assert form.editor.text() == "xyz"


# --- Passages ----------------------------------------------------------------------------------


def passage(qtbot: QtBot) -> tuple[Form, PassageEditor]:
    form = Form(qtbot, Passage(label=LABEL))
    assert isinstance(form.editor, PassageEditor)
    return form, form.editor


def test_shift_enter_breaks_the_line_and_tab_goes_on(qtbot: QtBot) -> None:
    form, editor = passage(qtbot)
    form.type("one")
    form.type(Key.Key_Return, held=Shift)
    form.type("two")
    assert editor.text() == "one\ntwo"
    assert "finished" not in form.said

    form.type(Key.Key_Tab)
    assert form.next.hasFocus()
    assert editor.text() == "one\ntwo"


def test_passage_grows_from_two_lines_to_five(qtbot: QtBot) -> None:
    _, editor = passage(qtbot)
    line = editor.fontMetrics().lineSpacing()
    two = editor.height()
    grown = []
    for lines in (1, 2, 3, 5, 6, 40, 1):
        editor.set_text("\n".join(["x"] * lines))
        bar = editor.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        grown.append(((editor.height() - two) // line, bar))

    assert grown == [
        (0, False),
        (0, False),
        (1, False),
        (3, False),
        (3, True),
        (3, True),
        (0, False),
    ]


def test_passage_grows_with_wrapped_lines_a_narrow_window_and_large_letters(qtbot: QtBot) -> None:
    form, editor = passage(qtbot)
    editor.set_text("word " * 20)
    wide = editor.height()

    form.window.resize(150, 400)
    qtbot.waitUntil(lambda: editor.height() > wide)

    narrow = editor.height()
    font = editor.font()
    font.setPointSize(2 * font.pointSize())
    editor.setFont(font)
    qtbot.waitUntil(lambda: editor.height() > narrow)


# --- Yes and no --------------------------------------------------------------------------------


def box(qtbot: QtBot, language: str = "vi") -> tuple[Form, YesNoEditor]:
    form = Form(qtbot, YesNo(label=LABEL), ground=Ground(GROUND.today, language))
    assert isinstance(form.editor, YesNoEditor)
    return form, form.editor


def test_space_ticks_the_box(qtbot: QtBot) -> None:
    form, editor = box(qtbot)
    form.type(Key.Key_Space, Key.Key_Space)

    assert form.said == ["Có", "Không"]
    assert not editor.has_preedit()


@pytest.mark.parametrize(
    ("text", "ticked"), [("Có", True), ("Yes", True), ("x", True), ("Không", False), ("?", False)]
)
def test_text_of_a_box_is_kept_as_it_was_set(qtbot: QtBot, text: str, ticked: bool) -> None:
    form, editor = box(qtbot, "en")
    editor.set_text(text)

    assert (editor.text(), editor.isChecked(), form.said) == (text, ticked, [])


def test_focus_of_a_box_is_drawn_when_enter_led_to_it(qtbot: QtBot) -> None:
    form, editor = box(qtbot)
    form.next.setFocus()
    without = editor.grab().toImage()
    editor.setFocus()

    assert editor.grab().toImage() != without
