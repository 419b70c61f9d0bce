"""A list that asks a worker what it should show, and keeps the cursor on its record."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from desktop.desk import Desk
from desktop.language.words import M, Message, Ms
from desktop.records.queries import Query
from desktop.tasks import NewestAnswer
from desktop.widgets.notice import Notice
from desktop.widgets.record_list import RecordList


class AnsweredList(QObject):
    """Fills a list with the records of a query, the first page of many before the rest.

    `coming` tells of a query whose records come into sight, `answered` how many it has, `failed`
    what went wrong. The record `wanted` gets the cursor; without one, it stays where it was.
    """

    coming = Signal(object)
    answered = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        view: RecordList,
        *,
        asks: Callable[[], Query],
        counted: Callable[[int], Message],
        notice: Notice,
    ) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._asks = asks
        self._counted = counted
        self._notice = notice
        self._shown: Query | None = None
        self._left: int | None = None
        self.waiting = False
        self.wanted: int | None = None
        self.count = QLabel()
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._answers = NewestAnswer(desk.store.another_reader, self)
        self._answers.begun.connect(self._begin)
        self._answers.found.connect(self._take)
        self._answers.failed.connect(self._fail)
        view.copied.connect(self._say_copied)

    def ask(self) -> None:
        """Ask again what the list should show."""
        self.waiting = True
        self._answers.ask(self._asks())

    def ask_if_changed(self) -> None:
        """Ask where the question is another one by now, such as one of today."""
        if self._asks() != self._shown:
            self.ask()

    def shows(self, query: Query) -> bool:
        """Whether the list holds the answer to this query."""
        return self._shown == query

    def close(self) -> None:
        """Stop, and let go of the file."""
        self._answers.close()

    def _begin(self, query: Query, ids: Any) -> None:
        """Show the first page of another list while the rest is still being counted."""
        if self.wanted is None and query != self._shown:
            self._left = self._view.current_id() if self._left is None else self._left
            self._show(query, ids, stay=False)
            self.count.setText("…")

    def _take(self, query: Query, ids: Any) -> None:
        self._show(query, ids, stay=query == self._shown)
        self.waiting, self._shown = False, query
        # The record that the cursor stood on before the first page came.
        wanted = self._left if self.wanted is None else self.wanted
        if wanted is not None:
            self._view.choose(wanted)
        self.wanted = self._left = None
        self.count.setText(self._desk.words(self._counted(len(ids))))
        self.answered.emit(len(ids))

    def _show(self, query: Query, ids: Any, *, stay: bool) -> None:
        self.coming.emit(query)
        self._view.mark_hits(query)
        self._view.set_ids(ids, stay=stay)

    def _fail(self, error: Exception) -> None:
        self.waiting = False
        self.failed.emit(error)

    def _say_copied(self, count: int, selected: int) -> None:
        words = self._desk.words
        if count == selected:
            said = words(Ms("{count} row is copied.", "{count} rows are copied.", count))
            self._notice.show_message(said, "done")
            return
        most = M("Only the first {count} rows are copied: Ctrl+E writes all of them.", count=count)
        self._notice.show_message(words(most), "warning")
