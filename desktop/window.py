"""The window: tabs, menus, status line. It knows a feature only by its screen."""

from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QTabWidget, QWidget
from shiboken6 import isValid

from desktop.desk import Action, Desk
from desktop.language.words import LANGUAGES, M, Message
from desktop.office.screens.books import show_preview
from desktop.office.screens.register_page import RegisterPage
from desktop.printing.beside import in_memory
from desktop.records.changes import Change
from desktop.records.ways import Way
from desktop.settings import ZOOMS
from desktop.sheets.keys import KeyGroup, key_page
from desktop.widgets.key_sheet import KeySheet
from desktop.widgets.long_act import go_through
from desktop.widgets.slices import Slices

_MENUS: Final = {
    "file": M("File"),
    "edit": M("Edit"),
    "document": M("Document"),
    "number": M("Number"),
    "meeting": M("Meeting"),
    "paper": M("Printing"),
    "view": M("View"),
    "help": M("Help"),
}
_NAMES: Final = {"vi": "Tiếng Việt", "en": "English", "cs": "Čeština"}
_SCHEMES: Final = {"system": M("As the system"), "light": M("Light"), "dark": M("Dark")}


class Screen(Protocol):
    """What the window asks of a feature's screen."""

    @property
    def title(self) -> Message: ...

    def actions_offered(self) -> tuple[Action, ...]: ...

    def close_down(self) -> None: ...

    def keep_drafts(self) -> None: ...

    def has(self, kind: str) -> bool: ...

    def show_record(self, kind: str, record_id: int) -> None: ...


