"""The tab of correspondence: two registers, one beside the other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.screens.document_form import DocumentForm
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.correspondence.screens.series_list import small_lists_offered
from desktop.desk import Action, Desk
from desktop.language.words import M
from desktop.records.changes import Change

_SWITCHES: Final = {"incoming": (M("Incoming"), "F3"), "outgoing": (M("Outgoing"), "F4")}


@dataclass(frozen=True)
class Place:
    """Where a person is in the tab; `record_id` is the document in correction."""

    kind: str
    entering: bool
    record_id: int | None


class CorrespondenceTab(QWidget):
    """Switches between the registers, and offers their actions to the window."""

    title: Final = M("Correspondence")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.names = KnownNames(desk.store.reader)
        self._pages = QStackedWidget()
        self._boxes = QStackedWidget()
        self._boxes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._switches = QButtonGroup(self)
        self.registers = {kind: RegisterScreen(kind, desk, self.names) for kind in DOCUMENTS}
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 0)
        bar.setSpacing(4)
        for kind, screen in self.registers.items():
            screen.document_asked.connect(self.show_document)
            self._pages.addWidget(screen)
            self._boxes.addWidget(screen.filters.box)
            bar.addWidget(self._switch(kind))
        bar.addSpacing(12)
        bar.addWidget(self._boxes, 1)
        bar.addSpacing(12)
        for button in self._buttons():
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._pages, 1)
        desk.changed.connect(self.take)
        self.show_register("incoming")
        self.current.focus_search()

    def _switch(self, kind: str) -> QPushButton:
        words, key = _SWITCHES[kind]
        switch = QPushButton(self._desk.words(words))
        switch.setToolTip(key)
        switch.setCheckable(True)
        switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        switch.setObjectName(f"switch-{kind}")
        switch.clicked.connect(lambda: self.show_register(kind))
        self._switches.addButton(switch)
        return switch

    def _buttons(self) -> list[QPushButton]:
        made = []
        for words, key, act in (
            (M("New incoming"), "Ctrl+N", self.new_incoming),
            (M("New outgoing"), "Ctrl+Shift+N", self.new_outgoing),
            (M("To Excel"), "Ctrl+E", lambda: self.current.export_list()),
        ):
            button = QPushButton(self._desk.words(words))
            button.setToolTip(key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            made.append(button)
        return made

    @property
    def current(self) -> RegisterScreen:
        """The register on screen."""
        screen = self._pages.currentWidget()
        assert isinstance(screen, RegisterScreen)
        return screen

    def show_register(self, kind: str) -> None:
        self._pages.setCurrentWidget(self.registers[kind])
        self._boxes.setCurrentWidget(self.registers[kind].filters.box)
        switch = self.findChild(QPushButton, f"switch-{kind}")
        assert isinstance(switch, QPushButton)
        switch.setChecked(True)

    def show_document(self, document: Document) -> None:
        """Go to a document in its own register."""
        self.show_register(document.kind)
        self.current.show_document(document)

    def new_incoming(self) -> None:
        self.show_register("incoming")
        self.current.new()

    def new_outgoing(self) -> None:
        self.show_register("outgoing")
        self.current.new()

    def take(self, change: Change) -> None:
        """What undo, redo and the office's lists change is re-read; acts here know already."""
        if change.way != "do" or not any(change.ids(kind) for kind in DOCUMENTS):
            self.names.read()
        for screen in self.registers.values():
            screen.take(change)

    def actions_offered(self) -> tuple[Action, ...]:
        """All that a person can do here, in the order of the menus."""
        return (
            Action(
                "new-incoming",
                M("New incoming document"),
                ("Ctrl+N",),
                self.new_incoming,
                "document",
            ),
            Action(
                "new-outgoing",
                M("New outgoing document"),
                ("Ctrl+Shift+N",),
                self.new_outgoing,
                "document",
            ),
            Action(
                "save-next",
                M("Save and next"),
                ("Ctrl+Return", "Ctrl+Enter"),
                lambda: self._in_form(lambda form: form.save(then_next=True)),
                "document",
            ),
            Action(
                "save",
                M("Save and close the form"),
                ("Ctrl+S",),
                lambda: self._in_form(lambda form: form.save(then_next=False)),
                "document",
            ),
            Action(
                "leave",
                M("Close the form, keep the draft"),
                ("Esc",),
                lambda: self._in_form(DocumentForm.leave),
                "document",
            ),
            Action("edit", M("Correct"), ("F2",), lambda: self.current.edit(), "document"),
            Action(
                "hand-over",
                M("Handed over today"),
                ("F8",),
                lambda: self._in_list(lambda screen: screen.acts.hand_over()),
                "document",
            ),
            Action(
                "trash",
                M("To the trash, or back"),
                ("Del",),
                lambda: self._in_list(RegisterScreen.toggle_trash),
                "document",
            ),
            Action(
                "previous",
                M("As the previous one"),
                ("Ctrl+D",),
                lambda: self._in_form(DocumentForm.take_from_previous),
                "document",
            ),
            Action(
                "sticky",
                M("Keep this field for the next document"),
                ("F7",),
                lambda: self._in_form(DocumentForm.toggle_sticky),
                "document",
            ),
            Action(
                "twin",
                M("Show the twin"),
                ("Ctrl+J",),
                lambda: self._in_form(DocumentForm.go_to_twin),
                "document",
            ),
            Action(
                "again",
                M("Received again"),
                ("Ctrl+R",),
                lambda: self._in_form(DocumentForm.receive_again),
                "document",
            ),
            Action(
                "settle-answered",
                M("Settle what it answers"),
                ("Ctrl+K",),
                lambda: self.registers["outgoing"].acts.settle_answered(),
                "document",
            ),
            *self._number_actions(),
            Action(
                "incoming",
                M("Incoming documents"),
                ("F3",),
                lambda: self.show_register("incoming"),
                "view",
            ),
            Action(
                "outgoing",
                M("Outgoing documents"),
                ("F4",),
                lambda: self.show_register("outgoing"),
                "view",
            ),
            Action("find", M("Search"), ("Ctrl+F",), lambda: self.current.focus_search(), "view"),
            Action(
                "clear",
                M("Clear search and filters"),
                ("Ctrl+L",),
                lambda: self.current.filters.clear(),
                "view",
            ),
            Action(
                "newest",
                M("Newest first"),
                ("Ctrl+Home",),
                lambda: self.current.sort_newest_first(),
                "view",
            ),
            Action(
                "export-list",
                M("List to Excel"),
                ("Ctrl+E",),
                lambda: self.current.export_list(),
                "file",
            ),
            Action(
                "export-register",
                M("Statutory register to Excel"),
                ("Ctrl+Shift+E",),
                lambda: self.current.export_register(),
                "file",
            ),
            Action(
                "print-register",
                M("Print the register"),
                ("Ctrl+P",),
                lambda: self.current.print_register(),
                "file",
            ),
            *small_lists_offered(self._desk, self.names, self),
        )

    def _number_actions(self) -> tuple[Action, ...]:
        """What is done with numbers."""

        def in_list(act: Callable[[RegisterScreen], object]) -> Callable[[], object]:
            return lambda: self._in_list(act)

        return (
            Action(
                "insert",
                M("Insert a number after this one"),
                ("Ctrl+Ins",),
                in_list(RegisterScreen.insert_after),
                "number",
            ),
            Action(
                "reserve",
                M("Reserve numbers…"),
                ("Ctrl+Shift+R",),
                lambda: self.registers["outgoing"].reserve(),
                "number",
            ),
            Action(
                "cancel-number",
                M("Cancel the number…"),
                ("Shift+Del",),
                in_list(lambda screen: screen.acts.cancel_numbers()),
                "number",
            ),
            Action(
                "change-standing",
                M("Replaced, corrected or recalled…"),
                ("Ctrl+Shift+K",),
                in_list(lambda screen: screen.acts.change_standing()),
                "number",
            ),
            Action(
                "reinstate",
                M("In force again"),
                (),
                in_list(lambda screen: screen.acts.reinstate()),
                "number",
            ),
            Action(
                "audit",
                M("Audit of the numbers…"),
                ("Ctrl+Shift+A",),
                lambda: self.current.audit(),
                "number",
            ),
        )

    def _in_form(self, act: Callable[[DocumentForm], object]) -> None:
        """What belongs to a form does nothing while none is open."""
        if self.current.is_entering:
            act(self.current.form)

    def _in_list(self, act: Callable[[RegisterScreen], object]) -> None:
        """What belongs to the list is done where the keyboard is in it, and nowhere else."""
        if self.current.list.hasFocus() and not self.current.is_entering:
            act(self.current)

    @property
    def place(self) -> Place:
        """Where the person is: the register, and what is in its form."""
        screen = self.current
        return Place(screen.kind, entering=screen.is_entering, record_id=screen.form.record_id)

    def go_to(self, place: Place) -> None:
        """Go on where the person was in the window before; the draft was kept."""
        self.show_register(place.kind)
        if place.entering:
            self.current.go_on_entering(place.record_id)

    def keep_drafts(self) -> None:
        """Keep what is being typed in any form."""
        for screen in self.registers.values():
            screen.form.keep_draft()

    def close_down(self) -> None:
        for screen in self.registers.values():
            screen.close_down()
