"""Changing one field of the selected documents, with what would become of each before it is."""

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.bulk_editing import (
    EDITABLE,
    WAYS,
    BulkEdit,
    Changed,
    Outcome,
    Refused,
    Unchanged,
    Way,
    edit_many,
    preview,
    ways_of,
)
from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.referring import reference
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Ms
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.fields import Field, Ground, Name
from desktop.records.record import fields_of
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.editors import editor_for
from desktop.widgets.notice import Notice, announce
from desktop.widgets.plain_table import PlainRows, PlainTable
from desktop.widgets.record_form import AnyEditor
from desktop.widgets.slices import Slices

_LETTERS, _LINES = 130, 30
_COLUMN_LETTERS: Final = (16, 30, 18, 40)
_SEEN_AFTER_MS: Final = 150  # a preview follows typing, not each letter
_SAVE_KEYS: Final = ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")

_Steps = Generator[Outcome, None, Any]


def _noting(steps: _Steps, outcomes: list[Outcome]) -> Generator[None, None, object]:
    """Go through an edit, and take note of each outcome; returns what the edit returns."""
    with closing(steps):
        while True:
            try:
                outcomes.append(next(steps))
            except StopIteration as end:
                return end.value
            yield


class BulkEditDialog(QDialog):
    """Field, what is done to it, value; below, each document before and after."""

    edited = Signal(object)  # the change that is on disk

    def __init__(
        self, desk: Desk, names: KnownNames, kind: str, ids: Sequence[int], *, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._names = names
        self._kind = kind
        self._ids = list(ids)
        self._fields = fields_of(DOCUMENTS[kind])
        self._slices: Slices | None = None
        self._previewed: BulkEdit | None = None
        self._outcomes: list[Outcome] = []
        self._then_to_the_button = False
        self._writes = False
        self._pause = QTimer(self, singleShot=True, interval=_SEEN_AFTER_MS)
        self.notice = Notice(desk.words)
        self.field = QComboBox()
        self.way = QComboBox()
        self.value: AnyEditor
        self.rows = self._make_rows()
        self.totals = QLabel()
        self._bar = QProgressBar()
        self.buttons = self._make_buttons()
        self._form = QGridLayout()
        self._value_label = QLabel(desk.words(M("Value")))
        self._lay_out()
        self._fill()
        self._connect()
        self.field.setFocus()

    # Making the parts

    def _make_rows(self) -> PlainTable:
        words = self._desk.words
        heads = (M("Document"), M("Abstract"), M("Before"), M("After"))
        rows = PlainRows([words(head) for head in heads], self._said)
        return PlainTable(rows, name=words(M("Preview")), letters=_COLUMN_LETTERS)

    def _make_buttons(self) -> dict[str, QPushButton]:
        made = {}
        for name, label, act in (
            ("close", M("Close"), self.reject),
            ("change", M("Change (Ctrl+Enter)"), self.change),
        ):
            made[name] = QPushButton(self._desk.words(label))
            made[name].setAutoDefault(False)
            made[name].clicked.connect(act)
        made["change"].setDefault(True)
        return made

    def _lay_out(self) -> None:
        words = self._desk.words
        count = len(self._ids)
        heading = Ms("Change {count} document", "Change {count} documents together", count)
        self.setWindowTitle(words(heading))
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 14, 16, 14)
        page.setSpacing(10)
        self._form.setHorizontalSpacing(10)
        self._form.setColumnStretch(1, 1)
        self._form.setColumnStretch(3, 1)
        for place, (label, widget) in enumerate(
            ((M("Field"), self.field), (M("What is done"), self.way))
        ):
            said = QLabel(words(label))
            said.setBuddy(widget)
            widget.setAccessibleName(words(label))
            self._form.addWidget(said, 0, 2 * place)
            self._form.addWidget(widget, 0, 2 * place + 1)
        self._form.addWidget(self._value_label, 1, 0)
        font = self.totals.font()
        font.setBold(True)
        self.totals.setFont(font)
        self.totals.setWordWrap(True)
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.buttons["close"])
        foot.addWidget(self.buttons["change"])
        page.addWidget(self.notice)
        page.addLayout(self._form)
        page.addWidget(self.totals)
        page.addWidget(self.rows, 1)
        page.addWidget(self._bar)
        page.addLayout(foot)
        self._bar.hide()
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * _LETTERS, metrics.lineSpacing() * _LINES)
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() - QSize(40, 60)))

    def _fill(self) -> None:
        for name in EDITABLE[self._kind]:
            self.field.addItem(self._desk.words(self._fields[name].label), name)
        self._offer_ways()

    def _connect(self) -> None:
        self.field.currentIndexChanged.connect(self._offer_ways)
        self.way.currentIndexChanged.connect(self._show_editor)
        self._pause.timeout.connect(self._preview)
        for key in _SAVE_KEYS:
            QShortcut(QKeySequence(key), self).activated.connect(self.change)

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    # What is to be done

    @property
    def edit(self) -> BulkEdit:
        """The edit as it stands in the boxes."""
        typed = "" if self.way.currentData() is Way.CLEAR else self.value.text()
        return BulkEdit(str(self.field.currentData()), self.way.currentData(), typed)

    @property
    def is_busy(self) -> bool:
        """Whether a preview or the change itself is under way, or about to be."""
        return self._slices is not None or self._pause.isActive()

    def choose(self, field: str, way: Way, typed: str = "") -> None:
        """Fill the boxes as a person does."""
        self.field.setCurrentIndex(self.field.findData(field))
        self.way.setCurrentIndex(self.way.findData(way))
        self.value.set_text(typed)
        self._typed()

    def _offer_ways(self) -> None:
        field = self._fields[str(self.field.currentData())]
        self.way.blockSignals(True)
        self.way.clear()
        for way in ways_of(field):
            self.way.addItem(self._desk.words(WAYS[way]), way)
        self.way.blockSignals(False)
        self._make_editor(field)
        self._show_editor()

    def _make_editor(self, field: Field) -> None:
        if item := self._form.itemAtPosition(1, 1):
            old = item.widget()
            assert old is not None
            self._form.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.value = editor_for(
            field,
            label=self._desk.words(field.label),
            ground=self._ground,
            suggest=self._suggest(field),
        )
        if field.editor == "day" and self.field.currentData() == "due_on":
            self.value.setToolTip(self._desk.words(M("5d stands for five working days")))
        self._value_label.setBuddy(self.value)
        self._form.addWidget(self.value, 1, 1, 1, 3)
        self.value.edited.connect(self._typed)
        self.value.finished.connect(self._go_to_the_button)
        self.setTabOrder(self.way, self.value)
        self.setTabOrder(self.value, self.rows)

    def _suggest(self, field: Field) -> Suggest | None:
        if not isinstance(field, Name):
            return None

        def suggest(typed: str) -> list[Suggestion]:
            known = self._names.directories[field.directory].suggest(typed)
            return [Suggestion(one.name, one.abbreviation) for one in known]

        return suggest

    def _show_editor(self) -> None:
        self.value.setEnabled(self.way.currentData() is not Way.CLEAR)
        self._typed()

    # Preview

    def _typed(self) -> None:
        self._stop()
        self._previewed = None
        self._then_to_the_button = False
        self._show_buttons()
        self._pause.start()

    def _go_to_the_button(self) -> None:
        """Enter in the value: on to the button, as soon as it may be pressed."""
        self._then_to_the_button = True
        if not self.is_busy:
            self._land()

    def _land(self) -> None:
        if self._then_to_the_button and self.buttons["change"].isEnabled():
            self.buttons["change"].setFocus()
        self._then_to_the_button = False

    def _preview(self) -> None:
        edit = self.edit
        if edit.way is not Way.CLEAR and not edit.typed.strip():
            self._show([], self._desk.words(M("Say what the field is to hold.")))
            return
        self._outcomes = []
        reader = self._desk.store.reader
        steps = preview(reader, self._kind, self._ids, edit, ground=self._ground())
        self._slices = self._go_through(steps)
        self._slices.finished.connect(lambda _: self._previewed_all(edit))

    def _go_through(self, steps: _Steps) -> Slices:
        """Take note of what becomes of each document, a slice at a time."""
        self._bar.setRange(0, len(self._ids))
        self._bar.setValue(0)
        slices = Slices(_noting(steps, self._outcomes), self)
        slices.progressed.connect(self._bar.setValue)
        slices.progressed.connect(self._bar.show)
        slices.failed.connect(self._failed)
        return slices

    def _previewed_all(self, edit: BulkEdit) -> None:
        self._end()
        self._previewed = edit
        refused = [one for one in self._outcomes if isinstance(one, Refused)]
        changed = [one for one in self._outcomes if isinstance(one, Changed)]
        same = len(self._outcomes) - len(refused) - len(changed)
        parts = [Ms("{count} document changes", "{count} documents change", len(changed))]
        if same:
            parts.append(Ms("{count} is so already", "{count} are so already", same))
        if refused:
            parts.append(
                Ms(
                    "{count} would break a rule and stays as it is",
                    "{count} would break a rule and stay as they are",
                    len(refused),
                )
            )
        self._show([*refused, *changed], " · ".join(map(self._desk.words, parts)))

    def _show(self, outcomes: Sequence[Outcome], text: str) -> None:
        self.rows.rows.set_rows(outcomes)
        self.totals.setText(text)
        announce(self, text)
        self._show_buttons()
        self._land()

    def _said(self, outcome: Outcome) -> tuple[str, ...]:
        words = self._desk.words
        document = outcome.before if isinstance(outcome, Changed) else outcome.document
        field = self._fields[self._shown_field]
        before = field.show(getattr(document, self._shown_field), self._ground())
        match outcome:
            case Changed(after=changed):
                after = field.show(getattr(changed, self._shown_field), self._ground())
            case Refused(problems=problems):
                after = " ".join(words(problem.message) for problem in problems)
                after = words(M("Stays: {reason}", reason=after))
            case Unchanged():
                after = before
        return _called(document), document.subject, before, after

    @property
    def _shown_field(self) -> str:
        return (self._previewed or self.edit).field

    def _show_buttons(self) -> None:
        count = sum(isinstance(one, Changed) for one in self._outcomes)
        ready = self._previewed is not None and not self._writes and count > 0
        label = Ms(
            "Change {count} document (Ctrl+Enter)", "Change {count} documents (Ctrl+Enter)", count
        )
        if not ready:
            label = M("Change (Ctrl+Enter)")
        self.buttons["change"].setText(self._desk.words(label))
        self.buttons["change"].setEnabled(ready)

    # The change

    def change(self) -> None:
        """Do to all documents what was previewed, as one act."""
        if self._previewed is None or not self.buttons["change"].isEnabled():
            return
        self._writes = True
        self._outcomes = []
        for widget in (self.field, self.way, self.value):
            widget.setEnabled(False)
        steps = edit_many(
            self._desk.store,
            self._kind,
            self._ids,
            self._previewed,
            names=self._names,
            ground=self._ground(),
        )
        self._slices = self._go_through(steps)
        self._slices.finished.connect(self._changed)
        self._show_buttons()

    def _changed(self, change: Change) -> None:
        self._end()
        self._desk.tell(change)
        self.edited.emit(change)
        self.accept()

    def _end(self) -> None:
        self._slices = None
        self._bar.hide()

    def _stop(self) -> None:
        """Stop what runs; a change under way is taken back."""
        self._pause.stop()
        if self._slices:
            self._slices.cancel()
        self._end()

    def _failed(self, error: Exception) -> None:
        """Say what the text or the world does not allow; anything else is a bug."""
        self._end()
        self._let_edit()
        match error:
            case Problems(problems=problems):
                said = " ".join(self._desk.words(problem.message) for problem in problems)
                self._outcomes = []
                self._show([], said)
            case Trouble(message=message):
                self.notice.show_message(self._desk.words(message), "trouble")
            case _:
                raise error

    def _let_edit(self) -> None:
        self._writes = False
        self.field.setEnabled(True)
        self.way.setEnabled(True)
        self.value.setEnabled(self.way.currentData() is not Way.CLEAR)
        self._show_buttons()

    def reject(self) -> None:
        """Esc stops a change and takes it back, and stays; else it closes the dialog."""
        if self._writes:
            self._stop()
            self._let_edit()
            self._typed()
            message = M("Stopped: no document was changed.")
            self.notice.show_message(self._desk.words(message), "warning")
        else:
            super().reject()

    def done(self, result: int) -> None:
        """However it is closed: nothing stays half done."""
        self._stop()
        super().done(result)


def _called(document: Document) -> str:
    """As its register calls it: number, series and year, or the symbol that it was given."""
    symbol = document.symbol if document.kind == "outgoing" else None
    return symbol or reference(document)
