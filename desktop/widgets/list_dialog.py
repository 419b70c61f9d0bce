"""A dialog for a list of a few hundred records: find, add, correct, discard, undo."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Trouble
from desktop.language.folding import tokens
from desktop.language.words import M, Message, Ms, Words, capital
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems, check, draft_of
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.records.record import RecordType, fields_of
from desktop.records.views import View
from desktop.widgets.notice import Notice
from desktop.widgets.record_form import RecordForm, Suggests
from desktop.widgets.record_list import RecordList, RecordListModel

_TO_THE_LIST: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_SAVE_KEYS: Final = ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")
# In average letters and in lines, so that the dialog grows with the zoom.
_FORM_LETTERS, _LINES, _LINES_ALONE = 90, 36, 17
_MOST_OF_THE_WIDTH: Final = 0.46  # for the list, where a large zoom leaves too little


@dataclass(frozen=True, kw_only=True)
class SmallList:
    """What a list dialog keeps, and the acts that keep it; each returns what is on disk."""

    title: Message
    record: RecordType
    view: View
    ground: Callable[[], Ground]
    suggests: Suggests
    read: Callable[[], Sequence[Any]]  # every record, in the order of the list
    called: Callable[[Any], Message]  # the words above its form
    save: Callable[[Any], Change]
    discard: Callable[[Any], Change] | None = None
    new: Message | None = None  # None: there is one record and never another, so no list either
    fresh: Callable[[Any | None], Draft] | None = None  # a new draft, beside the record shown


@dataclass(frozen=True)
class Steps:
    """Undo and redo of the file that is open, and who is told of each change."""

    undo: Callable[[], Change | None]
    redo: Callable[[], Change | None]
    tell: Callable[[Change], None]


class ListDialog(QDialog):
    """At the left the list with its search, at the right the form of the record under the cursor.

    What is typed stays with its record until it is saved or the dialog is left; leaving is not
    done behind the person's back. Undo reaches back to the opening of the dialog.
    """

    def __init__(self, kept: SmallList, *, words: Words, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = kept
        self._words = words
        self._steps = steps
        self._records: dict[int, Any] = {}
        self._texts: dict[int, str] = {}
        self._drafts: dict[int | None, Draft] = {}
        self._blank = Draft(kept.view.kind)
        self._shown: int | None = None
        self._own_change: int | None = None
        self._done = self._undone = 0
        self._warned = False
        self.search = _SearchLine(words(M("Search, with or without marks (Ctrl+F)")))
        self.list = self._make_list()
        self.notice = Notice(words)
        self.form = RecordForm(
            fields_of(kept.record),
            kept.view.sections,
            words=words,
            ground=kept.ground,
            suggests=kept.suggests,
        )
        self.heading = QLabel()
        self.count = QLabel()
        self.buttons = self._make_buttons()
        self._lay_out()
        self._connect()
        self._set_keys()
        self._land_on(None)
        if kept.new:
            self.search.setFocus()
        else:
            self.form.focus(self._first_field())

    # Making the parts

    def _make_list(self) -> RecordList:
        fields, columns = fields_of(self._kept.record), self._kept.view.columns
        self._rows = RecordListModel(
            fields,
            {one.field: one.head or fields[one.field].label for one in columns},
            fetch=lambda ids: [self._records[one] for one in ids if one in self._records],
            ground=self._kept.ground,
            words=self._words,
        )
        made = RecordList(
            self._rows,
            empty=self._words(M("Nothing is found here. Ctrl+N adds one.")),
            show_all=self._words(M("Show all columns")),
        )
        made.setAccessibleName(self._words(self._kept.title))
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.horizontalHeader().setSectionsClickable(False)
        made.horizontalHeader().setStretchLastSection(True)
        digit = made.fontMetrics().horizontalAdvance("0")
        made.set_widths([(one.field, (one.width + 2) * digit) for one in columns])
        return made

    def _make_buttons(self) -> dict[str, QPushButton]:
        acts = {
            "new": (M("New (Ctrl+N)"), self.new, self._kept.new is not None),
            "discard": (M("Discard"), self.discard, self._kept.discard is not None),
            "close": (M("Close"), self.reject, True),
            "save": (M("Save (Ctrl+Enter)"), self.save, True),
        }
        made = {}
        for name, (label, act, offered) in acts.items():
            if offered:
                made[name] = QPushButton(self._words(label))
                made[name].setObjectName(name)
                made[name].clicked.connect(act)
        made["save"].setDefault(True)
        return made

    def _lay_out(self) -> None:
        self.setWindowTitle(self._words(self._kept.title))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 12)
        page.setSpacing(10)
        page.addWidget(self._both_sides() if self._kept.new else self._form_side(), 1)
        page.addLayout(self._foot())
        self.resize(self._wanted_size())

    def _both_sides(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._list_side())
        split.addWidget(self._form_side())
        split.setStretchFactor(1, 1)
        whole = self._wanted_size().width()
        width = min(self._list_width(), int(whole * _MOST_OF_THE_WIDTH))
        split.setSizes([width, whole - width])
        return split

    def _list_width(self) -> int:
        bar = self.list.verticalScrollBar().sizeHint().width()
        return self.list.horizontalHeader().length() + bar + 2

    def _list_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(12)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        return side

    def _form_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self.heading.setFont(font)
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self.heading)
        column.addWidget(self.notice)
        column.addWidget(self.form, 1)
        return side

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 16, 0)
        foot.setSpacing(8)
        for name in ("new", "discard", "close", "save"):
            if name == "close":
                foot.addStretch(1)
            if name in self.buttons:
                foot.addWidget(self.buttons[name])
        return foot

    def _wanted_size(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.averageCharWidth() * _FORM_LETTERS
        if self._kept.new is None:
            wanted = QSize(width, metrics.lineSpacing() * _LINES_ALONE)
        else:
            wanted = QSize(width + self._list_width(), metrics.lineSpacing() * _LINES)
        return wanted.boundedTo(self._room())

    def _room(self) -> QSize:
        """As much as the screen gives, less what its own frame takes."""
        return self.screen().availableGeometry().size() - QSize(40, 60)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.left.connect(self.list.setFocus)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self.form.focus(self._first_field()))
        self.form.edited.connect(self._typed)
        self.form.ended.connect(lambda: self.buttons["save"].setFocus())

    def _set_keys(self) -> None:
        """Undo is a field's own as long as it has something to take back."""
        for keys, act in (
            (("Ctrl+F",), self._go_to_search),
            (("Ctrl+N",), self.new),
            (_SAVE_KEYS, self.save),
            (("Ctrl+Z",), self.undo),
            (("Ctrl+Shift+Z", "Ctrl+Y"), self.redo),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.discard)

    # The list

    def take(self, change: Change) -> None:
        """Re-read after a change from elsewhere; the dialog's own are on screen already."""
        if not change.ids(self._kept.view.kind) or change.id == self._own_change:
            return
        self._keep_typed()
        if self._shown is None:
            self._read()
            self._find()
        else:
            self._land_on(self._shown)

    def _land_on(self, record_id: int | None) -> None:
        """Read the list anew and show a record, or where it has gone the one in its place."""
        row = max(0, self.list.currentIndex().row())
        self._read()
        ids = self._found()
        if record_id in self._records and record_id not in ids:
            self._forget_search()
            ids = self._found()
        self._fill(ids)
        wanted = record_id if record_id in ids else _at_or_before(ids, row)
        self._show(wanted)
        self._mark(wanted)

    def _read(self) -> None:
        self._records = {record.id: record for record in self._kept.read()}
        self._texts = {}
        gone = [one for one in self._drafts if one is not None and one not in self._records]
        for record_id in gone:
            del self._drafts[record_id]

    def _found(self) -> list[int]:
        runs = [" ".join(run) for part in self.search.text().split() if (run := tokens(part))]
        if not runs:
            return list(self._records)
        self._texts = self._texts or {one: self._text(rec) for one, rec in self._records.items()}
        return [one for one, text in self._texts.items() if all(f" {run}" in text for run in runs)]

    def _text(self, record: Any) -> str:
        """All that is searched in a record, folded, with a blank before each word."""
        fields, ground = fields_of(self._kept.record), self._kept.ground()
        searched = [(name, field) for name, field in fields.items() if field.in_words]
        shown = [field.show(getattr(record, name), ground) for name, field in searched]
        return f" {' '.join(tokens(' '.join(shown)))}"

    def _fill(self, ids: list[int]) -> None:
        self.list.mark_hits(Query(self._kept.view.kind, words=self.search.text()))
        with QSignalBlocker(self.list):
            self.list.set_ids(array("q", ids))
        self.count.setText(self._words(Ms("{count} entry", "{count} entries", len(ids))))

    def _mark(self, record_id: int | None) -> None:
        """Put the cursor on the record that is shown; on none while it is a new one."""
        with QSignalBlocker(self.list):
            if record_id is None:
                self.list.setCurrentIndex(QModelIndex())
            else:
                self.list.choose(record_id)

    def _find(self) -> None:
        ids = self._found()
        self._fill(ids)
        if self._shown is None or self._shown in ids or not ids:
            self._mark(self._shown if self._shown in ids else None)
        else:
            self._go_to(ids[0])

    def _forget_search(self) -> None:
        with QSignalBlocker(self.search):
            self.search.clear()

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # The record

    def _choose(self, record_id: int | None) -> None:
        if record_id is not None and record_id != self._shown:
            self.notice.clear()
            self._go_to(record_id)

    def _go_to(self, record_id: int | None) -> None:
        self._keep_typed()
        self._show(record_id)
        self._mark(record_id)

    def _show(self, record_id: int | None) -> None:
        """Put a record into the form, with what was typed for it before and not saved."""
        self._shown = record_id
        record = self._records.get(record_id) if record_id is not None else None
        self.form.show_draft(self._drafts.get(record_id) or self._saved_draft())
        said = self._kept.called(record) if record else self._kept.new
        self.heading.setText(self._words(said or self._kept.title))
        if "discard" in self.buttons:
            self.buttons["discard"].setEnabled(record is not None)

    def _saved_draft(self) -> Draft:
        if self._shown is None:
            return self._blank
        return draft_of(self._records[self._shown], self._kept.ground())

    def draft(self) -> Draft:
        """What stands in the form."""
        return self.form.draft(self._kept.view.kind, self._shown)

    def _keep_typed(self) -> None:
        draft = self.draft()
        if draft == self._saved_draft():
            self._drafts.pop(self._shown, None)
        else:
            self._drafts[self._shown] = draft

    def _typed(self) -> None:
        self._warned = False

    def _first_field(self) -> str:
        return self._kept.view.typed[0]

    def new(self) -> None:
        """A new record, or the one that was begun and not saved."""
        if self._kept.new is None:
            return
        if self._shown is not None:
            beside = self._records[self._shown]
            self._blank = self._kept.fresh(beside) if self._kept.fresh else self._blank
        self.notice.clear()
        self._go_to(None)
        empty = [name for name in self._kept.view.typed if not self.form.text(name)]
        self.form.focus(next(iter(empty), self._first_field()))

    # Acts

    def save(self) -> None:
        """Add or correct; what is wrong is said at its field, and nothing is written."""
        if self.form.is_composing():
            return
        self.notice.clear()
        self._act(self._save)

    def _save(self) -> Change | None:
        record = check(self._kept.record, self.draft(), self._kept.ground())
        if self._shown is not None and record == self._records[self._shown]:
            self._drafts.pop(self._shown, None)
            self._show(self._shown)
            self.notice.show_message(self._words(M("There was nothing to save.")), "done")
            return None
        return self._kept.save(record)

    def discard(self) -> None:
        """Take the record away that is shown; Ctrl+Z brings it back."""
        discard = self._kept.discard
        if discard and self._shown is not None:
            record = self._records[self._shown]
            self.notice.clear()
            self._act(lambda: discard(record))

    def _act(self, act: Callable[[], Change | None]) -> None:
        try:
            change = act()
        except Problems as problems:
            self.form.show_problems(problems.problems)
            return
        except Trouble as trouble:
            self.notice.show_message(self._words(trouble.message), "trouble")
            return
        if change:
            self._drafts.pop(self._shown, None)
            self._done, self._undone = self._done + 1, 0
            self._after(change)
            self._say(M("{act}.", act=change.words), (M("Undo (Ctrl+Z)"), self.undo))

    def _after(self, change: Change) -> None:
        """Show the record that was changed, tell everybody, and be ready for the next key."""
        self._warned = False
        self._own_change = change.id
        changed = change.ids(self._kept.view.kind)
        self._land_on(self._shown if self._shown in changed else changed[0])
        self._steps.tell(change)
        if self._kept.new:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, message: Message, offer: tuple[Message, Callable[[], None]]) -> None:
        text, (label, act) = self._words(message), offer
        self.notice.show_message(capital(text), "done", (self._words(label), act))

    def undo(self) -> None:
        """Take back the last change that was made in this dialog."""
        if self._done and (change := self._step(self._steps.undo)):
            self._done, self._undone = self._done - 1, self._undone + 1
            self._say(M("Undone: {act}.", act=change.words), (M("Redo (Ctrl+Y)"), self.redo))

    def redo(self) -> None:
        """Do again what was taken back here."""
        if self._undone and (change := self._step(self._steps.redo)):
            self._done, self._undone = self._done + 1, self._undone - 1
            self._say(M("Done again: {act}.", act=change.words), (M("Undo (Ctrl+Z)"), self.undo))

    def _step(self, step: Callable[[], Change | None]) -> Change | None:
        try:
            change = step()
        except Trouble as trouble:
            self.notice.show_message(self._words(trouble.message), "trouble")
            return None
        if change:
            self._keep_typed()
            self._after(change)
        return change

    # Leaving

    def reject(self) -> None:
        """Close; what is typed and not saved is shown first."""
        self._keep_typed()
        if self._drafts and not self._warned:
            self._warn()
        else:
            self._leave()

    def _warn(self) -> None:
        self._warned = True
        if self._shown not in self._drafts:
            self._forget_search()
            self._fill(self._found())
            self._go_to(next(iter(self._drafts)))
        text = M("This is not saved yet. Ctrl+Enter saves it, Esc once more leaves it unsaved.")
        leave = (self._words(M("Leave unsaved")), self._leave)
        self.notice.show_message(self._words(text), "warning", leave)

    def _leave(self) -> None:
        super().reject()


class _SearchLine(QLineEdit):
    """Enter and Down go to the list; Escape clears the words, and without words leaves."""

    left = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setPlaceholderText(label)
        self.setAccessibleName(label)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in _TO_THE_LIST:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _at_or_before(ids: list[int], row: int) -> int | None:
    return ids[min(row, len(ids) - 1)] if ids else None
