"""Pages one below the other, as pictures that are made when a page comes into sight."""

from collections.abc import Callable
from enum import Enum
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_AROUND: Final = 16  # pixels
_OF_A_SIGHT: Final = 0.9  # that a key goes further
_STEP: Final = 60
_ZOOMS: Final = (0.5, 3.0)
_BY: Final = 1.2
# Pictures are kept of the pages in sight and of one on either side.
_KEPT_AROUND: Final = 1


class Fit(Enum):
    """What fits into the sight: a page from side to side, or the whole of it."""

    WIDTH = "width"
    PAGE = "page"


class PagesView(QAbstractScrollArea):
    """A stack of equal pages; `wanted` asks for the picture of one, so many pixels wide."""

    wanted = Signal(int, int)
    turned = Signal(int)  # to the page with this place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ratio = 1.0
        self._count = 0
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._pictures: dict[int, QImage] = {}
        self._at = 0
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    # What there is to see

    def set_paper(self, height_by_width: float) -> None:
        """Every page is so many times as high as it is wide."""
        self._ratio = height_by_width
        self._resize(self._zoom)

    def clear(self) -> None:
        """Forget all pages: they are laid out anew, on another paper."""
        self._count, self._pictures = 0, {}
        self.go_to(0)
        self._resize(self._zoom)

    def set_count(self, count: int) -> None:
        """So many pages there are by now; only those that come into sight are painted."""
        before, self._count = self._count, count
        self._set_bars()
        if self._in_sight(_KEPT_AROUND).stop > before:
            self.viewport().update()

    def show_picture(self, place: int, picture: QImage) -> None:
        """Show a picture that was wanted, and ask for the next."""
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[place] = picture
        near = self._in_sight(_KEPT_AROUND)
        self._pictures = {one: kept for one, kept in self._pictures.items() if one in near}
        self.viewport().update()

    def picture(self, place: int) -> QImage | None:
        """The picture of a page, where there is one by now."""
        return self._pictures.get(place)

    def next_wanted(self) -> tuple[int, int] | None:
        """A page whose picture is missing or of another size: those in sight come first."""
        width = round(self._page().width() * self.devicePixelRatioF())
        for places in (self._in_sight(), self._in_sight(_KEPT_AROUND)):
            for place in places:
                if place not in self._pictures or self._pictures[place].width() != width:
                    return place, width
        return None

    # Where one is

    @property
    def place(self) -> int:
        """The page that takes most of the sight."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return max(0, min(self._count - 1, int((middle - _AROUND) / self._step())))

    def go_to(self, place: int) -> None:
        self.verticalScrollBar().setValue(round(place * self._step()))

    def fit(self, fit: Fit) -> None:
        self._fit = fit
        self._resize(1.0)

    def zoom(self, by: int) -> None:
        """Larger or smaller, the page staying in sight."""
        self.zoom_to(self._zoom * _BY**by)

    def zoom_to(self, zoom: float) -> None:
        """So many times as wide as what fits."""
        low, high = _ZOOMS
        self._resize(max(low, min(high, zoom)))

    def _resize(self, zoom: float) -> None:
        at = self.verticalScrollBar().value() / self._step()
        self._zoom = zoom
        self._set_bars()
        self.verticalScrollBar().setValue(round(at * self._step()))
        self.viewport().update()

    # Sizes

    def _page(self) -> QSize:
        sight = self.viewport().size()
        width = float(sight.width() - 2 * _AROUND)
        if self._fit is Fit.PAGE:
            width = min(width, (sight.height() - 2 * _AROUND) / self._ratio)
        width = max(1.0, width * self._zoom)
        return QSize(round(width), max(1, round(width * self._ratio)))

    def _step(self) -> int:
        return self._page().height() + _AROUND

    def _rect(self, place: int) -> QRect:
        page, sight = self._page(), self.viewport()
        aside = max(_AROUND, (sight.width() - page.width()) // 2)
        left = aside - self.horizontalScrollBar().value()
        top = _AROUND + place * self._step() - self.verticalScrollBar().value()
        return QRect(left, top, page.width(), page.height())

    def _in_sight(self, around: int = 0) -> range:
        top, step = self.verticalScrollBar().value() - _AROUND, self._step()
        first = int(top // step) - around
        last = int((top + self.viewport().height()) // step) + around
        return range(max(0, first), min(self._count, last + 1))

    def _set_bars(self) -> None:
        page, sight = self._page(), self.viewport().size()
        down, aside = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, _AROUND + self._count * self._step() - sight.height()))
        down.setPageStep(sight.height())
        aside.setRange(0, max(0, page.width() + 2 * _AROUND - sight.width()))
        aside.setPageStep(sight.width())

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize(self._zoom)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        if self.place != self._at:
            self._at = self.place
            self.turned.emit(self._at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for place in self._in_sight():
            rect = self._rect(place)
            if place in self._pictures:
                painter.drawImage(rect, self._pictures[place])
            else:
                painter.fillRect(rect, Qt.GlobalColor.white)
        painter.end()
        if next_wanted := self.next_wanted():
            self.wanted.emit(*next_wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_PageDown: self.down,
            Qt.Key.Key_Space: self.down,
            Qt.Key.Key_PageUp: self.up,
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self._count - 1),
        }
        if event.key() in keys:
            keys[event.key()]()
        else:
            super().keyPressEvent(event)

    def down(self) -> None:
        """To what is not seen yet of this page, or to the next one."""
        at, step = self.verticalScrollBar().value(), self._step()
        self._go((at // step + 1) * step - at)

    def up(self) -> None:
        """To the top of this page, or to the one before."""
        at, step = self.verticalScrollBar().value(), self._step()
        self._go((at - 1) // step * step - at)

    def _go(self, way: int) -> None:
        """To the top of a page, or part of the way where that is out of sight."""
        bar, sight = self.verticalScrollBar(), self.viewport().height()
        most = int(_OF_A_SIGHT * sight)
        bar.setValue(bar.value() + (way if abs(way) <= sight else max(-most, min(most, way))))
