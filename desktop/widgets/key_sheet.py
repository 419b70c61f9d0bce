"""The sheet of keys: every action that has one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.words import M, Words


class KeySheet(QDialog):
    """Keys and words in two columns; any of Esc, Enter and F1 closes it."""

    def __init__(self, words: Words, keys: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(M("Keys")))
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
            grid.addWidget(QLabel(text.replace("&", "")), line, column + 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(words(M("Close")))
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 16)
        page.addLayout(grid)
        page.addSpacing(12)
        page.addWidget(buttons)
