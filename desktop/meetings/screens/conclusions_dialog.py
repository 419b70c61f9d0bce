"""Conclusions of a meeting on screen: a text pasted from Word, and for each whose task it is."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
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

from desktop.correspondence.following_up.assigning import counted_due_day
from desktop.correspondence.following_up.assignment import Assignment
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Ms
from desktop.meetings.concluding import (
    Concluded,
    approval_of,
    conclude,
    conclusions_of,
    minutes_to_approve,
    proposed_notice,
    read_conclusions,
    task_draft,
)
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.office.calendar import working_days
from desktop.office.screens.draft_keeping import DraftKeeping
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.record import Problem
from desktop.widgets.chooser import Suggestion
from desktop.widgets.editors import LineEditor, PassageEditor
from desktop.widgets.notice import Notice

_SAVE_KEYS: Final = ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")
_WIDTH: Final = 104  # average letters
_HEIGHT: Final = 30  # lines
_OWNER: Final = 30
_LEFT: Final = "conclusions of a meeting"  # the place of the draft
_DUE: Final = 12


class _Row:
    """One conclusion: its text, whose task it is, until when, and what is wrong with that."""

    def __init__(self, grid: QGridLayout, line: int, owner: LineEditor, due: LineEditor) -> None:
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setContentsMargins(0, 4, 8, 0)
        self.owner, self.due = owner, due
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.text, line, 0)
        grid.addWidget(owner, line, 1, top)
        grid.addWidget(due, line, 2, top)
        grid.addWidget(self.problem, line + 1, 1, 1, 2)
        for widget in (self.text, owner, due):
            widget.show()  # at once: the next key is for the row already

    def say(self, problem: str) -> None:
        self.problem.setText(f"✕ {problem}" if problem else "")
        self.problem.setVisible(bool(problem))

    def remove(self) -> None:
        for widget in (self.text, self.owner, self.due, self.problem):
            widget.hide()
            widget.deleteLater()


class ConclusionsDialog(QDialog):
    """Reads pasted conclusions, asks whose task each is, and keeps all of them in one step.

    `done` hears of the change; the dialog closes by itself.
    """

    def __init__(
        self,
        desk: Desk,
        meeting: Meeting,
        *,
        names: MeetingNames,
        parent: QWidget,
        done: Callable[[Change], object],
    ) -> None:
        super().__init__(parent)
        self._desk, self._meeting, self._names, self._tell = desk, meeting, names, done
        self._texts: tuple[str, ...] = ()
        self._rows: list[_Row] = []
        self.pasted = PassageEditor(desk.words(M("Conclusions")))
        self.pasted.setPlaceholderText(
            desk.words(M("Paste the conclusions here: each numbered line becomes one."))
        )
        self.with_notice = QCheckBox(desk.words(M("Register the conclusion &notice too")))
        self._minutes = minutes_to_approve(desk.store.reader, meeting)
        self.with_approval = self._approval_box()
        self.notice = Notice(desk.words)
        self.does = QPushButton(desk.words(M("Save (Ctrl+Enter)")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out()
        self._connect()
        self._show_texts()
        self._drafts = DraftKeeping(desk.store, self._typed, self._say_trouble, self)
        self._drafts.begin(Draft(_LEFT, {}, meeting.id))
        self._go_on()

    # The draft

    def _typed(self) -> Draft:
        beside: dict[str, str] = {}
        for place, row in enumerate(self._rows):
            beside |= {f"owner {place}": row.owner.text(), f"due {place}": row.due.text()}
        texts = {"pasted": self.pasted.text(), **beside}
        return Draft(_LEFT, {name: text for name, text in texts.items() if text}, self._meeting.id)

    def _go_on(self) -> None:
        """With what was typed when the dialog was left."""
        if kept := self._desk.store.kept_draft(_LEFT, self._meeting.id):
            self._show_draft(kept)
            said = self._desk.words(M("This draft was left unfinished."))
            offer = (self._desk.words(M("Discard")), lambda: self._show_draft(Draft(_LEFT)))
            self.notice.show_message(said, "done", offer)

    def _show_draft(self, draft: Draft) -> None:
        self.pasted.set_text(draft.text("pasted"))
        self._show_texts()
        for place, row in enumerate(self._rows):
            row.owner.set_text(draft.text(f"owner {place}"))
            row.due.set_text(draft.text(f"due {place}"))

    def _say_trouble(self, trouble: Trouble) -> None:
        self.notice.show_message(self._desk.words(trouble.message), "trouble")

    def done(self, result: int) -> None:
        """What is kept needs no draft; what is left waits for the next time."""
        if result:
            self._drafts.stop()
            self._drafts.drop(self._meeting.id)
        else:
            self._drafts.end()
        super().done(result)

    def _lay_out(self) -> None:
        words = self._desk.words
        title = words(M("Conclusions: {title}", title=" ".join(self._meeting.title.split())[:80]))
        self.setWindowTitle(title)
        heading = QLabel(title)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        heading.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self._explanation())
        column.addWidget(self.pasted)
        column.addWidget(self._make_list(), 1)
        column.addWidget(self.with_approval)
        column.addWidget(self.with_notice)
        column.addWidget(self.notice)
        column.addLayout(self._foot())
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * _WIDTH, metrics.lineSpacing() * _HEIGHT)
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() - QSize(40, 60)))

    def _approval_box(self) -> QCheckBox:
        """A meeting of a series begins with the minutes of the one before."""
        day = f"{self._minutes.day:%d/%m/%Y}" if self._minutes else ""
        box = QCheckBox(self._desk.words(M("The &minutes of {day} are approved", day=day)))
        if self._minutes is None:
            box.hide()
        return box

    def _explanation(self) -> QLabel:
        """What is kept already, and how a task is made."""
        words = self._desk.words
        kept = len(conclusions_of(self._desk.store.reader, self._meeting))
        said = [words(M("A conclusion with a unit becomes its task; 5n means five working days."))]
        if kept:
            before = Ms(
                "{count} conclusion is kept already; these are added.",
                "{count} conclusions are kept already; these are added.",
                kept,
            )
            said.insert(0, words(before))
        label = QLabel(" ".join(said))
        label.setWordWrap(True)
        return label

    def _make_list(self) -> QScrollArea:
        words = self._desk.words
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        letter = self.fontMetrics().averageCharWidth()
        heads = (M("Conclusion"), M("Lead unit"), M("Handling deadline"))
        for place, head in enumerate(heads):
            self._grid.addWidget(QLabel(words(head)), 0, place)
        self._grid.setColumnMinimumWidth(1, _OWNER * letter)
        self._grid.setColumnMinimumWidth(2, _DUE * letter)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        return area

    def _foot(self) -> QHBoxLayout:
        leave = QPushButton(self._desk.words(M("Close")))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(leave)
        foot.addStretch(1)
        foot.addWidget(self.does)
        return foot

    def _connect(self) -> None:
        self.pasted.edited.connect(self._show_texts)
        self.pasted.finished.connect(self._to_first)
        self.does.setDefault(True)
        self.does.clicked.connect(self.save)
        for key in _SAVE_KEYS:
            QShortcut(QKeySequence(key), self).activated.connect(self.save)

    # Rows

    def _show_texts(self) -> None:
        """A row for each conclusion in the text; what was typed beside one stays at its place."""
        self._texts = read_conclusions(self.pasted.text())
        while len(self._rows) > len(self._texts):
            self._rows.pop().remove()
        while len(self._rows) < len(self._texts):
            self._rows.append(self._new_row())
        for place, (row, text) in enumerate(zip(self._rows, self._texts, strict=True), 1):
            row.text.setText(f"{place}. {text}")
        self._grid.setRowStretch(2 * len(self._texts) + 2, 1)

    def _new_row(self) -> _Row:
        words, place = self._desk.words, len(self._rows)
        owner = LineEditor(words(M("Lead unit of conclusion {number}", number=place + 1)))
        due = LineEditor(words(M("Deadline of conclusion {number}", number=place + 1)))
        owner.complete(self._suggest)
        letter = self.fontMetrics().averageCharWidth()
        owner.setFixedWidth(_OWNER * letter)
        due.setFixedWidth(_DUE * letter)
        line = 2 * place + 1
        self._grid.setRowStretch(line + 1, 0)
        row = _Row(self._grid, line, owner, due)
        owner.finished.connect(lambda: self._focus(due))
        due.finished.connect(lambda: self._next(place))
        owner.edited.connect(lambda: row.say(""))
        due.edited.connect(lambda: row.say(""))
        self._order_keys(row)
        return row

    def _order_keys(self, row: _Row) -> None:
        before = self._rows[-1].due if self._rows else self.pasted
        QWidget.setTabOrder(before, row.owner)
        QWidget.setTabOrder(row.owner, row.due)
        QWidget.setTabOrder(row.due, self.with_approval)

    def _suggest(self, typed: str) -> list[Suggestion]:
        known = self._names.names.directories["bodies"].suggest(typed)
        return [Suggestion(one.name, one.abbreviation) for one in known]

    def _to_first(self) -> None:
        if self._rows:
            self._focus(self._rows[0].owner)

    def _next(self, place: int) -> None:
        """A count of days becomes its day; then the next conclusion, or the end."""
        row = self._rows[place]
        row.due.set_text(self._day(self._texts[place], row))
        if place + 1 < len(self._rows):
            self._focus(self._rows[place + 1].owner)
        else:
            self.does.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus(self, editor: LineEditor) -> None:
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(editor)

    def _day(self, text: str, row: _Row) -> str:
        due = row.due.text()
        draft = task_draft(
            self._meeting, text, unit=row.owner.text(), due=due, ground=self._ground()
        )
        calendar = working_days(self._desk.store.reader)
        return counted_due_day(draft, calendar, self._ground()) or due

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    # Saving

    def save(self) -> None:
        """Keep everything, and close; or say at its row what is wrong."""
        if self.pasted.has_preedit() or any(row.owner.has_preedit() for row in self._rows):
            return
        concluded = [
            self._read(text, row) for text, row in zip(self._texts, self._rows, strict=True)
        ]
        if any(one is None for one in concluded):
            return
        approved = [approval_of(self._minutes)] if self._minutes and self._approves else []
        try:
            self._keep([*approved, *(one for one in concluded if one)])
        except Problems as problems:
            said = "; ".join(self._desk.words(one.message) for one in problems.problems)
            self.notice.show_message(said, "trouble")
        except Trouble as trouble:
            self._say_trouble(trouble)
        else:
            self.accept()

    @property
    def _approves(self) -> bool:
        return self.with_approval.isChecked()

    def _keep(self, concluded: list[Concluded]) -> None:
        names, notice = self._names.names, None
        if self.with_notice.isChecked():
            tasks = [one.task for one in concluded if one.task]
            notice = proposed_notice(self._meeting, tasks, names=names, ground=self._ground())
        change, _ = conclude(self._desk.store, self._meeting, concluded, names=names, notice=notice)
        self._tell(change)

    def _read(self, text: str, row: _Row) -> Concluded | None:
        """The conclusion of a row; None where something is wrong, which is said there."""
        unit, due = row.owner.text().strip(), row.due.text().strip()
        if not unit and not due:
            return Concluded(text)
        try:
            return Concluded(text, self._task(text, row))
        except Problems as problems:
            self._show(problems.problems, row)
            return None

    def _task(self, text: str, row: _Row) -> Assignment:
        row.due.set_text(self._day(text, row))
        draft = task_draft(
            self._meeting, text, unit=row.owner.text(), due=row.due.text(), ground=self._ground()
        )
        task: Assignment = check(Assignment, draft, self._ground())
        return task

    def _show(self, problems: tuple[Problem, ...], row: _Row) -> None:
        row.say(" ".join(self._desk.words(one.message) for one in problems))
        at_due = all(one.field == "due_on" for one in problems)
        self._focus(row.due if at_due else row.owner)
