"""The list: any number of ids, rows fetched as they come into sight, a cursor kept by id."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.language.words import M, Words
from desktop.records.fields import Day, Ground, Passage, SerialNumber
from desktop.records.record import fields_of
from desktop.widgets.record_list import MOST_COPIED, AnyIndex, RecordList, RecordListModel, RowLook

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MANY = 200_000
WIDTHS = (("number", 90), ("day", 120), ("subject", 260))


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A record with a number, a day, and text of several lines."""

    kind: ClassVar = "paper"

    id: int
    number: Annotated[int, SerialNumber(label=M("Number of the paper"))]
    day: Annotated[date, Day(label=M("Day of the paper"))]
    subject: Annotated[str, Passage(label=M("Subject of the paper"))]


class Shelf:
    """A window with a list, and a note of what was fetched for it and of what it said."""

    def __init__(self, qtbot: QtBot, **facts: Any) -> None:
        self.qtbot = qtbot
        self.fetched: list[tuple[int, int]] = []
        self.gone: set[int] = set()
        self.model = RecordListModel(
            fields_of(Paper),
            {"number": M("No."), "day": M("Day"), "subject": M("Subject")},
            fetch=self.fetch,
            ground=lambda: Ground(date(2026, 3, 15)),
            words=Words("en"),
            **facts,
        )
        self.list = RecordList(self.model, empty="No paper here.", show_all="Show all columns")
        self.chosen: list[int | None] = []
        self.opened: list[int] = []
        self.orders: list[tuple[str, bool]] = []
        self.list.chosen.connect(self.chosen.append)
        self.list.opened.connect(self.opened.append)
        self.list.sort_asked.connect(lambda *order: self.orders.append(order))
        self.list.set_widths(WIDTHS)
        self.list.resize(600, 400)
        qtbot.addWidget(self.list)
        with qtbot.waitExposed(self.list):
            self.list.show()
        self.list.activateWindow()
        self.list.setFocus()
        qtbot.waitUntil(self.list.hasFocus)

    def fetch(self, ids: Sequence[int]) -> Iterable[Paper]:
        """Note the ends of each block that is asked for."""
        self.fetched.append((ids[0], ids[-1]))
        return [
            Paper(id=one, number=one, day=date(2026, 3, 1), subject=f"Paper {one}\nof its shelf")
            for one in ids
            if one not in self.gone
        ]

    def show(self, ids: Iterable[int], *, stay: bool = False) -> None:
        self.list.set_ids(array("q", ids), stay=stay)
        QApplication.processEvents()

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.list, key, held)
        QApplication.processEvents()

    def newly_fetched(self) -> list[tuple[int, int]]:
        """The blocks fetched since this was asked last."""
        QApplication.processEvents()
        fetched, self.fetched = self.fetched, []
        return fetched

    def cursor(self) -> int:
        """The id of the row under the cursor."""
        return self.model.ids[self.list.currentIndex().row()]

    def in_sight(self, record_id: int) -> bool:
        """Whether the whole row of a record is inside the window."""
        row = self.model.ids.index(record_id)
        place = self.list.visualRect(self.model.index(row, 0))
        return self.list.viewport().rect().intersected(place).height() == place.height()

    def row(self, place: int) -> list[str]:
        """What stands in a row, column by column, as they are declared."""
        return [str(self.model.index(place, column).data()) for column in range(3)]

    def clicks_head(self, name: str) -> None:
        heads = self.list.horizontalHeader()
        start = heads.sectionViewportPosition(self.model.columns.index(name))
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(start + 30, 8))

    def drags_head(self, start: int, end: int) -> None:
        """Drag from one place of the heads to another, pixel by pixel."""
        heads = self.list.horizontalHeader().viewport()
        QTest.mousePress(heads, Qt.MouseButton.LeftButton, pos=QPoint(start, 8))
        for x in range(start, end, 1 if end > start else -1):
            QTest.mouseMove(heads, QPoint(x, 8))
        QTest.mouseMove(heads, QPoint(end, 8))
        QTest.mouseRelease(heads, Qt.MouseButton.LeftButton, pos=QPoint(end, 8))

    def column_menu(self) -> dict[str, QAction]:
        """The menu of the heads, by words; it is open."""
        heads = self.list.horizontalHeader()
        heads.customContextMenuRequested.emit(QPoint(10, 8))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return {action.text(): action for action in menu.actions() if action.text()}

    def chooses_column(self, words: str) -> None:
        """Click on a line of the menu of the heads."""
        action = self.column_menu()[words]
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        place = menu.actionGeometry(action).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def shelf(qtbot: QtBot) -> Shelf:
    return Shelf(qtbot)


