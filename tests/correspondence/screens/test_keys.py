"""Keys do what their words say, to what is in sight, or say why they do nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, register
from desktop.correspondence.screens import register_acts
from desktop.correspondence.screens.switches import SWITCHES
from desktop.office.screens.register_page import RegisterPage
from desktop.records.drafts import Draft
from desktop.widgets.form_dialog import FormDialog
from tests.journeys.conftest import Person


class Registry:
    """A person before a letter that came in, and the answer to it that went out."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.store = person.opened.desk.store
        self.letter = self._registers(
            IncomingDocument(
                series="SN",
                arrived_on=date(2026, 3, 12),
                issuer="Sở Y tế",
                receivers=("Phòng Kinh tế",),
                forwarded_on=date(2026, 3, 12),
                subject="V/v phòng dịch",
            )
        )
        self.answer = self._registers(
            OutgoingDocument(
                series="UBND-CV",
                document_date=date(2026, 3, 13),
                document_kind="cong-van",
                drafting_unit="Phòng Kinh tế",
                subject="V/v kinh phí phòng dịch",
                replies_to=self.letter.id,
            )
        )
        self.shows("outgoing")
        self.shows("incoming")

    def _registers(self, document: Any) -> Any:
        change, kept = register(self.store, document, names=self.person.tab.names)
        self.person.opened.desk.tell(change)
        return kept

    def shows(self, kind: str) -> None:
        """Go to a register, and to its list."""
        self.person.tab.show_register(kind)
        self.person.waits_for(kind) if kind in ("incoming", "outgoing") else None
        self.qtbot.waitUntil(lambda: not self.person.tab.current.is_waiting)
        self.person.tab.current.list.setFocus()

    def chooses_in_menu(self, name: str) -> None:
        action = self.person.opened.window.findChild(QAction, name)
        assert isinstance(action, QAction)
        action.trigger()

    def settled_on(self) -> date | None:
        found: IncomingDocument = self.store.reader.record("incoming", self.letter.id)
        return found.settled_on

    def said(self) -> str:
        return self.person.tab.current.notice.text()

    def dialog(self) -> QDialog | None:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, QDialog) else None


@pytest.fixture
def registry(person: Person, qtbot: QtBot) -> Registry:
    return Registry(person, qtbot)


OF_DOCUMENTS = "This belongs to documents: F3 and F4 show them."
SMALLER = ("matters", "case_files", "dispatches", "loans")


@pytest.mark.parametrize("kind", SMALLER)
@pytest.mark.parametrize(
    "name", ["attach", "attach-scan", "settle-answered", "print-since", "close-book", "audit"]
)
def test_act_of_documents_does_nothing_to_one_that_is_out_of_sight(
    registry: Registry, kind: str, name: str
) -> None:
    registry.shows(kind)
    registry.chooses_in_menu(name)

    assert (registry.said(), registry.dialog()) == (OF_DOCUMENTS, None)
    assert registry.settled_on() is None


def test_letter_is_settled_from_its_answer_and_from_nowhere_else(registry: Registry) -> None:
    registry.person.presses("Ctrl+K")
    assert (registry.said(), registry.settled_on()) == (
        "This document answers none that is still to be settled.",
        None,
    )

    registry.shows("outgoing")
    registry.person.presses("Ctrl+K")
    assert registry.settled_on() == date(2026, 3, 13)


def test_answer_that_was_saved_is_forgotten_when_another_document_is_chosen(
    registry: Registry,
) -> None:
    registry.shows("outgoing")
    screen = registry.person.tab.registers["outgoing"]
    screen.acts.offer_to_settle(registry.answer)
    plain = registry._registers(
        OutgoingDocument(
            series="UBND-CV",
            document_date=date(2026, 3, 13),
            document_kind="cong-van",
            drafting_unit="Phòng Kinh tế",
            subject="V/v trực lễ",
        )
    )
    ids = screen.list.model()
    registry.qtbot.waitUntil(lambda: plain.id in list(ids.ids))  # type: ignore[attr-defined]
    screen.list.choose(plain.id)
    screen.list.setFocus()
    registry.person.presses("Ctrl+K")

    assert registry.settled_on() is None


@pytest.mark.parametrize("kind", ["outgoing", *SMALLER])
def test_keyboard_goes_on_in_the_list_of_the_register_that_is_shown(
    person: Person, kind: str
) -> None:
    person.tab.current.list.setFocus()
    keys = {"outgoing": "F4", "matters": "F5", "case_files": "F6"}
    others = {"dispatches": "Shift+F5", "loans": "Shift+F6"}
    person.presses({**keys, **others}[kind])

    assert (person.tab.current.kind, person.tab.current.list.hasFocus()) == (kind, True)


def test_register_with_an_open_form_goes_on_where_one_typed(person: Person) -> None:
    person.presses("Ctrl+N", "F5", "F3")

    assert person.tab.registers["incoming"].form.form.focused() == "issuer"


def test_act_chosen_in_the_menu_reaches_the_document_from_the_search_box(
    registry: Registry,
) -> None:
    registry.person.presses("Ctrl+F")
    registry.chooses_in_menu("task")
    registry.qtbot.waitUntil(lambda: isinstance(registry.dialog(), FormDialog))
    dialog = registry.dialog()
    assert dialog
    dialog.reject()
    # The platform without a screen leaves this to the person.
    registry.person.opened.window.activateWindow()

    registry.person.presses("Ctrl+F")
    registry.chooses_in_menu("trash")
    assert registry.store.reader.is_trashed("incoming", registry.letter.id)


