"""The tab of correspondence: its registers beside each other, one of them on screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.attaching.scan_folder import Scan
from desktop.correspondence.attaching.screens.scan_watch import ScanWatch
from desktop.correspondence.finding.screens.looking import Looking
from desktop.correspondence.finding.screens.views_bar import ViewsBar
from desktop.correspondence.following_up.screens.follow_up_page import FollowUp
from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.paper.screens.paper_acts import PaperActs
from desktop.correspondence.related import related_to
from desktop.correspondence.screens.other_registers import makers_of
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.correspondence.screens.switches import SWITCHES
from desktop.correspondence.screens.tab_actions import actions_of
from desktop.correspondence.screens.tab_tools import TabTools
from desktop.desk import Action, Desk
from desktop.language.words import M
from desktop.office.screens.register_page import RegisterPage
from desktop.office.screens.tab_frame import TabFrame, key_button
from desktop.records.changes import Change, Missed
from desktop.records.fields import Ground
from desktop.records.ways import Way

Page = RegisterScreen | RegisterPage


@dataclass(frozen=True)
class Place:
    """Where a person is in the tab; `record_id` is the record in correction."""

    kind: str
    entering: bool
    record_id: int | None


def _changes_lists(change: Change) -> bool:
    """Whether names were kept by their lists; those that documents bring are known already."""
    if change.ids("series"):
        return True
    documents = any(change.ids(kind) for kind in DOCUMENTS)
    return not documents and any(change.ids(kind) for kind in ("bodies", "case_files"))


class CorrespondenceTab(QWidget):
    """Switches between the registers, and offers their actions to the window."""

    title: Final = M("Correspondence")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.names = KnownNames(desk.store.reader)
        self._copies = ReadingCopies()
        self._looking = Looking(desk.store.another_reader, self)
        self.registers = {
            kind: RegisterScreen(kind, desk, self.names, copies=self._copies, looking=self._looking)
            for kind in DOCUMENTS
        }
        self.scans = ScanWatch(desk, self)
        self.scans.found.connect(self._offer_scan)
        self.pages: dict[str, Page] = {}
        self._missed: dict[str, Missed] = {}  # by pages out of sight
        self.follow_up: FollowUp | None = None
        self._makers: dict[str, Callable[[], RegisterPage]] = makers_of(self)
        self._frame = TabFrame(
            SWITCHES,
            desk.words,
            show=self.show_register,
            name=M("Register"),
            buttons=self._buttons(),
        )
        for screen in self.registers.values():
            screen.document_asked.connect(self.show_document)
            screen.register_asked.connect(self.ask)
            self._add(screen)
        self.tools = TabTools(self)
        self.paper = PaperActs(self)
        self.views = ViewsBar(
            desk, looking=self._looking, ground=self._ground, current=self._asked_now
        )
        self.views.asked.connect(lambda view: self.ask(view.register, view.written))
        self._frame.bar.below.addWidget(self.views)
        self._looking.failed.connect(lambda error: self.registers["incoming"].failed(error))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)
        desk.changed.connect(self.take)
        desk.offer_ways(self._ways_from)
        self.show_register("incoming")
        self.current.focus_search()

    def _buttons(self) -> list[QPushButton]:
        return [
            key_button(self.desk.words(words), key, act)
            for words, key, act in (
                (M("New incoming"), "Ctrl+N", self.new_incoming),
                (M("New outgoing"), "Ctrl+Shift+N", self.new_outgoing),
                (M("To Excel"), "Ctrl+E", lambda: self.current.export_list()),
            )
        ]

    # The registers

    def _add(self, page: Page) -> None:
        self.pages[page.kind] = page
        self._frame.add(page, page.filters.box)

    def page(self, kind: str) -> Page:
        """A register's page; the smaller ones are made when they are asked for first."""
        if kind not in self.pages:
            self._add(self._makers[kind]())
        return self.pages[kind]

    @property
    def current(self) -> Page:
        """The register on screen."""
        screen = self._frame.page
        assert isinstance(screen, RegisterScreen | RegisterPage)
        return screen

    @property
    def documents(self) -> RegisterScreen | None:
        """The register of documents on screen; None where it is another one."""
        return self.current if isinstance(self.current, RegisterScreen) else None

    def show_register(self, kind: str) -> None:
        """Show a register; the keyboard goes on in its list, or where one types in its form."""
        page = self.page(kind)
        if missed := self._missed.pop(kind, None):
            page.take(missed.as_one())
        at, left = QApplication.focusWidget(), self._frame.page
        goes_on = at is not None and self._frame.pages.isAncestorOf(at) and page is not left
        self._frame.show_page(page)
        if goes_on and not page.is_entering:
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._frame.check(kind)

    def show_document(self, document: Document) -> None:
        """Go to a document in its own register."""
        self.show_register(document.kind)
        self.registers[document.kind].show_document(document)

    def _ground(self) -> Ground:
        return self.names.ground(self.desk.store.today, self.desk.words.language)

    def _asked_now(self) -> tuple[str, str]:
        """The register on screen, and all that it is asked, as written."""
        page = self.current
        return page.kind, page.written()

    def ask(self, kind: str, written: str) -> None:
        """Show what a register answers to a question, as it is written."""
        self.show_register(kind)
        page = self.current
        if self.follow_up and page is self.follow_up.page:
            self.follow_up.ask(written)
        elif isinstance(page, RegisterScreen):
            page.ask(written)
        page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways_from(self, record: Any) -> tuple[Way, ...]:
        reader = self.desk.store.reader
        return related_to(reader, record) if isinstance(record, Document) else ()

    def has(self, kind: str) -> bool:
        """Whether the records of a kind are shown here."""
        return kind in self.registers or kind in self._makers

    def show_record(self, kind: str, record_id: int) -> None:
        """Go to a record of any register."""
        if kind in DOCUMENTS:
            self.show_document(self.desk.store.reader.record(kind, record_id))
            return
        self.show_register(kind)
        page = self.current
        assert isinstance(page, RegisterPage)
        page.show_record(record_id)

    def new(self) -> None:
        """A new line where the person is; among documents an incoming one."""
        if self.follow_up and self.current is self.follow_up.page:
            self.follow_up.page.perform("assign")
        elif isinstance(self.current, RegisterPage):
            self.current.new()
        else:
            self.new_incoming()

    def edit(self) -> None:
        """Correct the record under the cursor; of a matter, what stands behind it."""
        if self.follow_up and self.current is self.follow_up.page:
            self.follow_up.open_chosen()
        else:
            self.current.edit()

    def reserve(self) -> None:
        """Reserve numbers, which is done among the outgoing documents."""
        self.show_register("outgoing")
        self.registers["outgoing"].reserve()

    def new_incoming(self) -> None:
        self.show_register("incoming")
        self.registers["incoming"].new()

    def new_outgoing(self) -> None:
        self.show_register("outgoing")
        self.registers["outgoing"].new()

    def _offer_scan(self, scan: Scan | None) -> None:
        for screen in self.registers.values():
            screen.strip.offer(scan)
            screen.form.strip.offer(scan)

    def take(self, change: Change) -> None:
        """What undo, redo and the office's lists change is re-read; acts here know already.

        A page out of sight reads anew when it comes into sight.
        """
        if change.way != "do" or _changes_lists(change):
            self.names.read()
        for page in self.pages.values():
            if page is self.current:
                page.take(change)
            else:
                self._missed.setdefault(page.kind, Missed()).add(change)
        self.views.take(change)

    def actions_offered(self) -> tuple[Action, ...]:
        """All that a person can do here, in the order of the menus."""
        return actions_of(self)

    @property
    def is_looking(self) -> bool:
        """Whether counts, hints or an overview are still being looked up."""
        return self._looking.waiting

    # Leaving and coming back

    @property
    def place(self) -> Place:
        """Where the person is: the register, and what is in its form."""
        page = self.current
        return Place(page.kind, entering=page.is_entering, record_id=page.form.record_id)

    def go_to(self, place: Place) -> None:
        """Go on where the person was in the window before; the draft was kept."""
        self.show_register(place.kind)
        if place.entering:
            self.current.go_on_entering(place.record_id)

    def keep_drafts(self) -> None:
        """Keep what is being typed in any form."""
        for page in self.pages.values():
            page.form.keep_draft()

    def close_down(self) -> None:
        self.tools.close_down()
        self.scans.close()
        self._copies.remove()
        for page in self.pages.values():
            page.close_down()
        self._looking.close()
