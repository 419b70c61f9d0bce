"""How a calendar is drawn: one pass of a painter over what is in sight, no widget per meeting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout

from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.geometry import Grid
from desktop.meetings.screens.inks import Inks, Look, look_of
from desktop.meetings.screens.plan import SLOT, Column
from desktop.meetings.screens.saying import (
    begins_said,
    day_said,
    first_line,
    hours_said,
    title_said,
)
from desktop.records.fields import Ground

CENTRE: Final = Qt.AlignmentFlag.AlignCenter
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
AIR: Final = 6


@dataclass(frozen=True)
class Scene:
    """What every part of the drawing leans on."""

    ground: Ground
    inks: Inks
    font: QFont
    heads: Callable[[Column], str]  # what stands above a column of a room or a leader
    is_working: Callable[[date], bool]
    focused: bool

    @cached_property
    def letters(self) -> QFontMetrics:
        return QFontMetrics(self.font)

    @cached_property
    def bold(self) -> QFont:
        bold = QFont(self.font)
        bold.setBold(True)
        return bold

    @cached_property
    def struck(self) -> QFont:
        struck = QFont(self.font)
        struck.setStrikeOut(True)
        return struck

    def font_of(self, look: Look) -> QFont:
        return self.struck if look.struck else self.font

    @cached_property
    def set_in(self) -> str:
        """The letters by name: what was broken into lines need not be broken again."""
        return self.font.toString()


# Day and week


@dataclass(frozen=True)
class Ghost:
    """Where a meeting would stand that is being dragged, and its hours there."""

    box: QRectF
    said: str


def paint_grid(painter: QPainter, grid: Grid, scene: Scene, ghost: Ghost | None) -> None:
    """The columns of a day or a week, their meetings, the cursor, and what is being dragged."""
    painter.fillRect(0, 0, grid.size.width(), grid.size.height(), scene.inks.paper)
    _paint_days_off(painter, grid, scene)
    room = QRectF(grid.gutter, grid.top, grid.size.width(), grid.size.height() - grid.top)
    painter.save()
    painter.setClipRect(room)
    _paint_lines(painter, grid, scene)
    _paint_blocks(painter, grid, scene)
    if ghost:
        paint_ghost(painter, ghost, scene)
    if grid.cursor.minute is not None:
        _paint_cursor(painter, grid, scene)
    painter.restore()
    _paint_hours(painter, grid, scene)
    painter.setClipRect(QRectF(grid.gutter, 0, grid.size.width(), grid.size.height()))
    _paint_heads(painter, grid, scene)
    _paint_bands(painter, grid, scene)
    _paint_edges(painter, grid, scene)


def _paint_days_off(painter: QPainter, grid: Grid, scene: Scene) -> None:
    for place, column in enumerate(grid.plan.columns):
        if not scene.is_working(column.day):
            box = QRectF(grid.left_of(place), 0, grid.column_width, grid.size.height())
            painter.fillRect(box, scene.inks.off)


def _paint_lines(painter: QPainter, grid: Grid, scene: Scene) -> None:
    """A line at every hour, a fainter one between."""
    right = min(grid.size.width(), grid.left_of(len(grid.plan.columns)))
    for minute in range(grid.plan.first_minute, grid.plan.last_minute, SLOT):
        painter.setPen(scene.inks.faint if minute % 60 else scene.inks.line)
        top = int(grid.top_of(minute))
        painter.drawLine(grid.gutter, top, int(right), top)


def _paint_edges(painter: QPainter, grid: Grid, scene: Scene) -> None:
    painter.setPen(scene.inks.line)
    for column in range(1, len(grid.plan.columns) + 1):
        left = int(grid.left_of(column))
        painter.drawLine(left, 0, left, grid.size.height())
    for top in (grid.head, grid.top - 1):
        painter.drawLine(0, top, grid.size.width(), top)


def _paint_hours(painter: QPainter, grid: Grid, scene: Scene) -> None:
    painter.setFont(scene.font)
    painter.save()
    painter.setClipRect(QRectF(0, grid.top, grid.gutter, grid.size.height()))
    painter.setPen(scene.inks.grey)
    for minute in range(grid.plan.first_minute, grid.plan.last_minute, 60):
        box = QRectF(0, grid.top_of(minute), grid.gutter - AIR, grid.line + 2)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(box, side, f"{minute // 60:02d}:00")
    painter.restore()


def _paint_heads(painter: QPainter, grid: Grid, scene: Scene) -> None:
    width = int(grid.column_width) - 2 * AIR
    short = day_writing(grid.plan.columns, scene, width)
    for place, column in enumerate(grid.plan.columns):
        box = QRectF(grid.left_of(place), 0, grid.column_width, grid.head)
        today = column.day == scene.ground.today and column.key is None
        painter.setFont(scene.bold if today or place == grid.cursor.column else scene.font)
        painter.setPen(scene.inks.today if today else scene.inks.ink)
        said = _head(column, scene, width, short)
        painter.drawText(box, CENTRE, said)
        if today:
            painter.fillRect(QRectF(box.left(), grid.head - 3, box.width(), 3), scene.inks.today)
    painter.setFont(scene.font)


def day_writing(columns: Sequence[Column], scene: Scene, width: int) -> Callable[[date], str]:
    """How the days are written so that each of them has room: all of them in the same way."""
    letters, language = QFontMetrics(scene.bold), scene.ground.language
    days = [one.day for one in columns if one.key is None]
    ways: tuple[Callable[[date], str], ...] = (
        lambda day: day_said(day, language),
        lambda day: day_said(day, language, short=True),
    )
    for way in ways:
        if all(letters.horizontalAdvance(way(day)) <= width for day in days):
            return way
    return lambda day: f"{day:%d/%m}"  # the day of the week is told by its place


def _head(column: Column, scene: Scene, width: int, said_of_day: Callable[[date], str]) -> str:
    """A day; or a room or a leader, whose names often differ at their ends."""
    said = said_of_day(column.day) if column.key is None else scene.heads(column)
    return QFontMetrics(scene.bold).elidedText(said, Qt.TextElideMode.ElideMiddle, width)


def _paint_blocks(painter: QPainter, grid: Grid, scene: Scene) -> None:
    for block in grid.plan.blocks:
        box = grid.box_of(block)
        if not box.isEmpty() and box.bottom() >= grid.top and box.top() <= grid.size.height():
            _paint_block(painter, box, block.meeting, scene, _more(grid.hidden_behind(block)))


def _more(hidden: int) -> str:
    """How many meetings have no room, beside the last one that has."""
    return f" +{hidden}" if hidden > 0 else ""


def _paint_block(painter: QPainter, box: QRectF, meeting: Meeting, scene: Scene, more: str) -> None:
    look, letters = look_of(meeting), scene.letters
    inner = box.adjusted(AIR + 2, 2, -3, -1)
    line = letters.lineSpacing()
    if inner.height() < 2 * line:
        _paint_line(painter, box, meeting, scene, more)
        return
    scene.inks.frame(painter, box, look)
    font = scene.font_of(look)
    painter.setPen(scene.inks.text(look))
    painter.setFont(scene.font)
    texts = _texts(meeting, scene.ground)
    head = QRectF(inner.left(), inner.top(), inner.width(), line)
    painter.drawText(head, LEFT, fitting_hours(meeting, texts[0], _whole(inner), letters))
    painter.setFont(font)
    _paint_passage(painter, inner.adjusted(0, line, 0, 0), texts[1:], scene)


def fitting_hours(meeting: Meeting, whole: str, width: int, letters: QFontMetrics) -> str:
    """In a narrow box the hours without the state, or the beginning, are all that has room."""
    ways = (whole, hours_said(meeting), begins_said(meeting))
    fitting = (said for said in ways if said and letters.horizontalAdvance(said) <= width)
    return next(fitting, letters.elidedText(whole, Qt.TextElideMode.ElideRight, width))


def _paint_passage(painter: QPainter, box: QRectF, texts: Sequence[str], scene: Scene) -> None:
    """As many whole lines as have room: a line cut through its middle is no text."""
    line = scene.letters.lineSpacing()
    room = int(box.height() // line)
    lines = [one for text in texts for one in _lines_of(text, scene.set_in, _whole(box))]
    top = box.top() + scene.letters.ascent()
    for place, said in enumerate(lines[:room]):
        whole = place < room - 1 or len(lines) <= room
        width = _whole(box)
        shown = said if whole else _elided(f"{said} …", scene.set_in, width)
        painter.drawText(QPointF(box.left(), top + place * line), shown)


@lru_cache(maxsize=4096)
def _lines_of(text: str, set_in: str, width: int) -> tuple[str, ...]:
    font = _font(set_in)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        said = text[line.textStart() : line.textStart() + line.textLength()].strip()
        lines.append(_elided(said, set_in, width))
    layout.endLayout()
    return tuple(lines)


@lru_cache(maxsize=4096)
def _elided(text: str, set_in: str, width: int) -> str:
    letters = QFontMetrics(_font(set_in))
    return letters.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=8)
def _font(set_in: str) -> QFont:
    font = QFont()
    font.fromString(set_in)
    return font


def _whole(box: QRectF) -> int:
    return max(0, int(box.width()))


def _texts(meeting: Meeting, ground: Ground) -> list[str]:
    where = " · ".join(part for part in (meeting.room or meeting.place, meeting.chair) if part)
    title = " ".join(meeting.title.split())
    return [first_line(meeting, ground), title, *([where] if where else [])]


def _paint_bands(painter: QPainter, grid: Grid, scene: Scene) -> None:
    """Meetings without hours, one line each; a count says how many have no room."""
    for column, band in enumerate(grid.plan.bands):
        first = grid.first_band(column)
        rows = grid.band_rows
        for depth in range(first, min(len(band), first + rows)):
            hidden = len(band) - first - rows if depth == first + rows - 1 else 0
            box = grid.box_of_band(column, depth)
            _paint_line(painter, box, band[depth], scene, _more(hidden))
    if grid.cursor.minute is None:
        _paint_cursor(painter, grid, scene)


def _paint_line(painter: QPainter, box: QRectF, meeting: Meeting, scene: Scene, more: str) -> None:
    look, letters = look_of(meeting), scene.letters
    scene.inks.frame(painter, box, look)
    inner = box.adjusted(AIR + 2, 0, -3, 0)
    font = scene.font_of(look)
    painter.setFont(font)
    painter.setPen(scene.inks.text(look))
    room = _whole(inner) - letters.horizontalAdvance(more)
    said = _line_said(meeting, scene.ground)
    painter.drawText(inner, LEFT, _elided(said, scene.set_in, room))
    painter.setFont(scene.bold)
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, more)
    painter.setFont(scene.font)


def _line_said(meeting: Meeting, ground: Ground) -> str:
    """Between the hours, when it begins is enough; above them the part of the day, or its days."""
    if meeting.starts_at and not meeting.last_day:
        return title_said(meeting)
    return " ".join(_texts(meeting, ground)[:2])


def _paint_cursor(painter: QPainter, grid: Grid, scene: Scene) -> None:
    if grid.plan.columns:
        paint_mark(painter, cursor_box(grid), scene)


def cursor_box(grid: Grid) -> QRectF:
    """The place of the cursor: its meeting, or its half hour."""
    standing = grid.plan.meeting_at(grid.cursor)
    if standing is not None and grid.cursor.minute is None:
        return grid.box_of_band(grid.cursor.column, grid.cursor.depth)
    block = grid.plan.block_at(grid.cursor)
    return grid.box_of(block) if block else grid.box_of_slot(grid.cursor)


def paint_mark(painter: QPainter, box: QRectF, scene: Scene) -> None:
    """Two lines: one of them is seen on any ground."""
    inks = scene.inks
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.paper, 1))
    painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
    painter.setPen(QPen(inks.accent if scene.focused else inks.grey, 2))
    painter.drawRect(box)


def paint_ghost(painter: QPainter, ghost: Ghost, scene: Scene) -> None:
    edge = QPen(scene.inks.accent, 2)
    edge.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(ghost.box)
    said = QRectF(
        ghost.box.topLeft(),
        QSizeF(
            scene.letters.horizontalAdvance(ghost.said) + 2 * AIR, scene.letters.lineSpacing() + 4
        ),
    )
    painter.fillRect(said, scene.inks.accent)
    painter.setPen(scene.inks.on_accent)
    painter.drawText(said, CENTRE, ghost.said)
