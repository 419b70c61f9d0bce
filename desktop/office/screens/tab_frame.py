"""The frame of a tab: switches at the left, the page in sight, and above it search and buttons."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language.words import Message, Words
from desktop.office.screens.side_bar import SideBar, Switch, SwitchBox

# In average letters: where the window is narrower, the side bar would take what the page needs.
_WIDE_ENOUGH: Final = 165


def key_button(text: str, key: str, act: Callable[[], object]) -> QPushButton:
    """A button whose tip is its key; a click leaves the keyboard where it is."""
    button = QPushButton(text)
    button.setToolTip(key)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda: act())
    return button


class TabFrame(QWidget):
    """Shows one of several pages, each with a search box of its own or none.

    The side bar gives way to one box where the letters are large; `bar.below` is room under it.
    """

    def __init__(
        self,
        switches: Sequence[Switch],
        words: Words,
        *,
        show: Callable[[str], object],
        name: Message,
        buttons: Sequence[QPushButton],
    ) -> None:
        super().__init__()
        self.bar = SideBar(switches, words, show=show)
        self._box = SwitchBox(switches, words, show=show, name=words(name))
        self.pages = QStackedWidget()
        self._searches = QStackedWidget()
        self._searches.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._search_of: dict[QWidget, QWidget] = {}
        self._before: QWidget = self._box
        self._lay_out(buttons)

    def _lay_out(self, buttons: Sequence[QPushButton]) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.setSpacing(4)
        top.addWidget(self._box)
        top.addWidget(self._searches, 1)
        top.addSpacing(12)
        for button in buttons:
            top.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        right.addWidget(self.pages, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _WIDE_ENOUGH
        self.bar.setVisible(wide)
        self._box.setVisible(not wide)

    def add(self, page: QWidget, search: QWidget | None = None) -> None:
        """A further page, with the box that searches it."""
        self._search_of[page] = search or QWidget()
        self.pages.addWidget(page)
        self._searches.addWidget(self._search_of[page])
        # By Tab from the search to the buttons and into the page, whenever it was made.
        QWidget.setTabOrder(self._before, self._search_of[page])
        self._before = self._search_of[page]

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self.pages.currentWidget()

    def show_page(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._searches.setCurrentWidget(self._search_of[page])

    def check(self, kind: str) -> None:
        """Show which of the switches is on."""
        self.bar.check(kind)
        self._box.check(kind)
