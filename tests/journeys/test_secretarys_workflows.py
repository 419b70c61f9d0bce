"""The nine workflows of a secretary's day, by keyboard alone; each says how many keys it may cost.

Counted is every key: a combination such as Ctrl+Enter once, and each letter that is typed. The
abstract of a document is left out where the workflow says so: it is as long as it is.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.correspondence.following_up.assigning import assign
from desktop.correspondence.following_up.assignment import GivenTask
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.paper.prints import Print
from desktop.correspondence.registering import register
from desktop.correspondence.screens import import_files
from desktop.correspondence.screens.import_dialog import ImportDialog
from desktop.office.bodies import Body
from desktop.office.keeping import keep
from desktop.printing.preview import Preview
from desktop.records.queries import Query
from desktop.widgets.chooser import Popup
from desktop.widgets.form_dialog import FormDialog
from tests.journeys.conftest import Person

TODAY = date(2026, 3, 15)
ABSTRACT = "V/v bao cao ket qua thuc hien ke hoach dau tu cong nam 2026"


class Secretary:
    """A secretary in an office that knows its correspondents and its units."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.desk = person.opened.desk
        for name, short, group in (
            ("Sở Tài chính", "STC", "department"),
            ("Sở Y tế", "SYT", "department"),
            ("Công an tỉnh", "CAT", "department"),
            ("Phòng Tổng hợp", "TH", "office"),
            ("Phòng Nội chính", "NC", "office"),
        ):
            self.desk.tell(
                keep(self.desk.store, Body(name=name, abbreviation=short, body_group=group))
            )

    def receives(self, **facts: Any) -> IncomingDocument:
        usual = {"series": "SN", "arrived_on": TODAY, "issuer": "Sở Y tế", "subject": "Báo cáo"}
        document = IncomingDocument(**{**usual, **facts})
        change, kept = register(self.desk.store, document, names=self.person.tab.names)
        self.desk.tell(change)
        assert isinstance(kept, IncomingDocument)
        return kept

    def all(self, kind: str) -> list[Any]:
        reader = self.desk.store.reader
        return list(reader.records(kind, reader.ids(Query(kind))))[::-1]

    def waits(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=10_000)

    def waits_for_list(self, *ids: int) -> None:
        self.waits(lambda: list(self.person.tab.current.list.model().ids) == list(ids))  # type: ignore[attr-defined]

    def modal(self, kind: type[Any]) -> Any:
        self.waits(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def is_back(self) -> None:
        """The window is active again, as the system sees to where there is one."""
        self.waits(lambda: QApplication.activeModalWidget() is None)
        self.person.opened.window.activateWindow()

    def preview(self, title: str = "") -> Preview:
        self.waits(lambda: [one for one in self._previews() if title in one.windowTitle()])
        return self._previews()[-1]

    def _previews(self) -> list[Preview]:
        return [one for one in self.person.opened.window.findChildren(Preview) if one.isVisible()]

    def counted(self, work: Callable[[], object]) -> int:
        before = self.person.keys
        work()
        return self.person.keys - before


@pytest.fixture
def secretary(person: Person, qtbot: QtBot) -> Iterator[Secretary]:
    made = Secretary(person, qtbot)
    yield made
    for preview in person.opened.window.findChildren(Preview):
        preview.close()


def test_1_incoming_letter_is_registered(secretary: Secretary) -> None:
    person = secretary.person

    def work() -> None:
        person.presses("Ctrl+N")
        person.types("so t")
        person.presses("Return")
        person.types("15/STC-NS")
        person.presses("Return")
        person.types("1203")
        person.presses("Return", "Return")
        person.types(ABSTRACT)
        person.presses("Return")
        person.types("ton")
        person.presses("Return", "Ctrl+Return")

    # 163 keys with an abstract of 100 letters, which cost 135 in Telex.
    assert secretary.counted(work) - len(ABSTRACT) <= 163 - 135
    (document,) = secretary.all("incoming")
    assert (document.issuer, document.symbol, document.document_date, document.receivers) == (
        "Sở Tài chính",
        "15/STC-NS",
        date(2026, 3, 12),
        ("Phòng Tổng hợp",),
    )


def test_2_next_letter_is_like_the_one_before(secretary: Secretary) -> None:
    secretary.receives(symbol="88/BC-SYT", document_date=date(2026, 3, 12))
    person = secretary.person
    person.presses("Ctrl+N")

    def work() -> None:
        person.presses("Ctrl+D")
        person.types("89")
        person.presses("Ctrl+Return")

    assert secretary.counted(work) <= 9
    first, second = secretary.all("incoming")
    assert (second.number, second.symbol, second.subject) == (2, "89/BC-SYT", first.subject)


def test_2_abstract_is_completed_from_the_offices_own(secretary: Secretary) -> None:
    secretary.receives(subject="Báo cáo tình hình kinh tế - xã hội", document_kind="bao-cao")
    person = secretary.person
    person.presses("Ctrl+N")
    person.types("so y")
    person.presses("Return")
    person.types("9/BC-SYT")
    person.presses("Return", "Return", "Return")
    form = person.tab.registers["incoming"].form.form

    def work() -> None:
        person.types("Báo cáo t")
        secretary.waits(lambda: _continuations(secretary))
        person.presses("Down", "Return")

    assert secretary.counted(work) <= 11
    assert form.text("subject") == "Báo cáo tình hình kinh tế - xã hội"


def _continuations(secretary: Secretary) -> bool:
    window = secretary.person.opened.window
    return any(popup.isVisible() for popup in window.findChildren(Popup))


def test_3_export_of_the_e_office_is_brought_in(
    secretary: Secretary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    # What lies in the Downloads of whoever runs the tests is no part of them.
    monkeypatch.setattr(import_files, "usual_folders", lambda _: [stick])
    book = Workbook()
    assert book.active is not None
    book.active.append(["Ngày đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Trích yếu"])
    for number in range(1, 42):
        symbol = f"{number}/SYT-VP"
        book.active.append(["13/03/2026", "Sở Y tế", symbol, "12/03/2026", f"Việc {number}"])
    book.save(stick / "e-office.xlsx")
    person = secretary.person

    def work() -> None:
        person.presses("Ctrl+I")
        dialog = secretary.modal(ImportDialog)
        secretary.waits(lambda: dialog.files.list.count())
        person.presses("Return")
        secretary.waits(lambda: dialog.totals.text() and not dialog.is_busy)
        person.presses("Return")

    assert secretary.counted(work) <= 4
    secretary.waits(lambda: len(secretary.all("incoming")) == 41)
    secretary.is_back()


def test_4_outgoing_number_is_given_shown_and_copied(secretary: Secretary) -> None:
    person = secretary.person

    def work() -> None:
        person.presses("Ctrl+Shift+N")
        person.types("qd")
        person.presses("Return", "Return", "Return")
        person.types("nc")
        person.presses("Return")
        person.types(ABSTRACT)
        person.presses("Return", "Return")
        person.types("stc; syt; cat")
        person.presses("Ctrl+Return")

    # 125 keys with an abstract of 70 letters, which cost 95 in Telex.
    assert secretary.counted(work) - len(ABSTRACT) <= 125 - 95
    (document,) = secretary.all("outgoing")
    assert document.symbol == "01/QĐ-UBND"
    assert document.recipients == ("Sở Tài chính", "Sở Y tế", "Công an tỉnh")
    assert QApplication.clipboard().text() == "01/QĐ-UBND"


def test_5_days_letters_are_handed_over_with_slips(secretary: Secretary) -> None:
    for unit in ("Phòng Tổng hợp", "Phòng Nội chính", "Phòng Tổng hợp"):
        secretary.receives(receivers=(unit,))
    secretary.receives(forwarded_on=TODAY)
    person = secretary.person

    def work() -> None:
        person.presses("Ctrl+2")
        secretary.waits_for_list(3, 2, 1)
        person.presses("Ctrl+A", "F8")
        secretary.modal(FormDialog)
        person.presses("Ctrl+Return")

    assert secretary.counted(work) <= 6
    assert [one.forwarded_on for one in secretary.all("incoming")] == [TODAY] * 4
    preview = secretary.preview()
    # One page for each of the two units.
    secretary.waits(lambda: preview.label.text() == "Page 1 of 2")


def test_6_letter_is_found_for_the_chief_on_the_phone(secretary: Secretary) -> None:
    wanted = secretary.receives(subject="V/v tiêm chủng mở rộng", symbol="9/SYT-NVY")
    secretary.receives(subject="V/v dự toán")
    person = secretary.person

    def work() -> None:
        person.presses("Ctrl+F")
        person.types("tiem chu")
        secretary.waits_for_list(wanted.id or 0)
        person.presses("Return")

    assert secretary.counted(work) <= 10
    chosen = person.tab.registers["incoming"].chosen()
    assert chosen == wanted


def test_7_answer_is_linked_and_the_letter_closed(secretary: Secretary) -> None:
    asked = secretary.receives(due_on=date(2026, 3, 20))
    person = secretary.person
    person.presses("Ctrl+Shift+N")
    person.types("qd")
    person.presses("Return", "Return", "Return", "Return")
    person.types("Tra loi")
    person.presses("Return", "Return")
    person.types("syt; ")

    def work() -> None:
        person.presses("Return")
        person.types(f"{asked.number}")
        person.presses("Ctrl+Return")
        person.presses("Ctrl+K")

    assert secretary.counted(work) <= 7
    (answer,) = secretary.all("outgoing")
    (closed,) = secretary.all("incoming")
    assert (answer.replies_to, closed.settled_on) == (asked.id, TODAY)


def test_8_overdue_is_chased_one_sheet_per_unit(secretary: Secretary) -> None:
    task = GivenTask(
        task="Báo cáo kết quả",
        assigned_on=date(2026, 3, 2),
        due_on=date(2026, 3, 6),
        lead_units=("Sở Tài chính", "Sở Y tế", "Công an tỉnh"),
    )
    change = assign(secretary.desk.store, task, names=secretary.person.tab.names)
    secretary.desk.tell(change)
    person = secretary.person

    def work() -> None:
        person.presses("Ctrl+4")
        secretary.waits(lambda: len(person.tab.current.list.model().ids) == 3)  # type: ignore[attr-defined]
        person.presses("Ctrl+P")

    assert secretary.counted(work) + 1 <= 4  # and Enter, which prints
    preview = secretary.preview()
    secretary.waits(lambda: preview.label.text() == "Page 1 of 3")


def test_9_register_is_printed_since_the_last_time(secretary: Secretary, tmp_path: Path) -> None:
    person = secretary.person
    for part in range(2):
        for _ in range(3):
            secretary.receives()
        path = tmp_path / f"{part}.pdf"

        def work() -> None:
            person.presses("Ctrl+Shift+P")
            secretary.preview()

        # Enter prints where a printer is set up; here the same pages go into a file.
        assert secretary.counted(work) + 1 <= 3
        preview = secretary.preview()
        with secretary.qtbot.waitSignal(preview.printed, timeout=10_000):
            preview.write_to(path)
        preview.close()
        secretary.is_back()
    first, second = _prints(secretary)
    assert (first.row_count, first.first_page, second.row_count) == (3, 1, 3)
    assert second.first_page == first.last_page + 1


def _prints(secretary: Secretary) -> list[Print]:
    return list(secretary.all("prints"))
