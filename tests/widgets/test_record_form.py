"""The form: Enter goes through the fields, problems stand at theirs, composed text is let be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.folding import fold
from desktop.language.words import M, Words
from desktop.records.drafts import Draft
from desktop.records.fields import Choice, Day, Ground, Line, Name, Names, Passage, YesNo
from desktop.records.record import Problem, fields_of
from desktop.records.views import FormSection
from desktop.widgets.chooser import Suggestion
from desktop.widgets.editors import PassageEditor, YesNoEditor
from desktop.widgets.record_form import RecordForm

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KNOWN = ("Sở Nội vụ", "Sở Tài chính", "Văn phòng")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A record whose form has a field of every shape."""

    kind: ClassVar = "paper"

    id: int | None = None
    subject: Annotated[str, Passage(label=M("Subject"), required=True)]
    author: Annotated[str, Name(label=M("Author"), directory="bodies", required=True)]
    symbol: Annotated[str | None, Line(label=M("Symbol"))] = None
    day: Annotated[date | None, Day(label=M("Day"))] = None
    urgency: Annotated[str | None, Choice(label=M("Urgency"), catalogue="urgency")] = None
    receivers: Annotated[
        tuple[str, ...] | None, Names(label=M("Receivers"), directory="bodies")
    ] = None
    answered: Annotated[bool | None, YesNo(label=M("Answered"))] = None
    number: Annotated[str | None, Line(label=M("Number"))] = None


# In the order of typing, which is not the order of the record; the number is not typed at all.
SECTIONS = (
    FormSection(M("Register"), (("author",), ("symbol", "day"), ("urgency",), ("subject",))),
    FormSection(M("Handling"), (("receivers",), ("answered",))),
)
TYPED = ("author", "symbol", "day", "urgency", "subject", "receivers", "answered")


def beginning_with(typed: str) -> Sequence[Suggestion]:
    return [Suggestion(name) for name in KNOWN if typed and fold(name).startswith(fold(typed))]


