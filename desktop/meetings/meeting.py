"""Meetings of the office and its leaders (kinds: Decision 45/2018/QĐ-TTg and local practice)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any, ClassVar

from desktop.language.words import M
from desktop.records.fields import (
    Choice,
    Choices,
    Clock,
    Code,
    Day,
    Ground,
    Line,
    Link,
    Name,
    Names,
    Passage,
    Person,
    Whole,
)
from desktop.records.law import catalogue, rule
from desktop.records.record import Problem, Rule


def is_far_off(day: date) -> bool:
    """Whether nobody plans or remembers a meeting on a day: a slip of the pen, such as 2206."""
    first, last = rule("meeting_years")
    return not first <= day.year <= last


def far_off(name: str, values: Mapping[str, Any]) -> Iterable[Problem]:
    """What is said at a day that is far off."""
    day = values.get(name)
    if day and is_far_off(day):
        message = M("The year {year} is far off: correct it.", year=str(day.year))
        yield Problem(name, message)


def _is_of_these_days(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    yield from far_off("day", values)
    yield from far_off("last_day", values)
    first, last = values.get("day"), values.get("last_day")
    if first and last and (last - first).days > rule("meeting_most_days", first):
        message = M("A meeting that lasts for months: correct one of the two days.")
        yield Problem("last_day", message)


def _ends_after_it_starts(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    """A meeting over midnight ends on the next day, which is its last day."""
    first, last = values.get("day"), values.get("last_day")
    if first and last and last < first:
        yield Problem("last_day", M("It ends before it starts: correct one of the two days."))
    start, end = values.get("starts_at"), values.get("ends_at")
    if start and end and end <= start and not (last and first and last > first):
        message = M("It ends before it starts: correct the time, or give the day on which it ends.")
        yield Problem("ends_at", message)


def _is_off_for_a_reason(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    entry = catalogue("meeting_states").of(values.get("state") or "")
    if entry and entry.group == "off" and not values.get("state_reason"):
        yield Problem("state_reason", M("Needed: why it is postponed or cancelled."))


def _fits_its_state(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    if values.get("state") == "held" and values.get("day") and values["day"] > ground.today:
        yield Problem("state", M("This day is still to come: it cannot have been held."))


@dataclass(frozen=True, kw_only=True)
class _Usual:
    """What a meeting and the template of one have in common."""

    id: int | None = None
    meeting_kind: Annotated[
        str,
        Choice(
            label=M("Kind of meeting"),
            catalogue="meeting_kinds",
            required=True,
            facet=True,
            in_words=True,
        ),
    ]
    title: Annotated[
        str, Passage(label=M("Meeting title"), longest="subject_length", required=True)
    ]
    part: Annotated[str | None, Choice(label=M("Part of the day"), catalogue="day_parts")] = None
    starts_at: Annotated[time | None, Clock(label=M("From"))] = None
    form: Annotated[str | None, Choice(label=M("Form"), catalogue="meeting_forms")] = None
    hosting: Annotated[str | None, Choice(label=M("Hosted or attended"), catalogue="hostings")] = (
        None
    )
    chair: Annotated[
        str | None, Person(label=M("Chair"), directory="leaders", longest="person_length")
    ] = None
    leaders: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Attending leaders"), directory="leaders", longest="person_length"),
    ] = None
    invited: Annotated[str | None, Passage(label=M("Participants"), longest="direction_length")] = (
        None
    )
    room: Annotated[str | None, Code(label=M("Room"), directory="rooms", in_words=True)] = None
    place: Annotated[str | None, Line(label=M("Venue"), longest="body_length")] = None
    preparing_body: Annotated[
        str | None, Name(label=M("Preparing body"), directory="bodies", longest="body_length")
    ] = None
    specialist: Annotated[
        str | None,
        Person(label=M("Specialist in charge"), directory="handlers", longest="person_length"),
    ] = None
    car: Annotated[str | None, Name(label=M("Car"), directory="cars")] = None
    checklist: Annotated[
        tuple[str, ...] | None,
        Choices(label=M("Equipment and catering"), catalogue="meeting_needs"),
    ] = None
    needs: Annotated[
        str | None, Passage(label=M("Details of the preparation"), longest="note_length")
    ] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None


@dataclass(frozen=True, kw_only=True)
class Meeting(_Usual):
    """One meeting, planned or held; with no hour it takes its half-day, or the whole day."""

    kind: ClassVar = "meetings"
    rules: ClassVar[tuple[Rule, ...]] = (
        _is_of_these_days,
        _ends_after_it_starts,
        _is_off_for_a_reason,
        _fits_its_state,
    )

    day: Annotated[date, Day(label=M("Date"), required=True)]
    last_day: Annotated[date | None, Day(label=M("Until"))] = None
    ends_at: Annotated[time | None, Clock(label=M("To"))] = None
    state: Annotated[
        str, Choice(label=M("State"), catalogue="meeting_states", required=True, facet=True)
    ] = "planned"
    state_reason: Annotated[
        str | None, Line(label=M("Reason of its state"), longest="note_length")
    ] = None
    clash_reason: Annotated[
        str | None, Line(label=M("Reason to allow a clash"), longest="note_length")
    ] = None
    series: Annotated[int | None, Link(label=M("Meeting series"), register="meeting_series")] = None
    request: Annotated[int | None, Link(label=M("Asked for by"), register="incoming")] = None
    invitation: Annotated[int | None, Link(label=M("Invitation"), register="outgoing")] = None
    prepared: Annotated[
        tuple[str, ...] | None,
        Choices(label=M("Prepared already"), catalogue="meeting_needs"),
    ] = None
    level: Annotated[str | None, Choice(label=M("Level"), catalogue="meeting_levels")] = None
    delegation: Annotated[str | None, Line(label=M("Delegation from"), longest="body_length")] = (
        None
    )
    delegation_head: Annotated[
        str | None, Line(label=M("Head of the delegation"), longest="person_length")
    ] = None
    delegation_size: Annotated[int | None, Whole(label=M("Delegation size"), least=1)] = None
    turns: Annotated[int | None, Whole(label=M("Turns"))] = None
    persons: Annotated[int | None, Whole(label=M("Persons"))] = None
    group_cases: Annotated[int | None, Whole(label=M("Group cases"))] = None
    outcome: Annotated[str | None, Passage(label=M("Outcome"), longest="direction_length")] = None


@dataclass(frozen=True, kw_only=True)
class MeetingTemplate(_Usual):
    """What a usual meeting begins with; it keeps its hour and how long it takes."""

    kind: ClassVar = "meeting_templates"
    rules: ClassVar[tuple[Rule, ...]] = ()

    name: Annotated[str, Line(label=M("Name"), longest="body_length", required=True)]
    minutes: Annotated[int | None, Whole(label=M("Length in minutes"), least=5)] = None


# Fields that belong to meetings of one group of kinds only.
OF_GROUP: dict[str, tuple[str, ...]] = {
    "delegation": ("level", "delegation", "delegation_head", "delegation_size"),
    "reception": ("turns", "persons", "group_cases", "outcome"),
}


def group_of(meeting_kind: str | None) -> str:
    """The group of a kind: "delegation", "reception", or "" for all others."""
    entry = catalogue("meeting_kinds").of(meeting_kind or "")
    return entry.group if entry else ""


def venue(meeting: Meeting) -> str:
    """The room and the place, as papers and calendars say where a meeting is."""
    return ", ".join(name for name in (meeting.room, meeting.place) if name)


def is_off(meeting: Meeting) -> bool:
    """Whether a meeting is postponed or cancelled: it takes no room, and nobody's time."""
    entry = catalogue("meeting_states").of(meeting.state)
    return bool(entry and entry.group == "off")
