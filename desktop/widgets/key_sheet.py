"""The sheet of keys: every action that has one."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.words import M, Words

_WORDS: Final = "words"


class KeySheet(QDialog):
    """Keys and words in two columns; any of Esc, Enter and F1 closes it."""

    def __init__(self, words: Words, keys: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(M("Keys")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        half = (len(keys) + 1) // 2
        for place, (key, text) in enumerate(keys):
            line, column = place % half, 2 * (place // half)
            label = QLabel(key)
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(_words(text), line, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(words(M("Close")))
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("F1"), self, self.reject)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 16)
        page.addLayout(grid)
        page.addSpacing(12)
        page.addWidget(buttons)
        self._fit(grid, parent.width())

    def _fit(self, grid: QGridLayout, room: int) -> None:
        """In large letters, long words go on in the next line."""
        if self.sizeHint().width() > room:
            for label in self.findChildren(QLabel, _WORDS):
                label.setWordWrap(True)
            grid.invalidate()
            self.setFixedSize(room, self.heightForWidth(room))


def _words(of_action: str) -> QLabel:
    """The words of an action, in which “&&” stands for one “&”, as in a menu."""
    label = QLabel(of_action.replace("&&", "&"))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(_WORDS)
    return label
