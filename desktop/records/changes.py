"""A change: one act of a person, as the journal keeps it."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from desktop.language.words import Message
from desktop.records.fields import Kept


@dataclass(frozen=True)
class RowChange:
    """One record before and after; None before means that it was made by this change."""

    kind: str
    record_id: int
    before: Mapping[str, Kept] | None
    after: Mapping[str, Kept]


@dataclass(frozen=True)
class Change:
    """What a person did, to which records, in words that follow “Undo …”.

    `way` is "do", "undo", "redo", or "set-up" (made with the file, never undone); `of` is the
    change taken back or done again.
    """

    id: int
    at: datetime
    who: str
    words: Message
    records: tuple[tuple[str, int], ...]
    way: str = "do"
    of: int | None = None

    def ids(self, kind: str) -> tuple[int, ...]:
        """The ids of the records of one kind that it touched."""
        return tuple(record_id for touched, record_id in self.records if touched == kind)


# An act record by record, for a window that goes on meanwhile: its transaction is open until the
# end, and closing it leaves all as it was.
Acting = Generator[None, None, Change]

_Done = TypeVar("_Done")


def at_one_go(act: Generator[Any, None, _Done]) -> _Done:
    """What an act returns that is done without a pause."""
    while True:
        try:
            next(act)
        except StopIteration as end:
            done: _Done = end.value
            return done


class Missed:
    """Changes that a page has still to take, as if they had been one act."""

    def __init__(self) -> None:
        self._changes: list[Change] = []

    def add(self, change: Change) -> None:
        self._changes.append(change)

    def as_one(self) -> Change:
        """The newest change with the records of all; it takes back where one of them does."""
        records = dict.fromkeys(one for change in self._changes for one in change.records)
        ways = [change.way for change in self._changes if change.way != "do"]
        return replace(self._changes[-1], records=tuple(records), way=(ways or ["do"])[-1])
