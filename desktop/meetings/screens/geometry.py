"""Where the parts of a calendar stand, in the room that it has and with the letters it uses."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize

from desktop.meetings.screens.plan import SLOT, Block, Crowd, Cursor, Plan

_MOST_BANDS: Final = 4
_AIR: Final = 2
_NARROWEST: Final = 11  # letters that a meeting needs beside others
_FULL_SLOT: Final = 1.3  # lines of text


@dataclass(frozen=True)
class Grid:
    """Hours downwards, columns beside each other; `at` is how far it was scrolled."""

    plan: Plan
    size: QSize
    line: int  # the height of a line of text
    letter: int  # the width of an average letter
    at: QPoint
    cursor: Cursor

    @property
    def gutter(self) -> int:
        """The room of the hours at the left."""
        return self.letter * 7

    @property
    def head(self) -> int:
        return self.line + 12

    @cached_property
    def band_rows(self) -> int:
        return max(1, min(self.plan.band_rows, _MOST_BANDS))

    @property
    def band_line(self) -> int:
        return self.line + 6

    @cached_property
    def top(self) -> int:
        """Where the hours begin, below the days and the meetings without hours."""
        return self.head + self.band_rows * self.band_line + 2 * _AIR + 1

    @cached_property
    def column_width(self) -> float:
        room = (self.size.width() - self.gutter) / max(1, len(self.plan.columns))
        return max(self.letter * 13.0, room)

    @cached_property
    def slots(self) -> int:
        return (self.plan.last_minute - self.plan.first_minute) // SLOT

    @cached_property
    def slot_height(self) -> float:
        room = (self.size.height() - self.top) / max(1, self.slots)
        return max(self.line * _FULL_SLOT, room)

    @property
    def whole(self) -> QSize:
        """The size of everything, of which a part is in sight."""
        width = self.gutter + self.column_width * len(self.plan.columns)
        return QSize(int(width), int(self.top + self.slot_height * self.slots))

    def left_of(self, column: int) -> float:
        return self.gutter + column * self.column_width - self.at.x()

    def top_of(self, minute: int) -> float:
        slots = (minute - self.plan.first_minute) / SLOT
        return self.top + slots * self.slot_height - self.at.y()

    @property
    def _room(self) -> float:
        """How much of a column meetings take."""
        return self.column_width - 3 * _AIR

    @property
    def abreast(self) -> int:
        """So many meetings have room beside each other in a column."""
        return max(1, int(self._room // (self.letter * _NARROWEST)))

    def box_of(self, block: Block) -> QRectF:
        """Lanes share the width of a column; it is empty for a row of a crowd out of sight."""
        if found := self.plan.crowd_of(block):
            return self._box_in_crowd(block.column, *found)
        width = self._room / block.lanes
        left = self.left_of(block.column) + _AIR + block.lane * width
        top, bottom = self.top_of(block.start), self.top_of(block.end)
        return QRectF(left, top + 1, width - 1, bottom - top - 2)

    def _box_in_crowd(self, column: int, crowd: Crowd, place: int) -> QRectF:
        """A crowd shares its time by rows, as high as there is room."""
        rows = self.rows_of(crowd)
        if place not in rows:
            return QRectF()
        top = self.top_of(crowd.start)
        height = max(self.band_line, (self.top_of(crowd.end) - top) / len(rows))
        top += rows.index(place) * height
        return QRectF(self.left_of(column) + _AIR, top + 1, self._room - 1, height - 2)

    def rows_of(self, crowd: Crowd) -> range:
        """The rows of a crowd that are in sight: the cursor's is always one of them."""
        room = self.top_of(crowd.until) - self.top_of(crowd.start)
        fit = max(1, int(room // self.band_line))
        standing, place = self._standing or (None, 0)
        first = max(0, place - fit + 1) if standing is crowd else 0
        return range(first, min(len(crowd.blocks), first + fit))

    @cached_property
    def _standing(self) -> tuple[Crowd, int] | None:
        return self.plan.crowd_of(self.plan.block_at(self.cursor))

    def hidden_behind(self, block: Block) -> int:
        """How many rows of its crowd are out of sight, where this is the last one in sight."""
        crowd, place = self.plan.crowd_of(block) or (None, 0)
        if crowd is None or place != self.rows_of(crowd)[-1]:
            return 0
        return len(crowd.blocks) - len(self.rows_of(crowd))

    def first_band(self, column: int) -> int:
        """The first of a column's meetings without hours that is in sight."""
        here = self.cursor.column == column and self.cursor.minute is None
        return max(0, self.cursor.depth - self.band_rows + 1) if here else 0

    def box_of_band(self, column: int, depth: int) -> QRectF:
        row = depth - self.first_band(column)
        top = self.head + _AIR + row * self.band_line
        left = self.left_of(column) + _AIR
        return QRectF(left, top + 1, self.column_width - 3 * _AIR - 1, self.band_line - 2)

    def box_of_slot(self, cursor: Cursor) -> QRectF:
        """The cursor's place where it stands on no meeting."""
        if cursor.minute is None:
            return self.box_of_band(cursor.column, 0)
        top = self.top_of(cursor.minute)
        left = self.left_of(cursor.column)
        return QRectF(left + 1, top + 1, self.column_width - 2, self.slot_height - 2)

    def place_at(self, point: QPointF) -> Cursor | None:
        """The slot at a point; None beside the columns, and outside of what is in sight."""
        column = int((point.x() - self.gutter + self.at.x()) // self.column_width)
        seen = self.gutter <= point.x() < self.size.width() and 0 <= point.y() < self.size.height()
        if not seen or not 0 <= column < len(self.plan.columns):
            return None
        if point.y() < self.top:
            row = int((point.y() - self.head - _AIR) // self.band_line)
            return Cursor(column, None, max(0, row) + self.first_band(column))
        slot = int((point.y() - self.top + self.at.y()) // self.slot_height)
        minute = self.plan.first_minute + min(slot, self.slots - 1) * SLOT
        return Cursor(column, minute)


@dataclass(frozen=True)
class MonthGrid:
    """Weeks below each other, each a row of seven days."""

    weeks: int
    size: QSize
    line: int
    letter: int

    @property
    def head(self) -> int:
        return self.line + 12

    @cached_property
    def cell(self) -> tuple[float, float]:
        height = (self.size.height() - self.head) / max(1, self.weeks)
        return self.size.width() / 7, height

    def box_of(self, place: int) -> QRectF:
        width, height = self.cell
        return QRectF(place % 7 * width, self.head + place // 7 * height, width, height)

    @property
    def lines(self) -> int:
        """How many meetings of a day have room."""
        return max(1, int((self.cell[1] - self.line - 8) // self.pitch))

    @property
    def pitch(self) -> int:
        """From one meeting to the next: the mark of the cursor must not cut dots below letters."""
        return self.line + 4

    def box_of_line(self, place: int, row: int) -> QRectF:
        day = self.box_of(place)
        top = day.top() + self.line + 6 + row * self.pitch
        return QRectF(day.left() + 4, top, day.width() - 8, self.pitch - 1)

    def place_at(self, point: QPointF) -> tuple[int, int] | None:
        """The day at a point, and the line of it (below 0: its head)."""
        width, height = self.cell
        row, column = int((point.y() - self.head) // height), int(point.x() // width)
        if point.y() < self.head or not (0 <= row < self.weeks and 0 <= column < 7):
            return None
        place = row * 7 + column
        within = point.y() - self.box_of(place).top() - self.line - 6
        return place, int(within // self.pitch)
