"""A register of any kind on screen: search and filters, the list, and the record or its form."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms, capital
from desktop.office.screens.answered_list import AnsweredList
from desktop.office.screens.books import Books, Reopened
from desktop.office.screens.entry_form import EntryForm
from desktop.office.screens.list_and_record import ListAndRecord
from desktop.office.screens.list_as_left import ListAsLeft
from desktop.office.screens.page_sheet import list_sheet
from desktop.office.screens.page_spec import PageAct, PageFilter, PageSpec
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems
from desktop.records.fields import Day
from desktop.records.queries import Query, Test
from desktop.records.record import fields_of
from desktop.sheets.sheet import Sheet
from desktop.storage.lists import Reader
from desktop.widgets.filter_bar import FilterBar, Option
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine
from desktop.widgets.record_facts import RecordFacts
from desktop.widgets.record_list import RecordList, RecordListModel
from desktop.widgets.ways import way_button

__all__ = ["PageAct", "PageFilter", "PageSpec", "RegisterPage"]

_FORM_WIDTH: Final = 72  # average characters
_BUTTONS_BESIDE: Final = 2
_TRASH: Final = "trash"

Ids = Sequence[int]
MakeOfIds = Callable[[Reader, Query, Ids], Sheet]


class RegisterPage(QWidget):
    """List and record of one register, as its spec declares them.

    Whoever shows the page tells it of every change (`take`), and lends it the keys of the window:
    F2 `edit`, Del `toggle_trash`, Ctrl+Enter and Ctrl+S `save`, Esc `leave`. The search box
    `filters.box` may be put elsewhere.
    """

    entering = Signal(bool)  # whether a form is open

    def __init__(self, spec: PageSpec, desk: Desk) -> None:
        super().__init__()
        self.spec = spec
        self.kind = spec.kind
        self._desk = desk
        self.acts = (*_usual_acts(spec), *spec.acts)
        self._fields = fields_of(spec.record)
        self._only: Query | None = None
        self.filters = self._make_filters()
        self.list = self._make_list()
        columns = spec.view.columns
        self._as_left = ListAsLeft(desk, spec.kind, self.list, columns, usual=spec.order)
        self.facts = RecordFacts()
        self.buttons = self._make_buttons()
        self.panel = self._make_panel()
        self.form = EntryForm(spec, desk)
        self.notice = Notice(desk.words)
        self.progress = ProgressLine(desk.words)
        self._books = Books(desk, notice=self.notice, progress=self.progress, over=self)
        self._beside = ListAndRecord(
            desk,
            spec.kind,
            left=self.list,
            keyboard=self.list,
            record=self.panel,
            form=self.form,
            letters=_FORM_WIDTH,
        )
        self._answers = AnsweredList(
            desk, self.list, asks=self.query, counted=_counted, notice=self.notice
        )
        self._lay_out()
        self._connect()
        self._show_chosen(None)
        self.refresh()

    # Making the parts

    def _make_filters(self) -> FilterBar:
        words = self._desk.words
        bar = FilterBar(
            placeholder=words(M("Search, with or without marks (Ctrl+F)")),
            label=words(M("Search")),
        )
        for one in self.spec.filters:
            bar.add_choice(one.name, words(one.label), one.options())
        if self.spec.put_back:
            kept = Option(words(M("All that is kept")), None)
            bar.add_choice(
                _TRASH, words(M("Trash")), [kept, Option(words(M("In the trash")), _TRASH)]
            )
        if self.spec.day:
            bar.add_day("from", self._day_field(), words(M("From day")), self.spec.ground)
            bar.add_day("to", self._day_field(), words(M("To day")), self.spec.ground)
        return bar

    def _day_field(self) -> Day:
        field = self._fields[self.spec.day or ""]
        assert isinstance(field, Day)
        return field

    def _make_list(self) -> RecordList:
        words, columns = self._desk.words, self.spec.view.columns
        self._model = RecordListModel(
            self._fields,
            {one.field: one.head or self._fields[one.field].label for one in columns},
            fetch=lambda ids: self._desk.store.reader.records(self.kind, ids),
            ground=self.spec.ground,
            words=words,
            shown=self.spec.shown,
            look=self.spec.look,
        )
        made = RecordList(
            self._model, empty=words(self.spec.empty), show_all=words(M("Show all columns"))
        )
        made.setAccessibleName(words(self.spec.title))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        return made

    def _make_buttons(self) -> dict[str, QPushButton]:
        """What can be done to the record in sight, for whoever knows no keys yet."""
        made = {}
        for act in self.acts:
            made[act.id] = QPushButton(self._desk.words(act.words))
            made[act.id].setToolTip(_said(act.keys))
            made[act.id].setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made[act.id].clicked.connect(partial(self.perform, act.id))
        return made

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.facts, 1)
        grid = QGridLayout()
        grid.setContentsMargins(20, 8, 20, 12)
        grid.setSpacing(8)
        for place, button in enumerate(self.buttons.values()):
            grid.addWidget(button, place // _BUTTONS_BESIDE, place % _BUTTONS_BESIDE)
        if self.buttons:
            column.addLayout(grid)
        return panel

    def _lay_out(self) -> None:
        self.filters.add_end(self._answers.count)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.filters.box, 1)
        top.addWidget(self.filters, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._beside, 1)
        whole.addWidget(self.progress)
        # The notice lies over the end of the list: nothing moves when it comes and goes.
        self.notice.setParent(self)
        self.notice.hide()
        self.notice.shown.connect(self._place_notice)

    def _connect(self) -> None:
        self.filters.changed.connect(self._ask_anew)
        self.filters.left.connect(self.list.setFocus)
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(lambda _: self.edit())
        self._as_left.sorted.connect(self.refresh)
        self.list.customContextMenuRequested.connect(self._offer_acts)
        self.list.installEventFilter(self)
        self._answers.failed.connect(self._books.failed)
        self._beside.entering.connect(self.entering)
        self.form.saved.connect(self._after_save)
        self.form.left.connect(self.show_panel)

    # The list

    def query(self) -> Query:
        """What the box and the filters ask for now, or what was asked for elsewhere."""
        if self._only:
            return replace(self._only, order=self._as_left.order)
        query = replace(self._typed_query(), order=self._as_left.order)
        query = self.spec.narrows(query) if self.spec.narrows else query
        for one in self.spec.filters:
            if (value := self.filters.choice(one.name)) is not None:
                query = _applied(one, query, value)
        for name, test in (("from", Test.AT_LEAST), ("to", Test.AT_MOST)):
            if self.spec.day and (day := self._chosen_day(name)):
                query = query.where(self.spec.day, test, day)
        return replace(query, in_trash=True) if self._in_trash else query

    def _typed_query(self) -> Query:
        typed = self.filters.words()
        return self.spec.reads(typed) if self.spec.reads else Query(self.kind, words=typed)

    def written(self) -> str:
        """What the box asks for, as it is typed."""
        return self.filters.words()

    def _chosen_day(self, name: str) -> Any:
        return self.filters.day(name, self._day_field(), self.spec.ground())

    @property
    def _in_trash(self) -> bool:
        return self.spec.put_back is not None and self.filters.choice(_TRASH) == _TRASH

    def show_only(self, query: Query, said: Message) -> None:
        """Show what a query from elsewhere asks for, until a filter is touched."""
        self.show_panel()
        self.filters.clear()
        self._only = query
        self.refresh()
        text = self._desk.words(M("Only: {said}. Ctrl+L shows all again.", said=said))
        self.notice.show_message(text, "done")

    def _ask_anew(self) -> None:
        self._only = None
        self.refresh()

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
        """Back to the order in which the register is kept."""
        self._as_left.sort_as_usual()

    def take(self, change: Change) -> None:
        """Re-read after a change that touched this register, or what it follows."""
        self._beside.take(change)
        if change.way != "do":
            self.notice.clear()  # the way back that it offers was gone already
        touched = any(change.ids(kind) for kind in (self.kind, *self.spec.follows))
        if touched:
            for one in self.spec.filters:
                self.filters.set_options(one.name, one.options())
            self._show_chosen(self.chosen_id())
            self.refresh()
        else:
            # A filter whose value is no more lets everything through.
            self._answers.ask_if_changed()

    def focus_search(self) -> None:
        self.filters.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.box.selectAll()

    # The record

    def chosen_id(self) -> int | None:
        return self.list.current_id()

    def chosen(self) -> Any:
        """The record under the cursor; None where there is none."""
        record_id = self.chosen_id()
        return None if record_id is None else self._desk.store.reader.record(self.kind, record_id)

    def chosen_records(self) -> list[Any]:
        """The selected records, in the order of the list."""
        return list(self._desk.store.reader.records(self.kind, self.list.chosen_ids()))

    def _show_chosen(self, record_id: int | None) -> None:
        reader = self._desk.store.reader
        record = None if record_id is None else reader.record(self.kind, record_id)
        if record is None:
            self.facts.clear()
        else:
            note = M("In the trash.") if reader.is_trashed(self.kind, record.id) else None
            heading = self._desk.words(self.spec.called(record))
            ways = list(self._ways(record))
            said = {heading, *(label for label, _ in ways)}
            self.facts.show_facts(
                heading,
                (fact for fact in self._facts(record) if said.isdisjoint(fact)),
                note=self._desk.words(note) if note else "",
                ways=ways,
            )
        for act in self.acts:
            self.buttons[act.id].setEnabled(record is not None or not act.needs_record)

    def _ways(self, record: Any) -> Iterator[tuple[str, QWidget]]:
        words = self._desk.words
        for way in self._desk.ways_from(record):
            yield words(way.what), way_button(way, words, self._desk.go)

    def _facts(self, record: Any) -> Iterator[tuple[str, str]]:
        words, view = self._desk.words, self.spec.view
        names = (*view.typed, *view.given) or tuple(one.field for one in view.columns)
        for name in names:
            shown = self._fields[name].show(getattr(record, name), self.spec.ground())
            yield words(self._fields[name].label), shown
        for label, text in self.spec.facts(record) if self.spec.facts else ():
            yield words(label), text

    def show_record(self, record_id: int) -> None:
        """Go to a record, whatever the filters hide."""
        self.show_panel()
        self._answers.wanted = record_id
        if not self.filters.is_clear:
            self.filters.clear()
        else:
            self.refresh()

    def show_panel(self) -> None:
        """Show the record again in place of the form."""
        self._beside.show_record()

    # The form

    @property
    def is_entering(self) -> bool:
        return self._beside.is_entering

    def new(self, draft: Draft | None = None) -> None:
        """Begin a new record, with what is known of it already, or go on with its draft."""
        if self.spec.new and self._may_write():
            self._beside.open_form()
            self.form.begin(draft)

    def edit(self) -> None:
        """Correct the record under the cursor."""
        record = self.chosen() if self.spec.save and self._may_write() else None
        if record and not self._desk.store.reader.is_trashed(self.kind, record.id):
            self._edit(record)

    def _edit(self, record: Any) -> None:
        self._beside.open_form()
        self.form.edit(record)

    def go_on_entering(self, record_id: int | None) -> None:
        """Open the form again that was open before the window was made anew."""
        if record_id is None:
            self.new()
        else:
            self._edit(self._desk.store.reader.record(self.kind, record_id))

    def save(self, *, then_next: bool) -> None:
        """Save what is in the form; nothing happens while none is open."""
        if self.is_entering:
            self.form.save(then_next=then_next)

    def leave(self) -> None:
        """Close the form; its draft stays."""
        if self.is_entering:
            self.form.leave()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        self.form.keep_draft()

    def _may_write(self) -> bool:
        """Nobody is to type what cannot be kept: a second opener is told so at once."""
        if self._desk.store.read_only:
            self.notice.show_message(self._desk.words(M("Open for reading only")), "warning")
        return not self._desk.store.read_only

    def _after_save(self, change: Change | None, then_next: bool) -> None:
        if change:
            ids = change.ids(self.kind)
            # Of a new record and others that changed with it, the new one has the highest id.
            self._answers.wanted = self.form.record_id or max(ids, default=None)
            self.say(M("{act}.", act=change.words))
        else:
            self.notice.show_message(self._desk.words(M("There was nothing to save.")), "done")
        if not then_next:
            self.show_panel()

    # Acts

    def keys_of_list(self) -> tuple[tuple[str, str], ...]:
        """The keys that count in the list, each with the words of its act."""
        return tuple(
            (QKeySequence(act.keys[0]).toString(), self._desk.words(act.words))
            for act in self.acts
            if act.keys
        )

    def perform(self, act_id: str, *_: object) -> None:
        """Do what one of the acts says, where there is something to do it to."""
        act = next(one for one in self.acts if one.id == act_id)
        if act.needs_record and self.chosen_id() is None:
            return
        if not act.writes or self._may_write():
            act.function(self)

    def toggle_trash(self) -> None:
        """Move the selected records to the trash, or out of it; one Ctrl+Z takes it back."""
        act = self.spec.put_back if self._in_trash else self.spec.discard
        records = self.chosen_records()
        if act and records and self._may_write():
            self.do(lambda: act(*records))

    def do(self, act: Callable[[], Change | None]) -> Change | None:
        """Do an act, tell everybody, and say it with the way back; None where nothing changed."""
        try:
            change = act()
        except Problems as problems:
            said = [self._desk.words(one.message) for one in problems.problems]
            self.notice.show_message(" ".join(said), "trouble")
            return None
        except Trouble as trouble:
            self._say_trouble(trouble)
            return None
        if change is None or not change.records:
            return None
        self._desk.tell(change)
        self.say(M("{act}.", act=change.words))
        return change

    def say(self, message: Message) -> None:
        """Say what was done, with the way back."""
        text = self._desk.words(message)
        undo = (self._desk.words(M("Undo")), self._take_back)
        self.notice.show_message(capital(text), "done", undo)

    def _say_trouble(self, trouble: Trouble) -> None:
        self.notice.show_message(self._desk.words(trouble.message), "trouble")

    def _take_back(self) -> None:
        try:
            self._desk.tell(self._desk.store.undo())
        except Trouble as trouble:
            self._say_trouble(trouble)

    def _offer_acts(self, at: QPoint) -> None:
        """The same acts under the right button of the mouse."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act in self.acts:
            text = f"{self._desk.words(act.words)}\t{_said(act.keys)}".rstrip()
            made = menu.addAction(text)
            made.triggered.connect(partial(self.perform, act.id))
            made.setEnabled(self.buttons[act.id].isEnabled())
        words = self._desk.words(M("Copy"))
        copy = menu.addAction(f"{words}\t{_said(('Ctrl+C',))}")
        copy.triggered.connect(self.list.copy_rows)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the acts count in the list, and there before those of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place_notice()
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        act = next((one for one in self.acts if _asks_for(one, event)), None)
        if act is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.perform(act.id)
        return True

    # Workbooks and paper

    def export_list(self) -> None:
        """What is on screen, as an Excel workbook."""
        self._books.ask_path(self._desk.words(self.spec.title), self.export_list_to)

    def export_register(self) -> None:
        """The statutory form of what the filters let through; the list itself has none."""
        if self.spec.sheet:
            self._books.ask_path(self._desk.words(self.spec.title), self.export_register_to)
        else:
            self.export_list()

    def print_register(self) -> None:
        """The same form as it will be on paper; without one, the list."""
        query = self.book_query() if self.spec.sheet else self.query()
        make = self._register_sheet if self.spec.sheet else self._list_sheet()
        store = self._desk.store
        made = Reopened(store, query, lambda reader, ids: make(reader, query, ids))
        self._books.preview_sheet(made)

    def export_list_to(self, path: Path) -> None:
        self._write(path, self._list_sheet(), self.query())

    def export_register_to(self, path: Path) -> None:
        self._write(path, self._register_sheet, self.book_query())

    def _write(self, path: Path, make: MakeOfIds, query: Query) -> None:
        count = len(self._model.ids)
        self._books.write(path, lambda reader: make(reader, query, reader.ids(query)), count)

    def book_query(self) -> Query:
        """What the statutory form is made of."""
        return self.spec.book(self.query()) if self.spec.book else self.query()

    def _register_sheet(self, reader: Reader, query: Query, ids: Ids) -> Sheet:
        assert self.spec.sheet
        return self.spec.sheet(reader, query, ids)

    def _list_sheet(self) -> MakeOfIds:
        """The list as it is on screen now, to be read by a worker."""
        columns, ground, spec = self._as_left.in_digits(), self.spec.ground(), self.spec
        return lambda reader, _, ids: list_sheet(spec, columns, reader, ids, ground=ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def _place_notice(self) -> None:
        self.notice.lie_over(self.list)

    def close_down(self) -> None:
        """Keep the draft and the places, and let go of the file."""
        self.form.close_down()
        self.list.tell_columns()
        self._answers.close()


def _counted(count: int) -> Message:
    return Ms("{count} entry", "{count} entries", count)


def _usual_acts(spec: PageSpec) -> Iterator[PageAct]:
    if spec.save:
        yield PageAct("edit", M("Correct"), ("F2",), RegisterPage.edit)
    if spec.discard:
        yield PageAct("trash", M("To the trash, or back"), ("Del",), RegisterPage.toggle_trash)


def _applied(one: PageFilter, query: Query, value: Any) -> Query:
    return one.apply(query, value) if one.apply else query.where(one.name, Test.IS, value)


def _said(keys: tuple[str, ...]) -> str:
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def _asks_for(act: PageAct, event: QKeyEvent) -> bool:
    pressed = QKeySequence(event.keyCombination())
    return any(QKeySequence(key) == pressed for key in act.keys)
