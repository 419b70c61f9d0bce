"""A week of meetings: its lines as planned, approved, and handed out again after changes."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop.errors import Trouble
from desktop.language.words import M
from desktop.meetings.around import Week
from desktop.meetings.issuing import approve_week, issue_week
from desktop.meetings.keeping import move
from desktop.meetings.meeting import Meeting
from desktop.meetings.week import (
    WeekLine,
    changed_lines,
    issued_lines,
    monday_of,
    monday_of_week,
    number_of_week,
    week_lines,
    week_of,
    weeks_of,
)
from desktop.storage.store import Store

MONDAY = date(2026, 3, 16)
NEXT_MONDAY = date(2026, 3, 23)
WEDNESDAY = date(2026, 3, 18)


def planned(store: Store, title: str, **facts: Any) -> Meeting:
    """A meeting put into the register as it is."""
    usual = {"meeting_kind": "giai-quyet", "day": WEDNESDAY}
    with store.writing(M("planning")) as writing:
        kept: Meeting = writing.add(Meeting(**{**usual, "title": title, **facts}))
    return kept


def corrected(store: Store, meeting: Meeting, **facts: Any) -> None:
    with store.writing(M("correcting")) as writing:
        writing.put(replace(meeting, **facts))


def now(store: Store, meeting: Meeting) -> Meeting:
    assert meeting.id is not None
    kept: Meeting = store.reader.record("meetings", meeting.id)
    return kept


def said(lines: list[WeekLine]) -> list[tuple[int, str, str, str]]:
    return [(line.day.day, line.part, line.hour, line.title) for line in lines]


def marks(lines: list[WeekLine]) -> list[tuple[str, str]]:
    return [(line.title, line.mark) for line in lines]


def approved_week(store: Store) -> Week:
    week = week_of(store.reader, MONDAY)
    assert week is not None
    return week


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2019, 11, 11), (2019, 46)),
        (date(2026, 3, 16), (2026, 12)),
        (date(2025, 12, 29), (2026, 1)),
        (date(2026, 12, 28), (2026, 53)),
        (date(2027, 1, 4), (2027, 1)),
    ],
)
def test_number_of_a_week_is_that_of_iso_8601(day: date, counted: tuple[int, int]) -> None:
    year, week, _ = day.isocalendar()
    assert number_of_week(day) == counted == (year, week)
    assert monday_of_week(*counted) == day


@pytest.mark.parametrize(("year", "count"), [(2025, 52), (2026, 53), (2027, 52)])
def test_year_has_fifty_two_weeks_or_one_more(year: int, count: int) -> None:
    assert weeks_of(year) == date(year, 12, 28).isocalendar().week == count


def test_monday_of_any_day_of_the_week() -> None:
    assert {monday_of(date(2026, 3, day)) for day in range(16, 23)} == {MONDAY}


def test_lines_stand_by_day_part_and_hour(office: Store) -> None:
    planned(office, "Họp tối", starts_at=time(19, 30))
    planned(office, "Họp chiều", starts_at=time(14))
    planned(office, "Họp sáng", starts_at=time(8))
    planned(office, "Họp sớm", starts_at=time(7, 30))
    planned(office, "Làm việc tại cơ quan", part="ca-ngay")
    planned(office, "Đi cơ sở", part="sang")
    planned(office, "Giao ban", day=MONDAY, starts_at=time(9))
    assert said(week_lines(office.reader, MONDAY)) == [
        (16, "sang", "09:00", "Giao ban"),
        (18, "ca-ngay", "", "Làm việc tại cơ quan"),
        (18, "sang", "", "Đi cơ sở"),
        (18, "sang", "07:30", "Họp sớm"),
        (18, "sang", "08:00", "Họp sáng"),
        (18, "chieu", "14:00", "Họp chiều"),
        (18, "toi", "19:30", "Họp tối"),
    ]


def test_leaders_with_parallel_entries_have_a_line_each(office: Store) -> None:
    planned(office, "Họp A", starts_at=time(8), chair="Nguyễn An")
    planned(office, "Họp B", starts_at=time(8), leaders=("Lê Bình", "Trần Chi"))
    lines = week_lines(office.reader, MONDAY)
    assert [line.who for line in lines] == [("Nguyễn An",), ("Lê Bình", "Trần Chi")]


def test_who_chairs_and_attends_is_named_once(office: Store) -> None:
    planned(office, "Họp", chair="Nguyễn An", leaders=("Lê Bình", "Nguyễn An"))
    assert week_lines(office.reader, MONDAY)[0].who == ("Nguyễn An", "Lê Bình")


def test_cancelled_postponed_and_other_weeks_are_left_out(office: Store) -> None:
    planned(office, "Hoãn", state="postponed", state_reason="mưa bão")
    planned(office, "Hủy", state="cancelled", state_reason="trùng lịch")
    planned(office, "Tuần trước", day=date(2026, 3, 15))
    planned(office, "Tuần sau", day=date(2026, 3, 23))
    planned(office, "Đã họp", day=MONDAY, state="held")
    assert said(week_lines(office.reader, MONDAY)) == [(16, "ca-ngay", "", "Đã họp")]


def test_meeting_of_several_days_stands_at_each_of_the_week(office: Store) -> None:
    planned(
        office, "Tập huấn", day=date(2026, 3, 13), last_day=date(2026, 3, 17), starts_at=time(8)
    )
    planned(office, "Công tác", day=date(2026, 3, 21), last_day=date(2026, 3, 24))
    assert said(week_lines(office.reader, MONDAY)) == [
        (16, "ca-ngay", "", "Tập huấn"),
        (17, "ca-ngay", "", "Tập huấn"),
        (21, "ca-ngay", "", "Công tác"),
        (22, "ca-ngay", "", "Công tác"),
    ]


def test_meeting_over_midnight_stands_at_its_first_day(office: Store) -> None:
    night = {"starts_at": time(22), "ends_at": time(1), "last_day": date(2026, 3, 19)}
    planned(office, "Trực bão", **night)
    assert said(week_lines(office.reader, MONDAY)) == [(18, "toi", "22:00", "Trực bão")]


def test_approved_week_is_kept_with_its_lines(office: Store) -> None:
    planned(office, "Họp", starts_at=time(8), leaders=("Lê Bình",), room="Phòng 1", place="tầng 2")
    lines = week_lines(office.reader, MONDAY)
    approve_week(office, MONDAY)
    week = approved_week(office)
    assert (week.revision, week.updated_at, week.approved) == (0, "2026-03-15T10:00", 1)
    assert issued_lines(week) == lines
    assert lines[0].place == "Phòng 1, tầng 2"
    assert changed_lines(office.reader, MONDAY) == []


def test_approving_a_week_approves_what_is_planned_in_it(office: Store) -> None:
    meeting, held = planned(office, "Họp"), planned(office, "Giao ban", day=MONDAY, state="held")
    approve_week(office, MONDAY)
    assert (now(office, meeting).state, now(office, held).state) == ("approved", "held")


def test_undoing_an_approval_takes_it_back_whole(office: Store) -> None:
    meeting = planned(office, "Họp")
    approve_week(office, MONDAY)
    office.undo()
    assert week_of(office.reader, MONDAY) is None
    assert now(office, meeting) == meeting


def test_changed_lines_tell_new_changed_and_gone(office: Store) -> None:
    kept = {name: planned(office, name, starts_at=time(8)) for name in "abcde"}
    approve_week(office, MONDAY)
    corrected(office, kept["b"], starts_at=time(9))
    corrected(office, kept["c"], state="postponed", state_reason="mưa bão")
    corrected(office, kept["d"], day=date(2026, 3, 24))
    with office.writing(M("discarding")) as writing:
        writing.trash("meetings", kept["e"].id or 0)
    planned(office, "f", starts_at=time(14))
    assert marks(changed_lines(office.reader, MONDAY)) == [
        ("c", "postponed"),
        ("d", "dropped"),
        ("e", "dropped"),
        ("b", "changed"),
        ("f", "new"),
    ]


def test_line_moved_to_another_day_of_the_week_is_one_changed_line(office: Store) -> None:
    meeting = planned(office, "Họp")
    approve_week(office, MONDAY)
    corrected(office, meeting, day=date(2026, 3, 20))
    assert [(one.day.day, one.mark) for one in changed_lines(office.reader, MONDAY)] == [
        (20, "changed")
    ]


@pytest.mark.parametrize(
    ("first", "last", "changed"),
    [
        (17, 18, [(16, "dropped")]),
        (16, 17, [(18, "dropped")]),
        (16, 19, [(19, "new")]),
        (17, 19, [(19, "changed")]),
        (23, 25, [(16, "dropped"), (17, "dropped"), (18, "dropped")]),
    ],
)
def test_day_that_stays_is_no_change_of_a_meeting_of_several(
    office: Store, first: int, last: int, changed: list[tuple[int, str]]
) -> None:
    meeting = planned(office, "Tập huấn", day=MONDAY, last_day=WEDNESDAY)
    approve_week(office, MONDAY)
    corrected(office, meeting, day=date(2026, 3, first), last_day=date(2026, 3, last))
    lines = changed_lines(office.reader, MONDAY)
    assert [(one.day.day, one.mark) for one in lines] == changed


def test_meeting_moved_between_two_approved_weeks_is_marked_in_both(office: Store) -> None:
    meeting = planned(office, "Họp")
    planned(office, "Tuần sau", day=NEXT_MONDAY)
    approve_week(office, MONDAY)
    approve_week(office, NEXT_MONDAY)
    move(office, now(office, meeting), day=NEXT_MONDAY, starts_at=time(8), ends_at=time(9))
    assert marks(changed_lines(office.reader, MONDAY)) == [("Họp", "dropped")]
    assert marks(changed_lines(office.reader, NEXT_MONDAY)) == [("Họp", "new")]
    office.undo()
    for monday in (MONDAY, NEXT_MONDAY):
        with pytest.raises(Trouble, match="nothing has changed"):
            issue_week(office, monday)


def test_what_the_page_does_not_say_changes_no_line(office: Store) -> None:
    meeting = planned(office, "Họp")
    approve_week(office, MONDAY)
    corrected(office, meeting, note="mang tài liệu", car="38A-00012", state="approved")
    assert changed_lines(office.reader, MONDAY) == []


def test_each_issue_raises_the_revision_and_marks_what_changed_since(office: Store) -> None:
    first, second = planned(office, "a"), planned(office, "b")
    approve_week(office, MONDAY)
    corrected(office, first, place="Hội trường")
    issue_week(office, MONDAY)
    week = approved_week(office)
    assert (week.revision, marks(issued_lines(week))) == (1, [("a", "changed"), ("b", "")])
    assert now(office, first).state == "adjusted"
    corrected(office, second, state="cancelled", state_reason="trùng lịch")
    issue_week(office, MONDAY)
    week = approved_week(office)
    assert (week.revision, marks(issued_lines(week))) == (2, [("a", ""), ("b", "cancelled")])
    assert changed_lines(office.reader, MONDAY) == []


def test_line_that_was_gone_is_not_announced_again(office: Store) -> None:
    first, second = planned(office, "a"), planned(office, "b")
    approve_week(office, MONDAY)
    corrected(office, first, state="postponed", state_reason="mưa bão")
    issue_week(office, MONDAY)
    corrected(office, second, place="Hội trường")
    issue_week(office, MONDAY)
    assert marks(issued_lines(approved_week(office))) == [("b", "changed")]


def test_week_is_approved_once(office: Store) -> None:
    planned(office, "Họp")
    approve_week(office, MONDAY)
    with pytest.raises(Trouble, match="Week 12 is approved already"):
        approve_week(office, MONDAY)


def test_empty_week_is_not_approved(office: Store) -> None:
    with pytest.raises(Trouble, match="Nothing is planned in week 12"):
        approve_week(office, MONDAY)


def test_week_is_issued_after_its_approval_only(office: Store) -> None:
    planned(office, "Họp")
    with pytest.raises(Trouble, match="Week 12 is not approved yet"):
        issue_week(office, MONDAY)


def test_unchanged_week_is_not_issued_again(office: Store) -> None:
    planned(office, "Họp")
    approve_week(office, MONDAY)
    with pytest.raises(Trouble, match="nothing has changed"):
        issue_week(office, MONDAY)
