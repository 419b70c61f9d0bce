"""A quiet line: a few words, and links that lead on, each reached by Tab and taken by Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.widgets.flow import FlowLayout
from desktop.widgets.notice import announce

_SHEET: Final = """
QPushButton { color: palette(link); padding: 2px 5px; border: 1px solid transparent; }
QPushButton:hover { text-decoration: underline; }
QPushButton:focus { border: 1px solid palette(highlight); border-radius: 4px; }
"""


@dataclass(frozen=True)
class Link:
    """Where one may go on from here."""

    words: str
    act: Callable[[], object]
    tip: str = ""


class LinkRow(QWidget):
    """Says something and offers links; with nothing to say it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._links: list[_LinkButton] = []
        self._line = FlowLayout(self, gap=4)
        self._line.addWidget(self._said)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def text(self) -> str:
        """All that is said, the links too."""
        return " ".join([self._said.text(), *(link.text() for link in self._links)]).strip()

    def show_links(self, said: str, links: Sequence[Link] = ()) -> None:
        """Say this and offer these; nothing at all hides the row."""
        for old in self._links:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._links = [self._made(link) for link in links]
        self.setVisible(bool(said or links))
        if said:
            announce(self, self.text())

    def _made(self, link: Link) -> "_LinkButton":
        button = _LinkButton(link)
        self._line.addWidget(button)
        button.show()
        return button


class _LinkButton(QPushButton):
    """A flat button in the colour of links; Enter takes it, as a click does."""

    def __init__(self, link: Link) -> None:
        super().__init__(link.words)
        self.setStyleSheet(_SHEET)
        self.setToolTip(link.tip)
        self.setAutoDefault(False)
        self.clicked.connect(lambda: link.act())

    def event(self, event: QEvent) -> bool:
        """Enter is the link's own before it opens a document."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
