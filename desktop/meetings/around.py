"""What belongs to a meeting: who takes part, what was concluded; and what it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final

from desktop.language.words import M
from desktop.meetings.meeting import far_off
from desktop.records.fields import Choice, Day, Ground, Line, Link, Name, Passage, Person, Whole
from desktop.records.law import rule
from desktop.records.record import Problem, Rule

_LONGEST_MONTH: Final = 31
_SUNDAY: Final = 8  # as Vietnamese counts: Monday is the second day


@dataclass(frozen=True, kw_only=True)
class Participant:
    """One person at one meeting; `rank` is the place in the order of the sign-in sheet."""

    kind: ClassVar = "participants"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    meeting: Annotated[int, Link(label=M("Meeting"), register="meetings", required=True)]
    name: Annotated[
        str,
        Person(label=M("Name"), directory="people", longest="person_length", required=True),
    ]
    post: Annotated[str | None, Line(label=M("Position"), longest="position_length")] = None
    body: Annotated[
        str | None, Name(label=M("Unit or body"), directory="bodies", longest="body_length")
    ] = None
    role: Annotated[str | None, Choice(label=M("Role"), catalogue="participant_roles")] = None
    rank: Annotated[int | None, Whole(label=M("Place in the order"))] = None
    attendance: Annotated[str | None, Choice(label=M("Attendance"), catalogue="attendances")] = None
    reason: Annotated[str | None, Line(label=M("Reason"), longest="note_length")] = None


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """One thing that a meeting concluded, and the task that was made of it."""

    kind: ClassVar = "conclusions"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    meeting: Annotated[int, Link(label=M("Meeting"), register="meetings", required=True)]
    assignment: Annotated[int | None, Link(label=M("Task"), register="assignments")] = None
    notice: Annotated[int | None, Link(label=M("Conclusion notice"), register="outgoing")] = None
    place: Annotated[int, Whole(label=M("Number"), least=1, required=True)]
    text: Annotated[str, Passage(label=M("Conclusion"), longest="direction_length", required=True)]


def _has_its_days(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    yield from far_off("first_day", values)
    first, last = values.get("first_day"), values.get("last_day")
    if first and last and last < first:
        yield Problem("last_day", M("It ends before it starts: correct one of the two days."))
    if first and last and (last - first).days > rule("series_most_days", first):
        yield Problem("last_day", M("A series runs for a year at most: begin a new one then."))


def _has_its_rhythm(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    day = values.get("day_of_month")
    if values.get("rhythm") == "hang-thang" and not day:
        yield Problem("day_of_month", M("Needed: on which day of the month."))
    if day and day > _LONGEST_MONTH:
        yield Problem("day_of_month", M("No month has so many days: at most 31."))
    if (values.get("weekday") or 2) > _SUNDAY:
        yield Problem("weekday", M("Weekdays go from 2 (Monday) to 8 (Sunday)."))


@dataclass(frozen=True, kw_only=True)
class MeetingSeries:
    """Meetings that come again; a series has an end, at most a year after its first day."""

    kind: ClassVar = "meeting_series"
    rules: ClassVar[tuple[Rule, ...]] = (_has_its_days, _has_its_rhythm)

    id: int | None = None
    template: Annotated[int, Link(label=M("Template"), register="meeting_templates", required=True)]
    name: Annotated[str, Line(label=M("Name"), longest="body_length", required=True)]
    rhythm: Annotated[str, Choice(label=M("Rhythm"), catalogue="rhythms", required=True)]
    weekday: Annotated[int | None, Whole(label=M("Weekday (2 to 8)"), least=2)] = None
    day_of_month: Annotated[int | None, Whole(label=M("Day of the month"), least=1)] = None
    first_day: Annotated[date, Day(label=M("First day"), required=True)]
    last_day: Annotated[date, Day(label=M("Last day"), required=True)]


@dataclass(frozen=True, kw_only=True)
class Week:
    """One week's schedule as it was approved: its revision, and its lines at that time."""

    kind: ClassVar = "weeks"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    first_day: Annotated[date, Day(label=M("Monday"), required=True)]
    revision: Annotated[int, Whole(label=M("Revision"), required=True)]
    updated_at: Annotated[str, Line(label=M("Updated at"), required=True)]
    approved: Annotated[int, Whole(label=M("Approved"), required=True)]
    lines: Annotated[str, Passage(label=M("Lines"), required=True, in_words=False)]
