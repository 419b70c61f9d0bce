"""Search words and filters above a list: every change is told, and told once."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QInputMethodEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import M
from desktop.records.fields import Day, Ground
from desktop.widgets.filter_bar import Chosen, FilterBar, Option

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
Control = Qt.KeyboardModifier.ControlModifier
DAY = Day(label=M("Day"))
GROUND = Ground(date(2026, 3, 15), "en")
COUNT = int(Qt.ItemDataRole.UserRole) + 1
YEARS = (Option("All years", None), Option("2026", 2026), Option("2025", 2025))


class Page:
    """A window with a bar, its box above it, and what the bar told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.bar = FilterBar(placeholder="Search here", label="Search")
        self.bar.add_choice("year", "Year", YEARS)
        self.bar.add_day("from", DAY, "From day", lambda: GROUND)
        self.count = QLabel("3 papers")
        self.bar.add_end(self.count)
        lines = QVBoxLayout(self.window)
        lines.addWidget(self.bar.box)
        lines.addWidget(self.bar)
        self.window.resize(800, 200)
        self.told: list[tuple[str, int | None, date | None]] = []
        self.left: list[str] = []
        self.bar.changed.connect(lambda: self.told.append(self.asked()))
        self.bar.left.connect(lambda: self.left.append(self.bar.words()))
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.bar.box.setFocus()
        qtbot.waitUntil(self.bar.box.hasFocus)

    def asked(self) -> tuple[str, int | None, date | None]:
        """The words, the year and the first day that the bar asks for."""
        return self.bar.words(), self.bar.choice("year"), self.bar.day("from", DAY, GROUND)

    @property
    def day(self) -> QLineEdit:
        return next(line for line in self.bar.findChildren(QLineEdit) if line is not self.bar.box)

    @property
    def year(self) -> QComboBox:
        return self.bar.findChildren(QComboBox)[0]

    def types(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._at(), letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(self._at(), event)

    def presses(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self._at(), key, held)

    def _at(self) -> QWidget:
        field = QApplication.focusWidget()
        assert field is not None
        return field

    def waits(self) -> None:
        """Wait until nothing is about to be told any more."""
        self.qtbot.waitUntil(lambda: not self.bar.is_pausing)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


def test_words_are_told_once_after_a_pause_of_typing(page: Page) -> None:
    page.types("đất đai")
    assert (page.told, page.bar.is_pausing) == ([], True)

    page.waits()
    assert page.told == [("đất đai", None, None)]


def test_composed_letters_are_not_looked_for_yet(page: Page) -> None:
    QApplication.sendEvent(page.bar.box, QInputMethodEvent("dat", []))

    assert (page.bar.is_pausing, page.bar.words()) == (False, "")


def test_choice_is_told_at_once(page: Page) -> None:
    page.year.setFocus()
    page.presses(Key.Key_Down)

    assert page.told == [("", 2026, None)]


def test_choice_made_while_typing_pauses_is_told_once_with_the_words(page: Page) -> None:
    page.types("dat")
    page.bar.choose("year", 2025)
    page.waits()

    assert page.told == [("dat", 2025, None)]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Down, Key.Key_Escape])
def test_keys_that_go_to_the_list(page: Page, key: Qt.Key) -> None:
    page.presses(key)

    assert page.left == [""]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Down])
def test_words_are_kept_on_the_way_to_the_list(page: Page, key: Qt.Key) -> None:
    page.types("dat")
    page.presses(key)

    assert page.left == ["dat"]


def test_escape_clears_the_words_first_and_then_goes_to_the_list(page: Page) -> None:
    escaped: list[str] = []
    action = QAction(page.window)
    action.setShortcut("Esc")
    action.triggered.connect(lambda: escaped.append("window"))
    page.window.addAction(action)
    page.types("dat")
    page.waits()

    page.presses(Key.Key_Escape)
    page.waits()
    assert page.told == [("dat", None, None), ("", None, None)]
    assert (page.left, escaped) == ([], [])

    # With nothing to clear it is the window's, as everywhere.
    page.presses(Key.Key_Escape)
    assert (page.left, escaped) == ([], ["window"])


