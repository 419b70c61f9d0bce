"""A series planned on screen: whole, or without the days on which its room is taken."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.meetings.keeping_rooms import keep_template
from desktop.meetings.meeting import MeetingTemplate
from desktop.office.screens.register_page import RegisterPage
from tests.meetings.screens.conftest import ROOMS, Planner

MONDAYS = [date(2026, 3, 16) + timedelta(weeks=week) for week in range(3)]


@pytest.fixture
def page(planner: Planner) -> RegisterPage:
    """The form of a series of three Mondays, filled in, on a page of its own."""
    usual = MeetingTemplate(
        name="Giao ban",
        meeting_kind="giao-ban",
        title="Họp giao ban",
        starts_at=time(8),
        minutes=60,
        room=ROOMS[0],
    )
    planner.desk.tell(keep_template(planner.desk.store, usual))
    planner.person.presses("Shift+F7", "Ctrl+N")
    page = planner.tab.register
    assert page
    texts = {
        "template": "Giao ban",
        "name": "Giao ban thứ Hai",
        "rhythm": "weekly",
        "first_day": "16/03/2026",
        "last_day": "30/03/2026",
    }
    for name, text in texts.items():
        page.form.form.set_text(name, text)
    return page


def test_series_is_planned_whole_and_taken_back_whole(planner: Planner, page: RegisterPage) -> None:
    planner.person.presses("Ctrl+S")
    assert page.notice.text() == "Planning 3 meetings of Giao ban thứ Hai."
    assert [one.day for one in planner.all()] == MONDAYS
    planner.person.presses("Ctrl+Z")
    assert planner.all() == []


def test_days_that_are_taken_are_left_out_when_that_is_chosen(
    planner: Planner, page: RegisterPage
) -> None:
    planner.plans("Tiếp khách", day=MONDAYS[1])
    planner.person.presses("Ctrl+S")
    assert page.form.notice.text() == "1 day of the series is taken (23/03)."
    assert "is taken by “Tiếp khách”" in page.form.form.problem_at("template")

    offer = next(
        one for one in page.form.findChildren(QPushButton) if one.text() == "Plan the other days"
    )
    offer.setFocus()
    assert QApplication.focusWidget() is offer
    planner.person.presses("Return")

    assert [one.day for one in planner.all() if one.series] == [MONDAYS[0], MONDAYS[2]]
    assert page.notice.text() == "Planning 2 meetings of Giao ban thứ Hai."


def test_series_without_end_is_refused_at_its_field(planner: Planner, page: RegisterPage) -> None:
    page.form.form.set_text("last_day", "")
    planner.person.presses("Ctrl+S")
    assert page.form.form.problem_at("last_day") == "Needed: fill it in."
    assert (planner.all(), page.form.notice.text()) == ([], "")
