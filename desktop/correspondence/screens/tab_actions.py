"""All that a person can do in the tab, as values: menus, keys and the sheet of keys are these."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop.correspondence.attaching.screens.attachments_strip import attachments_offered
from desktop.correspondence.paper.screens.paper_acts import paper_offered
from desktop.correspondence.screens.document_form import DocumentForm
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.correspondence.screens.series_list import small_lists_offered
from desktop.correspondence.screens.switches import SWITCHES
from desktop.desk import Action
from desktop.language.words import M, Message

if TYPE_CHECKING:
    from desktop.correspondence.screens.tab import CorrespondenceTab

Act = Callable[[], object]


def actions_of(tab: "CorrespondenceTab") -> tuple[Action, ...]:
    """The actions of the tab in the order of the menus."""
    return (
        *_typing(tab),
        *_documents(tab),
        *attachments_offered(
            lambda act: _among_documents(tab, lambda screen: act(screen.strip_in_sight)),
            lambda: tab.scans.ask_folder(tab),
        ),
        *_many(tab),
        *_numbers(tab),
        *_seeing(tab),
        *_leaving(tab),
        *small_lists_offered(tab.desk, tab.names, tab),
    )


def _in_form(tab: "CorrespondenceTab", act: Callable[[DocumentForm], object]) -> Act:
    """What belongs to the form of a document does nothing while none is open."""

    def do() -> None:
        if tab.documents and tab.documents.is_entering:
            act(tab.documents.form)

    return do


def _among_documents(tab: "CorrespondenceTab", act: Callable[[RegisterScreen], object]) -> Act:
    """What belongs to documents is done in their registers; in another one the way is told."""

    def do() -> None:
        if tab.documents:
            act(tab.documents)
        else:
            _tell(tab, M("This belongs to documents: F3 and F4 show them."))

    return do


def _in_list(tab: "CorrespondenceTab", act: Callable[[RegisterScreen], object]) -> Act:
    """What is done with the chosen documents waits until an open form is closed."""

    def do(screen: RegisterScreen) -> None:
        if screen.is_entering:
            _tell(tab, M("A form is open: Esc closes it and keeps the draft."))
        else:
            act(screen)

    return _among_documents(tab, do)


def _by_keys_of_text(tab: "CorrespondenceTab", act: Callable[[RegisterScreen], object]) -> Act:
    """Keys that mean something where one types do it in the list only.

    A text field keeps them for itself: from there, the act was chosen in the menu.
    """

    def do(screen: RegisterScreen) -> None:
        beside = isinstance(QApplication.focusWidget(), QLineEdit | QLabel)
        if screen.list.hasFocus() or beside:
            act(screen)

    return _in_list(tab, do)


def _tell(tab: "CorrespondenceTab", said: Message) -> None:
    tab.current.notice.show_message(tab.desk.words(said), "warning")


def _typing(tab: "CorrespondenceTab") -> tuple[Action, ...]:
    """What is done while a record is typed."""

    def save(*, then_next: bool) -> None:
        if tab.current.is_entering:
            tab.current.form.save(then_next=then_next)

    def leave() -> None:
        if tab.current.is_entering:
            tab.current.form.leave()
        elif tab.documents and tab.documents.scan.shows_paper:
            tab.documents.show_panel()

    return (
        Action("new", M("New incoming document"), ("Ctrl+N",), tab.new, "document"),
        Action(
            "new-outgoing",
            M("New outgoing document"),
            ("Ctrl+Shift+N",),
            tab.new_outgoing,
            "document",
        ),
        Action(
            "save-next",
            M("Save and next"),
            ("Ctrl+Return", "Ctrl+Enter"),
            lambda: save(then_next=True),
            "document",
        ),
        Action(
            "save",
            M("Save and close the form"),
            ("Ctrl+S",),
            lambda: save(then_next=False),
            "document",
        ),
        Action("leave", M("Close the form, keep the draft"), ("Esc",), leave, "document"),
        Action(
            "previous",
            M("As the previous one"),
            ("Ctrl+D",),
            _in_form(tab, DocumentForm.take_from_previous),
            "document",
        ),
        Action(
            "sticky",
            M("Keep this field for the next document"),
            ("F7",),
            _in_form(tab, DocumentForm.toggle_sticky),
            "document",
        ),
        Action(
            "twin",
            M("Show the twin"),
            ("Ctrl+J",),
            _in_form(tab, DocumentForm.go_to_twin),
            "document",
        ),
        Action(
            "again",
            M("Received again"),
            ("Ctrl+R",),
            _in_form(tab, DocumentForm.receive_again),
            "document",
        ),
    )


def _documents(tab: "CorrespondenceTab") -> tuple[Action, ...]:
    """What is done with the chosen records."""
    return (
        Action("edit", M("Correct"), ("F2",), tab.edit, "document"),
        Action(
            "hand-over",
            M("Hand over…"),
            ("F8",),
            _in_list(tab, lambda screen: screen.acts.hand_over()),
            "document",
        ),
        Action(
            "settle-answered",
            M("Settle what it answers"),
            ("Ctrl+K",),
            _among_documents(tab, lambda screen: screen.acts.settle_answered()),
            "document",
        ),
        Action(
            "trash",
            M("To the trash, or back"),
            ("Del",),
            _by_keys_of_text(tab, RegisterScreen.toggle_trash),
            "document",
        ),
        Action(
            "task",
            M("New task from this document…"),
            ("Ctrl+T",),
            _in_list(tab, tab.tools.assign),
            "document",
        ),
        Action(
            "file",
            M("Put into case files…"),
            ("Ctrl+Shift+F",),
            _in_list(tab, tab.tools.file_documents),
            "document",
        ),
        Action(
            "post",
            M("To the post book"),
            (),
            _in_list(tab, tab.tools.to_post_book),
            "document",
        ),
        Action(
            "lend",
            M("Lend the file copy…"),
            (),
            _in_list(tab, tab.tools.lend),
            "document",
        ),
    )


def _many(tab: "CorrespondenceTab") -> tuple[Action, ...]:
    """What is done with many records at once."""
    return (
        Action(
            "bulk-edit",
            M("Change all selected…"),
            ("Ctrl+B",),
            _in_list(tab, tab.tools.bulk_edit),
            "edit",
        ),
        Action(
            "copy",
            M("Copy rows"),
            ("Ctrl+C",),
            lambda: _copy(tab),
            "edit",
        ),
        Action(
            "paste",
            M("Paste rows from Excel…"),
            ("Ctrl+V",),
            _by_keys_of_text(tab, lambda _: tab.tools.paste_block()),
            "edit",
        ),
        Action("import", M("Import…"), ("Ctrl+I",), tab.tools.import_table, "file"),
    )


def _copy(tab: "CorrespondenceTab") -> None:
    """Copy the chosen rows, or the words that are selected in the record beside them."""
    at = QApplication.focusWidget()
    if isinstance(at, QLabel) and at.hasSelectedText():
        QGuiApplication.clipboard().setText(at.selectedText())
    elif tab.current.list.hasFocus():
        tab.current.list.copy_rows()


def _numbers(tab: "CorrespondenceTab") -> tuple[Action, ...]:
    """What is done with numbers."""
    return (
        Action(
            "insert",
            M("Insert a number after this one"),
            ("Ctrl+Ins",),
            _by_keys_of_text(tab, RegisterScreen.insert_after),
            "number",
        ),
        Action(
            "reserve",
            M("Reserve numbers…"),
            ("Ctrl+Shift+R",),
            tab.reserve,
            "number",
        ),
        Action(
            "cancel-number",
            M("Cancel the number…"),
            ("Shift+Del",),
            _by_keys_of_text(tab, lambda screen: screen.acts.cancel_numbers()),
            "number",
        ),
        Action(
            "change-standing",
            M("Replaced, corrected or recalled…"),
            ("Ctrl+Shift+K",),
            _in_list(tab, lambda screen: screen.acts.change_standing()),
            "number",
        ),
        Action(
            "reinstate",
            M("In force again"),
            (),
            _in_list(tab, lambda screen: screen.acts.reinstate()),
            "number",
        ),
        Action(
            "audit",
            M("Audit of the numbers…"),
            ("F11",),
            _among_documents(tab, RegisterScreen.audit),
            "number",
        ),
    )


def _seeing(tab: "CorrespondenceTab") -> tuple[Action, ...]:
    """Which register is seen, and what of it."""

    def show(kind: str) -> Act:
        return lambda: tab.show_register(kind)

    registers = tuple(
        Action(one.kind, one.words, (one.key,), show(one.kind), "view") for one in SWITCHES
    )
    return (
        *registers,
        *tab.views.actions_offered(),
        Action(
            "about",
            M("Everything about its author"),
            ("F9",),
            _in_list(tab, RegisterScreen.show_about),
            "view",
        ),
        Action(
            "paper",
            M("The scan in place of the list"),
            ("F12",),
            _among_documents(tab, lambda screen: screen.scan.toggle()),
            "view",
        ),
        Action(
            "paper-down",
            M("Further down on the scan"),
            ("Alt+PgDown",),
            _among_documents(tab, lambda screen: screen.scan.paper.down()),
            "view",
        ),
        Action(
            "paper-up",
            M("Back up on the scan"),
            ("Alt+PgUp",),
            _among_documents(tab, lambda screen: screen.scan.paper.up()),
            "view",
        ),
        Action(
            "paper-larger",
            M("The scan larger, or as it was"),
            ("Shift+F12",),
            _among_documents(tab, lambda screen: screen.scan.paper.enlarge()),
            "view",
        ),
        Action("find", M("Search"), ("Ctrl+F",), lambda: tab.current.focus_search(), "view"),
        Action(
            "clear",
            M("Clear search and filters"),
            ("Ctrl+L",),
            lambda: tab.current.filters.clear(),
            "view",
        ),
        Action(
            "newest",
            M("Newest first"),
            ("Ctrl+Home",),
            lambda: tab.current.sort_newest_first(),
            "view",
        ),
    )


def _leaving(tab: "CorrespondenceTab") -> tuple[Action, ...]:
    """What leaves the program as workbooks and paper."""
    return (
        Action(
            "export-list",
            M("List to Excel"),
            ("Ctrl+E",),
            lambda: tab.current.export_list(),
            "file",
        ),
        Action(
            "export-register",
            M("Statutory register to Excel"),
            ("Ctrl+Shift+E",),
            lambda: tab.current.export_register(),
            "file",
        ),
        *paper_offered(tab, lambda act: _among_documents(tab, act)),
    )
