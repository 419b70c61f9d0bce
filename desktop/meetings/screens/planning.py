"""Plans made of meetings: which of them stand in which column, and in which lane of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from desktop.meetings.clashes import leaders_of
from desktop.meetings.hours import days_of, place_in_order, span
from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.plan import DAY, SLOT, Block, Column, Plan, touching
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader

_WEEK: Final = 7


def plan_days(meetings: Sequence[Meeting], days: Sequence[date]) -> Plan:
    """A column for each day with all that happens on it."""
    return _planned(meetings, [Column(day) for day in days])


def plan_rooms(meetings: Sequence[Meeting], day: date, rooms: Sequence[str]) -> Plan:
    """A column for each room; what meets in none of them stands in the last one."""
    return _by_key(meetings, day, rooms)


def plan_leaders(meetings: Sequence[Meeting], day: date, leaders: Sequence[str]) -> Plan:
    """A column for each leader; a meeting of three leaders stands in three columns."""
    return _by_key(meetings, day, leaders, of_leaders=True)


def days_of_week(day: date) -> list[date]:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=step) for step in range(_WEEK)]


def weeks_of_month(day: date) -> list[list[date]]:
    """Whole weeks around a month."""
    monday = days_of_week(day.replace(day=1))[0]
    weeks = [days_of_week(monday)]
    while (after := weeks[-1][-1] + timedelta(days=1)).month == day.month:
        weeks.append(days_of_week(after))
    return weeks


def meetings_between(reader: Reader, first: date, last: date) -> list[Meeting]:
    """The live meetings of these days, those too that began before."""
    within = Query(Meeting.kind).where("day", Test.AT_LEAST, first)
    within = within.where("day", Test.AT_MOST, last)
    begun = Query(Meeting.kind).where("day", Test.AT_MOST, first - timedelta(days=1))
    begun = begun.where("last_day", Test.AT_LEAST, first)
    ids = (*reader.ids(begun), *reader.ids(within))
    return sorted(reader.records(Meeting.kind, ids), key=place_in_order)


def on_day(meetings: Iterable[Meeting], day: date) -> list[Meeting]:
    """The meetings of one day, those of several days too, in their order."""
    of_day = [one for one in meetings if days_of(one)[0] <= day <= days_of(one)[1]]
    return sorted(of_day, key=place_in_order)


def _by_key(
    meetings: Sequence[Meeting], day: date, keys: Sequence[str], *, of_leaders: bool = False
) -> Plan:
    columns = [Column(day, key) for key in keys]
    known = set(keys)
    for meeting in on_day(meetings, day):
        if not known.intersection(_keys_of(meeting, of_leaders=of_leaders)):
            columns.append(Column(day, ""))
            break
    return _planned(meetings, columns, of_leaders=of_leaders)


def _keys_of(meeting: Meeting, *, of_leaders: bool) -> tuple[str, ...]:
    return leaders_of(meeting) if of_leaders else ((meeting.room,) if meeting.room else ())


def _planned(
    meetings: Sequence[Meeting], columns: Sequence[Column], *, of_leaders: bool = False
) -> Plan:
    known = {one.key for one in columns if one.key}
    blocks: list[Block] = []
    bands: list[tuple[Meeting, ...]] = []
    for place, column in enumerate(columns):
        here = [
            one
            for one in on_day(meetings, column.day)
            if _belongs(column, set(_keys_of(one, of_leaders=of_leaders)), known)
        ]
        bands.append(tuple(one for one in here if not _has_hours(one)))
        blocks.extend(_beside(_block(one, place) for one in here if _has_hours(one)))
    return Plan(tuple(columns), tuple(blocks), tuple(bands))


def _belongs(column: Column, own: set[str], known: set[str]) -> bool:
    if column.key is None:
        return True
    return column.key in own if column.key else not own & known


def _has_hours(meeting: Meeting) -> bool:
    """What takes several days, or has no hour, stands above the hours."""
    first, last = days_of(meeting)
    return meeting.starts_at is not None and first == last


def _block(meeting: Meeting, column: int) -> Block:
    start, end = span(meeting)
    begins = start.hour * 60 + start.minute
    minutes = max(SLOT, int((end - start).total_seconds()) // 60)
    return Block(meeting, column, begins, min(DAY, begins + minutes))


def _beside(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lanes for meetings at the same time; those that touch each other share the width."""
    for group in touching(blocks):
        ends: list[int] = []  # of the last meeting in each lane
        lanes = [_lane_for(block, ends) for block in group]
        for block, lane in zip(group, lanes, strict=True):
            yield replace(block, lane=lane, lanes=len(ends))


def _lane_for(block: Block, ends: list[int]) -> int:
    """The first lane that is free by then."""
    free = (lane for lane, end in enumerate(ends) if end <= block.start)
    lane = next(free, len(ends))
    ends[lane : lane + 1] = [block.end]
    return lane
