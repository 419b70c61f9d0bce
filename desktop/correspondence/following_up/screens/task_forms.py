"""The dialogs of following up: giving a task, settling, noting progress, urging."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.correspondence.following_up.assigning import (
    assign,
    assignment_from,
    assignment_title,
    correct_assignment,
    counted_due_day,
)
from desktop.correspondence.following_up.assignment import Assignment, GivenTask
from desktop.correspondence.following_up.matter import Matter, matter_title
from desktop.correspondence.following_up.settling import (
    ProgressNote,
    Settlement,
    noting_progress,
    settling,
)
from desktop.correspondence.following_up.urging import Reminder, urge
from desktop.correspondence.following_up.views import ASSIGNMENT_ROWS, GIVEN_ROWS
from desktop.correspondence.known_names import KnownNames
from desktop.desk import Desk
from desktop.language.words import M, Message, Ms
from desktop.office.calendar import working_days
from desktop.office.directories import NameDirectory
from desktop.records.changes import Change
from desktop.records.drafts import Draft, draft_of
from desktop.records.fields import Ground, Name
from desktop.records.record import RecordType, fields_of
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.long_act import LongAct

Done = Callable[[Change], object]


class TaskForms:
    """Opens the dialogs over a list; `done` hears of each change."""

    def __init__(self, desk: Desk, names: KnownNames, *, over: QWidget, done: Done) -> None:
        self._desk = desk
        self._names = names
        self._over = over
        self._done = done

    def ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def assign(self, draft: Draft | None = None) -> FormDialog:
        """Ask for a new task, with what is known of it already."""

        def act(given: GivenTask) -> None:
            self._done(assign(self._desk.store, given, names=self._names))

        today = f"{self._desk.store.today:%d/%m/%Y}"
        begun = draft or Draft(GivenTask.kind, {"assigned_on": today})
        explains = M("Several lead units, set apart by semicolons, get a task each.")
        return self._counting(
            self._dialog(M("New task"), GivenTask, GIVEN_ROWS, act, begun, explains=explains)
        )

    def assign_from(self, document: Any) -> FormDialog:
        """Ask for a new task out of an incoming document."""
        return self.assign(assignment_from(document, self.ground()))

    def correct(self, task: Assignment) -> FormDialog:
        """Show a task to be corrected."""

        def act(meant: Assignment) -> None:
            corrected = replace(meant, id=task.id)
            self._done(correct_assignment(self._desk.store, corrected, names=self._names))

        title = M("{task}", task=assignment_title(task))
        draft = draft_of(task, self.ground())
        return self._counting(self._dialog(title, Assignment, ASSIGNMENT_ROWS, act, draft))

    def settle(self, matters: Sequence[Matter]) -> FormDialog:
        """Ask on which day matters were settled, and how."""

        def act(meant: Settlement) -> LongAct:
            day, result = meant.settled_on, meant.result
            steps = settling(self._desk.store, matters, day=day, result=result)
            return LongAct(steps, M("Settling"), self._done)

        one = M("Settle {matter}", matter=matter_title(matters[0]))
        many = Ms("Settle {count} matter", "Settle {count} matters", len(matters))
        draft = Draft(Settlement.kind, {"settled_on": f"{self._desk.store.today:%d/%m/%Y}"})
        rows = (("settled_on",), ("result",))
        return self._dialog(one if len(matters) == 1 else many, Settlement, rows, act, draft)

    def note_progress(self, matters: Sequence[Matter]) -> FormDialog:
        """Ask how matters go on; of a single one, what was noted before is shown."""

        def act(meant: ProgressNote) -> LongAct:
            steps = noting_progress(self._desk.store, matters, progress=meant.progress)
            return LongAct(steps, M("Noting the progress"), self._done)

        one = M("Progress of {matter}", matter=matter_title(matters[0]))
        many = Ms("Progress of {count} matter", "Progress of {count} matters", len(matters))
        said = matters[0].progress or "" if len(matters) == 1 else ""
        draft = Draft(ProgressNote.kind, {"progress": said})
        rows = (("progress",),)
        return self._dialog(one if len(matters) == 1 else many, ProgressNote, rows, act, draft)

    def urge(self, matters: Sequence[Matter]) -> FormDialog:
        """Ask how the lead units were urged."""

        def act(meant: Reminder) -> None:
            self._done(urge(self._desk.store, *matters, reminder=meant))

        one = M("Urge {matter}", matter=matter_title(matters[0]))
        many = Ms("Urge {count} matter", "Urge {count} matters", len(matters))
        draft = Draft(Reminder.kind, {"urged_on": f"{self._desk.store.today:%d/%m/%Y}"})
        rows = (("urged_on", "way"), ("note",))
        return self._dialog(one if len(matters) == 1 else many, Reminder, rows, act, draft)

    def _dialog(
        self,
        title: Message,
        record: RecordType,
        rows: Sequence[tuple[str, ...]],
        act: Callable[[Any], object],
        draft: Draft,
        *,
        explains: Message | None = None,
    ) -> FormDialog:
        dialog = FormDialog(
            title,
            record,
            rows,
            act=act,
            words=self._desk.words,
            ground=self.ground,
            parent=self._over,
            does=M("Save (Ctrl+Enter)"),
            draft=draft,
            suggests=self._suggests(record),
            explains=explains,
        )
        dialog.open()
        return dialog

    def _suggests(self, record: RecordType) -> Callable[[str], Suggest | None]:
        fields = fields_of(record)

        def of_field(name: str) -> Suggest | None:
            field = fields[name]
            known = isinstance(field, Name) and self._names.directories.get(field.directory)
            return _suggest(known) if known else None

        return of_field

    def _counting(self, dialog: FormDialog) -> FormDialog:
        """A deadline typed as 5n, 5d or 5p becomes its day."""

        def typed(name: str) -> None:
            if name != "due_on":
                return
            calendar = working_days(self._desk.store.reader)
            draft = dialog.form.draft(Assignment.kind)
            if due := counted_due_day(draft, calendar, self.ground()):
                dialog.form.set_text("due_on", due)

        dialog.form.edited.connect(typed)
        return dialog


def _suggest(directory: NameDirectory) -> Suggest:
    def suggest(typed: str) -> list[Suggestion]:
        return [Suggestion(one.name, one.abbreviation) for one in directory.suggest(typed)]

    return suggest
