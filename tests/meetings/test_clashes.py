"""Clashes of rooms, leaders and cars."""

from datetime import date, time
from typing import Any

import pytest

from desktop.language.words import M
from desktop.meetings.clashes import Clash, clash_problems, clashes, leaders_of, sentence
from desktop.meetings.deciding import cancel
from desktop.meetings.keeping import discard, keep
from desktop.meetings.keeping_rooms import keep_room
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.rooms import Room
from desktop.records.record import Problem
from desktop.storage.store import Store

DAY = date(2026, 3, 16)
NEXT = date(2026, 3, 17)
ROOM = "Phòng họp tầng 2"


def planned(**facts: Any) -> Meeting:
    usual = {"meeting_kind": "giao-ban", "title": "Giao ban", "day": DAY}
    return Meeting(**{**usual, **facts})


@pytest.fixture
def kept(office: Store, meeting_names: MeetingNames) -> Meeting:
    """One meeting from eight to ten, in a room, with two leaders and a car."""
    keep_room(office, Room(name=ROOM))
    meeting = planned(
        starts_at=time(8),
        ends_at=time(10),
        room=ROOM,
        chair="Trần Văn Minh",
        leaders=("Phạm Thân",),
        car="36A-123.45",
    )
    return keep(office, meeting, names=meeting_names)[1]


def test_rooms_come_first_then_leaders_then_cars(office: Store, kept: Meeting) -> None:
    other = planned(
        starts_at=time(9),
        ends_at=time(11),
        room=ROOM,
        chair="Phạm Thân",
        leaders=("Lê Thị Hà", "Trần Văn Minh"),
        car="36a-123.45",
    )
    assert clashes(office.reader, other) == (
        Clash("room", ROOM, kept),
        Clash("leader", "Phạm Thân", kept),
        Clash("leader", "Trần Văn Minh", kept),
        Clash("car", "36a-123.45", kept),
    )


@pytest.mark.parametrize(
    ("hours", "is_taken"),
    [
        ({"starts_at": time(9, 59), "ends_at": time(11)}, True),
        ({"starts_at": time(10), "ends_at": time(11)}, False),
        ({"starts_at": time(7), "ends_at": time(8)}, False),
        ({"starts_at": time(7)}, True),  # it is taken to last two hours
        ({"starts_at": time(6)}, False),
        ({"part": "sang"}, True),
        ({"part": "chieu"}, False),
        ({}, True),
        ({"part": "ca-ngay"}, True),
        ({"day": date(2026, 3, 15), "last_day": NEXT}, True),
        ({"day": date(2026, 3, 2), "last_day": DAY}, True),
        ({"day": date(2026, 3, 2), "last_day": date(2026, 3, 15)}, False),
        (
            {
                "day": date(2026, 3, 15),
                "starts_at": time(23),
                "ends_at": time(8, 30),
                "last_day": DAY,
            },
            True,
        ),
        ({"day": NEXT}, False),
    ],
)
def test_room_is_taken_by_what_covers_its_time(
    office: Store, kept: Meeting, hours: dict[str, Any], is_taken: bool
) -> None:
    found = clashes(office.reader, planned(room=ROOM, **hours))
    assert found == ((Clash("room", ROOM, kept),) if is_taken else ())


def test_long_meeting_that_began_earlier_takes_its_room(
    office: Store, meeting_names: MeetingNames, kept: Meeting
) -> None:
    long = planned(day=date(2026, 3, 17), last_day=date(2026, 3, 27), room=ROOM)
    _, long = keep(office, long, names=meeting_names)
    assert clashes(office.reader, planned(day=date(2026, 3, 25), room=ROOM)) == (
        Clash("room", ROOM, long),
    )


def test_meeting_does_not_clash_with_itself(office: Store, kept: Meeting) -> None:
    assert clashes(office.reader, kept) == ()


def test_meetings_that_are_off_take_nothing(office: Store, kept: Meeting) -> None:
    off = planned(state="cancelled", state_reason="mưa bão", room=ROOM)
    assert clashes(office.reader, off) == ()
    cancel(office, [kept], reason="mưa bão")
    assert clashes(office.reader, planned(room=ROOM)) == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"day": date(9999, 12, 31)},
        {"day": date(1, 1, 1)},
        {"last_day": date(9999, 12, 31)},
    ],
)
def test_day_that_is_far_off_is_looked_at_without_harm_while_it_is_typed(
    office: Store, kept: Meeting, facts: dict[str, date]
) -> None:
    assert clashes(office.reader, planned(**facts, room=ROOM)) == ()


def test_meetings_in_the_trash_take_nothing(office: Store, kept: Meeting) -> None:
    discard(office, kept)
    assert clashes(office.reader, planned(room=ROOM)) == ()


def test_old_and_new_spelling_of_a_name_are_one_leader(
    office: Store, meeting_names: MeetingNames
) -> None:
    _, hoa = keep(office, planned(chair="Nguyễn Văn Hoà"), names=meeting_names)
    assert clashes(office.reader, planned(chair="Nguyễn Văn Hòa")) == (
        Clash("leader", "Nguyễn Văn Hòa", hoa),
    )
    assert clashes(office.reader, planned(chair="Nguyễn Văn Hóa")) == ()


def test_chair_who_attends_too_is_one_leader() -> None:
    meeting = planned(chair="Phạm Thân", leaders=("Lê Thị Hà", "Phạm Thân"))
    assert leaders_of(meeting) == ("Phạm Thân", "Lê Thị Hà")


def test_clash_is_said_at_its_field_with_the_other_meeting(kept: Meeting) -> None:
    meeting = planned(chair="Phạm Thân", leaders=("Trần Văn Minh",))
    found = [Clash("leader", name, kept) for name in leaders_of(meeting)]
    found += [Clash("room", ROOM, kept), Clash("car", "36A-123.45", kept)]
    problems = clash_problems(meeting, found)
    assert [problem.field for problem in problems] == ["chair", "leaders", "room", "car"]
    assert problems[2] == Problem("room", sentence(found[2]))


def test_sentence_of_a_clash_names_the_other_meeting_and_its_hours(kept: Meeting) -> None:
    said = sentence(Clash("room", ROOM, kept))
    assert said == M(
        "{name} is taken by “{meeting}” ({hours}): choose another time, or give a reason.",
        name=ROOM,
        meeting="Giao ban",
        hours=M("{hours}, {day}", hours="08:00–10:00", day="16/03/2026"),
    )
    assert str(said) == (
        "Phòng họp tầng 2 is taken by “Giao ban” (08:00–10:00, 16/03/2026): "
        "choose another time, or give a reason."
    )
