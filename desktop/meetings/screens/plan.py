"""What a calendar shows: meetings in columns and lanes, and a cursor that moves over them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from desktop.meetings.clashes import leaders_of
from desktop.meetings.hours import days_of, place_in_order, span
from desktop.meetings.meeting import Meeting
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader

SLOT: Final = 30  # minutes
_DAY: Final = 24 * 60
_MORNING, _EVENING = 7 * 60, 18 * 60  # seen even where nobody meets
_WEEK: Final = 7


@dataclass(frozen=True)
class Column:
    """One day, or of one day what belongs to a room or a leader."""

    day: date
    key: str | None = None  # "" holds what belongs to none; None holds everything


@dataclass(frozen=True)
class Block:
    """A meeting between its hours, in minutes of its day, beside those at the same time."""

    meeting: Meeting
    column: int
    start: int
    end: int
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True)
class Cursor:
    """Where the keyboard is: a column, a slot of it (none: above the hours), one meeting there."""

    column: int = 0
    minute: int | None = 8 * 60
    depth: int = 0


@dataclass(frozen=True)
class Plan:
    """The columns of a day or a week; `bands` are the meetings without hours, column by column."""

    columns: tuple[Column, ...] = ()
    blocks: tuple[Block, ...] = ()
    bands: tuple[tuple[Meeting, ...], ...] = ()

    @cached_property
    def first_minute(self) -> int:
        """From when the hours are shown: in the morning, or when the first meeting begins."""
        earliest = min((one.start for one in self.blocks), default=_MORNING)
        return min(_MORNING, earliest // 60 * 60)

    @cached_property
    def last_minute(self) -> int:
        latest = max((one.end for one in self.blocks), default=_EVENING)
        return max(_EVENING, min(_DAY, -(-latest // 60) * 60))

    @cached_property
    def band_rows(self) -> int:
        """How many meetings stand above the hours where there are most of them."""
        return max((len(band) for band in self.bands), default=0)

    def meetings_at(self, cursor: Cursor) -> list[Meeting]:
        """All meetings in the cursor's slot, from left to right."""
        if cursor.minute is None:
            return list(self.bands[cursor.column])
        return [one.meeting for one in self._blocks_at(cursor.column, cursor.minute)]

    def _blocks_at(self, column: int, minute: int) -> list[Block]:
        found = (
            one
            for one in self.blocks
            if one.column == column and one.start < minute + SLOT and minute < one.end
        )
        return sorted(found, key=lambda one: one.lane)

    def meeting_at(self, cursor: Cursor) -> Meeting | None:
        """The meeting that the cursor stands on."""
        here = self.meetings_at(cursor)
        return here[cursor.depth] if cursor.depth < len(here) else None

    def cursor_at(self, meeting_id: int, near: int = 0) -> Cursor | None:
        """The cursor on a meeting, in the column `near` where it stands in several."""
        found = list(self._places_of(meeting_id))
        return next((one for one in found if one.column == near), found[0] if found else None)

    def _places_of(self, meeting_id: int) -> Iterator[Cursor]:
        for block in self.blocks:
            if block.meeting.id == meeting_id:
                minute = max(self.first_minute, block.start // SLOT * SLOT)
                here = self._blocks_at(block.column, minute)
                yield Cursor(block.column, minute, here.index(block))
        for column, band in enumerate(self.bands):
            for depth, meeting in enumerate(band):
                if meeting.id == meeting_id:
                    yield Cursor(column, None, depth)

    # Moving; a column beyond the last one is for whoever shows the next days

    def right(self, cursor: Cursor) -> Cursor:
        """The next meeting at this time, or the next column."""
        if cursor.minute is not None and cursor.depth + 1 < len(self.meetings_at(cursor)):
            return replace(cursor, depth=cursor.depth + 1)
        return replace(cursor, column=cursor.column + 1, depth=0)

    def left(self, cursor: Cursor) -> Cursor:
        """The meeting before at this time, or the last one of the column before."""
        if cursor.minute is not None and cursor.depth:
            return replace(cursor, depth=cursor.depth - 1)
        there = replace(cursor, column=cursor.column - 1, depth=0)
        if cursor.minute is None or there.column < 0:
            return there
        return replace(there, depth=max(0, len(self.meetings_at(there)) - 1))

    def down(self, cursor: Cursor) -> Cursor:
        """The next half hour; from a meeting, to where another one begins or it ends."""
        if cursor.minute is None:
            if cursor.depth + 1 < len(self.bands[cursor.column]):
                return replace(cursor, depth=cursor.depth + 1)
            return Cursor(cursor.column, self.first_minute)
        return self._along(cursor, SLOT)

    def up(self, cursor: Cursor) -> Cursor:
        """The half hour before; above the first one stand the meetings without hours."""
        if cursor.minute is None:
            return replace(cursor, depth=max(0, cursor.depth - 1))
        if cursor.minute <= self.first_minute:
            return self._above(cursor.column)
        return self._along(cursor, -SLOT)

    def _above(self, column: int) -> Cursor:
        return Cursor(column, None, max(0, len(self.bands[column]) - 1))

    def _along(self, cursor: Cursor, step: int) -> Cursor:
        standing = self.meeting_at(cursor)
        before = self._blocks_at(cursor.column, cursor.minute or 0)
        minute = (cursor.minute or 0) + step
        while self.first_minute <= minute < self.last_minute:
            here = self._blocks_at(cursor.column, minute)
            still = standing in [one.meeting for one in here if one in before]
            if not still or any(one not in before for one in here):
                return self._settled(cursor.column, minute, standing, here, before)
            minute += step
        at_end = step > 0 or standing is None
        return cursor if at_end else self._above(cursor.column)

    def _settled(
        self,
        column: int,
        minute: int,
        standing: Meeting | None,
        here: Sequence[Block],
        before: Sequence[Block],
    ) -> Cursor:
        """Among what is new here, the first; else where the cursor stood already."""
        new = [place for place, one in enumerate(here) if one not in before]
        same = [place for place, one in enumerate(here) if one.meeting is standing]
        minute = self._beginning(minute, here[new[0]]) if new else minute
        return Cursor(column, minute, next(iter((*new, *same)), 0))

    def _beginning(self, minute: int, block: Block) -> int:
        """Going up, a meeting is entered at its end and stood on at its beginning."""
        begins = max(self.first_minute, block.start // SLOT * SLOT)
        return begins if len(self._blocks_at(block.column, begins)) == 1 else minute


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
    return Block(meeting, column, begins, min(_DAY, begins + minutes))


def _beside(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lanes for meetings at the same time; those that touch each other share the width."""
    group: list[Block] = []
    for block in sorted(blocks, key=lambda one: (one.start, -one.end, one.meeting.id or 0)):
        if group and block.start >= max(one.end for one in group):
            yield from _lanes_known(group)
            group = []
        taken = {one.lane for one in group if block.start < one.end}
        lane = next(place for place in range(len(group) + 1) if place not in taken)
        group.append(replace(block, lane=lane))
    yield from _lanes_known(group)


def _lanes_known(group: Sequence[Block]) -> Iterator[Block]:
    lanes = max((one.lane for one in group), default=0) + 1
    return (replace(one, lanes=lanes) for one in group)
