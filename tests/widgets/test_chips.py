"""Chips and links in a row: shown, reached and taken away by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import Words
from desktop.widgets.chips import Chip, ChipRow
from desktop.widgets.link_row import Link, LinkRow

Key = Qt.Key
THREE = (
    Chip("a", "Author: Sở Nội vụ", 'cq:"Sở Nội vụ"'),
    Chip("b", "Overdue", "quahan"),
    Chip("c", "Year: 2026", "nam:2026"),
)


class Page:
    """A window with a row of chips, and what it told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.row = ChipRow(Words("en"))
        self.window = QWidget()
        lines = QVBoxLayout(self.window)
        lines.addWidget(self.row)
        lines.addWidget(QLabel("the list"), 1)
        self.window.resize(700, 200)
        self.told: list[str] = []
        self.row.removed.connect(self.removes)
        self.row.opened.connect(lambda name: self.told.append(f"opened {name}"))
        self.row.cleared.connect(lambda: self.told.append("cleared"))
        self.row.left.connect(lambda: self.told.append("left"))
        self.row.set_chips(THREE)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()

    def removes(self, name: str) -> None:
        self.told.append(f"removed {name}")
        self.row.set_chips([chip for chip in self.row.chips if chip.id != name])

    def button(self, place: int) -> QWidget:
        found = [one for one in self.row.findChildren(QWidget) if one.toolTip() and one.isVisible()]
        return found[place]

    def at(self) -> str:
        here = QApplication.focusWidget()
        return here.toolTip() if here else ""

    def presses(self, *keys: Qt.Key) -> None:
        for key in keys:
            here = QApplication.focusWidget()
            assert here is not None
            QTest.keyClick(here, key)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


def test_chip_is_taken_away_by_a_key_and_the_focus_stays_in_its_place(page: Page) -> None:
    page.button(1).setFocus()
    page.presses(Key.Key_Delete)
    assert (page.told, page.at()) == (["removed b"], "nam:2026")

    page.presses(Key.Key_Backspace)
    assert (page.told[1:], page.at()) == (["removed c"], 'cq:"Sở Nội vụ"')

    page.presses(Key.Key_Delete)
    assert page.told[2:] == ["removed a", "left"]
    assert not page.row.isVisible()


def test_keys_go_from_chip_to_chip_open_one_and_leave(page: Page) -> None:
    page.row.focus_last()
    page.presses(Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_Right)
    assert page.at() == "quahan"

    page.presses(Key.Key_Return, Key.Key_F2, Key.Key_Escape)
    assert page.told == ["opened b", "opened b", "left"]


def test_delete_on_a_chip_means_nothing_to_the_window(page: Page) -> None:
    trashed: list[str] = []
    action = QAction(page.window)
    action.setShortcut("Del")
    action.triggered.connect(lambda: trashed.append("document"))
    page.window.addAction(action)

    page.button(0).setFocus()
    page.presses(Key.Key_Delete)
    assert (page.told, trashed) == (["removed a"], [])


def test_click_on_the_cross_removes_and_elsewhere_opens(page: Page) -> None:
    chip = page.button(0)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, 8))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, 8))

    assert page.told == ["opened a", "removed a"]


def test_tab_leads_past_the_chips_to_clear_all(page: Page) -> None:
    page.button(2).setFocus()
    page.presses(Key.Key_Tab, Key.Key_Space)

    assert page.told == ["cleared"]


def test_chips_go_on_in_the_next_line_where_it_is_narrow(page: Page, qtbot: QtBot) -> None:
    assert page.button(0).y() == page.button(2).y()

    page.window.resize(220, 200)
    qtbot.waitUntil(lambda: page.button(2).y() > page.button(0).y())
    assert page.button(2).geometry().right() < page.row.width()


def test_chip_says_what_it_is_and_how_it_goes(page: Page) -> None:
    assert page.button(1).accessibleName() == "Condition Overdue; Delete takes it away"


def test_links_are_followed_by_enter(qtbot: QtBot) -> None:
    row, followed = LinkRow(), list[str]()
    qtbot.addWidget(row)
    row.show_links("Also in:", [Link("Outgoing · 3", lambda: followed.append("outgoing"))])
    with qtbot.waitExposed(row):
        row.show()
    row.activateWindow()

    QTest.keyClick(row, Key.Key_Tab)
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Key.Key_Return)
    assert (row.text(), followed) == ("Also in: Outgoing · 3", ["outgoing"])

    row.show_links("")
    assert (row.isVisible(), row.text()) == (False, "")
