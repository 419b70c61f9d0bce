"""Completion below a field: an offer stays apart from what is typed until it is accepted.

Not a QCompleter: that one fights with composed text (Telex, VNI), and completes unasked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPalette,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.widgets.notice import announce


@dataclass(frozen=True)
class Suggestion:
    """An offer: the text that would stand in the field, and a grey hint beside it."""

    text: str
    hint: str = ""


# From what is typed to what is offered, the best first; instant, out of memory.
Suggest = Callable[[str], Sequence[Suggestion]]

_HINT: Final = Qt.ItemDataRole.UserRole
_ROWS_SEEN: Final = 8
_SIDE, _GAP, _AIR = 8, 24, 5
# An input method may commit and pass Enter on in one breath; no eye reads a new list that fast.
_SEEN_AFTER_MS: Final = 100

_Key = Qt.Key
_STEPS: Final[dict[int, int]] = {_Key.Key_Down: 1, _Key.Key_Up: -1}
_ENTER: Final = (_Key.Key_Return, _Key.Key_Enter)
_ACCEPTING: Final = (*_ENTER, _Key.Key_Tab)
_OWN: Final = (*_STEPS, *_ACCEPTING, _Key.Key_Escape)
_PLACED_BY: Final = (QEvent.Type.Move, QEvent.Type.Resize)
_CLOSED_BY: Final = (QEvent.Type.FocusOut, QEvent.Type.Hide)


class Composition(QObject):
    """Whether an input method is composing in a line edit, which does not tell it itself."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self.active = False
        self.just_ended = False
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; nothing is kept from the field."""
        if isinstance(event, QInputMethodEvent):
            composing = bool(event.preeditString())
            self.just_ended = self.active and not composing
            self.active = composing
        elif event.type() == QEvent.Type.KeyPress:
            self.just_ended = False
        elif event.type() == QEvent.Type.FocusIn:
            self.active = self.just_ended = False
        return False


class Chooser(QObject):
    """Offers suggestions while the person types in a field; `several` are set apart by ";".

    Enter and Tab accept what is highlighted and then do what they always do; where several names
    may stand, Tab stays in the field for the next one.
    """

    accepted = Signal(str)

    def __init__(self, field: QLineEdit, suggest: Suggest, *, several: bool = False) -> None:
        super().__init__(field)
        self._field = field
        self._suggest = suggest
        self._several = several
        self._accepting = False
        self._composition = Composition(field)
        self.popup = Popup(field)
        self.popup.itemClicked.connect(self._clicked)
        # An open list is a child of the window, and must not outlive its field there.
        field.destroyed.connect(self.popup.deleteLater)
        self._pause = QTimer(self, singleShot=True, interval=_SEEN_AFTER_MS)
        self._pause.timeout.connect(self._highlight_first)
        field.textEdited.connect(self._typed)
        field.installEventFilter(self)

    def is_open(self) -> bool:
        """Whether suggestions are in sight."""
        return not self.popup.isHidden()

    def close(self) -> None:
        """Take the suggestions away and leave the text as it is."""
        self._pause.stop()
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to an open list, unless they belong to an input method."""
        if event.type() in _CLOSED_BY:
            self.close()
        elif event.type() in _PLACED_BY and self.is_open():
            self.popup.place_at(self._field)
        elif isinstance(event, QKeyEvent) and not self._composition.active:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._claimed(event)
        return event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _claimed(self, event: QKeyEvent) -> bool:
        if not _plain(event):
            self._close_on_other_enter(event)
            return False
        if not self.is_open() or event.key() not in _OWN:
            return False
        event.accept()
        return True

    def _pressed(self, event: QKeyEvent) -> bool:
        if not _plain(event):
            self._close_on_other_enter(event)
            return False
        if not self.is_open():
            return event.key() == _Key.Key_Down and self._offer()
        if event.key() in _ACCEPTING:
            accepted = self._accept_highlighted()
            return accepted and self._several and event.key() == _Key.Key_Tab
        return self._moved(event)

    def _close_on_other_enter(self, event: QKeyEvent) -> None:
        # Ctrl+Enter saves what is typed; it asks for no suggestion.
        if event.key() in _ENTER:
            self.close()

    def _moved(self, event: QKeyEvent) -> bool:
        if event.key() == _Key.Key_Escape:
            self.close()
        elif event.key() in _STEPS:
            self._pause.stop()
            self.popup.step(_STEPS[event.key()])
        else:
            return False
        return True

    def _typed(self) -> None:
        if self._accepting or self._composition.active or not self._field.hasFocus():
            return
        if self._part():
            self._offer()
        else:
            self.close()

    def _part(self) -> str:
        text = self._field.text()
        start, end = self._bounds(text)
        return text[start:end]

    def _bounds(self, text: str) -> tuple[int, int]:
        if not self._several:
            return _without_blanks(text, 0, len(text))
        cursor = self._field.cursorPosition()
        start = text.rfind(";", 0, cursor) + 1
        end = text.find(";", cursor)
        return _without_blanks(text, start, len(text) if end < 0 else end)

    def _offer(self) -> bool:
        part = self._part()
        offers = self._suggest(part)
        if not offers or [offer.text for offer in offers] == [part]:
            self.close()
            return False
        before = self.popup.highlighted()
        self.popup.fill(offers)
        self._show()
        self._choose_first(part, before)
        return True

    def _show(self) -> None:
        self.popup.place_at(self._field)
        self.popup.show()
        self.popup.raise_()

    def _choose_first(self, part: str, before: str | None) -> None:
        texts = self.popup.texts()
        self._pause.stop()
        if not part or part in texts:
            return
        if self._composition.just_ended and before != texts[0]:
            self._pause.start()
        else:
            self._highlight_first()

    def _highlight_first(self) -> None:
        self.popup.setCurrentRow(0)

    def _clicked(self, item: QListWidgetItem) -> None:
        text = item.text()
        if self._composition.active:
            # Asked by a click, the input method finishes its syllable first.
            QGuiApplication.inputMethod().commit()
        if not self._composition.active:
            self._accept(text)

    def _accept_highlighted(self) -> bool:
        text = self.popup.highlighted()
        if text is None:
            self.close()
            return False
        self._accept(text)
        return True

    def _accept(self, text: str) -> None:
        self.close()
        whole = self._field.text()
        start, end = self._bounds(whole)
        self._accepting = True
        # insert() rather than setText(): Ctrl+Z brings back what was typed.
        self._field.selectAll()
        self._field.insert(whole[:start] + text + whole[end:])
        self._field.setCursorPosition(start + len(text))
        self._accepting = False
        self.accepted.emit(text)


