"""How a calendar is drawn: one pass of a painter over what is in sight, no widget per meeting."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout

from desktop.meetings import hours
from desktop.meetings.meeting import Meeting, is_off
from desktop.meetings.screens.geometry import Grid, MonthGrid
from desktop.meetings.screens.inks import LOOKS, Inks, Look
from desktop.meetings.screens.plan import SLOT, Block, Column, Cursor
from desktop.records.fields import Ground
from desktop.records.law import catalogue

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_AIR: Final = 6


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


def day_said(day: date, language: str, *, short: bool = False) -> str:
    """A day as the head of its column: its name, its day and month."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    name = QLocale(language).standaloneDayName(day.isoweekday(), form)
    return f"{name[:1].upper()}{name[1:]}, {day:%d/%m}"


def state_said(meeting: Meeting, ground: Ground) -> str:
    """The state of a meeting in words; empty for the usual one."""
    entry = catalogue("meeting_states").of(meeting.state)
    if entry is None or not look_of(meeting).says_so:
        return ""
    return entry.name(ground.language)


def look_of(meeting: Meeting) -> Look:
    return LOOKS.get(meeting.state, Look())


def first_line(meeting: Meeting, ground: Ground) -> str:
    """The hours, the mark of an allowed clash, and the state."""
    clash = "⚠" if meeting.clash_reason else ""
    parts = (hours.said(meeting, ground), state_said(meeting, ground))
    return " ".join(part for part in (" · ".join(filter(None, parts)), clash) if part)


# Day and week


def paint_grid(painter: QPainter, grid: Grid, scene: Scene, ghost: QRectF | None) -> None:
    """The columns of a day or a week, their meetings, the cursor, and what is being dragged."""
    painter.fillRect(0, 0, grid.size.width(), grid.size.height(), scene.inks.paper)
    _paint_days_off(painter, grid, scene)
    room = QRectF(grid.gutter, grid.top, grid.size.width(), grid.size.height() - grid.top)
    painter.save()
    painter.setClipRect(room)
    _paint_lines(painter, grid, scene)
    _paint_blocks(painter, grid, scene)
    if ghost:
        _paint_ghost(painter, ghost, scene)
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
        box = QRectF(0, grid.top_of(minute), grid.gutter - _AIR, grid.line + 2)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(box, side, f"{minute // 60:02d}:00")
    painter.restore()


def _paint_heads(painter: QPainter, grid: Grid, scene: Scene) -> None:
    width = int(grid.column_width) - 2 * _AIR
    short = _is_narrow(grid.plan.columns, scene, width)
    for place, column in enumerate(grid.plan.columns):
        box = QRectF(grid.left_of(place), 0, grid.column_width, grid.head)
        today = column.day == scene.ground.today and column.key is None
        painter.setFont(scene.bold if today or place == grid.cursor.column else scene.font)
        painter.setPen(scene.inks.today if today else scene.inks.ink)
        said = _head(column, scene, width, short=short)
        painter.drawText(box, _CENTRE, said)
        if today:
            painter.fillRect(QRectF(box.left(), grid.head - 3, box.width(), 3), scene.inks.today)
    painter.setFont(scene.font)


def _is_narrow(columns: Sequence[Column], scene: Scene, width: int) -> bool:
    """Whether the whole names of the days have no room; then all of them are short."""
    letters, language = QFontMetrics(scene.bold), scene.ground.language
    said = (day_said(one.day, language) for one in columns if one.key is None)
    return any(letters.horizontalAdvance(one) > width for one in said)


def _head(column: Column, scene: Scene, width: int, *, short: bool) -> str:
    said = scene.heads(column)
    letters = QFontMetrics(scene.bold)
    if column.key is None:
        said = day_said(column.day, scene.ground.language, short=short)
        if letters.horizontalAdvance(said) > width:
            said = f"{column.day:%d/%m}"  # the day of the week is told by its place
    return letters.elidedText(said, Qt.TextElideMode.ElideRight, width)


