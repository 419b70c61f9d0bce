"""Urging: a log of who was reminded of which matter, when and how."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.correspondence.following_up.matter import Matter, matter_title
from desktop.correspondence.rules import not_in_the_future
from desktop.language.words import M, Ms
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.fields import Choice, Day, Name, Passage, Whole
from desktop.records.queries import Order, Query, Test
from desktop.records.record import Problem, Rule
from desktop.storage.lists import Reader
from desktop.storage.store import Store


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What is asked when units are urged."""

    kind: ClassVar = "reminder"
    rules: ClassVar[tuple[Rule, ...]] = (not_in_the_future("urged_on"),)

    id: int | None = None
    urged_on: Annotated[date, Day(label=M("Urged on"), required=True)]
    way: Annotated[str | None, Choice(label=M("How"), catalogue="urging_ways")] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None


@dataclass(frozen=True, kw_only=True)
class Urging(Reminder):
    """One line of the log: a unit was urged to settle one matter."""

    kind: ClassVar = "urgings"

    register: Annotated[str, Choice(label=M("Source"), catalogue="matter_sources", required=True)]
    record: Annotated[int, Whole(label=M("Place in its register"), required=True)]
    unit: Annotated[str | None, Name(label=M("Unit"), directory="bodies")] = None


def urge(store: Store, *matters: Matter, reminder: Reminder) -> Change:
    """Note that the lead units of matters were urged: a line for each, and one change.

    Raises Problems where a matter is settled: there is nothing left to urge.
    """
    if any(matter.settled_on for matter in matters):
        raise Problems((Problem("urged_on", M("A settled matter is not urged: reopen it first.")),))
    one = M("urging {matter}", matter=matter_title(matters[0]))
    many = Ms("urging {count} matter", "urging {count} matters", len(matters))
    with store.writing(one if len(matters) == 1 else many) as writing:
        for matter in matters:
            writing.add(_line(matter, reminder))
    return writing.change


def _line(matter: Matter, reminder: Reminder) -> Urging:
    return Urging(
        register=matter.register,
        record=matter.record,
        urged_on=reminder.urged_on,
        unit=matter.unit,
        way=reminder.way,
        note=reminder.note,
    )


def urgings_of(reader: Reader, matter: Matter) -> list[Urging]:
    """When and how a matter was urged, the newest first."""
    query = (
        Query(Urging.kind, order=(Order("urged_on", descending=True),))
        .where("register", Test.IS, matter.register)
        .where("record", Test.IS, matter.record)
    )
    return list(reader.records(Urging.kind, reader.ids(query)))