def test_delete_in_the_search_box_is_about_its_text(registry: Registry) -> None:
    registry.person.presses("Ctrl+F", "Del")

    assert not registry.store.reader.is_trashed("incoming", registry.letter.id)


def test_delete_at_a_filter_trashes_nothing(registry: Registry) -> None:
    choice = registry.person.tab.current.filters.findChildren(QComboBox)[0]
    choice.setFocus()
    registry.person.presses("Del")

    assert not registry.store.reader.is_trashed("incoming", registry.letter.id)


def test_words_selected_in_the_record_are_copied(registry: Registry) -> None:
    labels = registry.person.tab.registers["incoming"].panel.findChildren(QLabel)
    (abstract,) = [one for one in labels if one.text() == "V/v phòng dịch"]
    abstract.setFocus(Qt.FocusReason.MouseFocusReason)
    abstract.setSelection(4, 5)
    registry.person.presses("Ctrl+C")

    assert QGuiApplication.clipboard().text() == "phòng"


def in_incoming(registry: Registry) -> None:
    registry.shows("incoming")


def in_outgoing(registry: Registry) -> None:
    registry.shows("outgoing")


def nothing_found(registry: Registry) -> None:
    registry.person.tab.current.filters.box.setText("không có")
    registry.person.waits_for("nothing")
    registry.person.tab.current.list.setFocus()


def in_a_form(registry: Registry) -> None:
    registry.person.presses("Ctrl+N")


@pytest.mark.parametrize(
    ("where", "name", "said"),
    [
        (nothing_found, "bulk-edit", "Choose a document in the list first."),
        (nothing_found, "trash", "Choose a document in the list first."),
        (nothing_found, "hand-over", "Choose a document in the list first."),
        (nothing_found, "stamp", "Choose a document in the list first."),
        (nothing_found, "attach", "Choose a document first, outside the trash."),
        (in_incoming, "hand-over", "What is chosen was handed over already."),
        (in_incoming, "lend", "This is done with outgoing documents: F4 shows them."),
        (in_incoming, "envelopes", "This is done with outgoing documents: F4 shows them."),
        (in_incoming, "reinstate", "What is chosen is in force, or reserved."),
        (in_incoming, "attach-scan", "No new scan is in the folder of the scanner."),
        (in_outgoing, "task", "This is done with incoming documents: F3 shows them."),
        (in_outgoing, "handling-slip", "This is done with incoming documents: F3 shows them."),
        (in_outgoing, "addresses", "No recipient is named."),
        (in_a_form, "hand-over", "A form is open: Esc closes it and keeps the draft."),
    ],
)
def test_key_that_does_nothing_says_why(
    registry: Registry, where: Callable[[Registry], None], name: str, said: str
) -> None:
    where(registry)
    registry.chooses_in_menu(name)

    assert (registry.said(), registry.dialog()) == (said, None)


def test_the_whole_register_is_not_trashed_by_one_key(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_acts, "MOST_AT_ONCE", 1)
    registry._registers(
        IncomingDocument(series="SN", arrived_on=date(2026, 3, 12), issuer="Sở Y tế", subject="Hai")
    )
    registry.person.waits_for("both")
    registry.person.tab.current.list.setFocus()
    registry.person.presses("Ctrl+A", "Del")

    assert registry.said() == "More than 1 documents are chosen: choose fewer."
    assert not registry.store.reader.is_trashed("incoming", registry.letter.id)


def test_reserving_shows_the_register_in_which_it_is_done(registry: Registry) -> None:
    registry.shows("loans")
    registry.person.presses("Ctrl+Shift+R")

    assert registry.person.tab.current.kind == "outgoing"
    dialog = registry.dialog()
    assert isinstance(dialog, FormDialog)
    dialog.reject()


def test_correcting_a_twin_is_no_second_arrival_and_leaves_the_draft(registry: Registry) -> None:
    """Ctrl+R gives up a second entry; what is corrected is none, and the draft another's."""
    twin: Any = None
    for _ in range(2):
        twin = registry._registers(
            IncomingDocument(
                series="SN",
                arrived_on=date(2026, 3, 12),
                issuer="Sở Y tế",
                symbol="12/SYT",
                document_date=date(2026, 3, 10),
                subject="V/v tiêm chủng",
            )
        )
    draft = Draft("incoming", {"series": "SN", "subject": "half typed"})
    registry.store.keep_draft(draft)
    screen = registry.person.tab.registers["incoming"]
    screen.go_on_entering(twin.id)
    screen.form.twins.look()
    before = registry.store.next_change
    registry.person.presses("Ctrl+R")

    assert (registry.store.kept_draft("incoming"), registry.store.next_change) == (draft, before)
    assert screen.form.record_id == twin.id
    assert "Ctrl+R" not in screen.form.notice.text()


@pytest.mark.parametrize("kind", SMALLER)
def test_acts_of_a_register_leave_alone_the_keys_that_show_another(
    registry: Registry, kind: str
) -> None:
    page = registry.person.tab.page(kind)
    assert isinstance(page, RegisterPage)
    taken = {key for act in page.acts for key in act.keys}

    assert taken & {one.key for one in SWITCHES} == set()


# Out of sight


def test_register_out_of_sight_shows_what_changed_when_it_comes_into_sight(
    registry: Registry,
) -> None:
    shown = registry.person.tab.registers["outgoing"].list.model()
    discard(registry.store, registry.answer)
    registry.person.opened.desk.tell(registry.store.change(registry.store.next_change - 1))
    out_of_sight = shown.rowCount()
    registry.shows("outgoing")
    registry.qtbot.waitUntil(lambda: shown.rowCount() == 0)
    assert out_of_sight == 1
