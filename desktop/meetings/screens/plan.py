"""What a calendar shows: meetings in columns and lanes, and a cursor that moves over them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from desktop.meetings.meeting import Meeting

SLOT: Final = 30  # minutes
DAY: Final = 24 * 60
_MORNING, _EVENING = 7 * 60, 18 * 60  # seen even where nobody meets
_ANY_NUMBER: Final = 1000


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
class Crowd:
    """Meetings at one time, more than have room beside each other: they stand below each other.

    Down to `until`, where the next meeting begins, there is room for them.
    """

    blocks: tuple[Block, ...]
    until: int

    @property
    def start(self) -> int:
        return self.blocks[0].start

    @property
    def end(self) -> int:
        return max(one.end for one in self.blocks)


@dataclass(frozen=True)
class Cursor:
    """Where the keyboard is: a column, a slot of it (none: above the hours), one meeting there."""

    column: int = 0
    minute: int | None = 8 * 60
    depth: int = 0


@dataclass(frozen=True)
class Plan:
    """The columns of a day or a week; `bands` are the meetings without hours, column by column.

    So many as `abreast` have room beside each other; where there are more at one time, they are
    a crowd.
    """

    columns: tuple[Column, ...] = ()
    blocks: tuple[Block, ...] = ()
    bands: tuple[tuple[Meeting, ...], ...] = ()
    abreast: int = _ANY_NUMBER

    @cached_property
    def first_minute(self) -> int:
        """From when the hours are shown: in the morning, or when the first meeting begins."""
        earliest = min((one.start for one in self.blocks), default=_MORNING)
        return min(_MORNING, earliest // 60 * 60)

    @cached_property
    def last_minute(self) -> int:
        latest = max((one.end for one in self.blocks), default=_EVENING)
        return max(_EVENING, min(DAY, -(-latest // 60) * 60))

    @cached_property
    def band_rows(self) -> int:
        """How many meetings stand above the hours where there are most of them."""
        return max((len(band) for band in self.bands), default=0)

    # Crowds

    def crowd_of(self, block: Block | None) -> tuple[Crowd, int] | None:
        """The crowd in which a meeting stands, and its place there; None where it has room."""
        return self._crowds.get((block.column, block.meeting.id)) if block else None

    @cached_property
    def _crowds(self) -> dict[tuple[int, int | None], tuple[Crowd, int]]:
        return {
            (block.column, block.meeting.id): (crowd, place)
            for column in range(len(self.columns))
            for crowd in self._crowds_in(column)
            for place, block in enumerate(crowd.blocks)
        }

    def _crowds_in(self, column: int) -> Iterator[Crowd]:
        groups = list(touching(one for one in self.blocks if one.column == column))
        ends = [*(group[0].start for group in groups[1:]), self.last_minute]
        for group, until in zip(groups, ends, strict=False):
            if group[0].lanes > self.abreast:
                yield Crowd(tuple(group), until)

    # What stands where

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

    def block_at(self, cursor: Cursor) -> Block | None:
        """The same with its hours; None above the hours."""
        if cursor.minute is None:
            return None
        here = self._blocks_at(cursor.column, cursor.minute)
        return here[cursor.depth] if cursor.depth < len(here) else None

    def cursor_at(self, meeting_id: int, near: int = 0) -> Cursor | None:
        """The cursor on a meeting, in the column `near` where it stands in several."""
        found = list(self._places_of(meeting_id))
        return next((one for one in found if one.column == near), found[0] if found else None)

    def _places_of(self, meeting_id: int) -> Iterator[Cursor]:
        for block in self.blocks:
            if block.meeting.id == meeting_id:
                yield self._on(block)
        for column, band in enumerate(self.bands):
            for depth, meeting in enumerate(band):
                if meeting.id == meeting_id:
                    yield Cursor(column, None, depth)

    def _on(self, block: Block) -> Cursor:
        minute = self._beginning_of(block)
        return Cursor(block.column, minute, self._blocks_at(block.column, minute).index(block))

    def _beginning_of(self, block: Block) -> int:
        return max(self.first_minute, block.start // SLOT * SLOT)

    # Moving; a column beyond the last one is for whoever shows the next days

    def right(self, cursor: Cursor) -> Cursor:
        """The next meeting at this time, or the next column."""
        if self._has_lanes(cursor) and cursor.depth + 1 < len(self.meetings_at(cursor)):
            return replace(cursor, depth=cursor.depth + 1)
        return replace(cursor, column=cursor.column + 1, depth=0)

    def left(self, cursor: Cursor) -> Cursor:
        """The meeting before at this time, or the last one of the column before."""
        if self._has_lanes(cursor) and cursor.depth:
            return replace(cursor, depth=cursor.depth - 1)
        there = replace(cursor, column=cursor.column - 1, depth=0)
        if cursor.minute is None or there.column < 0:
            return there
        return replace(there, depth=max(0, len(self.meetings_at(there)) - 1))

    def _has_lanes(self, cursor: Cursor) -> bool:
        return cursor.minute is not None and self.crowd_of(self.block_at(cursor)) is None

    def down(self, cursor: Cursor) -> Cursor:
        """The next half hour; from a meeting, to where another one begins or it ends."""
        if cursor.minute is None:
            if cursor.depth + 1 < len(self.bands[cursor.column]):
                return replace(cursor, depth=cursor.depth + 1)
            return Cursor(cursor.column, self.first_minute)
        if found := self.crowd_of(self.block_at(cursor)):
            return self._down_from(*found) or cursor
        return self._entered(self._along(cursor, SLOT), 0)

    def up(self, cursor: Cursor) -> Cursor:
        """The half hour before; above the first one stand the meetings without hours."""
        if cursor.minute is None:
            return replace(cursor, depth=max(0, cursor.depth - 1))
        crowd, place = self.crowd_of(self.block_at(cursor)) or (None, 0)
        if crowd and place:
            return self._on(crowd.blocks[place - 1])
        begins = self._on(crowd.blocks[0]) if crowd else cursor
        if begins.minute is None or begins.minute <= self.first_minute:
            return self._above(cursor.column)
        return self._entered(self._along(begins, -SLOT), -1)

    def _entered(self, cursor: Cursor, end: int) -> Cursor:
        """A crowd is entered at its first row from above, and at its last one from below."""
        found = self.crowd_of(self.block_at(cursor))
        return self._on(found[0].blocks[end]) if found else cursor

    def _down_from(self, crowd: Crowd, place: int) -> Cursor | None:
        """The next row of a crowd; after the last one, what comes when all of it is over."""
        if place + 1 < len(crowd.blocks):
            return self._on(crowd.blocks[place + 1])
        column = crowd.blocks[0].column
        minute = -(-crowd.end // SLOT) * SLOT
        later = (one for one in self.blocks if one.column == column and one.start >= crowd.end)
        after = min(later, key=lambda one: one.start, default=None)
        if after and after.start < minute + SLOT:
            return self._entered(self._on(after), 0)
        return Cursor(column, minute) if minute < self.last_minute else None

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
        begins = self._beginning_of(block)
        return begins if len(self._blocks_at(block.column, begins)) == 1 else minute


def touching(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Meetings of one column in groups: whatever is at one time, directly or through others."""
    group: list[Block] = []
    for block in sorted(blocks, key=lambda one: (one.start, -one.end, one.meeting.id or 0)):
        if group and block.start >= max(one.end for one in group):
            yield group
            group = []
        group.append(block)
    if group:
        yield group
