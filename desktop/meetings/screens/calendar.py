"""A calendar of meetings: day, week and month, drawn as one widget and moved in by keys."""

from collections.abc import Callable
from datetime import date
from typing import Final

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
from desktop.meetings import hours
from desktop.meetings.meeting import Meeting
from desktop.meetings.screens import moving, painting, painting_month, saying
from desktop.meetings.screens.dragging import Drag
from desktop.meetings.screens.geometry import Grid, MonthGrid
from desktop.meetings.screens.inks import Inks
from desktop.meetings.screens.plan import SLOT, Column
from desktop.meetings.screens.sight import Sight, Sources, View, Way
from desktop.widgets.notice import announce

Key = Qt.Key
_Shift: Final = Qt.KeyboardModifier.ShiftModifier
_ARROWS: Final[dict[int, Way]] = {
    Key.Key_Left: "left",
    Key.Key_Right: "right",
    Key.Key_Up: "up",
    Key.Key_Down: "down",
}
_MOVES: Final[dict[int, tuple[int, int]]] = {  # days and minutes
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -SLOT),
    Key.Key_Down: (0, SLOT),
}
_MOVES_IN_MONTH: Final = {**_MOVES, Key.Key_Up: (-7, 0), Key.Key_Down: (7, 0)}


class MeetingCalendar(QAbstractScrollArea):
    """Days, rooms or leaders beside each other, hours downwards; or the weeks of a month.

    Arrows move the cursor over half hours and meetings, with Shift they move the meeting; the
    mouse drags it. What is moved is only asked for: whoever hears `move_asked` does it.
    """

    opened = Signal(object)  # a meeting
    new_asked = Signal(object)  # a Slot
    move_asked = Signal(object, object)  # a meeting, and the same as it would be
    stays = Signal()  # the meeting under the cursor, which has no such way to go
    days_changed = Signal()
    cursor_changed = Signal()

    def __init__(self, sources: Sources, words: Words) -> None:
        super().__init__()
        self._sources = sources
        self._words = words
        self.sight = Sight(sources)
        self._drag: Drag | None = None
        self._pressed_at: QPointF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words(M("Calendar of meetings")))
        self.viewport().setMouseTracking(False)
        self.refresh()

    # What is shown

    def show_view(self, view: View, day: date | None = None) -> None:
        """Show a day, a week or a month; the cursor stays on its meeting, or its day."""
        self._look(lambda: self.sight.show_view(view, day))

    def show_by_leader(self, by_leader: bool) -> None:
        """In the day, a column for each leader instead of each room."""
        self._look(lambda: self.sight.show_by_leader(by_leader))

    def show_meeting(self, meeting: Meeting) -> None:
        """Go to a meeting, wherever it is."""
        self._look(lambda: self.sight.show_meeting(meeting))

    def go_to_today(self) -> None:
        self._look(lambda: self.sight.go_to(self._sources.ground().today))

    def turn(self, steps: int) -> None:
        """So many days, weeks or months on, or back."""
        self._look(lambda: self.sight.turn(steps))

    def refresh(self) -> None:
        """Read what is in sight again; it stays where it is scrolled to."""
        self.sight.refresh()
        self._fit()
        self._told()

    def _look(self, act: Callable[[], object]) -> None:
        """Look elsewhere: the cursor is in sight, and told of."""
        before = self.sight.view, self.sight.days
        act()
        self._fit()
        self._show_cursor()
        self._told()
        if before != (self.sight.view, self.sight.days):
            self.days_changed.emit()

    # The cursor

    def cursor_said(self) -> str:
        """What the cursor stands on, in words."""
        ground, sight = self._sources.ground(), self.sight
        if meeting := sight.meeting:
            return saying.said_of(meeting, ground)
        if sight.view == "month" or not sight.plan.columns:
            return saying.day_said(sight.day, ground.language)
        column = sight.plan.columns[sight.at.column]
        said = saying.slot_said(column, sight.at, ground.language)
        return self._words(M("{slot}: free", slot=said))

    def _told(self) -> None:
        said = self.cursor_said()
        self.setAccessibleDescription(said)
        if self.hasFocus():
            announce(self, said)
        self.viewport().update()
        self.cursor_changed.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if held == _Shift and key in _ARROWS:
            self._ask_move(key)
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
            Key.Key_N: lambda: self.new_asked.emit(self.sight.slot),
            Key.Key_Space: lambda: self._look(self.sight.next_here),
        }
        if way := _ARROWS.get(key):
            self._look(lambda: self.sight.step(way))
        elif act := acts.get(key):
            act()
        return key in acts or key in _ARROWS

    def open(self) -> None:
        """Open the meeting under the cursor; of a month, its day; elsewhere begin a new one."""
        if meeting := self.sight.meeting:
            self.opened.emit(meeting)
        elif self.sight.view == "month":
            self.show_view("day", self.sight.day)
        else:
            self.new_asked.emit(self.sight.slot)

    def _ask_move(self, key: int) -> None:
        """By days and half hours; in the month, by days and weeks."""
        days, minutes = (_MOVES_IN_MONTH if self.sight.view == "month" else _MOVES)[key]
        if meeting := self.sight.meeting:
            moved = moving.by_days(meeting, days) if days else meeting
            moved = moving.by_minutes(moved, minutes) if minutes else moved
            if moved == meeting:
                self.stays.emit()
            self._ask(meeting, moved)

    def _ask(self, meeting: Meeting, moved: Meeting) -> None:
        if moved != meeting:
            self.move_asked.emit(meeting, moved)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()
            self._point_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is pulled far enough is dragged."""
        origin, meeting = self._pressed_at, self.sight.meeting
        if origin is None or meeting is None:
            return
        way = (event.position() - origin).manhattanLength()
        if self._drag or way >= QApplication.startDragDistance():
            drag = self._drag or Drag(meeting, origin, origin)
            self._drag = drag.to(event.position())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag, self._pressed_at = self._drag, None, None
        self.viewport().update()
        if drag:
            self._ask(drag.meeting, self._dropped(drag.to(event.position())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())
        self.open()

    def _point_at(self, point: QPointF) -> None:
        """Put the cursor there; what is pointed at is in sight already."""
        if self.sight.view == "month":
            self._point_in_month(point)
        else:
            self._point_in_grid(point)
        self._told()

    def _point_in_grid(self, point: QPointF) -> None:
        grid = self._grid()
        for block in self.sight.plan.blocks:
            if point.y() > grid.top and grid.box_of(block).contains(point):
                self.sight.choose_in(block.meeting, block.column)
                return
        if cursor := grid.place_at(point):
            self.sight.stand_at(cursor)

    def _point_in_month(self, point: QPointF) -> None:
        grid, month = self._month_grid(), self.sight.month
        if (found := grid.place_at(point)) is None:
            return
        place, row = found
        depth = row + month.first_line(place, grid.lines)
        seen = 0 <= row < grid.lines and depth < len(month.meetings[place])
        self.sight.stand_on_day(place, depth if seen else None)

    def _dropped(self, drag: Drag) -> Meeting:
        """The meeting as it would be where it is let go of."""
        if self.sight.view == "month":
            return drag.dropped_in_month(self._month_grid())
        return drag.dropped(self._grid(), by_leader=self.sight.by_leader)

    def _ghost(self) -> painting.Ghost | None:
        """Where the meeting would be that is being dragged."""
        if self._drag is None:
            return None
        said = hours.said(self._dropped(self._drag), self._sources.ground())
        if self.sight.view == "month":
            box = self._drag.ghost_in_month(self._month_grid())
        else:
            grid = self._grid()
            box = self._drag.ghost(grid, painting.cursor_box(grid))
        return painting.Ghost(box, said) if box else None

    # Drawing

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scene = self._scene()
        if self.sight.view == "month":
            month = self.sight.month
            painting_month.paint_month(painter, self._month_grid(), month, scene, self._ghost())
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
        return self._words(M("Other leaders") if self.sight.by_leader else M("Elsewhere"))

    def _grid(self) -> Grid:
        letters = self.fontMetrics()
        at = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return Grid(
            self.sight.plan,
            self.viewport().size(),
            letters.lineSpacing(),
            letters.averageCharWidth(),
            at,
            self.sight.at,
        )

    def _month_grid(self) -> MonthGrid:
        letters = self.fontMetrics()
        weeks = len(self.sight.month.days) // 7
        size = self.viewport().size() - QSize(1, 1)
        return MonthGrid(weeks, size, letters.lineSpacing(), letters.averageCharWidth())

    def _fit(self) -> None:
        """As far as there is more than has room, it is scrolled."""
        size, whole = self.viewport().size(), QSize()
        if self.sight.view != "month":
            grid = self._grid()
            whole = grid.whole
            self.sight.make_room(grid.abreast)
        for bar, room, wanted in (
            (self.horizontalScrollBar(), size.width(), whole.width()),
            (self.verticalScrollBar(), size.height(), whole.height()),
        ):
            bar.setRange(0, max(0, wanted - room))
            bar.setPageStep(room)
            bar.setSingleStep(self.fontMetrics().lineSpacing())

    def _show_cursor(self) -> None:
        """Scroll until the cursor is in sight."""
        if self.sight.view == "month" or not self.sight.plan.columns:
            return
        grid = self._grid()
        slot = self._place_of_cursor(grid)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if slot.left() < grid.gutter:
            across.setValue(int(across.value() + slot.left() - grid.gutter))
        elif slot.right() > grid.size.width():
            across.setValue(int(across.value() + slot.right() - grid.size.width()) + 2)
        if self.sight.at.minute is None:
            return
        if slot.top() < grid.top:
            down.setValue(int(down.value() + slot.top() - grid.top) - 1)
        elif slot.bottom() > grid.size.height():
            down.setValue(int(down.value() + slot.bottom() - grid.size.height()) + 2)

    def _place_of_cursor(self, grid: Grid) -> QRectF:
        """Its half hour; in a crowd, its row, which stands elsewhere."""
        if self.sight.plan.crowd_of(self.sight.plan.block_at(self.sight.at)):
            return painting.cursor_box(grid)
        return grid.box_of_slot(self.sight.at)

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
