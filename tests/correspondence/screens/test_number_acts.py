"""Numbers on screen: cancelled, reserved, inserted, replaced and audited by keys alone."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.correspondence.screens.audit_dialog import AuditDialog
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.widgets.form_dialog import FormDialog
from tests.correspondence.test_standing import Registry
from tests.journeys.conftest import Person


class Numbers:
    """A person in the outgoing register, with documents in it."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        person.presses("F4")

    def issues(self, *subjects: str) -> None:
        desk = self.person.opened.desk
        registry = Registry(desk.store, self.person.tab.names)
        for subject in subjects:
            registry.issue(subject=subject)
            desk.tell(desk.store.change(desk.store.next_change - 1))
        self.qtbot.waitUntil(lambda: len(self.rows()) == len(subjects))
        self.screen.list.setFocus()

    @property
    def screen(self) -> RegisterScreen:
        return self.person.tab.registers["outgoing"]

    def waits(self) -> None:
        self.person.waits_for("the register")

    def dialog(self, kind: type[Any]) -> Any:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def acts(self) -> None:
        """Press the keys that do what the dialog is for, and see it close."""
        self.person.presses("Ctrl+Return")
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        # The platform without a screen leaves this to the person.
        self.person.opened.window.activateWindow()
        self.screen.list.setFocus()

    def sees(self, *rows: tuple[str, str, bool]) -> None:
        self.qtbot.waitUntil(lambda: self.rows() == list(rows))

    def rows(self) -> list[tuple[str, str, bool]]:
        """Number, abstract with its mark, and whether struck, from the top of the list."""
        model = self.screen.list.model()
        columns = self.screen._model.columns
        return [
            (
                model.index(row, columns.index("number")).data(),
                model.index(row, columns.index("subject")).data(),
                self.screen._model.look(row).struck,
            )
            for row in range(model.rowCount())
        ]


@pytest.fixture
def numbers(person: Person, qtbot: QtBot) -> Numbers:
    return Numbers(person, qtbot)


def test_number_is_cancelled_with_a_reason_and_taken_back(numbers: Numbers) -> None:
    numbers.issues("một", "hai")
    person = numbers.person
    person.presses("Shift+Del")
    dialog = numbers.dialog(FormDialog)
    assert dialog.windowTitle() == "Cancel outgoing 02/QĐ-UBND"
    person.presses("Ctrl+Return")
    assert dialog.form.problem_at("reason") == "Needed: fill it in."
    person.types("nham so")
    numbers.acts()
    numbers.sees(("02", "Cancelled number · hai", True), ("01", "một", False))
    assert "Cancelling outgoing 02/QĐ-UBND" in numbers.screen.notice.text()
    person.presses("Ctrl+Z")
    numbers.sees(("02", "hai", False), ("01", "một", False))


def test_block_of_numbers_is_reserved_and_one_filled_in(numbers: Numbers) -> None:
    numbers.issues("một")
    person = numbers.person
    person.presses("Ctrl+Shift+R")
    dialog = numbers.dialog(FormDialog)
    dialog.form.set_text("series", "UBND-QD")
    dialog.form.set_text("first", "2")
    dialog.form.set_text("last", "4")
    dialog.form.set_text("document_kind", "Quyết định")
    dialog.form.focus("purpose")
    person.types("ky hop")
    numbers.acts()
    reserved = [(number, "Reserved number · ky hop", False) for number in ("04", "03", "02")]
    numbers.sees(*reserved, ("01", "một", False))
    numbers.screen.list.setFocus()
    numbers.screen.list.choose(2)
    person.presses("F2")
    numbers.screen.form.form.set_text("subject", "Thành lập đoàn")
    person.presses("Ctrl+S")
    numbers.sees(*reserved[:2], ("02", "Thành lập đoàn", False), ("01", "một", False))


def test_reservation_over_used_numbers_says_so_and_stays_open(numbers: Numbers) -> None:
    numbers.issues("một", "hai")
    numbers.person.presses("Ctrl+Shift+R")
    dialog = numbers.dialog(FormDialog)
    for name, text in {
        "series": "UBND-QD",
        "first": "2",
        "last": "3",
        "document_kind": "Quyết định",
        "purpose": "x",
    }.items():
        dialog.form.set_text(name, text)
    numbers.person.presses("Ctrl+Return")
    assert dialog.form.problem_at("first") == "Given already: 02. Choose other numbers."
    numbers.person.presses("Esc")
    assert [row[0] for row in numbers.rows()] == ["02", "01"]


def test_forgotten_document_is_inserted_after_another(numbers: Numbers) -> None:
    numbers.issues("một", "hai")
    person = numbers.person
    numbers.screen.list.choose(1)
    person.presses("Ctrl+Ins")
    assert "01a" in [label.text() for label in numbers.screen.form.findChildren(QLabel)][1]
    numbers.screen.form.form.set_text("document_kind", "Quyết định")
    numbers.screen.form.form.set_text("subject", "chen")
    person.presses("Ctrl+S")
    numbers.sees(("01a", "chen", False), ("02", "hai", False), ("01", "một", False))
    chosen = numbers.screen.chosen()
    assert chosen is not None
    assert chosen.symbol == "01a/QĐ-UBND"


def test_replaced_document_and_its_follower_lead_to_each_other(numbers: Numbers) -> None:
    numbers.issues("cũ", "mới")
    person = numbers.person
    numbers.screen.list.choose(1)
    person.presses("Ctrl+Shift+K")
    dialog = numbers.dialog(FormDialog)
    dialog.form.set_text("standing", "Replaced")
    dialog.form.set_text("changed_by", "2")
    numbers.acts()
    numbers.sees(("02", "mới", False), ("01", "Replaced · cũ", False))
    labels = [label.text() for label in numbers.screen.panel.findChildren(QLabel)]
    assert "Changed by" in labels
    numbers.screen.list.choose(2)
    labels = [label.text() for label in numbers.screen.panel.findChildren(QLabel)]
    assert "Changes" in labels


def test_audit_answers_at_once_and_compares_with_a_total(numbers: Numbers) -> None:
    numbers.issues("một", "hai", "ba")
    person = numbers.person
    person.presses("Shift+Del")
    numbers.dialog(FormDialog)
    person.types("nham")
    numbers.acts()
    person.presses("F11")
    audit = numbers.dialog(AuditDialog)
    numbers.qtbot.waitUntil(lambda: audit.found is not None)
    assert audit.verdict.text() == "2 documents, numbers 01 to 03."
    assert list(audit.sheet().rows)[2] == ("Cancelled", 1, "03")
    person.types("5")
    numbers.qtbot.waitUntil(lambda: "of 5" in audit.verdict.text())
    person.presses("Esc")
