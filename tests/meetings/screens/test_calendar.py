"""The calendar by keyboard and mouse: cursor, moving, dragging, and what is said of it."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.meetings.screens.inks import LOOKS
from desktop.meetings.screens.painting import cursor_box
from desktop.widgets.form_dialog import FormDialog
from tests.meetings.screens.conftest import ROOMS, SUNDAY, Planner

Left = Qt.MouseButton.LeftButton


def test_tab_begins_with_the_week_of_today_and_the_keyboard_in_it(planner: Planner) -> None:
    assert planner.calendar.hasFocus()
    assert (planner.calendar.sight.view, planner.calendar.sight.days) == (
        "week",
        (date(2026, 3, 9), SUNDAY),
    )
    assert planner.calendar.sight.cursor_day == SUNDAY


def test_arrows_move_over_slots_and_into_the_next_week(planner: Planner) -> None:
    planner.person.presses("Down", "Left", "Left", "Right", "Right", "Right")
    assert planner.calendar.sight.cursor_day == date(2026, 3, 16)
    assert planner.calendar.sight.days[0] == date(2026, 3, 16)
    assert planner.calendar.sight.slot.starts_at == time(8, 30)


@pytest.mark.parametrize(
    ("key", "keys", "day"),
    [
        ("F3", ("PgDown",), date(2026, 3, 22)),
        ("F3", ("PgUp", "PgUp"), date(2026, 3, 1)),
        ("F4", ("PgDown",), date(2026, 3, 16)),
        ("F5", ("PgDown",), date(2026, 4, 15)),
        ("F5", ("PgUp", "Home"), SUNDAY),
        ("F5", ("Left", "Up"), date(2026, 3, 7)),
    ],
)
def test_pages_turn_by_day_week_and_month(
    planner: Planner, key: str, keys: tuple[str, ...], day: date
) -> None:
    planner.person.presses(key, *keys)
    assert planner.calendar.sight.cursor_day == day


def test_cursor_says_its_meeting_in_words(planner: Planner) -> None:
    planner.plans(
        "Họp giải ngân", chair="Trần Văn Bình", state="cancelled", state_reason="Chủ trì đi vắng"
    )
    said = (
        "15/03/2026 · 08:00–10:00 · Họp giải ngân · Phòng họp 1 · Trần Văn Bình · Cancelled · "
        "Chủ trì đi vắng"
    )
    assert planner.calendar.accessibleDescription() == said
    assert planner.tab.calendar.said.text() == said
    planner.person.presses("Down")
    assert planner.calendar.accessibleDescription() == "Sunday, 15/03 10:00: free"


def test_shift_and_arrows_move_a_meeting_one_undo_step_each(planner: Planner) -> None:
    planner.plans()
    planner.person.presses("Shift+Down", "Shift+Left")
    (moved,) = planner.all()
    assert (moved.day, moved.starts_at, moved.ends_at, moved.state) == (
        date(2026, 3, 14),
        time(8, 30),
        time(10, 30),
        "adjusted",
    )
    assert planner.calendar.sight.meeting == moved

    planner.person.presses("Ctrl+Z")
    assert planner.all()[0].day == SUNDAY
    planner.person.presses("Ctrl+Z")
    assert planner.all()[0].starts_at == time(8)


def test_half_day_moves_to_the_next_half_day(planner: Planner) -> None:
    planner.plans(starts_at=None, ends_at=None, part="sang")
    planner.person.presses("Up", "Up", "Up", "Up", "Shift+Down")
    assert planner.all()[0].part == "chieu"


def test_move_into_a_clash_is_refused_and_done_with_a_reason(planner: Planner) -> None:
    planner.plans("Giao ban")
    planner.plans("Tiếp khách", starts_at=time(10), ends_at=time(11))
    planner.person.presses("Shift+Down")
    notice = planner.tab.calendar.notice
    assert notice.text() == (
        "Phòng họp 1 is taken by “Tiếp khách” (10:00–11:00, 15/03/2026): "
        "choose another time, or give a reason."
    )
    assert planner.all()[0].starts_at == time(8)

    notice._do()
    planner.modal(FormDialog)
    planner.person.types("Hai cuộc họp ngồi chung")
    planner.person.presses("Ctrl+Return")
    moved = planner.all()[0]
    assert (moved.starts_at, moved.clash_reason) == (time(8, 30), "Hai cuộc họp ngồi chung")


def box(planner: Planner, title: str) -> QPoint:
    """A point on a meeting, below its upper edge."""
    grid = planner.calendar._grid()
    block = next(one for one in planner.calendar.sight.plan.blocks if one.meeting.title == title)
    corner: QPoint = grid.box_of(block).topLeft().toPoint()
    return corner + QPoint(12, 10)


def drag(planner: Planner, start: QPoint, end: QPoint) -> None:
    port = planner.calendar.viewport()
    QTest.mousePress(port, Left, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Left, pos=end)


def test_mouse_drags_a_meeting_to_another_day_and_hour_as_one_step(planner: Planner) -> None:
    planner.plans("Giao ban")
    grid, start = planner.calendar._grid(), box(planner, "Giao ban")
    way = QPoint(-round(2 * grid.column_width), round(4 * grid.slot_height))

    drag(planner, start, start + way)

    (moved,) = planner.all()
    assert (moved.day, moved.starts_at, moved.ends_at) == (
        date(2026, 3, 13),
        time(10),
        time(12),
    )
    planner.person.presses("Ctrl+Z")
    assert (planner.all()[0].day, planner.all()[0].starts_at) == (SUNDAY, time(8))


def test_mouse_drags_a_meeting_into_another_room(planner: Planner) -> None:
    planner.plans("Giao ban")
    planner.person.presses("F4")
    start = box(planner, "Giao ban")
    keys = [one.key for one in planner.calendar.sight.plan.columns]
    steps = keys.index(ROOMS[1]) - keys.index(ROOMS[0])

    drag(planner, start, start + QPoint(round(steps * planner.calendar._grid().column_width), 0))

    assert planner.all()[0].room == ROOMS[1]


@pytest.mark.parametrize("column", [0, 1])
def test_meeting_of_several_days_is_dragged_whole_from_any_of_them(
    planner: Planner, column: int
) -> None:
    monday = date(2026, 3, 9)
    kept = planner.plans(day=monday, last_day=monday + timedelta(days=1), ends_at=time(17))
    grid = planner.calendar._grid()
    start = grid.box_of_band(column, 0).center().toPoint()

    drag(planner, start, start + QPoint(round(2 * grid.column_width), 90))

    (moved,) = planner.all()
    assert moved == replace(
        kept, day=date(2026, 3, 11), last_day=date(2026, 3, 12), state="adjusted"
    )
    planner.person.presses("Ctrl+Z")
    assert planner.all() == [kept]


@pytest.mark.parametrize(
    "end", [QPoint(-300, 100), QPoint(4000, 100), QPoint(500, -80), QPoint(500, 4000)]
)
def test_meeting_let_go_of_outside_of_the_days_stays(planner: Planner, end: QPoint) -> None:
    kept = planner.plans()
    drag(planner, box(planner, "Giao ban"), end)
    assert planner.all() == [kept]


@pytest.mark.parametrize("row", ["head", "band"])
def test_meeting_let_go_of_above_the_hours_stays(planner: Planner, row: str) -> None:
    kept = planner.plans()
    start = box(planner, "Giao ban")
    above = {"head": 5, "band": planner.calendar._grid().head + 8}[row]
    drag(planner, start, QPoint(start.x(), above))
    assert planner.all() == [kept]


def test_meeting_dragged_onto_another_one_stays_until_a_reason_is_given(planner: Planner) -> None:
    kept = planner.plans("Giao ban")
    planner.plans("Tiếp khách", day=SUNDAY - timedelta(days=1))
    start = box(planner, "Giao ban")
    way = QPoint(-round(planner.calendar._grid().column_width), 0)
    drag(planner, start, start + way)
    assert planner.all()[0] == kept

    planner.person.presses("Tab", "Return")
    planner.modal(FormDialog)
    planner.person.presses("Esc")
    planner.comes_back()
    assert planner.all()[0] == kept

    drag(planner, start, start + way)
    planner.person.presses("Tab", "Return")
    planner.modal(FormDialog)
    planner.person.types("Hop chung")
    planner.person.presses("Ctrl+Return")
    assert (planner.all()[0].day, planner.all()[0].clash_reason) == (date(2026, 3, 14), "Hop chung")


def test_ghost_of_a_dragged_meeting_tells_its_hours(planner: Planner) -> None:
    planner.plans()
    start, port = box(planner, "Giao ban"), planner.calendar.viewport()
    QTest.mousePress(port, Left, pos=start)
    for down in (20, round(4 * planner.calendar._grid().slot_height)):
        QTest.mouseMove(port, start + QPoint(0, down))
    ghost = planner.calendar._ghost()
    assert ghost
    assert ghost.said == "10:00–12:00"
    QTest.mouseRelease(port, Left, pos=start)


def test_day_of_the_month_beside_is_chosen_and_the_month_stays(planner: Planner) -> None:
    planner.person.presses("F5")
    grid = planner.calendar._month_grid()
    QTest.mouseClick(planner.calendar.viewport(), Left, pos=grid.box_of(0).center().toPoint())
    assert planner.calendar.sight.day == date(2026, 2, 23)
    planner.plans()
    assert planner.tab.calendar.title.text() == "Month 03/2026"
    assert planner.calendar.sight.days == (date(2026, 2, 23), date(2026, 4, 5))
    planner.person.presses("PgDown")
    assert planner.tab.calendar.title.text() == "Month 04/2026"


def test_meeting_is_dragged_to_another_day_of_the_month(planner: Planner) -> None:
    planner.plans()
    planner.person.presses("F5")
    grid = planner.calendar._month_grid()
    place = planner.calendar.sight.month.days.index(SUNDAY)
    start = grid.box_of_line(place, 0).center().toPoint()
    drag(planner, start, grid.box_of(place - 7).center().toPoint())
    assert (planner.all()[0].day, planner.all()[0].starts_at) == (date(2026, 3, 8), time(8))


def test_click_without_a_drag_moves_only_the_cursor(planner: Planner) -> None:
    planner.plans("Giao ban")
    planner.person.presses("PgUp", "PgDown", "Left")
    QTest.mouseClick(planner.calendar.viewport(), Left, pos=box(planner, "Giao ban"))
    assert planner.calendar.sight.meeting == planner.all()[0]
    assert planner.desk.store.next_undo is not None
    assert "moving" not in planner.desk.words(planner.desk.store.next_undo)


def test_enter_opens_a_meeting_and_closing_it_leads_back(planner: Planner) -> None:
    kept = planner.plans()
    planner.person.presses("Return")
    page = planner.tab.meetings.page
    assert (page.is_entering, page.form.record_id) == (True, kept.id)
    planner.person.presses("Esc")
    assert planner.tab.register is None
    assert QApplication.focusWidget() is planner.calendar


def test_n_begins_a_meeting_at_the_free_slot(planner: Planner) -> None:
    planner.person.presses("F4", "Right", "Down", "N")
    form = planner.tab.meetings.page.form.form
    room = planner.calendar.sight.plan.columns[1].key
    assert (form.text("day"), form.text("starts_at"), form.text("room")) == (
        "15/03/2026",
        "08:30",
        room,
    )


def test_day_by_leader_shows_a_meeting_with_each_of_them(planner: Planner) -> None:
    planner.plans(chair="Trần Văn Bình", leaders=("Lê Thị Mai",))
    planner.person.presses("F4", "F11")
    assert sorted(one.key for one in planner.calendar.sight.plan.columns) == [
        "Lê Thị Mai",
        "Trần Văn Bình",
    ]
    assert len(planner.calendar.sight.plan.blocks) == 2


def test_space_goes_through_the_meetings_of_a_day_of_the_month(planner: Planner) -> None:
    planner.plans("Sáng", starts_at=time(8), ends_at=time(9))
    planner.plans("Chiều", starts_at=time(14), ends_at=time(15))
    planner.person.presses("F5", "Left", "Right")
    met = []
    for _ in range(3):
        planner.person.presses("Space")
        met.append(planner.calendar.sight.meeting and planner.calendar.sight.meeting.title)
    assert met == ["Sáng", "Chiều", None]
    planner.person.presses("Return")
    assert (planner.calendar.sight.view, planner.calendar.sight.day) == ("day", SUNDAY)


@pytest.mark.parametrize("view", ["F3", "F4", "F5"])
def test_twenty_meetings_a_day_are_drawn_in_every_view(planner: Planner, view: str) -> None:
    for number in range(20):
        planner.plans(
            f"Họp {number}",
            starts_at=time(7 + number // 2),
            ends_at=time(8 + number // 2),
            room=ROOMS[number % 2],
            day=SUNDAY - timedelta(days=number % 2),
        )
    planner.person.presses(view)
    size = planner.calendar.viewport().size()
    image = QImage(size, QImage.Format.Format_RGB32)
    planner.calendar.viewport().render(image)
    paper = planner.calendar.palette().color(QPalette.ColorRole.Base)
    colours = {image.pixelColor(x, y).name() for x in range(0, size.width(), 7) for y in range(9)}
    assert paper.name() in colours
    assert len({image.pixel(x, 300) for x in range(size.width())}) > 2


def full_day(planner: Planner) -> None:
    """Twelve meetings in twelve places from eight to ten."""
    for number in range(12):
        planner.plans(
            f"Họp {number:02}",
            place=f"Nhà {number}",
            room=None,
            starts_at=time(8),
            ends_at=time(10),
        )


@pytest.mark.parametrize("view", ["F3", "F4"])
@pytest.mark.parametrize("height", [740, 420])
def test_no_meeting_of_a_full_day_lies_over_another_one(
    planner: Planner, view: str, height: int
) -> None:
    full_day(planner)
    planner.person.opened.window.resize(1366, height)
    planner.person.presses(view)
    grid = planner.calendar._grid()
    blocks = planner.calendar.sight.plan.blocks
    boxes = [box for one in blocks if not (box := grid.box_of(one)).isEmpty()]
    hidden = sum(grid.hidden_behind(one) for one in blocks)
    assert len(boxes) + hidden == 12
    assert not any(
        one.intersects(other) for place, one in enumerate(boxes) for other in boxes[:place]
    )
    assert min(one.height() for one in boxes) >= planner.calendar.fontMetrics().lineSpacing()


def test_every_meeting_of_a_full_day_is_reached_by_the_arrow_down_and_is_in_sight(
    planner: Planner,
) -> None:
    full_day(planner)
    planner.plans("Sau giờ họp", starts_at=time(10), ends_at=time(11))
    planner.calendar.show_meeting(planner.all()[0])
    met = []
    for _ in range(13):
        meeting = planner.calendar.sight.meeting
        met.append(meeting and meeting.title)
        box = cursor_box(planner.calendar._grid())
        assert planner.calendar.viewport().rect().contains(box.toRect())
        planner.person.presses("Down")
    assert met == [*(f"Họp {number:02}" for number in range(12)), "Sau giờ họp"]


def test_row_of_a_full_day_is_chosen_and_dragged_by_the_mouse(planner: Planner) -> None:
    full_day(planner)
    start = box(planner, "Họp 03")
    QTest.mouseClick(planner.calendar.viewport(), Left, pos=start)
    assert planner.calendar.sight.meeting.title == "Họp 03"
    drag(planner, start, start + QPoint(0, round(2 * planner.calendar._grid().slot_height)))
    (moved,) = (one for one in planner.all() if one.title == "Họp 03")
    assert (moved.starts_at, moved.ends_at) == (time(9), time(11))


def test_states_are_told_apart_without_colours() -> None:
    looks = [(look.dashed, look.struck, look.hatched, look.says_so) for look in LOOKS.values()]
    assert len(set(looks)) == len(looks)
