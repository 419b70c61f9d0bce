"""Conditions as chips in a row: each a word that can be taken away or opened again by keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from desktop.language.words import M, Words
from desktop.widgets.flow import FlowLayout

_AIR: Final = 10
_Key = Qt.Key
_REMOVING: Final = (_Key.Key_Delete, _Key.Key_Backspace)
_OPENING: Final = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_F2)
_STEPS: Final = {_Key.Key_Left: -1, _Key.Key_Right: 1}


@dataclass(frozen=True)
class Chip:
    """One condition: what it is called here, its words, and its written form."""

    id: str
    words: str
    written: str


class ChipRow(QWidget):
    """The chips that are there; with none the row takes no room."""

    removed = Signal(str)
    opened = Signal(str)
    cleared = Signal()
    left = Signal()  # Escape: back to the list

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._chips: list[Chip] = []
        self._buttons: list[_ChipButton] = []
        self._clear = QPushButton(words(M("Clear all")))
        self._clear.setFlat(True)
        self._clear.clicked.connect(self.cleared)
        self._line = FlowLayout(self)
        self._line.addWidget(self._clear)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chips)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; the focus stays at its place in the row."""
        if list(chips) == self._chips:
            return
        at = next((place for place, one in enumerate(self._buttons) if one.hasFocus()), None)
        self._chips = list(chips)
        for old in self._buttons:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._line.removeWidget(self._clear)
        self._buttons = [self._made(chip) for chip in chips]
        self._line.addWidget(self._clear)
        self._set_tab_order()
        self.setVisible(bool(chips))
        self._focus_near(at)

    def _made(self, chip: Chip) -> "_ChipButton":
        button = _ChipButton(chip, self._words)
        button.removing.connect(lambda: self.removed.emit(chip.id))
        button.opening.connect(lambda: self.opened.emit(chip.id))
        button.stepping.connect(self._step)
        button.leaving.connect(self.left)
        self._line.addWidget(button)
        button.show()
        return button

    def _set_tab_order(self) -> None:
        for one, other in zip([*self._buttons], [*self._buttons[1:], self._clear], strict=False):
            QWidget.setTabOrder(one, other)

    def _focus_near(self, at: int | None) -> None:
        """Where the focus was on a chip, it stays on the one that came into its place."""
        if at is None:
            return
        if self._buttons:
            place = min(at, len(self._buttons) - 1)
            self._buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def focus_last(self) -> None:
        """To the last chip: where Backspace leads in an empty box."""
        if self._buttons:
            self._buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, step: int) -> None:
        at = next(place for place, one in enumerate(self._buttons) if one.hasFocus())
        place = max(0, min(at + step, len(self._buttons) - 1))
        self._buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)


class _ChipButton(QAbstractButton):
    """A rounded word with a cross; a click on the cross removes it, elsewhere opens it."""

    removing = Signal()
    opening = Signal()
    stepping = Signal(int)
    leaving = Signal()

    def __init__(self, chip: Chip, words: Words) -> None:
        super().__init__()
        self.setText(chip.words)
        self.setToolTip(chip.written)
        said = words(M("Condition {words}; Delete takes it away", words=chip.words))
        self.setAccessibleName(said)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics()
        # A line that fits to the pixel is still cut where letters are drawn by fractions.
        width = letters.horizontalAdvance(self.text()) + 4 + self._cross_width() + _AIR
        return QSize(width, int(letters.height() * 1.5))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._cross_width() + 6 * _AIR, self.sizeHint().height())

    def _cross_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("×") + 2 * _AIR

    def event(self, event: QEvent) -> bool:
        """Delete is the chip's own before it means a document to the window."""
        own = (*_REMOVING, *_OPENING, _Key.Key_Escape)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if bare and event.key() in own:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _REMOVING:
            self.removing.emit()
        elif key in _OPENING:
            self.opening.emit()
        elif key in _STEPS:
            self.stepping.emit(_STEPS[_Key(key)])
        elif key == _Key.Key_Escape:
            self.leaving.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            cross = event.position().x() >= self.width() - self._cross_width()
            (self.removing if cross else self.opening).emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        lit = self.underMouse() or self.hasFocus()
        edge = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(colours.color(edge))
        painter.setBrush(
            colours.color(QPalette.ColorRole.Button if lit else QPalette.ColorRole.Base)
        )
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        painter.setPen(colours.color(QPalette.ColorRole.ButtonText))
        room = self.rect().adjusted(_AIR, 0, -self._cross_width(), 0)
        letters = self.fontMetrics()
        said = letters.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)
        base = (self.height() + letters.ascent() - letters.descent()) / 2
        painter.drawText(QPointF(self.width() - self._cross_width() + _AIR, base), "×")
        painter.end()