def _paint_blocks(painter: QPainter, grid: Grid, scene: Scene) -> None:
    standing = grid.plan.meeting_at(grid.cursor)
    for block in sorted(lowest_first(grid.plan.blocks), key=lambda one: one.meeting is standing):
        box = grid.box_of(block)
        if box.bottom() >= grid.top and box.top() <= grid.size.height():
            _paint_block(painter, box, block.meeting, scene)


def lowest_first(blocks: Iterable[Block]) -> list[Block]:
    """Where meetings lie over each other, those that take place on top."""
    return sorted(blocks, key=lambda one: (not is_off(one.meeting), one.lane))


def _paint_block(painter: QPainter, box: QRectF, meeting: Meeting, scene: Scene) -> None:
    look, letters = look_of(meeting), scene.letters
    scene.inks.frame(painter, box, look)
    inner = box.adjusted(_AIR + 2, 2, -3, -1)
    line = letters.lineSpacing()
    font = scene.font_of(look)
    painter.setPen(scene.inks.text(look))
    painter.setFont(scene.font)
    texts = _texts(meeting, scene.ground)
    if inner.height() < 2 * line:
        painter.setFont(font)
        said = letters.elidedText(" ".join(texts[:2]), Qt.TextElideMode.ElideRight, _whole(inner))
        painter.drawText(inner, _LEFT, said)
        return
    head = QRectF(inner.left(), inner.top(), inner.width(), line)
    painter.drawText(head, _LEFT, _fitting_hours(meeting, texts[0], _whole(inner), letters))
    painter.setFont(font)
    _paint_passage(painter, inner.adjusted(0, line, 0, 0), texts[1:], scene)


def _fitting_hours(meeting: Meeting, whole: str, width: int, letters: QFontMetrics) -> str:
    """In a narrow box the beginning is all that has room."""
    if letters.horizontalAdvance(whole) > width and meeting.starts_at:
        short = f"{meeting.starts_at:%H:%M}"
        if letters.horizontalAdvance(f"{short}–{short}") > width:
            return short
    return letters.elidedText(whole, Qt.TextElideMode.ElideRight, width)


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
            hidden = len(band) - first - rows
            more = f" +{hidden}" if hidden > 0 and depth == first + rows - 1 else ""
            box = grid.box_of_band(column, depth)
            _paint_line(painter, box, band[depth], scene, more)
    if grid.cursor.minute is None:
        _paint_cursor(painter, grid, scene)


def _paint_line(
    painter: QPainter, box: QRectF, meeting: Meeting, scene: Scene, more: str = ""
) -> None:
    look, letters = look_of(meeting), scene.letters
    scene.inks.frame(painter, box, look)
    inner = box.adjusted(_AIR + 2, 0, -3, 0)
    font = scene.font_of(look)
    painter.setFont(font)
    painter.setPen(scene.inks.text(look))
    room = _whole(inner) - letters.horizontalAdvance(more)
    said = " ".join(_texts(meeting, scene.ground)[:2])
    painter.drawText(inner, _LEFT, _elided(said, scene.set_in, room))
    painter.setFont(scene.bold)
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, more)
    painter.setFont(scene.font)


def _paint_cursor(painter: QPainter, grid: Grid, scene: Scene) -> None:
    if grid.plan.columns:
        _paint_mark(painter, cursor_box(grid), scene)


def cursor_box(grid: Grid) -> QRectF:
    """The place of the cursor: its meeting, or its half hour."""
    standing = grid.plan.meeting_at(grid.cursor)
    if standing is not None and grid.cursor.minute is None:
        return grid.box_of_band(grid.cursor.column, grid.cursor.depth)
    own = (
        one
        for one in grid.plan.blocks
        if one.meeting is standing and one.column == grid.cursor.column
    )
    block = next(own, None)
    return grid.box_of(block) if block else grid.box_of_slot(grid.cursor)


