"""Working days: Tết, days off in lieu, working Saturdays, and the office's own table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.language.working_days import WorkingDays

CALENDAR = WorkingDays()

# Days that the office was closed (False) or open (True), from the decisions of those years.
KNOWN = [
    (date(2024, 2, 7), True),  # the last Wednesday before Tết 2024
    (date(2024, 2, 8), False),  # Tết 2024 lasted from the 8th
    (date(2024, 2, 14), False),  # to the 14th of February
    (date(2024, 2, 15), True),
    (date(2026, 2, 13), True),  # the Friday before Tết 2026, which lasted
    (date(2026, 2, 14), False),  # from Saturday the 14th
    (date(2026, 2, 16), False),
    (date(2026, 2, 20), False),
    (date(2026, 2, 22), False),  # to Sunday the 22nd
    (date(2026, 2, 23), True),
    (date(2026, 4, 26), False),  # Giỗ Tổ on a Sunday
    (date(2026, 4, 27), False),  # is made up for on Monday
    (date(2026, 4, 30), False),
    (date(2026, 5, 1), False),
    (date(2026, 8, 22), True),  # a Saturday worked
    (date(2026, 8, 31), False),  # for a Monday off
    (date(2026, 9, 2), False),
    (date(2026, 11, 24), False),  # Vietnam Culture Day, first in 2026
    (date(2025, 11, 24), True),  # and a working Monday the year before
]


@pytest.mark.parametrize(("day", "worked"), KNOWN)
def test_known_day(day: date, worked: bool) -> None:
    assert CALENDAR.is_working(day) is worked


DEADLINES = [
    (date(2024, 2, 6), 5, date(2024, 2, 20)),  # over Tết: 7, 15, 16, 19, 20
    (date(2026, 2, 12), 3, date(2026, 2, 24)),  # 13, 23, 24
    (date(2026, 8, 20), 2, date(2026, 8, 22)),  # Friday, then the swapped Saturday
    (date(2026, 8, 28), 1, date(2026, 9, 3)),  # over the long days off of 2 September
    (date(2026, 11, 23), 1, date(2026, 11, 25)),
    (date(2026, 3, 16), 0, date(2026, 3, 16)),
]


@pytest.mark.parametrize(("day", "count", "due"), DEADLINES)
def test_deadline(day: date, count: int, due: date) -> None:
    assert CALENDAR.after(day, count) == due


def test_the_offices_table_comes_first() -> None:
    calendar = WorkingDays({date(2026, 3, 14): True, date(2026, 3, 16): False})
    assert calendar.after(date(2026, 3, 13), 1) == date(2026, 3, 14)
    assert calendar.after(date(2026, 3, 14), 1) == date(2026, 3, 17)


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_counting_there_is_counting_back(day: date, count: int) -> None:
    assert CALENDAR.between(day, CALENDAR.after(day, count)) == count


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.integers(1, 60))
def test_a_deadline_is_a_working_day(day: date, count: int) -> None:
    due = CALENDAR.after(day, count)
    assert CALENDAR.is_working(due)
    assert due - day >= timedelta(days=count)
