"""Participants: from units, groups, earlier meetings and pasted lists; in order of rank."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop.correspondence.known_names import KnownNames
from desktop.language.words import M, Words
from desktop.meetings.around import Participant
from desktop.meetings.meeting import Meeting
from desktop.meetings.paper_sheets import sign_in_sheet
from desktop.meetings.participants import (
    add_participants,
    as_line,
    bodies_of_group,
    correct_participant,
    keep_participant,
    note_attendance,
    of_bodies,
    of_earlier,
    of_text,
    participants_of,
    put_back_participants,
    put_in_order,
    remove_participants,
    set_participants,
)
from desktop.office.bodies import Body
from desktop.office.identity import Office
from desktop.printing.layout import Layout
from desktop.printing.lines import Width
from desktop.printing.marks import Style
from desktop.records.drafts import Problems
from desktop.records.fields import Ground
from desktop.sheets.sheet import CoverLine
from desktop.storage.store import Store

OFFICE = Office(superior="UBND tỉnh", name="Văn phòng", place="Hà Tĩnh")


@pytest.fixture
def meeting(office: Store) -> Meeting:
    return planned(office, date(2026, 3, 20))


def planned(office: Store, day: date) -> Meeting:
    with office.writing(M("planning")) as writing:
        kept: Meeting = writing.add(
            Meeting(
                meeting_kind="hoi-nghi",
                title="Hội nghị",
                day=day,
                starts_at=time(8),
                place="Hội trường",
            )
        )
    return kept


def person(meeting: Meeting, name: str, **facts: Any) -> Participant:
    assert meeting.id is not None
    return Participant(meeting=meeting.id, name=name, **facts)


def names_of(office: Store, meeting: Meeting) -> list[str]:
    return [one.name for one in participants_of(office.reader, meeting)]


@pytest.fixture
def ground(names: KnownNames) -> Iterator[Ground]:
    return names.ground(date(2026, 3, 15), "en")  # type: ignore[return-value]


def test_people_stand_by_rank_then_by_position(office: Store, meeting: Meeting) -> None:
    add_participants(
        office,
        meeting,
        [
            person(meeting, "Chuyên viên", post="Chuyên viên"),
            person(meeting, "Phó", post="Phó Giám đốc Sở Tài chính"),
            person(meeting, "Trưởng", post="Giám đốc"),
            person(meeting, "Khách"),
            person(meeting, "Chủ tịch", post="Phó Chủ tịch"),
            person(meeting, "Chủ trì", role="chu-tri"),
            person(meeting, "Đặt trước", rank=1),
        ],
    )
    assert names_of(office, meeting) == [
        "Chủ trì",
        "Đặt trước",
        "Chủ tịch",
        "Trưởng",
        "Phó",
        "Chuyên viên",
        "Khách",
    ]


def test_who_takes_part_already_is_not_added_twice(office: Store, meeting: Meeting) -> None:
    an = person(meeting, "Nguyễn An", body="Sở Tài chính")
    add_participants(office, meeting, [an, an])
    change = add_participants(
        office,
        meeting,
        [person(meeting, "NGUYỄN AN", body="SỞ TÀI CHÍNH"), person(meeting, "Nguyễn An")],
    )
    assert (names_of(office, meeting), len(change.records)) == (["Nguyễn An", "Nguyễn An"], 1)


def test_names_that_differ_by_a_tone_are_two_people(office: Store, meeting: Meeting) -> None:
    people = [person(meeting, name, body="Sở Y tế") for name in ("Lê Thị Hà", "Lê Thị Hạ")]
    add_participants(office, meeting, people)
    assert names_of(office, meeting) == ["Lê Thị Hà", "Lê Thị Hạ"]
    set_participants(office, meeting, people[1:])
    assert names_of(office, meeting) == ["Lê Thị Hạ"]


def test_nobody_becomes_somebody_who_takes_part_already(office: Store, meeting: Meeting) -> None:
    add_participants(office, meeting, [person(meeting, "An"), person(meeting, "Bình")])
    an, binh = participants_of(office.reader, meeting)
    keep_participant(office, replace(an, post="Giám đốc"))
    for one in (replace(binh, name="AN"), person(meeting, "An")):
        with pytest.raises(Problems):
            keep_participant(office, one)
    assert names_of(office, meeting) == ["An", "Bình"]


def test_group_sends_a_representative_of_each_body(
    office: Store, names: KnownNames, meeting: Meeting
) -> None:
    with office.writing(M("bodies")) as writing:
        for name, until in {
            "Sở Tài chính": None,
            "Sở Cũ": date(2025, 3, 1),
            "Sở " + "rất dài " * 8: None,
        }.items():
            writing.add(Body(name=name.strip(), body_group="department", valid_to=until))
    names.read()
    people = of_bodies(bodies_of_group(names, "department"), meeting)
    assert {(one.name, one.body) for one in people} == {
        ("Đại diện Sở Tài chính", "Sở Tài chính"),
        ("Đại diện lãnh đạo", ("Sở " + "rất dài " * 8).strip()),
    }


def test_people_of_an_earlier_meeting_come_again_and_are_asked_anew(
    office: Store, meeting: Meeting
) -> None:
    earlier = planned(office, date(2026, 2, 20))
    add_participants(
        office,
        earlier,
        [
            person(earlier, "An", rank=2, attendance="vang", reason="Ốm"),
            person(earlier, "Bình", rank=1),
        ],
    )
    add_participants(office, meeting, of_earlier(office.reader, earlier, meeting))
    assert [
        (one.name, one.rank, one.attendance, one.reason)
        for one in participants_of(office.reader, meeting)
    ] == [("Bình", 1, None, None), ("An", 2, None, None)]


def test_pasted_list_is_read_line_by_line(meeting: Meeting, ground: Ground) -> None:
    text = "Nguyễn An, Giám đốc, Sở Tài chính\n\nTrần Bình\tPhó Giám đốc\tSở Xây dựng\nLê Chi"
    assert of_text(text, meeting, ground) == [
        person(meeting, "Nguyễn An", post="Giám đốc", body="Sở Tài chính"),
        person(meeting, "Trần Bình", post="Phó Giám đốc", body="Sở Xây dựng"),
        person(meeting, "Lê Chi"),
    ]


def test_lines_that_cannot_be_read_are_all_named(meeting: Meeting, ground: Ground) -> None:
    with pytest.raises(Problems) as caught:
        of_text(f"{'A' * 60}\nAn\n, Giám đốc", meeting, ground)
    assert [(one.field, Words("en")(one.message)) for one in caught.value.problems] == [
        ("people", "Line 1: 60 characters; the form allows 50: shorten it."),
        ("people", "Line 3: Needed: fill it in."),
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"post": "Giám đốc"},
        {"body": "Sở Y tế"},
        {"post": "Phó Chủ tịch, Trưởng ban", "body": "Sở Y tế"},
        {"post": "Phó Chủ tịch, Trưởng ban"},
        {"body": "Sở Văn hóa, Thể thao"},
    ],
)
def test_list_that_is_typed_anew_keeps_who_came(
    office: Store, meeting: Meeting, ground: Ground, facts: dict[str, str]
) -> None:
    add_participants(office, meeting, [person(meeting, "Đỗ Lan", role="thu-ky", **facts)])
    note_attendance(office, *participants_of(office.reader, meeting), attendance="co-mat")
    (before,) = participants_of(office.reader, meeting)
    set_participants(office, meeting, of_text(as_line(before), meeting, ground))
    assert participants_of(office.reader, meeting) == [replace(before, rank=1)]


def test_order_given_by_hand_stays(office: Store, meeting: Meeting) -> None:
    add_participants(office, meeting, [person(meeting, name) for name in ("An", "Bình", "Chi")])
    put_in_order(office, participants_of(office.reader, meeting)[::-1])
    assert names_of(office, meeting) == ["Chi", "Bình", "An"]


def test_attendance_is_noted_of_several_at_once_and_undone(office: Store, meeting: Meeting) -> None:
    add_participants(office, meeting, [person(meeting, name) for name in ("An", "Bình")])
    people = participants_of(office.reader, meeting)
    note_attendance(office, *people, attendance="vang-co-phep", reason="Họp khác")
    assert {one.attendance for one in participants_of(office.reader, meeting)} == {"vang-co-phep"}
    office.undo()
    assert participants_of(office.reader, meeting) == people


def test_removed_participant_can_be_put_back(office: Store, meeting: Meeting) -> None:
    add_participants(office, meeting, [person(meeting, "An"), person(meeting, "Bình")])
    an, _ = participants_of(office.reader, meeting)
    remove_participants(office, an)
    assert names_of(office, meeting) == ["Bình"]
    put_back_participants(office, an)
    correct_participant(office, person(meeting, "Anh", id=an.id))
    assert names_of(office, meeting) == ["Anh", "Bình"]


# The sign-in sheet


def measure(style: Style) -> Width:
    """Here every letter is half as wide as it is high."""
    return lambda text: len(text) * style.size / 2


def test_sheet_says_who_is_to_sign(meeting: Meeting) -> None:
    people = [
        person(meeting, "An", post="Giám đốc", body="Sở Tài chính", attendance="co-mat"),
        person(meeting, "Bình", attendance="vang-co-phep", reason="Ốm"),
    ]
    sheet = sign_in_sheet(meeting, people, office=OFFICE)
    assert sheet.rows == (
        ("1", "An", "Giám đốc", "Sở Tài chính", None, None),
        ("2", "Bình", None, None, None, "Ốm\nVắng có lý do"),
    )
    assert sheet.above == (
        CoverLine("DANH SÁCH ĐẠI BIỂU DỰ HỌP", is_title=True),
        CoverLine("Hội nghị", is_title=True),
        CoverLine("08 giờ 00 phút, ngày 20 tháng 3 năm 2026"),
        CoverLine("Địa điểm: Hội trường"),
    )
    assert sheet.closing is not None
    assert sheet.closing.lines == (CoverLine("Danh sách có 2 người; có mặt 1, vắng 1."),)


def test_sheet_says_where_as_the_invitation_does(meeting: Meeting) -> None:
    in_room = replace(meeting, room="Phòng họp 1", place="tầng 2")
    assert sign_in_sheet(in_room, (), office=OFFICE).above[-1] == CoverLine(
        "Địa điểm: Phòng họp 1, tầng 2"
    )


def test_two_hundred_people_run_over_pages_with_their_heads(meeting: Meeting) -> None:
    people = [person(meeting, f"Đại biểu {place}") for place in range(1, 201)]
    pages = list(Layout(sign_in_sheet(meeting, people, office=OFFICE), measure).pages())
    said = [[text.said for text in page.texts] for page in pages]
    assert len(pages) > 3
    assert all("Họ và tên" in page for page in said)
    signed = [line for page in said for line in page if line.startswith("Đại biểu ")]
    assert signed == [f"Đại biểu {place}" for place in range(1, 201)]
