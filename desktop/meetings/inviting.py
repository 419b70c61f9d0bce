"""Inviting: the invitation gets its number from the outgoing register in the same step."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from desktop.correspondence.entering import follow
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import enter, title
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.meetings.around import Participant
from desktop.meetings.meeting import Meeting, is_off
from desktop.meetings.participants import participants_of
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems
from desktop.records.fields import Ground
from desktop.records.law import catalogue, form
from desktop.records.record import Problem
from desktop.storage.lists import Reader
from desktop.storage.store import Store

_KIND: Final = "giay-moi"
_TAKEN_BACK: Final = ("void", "recalled")
_ONE_NAME: Final = re.compile(r"[;\n]+")


def invite(
    store: Store, meeting: Meeting, document: OutgoingDocument, *, names: KnownNames
) -> tuple[Change, Meeting, OutgoingDocument]:
    """Register the invitation, and link it to its meeting (Decision 45/2018/QĐ-TTg).

    Raises Problems at the meeting's fields where it does not state chair, participants, content,
    time and place; Trouble where the meeting is off, or was invited to before.
    """
    _refuse_unfit(store.reader, meeting)
    refuse_incomplete(meeting, participants_of(store.reader, meeting))
    with saving(store, M("inviting to “{title}”", title=meeting.title[:60]), names) as writing:
        kept = enter(writing, document, names=names)
        assert isinstance(kept, OutgoingDocument)
        invited = replace(meeting, invitation=kept.id)
        writing.put(invited)
        writing.call_it(M("inviting with {document}", document=title(kept)))
    return writing.change, invited, kept


def _refuse_unfit(reader: Reader, meeting: Meeting) -> None:
    assert meeting.id is not None
    if reader.is_trashed(meeting.kind, meeting.id):
        raise Trouble(M("This meeting is in the trash: put it back, then invite to it."))
    if is_off(meeting):
        raise Trouble(M("This meeting is off: nobody is invited to it."))
    before = meeting.invitation
    if before and holds(reader, before):
        document = title(reader.record("outgoing", before))
        raise Trouble(M("It was invited to already with {document}.", document=document))


def holds(reader: Reader, document_id: int | None) -> bool:
    """Whether an outgoing document still says something: not void, recalled or discarded."""
    if document_id is None or reader.is_trashed("outgoing", document_id):
        return False
    return reader.record("outgoing", document_id).standing not in _TAKEN_BACK


def refuse_incomplete(meeting: Meeting, people: Sequence[Participant]) -> None:
    """An invitation states chair, participants, content, time and place; else Problems."""
    if problems := tuple(_missing(meeting, people)):
        raise Problems(problems)


def _missing(meeting: Meeting, people: Sequence[Participant]) -> Iterator[Problem]:
    if not meeting.chair:
        yield Problem("chair", M("Needed: an invitation says who chairs."))
    if not meeting.invited and not people:
        yield Problem("invited", M("Needed: an invitation says who is to come."))
    if not meeting.starts_at and not meeting.part:
        yield Problem("starts_at", M("Needed: an invitation says at what time."))
    if not meeting.room and not meeting.place:
        yield Problem("place", M("Needed: an invitation says where."))


def proposed_invitation(
    meeting: Meeting, people: Sequence[Participant], *, names: KnownNames, ground: Ground
) -> OutgoingDocument:
    """The invitation as it would be registered today; a person may change it before."""
    return OutgoingDocument(
        series=series_for(_KIND, names, ground),
        document_date=ground.today,
        document_kind=_KIND,
        subject=form("meeting-invitation")["subject"].format(title=" ".join(meeting.title.split())),
        recipients=recipients(meeting, people, names) or None,
    )


def series_for(document_kind: str, names: KnownNames, ground: Ground) -> str:
    """The outgoing series of a kind; Trouble where the office has none for it."""
    entry = catalogue("kinds").of(document_kind)
    assert entry is not None
    draft = Draft(OutgoingDocument.kind, {"document_kind": entry.name(ground.language)})
    filled = follow(draft, "document_kind", names, ground)
    if not filled:
        message = M(
            "No outgoing series takes {kind}: add one under the series.",
            kind=entry.name(ground.language),
        )
        raise Trouble(message)
    return filled[0].text


def recipients(
    meeting: Meeting, people: Sequence[Participant], names: KnownNames
) -> tuple[str, ...]:
    """The bodies that take part, each once; without any, those that the meeting names."""
    bodies = [one.body for one in people if one.body]
    known = names.directories["bodies"]
    named = (known.named(part) for part in _ONE_NAME.split(meeting.invited or ""))
    return tuple(dict.fromkeys(bodies or [name for name in named if name]))
