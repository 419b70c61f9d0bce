"""Templates, series, and what is changed from one meeting on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop.language.words import M, Message
from desktop.language.working_days import WorkingDays
from desktop.meetings.around import MeetingSeries
from desktop.meetings.clashes import Clash, sentence
from desktop.meetings.deciding import cancel, note_held
from desktop.meetings.keeping import discard, keep, move
from desktop.meetings.keeping_rooms import keep_room, keep_template
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.repeating import (
    begin_from,
    change_following,
    clashing_days,
    days_in,
    discard_following,
    ends_after,
    expand,
    following,
    meeting_from,
    meetings_of,
    new_meeting,
    template_of,
)
from desktop.meetings.rooms import Room
from desktop.office.calendar import CalendarDay
from desktop.office.keeping_calendar import keep_day
from desktop.records.drafts import Draft, Problems, check
from desktop.records.queries import Query
from desktop.records.record import Problem
from desktop.storage.store import Store

TODAY = date(2026, 3, 15)
ROOM = "Phòng họp tầng 2"
TEMPLATE = MeetingTemplate(
    name="Giao ban tuần",
    meeting_kind="giao-ban",
    title="Giao ban tuần",
    starts_at=time(7, 30),
    minutes=90,
    chair="Trần Văn Minh",
    room=ROOM,
    checklist=("nuoc", "may-chieu"),
    needs="45 chai nước",
)
MARCH = (date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 30))


@pytest.fixture
def template(office: Store, meeting_names: MeetingNames) -> MeetingTemplate:
    """The weekly briefing, in a room of its own."""
    meeting_names.take(keep_room(office, Room(name=ROOM)))
    keep_template(office, TEMPLATE)
    found: MeetingTemplate = office.reader.record("meeting_templates", 1)
    return found


def series(**facts: Any) -> MeetingSeries:
    usual = {
        "template": 1,
        "name": "Giao ban tuần",
        "rhythm": "hang-tuan",
        "first_day": MARCH[0],
        "last_day": MARCH[-1],
    }
    return MeetingSeries(**{**usual, **facts})


def days(meetings: list[Meeting]) -> tuple[date, ...]:
    return tuple(meeting.day for meeting in meetings)


def problems(act: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as refused:
        act()
    return refused.value.problems


# Templates


def test_meeting_of_a_template_keeps_its_hour_and_its_duration(template: MeetingTemplate) -> None:
    assert meeting_from(template, MARCH[0]) == Meeting(
        meeting_kind="giao-ban",
        title="Giao ban tuần",
        day=MARCH[0],
        starts_at=time(7, 30),
        ends_at=time(9),
        chair="Trần Văn Minh",
        room=ROOM,
        checklist=("nuoc", "may-chieu"),
        needs="45 chai nước",
    )


def test_meeting_at_another_hour_lasts_as_long_as_usual(template: MeetingTemplate) -> None:
    late = meeting_from(template, MARCH[0], time(14))
    assert (late.starts_at, late.ends_at) == (time(14), time(15, 30))
    over_midnight = meeting_from(template, MARCH[0], time(23))
    assert (over_midnight.ends_at, over_midnight.last_day) == (time(0, 30), date(2026, 3, 17))


@pytest.mark.parametrize(
    ("minutes", "ends_at", "last_day"),
    [
        (1440, time(7, 30), date(2026, 3, 17)),
        (1500, time(8, 30), date(2026, 3, 17)),
        (2880, time(7, 30), date(2026, 3, 18)),
    ],
)
def test_meeting_of_days_lasts_as_long_as_its_template_says(
    template: MeetingTemplate, minutes: int, ends_at: time, last_day: date
) -> None:
    long = meeting_from(replace(template, minutes=minutes), MARCH[0])
    assert (long.ends_at, long.last_day) == (ends_at, last_day)
    assert template_of(long, "Giao ban tuần").minutes == minutes


def test_template_without_hours_gives_a_meeting_of_its_half_day() -> None:
    half_day = MeetingTemplate(
        name="Tiếp dân", meeting_kind="tiep-cong-dan", title="Tiếp công dân", part="sang"
    )
    meeting = meeting_from(half_day, MARCH[0])
    assert (meeting.part, meeting.starts_at, meeting.ends_at) == ("sang", None, None)
    assert ends_after(time(8), None) is None


def test_form_that_begins_from_a_template_needs_nothing_more(
    meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    ground = meeting_names.ground(TODAY, "vi")
    draft = begin_from(template, MARCH[0], ground=ground)
    assert draft.text("day") == "16/03/2026"
    assert check(Meeting, draft, ground) == meeting_from(template, MARCH[0])


def test_new_meeting_is_planned_for_the_day_in_sight(meeting_names: MeetingNames) -> None:
    ground = meeting_names.ground(TODAY, "vi")
    assert new_meeting(ground) == Draft("meetings", {"day": "15/03/2026", "state": "Dự kiến"})
    assert new_meeting(ground, MARCH[1]).text("day") == "23/03/2026"


def test_template_is_made_out_of_a_meeting(template: MeetingTemplate) -> None:
    made = template_of(meeting_from(template, MARCH[0]), "Giao ban tuần")
    assert made == replace(template, id=None)


# Days of a series

USUAL = WorkingDays()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, MARCH),
        ({"weekday": 3}, (date(2026, 3, 17), date(2026, 3, 24))),
        ({"rhythm": "hai-tuan"}, (MARCH[0], MARCH[2])),
        ({"last_day": MARCH[0]}, MARCH[:1]),
        # Thursday 30 April is a public holiday.
        (
            {"weekday": 5, "first_day": date(2026, 4, 23), "last_day": date(2026, 5, 7)},
            (date(2026, 4, 23), date(2026, 5, 7)),
        ),
        ({"weekday": 8}, ()),
    ],
)
def test_weekly_series_skips_days_off(facts: dict[str, Any], expected: tuple[date, ...]) -> None:
    assert tuple(days_in(series(**facts), USUAL)) == expected


def test_weekly_series_skips_days_that_the_office_has_off() -> None:
    calendar = WorkingDays({MARCH[1]: False})
    assert tuple(days_in(series(), calendar)) == (MARCH[0], MARCH[2])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # 15 March 2026 is a Sunday: the next working day takes its place.
        (
            {"day_of_month": 15, "first_day": date(2026, 3, 1), "last_day": date(2026, 5, 31)},
            (date(2026, 3, 16), date(2026, 4, 15), date(2026, 5, 15)),
        ),
        (
            {"day_of_month": 31, "first_day": date(2026, 3, 20), "last_day": date(2026, 7, 31)},
            (
                date(2026, 3, 31),
                date(2026, 5, 4),
                date(2026, 6, 1),
                date(2026, 6, 30),
                date(2026, 7, 31),
            ),
        ),
        (
            {"day_of_month": 10, "first_day": date(2026, 3, 20), "last_day": date(2026, 4, 9)},
            (),
        ),
        (
            {"day_of_month": 15, "first_day": date(2026, 11, 20), "last_day": date(2027, 1, 31)},
            (date(2026, 12, 15), date(2027, 1, 15)),
        ),
    ],
)
def test_monthly_series_meets_on_the_next_working_day(
    facts: dict[str, Any], expected: tuple[date, ...]
) -> None:
    assert tuple(days_in(series(rhythm="hang-thang", **facts), USUAL)) == expected


# Making the meetings of a series


def test_series_and_its_meetings_are_one_change(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    change, meetings = expand(office, series(), names=meeting_names)
    assert meetings == [
        replace(meeting_from(template, day), id=place, series=1)
        for place, day in enumerate(MARCH, 1)
    ]
    assert str(change.words) == "planning 3 meetings of Giao ban tuần"
    office.undo()
    assert office.reader.count(Query("meetings")) == 0
    assert office.reader.count(Query("meeting_series")) == 0


def test_series_skips_the_days_that_the_office_has_entered(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    keep_day(office, CalendarDay(day=MARCH[1], works=False, reason="Nghỉ bù"))
    _, meetings = expand(office, series(), names=meeting_names)
    assert days(meetings) == (MARCH[0], MARCH[2])


def test_series_that_is_longer_now_gets_the_missing_meetings_only(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    expand(office, series(), names=meeting_names)
    longer = replace(office.reader.record("meeting_series", 1), last_day=date(2026, 4, 13))
    _, added = expand(office, longer, names=meeting_names)
    assert days(added) == (date(2026, 4, 6), date(2026, 4, 13))
    assert office.reader.record("meeting_series", 1) == longer


def test_meeting_that_was_moved_or_discarded_is_not_planned_again(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    _, (first, second, third) = expand(office, series(), names=meeting_names)
    move(office, second, day=date(2026, 3, 24), starts_at=second.starts_at, ends_at=second.ends_at)
    discard(office, third)
    longer = replace(office.reader.record("meeting_series", 1), last_day=date(2026, 4, 6))
    assert clashing_days(office.reader, longer) == []
    _, added = expand(office, longer, names=meeting_names)
    assert days(added) == (date(2026, 4, 6),)
    renamed = replace(longer, name="Giao ban")
    change, added = expand(office, renamed, names=meeting_names)
    assert (str(change.words), added) == ("correcting Giao ban", [])
    assert days(kept(office)) == (first.day, date(2026, 3, 24), date(2026, 4, 6))


def test_series_of_days_off_only_is_refused(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    assert problems(lambda: expand(office, series(weekday=8), names=meeting_names)) == (
        Problem("first_day", M("No working day of the series is left.")),
    )


def test_clashing_days_of_a_series_are_named_all_at_once(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    taken = [
        keep(
            office,
            Meeting(meeting_kind="khac", title="Tập huấn", day=day, part="sang", room=ROOM),
            names=meeting_names,
        )[1]
        for day in (MARCH[0], MARCH[2])
    ]
    said = tuple(Problem("first_day", sentence(Clash("room", ROOM, one))) for one in taken)
    assert problems(lambda: expand(office, series(), names=meeting_names)) == said
    assert clashing_days(office.reader, series()) == [MARCH[0], MARCH[2]]
    assert office.reader.count(Query("meeting_series")) == 0


def test_series_leaves_clashing_days_out_or_gives_a_reason(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    other = Meeting(meeting_kind="khac", title="Tập huấn", day=MARCH[1], room=ROOM)
    keep(office, other, names=meeting_names)
    left_out = clashing_days(office.reader, series())
    _, meetings = expand(office, series(), names=meeting_names, without=left_out)
    assert days(meetings) == (MARCH[0], MARCH[2])
    office.undo()
    _, meetings = expand(office, series(), names=meeting_names, clash_reason="ngồi chung")
    reasons = [meeting.clash_reason for meeting in meetings]
    assert reasons == [None, "ngồi chung", None]


# One, or all that follow


@pytest.fixture
def meetings(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> list[Meeting]:
    """Three briefings of one series."""
    return expand(office, series(), names=meeting_names)[1]


def kept(office: Store) -> list[Meeting]:
    return meetings_of(office.reader, 1)


def test_one_meeting_of_a_series_is_corrected_alone(
    office: Store, meeting_names: MeetingNames, meetings: list[Meeting]
) -> None:
    keep(office, replace(meetings[1], starts_at=time(8)), names=meeting_names)
    assert [one.starts_at for one in kept(office)] == [time(7, 30), time(8), time(7, 30)]


def test_all_that_follow_are_corrected_as_one_change(
    office: Store, meeting_names: MeetingNames, meetings: list[Meeting]
) -> None:
    earlier = replace(meetings[1], starts_at=time(8), ends_at=time(9, 30), note="tháng thi đua")
    change = change_following(office, earlier, names=meeting_names)
    assert str(change.words) == "correcting meeting “Giao ban tuần” and 1 that follows"
    assert kept(office) == [
        meetings[0],
        earlier,
        replace(meetings[2], starts_at=time(8), ends_at=time(9, 30), note="tháng thi đua"),
    ]
    office.undo()
    assert kept(office) == meetings


def test_series_moves_by_days_without_clashing_with_itself(
    office: Store, meeting_names: MeetingNames, meetings: list[Meeting]
) -> None:
    change_following(office, replace(meetings[0], day=MARCH[1]), names=meeting_names)
    assert days(kept(office)) == (MARCH[1], MARCH[2], date(2026, 4, 6))
    back = replace(kept(office)[0], day=MARCH[0])
    change_following(office, back, names=meeting_names)
    assert kept(office) == meetings


def test_meetings_that_would_fall_on_a_day_off_move_past_it(
    office: Store, meeting_names: MeetingNames, meetings: list[Meeting]
) -> None:
    keep_day(office, CalendarDay(day=date(2026, 3, 24), works=False, reason="Nghỉ"))
    tuesday = replace(meetings[0], day=date(2026, 3, 17))
    change_following(office, tuesday, names=meeting_names)
    assert days(kept(office)) == (date(2026, 3, 17), date(2026, 3, 25), date(2026, 3, 31))


def test_series_runs_over_midnight_from_one_on(
    office: Store, meeting_names: MeetingNames, meetings: list[Meeting]
) -> None:
    night = replace(meetings[1], starts_at=time(22), ends_at=time(1), last_day=date(2026, 3, 24))
    change_following(office, night, names=meeting_names)
    assert [one.last_day for one in kept(office)] == [
        None,
        date(2026, 3, 24),
        date(2026, 3, 31),
    ]


def test_each_that_follows_keeps_its_own_days(
    office: Store, meeting_names: MeetingNames, meetings: list[Meeting]
) -> None:
    late = replace(meetings[1], ends_at=time(1), starts_at=time(22), last_day=date(2026, 3, 24))
    long = replace(meetings[2], last_day=date(2026, 4, 1))
    for one in (late, long):
        keep(office, one, names=meeting_names)
    change_following(office, replace(meetings[0], title="Giao ban"), names=meeting_names)
    assert kept(office)[1:] == [replace(one, title="Giao ban") for one in (late, long)]
    moved = replace(kept(office)[0], day=date(2026, 3, 17))
    change_following(office, moved, names=meeting_names)
    assert [(one.day, one.last_day) for one in kept(office)[1:]] == [
        (date(2026, 3, 24), date(2026, 3, 25)),
        (date(2026, 3, 31), date(2026, 4, 2)),
    ]


def test_reason_of_one_clash_does_not_allow_another_in_the_series(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    for day in (MARCH[1], date(2026, 3, 24)):
        taken = Meeting(meeting_kind="khac", title="Họp", day=day, part="sang", room=ROOM)
        keep(office, taken, names=meeting_names)
    _, made = expand(office, series(), names=meeting_names, clash_reason="ngồi chung")
    assert [one.clash_reason for one in made] == [None, "ngồi chung", None]
    moved = replace(made[0], day=date(2026, 3, 17))
    refused = problems(lambda: change_following(office, moved, names=meeting_names))
    assert [one.field for one in refused] == ["room"]
    renamed = replace(made[0], title="Giao ban")
    change_following(office, renamed, names=meeting_names)
    change_following(office, replace(moved, clash_reason="ghép"), names=meeting_names)
    reasons = [one.clash_reason for one in meetings_of(office.reader, 1)]
    assert reasons == [None, "ghép", None]


def test_reason_that_one_meeting_had_already_allows_none_of_those_that_follow(
    office: Store, meeting_names: MeetingNames, template: MeetingTemplate
) -> None:
    for day, hour in ((MARCH[0], time(8)), (MARCH[1], time(10))):
        taken = Meeting(meeting_kind="khac", title="Họp", day=day, starts_at=hour, room=ROOM)
        keep(office, taken, names=meeting_names)
    _, made = expand(office, series(), names=meeting_names, clash_reason="ngồi chung")
    assert [one.clash_reason for one in made] == ["ngồi chung", None, None]
    later = replace(made[0], starts_at=time(10), ends_at=time(11))
    refused = problems(lambda: change_following(office, later, names=meeting_names))
    assert [one.field for one in refused] == ["room"]


def test_what_is_off_or_held_does_not_follow(
    office: Store, meeting_names: MeetingNames, meetings: list[Meeting]
) -> None:
    cancel(office, [meetings[1]], reason="mưa bão")
    assert following(office.reader, meetings[0]) == [meetings[2]]
    _, held = keep(office, replace(meetings[2], day=TODAY), names=meeting_names)
    note_held(office, [held])
    assert following(office.reader, meetings[0]) == []


def test_all_that_follow_are_discarded_as_one_change(
    office: Store, meetings: list[Meeting]
) -> None:
    change: Message = discard_following(office, meetings[1]).words
    assert str(change) == "discarding meeting “Giao ban tuần” and 1 that follows"
    assert kept(office) == [meetings[0]]
    office.undo()
    assert kept(office) == meetings


def test_meeting_without_a_series_has_none_that_follow(
    office: Store, meeting_names: MeetingNames
) -> None:
    alone = Meeting(meeting_kind="khac", title="Khảo sát", day=MARCH[0])
    _, alone = keep(office, alone, names=meeting_names)
    assert following(office.reader, alone) == []
