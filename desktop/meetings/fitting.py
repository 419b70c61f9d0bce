"""Whether a meeting fits its room."""

from collections.abc import Iterator

from desktop.language.words import M, Message
from desktop.meetings.hours import days_of
from desktop.meetings.meeting import Meeting
from desktop.meetings.rooms import Room
from desktop.records.law import catalogue
from desktop.records.queries import Query, Test
from desktop.records.record import Problem
from desktop.storage.lists import Reader


def room_problems(reader: Reader, meeting: Meeting) -> Iterator[Problem]:
    """What is wrong with the room of a meeting that is still to come."""
    if not meeting.room or not is_coming(meeting):
        return
    room = room_named(reader, meeting.room)
    if room is None:
        yield Problem("room", M("“{room}” is no room: choose one of the list.", room=meeting.room))
    elif is_closed_for(room, meeting):
        yield Problem("room", closed(room))


def room_named(reader: Reader, name: str) -> Room | None:
    """The room of just this name; None where there is none."""
    ids = reader.ids(Query("rooms").where("name", Test.IS, name), 1)
    return next(iter(reader.records("rooms", ids)), None)


def is_closed_for(room: Room, meeting: Meeting) -> bool:
    """Whether a room is closed on any day of a meeting."""
    first, last = days_of(meeting)
    if room.closed_from is None and room.closed_to is None:
        return False
    began = room.closed_from is None or room.closed_from <= last
    return began and (room.closed_to is None or first <= room.closed_to)


def closed(room: Room) -> Message:
    """One sentence: from when to when a room is closed, and why."""
    return M(
        "{room} is closed ({days}){reason}: choose another room or day.",
        room=room.name,
        days=_days(room),
        reason=f", {room.closed_reason}" if room.closed_reason else "",
    )


def is_coming(meeting: Meeting) -> bool:
    """Whether a meeting is neither held nor called off."""
    entry = catalogue("meeting_states").of(meeting.state)
    return bool(entry and entry.group == "coming")


def _days(room: Room) -> str:
    ends = (f"{day:%d/%m/%Y}" if day else "…" for day in (room.closed_from, room.closed_to))
    return "–".join(ends)
