"""What becomes of a meeting: approved, put off, cancelled, held."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.language.words import M, Message, Ms
from desktop.meetings.keeping import meeting_title, put
from desktop.meetings.meeting import Meeting
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.record import Problem
from desktop.storage.store import Store

_OFF: Final = ("postponed", "cancelled")


def approve(store: Store, meetings: Sequence[Meeting]) -> Change:
    """Approve meetings, as a leader does with the schedule of a week; what is held stays held."""
    open_ones = [one for one in meetings if one.state != "held"]
    words = _words(
        open_ones,
        M("approving {meeting}", meeting=_first(open_ones)),
        Ms("approving {count} meeting", "approving {count} meetings", len(open_ones)),
    )
    return _decide(store, words, open_ones, "approved", None)


def postpone(store: Store, meetings: Sequence[Meeting], *, reason: str) -> Change:
    """Put meetings off without a new day; they take no room, and nobody's time."""
    words = _words(
        meetings,
        M("postponing {meeting}", meeting=_first(meetings)),
        Ms("postponing {count} meeting", "postponing {count} meetings", len(meetings)),
    )
    return _decide(store, words, meetings, "postponed", _needed(reason))


def cancel(store: Store, meetings: Sequence[Meeting], *, reason: str) -> Change:
    """Cancel meetings: they stay in the list, and are not counted."""
    words = _words(
        meetings,
        M("cancelling {meeting}", meeting=_first(meetings)),
        Ms("cancelling {count} meeting", "cancelling {count} meetings", len(meetings)),
    )
    return _decide(store, words, meetings, "cancelled", _needed(reason))


def note_held(store: Store, meetings: Sequence[Meeting]) -> Change:
    """Note that meetings took place; raises Problems for a day that is still to come."""
    words = _words(
        meetings,
        M("noting that {meeting} was held", meeting=_first(meetings)),
        Ms(
            "noting that {count} meeting was held",
            "noting that {count} meetings were held",
            len(meetings),
        ),
    )
    return _decide(store, words, meetings, "held", None)


def _decide(
    store: Store, words: Message, meetings: Sequence[Meeting], state: str, reason: str | None
) -> Change:
    after = (replace(one, state=state, state_reason=reason) for one in meetings)
    return put(store, words, zip(meetings, after, strict=True))


def _words(meetings: Sequence[Meeting], one: Message, many: Message) -> Message:
    return one if len(meetings) == 1 else many


def _first(meetings: Sequence[Meeting]) -> Message:
    return meeting_title(meetings[0]) if meetings else M("no meeting")


def _needed(reason: str) -> str:
    if not reason.strip():
        message = M("Needed: why it is postponed or cancelled.")
        raise Problems((Problem("state_reason", message),))
    return reason.strip()
