"""The list, or in its place the scan: while one types from it, or on demand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.attaching.screens.attachments_strip import AttachmentsStrip
from desktop.correspondence.attaching.screens.paper_beside import PaperBeside
from desktop.desk import Desk
from desktop.language.words import M, Message
from desktop.widgets.notice import Notice

# So many average characters a page is wide at least.
_READABLE: Final = 40


class ListOrPaper(QStackedWidget):
    """Shows the list, unless there is a scan to be seen and a form is open, or it was asked for.

    `keyboard` is what gets the keyboard with the list; `form_strip` gives the files of an open
    form, and None while none is open.
    """

    def __init__(
        self,
        desk: Desk,
        of_list: QWidget,
        *,
        keyboard: QWidget,
        copies: ReadingCopies,
        strip: AttachmentsStrip,
        form_strip: Callable[[], AttachmentsStrip | None],
        notice: Notice,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._list = of_list
        self._keyboard = keyboard
        self._strip = strip
        self._form_strip = form_strip
        self._notice = notice
        self._is_reading = False
        self.paper = PaperBeside(desk, copies)
        self.addWidget(of_list)
        self.addWidget(self.paper)
        self.paper.left.connect(self.toggle)

    def minimumSizeHint(self) -> QSize:
        """The list asks for its room even while the paper lies over it."""
        return self._list.minimumSizeHint()

    @property
    def shows_paper(self) -> bool:
        return self.currentWidget() is self.paper

    def refresh(self) -> None:
        """Another file may be in sight, or a form was opened or left."""
        form_strip = self._form_strip()
        self.paper.take((form_strip or self._strip).file)
        wanted = self._desk.settings.paper_beside if form_strip else self._is_reading
        seen = wanted and self.paper.can_show and self._has_room
        self._show(self.paper if seen else self._list)

    @property
    def _has_room(self) -> bool:
        """In large letters the form leaves too little room for a page that could be read."""
        return self.width() >= self.fontMetrics().averageCharWidth() * _READABLE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def toggle(self) -> None:
        """The scan for the list, or back; while one types, that is remembered."""
        if not self.paper.can_show:
            self._say(M("There is no scan here: Ctrl+Shift+A attaches one."))
        elif not self._has_room:
            self._say(M("There is no room for the scan here: Ctrl+- makes the letters smaller."))
        elif self._form_strip():
            kept = replace(self._desk.settings, paper_beside=not self.shows_paper)
            self._desk.remember(kept)
        else:
            self._is_reading = not self.shows_paper
        self.refresh()

    def back_to_list(self) -> None:
        """Read the scan no more."""
        self._is_reading = False
        self.refresh()

    def _say(self, message: Message) -> None:
        self._notice.show_message(self._desk.words(message), "warning")

    def _show(self, page: QWidget) -> None:
        if page is self.currentWidget():
            return
        self.setCurrentWidget(page)
        # While one types, the keyboard stays in the form.
        if self._form_strip() is None and self.isVisible():
            at = self.paper.view if page is self.paper else self._keyboard
            at.setFocus(Qt.FocusReason.OtherFocusReason)
