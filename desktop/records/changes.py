"""A change: one act of a person, as the journal keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

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
