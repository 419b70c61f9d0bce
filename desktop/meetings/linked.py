"""Papers that a meeting is linked to, and the meetings that a paper is linked to."""

from collections.abc import Iterable, Iterator
from typing import Any

from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.following_up.matter import Matter
from desktop.correspondence.known_names import Document
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.related import way_to
from desktop.language.words import M, Message
from desktop.meetings.around import Conclusion
from desktop.meetings.concluding import conclusions_of
from desktop.meetings.keeping import id_of
from desktop.meetings.meeting import Meeting
from desktop.records.queries import Query, Test
from desktop.records.record import fields_of
from desktop.records.ways import Way
from desktop.storage.lists import Reader


def linked_with(reader: Reader, record: Any) -> tuple[Way, ...]:
    """The papers of a meeting, or the meetings of a paper or task; nothing from other records."""
    if isinstance(record, Meeting):
        return tuple(_papers_of(reader, record))
    if isinstance(record, Document):
        return tuple(map(_way_to_meeting, _meetings(reader, _ids_of_paper(reader, record))))
    if isinstance(record, Matter) and record.register == Assignment.kind:
        ids = _ids_by_conclusion(reader, "assignment", record.record)
        return tuple(map(_way_to_meeting, _meetings(reader, ids)))
    return ()


def _way_to_meeting(meeting: Meeting) -> Way:
    called = M("{day} · {title}", day=f"{meeting.day:%d/%m/%Y}", title=meeting.title[:60])
    return Way(M("Meeting"), called, meeting.title, meeting.kind, id_of(meeting))


def _papers_of(reader: Reader, meeting: Meeting) -> Iterator[Way]:
    """What asked for a meeting, what invited to it, and what told of its conclusions."""
    for what, kind, document_id in dict.fromkeys(_links(reader, meeting)):
        if document_id and not reader.is_trashed(kind, document_id):
            yield way_to(reader.record(kind, document_id), what)


def _links(reader: Reader, meeting: Meeting) -> Iterator[tuple[Message, str, int | None]]:
    fields = fields_of(Meeting)
    yield fields["request"].label, "incoming", meeting.request
    yield fields["invitation"].label, "outgoing", meeting.invitation
    for conclusion in conclusions_of(reader, meeting):
        yield M("Conclusion notice"), "outgoing", conclusion.notice


def _ids_of_paper(reader: Reader, document: Document) -> Iterator[int]:
    """The meetings that a document asked for, invited to, or told the conclusions of."""
    link = "invitation" if isinstance(document, OutgoingDocument) else "request"
    yield from reader.ids(Query(Meeting.kind).where(link, Test.IS, document.id))
    if isinstance(document, OutgoingDocument):
        yield from _ids_by_conclusion(reader, "notice", document.id)


def _ids_by_conclusion(reader: Reader, link: str, record_id: int | None) -> Iterator[int]:
    """The meetings that concluded something which became a task, or stands in a notice."""
    linked = Query(Conclusion.kind).where(link, Test.IS, record_id)
    return (meeting for (meeting,) in reader.values(linked, ("meeting",)))


def _meetings(reader: Reader, ids: Iterable[int]) -> Iterable[Meeting]:
    live = sorted(one for one in set(ids) if not reader.is_trashed(Meeting.kind, one))
    return reader.records(Meeting.kind, live)
