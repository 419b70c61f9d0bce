"""Rooms in which the office meets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from desktop.language.words import M
from desktop.records.fields import Day, Ground, Line, Passage, Whole
from desktop.records.record import Problem, Rule


def _opens_after_it_closes(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    first, last = values.get("closed_from"), values.get("closed_to")
    if first and last and last < first:
        yield Problem("closed_to", M("It opens before it closes: correct one of the two days."))


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room, its seats, and from when to when it is closed, for repair for example."""

    kind: ClassVar = "rooms"
    rules: ClassVar[tuple[Rule, ...]] = (_opens_after_it_closes,)

    id: int | None = None
    name: Annotated[str, Line(label=M("Name"), longest="body_length", required=True)]
    seats: Annotated[int | None, Whole(label=M("Seats"), least=1)] = None
    equipment: Annotated[str | None, Passage(label=M("Equipment"), longest="note_length")] = None
    closed_from: Annotated[date | None, Day(label=M("Closed from"))] = None
    closed_to: Annotated[date | None, Day(label=M("Closed until"))] = None
    closed_reason: Annotated[
        str | None, Line(label=M("Why it is closed"), longest="note_length")
    ] = None

    def is_closed(self, day: date) -> bool:
        """Whether nobody can meet here on a day; without an end it is closed from then on."""
        if self.closed_from is None and self.closed_to is None:
            return False
        began = self.closed_from is None or self.closed_from <= day
        return began and (self.closed_to is None or day <= self.closed_to)
