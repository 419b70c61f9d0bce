"""One search box and a few filters above a list; every change is told at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
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


@dataclass(frozen=True)
class Option:
    """One line of a filter: its words, and the value it stands for."""

    label: str
    value: Any


class FilterBar(QWidget):
    """Search words, choices and a range of days; `changed` tells that any of them has changed.

    The box for the words stands where the screen puts it.
    """

    changed = Signal()
    left = Signal()  # the person is done with the box and goes to the list

    def __init__(self, *, placeholder: str, label: str) -> None:
        super().__init__()
        self.box = _SearchBox(placeholder, label)
        self._choices: dict[str, QComboBox] = {}
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

    def add_choice(self, name: str, label: str, options: Sequence[Option]) -> None:
        """A filter of one value out of a list; the first option lets everything through."""
        choice = QComboBox()
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
        choice.currentIndexChanged.connect(lambda _: self._tell())
        self._choice_line.addWidget(choice)

    def set_options(self, name: str, options: Sequence[Option]) -> None:
        """Offer other values, and stay with the chosen one where it is still among them."""
        choice = self._choices[name]
        chosen = choice.currentData()
        choice.blockSignals(True)
        choice.clear()
        for option in options:
            choice.addItem(option.label, option.value)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))
        choice.blockSignals(False)
        view = choice.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 40)

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
        return self.box.text()

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
        filled = [self.box.text(), *(day.editor.text() for day in self._days.values())]
        return not any(filled) and all(c.currentData() is None for c in self._choices.values())


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
        else:
            super().keyPressEvent(event)
