"""Concluding: what a meeting decided becomes tasks in the list that is followed up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from desktop.correspondence.following_up.assigning import give
from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import enter, title
from desktop.errors import Trouble
from desktop.language.words import M, Ms
from desktop.meetings.around import Conclusion, MeetingSeries
from desktop.meetings.hours import days_of
from desktop.meetings.inviting import holds, series_for
from desktop.meetings.meeting import Meeting, is_off
from desktop.meetings.repeating import meetings_of
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.law import form, rule
from desktop.records.queries import Order, Query, Test
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.writing import Writing

# What one conclusion begins with: 1. 2) a) - • + *, and what Word makes of its bullets.
_MARK: Final = re.compile(
    r"^\s*(?:\d{1,3}(?:(?:\.\d{1,3})+[.)]?|[.)/])(?=\s)|\d{1,3}[.)](?=[^\W\d_])"
    r"|[a-zđ][.)](?=\s)|[-–—•·▪+*])\s*"
)
_LETTERS: Final = 60
_IN_ORDER: Final = (Order("place"), Order("id"))
_LAST_FIRST: Final = (Order("day", descending=True), Order("id", descending=True))
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Concluded:
    """One thing that a meeting concluded; with `task` it is somebody's from now on."""

    text: str
    task: Assignment | None = None


@dataclass(frozen=True)
class Carried:
    """A task that an earlier meeting of the series gave and that is not settled."""

    meeting: Meeting
    conclusion: Conclusion
    task: Assignment


# Reading


def read_conclusions(text: str) -> tuple[str, ...]:
    """Conclusions out of a text pasted from Word, each once and without the mark before it.

    Lines without a mark go on with what stands above them, where there are marks at all.
    """
    lines = [line.strip() for line in text.replace("\v", "\n").splitlines() if line.strip()]
    if not any(map(_MARK.match, lines)):
        return tuple(" ".join(line.split()) for line in lines)
    found: list[str] = []
    for line in lines:
        if _MARK.match(line) or not found:
            found.append(_MARK.sub("", line))
        else:
            found[-1] = f"{found[-1]} {line}"
    return tuple(" ".join(one.split()) for one in found if one.strip())


def task_draft(meeting: Meeting, text: str, *, unit: str, due: str, ground: Ground) -> Draft:
    """The task that a conclusion becomes, as it would be typed."""
    texts = {
        "source": origin(meeting, ground.today),
        "task": text,
        "assigned_by": meeting.chair or "",
        "assigned_on": f"{given_on(meeting, ground.today):%d/%m/%Y}",
        "lead_unit": unit,
        "due_on": due,
    }
    return Draft(Assignment.kind, {name: said for name, said in texts.items() if said})


def given_on(meeting: Meeting, today: date) -> date:
    """Tasks are given on the last day of the meeting, or today where that is to come."""
    return min(days_of(meeting)[1], today)


def origin(meeting: Meeting, today: date) -> str:
    """Where a task comes from, in words that fit its field."""
    wording: str = form("meeting-conclusions")["origin"]
    day = f"{meeting.day:%d/%m/%Y}"
    title_ = " ".join(meeting.title.split())
    over = len(wording.format(title=title_, day=day)) - rule("body_length", today)
    if over > 0:
        title_ = f"{title_[: -over - 1].rstrip()}…"
    return wording.format(title=title_, day=day)


def conclusions_of(reader: Reader, meeting: Meeting) -> list[Conclusion]:
    """What a meeting concluded, in its order."""
    query = Query(Conclusion.kind, order=_IN_ORDER).where("meeting", Test.IS, meeting.id)
    return list(reader.records(Conclusion.kind, reader.ids(query)))


# Acts


def conclude(
    store: Store,
    meeting: Meeting,
    concluded: Sequence[Concluded],
    *,
    names: KnownNames,
    notice: OutgoingDocument | None = None,
) -> tuple[Change, OutgoingDocument | None]:
    """Keep conclusions with their tasks, and register their notice, all in one step.

    Raises Trouble where the meeting is off or in the trash, or where nothing is concluded.
    """
    _refuse_unfit(store.reader, meeting)
    before = conclusions_of(store.reader, meeting)
    if not concluded and not before:
        raise Trouble(M("Nothing is concluded yet: type or paste the conclusions."))
    words = Ms("keeping {count} conclusion", "keeping {count} conclusions", len(concluded))
    with saving(store, words, names) as writing:
        kept = [*before, *_keep(writing, meeting, concluded, names, len(before))]
        document = _notify(writing, kept, notice, names) if notice else None
    return writing.change, document


def _refuse_unfit(reader: Reader, meeting: Meeting) -> None:
    assert meeting.id is not None
    if reader.is_trashed(meeting.kind, meeting.id):
        raise Trouble(M("This meeting is in the trash: put it back first."))
    if is_off(meeting):
        raise Trouble(M("This meeting is off: it concludes nothing."))


def _keep(
    writing: Writing,
    meeting: Meeting,
    concluded: Sequence[Concluded],
    names: KnownNames,
    last: int,
) -> Iterator[Conclusion]:
    assert meeting.id is not None
    for place, one in enumerate(concluded, last + 1):
        task = give(writing, one.task, names=names) if one.task else None
        conclusion: Conclusion = writing.add(
            Conclusion(
                meeting=meeting.id, place=place, text=one.text, assignment=task.id if task else None
            )
        )
        yield conclusion