def test_cleared_words_come_back_by_undo(page: Page) -> None:
    page.types("dat dai")
    page.presses(Key.Key_Escape)
    page.presses(Key.Key_Z, held=Control)

    assert page.bar.words() == "dat dai"


def test_day_is_typed_as_in_the_form(page: Page) -> None:
    page.day.setFocus()
    page.types("1512")
    page.waits()
    assert page.told == [("", None, date(2026, 12, 15))]

    page.presses(Key.Key_Return)
    page.waits()
    assert page.day.text() == "15/12/2026"
    assert page.told[1:] == [("", None, date(2026, 12, 15))]


def test_enter_tells_of_a_day_at_once(page: Page) -> None:
    page.day.setFocus()
    page.types("1512")
    page.presses(Key.Key_Return)
    assert page.told == [("", None, date(2026, 12, 15))]

    page.waits()
    assert len(page.told) == 1


@pytest.mark.parametrize("typed", ["1", "15", "3102", "next week"])
def test_day_that_cannot_be_read_lets_everything_through(page: Page, typed: str) -> None:
    page.day.setFocus()
    page.types(typed)

    assert page.asked() == ("", None, None)


def shown_of(day: QLineEdit) -> tuple[bool, str, str]:
    """Whether a day stands in the colour of problems; its tip, and what is heard of it."""
    colours = day.palette()
    is_marked = colours.text().color() == colours.brightText().color()
    return is_marked, day.toolTip(), day.accessibleDescription()


def test_day_that_cannot_be_read_is_marked_until_it_can(page: Page) -> None:
    assert shown_of(page.day) == (False, "From day", "")

    page.day.setFocus()
    page.types("3102")
    wrong = "There is no 31/02/2026."
    assert shown_of(page.day) == (True, wrong, wrong)

    page.presses(Key.Key_Home, Key.Key_Delete, Key.Key_Delete)
    page.types("28")
    assert shown_of(page.day) == (False, "From day", "")


def test_mark_of_a_day_goes_with_what_is_cleared(page: Page) -> None:
    page.day.setFocus()
    page.types("next week")
    page.bar.clear()

    assert shown_of(page.day) == (False, "From day", "")


def test_mark_of_a_day_follows_the_colours_of_the_window(page: Page) -> None:
    page.day.setFocus()
    page.types("3102")
    other = page.window.palette()
    other.setColor(QPalette.ColorRole.BrightText, QColor("#123456"))
    page.window.setPalette(other)

    assert page.day.palette().text().color() == QColor("#123456")


def test_everything_is_cleared_and_told_once(page: Page) -> None:
    page.types("dat")
    page.bar.choose("year", 2025)
    page.day.setFocus()
    page.types("1512")
    page.waits()
    assert not page.bar.is_clear
    page.told.clear()

    page.bar.clear()
    page.waits()

    assert page.told == [("", None, None)]
    assert (page.bar.is_clear, page.day.text()) == (True, "")


@pytest.mark.parametrize("filled", ["words", "day", "choice"])
def test_bar_is_clear_only_with_nothing_in_it(page: Page, filled: str) -> None:
    assert page.bar.is_clear
    if filled == "choice":
        page.bar.choose("year", 2026)
    else:
        (page.bar.box if filled == "words" else page.day).setFocus()
        page.types("x")
    assert not page.bar.is_clear


def test_other_values_are_offered_and_the_chosen_one_stays(page: Page) -> None:
    page.bar.choose("year", 2025)
    page.told.clear()

    page.bar.set_options("year", [YEARS[0], Option("2027", 2027), Option("2025", 2025)])
    assert (page.bar.choice("year"), page.told) == (2025, [])

    page.bar.set_options("year", [YEARS[0], Option("2027", 2027)])
    assert (page.bar.choice("year"), page.told) == (None, [])