class Page:
    """A window with a form and a button, and what the form said."""

    def __init__(self, qtbot: QtBot, *, height: int = 500) -> None:
        self.window = QWidget()
        self.form = RecordForm(
            fields_of(Paper),
            SECTIONS,
            words=Words("en"),
            ground=lambda: Ground(date(2026, 3, 15), "en"),
            suggests=lambda name: beginning_with if name in ("author", "receivers") else None,
        )
        self.button = QPushButton("Save")
        lines = QVBoxLayout(self.window)
        lines.addWidget(self.form)
        lines.addWidget(self.button)
        self.window.resize(700, height)
        self.edited: list[str] = []
        self.ended: list[str | None] = []
        self.form.edited.connect(self.edited.append)
        self.form.ended.connect(lambda: self.ended.append(self.form.focused()))
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.form.focus("author")
        qtbot.waitUntil(lambda: self.form.focused() == "author")

    def goes(self, key: Qt.Key, times: int) -> list[str | None]:
        """The fields that a key leads through."""
        gone: list[str | None] = []
        for _ in range(times):
            self.presses(key)
            gone.append(self.form.focused())
        return gone

    def types(self, text: str) -> None:
        """Type where the keyboard is; an input method commits what is not on it."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._at(), letter)
            else:
                self.commits(letter)

    def presses(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self._at(), key, held)

    def composes(self, preedit: str) -> None:
        """An input method shows letters that it has not given yet."""
        QApplication.sendEvent(self._at(), QInputMethodEvent(preedit, []))

    def commits(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._at(), event)

    def _at(self) -> QWidget:
        field = QApplication.focusWidget()
        assert field is not None
        return field

    def label(self, name: str) -> str:
        """The words at a field."""
        labels = self.form.findChildren(QLabel)
        editor = self.form.editors[name]
        return next(label.text() for label in labels if label.buddy() is editor)

    def problems(self) -> dict[str, str]:
        """What is said to be wrong, by field."""
        said = {name: self.form.problem_at(name) for name in TYPED}
        return {name: text for name, text in said.items() if text}

    def in_sight(self, name: str) -> bool:
        editor = self.form.editors[name]
        place = editor.rect().translated(
            editor.mapTo(self.form.viewport(), editor.rect().topLeft())
        )
        return self.form.viewport().rect().contains(place)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


# Keys


def test_enter_goes_through_the_fields_in_the_order_of_typing(page: Page) -> None:
    assert ["author", *page.goes(Key.Key_Return, 6)] == list(TYPED)
    assert page.ended == []


def test_enter_in_the_last_field_says_that_it_was_the_last(page: Page) -> None:
    page.form.focus("answered")
    page.presses(Key.Key_Enter)

    assert page.ended == ["answered"]


def test_tab_goes_the_same_way_and_back(page: Page) -> None:
    assert ["author", *page.goes(Key.Key_Tab, 6)] == list(TYPED)
    assert ["answered", *page.goes(Key.Key_Backtab, 6)] == list(reversed(TYPED))


def test_field_that_is_gone_to_is_selected_so_that_typing_replaces_it(page: Page) -> None:
    page.form.show_draft(Draft("paper", {"symbol": "15/UBND", "subject": "About roads"}))
    page.presses(Key.Key_Return)
    page.types("16/VP")
    page.form.focus("subject")
    page.types("About fields")

    assert (page.form.text("symbol"), page.form.text("subject")) == ("16/VP", "About fields")


def test_field_that_is_gone_to_is_in_sight(qtbot: QtBot) -> None:
    page = Page(qtbot, height=180)
    assert not page.in_sight("answered")
    for name in TYPED[1:]:
        page.presses(Key.Key_Return)
        assert (page.form.focused(), page.in_sight(name)) == (name, True)


def test_problem_at_the_field_that_is_gone_to_is_in_sight(qtbot: QtBot) -> None:
    page = Page(qtbot, height=200)
    page.form.show_problems([Problem("subject", M("Needed: fill it in."))])
    QApplication.processEvents()

    (problem,) = [
        label
        for label in page.form.findChildren(QLabel, "problem")
        if isinstance(label, QLabel) and label.isVisible()
    ]
    corner = problem.mapTo(page.form.viewport(), problem.rect().bottomLeft())
    assert page.form.viewport().rect().contains(corner)


def test_letters_of_every_alphabet_are_typed_into_the_draft(page: Page) -> None:
    page.types("Sở Xây dựng")
    page.presses(Key.Key_Return)
    page.types("1/SXD")
    page.presses(Key.Key_Return)
    page.types("1503")
    page.presses(Key.Key_Return)
    page.presses(Key.Key_Return)
    page.types("Về việc")
    page.presses(Key.Key_Return, held=Shift)
    page.types("đường sá")

    assert page.form.draft("paper", 7) == Draft(
        "paper",
        {
            "author": "Sở Xây dựng",
            "symbol": "1/SXD",
            "day": "15/03/2026",
            "subject": "Về việc\nđường sá",
        },
        7,
    )


# Drafts


def test_draft_comes_out_as_it_went_in(page: Page) -> None:
    draft = Draft(
        "paper",
        {
            "author": "so noi",
            "symbol": "15 / UBND",
            "day": "3102",
            "urgency": "very much",
            "subject": "one\ntwo",
            "receivers": "Văn phòng; ",
            "answered": "Yes",
        },
    )
    page.form.show_draft(draft)

    assert page.form.draft("paper") == draft
    assert page.edited == []


def test_draft_that_is_shown_takes_the_place_of_the_last_one(page: Page) -> None:
    page.form.show_draft(Draft("paper", {"author": "Văn phòng", "answered": "Yes"}))
    page.form.show_problems([Problem("day", M("Needed: fill it in."))])

    page.form.show_draft(Draft("paper", {"symbol": "7"}))

    assert page.form.draft("paper") == Draft("paper", {"symbol": "7"})
    assert page.problems() == {}


def test_person_is_heard_in_each_field_and_the_program_is_not(page: Page) -> None:
    page.types("ab")
    page.form.set_text("symbol", "15/UBND")
    page.presses(*[Key.Key_Return] * 6)
    page.presses(Key.Key_Space)

    assert page.edited == ["author", "author", "answered"]


# Problems


def test_problems_stand_at_their_fields_and_the_first_of_the_form_has_the_keyboard(
    page: Page,
) -> None:
    page.form.focus("receivers")

    # As the record declares its fields, and the rules across fields come last.
    page.form.show_problems(
        [
            Problem("subject", M("Needed: fill it in.")),
            Problem("day", M("There is no {day}.", day="31/02/2026")),
            Problem("symbol", M("Shorten it.")),
        ]
    )

    assert page.problems() == {
        "symbol": "Shorten it.",
        "day": "There is no 31/02/2026.",
        "subject": "Needed: fill it in.",
    }
    assert page.form.focused() == "symbol"
    assert page.form.editors["day"].accessibleDescription() == "There is no 31/02/2026."


def test_two_problems_at_one_field_are_both_said(page: Page) -> None:
    page.form.show_problems(
        [Problem("day", M("It is still to come.")), Problem("day", M("It was before."))]
    )

    assert page.problems() == {"day": "It is still to come. It was before."}


def test_problem_at_what_is_not_typed_stands_at_the_first_field(page: Page) -> None:
    page.form.show_problems([Problem("number", M("It is given already."))])

    assert (page.problems(), page.form.focused()) == (
        {"author": "It is given already."},
        "author",
    )


def test_problem_goes_when_its_field_is_typed_into_and_the_others_stay(page: Page) -> None:
    page.form.show_problems(
        [Problem("author", M("Needed: fill it in.")), Problem("subject", M("Shorten it."))]
    )
    page.types("a")

    assert page.problems() == {"subject": "Shorten it."}
    assert page.form.editors["author"].accessibleDescription() == ""


def test_no_problems_leave_the_keyboard_where_it_is(page: Page) -> None:
    page.form.show_problems([Problem("day", M("Shorten it."))])
    page.form.focus("receivers")
    page.form.show_problems([])

    assert (page.problems(), page.form.focused()) == ({}, "receivers")


# Labels


def test_field_whose_value_stays_is_marked_and_one_that_is_needed_too(page: Page) -> None:
    page.form.mark_kept("author", kept=True)
    page.form.mark_kept("day", kept=True)

    kept = [page.label(name) for name in ("author", "day", "symbol", "subject")]
    assert kept == ["⟲ Author\N{NO-BREAK SPACE}*", "⟲ Day", "Symbol", "Subject\N{NO-BREAK SPACE}*"]

    page.form.mark_kept("day", kept=False)
    assert page.label("day") == "Day"


def test_every_field_has_a_name_for_whoever_hears_the_form(page: Page) -> None:
    heard = {name: editor.accessibleName() for name, editor in page.form.editors.items()}
    assert heard == {
        "author": "Author",
        "symbol": "Symbol",
        "day": "Day",
        "urgency": "Urgency",
        "subject": "Subject",
        "receivers": "Receivers",
        "answered": "Answered",
    }


# An input method composes: Telex, VNI


@pytest.mark.parametrize("name", ["author", "symbol", "day", "subject", "receivers"])
def test_composed_letters_are_no_text_yet(page: Page, name: str) -> None:
    page.form.focus(name)
    page.composes("tie")
    assert (page.form.is_composing(), page.form.text(name), page.edited) == (True, "", [])

    page.commits("tiế")
    assert (page.form.is_composing(), page.form.text(name), page.edited) == (False, "tiế", [name])


@pytest.mark.parametrize("name", ["author", "symbol", "subject", "receivers"])
def test_enter_does_not_tear_a_syllable(page: Page, name: str) -> None:
    page.form.focus(name)
    page.composes("so")
    page.presses(Key.Key_Return)

    assert (page.form.focused(), page.form.is_composing()) == (name, True)
    page.commits("sở")
    assert page.form.text(name) == "sở"


def test_suggestions_wait_for_the_syllable(page: Page) -> None:
    page.types("so")
    page.composes("n")
    page.presses(Key.Key_Return)
    assert page.form.text("author") == "so"

    page.commits(" noi")
    page.presses(Key.Key_Down, Key.Key_Return)
    assert (page.form.text("author"), page.form.focused()) == ("Sở Nội vụ", "symbol")


@pytest.mark.parametrize("name", ["author", "subject"])
def test_field_that_was_left_while_composing_holds_nothing_back(page: Page, name: str) -> None:
    page.form.focus(name)
    page.composes("tie")
    page.button.setFocus()

    assert not page.form.is_composing()


# Fields that do not show


def test_field_that_does_not_show_keeps_its_text_and_is_passed_by(page: Page) -> None:
    page.form.set_text("day", "12/03/2026")
    page.form.show_fields(set(TYPED) - {"day", "urgency"})
    page.form.focus("symbol")
    page.presses(Key.Key_Return)
    assert page.form.focused() == "subject"
    assert page.form.text("day") == "12/03/2026"
    assert not page.form.editors["day"].isVisible()


def test_title_of_a_section_goes_with_all_its_fields(page: Page) -> None:
    titles = [one for one in page.form.findChildren(QLabel) if one.text() == "Handling"]
    met = []
    for hidden in (set(), {"receivers"}, {"receivers", "answered"}, set()):
        page.form.show_fields(set(TYPED) - hidden)
        met.append([one.isVisible() for one in titles])
    assert met == [[True], [True], [False], [True]]


def test_problem_at_a_field_that_does_not_show_brings_it_into_sight(page: Page) -> None:
    page.form.show_fields(set(TYPED) - {"day"})
    page.form.show_problems([Problem("day", M("Needed: fill it in."))])
    assert page.form.editors["day"].isVisible()
    assert page.form.problem_at("day") == "Needed: fill it in."


# What a person may type


ODD = (
    "",
    " ",
    "-1",
    "0000",
    "9999",
    "31/02/2026",
    "29/02/2100",
    "00/00/0000",
    "1/1/99999999999999999999",
    "ngày 31 tháng 13 năm 0000",
    "٣١/١٢/٢٠٢٦",
    "²/³",
    "📎",
    "e\u0301\u0323",
    "\u202e15/UBND",
    "{number}%s&amp;",
    "x" * 5_000,
)


@pytest.mark.parametrize("typed", ODD, ids=ascii)
def test_whatever_is_typed_is_left_as_it_is_or_read(page: Page, typed: str) -> None:
    for name, editor in page.form.editors.items():
        if isinstance(editor, YesNoEditor):
            continue
        page.form.focus(name)
        page.commits(typed)
        page.presses(Key.Key_Up, Key.Key_Down, Key.Key_Return)

    assert page.form.text("symbol") == typed
    assert isinstance(page.form.editors["subject"], PassageEditor)
    assert page.form.text("subject") == typed
