"""What may be typed for a meeting, and what is wrong with what cannot be."""

from datetime import date, time
from typing import Any

import pytest

from desktop.correspondence.known_names import KnownNames
from desktop.language.words import M, Message
from desktop.meetings.around import MeetingSeries, Participant
from desktop.meetings.keeping import keep
from desktop.meetings.keeping_rooms import keep_room, keep_template
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.rooms import Room
from desktop.meetings.views import MEETINGS, VIEWS, fields_beside, view_of
from desktop.opening import KINDS
from desktop.records.drafts import Draft, Problems, check, draft_of
from desktop.records.fields import Ground, Unreadable
from desktop.records.record import Problem, RecordType, fields_of
from desktop.storage.store import Store

TODAY = date(2026, 3, 15)
TYPED = {
    "meeting_kind": "Họp giao ban",
    "title": "Giao ban đầu tuần",
    "day": "1603",
    "state": "Dự kiến",
}


def read(names: MeetingNames, **texts: str) -> Meeting:
    draft = Draft("meetings", {**TYPED, **texts})
    found: Meeting = check(Meeting, draft, names.ground(TODAY, "vi"))
    return found


def problems(names: MeetingNames, **texts: str) -> dict[str, Message]:
    with pytest.raises(Problems) as refused:
        read(names, **texts)
    return {problem.field: problem.message for problem in refused.value.problems}


def test_meeting_is_read_from_few_keys(office: Store, meeting_names: MeetingNames) -> None:
    change = keep_room(office, Room(name="Phòng họp tầng 2"))
    meeting_names.take(change)
    typed = {"starts_at": "0800", "ends_at": "10h", "room": "phong hop tang 2"}
    assert read(meeting_names, **typed) == Meeting(
        meeting_kind="giao-ban",
        title="Giao ban đầu tuần",
        day=date(2026, 3, 16),
        starts_at=time(8),
        ends_at=time(10),
        room="Phòng họp tầng 2",
    )


ENDS_BEFORE = M("It ends before it starts: correct the time, or give the day on which it ends.")


