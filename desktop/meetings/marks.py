"""Gentle marks: what a secretary would look at again, though nothing forbids it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from desktop.language.words import M, Message, Ms
from desktop.language.working_days import WorkingDays
from desktop.meetings.clashes import leaders_of
from desktop.meetings.fitting import closed, is_closed_for, room_named
from desktop.meetings.hours import days_of
from desktop.meetings.inviting import holds
from desktop.meetings.meeting import Meeting, is_off
from desktop.meetings.preparing import unprepared
from desktop.records.law import rule
from desktop.records.queries import Order, Query, Test
from desktop.storage.lists import Reader

# 200 đại biểu · 45 người
_PEOPLE: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)\s*(?:người|đại biểu|đồng chí|đ/c|khách)")
_SIGNED_BY: Final = ("outgoing", "signer", "document_date", Test.IS)
_MET: Final = (
    _SIGNED_BY,
    ("meetings", "chair", "day", Test.IS),
    ("meetings", "leaders", "day", Test.HOLDS),
)


@dataclass(frozen=True)
class Mark:
    """What may be looked at again, and at which field of the meeting."""

    field: str
    message: Message


def marks(
    reader: Reader, meeting: Meeting, *, today: date, calendar: WorkingDays
) -> tuple[Mark, ...]:
    """All that is worth a second look at a meeting."""
    if is_off(meeting):
        return ()
    return (
        *_of_its_room(reader, meeting),
        *_of_its_leaders(reader, meeting, today),
        *_of_its_preparation(meeting, today, calendar),
        *_of_its_invitation(reader, meeting, calendar),
        *_of_its_notices(reader, meeting, today, calendar),
    )


def expected(reader: Reader, meeting: Meeting) -> int:
    """How many people are expected: those on the list, or as many as the participants say."""
    said = [int(number.replace(".", "")) for number in _PEOPLE.findall(meeting.invited or "")]
    listed = 0
    if meeting.id is not None:
        listed = reader.count(Query("participants").where("meeting", Test.IS, meeting.id))
    return max(sum(said) + (meeting.delegation_size or 0), listed)


def _of_its_room(reader: Reader, meeting: Meeting) -> Iterator[Mark]:
    room = room_named(reader, meeting.room) if meeting.room else None
    if room is None:
        return
    if meeting.state != "held" and is_closed_for(room, meeting):
        yield Mark("room", closed(room))
    count = expected(reader, meeting)
    if room.seats is not None and count > room.seats:
        message = M(
            "{count} people are expected, and {room} has {seats} seats.",
            count=count,
            room=room.name,
            seats=room.seats,
        )
        yield Mark("room", message)


def _of_its_leaders(reader: Reader, meeting: Meeting, today: date) -> Iterator[Mark]:
    """Nobody tells the program that a leader has left: what they sign and lead does."""
    days = rule("leader_unseen_days", today)
    if meeting.day < today:
        return
    for name in leaders_of(meeting):
        if _has_left(reader, name, today - timedelta(days=days), meeting.id):
            field = "chair" if name == meeting.chair else "leaders"
            message = Ms(
                "{name} has signed nothing and met nobody for {count} day: still in office?",
                "{name} has signed nothing and met nobody for {count} days: still in office?",
                days,
                name=name,
            )
            yield Mark(field, message)


def _has_left(reader: Reader, name: str, limit: date, own: int | None) -> bool:
    """Whether a leader was seen before a day, and not since."""
    seen = False
    for kind, field, day, test in _MET:
        query = Query(kind).where(field, test, name)
        if _is_found(reader, query.where(day, Test.AT_LEAST, limit), own):
            return False
        seen = seen or _is_found(reader, query, own)
    return seen


def _is_found(reader: Reader, query: Query, own: int | None) -> bool:
    found = list(reader.ids(query, 2))
    return any(query.kind != "meetings" or record_id != own for record_id in found)


def _of_its_preparation(meeting: Meeting, today: date, calendar: WorkingDays) -> Iterator[Mark]:
    """Shortly before a meeting all should be ready that stands on its checklist."""
    left = len(unprepared(meeting))
    is_near = calendar.between(today, meeting.day) <= rule("preparation_before_days", today)
    if left and is_near and meeting.state != "held" and today <= meeting.day:
        message = Ms(
            "{count} thing on the checklist is not prepared yet.",
            "{count} things on the checklist are not prepared yet.",
            left,
        )
        yield Mark("checklist", message)


def _of_its_invitation(reader: Reader, meeting: Meeting, calendar: WorkingDays) -> Iterator[Mark]:
    """An invitation goes out three working days before (Decision 45/2018/QĐ-TTg)."""
    if meeting.invitation is None or not holds(reader, meeting.invitation):
        return
    sent = _sent_on(reader, meeting.invitation)
    least = rule("invitation_before_days", meeting.day)
    if sent > meeting.day or calendar.between(sent, meeting.day) < least:
        message = Ms(
            "The invitation went out on {day}, less than {count} working day before.",
            "The invitation went out on {day}, less than {count} working days before.",
            least,
            day=f"{sent:%d/%m/%Y}",
        )
        yield Mark("invitation", message)


def _of_its_notices(
    reader: Reader, meeting: Meeting, today: date, calendar: WorkingDays
) -> Iterator[Mark]:
    """Conclusions are notified within five working days (Decision 45/2018/QĐ-TTg)."""
    if meeting.id is None:
        return
    _, last = days_of(meeting)
    most = rule("conclusion_notice_days", last)
    for notice in _notices(reader, meeting.id):
        sent = _sent_on(reader, notice) if notice else today
        if sent > last and calendar.between(last, sent) > most:
            yield Mark("outcome", _late(sent if notice else None, most))


def _late(sent: date | None, most: int) -> Message:
    if sent is None:
        return Ms(
            "Conclusions wait for their notice for more than {count} working day.",
            "Conclusions wait for their notice for more than {count} working days.",
            most,
        )
    return Ms(
        "The notice of conclusions went out on {day}, more than {count} working day after.",
        "The notice of conclusions went out on {day}, more than {count} working days after.",
        most,
        day=f"{sent:%d/%m/%Y}",
    )


def _notices(reader: Reader, meeting_id: int) -> list[int | None]:
    """The notices of a meeting's conclusions, each once; None stands for those without one."""
    query = Query("conclusions", order=(Order("place"),)).where("meeting", Test.IS, meeting_id)
    notices = (notice for (notice,) in reader.values(query, ("notice",)))
    return list(dict.fromkeys(one if holds(reader, one) else None for one in notices))


def _sent_on(reader: Reader, document_id: int) -> date:
    document: Any = reader.record("outgoing", document_id)
    sent: date = document.forwarded_on or document.document_date
    return sent
