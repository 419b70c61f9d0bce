"""Assigning tasks to units, correcting and discarding them."""

from collections.abc import Callable
from typing import Any

from desktop.correspondence.entering import counted_deadline
from desktop.correspondence.following_up.assignment import Assignment, GivenTask
from desktop.correspondence.known_names import KnownNames
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.language.working_days import WorkingDays
from desktop.office.bodies import Body
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.storage.store import Store
from desktop.storage.writing import Writing


def assign(store: Store, given: GivenTask, *, names: KnownNames) -> Change:
    """Give a task to one unit, or to several at once: each has its own line, all one change."""
    tasks = given.for_each_unit()
    one = M("assigning “{task}”", task=tasks[0].task[:60])
    many = Ms("assigning {count} task", "assigning {count} tasks", len(tasks))
    with saving(store, one if len(tasks) == 1 else many, names) as writing:
        for task in tasks:
            give(writing, task, names=names)
    return writing.change


def give(writing: Writing, task: Assignment, *, names: KnownNames) -> Assignment:
    """Give one task inside a greater act, with the bodies that it names for the first time."""
    _add_new_bodies(writing, task, names)
    kept: Assignment = writing.add(task)
    return kept


def correct_assignment(store: Store, task: Assignment, *, names: KnownNames) -> Change:
    """Keep corrected facts of a task."""
    assert task.id is not None
    if store.reader.is_trashed(task.kind, task.id):
        raise Trouble(M("This task is in the trash: put it back, then correct it."))
    with saving(store, M("correcting {task}", task=assignment_title(task)), names) as writing:
        _add_new_bodies(writing, task, names)
        writing.put(task)
    return writing.change


def discard_assignments(store: Store, *tasks: Assignment) -> Change:
    """Move tasks to the trash."""
    one = M("discarding {task}", task=assignment_title(tasks[0]))
    many = Ms("discarding {count} task", "discarding {count} tasks", len(tasks))
    return _each(store, tasks, Writing.trash, one if len(tasks) == 1 else many)


def put_back_assignments(store: Store, *tasks: Assignment) -> Change:
    """Take tasks out of the trash."""
    one = M("putting back {task}", task=assignment_title(tasks[0]))
    many = Ms("putting back {count} task", "putting back {count} tasks", len(tasks))
    return _each(store, tasks, Writing.restore, one if len(tasks) == 1 else many)


def assignment_title(task: Assignment) -> Message:
    """What a task is called in one breath."""
    return M("task “{task}”", task=task.task[:60])


def counted_due_day(draft: Draft, calendar: WorkingDays, ground: Ground) -> str | None:
    """The day meant by a deadline typed as a count of working days: 5n, 5d, 5p.

    It is counted as for a document, from the day on which the task was given.
    """
    texts = {"arrived_on": draft.text("assigned_on"), "due_on": draft.text("due_on")}
    return counted_deadline(Draft("incoming", texts), calendar, ground)


def assignment_from(document: Any, ground: Ground) -> Draft:
    """A new task out of an incoming document: its direction, units, handler and deadline."""
    register = ground.registers["incoming"]
    texts = {
        "incoming": register.title(document.id),
        "task": document.direction or document.subject,
        "assigned_on": f"{ground.today:%d/%m/%Y}",
        "lead_units": "; ".join(document.receivers or ()),
        "co_units": "; ".join(document.co_units or ()),
        "handler": document.handler or "",
        "due_on": f"{document.due_on:%d/%m/%Y}" if document.due_on else "",
    }
    return Draft(Assignment.kind, {name: text for name, text in texts.items() if text})


def _each(
    store: Store,
    tasks: tuple[Assignment, ...],
    act: Callable[[Writing, str, int], None],
    words: Message,
) -> Change:
    with store.writing(words) as writing:
        for task in tasks:
            assert task.id is not None
            act(writing, task.kind, task.id)
    return writing.change


def _add_new_bodies(writing: Writing, task: Assignment, names: KnownNames) -> None:
    """Units named for the first time are known from now on."""
    for unit in (task.lead_unit, *(task.co_units or ())):
        if names.directories["bodies"].find(unit) is None:
            names.learn(writing.add(Body(name=unit)))
