"""What a person chooses of the paper: its size, and by how much print is moved on it."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from desktop.language.words import M, Message, Words
from desktop.sheets.margins import OF_REGISTERS
from desktop.sheets.paper_choice import FURTHEST, PaperChoice

_STEP: Final = 0.5  # mm


class PaperBar(QWidget):
    """One line: paper, to the right, down; `changed` tells of each choice."""

    changed = Signal(object)

    def __init__(self, words: Words, choice: PaperChoice) -> None:
        super().__init__()
        self._words = words
        self.choice = choice
        self.paper = QComboBox()
        self.paper.addItems(OF_REGISTERS)
        self.paper.setCurrentText(choice.paper)
        self.right = self._shift(choice.right)
        self.down = self._shift(choice.down)
        self._lay_out()
        self.paper.currentTextChanged.connect(self._tell)
        self.right.valueChanged.connect(self._tell)
        self.down.valueChanged.connect(self._tell)

    def fix_paper(self, paper: str) -> None:
        """A paper whose places are told in millimetres has its size, and no other."""
        if self.paper.findText(paper) < 0:
            self.paper.blockSignals(True)
            self.paper.addItem(paper)
            self.paper.setCurrentText(paper)
            self.paper.blockSignals(False)
        self.paper.setEnabled(False)

    def remember_printer(self, name: str) -> None:
        if name != self.choice.printer:
            self.choice = replace(self.choice, printer=name)
            self.changed.emit(self.choice)

    def _shift(self, by: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(-FURTHEST, FURTHEST)
        box.setSingleStep(_STEP)
        box.setDecimals(1)
        box.setSuffix(" mm")
        box.setValue(by)
        box.setKeyboardTracking(False)
        tip = M("The preview shows where print belongs; this brings a printer back to it.")
        box.setToolTip(self._words(tip))
        return box

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        named: list[tuple[Message, QWidget]] = [
            (M("Paper"), self.paper),
            (M("Move right"), self.right),
            (M("Move down"), self.down),
        ]
        for message, field in named:
            label = QLabel(self._words(message))
            label.setBuddy(field)
            field.setAccessibleName(self._words(message))
            line.addWidget(label)
            line.addWidget(field)
            line.addSpacing(6)

    def _tell(self) -> None:
        self.choice = replace(
            self.choice,
            paper=self.paper.currentText() if self.paper.isEnabled() else self.choice.paper,
            right=self.right.value(),
            down=self.down.value(),
        )
        self.changed.emit(self.choice)