class Window(QMainWindow):
    """The main window of one open office."""

    settings_changed = Signal()  # language, colours or zoom: the window is made anew

    def __init__(self, desk: Desk, make_screens: Callable[[Desk], list[Any]]) -> None:
        super().__init__()
        self._desk = desk
        self.screens = make_screens(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._menus: dict[str, QMenu] = {}
        self._actions_of: list[list[QAction]] = []
        self._left_at: dict[int, QWidget] = {}  # the widget of each tab that had the keyboard last
        self._undo = QAction(self)
        self._redo = QAction(self)
        for screen in self.screens:
            self.tabs.addTab(screen, desk.words(screen.title))
        self.setCentralWidget(self.tabs)
        self._set_menus()
        self._offer_actions_of(self.tabs.currentIndex())
        self.tabs.currentChanged.connect(self._come_to)
        self.tabs.tabBarClicked.connect(self._note_focus)
        self._show_steps()
        desk.changed.connect(self._show_steps)
        desk.sought.connect(self.show_record)
        self.setWindowTitle(f"{desk.store.path.stem} – Sổ Văn")
        if desk.store.read_only:
            said = M("Open for reading only")
            self.statusBar().addPermanentWidget(QLabel(desk.words(said)))
        self.resize(*(desk.settings.window or (1366, 740)))

    # Menus

    def _set_menus(self) -> None:
        for name, title in _MENUS.items():
            self._menus[name] = self.menuBar().addMenu(self._desk.words(title))
        self._set_edit_menu()
        for screen in self.screens:
            offered = screen.actions_offered()
            self._actions_of.append([self._made(action) for action in offered])
            for action, made in zip(offered, self._actions_of[-1], strict=True):
                self._menus[action.menu].addAction(made)
        for action in self._own_actions():
            self._menus[action.menu].addAction(self._made(action))
        self._set_view_menu()

    def _set_edit_menu(self) -> None:
        for action, keys, act in (
            (self._undo, ("Ctrl+Z",), self.undo),
            (self._redo, ("Ctrl+Shift+Z", "Ctrl+Y"), self.redo),
        ):
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(act)
            self._menus["edit"].addAction(action)

    def _own_actions(self) -> tuple[Action, ...]:
        tabs = tuple(
            Action(
                f"tab-{place}",
                screen.title,
                (f"Alt+{place + 1}",),
                partial(self.show_tab, place),
                "view",
            )
            for place, screen in enumerate(self.screens)
        )
        return (
            *tabs,
            Action("quit", M("Quit"), ("Ctrl+Q",), self.close, "file"),
            Action("keys", M("Keys"), ("F1",), self.show_keys, "help"),
        )

    def _made(self, action: Action) -> QAction:
        made = QAction(self._desk.words(action.words), self)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        made.triggered.connect(lambda: action.function())
        return made

    def _offer_actions_of(self, front: int) -> None:
        """Of the tab in front only: tabs share their keys, and a hidden action has none."""
        for place, actions in enumerate(self._actions_of):
            for action in actions:
                action.setVisible(place == front)
                action.setEnabled(place == front)
        for menu in self._menus.values():
            menu.menuAction().setVisible(any(action.isVisible() for action in menu.actions()))

    def _come_to(self, place: int) -> None:
        """The keyboard goes on where it was when the tab was left."""
        self._offer_actions_of(place)
        left, page = self._left_at.get(place), self.screens[place]
        there = left is not None and isValid(left) and left.isVisibleTo(page)
        (left if there and left else page).setFocus(Qt.FocusReason.TabFocusReason)

    def show_tab(self, place: int) -> None:
        """Bring a tab to the front."""
        self._note_focus()
        self.tabs.setCurrentIndex(place)

    def show_record(self, way: Way) -> None:
        """Go to a record, in whichever tab it is shown."""
        for place, screen in enumerate(self.screens):
            if screen.has(way.kind):
                self.show_tab(place)
                screen.show_record(way.kind, way.record_id)

    def _note_focus(self, *_: object) -> None:
        at, place = self.focusWidget(), self.tabs.currentIndex()
        if at is not None and self.screens[place].isAncestorOf(at):
            self._left_at[place] = at

    def _set_view_menu(self) -> None:
        words, settings = self._desk.words, self._desk.settings
        view = self._menus["view"]
        view.addSeparator()
        languages = {code: _NAMES[code] for code in LANGUAGES}
        self._choices(view, words(M("Language")), languages, words.language, "language")
        schemes = {scheme: words(label) for scheme, label in _SCHEMES.items()}
        self._choices(view, words(M("Colours")), schemes, settings.scheme, "scheme")
        zooms = {zoom: f"{zoom} %" for zoom in ZOOMS}
        self._choices(view, words(M("Zoom")), zooms, settings.zoom, "zoom")
        for words_of, key, step in ((M("Larger"), "Ctrl++", 1), (M("Smaller"), "Ctrl+-", -1)):
            zoom = QAction(words(words_of), self)
            zoom.setShortcut(QKeySequence(key))
            zoom.triggered.connect(lambda _=False, by=step: self._zoom(by))
            view.addAction(zoom)

    def _choices(
        self, menu: QMenu, title: str, choices: dict[Any, str], now: Any, setting: str
    ) -> None:
        sub = menu.addMenu(title)
        group = QActionGroup(self)
        for value, label in choices.items():
            action = sub.addAction(label)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, value=value: self._set(setting, value))
            group.addAction(action)

    def _set(self, setting: str, value: Any) -> None:
        self._desk.remember(replace(self._desk.settings, **{setting: value}))
        self.settings_changed.emit()

    def _zoom(self, by: int) -> None:
        place = ZOOMS.index(self._desk.settings.zoom) + by
        if 0 <= place < len(ZOOMS):
            self._set("zoom", ZOOMS[place])

    # Undo

    def undo(self) -> None:
        """Take back the last change that stands."""
        self._step(self._desk.store.undoing(), M("Undoing"))

    def redo(self) -> None:
        self._step(self._desk.store.redoing(), M("Doing it again"))

    def _step(self, steps: Generator[object, None, Change | None], said: Message) -> None:
        """At once as a rule; what touched many thousand records says how far it is."""
        words = self._desk.words
        go_through(
            steps,
            said,
            words=words,
            parent=self,
            then=self._stepped,
            failed=lambda trouble: self.statusBar().showMessage(words(trouble.message)),
        )

    def _stepped(self, change: Change | None) -> None:
        if change:
            self._desk.tell(change)
            said = M("Undone: {act}.") if change.way == "undo" else M("Done again: {act}.")
            said_so = self._desk.words(said.text, act=change.words)
            self.statusBar().showMessage(said_so, 10_000)

    def _show_steps(self) -> None:
        words, store = self._desk.words, self._desk.store
        for action, step, bare, full in (
            (self._undo, store.next_undo, M("Undo"), M("Undo {act}")),
            (self._redo, store.next_redo, M("Redo"), M("Redo {act}")),
        ):
            action.setEnabled(step is not None)
            said = words(full.text, act=step) if step else words(bare)
            # A menu would take the “&” in the name of a firm for the mark of a key.
            action.setText(said.replace("&", "&&"))

    # Help

    def keys(self) -> list[KeyGroup]:
        """The keys of the list in front, then those of its tab and of the window by menu.

        Each key stands once: what a list takes for itself is not the menu's while one is in it.
        """
        lists = self._keys_of_lists()
        taken = {key for group in lists for key, _ in group.keys}
        menus = [
            replace(group, keys=tuple(line for line in group.keys if line[0] not in taken))
            for group in self._keys_by_menu()
        ]
        return [group for group in (*lists, *menus) if group.keys]

    def _keys_of_lists(self) -> list[KeyGroup]:
        front = self.tabs.currentWidget()
        return [
            KeyGroup(
                self._desk.words(M("In the list: {title}", title=page.spec.title)),
                page.keys_of_list(),
            )
            for page in front.findChildren(RegisterPage)
            if page.isVisibleTo(front)
        ]

    def _keys_by_menu(self) -> list[KeyGroup]:
        return [
            KeyGroup(
                self._desk.words(_MENUS[name]),
                tuple(
                    # In the words of an action “&&” stands for one “&”.
                    (action.shortcuts()[0].toString(), action.text().replace("&&", "&"))
                    for action in menu.actions()
                    if action.shortcuts() and action.isVisible()
                ),
            )
            for name, menu in self._menus.items()
        ]

    def show_keys(self) -> None:
        groups, front = self.keys(), self.tabs.tabText(self.tabs.currentIndex())
        keys = self._desk.words(M("Keys"))
        title = f"{keys} – {front}"
        page = key_page(title, groups)
        KeySheet(
            self._desk.words,
            groups,
            title=title,
            to_paper=lambda: show_preview(self._desk, in_memory(page), name="keys", over=self),
            parent=self,
        ).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: drafts are kept, and what is being written is written first."""
        if self._desk.tasks.busy:
            event.ignore()
            said = M("A file is being written: the window closes when it is done.")
            self.statusBar().showMessage(self._desk.words(said))
            self._desk.tasks.idle.connect(self.close, Qt.ConnectionType.QueuedConnection)
            return
        self.close_down()
        super().closeEvent(event)

    def keep_drafts(self) -> None:
        """Keep what is being typed in any form."""
        for screen in self.screens:
            screen.keep_drafts()

    def close_down(self) -> None:
        """Let go of the file's readers and remember the window's size."""
        # What is being done step by step holds a transaction: it ends before the file is let go.
        for act in self.findChildren(Slices):
            act.cancel()
        for screen in self.screens:
            screen.close_down()
        usual = self.normalGeometry()
        size = (usual.width(), usual.height())
        self._desk.remember(replace(self._desk.settings, window=size))
