"""Conclusions on screen: pasted, given to units by a few keys, kept in one step."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.correspondence.known_names import KnownNames
from desktop.desk import Desk
from desktop.language.words import M, Words
from desktop.look import dress
from desktop.meetings.concluding import conclusions_of
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.screens.conclusions_dialog import ConclusionsDialog
from desktop.office.bodies import Body
from desktop.records.changes import Change
from desktop.records.queries import Query
from desktop.settings import Settings
from desktop.storage.store import Store

PASTED = "1. Bố trí vốn cho dự án.\n2. Báo cáo tiến độ\nhằng tuần.\n3. Họp lại sau Tết."


class Person:
    """At the keyboard of the dialog; counts what is pressed and typed."""

    def __init__(self, qtbot: QtBot, desk: Desk, names: KnownNames, meeting: Meeting) -> None:
        self.window = QWidget()
        self.window.show()
        qtbot.addWidget(self.window)
        qtbot.waitExposed(self.window)
        self.told: list[Change] = []
        self.keys = 0
        self._qtbot, self._desk, self._meeting = qtbot, desk, meeting
        self._names = MeetingNames(desk.store.reader, names)
        self.opens()

    def opens(self) -> None:
        self.dialog = ConclusionsDialog(
            self._desk,
            self._meeting,
            names=self._names,
            parent=self.window,
            done=self.told.append,
        )
        self.dialog.open()
        self._qtbot.waitUntil(self.dialog.pasted.hasFocus)

    @staticmethod
    def at() -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def types(self, text: str) -> None:
        self.keys += len(text)
        QTest.keyClicks(self.at(), text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
            QTest.keyClick(self.at(), combination.key(), combination.keyboardModifiers())


@pytest.fixture
def desk(office: Store) -> Iterator[Desk]:
    desk = Desk(office, Settings(), Words("en"), settings_path=None)
    yield desk
    desk.tasks.wait()


@pytest.fixture
def meeting(office: Store, names: KnownNames) -> Meeting:
    with office.writing(M("founding")) as writing:
        for name, short in (("Sở Tài chính", "STC"), ("Sở Xây dựng", "SXD")):
            writing.add(Body(name=name, abbreviation=short, body_group="department"))
        kept: Meeting = writing.add(
            Meeting(
                meeting_kind="giai-quyet",
                title="Họp tiến độ",
                day=date(2026, 3, 12),
                chair="Mai Đình Thuận",
            )
        )
    names.read()
    return kept


@pytest.fixture
def person(qtbot: QtBot, desk: Desk, names: KnownNames, meeting: Meeting) -> Person:
    return Person(qtbot, desk, names, meeting)


def tasks(office: Store) -> list[tuple[str, str, date | None]]:
    ids = office.reader.ids(Query("assignments"))[::-1]
    found = office.reader.records("assignments", ids)
    return [(one.task, one.lead_unit, one.due_on) for one in found]


def test_three_conclusions_and_two_tasks_take_few_keys(
    person: Person, office: Store, meeting: Meeting
) -> None:
    """Of the 200 keys that conclusions may cost, this is the dialog's part."""
    QGuiApplication.clipboard().setText(PASTED)
    person.presses("Ctrl+V", "Return")
    person.types("stc")
    person.presses("Return")
    person.types("5n")
    person.presses("Return")
    person.types("sxd")
    person.presses("Return")
    person.types("20/3")
    person.presses("Return", "Ctrl+Return")
    assert tasks(office) == [
        ("Bố trí vốn cho dự án.", "Sở Tài chính", date(2026, 3, 19)),
        ("Báo cáo tiến độ hằng tuần.", "Sở Xây dựng", date(2026, 3, 20)),
    ]
    kept = conclusions_of(office.reader, meeting)
    assert [(one.place, one.text, one.assignment) for one in kept] == [
        (1, "Bố trí vốn cho dự án.", 1),
        (2, "Báo cáo tiến độ hằng tuần.", 2),
        (3, "Họp lại sau Tết.", None),
    ]
    assert len(person.told) == 1
    assert person.keys < 25


def test_notice_is_registered_in_the_same_step(
    person: Person, office: Store, meeting: Meeting
) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    person.presses("Ctrl+V")
    person.dialog.with_notice.setChecked(True)
    person.presses("Ctrl+Return")
    (document,) = office.reader.records("outgoing", office.reader.ids(Query("outgoing")))
    assert {one.notice for one in conclusions_of(office.reader, meeting)} == {document.id}
    assert len(person.told) == 1


def test_deadline_without_a_unit_is_said_at_its_row(person: Person, office: Store) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    person.presses("Ctrl+V", "Return", "Return")
    person.types("5n")
    person.presses("Return", "Ctrl+Return")
    row = person.dialog._rows[0]
    assert row.problem.text() == "✕ Needed: fill it in."
    assert row.owner.hasFocus()
    assert (office.reader.count(Query("conclusions")), person.told) == (0, [])


def test_nothing_to_conclude_is_said_in_place(person: Person) -> None:
    person.presses("Ctrl+Return")
    assert person.dialog.isVisible()
    assert "Nothing is concluded yet" in person.dialog.notice.text()


def test_units_stay_at_their_rows_while_the_text_is_corrected(person: Person) -> None:
    person.dialog.pasted.setPlainText(PASTED)
    person.dialog._rows[1].owner.set_text("Sở Xây dựng")
    person.dialog.pasted.setPlainText(f"{PASTED}\n4. Việc thứ tư")
    assert [row.owner.text() for row in person.dialog._rows] == ["", "Sở Xây dựng", "", ""]


def test_what_was_typed_when_esc_was_pressed_waits_for_the_next_time(
    person: Person, office: Store
) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    person.presses("Ctrl+V", "Return")
    person.types("stc")
    person.presses("Return")
    person.types("5n")
    person.presses("Esc")
    person.opens()
    assert person.dialog.notice.text() == "This draft was left unfinished."
    person.presses("Ctrl+Return")
    assert tasks(office) == [("Bố trí vốn cho dự án.", "Sở Tài chính", date(2026, 3, 19))]

    person.opens()
    assert (person.dialog.pasted.text(), person.dialog.notice.text()) == ("", "")


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    dress(qapp, scheme="light", zoom=200)
    yield
    dress(qapp, scheme="light", zoom=100)


@pytest.mark.usefixtures("large_letters")
def test_dialog_is_never_larger_than_the_screen(person: Person) -> None:
    screen = person.dialog.screen().availableGeometry()
    assert screen.width() >= person.dialog.width()
    assert screen.height() >= person.dialog.height()
