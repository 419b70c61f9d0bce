"""Larger acts of the tab, each in a dialog of its own: bring in, edit many, file, send, lend."""

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from desktop.correspondence.filing.screens.filing_dialog import ask_for_files
from desktop.correspondence.following_up.screens.task_forms import TaskForms
from desktop.correspondence.other_books.dispatching import dispatch_documents
from desktop.correspondence.other_books.lending import loan_of
from desktop.correspondence.screens.bulk_edit_dialog import BulkEditDialog
from desktop.correspondence.screens.import_dialog import ImportDialog
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.office.screens.register_page import RegisterPage
from desktop.records.changes import Change
from desktop.records.queries import Query, Test

if TYPE_CHECKING:
    from desktop.correspondence.screens.tab import CorrespondenceTab

# What may hold a transaction open: it is to end before the file is let go of.
_HOLDING: Final[tuple[type[QDialog], ...]] = (ImportDialog, BulkEditDialog)


class TabTools:
    """Opens the dialogs over the tab, for the register of documents on screen."""

    def __init__(self, tab: "CorrespondenceTab") -> None:
        self._tab = tab

    @property
    def _desk(self) -> Desk:
        return self._tab.desk

    def import_table(self) -> None:
        """Bring in a workbook or a text table; the newest file is offered first."""
        if dialog := self._import_dialog():
            dialog.look_for_files()

    def paste_block(self) -> None:
        """Bring in a block of cells that was copied in Excel."""
        screen = self._tab.documents
        dialog = self._import_dialog()
        if screen is None or dialog is None:
            return
        try:
            columns = [name for name, _ in screen.list.widths()]
            dialog.paste(QGuiApplication.clipboard().text(), columns)
        except Trouble as trouble:
            dialog.close()
            screen.acts.say_trouble(trouble)

    def _import_dialog(self) -> ImportDialog | None:
        if self._tab.documents is None:
            self._tab.show_register("incoming")
        screen = self._tab.documents
        if screen is None or not screen.acts.may_write():
            return None
        # A draft kept inside the open transaction would be lost with it.
        self._tab.keep_drafts()
        dialog = ImportDialog(self._desk, self._tab.names, screen.kind, parent=self._tab)
        dialog.imported.connect(screen.acts.say)
        return dialog

    def bulk_edit(self, screen: RegisterScreen) -> None:
        """Change one field of all selected documents."""
        ids = screen.list.chosen_ids()
        if not screen.acts.chosen(1) or not screen.acts.may_write():
            return
        self._tab.keep_drafts()
        dialog = BulkEditDialog(self._desk, self._tab.names, screen.kind, ids, parent=self._tab)

        def say(change: Change) -> None:
            screen.acts.say(M("{act}.", act=change.words))

        dialog.edited.connect(say)
        dialog.open()

    def assign(self, screen: RegisterScreen) -> None:
        """Give a task out of the incoming document under the cursor."""
        documents = screen.acts.chosen_incoming(1)
        if documents and screen.acts.may_write():
            forms = TaskForms(self._desk, self._tab.names, over=screen, done=screen.acts.tell)
            forms.assign_from(documents[0])

    def file_documents(self, screen: RegisterScreen) -> None:
        """Put the selected documents into case files."""
        documents = screen.acts.chosen()
        if documents and screen.acts.may_write():
            ask_for_files(
                self._desk, self._tab.names, documents, over=screen, done=screen.acts.tell
            )

    def to_post_book(self, screen: RegisterScreen) -> None:
        """Enter the selected outgoing documents in the post book, one line for each recipient."""
        if documents := screen.acts.chosen_outgoing():
            store = self._desk.store
            screen.acts.do(lambda: dispatch_documents(store, documents, store.today))

    def lend(self, screen: RegisterScreen) -> None:
        """Begin a loan of the file copy of the selected outgoing document."""
        documents = screen.acts.chosen_outgoing(1)
        if not documents or not screen.acts.may_write():
            return
        ground = self._tab.names.ground(self._desk.store.today, self._desk.words.language)
        self._tab.show_register("loans")
        page = self._tab.current
        assert isinstance(page, RegisterPage)
        page.new(loan_of(documents[0], ground))

    def show_documents_of(self, case_file: str) -> None:
        """Go to the documents of a case file, those of the register that has more of them."""
        counts = {
            kind: self._desk.store.reader.count(
                Query(kind)
                .where("case_files", Test.FILLED)
                .where("case_files", Test.HOLDS, case_file)
            )
            for kind in self._tab.registers
        }
        kind = max(counts, key=lambda one: counts[one])
        self._tab.show_register(kind)
        self._tab.registers[kind].ask(f'hs:"{case_file}"')

    def close_down(self) -> None:
        """Close what is open over the tab: no act outlives the file."""
        for kind in _HOLDING:
            for dialog in self._tab.findChildren(kind):
                dialog.close()
