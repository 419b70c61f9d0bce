"""What a calendar shows: columns, lanes, and a cursor that moves over meetings and free time."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.moving import by_days, by_minutes, into_room
from desktop.meetings.screens.plan import Cursor, Plan
from desktop.meetings.screens.planning import (
    days_of_week,
    plan_days,
    plan_leaders,
    plan_rooms,
    weeks_of_month,
)

MONDAY = date(2026, 3, 16)


def meeting(number: int, starts: int | None, ends: int | None = None, **facts: Any) -> Meeting:
    """A meeting from hour to hour, with its id for a name."""
    return Meeting(
        id=number,
        meeting_kind="giao-ban",
        title=f"Họp {number}",
        starts_at=None if starts is None else time(starts),
        ends_at=None if ends is None else time(ends),
        **{"day": MONDAY, **facts},
    )


def lanes(plan: Plan) -> dict[int | None, tuple[int, int]]:
    return {one.meeting.id: (one.lane, one.lanes) for one in plan.blocks}


def test_parallel_meetings_share_the_width_and_others_have_it_whole() -> None:
    plan = plan_days(
        [meeting(1, 8, 10), meeting(2, 9, 11), meeting(3, 10, 12), meeting(4, 14, 15)], [MONDAY]
    )
    assert lanes(plan) == {1: (0, 2), 2: (1, 2), 3: (0, 2), 4: (0, 1)}


def test_meetings_without_hours_and_of_several_days_stand_above_the_hours() -> None:
    tuesday = date(2026, 3, 17)
    several = meeting(3, 8, 17, last_day=tuesday)
    plan = plan_days([meeting(1, None, part="chieu"), meeting(2, 8, 9), several], [MONDAY, tuesday])
    assert [[one.id for one in band] for band in plan.bands] == [[3, 1], [3]]
    assert [one.meeting.id for one in plan.blocks] == [2]


def test_meeting_in_no_room_stands_in_a_column_of_its_own() -> None:
    plan = plan_rooms([meeting(1, 8, 9, room="A"), meeting(2, 8, 9)], MONDAY, ["A", "B"])
    assert [one.key for one in plan.columns] == ["A", "B", ""]
    assert [(one.meeting.id, one.column) for one in plan.blocks] == [(1, 0), (2, 2)]


def test_meeting_of_two_leaders_stands_with_both() -> None:
    shared = meeting(1, 8, 9, chair="Hòa", leaders=("Mai",))
    plan = plan_leaders([shared], MONDAY, ["Hòa", "Mai", "Dũng"])
    assert [one.column for one in plan.blocks] == [0, 1]


def test_hours_reach_as_far_as_the_meetings() -> None:
    plan = plan_days([meeting(1, 5, 6), meeting(2, 19, 21)], [MONDAY])
    assert (plan.first_minute, plan.last_minute) == (5 * 60, 21 * 60)


def walked(plan: Plan, steps: str, cursor: Cursor) -> list[tuple[int | None, int | None]]:
    """The minute and the meeting after each step: u, d, l, r."""
    moves = {"u": Plan.up, "d": Plan.down, "l": Plan.left, "r": Plan.right}
    met = []
    for step in steps:
        cursor = moves[step](plan, cursor)
        standing = plan.meeting_at(cursor)
        met.append((cursor.minute, standing.id if standing else None))
    return met


def test_down_steps_over_free_half_hours_and_from_meeting_to_meeting() -> None:
    plan = plan_days([meeting(1, 8, 10), meeting(2, 9, 11)], [MONDAY])
    assert walked(plan, "dddd", Cursor(0, 450)) == [(480, 1), (540, 2), (660, None), (690, None)]


def test_up_from_the_first_half_hour_goes_above_the_hours() -> None:
    plan = plan_days([meeting(1, None, part="sang"), meeting(2, None, part="chieu")], [MONDAY])
    assert walked(plan, "uuud", Cursor(0, 450)) == [(420, None), (None, 2), (None, 1), (None, 2)]


def test_right_goes_through_the_lanes_before_the_next_day() -> None:
    plan = plan_days([meeting(1, 8, 10), meeting(2, 8, 10)], days_of_week(MONDAY))
    assert walked(plan, "rrl", Cursor(0, 480)) == [(480, 2), (480, None), (480, 2)]


def crowded(*others: Meeting) -> Plan:
    """Three meetings from eight to nine, of which two have room beside each other."""
    three = [meeting(number, 8, 9) for number in (1, 2, 3)]
    return replace(plan_days([*three, *others], days_of_week(MONDAY)), abreast=2)


def test_more_meetings_than_have_room_are_a_crowd_until_the_next_one_begins() -> None:
    plan = crowded(meeting(4, 8, 10), meeting(5, 11, 12))
    crowd, place = plan.crowd_of(plan.blocks[-2]) or (None, None)
    assert crowd
    assert ([one.meeting.id for one in crowd.blocks], place) == ([4, 1, 2, 3], 3)
    assert (crowd.start, crowd.end, crowd.until) == (8 * 60, 10 * 60, 11 * 60)
    assert plan.crowd_of(plan.blocks[-1]) is None


def test_arrows_go_down_and_up_through_a_crowd_and_out_of_it() -> None:
    plan = crowded(meeting(4, 9, 10))
    down = [(480, 1), (480, 2), (480, 3), (540, 4), (600, None)]
    assert walked(plan, "ddddd", Cursor(0, 450)) == down
    up = [(540, 4), (480, 3), (480, 2), (480, 1), (450, None)]
    assert walked(plan, "uuuuu", Cursor(0, 600)) == up


def test_arrows_go_sideways_out_of_a_crowd_at_once() -> None:
    plan = crowded()
    cursor = plan.right(Cursor(0, 480, 1))
    assert (cursor, plan.left(Cursor(0, 480, 1)).column) == (Cursor(1, 480), -1)


def test_crowd_at_the_edges_of_the_day_is_left_to_where_there_is_something() -> None:
    early = [meeting(number, 7, 9) for number in (1, 2, 3)]
    late = [meeting(number, 17, 18) for number in (4, 5, 6)]
    plan = replace(plan_days([*early, *late], [MONDAY]), abreast=1)
    assert walked(plan, "u", Cursor(0, 420)) == [(None, None)]
    assert walked(plan, "dd", Cursor(0, 1020, 1)) == [(1020, 6), (1020, 6)]


def test_month_is_made_of_whole_weeks() -> None:
    weeks = weeks_of_month(date(2026, 3, 15))
    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 2, 23), date(2026, 4, 5), 6)


def test_meeting_moves_by_days_with_its_last_day() -> None:
    moved = by_days(meeting(1, 8, 9, last_day=date(2026, 3, 17)), 7)
    assert (moved.day, moved.last_day) == (date(2026, 3, 23), date(2026, 3, 24))


@pytest.mark.parametrize(
    ("starts", "ends", "minutes", "after"),
    [
        (8, 10, 30, (time(8, 30), time(10, 30))),
        (8, None, -30, (time(7, 30), None)),
        (0, 1, -30, (time(0), time(1))),
        (22, 23, 90, (time(22), time(23))),
    ],
)
def test_meeting_moves_by_half_hours_within_its_day(
    starts: int, ends: int | None, minutes: int, after: tuple[time, time | None]
) -> None:
    moved = by_minutes(meeting(1, starts, ends), minutes)
    assert (moved.starts_at, moved.ends_at) == after


def test_meeting_without_an_hour_moves_from_half_day_to_half_day() -> None:
    morning = meeting(1, None, part="sang")
    assert by_minutes(morning, 30).part == "chieu"
    assert by_minutes(morning, -30) == morning
    assert by_minutes(meeting(1, None, part="ca-ngay"), 30).part == "ca-ngay"


def test_meeting_moves_into_another_room_or_none() -> None:
    assert into_room(meeting(1, 8, room="A"), "B").room == "B"
    assert into_room(meeting(1, 8, room="A"), "").room is None
