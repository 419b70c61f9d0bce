"""A message in its place on the screen, instead of a dialog in the way."""

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from desktop.language.words import M, Words

Kind = Literal["done", "warning", "trouble"]
Action = tuple[str, Callable[[], object]]

# A mark beside a word: whoever sees no colours, or hears the screen, is told as much.
_MARKS: Final = {
    "done": ("✓", M("Done")),
    "warning": ("!", M("Warning")),
    "trouble": ("✕", M("Trouble")),
}
_DONE_STAYS_MS: Final = 10_000
_STRIPE: Final = 4
_AIR: Final = 12
_WIDEST: Final = 720


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something without moving the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Notice(QFrame):
    """One message with at most one thing to do about it; it never takes the focus."""

    shown = Signal()
    cleared = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._act: Callable[[], object] | None = None
        self._came_from: QWidget | None = None
        self._mark = _plain_label()
        self._message = _plain_label()
        self._message.setWordWrap(True)
        self._message.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._close = QToolButton()
        self._timer = QTimer(self, singleShot=True, interval=_DONE_STAYS_MS)
        self._timer.timeout.connect(self._time_is_up)
        self._set_up()
        self.hide()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        font = self._mark.font()
        font.setBold(True)
        self._mark.setFont(font)
        self._close.setText(self._words(M("Close")))
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.clear)
        self._action.clicked.connect(self._do)
        # Reached by Tab, but a click leaves the focus where the person was typing.
        self._action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action.setAutoDefault(True)  # by Enter as by the space bar, in windows too
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(_STRIPE + 10, 6, 6, 6)
        line.setSpacing(10)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._message, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._action)
        line.addWidget(self._close)

    def show_message(self, text: str, kind: Kind, action: Action | None = None) -> None:
        """Say it here; what is done leaves by itself, a trouble stays until it is cleared."""
        symbol, word = _MARKS[kind]
        self._mark.setText(f"{symbol} {self._words(word)}")
        self._message.setText(text)
        self._offer(action)
        self._note_focus()
        said = f"{self._words(word)}: {text}"
        self.setAccessibleName(said)
        self._timer.stop()
        if kind == "done":
            self._timer.start()
        self.show()
        self.shown.emit()
        announce(self, said)

    def _note_focus(self) -> None:
        """Where the person is: the keyboard is given back there."""
        at = QApplication.focusWidget()
        if at is not None and not self.isAncestorOf(at):
            self._came_from = at

    def _offer(self, action: Action | None) -> None:
        label, self._act = action or ("", None)
        self._action.setText(label)
        self._action.setVisible(action is not None)

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._act = None
        had_keyboard = self._action.hasFocus() or self._close.hasFocus()
        self.hide()
        if had_keyboard and self._came_from and isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cleared.emit()

    def lie_over(self, widget: QWidget) -> None:
        """Over the lower end of a widget: nothing moves when the message comes and goes."""
        around = self.parentWidget()
        assert around is not None
        width = min(widget.width() - 2 * _AIR, _WIDEST)
        height = self.heightForWidth(width)
        low = widget.mapTo(around, QPoint(_AIR, widget.height() - height - 2 * _AIR))
        self.setGeometry(low.x(), low.y(), width, height)
        self.raise_()

    def text(self) -> str:
        """The message that is shown, without its mark."""
        return "" if self.isHidden() else self._message.text()

    def _do(self) -> None:
        act = self._act
        # Cleared first: what is done may have a message of its own.
        self.clear()
        if act:
            act()

    def _time_is_up(self) -> None:
        # Nobody loses a button on the way to it.
        if self.underMouse() or self._action.hasFocus() or self._close.hasFocus():
            self._timer.start()
        else:
            self.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, and the one accent at its left edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        stripe = self.contentsRect()
        stripe.setWidth(_STRIPE)
        painter.fillRect(stripe, self.palette().color(QPalette.ColorRole.Highlight))
        painter.end()


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
