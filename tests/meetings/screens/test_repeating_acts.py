"""What comes again: a template out of a meeting, and this and the following of a series."""

from datetime import date, time, timedelta

import pytest

from desktop.meetings.around import MeetingSeries
from desktop.meetings.keeping_rooms import keep_template
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.repeating import expand
from desktop.records.queries import Query
from desktop.widgets.form_dialog import FormDialog
from tests.meetings.screens.conftest import ROOMS, SUNDAY, Planner

MONDAYS = [date(2026, 3, 16) + timedelta(weeks=week) for week in range(3)]


@pytest.fixture
def series(planner: Planner) -> list[Meeting]:
    """Three Mondays from eight to nine, the cursor on the first of them."""
    store = planner.desk.store
    usual = MeetingTemplate(
        name="Giao ban",
        meeting_kind="giao-ban",
        title="Họp giao ban",
        starts_at=time(8),
        minutes=60,
        room=ROOMS[0],
    )
    planner.desk.tell(keep_template(store, usual))
    (template,) = store.reader.ids(Query("meeting_templates"))
    kept, meetings = expand(
        store,
        MeetingSeries(
            template=template,
            name="Giao ban thứ Hai",
            rhythm="hang-tuan",
            first_day=MONDAYS[0],
            last_day=MONDAYS[-1],
        ),
        names=planner.tab.names,
    )
    planner.desk.tell(kept)
    assert [one.day for one in meetings] == MONDAYS
    planner.calendar.show_meeting(meetings[0])
    return meetings


def test_template_is_made_of_a_meeting_by_its_name(planner: Planner) -> None:
    planner.plans(
        "Họp  báo", chair="Trần Văn Bình", leaders=("Lê Thị Mai",), needs="Nước", note="Mời báo chí"
    )
    planner.person.presses("Ctrl+Shift+D")
    dialog = planner.modal(FormDialog)
    assert dialog.form.text("name") == "Họp báo"
    planner.person.types("Bao")
    planner.person.presses("Ctrl+Return")
    reader = planner.desk.store.reader
    assert list(reader.records("meeting_templates", reader.ids(Query("meeting_templates")))) == [
        MeetingTemplate(
            id=1,
            name="Bao",
            meeting_kind="giao-ban",
            title="Họp  báo",
            starts_at=time(8),
            minutes=120,
            room=ROOMS[0],
            chair="Trần Văn Bình",
            leaders=("Lê Thị Mai",),
            needs="Nước",
            note="Mời báo chí",
        )
    ]


def test_name_of_a_template_that_is_taken_is_said_at_its_field(planner: Planner) -> None:
    planner.desk.tell(
        keep_template(
            planner.desk.store,
            MeetingTemplate(name="Giao ban", meeting_kind="giao-ban", title="Giao ban"),
        )
    )
    planner.plans("Giao ban")
    planner.person.presses("Ctrl+Shift+D")
    dialog = planner.modal(FormDialog)
    planner.person.presses("Ctrl+Return")
    said = "“Giao ban” is in the list already: choose another name."
    assert dialog.form.problem_at("name") == said
    planner.person.presses("Esc")


def test_this_and_the_following_are_changed_as_one_step(
    planner: Planner, series: list[Meeting]
) -> None:
    planner.calendar.show_meeting(series[1])
    planner.person.presses("Shift+F2")
    dialog = planner.modal(FormDialog)
    assert dialog.explanation.text() == "This meeting and 1 that follows, until 30/03/2026."
    for name, text in {"starts_at": "14:00", "ends_at": "15:00", "room": ROOMS[1]}.items():
        dialog.form.set_text(name, text)
    planner.person.presses("Ctrl+Return")
    assert [(one.starts_at, one.ends_at, one.room) for one in planner.all()] == [
        (time(8), time(9), ROOMS[0]),
        (time(14), time(15), ROOMS[1]),
        (time(14), time(15), ROOMS[1]),
    ]
    planner.comes_back()
    planner.person.presses("Ctrl+Z")
    assert planner.all() == series


