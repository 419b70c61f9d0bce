"""Changing many documents in the window, by keys alone."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.correspondence.bulk_editing import Way
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.screens.bulk_edit_dialog import BulkEditDialog
from desktop.language.words import M
from desktop.records.changes import Change
from desktop.storage.store import Store
from tests.journeys.conftest import Person


class Desk:
    """A person with a few selected letters."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.changes: list[Change] = []
        self.dialog: BulkEditDialog
        self.ids: list[int] = []

    @property
    def store(self) -> Store:
        return self.person.opened.desk.store

    def opens_with(self, *facts: dict[str, Any]) -> None:
        usual = {"series": "SN", "issuer": "Sở Nội vụ", "arrived_on": date(2026, 3, 2)}
        with self.store.writing(M("filling")) as writing:
            for number, given in enumerate(facts, start=1):
                letter = {**usual, "subject": f"Việc {number}", "number": number, **given}
                self.ids.append(writing.add(IncomingDocument(year=2026, **letter)).id)
        desk, tab = self.person.opened.desk, self.person.tab
        self.dialog = BulkEditDialog(desk, tab.names, "incoming", self.ids, parent=tab)
        self.dialog.edited.connect(self.changes.append)
        self.dialog.open()

    def kept(self, field: str) -> list[Any]:
        return [getattr(one, field) for one in self.store.reader.records("incoming", self.ids)]

    def waits(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=10_000)

    def chooses(self, field: str, way: Way, typed: str = "") -> str:
        self.dialog.choose(field, way, typed)
        self.waits(lambda: not self.dialog.is_busy)
        return self.dialog.totals.text()


@pytest.fixture
def desk(person: Person, qtbot: QtBot) -> Iterator[Desk]:
    yield Desk(person, qtbot)
    for dialog in person.tab.findChildren(BulkEditDialog):
        dialog.done(0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_day_of_forwarding_is_set_by_keys_alone(desk: Desk) -> None:
    desk.opens_with({}, {}, {"arrived_on": date(2026, 3, 9)})
    desk.person.presses("Down", "Down", "Down", "Tab", "Tab")
    desk.person.types("0503")
    desk.person.presses("Return")
    desk.waits(lambda: QApplication.focusWidget() is desk.dialog.buttons["change"])
    assert desk.dialog.totals.text() == (
        "2 documents change · 1 would break a rule and stays as it is"
    )
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.changes))
    assert desk.kept("forwarded_on") == [date(2026, 3, 5), date(2026, 3, 5), None]
    assert QApplication.activeModalWidget() is None


def test_preview_shows_each_document_before_and_after(desk: Desk) -> None:
    desk.opens_with({"note": "Bản fax"}, {}, {"note": "Đã xem"})
    desk.chooses("note", Way.SET, "Đã xem")
    assert desk.dialog.totals.text() == "2 documents change · 1 is so already"
    assert desk.dialog.rows.rows.texts() == [
        ("01/SN/2026", "Việc 1", "Bản fax", "Đã xem"),
        ("02/SN/2026", "Việc 2", "", "Đã xem"),
    ]


def test_document_that_stays_is_named_first_with_the_reason(desk: Desk) -> None:
    desk.opens_with({}, {"arrived_on": date(2026, 3, 9)})
    desk.chooses("due_on", Way.SET, "5/3")
    assert desk.dialog.rows.rows.texts() == [
        (
            "02/SN/2026",
            "Việc 2",
            "",
            "Stays: It would be due before it arrived: correct the date.",
        ),
        ("01/SN/2026", "Việc 1", "", "05/03/2026"),
    ]


def test_nothing_can_be_done_until_a_value_is_typed(desk: Desk) -> None:
    desk.opens_with({})
    assert desk.chooses("note", Way.SET) == "Say what the field is to hold."
    assert not desk.dialog.buttons["change"].isEnabled()


def test_text_that_says_nothing_is_told_in_place(desk: Desk) -> None:
    desk.opens_with({})
    assert desk.chooses("urgency", Way.SET, "xyz") == ("“xyz” is not in the list: choose an entry.")
    assert not desk.dialog.buttons["change"].isEnabled()


def test_change_is_one_act_to_take_back(desk: Desk) -> None:
    desk.opens_with(*[{"receivers": ("Phòng Nội chính",)}] * 30)
    desk.chooses("receivers", Way.ADD, "Phòng Kinh tế")
    desk.person.presses("Ctrl+Return")
    desk.waits(lambda: bool(desk.changes))
    assert desk.kept("receivers") == [("Phòng Nội chính", "Phòng Kinh tế")] * 30
    window = desk.person.opened.window
    window.activateWindow()
    desk.waits(window.isActiveWindow)
    desk.person.presses("Ctrl+Z")
    assert desk.kept("receivers") == [("Phòng Nội chính",)] * 30


def test_field_is_cleared_without_a_value(desk: Desk) -> None:
    desk.opens_with({"handler": "Trần Văn An"}, {})
    assert desk.chooses("handler", Way.CLEAR) == "1 document changes · 1 is so already"
    assert not desk.dialog.value.isEnabled()
    desk.person.presses("Ctrl+Return")
    desk.waits(lambda: bool(desk.changes))
    assert desk.kept("handler") == [None, None]


def test_escape_stops_a_change_and_takes_it_back(desk: Desk) -> None:
    desk.opens_with(*[{}] * 300)
    desk.chooses("note", Way.SET, "Bản fax")
    changes = desk.store.next_change
    desk.dialog.change()
    assert desk.dialog.is_busy
    desk.person.presses("Escape")
    assert desk.dialog.notice.text() == "Stopped: no document was changed."
    assert (desk.kept("note"), desk.store.next_change) == ([None] * 300, changes)
    desk.person.presses("Escape")
    assert QApplication.activeModalWidget() is None
