"""Inviting: the number comes from the outgoing register in the same step, and both are linked."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import discard
from desktop.correspondence.standing import void
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.meetings.around import Participant
from desktop.meetings.inviting import invite, proposed_invitation
from desktop.meetings.meeting import Meeting
from desktop.meetings.participants import participants_of
from desktop.office.bodies import Body
from desktop.records.drafts import Problems
from desktop.storage.store import Store
from desktop.storage.verifying import verify


def kept(office: Store, **facts: Any) -> Meeting:
    usual = {
        "meeting_kind": "giai-quyet",
        "title": "Họp về tiến độ dự án",
        "day": date(2026, 3, 25),
        "starts_at": time(8),
        "chair": "Mai Đình Thuận",
        "room": None,
        "place": "Phòng họp số 1",
        "invited": "Sở Tài chính; Sở Xây dựng",
    }
    with office.writing(M("planning")) as writing:
        found: Meeting = writing.add(Meeting(**{**usual, **facts}))
    return found


def invited(office: Store, names: KnownNames, meeting: Meeting) -> Any:
    people = participants_of(office.reader, meeting)
    ground = names.ground(office.today, "vi")
    document = proposed_invitation(meeting, people, names=names, ground=ground)
    return invite(office, meeting, document, names=names)


def test_invitation_gets_the_next_number_and_both_are_linked(
    office: Store, names: KnownNames
) -> None:
    meeting = kept(office)
    change, after, document = invited(office, names, meeting)
    assert (document.series, document.symbol, document.document_date, document.subject) == (
        "UBND-GM",
        "01/GM-UBND",
        date(2026, 3, 15),
        "Họp về tiến độ dự án",
    )
    assert after == replace(meeting, invitation=document.id)
    assert office.reader.record("meetings", meeting.id or 0) == after
    assert change.words == M(
        "inviting with {document}", document=M("outgoing {number}", number="01/GM-UBND")
    )
    assert set(change.records) == {("outgoing", document.id), ("meetings", meeting.id)}
    assert verify(office) == []


def test_undo_takes_back_both_and_the_number_stays_given(office: Store, names: KnownNames) -> None:
    meeting = kept(office)
    invited(office, names, meeting)
    office.undo()
    assert office.reader.record("meetings", meeting.id or 0).invitation is None
    _, _, second = invited(office, names, meeting)
    assert second.symbol == "02/GM-UBND"


def test_bodies_of_the_participants_receive_it_each_once(office: Store, names: KnownNames) -> None:
    meeting = kept(office, invited=None)
    assert meeting.id is not None
    with office.writing(M("people")) as writing:
        for name, body in (
            ("An", "Sở Tài chính"),
            ("Bình", "Sở Xây dựng"),
            ("Chi", "Sở Tài chính"),
        ):
            writing.add(Participant(meeting=meeting.id, name=name, body=body))
    _, _, document = invited(office, names, meeting)
    assert document.recipients == ("Sở Tài chính", "Sở Xây dựng")
    assert names.directories["bodies"].named("so xay dung") == "Sở Xây dựng"


def test_title_of_several_lines_is_an_abstract_of_one(office: Store, names: KnownNames) -> None:
    _, _, document = invited(office, names, kept(office, title="Họp về\nhai việc"))
    assert document.subject == "Họp về hai việc"


def test_known_bodies_among_the_invited_receive_it(office: Store, names: KnownNames) -> None:
    with office.writing(M("body")) as writing:
        names.learn(writing.add(Body(name="Sở Tài chính", abbreviation="STC")))
    meeting = kept(office, invited="STC; khoảng 20 người khác")
    _, _, document = invited(office, names, meeting)
    assert document.recipients == ("Sở Tài chính",)


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"chair": None}, "chair"),
        ({"invited": None}, "invited"),
        ({"starts_at": None}, "starts_at"),
        ({"place": None}, "place"),
    ],
)
def test_what_an_invitation_must_state_is_asked_for(
    office: Store, names: KnownNames, missing: dict[str, Any], field: str
) -> None:
    meeting = kept(office, **missing)
    with pytest.raises(Problems) as caught:
        invited(office, names, meeting)
    assert [one.field for one in caught.value.problems] == [field]
    assert office.reader.record("meetings", meeting.id or 0) == meeting
    assert office.reader.last_number("outgoing", "UBND-GM", 2026) == 0


def test_half_day_is_a_time(office: Store, names: KnownNames) -> None:
    meeting = kept(office, starts_at=None, part="sang")
    _, after, _ = invited(office, names, meeting)
    assert after.invitation == 1


def test_nobody_is_invited_twice_unless_the_first_was_discarded(
    office: Store, names: KnownNames
) -> None:
    _, after, document = invited(office, names, kept(office))
    with pytest.raises(Trouble, match="01/GM-UBND"):
        invited(office, names, after)
    discard(office, document)
    _, again, _ = invited(office, names, after)
    assert again.invitation != document.id


def test_meeting_is_invited_to_anew_where_the_number_was_cancelled(
    office: Store, names: KnownNames
) -> None:
    _, after, document = invited(office, names, kept(office))
    void(office, [document], reason="Sai giờ")
    _, again, second = invited(office, names, after)
    assert (again.invitation, second.symbol) == (second.id, "02/GM-UBND")


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_nobody_is_invited_to_what_is_off(office: Store, names: KnownNames, state: str) -> None:
    with pytest.raises(Trouble, match="off"):
        invited(office, names, kept(office, state=state, state_reason="Bão"))


def test_meeting_in_the_trash_invites_nobody(office: Store, names: KnownNames) -> None:
    meeting = kept(office)
    assert meeting.id is not None
    with office.writing(M("trash")) as writing:
        writing.trash("meetings", meeting.id)
    with pytest.raises(Trouble, match="trash"):
        invited(office, names, meeting)