# Any number of records


def test_only_the_blocks_in_sight_are_fetched(shelf: Shelf) -> None:
    shelf.show(range(1, MANY + 1))
    assert shelf.newly_fetched() == [(1, 128)]

    shelf.list.choose(100_000)
    assert shelf.newly_fetched() == [(99_969, 100_096)]

    shelf.presses(Key.Key_End, Control)
    assert shelf.newly_fetched() == [(199_937, 200_000)]
    assert shelf.cursor() == MANY


def test_new_ids_fetch_what_is_in_sight_and_not_the_rest(shelf: Shelf) -> None:
    shelf.show(range(1, MANY + 1))
    shelf.list.choose(150_000)
    shelf.newly_fetched()

    shelf.show(range(MANY, 0, -1))

    assert shelf.newly_fetched() == [(150_080, 149_953)]


@pytest.mark.parametrize("letter", [Key.Key_P, Key.Key_Slash, Key.Key_1])
@pytest.mark.parametrize("held", [NONE, Shift])
def test_letters_neither_jump_nor_look_through_the_list(
    shelf: Shelf, letter: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    shelf.show(range(1, MANY + 1))
    shelf.list.choose(64)
    shelf.newly_fetched()

    shelf.presses(letter, held)

    assert (shelf.cursor(), shelf.newly_fetched()) == (64, [])


def test_cells_say_what_their_fields_show(shelf: Shelf) -> None:
    shelf.show([7, 12])

    assert [shelf.row(0), shelf.row(1)] == [
        ["07", "01/03/2026", "Paper 7 of its shelf"],
        ["12", "01/03/2026", "Paper 12 of its shelf"],
    ]
    tip = shelf.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Paper 7\nof its shelf"


def test_record_that_has_gone_leaves_an_empty_row(shelf: Shelf) -> None:
    shelf.gone = {7}
    shelf.show([7, 12])

    assert (shelf.model.record(0), shelf.model.index(0, 2).data()) == (None, None)
    assert shelf.row(1) == ["12", "01/03/2026", "Paper 12 of its shelf"]


def test_whoever_hears_the_list_hears_heads_and_cells(shelf: Shelf) -> None:
    shelf.show([7, 12])

    table = QAccessible.queryAccessibleInterface(shelf.list)
    parts = [table.child(place) for place in range(table.childCount())]
    heard = [(part.role(), part.text(QAccessible.Text.Name)) for part in parts]

    roles = QAccessible.Role
    assert [text for role, text in heard if role == roles.ColumnHeader] == ["No.", "Day", "Subject"]
    assert [text for role, text in heard if role == roles.Cell] == [
        *("07", "01/03/2026", "Paper 7 of its shelf"),
        *("12", "01/03/2026", "Paper 12 of its shelf"),
    ]


def test_empty_list_says_why_in_the_middle(shelf: Shelf) -> None:
    shelf.show([])
    empty = shelf.list.viewport().grab().toImage()
    shelf.gone = {1}
    shelf.show([1])
    assert shelf.list.viewport().grab().toImage() != empty

    words = shelf.list.fontMetrics().boundingRect("No paper here.")
    place = words.translated(empty.rect().center() - words.center())
    ground = empty.pixelColor(5, 5)
    inked = {
        (x, y)
        for x in range(0, empty.width(), 1)
        for y in range(empty.height())
        if empty.pixelColor(x, y) != ground
    }
    assert inked
    assert all(place.adjusted(-3, -3, 3, 3).contains(*spot) for spot in inked)


# The cursor


def test_cursor_stays_on_its_record_and_the_list_shows_it(shelf: Shelf) -> None:
    shelf.show(range(1, 100))
    shelf.list.choose(50)
    # A list ten times as long: the scroll bar has to know before the cursor is placed.
    shelf.show(range(1000, 0, -1))

    assert (shelf.cursor(), shelf.in_sight(50)) == (50, True)
    assert shelf.list.verticalScrollBar().value() > 900

    shelf.show(range(1, 60))
    assert (shelf.cursor(), shelf.in_sight(50)) == (50, True)
    assert shelf.chosen == [1, 50, 50, 50]


def test_cursor_goes_to_the_first_where_its_record_is_not_found(shelf: Shelf) -> None:
    shelf.show(range(1, 1000))
    shelf.list.choose(900)

    shelf.show([3, 5, 8])

    assert (shelf.cursor(), shelf.in_sight(3)) == (3, True)


def test_cursor_goes_to_the_next_where_its_record_left_the_same_list(shelf: Shelf) -> None:
    shelf.show(range(1, 1000))
    shelf.list.choose(900)

    shelf.show([one for one in range(1, 1000) if one != 900], stay=True)
    assert (shelf.cursor(), shelf.in_sight(901)) == (901, True)

    shelf.list.choose(999)
    shelf.show(range(1, 999), stay=True)
    assert shelf.cursor() == 998


def test_empty_list_has_no_cursor_and_the_record_is_found_again(shelf: Shelf) -> None:
    shelf.show(range(1, 100))
    shelf.list.choose(42)
    shelf.show([])
    shelf.presses(Key.Key_Return)
    shelf.show(range(1, 100))

    assert shelf.chosen == [1, 42, None, 42]
    assert shelf.opened == []


def test_cursor_is_shown_where_the_first_column_is_hidden(shelf: Shelf) -> None:
    shelf.list.set_widths((("day", 120), ("subject", 260)))
    shelf.show(range(1, 1000))

    shelf.list.choose(800)

    assert (shelf.cursor(), shelf.in_sight(800)) == (800, True)


def test_columns_in_sight_stay_when_the_list_is_answered_anew(shelf: Shelf) -> None:
    shelf.list.set_widths((("number", 90), ("day", 400), ("subject", 900)))
    shelf.show(range(1, 1000))
    shelf.list.horizontalScrollBar().setValue(300)

    shelf.show(range(1, 990))
    shelf.list.choose(700)

    assert shelf.list.horizontalScrollBar().value() == 300


def test_one_record_is_selected_though_the_key_of_the_command_is_still_held(
    shelf: Shelf,
) -> None:
    shelf.show(range(1, 100))
    QTest.keyPress(shelf.list.windowHandle(), Key.Key_Control, Control)
    assert QApplication.keyboardModifiers() == Control

    shelf.show(range(1, 101))
    shelf.list.choose(100)

    assert shelf.list.chosen_ids() == [100]
    QTest.keyRelease(shelf.list.windowHandle(), Key.Key_Control)


def test_several_records_are_chosen_from_the_cursor_on(shelf: Shelf) -> None:
    shelf.show(range(20, 0, -1))
    shelf.list.choose(15)

    shelf.presses(Key.Key_Down, Shift)
    shelf.presses(Key.Key_Down, Shift)

    assert shelf.list.chosen_ids() == [15, 14, 13]


@pytest.mark.parametrize("enter", [Key.Key_Return, Key.Key_Enter])
def test_enter_opens_the_record_under_the_cursor(shelf: Shelf, enter: Qt.Key) -> None:
    shelf.show([7, 12, 9])
    shelf.presses(Key.Key_Down)
    shelf.presses(enter)

    assert shelf.opened == [12]


def test_double_click_opens_too(shelf: Shelf) -> None:
    shelf.show([7, 12, 9])
    place = shelf.list.visualRect(shelf.model.index(2, 1)).center()
    viewport = shelf.list.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)

    assert shelf.opened == [9]


