"""How a text may go on, below the cursor; nothing stands in the text until it is accepted.

Nothing is chosen when the list opens, so that Enter goes on to the next field as it always does.
"""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidgetItem, QPlainTextEdit

from desktop.widgets.chooser import Popup, Suggestion

_ASKED_AFTER_MS: Final = 120

_Key = Qt.Key
_STEPS: Final[dict[int, int]] = {_Key.Key_Down: 1, _Key.Key_Up: -1}
_ENTER: Final = (_Key.Key_Return, _Key.Key_Enter)
_ACCEPTING: Final = (*_ENTER, _Key.Key_Tab)
_PLACED_BY: Final = (QEvent.Type.Move, QEvent.Type.Resize)
_CLOSED_BY: Final = (QEvent.Type.FocusOut, QEvent.Type.Hide)


class Continuation(Protocol):
    """Words that would stand at the end of a text, in place of its last `over` letters."""

    @property
    def text(self) -> str: ...

    @property
    def over(self) -> int: ...


Tell = Callable[[Sequence[Continuation]], None]
# From what is typed to what may follow. It is told in the window's thread: at once, later, or
# never where another question was asked first.
Continue = Callable[[str, Tell], None]


class Continuer(QObject):
    """Offers continuations when the person pauses at the end of a text.

    Down and Up choose, Enter accepts and stays in the field, Tab accepts and goes on.
    """

    accepted = Signal(str)

    def __init__(self, field: QPlainTextEdit, ask: Continue) -> None:
        super().__init__(field)
        self._field = field
        self._ask = ask
        self._offers: dict[str, Continuation] = {}
        self.popup = Popup(field)
        self.popup.itemClicked.connect(lambda item: self._accept(item))
        # An open list is a child of the window, and must not outlive its field there.
        field.destroyed.connect(self.popup.deleteLater)
        self._pause = QTimer(self, singleShot=True, interval=_ASKED_AFTER_MS)
        self._pause.timeout.connect(self._ask_now)
        field.cursorPositionChanged.connect(self.popup.hide)
        field.installEventFilter(self)

    def is_open(self) -> bool:
        """Whether continuations are in sight."""
        return not self.popup.isHidden()

    def typed(self) -> None:
        """The text has changed: what was offered belongs to another one."""
        self.close()
        if self._field.hasFocus():
            self._pause.start()

    def close(self) -> None:
        """Take the offers away, and ask for none; the text stays as it is."""
        self._pause.stop()
        self.popup.hide()

    # Asking

    def _ask_now(self) -> None:
        if self._may_offer():
            typed = self._field.toPlainText()
            self._ask(typed, lambda offers: self._told(typed, offers))

    def _may_offer(self) -> bool:
        """Whether the person waits at the end of a text, with no syllable half composed."""
        cursor = self._field.textCursor()
        at_end = cursor.atEnd() and not cursor.hasSelection()
        return self._field.hasFocus() and at_end and not self._composing()

    def _composing(self) -> bool:
        return bool(self._field.textCursor().block().layout().preeditAreaText())

    def _told(self, typed: str, offers: Sequence[Continuation]) -> None:
        overtaken = self._pause.isActive() or self._field.toPlainText() != typed
        if overtaken or not self._may_offer():
            return
        self._offers = {offer.text: offer for offer in offers}
        if not self._offers:
            self.close()
            return
        self.popup.fill([Suggestion(text) for text in self._offers])
        self._place()
        self.popup.show()
        self.popup.raise_()

    def _place(self) -> None:
        line = self._field.cursorRect()
        top = self._field.viewport().mapTo(self._field, QPoint(0, line.top())).y()
        self.popup.place_at(self._field, QRect(0, top, self._field.width(), line.height()))

    # Choosing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to an open list, unless they belong to an input method."""
        if isinstance(event, QInputMethodEvent):
            if event.preeditString():
                self.close()
        elif event.type() in _CLOSED_BY:
            self.close()
        elif not self.is_open():
            return False
        elif event.type() in _PLACED_BY:
            self._place()
        elif isinstance(event, QKeyEvent) and not self._composing():
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if not _plain(event):
            # Ctrl+Enter saves what is typed; it asks for no continuation.
            if event.key() in _ENTER:
                self.close()
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._claimed(event)
        return event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _claimed(self, event: QKeyEvent) -> bool:
        chosen = self.popup.highlighted() is not None
        own = event.key() in (_Key.Key_Down, _Key.Key_Escape)
        if own or (chosen and event.key() in (_Key.Key_Up, *_ACCEPTING)):
            event.accept()
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        item = self.popup.currentItem()
        if event.key() == _Key.Key_Escape:
            self.close()
            return True
        if event.key() == _Key.Key_Down or (item and event.key() == _Key.Key_Up):
            self.popup.step(_STEPS[event.key()])
            return True
        if item and event.key() in _ACCEPTING:
            self._accept(item)
            return event.key() in _ENTER
        return False

    def _accept(self, item: QListWidgetItem) -> None:
        offer = self._offers[item.text()]
        self.close()
        if not self._may_offer():
            return
        self._put(offer)
        self.accepted.emit(offer.text)

    def _put(self, offer: Continuation) -> None:
        """Put it at the end, in one step that Ctrl+Z takes back."""
        typed = self._field.toPlainText()
        over = _units(typed[len(typed) - offer.over :])
        cursor = self._field.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(cursor.position() - over, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(offer.text)
        cursor.endEditBlock()
        self._field.setTextCursor(cursor)
        self._field.ensureCursorVisible()


def _units(text: str) -> int:
    """The length of a text as Qt counts it, in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _plain(event: QKeyEvent) -> bool:
    keypad = Qt.KeyboardModifier.KeypadModifier
    return event.modifiers() & ~keypad == Qt.KeyboardModifier.NoModifier
