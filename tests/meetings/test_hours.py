"""What a meeting takes of its day, and how its hours are written."""

from datetime import date, datetime, time
from typing import Any

import pytest

from desktop.language.words import M
from desktop.meetings.hours import (
    days_of,
    in_words,
    minutes_of,
    overlap,
    part_at,
    part_of,
    said,
    span,
)
from desktop.meetings.meeting import Meeting
from desktop.records.fields import Ground

DAY = date(2026, 3, 16)
NEXT = date(2026, 3, 17)
VIETNAMESE = Ground(DAY, "vi")


def meeting(**facts: Any) -> Meeting:
    return Meeting(**{"meeting_kind": "giao-ban", "title": "Giao ban", "day": DAY, **facts})


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    return datetime.combine(date(2026, 3, day), time(hour, minute))


@pytest.mark.parametrize(
    ("facts", "taken"),
    [
        ({}, (at(0), at(0, day=17))),
        ({"part": "ca-ngay"}, (at(0), at(0, day=17))),
        ({"part": "sang"}, (at(0), at(12))),
        ({"part": "chieu"}, (at(12), at(18))),
        ({"part": "toi"}, (at(18), at(0, day=17))),
        ({"starts_at": time(8), "ends_at": time(9, 30)}, (at(8), at(9, 30))),
        ({"starts_at": time(8)}, (at(8), at(10))),
        ({"starts_at": time(8), "part": "sang"}, (at(8), at(10))),
        ({"starts_at": time(8), "part": "ca-ngay"}, (at(8), at(0, day=17))),
        ({"ends_at": time(15)}, (at(12), at(15))),
        ({"ends_at": time(12)}, (at(0), at(12))),
        ({"ends_at": time(11), "part": "chieu"}, (at(0), at(11))),
        ({"ends_at": time(0)}, (at(0), at(0, day=17))),
        ({"starts_at": time(9), "ends_at": time(8)}, (at(0), at(0, day=17))),
        ({"starts_at": time(23)}, (at(23), at(0, day=17))),
        (
            {"starts_at": time(22), "ends_at": time(1), "last_day": NEXT},
            (at(22), at(1, day=17)),
        ),
        ({"last_day": NEXT}, (at(0), at(0, day=18))),
        ({"last_day": NEXT, "starts_at": time(8), "part": "sang"}, (at(8), at(0, day=18))),
        ({"last_day": NEXT, "part": "sang"}, (at(0), at(12, day=17))),
    ],
)
def test_span_is_what_a_meeting_takes(
    facts: dict[str, Any], taken: tuple[datetime, datetime]
) -> None:
    assert span(meeting(**facts)) == taken


@pytest.mark.parametrize(
    ("facts", "written"),
    [
        ({}, "Cả ngày"),
        ({"part": "sang"}, "Sáng"),
        ({"starts_at": time(8), "ends_at": time(10)}, "08:00–10:00"),
        ({"starts_at": time(7, 30), "part": "sang"}, "07:30"),
        ({"ends_at": time(10)}, "–10:00"),
        (
            {"starts_at": time(22), "ends_at": time(1), "last_day": NEXT},
            "22:00–01:00 (16/03–17/03)",
        ),
        ({"last_day": NEXT}, "Cả ngày (16/03–17/03)"),
    ],
)
def test_hours_are_written_as_a_schedule_has_them(facts: dict[str, Any], written: str) -> None:
    assert said(meeting(**facts), VIETNAMESE) == written


def test_part_of_the_day_is_said_in_the_language_of_the_window() -> None:
    shown = [said(meeting(part="chieu"), Ground(DAY, language)) for language in ("en", "cs")]
    assert shown == ["Afternoon", "Odpoledne"]


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        ({}, "ca-ngay"),
        ({"part": "toi"}, "toi"),
        ({"ends_at": time(12)}, "sang"),
        ({"ends_at": time(0)}, "ca-ngay"),
        ({"starts_at": time(11, 59)}, "sang"),
        ({"starts_at": time(12)}, "chieu"),
        ({"starts_at": time(18)}, "toi"),
        ({"starts_at": time(14), "part": "sang"}, "chieu"),
        ({"starts_at": time(8), "part": "ca-ngay"}, "ca-ngay"),
    ],
)
def test_part_of_the_day_follows_the_hour(facts: dict[str, Any], part: str) -> None:
    assert part_of(meeting(**facts)) == part


def test_parts_begin_at_midnight_at_noon_and_at_six() -> None:
    hours = (time(0), time(12), time(18), time(23, 59))
    assert [part_at(hour) for hour in hours] == ["sang", "chieu", "toi", "toi"]


def test_spans_that_only_touch_do_not_overlap() -> None:
    morning = span(meeting(part="sang"))
    assert not overlap(morning, span(meeting(part="chieu")))
    assert overlap(morning, span(meeting(starts_at=time(11), ends_at=time(13))))


def test_day_and_hours_are_named_in_a_sentence() -> None:
    assert in_words(meeting(starts_at=time(8), ends_at=time(10))) == M(
        "{hours}, {day}", hours="08:00–10:00", day="16/03/2026"
    )
    assert str(in_words(meeting(part="sang"))) == "morning, 16/03/2026"
    assert str(in_words(meeting(last_day=NEXT))) == "all day, 16/03/2026 to 17/03/2026"


def test_minutes_are_known_where_both_hours_are() -> None:
    assert minutes_of(meeting(starts_at=time(8), ends_at=time(9, 30))) == 90
    over_midnight = meeting(starts_at=time(22), ends_at=time(1), last_day=NEXT)
    assert minutes_of(over_midnight) == 180
    assert minutes_of(meeting(starts_at=time(8))) is None


def test_days_of_a_meeting_are_one_or_several() -> None:
    assert days_of(meeting()) == (DAY, DAY)
    assert days_of(meeting(last_day=NEXT)) == (DAY, NEXT)
