"""Preparing meetings: what each kind of them usually takes, and what is still to be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from desktop.language.words import M, Ms
from desktop.meetings.keeping import meeting_title, put
from desktop.meetings.meeting import Meeting, group_of
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground, Unreadable
from desktop.records.law import rule
from desktop.records.record import fields_of
from desktop.storage.store import Store

Needs = tuple[str, ...]

_USUAL: Final = "usual"
_CHECKLIST: Final = fields_of(Meeting)["checklist"]


def usual_needs(meeting_kind: str, form: str | None, day: date) -> Needs | None:
    """What meetings of a kind usually take, and what comes on top where some are far away."""
    known: dict[str, list[str]] = rule("meeting_checklists", day)
    own = known.get(meeting_kind, known.get(group_of(meeting_kind), known[_USUAL]))
    return tuple(dict.fromkeys((*own, *known.get(form or "", ())))) or None


def checklist_for(draft: Draft, ground: Ground) -> str | None:
    """What a meeting that is being typed usually takes, in words; None before its kind is known."""
    kind, form = _read("meeting_kind", draft, ground), _read("form", draft, ground)
    return None if kind is None else _CHECKLIST.show(usual_needs(kind, form, ground.today), ground)


def unprepared(meeting: Meeting) -> Needs:
    """What stands on the checklist and is not prepared yet."""
    done = meeting.prepared or ()
    return tuple(one for one in meeting.checklist or () if one not in done)


def preparation_said(meeting: Meeting, ground: Ground) -> str:
    """What is still to be prepared, as a list writes it; ✓ where all is."""
    left = unprepared(meeting)
    if meeting.checklist and not left:
        return "✓"
    return _CHECKLIST.show(left or None, ground)


def note_prepared(store: Store, meetings: Sequence[Meeting]) -> Change:
    """Note that all is prepared that stands on the checklists of meetings."""
    one = M("noting that {meeting} is prepared", meeting=meeting_title(meetings[0]))
    many = Ms(
        "noting that {count} meeting is prepared",
        "noting that {count} meetings are prepared",
        len(meetings),
    )
    after = (replace(each, prepared=_all_of(each)) for each in meetings)
    words = one if len(meetings) == 1 else many
    return put(store, words, zip(meetings, after, strict=True))


def _all_of(meeting: Meeting) -> Needs | None:
    return tuple(dict.fromkeys((*(meeting.prepared or ()), *(meeting.checklist or ())))) or None


def _read(name: str, draft: Draft, ground: Ground) -> Any:
    try:
        return fields_of(Meeting)[name].read(draft.text(name), ground)
    except Unreadable:
        return None
