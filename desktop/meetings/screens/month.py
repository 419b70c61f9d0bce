"""A month as whole weeks of days, and the cursor that moves over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.meetings.meeting import Meeting


@dataclass(frozen=True)
class Month:
    """The days of whole weeks around a month, each with its meetings."""

    month: date
    days: Sequence[date]
    meetings: Sequence[Sequence[Meeting]]
    cursor: int
    depth: int | None  # the chosen meeting of the cursor's day

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self.days[self.cursor]

    @property
    def meeting(self) -> Meeting | None:
        return None if self.depth is None else self.meetings[self.cursor][self.depth]

    def first_line(self, place: int, lines: int) -> int:
        """The first meeting in sight of a day that holds more of them."""
        depth = self.depth if place == self.cursor else None
        return max(0, (depth or 0) - lines + 1)

    def at(self, place: int, depth: int | None = None) -> "Month":
        """The cursor on another day, or on one of its meetings."""
        return replace(self, cursor=place, depth=depth)

    def holding(self, meeting_id: int | None) -> "Month":
        """The cursor on a meeting, wherever it stands."""
        for place, meetings in enumerate(self.meetings):
            for depth, one in enumerate(meetings):
                if one.id == meeting_id:
                    return self.at(place, depth)
        return self

    def next_here(self) -> "Month":
        """The next meeting of the day, and after the last one the day itself."""
        depth = 0 if self.depth is None else self.depth + 1
        return self.at(self.cursor, depth if depth < len(self.meetings[self.cursor]) else None)


def months_on(day: date, steps: int) -> date:
    """The same day of another month, or its last one."""
    months = day.year * 12 + day.month - 1 + steps
    first = date(months // 12, months % 12 + 1, 1)
    after = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (after - first).days) - 1)