# Heads


def test_click_on_a_head_asks_for_its_order_and_the_next_one_for_the_reverse(
    shelf: Shelf,
) -> None:
    shelf.show([1, 2])

    for name in ("subject", "subject", "subject", "day"):
        shelf.clicks_head(name)

    assert shelf.orders == [
        ("subject", False),
        ("subject", True),
        ("subject", False),
        ("day", False),
    ]


def test_order_that_is_shown_is_the_one_that_a_click_reverses(shelf: Shelf) -> None:
    shelf.show([1, 2])
    shelf.list.show_order("day", descending=True)
    shelf.clicks_head("day")
    shelf.list.show_order(None, descending=True)
    shelf.clicks_head("day")

    assert shelf.orders == [("day", False), ("day", False)]


def test_heads_say_the_label_of_their_field_on_asking(shelf: Shelf) -> None:
    tips = [
        shelf.model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        for section in range(3)
    ]
    assert tips == ["Number of the paper", "Day of the paper", "Subject of the paper"]


def test_resized_column_is_told_once_when_it_has_settled(shelf: Shelf) -> None:
    edge = 90  # of the first head
    told: list[tuple[tuple[str, int], ...]] = []
    shelf.list.columns_changed.connect(lambda: told.append(shelf.list.widths()))

    with shelf.qtbot.waitSignal(shelf.list.columns_changed):
        shelf.drags_head(edge - 1, edge + 39)

    assert told == [(("number", 130), ("day", 120), ("subject", 260))]


