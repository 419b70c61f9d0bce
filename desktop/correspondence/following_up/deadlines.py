"""Deadlines in working days: what is late, what is due soon, and whose it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop.correspondence.following_up.matter import Matter
from desktop.language.working_days import WorkingDays
from desktop.office.calendar import working_days
from desktop.records.law import rule
from desktop.records.queries import Order, Query, Test
from desktop.storage.lists import Reader

_DAY: Final = timedelta(days=1)
# A year mistyped by centuries is not counted day by day.
_FARTHEST: Final = 10_000
# What cannot wait stands first, then what has waited longest.
MOST_PRESSING_FIRST: Final = (Order("haste"), Order("due_on"))
LAST_SETTLED_FIRST: Final = (Order("settled_on", descending=True),)


@dataclass(frozen=True)
class UnitLoad:
    """How many matters of one unit wait, how many are late, and the longest delay.

    `worst` is counted in working days; `unit` is None for matters that nobody has been given.
    """

    unit: str | None
    open: int
    overdue: int
    worst: int


class Countdown:
    """Working days until deadlines and since, seen from one day; each day is looked at once."""

    def __init__(self, today: date, calendar: WorkingDays) -> None:
        self.today = today
        self._calendar = calendar
        self._since = [0]
        self._until = [0]

    def left(self, due: date) -> int:
        """Working days until a deadline; below zero, how many have begun since."""
        ahead = due >= self.today
        days = min(abs((due - self.today).days), _FARTHEST)
        counts = self._until if ahead else self._since
        while len(counts) <= days:
            place = len(counts)
            day = self.today + _DAY * (place if ahead else 1 - place)
            counts.append(counts[-1] + self._calendar.is_working(day))
        return counts[days] if ahead else -counts[days]


def newest_overdue(today: date, calendar: WorkingDays) -> date:
    """The newest deadline that is overdue: a working day has begun since.

    What was due on a Friday is late on Monday, not while nobody works.
    """
    while not calendar.is_working(today):
        today -= _DAY
    return today - _DAY


def open_matters() -> Query:
    """All that is not settled."""
    return Query(Matter.kind, order=MOST_PRESSING_FIRST).where("settled_on", Test.EMPTY)


def settled_matters() -> Query:
    """All that is settled, the last of them first."""
    return Query(Matter.kind, order=LAST_SETTLED_FIRST).where("settled_on", Test.FILLED)


def overdue(today: date, calendar: WorkingDays) -> Query:
    """What should have been settled before today."""
    return open_matters().where("due_on", Test.AT_MOST, newest_overdue(today, calendar))


def due_within(days: int, today: date, calendar: WorkingDays) -> Query:
    """What is due today or within so many working days, and not late yet."""
    return _still_due(calendar.after(today, days), today, calendar)


def due_soon(today: date, calendar: WorkingDays) -> Query:
    """What is due within the days that the office looks ahead."""
    return due_within(rule("due_soon_days", today), today, calendar)


def due_this_week(today: date, calendar: WorkingDays) -> Query:
    """What is due until Sunday, and not late yet."""
    return _still_due(today + _DAY * (6 - today.weekday()), today, calendar)


def _still_due(last: date, today: date, calendar: WorkingDays) -> Query:
    first = newest_overdue(today, calendar) + _DAY
    return open_matters().where("due_on", Test.AT_LEAST, first).where("due_on", Test.AT_MOST, last)


def overdue_by_unit(reader: Reader, today: date) -> list[UnitLoad]:
    """Which units are late with how many matters, those with the most first."""
    calendar = working_days(reader)
    countdown = Countdown(today, calendar)
    waiting = dict(reader.groups(open_matters(), "unit"))
    late: Counter[str | None] = Counter()
    oldest: dict[str | None, date] = {}
    for unit, due in reader.values(overdue(today, calendar), ("unit", "due_on")):
        late[unit] += 1
        oldest[unit] = min(due, oldest.get(unit, due))
    loads = [
        UnitLoad(unit, waiting[unit], late[unit], -countdown.left(oldest[unit])) for unit in late
    ]
    return sorted(loads, key=lambda load: (-load.overdue, -load.worst, load.unit or ""))


def not_handed_over(today: date, calendar: WorkingDays) -> Query:
    """Incoming documents that should have been handed over before today.

    That is to be done on the day of arrival, at the latest on the next working day (Decree
    30/2020/NĐ-CP, Art. 4(2)c). Numbers without a document in force are left out.
    """
    return (
        Query("incoming", order=(Order("arrived_on"),))
        .where("forwarded_on", Test.EMPTY)
        .where("standing", Test.EMPTY)
        .where("arrived_on", Test.AT_MOST, newest_overdue(today, calendar))
    )
