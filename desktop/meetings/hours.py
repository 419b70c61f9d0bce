"""What a meeting takes of its days: from hour to hour, a half-day, or all day."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from desktop.language.words import M, Message
from desktop.meetings.meeting import Meeting
from desktop.records.fields import Ground
from desktop.records.law import catalogue, rule

ALL_DAY: Final = "ca-ngay"
_DAY: Final = timedelta(days=1)
_IN_WORDS: Final = {
    "sang": M("morning"),
    "chieu": M("afternoon"),
    "toi": M("evening"),
    ALL_DAY: M("all day"),
}

Span = tuple[datetime, datetime]


def span(meeting: Meeting) -> Span:
    """From when to when a meeting takes its room and its people, the end not included.

    With no hour it takes its half-day, or the whole day; where only the beginning is known, the
    usual time of a meeting.
    """
    start = _start(meeting)
    end = _end(meeting, start)
    if end > start:
        return start, end
    first, last = days_of(meeting)  # hours that contradict each other say nothing
    return _half_day(first, ALL_DAY)[0], _half_day(last, ALL_DAY)[1]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have any time in common."""
    return one[0] < other[1] and other[0] < one[1]


def days_of(meeting: Meeting) -> tuple[date, date]:
    """The first and the last day of a meeting; over midnight it has two."""
    return meeting.day, max(meeting.last_day or meeting.day, meeting.day)


def part_of(meeting: Meeting) -> str:
    """The part of the day in which a meeting stands in a schedule: its hour says so, if it has one.

    What was planned for all day stays so, whatever its hour.
    """
    if meeting.part == ALL_DAY:
        return ALL_DAY
    if meeting.starts_at is not None:
        return part_at(meeting.starts_at, meeting.day)
    if meeting.part is None and meeting.ends_at is not None and meeting.last_day is None:
        return _part_before(meeting.ends_at, meeting.day)
    return meeting.part or ALL_DAY


def part_at(hour: time, day: date | None = None) -> str:
    """The part of the day of an hour: morning, afternoon, evening."""
    begun = [part for part, start in _parts(day).items() if start <= hour]
    return begun[-1]


def said(meeting: Meeting, ground: Ground) -> str:
    """The hours as a list writes them: 08:00–10:00, Sáng, Cả ngày; with the days of several."""
    if not (hours := _hours(meeting)):
        entry = catalogue("day_parts").of(meeting.part or ALL_DAY)
        hours = entry.name(ground.language) if entry else ""
    return f"{hours}{_days(meeting)}"


def in_words(meeting: Meeting) -> Message:
    """The day and the hours as a sentence names them."""
    hours = _hours(meeting) or _IN_WORDS.get(meeting.part or ALL_DAY, M("all day"))
    first, last = days_of(meeting)
    if first == last:
        return M("{hours}, {day}", hours=hours, day=f"{first:%d/%m/%Y}")
    return M(
        "{hours}, {day} to {last_day}",
        hours=hours,
        day=f"{first:%d/%m/%Y}",
        last_day=f"{last:%d/%m/%Y}",
    )


def minutes_of(meeting: Meeting) -> int | None:
    """How long a meeting lasts where both its hours are known."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    start, end = span(meeting)
    return int((end - start).total_seconds()) // 60


def place_in_order(meeting: Meeting) -> tuple[datetime, datetime, int]:
    """By what meetings are sorted: their beginning, their end, and as they were entered."""
    return (*span(meeting), meeting.id or 0)


def _start(meeting: Meeting) -> datetime:
    if meeting.starts_at is not None:
        return datetime.combine(meeting.day, meeting.starts_at)
    first, last = days_of(meeting)
    if meeting.ends_at is None or last > first:
        return _half_day(first, meeting.part)[0]
    begins, _ = _half_day(first, meeting.part or _part_before(meeting.ends_at, first))
    return begins if begins.time() < meeting.ends_at else datetime.combine(first, time())


def _end(meeting: Meeting, start: datetime) -> datetime:
    _, last = days_of(meeting)
    if meeting.ends_at is not None:
        return datetime.combine(last, meeting.ends_at)
    if meeting.starts_at is None:
        return _half_day(last, meeting.part)[1]
    midnight = _half_day(last, ALL_DAY)[1]
    if meeting.part == ALL_DAY or last > meeting.day:
        return midnight
    usual = timedelta(minutes=rule("meeting_usual_minutes", meeting.day))
    return min(start + usual, midnight)  # only what has an end runs over midnight


def _part_before(hour: time, day: date) -> str:
    """What ends at noon has been a morning's."""
    begun = [part for part, start in _parts(day).items() if start < hour]
    return begun[-1] if begun else ALL_DAY


def _half_day(day: date, part: str | None) -> Span:
    midnight = datetime.combine(day, time())
    parts = _parts(day)
    if part not in parts:
        return midnight, midnight + _DAY
    starts = [datetime.combine(day, start) for start in parts.values()]
    return dict(zip(parts, pairwise([*starts, midnight + _DAY]), strict=True))[part]


def _parts(day: date | None) -> dict[str, time]:
    """From when each part of the day begins, in their order; the first one at midnight."""
    found: dict[str, time] = rule("meeting_half_days", day)
    return found


def _hours(meeting: Meeting) -> str:
    start, end = (f"{at:%H:%M}" if at else "" for at in (meeting.starts_at, meeting.ends_at))
    return f"{start}–{end}" if end else start


def _days(meeting: Meeting) -> str:
    first, last = days_of(meeting)
    return f" ({first:%d/%m}–{last:%d/%m})" if last > first else ""
