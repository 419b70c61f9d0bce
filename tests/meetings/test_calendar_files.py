"""Calendars of phones: written strictly, read back as they were, and read from anywhere."""

from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from desktop.correspondence.known_names import KnownNames
from desktop.errors import Trouble
from desktop.language.words import M, Words
from desktop.meetings.calendar_files import calendar_file, file_mark
from desktop.meetings.calendar_reading import CalendarRead, import_meetings, read_calendar
from desktop.meetings.keeping import keep
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.rooms import Room
from desktop.opening import make_office
from desktop.records.queries import Order, Query
from desktop.storage.store import Store

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WRITTEN_AT = datetime(2026, 3, 15, 10)  # noqa: DTZ001 - the office's own clock
WEEK = (
    Meeting(
        meeting_kind="giao-ban",
        title="Giao ban tuần; nghe báo cáo, cho ý kiến\nvề hai việc",
        day=date(2026, 3, 16),
        starts_at=time(8),
        ends_at=time(9, 30),
        chair="Mai Đình Thuận",
        leaders=("Hồ Sỹ Trác", "Phan Thiện Tường"),
        room="Phòng họp 1",
        invited="Các phòng, ban",
        state="approved",
    ),
    Meeting(meeting_kind="di-co-so", title="Đi cơ sở", day=date(2026, 3, 17), part="sang"),
    Meeting(meeting_kind="khac", title="Làm việc tại cơ quan", day=date(2026, 3, 18)),
    Meeting(meeting_kind="hoi-nghi", title="Hội nghị", day=date(2026, 3, 18), starts_at=time(14)),
    Meeting(
        meeting_kind="doan",
        title="Làm việc với đoàn công tác",
        day=date(2026, 3, 19),
        last_day=date(2026, 3, 20),
        part="ca-ngay",
        level="nuoc-ngoai",
        delegation_size=12,
        state="postponed",
        state_reason="Đoàn đến muộn",
    ),
    Meeting(
        meeting_kind="khac",
        title="Trực đêm",
        day=date(2026, 3, 20),
        last_day=date(2026, 3, 21),
        starts_at=time(22),
        ends_at=time(2),
    ),
)


@pytest.fixture
def own(office: Store, names: KnownNames) -> MeetingNames:
    with office.writing(M("room")) as writing:
        writing.add(Room(name="Phòng họp 1"))
    return MeetingNames(office.reader, names)


def kept(office: Store) -> tuple[Meeting, ...]:
    ids = office.reader.ids(Query("meetings", order=(Order("id"),)))
    return tuple(office.reader.records("meetings", ids))


def added(office: Store, meetings: tuple[Meeting, ...] = WEEK) -> tuple[Meeting, ...]:
    with office.writing(M("week")) as writing:
        return tuple(writing.add(meeting) for meeting in meetings)


def written(office: Store, meetings: tuple[Meeting, ...]) -> bytes:
    return calendar_file(meetings, mark=file_mark(office), name="Văn phòng", written_at=WRITTEN_AT)


def read(office: Store, own: MeetingNames, data: bytes | str) -> CalendarRead:
    return read_calendar(
        data.encode() if isinstance(data, str) else data,
        reader=office.reader,
        mark=file_mark(office),
        ground=own.ground(office.today, "en"),
    )


def told(found: CalendarRead) -> list[str]:
    return [Words("en")(remark) for remark in found.remarks]


