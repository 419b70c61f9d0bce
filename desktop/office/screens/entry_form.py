"""The entry form of a register page: typed in one go, its draft kept, checked when saved."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message
from desktop.office.screens.form_beside import FormBeside
from desktop.office.screens.page_spec import PageSpec
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems, check, draft_of
from desktop.records.record import fields_of
from desktop.widgets.notice import Kind
from desktop.widgets.record_form import RecordForm


class EntryForm(FormBeside):
    """The form of one kind of record, as its view declares it."""

    saved = Signal(object, bool)  # the change, or None, and whether the next one follows
    begun = Signal(bool)  # another draft stands in the form, and whether it is of a new record

    def __init__(self, spec: PageSpec, desk: Desk) -> None:
        super().__init__(desk)
        self._spec = spec
        self._by_hand: set[str] = set()
        self._beside: dict[str, str] = {}
        self._begun_on = desk.store.today
        self._title = QLabel()
        self.form = RecordForm(
            fields_of(spec.record),
            spec.view.sections,
            words=desk.words,
            ground=spec.ground,
            suggests=spec.suggests,
        )
        self._save = QPushButton()
        self._leave = QPushButton(desk.words(M("Close, keep the draft")))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self._title.setFont(font)
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setContentsMargins(16, 10, 16, 2)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 10)
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._save)
        self._save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.form, 1)
        # Below the fields: the one that is being typed into stays where it is.
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.form.edited.connect(self._typed)
        self.form.ended.connect(lambda: self._save.setFocus(Qt.FocusReason.TabFocusReason))
        self._save.clicked.connect(lambda: self.save(then_next=True))
        self._leave.clicked.connect(self.leave)

    # What is in the form

    def begin(self, draft: Draft | None = None) -> None:
        """A new record: the draft given, or the one that was left, or a fresh one."""
        place = next((one for one in self._places if self.drafts.left(one)), self._spec.kind)
        kept = self.drafts.left(place)
        self._record = None
        self._begun_on = self._desk.store.today
        if draft:
            self._begin_with(draft)
        else:
            self._go_on(kept, place)
        if draft and kept:
            waits = M("Another draft was left unfinished.")
            self._tell(waits, "warning", M("Go on with it"), lambda: self._go_on(kept, place))
        elif kept:
            self._tell(_LEFT, "done", M("Start empty"), self._start_empty)

    @property
    def _places(self) -> tuple[str, str]:
        """Where the draft of a new record is kept, and of one that was begun from elsewhere."""
        return self._spec.kind, f"{self._spec.kind} begun"

    def _begin_with(self, draft: Draft) -> None:
        """Texts from elsewhere, such as the file that is lent; they may tell others."""
        fresh = self._fresh()
        begun = replace(draft, texts={**fresh.texts, **draft.texts})
        # A draft that was left is not written over: it can be gone on with.
        self._show(begun, fresh, self._places[1])
        self._by_hand = set(draft.texts)
        for name in draft.texts:
            self._fill_after(name)
        self._go_to_first_empty()

    def _go_on(self, kept: Draft | None, place: str) -> None:
        self._show(kept, self._fresh(), place)
        self._by_hand = set(kept.texts) if kept else set()
        self._go_to_first_empty()

    def _start_empty(self) -> None:
        """Throw the draft away and begin anew."""
        self.drafts.drop(None)
        self.begin()

    def _tell(self, said: Message, kind: Kind, offer: Message, act: Callable[[], object]) -> None:
        self.notice.show_message(self._desk.words(said), kind, (self._desk.words(offer), act))

    def _fresh(self) -> Draft:
        return self._spec.fresh() if self._spec.fresh else Draft(self._spec.kind)

    def edit(self, record: Any) -> None:
        """Correct a record, or go on with its correction."""
        self._record = record
        facts = draft_of(record, self._spec.ground())
        kept = self.drafts.left_of(facts)
        self._show(kept, facts)
        self._by_hand = set(fields_of(self._spec.record))
        if kept:
            self._tell(_LEFT, "done", M("Discard"), self._start_as_kept)
        self.form.focus(next(iter(self.form.editors)))
        self.begun.emit(False)

    def _start_as_kept(self) -> None:
        """Throw the draft away and show the record as it is."""
        self.drafts.drop(self._record.id)
        self.edit(self._desk.store.reader.record(self._spec.kind, self._record.id))

    def _show(self, begun: Draft | None, untouched: Draft, place: str | None = None) -> None:
        self.notice.clear()
        self._put(untouched)
        self.drafts.begin(self.draft(), place)
        if begun:
            self._put(begun)
        words = self._desk.words
        correcting = self._record is not None
        said = self._spec.called(self._record) if correcting else self._spec.new
        self._title.setText(words(said or self._spec.title))
        saves = M("Save (Ctrl+Enter)") if correcting else M("Save and next (Ctrl+Enter)")
        self._save.setText(words(saves))

    def _put(self, draft: Draft) -> None:
        """Show a draft; what it tells of fields that are not typed goes with it unseen."""
        self.form.show_draft(draft)
        editors = self.form.editors
        self._beside = {name: text for name, text in draft.texts.items() if name not in editors}

    def draft(self) -> Draft:
        """What stands in the form, as typed."""
        typed = self.form.draft(self._spec.kind, self.record_id)
        return replace(typed, texts={**self._beside, **typed.texts})

    def _go_to_first_empty(self) -> None:
        names = list(self.form.editors)
        self.form.focus(next((name for name in names if not self.form.text(name)), names[0]))
        self.begun.emit(True)

    # While typing

    def _typed(self, name: str) -> None:
        self._by_hand.add(name)
        self._turn_the_day()
        self._fill_after(name)

    def _fill_after(self, name: str) -> None:
        """A field may tell others, and these more."""
        if self._spec.fills is None:
            return
        for other, text in self._spec.fills(self.draft(), name).items():
            if other not in self._by_hand and self._text(other) != text:
                self._set_text(other, text)
                self._fill_after(other)

    def _text(self, name: str) -> str:
        return self.draft().text(name)

    def _set_text(self, name: str, text: str) -> None:
        if name in self.form.editors:
            self.form.set_text(name, text)
        else:
            self._beside[name] = text

    def _turn_the_day(self) -> None:
        """A form left open over night goes on as one that is begun on the new day."""
        if self._record is not None or self._begun_on == self._desk.store.today:
            return
        self._begun_on = self._desk.store.today
        before, after = self.drafts.untouched, self._fresh()
        for name in {*before.texts, *after.texts} - self._by_hand:
            if self._text(name) == before.text(name):
                self._set_text(name, after.text(name))
        self.drafts.untouched = after

    # Saving and leaving

    def save(self, *, then_next: bool) -> None:
        """Keep the record; what is wrong is said at its field, and nothing is written."""
        if self._spec.save is None or self.form.is_composing():
            return
        self._turn_the_day()
        try:
            change = self._write(self._spec.save)
        except Problems as problems:
            self.form.show_problems(problems.problems)
            return
        except Trouble as trouble:
            self._say_trouble(trouble)
            return
        self.drafts.drop(self.record_id)
        self._after(change, then_next=then_next and self._record is None)

    def _write(self, save: Callable[[Any], Change]) -> Change | None:
        record = check(self._spec.record, self._with_given(), self._spec.ground())
        if self._record is not None:
            record = replace(record, **self._given())
            if record == self._desk.store.reader.record(self._spec.kind, record.id):
                return None
        change = save(record)
        return change if change.records else None

    def _with_given(self) -> Draft:
        """The draft with the facts of the record that are not typed here."""
        if self._record is None:
            return self.draft()
        facts = draft_of(self._record, self._spec.ground()).texts
        given = {name: text for name, text in facts.items() if name not in self.form.editors}
        return replace(self.draft(), texts={**self.form.draft("").texts, **given})

    def _given(self) -> dict[str, Any]:
        names = (one for one in fields_of(self._spec.record) if one not in self.form.editors)
        return {name: getattr(self._record, name) for name in names}

    def _after(self, change: Change | None, *, then_next: bool) -> None:
        self.drafts.stop()
        self._desk.tell(change)
        self.saved.emit(change, then_next)
        if then_next:
            self.begin()


_LEFT: Final = M("This draft was left unfinished.")
