"""Everything by keyboard: where Tab goes, what Esc leaves, and no key without an answer."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.widgets.form_dialog import FormDialog
from tests.meetings.screens.conftest import ROOMS, SUNDAY, Planner


def tabbed(planner: Planner) -> list[QWidget]:
    """All that Tab comes by, until it is back where it began."""
    begun = QApplication.focusWidget()
    assert begun is not None
    met = [begun]
    while len(met) < 100:
        planner.person.presses("Tab")
        at = QApplication.focusWidget()
        assert at is not None
        if at is begun:
            return met
        met.append(at)
    raise AssertionError([one.accessibleName() for one in met])


@pytest.mark.parametrize("keys", [("F3",), ("F4",), ("F5",), ("F7",), ("Shift+F5",), ("Ctrl+N",)])
def test_tab_comes_by_what_is_in_sight_and_back(planner: Planner, keys: tuple[str, ...]) -> None:
    planner.plans()
    planner.person.presses(*keys)
    met = tabbed(planner)
    assert [one for one in met if not one.isVisible()] == []
    assert len(met) == len(set(met))


def test_tab_reaches_the_head_of_the_calendar_before_the_calendar(planner: Planner) -> None:
    planner.person.presses("F4")
    names = [one.accessibleName() or one.text() for one in tabbed(planner)]  # type: ignore[attr-defined]
    head = ["Earlier", "Later", "Today", "Columns of the day"]
    assert names[0] == "Calendar of meetings"
    assert names[-len(head) :] == head


def test_tab_goes_from_the_template_to_the_first_field(planner: Planner) -> None:
    planner.person.presses("Ctrl+N", "Tab")
    form = planner.tab.meetings.page.form.form
    assert form.focused() == "meeting_kind"
    planner.person.presses("Shift+Tab")
    assert QApplication.focusWidget() is planner.tab.meetings.form.template


def test_reason_is_reached_by_tab_and_esc_leaves_the_meeting_where_it_was(
    planner: Planner,
) -> None:
    kept = planner.plans("Giao ban")
    planner.plans("Tiếp khách", starts_at=time(10), ends_at=time(11))
    planner.person.presses("Shift+Down", "Tab", "Return")
    planner.modal(FormDialog)
    planner.person.types("Vi")
    planner.person.presses("Esc")
    planner.comes_back()
    assert planner.all()[0] == kept
    assert QApplication.focusWidget() is planner.calendar


def test_what_a_notice_offered_is_gone_when_something_else_was_done(planner: Planner) -> None:
    planner.plans()
    planner.person.presses("Shift+Down")
    assert planner.tab.calendar.notice.text() == "Moving meeting “Giao ban” to 15/03/2026."
    planner.person.presses("Ctrl+Z")
    assert planner.tab.calendar.notice.text() == ""


def test_way_back_that_the_list_offered_is_gone_when_it_was_gone(planner: Planner) -> None:
    kept = planner.plans(state="planned")
    planner.person.presses("F7")
    page = planner.tab.meetings.page
    planner.waits(lambda: page.chosen() == kept)
    planner.person.presses("F8")
    assert page.notice.text() == "Approving meeting “Giao ban”."
    planner.person.presses("Ctrl+Z")
    assert (page.notice.text(), planner.all()) == ("", [kept])


def test_notice_stays_beside_a_form_that_takes_the_room_of_its_list(planner: Planner) -> None:
    planner.person.presses("F7", "F8", "Ctrl+N")
    page = planner.tab.meetings.page
    assert page.notice.text() == "Choose a meeting first."
    assert page.notice.width() < page.list.width()


def test_esc_takes_the_message_of_the_calendar_away(planner: Planner) -> None:
    planner.person.presses("F8")
    assert planner.tab.calendar.notice.text() == "Choose a meeting first."
    planner.person.presses("Esc")
    assert planner.tab.calendar.notice.text() == ""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Ctrl+S", "This is done in a list: F7 shows the meetings."),
        ("Ctrl+L", "This is done in a list: F7 shows the meetings."),
        ("Ctrl+Home", "This is done in a list: F7 shows the meetings."),
        *(
            (key, "Choose a meeting first.")
            for key in ("F2", "F6", "F8", "F9", "F10", "Shift+Del", "Shift+F2", "Ctrl+U")
        ),
    ],
)
def test_key_without_anything_to_do_says_so(planner: Planner, key: str, said: str) -> None:
    planner.person.presses(key)
    assert planner.tab.calendar.notice.text() == said


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"starts_at": None, "ends_at": None, "part": "ca-ngay"}, "Shift+Down"),
        ({"starts_at": None, "ends_at": None, "part": "sang"}, "Shift+Up"),
        ({"starts_at": time(0), "ends_at": time(1)}, "Shift+Up"),
        ({"starts_at": time(22), "ends_at": time(23, 45)}, "Shift+Down"),
    ],
)
def test_meeting_that_would_leave_its_day_stays_and_says_why(
    planner: Planner, facts: dict[str, Any], key: str
) -> None:
    kept = planner.plans(**facts)
    planner.calendar.show_meeting(kept)
    planner.person.presses(key)
    said = "It would leave its day: Shift+Left and Shift+Right move it to another one."
    assert (planner.tab.calendar.notice.text(), planner.all()) == (said, [kept])


def test_meeting_over_midnight_moves_with_its_end(planner: Planner) -> None:
    kept = planner.plans(starts_at=time(22), ends_at=time(1), last_day=SUNDAY + timedelta(days=1))
    planner.calendar.show_meeting(kept)
    planner.person.presses("Shift+Right")
    (moved,) = planner.all()
    assert (moved.day, moved.last_day, moved.starts_at, moved.ends_at) == (
        date(2026, 3, 16),
        date(2026, 3, 17),
        time(22),
        time(1),
    )


def test_arrows_of_the_month_move_a_meeting_by_weeks(planner: Planner) -> None:
    kept = planner.plans()
    planner.person.presses("F5")
    planner.calendar.show_meeting(kept)
    planner.person.presses("Shift+Down", "Shift+Left")
    (moved,) = planner.all()
    assert (moved.day, moved.starts_at) == (date(2026, 3, 21), time(8))


def test_right_of_the_last_room_is_the_next_day_and_back(planner: Planner) -> None:
    planner.person.presses("F4", *["Right"] * len(ROOMS))
    sight = planner.calendar.sight
    assert (sight.day, sight.at.column) == (date(2026, 3, 16), 0)
    planner.person.presses("Left")
    assert (sight.day, sight.at.column) == (SUNDAY, len(ROOMS) - 1)


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["Up"] * 3, date(2026, 2, 22)),
        (["Down"] * 3, date(2026, 4, 5)),
        (["Left"] * 15, date(2026, 2, 28)),
        (["Right"] * 17, date(2026, 4, 1)),
    ],
)
def test_arrows_go_on_into_the_month_beside(planner: Planner, keys: list[str], day: date) -> None:
    planner.person.presses("F5", *keys)
    assert (planner.calendar.sight.day, planner.calendar.sight.month.month) == (day, day)
    assert planner.tab.calendar.title.text() == f"Month {day:%m/%Y}"


def test_template_is_asked_for_from_the_calendar_by_one_key(planner: Planner) -> None:
    planner.person.presses("F4", "Right", "Ctrl+D")
    assert QApplication.focusWidget() is planner.tab.meetings.form.template
    room = planner.calendar.sight.plan.columns[1].key
    assert planner.tab.meetings.page.form.form.text("room") == room


def test_template_is_not_asked_for_behind_another_register(planner: Planner) -> None:
    planner.person.presses("F7", "Ctrl+N", "Shift+F5", "Ctrl+N", "Ctrl+D")
    assert planner.tab.register is planner.tab.meetings.page


def test_template_is_not_taken_into_a_correction(planner: Planner) -> None:
    planner.plans()
    planner.person.presses("Return", "Ctrl+D")
    said = "A template begins a new meeting: Ctrl+N, then its name."
    assert planner.tab.meetings.page.notice.text() == said


def test_columns_of_the_day_are_shown_by_one_key_from_anywhere(planner: Planner) -> None:
    planner.person.presses("F11")
    assert (planner.calendar.sight.view, planner.calendar.sight.by_leader) == ("day", False)
    planner.person.presses("F11", "F5", "F11")
    assert (planner.calendar.sight.view, planner.calendar.sight.by_leader) == ("day", True)


def test_words_of_the_cursor_are_copied(planner: Planner) -> None:
    planner.person.presses("Ctrl+C")
    said = planner.calendar.accessibleDescription()
    assert QApplication.clipboard().text() == said == "Sunday, 15/03 08:00: free"


def test_state_that_is_decided_while_the_form_is_open_is_not_taken_back_by_it(
    planner: Planner,
) -> None:
    planner.plans(state="planned")
    planner.person.presses("Return", "F8")
    planner.tab.meetings.page.form.form.set_text("note", "Mang tài liệu")
    planner.person.presses("Ctrl+Return")
    (kept,) = planner.all()
    assert (kept.state, kept.note) == ("approved", "Mang tài liệu")


def test_form_that_was_left_for_the_calendar_goes_on_where_it_was(planner: Planner) -> None:
    planner.person.presses("F7", "Ctrl+N", "Tab", "Tab")
    planner.person.types("Hop dot xuat")
    planner.person.presses("F3", "F7")
    form = planner.tab.meetings.page.form.form
    assert (form.focused(), form.text("title")) == ("title", "Hop dot xuat")


def test_everything_that_takes_the_keyboard_has_a_name(planner: Planner) -> None:
    """Whoever hears the screen is told where the keyboard is."""
    nameless = []
    for key in ("F3", "F4", "F5", "F7", "Shift+F5", "Shift+F6", "Shift+F7", "Shift+F8"):
        planner.person.presses(key, "Ctrl+N")
        nameless += [
            one
            for one in planner.tab.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
        ]
        planner.person.presses("Esc")
    assert nameless == []
