"""The pages of a tab, one below the other, each with its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from desktop.language.words import Message, Words

_WIDTH: Final = 23  # average letters
_SWITCH: Final = """
QPushButton { text-align: left; padding: 5px 10px; border: 0; border-radius: 4px; }
QPushButton:checked { background: palette(midlight); font-weight: bold; }
QPushButton:hover { background: palette(midlight); }
QPushButton:focus { border: 1px solid palette(highlight); }
"""


@dataclass(frozen=True)
class Switch:
    """One register: its kind, its words, the key that shows it."""

    kind: str
    words: Message
    key: str


class SideBar(QFrame):
    """A switch for each register; `below` holds whatever stands under them."""

    def __init__(
        self, switches: Sequence[Switch], words: Words, *, show: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._group = QButtonGroup(self)
        self._switches: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 10, 8)
        column.setSpacing(2)
        for one in switches:
            column.addLayout(self._line(one, words, show))
        column.addSpacing(12)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.below)
        column.addStretch(1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def _line(self, one: Switch, words: Words, show: Callable[[str], object]) -> QHBoxLayout:
        switch = QPushButton(words(one.words))
        switch.setCheckable(True)
        switch.setStyleSheet(_SWITCH)
        switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        switch.setObjectName(f"switch-{one.kind}")
        switch.clicked.connect(lambda: show(one.kind))
        self._group.addButton(switch)
        self._switches[one.kind] = switch
        key = QLabel(QKeySequence(one.key).toString(QKeySequence.SequenceFormat.NativeText))
        key.setEnabled(False)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(switch, 1)
        line.addWidget(key)
        return line

    def check(self, kind: str) -> None:
        self._switches[kind].setChecked(True)


class SwitchBox(QComboBox):
    """The same switches in one line, where the letters leave no room for a side bar."""

    def __init__(
        self, switches: Sequence[Switch], words: Words, *, show: Callable[[str], object], name: str
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # A register with a long name may be narrower than its name.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for one in switches:
            self.addItem(words(one.words), one.kind)
        self.activated.connect(lambda place: show(self.itemData(place)))

    def check(self, kind: str) -> None:
        self.setCurrentIndex(self.findData(kind))
