"""Following up on screen: the late ones on top, settled, urged and chased by keys."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.correspondence.following_up.assigning import assign
from desktop.correspondence.following_up.assignment import GivenTask
from desktop.correspondence.following_up.deadlines import Countdown
from desktop.correspondence.following_up.matter import Matter
from desktop.correspondence.following_up.screens.follow_up_page import FollowUp, lateness
from desktop.correspondence.following_up.sheets import CHASE_ORDER, REGISTER_ORDER
from desktop.correspondence.following_up.urging import urgings_of
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import register
from desktop.desk import Desk
from desktop.language.words import M, Words
from desktop.language.working_days import WorkingDays
from desktop.office.calendar import CalendarDay
from desktop.settings import Settings
from desktop.storage.store import Store
from desktop.widgets.form_dialog import FormDialog


class Person:
    """Works on the page by keys, as a person would."""

    def __init__(self, qtbot: QtBot, desk: Desk, names: KnownNames) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.opened: list[int] = []
        self.follow_up = FollowUp(desk, names, open_document=self.opened.append)
        self.page = self.follow_up.page
        qtbot.addWidget(self.page)
        desk.changed.connect(self.page.take)
        self.page.resize(1366, 700)
        self.page.show()
        self.waits()

    def waits(self) -> None:
        def answered() -> bool:
            return not self.page.is_waiting and self.page.shows(self.page.query())

        self.qtbot.waitUntil(answered, timeout=10_000)

    def sees(self, column: str = "subject") -> list[str]:
        """What stands in one column, from the top."""
        self.waits()
        model = self.page.list.model()
        heads = list(self.page.spec.view.columns)
        place = next(n for n, one in enumerate(heads) if one.field == column)
        return [str(model.index(row, place).data()) for row in range(model.rowCount())]

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.list.setFocus()
            pressed = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
            QTest.keyClick(self.page.list, pressed.key(), pressed.keyboardModifiers())

    @property
    def dialog(self) -> FormDialog:
        QApplication.processEvents()
        (dialog,) = [one for one in self.page.findChildren(FormDialog) if one.isVisible()]
        return dialog

    def fills(self, **texts: str) -> None:
        """Type into the dialog that is open, and say that it is done."""
        dialog = self.dialog
        for name, text in texts.items():
            dialog.form.set_text(name, text)
            dialog.form.edited.emit(name)
        dialog.go()
        QApplication.processEvents()


@pytest.fixture
def desk(office: Store) -> Iterator[Desk]:
    desk = Desk(office, Settings(), Words("en"), settings_path=None)
    yield desk
    desk.tasks.wait()


@pytest.fixture
def person(qtbot: QtBot, desk: Desk, names: KnownNames) -> Iterator[Person]:
    """Today is Sunday 15 March 2026: nothing has become late since Friday began."""
    for subject, due, urgency in (
        ("còn lâu", date(2026, 4, 20), None),
        ("trễ hạn", date(2026, 3, 9), None),
        ("sắp đến hạn", date(2026, 3, 17), None),
        ("khẩn", date(2026, 3, 30), "khan"),
    ):
        document = IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 2),
            issuer="Sở Nội vụ",
            subject=subject,
            receivers=("Phòng Nội chính",),
            due_on=due,
            urgency=urgency,
        )
        register(desk.store, document, names=names)
    task = GivenTask(
        task="báo cáo",
        assigned_on=date(2026, 3, 2),
        lead_units=("Sở Y tế",),
        due_on=date(2026, 3, 12),
    )
    assign(desk.store, task, names=names)
    person = Person(qtbot, desk, names)
    yield person
    person.page.close_down()


def matter(**facts: Any) -> Matter:
    usual = {"id": 2, "register": "incoming", "record": 1, "subject": "V/v"}
    return Matter(**{**usual, "given_on": date(2026, 3, 2), **facts})


@pytest.mark.parametrize(
    ("due", "said", "tone"),
    [
        (date(2026, 3, 12), "2 working days late", "trouble"),
        (date(2026, 3, 13), "1 working day late", "trouble"),
        (date(2026, 3, 16), "due today", "warning"),
        (date(2026, 3, 19), "3 working days left", "warning"),
        (date(2026, 3, 20), "4 working days left", "plain"),
    ],
)
def test_lateness_is_said_in_words_and_in_a_tone(due: date, said: str, tone: str) -> None:
    monday = Countdown(date(2026, 3, 16), WorkingDays())
    assert [str(part) for part in lateness(matter(due_on=due), monday)] == [said, tone]


def test_settled_matters_are_grey_and_those_without_a_day_say_nothing() -> None:
    sunday = Countdown(date(2026, 3, 15), WorkingDays())
    settled = matter(due_on=date(2026, 3, 9), settled_on=date(2026, 3, 12))
    assert lateness(settled, sunday) == (M("settled"), "grey")
    assert lateness(matter(), sunday) == (None, "plain")
    on_friday = lateness(matter(due_on=date(2026, 3, 13)), sunday)
    assert on_friday == (M("no working day left"), "warning")


def test_what_waits_stands_there_urgent_and_late_first(person: Person) -> None:
    assert person.sees() == ["Urgent · khẩn", "trễ hạn", "báo cáo", "sắp đến hạn", "còn lâu"]
    assert person.sees("due_on")[:3] == [
        "11 working days left · 30/03/2026",
        "4 working days late · 09/03/2026",
        "1 working day late · 12/03/2026",
    ]


@pytest.mark.parametrize(
    ("state", "subjects"),
    [
        ("overdue", ["trễ hạn", "báo cáo"]),
        ("soon", ["sắp đến hạn"]),
        ("week", []),
        ("settled", []),
        ("all", ["Urgent · khẩn", "trễ hạn", "báo cáo", "sắp đến hạn", "còn lâu"]),
    ],
)
def test_states_narrow_the_list(person: Person, state: str, subjects: list[str]) -> None:
    person.page.filters.choose("state", state)
    assert person.sees() == subjects


def test_units_and_sources_narrow_the_list(person: Person) -> None:
    person.follow_up.show_overdue("Sở Y tế")
    assert person.sees() == ["báo cáo"]
    person.page.filters.clear()
    person.page.filters.choose("register", "assignments")
    assert person.sees() == ["báo cáo"]


def test_settling_takes_four_keys_and_is_undone_by_one(person: Person) -> None:
    person.page.list.choose(4)
    person.presses("F10")
    assert person.dialog.form.text("settled_on") == "15/03/2026"
    person.fills(result="Đã trả lời")

    assert person.sees() == ["Urgent · khẩn", "báo cáo", "sắp đến hạn", "còn lâu"]
    person.page.filters.choose("state", "settled")
    assert person.sees("due_on") == ["settled · 09/03/2026"]
    person.presses("Shift+F10")
    assert person.sees() == []
    person.desk.tell(person.desk.store.undo())
    assert person.sees() == ["trễ hạn"]


def test_day_before_the_matter_began_is_said_in_the_dialog(person: Person) -> None:
    person.presses("F10")
    dialog = person.dialog
    person.fills(settled_on="01/03/2026")
    assert dialog.form.problem_at("settled_on") == (
        "It would be settled before it was given: correct the date."
    )


def test_several_matters_are_urged_at_once_and_show_it(person: Person) -> None:
    person.follow_up.show_overdue()
    person.waits()
    person.page.list.selectAll()
    person.presses("F9")
    person.fills(way="Telephone", note="nhắc lần 1")

    assert person.sees("urged") == ["1× · 15/03/2026"] * 2
    chosen = person.page.chosen()
    assert [one.way for one in urgings_of(person.desk.store.reader, chosen)] == ["dien-thoai"]
    facts = list(person.follow_up.page.spec.facts(chosen))  # type: ignore[misc]
    assert facts == [(M("Urged"), f"15/03/2026 · {chosen.unit} · Telephone · nhắc lần 1")]


def test_progress_is_noted_over_what_was_noted_before(person: Person) -> None:
    person.page.list.choose(4)
    for said in ("đang dự thảo", "đã trình"):
        person.presses("F7")
        person.fills(progress=said)
        assert person.sees("progress")[1] == said


def test_new_task_for_two_units_counts_its_deadline_in_working_days(person: Person) -> None:
    person.presses("Ctrl+N")
    person.fills(
        task="lập kế hoạch",
        assigned_on="02/03/2026",
        lead_units="Sở Y tế; Sở Xây dựng",
        due_on="5n",
    )
    person.page.filters.choose("unit", "Sở Xây dựng")
    assert person.sees() == ["lập kế hoạch"]
    assert person.sees("due_on") == ["4 working days late · 09/03/2026"]


def test_opening_goes_to_the_document_or_to_the_task(person: Person) -> None:
    person.page.list.choose(4)
    person.presses("Return")
    assert person.opened == [2]

    person.page.list.choose(3)
    person.presses("Return")
    assert person.dialog.form.text("task") == "báo cáo"
    person.fills(lead_unit="Sở Xây dựng")
    assert person.sees("unit")[2] == "Sở Xây dựng"


def test_task_goes_to_the_trash_and_back_a_document_does_not(person: Person) -> None:
    person.page.list.choose(3)
    person.page.toggle_trash()
    assert person.sees() == ["Urgent · khẩn", "trễ hạn", "sắp đến hạn", "còn lâu"]
    person.page.filters.choose("trash", "trash")
    assert person.sees() == ["báo cáo"]
    person.page.toggle_trash()
    person.page.filters.choose("trash", None)
    person.waits()
    person.page.list.choose(4)
    person.page.toggle_trash()
    assert person.sees() == ["Urgent · khẩn", "trễ hạn", "báo cáo", "sắp đến hạn", "còn lâu"]


def test_overdue_list_prints_chase_sheets_and_others_the_register(person: Person) -> None:
    page, reader = person.page, person.desk.store.reader
    assert page.book_query().order == REGISTER_ORDER
    assert not person.follow_up.one_page_each.isVisible()

    person.follow_up.show_overdue()
    query = page.book_query()
    assert query.order == CHASE_ORDER
    assert person.follow_up.one_page_each.isVisible()
    sheet = page.spec.sheet(reader, query, reader.ids(query))  # type: ignore[misc]
    assert [group.on_new_page for group in sheet.groups] == [True, True]

    person.follow_up.one_page_each.click()
    assert person.desk.settings.one_page_per_unit is False
    sheet = page.spec.sheet(reader, query, reader.ids(query))  # type: ignore[misc]
    assert [group.on_new_page for group in sheet.groups] == [False, False]


def test_day_off_of_the_office_is_counted_at_once(person: Person) -> None:
    with person.desk.store.writing(M("keeping the calendar")) as writing:
        writing.add(CalendarDay(day=date(2026, 3, 13), works=False))
    person.desk.tell(writing.change)
    assert person.sees("due_on")[1] == "3 working days late · 09/03/2026"
