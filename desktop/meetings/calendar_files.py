"""Calendars of phones and other programs: meetings written as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from desktop.meetings.hours import ALL_DAY, days_of, span
from desktop.meetings.meeting import Meeting, is_off, venue
from desktop.records.law import catalogue, form, rule
from desktop.records.record import row_of
from desktop.storage.store import Store

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# Each field of the record stands beside the usual ones, so that nothing is lost on the way back.
OWN: Final = "X-SOVAN-"
_DAY: Final = timedelta(days=1)
_STATUS: Final = {"planned": "TENTATIVE", "postponed": "CANCELLED", "cancelled": "CANCELLED"}
_SAID: Final = ("chair", "leaders", "invited", "preparing_body")


def file_mark(store: Store) -> str:
    """What tells this office's meetings from those of others, for as long as the file lives."""
    first = store.change(1)
    return str(uuid5(NAMESPACE_OID, f"{first.at.isoformat()} {first.who}"))


def uid_of(meeting: Meeting, mark: str) -> str:
    """The name by which other programs know a meeting again."""
    return f"{meeting.id}.{mark}@sovan"


def calendar_file(
    meetings: Iterable[Meeting], *, mark: str, name: str, written_at: datetime
) -> bytes:
    """A calendar of meetings; times are those of Viet Nam, and the zone is told beside them."""
    calendar = Calendar()
    calendar.add("prodid", "-//So Van//sovan//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(ZONE))
    stamp = written_at.replace(tzinfo=ZONE).astimezone(ZoneInfo("UTC"))
    for meeting in meetings:
        calendar.add_component(_event(meeting, mark, stamp))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(meeting: Meeting, mark: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid_of(meeting, mark))
    event.add("dtstamp", stamp)
    for name, value in usual(meeting).items():
        event.add(name, value)
    kind = catalogue("meeting_kinds").of(meeting.meeting_kind)
    event.add("categories", [kind.vi if kind else meeting.meeting_kind])
    if description := _description(meeting):
        event.add("description", description)
    for name, kept in row_of(meeting).items():
        if kept is not None:
            event.add(own_name(name), vText(str(kept)), parameters={"VALUE": "TEXT"})
    return event


def usual(meeting: Meeting) -> dict[str, Any]:
    """What every calendar shows of a meeting, by the names of RFC 5545."""
    start, end = shown_times(meeting)
    shown = {
        "summary": meeting.title,
        "dtstart": start,
        "dtend": end,
        "status": _STATUS.get(meeting.state, "CONFIRMED"),
    }
    location = venue(meeting)
    # Nobody is kept from other things by a meeting that was called off.
    transparent = {"transp": "TRANSPARENT"} if is_off(meeting) else {}
    return {**shown, **({"location": location} if location else {}), **transparent}


def shown_times(meeting: Meeting) -> tuple[date, date] | tuple[datetime, datetime]:
    """Whole days for a meeting of all day, the office's hours for one of a half-day."""
    first, last = days_of(meeting)
    half = rule("calendar_half_days", first).get(meeting.part)
    if meeting.starts_at is None and meeting.ends_at is None and half:
        start, end = datetime.combine(first, half[0]), datetime.combine(last, half[1])
    elif meeting.starts_at is None or meeting.part == ALL_DAY:
        return first, last + _DAY
    else:
        start, end = span(meeting)
    return start.replace(tzinfo=ZONE), end.replace(tzinfo=ZONE)


def own_name(field: str) -> str:
    """The name under which a field of the record stands in the file."""
    return f"{OWN}{field.replace('_', '-').upper()}"


def _description(meeting: Meeting) -> str:
    wording = form("calendar-file")
    said = {name: getattr(meeting, name) for name in _SAID}
    said["leaders"] = ", ".join(meeting.leaders or ())
    return "\n".join(wording[name].format(**{name: said[name]}) for name in _SAID if said[name])
