"""A layout that sets widgets beside each other, and goes on in the next line where it must."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

Sized = tuple[QLayoutItem, QSize]


class FlowLayout(QLayout):
    """Widgets in the order of reading; hidden ones take no room."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self.spacing() for size in shown) - self.spacing()
        height = max((size.height() for size in shown), default=0)
        return self._with_margins(QSize(max(0, width), height))

    def minimumSize(self) -> QSize:
        """The widest of them in a line of its own."""
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def _with_margins(self, size: QSize) -> QSize:
        around = self.contentsMargins()
        return size + QSize(around.left() + around.right(), around.top() + around.bottom())

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        """Place the items within a width; returns the height they need."""
        around = self.contentsMargins()
        inside = rect.marginsRemoved(around)
        top = inside.y()
        for line in self._lines(inside.width()):
            height = max(size.height() for _, size in line)
            if move:
                _place(line, QRect(inside.x(), top, inside.width(), height), self.spacing())
            top += height + self.spacing()
        return max(top - self.spacing(), inside.y()) - rect.y() + around.bottom()

    def _lines(self, width: int) -> list[list[Sized]]:
        """The items that are shown, with their sizes, cut into lines of a width."""
        lines: list[list[Sized]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines


def _place(line: list[Sized], room: QRect, gap: int) -> None:
    """Beside each other, each in the middle of the line's height."""
    x = room.x()
    for item, size in line:
        y = room.y() + (room.height() - size.height()) // 2
        item.setGeometry(QRect(QPoint(x, y), size))
        x += size.width() + gap
