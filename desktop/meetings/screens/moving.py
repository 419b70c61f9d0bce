"""A meeting moved in a calendar: by days, by half hours, into another room."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from desktop.meetings.hours import days_of
from desktop.meetings.meeting import Meeting

_PARTS: Final = ("sang", "chieu", "toi")


def by_days(meeting: Meeting, days: int) -> Meeting:
    """The same meeting so many days later."""
    step = timedelta(days=days)
    last = meeting.last_day + step if meeting.last_day else None
    return replace(meeting, day=meeting.day + step, last_day=last)


def by_minutes(meeting: Meeting, minutes: int) -> Meeting:
    """The same meeting later on its day; what has no hour goes from one part of it to the next.

    A meeting that would leave its day stays where it is.
    """
    if meeting.starts_at is None:
        return _by_parts(meeting, 1 if minutes > 0 else -1)
    step = timedelta(minutes=minutes)
    starts = datetime.combine(meeting.day, meeting.starts_at) + step
    ends = None
    if meeting.ends_at:
        ends = datetime.combine(days_of(meeting)[1], meeting.ends_at) + step
    if starts.date() != meeting.day or (ends and ends.date() != days_of(meeting)[1]):
        return meeting
    return replace(meeting, starts_at=starts.time(), ends_at=ends.time() if ends else None)


def into_room(meeting: Meeting, room: str | None) -> Meeting:
    """The same meeting in another room, or in none."""
    return replace(meeting, room=room or None)


def _by_parts(meeting: Meeting, steps: int) -> Meeting:
    if meeting.part not in _PARTS:
        return meeting
    place = _PARTS.index(meeting.part) + steps
    return replace(meeting, part=_PARTS[place]) if 0 <= place < len(_PARTS) else meeting
