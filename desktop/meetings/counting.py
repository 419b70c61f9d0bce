"""Counting the meetings of a year: by kind, level, host, form and place, for the year's report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from desktop.records.law import catalogue
from desktop.records.queries import Order, Query, Test
from desktop.storage.lists import Reader

HELD: Final = "held"
# The splits of the report; a meeting in none of the office's rooms is counted by its place.
SPLITS: Final = ("meeting_kind", "level", "hosting", "form", "room", "place")
_IN_ORDER: Final = (Order("day"), Order("id"))


@dataclass(frozen=True)
class Counted:
    """How many meetings share a value, and the question that lists them; None: nothing is said."""

    value: str | None
    count: int
    query: Query


@dataclass(frozen=True)
class MeetingCount:
    """The meetings of a year: those held, each once whoever attends, in all and by each split."""

    year: int
    held: Counted
    splits: dict[str, tuple[Counted, ...]]
    not_held: tuple[Counted, ...]


def count_meetings(reader: Reader, year: int) -> MeetingCount:
    """The counts of a year; what was called off, or is still to come, is counted apart."""
    query = held_in(year)
    return MeetingCount(
        year=year,
        held=Counted(HELD, reader.count(query), query),
        splits={field: tuple(_split(reader, query, field)) for field in SPLITS},
        not_held=tuple(_not_held(reader, year)),
    )


def meetings_in(year: int) -> Query:
    """All meetings that begin in a year, in their order."""
    query = Query("meetings", order=_IN_ORDER).where("day", Test.AT_LEAST, date(year, 1, 1))
    return query.where("day", Test.AT_MOST, date(year, 12, 31))


def held_in(year: int) -> Query:
    """The meetings of a year that took place."""
    return meetings_in(year).where("state", Test.IS, HELD)


def _split(reader: Reader, query: Query, field: str) -> Iterator[Counted]:
    """The values of one field, most first."""
    asked = query.where("room", Test.EMPTY) if field == "place" else query
    found = [(value, count) for value, count in reader.groups(asked, field) if count]
    for value, count in sorted(found, key=lambda one: (-one[1], one[0] or "")):
        yield Counted(value, count, _with_value(asked, field, value))


def _with_value(query: Query, field: str, value: str | None) -> Query:
    if value is None:
        return query.where(field, Test.EMPTY)
    return query.where(field, Test.IS, value)


def _not_held(reader: Reader, year: int) -> Iterator[Counted]:
    for entry in catalogue("meeting_states").entries:
        if entry.code != HELD:
            query = meetings_in(year).where("state", Test.IS, entry.code)
            yield Counted(entry.code, reader.count(query), query)


def as_json(count: MeetingCount) -> dict[str, Any]:
    """The splits as `report --json` writes them; "" stands for what is not said."""
    names = {"meeting_kind": "kind", "hosting": "host"}
    splits: dict[str, Any] = {
        f"by_{names.get(field, field)}": {one.value or "": one.count for one in counted}
        for field, counted in count.splits.items()
    }
    return {**splits, "not_held": {one.value: one.count for one in count.not_held}}
