"""The sheet of keys: every action that has one, under the menu in which it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
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
_COLUMNS: Final = (3, 2)
_TITLE: Final = 2  # lines
_LINE: Final = "line"


@dataclass(frozen=True)
class KeyGroup:
    """The keys of one menu, each with its words."""

    title: str
    keys: tuple[tuple[str, str], ...]


class KeySheet(QDialog):
    """Keys by menu in columns; any of Esc, Enter and F1 closes it."""

    def __init__(self, words: Words, groups: Sequence[KeyGroup], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(M("Keys")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = parent.size() * _MOST_OF_THE_WINDOW
        sheet = _fitting(groups, room.width() - 3 * _FRAME)
        self._scroll.setWidget(sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(words(M("Close")))
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("F1"), self, self.reject)
        page = QVBoxLayout(self)
        page.setContentsMargins(_FRAME, 20, _FRAME, 16)
        page.setSpacing(12)
        page.addWidget(self._scroll)
        page.addWidget(buttons)
        self._fit(sheet, room)

    def _fit(self, sheet: QWidget, room: QSize) -> None:
        """As large as it needs, and no larger than the window: the rest is scrolled to."""
        wanted = sheet.sizeHint()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        width = min(wanted.width() + bar + 2 * _FRAME, room.width())
        self.resize(width, min(wanted.height() + around, room.height()))


def _fitting(groups: Sequence[KeyGroup], room: int) -> QWidget:
    """As many columns as have room; where not even two have, long words go on below."""
    for count in _COLUMNS:
        sheet = _sheet(groups, count)
        if sheet.sizeHint().width() <= room:
            return sheet
    for label in sheet.findChildren(QLabel, _LINE):
        label.setWordWrap(True)
    return sheet


def _sheet(groups: Sequence[KeyGroup], count: int) -> QWidget:
    sheet = QWidget()
    columns = QHBoxLayout(sheet)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(36)
    for part in _parted(groups, count):
        columns.addLayout(_column(part), 1)
    return sheet


def _parted(groups: Sequence[KeyGroup], count: int) -> list[list[KeyGroup]]:
    """The groups in their order, in columns that are about as long as each other."""
    most = sum(len(group.keys) + _TITLE for group in groups) / count
    parts: list[list[KeyGroup]] = [[]]
    length = 0.0
    for group in groups:
        own = len(group.keys) + _TITLE
        if parts[-1] and length + own / 2 > most and len(parts) < count:
            parts.append([])
            length = 0
        parts[-1].append(group)
        length += own
    return parts


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
            for place, label in enumerate((shown, words)):
                label.setObjectName(_LINE)
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