def test_clash_of_a_later_meeting_is_said_and_nothing_is_changed(
    planner: Planner, series: list[Meeting]
) -> None:
    planner.plans("Tiếp khách", day=MONDAYS[2], room=ROOMS[1], starts_at=time(8), ends_at=time(9))
    planner.person.presses("Shift+F2")
    dialog = planner.modal(FormDialog)
    dialog.form.set_text("room", ROOMS[1])
    planner.person.presses("Ctrl+Return")
    assert dialog.form.problem_at("room") == (
        "Phòng họp 2 is taken by “Tiếp khách” (08:00–09:00, 30/03/2026): "
        "choose another time, or give a reason."
    )
    assert planner.all()[:3] == series
    planner.person.presses("Esc")


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        (
            {"ends_at": "07:00"},
            "ends_at",
            "It ends before it starts: correct the time, or give the day on which it ends.",
        ),
        ({"day": "31/02/2026"}, "day", "There is no 31/02/2026."),
    ],
)
def test_hours_and_days_that_cannot_be_are_said_at_their_fields(
    planner: Planner, series: list[Meeting], texts: dict[str, str], field: str, said: str
) -> None:
    planner.person.presses("Shift+F2")
    dialog = planner.modal(FormDialog)
    for name, text in texts.items():
        dialog.form.set_text(name, text)
    planner.person.presses("Ctrl+Return")
    assert dialog.form.problem_at(field) == said
    assert planner.all() == series
    planner.person.presses("Esc")


def test_this_and_the_following_are_cancelled_for_a_reason(
    planner: Planner, series: list[Meeting]
) -> None:
    planner.calendar.show_meeting(series[1])
    planner.person.presses("Ctrl+Shift+Del")
    planner.modal(FormDialog)
    planner.person.types("Nghi")
    planner.person.presses("Ctrl+Return")
    assert [(one.state, one.state_reason) for one in planner.all()] == [
        ("planned", None),
        ("cancelled", "Nghi"),
        ("cancelled", "Nghi"),
    ]
    planner.comes_back()
    planner.person.presses("Ctrl+Z")
    assert planner.all() == series


@pytest.mark.usefixtures("series")
def test_this_and_the_following_go_to_the_trash_and_come_back(planner: Planner) -> None:
    planner.tab.repeating.discard(planner.all()[1])
    assert [one.day for one in planner.all()] == MONDAYS[:1]
    planner.person.presses("Ctrl+Z")
    assert [one.day for one in planner.all()] == MONDAYS


@pytest.mark.parametrize("key", ["Shift+F2", "Ctrl+Shift+Del"])
def test_meeting_of_no_series_says_so(planner: Planner, key: str) -> None:
    planner.plans()
    planner.person.presses(key)
    said = "It belongs to no series: F2 corrects it alone."
    assert planner.tab.calendar.notice.text() == said


def test_meeting_over_midnight_keeps_to_its_night(planner: Planner, series: list[Meeting]) -> None:
    planner.person.presses("Shift+F2")
    dialog = planner.modal(FormDialog)
    for name, text in {"starts_at": "22:00", "ends_at": "01:00", "last_day": "17/03/2026"}.items():
        dialog.form.set_text(name, text)
    planner.person.presses("Ctrl+Return")
    assert [one.last_day for one in planner.all()] == [
        one.day + timedelta(days=1) for one in series
    ]


def test_week_is_approved_and_its_changes_handed_out_by_keys(planner: Planner) -> None:
    planner.plans("Giao ban", state="planned")
    planner.person.presses("F12")
    assert planner.all()[0].state == "approved"
    planner.plans("Tiếp khách", room=ROOMS[1], state="planned", day=SUNDAY)
    planner.person.presses("Shift+F12")
    assert [one.state for one in planner.all()] == ["approved", "approved"]
    reader = planner.desk.store.reader
    assert [one.revision for one in reader.records("weeks", reader.ids(Query("weeks")))] == [1]


def test_week_that_is_not_in_sight_is_not_approved(planner: Planner) -> None:
    planner.plans("Giao ban", state="planned")
    planner.person.presses("Shift+F5", "F12")
    said = "This is done in the calendar: F3 shows the week."
    assert planner.tab.current.notice.text() == said
    assert planner.all()[0].state == "planned"
