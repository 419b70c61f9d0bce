"""Handing out the schedule of a week: approved once, and again after each change."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from desktop.errors import Trouble
from desktop.language.words import M
from desktop.meetings.around import Week
from desktop.meetings.meeting import Meeting
from desktop.meetings.week import (
    CHANGED,
    NEW,
    kept_lines,
    lines_with_marks,
    meetings_marked,
    number_of_week,
    week_lines,
    week_of,
)
from desktop.records.changes import Change
from desktop.storage.store import Store
from desktop.storage.writing import Writing


def approve_week(store: Store, monday: date) -> Change:
    """Approve the schedule of a week and what is planned in it; it is revision 0."""
    _, number = number_of_week(monday)
    if week_of(store.reader, monday):
        raise Trouble(
            M("Week {number} is approved already: hand out its changes instead.", number=number)
        )
    lines = week_lines(store.reader, monday)
    if not lines:
        raise Trouble(M("Nothing is planned in week {number}: plan it first.", number=number))
    with store.writing(M("approving the schedule of week {number}", number=number)) as writing:
        _set_state(writing, {line.meeting for line in lines}, "approved", of=("planned",))
        writing.add(
            Week(
                first_day=monday,
                revision=0,
                updated_at=_now(writing),
                approved=1,
                lines=kept_lines(lines),
            )
        )
    return writing.change


def issue_week(store: Store, monday: date) -> Change:
    """Hand out what was changed since: the revision goes up, and the changed lines are marked."""
    _, number = number_of_week(monday)
    week = week_of(store.reader, monday)
    if week is None:
        raise Trouble(M("Week {number} is not approved yet: approve it first.", number=number))
    lines = lines_with_marks(store.reader, week)
    if not any(line.mark for line in lines):
        raise Trouble(
            M("Week {number} is as it was handed out: nothing has changed.", number=number)
        )
    with store.writing(M("handing out changes of week {number}", number=number)) as writing:
        _set_state(writing, meetings_marked(lines, NEW), "approved", of=("planned",))
        coming = ("planned", "approved")
        _set_state(writing, meetings_marked(lines, CHANGED), "adjusted", of=coming)
        revision = week.revision + 1
        kept = kept_lines(lines)
        writing.put(replace(week, revision=revision, updated_at=_now(writing), lines=kept))
    return writing.change


def _set_state(writing: Writing, ids: Iterable[int], state: str, *, of: tuple[str, ...]) -> None:
    meetings: list[Meeting] = list(writing.reader.records(Meeting.kind, sorted(ids)))
    for meeting in meetings:
        if meeting.state in of:
            writing.put(replace(meeting, state=state))


def _now(writing: Writing) -> str:
    return f"{writing.change.at:%Y-%m-%dT%H:%M}"
