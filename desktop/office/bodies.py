"""Bodies: those who send and receive documents, under all the names they are known by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from desktop.language.words import M
from desktop.records.fields import Choice, Day, Ground, Line, Name, Names
from desktop.records.record import Problem, Rule


def _ends_after_it_starts(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    start, end = values.get("valid_from"), values.get("valid_to")
    if start and end and end < start:
        yield Problem("valid_to", M("It ends before it starts: correct one of the two dates."))


@dataclass(frozen=True, kw_only=True)
class Body:
    """An authority, unit, enterprise or citizen, with the time in which it existed."""

    kind: ClassVar = "bodies"
    rules: ClassVar[tuple[Rule, ...]] = (_ends_after_it_starts,)

    id: int | None = None
    name: Annotated[str, Line(label=M("Name"), longest="body_length", required=True)]
    abbreviation: Annotated[str | None, Line(label=M("Abbreviation"))] = None
    aliases: Annotated[
        tuple[str, ...] | None, Names(label=M("Other names"), directory="aliases")
    ] = None
    body_group: Annotated[str | None, Choice(label=M("Group"), catalogue="body_groups")] = None
    valid_from: Annotated[date | None, Day(label=M("Exists from"))] = None
    valid_to: Annotated[date | None, Day(label=M("Exists until"))] = None
    replaced_by: Annotated[
        str | None, Name(label=M("Replaced by"), directory="bodies", may_be_new=False)
    ] = None

    def valid(self, day: date) -> bool:
        """Whether the body existed on a day."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)
