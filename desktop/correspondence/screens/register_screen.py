"""One register on screen: search and filters, the list, and beside it the record or its form."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.answering import open_question
from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.attaching.screens.attachments_strip import AttachmentsStrip
from desktop.correspondence.attaching.screens.list_or_paper import ListOrPaper
from desktop.correspondence.finding.screens.about_panel import AboutPanel
from desktop.correspondence.finding.screens.finding_hints import FindingHints
from desktop.correspondence.finding.screens.looking import Looking
from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.paper.screens.papers import Papers
from desktop.correspondence.referring import number_of
from desktop.correspondence.registering import title
from desktop.correspondence.screens.audit_dialog import AuditDialog
from desktop.correspondence.screens.books import Books
from desktop.correspondence.screens.document_form import DocumentForm
from desktop.correspondence.screens.document_look import look_of
from desktop.correspondence.screens.document_panel import DocumentPanel
from desktop.correspondence.screens.register_acts import RegisterActs
from desktop.correspondence.screens.register_filters import RegisterFilters
from desktop.correspondence.sheets import BOOK_ORDER, list_sheet, register_sheet
from desktop.correspondence.views import VIEWS
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms, capital
from desktop.office.identity import Office
from desktop.office.screens.answered_list import AnsweredList
from desktop.office.screens.list_and_record import ListAndRecord
from desktop.office.screens.list_as_left import ListAsLeft
from desktop.printing.beside import in_memory
from desktop.records.changes import Change
from desktop.records.fields import Ground
from desktop.records.queries import NEWEST_FIRST, Query
from desktop.records.record import fields_of
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine
from desktop.widgets.record_list import RecordList, RecordListModel

_EMPTY: Final = {
    "incoming": M("No incoming document here. Ctrl+N registers one."),
    "outgoing": M("No outgoing document here. Ctrl+Shift+N registers one."),
}
_FORM_WIDTH: Final = 88  # average characters


class RegisterScreen(QWidget):
    """List and record of one register."""

    entering = Signal(bool)  # whether a form is open
    document_asked = Signal(object)  # another document, of either register
    register_asked = Signal(str, str)  # another register, and the question as it is written

    def __init__(
        self,
        kind: str,
        desk: Desk,
        names: KnownNames,
        *,
        copies: ReadingCopies,
        looking: Looking,
    ) -> None:
        super().__init__()
        self.kind = kind
        self._desk = desk
        self._names = names
        self._record = DOCUMENTS[kind]
        self._fields = fields_of(self._record)
        self._copies = copies
        self._filtering = RegisterFilters(kind, desk, names, self._ground, looking)
        self.filters = self._filtering.bar
        self.list = self._make_list()
        columns = VIEWS[kind].columns
        self._as_left = ListAsLeft(desk, kind, self.list, columns, usual=NEWEST_FIRST)
        self.panel = DocumentPanel(desk, self._ground)
        self.form = DocumentForm(kind, desk, names, copies)
        self.about = AboutPanel(looking=looking, words=desk.words, ground=self._ground)
        self.hints = FindingHints(looking=looking, words=desk.words, ground=self._ground)
        self.notice = Notice(desk.words)
        self.progress = ProgressLine(desk.words)
        self.strip = AttachmentsStrip(
            desk, notice=self.notice, progress=self.progress, copies=copies
        )
        self._record_side = QWidget()
        self._books = Books(desk, notice=self.notice, progress=self.progress, over=self)
        self.acts = RegisterActs(
            desk,
            names,
            chosen=self.chosen_documents,
            notice=self.notice,
            over=self,
            print_slips=lambda documents: self.papers.hand_over_slips(documents),
        )
        self.papers = Papers(desk, notice=self.notice, progress=self.progress, over=self)
        self._answers = AnsweredList(
            desk, self.list, asks=self.query, counted=_counted, notice=self.notice
        )
        self._lay_out()
        self._connect()
        self.refresh()

    # Making the parts

    def _make_list(self) -> RecordList:
        view = VIEWS[self.kind]
        self._model = RecordListModel(
            self._fields,
            {one.field: one.head or self._fields[one.field].label for one in view.columns},
            fetch=lambda ids: self._desk.store.reader.records(self.kind, ids),
            ground=self._ground,
            words=self._desk.words,
            shown={"number": number_of},
            look=look_of(self._desk.words, lambda: self._desk.store.today),
        )
        words = self._desk.words
        made = RecordList(
            self._model, empty=words(_EMPTY[self.kind]), show_all=words(M("Show all columns"))
        )
        made.setAccessibleName(words(_register(self.kind)))
        return made

    def _lay_out(self) -> None:
        self.filters.add_end(self._answers.count)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 12, 8)
        top.addWidget(self.filters)
        beside = QVBoxLayout(self._record_side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.panel, 1)
        beside.addWidget(self.strip)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.list, 1)
        under.addWidget(self.hints)
        self.scan = self._make_scan(left)
        self._beside = self._make_beside()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._filtering.conditions.problems)
        whole.addWidget(self._filtering.conditions.chips)
        whole.addWidget(self._beside, 1)
        whole.addWidget(self.progress)
        # The notice lies over the end of the list: nothing moves when it comes and goes.
        self.notice.setParent(self)
        self.notice.hide()
        self.notice.shown.connect(self._place_notice)

    def _make_scan(self, of_list: QWidget) -> ListOrPaper:
        scan = ListOrPaper(
            self._desk,
            of_list,
            keyboard=self.list,
            copies=self._copies,
            strip=self.strip,
            form_strip=lambda: self.form.strip if self.is_entering else None,
            notice=self.notice,
        )
        for change in (self.strip.turned, self.form.strip.turned, self.entering):
            change.connect(scan.refresh)
        return scan

    def _make_beside(self) -> ListAndRecord:
        made = ListAndRecord(
            self._desk,
            self.kind,
            left=self.scan,
            keyboard=self.list,
            record=self._record_side,
            form=self.form,
            letters=_FORM_WIDTH,
        )
        made.add_beside(self.about)
        made.entering.connect(self.entering)
        return made

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.filters.left.connect(self.list.setFocus)
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(lambda _: self.edit())
        self._as_left.sorted.connect(self.refresh)
        self.hints.question_asked.connect(self.ask)
        self.hints.register_asked.connect(self.register_asked)
        self.about.question_asked.connect(self.register_asked)
        self.about.document_asked.connect(self.document_asked)
        self.about.left.connect(self.show_panel)
        self._answers.coming.connect(self.panel.mark_hits)
        self._answers.answered.connect(
            lambda count: self.hints.take(self.kind, self.filters.words(), count)
        )
        self._answers.failed.connect(self._books.failed)
        self.form.saved.connect(self._after_save)
        self.form.left.connect(self.show_panel)
        self.form.twin_asked.connect(self.show_document)

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    # The list

    def query(self) -> Query:
        """What the box and the filters ask for now."""
        return self._filtering.query(self._as_left.order)

    def refresh(self) -> None:
        """Ask again what the list should show; the answer comes from a worker."""
        self._answers.ask()

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still on its way."""
        return self.filters.is_pausing or self._answers.waiting

    def shows(self, query: Query) -> bool:
        """Whether the list holds the answer to this query."""
        return self._answers.shows(query)

    def sort_newest_first(self) -> None:
        """Back to the order of registration, the newest at the top."""
        self._as_left.sort_as_usual()

    def take(self, change: Change) -> None:
        """Re-read after a change that touched this register."""
        if change.ids("series"):
            self._filtering.take_series()
        self._beside.take(change)
        if change.ids(self.kind):
            self._filtering.take_years()
            self._show_chosen(self.chosen_id())
            self.refresh()
        else:
            # A filter whose value is no more lets everything through.
            self._answers.ask_if_changed()

    def ask(self, written: str) -> None:
        """Show what a written query asks for, and nothing else that was asked before."""
        self.show_panel()
        self._filtering.conditions.ask(written)

    def written(self) -> str:
        """All that is asked now, as one would write it."""
        return self._filtering.conditions.whole()

    def show_about(self) -> None:
        """Everything about the author of the document under the cursor, beside the list."""
        document = self.chosen()
        if document and document.issuer and not self.is_entering:
            self._beside.show_beside(self.about)
            self.about.show_name(document.issuer)

    def failed(self, error: Exception) -> None:
        """Say what the world did not allow while something was looked up."""
        self._books.failed(error)

    def focus_search(self) -> None:
        self.filters.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.box.selectAll()

    # The record

    def chosen_id(self) -> int | None:
        return self.list.current_id()

    def chosen(self) -> Document | None:
        """The document under the cursor."""
        record_id = self.chosen_id()
        return None if record_id is None else self._desk.store.reader.record(self.kind, record_id)

    def _show_chosen(self, record_id: int | None) -> None:
        reader = self._desk.store.reader
        if self._answers.wanted is None:
            self.acts.forget_answer(but=record_id)
        document = None if record_id is None else reader.record(self.kind, record_id)
        trashed = document is not None and reader.is_trashed(self.kind, document.id)
        self.panel.show_document(document, trashed=trashed)
        self.strip.show_document(document, trashed=trashed)

    def show_document(self, document: Document) -> None:
        """Go to a document, whatever the filters hide."""
        self.show_panel()
        self._answers.wanted = document.id
        if not self.filters.is_clear:
            self.filters.clear()
        else:
            self.refresh()

    def show_panel(self) -> None:
        """Show the record again in place of the form."""
        self.scan.back_to_list()
        self._beside.show_record()

    @property
    def strip_in_sight(self) -> AttachmentsStrip:
        """The attachments of what is on screen: of the record, or of the form."""
        return self.form.strip if self.is_entering else self.strip

    @property
    def is_entering(self) -> bool:
        return self._beside.is_entering

    def new(self) -> None:
        """Begin a new document, or go on with the draft."""
        if self.acts.may_write():
            self.show_form()

    def edit(self) -> None:
        """Correct the document under the cursor."""
        document = self.chosen() if self.acts.may_write() else None
        if document is None:
            return
        if self._desk.store.reader.is_trashed(self.kind, self._id(document)):
            self.acts.tell_why(M("In the trash: Del puts it back."))
        else:
            self._edit(document)

    def _edit(self, document: Document) -> None:
        self._beside.open_form()
        self.form.edit(document)

    def go_on_entering(self, record_id: int | None) -> None:
        """Open the form again that was open before the window was made anew."""
        if record_id is None:
            self.show_form()
        else:
            self._edit(self._desk.store.reader.record(self.kind, record_id))

    def show_form(self) -> None:
        """Show the form of a new document."""
        self._beside.open_form()
        self.form.begin()

    def _id(self, document: Document) -> int:
        assert document.id is not None
        return document.id

    def _after_save(self, document: Document, then_next: bool) -> None:
        self._answers.wanted = document.id
        self._say_saved(document)
        if not then_next:
            self.show_panel()

    def _say_saved(self, document: Document) -> None:
        """Say so, with the way back; the answer to an open question offers to settle it."""
        copied = document.kind == "outgoing" and document.symbol
        if copied:
            QGuiApplication.clipboard().setText(copied)
        saved = M("{document} is saved.", document=title(document))
        with_copy = M("{document} is saved; its symbol is copied.", document=title(document))
        message = with_copy if copied else saved
        asked = self._question_of(document)
        if asked is None:
            self.acts.say(message)
            return
        words = self._desk.words
        answers = words(M("It answers {document}.", document=title(asked)))
        text = f"{words(message)} {answers}"
        settle = (words(M("Settle that one (Ctrl+K)")), self.acts.settle_answered)
        self.notice.show_message(capital(text), "done", settle)

    def _question_of(self, document: Document) -> Document | None:
        if not isinstance(document, OutgoingDocument):
            return None
        asked: Document | None = open_question(self._desk.store.reader, document)
        if asked:
            self.acts.offer_to_settle(document)
        return asked

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def _place_notice(self) -> None:
        self.notice.lie_over(self.scan if self.scan.shows_paper else self.list)

    # Acts

    @property
    def year(self) -> int | None:
        """The one year that the filters let through; None for all."""
        return self._filtering.year

    @property
    def series(self) -> str | None:
        """The one series that the filters let through; None for all."""
        return self._filtering.series

    def toggle_trash(self) -> None:
        self.acts.toggle_trash(in_trash=self._filtering.shows_trash)

    def insert_after(self) -> None:
        """Begin a document under the number of the chosen one and a letter: 125a."""
        document = self.chosen() if self.acts.may_write() else None
        if document is None:
            return
        try:
            self._beside.open_form()
            self.form.begin_inserted(document)
        except Trouble as trouble:
            self.show_panel()
            self.acts.say_trouble(trouble)

    def reserve(self) -> None:
        self.acts.reserve(self._filtering.series)

    def audit(self) -> AuditDialog:
        """Look through the numbers of the series in sight."""
        document = self.chosen()
        series = self._filtering.series or (document.series if document else None)
        year = self._filtering.year or (document.year if document else None)
        dialog = AuditDialog(
            self._desk,
            self._names,
            self.kind,
            series=series,
            year=year,
            printing=lambda sheet: self._books.preview_sheet(in_memory(sheet)),
            exporting=lambda sheet: self._books.ask_path(
                sheet.name, lambda path: self._books.write(path, lambda _: sheet, sheet.count)
            ),
            parent=self,
        )
        dialog.open()
        return dialog

    def chosen_documents(self, most: int | None = None) -> list[Document]:
        """The selected documents, as they are now, or the first of them."""
        ids = self.list.chosen_ids()[:most]
        return list(self._desk.store.reader.records(self.kind, ids))

    # Workbooks and paper

    def export_list(self) -> None:
        """What is on screen, as an Excel workbook."""
        name = self._desk.words(_register(self.kind))
        self._books.ask_path(self._book_name(name), self.export_list_to)

    def export_register(self) -> None:
        """The statutory register of what the filters let through."""
        name = self._desk.words(M("Register"))
        self._books.ask_path(self._book_name(name), self.export_register_to)

    def print_register(self) -> None:
        """The same register as it will be on paper."""
        self._books.preview(self._book_query(), year=self._filtering.year)

    def export_list_to(self, path: Path) -> None:
        columns, ground, query = self._as_left.in_digits(), self._ground(), self.query()
        self._books.write(
            path,
            lambda reader: list_sheet(reader, query, reader.ids(query), columns, ground=ground),
            len(self._model.ids),
        )

    def export_register_to(self, path: Path) -> None:
        query, year = self._book_query(), self._filtering.year
        office: Office = self._desk.store.reader.record("office", 1)
        self._books.write(
            path,
            lambda reader: register_sheet(reader, query, office=office, year=year),
            len(self._model.ids),
        )

    def _book_query(self) -> Query:
        """The whole book keeps its cancelled numbers; what words or a state pick out has none."""
        return replace(self.query(), order=BOOK_ORDER, with_trash=not self._filtering.picks_out)

    def _book_name(self, title: str) -> str:
        year = self._filtering.year
        return f"{title} {year}" if year else title

    def close_down(self) -> None:
        """Keep the draft and the places, and let go of the file."""
        self.form.close_down()
        self.list.tell_columns()
        split = self._beside.sizes_without_form()
        if all(split):
            self._desk.remember(replace(self._desk.settings, split=split))
        self._answers.close()
        self.scan.paper.close_down()


def _counted(count: int) -> Message:
    return Ms("{count} document", "{count} documents", count)


def _register(kind: str) -> Message:
    return {"incoming": M("Incoming documents"), "outgoing": M("Outgoing documents")}[kind]
