"""Times in calendars of other programs: of any zone, of whole days, and such as come again."""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, time, timedelta
from typing import Any, Final

from dateutil.rrule import rrulestr
from icalendar import Event, vRecur

from desktop.meetings.calendar_files import ZONE
from desktop.meetings.hours import ALL_DAY, days_of
from desktop.meetings.meeting import Meeting

_DAY: Final = timedelta(days=1)
# A series of meetings is planned for a year at most.
_YEAR: Final = timedelta(days=366)
_RHYTHMS: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WITHIN_A_DAY: Final = frozenset(("BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER"))
_ENDS: Final = frozenset(("UNTIL", "COUNT"))
_YEARS_ON: Final = range(4)  # those that two years from a day in December touch, and its own

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
        return _inside(value).replace(tzinfo=None, second=0, microsecond=0)
    return value


def _inside(value: datetime) -> datetime:
    try:
        return value.astimezone(ZONE) if value.tzinfo else value
    except OverflowError:  # 31/12/9999 is what some programs call for ever
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


def begun_at(meeting: Meeting, at: datetime) -> Meeting:
    """One of those that come again; with summer time elsewhere, it is at another hour here."""
    shift = at - datetime.combine(meeting.day, meeting.starts_at or time())
    ends = datetime.combine(days_of(meeting)[1], meeting.ends_at or time()) + shift
    return replace(
        meeting,
        day=at.date(),
        last_day=ends.date() if ends.date() > at.date() else None,
        starts_at=at.time() if meeting.starts_at else None,
        ends_at=ends.time() if meeting.ends_at else None,
    )


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
    # The first one takes place whatever the rhythm says (RFC 5545, 3.8.5.3).
    every = sorted({start, *_again(rule, event)})[: rule.get("COUNT", [None])[0]]
    times = [at for at in every if at <= until]
    if not times:
        raise UnknownRhythm
    left_out = set(_left_out(event))
    return Times(
        tuple(at for at in times if not left_out & {at, at.date()}),
        go_on=until not in ends and every[-1] > until,
    )


def _is_known(rule: Any) -> bool:
    """Whether the rhythm is one of days at least; one of no days would go on for ever."""
    if not isinstance(rule, Mapping):
        return False
    known = rule.get("FREQ", [""])[0] in _RHYTHMS and not rule.keys() & _WITHIN_A_DAY
    counts = (*rule.get("INTERVAL", []), *rule.get("COUNT", []))
    return known and all(count >= 1 for count in counts)


def _again(rule: Mapping[str, Any], event: Event) -> list[datetime]:
    """When the rhythm comes within two years: Mondays of the entry's own zone, by our clocks.

    The library seeks days that never come, such as 30 February, until its calendar ends: so it is
    asked about years that stand near that end.
    """
    own: Any = vRecur({name: value for name, value in rule.items() if name not in _ENDS})
    text: bytes = own.to_ical()
    start = _own_start(event)
    late = start.replace(year=_late_twin(start.year), tzinfo=None)
    try:
        again = rrulestr(text.decode(), dtstart=late, ignoretz=True)
        found = list(again.replace(until=late + 2 * _YEAR))
    except (ValueError, TypeError, IndexError) as error:
        raise UnknownRhythm from error
    years = late.year - start.year
    own_times = (at.replace(year=at.year - years, tzinfo=start.tzinfo) for at in found)
    return [_as_time(local(at)) for at in own_times]


def _own_start(event: Event) -> datetime:
    """The beginning as the entry itself says it, in its own zone."""
    said: Any = event.get("dtstart")
    return _as_time(said.dt).replace(second=0, microsecond=0)


def _late_twin(year: int) -> int:
    """A year near the end of the calendar; its days and those of the next ones fall the same."""
    lates = range(MAXYEAR - len(_YEARS_ON), 0, -1)
    return next(late for late in lates if all(_are_alike(year + on, late + on) for on in _YEARS_ON))


def _are_alike(one: int, other: int) -> bool:
    begin_alike = date(one, 1, 1).weekday() == date(other, 1, 1).weekday()
    return begin_alike and isleap(one) == isleap(other)


def _as_time(value: Time, at: time = time()) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, at)


def _left_out(event: Event) -> Iterator[Time]:
    """Days of those that come again on which they do not."""
    said: Any = event.get("exdate")
    for several in said if isinstance(said, list) else [said] if said else []:
        yield from (local(one.dt) for one in several.dts)
