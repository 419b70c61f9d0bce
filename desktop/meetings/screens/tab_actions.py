"""All that a person can do among meetings, as values: menus and the sheet of keys are these."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.desk import Action
from desktop.language.words import M
from desktop.meetings.keeping import discard
from desktop.office.screens.lists import lists_offered
from desktop.office.screens.register_page import RegisterPage

if TYPE_CHECKING:
    from desktop.meetings.screens.tab import MeetingsTab

Act = Callable[[], object]


def actions_of(tab: "MeetingsTab") -> tuple[Action, ...]:
    """The actions of the tab in the order of the menus."""
    return (
        *_typing(tab),
        *_deciding(tab),
        *tab.papers.actions_offered(),
        *_seeing(tab),
        *_leaving(tab),
        *lists_offered(tab.desk, tab.ground, tab),
    )


def _in_register(tab: "MeetingsTab", act: Callable[[RegisterPage], object]) -> Act:
    """What belongs to a register; in the calendar it says where it is done."""

    def do() -> None:
        if tab.register:
            act(tab.register)
        else:
            tab.warn(M("This is done in a list: F7 shows the meetings."))

    return do


def _typing(tab: "MeetingsTab") -> tuple[Action, ...]:
    """What is done while a record is typed."""

    def save(*, then_next: bool) -> Act:
        return _in_register(tab, lambda page: page.save(then_next=then_next))

    def leave() -> None:
        if tab.register:
            tab.register.leave()
        else:
            tab.calendar.notice.clear()

    return (
        Action("meeting-new", M("New meeting"), ("Ctrl+N",), tab.new, "meeting"),
        Action(
            "meeting-save-next",
            M("Save and next"),
            ("Ctrl+Return", "Ctrl+Enter"),
            save(then_next=True),
            "meeting",
        ),
        Action(
            "meeting-save",
            M("Save and close the form"),
            ("Ctrl+S",),
            save(then_next=False),
            "meeting",
        ),
        Action(
            "meeting-leave",
            M("Close the form, keep the draft"),
            ("Esc",),
            leave,
            "meeting",
        ),
        Action(
            "meeting-template",
            M("From a template"),
            ("Ctrl+D",),
            tab.ask_template,
            "meeting",
        ),
    )


def _deciding(tab: "MeetingsTab") -> tuple[Action, ...]:
    """What is done with the chosen meetings."""

    def edit() -> None:
        if tab.register:
            tab.register.edit()
        elif meetings := tab.may_write_to():
            tab.open_meeting(meetings[0])

    def trash() -> None:
        page = tab.register
        if page and page.list.hasFocus():
            page.toggle_trash()
        elif page is None and (meetings := tab.chosen()):
            tab.calendar.do(lambda: discard(tab.desk.store, *meetings))

    return (
        Action("meeting-edit", M("Correct"), ("F2",), edit, "meeting"),
        Action("meeting-trash", M("To the trash, or back"), ("Del",), trash, "meeting"),
        *tab.deciding.actions_offered(),
        *tab.repeating.actions_offered(),
    )


def _seeing(tab: "MeetingsTab") -> tuple[Action, ...]:
    """Which page is seen, and what of it."""

    def find() -> None:
        if tab.register is None:
            tab.show_register("meetings")
        _in_register(tab, RegisterPage.focus_search)()

    return (
        *(
            Action(f"meeting-{one.kind}", one.words, (one.key,), tab.showing(one.kind), "view")
            for one in tab.switches
        ),
        Action("meeting-columns", M("By room or by leader"), ("F11",), tab.switch_columns, "view"),
        Action("meeting-find", M("Search"), ("Ctrl+F",), find, "view"),
        Action(
            "meeting-clear",
            M("Clear search and filters"),
            ("Ctrl+L",),
            _in_register(tab, lambda page: page.filters.clear()),
            "view",
        ),
        Action(
            "meeting-newest",
            M("Newest first"),
            ("Ctrl+Home",),
            _in_register(tab, RegisterPage.sort_newest_first),
            "view",
        ),
    )


def _leaving(tab: "MeetingsTab") -> tuple[Action, ...]:
    """What leaves the program as workbooks and paper."""

    def copy() -> None:
        if tab.register is None:
            QGuiApplication.clipboard().setText(tab.calendar.calendar.cursor_said())
        elif tab.register.list.hasFocus():
            tab.register.list.copy_rows()

    return (
        Action("meeting-copy", M("Copy rows"), ("Ctrl+C",), copy, "edit"),
        Action("meeting-export", M("To Excel"), ("Ctrl+E",), tab.export_list, "file"),
        Action(
            "meeting-print",
            M("Weekly schedule, or the list"),
            ("Ctrl+P",),
            tab.print_sheet,
            "paper",
        ),
    )
