"""Marks on what was looked for, in the cells of a list: a light ground, and a line below."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QTextLayout, QTextLine
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.language.hits import Stretch

AnyIndex = QModelIndex | QPersistentModelIndex
FindHits = Callable[[AnyIndex, str], tuple[Stretch, ...]]  # of a cell and what it shows

# So light that the letters below stay what they are.
_GROUND: Final = 0.17
_LINE: Final = 1 / 10  # of the height of the letters
_CUT: Final = "…"


class HitMarks(QStyledItemDelegate):
    """Draws cells as usual, and marks the stretches of their text that `hits` tells.

    Where one is cut off by the end of the cell, the sign of it is marked: there is more to see.
    """

    def __init__(self, view: QWidget, hits: FindHits) -> None:
        super().__init__(view)
        self._view = view
        self._hits = hits

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        # As the usual one does, but the cell is asked once what it shows.
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, self._view)
        if hits := self._hits(index, cell.text):
            self._mark(painter, cell, hits)

    def _mark(
        self, painter: QPainter, cell: QStyleOptionViewItem, hits: tuple[Stretch, ...]
    ) -> None:
        """The same letters are laid out again, to know where they are."""
        room, ink = self._room(cell), _ink(cell)
        shown = cell.fontMetrics.elidedText(cell.text, cell.textElideMode, int(room.width()))
        layout = QTextLayout(shown, cell.font)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        right = bool(cell.displayAlignment & Qt.AlignmentFlag.AlignRight)
        left = room.right() - line.naturalTextWidth() if right else room.left()
        top = room.center().y() - line.height() / 2
        for start, end in _in_sight(hits, cell.text, shown):
            first, last = (left + _x(line, _units(shown, place)) for place in (start, end))
            _draw(painter, QRectF(first, top, last - first, line.height()), ink)

    def _room(self, cell: QStyleOptionViewItem) -> QRectF:
        """Where the style puts the text of a cell."""
        style = self._view.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, cell, self._view)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self._view) + 1
        return QRectF(room.adjusted(margin, 0, -margin, 0))


def mixed(ink: QColor, ground: QColor) -> QColor:
    """The light ground of a hit, for whoever cannot lay one colour over the other."""
    return QColor.fromRgbF(
        *(
            _GROUND * of_ink + (1 - _GROUND) * of_ground
            for of_ink, of_ground in zip(_colours(ink), _colours(ground), strict=True)
        )
    )


def _colours(one: QColor) -> tuple[float, float, float]:
    return one.redF(), one.greenF(), one.blueF()


def _draw(painter: QPainter, place: QRectF, ink: QColor) -> None:
    ground = QColor(ink)
    ground.setAlphaF(_GROUND)
    painter.fillRect(place, ground)
    thick = max(1.0, round(place.height() * _LINE))
    painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), thick), ink)


def _ink(cell: QStyleOptionViewItem) -> QColor:
    selected = cell.state & QStyle.StateFlag.State_Selected
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Link
    return cell.palette.color(role)


def _in_sight(hits: tuple[Stretch, ...], text: str, shown: str) -> Iterator[Stretch]:
    """The stretches of what is shown; all that is cut off stands in the sign of it."""
    if shown == text:
        yield from hits
        return
    whole = max(0, len(shown) - len(_CUT))
    for start, end in hits:
        if start < whole:
            yield start, min(end, whole)
    if any(end > whole for _, end in hits):
        yield whole, len(shown)


def _units(text: str, place: int) -> int:
    """Qt counts letters beyond the first plane of Unicode twice."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _x(line: QTextLine, unit: int) -> float:
    """Qt tells where a letter is together with which one it is."""
    x: float
    x, _ = line.cursorToX(unit)  # type: ignore[misc]  # two values, says its documentation
    return x
