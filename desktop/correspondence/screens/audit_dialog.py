"""The audit of a series: one key, and each number that is missing or odd has a name."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.audit_sheets import AuditLine, audit_sheet, findings, verdict
from desktop.correspondence.auditing import Audit, audit
from desktop.correspondence.known_names import KnownNames
from desktop.desk import Desk
from desktop.language.words import M
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Code, Ground, Whole
from desktop.records.record import Rule, fields_of
from desktop.records.views import FormSection
from desktop.sheets.sheet import Sheet
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.record_form import RecordForm

_PAUSE_MS: Final = 250
_WIDTH, _LINES = 96, 26  # average letters, lines


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """Which numbers to look through, and how many another system counts."""

    kind: ClassVar = "audit"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    series: Annotated[str, Code(label=M("Series"), directory="audited", required=True)]
    year: Annotated[int, Whole(label=M("Year"), least=1900, required=True)]
    expected: Annotated[int | None, Whole(label=M("Total in the e-office"))] = None


class AuditDialog(QDialog):
    """Asks for series, year and a total to compare with; the answer follows the typing.

    `printing` and `exporting` are handed the audit as a sheet.
    """

    def __init__(
        self,
        desk: Desk,
        names: KnownNames,
        register: str,
        *,
        series: str | None,
        year: int | None,
        printing: Callable[[Sheet], object],
        exporting: Callable[[Sheet], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = names
        self._register = register
        self.found: Audit | None = None
        self._asked: _Asked | None = None
        self.form = RecordForm(
            fields_of(_Asked),
            (FormSection(M("Audit"), (("series", "year"), ("expected",))),),
            words=desk.words,
            ground=self._ground,
            suggests={"series": self._suggest()}.get,
        )
        self.verdict = QLabel()
        self.lines = QScrollArea()
        self._again = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._again.timeout.connect(self.look)
        self._paper = self._button(M("Print…"), printing)
        self._excel = self._button(M("To Excel…"), exporting)
        self._lay_out()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form.edited.connect(lambda _: self._again.start())
        self.form.show_draft(self._first(series, year))
        self.form.focus("expected")
        self.look()

    def _ground(self) -> Ground:
        ground = self._names.ground(self._desk.store.today, self._desk.words.language)
        own = {"audited": self._names.directories[f"{self._register}_series"]}
        return Ground(ground.today, ground.language, {**ground.directories, **own})

    def _suggest(self) -> Suggest:
        def suggest(typed: str) -> list[Suggestion]:
            known = self._names.directories[f"{self._register}_series"].suggest(typed)
            return [Suggestion(one.name, one.aliases[0]) for one in known]

        return suggest

    def _first(self, series: str | None, year: int | None) -> Draft:
        own = self._names.series_of(self._register)
        code = series or (own[0].code if own else "")
        return Draft("audit", {"series": code, "year": str(year or self._desk.store.today.year)})

    def _button(self, label: object, act: Callable[[Sheet], object]) -> QPushButton:
        made = QPushButton(self._desk.words(label))  # type: ignore[arg-type]
        made.setAutoDefault(False)
        made.clicked.connect(lambda: act(self.sheet()))
        return made

    def _lay_out(self) -> None:
        words = self._desk.words
        self.setWindowTitle(words(M("Audit of the numbers")))
        font = self.verdict.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self.verdict.setFont(font)
        self.verdict.setWordWrap(True)
        self.verdict.setContentsMargins(16, 0, 16, 8)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setWidgetResizable(True)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        close = QPushButton(words(M("Close")))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 12)
        foot.addWidget(close)
        foot.addStretch(1)
        foot.addWidget(self._excel)
        foot.addWidget(self._paper)
        metrics = self.fontMetrics()
        self.form.setFixedHeight(metrics.lineSpacing() * 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(self.verdict)
        column.addWidget(self.lines, 1)
        column.addLayout(foot)
        self.resize(metrics.averageCharWidth() * _WIDTH, metrics.lineSpacing() * _LINES)

    # The answer

    def look(self) -> None:
        """Look through the numbers on a worker: a series of a year may have tens of thousands."""
        try:
            asked: _Asked = check(_Asked, self.form.draft("audit"), self._ground())
        except Problems as problems:
            if not self.form.is_composing():
                self.form.show_problems(problems.problems)
            return
        if (
            self.found
            and self._asked
            and (asked.series, asked.year)
            == (
                self.found.series,
                self.found.year,
            )
        ):
            self._asked = asked
            self._show(self.found)
            return
        self._asked = asked
        store, register = self._desk.store, self._register
        answers: list[Audit] = []

        def work() -> Iterator[int]:
            with closing(store.another_reader()) as reader:
                answers.append(audit(reader, register, asked.series, asked.year))
            yield 1

        job = self._desk.tasks.start(work)
        job.finished.connect(lambda: self._show(answers[0]))

    @property
    def is_waiting(self) -> bool:
        return self._again.isActive() or self._desk.tasks.busy

    def _show(self, found: Audit) -> None:
        asked = self._asked
        if asked is None or (found.series, found.year) != (asked.series, asked.year):
            return  # another series was asked for meanwhile
        self.found = found
        self.verdict.setText(self._desk.words(verdict(found, asked.expected)))
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(16, 4, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for place, line in enumerate(findings(found)):
            self._add(grid, place, line)
        grid.setRowStretch(grid.rowCount(), 1)
        self.lines.setWidget(page)

    def _add(self, grid: QGridLayout, place: int, line: AuditLine) -> None:
        words = self._desk.words
        mark = "▲ " if line.is_wrong else ""
        label = QLabel(f"{mark}{words(line.label)}")
        count = QLabel(words.number(line.count))
        numbers = QLabel(line.numbers)
        numbers.setWordWrap(True)
        numbers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if line.is_wrong:
            label.setForegroundRole(QPalette.ColorRole.BrightText)
        elif not line.count:
            for one in (label, count):
                one.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label, place, 0, top)
        grid.addWidget(count, place, 1, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(numbers, place, 2)

    def sheet(self) -> Sheet:
        """What is shown, as a sheet."""
        found = self.found or Audit(self._register, "", self._desk.store.today.year)
        expected = self._asked.expected if self._asked else None
        return audit_sheet(found, self._desk.words, expected)
