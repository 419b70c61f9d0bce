"""A file that somebody else writes to: all of it is seen, and every act says why it is not done."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Opened
from desktop.correspondence.known_names import KnownNames
from desktop.look import dress
from desktop.meetings.keeping import keep
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.screens.tab import MeetingsTab
from desktop.opening import make_office, open_office
from desktop.settings import Settings
from tests.conftest import ten_o_clock
from tests.journeys.conftest import Person

SAID = "Open for reading only"


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Person]:
    """In the calendar of a file that is open for reading only, on a meeting of today."""
    path = tmp_path / "office.sovan"
    store = make_office(path, clock=ten_o_clock)
    names = MeetingNames(store.reader, KnownNames(store.reader))
    meeting = Meeting(meeting_kind="giao-ban", title="Giao ban", day=store.today, starts_at=time(8))
    keep(store, meeting, names=names)
    store.close()
    store = open_office(path, clock=ten_o_clock, read_only=True)
    settings = Settings(language="en", scheme="light")
    opened = Opened(qapp, store, settings, settings_path=tmp_path / "settings.json")
    opened.window.show()
    qtbot.waitExposed(opened.window)
    opened.window.activateWindow()
    made = Person(qtbot, opened)
    made.presses("Alt+2")
    yield made
    opened.window.close()
    opened.close()
    opened.window.deleteLater()
    dress(qapp, scheme="light", zoom=100)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def meetings(person: Person) -> MeetingsTab:
    tab = person.opened.window.screens[1]
    assert isinstance(tab, MeetingsTab)
    return tab


WRITING = (
    *("Ctrl+N", "N", "Ctrl+D", "F2", "F6", "F8", "F9", "F10", "F12", "Shift+F12"),
    *("Shift+Del", "Shift+F2", "Ctrl+Shift+Del", "Ctrl+Shift+D", "Ctrl+Shift+I", "Ctrl+U"),
    *("Shift+Down", "Shift+Left"),
)


@pytest.mark.parametrize("key", WRITING)
def test_every_act_of_the_calendar_says_that_nothing_is_written(person: Person, key: str) -> None:
    tab = meetings(person)
    assert tab.calendar.sight.meeting is not None
    person.presses(key)
    assert (tab.calendar.notice.text(), tab.register) == (SAID, None)
    assert QApplication.activeModalWidget() is None


def test_meeting_is_not_thrown_away(person: Person) -> None:
    person.presses("Del")
    said = "This file is open for reading only: nothing was saved."
    assert meetings(person).calendar.notice.text() == said


@pytest.mark.parametrize("register", ["F7", "Shift+F5", "Shift+F6", "Shift+F7", "Shift+F8"])
def test_no_form_is_opened_in_any_register(person: Person, register: str) -> None:
    person.presses(register, "Ctrl+N")
    page = meetings(person).register
    assert page
    assert (page.notice.text(), page.is_entering) == (SAID, False)


def test_meeting_is_seen_in_the_list(person: Person, qtbot: QtBot) -> None:
    person.presses("Return")
    page = meetings(person).meetings.page
    qtbot.waitUntil(lambda: page.chosen() is not None, timeout=10_000)
    assert (page.chosen().title, page.is_entering) == ("Giao ban", False)
