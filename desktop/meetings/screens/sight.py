"""What of the meetings is in sight, day, week or month, and where in it the keyboard stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final, Literal

from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.month import Month, months_on
from desktop.meetings.screens.plan import SLOT, Cursor, Plan
from desktop.meetings.screens.planning import (
    days_of_week,
    on_day,
    plan_days,
    plan_leaders,
    plan_rooms,
    weeks_of_month,
)
from desktop.records.fields import Ground

View = Literal["day", "week", "month"]
Way = Literal["left", "right", "up", "down"]
_STEPS: Final[dict[Way, Callable[[Plan, Cursor], Cursor]]] = {
    "left": Plan.left,
    "right": Plan.right,
    "up": Plan.up,
    "down": Plan.down,
}
_DAYS: Final[dict[Way, int]] = {"left": -1, "right": 1, "up": -7, "down": 7}
_ONE_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
# Whole weeks around a month reach beyond it; further than this no calendar goes.
_FIRST, _LAST = date(1, 2, 1), date(9999, 10, 31)


@dataclass(frozen=True)
class Sources:
    """Where a calendar learns what it shows."""

    ground: Callable[[], Ground]
    meetings: Callable[[date, date], list[Meeting]]
    rooms: Callable[[date], Sequence[str]]
    leaders: Callable[[date], Sequence[str]]
    is_working: Callable[[date], bool]


@dataclass(frozen=True)
class Slot:
    """A free place: a day, perhaps an hour, a room or a leader."""

    day: date
    starts_at: time | None = None
    room: str = ""
    chair: str = ""


class Sight:
    """One view of the meetings around one day, with a cursor on a meeting or a free place."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.view: View = "week"
        self.by_leader = False
        self.day = sources.ground().today
        self.plan = Plan()
        self.month = Month(self.day, (), (), 0, None)
        self.at = Cursor(self.day.weekday())
        self.refresh()

    # What is shown

    def show_view(self, view: View, day: date | None = None) -> None:
        """A day, a week or a month; the cursor stays on its meeting, or its day."""
        meeting = self.meeting
        day = day or self.cursor_day
        if view != self.view:
            self.at = replace(self.at, column=0)
        self.view = view
        self.go_to(day)
        self.choose(meeting)

    def show_by_leader(self, by_leader: bool) -> None:
        """In the day, a column for each leader instead of each room."""
        meeting, self.by_leader = self.meeting, by_leader
        self.refresh()
        self.choose(meeting)

    def show_meeting(self, meeting: Meeting) -> None:
        """Go to a meeting, wherever it is."""
        self.go_to(meeting.day)
        self.choose(meeting)

    def go_to(self, day: date) -> None:
        """The days around a day, with the cursor on it."""
        self.day = max(_FIRST, min(day, _LAST))
        self.month = replace(self.month, month=self.day, depth=None)
        if self.view == "week":
            self.at = replace(self.at, column=self.day.weekday(), depth=0)
        self.refresh()

    def turn(self, steps: int) -> None:
        """So many days, weeks or months on, or back."""
        step = _ONE_DAY if self.view == "day" else _WEEK
        month = self.view == "month"
        self.go_to(months_on(self._own_day, steps) if month else self.day + steps * step)

    @property
    def _own_day(self) -> date:
        """The cursor's day where it is one of the month in sight, and not of the weeks around."""
        month = self.month.month
        return self.day if self.day.month == month.month else month

    def refresh(self) -> None:
        """Read what is in sight again."""
        if self.view == "month":
            self._read_month()
        else:
            self.plan = replace(self._planned(), abreast=self.plan.abreast)
            self.at = self._kept(self.at)

    def make_room(self, abreast: int) -> None:
        """So many meetings have room beside each other."""
        if abreast != self.plan.abreast:
            self.plan = replace(self.plan, abreast=abreast)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day in sight."""
        if self.view == "day":
            return self.day, self.day
        days = days_of_week(self.day) if self.view == "week" else self._month_days()
        return days[0], days[-1]

    def _month_days(self) -> list[date]:
        return [day for week in weeks_of_month(self.month.month) for day in week]

    def _planned(self) -> Plan:
        meetings = self._sources.meetings(*self.days)
        if self.view == "week":
            return plan_days(meetings, days_of_week(self.day))
        if self.by_leader:
            return plan_leaders(meetings, self.day, self._sources.leaders(self.day))
        return plan_rooms(meetings, self.day, self._sources.rooms(self.day))

    def _read_month(self) -> None:
        days = self._month_days()
        meetings = self._sources.meetings(days[0], days[-1])
        by_day = [on_day(meetings, day) for day in days]
        cursor = days.index(self.day)
        here, depth = by_day[cursor], self.month.depth
        depth = None if depth is None or not here else min(depth, len(here) - 1)
        self.month = Month(self.month.month, days, by_day, cursor, depth)

    def _kept(self, cursor: Cursor) -> Cursor:
        """The cursor where the plan has room for it."""
        column = max(0, min(cursor.column, len(self.plan.columns) - 1))
        minute = cursor.minute
        if minute is not None:
            last = self.plan.last_minute - SLOT
            minute = max(self.plan.first_minute, min(minute, last))
        kept = Cursor(column, minute, 0)
        here = len(self.plan.meetings_at(kept)) if self.plan.columns else 0
        return replace(kept, depth=max(0, min(cursor.depth, here - 1)))

    # What the cursor stands on

    @property
    def cursor_day(self) -> date:
        if self.view == "month" or not self.plan.columns:
            return self.day
        return self.plan.columns[self.at.column].day

    @property
    def meeting(self) -> Meeting | None:
        """The meeting under the cursor."""
        if self.view == "month":
            return self.month.meeting
        return self.plan.meeting_at(self.at) if self.plan.columns else None

    @property
    def slot(self) -> Slot:
        """The place under the cursor, for a new meeting."""
        if self.view == "month" or not self.plan.columns:
            return Slot(self.day)
        column, minute = self.plan.columns[self.at.column], self.at.minute
        hour = None if minute is None else time(minute // 60, minute % 60)
        key = column.key or ""
        leader = self.view == "day" and self.by_leader
        return Slot(column.day, hour, "" if leader else key, key if leader else "")

    # Moving it

    def choose(self, meeting: Meeting | None) -> None:
        """Put the cursor on a meeting in sight."""
        if meeting is None or meeting.id is None:
            return
        if self.view == "month":
            self._stand_in_month(self.month.holding(meeting.id))
        else:
            self.choose_in(meeting, self.at.column)

    def choose_in(self, meeting: Meeting, column: int) -> None:
        """Put the cursor on a meeting, in one of the columns in which it stands."""
        if meeting.id is not None and (cursor := self.plan.cursor_at(meeting.id, column)):
            self.stand_at(cursor)

    def stand_at(self, cursor: Cursor) -> None:
        self.at = self._kept(cursor)
        self.day = self.cursor_day

    def stand_on_day(self, place: int, depth: int | None = None) -> None:
        """In the month: on a day, or on one of its meetings."""
        self._stand_in_month(self.month.at(place, depth))

    def _stand_in_month(self, month: Month) -> None:
        self.month = month
        self.day = month.day

    def step(self, way: Way) -> None:
        """One step by an arrow; beyond the last column come the days that follow."""
        if self.view == "month":
            self._step_in_month(timedelta(days=_DAYS[way]))
        elif self.plan.columns:
            after = _STEPS[way](self.plan, self.at)
            if 0 <= after.column < len(self.plan.columns):
                self.stand_at(after)
            else:
                self._step_beyond(1 if after.column > 0 else -1)

    def _step_beyond(self, step: int) -> None:
        """After Sunday comes Monday, after the last room of a day the first one of the next."""
        self.go_to(self.cursor_day + step * _ONE_DAY)
        if self.view == "day":
            last = len(self.plan.columns) - 1
            self.stand_at(replace(self.at, column=0 if step > 0 else last, depth=0))

    def _step_in_month(self, days: timedelta) -> None:
        day = self.day + days
        if day in self.month.days and day.month == self.month.month.month:
            self.stand_on_day(self.month.days.index(day))
        else:
            self.go_to(day)

    def next_here(self) -> None:
        """The next meeting of the cursor's day or slot, round and round."""
        if self.view == "month":
            self._stand_in_month(self.month.next_here())
        elif self.plan.columns and (here := len(self.plan.meetings_at(self.at))):
            self.stand_at(replace(self.at, depth=(self.at.depth + 1) % here))
