"""The office's calendar: single days off and working days that differ from the usual ones."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.language.words import M
from desktop.language.working_days import WorkingDays
from desktop.records.fields import Day, Line, YesNo
from desktop.records.queries import Order, Query
from desktop.records.record import Rule
from desktop.storage.lists import Reader


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """A day that the government, or the office itself, has made a working day or a day off."""

    kind: ClassVar = "calendar"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    day: Annotated[date, Day(label=M("Day"), required=True)]
    works: Annotated[bool | None, YesNo(label=M("Working day"))] = None
    reason: Annotated[str | None, Line(label=M("Reason"), longest="note_length")] = None


def calendar_days(reader: Reader) -> list[CalendarDay]:
    """All days that the office has entered, in their order."""
    return list(reader.records("calendar", reader.ids(Query("calendar", order=(Order("day"),)))))


def working_days(reader: Reader) -> WorkingDays:
    """Public holidays as the library knows them, overlaid by the office's own days."""
    return WorkingDays({one.day: bool(one.works) for one in calendar_days(reader)})
