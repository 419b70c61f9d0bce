"""A calendar of meetings: day, week and month, drawn as one widget and moved in by keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final, Literal

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame

from desktop.language.words import M, Words
from desktop.meetings.meeting import Meeting
from desktop.meetings.screens import moving, painting
from desktop.meetings.screens.geometry import Grid, MonthGrid
from desktop.meetings.screens.inks import Inks
from desktop.meetings.screens.plan import (
    SLOT,
    Block,
    Column,
    Cursor,
    Plan,
    days_of_week,
    on_day,
    plan_days,
    plan_leaders,
    plan_rooms,
    weeks_of_month,
)
from desktop.records.fields import Ground
from desktop.widgets.notice import announce

View = Literal["day", "week", "month"]
Key = Qt.Key
_Shift: Final = Qt.KeyboardModifier.ShiftModifier
_ARROWS: Final = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
_MOVES: Final[dict[int, tuple[int, int]]] = {  # days and minutes
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -SLOT),
    Key.Key_Down: (0, SLOT),
}
_DAYS: Final[dict[int, int]] = {
    Key.Key_Left: -1,
    Key.Key_Right: 1,
    Key.Key_Up: -7,
    Key.Key_Down: 7,
}
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Sources:
    """Where a calendar learns what it shows."""

    ground: Callable[[], Ground]
    meetings: Callable[[date, date], list[Meeting]]
    rooms: Callable[[date], Sequence[str]]
    leaders: Callable[[date], Sequence[str]]
    is_working: Callable[[date], bool]


@dataclass(frozen=True)
class Slot:
    """A free place: a day, perhaps an hour, a room or a leader."""

    day: date
    starts_at: time | None = None
    room: str = ""
    chair: str = ""


@dataclass
class _Drag:
    meeting: Meeting
    origin: QPointF
    place: QPointF
    begun: bool = False


class MeetingCalendar(QAbstractScrollArea):
    """Days, rooms or leaders beside each other, hours downwards; or the weeks of a month.

    Arrows move the cursor over half hours and meetings, with Shift they move the meeting; the
    mouse drags it. What is moved is only asked for: whoever hears `move_asked` does it.
    """

    opened = Signal(object)  # a meeting
    new_asked = Signal(object)  # a Slot
    move_asked = Signal(object, object)  # a meeting, and the same as it would be
    days_changed = Signal()
    cursor_changed = Signal()

    def __init__(self, sources: Sources, words: Words) -> None:
        super().__init__()
        self._sources = sources
        self._words = words
        self.view: View = "week"
        self.by_leader = False
        self.day = sources.ground().today
        self.plan = Plan()
        self.month = painting.Month(self.day, (), (), 0, None)
        self.at = Cursor()
        self._drag: _Drag | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words(M("Calendar of meetings")))
        self.viewport().setMouseTracking(False)
        self.refresh()
        self.at = replace(self.at, column=self.day.weekday())

    # What is shown

    def show_view(self, view: View, day: date | None = None) -> None:
        """Show a day, a week or a month; the cursor stays on its meeting, or its day."""
        meeting = self.meeting
        day = day or self.cursor_day
        if view != self.view:
            self.at = replace(self.at, column=0)
        self.view = view
        self._go_to(day)
        if meeting:
            self.choose(meeting)

    def show_by_leader(self, by_leader: bool) -> None:
        """In the day, a column for each leader instead of each room."""
        meeting, self.by_leader = self.meeting, by_leader
        self.refresh()
        if meeting:
            self.choose(meeting)

    def show_meeting(self, meeting: Meeting) -> None:
        """Go to a meeting, wherever it is."""
        self._go_to(meeting.day)
        self.choose(meeting)

    def choose(self, meeting: Meeting) -> None:
        """Put the cursor on a meeting in sight."""
        if self.view == "month":
            self._choose_in_month(meeting)
        elif meeting.id is not None and (cursor := self.plan.cursor_at(meeting.id, self.at.column)):
            self._put(cursor)

    def _choose_in_month(self, meeting: Meeting) -> None:
        for place, meetings in enumerate(self.month.meetings):
            for depth, one in enumerate(meetings):
                if one.id == meeting.id:
                    self._put_in_month(place, depth)
                    return

    def refresh(self) -> None:
        """Read what is in sight again."""
        if self.view == "month":
            self._read_month()
        else:
            self.plan = self._planned()
            self.at = self._kept(self.at)
        self._fit()
        self._told()

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day in sight."""
        if self.view == "day":
            return self.day, self.day
        days = days_of_week(self.day) if self.view == "week" else self._month_days()
        return days[0], days[-1]

    def _month_days(self) -> list[date]:
        return [day for week in weeks_of_month(self.day) for day in week]

    def _planned(self) -> Plan:
        meetings = self._sources.meetings(*self.days)
        if self.view == "week":
            return plan_days(meetings, days_of_week(self.day))
        if self.by_leader:
            return plan_leaders(meetings, self.day, self._sources.leaders(self.day))
        return plan_rooms(meetings, self.day, self._sources.rooms(self.day))

    def _read_month(self) -> None:
        days = self._month_days()
        meetings = self._sources.meetings(days[0], days[-1])
        by_day = [on_day(meetings, day) for day in days]
        cursor = days.index(self.day) if self.day in days else 0
        here, depth = by_day[cursor], self.month.depth
        depth = None if depth is None or not here else min(depth, len(here) - 1)
        self.month = painting.Month(self.day, days, by_day, cursor, depth)

    def _kept(self, cursor: Cursor) -> Cursor:
        """The cursor where the plan has room for it."""
        column = max(0, min(cursor.column, len(self.plan.columns) - 1))
        minute = cursor.minute
        if minute is not None:
            last = self.plan.last_minute - SLOT
            minute = max(self.plan.first_minute, min(minute, last))
        kept = Cursor(column, minute, 0)
        here = len(self.plan.meetings_at(kept)) if self.plan.columns else 0
        return replace(kept, depth=max(0, min(cursor.depth, here - 1)))

    # The cursor

    @property
    def cursor_day(self) -> date:
        if self.view == "month" or not self.plan.columns:
            return self.day
        return self.plan.columns[self.at.column].day

    @property
    def meeting(self) -> Meeting | None:
        """The meeting under the cursor."""
        if self.view == "month":
            depth = self.month.depth
            return None if depth is None else self.month.meetings[self.month.cursor][depth]
        return self.plan.meeting_at(self.at) if self.plan.columns else None

    @property
    def slot(self) -> Slot:
        """The place under the cursor, for a new meeting."""
        if self.view == "month" or not self.plan.columns:
            return Slot(self.day)
        column, minute = self.plan.columns[self.at.column], self.at.minute
        hour = None if minute is None else time(minute // 60, minute % 60)
        key = column.key or ""
        leader = self.view == "day" and self.by_leader
        return Slot(column.day, hour, "" if leader else key, key if leader else "")

    def cursor_said(self) -> str:
        """What the cursor stands on, in words."""
        ground = self._sources.ground()
        if meeting := self.meeting:
            return painting.said_of(meeting, ground)
        if self.view == "month" or not self.plan.columns:
            return painting.day_said(self.day, ground.language)
        column = self.plan.columns[self.at.column]
        said = painting.slot_said(column, self.at, ground.language)
        return self._words(M("{slot}: free", slot=said))

    def _put(self, cursor: Cursor) -> None:
        self.at = self._kept(cursor)
        self.day = self.cursor_day
        self._show_cursor()
        self._told()

    def _put_in_month(self, place: int, depth: int | None = None) -> None:
        self.month = replace(self.month, cursor=place, depth=depth)
        self.day = self.month.days[place]
        self._told()

    def _told(self) -> None:
        said = self.cursor_said()
        self.setAccessibleDescription(said)
        if self.hasFocus():
            announce(self, said)
        self.viewport().update()
        self.cursor_changed.emit()

    def _go_to(self, day: date) -> None:
        """Show the days around a day, with the cursor on it."""
        self.day = day
        self.month = replace(self.month, depth=None)
        if self.view == "week":
            self.at = replace(self.at, column=day.weekday(), depth=0)
        self.refresh()
        self._show_cursor()
        self.days_changed.emit()

    def go_to_today(self) -> None:
        self._go_to(self._sources.ground().today)

    def turn(self, steps: int) -> None:
        """So many days, weeks or months on, or back."""
        step = timedelta(days=1) if self.view == "day" else _WEEK
        day = _months_on(self.day, steps) if self.view == "month" else self.day + steps * step
        self._go_to(day)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if held == _Shift and key in _ARROWS:
            self._ask_move(*_MOVES[key])
        elif held == Qt.KeyboardModifier.NoModifier and self._pressed(key):
            event.accept()
        else:
            event.ignore()

    def _pressed(self, key: int) -> bool:
        acts: dict[int, Callable[[], object]] = {
            Key.Key_PageUp: lambda: self.turn(-1),
            Key.Key_PageDown: lambda: self.turn(1),
            Key.Key_Home: self.go_to_today,
            Key.Key_Return: self.open,
            Key.Key_Enter: self.open,
            Key.Key_N: lambda: self.new_asked.emit(self.slot),
            Key.Key_Space: self._next_here,
        }
        act = acts.get(key)
        if key in _ARROWS:
            self._step(key)
        elif act:
            act()
        return bool(act) or key in _ARROWS

    def _step(self, key: int) -> None:
        if self.view == "month":
            self._step_in_month(_DAYS[key])
            return
        if not self.plan.columns:
            return
        moves = dict(zip(_ARROWS, (Plan.left, Plan.right, Plan.up, Plan.down), strict=True))
        after = moves[Key(key)](self.plan, self.at)
        if 0 <= after.column < len(self.plan.columns):
            self._put(after)
        elif self.view == "week":
            self._step_to_week(after)

    def _step_to_week(self, after: Cursor) -> None:
        """Beyond Sunday comes the Monday of the next week."""
        step = 1 if after.column > 0 else -1
        self._go_to(self.plan.columns[-1 if step > 0 else 0].day + timedelta(days=step))

    def _step_in_month(self, days: int) -> None:
        day = self.day + timedelta(days=days)
        if day in self.month.days and day.month == self.month.month.month:
            self._put_in_month(self.month.days.index(day))
        else:
            self._go_to(day)

    def _next_here(self) -> None:
        """The next meeting of the cursor's day or slot, round and round."""
        if self.view == "month":
            here = len(self.month.meetings[self.month.cursor])
            depth = 0 if self.month.depth is None else self.month.depth + 1
            self._put_in_month(self.month.cursor, depth if depth < here else None)
        elif self.plan.columns and (here := len(self.plan.meetings_at(self.at))):
            self._put(replace(self.at, depth=(self.at.depth + 1) % here))

    def open(self) -> None:
        """Open the meeting under the cursor; of a month, its day; elsewhere begin a new one."""
        if meeting := self.meeting:
            self.opened.emit(meeting)
        elif self.view == "month":
            self.show_view("day", self.day)
        else:
            self.new_asked.emit(self.slot)

    def _ask_move(self, days: int, minutes: int) -> None:
        if meeting := self.meeting:
            moved = moving.by_days(meeting, days) if days else meeting
            moved = moving.by_minutes(moved, minutes) if minutes else moved
            self._ask(meeting, moved)

    def _ask(self, meeting: Meeting, moved: Meeting) -> None:
        if moved != meeting:
            self.move_asked.emit(meeting, moved)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._point_at(event.position())
        if meeting := self.meeting:
            self._drag = _Drag(meeting, event.position(), event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        self._drag.place = event.position()
        way = (event.position() - self._drag.origin).manhattanLength()
        self._drag.begun = self._drag.begun or way >= QApplication.startDragDistance()
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self.viewport().update()
        if drag and drag.begun:
            drag.place = event.position()
            self._ask(drag.meeting, self._dropped(drag))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        self._point_at(event.position())
        self.open()

    def _point_at(self, point: QPointF) -> None:
        if self.view == "month":
            self._point_in_month(point)
            return
        grid = self._grid()
        for block in self._from_the_top():
            if point.y() > grid.top and grid.box_of(block).contains(point):
                self.choose_in(block.meeting, block.column)
                return
        if cursor := grid.place_at(point):
            self._put(cursor)

    def _from_the_top(self) -> list[Block]:
        """Where meetings lie over each other, the one on top first."""
        return painting.lowest_first(self.plan.blocks)[::-1]

    def choose_in(self, meeting: Meeting, column: int) -> None:
        """Put the cursor on a meeting, in one of the columns in which it stands."""
        if meeting.id is not None and (cursor := self.plan.cursor_at(meeting.id, column)):
            self._put(cursor)

    def _point_in_month(self, point: QPointF) -> None:
        grid = self._month_grid()
        if (found := grid.place_at(point)) is None:
            return
        place, row = found
        depth = row + self.month.first_line(place, grid.lines)
        seen = 0 <= row < grid.lines and depth < len(self.month.meetings[place])
        self._put_in_month(place, depth if seen else None)

    def _dropped(self, drag: _Drag) -> Meeting:
        """The meeting as it would be where it is let go of."""
        if self.view == "month":
            return self._dropped_in_month(drag)
        grid = self._grid()
        begun, ended = grid.place_at(drag.origin), grid.place_at(drag.place)
        if begun is None or ended is None:
            return drag.meeting
        moved = self._in_column(drag.meeting, begun.column, ended.column)
        if drag.meeting.starts_at is None or begun.minute is None:
            return moved
        slots = round((drag.place.y() - drag.origin.y()) / grid.slot_height)
        return moving.by_minutes(moved, slots * SLOT) if slots else moved

    def _in_column(self, meeting: Meeting, begun: int, ended: int) -> Meeting:
        if self.view == "week":
            return moving.by_days(meeting, ended - begun)
        if self.by_leader or begun == ended:
            return meeting  # who leads it is not changed by a pull of the mouse
        return moving.into_room(meeting, self.plan.columns[ended].key)

    def _dropped_in_month(self, drag: _Drag) -> Meeting:
        grid = self._month_grid()
        begun, ended = grid.place_at(drag.origin), grid.place_at(drag.place)
        if begun is None or ended is None:
            return drag.meeting
        return moving.by_days(drag.meeting, ended[0] - begun[0])

    def _ghost(self) -> QRectF | None:
        """Where the meeting would be that is being dragged."""
        if self._drag is None or not self._drag.begun:
            return None
        if self.view == "month":
            found = self._month_grid().place_at(self._drag.place)
            return None if found is None else self._month_grid().box_of(found[0])
        grid = self._grid()
        box = painting.cursor_box(grid)
        place, begun = grid.place_at(self._drag.place), grid.place_at(self._drag.origin)
        if place is None or begun is None:
            return None
        slots = round((self._drag.place.y() - self._drag.origin.y()) / grid.slot_height)
        hours = self._drag.meeting.starts_at is not None and begun.minute is not None
        down = slots * grid.slot_height if hours else 0
        return box.translated((place.column - begun.column) * grid.column_width, down)

    # Drawing

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scene = self._scene()
        if self.view == "month":
            painting.paint_month(painter, self._month_grid(), self.month, scene, self._ghost())
        else:
            painting.paint_grid(painter, self._grid(), scene, self._ghost())
        painter.end()

    def _scene(self) -> painting.Scene:
        return painting.Scene(
            self._sources.ground(),
            Inks(self.palette()),
            self.font(),
            self._head,
            self._sources.is_working,
            self.hasFocus(),
        )

    def _head(self, column: Column) -> str:
        if column.key:
            return column.key
        return self._words(M("Other leaders") if self.by_leader else M("Elsewhere"))

    def _grid(self) -> Grid:
        letters = self.fontMetrics()
        at = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return Grid(
            self.plan,
            self.viewport().size(),
            letters.lineSpacing(),
            letters.averageCharWidth(),
            at,
            self.at,
        )

    def _month_grid(self) -> MonthGrid:
        letters = self.fontMetrics()
        weeks = len(self.month.days) // 7
        size = self.viewport().size() - QSize(1, 1)
        return MonthGrid(weeks, size, letters.lineSpacing(), letters.averageCharWidth())

    def _fit(self) -> None:
        """As far as there is more than has room, it is scrolled."""
        size, whole = self.viewport().size(), QSize()
        if self.view != "month":
            whole = self._grid().whole
        for bar, room, wanted in (
            (self.horizontalScrollBar(), size.width(), whole.width()),
            (self.verticalScrollBar(), size.height(), whole.height()),
        ):
            bar.setRange(0, max(0, wanted - room))
            bar.setPageStep(room)
            bar.setSingleStep(self.fontMetrics().lineSpacing())

    def _show_cursor(self) -> None:
        """Scroll until the cursor is in sight."""
        if self.view == "month" or not self.plan.columns:
            return
        grid = self._grid()
        slot = grid.box_of_slot(self.at)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if slot.left() < grid.gutter:
            across.setValue(int(across.value() + slot.left() - grid.gutter))
        elif slot.right() > grid.size.width():
            across.setValue(int(across.value() + slot.right() - grid.size.width()) + 2)
        if self.at.minute is None:
            return
        if slot.top() < grid.top:
            down.setValue(int(down.value() + slot.top() - grid.top) - 1)
        elif slot.bottom() > grid.size.height():
            down.setValue(int(down.value() + slot.bottom() - grid.size.height()) + 2)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        letters = self.fontMetrics()
        return QSize(letters.averageCharWidth() * 40, letters.lineSpacing() * 10)


def _months_on(day: date, steps: int) -> date:
    """The same day of another month, or its last one."""
    months = day.year * 12 + day.month - 1 + steps
    first = date(months // 12, months % 12 + 1, 1)
    after = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (after - first).days) - 1)
