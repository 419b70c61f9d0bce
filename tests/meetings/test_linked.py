"""Papers of a meeting, and meetings of a paper or a task: either leads to the other."""

from dataclasses import replace
from datetime import date

from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, register
from desktop.correspondence.related import way_to
from desktop.language.words import M
from desktop.meetings.concluding import Concluded, conclude, proposed_notice
from desktop.meetings.inviting import invite, proposed_invitation
from desktop.meetings.keeping import discard as discard_meetings
from desktop.meetings.keeping import keep
from desktop.meetings.linked import linked_with
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.records.queries import Query
from desktop.records.ways import Way
from desktop.storage.store import Store


def asking(office: Store, names: KnownNames) -> IncomingDocument:
    document = IncomingDocument(
        series=names.series_of("incoming")[0].code,
        arrived_on=date(2026, 3, 10),
        issuer="Sở Xây dựng",
        symbol="12/SXD-QH",
        document_date=date(2026, 3, 9),
        document_kind="cong-van",
        subject="Đề nghị họp về quy hoạch",
    )
    _, kept = register(office, document, names=names)
    assert isinstance(kept, IncomingDocument)
    return kept


def test_meeting_leads_to_its_papers_and_they_lead_back(
    office: Store, names: KnownNames, meeting_names: MeetingNames
) -> None:
    request = asking(office, names)
    planned = Meeting(
        meeting_kind="giai-quyet",
        title="Họp về quy hoạch",
        day=date(2026, 3, 25),
        part="sang",
        chair="Mai Đình Thuận",
        place="Phòng họp số 1",
        invited="Sở Xây dựng",
        request=request.id,
    )
    _, meeting = keep(office, planned, names=meeting_names)
    ground = names.ground(office.today, "vi")
    proposed = proposed_invitation(meeting, (), names=names, ground=ground)
    _, meeting, invitation = invite(office, meeting, proposed, names=names)
    _, notice = conclude(
        office,
        meeting,
        [Concluded("Một"), Concluded("Hai")],
        names=names,
        notice=proposed_notice(meeting, [], names=names, ground=ground),
    )
    assert isinstance(notice, OutgoingDocument)
    papers = (
        way_to(request, M("Asked for by")),
        way_to(invitation, M("Invitation")),
        way_to(notice, M("Conclusion notice")),
    )
    assert linked_with(office.reader, meeting) == papers
    back = Way(
        M("Meeting"),
        M("{day} · {title}", day="25/03/2026", title="Họp về quy hoạch"),
        "Họp về quy hoạch",
        "meetings",
        1,
    )
    for document in (request, invitation, notice):
        assert linked_with(office.reader, document) == (back,)
    discard(office, invitation)
    assert linked_with(office.reader, meeting) == (papers[0], papers[2])
    discard_meetings(office, meeting)
    assert linked_with(office.reader, notice) == ()


def test_task_leads_to_the_meeting_that_gave_it(
    office: Store, names: KnownNames, meeting_names: MeetingNames
) -> None:
    planned = Meeting(meeting_kind="giao-ban", title="Giao ban", day=date(2026, 3, 9))
    _, meeting = keep(office, planned, names=meeting_names)
    task = Assignment(
        source="Họp", task="Rà soát", assigned_on=date(2026, 3, 9), lead_unit="Sở Tài chính"
    )
    conclude(office, meeting, [Concluded("Rà soát", task)], names=names)
    (matter,) = office.reader.records("matters", office.reader.ids(Query("matters")))
    assert [one.record_id for one in linked_with(office.reader, matter)] == [meeting.id]


def test_paper_of_no_meeting_leads_nowhere(office: Store, names: KnownNames) -> None:
    request = asking(office, names)
    assert linked_with(office.reader, request) == ()
    meeting = Meeting(meeting_kind="khac", title="Họp", day=date(2026, 3, 25))
    assert linked_with(office.reader, replace(meeting, id=1)) == ()
