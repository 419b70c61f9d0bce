"""One search box and a few filters above a list; every change is told at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.language.words import Words
from desktop.records.fields import Day, Ground, Unreadable
from desktop.widgets.editors import LineEditor, editor_for

# Typing goes on during the wait, so that one letter a pause is asked for, not every one.
_PAUSE_MS: Final = 60
_SPACING: Final = 8
_TO_THE_LIST: Final = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Down,
    Qt.Key.Key_Escape,
)


_COUNT: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Option:
    """One line of a filter: its words, the value it stands for, how often it is there."""

    label: str
    value: Any
    count: str = ""


@dataclass(frozen=True)
class Chosen:
    """One filter that is set: its name, and what it says."""

    name: str
    label: str
    shown: str


class FilterBar(QWidget):
    """Search words, choices and a range of days; `changed` tells that any of them has changed.

    The box for the words stands where the screen puts it. Words may be `kept` beside the box, as
    chips. `counts_wanted` asks how often each value of an opened list is there, `more_wanted`
    for a way to a value that is not in it.
    """

    changed = Signal()
    counts_wanted = Signal(str)
    more_wanted = Signal(str)
    chips_wanted = Signal()  # Backspace at the beginning of the box
    left = Signal()  # the person is done with the box and goes to the list

    def __init__(self, *, placeholder: str, label: str) -> None:
        super().__init__()
        self.box = _SearchBox(placeholder, label)
        self._kept = ""
        self._choices: dict[str, _Choice] = {}
        self._days: dict[str, _DayFilter] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._choice_line = QHBoxLayout()
        self._day_line = QHBoxLayout()
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        for line in (self._choice_line, self._day_line):
            line.setSpacing(_SPACING)
            self._lines.addLayout(line)
        self._lines.setSpacing(_SPACING)
        self.box.textChanged.connect(lambda: self._pause.start())
        self.box.left.connect(self.left)
        self.box.backing.connect(self.chips_wanted)

    def add_choice(
        self, name: str, label: str, options: Sequence[Option], *, more: str = ""
    ) -> None:
        """A filter of one value out of a list; the first option lets everything through.

        `more` are the words of a last line that leads beyond the list.
        """
        choice = _Choice(more)
        # The words that are there from the beginning are seen whole.
        choice.addItems([one.label for one in options[:1]])
        choice.setMinimumWidth(choice.sizeHint().width())
        choice.setAccessibleName(label)
        choice.setToolTip(label)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(min(12, max(len(one.label) for one in options[:1])))
        choice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        choice.setMaximumWidth(choice.fontMetrics().averageCharWidth() * 26)
        self._choices[name] = choice
        self.set_options(name, options)
        choice.picked.connect(self._tell)
        choice.opening.connect(lambda: self.counts_wanted.emit(name))
        choice.more_wanted.connect(lambda: self.more_wanted.emit(name))
        self._choice_line.addWidget(choice)

    def set_options(self, name: str, options: Sequence[Option]) -> None:
        """Offer other values, and stay with the chosen one where it is still among them."""
        self._choices[name].offer(options)

    def show_counts(self, name: str, options: Sequence[Option]) -> None:
        """Offer the values that are there, counted, under the line that lets everything through.

        The chosen one stays, although it may not be among them.
        """
        choice = self._choices[name]
        everything, chosen = choice.option(0), choice.option(choice.currentIndex())
        values = [option.value for option in options]
        kept = [] if chosen.value is None or chosen.value in values else [chosen]
        choice.offer([everything, *kept, *options])
        choice.fit_popup()

    def add_day(self, name: str, field: Day, label: str, ground: Callable[[], Ground]) -> None:
        """A day typed as in the form: 1512 is 15/12 of this year."""
        editor = editor_for(field, label=label, ground=ground)
        assert isinstance(editor, LineEditor)
        editor.setPlaceholderText(label)
        editor.setFixedWidth(editor.fontMetrics().horizontalAdvance("00/00/0000") + 28)
        day = _DayFilter(editor, field, label, ground)
        day.mark(self.palette())
        editor.textChanged.connect(lambda: day.mark(self.palette()))
        editor.textChanged.connect(lambda: self._pause.start())
        editor.finished.connect(self._tell)
        self._days[name] = day
        self._day_line.addWidget(editor)

    def add_end(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._day_line.addStretch(1)
        self._day_line.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """The room that the wider of the two lines needs, below each other."""
        least = super().minimumSizeHint()
        return QSize(max(line.minimumSize().width() for line in self._each_line()), least.height())

    def event(self, event: QEvent) -> bool:
        """See whether the lines still fit when one of their parts needs other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Between light and dark the colour of a mark changes too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for day in self._days.values():
                day.mark(self.palette())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where the letters are large, the days go below the choices."""
        needed = sum(line.minimumSize().width() for line in self._each_line()) + _SPACING
        beside = needed <= self.width()
        way = QBoxLayout.Direction
        self._lines.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _each_line(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        return self._choice_line, self._day_line

    def words(self) -> str:
        """All that is written: what is kept, then what stands in the box."""
        return " ".join(part for part in (self._kept, self.box.text()) if part)

    @property
    def kept(self) -> str:
        return self._kept

    def keep(self, kept: str, typed: str | None = None) -> None:
        """Keep these words beside the box, and leave `typed` in it."""
        before = self.words()
        self.box.blockSignals(True)
        self._kept = kept
        if typed is not None and typed != self.box.text():
            self.box.setText(typed)
        self.box.blockSignals(False)
        if self.words() != before:
            self._tell()

    def chosen(self) -> list[Chosen]:
        """The filters beside the box that are set."""
        choices = [
            Chosen(name, one.accessibleName(), one.currentText())
            for name, one in self._choices.items()
            if one.currentData() is not None
        ]
        days = [
            Chosen(name, one.label, one.editor.text())
            for name, one in self._days.items()
            if one.editor.text()
        ]
        return [*choices, *days]

    def reset(self, name: str) -> None:
        """Let everything through one filter."""
        if name in self._choices:
            self._choices[name].setCurrentIndex(0)
        else:
            self._days[name].editor.set_text("")
            self._days[name].mark(self.palette())
            self._tell()

    def choice(self, name: str) -> Any:
        """The chosen value; None lets everything through."""
        return self._choices[name].currentData()

    def choose(self, name: str, value: Any) -> None:
        self._choices[name].setCurrentIndex(max(0, self._choices[name].findData(value)))

    def day(self, name: str, field: Day, ground: Ground) -> Any:
        """The typed day; None while it cannot be read."""
        try:
            return field.read(self._days[name].editor.text(), ground)
        except Unreadable:
            return None

    def clear(self) -> None:
        """Let everything through again."""
        self.blockSignals(True)
        self._kept = ""
        self.box.clear()
        for day in self._days.values():
            day.editor.set_text("")
        for choice in self._choices.values():
            choice.setCurrentIndex(0)
        self.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        """Tell at once, and what was about to be told with it."""
        self._pause.stop()
        self.changed.emit()

    @property
    def is_pausing(self) -> bool:
        """Whether a change is about to be told."""
        return self._pause.isActive()

    @property
    def is_clear(self) -> bool:
        filled = [self.words(), *(day.editor.text() for day in self._days.values())]
        return not any(filled) and all(c.currentData() is None for c in self._choices.values())


class _Choice(QComboBox):
    """One value out of a list, beside each of which may stand how often it is there."""

    opening = Signal()
    picked = Signal()
    more_wanted = Signal()

    def __init__(self, more: str) -> None:
        super().__init__()
        self._more = more
        self._before = 0
        self.setItemDelegate(_CountDelegate(self))
        self.currentIndexChanged.connect(self._heed)

    def option(self, place: int) -> Option:
        return Option(self.itemText(place), self.itemData(place))

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these values, and stay with the chosen one where it is among them."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for option in options:
            self.addItem(option.label, option.value)
            self.setItemData(self.count() - 1, option.count, _COUNT)
        if self._more:
            self.addItem(self._more, _MORE)
        self._before = max(0, self.findData(chosen))
        self.setCurrentIndex(self._before)
        self.blockSignals(False)
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 40)

    def _heed(self, place: int) -> None:
        """The last line is no value: it leads beyond the list, and the chosen one stays."""
        if self.itemData(place) is not _MORE:
            self._before = place
            self.picked.emit()
            return
        self.blockSignals(True)
        self.setCurrentIndex(self._before)
        self.blockSignals(False)
        self.more_wanted.emit()

    def showPopup(self) -> None:
        super().showPopup()
        self.opening.emit()

    def fit_popup(self) -> None:
        """Give an open list the room of what it holds now."""
        if self.view().isVisible():
            super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Rolling over the bar changes nothing that is asked."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down from the end of the values goes no further: what leads beyond is in the list."""
        steps_on = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End)
        last = self.count() - 2
        if self._more and steps_on and not event.modifiers() and self.currentIndex() >= last:
            return
        super().keyPressEvent(event)


