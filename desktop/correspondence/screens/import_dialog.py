"""Importing a register in the window: a file or pasted rows, what would become of them, Enter.

Trial and import are the same act (importing.bring_in), once taken back and once kept. Both run
in slices in the window's thread, on its one connection; while they run the dialog keeps
everything else that writes out of the file, being modal.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.import_report import ImportReport, Reason, faulty_sheet
from desktop.correspondence.importing import bring_in
from desktop.correspondence.known_names import DOCUMENTS, KnownNames
from desktop.correspondence.pasting import known_columns, pasted_table
from desktop.correspondence.screens.books import Books
from desktop.correspondence.screens.import_columns import ColumnChoice
from desktop.correspondence.screens.import_files import FileChoice
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.intake.mapping import drafts
from desktop.intake.reading import read_table
from desktop.intake.tables import Table
from desktop.language.words import M, Message
from desktop.records.law import catalogue
from desktop.widgets.notice import Notice, announce
from desktop.widgets.plain_table import PlainRows, PlainTable
from desktop.widgets.progress import ProgressLine
from desktop.widgets.slices import Slices

# In average letters and in lines, so that the dialog grows with the zoom.
_LETTERS, _LINES = 150, 34
_REASON_LETTERS: Final = (6, 18, 40)


class ImportDialog(QDialog):
    """Choose a file, see what would be entered and what not, then enter it as one act."""

    imported = Signal(object)  # the words for what was done

    def __init__(self, desk: Desk, names: KnownNames, kind: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._names = names
        self._path: Path | None = None
        self._read: list[Table] = []
        self._table: Table | None = None
        self._slices: Slices | None = None
        self._is_trial = True
        self._change_to_come = 0
        self._is_reading = False
        self._report = ImportReport(kind)
        self._is_done = False
        self.notice = Notice(desk.words)
        self.files = FileChoice(desk)
        self.columns = ColumnChoice(desk.words)
        self.register = self._make_register(kind)
        self.left_out = self._make_left_out()
        self.totals = QLabel()
        self._source = QLabel()
        self._bar = QProgressBar()
        self._pages = QStackedWidget()
        self.buttons = self._make_buttons()
        self._writing = ProgressLine(desk.words)
        self._books = Books(desk, notice=self.notice, progress=self._writing, over=self)
        self._lay_out()
        self._connect()
        self._show_buttons()

    # Making the parts

    def _make_register(self, kind: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._desk.words(M("Register")))
        for name in DOCUMENTS:
            entry = catalogue("registers").of(name)
            made.addItem(entry.name(self._desk.words.language) if entry else name, name)
        made.setCurrentIndex(made.findData(kind))
        return made

    def _make_left_out(self) -> PlainTable:
        words = self._desk.words
        heads = [words(head) for head in (M("Line"), M("Field"), M("Why it is left out"))]

        def said(reason: Reason) -> tuple[str, ...]:
            at = words(reason.field) if reason.field else words(M("Twin"))
            return str(reason.line), at, words(reason.said)

        name = words(M("Rows left out"))
        return PlainTable(PlainRows(heads, said), name=name, letters=_REASON_LETTERS)

    def _make_buttons(self) -> dict[str, QPushButton]:
        acts = {
            "other": (M("Another file… (Ctrl+O)"), self.files.ask),
            "faulty": (M("Save the faulty rows… (Ctrl+S)"), self.save_faulty),
            "close": (M("Close"), self.reject),
            "next": (M("Read (Enter)"), self.go_on),
        }
        made = {}
        for name, (label, act) in acts.items():
            made[name] = QPushButton(self._desk.words(label))
            made[name].setObjectName(name)
            made[name].setAutoDefault(False)
            made[name].clicked.connect(act)
        made["next"].setDefault(True)
        return made

    def _lay_out(self) -> None:
        self.setWindowTitle(self._desk.words(M("Import a register")))
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 14, 16, 14)
        page.setSpacing(10)
        self._pages.addWidget(self.files)
        self._pages.addWidget(self._preview_page())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for name in ("other", "faulty", "close", "next"):
            if name == "close":
                foot.addStretch(1)
            foot.addWidget(self.buttons[name])
        page.addWidget(self.notice)
        page.addWidget(self._pages, 1)
        page.addWidget(self._bar)
        page.addWidget(self._writing)
        page.addLayout(foot)
        self._bar.hide()
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * _LETTERS, metrics.lineSpacing() * _LINES)
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() - QSize(40, 60)))

    def _preview_page(self) -> QWidget:
        words = self._desk.words
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (self._source, self.totals):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self._source.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        font = self.totals.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.totals.setFont(font)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        into = _titled(words(M("Into the register")), self.register)
        into.addWidget(_title(words(M("Columns of the file, and their fields"))))
        into.addWidget(self.columns, 1)
        split.addWidget(_holding(into))
        split.addWidget(_holding(_titled(words(M("Rows left out")), self.left_out)))
        split.setStretchFactor(1, 1)
        column.addWidget(split, 1)
        return made

    def _connect(self) -> None:
        self.files.chosen.connect(self.open_file)
        self.columns.changed.connect(self._try)
        self.register.currentIndexChanged.connect(self._change_register)
        for key, act in (("Ctrl+O", self.files.ask), ("Ctrl+S", self.save_faulty)):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # The source

    @property
    def kind(self) -> str:
        """The register that the rows go into."""
        return str(self.register.currentData())

    def look_for_files(self) -> None:
        """Open with the newest files, the first of which is under the cursor."""
        self.open()
        self.files.list.setFocus()
        self.files.look()

    def paste(self, text: str, columns: Sequence[str]) -> None:
        """Open with a copied block; raises Trouble where nothing was copied.

        `columns` are the fields of the list in sight, for a block without heads.
        """
        table, found = pasted_table(text, self.kind, columns, words=self._desk.words)
        self.open()
        self._show_table(table, found)

    def open_file(self, path: Path) -> None:
        """Read a file on the worker, then show what would become of its rows."""
        if self._is_reading or self._is_done or (self.is_busy and not self._is_trial):
            return
        self._stop()
        self._path = path
        self._is_reading = True
        self.notice.clear()
        self._wait(M("Reading {file}", file=path.name), 0)
        job = self._desk.tasks.start(self._reading)
        job.finished.connect(self._show_read)
        job.failed.connect(self._failed)

    def _reading(self) -> Iterator[int]:
        assert self._path is not None
        self._read = [read_table(self._path)]
        yield len(self._read[0].rows)

    def _show_read(self) -> None:
        self._is_reading = False
        if self._read:
            (table,), self._read = self._read, []
            kept = self._desk.settings.import_columns.get(_source_of(table, self.kind), {})
            self._show_table(table, known_columns(table, self.kind, kept))

    def _show_table(self, table: Table, columns: dict[str, int]) -> None:
        self._table = table
        self._pages.setCurrentIndex(1)
        self.columns.show_table(table, self.kind, columns)
        self._source.setText(table.source)
        self._try()

    def _change_register(self) -> None:
        if self._table:
            kept = self._desk.settings.import_columns.get(_source_of(self._table, self.kind), {})
            columns = known_columns(self._table, self.kind, kept)
            self.columns.show_table(self._table, self.kind, columns)
            self._try()

    # Trial and import

    def go_on(self) -> None:
        """What Enter does: read the file, then enter the rows, then close."""
        if self._is_done:
            self.accept()
        elif self._pages.currentIndex() == 0:
            self.files.take()
        elif self._may_import:
            self._run(trial=False)

    @property
    def _may_import(self) -> bool:
        return self._slices is None and self._report.entered > 0 and not self._is_done

    @property
    def is_busy(self) -> bool:
        """Whether a trial or an import is under way, and the file in its transaction."""
        return self._slices is not None

    def _try(self) -> None:
        """Find out what would become of each row, and take it all back."""
        self._stop()
        if self.columns.columns():
            self._run(trial=True)
        else:
            self._show_report(ImportReport(self.kind))
            none = M("No column has a field yet: choose what each column holds.")
            self.totals.setText(self._desk.words(none))

    def _run(self, *, trial: bool) -> None:
        assert self._table is not None
        store, kind = self._desk.store, self.kind
        self.notice.clear()
        self._is_trial = trial
        self._report = ImportReport(kind)
        self._change_to_come = store.next_change
        outcomes = bring_in(
            store,
            drafts(self._table, self.columns.columns(), kind),
            names=self._names,
            ground=self._names.ground(store.today, self._desk.words.language),
            dry_run=trial,
        )
        said = M("Checking the rows") if trial else M("Entering the rows")
        self._wait(said, len(self._table.rows))
        self.register.setEnabled(trial)
        self.columns.setEnabled(trial)
        self._slices = Slices(self._report.following(outcomes), self)
        self._slices.progressed.connect(self._bar.setValue)
        self._slices.finished.connect(self._ended)
        self._slices.failed.connect(self._failed)
        self._take_focus("close")
        self._show_buttons()

    def _ended(self) -> None:
        self._slices = None
        self._bar.hide()
        self._show_report(self._report)
        if not self._is_trial:
            self._take_in()

    def _show_report(self, report: ImportReport) -> None:
        self._report = report
        text = self._desk.words(report.totals(trial=self._is_trial))
        self.totals.setText(text)
        self.left_out.rows.set_rows(report.reasons())
        announce(self, text)
        self._show_buttons()
        self._take_focus("next")

    def _take_in(self) -> None:
        """All is on disk: tell everybody, and stay only for rows that still need somebody."""
        self._is_done = True
        self._remember()
        store = self._desk.store
        if store.next_change > self._change_to_come:
            self._desk.tell(store.change(self._change_to_come))
        self.imported.emit(self._report.totals(trial=False))
        if self._report.faulty:
            self._show_buttons()
            self._take_focus("next")
        else:
            self.accept()

    def _remember(self) -> None:
        if self._path and self._table:
            source = _source_of(self._table, self.kind)
            settings = self._desk.settings
            folder, columns = str(self._path.parent), self.columns.columns()
            self._desk.remember(settings.with_import(folder, source, columns))

    def _wait(self, said: Message, most: int) -> None:
        text = self._desk.words(said)
        self._bar.setFormat(f"{text}   %p %" if most else text)
        self._bar.setRange(0, most)
        self._bar.setValue(0)
        self._bar.show()

    def _stop(self) -> None:
        """Stop what runs and take it back; the file is as it was before."""
        if self._slices:
            self._slices.cancel()
            self._slices = None
        self._bar.hide()

    def _failed(self, error: Exception) -> None:
        """Say what the world does not allow; anything else is a bug, and goes on as one."""
        self._slices = None
        self._is_reading = False
        self._bar.hide()
        self._report = ImportReport(self.kind)
        self._show_buttons()
        if not isinstance(error, Trouble):
            raise error
        self.notice.show_message(self._desk.words(error.message), "trouble")

    # Faulty rows, and the end

    def save_faulty(self) -> None:
        """Ask where to write the faulty rows, each with what is wrong."""
        if self._report.faulty and not self.is_busy:
            stem = self._path.stem if self._path else self._desk.words(M("Copied rows"))
            name = self._desk.words(M("{file} - faulty rows", file=stem))
            self._books.ask_path(name, self.save_faulty_to)

    def save_faulty_to(self, path: Path) -> None:
        """Write the faulty rows as a workbook, on the worker."""
        table, report = self._table, self._report
        assert table is not None
        sheet = faulty_sheet(table, report.faulty, kind=report.kind, words=self._desk.words)
        self._books.write(path, lambda _: sheet, sheet.count)

    def _take_focus(self, button: str) -> None:
        """To a button that can be pressed now, unless the person is among the columns."""
        at = self.focusWidget()
        if at is None or at not in (self.register, self.left_out, *self.columns.choices):
            self.buttons[button].setFocus()

    def _show_buttons(self) -> None:
        words, count = self._desk.words, self._report.entered
        previewing = self._pages.currentIndex() == 1
        label = words(M("Read (Enter)"))
        if self._is_done:
            label = words(M("Close (Enter)"))
        elif previewing:
            label = words(M("Enter {count} rows (Enter)", count=count))
        self.buttons["next"].setText(label)
        self.buttons["next"].setEnabled(not previewing or self._is_done or self._may_import)
        self.buttons["other"].setEnabled(not self.is_busy and not self._is_done)
        self.buttons["faulty"].setVisible(previewing)
        self.buttons["faulty"].setEnabled(bool(self._report.faulty) and not self.is_busy)
        self.buttons["close"].setText(words(M("Cancel") if self.is_busy else M("Close")))
        self.buttons["close"].setVisible(not self._is_done)

    def reject(self) -> None:
        """Esc stops an import and takes it back, and stays; else it closes the dialog."""
        if self.is_busy and not self._is_trial:
            self._stop()
            self.register.setEnabled(True)
            self.columns.setEnabled(True)
            message = M("Stopped: no row was entered.")
            self.notice.show_message(self._desk.words(message), "warning")
            self._show_buttons()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """However it is closed: nothing stays half done."""
        self._stop()
        super().done(result)


def _source_of(table: Table, kind: str) -> str:
    """What tables of one origin have in common: their headings in their order."""
    return f"{kind}: {' | '.join(table.headings)}"


def _title(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _titled(text: str, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    title = _title(text)
    title.setBuddy(widget)
    column.addWidget(title)
    column.addWidget(widget)
    return column


def _holding(layout: QVBoxLayout) -> QWidget:
    side = QWidget()
    side.setLayout(layout)
    return side
