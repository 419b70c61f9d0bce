"""What a meeting takes, what is ready of it, and the ways between meetings and their papers."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.correspondence.registering import register
from desktop.correspondence.screens.tab import CorrespondenceTab
from desktop.meetings.keeping import keep
from desktop.meetings.meeting import Meeting
from desktop.meetings.screens.conclusions_dialog import ConclusionsDialog
from desktop.office.screens.register_page import RegisterPage
from tests.correspondence.test_registering import incoming
from tests.meetings.screens.conftest import Planner

# Checklists


def test_checklist_is_proposed_by_kind_and_form_until_it_is_typed(planner: Planner) -> None:
    planner.person.presses("Ctrl+N")
    form = planner.tab.meetings.page.form.form
    form.focus("meeting_kind")
    planner.person.types("Briefing")
    assert form.text("checklist") == "Printed documents; Drinking water"
    form.focus("form")
    planner.person.types("Online")
    online = "Printed documents; Drinking water; Online link; Sound; Microphones"
    assert form.text("checklist") == online
    form.focus("checklist")
    planner.person.presses("Ctrl+A")
    planner.person.types("Flowers")
    form.focus("meeting_kind")
    planner.person.presses("Ctrl+A")
    planner.person.types("Conference")
    assert form.text("checklist") == "Flowers"


def test_one_key_notes_that_all_is_prepared_and_the_list_shows_what_is_left(
    planner: Planner,
) -> None:
    planned = planner.plans(checklist=("nuoc", "hoa"), prepared=("nuoc",))
    planner.person.presses("F7")
    page = planner.tab.meetings.page
    planner.waits(lambda: page.chosen_id() == planned.id)
    assert page.spec.shown["checklist"](planned) == "Flowers"
    planner.person.presses("Ctrl+R")
    (kept,) = planner.all()
    assert (kept, page.spec.shown["checklist"](kept)) == (
        replace(planned, prepared=("nuoc", "hoa")),
        "✓",
    )


# Minutes of the meeting before


def opens_conclusions(planner: Planner, meeting: Meeting) -> ConclusionsDialog:
    planner.tab.papers.conclude(meeting)
    dialog = planner.modal(ConclusionsDialog)
    assert isinstance(dialog, ConclusionsDialog)
    planner.waits(dialog.pasted.hasFocus)
    return dialog


def test_minutes_of_the_last_meeting_are_approved_with_the_conclusions(planner: Planner) -> None:
    first = planner.plans(series=1, day=planner.desk.store.today)
    second = planner.plans(series=1, day=first.day.replace(day=22))
    dialog = opens_conclusions(planner, second)
    assert dialog.with_approval.text() == "The &minutes of 15/03/2026 are approved"
    planner.person.types("Bao cao")
    planner.person.presses("Return", "Tab", "Tab", "Space", "Ctrl+Return")
    planner.comes_back()
    reader = planner.desk.store.reader
    assert [one.text for one in reader.records("conclusions", [1, 2])] == [
        "Thông qua biên bản cuộc họp ngày 15/03/2026",
        "Bao cao",
    ]
    # What is approved is not asked again; the first one of a series has nothing to approve.
    for meeting in (second, first):
        dialog = opens_conclusions(planner, meeting)
        assert not dialog.with_approval.isVisible()
        dialog.reject()
        planner.comes_back()


# Ways


def ways(page: RegisterPage) -> list[QPushButton]:
    return page.facts.findChildren(QPushButton)


def test_meeting_and_its_paper_lead_to_each_other(planner: Planner) -> None:
    desk, correspondence = planner.desk, planner.person.opened.window.screens[0]
    assert isinstance(correspondence, CorrespondenceTab)
    change, request = register(desk.store, incoming(), names=correspondence.names)
    desk.tell(change)
    meeting = planner.plans(request=request.id)
    planner.person.presses("F7")
    page = planner.tab.meetings.page
    planner.waits(lambda: page.chosen_id() == meeting.id)
    (way,) = ways(page)
    assert (way.text(), way.toolTip()) == ("Incoming 01/SN/2026", request.subject)
    way.setFocus(Qt.FocusReason.TabFocusReason)
    planner.person.presses("Space")
    assert planner.person.opened.window.tabs.currentIndex() == 0
    register_ = correspondence.registers["incoming"]
    planner.waits(lambda: register_.chosen_id() == request.id)
    (back,) = register_.panel.findChildren(QPushButton)
    assert back.text() == "15/03/2026 · Giao ban"
    planner.person.presses("Alt+2", "F3", "Alt+1")
    (back,) = register_.panel.findChildren(QPushButton)
    back.setFocus(Qt.FocusReason.TabFocusReason)
    planner.person.presses("Space")
    assert planner.person.opened.window.tabs.currentIndex() == 1
    assert planner.tab.place.kind == "meetings"
    planner.waits(lambda: page.chosen_id() == meeting.id)


def test_page_out_of_sight_shows_what_it_missed(planner: Planner) -> None:
    first = planner.plans("Giao ban")
    planner.person.presses("F7")
    page = planner.tab.meetings.page
    planner.waits(lambda: page.chosen_id() == first.id)
    planner.person.presses("Alt+1")
    change, second = keep(
        planner.desk.store,
        replace(first, id=None, title="Sơ kết", room=None),
        names=planner.tab.names,
    )
    planner.desk.tell(change)
    planner.person.presses("Alt+2")
    ids = page.list.model()
    planner.waits(lambda: set(ids.ids) == {first.id, second.id})  # type: ignore[attr-defined]
