"""The form of a meeting: template, day with hour, fields of one kind, and the clash line."""

from datetime import date, time

import pytest
from PySide6.QtWidgets import QApplication

from desktop.meetings.keeping_rooms import keep_room, keep_template
from desktop.meetings.meeting import MeetingTemplate
from desktop.meetings.rooms import Room
from desktop.meetings.screens.meeting_form import MeetingForm
from desktop.widgets.record_form import RecordForm
from tests.meetings.screens.conftest import ROOMS, SUNDAY, Planner


def fields(planner: Planner) -> RecordForm:
    return planner.tab.meetings.page.form.form


def beside(planner: Planner) -> MeetingForm:
    return planner.tab.meetings.form


@pytest.fixture
def template(planner: Planner) -> MeetingTemplate:
    made = MeetingTemplate(
        name="Giao ban tuần",
        meeting_kind="giao-ban",
        title="Họp giao ban",
        starts_at=time(7, 30),
        minutes=90,
        chair="Trần Văn Bình",
    )
    planner.desk.tell(keep_template(planner.desk.store, made))
    return made


@pytest.mark.usefixtures("template")
def test_three_letters_and_enter_fill_the_form_from_a_template(planner: Planner) -> None:
    planner.person.presses("Ctrl+N")
    assert QApplication.focusWidget() is beside(planner).template
    planner.person.types("gia")
    planner.person.presses("Return")
    form = fields(planner)
    texts = ("meeting_kind", "title", "day", "starts_at", "ends_at", "chair")
    assert [form.text(one) for one in texts] == [
        "Briefing",
        "Họp giao ban",
        "15/03/2026",
        "07:30",
        "09:00",
        "Trần Văn Bình",
    ]
    assert form.focused() == "title"


@pytest.mark.usefixtures("template")
def test_template_keeps_how_long_when_the_hour_is_another(planner: Planner) -> None:
    planner.person.presses("Ctrl+N")
    planner.person.types("gia")
    planner.person.presses("Return", "Return")
    planner.person.types("1512 1400")
    planner.person.presses("Return")
    form = fields(planner)
    assert [form.text(one) for one in ("day", "starts_at", "ends_at")] == [
        "15/12/2026",
        "14:00",
        "15:30",
    ]
    assert form.focused() == "room"


@pytest.mark.parametrize(
    ("typed", "key", "day", "hour"),
    [
        ("1512 0800", "Return", "15/12/2026", "08:00"),
        ("15/12 8h30", "Tab", "15/12/2026", "08:30"),
        ("1512", "Return", "15/12/2026", "08:00"),
        ("3102 0800", "Return", "3102 0800", "08:00"),
        ("1512 2500", "Return", "1512 2500", "08:00"),
    ],
)
def test_day_and_hour_are_typed_in_one_go(
    planner: Planner, typed: str, key: str, day: str, hour: str
) -> None:
    planner.person.presses("Ctrl+N")
    form = fields(planner)
    form.focus("day")
    planner.person.types(typed)
    planner.person.presses(key)
    assert (form.text("day"), form.text("starts_at")) == (day, hour)


def test_fields_of_one_kind_show_only_for_it(planner: Planner) -> None:
    planner.person.presses("Ctrl+N", "Return")
    form = fields(planner)

    def shown() -> set[str]:
        own = ("level", "delegation", "turns", "outcome")
        return {one for one in own if form.editors[one].isVisible()}

    met = [shown()]
    for kind in ("doan", "tiep-cong-dan", "giao-ban"):
        form.focus("meeting_kind")
        planner.person.types(kind)
        planner.person.presses("Return")
        met.append(shown())
    assert met == [set(), {"level", "delegation"}, {"turns", "outcome"}, set()]


def test_enter_passes_by_what_is_not_shown(planner: Planner) -> None:
    planner.person.presses("Ctrl+N", "Return")
    form = fields(planner)
    form.focus("clash_reason")
    planner.person.presses("Return")
    assert form.focused() == "preparing_body"


def line(planner: Planner) -> str:
    shown = beside(planner).line
    return shown.text() if shown.isVisible() else ""


def test_clash_line_follows_what_is_typed(planner: Planner) -> None:
    planner.plans("Giao ban", chair="Trần Văn Bình")
    planner.person.presses("Down", "Ctrl+N", "Return")
    form = fields(planner)
    assert line(planner) == "✓ Nothing is taken yet: name a room or a chair."

    form.focus("starts_at")
    planner.person.types("0930")
    form.focus("room")
    planner.person.types(ROOMS[0])
    taken = (
        "▲ Phòng họp 1 is taken by “Giao ban” (08:00–10:00, 15/03/2026): "
        "choose another time, or give a reason."
    )
    assert line(planner) == taken

    form.focus("starts_at")
    planner.person.types("1000")
    assert line(planner) == "✓ Free: Phòng họp 1 (10:00, 15/03/2026)"

    form.focus("starts_at")
    planner.person.types("0930")
    form.focus("clash_reason")
    planner.person.types("Ngồi chung")
    assert line(planner) == f"{taken}\n✓ Allowed by the reason given."


def test_clash_line_says_that_a_room_is_closed(planner: Planner) -> None:
    closed = Room(
        name="Phòng A", closed_from=SUNDAY, closed_to=date(2026, 3, 20), closed_reason="sửa mái"
    )
    planner.desk.tell(keep_room(planner.desk.store, closed))
    planner.person.presses("Ctrl+N", "Return")
    fields(planner).focus("room")
    planner.person.types("Phòng A")
    assert line(planner) == (
        "▲ Phòng A is closed (15/03/2026–20/03/2026), sửa mái: choose another room or day."
    )


def test_meeting_that_clashes_is_not_saved_and_says_why_at_its_room(planner: Planner) -> None:
    planner.plans("Giao ban")
    planner.person.presses("Ctrl+N", "Return")
    form = fields(planner)
    form.set_text("meeting_kind", "Briefing")
    form.set_text("title", "Tiếp khách")
    form.set_text("room", ROOMS[0])
    planner.person.presses("Ctrl+S")
    assert form.problem_at("room").startswith("Phòng họp 1 is taken by “Giao ban”")
    assert len(planner.all()) == 1