def _paint_mark(painter: QPainter, box: QRectF, scene: Scene) -> None:
    """Two lines: one of them is seen on any ground."""
    inks = scene.inks
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.paper, 1))
    painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
    painter.setPen(QPen(inks.accent if scene.focused else inks.grey, 2))
    painter.drawRect(box)


def _paint_ghost(painter: QPainter, box: QRectF, scene: Scene) -> None:
    edge = QPen(scene.inks.accent, 2)
    edge.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


# Month


@dataclass(frozen=True)
class Month:
    """The days of whole weeks around a month, each with its meetings."""

    month: date
    days: Sequence[date]
    meetings: Sequence[Sequence[Meeting]]
    cursor: int
    depth: int | None  # the chosen meeting of the cursor's day

    def first_line(self, place: int, lines: int) -> int:
        """The first meeting in sight of a day that holds more of them."""
        depth = self.depth if place == self.cursor else None
        return max(0, (depth or 0) - lines + 1)


def paint_month(
    painter: QPainter, grid: MonthGrid, month: Month, scene: Scene, ghost: QRectF | None
) -> None:
    painter.fillRect(0, 0, grid.size.width(), grid.size.height(), scene.inks.paper)
    for place in range(7):
        _paint_weekday(painter, grid, place, month.days[place], scene)
    for place in range(len(month.days)):
        _paint_day(painter, grid, month, place, scene)
    if ghost:
        _paint_ghost(painter, ghost, scene)
    _paint_mark(painter, month_cursor_box(grid, month), scene)


def month_cursor_box(grid: MonthGrid, month: Month) -> QRectF:
    """The day under the cursor, or the chosen meeting in it."""
    if month.depth is None:
        return grid.box_of(month.cursor).adjusted(1, 1, -1, -1)
    row = month.depth - month.first_line(month.cursor, grid.lines)
    return grid.box_of_line(month.cursor, row)


def _paint_weekday(painter: QPainter, grid: MonthGrid, place: int, day: date, scene: Scene) -> None:
    width = grid.cell[0]
    form = QLocale.FormatType.LongFormat
    name = QLocale(scene.ground.language).standaloneDayName(day.isoweekday(), form)
    painter.setPen(scene.inks.grey)
    painter.setFont(scene.font)
    box = QRectF(place * width, 0, width, grid.head)
    said = scene.letters.elidedText(
        f"{name[:1].upper()}{name[1:]}", Qt.TextElideMode.ElideRight, int(width)
    )
    painter.drawText(box, _CENTRE, said)


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
    head = QRectF(box.left() + _AIR, box.top() + 2, box.width() - 2 * _AIR, grid.line + 2)
    painter.drawText(head, _LEFT, f"{day.day}" if own else f"{day:%d/%m}")
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
    begins = f"{meeting.starts_at:%H:%M} " if meeting.starts_at else ""
    said = f"{begins}{' '.join(meeting.title.split())}"
    inner = box.adjusted(_AIR, 0, -2, 0)
    painter.drawText(
        inner, _LEFT, letters.elidedText(said, Qt.TextElideMode.ElideRight, _whole(inner))
    )


def said_of(meeting: Meeting, ground: Ground) -> str:
    """All of a meeting that a calendar tells, for whoever hears it."""
    state = catalogue("meeting_states").of(meeting.state)
    parts: tuple[str | None, ...] = (
        f"{meeting.day:%d/%m/%Y}",
        hours.said(meeting, ground),
        " ".join(meeting.title.split()),
        meeting.room or meeting.place,
        meeting.chair,
        state.name(ground.language) if state else None,
        meeting.state_reason,
    )
    return " · ".join(part for part in parts if part)


def slot_said(column: Column, cursor: Cursor, language: str) -> str:
    """A free place by its day and hour."""
    hour = "" if cursor.minute is None else f" {cursor.minute // 60:02d}:{cursor.minute % 60:02d}"
    key = f" · {column.key}" if column.key else ""
    return f"{day_said(column.day, language)}{hour}{key}"
