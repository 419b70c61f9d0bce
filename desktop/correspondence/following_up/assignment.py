"""Tasks that a leader has given to a unit, out of a document, a resolution or a meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.correspondence.rules import in_order, not_in_the_future
from desktop.language.words import M
from desktop.records.fields import Day, Line, Link, Name, Names, Passage, Person
from desktop.records.record import Rule, fields_of


@dataclass(frozen=True, kw_only=True)
class _Task:
    """What is said of a task, however many units it is given to."""

    kind: ClassVar = "assignments"
    rules: ClassVar[tuple[Rule, ...]] = (
        not_in_the_future("assigned_on"),
        not_in_the_future("settled_on"),
        in_order(
            "assigned_on",
            "due_on",
            M("It would be due before it was assigned: correct the date."),
        ),
        in_order(
            "assigned_on",
            "settled_on",
            M("It would be settled before it was assigned: correct the date."),
        ),
    )

    id: int | None = None
    incoming: Annotated[int | None, Link(label=M("Incoming document"), register="incoming")] = None
    source: Annotated[str | None, Line(label=M("Other source"), longest="body_length")] = None
    task: Annotated[str, Passage(label=M("Task"), longest="direction_length", required=True)]
    assigned_by: Annotated[
        str | None,
        Person(label=M("Assigned by"), directory="outgoing_signers", longest="person_length"),
    ] = None
    assigned_on: Annotated[date, Day(label=M("Assigned on"), required=True)]
    co_units: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Co-operating units"), directory="bodies", longest="body_length"),
    ] = None
    handler: Annotated[
        str | None, Person(label=M("Handler"), directory="handlers", longest="person_length")
    ] = None
    due_on: Annotated[date | None, Day(label=M("Handling deadline"))] = None
    progress: Annotated[str | None, Passage(label=M("Progress"), longest="direction_length")] = None
    settled_on: Annotated[date | None, Day(label=M("Settled on"))] = None
    result: Annotated[str | None, Line(label=M("Result"), longest="note_length")] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None


@dataclass(frozen=True, kw_only=True)
class Assignment(_Task):
    """One task of one lead unit; co-operating units help it."""

    lead_unit: Annotated[
        str, Name(label=M("Lead unit"), directory="bodies", longest="body_length", required=True)
    ]


@dataclass(frozen=True, kw_only=True)
class GivenTask(_Task):
    """A task as it is given: perhaps to several units at once, each of which leads on its own."""

    lead_units: Annotated[
        tuple[str, ...],
        Names(label=M("Lead units"), directory="bodies", longest="body_length", required=True),
    ]

    def for_each_unit(self) -> tuple[Assignment, ...]:
        """One assignment for each unit, in the order in which they are named."""
        said = {name: getattr(self, name) for name in fields_of(_Task)}
        return tuple(Assignment(lead_unit=unit, **said) for unit in self.lead_units)
