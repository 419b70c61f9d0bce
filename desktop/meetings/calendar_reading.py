"""Reading calendars: what a phone moved, and meetings that other programs wrote down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from icalendar import Calendar, Component, Event

from desktop.errors import Trouble
from desktop.language.folding import control_character, fold
from desktop.language.words import M, Message
from desktop.meetings.calendar_files import own_name, usual
from desktop.meetings.calendar_times import (
    UnknownRhythm,
    begun_at,
    end_of,
    local,
    start_of,
    time_of,
    times_of,
    when,
)
from desktop.meetings.fitting import is_coming
from desktop.meetings.keeping import enter, id_of, refuse_unfit, without_old_reason
from desktop.meetings.meeting import Meeting, far_off, is_off, venue
from desktop.meetings.names import MeetingNames
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.fields import Ground, Link, Unreadable
from desktop.records.law import catalogue, form, rule
from desktop.records.queries import Query, Test
from desktop.records.record import fields_of
from desktop.storage.lists import Reader
from desktop.storage.store import Store

_LARGEST: Final = 10_000_000  # bytes
_MOST_EVENTS: Final = 10_000
_TOO_LARGE: Final = M("The calendar is too large: export a shorter time, such as a year.")
_OTHER: Final = "khac"
_UID: Final = re.compile(r"(\d{1,15})\.([0-9a-f-]{36})@sovan")
_STATES: Final = {"CONFIRMED": "approved", "CANCELLED": "cancelled"}


@dataclass(frozen=True)
class CalendarRead:
    """What a calendar says: meetings new to this office, those it moved, and what was left out.

    Those moved carry the ids of meetings that are kept here. `unchanged` are as they are here.
    """

    added: tuple[Meeting, ...] = ()
    moved: tuple[Meeting, ...] = ()
    unchanged: int = 0
    remarks: tuple[Message, ...] = ()


@dataclass
class _Reading:
    """What is found while a calendar is read."""

    added: list[Meeting] = field(default_factory=list)
    moved: list[Meeting] = field(default_factory=list)
    unchanged: int = 0
    remarks: list[Message] = field(default_factory=list)


class _Refused(Exception):  # noqa: N818 - one entry that cannot be taken is no error
    """Why one entry of a calendar is left out."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def read_calendar(data: bytes, *, reader: Reader, mark: str, ground: Ground) -> CalendarRead:
    """Read a calendar; Trouble where it is none, a remark for each entry that is left out.

    Times of other zones become those of Viet Nam. What comes again is taken for a year.
    """
    events = _events(data)
    reading = _Reading()
    overridden = _overridden(events)
    for event in events:
        if len(reading.added) > _MOST_EVENTS:
            raise Trouble(_TOO_LARGE)
        try:
            _take(event, reading, overridden, reader=reader, mark=mark, ground=ground)
        except _Refused as refused:
            reading.remarks.append(refused.message)
    added = dict.fromkeys(reading.added)  # calendars put together say the same twice
    return CalendarRead(
        tuple(added), tuple(reading.moved), reading.unchanged, tuple(reading.remarks)
    )


def _events(data: bytes) -> list[Event]:
    broken = M("This is no calendar: choose a file in the iCalendar form (.ics).")
    if len(data) > _LARGEST:
        raise Trouble(_TOO_LARGE)
    try:
        read = Calendar.from_ical(data, multiple=True)
        calendars = read if isinstance(read, list) else [read]
        events = [event for one in calendars for event in one.walk("VEVENT")]
    # A zone that is a folder of the zones, such as Europe, is an OSError.
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError) as error:
        raise Trouble(broken) from error
    if not calendars or not all(isinstance(one, Calendar) for one in calendars):
        raise Trouble(broken)
    if len(events) > _MOST_EVENTS:
        raise Trouble(_TOO_LARGE)
    return [event for event in events if isinstance(event, Event)]


def _overridden(events: list[Event]) -> frozenset[tuple[str, Any]]:
    """Single ones of those that come again which are told of apart."""
    return frozenset(
        (_text(event, "uid"), at)
        for event in events
        if not event.errors and (at := time_of(event, "recurrence-id"))
    )


