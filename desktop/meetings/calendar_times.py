"""Times in calendars of other programs: of any zone, of whole days, and such as come again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from dateutil.rrule import rrulestr
from icalendar import Event, vRecur

from desktop.meetings.calendar_files import ZONE
from desktop.meetings.hours import ALL_DAY

_DAY: Final = timedelta(days=1)
# A series of meetings is planned for a year at most.
_YEAR: Final = timedelta(days=366)
_RHYTHMS: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

Time = date | datetime


class UnknownRhythm(Exception):  # noqa: N818 - other programs may write what is not known here
    """An entry comes again in a way that cannot be followed."""


@dataclass(frozen=True)
class Times:
    """When an entry comes again within a year; `go_on` says that it does so after that too."""

    times: tuple[datetime, ...]
    go_on: bool


def local(value: Time) -> Time:
    """A day, or the time that a clock in Viet Nam shows."""
    if isinstance(value, datetime):
        inside = value.astimezone(ZONE) if value.tzinfo else value
        return inside.replace(tzinfo=None, second=0, microsecond=0)
    return value


def time_of(event: Event, name: str) -> Time | None:
    """The day or time that an entry has under a name."""
    value: Any = event.get(name)
    said = getattr(value, "dt", None)
    return local(said) if isinstance(said, date) else None


def start_of(event: Event) -> Time:
    """When an entry begins; it is known to say so."""
    start = time_of(event, "dtstart")
    assert start is not None
    return start


def end_of(event: Event) -> Time | None:
    """When an entry ends, as it says so, or says how long it takes."""
    duration: Any = getattr(event.get("duration"), "dt", None)
    if isinstance(duration, timedelta) and abs(duration) < _YEAR:
        return start_of(event) + duration
    return time_of(event, "dtend")


def when(event: Event) -> dict[str, Any]:
    """The day and the hours of an entry, as fields of a meeting."""
    start, end = start_of(event), end_of(event)
    if isinstance(start, datetime):
        return _hours(start, end if isinstance(end, datetime) else None)
    last = end - _DAY if end and not isinstance(end, datetime) else start
    return {
        "day": start,
        "last_day": last if last > start else None,
        "starts_at": None,
        "ends_at": None,
        "part": ALL_DAY,
    }


def _hours(start: datetime, end: datetime | None) -> dict[str, Any]:
    end = end if end and end > start else None
    later = end is not None and end.date() > start.date()
    return {
        "day": start.date(),
        "last_day": end.date() if end and later else None,
        "starts_at": start.time(),
        "ends_at": end.time() if end else None,
        "part": None,
    }


def times_of(event: Event) -> Times | None:
    """When an entry comes again; None where it does not. Raises UnknownRhythm."""
    if "rdate" in event:
        raise UnknownRhythm
    rule: Any = event.get("rrule")
    if rule is None:
        return None
    if not _is_known(rule):
        raise UnknownRhythm
    start = _as_time(start_of(event))
    ends = [_as_time(local(one), time.max) for one in rule.get("UNTIL", [])]
    until = min([start + _YEAR, *ends])
    left_out = set(_left_out(event))
    # An end of another zone is compared here, where both are times of Viet Nam.
    own = {name: value for name, value in rule.items() if name != "UNTIL"}
    again = _again(own, start)
    times = again.between(start, until, inc=True)
    return Times(
        tuple(at for at in times if not left_out & {at, at.date()}),
        go_on=until not in ends and again.after(until) is not None,
    )


def _is_known(rule: Any) -> bool:
    """Whether the rhythm is one of days at least; one of no days would go on for ever."""
    if not isinstance(rule, Mapping):
        return False
    known = rule.get("FREQ", [""])[0] in _RHYTHMS
    return known and all(interval >= 1 for interval in rule.get("INTERVAL", []))


def _again(rule: Mapping[str, Any], start: datetime) -> Any:
    """The rhythm, looked at for two years; days that never come are not sought for ever."""
    own: Any = vRecur(dict(rule))
    text: bytes = own.to_ical()
    try:
        again = rrulestr(text.decode(), dtstart=start, ignoretz=True)
    except (ValueError, TypeError) as error:
        raise UnknownRhythm from error
    return again if "COUNT" in rule else again.replace(until=start + 2 * _YEAR)


def _as_time(value: Time, at: time = time()) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, at)


def _left_out(event: Event) -> Iterator[Time]:
    """Days of those that come again on which they do not."""
    said: Any = event.get("exdate")
    for several in said if isinstance(said, list) else [said] if said else []:
        yield from (local(one.dt) for one in several.dts)
