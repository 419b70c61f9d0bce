"""The entry form of a document: typed in one go, by keyboard alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.attaching.screens.attachments_strip import AttachmentsStrip
from desktop.correspondence.entering import (
    completed_symbol,
    counted_deadline,
    empty_draft,
    follow,
    like,
    next_number,
)
from desktop.correspondence.finding.screens.phrase_source import PhraseSource
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.numbering import written
from desktop.correspondence.receiving_again import receive_again
from desktop.correspondence.referring import number_of
from desktop.correspondence.registering import DAY, correct, register
from desktop.correspondence.screens.twin_watch import TwinWatch
from desktop.correspondence.standing import inserted_after
from desktop.correspondence.views import STICKY, VIEWS
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message
from desktop.office.calendar import working_days
from desktop.office.screens.form_beside import FormBeside
from desktop.records.drafts import Draft, Problems, check, draft_of
from desktop.records.fields import Ground, Name
from desktop.records.law import catalogue
from desktop.records.queries import Query
from desktop.records.record import fields_of
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.progress import ProgressLine
from desktop.widgets.record_form import RecordForm

# What a draft says of the files that wait for their document, one path on each line.
_ATTACHED: Final = "attached"
# Filled in by the form until the person types there.
_FOLLOWING: Final = ("document_kind", "series")


class DocumentForm(FormBeside):
    """The form of one register of documents."""

    saved = Signal(object, bool)  # the document, and whether the next one follows
    twin_asked = Signal(object)

    def __init__(self, kind: str, desk: Desk, names: KnownNames, copies: ReadingCopies) -> None:
        super().__init__(desk)
        self.kind = kind
        self._names = names
        self._record: Document | None = None
        self._previous: Document | None = None
        self._by_hand: set[str] = set()
        self._kept_texts: dict[str, str] = {}
        self._kept_on = desk.store.today
        self._day_filled = ""
        self._given: dict[str, str] = {}
        self._lent_symbol = ""
        self._title = QLabel()
        self._number = QLabel()
        self._phrases = PhraseSource(kind, desk, lambda name: self.form.text(name), self)
        self.form = RecordForm(
            fields_of(DOCUMENTS[kind]),
            VIEWS[kind].sections,
            words=desk.words,
            ground=self._ground,
            suggests=self._suggest,
            continues=self._phrases.continues,
        )
        self.progress = ProgressLine(desk.words)
        self.strip = AttachmentsStrip(
            desk, notice=self.notice, progress=self.progress, copies=copies
        )
        self._save = QPushButton()
        self._leave = QPushButton(desk.words(M("Close, keep the draft")))
        self.twins = TwinWatch(desk.store.reader, self.draft, self._ground)
        counted = M("5d stands for five working days")
        self.form.editors["due_on"].setToolTip(desk.words(counted))
        self._lay_out()
        self._connect()
        self._mark_sticky()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 2)
        for label, scale in ((self._title, 1.15), (self._number, 1.7)):
            font = label.font()
            font.setPointSizeF(font.pointSizeF() * scale)
            font.setBold(True)
            label.setFont(font)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.addWidget(self._title, 1)
        head.addWidget(self._number)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 10)
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._save)
        self._save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.form, 1)
        column.addWidget(self.strip)
        column.addWidget(self.progress)
        # Below the fields: the one that is being typed into stays where it is.
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.form.edited.connect(self._typed)
        self.form.ended.connect(lambda: self._save.setFocus(Qt.FocusReason.TabFocusReason))
        if symbol := self.form.editors.get("symbol"):
            symbol.finished.connect(self._complete_symbol)
        self._save.clicked.connect(lambda: self.save(then_next=True))
        self._leave.clicked.connect(self.leave)
        self.twins.changed.connect(self._tell_of_twin)

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def _suggest(self, name: str) -> Suggest | None:
        field = fields_of(DOCUMENTS[self.kind])[name]
        if not isinstance(field, Name):
            return None

        def suggest(typed: str) -> list[Suggestion]:
            directory = self._names.directories[field.directory]
            beside = self._names.beside(self.form.text("issuer"), name)
            known = directory.suggest(typed, beside=beside)
            if field.directory.endswith("_series"):
                return [Suggestion(one.name, one.aliases[0]) for one in known]
            return [Suggestion(one.name, one.abbreviation) for one in known]

        return suggest

    # What is in the form

    def begin(self) -> None:
        """A new document, or the draft that was left."""
        kept = self.drafts.left(self.kind)
        self._record = None
        self._given = {}
        self._show_new(kept)
        self._begin_strip(kept)
        if kept:
            self._tell_of_draft(M("Start empty"), self.start_empty)
            self._by_hand = set(_FOLLOWING) & set(kept.texts)
            self.twins.finds_new()
        self._go_to_first_empty()

    def begin_inserted(self, after: Document) -> None:
        """A document that was forgotten, under the number of another one and a letter: 125a.

        Its draft is kept apart from that of a document with a number of its own.
        """
        number, suffix = inserted_after(self._desk.store.reader, after)
        apart = f"{self.kind} after {after.id}"
        kept = self.drafts.left(apart)
        self._record = None
        self._given = {"number": str(number), "suffix": suffix}
        facts = draft_of(after, self._ground()).texts
        place = {name: facts[name] for name in ("series", DAY[self.kind])}
        self._show(kept, Draft(self.kind, place), apart)
        self._begin_strip(kept)
        self._by_hand = {"series", DAY[self.kind]}
        if kept:
            self._by_hand |= set(_FOLLOWING) & set(kept.texts)
            self._tell_of_draft(M("Start empty"), lambda: self._insert_anew(after))
        self._go_to_first_empty()

    def _insert_anew(self, after: Document) -> None:
        """Throw the draft away and begin the inserted document anew."""
        self.drafts.drop(None)
        self.begin_inserted(after)

    def _begin_strip(self, kept: Draft | None) -> None:
        self.strip.begin_new(map(Path, kept.text(_ATTACHED).splitlines()) if kept else ())

    def _show_new(self, kept: Draft | None) -> None:
        self._show(kept, self._fresh())
        # A series that was chosen by hand to stay is not chosen anew by each author.
        self._by_hand = {"series"} & set(self._kept_texts)

    def _tell_of_draft(self, words: Message, act: Callable[[], None]) -> None:
        text = self._desk.words(M("This draft was left unfinished."))
        self.notice.show_message(text, "done", (self._desk.words(words), act))

    def start_empty(self) -> None:
        """Throw the draft away and begin anew."""
        self.drafts.drop(None)
        self._show_new(None)
        self.strip.begin_new()
        self._go_to_first_empty()

    def edit(self, document: Document) -> None:
        """Correct a registered document."""
        self._record = document
        self._by_hand = set(_FOLLOWING)
        facts = draft_of(document, self._ground())
        kept = self.drafts.left_of(facts)
        self._show(kept, facts)
        if kept:
            self._tell_of_draft(M("Discard"), self._start_as_registered)
        self.strip.show_document(document)
        first = next(iter(VIEWS[self.kind].typed))
        self.form.focus("issuer" if self.kind == "incoming" else first)

    def _start_as_registered(self) -> None:
        """Throw the draft away and show the document as it is."""
        assert self._record is not None
        assert self._record.id is not None
        self.drafts.drop(self._record.id)
        self.edit(self._desk.store.reader.record(self.kind, self._record.id))

    def _fresh(self) -> Draft:
        if self._kept_on != self._desk.store.today:
            # Yesterday's day of arrival would be kept by nobody's wish.
            self._kept_texts.pop(DAY[self.kind], None)
        draft = empty_draft(self.kind, self._ground(), self._kept_texts)
        self._day_filled = self._today_said()
        if not draft.text("series") and self.kind == "incoming":
            series = self._names.series_for("")
            draft = draft.typed("series", series.code) if series else draft
        return draft

    def _today_said(self) -> str:
        return fields_of(DOCUMENTS[self.kind])[DAY[self.kind]].show(
            self._desk.store.today, self._ground()
        )

    def _turn_the_day(self) -> None:
        """A form left open over night goes on with the new day, unless a day was typed."""
        name, today = DAY[self.kind], self._today_said()
        untouched = self.form.text(name) == self._day_filled and name not in self._by_hand
        if self._record is None and untouched and self._day_filled != today:
            self.form.set_text(name, today)
            self._day_filled = today
            self._show_head()

    def _show(self, kept: Draft | None, untouched: Draft, place: str | None = None) -> None:
        self.notice.clear()
        self.twins.forget()
        self._lent_symbol = ""
        self.form.show_draft(untouched)
        self.drafts.begin(self.form.draft(self.kind, self.record_id), place)
        if kept:
            self.form.show_draft(kept)
        self._show_head()

    def _show_head(self) -> None:
        words = self._desk.words
        if self._record:
            self._title.setText(words(M("Correct")))
            self._number.setText(self._number_said(self._record))
            self._save.setText(words(M("Save (Ctrl+Enter)")))
            return
        titles = {"incoming": M("New incoming document"), "outgoing": M("New outgoing document")}
        self._title.setText(words(titles[self.kind]))
        number = self._number_to_come()
        self._number.setText(words(M("No. {number}", number=number)) if number else "")
        self._save.setText(words(M("Save and next (Ctrl+Enter)")))

    def _number_to_come(self) -> str:
        if self._given:
            return written(int(self._given["number"]), self._given["suffix"])
        number = next_number(self.draft(), self._desk.store.reader, self._ground())
        return written(number) if number else ""

    def _number_said(self, document: Document) -> str:
        if document.kind == "outgoing" and document.symbol:
            return document.symbol
        return self._desk.words(M("No. {number}", number=number_of(document)))

    def draft(self) -> Draft:
        """What is typed, and which files wait for a new document."""
        draft = self.form.draft(self.kind, self._record.id if self._record else None)
        paths = () if self._record else self.strip.waiting_paths
        return draft.typed(_ATTACHED, "\n".join(map(str, paths))) if paths else draft

    def _go_to_first_empty(self) -> None:
        names = VIEWS[self.kind].typed
        empty = [name for name in names if not self.form.text(name)]
        self.form.focus(next(iter(empty), names[0]))

    # While typing

    def _typed(self, name: str) -> None:
        self._by_hand.add(name)
        self._turn_the_day()
        if name == "due_on":
            self._count_deadline()
        self._fill_after(name)
        if name in ("series", "arrived_on", "document_date", "issuer", "document_kind"):
            self._show_head()
        self.twins.take(name)

    def _count_deadline(self) -> None:
        calendar = working_days(self._desk.store.reader)
        if due := counted_deadline(self.draft(), calendar, self._ground()):
            self.form.set_text("due_on", due)

    def _fill_after(self, name: str) -> None:
        """A field may tell others, and these more: the symbol the kind, the kind the series."""
        for filled in follow(self.draft(), name, self._names, self._ground()):
            if filled.field not in self._by_hand:
                self.form.set_text(filled.field, filled.text)
                self._fill_after(filled.field)

    def _tell_of_twin(self, twin: Document | None) -> None:
        """Warn while typing where the same number and symbol of the same author is there."""
        if twin is None:
            self.notice.clear()
            return
        words = self._desk.words
        text = words(self.twins.said())
        if self.kind == "incoming" and self._record is None:
            again = words(M("Ctrl+R notes that it came again."))
            text = f"{text}. {again}"
        self.notice.show_message(text, "warning", (words(M("Show it (Ctrl+J)")), self.go_to_twin))

    def receive_again(self) -> None:
        """Note on the twin that it came once more, and give up this second entry of it."""
        twin = self.twins.twin
        # What is corrected has a number of its own, and is no second entry.
        if self._record or not isinstance(twin, IncomingDocument):
            return
        channel = self._said_channel()
        try:
            change = receive_again(
                self._desk.store, twin, day=self._desk.store.today, channel=channel
            )
        except Trouble as trouble:
            self._say_trouble(trouble)
            return
        self._desk.tell(change)
        self.drafts.drop(None)
        self._show_new(None)
        self.twin_asked.emit(twin)

    def _said_channel(self) -> str | None:
        entry = catalogue("channels").find(self.form.text("channel"))
        return entry.code if entry else None

    def go_to_twin(self) -> None:
        """Leave the form, keep its draft, and show the document that is already there."""
        if twin := self.twins.twin:
            self.close_down()
            self.twin_asked.emit(twin)

    def take_from_previous(self) -> None:
        """The previous record's value of this field, or all of it where nothing is typed yet."""
        previous = self._previous or self._newest()
        if previous is None:
            return
        lent = like(previous, self._ground())
        name = self.form.focused()
        if self._record is None and not self._by_hand:
            self._lent_symbol = previous.symbol or ""
            self.form.show_draft(Draft(self.kind, {**lent.texts, **self._kept_today()}))
            self._by_hand = set(_FOLLOWING)
            self._go_to_first_empty()
        elif name and lent.text(name):
            self.form.set_text(name, lent.text(name))
            self._typed(name)
            self.form.focus(name)
        self._show_head()

    def _complete_symbol(self) -> None:
        """After “as the previous one” a bare number is enough: its notation is known."""
        if self._lent_symbol and "symbol" in self.form.editors:
            whole = completed_symbol(self.form.text("symbol"), self._lent_symbol)
            if whole:
                self.form.set_text("symbol", whole)
                self._typed("symbol")

    def _kept_today(self) -> dict[str, str]:
        return {DAY[self.kind]: self.form.text(DAY[self.kind])}

    def _newest(self) -> Document | None:
        newest = self._desk.store.reader.ids(Query(self.kind), 1)
        return self._desk.store.reader.record(self.kind, newest[0]) if len(newest) else None

    # Values that stay

    def _sticky(self) -> tuple[str, ...]:
        return self._desk.settings.sticky.get(self.kind, STICKY[self.kind])

    def toggle_sticky(self) -> None:
        """Keep this field's value for the next document, or no longer."""
        name = self.form.focused()
        if name is None:
            return
        sticky = self._sticky()
        chosen = tuple(n for n in sticky if n != name) if name in sticky else (*sticky, name)
        self._desk.remember(self._desk.settings.with_sticky(self.kind, chosen))
        self._mark_sticky()

    def _staying(self, draft: Draft) -> dict[str, str]:
        """What the next document begins with; what the form filled in itself it fills anew."""
        texts = {name: draft.text(name) for name in self._sticky()}
        if texts.get(DAY[self.kind]) == self._today_said():
            del texts[DAY[self.kind]]
        if self.kind == "incoming" and "series" not in self._by_hand:
            texts.pop("series", None)
        return texts

    def _mark_sticky(self) -> None:
        for name in self.form.editors:
            self.form.mark_kept(name, kept=name in self._sticky())

    # Saving and leaving

    def save(self, *, then_next: bool) -> None:
        """Register or correct; what is wrong is said at its field, and nothing is written."""
        if self.form.is_composing():
            return
        self._turn_the_day()
        self._complete_symbol()
        if self.twins.is_due and self.twins.finds_new():
            return
        draft = self.draft()
        try:
            document = check(DOCUMENTS[self.kind], self._with_given(draft), self._ground())
            kept = self._write(document)
        except Problems as problems:
            self.form.show_problems(problems.problems)
            return
        except Trouble as trouble:
            self._say_trouble(trouble)
            return
        self.drafts.drop(draft.record_id)
        if self._record is None:
            self._kept_texts = self._staying(draft)
            self._kept_on = self._desk.store.today
        self._after(kept, then_next=then_next and self._record is None)

    def _with_given(self, draft: Draft) -> Draft:
        """The draft with what the program gave at registration, which is not typed here."""
        if self._record is None:
            return replace(draft, texts={**draft.texts, **self._given})
        texts = draft_of(self._record, self._ground()).texts
        given = {name: texts[name] for name in VIEWS[self.kind].given if name in texts}
        return replace(draft, texts={**draft.texts, **given})

    def _write(self, document: Document) -> Document:
        if self._record is None:
            change, kept = register(
                self._desk.store, document, names=self._names, enclosures=self.strip.waiting
            )
            self.strip.registered(kept)
        else:
            change = correct(self._desk.store, document, names=self._names)
            kept = self._desk.store.reader.record(self.kind, change.ids(self.kind)[-1])
        self.drafts.stop()  # what is on disk is not typed any more
        self._desk.tell(change)
        return kept

    def _after(self, kept: Document, *, then_next: bool) -> None:
        self._previous = kept
        self.drafts.stop()
        self.twins.stop()
        self.saved.emit(kept, then_next)
        if then_next:
            self.begin()

    def close_down(self) -> None:
        """Keep the draft, and let go of the file."""
        super().close_down()
        self.twins.stop()
        self._phrases.close()