@pytest.mark.parametrize(
    ("texts", "field", "message"),
    [
        ({"starts_at": "1000", "ends_at": "0800"}, "ends_at", ENDS_BEFORE),
        ({"starts_at": "0800", "ends_at": "0800"}, "ends_at", ENDS_BEFORE),
        ({"starts_at": "2200", "ends_at": "0100"}, "ends_at", ENDS_BEFORE),
        (
            {"day": "31/02"},
            "day",
            M("There is no {day}/{month}/{year}.", day=31, month="02", year="2026"),
        ),
        (
            {"last_day": "1503"},
            "last_day",
            M("It ends before it starts: correct one of the two days."),
        ),
        (
            {"starts_at": "2500"},
            "starts_at",
            M("“{typed}” is no time: type hours and minutes, such as 0800.", typed="2500"),
        ),
        (
            {"room": "Phòng 9"},
            "room",
            M("“{typed}” is not known: choose one of the list.", typed="Phòng 9"),
        ),
        (
            {"state": "Hoãn"},
            "state_reason",
            M("Needed: why it is postponed or cancelled."),
        ),
        (
            {"state": "Đã diễn ra"},
            "state",
            M("This day is still to come: it cannot have been held."),
        ),
        ({"title": ""}, "title", M("Needed: fill it in.")),
        ({"day": "31/12/9999"}, "day", M("The year {year} is far off: correct it.", year="9999")),
        ({"day": "16/03/1206"}, "day", M("The year {year} is far off: correct it.", year="1206")),
        (
            {"last_day": "16/03/2027"},
            "last_day",
            M("A meeting that lasts for months: correct one of the two days."),
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    meeting_names: MeetingNames, texts: dict[str, str], field: str, message: Message
) -> None:
    assert problems(meeting_names, **texts) == {field: message}


def test_meeting_over_midnight_names_the_day_on_which_it_ends(meeting_names: MeetingNames) -> None:
    meeting = read(meeting_names, starts_at="2200", ends_at="0100", last_day="1703")
    assert (meeting.day, meeting.last_day) == (date(2026, 3, 16), date(2026, 3, 17))


SERIES = {"name": "Giao ban", "rhythm": "Hằng tuần", "first_day": "1603", "last_day": "30/06/2026"}


def series_problems(names: MeetingNames, office: Store, **texts: str) -> dict[str, Message]:
    names.take(keep_template(office, TEMPLATE))
    draft = Draft("meeting_series", {**SERIES, "template": "giao ban", **texts})
    with pytest.raises(Problems) as refused:
        check(MeetingSeries, draft, names.ground(TODAY, "vi"))
    return {problem.field: problem.message for problem in refused.value.problems}


TEMPLATE = MeetingTemplate(name="Giao ban", meeting_kind="giao-ban", title="Giao ban đầu tuần")


@pytest.mark.parametrize(
    ("texts", "field", "message"),
    [
        ({"last_day": ""}, "last_day", M("Needed: fill it in.")),
        (
            {"last_day": "31/12/2027"},
            "last_day",
            M("A series runs for a year at most: begin a new one then."),
        ),
        (
            {"last_day": "01/03/2026"},
            "last_day",
            M("It ends before it starts: correct one of the two days."),
        ),
        (
            {"rhythm": "Hằng tháng"},
            "day_of_month",
            M("Needed: on which day of the month."),
        ),
        (
            {"rhythm": "Hằng tháng", "day_of_month": "32"},
            "day_of_month",
            M("No month has so many days: at most 31."),
        ),
        ({"weekday": "9"}, "weekday", M("Weekdays go from 2 (Monday) to 8 (Sunday).")),
        (
            {"first_day": "01/12/9999", "last_day": "31/12/9999"},
            "first_day",
            M("The year {year} is far off: correct it.", year="9999"),
        ),
    ],
)
def test_series_has_an_end_and_days_that_exist(
    office: Store,
    meeting_names: MeetingNames,
    texts: dict[str, str],
    field: str,
    message: Message,
) -> None:
    assert series_problems(meeting_names, office, **texts) == {field: message}


# Names and references


def kept(office: Store, names: MeetingNames, **facts: Any) -> Meeting:
    usual = {"meeting_kind": "giao-ban", "title": "Giao ban", "day": date(2026, 3, 16)}
    _, meeting = keep(office, Meeting(**{**usual, **facts}), names=names)
    return meeting


def test_draft_of_a_meeting_reads_back_as_the_meeting(
    office: Store, meeting_names: MeetingNames
) -> None:
    meeting_names.take(keep_room(office, Room(name="Phòng họp tầng 2")))
    meeting = kept(
        office,
        meeting_names,
        starts_at=time(8),
        ends_at=time(9),
        part="sang",
        chair="Trần Văn Minh",
        leaders=("Lê Thị Hà", "Phạm Thân"),
        room="Phòng họp tầng 2",
        car="36A-123.45",
        preparing_body="Sở Xây dựng",
        checklist=("may-chieu", "nuoc"),
        prepared=("nuoc",),
        needs="45 chai nước",
    )
    ground = meeting_names.ground(TODAY, "vi")
    assert check(Meeting, draft_of(meeting, ground), ground) == meeting


def test_leaders_cars_and_people_are_known_once_they_were_named(
    office: Store, meeting_names: MeetingNames
) -> None:
    facts = {"chair": "Trần Văn Minh", "leaders": ("Lê Thị Hà",), "car": "36A-123.45"}
    kept(office, meeting_names, **facts, specialist="Đỗ Lan")
    anew = MeetingNames(office.reader, KnownNames(office.reader))
    for known in (meeting_names, anew):
        directories = known.ground(TODAY, "vi").directories
        assert directories["leaders"].named("le thi ha") == "Lê Thị Hà"
        assert directories["people"].named("tran van minh") == "Trần Văn Minh"
        assert directories["cars"].named("36a-123.45") == "36A-123.45"
        assert directories["handlers"].named("do lan") == "Đỗ Lan"


def test_body_that_prepares_a_meeting_is_known_from_then_on(
    office: Store, names: KnownNames, meeting_names: MeetingNames
) -> None:
    kept(office, meeting_names, preparing_body="Ban quản lý dự án")
    assert names.directories["bodies"].named("ban quan ly du an") == "Ban quản lý dự án"


def test_series_of_one_name_are_told_apart_by_a_number(
    office: Store, meeting_names: MeetingNames
) -> None:
    keep_template(office, TEMPLATE)
    days = [(date(2025, 1, 6), date(2025, 12, 29)), (date(2026, 1, 5), date(2026, 12, 28))]
    facts = {"template": 1, "name": "Giao ban", "rhythm": "hang-tuan"}
    with office.writing(M("series")) as writing:
        for first, last in days:
            writing.add(MeetingSeries(**facts, first_day=first, last_day=last))  # type: ignore[arg-type]
    ground = meeting_names.ground(TODAY, "vi")
    register = ground.registers["meeting_series"]
    titles = [register.title(one) for one in (1, 2)]
    assert len(set(titles)) == 2
    assert [register.find(title) for title in titles] == [1, 2]
    for series in (1, 2):
        meeting = kept(office, meeting_names, series=series)
        assert check(Meeting, draft_of(meeting, ground), ground) == meeting


def test_meeting_is_found_by_its_day_and_the_beginning_of_its_title(
    office: Store, meeting_names: MeetingNames
) -> None:
    meeting = kept(office, meeting_names, title="Tiếp công dân định kỳ")
    register = meeting_names.ground(TODAY, "vi").registers["meetings"]
    assert register.find("1603 tiep cong") == meeting.id
    assert register.find("1603 Giao ban") is None
    assert register.title(meeting.id or 0) == "16/03/2026 Tiếp công dân định kỳ"


def test_meetings_of_one_day_and_title_are_told_apart_by_a_number(
    office: Store, meeting_names: MeetingNames
) -> None:
    meetings = [kept(office, meeting_names) for _ in range(2)]
    register = meeting_names.ground(TODAY, "vi").registers["meetings"]
    titles = [register.title(one.id or 0) for one in meetings]
    assert titles == ["16/03/2026 Giao ban #1", "16/03/2026 Giao ban #2"]
    assert [register.find(title) for title in titles] == [one.id for one in meetings]
    with pytest.raises(Unreadable) as refused:
        register.find("1603 giao")
    assert refused.value.message == M(
        "“{typed}” may be several meetings: type more of the title.", typed="1603 giao"
    )


def test_participant_finds_the_meeting_it_belongs_to(
    office: Store, meeting_names: MeetingNames
) -> None:
    meeting = kept(office, meeting_names)
    ground = meeting_names.ground(TODAY, "vi")
    draft = Draft("participants", {"meeting": "16/03/2026 Giao ban", "name": "Đỗ Lan"})
    assert check(Participant, draft, ground) == Participant(meeting=meeting.id or 0, name="Đỗ Lan")


# Views


@pytest.mark.parametrize("kind", VIEWS)
def test_each_field_stands_in_its_view(kind: str) -> None:
    view, record = VIEWS[kind], KINDS[kind]
    assert sorted((*view.typed, *view.given)) == sorted(fields_of(record))
    assert {column.field for column in view.columns} <= set(fields_of(record))


def test_form_shows_what_belongs_to_the_kind_of_meeting_only() -> None:
    delegation = {"level", "delegation", "delegation_head", "delegation_size"}
    reception = {"turns", "persons", "group_cases", "outcome"}
    assert fields_beside("doan") == reception
    assert fields_beside("tiep-cong-dan") == delegation
    assert fields_beside("giao-ban") == delegation | reception
    assert set(view_of(None).typed) == set(MEETINGS.typed) - delegation - reception
    assert len(view_of("doan").sections) == len(MEETINGS.sections) - 1


def test_ground_of_meetings_holds_what_every_form_of_theirs_asks_for(
    meeting_names: MeetingNames,
) -> None:
    ground: Ground = meeting_names.ground(TODAY, "vi")
    records: list[RecordType] = [KINDS[kind] for kind in (*VIEWS, "participants", "conclusions")]
    for record in records:
        for field in fields_of(record).values():
            assert getattr(field, "directory", "bodies") in ground.directories
            assert getattr(field, "register", "meetings") in ground.registers


def test_room_opens_after_it_closes(meeting_names: MeetingNames) -> None:
    draft = Draft("rooms", {"name": "P.1", "closed_from": "1603", "closed_to": "1503"})
    with pytest.raises(Problems) as refused:
        check(Room, draft, meeting_names.ground(TODAY, "vi"))
    message = M("It opens before it closes: correct one of the two days.")
    assert refused.value.problems == (Problem("closed_to", message),)
