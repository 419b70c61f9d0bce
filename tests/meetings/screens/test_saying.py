"""What a calendar says of meetings where there is much room, and where there is little."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.inks import Inks
from desktop.meetings.screens.painting import Scene, day_writing, fitting_hours
from desktop.meetings.screens.plan import Column
from desktop.meetings.screens.saying import begins_said, first_line, hours_said, title_said
from desktop.records.fields import Ground

MONDAY = date(2026, 3, 16)
GROUND = Ground(MONDAY, "vi")


def meeting(**facts: Any) -> Meeting:
    usual = {"day": MONDAY, "starts_at": time(8), "ends_at": time(10)}
    return Meeting(meeting_kind="giao-ban", title="Giao  ban", **{**usual, **facts})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ("08:00", "08:00–10:00", "08:00 Giao ban")),
        ({"ends_at": None}, ("08:00", "08:00", "08:00 Giao ban")),
        ({"starts_at": None, "ends_at": None}, ("", "", "Giao ban")),
        ({"clash_reason": "vì"}, ("08:00 ⚠", "08:00–10:00 ⚠", "08:00 ⚠ Giao ban")),
        (
            {"starts_at": None, "ends_at": None, "clash_reason": "vì"},
            ("⚠", "⚠", "⚠ Giao ban"),
        ),
    ],
)
def test_hours_are_said_in_short_with_the_mark_of_a_clash(
    facts: dict[str, Any], said: tuple[str, str, str]
) -> None:
    one = meeting(**facts)
    assert (begins_said(one), hours_said(one), title_said(one)) == said


def test_hours_give_way_to_the_room_there_is_and_are_never_cut(qapp: QApplication) -> None:
    letters = QFontMetrics(qapp.font())
    one = meeting(state="planned")
    whole = first_line(one, GROUND)
    shown = [
        fitting_hours(one, whole, letters.horizontalAdvance(room), letters)
        for room in (whole, "08:00–10:00 ·", "08:00–1")
    ]
    assert shown == [whole, "08:00–10:00", "08:00"]


@pytest.mark.parametrize(
    ("widest", "written"),
    [
        ("Chủ Nhật, 22/03", ["Thứ Hai, 16/03", "Chủ Nhật, 22/03"]),
        ("Thứ 4, 18/03.", ["Thứ 2, 16/03", "CN, 22/03"]),
        ("CN, 22/03", ["16/03", "22/03"]),
    ],
)
def test_days_of_a_week_are_all_written_in_the_same_way(
    qapp: QApplication, widest: str, written: list[str]
) -> None:
    inks = Inks(QPalette())
    scene = Scene(GROUND, inks, QFont(qapp.font()), lambda _: "", lambda _: True, focused=True)
    room = QFontMetrics(scene.bold).horizontalAdvance(widest)
    columns = [Column(MONDAY + timedelta(days=step)) for step in range(7)]
    said = day_writing(columns, scene, room)
    assert [said(MONDAY), said(MONDAY + timedelta(days=6))] == written
