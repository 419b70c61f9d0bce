"""Keeping the office's calendar."""

from desktop.language.words import M
from desktop.office.calendar import CalendarDay, calendar_days
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.record import Problem
from desktop.storage.store import Store


def keep_day(store: Store, day: CalendarDay) -> Change:
    """Add a day or correct one; raises Problems where the day is entered already."""
    others = [other for other in calendar_days(store.reader) if other.id != day.id]
    if any(other.day == day.day for other in others):
        raise Problems((Problem("day", M("This day is entered already: correct that line.")),))
    with store.writing(M("keeping the calendar")) as writing:
        if day.id is None:
            writing.add(day)
        else:
            writing.put(day)
    return writing.change


def discard_day(store: Store, day: CalendarDay) -> Change:
    """Take a day out of the calendar: it is again what it usually is."""
    assert day.id is not None
    with store.writing(M("keeping the calendar")) as writing:
        writing.trash("calendar", day.id)
    return writing.change
