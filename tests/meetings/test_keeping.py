"""Planning, correcting and moving meetings; deciding on them; rooms and what is worth a look."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import register
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.language.working_days import WorkingDays
from desktop.meetings.around import Conclusion, Participant
from desktop.meetings.clashes import Clash, sentence
from desktop.meetings.deciding import approve, cancel, note_held, postpone
from desktop.meetings.fitting import closed
from desktop.meetings.keeping import discard, keep, move, put_back
from desktop.meetings.keeping_rooms import (
    discard_rooms,
    discard_templates,
    keep_room,
    keep_template,
    put_back_rooms,
    put_back_templates,
)
from desktop.meetings.marks import Mark, expected, marks
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.rooms import Room
from desktop.records.drafts import Problems
from desktop.records.queries import Query
from desktop.records.record import Problem
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TODAY = date(2026, 3, 15)
DAY = date(2026, 3, 16)
NEXT = date(2026, 3, 17)
ROOM = "Phòng họp tầng 2"


@pytest.fixture
def room(office: Store, meeting_names: MeetingNames) -> Room:
    """A room of thirty seats."""
    meeting_names.take(keep_room(office, Room(name=ROOM, seats=30)))
    found: Room = office.reader.record("rooms", 1)
    return found


def planned(**facts: Any) -> Meeting:
    usual = {
        "meeting_kind": "giao-ban",
        "title": "Giao ban",
        "day": DAY,
        "starts_at": time(8),
        "ends_at": time(10),
    }
    return Meeting(**{**usual, **facts})


def now(office: Store, meeting: Meeting) -> Meeting:
    assert meeting.id is not None
    found: Meeting = office.reader.record("meetings", meeting.id)
    return found


def problems(act: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as refused:
        act()
    return refused.value.problems


def trouble(act: Callable[[], object]) -> Message:
    with pytest.raises(Trouble) as refused:
        act()
    return refused.value.message


# Planning and correcting


def test_meeting_is_planned_as_one_change(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    change, meeting = keep(office, planned(room=ROOM), names=meeting_names)
    assert meeting == replace(planned(room=ROOM), id=1)
    assert now(office, meeting) == meeting
    assert change.records == (("meetings", 1),)
    assert change.words == M("planning {meeting}", meeting=M("meeting “{title}”", title="Giao ban"))


def test_body_that_is_named_for_the_first_time_is_of_the_same_change(
    office: Store, meeting_names: MeetingNames
) -> None:
    change, _ = keep(office, planned(preparing_body="Ban dự án"), names=meeting_names)
    assert {kind for kind, _ in change.records} == {"bodies", "meetings"}


def test_taken_room_is_refused_unless_a_reason_is_given(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, first = keep(office, planned(room=ROOM, chair="Phạm Thân"), names=meeting_names)
    second = planned(room=ROOM, chair="Phạm Thân", title="Làm việc với Sở Xây dựng")
    assert problems(lambda: keep(office, second, names=meeting_names)) == (
        Problem("room", sentence(Clash("room", ROOM, first))),
        Problem("chair", sentence(Clash("leader", "Phạm Thân", first))),
    )
    _, kept = keep(office, replace(second, clash_reason="ngồi chung"), names=meeting_names)
    assert now(office, kept).clash_reason == "ngồi chung"


def test_nothing_is_kept_of_a_meeting_that_is_refused(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    keep(office, planned(room=ROOM), names=meeting_names)
    second = planned(room=ROOM, preparing_body="Ban dự án")
    problems(lambda: keep(office, second, names=meeting_names))
    assert office.reader.count(Query("meetings")) == 1
    assert meeting_names.names.directories["bodies"].named("Ban dự án") is None


def test_other_meeting_of_an_allowed_clash_may_be_corrected(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, first = keep(office, planned(room=ROOM), names=meeting_names)
    keep(office, planned(room=ROOM, clash_reason="ngồi chung"), names=meeting_names)
    _, corrected = keep(office, replace(first, title="Giao ban tuần 12"), names=meeting_names)
    assert now(office, corrected).title == "Giao ban tuần 12"


def test_reason_does_not_outlive_its_clash(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, first = keep(office, planned(room=ROOM), names=meeting_names)
    _, second = keep(office, planned(room=ROOM, clash_reason="ngồi chung"), names=meeting_names)
    move(office, second, day=NEXT, starts_at=time(8), ends_at=time(10))
    assert now(office, second).clash_reason is None
    back = now(office, second)
    assert problems(lambda: move(office, back, day=DAY, starts_at=time(8), ends_at=None)) == (
        Problem("room", sentence(Clash("room", ROOM, first))),
    )


def test_reason_of_another_clash_allows_none_that_is_new(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    keep(office, planned(room=ROOM), names=meeting_names)
    _, second = keep(office, planned(room=ROOM, clash_reason="ngồi chung"), names=meeting_names)
    _, third = keep(office, planned(room=ROOM, day=NEXT), names=meeting_names)
    assert problems(lambda: keep(office, replace(third, day=DAY), names=meeting_names))
    assert problems(lambda: move(office, second, day=NEXT, starts_at=time(8), ends_at=time(9)))


def test_fields_of_another_kind_of_meeting_fall_away(
    office: Store, meeting_names: MeetingNames
) -> None:
    received = planned(meeting_kind="doan", level="nuoc-ngoai", delegation="Lào", turns=3)
    _, kept = keep(office, received, names=meeting_names)
    assert (kept.level, kept.delegation, kept.turns) == ("nuoc-ngoai", "Lào", None)
    _, briefing = keep(office, replace(kept, meeting_kind="giao-ban"), names=meeting_names)
    assert (briefing.level, briefing.delegation) == (None, None)


def test_meeting_in_the_trash_is_put_back_before_it_is_corrected(
    office: Store, meeting_names: MeetingNames
) -> None:
    _, meeting = keep(office, planned(), names=meeting_names)
    discard(office, meeting)
    assert trouble(lambda: keep(office, meeting, names=meeting_names)) == M(
        "This meeting is in the trash: put it back, then correct it."
    )


def test_meeting_is_not_put_back_where_another_one_is_by_now(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, first = keep(office, planned(room=ROOM), names=meeting_names)
    discard(office, first)
    _, second = keep(office, planned(room=ROOM), names=meeting_names)
    assert trouble(lambda: put_back(office, first)) == sentence(Clash("room", ROOM, second))
    discard(office, second)
    put_back(office, first)
    assert office.reader.ids(Query("meetings")).tolist() == [first.id]


# Moving


def test_moving_is_one_step_and_undone_as_one(office: Store, meeting_names: MeetingNames) -> None:
    _, meeting = keep(office, planned(), names=meeting_names)
    change = move(office, meeting, day=NEXT, starts_at=time(14), ends_at=time(16))
    moved = replace(meeting, day=NEXT, starts_at=time(14), ends_at=time(16))
    assert now(office, meeting) == moved
    assert str(change.words) == "moving meeting “Giao ban” to 17/03/2026"
    office.undo()
    assert now(office, meeting) == meeting
    assert verify(office) == []


@pytest.mark.parametrize(
    ("before", "to", "last_day"),
    [
        ({}, (time(22), time(1)), date(2026, 3, 18)),
        ({"starts_at": time(22), "ends_at": time(1), "last_day": NEXT}, (time(8), time(9)), None),
        (
            {"starts_at": time(22), "ends_at": time(1), "last_day": NEXT},
            (time(21), time(0)),
            date(2026, 3, 18),
        ),
        ({"last_day": NEXT}, (time(8), time(10)), date(2026, 3, 18)),
        ({"last_day": date(2026, 3, 19)}, (None, None), date(2026, 3, 20)),
    ],
)
def test_meeting_keeps_its_length_in_days_when_it_is_moved(
    office: Store,
    meeting_names: MeetingNames,
    before: dict[str, Any],
    to: tuple[time | None, time | None],
    last_day: date | None,
) -> None:
    _, meeting = keep(office, planned(**before), names=meeting_names)
    move(office, meeting, day=NEXT, starts_at=to[0], ends_at=to[1])
    assert now(office, meeting).last_day == last_day


def test_half_day_moves_to_another_half_day(office: Store, meeting_names: MeetingNames) -> None:
    half = planned(starts_at=None, ends_at=None, part="sang")
    _, meeting = keep(office, half, names=meeting_names)
    move(office, meeting, day=DAY, starts_at=None, ends_at=None, part="chieu")
    assert now(office, meeting) == replace(meeting, part="chieu")


def test_meeting_moves_into_a_taken_room_with_a_reason_only(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, first = keep(office, planned(room=ROOM), names=meeting_names)
    _, second = keep(office, planned(room=ROOM, day=NEXT), names=meeting_names)

    def over(reason: str | None) -> object:
        return move(office, second, day=DAY, starts_at=time(9), ends_at=time(11), reason=reason)

    assert problems(lambda: over(None)) == (Problem("room", sentence(Clash("room", ROOM, first))),)
    over("ngồi chung")
    assert now(office, second).clash_reason == "ngồi chung"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_meeting_does_not_move_to_a_day_that_is_far_off(
    office: Store, meeting_names: MeetingNames, day: date
) -> None:
    _, meeting = keep(office, planned(), names=meeting_names)
    refused = problems(lambda: move(office, meeting, day=day, starts_at=time(23), ends_at=time(1)))
    message = M("The year {year} is far off: correct it.", year=str(day.year))
    assert refused == (Problem("day", message),)


def test_held_meeting_does_not_move_into_the_future(
    office: Store, meeting_names: MeetingNames
) -> None:
    _, meeting = keep(office, planned(day=TODAY, state="held"), names=meeting_names)
    assert problems(lambda: move(office, meeting, day=NEXT, starts_at=None, ends_at=None)) == (
        Problem("state", M("This day is still to come: it cannot have been held.")),
    )


# Deciding


def test_approved_meeting_that_is_moved_is_an_adjusted_one(
    office: Store, meeting_names: MeetingNames
) -> None:
    _, meeting = keep(office, planned(), names=meeting_names)
    approve(office, [meeting])
    approved = now(office, meeting)
    assert approved.state == "approved"
    _, noted = keep(office, replace(approved, note="mang tài liệu"), names=meeting_names)
    assert noted.state == "approved"
    move(office, noted, day=NEXT, starts_at=time(8), ends_at=time(10))
    assert now(office, meeting).state == "adjusted"


def test_several_meetings_are_approved_as_one_change(
    office: Store, meeting_names: MeetingNames
) -> None:
    kept = [keep(office, planned(day=day), names=meeting_names)[1] for day in (DAY, NEXT)]
    _, held = keep(office, planned(day=TODAY, state="held"), names=meeting_names)
    change = approve(office, [*kept, held])
    assert change.words == Ms("approving {count} meeting", "approving {count} meetings", 2)
    assert [now(office, one).state for one in (*kept, held)] == ["approved", "approved", "held"]


@pytest.mark.parametrize(("act", "state"), [(cancel, "cancelled"), (postpone, "postponed")])
def test_meeting_that_is_off_leaves_its_room_to_others(
    office: Store, meeting_names: MeetingNames, room: Room, act: Any, state: str
) -> None:
    _, first = keep(office, planned(room=ROOM), names=meeting_names)
    act(office, [first], reason="mưa bão")
    off = now(office, first)
    assert (off.state, off.state_reason) == (state, "mưa bão")
    _, second = keep(office, planned(room=ROOM), names=meeting_names)
    assert problems(lambda: approve(office, [off])) == (
        Problem("room", sentence(Clash("room", ROOM, second))),
    )


@pytest.mark.parametrize("act", [cancel, postpone])
def test_meeting_is_called_off_for_a_reason(
    office: Store, meeting_names: MeetingNames, act: Any
) -> None:
    _, meeting = keep(office, planned(), names=meeting_names)
    assert problems(lambda: act(office, [meeting], reason=" ")) == (
        Problem("state_reason", M("Needed: why it is postponed or cancelled.")),
    )


def test_two_cancelled_meetings_of_one_room_are_not_both_approved(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    off = {"room": ROOM, "state": "cancelled", "state_reason": "mưa bão"}
    both = [keep(office, planned(**off), names=meeting_names)[1] for _ in range(2)]
    assert problems(lambda: approve(office, both))
    assert [now(office, one).state for one in both] == ["cancelled", "cancelled"]


def test_meeting_was_held_once_its_day_has_come(office: Store, meeting_names: MeetingNames) -> None:
    _, past = keep(office, planned(day=TODAY), names=meeting_names)
    _, coming = keep(office, planned(), names=meeting_names)
    note_held(office, [past])
    assert now(office, past).state == "held"
    assert problems(lambda: note_held(office, [coming])) == (
        Problem("state", M("This day is still to come: it cannot have been held.")),
    )


# Rooms and templates


def test_closed_room_is_refused_with_its_days_and_its_reason(
    office: Store, meeting_names: MeetingNames
) -> None:
    repaired = Room(
        name=ROOM, closed_from=DAY, closed_to=date(2026, 3, 20), closed_reason="sửa chữa"
    )
    keep_room(office, repaired)
    found = problems(lambda: keep(office, planned(room=ROOM), names=meeting_names))
    assert found == (Problem("room", closed(repaired)),)
    assert str(found[0].message) == (
        "Phòng họp tầng 2 is closed (16/03/2026–20/03/2026), sửa chữa: choose another room or day."
    )
    after = planned(room=ROOM, day=date(2026, 3, 23))
    _, kept = keep(office, after, names=meeting_names)
    assert problems(lambda: move(office, kept, day=NEXT, starts_at=time(8), ends_at=None))


def test_long_meeting_is_refused_where_its_room_closes_meanwhile(
    office: Store, meeting_names: MeetingNames
) -> None:
    keep_room(office, Room(name=ROOM, closed_from=date(2026, 3, 18)))
    long = planned(room=ROOM, last_day=date(2026, 3, 19))
    assert [one.field for one in problems(lambda: keep(office, long, names=meeting_names))] == [
        "room"
    ]


def test_meeting_that_was_held_in_a_room_closed_since_may_be_corrected(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, meeting = keep(office, planned(room=ROOM, day=TODAY, state="held"), names=meeting_names)
    keep_room(office, replace(room, closed_from=date(2026, 3, 1)))
    _, noted = keep(office, replace(meeting, note="đã ghi biên bản"), names=meeting_names)
    assert now(office, noted).note == "đã ghi biên bản"


def test_unknown_room_is_refused(office: Store, meeting_names: MeetingNames) -> None:
    assert problems(lambda: keep(office, planned(room="P.9"), names=meeting_names)) == (
        Problem("room", M("“{room}” is no room: choose one of the list.", room="P.9")),
    )


def test_meetings_follow_a_room_to_its_new_name(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, meeting = keep(office, planned(room=ROOM), names=meeting_names)
    change = keep_room(office, replace(room, name="Phòng Hòa Bình"))
    assert now(office, meeting).room == "Phòng Hòa Bình"
    meeting_names.take(change)
    assert meeting_names.room("phong hoa binh") == replace(room, name="Phòng Hòa Bình")
    assert meeting_names.room(ROOM) is None


def test_name_of_a_room_or_template_is_given_once(office: Store, room: Room) -> None:
    taken = M("“{name}” is in the list already: choose another name.", name=ROOM)
    assert problems(lambda: keep_room(office, Room(name="PHÒNG HỌP TẦNG 2"))) == (
        Problem("name", taken),
    )
    discard_rooms(office, room)
    keep_room(office, Room(name=ROOM))
    assert trouble(lambda: put_back_rooms(office, room)) == taken


def test_room_that_meetings_name_is_not_discarded(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, meeting = keep(office, planned(room=ROOM), names=meeting_names)
    assert trouble(lambda: discard_rooms(office, room)) == M(
        "Meetings or templates name {room}: say since when it is closed instead.", room=ROOM
    )
    discard(office, meeting)
    discard_rooms(office, room)
    put_back_rooms(office, room)
    assert office.reader.count(Query("rooms")) == 1


def test_templates_are_discarded_and_put_back(office: Store) -> None:
    keep_template(
        office, MeetingTemplate(name="Giao ban", meeting_kind="giao-ban", title="Giao ban")
    )
    template: MeetingTemplate = office.reader.record("meeting_templates", 1)
    discard_templates(office, template)
    assert office.reader.count(Query("meeting_templates")) == 0
    put_back_templates(office, template)
    assert office.reader.record("meeting_templates", 1) == template


# What is worth a second look


def looked_at(office: Store, meeting: Meeting) -> tuple[Mark, ...]:
    return marks(office.reader, meeting, today=TODAY, calendar=WorkingDays())


def test_two_hundred_participants_do_not_fit_thirty_seats(office: Store, room: Room) -> None:
    meeting = planned(room=ROOM, invited="Chủ tịch UBND các xã: 200 đại biểu")
    assert looked_at(office, meeting) == (
        Mark(
            "room",
            M(
                "{count} people are expected, and {room} has {seats} seats.",
                count=200,
                room=ROOM,
                seats=30,
            ),
        ),
    )
    assert looked_at(office, replace(meeting, invited="30 đại biểu")) == ()


def test_two_hundred_participants_of_the_list_are_counted(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, meeting = keep(office, planned(room=ROOM), names=meeting_names)
    with office.writing(M("inviting")) as writing:
        for place in range(200):
            writing.add(Participant(meeting=meeting.id or 0, name=f"Đại biểu {place}"))
    assert expected(office.reader, meeting) == 200
    assert [mark.field for mark in looked_at(office, meeting)] == ["room"]


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({"invited": "1.200 người; 45 khách"}, 1245),
        ({"invited": "Thành viên UBND, phòng 200"}, 0),
        ({"delegation_size": 12}, 12),
    ],
)
def test_participants_are_counted_as_they_are_said(
    office: Store, facts: dict[str, Any], count: int
) -> None:
    assert expected(office.reader, planned(**facts)) == count


def test_room_that_closes_after_it_was_taken_is_marked(
    office: Store, meeting_names: MeetingNames, room: Room
) -> None:
    _, meeting = keep(office, planned(room=ROOM), names=meeting_names)
    repaired = replace(room, closed_from=DAY)
    keep_room(office, repaired)
    assert looked_at(office, meeting) == (Mark("room", closed(repaired)),)


def outgoing(office: Store, names: KnownNames, day: date, **facts: Any) -> OutgoingDocument:
    document = OutgoingDocument(
        series="UBND-QD",
        document_date=day,
        document_kind="quyet-dinh",
        subject="Mời họp",
        **facts,
    )
    _, kept = register(office, document, names=names)
    assert isinstance(kept, OutgoingDocument)
    return kept


def test_chair_who_has_left_is_marked(
    office: Store, names: KnownNames, meeting_names: MeetingNames
) -> None:
    outgoing(office, names, date(2024, 5, 6), signer="Phạm Thân")
    outgoing(office, names, date(2026, 3, 2), signer="Trần Văn Minh")
    left = Ms(
        "{name} has signed nothing and met nobody for {count} day: still in office?",
        "{name} has signed nothing and met nobody for {count} days: still in office?",
        365,
        name="Phạm Thân",
    )
    _, meeting = keep(office, planned(chair="Phạm Thân"), names=meeting_names)
    assert looked_at(office, meeting) == (Mark("chair", left),)
    attends = planned(chair="Trần Văn Minh", leaders=("Phạm Thân", "Lê Thị Hà"), day=NEXT)
    assert looked_at(office, replace(attends, id=meeting.id)) == (Mark("leaders", left),)
    assert looked_at(office, replace(meeting, day=date(2024, 5, 7))) == ()


@pytest.mark.parametrize(
    ("sent", "is_late"),
    [(date(2026, 3, 10), False), (date(2026, 3, 11), False), (date(2026, 3, 12), True)],
)
def test_invitation_goes_out_three_working_days_before(
    office: Store, names: KnownNames, sent: date, is_late: bool
) -> None:
    document = outgoing(office, names, sent)
    # From Wednesday 11 March to Monday 16 March lie three working days.
    found = looked_at(office, planned(invitation=document.id))
    message = Ms(
        "The invitation went out on {day}, less than {count} working day before.",
        "The invitation went out on {day}, less than {count} working days before.",
        3,
        day=f"{sent:%d/%m/%Y}",
    )
    assert found == ((Mark("invitation", message),) if is_late else ())


def test_conclusions_are_notified_within_five_working_days(
    office: Store, names: KnownNames, meeting_names: MeetingNames
) -> None:
    _, meeting = keep(office, planned(day=date(2026, 3, 2), state="held"), names=meeting_names)
    notices = [outgoing(office, names, date(2026, 3, day)).id for day in (9, 10)]
    with office.writing(M("concluding")) as writing:
        for place, notice in enumerate((*notices, None), 1):
            text = "Giao Sở Xây dựng báo cáo"
            writing.add(Conclusion(meeting=meeting.id or 0, place=place, text=text, notice=notice))
    late = Ms(
        "The notice of conclusions went out on {day}, more than {count} working day after.",
        "The notice of conclusions went out on {day}, more than {count} working days after.",
        5,
        day="10/03/2026",
    )
    waiting = Ms(
        "Conclusions wait for their notice for more than {count} working day.",
        "Conclusions wait for their notice for more than {count} working days.",
        5,
    )
    assert looked_at(office, meeting) == (Mark("outcome", late), Mark("outcome", waiting))


def test_nothing_is_marked_at_a_meeting_that_is_off(office: Store, room: Room) -> None:
    off = planned(room=ROOM, state="cancelled", state_reason="mưa bão", invited="200 đại biểu")
    assert looked_at(office, off) == ()
