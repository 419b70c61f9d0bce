"""Matters: all that has a deadline or a unit that must act, documents and tasks in one list."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final

from desktop.language.words import M, Message
from desktop.records.fields import (
    Choice,
    Day,
    Line,
    Name,
    Names,
    Passage,
    Person,
    Symbol,
    Whole,
)
from desktop.records.record import Rule
from desktop.storage.lists import Reader

# The day from which a matter runs, by the register that keeps it.
START: Final = {"incoming": "arrived_on", "assignments": "assigned_on"}


@dataclass(frozen=True, kw_only=True)
class Matter:
    """An incoming document with a deadline, or an assigned task; read only.

    `register` and `record` say what it is made of, and there alone it is changed.
    """

    kind: ClassVar = "matters"
    rules: ClassVar[tuple[Rule, ...]] = ()
    found_through: ClassVar = "incoming"  # the index that finds documents, for the store

    id: int
    register: Annotated[str, Choice(label=M("Source"), catalogue="matter_sources")]
    record: Annotated[int, Whole(label=M("Place in its register"))]
    number: Annotated[str | None, Line(label=M("Arrival number"))] = None
    document_kind: Annotated[str | None, Choice(label=M("Document kind"), catalogue="kinds")] = None
    origin: Annotated[str | None, Line(label=M("Comes from"))] = None
    subject: Annotated[str, Passage(label=M("Abstract or task"))]
    direction: Annotated[str | None, Passage(label=M("Leader's direction"))] = None
    urgency: Annotated[str | None, Choice(label=M("Urgency"), catalogue="urgency")] = None
    haste: Annotated[int, Whole(label=M("Degree of urgency"))] = 4
    unit: Annotated[str | None, Name(label=M("Lead unit"), directory="bodies")] = None
    co_units: Annotated[
        tuple[str, ...] | None, Names(label=M("Co-operating units"), directory="bodies")
    ] = None
    handler: Annotated[str | None, Person(label=M("Handler"), directory="handlers")] = None
    given_on: Annotated[date, Day(label=M("Given on"))]
    due_on: Annotated[date | None, Day(label=M("Handling deadline"))] = None
    progress: Annotated[str | None, Passage(label=M("Progress"))] = None
    settled_on: Annotated[date | None, Day(label=M("Settled on"))] = None
    result: Annotated[str | None, Line(label=M("Result"))] = None
    reply: Annotated[str | None, Symbol(label=M("Answered by"), in_words=False)] = None
    urged: Annotated[int, Whole(label=M("Times urged"))] = 0
    urged_on: Annotated[date | None, Day(label=M("Last urged on"))] = None
    note: Annotated[str | None, Passage(label=M("Note"))] = None


def matter_id(register: str, record_id: int) -> int:
    """The id of the matter that a record is: even for a document, odd for a task."""
    return 2 * record_id + (register == "assignments")


def matter_of(reader: Reader, register: str, record_id: int) -> Matter | None:
    """The matter that a record is; None where a document has no deadline."""
    found: Matter | None = reader.record(Matter.kind, matter_id(register, record_id))
    return found


def record_behind(reader: Reader, matter: Matter) -> Any:
    """The document or task itself."""
    return reader.record(matter.register, matter.record)


def matter_title(matter: Matter) -> Message:
    """What a matter is called in one breath."""
    if matter.number and matter.register == "incoming":
        return M("incoming {number}", number=matter.number)
    return M("task “{task}”", task=matter.subject[:60])