def issue_notice(
    store: Store, meeting: Meeting, notice: OutgoingDocument, *, names: KnownNames
) -> tuple[Change, OutgoingDocument]:
    """Register the notice of a meeting's conclusions; they are linked to it in the same step."""
    change, document = conclude(store, meeting, (), names=names, notice=notice)
    assert document is not None
    return change, document


def _notify(
    writing: Writing, conclusions: Sequence[Conclusion], notice: OutgoingDocument, names: KnownNames
) -> OutgoingDocument:
    untold = [one for one in conclusions if not holds(writing.reader, one.notice)]
    if not untold:
        raise Trouble(M("All conclusions are notified already: recall their notice first."))
    document = enter(writing, notice, names=names)
    assert isinstance(document, OutgoingDocument)
    for conclusion in untold:
        writing.put(replace(conclusion, notice=document.id))
    writing.call_it(M("notifying conclusions with {document}", document=title(document)))
    return document


def proposed_notice(
    meeting: Meeting, tasks: Sequence[Assignment], *, names: KnownNames, ground: Ground
) -> OutgoingDocument:
    """The notice as it would be registered today; the units that got tasks receive it."""
    wording = form("conclusion-notice")
    units = (unit for task in tasks for unit in (task.lead_unit, *(task.co_units or ())))
    said = {"chair": meeting.chair or "", "day": f"{meeting.day:%d/%m/%Y}"}
    room = rule("subject_length", ground.today) - len(wording["abstract"].format(title="", **said))
    subject = wording["abstract"].format(title=meeting.title[:room], **said)
    return OutgoingDocument(
        series=series_for(wording["document_kind"], names, ground),
        document_date=ground.today,
        document_kind=wording["document_kind"],
        subject=" ".join(subject.split()),
        recipients=tuple(dict.fromkeys(units)) or None,
    )


# The next meeting of the series


def earlier_in_series(reader: Reader, meeting: Meeting) -> list[Meeting]:
    """The meetings of the series before this one that were not called off, the last one first.

    A series runs for a year at most: it goes on with those of the years before.
    """
    if meeting.series is None:
        return []
    until = Query(Meeting.kind, order=_LAST_FIRST).where("day", Test.AT_MOST, meeting.day)
    return [
        one
        for series in _and_before(reader, meeting.series)
        for one in reader.records(Meeting.kind, reader.ids(until.where("series", Test.IS, series)))
        if not is_off(one) and _is_before(one, meeting)
    ]


def _and_before(reader: Reader, series_id: int) -> list[int]:
    """A series, and those before it that began from the same template and have come to an end."""
    series: MeetingSeries | None = reader.record(MeetingSeries.kind, series_id)
    if series is None:
        return [series_id]
    older = (
        Query(MeetingSeries.kind, order=(Order("first_day", descending=True),))
        .where("template", Test.IS, series.template)
        .where("first_day", Test.AT_MOST, series.first_day - _DAY)
    )
    found = reader.records(MeetingSeries.kind, reader.ids(older))
    ended = (one.id for one in found if not _goes_on(reader, one, series.first_day))
    return [series_id, *ended]


def _goes_on(reader: Reader, series: MeetingSeries, day: date) -> bool:
    """Whether a series still meets from a day on: it may end early, where a new one begins."""
    assert series.id is not None
    later = meetings_of(reader, series.id, day) if series.last_day >= day else ()
    return not all(map(is_off, later))


def _is_before(one: Meeting, other: Meeting) -> bool:
    return one.id != other.id and (one.day, one.id or 0) < (other.day, other.id or 0)


def carried_over(reader: Reader, meeting: Meeting) -> tuple[Carried, ...]:
    """Open tasks of the series' earlier meetings, the oldest first: the first item of this one."""
    return tuple(
        Carried(earlier, conclusion, task)
        for earlier in reversed(earlier_in_series(reader, meeting))
        for conclusion in conclusions_of(reader, earlier)
        if (task := _open_task(reader, conclusion))
    )


def _open_task(reader: Reader, conclusion: Conclusion) -> Assignment | None:
    if conclusion.assignment is None or reader.is_trashed("assignments", conclusion.assignment):
        return None
    task: Assignment = reader.record("assignments", conclusion.assignment)
    return None if task.settled_on else task


def agenda(reader: Reader, meeting: Meeting) -> tuple[str, ...]:
    """What a meeting of a series begins with: the minutes of the last one, and what is open."""
    minutes = minutes_to_approve(reader, meeting)
    opening = (approval_of(minutes).text,) if minutes else ()
    return (*opening, *(_open_item(one) for one in carried_over(reader, meeting)))


def _open_item(carried: Carried) -> str:
    wording, task = form("meeting-conclusions"), carried.task
    due = f"{task.due_on:%d/%m/%Y}" if task.due_on else "…"
    text = " ".join(task.task.split())
    return str(wording["open"].format(task=text, unit=task.lead_unit, due=due))


def minutes_to_approve(reader: Reader, meeting: Meeting) -> Meeting | None:
    """The last meeting of the series, unless this one has approved its minutes already."""
    last = next(iter(earlier_in_series(reader, meeting)), None)
    if last is None:
        return None
    said = {one.text for one in conclusions_of(reader, meeting)}
    return None if approval_of(last).text in said else last


def approval_of(meeting: Meeting) -> Concluded:
    """What a later meeting concludes when it approves the minutes of this one."""
    wording: str = form("meeting-conclusions")["approved"]
    return Concluded(wording.format(day=f"{meeting.day:%d/%m/%Y}"))
