"""A meeting that the mouse pulls to another day, hour or room."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from desktop.meetings.meeting import Meeting
from desktop.meetings.screens import moving
from desktop.meetings.screens.geometry import Grid, MonthGrid
from desktop.meetings.screens.plan import SLOT, Cursor


@dataclass(frozen=True)
class Drag:
    """From where a meeting is pulled, and how far so far."""

    meeting: Meeting
    origin: QPointF
    place: QPointF

    def to(self, place: QPointF) -> "Drag":
        return replace(self, place=place)

    @property
    def way(self) -> QPointF:
        return self.place - self.origin

    def _places(self, grid: Grid) -> tuple[Cursor, Cursor] | None:
        """Where it began and where it is; None beside the days, and above the hours."""
        begun, ended = grid.place_at(self.origin), grid.place_at(self.place)
        if begun is None or ended is None:
            return None
        above = begun.minute is not None and ended.minute is None
        return None if above else (begun, ended)

    def dropped(self, grid: Grid, *, by_leader: bool) -> Meeting:
        """The meeting as it would be if it were let go of here; beside the days it stays."""
        if not (places := self._places(grid)):
            return self.meeting
        begun, ended = places
        moved = self._in_column(grid, begun.column, ended.column, by_leader=by_leader)
        slots = round(self.way.y() / grid.slot_height)
        if self.meeting.starts_at is None or begun.minute is None or not slots:
            return moved
        return moving.by_minutes(moved, slots * SLOT)

    def _in_column(self, grid: Grid, begun: int, ended: int, *, by_leader: bool) -> Meeting:
        columns = grid.plan.columns
        if columns[begun].key is None:
            return moving.by_days(self.meeting, ended - begun)
        if by_leader or begun == ended:
            return self.meeting  # who leads it is not changed by a pull of the mouse
        return moving.into_room(self.meeting, columns[ended].key)

    def dropped_in_month(self, grid: MonthGrid) -> Meeting:
        begun, ended = grid.place_at(self.origin), grid.place_at(self.place)
        if begun is None or ended is None:
            return self.meeting
        return moving.by_days(self.meeting, ended[0] - begun[0])

    def ghost(self, grid: Grid, box: QRectF) -> QRectF | None:
        """Where the meeting, which stands in `box`, would be."""
        if not (places := self._places(grid)):
            return None
        begun, ended = places
        hours = self.meeting.starts_at is not None and begun.minute is not None
        slots = round(self.way.y() / grid.slot_height) if hours else 0
        across = (ended.column - begun.column) * grid.column_width
        return box.translated(across, slots * grid.slot_height)

    def ghost_in_month(self, grid: MonthGrid) -> QRectF | None:
        found = grid.place_at(self.place)
        return None if found is None else grid.box_of(found[0])
