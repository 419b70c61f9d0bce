"""How a month is drawn: its weeks below each other, a line for each meeting."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.geometry import MonthGrid
from desktop.meetings.screens.inks import look_of
from desktop.meetings.screens.month import Month
from desktop.meetings.screens.painting import (
    AIR,
    CENTRE,
    LEFT,
    Ghost,
    Scene,
    paint_ghost,
    paint_mark,
)
from desktop.meetings.screens.saying import title_said, weekday_said


def paint_month(
    painter: QPainter, grid: MonthGrid, month: Month, scene: Scene, ghost: Ghost | None
) -> None:
    painter.fillRect(0, 0, grid.size.width(), grid.size.height(), scene.inks.paper)
    for place in range(7):
        _paint_weekday(painter, grid, place, month.days[place], scene)
    for place in range(len(month.days)):
        _paint_day(painter, grid, month, place, scene)
    if ghost:
        paint_ghost(painter, ghost, scene)
    paint_mark(painter, month_cursor_box(grid, month), scene)


def month_cursor_box(grid: MonthGrid, month: Month) -> QRectF:
    """The day under the cursor, or the chosen meeting in it."""
    if month.depth is None:
        return grid.box_of(month.cursor).adjusted(1, 1, -1, -1)
    row = month.depth - month.first_line(month.cursor, grid.lines)
    return grid.box_of_line(month.cursor, row).adjusted(-1, -1, 1, 1)


def _paint_weekday(painter: QPainter, grid: MonthGrid, place: int, day: date, scene: Scene) -> None:
    width = grid.cell[0]
    name = weekday_said(day, scene.ground.language)
    painter.setPen(scene.inks.grey)
    painter.setFont(scene.font)
    box = QRectF(place * width, 0, width, grid.head)
    said = scene.letters.elidedText(name, Qt.TextElideMode.ElideRight, int(width))
    painter.drawText(box, CENTRE, said)


def _paint_day(painter: QPainter, grid: MonthGrid, month: Month, place: int, scene: Scene) -> None:
    day = month.days[place]
    box, inks = grid.box_of(place), scene.inks
    if not scene.is_working(day):
        painter.fillRect(box, inks.off)
    painter.setPen(inks.line)
    painter.drawRect(box)
    today = day == scene.ground.today
    painter.setFont(scene.bold if today else scene.font)
    own = day.month == month.month.month
    painter.setPen(inks.today if today else inks.ink if own else inks.grey)
    head = QRectF(box.left() + AIR, box.top() + 2, box.width() - 2 * AIR, grid.line + 2)
    painter.drawText(head, LEFT, f"{day.day}" if own else f"{day:%d/%m}")
    meetings, first = month.meetings[place], month.first_line(place, grid.lines)
    hidden = len(meetings) - grid.lines
    if hidden > 0:
        painter.setFont(scene.font)
        painter.setPen(inks.grey)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, side, f"+{hidden}")
    for row, meeting in enumerate(meetings[first : first + grid.lines]):
        _paint_month_line(painter, grid.box_of_line(place, row), meeting, scene)


def _paint_month_line(painter: QPainter, box: QRectF, meeting: Meeting, scene: Scene) -> None:
    look, letters = look_of(meeting), scene.letters
    scene.inks.frame(painter, box, look)
    font = scene.font_of(look)
    painter.setFont(font)
    painter.setPen(scene.inks.text(look))
    inner = box.adjusted(AIR, 0, -2, 0)
    width = int(inner.width())
    said = letters.elidedText(title_said(meeting), Qt.TextElideMode.ElideRight, width)
    painter.drawText(inner, LEFT, said)