def test_days_go_below_the_choices_where_the_room_is_narrow(page: Page) -> None:
    def stand(*, beside: bool) -> bool:
        """Whether the day stands beside the year or below it, and everything is in sight."""
        ends = [one.geometry().right() for one in (page.year, page.day, page.count)]
        is_beside = page.day.x() > page.year.geometry().right()
        return is_beside == beside and max(ends) < page.bar.width()

    assert stand(beside=True)

    page.window.resize(page.window.minimumSizeHint())
    page.qtbot.waitUntil(lambda: stand(beside=False))

    page.window.resize(800, 200)
    page.qtbot.waitUntil(lambda: stand(beside=True))

    page.count.setMinimumWidth(600)
    page.qtbot.waitUntil(lambda: stand(beside=False))


def test_every_filter_has_a_name_for_whoever_hears_the_bar(page: Page) -> None:
    filters = [page.bar.box, page.year, page.day]
    assert [one.accessibleName() for one in filters] == ["Search", "Year", "From day"]
    assert page.count.geometry().right() <= page.bar.width()


# Counts, kept words, and what is set


def test_opened_list_asks_for_counts_and_shows_them(page: Page) -> None:
    wanted: list[str] = []
    page.bar.counts_wanted.connect(wanted.append)
    page.year.setFocus()
    page.presses(Key.Key_F4)
    assert wanted == ["year"]

    page.bar.show_counts("year", [Option("2026", 2026, "1,204"), Option("2024", 2024, "7")])
    rows = range(page.year.count())
    said = [(page.year.itemText(row), page.year.itemData(row, COUNT)) for row in rows]
    assert said == [("All years", ""), ("2026", "1,204"), ("2024", "7")]
    assert page.year.currentText() == "All years"
    page.year.hidePopup()


def test_chosen_value_stays_among_the_counted_ones(page: Page) -> None:
    page.bar.choose("year", 2025)
    page.told.clear()

    page.bar.show_counts("year", [Option("2026", 2026, "4")])
    assert [page.year.itemText(row) for row in range(page.year.count())] == [
        "All years",
        "2025",
        "2026",
    ]
    assert (page.bar.choice("year"), page.told) == (2025, [])


def test_last_line_leads_beyond_the_list_and_chooses_nothing(page: Page) -> None:
    wanted: list[str] = []
    page.bar.more_wanted.connect(wanted.append)
    page.bar.add_choice("kind", "Kind", [Option("All", None), Option("A", "a")], more="Contains…")
    kind = page.bar.findChildren(QComboBox)[1]
    page.qtbot.waitUntil(kind.isVisible)
    kind.setFocus()

    page.presses(Key.Key_Down, Key.Key_Down, Key.Key_End)
    assert (page.bar.choice("kind"), wanted) == ("a", [])

    kind.setCurrentIndex(2)
    assert (page.bar.choice("kind"), wanted) == ("a", ["kind"])
    assert len(page.told) == 1


def test_kept_words_are_asked_with_those_in_the_box(page: Page) -> None:
    page.types("dat")
    page.waits()
    page.bar.keep("nam:2025")
    assert (page.bar.words(), page.bar.box.text(), page.bar.is_clear) == (
        "nam:2025 dat",
        "dat",
        False,
    )
    assert page.told[1:] == [("nam:2025 dat", None, None)]

    page.bar.keep("nam:2025 dat", "")
    assert (page.bar.box.text(), len(page.told)) == ("", 2)

    page.bar.clear()
    assert (page.bar.words(), page.bar.is_clear) == ("", True)


def test_filters_that_are_set_say_so_and_are_reset_one_by_one(page: Page) -> None:
    page.bar.choose("year", 2025)
    page.day.setFocus()
    page.types("1512")
    page.waits()
    assert page.bar.chosen() == [
        Chosen("year", "Year", "2025"),
        Chosen("from", "From day", "1512"),
    ]

    page.bar.reset("year")
    page.bar.reset("from")
    assert (page.bar.chosen(), page.asked()) == ([], ("", None, None))


def test_backspace_in_an_empty_box_leads_to_the_chips(page: Page) -> None:
    wanted: list[str] = []
    page.bar.chips_wanted.connect(lambda: wanted.append("chips"))
    page.types("a")
    page.presses(Key.Key_Backspace)
    assert wanted == []

    page.presses(Key.Key_Backspace)
    assert wanted == ["chips"]
