"""The sheet of keys: every action that has one, under the menu in which it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.language.words import M, Words

_MOST_OF_THE_WINDOW: Final = 0.94
_FRAME: Final = 24


@dataclass(frozen=True)
class KeyGroup:
    """The keys of one menu, each with its words."""

    title: str
    keys: tuple[tuple[str, str], ...]


class KeySheet(QDialog):
    """Keys by menu in two columns; any of Esc, Enter and F1 closes it."""

    def __init__(self, words: Words, groups: Sequence[KeyGroup], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(M("Keys")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(36)
        for part in _halves(groups):
            columns.addLayout(_column(part), 1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(words(M("Close")))
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("F1"), self, self.reject)
        page = QVBoxLayout(self)
        page.setContentsMargins(_FRAME, 20, _FRAME, 16)
        page.setSpacing(12)
        page.addWidget(self._scroll)
        page.addWidget(buttons)
        self._fit(sheet, parent)

    def _fit(self, sheet: QWidget, window: QWidget) -> None:
        """As large as it needs, and no larger than the window: the rest is scrolled to."""
        wanted = sheet.sizeHint()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = window.size() * _MOST_OF_THE_WINDOW
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        width = min(wanted.width() + bar + 2 * _FRAME, room.width())
        self.resize(width, min(wanted.height() + around, room.height()))


def _halves(groups: Sequence[KeyGroup]) -> tuple[Sequence[KeyGroup], Sequence[KeyGroup]]:
    """Where the groups are parted so that both columns are about as long."""
    lengths = [len(group.keys) + 2 for group in groups]
    half = min(range(len(groups) + 1), key=lambda cut: abs(sum(lengths[:cut]) - sum(lengths[cut:])))
    return groups[:half], groups[half:]


def _column(groups: Sequence[KeyGroup]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for group in groups:
        title = _label(group.title, bold=True)
        title.setContentsMargins(0, 0 if group is groups[0] else 12, 0, 2)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for key, text in group.keys:
            line = grid.rowCount()
            shown = _label(key, grey=True)
            # The words of an action, in which “&&” stands for one “&”, as in a menu.
            words = _label(text.replace("&&", "&"))
            words.setWordWrap(True)
            for place, label in enumerate((shown, words)):
                label.setObjectName("line")
                grid.addWidget(label, line, place, Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _label(text: str, *, bold: bool = False, grey: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = label.font()
    font.setBold(bold)
    label.setFont(font)
    label.setEnabled(not grey)
    return label