class Popup(QListWidget):
    """The list of suggestions, a child of the window: it takes neither focus nor activation."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self.setForegroundRole(QPalette.ColorRole.Mid)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Row(self))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.window().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave when the person clicks on the bare window."""
        if watched is self.window() and event.type() == QEvent.Type.MouseButtonPress:
            self.hide()
        return super().eventFilter(watched, event)

    def fill(self, offers: Sequence[Suggestion]) -> None:
        """Show these offers, none of them highlighted."""
        self.clear()
        for offer in offers:
            item = QListWidgetItem(offer.text, self)
            item.setData(_HINT, offer.hint)

    def texts(self) -> list[str]:
        """The offers from top to bottom."""
        return [self.item(row).text() for row in range(self.count())]

    def highlighted(self) -> str | None:
        """The offer that Enter would accept."""
        item = self.currentItem()
        return item.text() if item and not self.isHidden() else None

    def step(self, by: int) -> None:
        """Move the highlight; above the first row it is off, and the typed text stands."""
        self.setCurrentRow(max(-1, min(self.currentRow() + by, self.count() - 1)))
        if text := self.highlighted():
            self.scrollToItem(self.currentItem())
            announce(self, text)

    def place_at(self, field: QWidget, part: QRect | None = None) -> None:
        """Stand below the field, or a part of it; above where there is more room."""
        window = field.window()
        if self.parent() is not window:
            self.setParent(window)
        self.setFont(field.font())
        corner = field.mapTo(window, QPoint(0, 0))
        place = (part or field.rect()).translated(corner)
        self.setGeometry(_place(place, window.size(), self._wanted()))

    def _wanted(self) -> QSize:
        frame = 2 * self.frameWidth()
        width = self.sizeHintForColumn(0) + frame
        if self.count() > _ROWS_SEEN:
            width += self.verticalScrollBar().sizeHint().width()
        rows = min(self.count(), _ROWS_SEEN)
        return QSize(width, rows * self.sizeHintForRow(0) + frame)


def _place(field: QRect, room: QSize, wanted: QSize) -> QRect:
    under = field.y() + field.height()
    below = room.height() - under
    width = min(max(wanted.width(), field.width()), room.width())
    left = max(0, min(field.x(), room.width() - width))
    if wanted.height() <= below or below >= field.y():
        return QRect(left, under, width, min(wanted.height(), below))
    height = min(wanted.height(), field.y())
    return QRect(left, field.y() - height, width, height)


class _Row(QStyledItemDelegate):
    """Draws the text at the left and the hint, in grey, at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        # The list has no focus, yet its highlight is what Enter takes: drawn as active.
        option.state |= QStyle.StateFlag.State_Active
        style = option.widget.style()
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(panel, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        room = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        hint = index.data(_HINT)
        painter.setPen(_ink(option.palette, chosen, QPalette.ColorRole.PlaceholderText))
        painter.drawText(room, _RIGHT, hint)
        room.setWidth(room.width() - _hint_width(option, hint))
        painter.setPen(_ink(option.palette, chosen, QPalette.ColorRole.Text))
        painter.drawText(room, _LEFT, _elided(option, index.data(), room.width()))

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        text = option.fontMetrics.horizontalAdvance(index.data())
        width = text + _hint_width(option, index.data(_HINT)) + 2 * _SIDE
        return QSize(width, option.fontMetrics.height() + 2 * _AIR)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _hint_width(option: QStyleOptionViewItem, hint: str) -> int:
    return option.fontMetrics.horizontalAdvance(hint) + _GAP if hint else 0


def _elided(option: QStyleOptionViewItem, text: str, width: int) -> str:
    return option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _ink(palette: QPalette, chosen: bool, role: QPalette.ColorRole) -> QColor:
    wanted = QPalette.ColorRole.HighlightedText if chosen else role
    return palette.color(QPalette.ColorGroup.Active, wanted)


def _plain(event: QKeyEvent) -> bool:
    keypad = Qt.KeyboardModifier.KeypadModifier
    return event.modifiers() & ~keypad == Qt.KeyboardModifier.NoModifier


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    bare = part.strip()
    start += len(part) - len(part.lstrip()) if bare else len(part)
    return start, start + len(bare)
