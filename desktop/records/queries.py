"""A query: which records of a kind, in which order; lists, exports and counts are made of it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Self

Value = str | int | date | tuple[str, ...] | None


class Test(Enum):
    """How a filter holds a field against its value.

    SAYS: its text holds all words, each a word's beginning. HOLDS: among several names, just this
    one. ANSWERED: a live record of the field's register names this one in its field of the same
    name.
    """

    IS = "is"
    IS_NOT = "is not"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    EMPTY = "empty"
    FILLED = "filled"
    SAYS = "says"
    HOLDS = "holds"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Filter:
    """One condition on one field."""

    field: str
    test: Test
    value: Value = None


@dataclass(frozen=True)
class Order:
    """One field to sort by; "id" is the order of registration."""

    field: str
    descending: bool = False


NEWEST_FIRST = (Order("id", descending=True),)


@dataclass(frozen=True)
class Query:
    """Records of one kind that pass all filters and hold all words, in an order.

    Live ones only; `with_trash` those in the trash too, `in_trash` none but those.
    """

    kind: str
    filters: tuple[Filter, ...] = ()
    words: str = ""
    order: tuple[Order, ...] = NEWEST_FIRST
    in_trash: bool = False
    with_trash: bool = False

    def where(self, field: str, test: Test, value: Value = None) -> Self:
        """The same query with one more filter."""
        return replace(self, filters=(*self.filters, Filter(field, test, value)))
