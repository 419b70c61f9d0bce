"""A window over an office with three rooms, seen from the tab of meetings."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.meetings.keeping import keep
from desktop.meetings.keeping_rooms import keep_room
from desktop.meetings.meeting import Meeting
from desktop.meetings.rooms import Room
from desktop.meetings.screens.tab import MeetingsTab
from desktop.records.queries import Order, Query
from tests.journeys.conftest import Person, person

__all__ = ["person"]

# The office's clock stands on Sunday, 15 March 2026, at ten.
SUNDAY = date(2026, 3, 15)
ROOMS = ("Phòng họp 1", "Phòng họp 2", "Hội trường")


class Planner:
    """Someone who plans meetings by keyboard and mouse."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person = person
        self.qtbot = qtbot
        self.desk = person.opened.desk
        tab = person.opened.window.screens[1]
        assert isinstance(tab, MeetingsTab)
        self.tab = tab
        for name in ROOMS:
            self.desk.tell(keep_room(self.desk.store, Room(name=name, seats=40)))

    @property
    def calendar(self) -> Any:
        return self.tab.calendar.calendar

    def plans(self, title: str = "Giao ban", **facts: Any) -> Meeting:
        usual = {
            "meeting_kind": "giao-ban",
            "day": SUNDAY,
            "starts_at": time(8),
            "ends_at": time(10),
            "room": ROOMS[0],
            "state": "approved",
        }
        meeting = Meeting(title=title, **{**usual, **facts})
        change, kept = keep(self.desk.store, meeting, names=self.tab.names)
        self.desk.tell(change)
        return kept

    def all(self) -> list[Meeting]:
        reader = self.desk.store.reader
        return list(reader.records("meetings", reader.ids(Query("meetings", order=(Order("id"),)))))

    def waits(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=10_000)

    def modal(self, kind: type[Any]) -> Any:
        self.waits(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def comes_back(self) -> None:
        """To the window, as a desktop brings it to the front when its dialog has closed."""
        window = self.person.opened.window
        self.waits(lambda: QApplication.activeModalWidget() is None)
        window.activateWindow()
        self.waits(lambda: QApplication.focusWidget() is not None)


@pytest.fixture
def planner(person: Person, qtbot: QtBot) -> Planner:
    made = Planner(person, qtbot)
    person.presses("Alt+2")
    return made
