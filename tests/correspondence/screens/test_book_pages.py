"""Case files, post and loans by keyboard, each on a page of its own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.correspondence.filing.archiving import Stage
from desktop.correspondence.filing.case_files import CaseFile, name_of, named, plan_of
from desktop.correspondence.filing.filing import keep_case_file
from desktop.correspondence.filing.screens.case_files_page import case_files_spec
from desktop.correspondence.filing.screens.filing_dialog import ask_for_files
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.other_books.dispatching import dispatch_documents, keep_dispatch
from desktop.correspondence.other_books.lending import keep_loan, loan_of
from desktop.correspondence.other_books.loans import Loan
from desktop.correspondence.other_books.screens.dispatches_page import dispatches_spec
from desktop.correspondence.other_books.screens.loans_page import loans_spec
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import register
from desktop.desk import Desk
from desktop.language.words import Words
from desktop.office.screens.page_spec import PageSpec
from desktop.office.screens.register_page import RegisterPage
from desktop.printing.preview import Preview
from desktop.records.changes import Change
from desktop.records.queries import Query
from desktop.settings import Settings
from desktop.storage.store import Store
from desktop.widgets.form_dialog import FormDialog

PATIENCE = 10_000  # milliseconds, for what comes at once unless something is broken
TODAY = date(2026, 3, 15)

MakeSpec = Callable[[Desk, KnownNames], PageSpec]


class Person:
    """Somebody before a window with one page, whose keys are those of the program's window."""

    def __init__(self, qtbot: QtBot, store: Store, names: KnownNames, make: MakeSpec) -> None:
        self.qtbot = qtbot
        self.desk = Desk(store, Settings(), Words("en"), settings_path=None)
        self.page = RegisterPage(make(self.desk, names), self.desk)
        self.desk.changed.connect(self.page.take)
        self.window = QWidget()
        QVBoxLayout(self.window).addWidget(self.page)
        self.window.resize(1200, 700)
        for key, act in (
            ("F2", self.page.edit),
            ("Ctrl+Return", partial(self.page.save, then_next=True)),
            ("Ctrl+S", partial(self.page.save, then_next=False)),
            ("Esc", self.page.leave),
            ("Del", self.page.toggle_trash),
        ):
            QShortcut(QKeySequence(key), self.window).activated.connect(act)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.waits()
        self.page.list.setFocus()

    def waits(self) -> None:
        """Wait until the list shows what is asked for."""
        page = self.page
        self.qtbot.waitUntil(
            lambda: not page.is_waiting and page.shows(page.query()), timeout=PATIENCE
        )

    def types(self, text: str) -> None:
        """Type letters; an input method commits those that the keyboard does not have."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._at(), letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QCoreApplication.sendEvent(self._at(), event)

    def presses(self, *keys: str) -> None:
        for key in keys:
            combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
            QTest.keyClick(self._at(), combination.key(), combination.keyboardModifiers())

    def _at(self) -> QWidget:
        QApplication.processEvents()
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or self.window

    @property
    def rows(self) -> list[str]:
        """What stands in the list, cell by cell, without the empty ones."""
        model = self.page.list.model()
        return [
            " | ".join(
                text
                for column in range(model.columnCount())
                if (text := str(model.index(row, column).data() or ""))
            )
            for row in range(model.rowCount())
        ]

    @property
    def told(self) -> str:
        return self.page.notice.text()


Before = Callable[[MakeSpec], Person]


@pytest.fixture
def before(qtbot: QtBot, office: Store, names: KnownNames) -> Iterator[Before]:
    """Opens the page of a spec before a person."""
    opened: list[Person] = []

    def make(spec: MakeSpec) -> Person:
        opened.append(Person(qtbot, office, names, spec))
        return opened[-1]

    yield make
    for person in opened:
        person.desk.tasks.wait()
        person.page.close_down()
        person.window.close()
        person.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def outgoing(office: Store, names: KnownNames, **facts: Any) -> OutgoingDocument:
    usual = {
        "series": "UBND-QD",
        "document_date": date(2026, 1, 5),
        "document_kind": "quyet-dinh",
        "subject": "Giao đất",
    }
    _, document = register(office, OutgoingDocument(**{**usual, **facts}), names=names)
    assert isinstance(document, OutgoingDocument)
    return document


def kept(office: Store, code: str, **facts: Any) -> CaseFile:
    keep_case_file(
        office, CaseFile(**{"year": 2026, "code": code, "title": f"Việc {code}", **facts})
    )
    found = named(office.reader, f"{code}/{facts.get('year', 2026)}")
    assert found is not None
    return found


# Case files


def test_file_is_typed_into_the_plan_and_known_at_once(
    office: Store, names: KnownNames, before: Before
) -> None:
    person = before(case_files_spec)
    person.presses("Ctrl+N")
    person.types("01.TH")
    person.presses("Return")
    person.types("Bao cao thang")
    person.presses("Ctrl+S")
    person.waits()

    assert plan_of(office.reader, 2026) == [
        CaseFile(id=1, year=2026, code="01.TH", title="Bao cao thang")
    ]
    assert names.directories["case_files"].named("01.th/2026") == "01.TH/2026"
    assert person.told == "Adding case file 01.TH/2026."
    assert person.rows == ["2026 | 01.TH | Bao cao thang"]


def test_files_late_for_the_archive_are_marked_and_found(office: Store, before: Before) -> None:
    kept(office, "01", ended_on=date(2025, 3, 14))
    kept(office, "02", ended_on=date(2025, 3, 15))
    kept(office, "03")
    person = before(case_files_spec)
    assert [row.split(" | ")[1] for row in person.rows] == ["01", "02", "03"]

    looks = [person.page.spec.look(file) for file in plan_of(office.reader, 2026)]  # type: ignore[misc]
    assert [(look.mark, look.tone, look.at) for look in looks] == [
        ("late ·", "warning", "ended_on"),
        ("", "plain", ""),
        ("", "plain", ""),
    ]
    person.page.filters.choose("stage", Stage.LATE)
    person.waits()
    assert [row.split(" | ")[1] for row in person.rows] == ["01"]


def test_chosen_files_end_and_go_to_the_archive_by_keys(office: Store, before: Before) -> None:
    kept(office, "01")
    kept(office, "02", ended_on=date(2026, 3, 1))
    person = before(case_files_spec)

    person.presses("Ctrl+A", "F8")
    assert person.told == "Case file 01/2026 has not ended: close it first."
    person.presses("F7")
    person.waits()
    assert person.told == "Closing case file 01/2026."
    person.presses("Ctrl+A", "F8")
    person.waits()

    assert person.told == "Handing 2 case files over to the archive."
    assert [(file.ended_on, file.archived_on) for file in plan_of(office.reader, 2026)] == [
        (TODAY, TODAY),
        (date(2026, 3, 1), TODAY),
    ]


def test_file_that_holds_documents_stays_out_of_the_trash(
    office: Store, names: KnownNames, before: Before
) -> None:
    names.take(keep_case_file(office, CaseFile(year=2026, code="01", title="Việc")))
    outgoing(office, names, case_files=("01/2026",))
    person = before(case_files_spec)

    person.presses("Del")

    assert person.told == "Case file 01/2026 holds 1 document: take it out first."
    assert person.page.notice.isVisible()


def test_facts_tell_how_much_lies_in_a_file_and_when_it_is_due(
    office: Store, names: KnownNames, before: Before
) -> None:
    file = kept(office, "01", ended_on=date(2025, 1, 5))
    outgoing(office, names, case_files=("01/2026",))
    person = before(case_files_spec)

    assert person.page.spec.facts is not None
    said = [(str(label), text) for label, text in person.page.spec.facts(file)]

    assert said == [("Documents", "1"), ("To the archive by", "05/01/2026 · late")]


def test_next_year_s_plan_is_started_from_the_year_in_sight(
    office: Store, names: KnownNames, before: Before
) -> None:
    kept(office, "01", year=2025)
    person = before(case_files_spec)

    person.page.perform("next-plan")
    person.waits()

    assert [name_of(file) for file in plan_of(office.reader, 2026)] == ["01/2026"]
    assert names.directories["case_files"].named("01/2026") == "01/2026"
    assert person.told == "Starting the file plan of 2026."


def test_person_goes_to_the_documents_of_a_file(office: Store, before: Before) -> None:
    kept(office, "01")
    shown: list[str] = []
    person = before(lambda desk, names: case_files_spec(desk, names, show_documents=shown.append))

    person.presses("F9")

    assert shown == ["01/2026"]


def test_plan_is_written_of_one_year(office: Store, before: Before, tmp_path: Path) -> None:
    kept(office, "01", year=2025)
    kept(office, "02", heading="I. Tổng hợp")
    person = before(case_files_spec)

    person.page.export_register_to(tmp_path / "plan.xlsx")
    person.qtbot.waitUntil(lambda: (tmp_path / "plan.xlsx").exists(), timeout=PATIENCE)

    cells = [
        str(cell.value)
        for sheet in load_workbook(tmp_path / "plan.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert "02" in cells
    assert "01" not in cells


def papers(person: Person) -> QMenu:
    menu = person.page.findChild(QMenu, "papers")
    assert isinstance(menu, QMenu)
    return menu


def test_papers_of_a_file_are_offered_and_shown_by_keys(office: Store, before: Before) -> None:
    kept(office, "01")
    person = before(case_files_spec)

    person.presses("Ctrl+Shift+P")
    assert [one.text() for one in papers(person).actions()] == [
        "Index of 01/2026",
        "Hand-over list",
        "Minutes of hand-over",
        "",
        "Index of 01/2026 to Excel…",
        "Hand-over list to Excel…",
        "Minutes of hand-over to Excel…",
    ]
    person.presses("Down", "Return")

    def shown() -> bool:
        return any(one.isVisible() for one in person.page.findChildren(Preview))

    person.qtbot.waitUntil(shown, timeout=PATIENCE)
    (preview,) = person.page.findChildren(Preview)
    person.qtbot.waitUntil(lambda: preview.label.text() == "Page 1 of 1", timeout=PATIENCE)
    preview.reject()


def test_index_is_written_as_a_workbook(
    office: Store, names: KnownNames, before: Before, tmp_path: Path
) -> None:
    kept(office, "01")
    outgoing(office, names, case_files=("01/2026",))
    person = before(case_files_spec)

    person.presses("Ctrl+Shift+P", "Down", "Down", "Down", "Return")
    (dialog,) = person.page.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Index of 01-2026.xlsx")
    dialog.fileSelected.emit(str(tmp_path / "index.xlsx"))
    dialog.reject()
    person.qtbot.waitUntil(lambda: (tmp_path / "index.xlsx").exists(), timeout=PATIENCE)

    texts = [
        str(cell.value)
        for row in load_workbook(tmp_path / "index.xlsx").worksheets[-1].iter_rows()
        for cell in row
    ]
    assert "01/QĐ-UBND" in texts


# Putting documents into files


class Asked:
    """A dialog over a window, and the changes it made."""

    def __init__(self, person: Person, names: KnownNames, documents: list[Document]) -> None:
        self.changes: list[Change] = []
        self.dialog: FormDialog = ask_for_files(
            person.desk, names, documents, over=person.page, done=self.changes.append
        )
        person.qtbot.waitUntil(self.dialog.isActiveWindow)


def test_documents_are_put_into_a_file_by_its_first_letters(
    office: Store, names: KnownNames, before: Before
) -> None:
    names.take(keep_case_file(office, CaseFile(year=2026, code="01.TH", title="Báo cáo")))
    documents: list[Document] = [outgoing(office, names), outgoing(office, names)]
    person = before(case_files_spec)
    asked = Asked(person, names, documents)

    person.types("bao ")
    person.presses("Return", "Ctrl+Return")

    (change,) = asked.changes
    assert str(change.words) == "filing 2 documents in 01.TH/2026"
    now = office.reader.records("outgoing", change.ids("outgoing"))
    assert [one.case_files for one in now] == [("01.TH/2026",), ("01.TH/2026",)]


def test_unknown_file_is_refused_in_the_dialog(
    office: Store, names: KnownNames, before: Before
) -> None:
    person = before(case_files_spec)
    asked = Asked(person, names, [outgoing(office, names)])

    person.types("99")
    person.presses("Ctrl+Return")

    assert asked.dialog.isVisible()
    assert asked.dialog.form.problem_at("case_files") == (
        "“99” is not known: choose one of the list."
    )
    asked.dialog.reject()


def test_name_taken_away_takes_out_what_all_share_and_no_more(
    office: Store, names: KnownNames, before: Before
) -> None:
    for code in ("01", "02"):
        names.take(keep_case_file(office, CaseFile(year=2026, code=code, title=f"Việc {code}")))
    first = outgoing(office, names, case_files=("01/2026", "02/2026"))
    second = outgoing(office, names, case_files=("01/2026",))
    person = before(case_files_spec)
    asked = Asked(person, names, [first, second])
    assert asked.dialog.form.text("case_files") == "01/2026; "

    person.presses("Ctrl+A", "Del", "Ctrl+Return")

    now = list(office.reader.records("outgoing", [first.id or 0, second.id or 0]))
    assert [one.case_files for one in now] == [("02/2026",), None]
    assert len(asked.changes) == 1


def test_file_that_is_typed_is_added_to_those_that_are_there(
    office: Store, names: KnownNames, before: Before
) -> None:
    for code in ("01", "02"):
        names.take(keep_case_file(office, CaseFile(year=2026, code=code, title=f"Việc {code}")))
    document = outgoing(office, names, case_files=("01/2026",))
    person = before(case_files_spec)
    Asked(person, names, [document])

    person.types("02")
    person.presses("Ctrl+Return")

    (now,) = office.reader.records("outgoing", [document.id or 0])
    assert now.case_files == ("01/2026", "02/2026")


def test_dialog_that_changes_nothing_leaves_no_trace(
    office: Store, names: KnownNames, before: Before
) -> None:
    person = before(case_files_spec)
    asked = Asked(person, names, [outgoing(office, names)])
    undo = office.next_undo

    person.presses("Ctrl+Return")

    assert (asked.changes, office.next_undo) == ([], undo)


# The post book


def test_post_is_typed_with_the_day_and_one_envelope_given(office: Store, before: Before) -> None:
    person = before(dispatches_spec)
    person.presses("Ctrl+N")
    person.types("12/SNV")
    person.presses("Return")
    person.types("So Noi vu")
    person.presses("Ctrl+S")
    person.waits()

    (record,) = office.reader.records("dispatches", [1])
    assert record == Dispatch(
        id=1, sent_on=TODAY, symbols="12/SNV", recipient="So Noi vu", envelopes=1
    )
    assert person.rows == ["15/03/2026 | 12/SNV | So Noi vu | 1"]


def test_what_nobody_signed_for_is_found(office: Store, names: KnownNames, before: Before) -> None:
    dispatch_documents(office, [outgoing(office, names, recipients=("Sở Y tế",))], TODAY)
    signed = Dispatch(sent_on=TODAY, symbols="7", recipient="Sở Nội vụ", receipt="Minh")
    keep_dispatch(office, signed)
    person = before(dispatches_spec)
    assert len(person.rows) == 2

    person.page.filters.box.setFocus()
    person.types("y te")
    person.waits()
    assert person.rows == ["15/03/2026 | 01/QĐ-UBND | Sở Y tế | 1"]


def test_line_of_post_goes_to_the_trash_and_back(office: Store, before: Before) -> None:
    keep_dispatch(office, Dispatch(sent_on=TODAY, symbols="7", recipient="Sở Nội vụ"))
    person = before(dispatches_spec)

    person.presses("Del")
    person.waits()

    assert person.rows == []
    office.undo()
    assert office.reader.count(Query("dispatches")) == 1


# Loans


def test_loan_is_begun_from_a_document(office: Store, names: KnownNames, before: Before) -> None:
    document = outgoing(office, names)
    person = before(loans_spec)

    person.page.new(loan_of(document, names.ground(TODAY, "en")))
    person.page.form.form.focus("borrower")
    person.types("Le Thi Ha")
    person.presses("Ctrl+S")
    person.waits()

    (loan,) = office.reader.records("loans", [1])
    assert loan == Loan(
        id=1,
        lent_on=TODAY,
        borrower="Le Thi Ha",
        outgoing=document.id,
        symbol="01/QĐ-UBND, 05/01/2026",
        subject="Quyết định: Giao đất",
    )


def test_document_that_is_named_tells_the_rest(
    office: Store, names: KnownNames, before: Before
) -> None:
    outgoing(office, names)
    person = before(loans_spec)

    person.presses("Ctrl+N")
    person.page.form.form.focus("outgoing")
    person.types("01/UBND-QD")

    form = person.page.form.form
    assert [form.text(name) for name in ("symbol", "subject")] == [
        "01/QĐ-UBND, 05/01/2026",
        "Quyết định: Giao đất",
    ]


def test_overdue_copies_are_marked_found_and_come_back(office: Store, before: Before) -> None:
    late = Loan(
        lent_on=date(2026, 3, 1),
        borrower="Hà",
        symbol="01",
        subject="Giao đất",
        due_back_on=date(2026, 3, 14),
    )
    for loan in (late, replace(late, borrower="Minh", due_back_on=None)):
        keep_loan(office, loan)
    person = before(loans_spec)
    assert person.page.spec.look is not None
    looks = [person.page.spec.look(one) for one in office.reader.records("loans", [1, 2])]
    assert [(look.mark, look.tone) for look in looks] == [("overdue ·", "trouble"), ("", "plain")]

    person.page.filters.choose("state", "overdue")
    person.waits()
    assert [row.split(" | ")[1] for row in person.rows] == ["Hà"]
    person.page.list.setFocus()
    person.page.list.selectRow(0)
    person.presses("F8")
    person.waits()

    assert person.rows == []
    assert person.told == "Taking back 1 file copy."
    assert [one.returned_on for one in office.reader.records("loans", [1, 2])] == [TODAY, None]
