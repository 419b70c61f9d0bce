"""Meetings that come again: begun from templates, made in series, changed from one on."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from desktop.language.words import M, Message, Ms
from desktop.language.working_days import WorkingDays
from desktop.meetings.around import MeetingSeries
from desktop.meetings.clashes import clashes, sentence
from desktop.meetings.hours import days_of, minutes_of
from desktop.meetings.keeping import enter, id_of, meeting_title, refuse_unfit, without_old_reason
from desktop.meetings.meeting import Meeting, MeetingTemplate, is_off
from desktop.meetings.names import MeetingNames
from desktop.meetings.preparing import usual_needs
from desktop.office.calendar import working_days
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems, draft_of
from desktop.records.fields import Ground
from desktop.records.queries import Order, Query, Test
from desktop.records.record import Problem, fields_of
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.writing import Writing

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_WEEKS: Final = {"hang-tuan": 1, "hai-tuan": 2}
_MOST_SAID: Final = 5
_MONDAY: Final = 2  # as Vietnamese counts its days
_USUAL: Final = tuple(
    name
    for name in fields_of(MeetingTemplate)
    if name in fields_of(Meeting) and name != "starts_at"
)
# What each meeting of a series has for itself.
_ITS_OWN: Final = frozenset(
    (
        "day",
        "last_day",
        "state",
        "state_reason",
        "clash_reason",
        "series",
        "request",
        "invitation",
        "prepared",
        "turns",
        "persons",
        "group_cases",
        "outcome",
    )
)


# Templates


def new_meeting(ground: Ground, day: date | None = None) -> Draft:
    """A new meeting, begun: planned for today, or the day that is in sight."""
    field = fields_of(Meeting)["state"]
    shown = {"day": f"{day or ground.today:%d/%m/%Y}", "state": field.show("planned", ground)}
    return Draft(Meeting.kind, shown)


def meeting_from(template: MeetingTemplate, day: date, starts_at: time | None = None) -> Meeting:
    """A meeting as its template has it: at its hour, or another one, and as long as usual."""
    begins = starts_at or template.starts_at
    usual = {name: getattr(template, name) for name in _USUAL}
    if template.checklist is None:
        usual["checklist"] = usual_needs(template.meeting_kind, template.form, day)
    ends = ends_after(begins, template.minutes)
    last_day = _last_day(day, begins, template.minutes)
    return Meeting(**usual, day=day, last_day=last_day, starts_at=begins, ends_at=ends)


def begin_from(
    template: MeetingTemplate, day: date, starts_at: time | None = None, *, ground: Ground
) -> Draft:
    """The form of a new meeting, filled in as its template has it."""
    return replace(draft_of(meeting_from(template, day, starts_at), ground), record_id=None)


def template_of(meeting: Meeting, name: str) -> MeetingTemplate:
    """A template out of a meeting that was planned well."""
    usual = {field: getattr(meeting, field) for field in _USUAL}
    return MeetingTemplate(
        **usual, name=name, starts_at=meeting.starts_at, minutes=minutes_of(meeting)
    )


def _last_day(day: date, starts_at: time | None, minutes: int | None) -> date | None:
    """The day on which it ends, where that is a later one."""
    if starts_at is None or minutes is None:
        return None
    last = (datetime.combine(day, starts_at) + timedelta(minutes=minutes)).date()
    return last if last > day else None


def ends_after(starts_at: time | None, minutes: int | None) -> time | None:
    """When a meeting ends that begins at an hour and takes so many minutes."""
    if starts_at is None or minutes is None:
        return None
    return (datetime.combine(date.min, starts_at) + timedelta(minutes=minutes)).time()


# Series


def days_in(series: MeetingSeries, calendar: WorkingDays) -> list[date]:
    """The days on which a series meets.

    A week's meeting that would fall on a day off does not take place; a month's meeting is held
    on the next working day of the series.
    """
    if series.rhythm in _WEEKS:
        return [day for day in _by_weeks(series) if calendar.is_working(day)]
    days = (_next_working(day, calendar) for day in _by_months(series))
    return [day for day in dict.fromkeys(days) if series.first_day <= day <= series.last_day]


def expand(
    store: Store,
    series: MeetingSeries,
    *,
    names: MeetingNames,
    clash_reason: str | None = None,
    without: Collection[date] = (),
) -> tuple[Change, list[Meeting]]:
    """Plan all meetings of a series as one change; the series itself is kept with them.

    Of a series that is there already only what is new is planned; days `without` are left out.
    Raises Problems where it would meet on no day, and where something is taken and no reason
    allows it: all such days at once.
    """
    template = store.reader.record("meeting_templates", series.template)
    new = [day for day in _new_days(store.reader, series) if day not in without]
    if not new and series.id is None:
        raise Problems((Problem("first_day", M("No working day of the series is left.")),))
    words = Ms(
        "planning {count} meeting of {series}",
        "planning {count} meetings of {series}",
        len(new),
        series=series.name,
    )
    if not new:
        words = M("correcting {meeting}", meeting=series.name)
    with saving(store, words, names) as writing:
        kept = _keep_series(writing, series)
        planned = [
            replace(meeting_from(template, day), series=kept.id, clash_reason=clash_reason)
            for day in new
        ]
        _refuse_clashes(writing.reader, planned)
        meetings = [enter(writing, meeting, names=names) for meeting in planned]
    return writing.change, meetings


def clashing_days(reader: Reader, series: MeetingSeries) -> list[date]:
    """The days on which a series would need what others have already."""
    template = reader.record("meeting_templates", series.template)
    planned = (meeting_from(template, day) for day in _new_days(reader, series))
    return [meeting.day for meeting in planned if clashes(reader, meeting)]


def _new_days(reader: Reader, series: MeetingSeries) -> list[date]:
    """The days of a series that are still to be planned.

    What was planned before, and was moved or discarded since, is not planned again.
    """
    calendar = working_days(reader)
    days = days_in(series, calendar)
    if series.id is None:
        return days
    before = days_in(reader.record(series.kind, series.id), calendar)
    there = (one.day for one in meetings_of(reader, series.id))
    planned = {*before, *there}
    return [day for day in days if day not in planned]


def meetings_of(reader: Reader, series_id: int, since: date | None = None) -> list[Meeting]:
    """The meetings of a series in the order of their days."""
    query = Query("meetings", order=(Order("day"), Order("id")))
    query = query.where("series", Test.IS, series_id)
    if since:
        query = query.where("day", Test.AT_LEAST, since)
    return list(reader.records("meetings", reader.ids(query)))


def change_following(store: Store, meeting: Meeting, *, names: MeetingNames) -> Change:
    """Correct one meeting of a series, and all that follow in the same way, as one change.

    What differs from the meeting as it was is changed in each that is still to come; at another
    day they all move as far, past days off. What is each one's own, such as its state, stays.
    """
    before: Meeting = store.reader.record("meetings", id_of(meeting))
    differs = {
        name: getattr(meeting, name)
        for name in fields_of(Meeting)
        if name not in _ITS_OWN and getattr(meeting, name) != getattr(before, name)
    }
    later = following(store.reader, before)
    shift = meeting.day - before.day
    calendar = working_days(store.reader)
    # A reason that was there before was given for other clashes, and by one meeting only.
    given = meeting.clash_reason if meeting.clash_reason != before.clash_reason else None
    words = _from_one_on(M("correcting {meeting}", meeting=meeting_title(before)), len(later))
    lasts = _length(meeting) if _length(meeting) != _length(before) else None
    moved = ((one, _shifted(replace(one, **differs), shift, lasts, calendar)) for one in later)
    changed = [(before, meeting), *moved]
    with saving(store, words, names) as writing:
        # The one that makes room goes first: else a series would clash with itself.
        for was, now in reversed(changed) if shift > timedelta() else changed:
            refuse_unfit(now, store.today)
            writing.flush()
            kept = without_old_reason(writing.reader, was, now)
            reason = given or kept.clash_reason
            enter(writing, replace(now, clash_reason=reason), names=names)
    return writing.change


def discard_following(store: Store, meeting: Meeting) -> Change:
    """Move one meeting of a series, and all that follow, to the trash."""
    later = following(store.reader, meeting)
    words = _from_one_on(M("discarding {meeting}", meeting=meeting_title(meeting)), len(later))
    with store.writing(words) as writing:
        for one in (meeting, *later):
            writing.trash("meetings", id_of(one))
    return writing.change


def following(reader: Reader, meeting: Meeting) -> list[Meeting]:
    """The later meetings of the same series that are still to come."""
    if meeting.series is None:
        return []
    later = meetings_of(reader, meeting.series, meeting.day)
    return [one for one in later if one.id != meeting.id and _may_change(one)]


def _may_change(meeting: Meeting) -> bool:
    return meeting.state != "held" and not is_off(meeting)


def _from_one_on(one: Message, count: int) -> Message:
    if not count:
        return one
    return Ms("{act} and {count} that follows", "{act} and {count} that follow", count, act=one)


def _shifted(
    meeting: Meeting, shift: timedelta, lasts: timedelta | None, calendar: WorkingDays
) -> Meeting:
    """At another day, past days off; it takes as many days as it did, or so many from now on."""
    day = _next_working(meeting.day + shift, calendar) if shift else meeting.day
    length = _length(meeting) if lasts is None else lasts
    return replace(meeting, day=day, last_day=day + length if length else None)


def _length(meeting: Meeting) -> timedelta:
    first, last = days_of(meeting)
    return last - first


def _keep_series(writing: Writing, series: MeetingSeries) -> MeetingSeries:
    if series.id is None:
        added: MeetingSeries = writing.add(series)
        return added
    writing.put(series)
    return series


def _refuse_clashes(reader: Reader, planned: list[Meeting]) -> None:
    open_ones = [meeting for meeting in planned if not meeting.clash_reason]
    found = [clash for meeting in open_ones for clash in clashes(reader, meeting)]
    if found:
        said = [Problem("first_day", sentence(clash)) for clash in found[:_MOST_SAID]]
        raise Problems(tuple(said))


def _by_weeks(series: MeetingSeries) -> Iterator[date]:
    day = series.first_day
    if series.weekday is not None:
        day += _DAY * ((series.weekday - _MONDAY - day.weekday()) % 7)
    while day <= series.last_day:
        yield day
        day += _WEEK * _WEEKS[series.rhythm]


def _by_months(series: MeetingSeries) -> Iterator[date]:
    """One day of each month: the last one where a month has not so many."""
    year, month = series.first_day.year, series.first_day.month
    while (year, month) <= (series.last_day.year, series.last_day.month):
        _, longest = monthrange(year, month)
        yield date(year, month, min(series.day_of_month or series.first_day.day, longest))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _next_working(day: date, calendar: WorkingDays) -> date:
    return day if calendar.is_working(day) else calendar.after(day, 1)