class _More:
    """The value of the line that leads beyond a list."""


_MORE: Final = _More()


class _CountDelegate(QStyledItemDelegate):
    """Words, and after a dot how often the value is there."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if count := index.data(_COUNT):
            option.text = f"{option.text} · {count}"


@dataclass(frozen=True)
class _DayFilter:
    """A day that is typed; while its text cannot be read, it says so."""

    editor: LineEditor
    field: Day
    label: str
    ground: Callable[[], Ground]

    def mark(self, colours: QPalette) -> None:
        """Set a text that cannot be read in the colour of problems, with the reason."""
        wrong = self._wrong()
        self.editor.setToolTip(wrong or self.label)
        self.editor.setAccessibleDescription(wrong)
        palette = QPalette()  # holding nothing, it leaves all to the window's
        if wrong:
            palette.setColor(QPalette.ColorRole.Text, colours.color(QPalette.ColorRole.BrightText))
        self.editor.setPalette(palette)

    def _wrong(self) -> str:
        ground = self.ground()
        try:
            self.field.read(self.editor.text(), ground)
        except Unreadable as unreadable:
            return Words(ground.language)(unreadable.message)
        return ""


class _SearchBox(QLineEdit):
    """Enter, Down and Escape go to the list; Escape first clears the words."""

    left = Signal()
    backing = Signal()

    def __init__(self, placeholder: str, label: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(label)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)

    def event(self, event: QEvent) -> bool:
        """Escape clears the words before it means anything to the window."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() != Qt.Key.Key_Escape or not self.text():
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in _TO_THE_LIST:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backing.emit()
        else:
            super().keyPressEvent(event)