def test_moved_column_is_told_with_the_others(shelf: Shelf) -> None:
    with shelf.qtbot.waitSignal(shelf.list.columns_changed):
        shelf.drags_head(40, 380)

    assert shelf.list.widths() == (("day", 120), ("subject", 260), ("number", 90))


def test_column_is_hidden_and_shown_by_the_menu_of_the_heads(shelf: Shelf) -> None:
    menu = shelf.column_menu()
    assert {words: action.isChecked() for words, action in menu.items()} == {
        "No.": True,
        "Day": True,
        "Subject": True,
        "Show all columns": False,
    }
    with shelf.qtbot.waitSignal(shelf.list.columns_changed):
        shelf.chooses_column("Day")
    assert shelf.list.widths() == (("number", 90), ("subject", 260))

    with shelf.qtbot.waitSignal(shelf.list.columns_changed):
        shelf.chooses_column("Show all columns")
    assert shelf.list.widths() == WIDTHS


def test_last_column_cannot_be_hidden(shelf: Shelf) -> None:
    shelf.list.set_widths((("day", 120),))

    shelf.chooses_column("Day")

    assert shelf.list.widths() == (("day", 120),)


def test_remembered_columns_are_restored_hidden_moved_and_resized(shelf: Shelf) -> None:
    remembered = (("subject", 300), ("number", 70))

    shelf.list.set_widths(remembered)
    assert shelf.list.widths() == remembered

    shelf.list.set_widths(WIDTHS)
    assert shelf.list.widths() == WIDTHS


@pytest.mark.parametrize(
    ("remembered", "shown"),
    [
        ((("gone", 40), ("day", 120), ("number", 90)), (("day", 120), ("number", 90))),
        ((("day", 120), ("day", 120), ("number", 90)), (("day", 120), ("number", 90))),
        ((("gone", 40),), WIDTHS),
        ((), WIDTHS),
    ],
    ids=["a column that is no more", "a column twice", "none that is known", "none"],
)
def test_columns_remembered_by_another_version_are_shown_as_far_as_they_are_known(
    shelf: Shelf, remembered: tuple[tuple[str, int], ...], shown: tuple[tuple[str, int], ...]
) -> None:
    shelf.list.set_widths(remembered)

    assert shelf.list.widths() == shown


def test_column_remembered_without_a_width_can_be_taken_hold_of(shelf: Shelf) -> None:
    shelf.list.set_widths((("number", 0), ("day", -4)))

    least = shelf.list.horizontalHeader().minimumSectionSize()
    assert shelf.list.widths() == (("number", least), ("day", least))


def test_restoring_columns_is_no_change_of_the_persons(shelf: Shelf) -> None:
    shelf.list.set_widths((("subject", 300), ("number", 70)))

    assert not shelf.list._settling.isActive()


# Rows that look otherwise


def drawn(shelf: Shelf, row: int, name: str) -> tuple[bool, bool, QPalette.ColorRole | None]:
    """How the letters of a cell are drawn: struck through, bold, and in the ink of which role."""
    index = shelf.model.index(row, shelf.model.columns.index(name))
    font, brush = (
        index.data(role) for role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole)
    )
    inks = (QPalette.ColorRole.BrightText, QPalette.ColorRole.PlaceholderText)
    palette = QGuiApplication.palette()
    ink = next((one for one in inks if brush and palette.brush(one) == brush), None)
    return bool(font and font.strikeOut()), bool(font and font.bold()), ink


@pytest.mark.parametrize(
    ("look", "first", "last"),
    [
        (RowLook(), (False, False, None), (False, False, None)),
        (RowLook(struck=True), (True, False, None), (True, False, None)),
        (
            RowLook(tone="grey"),
            (False, False, QPalette.ColorRole.PlaceholderText),
            (False, False, QPalette.ColorRole.PlaceholderText),
        ),
        (
            RowLook(tone="warning", mark="!"),
            (False, False, QPalette.ColorRole.BrightText),
            (False, False, QPalette.ColorRole.BrightText),
        ),
        (
            RowLook(struck=True, tone="trouble", mark="!", at="subject"),
            (True, False, None),
            (True, True, QPalette.ColorRole.BrightText),
        ),
    ],
    ids=["plain", "struck", "grey", "warning", "trouble in one column"],
)
def test_row_is_drawn_as_its_record_looks(
    qtbot: QtBot, look: RowLook, first: object, last: object
) -> None:
    shelf = Shelf(qtbot, look=lambda _: look)
    shelf.show([7])

    assert (drawn(shelf, 0, "number"), drawn(shelf, 0, "subject")) == (first, last)