def _take(
    event: Event,
    reading: _Reading,
    overridden: frozenset[tuple[str, Any]],
    *,
    reader: Reader,
    mark: str,
    ground: Ground,
) -> None:
    _refuse_unreadable(event)
    kept = _kept(event, ground)
    existing = _existing(event, reader, mark)
    if existing:
        after = replace(existing, **_changed(event, kept or existing, ground))
        _refuse_unfit(after, ground)
        if after == existing:
            reading.unchanged += 1
        else:
            reading.moved.append(after)
        return
    meeting = replace(kept, **_changed(event, kept, ground)) if kept else _foreign(event, ground)
    for one in _each(event, meeting, overridden, reading):
        _refuse_unfit(one, ground)
        _sort_in(one, reading, _known(reader, one))


def _sort_in(meeting: Meeting, reading: _Reading, known: list[Meeting]) -> None:
    """A meeting is new, calls off the one that is kept, or says nothing new."""
    if not known:
        reading.added.append(meeting)
    elif is_off(meeting) and all(map(is_coming, known)):
        off = replace(known[0], state=meeting.state, state_reason=meeting.state_reason)
        reading.moved.append(off)
    else:
        reading.unchanged += 1


def _refuse_unreadable(event: Event) -> None:
    if event.errors:
        name, _ = event.errors[0]
        message = M(
            "“{title}”: {property} cannot be read.", title=_title(event), property=str(name)
        )
        raise _Refused(message)
    if time_of(event, "dtstart") is None:
        raise _Refused(M("“{title}” has no day.", title=_title(event)))
    for problem in far_off("day", {"day": start_of(event)}):
        raise _Refused(M("“{title}”: {problem}", title=_title(event), problem=problem.message))


def _refuse_unfit(meeting: Meeting, ground: Ground) -> None:
    try:
        refuse_unfit(meeting, ground.today)
    except Problems as problems:
        message = problems.problems[0].message
        raise _Refused(
            M("“{title}”: {problem}", title=meeting.title[:60], problem=message)
        ) from None


def _title(event: Component) -> str:
    return (_text(event, "summary") or "…")[:60]


def _text(event: Component, name: str) -> str:
    """What an entry says under a name; some programs say it twice."""
    said: Any = event.get(name, "")
    return str(said[0] if isinstance(said, list) else said)


# Meetings of this program


def _existing(event: Event, reader: Reader, mark: str) -> Meeting | None:
    """The meeting of this very office that was written into the file, if it is still there."""
    found = _UID.fullmatch(_text(event, "uid"))
    if not found or found[2] != mark:
        return None
    meeting: Meeting | None = reader.record(Meeting.kind, int(found[1]))
    if meeting is None or reader.is_trashed(Meeting.kind, int(found[1])):
        return None
    return meeting


def _kept(event: Event, ground: Ground) -> Meeting | None:
    """The record as it was written into the file; links are of the office that wrote it."""
    values: dict[str, Any] = {}
    for name, kind in fields_of(Meeting).items():
        said = event.get(own_name(name))
        if said is None or isinstance(kind, Link):
            continue
        try:
            values[name] = kind.recall(int(said) if kind.column == "INTEGER" else str(said))
            shown = kind.show(values[name], ground)
            readable = name == "room" or kind.read(shown, ground) == values[name]
        except (Unreadable, ValueError, KeyError, TypeError):
            readable = False
        if not readable:
            return None  # somebody wrote into it: only what every calendar shows is taken
    if not {"meeting_kind", "title", "day", "state"} <= set(values):
        return None
    return _in_known_room(Meeting(**values), ground)


def _in_known_room(meeting: Meeting, ground: Ground) -> Meeting:
    """A room of another office is a place to this one."""
    rooms = ground.directories.get("rooms")
    if meeting.room is None or (rooms and rooms.named(meeting.room)):
        return meeting
    return replace(meeting, room=None, place=_fitted("place", venue(meeting), ground))


def _changed(event: Event, written: Meeting, ground: Ground) -> dict[str, Any]:
    """What somebody has changed in another program since the meeting was written."""
    shown = usual(written)
    changed: dict[str, Any] = {}
    if (start_of(event), end_of(event)) != (local(shown["dtstart"]), local(shown["dtend"])):
        changed |= when(event)
    if _text(event, "summary") != shown["summary"]:
        changed["title"] = _title_of(event, ground)
    if _text(event, "location") not in (shown.get("location", ""), written.room or ""):
        changed |= _where(event, ground)
    if _status(event) == "CANCELLED" and not is_off(written):
        changed |= _cancelled()
    return changed


