"""Planning a meeting and handing out the week, by keyboard alone; each says what it may cost."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.meetings.concluding import conclusions_of
from desktop.meetings.keeping import keep
from desktop.meetings.keeping_rooms import keep_room, keep_template
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.rooms import Room
from desktop.meetings.screens.conclusions_dialog import ConclusionsDialog
from desktop.meetings.screens.tab import MeetingsTab
from desktop.office.bodies import Body
from desktop.office.keeping import keep as keep_body
from desktop.printing.preview import Preview
from desktop.records.queries import Query
from tests.journeys.conftest import Person

TITLE = "Hop ban cong tac dan van"


class Office:
    """An office with two rooms, a template and a leader who has met here before."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.desk = person.opened.desk
        tab = person.opened.window.screens[1]
        assert isinstance(tab, MeetingsTab)
        self.tab = tab
        for name in ("Phòng họp 1", "Phòng họp 2"):
            self.desk.tell(keep_room(self.desk.store, Room(name=name)))
        template = MeetingTemplate(
            name="Giao ban", meeting_kind="giao-ban", title="Họp giao ban", minutes=90
        )
        self.desk.tell(keep_template(self.desk.store, template))
        self.plans(chair="Trần Văn Bình", room="Phòng họp 1")

    def plans(self, **facts: Any) -> None:
        usual: dict[str, Any] = {"meeting_kind": "giao-ban", "title": "Giao ban tuần"}
        meeting = Meeting(**{**usual, "day": date(2026, 3, 12), "starts_at": time(8), **facts})
        change, _ = keep(self.desk.store, meeting, names=self.tab.names)
        self.desk.tell(change)

    def newest(self) -> Meeting:
        reader = self.desk.store.reader
        kept: Meeting = reader.record("meetings", reader.ids(Query("meetings"), 1)[0])
        return kept

    def counted(self, work: Callable[[], object]) -> int:
        before = self.person.keys
        work()
        return self.person.keys - before


@pytest.fixture
def office(person: Person, qtbot: QtBot) -> Office:
    return Office(person, qtbot)


def test_meeting_is_planned_from_a_template(office: Office) -> None:
    person = office.person

    def work() -> None:
        person.presses("Alt+2", "Ctrl+N")
        person.types("gia")
        person.presses("Return")
        person.types(TITLE)
        person.presses("Return")
        person.types("1512 0800")
        person.presses("Return")
        person.types("hop 2")
        person.presses("Return", "Return")
        person.types("binh")
        person.presses("Return", "Return")
        person.types("Phong TH")
        line = office.tab.meetings.form.line.text()
        assert line == "✓ Free: Phòng họp 2, Trần Văn Bình (08:00–09:30, 15/12/2026)"
        person.presses("Ctrl+Return")

    assert office.counted(work) <= 75
    kept = office.newest()
    assert (kept.title, kept.day, kept.starts_at, kept.ends_at, kept.room, kept.chair) == (
        TITLE,
        date(2026, 12, 15),
        time(8),
        time(9, 30),
        "Phòng họp 2",
        "Trần Văn Bình",
    )
    assert kept.invited == "Phong TH"


def test_weekly_schedule_is_printed(office: Office, tmp_path: Path) -> None:
    person, path = office.person, tmp_path / "week.pdf"

    def previews() -> list[Preview]:
        return [one for one in person.opened.window.findChildren(Preview) if one.isVisible()]

    def work() -> None:
        person.presses("Alt+2", "F3", "Ctrl+P")
        office.qtbot.waitUntil(lambda: bool(previews()))

    # Enter prints where a printer is set up; here the same pages go into a file.
    assert office.counted(work) + 1 <= 4
    (preview,) = previews()
    with office.qtbot.waitSignal(preview.printed, timeout=10_000):
        preview.write_to(path)
    preview.close()
    assert path.read_bytes().startswith(b"%PDF")


def test_11_conclusions_become_tasks_of_the_follow_up(office: Office) -> None:
    """Open the meeting, paste what was concluded, give two of three to units: at most 200 keys."""
    person = office.person
    for name, short in (("Sở Tài chính", "STC"), ("Sở Xây dựng", "SXD")):
        body = Body(name=name, abbreviation=short, body_group="department")
        office.desk.tell(keep_body(office.desk.store, body))
    text = "1. Bố trí vốn cho dự án.\n2. Báo cáo tiến độ hằng tuần.\n3. Họp lại sau Tết."
    QGuiApplication.clipboard().setText(text)

    def work() -> None:
        person.presses("Alt+2", "F7")
        page = office.tab.meetings.page
        office.qtbot.waitUntil(lambda: page.chosen() is not None, timeout=10_000)
        person.presses("F6")
        office.qtbot.waitUntil(
            lambda: isinstance(QApplication.activeModalWidget(), ConclusionsDialog)
        )
        person.presses("Ctrl+V", "Return")
        for unit, due in (("stc", "5n"), ("sxd", "5n")):
            person.types(unit)
            person.presses("Return")
            person.types(due)
            person.presses("Return")
        person.presses("Ctrl+Return")

    assert office.counted(work) <= 200
    reader = office.desk.store.reader
    tasks = list(reader.records("assignments", reader.ids(Query("assignments"))[::-1]))
    assert [(one.task, one.lead_unit) for one in tasks] == [
        ("Bố trí vốn cho dự án.", "Sở Tài chính"),
        ("Báo cáo tiến độ hằng tuần.", "Sở Xây dựng"),
    ]
    assert reader.count(Query("matters")) == 2
    assert len(conclusions_of(reader, office.newest())) == 3
