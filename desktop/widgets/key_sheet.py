"""The sheet of keys: every action that has one, under the menu or the list where it counts."""

from collections.abc import Callable, Sequence
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
from desktop.sheets.keys import KeyGroup, parted

_MOST_OF_THE_WINDOW: Final = 0.94
_FRAME: Final = 24
_COLUMNS: Final = (3, 2)
_LINE: Final = "line"


class KeySheet(QDialog):
    """Keys by menu in columns; any of Esc, Enter and F1 closes it, Ctrl+P makes paper of it."""

    def __init__(
        self,
        words: Words,
        groups: Sequence[KeyGroup],
        *,
        title: str,
        to_paper: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._to_paper = to_paper
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = parent.size() * _MOST_OF_THE_WINDOW
        sheet = _fitting(groups, room.width() - 3 * _FRAME)
        self._scroll.setWidget(sheet)
        QShortcut(QKeySequence("F1"), self, self.reject)
        QShortcut(QKeySequence("Ctrl+P"), self, self._ask_for_paper)
        page = QVBoxLayout(self)
        page.setContentsMargins(_FRAME, 20, _FRAME, 16)
        page.setSpacing(12)
        page.addWidget(self._scroll)
        page.addWidget(self._make_buttons(words))
        self._fit(sheet, room)

    def _make_buttons(self, words: Words) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(words(M("Close")))
        close.setDefault(True)
        printing = buttons.addButton(
            words(M("Print on one page… (Ctrl+P)")), QDialogButtonBox.ButtonRole.ActionRole
        )
        printing.setAutoDefault(False)
        printing.clicked.connect(self._ask_for_paper)
        buttons.rejected.connect(self.reject)
        return buttons

    def _ask_for_paper(self) -> None:
        """The preview comes in place of the sheet."""
        self.accept()
        self._to_paper()

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
    for part in parted(groups, count):
        columns.addLayout(_column(part), 1)
    return sheet


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
            for place, label in enumerate((shown, _label(text))):
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
