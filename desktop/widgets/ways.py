"""Ways to other records among the facts of one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.language.words import Words, capital
from desktop.records.ways import Way


def way_button(way: Way, words: Words, go: Callable[[Way], object]) -> QPushButton:
    """Goes to another record; it reads as a fact, and what it is about is its tip."""
    said = words(way.called)
    button = QPushButton(capital(said))
    button.setFlat(True)
    button.setStyleSheet("text-align: left; padding: 1px 0;")
    button.setToolTip(way.tip)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda: go(way))
    return button
