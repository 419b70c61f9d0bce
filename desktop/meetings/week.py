"""A week of meetings, line by line: as it is planned, and as it was handed out last."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Final

from desktop.meetings.around import Week
from desktop.meetings.hours import ALL_DAY, days_of, part_of
from desktop.meetings.meeting import Meeting, is_off, venue
from desktop.records.law import catalogue, rule
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader

NEW: Final = "new"
CHANGED: Final = "changed"
DROPPED: Final = "dropped"
_STAYS: Final = frozenset({"", NEW, CHANGED})
_DAYS: Final = 7
_ONE_DAY: Final = timedelta(days=1)
# What no reader of the handed out page would miss.
_UNSAID: Final = {"mark": "", "note": "", "checklist": "", "hosting": ""}


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """What the schedule says of one meeting on one day.

    `mark` says how the line differs from the schedule that was handed out before.
    """

    meeting: int
    day: date
    part: str
    hour: str = ""
    title: str
    chair: str = ""
    leaders: tuple[str, ...] = ()
    hosting: str = ""
    place: str = ""
    preparing: str = ""
    invited: str = ""
    note: str = ""
    checklist: str = ""
    mark: str = ""

    @property
    def who(self) -> tuple[str, ...]:
        """The leaders who are there, who chairs first."""
        return tuple(dict.fromkeys(name for name in (self.chair, *self.leaders) if name))

    @property
    def is_gone(self) -> bool:
        """Whether it was handed out and does not hold any more: it stays, crossed out."""
        return self.mark not in _STAYS


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def days_of_week(monday: date) -> list[date]:
    """Monday to Sunday."""
    return [monday + _ONE_DAY * count for count in range(_DAYS)]


def number_of_week(monday: date) -> tuple[int, int]:
    """The year and the number of a week, as the office counts them."""
    years = (monday.year + 1, monday.year, monday.year - 1)
    year = next(year for year in years if _first_monday(year) <= monday)
    return year, (monday - _first_monday(year)).days // _DAYS + 1


def monday_of_week(year: int, number: int) -> date:
    """The Monday of a week by its number."""
    return _first_monday(year) + timedelta(days=_DAYS * (number - 1))


def weeks_of(year: int) -> int:
    """How many weeks a year has."""
    return (_first_monday(year + 1) - _first_monday(year)).days // _DAYS


def _first_monday(year: int) -> date:
    return monday_of(date(year, 1, rule("first_week_holds", date(year, 1, 1))))


# As it is planned


def week_lines(reader: Reader, monday: date) -> list[WeekLine]:
    """What is planned from Monday to Sunday; what is postponed or cancelled is left out."""
    meetings = [one for one in meetings_of(reader, monday) if not is_off(one)]
    return _in_order(line for meeting in meetings for line in _lines_of(meeting, monday))


def meetings_of(reader: Reader, monday: date) -> list[Meeting]:
    """The meetings of a week, those that began before it and last into it too."""
    sunday = monday + _ONE_DAY * (_DAYS - 1)
    begun_before = (
        Query(Meeting.kind)
        .where("day", Test.AT_MOST, monday - _ONE_DAY)
        .where("last_day", Test.AT_LEAST, monday)
    )
    inside = (
        Query(Meeting.kind).where("day", Test.AT_LEAST, monday).where("day", Test.AT_MOST, sunday)
    )
    ids = [*reader.ids(begun_before), *reader.ids(inside)]
    return list(reader.records(Meeting.kind, ids))


def _lines_of(meeting: Meeting, monday: date) -> Iterator[WeekLine]:
    first, last = _said_days(meeting)
    for day in days_of_week(monday):
        if first <= day <= last:
            yield _line(meeting, day)


def _said_days(meeting: Meeting) -> tuple[date, date]:
    """A meeting that lasts over midnight is said on the day on which it begins."""
    first, last = days_of(meeting)
    start, end = meeting.starts_at, meeting.ends_at
    if start and end and end <= start and last == first + _ONE_DAY:
        return first, first
    return first, last


def _line(meeting: Meeting, day: date) -> WeekLine:
    assert meeting.id is not None
    begins = day == meeting.day
    hour = meeting.starts_at if begins else None
    return WeekLine(
        meeting=meeting.id,
        day=day,
        part=part_of(meeting) if begins else meeting.part or ALL_DAY,
        hour=f"{hour:%H:%M}" if hour else "",
        title=meeting.title,
        chair=meeting.chair or "",
        leaders=meeting.leaders or (),
        hosting=meeting.hosting or "",
        place=venue(meeting),
        preparing=meeting.preparing_body or "",
        invited=meeting.invited or "",
        note=meeting.note or "",
        checklist=_checklist(meeting),
    )


def _checklist(meeting: Meeting) -> str:
    """What is to be prepared, as the office writes it."""
    entries = (catalogue("meeting_needs").of(code) for code in meeting.checklist or ())
    return "; ".join(entry.vi for entry in entries if entry)


def _in_order(lines: Iterable[WeekLine]) -> list[WeekLine]:
    """By day, part of the day and hour; what takes all day, or the whole part, comes first."""
    parts = [ALL_DAY, *(entry.code for entry in catalogue("day_parts").entries)]
    return sorted(lines, key=lambda one: (one.day, parts.index(one.part), one.hour, one.meeting))


# As it was handed out


def week_of(reader: Reader, monday: date) -> Week | None:
    """The schedule of a week as it was approved or changed last; None before that."""
    ids = reader.ids(Query(Week.kind).where("first_day", Test.IS, monday), 1)
    return next(reader.records(Week.kind, ids), None)


def kept_lines(lines: Iterable[WeekLine]) -> str:
    """Lines as a week keeps them."""
    said = [{**asdict(line), "day": line.day.isoformat()} for line in lines]
    return json.dumps(said, ensure_ascii=False)


def issued_lines(week: Week) -> list[WeekLine]:
    """The lines that were handed out, with the marks they had there."""
    return [
        WeekLine(
            **{
                **said,
                "day": date.fromisoformat(said["day"]),
                "leaders": tuple(said["leaders"]),
            }
        )
        for said in json.loads(week.lines)
    ]


def lines_with_marks(reader: Reader, week: Week) -> list[WeekLine]:
    """What is planned now, marked where it differs from what was handed out last.

    What does not hold any more stands at its old place.
    """
    issued = [line for line in issued_lines(week) if not line.is_gone]
    planned = week_lines(reader, week.first_day)
    stay = {(line.meeting, line.day) for line in issued}
    stay &= {(line.meeting, line.day) for line in planned}
    before, now = _by_key(issued, stay), _by_key(planned, stay)
    marked = [replace(line, mark=_mark(before.get(key), line)) for key, line in now.items()]
    gone = [
        replace(line, mark=_end_of(reader, line.meeting))
        for key, line in before.items()
        if key not in now
    ]
    return _in_order([*marked, *gone])


def changed_lines(reader: Reader, monday: date) -> list[WeekLine]:
    """The lines that differ from what was handed out last: new, changed, or gone."""
    week = week_of(reader, monday)
    return [line for line in lines_with_marks(reader, week) if line.mark] if week else []


def _by_key(
    lines: Iterable[WeekLine], stay: Set[tuple[int, date]]
) -> dict[tuple[int, date | int], WeekLine]:
    """Each line by its meeting and day; one that was moved, by the how-manieth of those it is."""
    counts: Counter[int] = Counter()
    found: dict[tuple[int, date | int], WeekLine] = {}
    for line in lines:
        if (line.meeting, line.day) in stay:
            found[line.meeting, line.day] = line
        else:
            counts[line.meeting] += 1
            found[line.meeting, counts[line.meeting]] = line
    return found


def _mark(before: WeekLine | None, now: WeekLine) -> str:
    if before is None:
        return NEW
    return CHANGED if replace(before, **_UNSAID) != replace(now, **_UNSAID) else ""  # type: ignore[arg-type]


def _end_of(reader: Reader, meeting_id: int) -> str:
    """Why a meeting does not stand in the week any more."""
    if reader.is_trashed(Meeting.kind, meeting_id):
        return DROPPED
    meeting: Meeting = reader.record(Meeting.kind, meeting_id)
    return meeting.state if is_off(meeting) else DROPPED


def meetings_marked(lines: Sequence[WeekLine], mark: str) -> set[int]:
    """The meetings whose lines have this mark."""
    return {line.meeting for line in lines if line.mark == mark}