# Meetings of other programs


def _foreign(event: Event, ground: Ground) -> Meeting:
    status = _status(event)
    return Meeting(
        meeting_kind=_kind(event),
        title=_title_of(event, ground),
        note=_fitted("note", _text(event, "description"), ground) or None,
        **when(event),
        **_where(event, ground),
        **(_cancelled() if status == "CANCELLED" else {"state": _STATES.get(status, "planned")}),
    )


def _title_of(event: Event, ground: Ground) -> str:
    said = _fitted("title", _text(event, "summary"), ground)
    if not said:
        raise _Refused(M("An entry of {day} has no title.", day=f"{start_of(event):%d/%m/%Y}"))
    return said


def _kind(event: Event) -> str:
    """The kind that a category of the entry names."""
    categories = event.get("categories")
    several = categories if isinstance(categories, list) else [categories] if categories else []
    for one in several:
        for said in getattr(one, "cats", []):
            if entry := catalogue("meeting_kinds").find(str(said)):
                return entry.code
    return _OTHER


def _where(event: Event, ground: Ground) -> dict[str, Any]:
    said = _text(event, "location")
    rooms = ground.directories.get("rooms")
    room = rooms.named(said) if rooms and said else None
    return {"room": room, "place": None if room else _fitted("place", said, ground) or None}


def _cancelled() -> dict[str, Any]:
    return {"state": "cancelled", "state_reason": form("calendar-file")["cancelled"]}


def _status(event: Event) -> str:
    return _text(event, "status").upper()


def _fitted(name: str, said: str, ground: Ground) -> str:
    """A text as its field takes it: without signs that nobody sees, and cut where it is longer."""
    kind: Any = fields_of(Meeting)[name]
    text = str(kind.mended("".join(sign for sign in said if not control_character(sign))))
    limit = rule(kind.longest, ground.today)
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


# What comes again


def _each(
    event: Event,
    meeting: Meeting,
    overridden: frozenset[tuple[str, Any]],
    reading: _Reading,
) -> Iterator[Meeting]:
    """The meeting itself, or each of those that come again within a year."""
    try:
        times = times_of(event)
    except UnknownRhythm as error:
        message = M(
            "“{title}” comes again in a rhythm that is not known here.", title=_title(event)
        )
        raise _Refused(message) from error
    if times is None:
        yield meeting
        return
    if times.go_on:
        said = M(
            "“{title}” comes again for more than a year: a year is taken.", title=_title(event)
        )
        reading.remarks.append(said)
    uid = _text(event, "uid")
    for at in times.times:
        if not overridden & {(uid, at), (uid, at.date())}:
            yield begun_at(meeting, at)


# Keeping


def _known(reader: Reader, meeting: Meeting) -> list[Meeting]:
    """The same meeting where it is kept already: a calendar read twice adds nothing."""
    query = Query(Meeting.kind).where("day", Test.IS, meeting.day)
    there: Iterator[Meeting] = reader.records(Meeting.kind, reader.ids(query))
    return [
        one
        for one in there
        if one.starts_at == meeting.starts_at and fold(one.title) == fold(meeting.title)
    ]


def import_meetings(
    store: Store, read: CalendarRead, *, names: MeetingNames
) -> tuple[Change, tuple[Message, ...]]:
    """Keep what a calendar brought, as one change; what clashes is left out, and named."""
    left_out: list[Message] = []
    moved = (_with_fitting_reason(store.reader, meeting) for meeting in read.moved)
    # Of two that share a room, the one that gives the reason comes last.
    meetings = sorted((*read.added, *moved), key=lambda meeting: bool(meeting.clash_reason))
    with saving(store, M("taking over a calendar"), names) as writing:
        for meeting in meetings:
            try:
                enter(writing, meeting, names=names)
            except Problems as problems:
                message = problems.problems[0].message
                left_out.append(
                    M("“{title}”: {problem}", title=meeting.title[:60], problem=message)
                )
    return writing.change, tuple(left_out)


def _with_fitting_reason(reader: Reader, meeting: Meeting) -> Meeting:
    """A meeting that was moved elsewhere; the reason for its old clashes allows no new ones."""
    return without_old_reason(reader, reader.record(Meeting.kind, id_of(meeting)), meeting)
