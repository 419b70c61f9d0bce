"""The tab of meetings: its pages, its acts, and coming back to where one was."""

from datetime import time

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.meetings.screens.tab import SWITCHES, MeetingsTab, Place
from desktop.office.screens.side_bar import Switch
from desktop.widgets.form_dialog import FormDialog
from tests.meetings.screens.conftest import ROOMS, SUNDAY, Planner


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda one: one.kind)
def test_key_of_each_page_shows_it(planner: Planner, switch: Switch) -> None:
    planner.person.presses(switch.key)
    assert planner.tab.place.kind == switch.kind


def test_register_lists_meetings_with_their_hours_and_filters_them(planner: Planner) -> None:
    planner.plans("Giao ban")
    other = planner.plans(
        "Tiếp khách", room=ROOMS[1], state="planned", starts_at=time(14), ends_at=None
    )
    planner.person.presses("F7")
    page = planner.tab.meetings.page
    planner.waits(lambda: len(page.list.model().ids) == 2)  # type: ignore[attr-defined]
    page.filters.choose("room", ROOMS[1])
    planner.waits(lambda: list(page.list.model().ids) == [other.id])  # type: ignore[attr-defined]
    assert page.spec.shown["starts_at"](other) == "14:00"


def test_search_finds_a_meeting_from_the_calendar(planner: Planner) -> None:
    planner.plans("Giao ban")
    found = planner.plans("Sơ kết công tác dân vận", room=ROOMS[1])
    planner.person.presses("Ctrl+F")
    planner.person.types("so ket")
    page = planner.tab.meetings.page
    planner.waits(lambda: list(page.list.model().ids) == [found.id])  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "state"), [("F8", "approved"), ("F10", "held")])
def test_meeting_under_the_cursor_is_decided_by_one_key(
    planner: Planner, key: str, state: str
) -> None:
    planner.plans(state="planned")
    planner.person.presses(key)
    assert planner.all()[0].state == state


@pytest.mark.parametrize(("key", "state"), [("F9", "postponed"), ("Shift+Del", "cancelled")])
def test_meeting_is_put_off_for_a_reason(planner: Planner, key: str, state: str) -> None:
    planner.plans()
    planner.person.presses(key)
    planner.modal(FormDialog)
    planner.person.types("Trùng lịch Trung ương")
    planner.person.presses("Ctrl+Return")
    meeting = planner.all()[0]
    assert (meeting.state, meeting.state_reason) == (state, "Trùng lịch Trung ương")


def test_meeting_goes_to_the_trash_from_the_calendar_and_comes_back(planner: Planner) -> None:
    planner.plans()
    planner.person.presses("Del")
    assert (planner.all(), planner.calendar.sight.meeting) == ([], None)
    planner.person.presses("Ctrl+Z")
    assert len(planner.all()) == 1


def test_room_is_added_and_is_a_column_of_the_day(planner: Planner) -> None:
    planner.person.presses("Shift+F5", "Ctrl+N")
    planner.person.types("Phòng khách")
    planner.person.presses("Ctrl+S", "F4")
    assert "Phòng khách" in [one.key for one in planner.calendar.sight.plan.columns]


def test_window_made_anew_is_where_it_was(planner: Planner) -> None:
    planner.person.presses("F4", "PgDown")
    window = planner.person.opened.window
    window._set("language", "vi")
    after = planner.person.opened.window
    assert after is not window
    assert after.tabs.currentIndex() == 1
    tab = after.screens[1]
    assert isinstance(tab, MeetingsTab)
    assert tab.place == Place("day", SUNDAY.replace(day=16))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("F3", ["New meeting", "Weekly schedule", "To Excel"]),
        ("F7", ["New meeting", "Print the list", "To Excel"]),
        ("Shift+F5", ["New room", "Print the list", "To Excel"]),
        ("Shift+F6", ["New template", "Print the list", "To Excel"]),
        ("Shift+F7", ["New series of meetings", "Print the list", "To Excel"]),
    ],
)
def test_buttons_say_what_they_do_on_the_page_in_sight(
    planner: Planner, key: str, words: list[str]
) -> None:
    planner.person.presses(key)
    keys = ("Ctrl+N", "Ctrl+P", "Ctrl+E")
    buttons = {one.toolTip(): one.text() for one in planner.tab.findChildren(QPushButton)}
    assert [buttons[one] for one in keys] == words
