"""The office's calendar: days entered, corrected, taken out, and what deadlines make of them."""

from datetime import date

import pytest

from desktop.language.words import M
from desktop.office.calendar import CalendarDay, calendar_days, working_days
from desktop.office.keeping_calendar import discard_day, keep_day
from desktop.records.drafts import Problems
from desktop.records.record import Problem
from desktop.storage.store import Store

SATURDAY, MONDAY = date(2026, 3, 14), date(2026, 3, 16)


def test_days_entered_overlay_the_usual_ones(office: Store) -> None:
    keep_day(office, CalendarDay(day=MONDAY, works=False, reason="Nghỉ bù"))
    keep_day(office, CalendarDay(day=SATURDAY, works=True, reason="Làm bù"))
    assert [(one.day, one.works) for one in calendar_days(office.reader)] == [
        (SATURDAY, True),
        (MONDAY, False),
    ]
    assert working_days(office.reader).after(date(2026, 3, 13), 2) == date(2026, 3, 17)


def test_box_that_was_not_ticked_means_a_day_off(office: Store) -> None:
    keep_day(office, CalendarDay(day=MONDAY))
    assert not working_days(office.reader).is_working(MONDAY)


def test_one_day_is_entered_once(office: Store) -> None:
    keep_day(office, CalendarDay(day=MONDAY))
    with pytest.raises(Problems) as refused:
        keep_day(office, CalendarDay(day=MONDAY, works=True))
    message = M("This day is entered already: correct that line.")
    assert refused.value.problems == (Problem("day", message),)


def test_day_taken_out_is_again_what_it_usually_is(office: Store) -> None:
    keep_day(office, CalendarDay(day=MONDAY))
    (day,) = calendar_days(office.reader)
    discard_day(office, day)
    assert working_days(office.reader).is_working(MONDAY)
    office.undo()
    assert not working_days(office.reader).is_working(MONDAY)
