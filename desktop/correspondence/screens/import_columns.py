"""Which column of an imported table holds which field, to be changed by keys."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.views import VIEWS
from desktop.intake.mapping import typed
from desktop.intake.tables import Table
from desktop.language.words import M, Words
from desktop.records.record import fields_of

_LETTERS_SHOWN = 24


class _Box(QComboBox):
    """A box that the wheel scrolls past, instead of changing what a column holds."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnChoice(QScrollArea):
    """One line for each column of the table: its heading, its field, and its first value."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.choices: list[QComboBox] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_table(self, table: Table, kind: str, columns: dict[str, int]) -> None:
        """Offer the fields of a register for each column; `columns` are chosen already."""
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.choices = []
        chosen = {place: name for name, place in columns.items()}
        for place, heading in enumerate(table.headings):
            name = heading or self._words(M("Column {place}", place=str(place + 1)))
            choice = self._choice(kind, chosen.get(place), name)
            label = QLabel(_short(name))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setToolTip(name)
            label.setBuddy(choice)
            grid.addWidget(label, 2 * place, 0)
            grid.addWidget(choice, 2 * place, 1)
            grid.addWidget(_example(table, place), 2 * place + 1, 1)
            self.choices.append(choice)
        grid.setRowStretch(2 * len(table.headings), 1)
        self.setWidget(page)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(page.minimumSizeHint().width() + bar)

    def _choice(self, kind: str, field: str | None, heading: str) -> QComboBox:
        choice = _Box()
        choice.setAccessibleName(self._words(M("Field of the column {heading}", heading=heading)))
        choice.addItem(self._words(M("(left out)")), "")
        fields = fields_of(DOCUMENTS[kind])
        for name in dict.fromkeys((*_in_order(kind), *fields)):
            choice.addItem(self._words(fields[name].label), name)
        choice.setCurrentIndex(max(0, choice.findData(field)) if field else 0)
        choice.setMinimumContentsLength(18)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.currentIndexChanged.connect(lambda: self._changed(choice))
        return choice

    def _changed(self, changed: QComboBox) -> None:
        """A field stands in one column only: the one that had it before gives it up."""
        for choice in self.choices:
            if choice is not changed and choice.currentData() == changed.currentData():
                with QSignalBlocker(choice):
                    choice.setCurrentIndex(0)
        self.changed.emit()

    def columns(self) -> dict[str, int]:
        """The place of each field that a column holds."""
        chosen = ((choice.currentData(), place) for place, choice in enumerate(self.choices))
        return {name: place for name, place in chosen if name}

    def choose(self, place: int, field: str) -> None:
        """Say what a column holds, as a person does with its box."""
        choice = self.choices[place]
        choice.setCurrentIndex(choice.findData(field))


def _in_order(kind: str) -> tuple[str, ...]:
    """The fields of the list first, as other registers mostly have these."""
    view = VIEWS[kind]
    return (*(column.field for column in view.columns), *view.typed)


def _example(table: Table, place: int) -> QLabel:
    cells = (row.cells[place] for row in table.rows if place < len(row.cells))
    label = QLabel(_short(" ".join(next((typed(c) for c in cells if typed(c)), "").split())))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS_SHOWN else f"{text[: _LETTERS_SHOWN - 1]}…"
