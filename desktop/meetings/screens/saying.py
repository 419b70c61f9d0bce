"""What a calendar says of meetings and of free places, in words."""

from datetime import date

from PySide6.QtCore import QLocale

from desktop.language.words import capital
from desktop.meetings import hours
from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.inks import look_of
from desktop.meetings.screens.plan import Column, Cursor
from desktop.records.fields import Ground
from desktop.records.law import catalogue


def day_said(day: date, language: str, *, short: bool = False) -> str:
    """A day as the head of its column: its name, its day and month."""
    return f"{weekday_said(day, language, short=short)}, {day:%d/%m}"


def weekday_said(day: date, language: str, *, short: bool = False) -> str:
    """The name of a day of the week."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return capital(QLocale(language).standaloneDayName(day.isoweekday(), form))


def state_said(meeting: Meeting, ground: Ground) -> str:
    """The state of a meeting in words; empty for the usual one."""
    entry = catalogue("meeting_states").of(meeting.state)
    if entry is None or not look_of(meeting).says_so:
        return ""
    return entry.name(ground.language)


def first_line(meeting: Meeting, ground: Ground) -> str:
    """The hours, the mark of an allowed clash, and the state."""
    parts = (hours.said(meeting, ground), state_said(meeting, ground))
    return _marked(meeting, " · ".join(filter(None, parts)))


def begins_said(meeting: Meeting) -> str:
    """When a meeting begins, with the mark of an allowed clash."""
    return _marked(meeting, f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "")


def hours_said(meeting: Meeting) -> str:
    """From when to when, with the same mark."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return begins_said(meeting)
    return _marked(meeting, f"{meeting.starts_at:%H:%M}–{meeting.ends_at:%H:%M}")


def _marked(meeting: Meeting, said: str) -> str:
    clash = "⚠" if meeting.clash_reason else ""
    return " ".join(part for part in (said, clash) if part)


def title_said(meeting: Meeting) -> str:
    """When a meeting begins, and its title."""
    return " ".join((begins_said(meeting), *meeting.title.split())).strip()


def said_of(meeting: Meeting, ground: Ground) -> str:
    """All of a meeting that a calendar tells, for whoever hears it."""
    state = catalogue("meeting_states").of(meeting.state)
    parts: tuple[str | None, ...] = (
        f"{meeting.day:%d/%m/%Y}",
        hours.said(meeting, ground),
        " ".join(meeting.title.split()),
        meeting.room or meeting.place,
        meeting.chair,
        state.name(ground.language) if state else None,
        meeting.state_reason,
    )
    return " · ".join(part for part in parts if part)


def slot_said(column: Column, cursor: Cursor, language: str) -> str:
    """A free place by its day and hour."""
    hour = "" if cursor.minute is None else f" {cursor.minute // 60:02d}:{cursor.minute % 60:02d}"
    key = f" · {column.key}" if column.key else ""
    return f"{day_said(column.day, language)}{hour}{key}"
