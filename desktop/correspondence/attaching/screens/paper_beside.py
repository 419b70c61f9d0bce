"""The paper itself beside its record: the pages of a scan, to be read while one types."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.attaching.screens.paper_pages import (
    File,
    PaperPages,
    Shown,
    Wanted,
    can_be_shown,
)
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.printing.pages_view import PagesView
from desktop.tasks import NewestAnswer

# Widths of the page, as parts of its place.
_SIZES: Final = (1.0, 1.5, 2.0)
_NAME_LENGTH: Final = 40
# Before the first page is known: A4 upright.
_UPRIGHT: Final = 297 / 210


class PaperBeside(QWidget):
    """Shows one file at a time; `left` when the person wants to see the list again."""

    left = Signal()

    def __init__(self, desk: Desk, copies: ReadingCopies) -> None:
        super().__init__()
        self._words = desk.words
        self.file: File | None = None
        self._asked: Wanted | None = None
        self._ratio: float | None = None
        self._count = 1
        self._size = 0
        self.name = QLabel()
        self.place = QLabel()
        self.trouble = QLabel()
        self._close = QPushButton(desk.words(M("List (F12)")))
        self.view = PagesView()
        self._answers = NewestAnswer(desk.store.another_reader, self, look=PaperPages(copies).look)
        self._lay_out()
        self._answers.found.connect(self._show_page)
        self._answers.failed.connect(self._say_why)
        self.view.wanted.connect(self._ask)
        self.view.turned.connect(lambda _: self._say_place())
        self._close.clicked.connect(self.left)

    def _lay_out(self) -> None:
        self.view.setAccessibleName(self._words(M("Pages")))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.place.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.trouble.setWordWrap(True)
        self.trouble.setMargin(20)
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 12, 4)
        head.addWidget(self.name, 1)
        head.addWidget(self.place)
        head.addSpacing(8)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(self.trouble, 1)

    # Which file

    @property
    def can_show(self) -> bool:
        """Whether there is a file whose pages can be seen."""
        return self.file is not None and can_be_shown(self.file)

    def take(self, file: File | None) -> None:
        """Show this file from now on; its pages are asked for when they come into sight."""
        if file == self.file:
            return
        self.file, self._asked, self._ratio = file, None, None
        self.view.clear()
        if file is None or not self.can_show:
            return
        self.trouble.hide()
        self.view.show()
        self._say_name(file.name)
        self.view.set_paper(_UPRIGHT)
        self.view.set_count(1)
        self._say_place()

    def _say_name(self, name: str) -> None:
        metrics = self.fontMetrics()
        room = metrics.averageCharWidth() * _NAME_LENGTH
        self.name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.name.setToolTip(name)

    def _ask(self, place: int, width: int) -> None:
        """Ask once for what the view lacks: it asks again whenever it is painted."""
        if self.file is None:
            return
        wanted = Wanted(self.file, place, width, self._ratio)
        if wanted != self._asked:
            self._asked = wanted
            self._answers.ask(wanted)

    def _show_page(self, wanted: Wanted, shown: Shown) -> None:
        if wanted.file != self.file:
            return
        if self._ratio is None:
            self._ratio = shown.height_by_width
            self._count = shown.count
            self.view.set_paper(self._ratio)
            self.view.set_count(shown.count)
            self._say_place()
        self.view.show_picture(wanted.place, shown.picture)

    def _say_place(self) -> None:
        said = M("Page {place} of {count}", place=self.view.place + 1, count=self._count)
        self.place.setText(self._words(said) if self._ratio else "")

    def _say_why(self, error: Exception) -> None:
        """What the file does not allow stands in its place; anything else is a bug."""
        if not isinstance(error, Trouble):
            raise error
        self.view.hide()
        self.trouble.setText(self._words(error.message))
        self.trouble.show()

    # Reading

    def down(self) -> None:
        """Further down, to the next page where this one ends; the keyboard stays in the form."""
        self.view.down()

    def up(self) -> None:
        self.view.up()

    def enlarge(self) -> None:
        """The next larger size of the page, and after the largest the smallest."""
        self._size = (self._size + 1) % len(_SIZES)
        self.view.zoom_to(_SIZES[self._size])

    def close_down(self) -> None:
        """Let go of the file."""
        self._answers.close()
