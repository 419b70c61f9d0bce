"""The pages written by hand, entered by keys alone, one line after another."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.correspondence.screens.catching_up import LineDialog
from desktop.records.queries import Query
from desktop.widgets.form_dialog import FormDialog
from tests.journeys.conftest import Person


class CatchUp:
    """A person with the pages on the desk, who chose to enter those of a series."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot

    def begins(self) -> LineDialog:
        (action,) = (one for one in self.person.tab.actions_offered() if one.id == "catch-up")
        assert (action.menu, self.person.opened.desk.words(action.words)) == (
            "paper",
            "Enter what was written by hand…",
        )
        action.function()
        self._waits_for(lambda one: isinstance(one, FormDialog))
        self.person.presses("Ctrl+Return")
        self._waits_for(lambda one: isinstance(one, LineDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LineDialog)
        # The platform without a screen leaves this to the person.
        dialog.activateWindow()
        self.qtbot.waitUntil(lambda: dialog.form.focused() is not None)
        return dialog

    def ends(self) -> None:
        self.person.presses("Esc")
        self._waits_for(lambda one: one is None)

    def _waits_for(self, met: Callable[[Any], bool]) -> None:
        self.qtbot.waitUntil(lambda: met(QApplication.activeModalWidget()))

    def registered(self) -> list[tuple[Any, ...]]:
        reader = self.person.opened.desk.store.reader
        ids = reader.ids(Query("incoming"))[::-1]
        return [
            (one.number, f"{one.arrived_on:%d/%m}", one.issuer, one.document_kind, one.standing)
            for one in reader.records("incoming", ids)
        ]


@pytest.fixture
def pages(person: Person, qtbot: QtBot) -> CatchUp:
    return CatchUp(person, qtbot)


def test_pages_are_entered_line_by_line_and_counted(pages: CatchUp) -> None:
    person = pages.person
    dialog = pages.begins()
    assert dialog.windowTitle() == "Written by hand, series TW"
    assert dialog.form.focused() == "number"

    person.types("1")
    person.presses("Return")
    person.types("1203")
    person.presses("Return")
    person.types("Thanh tra Chinh phu")
    person.presses("Return")
    person.types("21/BC-TTCP")
    person.presses("Return", "Return", "Return")
    person.types("cong tac thanh tra")
    person.presses("Ctrl+Return")
    assert dialog.notice.text() == "01/TW/2026 is entered."

    assert (dialog.form.text("number"), dialog.form.text("arrived_on")) == ("02", "12/03/2026")
    assert dialog.form.focused() == "issuer"
    dialog.form.focus("crossed_out")
    person.presses("Space", "Return")
    person.types("ghi nham")
    person.presses("Ctrl+Return")
    assert dialog.notice.text() == "02/TW/2026 is entered."

    pages.ends()
    assert pages.registered() == [
        (1, "12/03", "Thanh tra Chinh phu", "bao-cao", None),
        (2, "12/03", "", None, "void"),
    ]
    assert person.tab.registers["incoming"].notice.text() == (
        "2 lines written by hand were entered: 01/TW/2026 to 02/TW/2026; 1 of them is crossed out."
    )


def test_wrong_number_is_said_at_its_field_and_nothing_typed_is_lost(pages: CatchUp) -> None:
    person = pages.person
    dialog = pages.begins()
    dialog.form.set_text("number", "5")
    dialog.form.set_text("arrived_on", "12/03/2026")
    dialog.form.set_text("issuer", "Bộ Nội vụ")
    dialog.form.set_text("subject", "Biên chế")
    person.presses("Ctrl+Return")
    assert dialog.form.problem_at("number").startswith("The next number of series TW in 2026 is 01")
    assert dialog.form.focused() == "number"
    person.types("1")
    person.presses("Ctrl+Return")
    pages.ends()
    assert pages.registered() == [(1, "12/03", "Bộ Nội vụ", None, None)]


def test_half_typed_line_waits_until_the_next_time(pages: CatchUp) -> None:
    person = pages.person
    pages.begins()
    person.types("1")
    person.presses("Return")
    person.types("1203")
    pages.ends()
    assert pages.registered() == []
    assert person.tab.registers["incoming"].notice.text() == ""

    dialog = pages.begins()
    assert (dialog.form.text("number"), dialog.form.text("arrived_on")) == ("1", "1203")
    dialog.form.set_text("number", "")
    dialog.form.set_text("arrived_on", "")
    pages.ends()
    assert pages.begins().form.text("number") == ""
    pages.ends()
