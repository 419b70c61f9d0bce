"""Keeping meetings: planning, correcting and moving them, and none where another one is."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, Final

from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.meetings.clashes import Clash, clash_problems, clashes, sentence
from desktop.meetings.fitting import room_problems
from desktop.meetings.hours import days_of
from desktop.meetings.meeting import OF_GROUP, Meeting, far_off, group_of
from desktop.meetings.names import MeetingNames
from desktop.office.bodies import Body
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.fields import Ground
from desktop.records.record import fields_of
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.writing import Writing

_LETTERS: Final = 60
_DAY: Final = timedelta(days=1)
# What stands in a schedule that was approved: whoever changes it adjusts the meeting.
_ON_SCHEDULE: Final = (
    "day",
    "last_day",
    "part",
    "starts_at",
    "ends_at",
    "room",
    "place",
    "chair",
    "leaders",
)


def keep(store: Store, meeting: Meeting, *, names: MeetingNames) -> tuple[Change, Meeting]:
    """Plan a meeting, or correct one.

    Raises Problems where its room, a leader or its car is taken at its time and it gives no
    reason, and where its room is unknown or closed. An approved meeting that is at another time,
    elsewhere, or with others from now on is an adjusted one.
    """
    words = M("planning {meeting}", meeting=meeting_title(meeting))
    if meeting.id is not None:
        words = M("correcting {meeting}", meeting=meeting_title(meeting))
    with saving(store, words, names) as writing:
        kept = enter(writing, meeting, names=names)
    return writing.change, kept


def enter(writing: Writing, meeting: Meeting, *, names: MeetingNames) -> Meeting:
    """Keep one meeting inside a greater act, with the bodies that it names for the first time."""
    before = _before(writing, meeting)
    fitted = fit(writing, meeting, before)
    _add_new_body(writing, fitted, names)
    if before is None:
        added: Meeting = writing.add(fitted)
        return added
    writing.put(fitted)
    return fitted


def fit(writing: Writing, meeting: Meeting, before: Meeting | None) -> Meeting:
    """The meeting as it may be kept; raises Problems where it must not be."""
    writing.flush()  # whatever this act has added before takes its room already
    fitted = _adjusted(_of_its_kind(meeting), before)
    if problems := tuple(room_problems(writing.reader, fitted)):
        raise Problems(problems)
    return _without_clash(writing.reader, fitted, before)


def move(
    store: Store,
    meeting: Meeting,
    *,
    day: date,
    starts_at: time | None,
    ends_at: time | None,
    part: str | None = None,
    reason: str | None = None,
) -> Change:
    """Put a meeting at another time, as one step; its other facts stay.

    `part` is the half-day of a meeting without hours; `reason` allows a clash. Raises Problems
    as `keep` does. What ends before it starts is taken to run over midnight.
    """
    if problems := tuple(far_off("day", {"day": day})):
        raise Problems(problems)
    moved = replace(
        meeting,
        day=day,
        last_day=_last_day(meeting, day, starts_at, ends_at),
        starts_at=starts_at,
        ends_at=ends_at,
        part=part or meeting.part,
    )
    moved = without_old_reason(store.reader, meeting, moved)
    moved = replace(moved, clash_reason=reason or moved.clash_reason)
    words = M("moving {meeting} to {day}", meeting=meeting_title(meeting), day=f"{day:%d/%m/%Y}")
    return put(store, words, [(meeting, moved)])


def put(store: Store, words: Message, meetings: Iterable[tuple[Meeting, Meeting]]) -> Change:
    """Keep meetings as they are from now on, each beside what it was, as one change."""
    with store.writing(words) as writing:
        for before, after in meetings:
            _before(writing, before)
            refuse_unfit(after, store.today)
            writing.put(fit(writing, after, before))
    return writing.change


def refuse_unfit(meeting: Meeting, today: date) -> None:
    """Raise Problems where facts contradict each other, as the form would."""
    values = {name: getattr(meeting, name) for name in fields_of(Meeting)}
    ground = Ground(today)
    if problems := tuple(found for rule in Meeting.rules for found in rule(values, ground)):
        raise Problems(problems)


def discard(store: Store, *meetings: Meeting) -> Change:
    """Move meetings to the trash: they take no room any more."""
    one = M("discarding {meeting}", meeting=meeting_title(meetings[0]))
    many = Ms("discarding {count} meeting", "discarding {count} meetings", len(meetings))
    return _each(store, meetings, Writing.trash, one if len(meetings) == 1 else many)


def put_back(store: Store, *meetings: Meeting) -> Change:
    """Take meetings out of the trash; raises Trouble where another one has their place by now."""
    one = M("putting back {meeting}", meeting=meeting_title(meetings[0]))
    many = Ms("putting back {count} meeting", "putting back {count} meetings", len(meetings))
    return _each(store, meetings, _restore, one if len(meetings) == 1 else many)


def meeting_title(meeting: Meeting) -> Message:
    """What a meeting is called in one breath."""
    return M("meeting “{title}”", title=meeting.title[:_LETTERS])


def id_of(meeting: Meeting) -> int:
    """The id of a meeting that is in the store."""
    assert meeting.id is not None
    return meeting.id


def _add_new_body(writing: Writing, meeting: Meeting, names: MeetingNames) -> None:
    """A body that prepares a meeting for the first time is known from now on."""
    body = meeting.preparing_body
    if body and names.names.directories["bodies"].find(body) is None:
        names.names.learn(writing.add(Body(name=body)))


def _before(writing: Writing, meeting: Meeting) -> Meeting | None:
    if meeting.id is None:
        return None
    if writing.reader.is_trashed("meetings", meeting.id):
        raise Trouble(M("This meeting is in the trash: put it back, then correct it."))
    before: Meeting = writing.reader.record("meetings", meeting.id)
    return before


def _of_its_kind(meeting: Meeting) -> Meeting:
    """What belongs to meetings of another kind falls away: no form shows it any more."""
    own = OF_GROUP.get(group_of(meeting.meeting_kind), ())
    foreign = [name for names in OF_GROUP.values() for name in names if name not in own]
    nothing: dict[str, Any] = dict.fromkeys(foreign)
    return replace(meeting, **nothing)


def _adjusted(meeting: Meeting, before: Meeting | None) -> Meeting:
    if before is None or not before.state == meeting.state == "approved":
        return meeting
    changed = any(getattr(meeting, name) != getattr(before, name) for name in _ON_SCHEDULE)
    return replace(meeting, state="adjusted") if changed else meeting


def _without_clash(reader: Reader, meeting: Meeting, before: Meeting | None) -> Meeting:
    found = clashes(reader, meeting)
    if not found:
        # A reason allows the clash it was given for, not one that comes later.
        return replace(meeting, clash_reason=None)
    if meeting.clash_reason:
        return meeting
    # Of two meetings that share a room, one has given the reason: the other may be corrected.
    known = _known(clashes(reader, before)) if before else set()
    refused = [one for one in found if not (one.other.clash_reason and _known([one]) <= known)]
    if refused:
        raise Problems(clash_problems(meeting, refused))
    return meeting


def _known(found: Iterable[Clash]) -> set[tuple[str, str, int | None]]:
    return {(clash.what, clash.name, clash.other.id) for clash in found}


def without_old_reason(reader: Reader, before: Meeting, after: Meeting) -> Meeting:
    """A meeting at another time; a reason that was given for other clashes falls away."""
    clashed_before = _known(clashes(reader, after)) <= _known(clashes(reader, before))
    return after if clashed_before else replace(after, clash_reason=None)


def _last_day(meeting: Meeting, day: date, start: time | None, end: time | None) -> date | None:
    first, last = days_of(meeting)
    if start and end and (first == last or _is_over_midnight(meeting)):
        return day + _DAY if end < start else None
    return day + (last - first) if last > first else None


def _is_over_midnight(meeting: Meeting) -> bool:
    first, last = days_of(meeting)
    start, end = meeting.starts_at, meeting.ends_at
    return last - first == _DAY and start is not None and end is not None and end <= start


def _each(
    store: Store,
    meetings: tuple[Meeting, ...],
    act: Callable[[Writing, str, int], None],
    words: Message,
) -> Change:
    with store.writing(words) as writing:
        for meeting in meetings:
            act(writing, meeting.kind, id_of(meeting))
    return writing.change


def _restore(writing: Writing, kind: str, record_id: int) -> None:
    writing.restore(kind, record_id)
    meeting: Meeting = writing.reader.record(kind, record_id)
    found = clashes(writing.reader, meeting)
    if found and not meeting.clash_reason:
        raise Trouble(sentence(found[0]))