def calendar(*lines: str) -> str:
    """One entry of another program."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "BEGIN:VEVENT", "UID:a@b")
    entry = ("DTSTAMP:20260301T000000Z", *lines, "END:VEVENT", "END:VCALENDAR", "")
    return "\r\n".join((*head, *entry))


def test_file_is_accepted_by_a_strict_parser(office: Store) -> None:
    parsed = Calendar.from_ical(written(office, added(office)))
    assert isinstance(parsed, Calendar)
    assert [one.errors for one in parsed.walk() if one.errors] == []
    assert [str(zone["tzid"]) for zone in parsed.timezones] == ["Asia/Ho_Chi_Minh"]
    events: list[Any] = parsed.events
    assert [(event["dtstart"].dt, event["dtend"].dt) for event in events] == [
        (datetime(2026, 3, 16, 8, tzinfo=ZONE), datetime(2026, 3, 16, 9, 30, tzinfo=ZONE)),
        (datetime(2026, 3, 17, 7, 30, tzinfo=ZONE), datetime(2026, 3, 17, 11, 30, tzinfo=ZONE)),
        (date(2026, 3, 18), date(2026, 3, 19)),
        (datetime(2026, 3, 18, 14, tzinfo=ZONE), datetime(2026, 3, 18, 16, tzinfo=ZONE)),
        (date(2026, 3, 19), date(2026, 3, 21)),
        (datetime(2026, 3, 20, 22, tzinfo=ZONE), datetime(2026, 3, 21, 2, tzinfo=ZONE)),
    ]
    assert [str(event["status"]) for event in events] == [
        "CONFIRMED",
        *["TENTATIVE"] * 3,
        "CANCELLED",
        "TENTATIVE",
    ]


def test_uid_stays_the_same_and_differs_between_offices(office: Store, tmp_path: Path) -> None:
    first = written(office, added(office))
    assert first == written(office, kept(office))
    with make_office_elsewhere(tmp_path) as other:
        assert file_mark(other) != file_mark(office)


def make_office_elsewhere(folder: Path) -> AbstractContextManager[Store]:
    later = datetime(2026, 3, 15, 11)  # noqa: DTZ001
    return closing(make_office(folder / "other.db", clock=lambda: later))


def test_another_office_reads_equal_records(
    office: Store, own: MeetingNames, tmp_path: Path
) -> None:
    data = written(office, added(office))
    with make_office_elsewhere(tmp_path) as other:
        with other.writing(M("room")) as writing:
            writing.add(Room(name="Phòng họp 1"))
        names = MeetingNames(other.reader, KnownNames(other.reader))
        found = read(other, names, data)
        assert found == CalendarRead(added=WEEK)
        change, left_out = import_meetings(other, found, names=names)
        assert left_out == ()
        assert [replace(one, id=None) for one in kept(other)] == list(WEEK)
        assert len(change.ids("meetings")) == len(WEEK)
        again = read(other, names, data)
        assert again == CalendarRead(unchanged=len(WEEK))


def test_room_of_another_office_becomes_a_place(
    office: Store, own: MeetingNames, tmp_path: Path
) -> None:
    data = written(office, added(office, WEEK[:1]))
    with make_office_elsewhere(tmp_path) as other:
        names = MeetingNames(other.reader, KnownNames(other.reader))
        (meeting,) = read(other, names, data).added
    assert (meeting.room, meeting.place) == (None, "Phòng họp 1")


def test_own_file_read_back_changes_nothing(office: Store, own: MeetingNames) -> None:
    data = written(office, added(office))
    assert read(office, own, data) == CalendarRead(unchanged=len(WEEK))


def test_meeting_moved_on_a_phone_is_moved_here_and_keeps_the_rest(
    office: Store, own: MeetingNames
) -> None:
    (meeting,) = added(office, WEEK[:1])
    data = written(office, (meeting,)).decode()
    moved = data.replace("20260316T080000", "20260316T100000").replace(
        "20260316T093000", "20260316T110000"
    )
    found = read(office, own, moved)
    after = replace(meeting, starts_at=time(10), ends_at=time(11))
    assert found == CalendarRead(moved=(after,))
    import_meetings(office, found, names=own)
    assert kept(office)[0].starts_at == time(10)


def test_what_the_office_changed_since_is_not_undone(office: Store, own: MeetingNames) -> None:
    (meeting,) = added(office, WEEK[:1])
    data = written(office, (meeting,)).decode().replace("TRANSP", "X")
    with office.writing(M("later")) as writing:
        writing.put(replace(meeting, title="Giao ban", starts_at=time(9), ends_at=time(10)))
    assert read(office, own, data) == CalendarRead(unchanged=1)


def test_entry_of_another_program_becomes_a_meeting(office: Store, own: MeetingNames) -> None:
    data = calendar(
        "SUMMARY:Hội nghị\\, trực tuyến",
        "DTSTART;TZID=Europe/Prague:20260316T080000",
        "DURATION:PT1H30M",
        "LOCATION:phong hop 1",
        "CATEGORIES:Hội nghị",
        "DESCRIPTION:Mang theo tài liệu",
    )
    assert read(office, own, data).added == (
        Meeting(
            meeting_kind="hoi-nghi",
            title="Hội nghị, trực tuyến",
            day=date(2026, 3, 16),
            starts_at=time(14),
            ends_at=time(15, 30),
            room="Phòng họp 1",
            note="Mang theo tài liệu",
        ),
    )


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        (
            "DTSTART:20260316T010000Z",
            "DTEND:20260316T020000Z",
            (date(2026, 3, 16), time(8), time(9)),
        ),
        ("DTSTART:20260316T080000", "DTEND:20260316T090000", (date(2026, 3, 16), time(8), time(9))),
        ("DTSTART:20260316T230000Z", "X-NO-END:1", (date(2026, 3, 17), time(6), None)),
        ("DTSTART;VALUE=DATE:20260316", "X-NO-END:1", (date(2026, 3, 16), None, None)),
        ("DTSTART:20260316T080000", "DTEND:20260316T070000", (date(2026, 3, 16), time(8), None)),
    ],
)
def test_times_are_those_of_viet_nam(
    office: Store, own: MeetingNames, start: str, end: str, when: tuple[Any, ...]
) -> None:
    (meeting,) = read(office, own, calendar("SUMMARY:Họp", start, end)).added
    assert (meeting.day, meeting.starts_at, meeting.ends_at) == when


def test_weekly_entry_is_taken_for_a_year_without_its_exceptions(
    office: Store, own: MeetingNames
) -> None:
    data = calendar(
        "SUMMARY:Giao ban",
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20260316T080000",
        "RRULE:FREQ=WEEKLY",
        "EXDATE;TZID=Asia/Ho_Chi_Minh:20260323T080000",
    )
    found = read(office, own, data)
    days = [meeting.day for meeting in found.added]
    assert (days[:2], days[-1], len(days)) == (
        [date(2026, 3, 16), date(2026, 3, 30)],
        date(2027, 3, 15),
        52,
    )
    assert told(found) == ["“Giao ban” comes again for more than a year: a year is taken."]


def test_single_one_of_a_series_that_was_moved_stands_for_its_day(
    office: Store, own: MeetingNames
) -> None:
    series = calendar("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=DAILY;COUNT=3")
    moved = calendar("SUMMARY:Họp", "DTSTART:20260317T140000", "RECURRENCE-ID:20260317T080000")
    one = moved[moved.index("BEGIN:VEVENT") : moved.index("END:VCALENDAR")]
    data = series.replace("END:VCALENDAR", f"{one}END:VCALENDAR")
    assert [(one.day.day, one.starts_at) for one in read(office, own, data).added] == [
        (16, time(8)),
        (18, time(8)),
        (17, time(14)),
    ]


def test_series_ends_on_its_last_day_in_any_zone(office: Store, own: MeetingNames) -> None:
    data = calendar(
        "SUMMARY:Họp",
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20260316T080000",
        "RRULE:FREQ=DAILY;UNTIL=20260318T010000Z",
    )
    found = read(office, own, data)
    assert ([one.day.day for one in found.added], told(found)) == ([16, 17, 18], [])


@pytest.mark.parametrize(
    ("start", "rhythm", "times"),
    [
        # Monday of the other zone is Tuesday here.
        (
            "DTSTART:20260316T230000Z",
            "FREQ=WEEKLY;BYDAY=MO;COUNT=2",
            ["17/03 06:00", "24/03 06:00"],
        ),
        # Summer time begins there on 29 March.
        (
            "DTSTART;TZID=Europe/Prague:20260323T100000",
            "FREQ=WEEKLY;COUNT=2",
            ["23/03 16:00", "30/03 15:00"],
        ),
        # The first one takes place though it is no 31st.
        (
            "DTSTART:20260316T080000",
            "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
            ["16/03 08:00", "31/03 08:00", "31/05 08:00"],
        ),
        # What never comes is not sought for ever.
        (
            "DTSTART:20260316T080000",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
            ["16/03 08:00"],
        ),
        (
            "DTSTART:20280229T080000",
            "FREQ=MONTHLY;BYMONTHDAY=29,-1;COUNT=4",
            ["29/02 08:00", "29/03 08:00", "31/03 08:00", "29/04 08:00"],
        ),
    ],
)
def test_entry_comes_again_by_the_days_of_its_own_zone(
    office: Store, own: MeetingNames, start: str, rhythm: str, times: list[str]
) -> None:
    found = read(office, own, calendar("SUMMARY:Họp", start, f"RRULE:{rhythm}")).added
    assert [f"{one.day:%d/%m} {one.starts_at:%H:%M}" for one in found] == times


def test_entry_that_comes_again_for_ever_is_taken_for_a_year(
    office: Store, own: MeetingNames
) -> None:
    lines = ("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z")
    found = read(office, own, calendar(*lines))
    assert (len(found.added), len(told(found))) == (367, 1)


def test_calendar_of_endless_entries_is_refused(office: Store, own: MeetingNames) -> None:
    entry = calendar("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=DAILY")
    one = entry[entry.index("BEGIN:VEVENT") : entry.index("END:VCALENDAR")]
    with pytest.raises(Trouble, match="too large"):
        read(office, own, entry.replace("END:VCALENDAR", f"{one * 30}END:VCALENDAR"))


def test_entry_that_two_calendars_say_is_one_meeting(office: Store, own: MeetingNames) -> None:
    entry = calendar("SUMMARY:Họp", "DTSTART:20260316T080000")
    assert len(read(office, own, entry * 2).added) == 1


def test_entry_that_was_called_off_since_calls_off_the_meeting(
    office: Store, own: MeetingNames
) -> None:
    lines = ("SUMMARY:Họp", "DTSTART:20260316T080000")
    import_meetings(office, read(office, own, calendar(*lines)), names=own)
    off = calendar(*lines, "STATUS:CANCELLED")
    import_meetings(office, read(office, own, off), names=own)
    assert [(one.state, one.state_reason) for one in kept(office)] == [
        ("cancelled", "Đã hủy trong tệp lịch nhập vào")
    ]
    for again in (off, calendar(*lines)):
        assert read(office, own, again) == CalendarRead(unchanged=1)


def test_entry_that_was_called_off_leaves_what_was_held(office: Store, own: MeetingNames) -> None:
    added(office, (replace(WEEK[3], day=date(2026, 3, 13), state="held"),))
    lines = ("SUMMARY:Hội nghị", "DTSTART:20260313T140000", "STATUS:CANCELLED")
    assert read(office, own, calendar(*lines)) == CalendarRead(unchanged=1)


def test_what_an_entry_says_twice_is_taken_once(office: Store, own: MeetingNames) -> None:
    lines = ("SUMMARY:Họp", "SUMMARY:Hội", "LOCATION:Huế", "LOCATION:Vinh")
    (meeting,) = read(office, own, calendar(*lines, "DTSTART:20260316T080000")).added
    assert (meeting.title, meeting.place) == ("Họp", "Huế")


@pytest.mark.parametrize(
    ("lines", "remark"),
    [
        (("SUMMARY:Họp",), "“Họp” has no day."),
        (("SUMMARY:Họp", "DTSTART:31.02.2026"), "“Họp”: DTSTART cannot be read."),
        (("DTSTART:20260316T080000",), "An entry of 16/03/2026 has no title."),
        (("SUMMARY:\u200b\x07", "DTSTART:20260316T080000"), "An entry of 16/03/2026 has no title."),
        (
            ("SUMMARY:Họp", "DTSTART:20260316T080000", "RECURRENCE-ID:31.02.2026"),
            "“Họp”: RECURRENCE-ID cannot be read.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=SECONDLY"),
            "“Họp” comes again in a rhythm that is not known here.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=DAILY;INTERVAL=0"),
            "“Họp” comes again in a rhythm that is not known here.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=DAILY;COUNT=0"),
            "“Họp” comes again in a rhythm that is not known here.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=DAILY;BYHOUR=8,9;BYSECOND=1,2"),
            "“Họp” comes again in a rhythm that is not known here.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:20260316T080000", "RRULE:FREQ=DAILY;UNTIL=20250101"),
            "“Họp” comes again in a rhythm that is not known here.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:99991231T080000Z", "DTEND:99991231T235900Z"),
            "“Họp”: The year 9999 is far off: correct it.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:99981231T080000", "RRULE:FREQ=DAILY"),
            "“Họp”: The year 9998 is far off: correct it.",
        ),
        (
            ("SUMMARY:Họp", "DTSTART:20260316T080000", "RDATE:20260318T080000"),
            "“Họp” comes again in a rhythm that is not known here.",
        ),
    ],
)
def test_entry_that_cannot_be_taken_is_named(
    office: Store, own: MeetingNames, lines: tuple[str, ...], remark: str
) -> None:
    found = read(office, own, calendar(*lines))
    assert (found.added, told(found)) == ((), [remark])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT",
        b"PK\x03\x04",
        b"a;b\n1;2",
        calendar("SUMMARY:H", "DTSTART;TZID=Europe:20260316T080000").encode(),
    ],
)
def test_broken_file_is_refused_in_a_sentence(
    office: Store, own: MeetingNames, data: bytes
) -> None:
    with pytest.raises(Trouble, match="no calendar"):
        read(office, own, data)


def test_clash_is_left_out_and_named(office: Store, own: MeetingNames) -> None:
    added(office, WEEK[:1])
    data = calendar(
        "SUMMARY:Họp khác",
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20260316T090000",
        "DTEND;TZID=Asia/Ho_Chi_Minh:20260316T100000",
        "LOCATION:Phòng họp 1",
    )
    _, left_out = import_meetings(office, read(office, own, data), names=own)
    assert len(kept(office)) == 1
    assert [Words("en")(one).partition(":")[0] for one in left_out] == ["“Họp khác”"]


def sharing(own: MeetingNames, office: Store, *meetings: Meeting) -> tuple[Meeting, ...]:
    """Meetings planned in one room, one after the other."""
    in_room = (replace(one, room="Phòng họp 1") for one in meetings)
    return tuple(keep(office, one, names=own)[1] for one in in_room)


def test_two_that_share_a_room_for_a_reason_are_both_taken_over(
    office: Store, own: MeetingNames, tmp_path: Path
) -> None:
    first, second = sharing(
        own, office, replace(WEEK[0], starts_at=time(9)), replace(WEEK[0], clash_reason="chung")
    )
    data = written(office, (second, first))
    with make_office_elsewhere(tmp_path) as other:
        with other.writing(M("room")) as writing:
            writing.add(Room(name="Phòng họp 1"))
        names = MeetingNames(other.reader, KnownNames(other.reader))
        _, left_out = import_meetings(other, read(other, names, data), names=names)
        assert left_out == ()
        assert [one.clash_reason for one in kept(other)] == [None, "chung"]


def test_reason_for_an_old_clash_allows_none_at_the_time_that_a_phone_gives(
    office: Store, own: MeetingNames
) -> None:
    tuesday: dict[str, Any] = {"day": date(2026, 3, 17), "leaders": None, "chair": None}
    meetings = (WEEK[0], replace(WEEK[0], clash_reason="chung"), replace(WEEK[0], **tuesday))
    _, second, _ = sharing(own, office, *meetings)
    data = written(office, (second,)).decode()
    moved = data.replace(":20260316T", ":20260317T")
    _, left_out = import_meetings(office, read(office, own, moved), names=own)
    assert (len(left_out), kept(office)[1]) == (1, second)


def test_written_into_by_hand_only_the_usual_is_taken(office: Store, own: MeetingNames) -> None:
    data = calendar(
        "SUMMARY:Họp",
        "DTSTART:20260316T080000",
        "X-SOVAN-MEETING-KIND:nonsense",
        "X-SOVAN-TITLE:Khác",
        "X-SOVAN-DAY:2026-03-01",
        "X-SOVAN-STATE:held",
    )
    assert read(office, own, data).added == (
        Meeting(meeting_kind="khac", title="Họp", day=date(2026, 3, 16), starts_at=time(8)),
    )
