"""The saved views beside the list: their names, their keys, and how much each finds now."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.correspondence.finding.asking import read_query
from desktop.correspondence.finding.keeping_views import (
    discard_view,
    give_key,
    propose_views,
    save_view,
)
from desktop.correspondence.finding.saved_views import (
    KEYS,
    SavedView,
    ViewNaming,
    name_in,
    views_of,
)
from desktop.correspondence.finding.screens.looking import Looking
from desktop.desk import Action, Desk
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.office.calendar import working_days
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems
from desktop.records.fields import Ground
from desktop.records.record import Problem
from desktop.storage.lists import Reader
from desktop.widgets.form_dialog import FormDialog

_ROW: Final = """
QPushButton { text-align: left; padding: 4px 10px; border: 0; border-radius: 4px; }
QPushButton:hover { background: palette(midlight); }
QPushButton:focus { border: 1px solid palette(highlight); }
"""
_NOT_COUNTED: Final = -1


class ViewsBar(QWidget):
    """A row for each view; `asked` tells which one is wanted.

    `current` is the register on screen and all that it is asked, as written: what “Save” keeps.
    """

    asked = Signal(object)
    troubled = Signal(object)

    def __init__(
        self,
        desk: Desk,
        *,
        looking: Looking,
        ground: Callable[[], Ground],
        current: Callable[[], tuple[str, str]],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._looking = looking
        self._ground = ground
        self._current = current
        self._views: list[SavedView] = []
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._title = QLabel(desk.words(M("Views")))
        self._title.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._title.setContentsMargins(10, 0, 0, 4)
        self._column.addWidget(self._title)
        self._column.addStretch(1)
        self.refresh()

    # What is there

    @property
    def views(self) -> tuple[SavedView, ...]:
        return tuple(self._views)

    def refresh(self) -> None:
        """Read the views anew, and count what each finds."""
        views = views_of(self._desk.store.reader)
        if views != self._views:
            self._views = views
            self._show_rows()
        self._count()

    def take(self, change: Change) -> None:
        """Any change may alter what a view finds."""
        self.refresh()

    def _show_rows(self) -> None:
        at = next((place for place, row in enumerate(self._rows) if row.button.hasFocus()), None)
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        language = self._desk.words.language
        self._rows = [_Row(view, name_in(view, language)) for view in self._views]
        for place, row in enumerate(self._rows, start=1):
            row.button.clicked.connect(partial(self.asked.emit, row.view))
            row.menu_asked.connect(partial(self._offer, row.view))
            row.renaming.connect(partial(self.rename, row.view))
            row.discarding.connect(partial(self.discard, row.view))
            self._column.insertWidget(place, row)
        if at is not None and self._rows:
            self._rows[min(at, len(self._rows) - 1)].button.setFocus()

    def _count(self) -> None:
        views, ground = list(self._views), self._ground()
        self._looking.ask("views", lambda reader: _counts(reader, views, ground), self._show_counts)

    def _show_counts(self, counts: list[int]) -> None:
        for row, count in zip(self._rows, counts, strict=True):
            row.show_count("" if count == _NOT_COUNTED else self._desk.words.number(count))

    # Acts

    def actions_offered(self) -> tuple[Action, ...]:
        """Ctrl and a digit for each view, and one to save what is asked now."""
        asking = tuple(
            Action(
                f"view-{key}",
                M("Saved view {key}", key=key),
                (f"Ctrl+{key}",),
                partial(self.ask, key),
                "view",
            )
            for key in KEYS
        )
        save = Action("save-view", M("Save this view…"), ("Ctrl+Shift+S",), self.save, "view")
        return (*asking, save)

    def ask(self, key: int) -> None:
        """Ask the view that has a key."""
        view = next((one for one in self._views if one.key == key), None)
        if view is not None:
            self.asked.emit(view)

    def save(self) -> FormDialog | None:
        """Ask under which name and key to keep what is asked now."""
        register, written = self._current()
        if not written.strip() or self._desk.store.read_only:
            return None
        free = [key for key in KEYS if key not in {view.key for view in self._views}]
        view = SavedView(register=register, name="", written=written, key=next(iter(free), None))
        return self._ask_for(view)

    def rename(self, view: SavedView) -> FormDialog | None:
        """Ask for another name, question or key."""
        return None if self._desk.store.read_only else self._ask_for(view)

    def _ask_for(self, view: SavedView) -> FormDialog:
        shown = name_in(view, self._desk.words.language)

        def act(meant: ViewNaming) -> None:
            self._refuse_unreadable(view.register, meant.written)
            name = view.name if meant.name == shown else meant.name
            kept = replace(view, name=name, key=meant.key, written=meant.written)
            self._desk.tell(save_view(self._desk.store, kept))

        texts = {"name": shown, "written": view.written}
        key = {"key": str(view.key)} if view.key else {}
        dialog = FormDialog(
            M("Saved view"),
            ViewNaming,
            (("name",), ("key",), ("written",)),
            act=act,
            words=self._desk.words,
            ground=self._ground,
            parent=self.window(),
            does=M("Save (Ctrl+Enter)"),
            draft=Draft(SavedView.kind, {**texts, **key}),
        )
        dialog.open()
        return dialog

    def _refuse_unreadable(self, register: str, written: str) -> None:
        read = read_query(written, kind=register, ground=self._ground())
        if read.problems:
            raise Problems((Problem("written", read.problems[0]),))

    def discard(self, view: SavedView) -> None:
        """Take a view away; Ctrl+Z brings it back."""
        self._do(lambda: discard_view(self._desk.store, view))

    def propose(self) -> None:
        """Add the usual views that are not there."""
        self._do(lambda: propose_views(self._desk.store))

    def _do(self, act: Callable[[], Change]) -> None:
        try:
            self._desk.tell(act())
        except Trouble as trouble:
            self.troubled.emit(trouble)

    def _offer(self, view: SavedView, at: QPoint) -> None:
        words = self._desk.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(words(M("Change (F2)")), partial(self.rename, view))
        menu.addAction(words(M("Discard (Del)")), partial(self.discard, view))
        keys = menu.addMenu(words(M("Key")))
        for key in KEYS:
            keys.addAction(f"Ctrl+{key}", partial(self._give, view, key))
        keys.addAction(words(M("None")), partial(self._give, view, None))
        menu.addSeparator()
        menu.addAction(words(M("Add the usual views")), self.propose)
        menu.popup(at)

    def _give(self, view: SavedView, key: int | None) -> None:
        self._do(lambda: give_key(self._desk.store, view, key))


class _Row(QWidget):
    """The name of a view, and how much it finds."""

    menu_asked = Signal(QPoint)
    renaming = Signal()
    discarding = Signal()

    def __init__(self, view: SavedView, name: str) -> None:
        super().__init__()
        self.view = view
        self.button = QPushButton(name)
        self.button.setStyleSheet(_ROW)
        self.button.setMinimumWidth(60)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setToolTip(f"Ctrl+{view.key}  {view.written}" if view.key else view.written)
        self.button.setAccessibleName(name)
        self.button.installEventFilter(self)
        self._name = name
        self.count = QLabel()
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.button, 1)
        line.addWidget(self.count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What does not fit ends in dots."""
        super().resizeEvent(event)
        room = self.button.width() - 22
        shown = self.button.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, max(room, 60)
        )
        self.button.setText(shown.replace("&", "&&"))

    def show_count(self, count: str) -> None:
        self.count.setText(count)
        self.button.setAccessibleName(f"{self._name} {count}".strip())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """F2 and Delete are the row's own before they mean a document."""
        keys = {Qt.Key.Key_F2: self.renaming, Qt.Key.Key_Delete: self.discarding}
        if not isinstance(event, QKeyEvent) or event.key() not in keys:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            keys[Qt.Key(event.key())].emit()
            return True
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


def _counts(reader: Reader, views: list[SavedView], ground: Ground) -> list[int]:
    calendar = working_days(reader)
    counts = []
    for view in views:
        written = read_query(view.written, kind=view.register, ground=ground, calendar=calendar)
        counts.append(_NOT_COUNTED if written.problems else reader.count(written.query))
    return counts
