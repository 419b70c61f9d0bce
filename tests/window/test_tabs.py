"""Tabs share their keys and menus: what counts is the tab in front."""

from collections import Counter

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel

from desktop.correspondence.screens.tab import CorrespondenceTab
from desktop.meetings.screens.tab import MeetingsTab
from desktop.widgets.key_sheet import KeySheet
from tests.journeys.conftest import Person


def menus(person: Person) -> list[str]:
    bar = person.opened.window.menuBar()
    return [one.text() for one in bar.actions() if one.isVisible()]


def offered(person: Person) -> list[QAction]:
    """The actions in sight, of all menus."""
    window = person.opened.window
    return [one for menu in window._menus.values() for one in menu.actions() if one.isVisible()]


def meetings(person: Person) -> MeetingsTab:
    tab = person.opened.window.screens[1]
    assert isinstance(tab, MeetingsTab)
    return tab


def test_menus_are_those_of_the_tab_in_front(person: Person) -> None:
    assert menus(person) == ["File", "Edit", "Document", "Number", "Printing", "View", "Help"]
    person.presses("Alt+2")
    assert menus(person) == ["File", "Edit", "Meeting", "Printing", "View", "Help"]
    person.presses("Alt+1")
    assert menus(person) == ["File", "Edit", "Document", "Number", "Printing", "View", "Help"]


def test_same_key_means_what_the_tab_in_front_says(person: Person) -> None:
    person.presses("Alt+2", "F4", "Alt+1", "F4")
    assert (person.tab.current.kind, meetings(person).calendar.sight.view) == (
        "outgoing",
        "day",
    )
    person.presses("Alt+2", "F5", "Alt+1", "F3")
    assert (person.tab.current.kind, meetings(person).calendar.sight.view) == (
        "incoming",
        "month",
    )


def test_new_and_search_belong_to_the_tab_in_front(person: Person) -> None:
    person.presses("Alt+2", "Ctrl+N")
    assert (meetings(person).meetings.page.is_entering, person.tab.current.is_entering) == (
        True,
        False,
    )
    person.presses("Alt+1", "Ctrl+F")
    assert QApplication.focusWidget() is person.tab.current.filters.box


def test_no_key_is_given_twice_in_any_tab(person: Person) -> None:
    for key in ("Alt+1", "Alt+2"):
        person.presses(key)
        keys = Counter(one.toString() for action in offered(person) for one in action.shortcuts())
        assert [one for one, times in keys.items() if times > 1] == []


def test_keyboard_is_where_it_was_when_the_tab_was_left(person: Person) -> None:
    assert isinstance(person.tab, CorrespondenceTab)
    person.presses("Ctrl+N")
    person.types("So Y")
    at = QApplication.focusWidget()
    person.presses("Alt+2")
    assert QApplication.focusWidget() is meetings(person).calendar.calendar
    person.presses("Alt+1")
    assert QApplication.focusWidget() is at


def test_sheet_of_keys_shows_those_of_the_tab_in_front(person: Person) -> None:
    shown = []
    for key in ("Alt+1", "Alt+2"):
        person.presses(key, "F1")
        QApplication.processEvents()
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, KeySheet)
        lines = [label.text() for label in sheet.findChildren(QLabel, "line")]
        shown.append((sheet.windowTitle(), dict(zip(lines[::2], lines[1::2], strict=True))["F3"]))
        sheet.reject()
        QApplication.processEvents()
        person.opened.window.activateWindow()
    assert shown == [("Keys – Correspondence", "Incoming"), ("Keys – Meetings", "Week")]