def test_mark_stands_in_the_first_column_in_sight(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, look=lambda _: RowLook(mark="! late"))
    shelf.show([7])
    before = shelf.row(0)

    shelf.list.set_widths((("day", 120), ("number", 90)))

    assert before == ["! late 07", "01/03/2026", "Paper 7 of its shelf"]
    assert shelf.row(0) == ["07", "! late 01/03/2026", "Paper 7 of its shelf"]


def test_mark_stands_in_the_column_that_it_names(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, look=lambda _: RowLook(mark="!", at="day"))
    shelf.show([7])

    assert shelf.row(0) == ["07", "! 01/03/2026", "Paper 7 of its shelf"]


def test_row_whose_record_has_gone_looks_like_any(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, look=lambda paper: RowLook(mark=f"{paper.number}"))
    shelf.gone = {7}
    shelf.show([7])

    assert (shelf.model.look(0), shelf.model.index(0, 0).data()) == (RowLook(), None)


def test_only_rows_in_sight_are_looked_at_and_each_once(qtbot: QtBot) -> None:
    looked: list[int] = []

    def look(paper: Paper) -> RowLook:
        looked.append(paper.number)
        return RowLook()

    shelf = Shelf(qtbot, look=look)
    shelf.show(range(1, MANY + 1))
    shelf.list.viewport().repaint()

    assert looked == list(range(1, len(looked) + 1))
    assert len(looked) < 40


def test_column_may_have_a_text_of_its_own(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, shown={"day": lambda paper: f"{paper.number} days\nlate"})
    shelf.show([7])

    assert shelf.row(0) == ["07", "7 days late", "Paper 7 of its shelf"]


# Copying


def copies(shelf: Shelf) -> str:
    shelf.presses(Key.Key_C, Control)
    return QGuiApplication.clipboard().text()


def test_selected_rows_are_copied_as_a_spreadsheet_takes_them(shelf: Shelf) -> None:
    told: list[tuple[int, int]] = []
    shelf.list.copied.connect(lambda *counts: told.append(counts))
    shelf.list.set_widths((("subject", 260), ("number", 90)))
    shelf.show([7, 8, 12])
    shelf.presses(Key.Key_Down, Shift)

    assert copies(shelf) == "Subject\tNo.\nPaper 7 of its shelf\t07\nPaper 8 of its shelf\t08"
    assert told == [(2, 2)]


def test_copied_cell_has_neither_tabs_nor_lines(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, shown={"subject": lambda _: "One\ttwo\nthree"})
    shelf.list.set_widths((("subject", 260),))
    shelf.show([7])

    assert copies(shelf) == "Subject\nOne two three"


def test_nothing_selected_leaves_the_clipboard_alone(shelf: Shelf) -> None:
    QGuiApplication.clipboard().setText("before")
    shelf.show([])

    assert copies(shelf) == "before"


def test_of_very_many_rows_only_the_first_are_copied(shelf: Shelf) -> None:
    told: list[tuple[int, int]] = []
    shelf.list.copied.connect(lambda *counts: told.append(counts))
    shelf.show(range(1, MANY + 1))
    shelf.list.selectAll()

    assert len(copies(shelf).split("\n")) == MOST_COPIED + 1
    assert told == [(MOST_COPIED, MANY)]


class Counting(RecordListModel):
    """Counts how often it is asked whether a row may be selected."""

    asked = 0

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        self.asked += 1
        return super().flags(index)


def test_heads_do_not_look_through_all_selected_rows(qtbot: QtBot) -> None:
    model = Counting(
        fields_of(Paper),
        {"number": M("No."), "subject": M("Subject")},
        fetch=lambda ids: [
            Paper(id=one, number=one, day=date(2026, 3, 1), subject="") for one in ids
        ],
        ground=lambda: Ground(date(2026, 3, 15)),
        words=Words("en"),
    )
    view = RecordList(model, empty="", show_all="")
    qtbot.addWidget(view)
    view.set_ids(array("q", range(1, MANY)))
    view.selectAll()
    view.grab()

    assert (len(view.chosen_ids()), model.asked < MANY) == (MANY - 1, True)
