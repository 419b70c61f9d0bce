"""Importing in the window, by keys alone: choose, look, enter, take back."""

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.correspondence.screens import import_files
from desktop.correspondence.screens.import_dialog import ImportDialog
from desktop.records.queries import Query
from desktop.storage.store import Store
from tests.journeys.conftest import Person

HEADS = ("Ngày đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Trích yếu nội dung")
SOUND = (
    ("13/03/2026", "Sở Nội vụ", "15/SNV-TC", "12/03/2026", "Báo cáo biên chế"),
    ("13/03/2026", "Sở Y tế", "7/KH-SYT", "11/03/2026", "Kế hoạch tiêm chủng"),
)
TWIN = SOUND[0]
FAULTY = ("31/02/2026", "Sở Y tế", "8/SYT", "11/03/2026", "Tiêm chủng")
ROWS = (*SOUND, TWIN, FAULTY)


class Desk:
    """A person who opens the import from the register, in a folder with files."""

    def __init__(self, person: Person, qtbot: QtBot, folder: Path) -> None:
        self.person, self.qtbot, self.folder = person, qtbot, folder
        self.said: list[str] = []
        self.made: ImportDialog | None = None
        settings = person.opened.desk.settings
        person.opened.desk.remember(replace(settings, import_folder=str(folder)))

    @property
    def store(self) -> Store:
        return self.person.opened.desk.store

    def count(self, kind: str = "incoming") -> int:
        return self.store.reader.count(Query(kind))

    @property
    def dialog(self) -> ImportDialog:
        """The one that Ctrl+I has opened."""
        if self.made is None:
            self.made = self.person.tab.findChild(ImportDialog)
            assert self.made is not None
            self._hear(self.made)
        return self.made

    def make(self) -> ImportDialog:
        desk, tab = self.person.opened.desk, self.person.tab
        self.made = ImportDialog(desk, tab.names, tab.current.kind, parent=tab)
        self._hear(self.made)
        return self.made

    def _hear(self, dialog: ImportDialog) -> None:
        words = self.person.opened.desk.words
        dialog.imported.connect(lambda said: self.said.append(words(said)))

    def lay(self, name: str, *rows: tuple[str, ...], hours_ago: int = 0) -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        then = path.stat().st_mtime - hours_ago * 3600
        os.utime(path, (then, then))
        return path

    def is_back(self) -> None:
        """The window is active again, as the system sees to where there is one."""
        window = self.person.opened.window
        window.activateWindow()
        self.waits(window.isActiveWindow)

    def waits(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=10_000)

    def waits_for_files(self) -> None:
        self.waits(lambda: self.dialog.files.list.count() > 0)

    def waits_for_totals(self) -> str:
        self.waits(lambda: bool(self.dialog.totals.text()) and not self.dialog.is_busy)
        return self.dialog.totals.text()

    def previews(self, *rows: tuple[str, ...]) -> str:
        self.lay("hom-nay.csv", *rows)
        self.made = None
        self.person.presses("Ctrl+I")
        self.waits_for_files()
        self.person.presses("Return")
        return self.waits_for_totals()


@pytest.fixture
def desk(
    person: Person, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    folder = tmp_path / "stick"
    folder.mkdir()
    # What lies in the Downloads of whoever runs the tests is no part of them.
    monkeypatch.setattr(import_files, "usual_folders", lambda last: [Path(last)])
    made = Desk(person, qtbot, folder)
    yield made
    for dialog in person.tab.findChildren(ImportDialog):
        dialog.done(0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_export_of_the_day_is_entered_with_three_keys(desk: Desk) -> None:
    desk.lay("hom-qua.csv", HEADS, FAULTY, hours_ago=24)
    desk.lay("hom-nay.csv", HEADS, *SOUND)
    desk.person.commands = 0
    desk.person.presses("Ctrl+I")
    desk.waits_for_files()
    desk.person.presses("Return")
    totals = "2 rows would be entered, 0 twins left out, 0 faulty rows left out."
    assert (desk.waits_for_totals(), desk.count()) == (totals, 0)
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    assert desk.person.commands <= 4
    assert desk.said == ["2 rows entered, 0 twins left out, 0 faulty rows left out."]
    assert (desk.count(), desk.person.commands) == (2, 3)
    assert QApplication.activeModalWidget() is None


def test_enter_that_comes_before_the_files_takes_the_newest(desk: Desk) -> None:
    desk.lay("hom-nay.csv", HEADS, *SOUND)
    desk.make().look_for_files()
    desk.dialog.go_on()
    assert desk.waits_for_totals().startswith("2 rows would be entered")


def test_twins_and_faulty_rows_are_named_before_anything_is_written(desk: Desk) -> None:
    totals = desk.previews(HEADS, *ROWS)
    assert totals == "2 rows would be entered, 1 twin left out, 1 faulty row left out."
    assert desk.dialog.left_out.rows.texts() == [
        ("5", "Arrival date", "There is no 31/02/2026."),
        ("4", "Twin", "Twin of line 2: Báo cáo biên chế"),
    ]
    assert (desk.count(), desk.store.next_undo) == (0, None)


def test_import_is_one_act_to_take_back(desk: Desk) -> None:
    desk.previews(HEADS, *SOUND)
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    assert str(desk.store.next_undo) == "importing"
    desk.is_back()
    desk.person.presses("Ctrl+Z")
    assert desk.count() == 0


def test_list_behind_shows_what_was_entered(desk: Desk) -> None:
    desk.previews(HEADS, *SOUND)
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    register = desk.person.tab.current
    desk.waits(lambda: register.list.model().rowCount() == 2)


def test_faulty_rows_stay_on_screen_until_a_fourth_key(desk: Desk) -> None:
    desk.previews(HEADS, *ROWS)
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    assert desk.dialog.isVisible()
    desk.person.presses("Return")
    assert (QApplication.activeModalWidget(), desk.count()) == (None, 2)


def test_faulty_rows_are_saved_with_what_is_wrong_and_come_in_when_put_right(
    desk: Desk, tmp_path: Path
) -> None:
    desk.previews(HEADS, *ROWS)
    path = tmp_path / "loi.xlsx"
    desk.dialog.save_faulty_to(path)
    desk.waits(path.exists)
    book = load_workbook(path)
    rows = [tuple(cell.value for cell in row) for row in book.active]  # type: ignore[union-attr]
    wrong = "Arrival date: There is no 31/02/2026."
    assert rows == [
        (*HEADS, "Line in the source", "What is wrong"),
        (*FAULTY, 5, wrong),
    ]
    book.active.cell(2, 1).value = "13/03/2026"  # type: ignore[union-attr]
    book.save(path)
    book.close()
    desk.dialog.open_file(path)
    desk.waits(lambda: desk.dialog.totals.text().startswith("1 row would be entered"))


def test_faulty_rows_are_asked_for_by_a_key(desk: Desk) -> None:
    desk.previews(HEADS, *ROWS)
    desk.person.presses("Ctrl+S")
    (asked,) = desk.person.tab.findChildren(QFileDialog)
    assert [Path(one).name for one in asked.selectedFiles()] == ["hom-nay - faulty rows.xlsx"]
    asked.close()


def test_column_is_given_its_field_by_keys(desk: Desk) -> None:
    heads = ("Ngày đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Nội dung chính")
    assert desk.previews(heads, *SOUND).startswith("0 rows would be entered")
    desk.dialog.columns.choices[4].setFocus()
    desk.person.types("Abstract")
    desk.waits(lambda: desk.dialog.totals.text().startswith("2 rows would be entered"))
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    assert desk.count() == 2


def test_columns_chosen_once_are_known_the_next_day(desk: Desk) -> None:
    heads = ("Ngày đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Nội dung chính")
    desk.previews(heads, SOUND[0])
    desk.dialog.columns.choose(4, "subject")
    desk.waits(lambda: desk.dialog.totals.text().startswith("1 row would be entered"))
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    desk.is_back()
    assert desk.previews(heads, SOUND[1]).startswith("1 row would be entered")


def test_field_stands_in_one_column_only(desk: Desk) -> None:
    desk.previews(HEADS, *SOUND)
    desk.dialog.columns.choose(1, "subject")
    assert desk.dialog.columns.columns() == {
        "arrived_on": 0,
        "subject": 1,
        "symbol": 2,
        "document_date": 3,
    }


def test_table_without_a_known_heading_asks_for_its_columns(desk: Desk) -> None:
    said = desk.previews(("x", "y"), ("1", "2"))
    assert said == "No column has a field yet: choose what each column holds."
    assert not desk.dialog.buttons["next"].isEnabled()


def test_other_register_may_be_chosen(desk: Desk) -> None:
    heads = ("Số, ký hiệu", "Ngày, tháng, năm văn bản", "Trích yếu nội dung", "Tác giả")
    row = ("15/QĐ-UBND", "12/03/2026", "Phê duyệt", "Ủy ban nhân dân tỉnh")
    assert desk.previews(heads, row).startswith("0 rows would be entered")
    desk.dialog.register.setFocus()
    desk.person.presses("Down")
    desk.waits(lambda: desk.dialog.totals.text().startswith("1 row would be entered"))
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    assert (desk.count("incoming"), desk.count("outgoing")) == (0, 1)


def test_escape_stops_an_import_and_takes_it_back(desk: Desk) -> None:
    many = [(*SOUND[0][:2], f"{n}/SNV", *SOUND[0][3:4], f"Việc số {n}") for n in range(400)]
    desk.previews(HEADS, *many)
    changes = desk.store.next_change
    desk.dialog.go_on()
    assert desk.dialog.is_busy
    desk.person.presses("Escape")
    assert (desk.dialog.is_busy, desk.dialog.isVisible()) == (False, True)
    assert desk.dialog.notice.text() == "Stopped: no row was entered."
    assert (desk.count(), desk.store.next_change) == (0, changes)


def test_escape_closes_while_rows_are_being_checked_and_frees_the_file(desk: Desk) -> None:
    desk.previews(HEADS, *SOUND)
    desk.dialog.columns.changed.emit()
    assert desk.dialog.is_busy
    desk.person.presses("Escape")
    assert QApplication.activeModalWidget() is None
    assert not desk.store.connection.in_transaction


def test_file_that_is_no_table_is_refused_in_place(desk: Desk) -> None:
    (desk.folder / "hong.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    desk.person.presses("Ctrl+I")
    desk.waits_for_files()
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.dialog.notice.text()))
    assert desk.dialog.notice.text().startswith("hong.xlsx")
    assert desk.dialog.buttons["next"].isEnabled()


def test_workbook_is_read_as_well(desk: Desk) -> None:
    book = Workbook()
    for row in (HEADS, *SOUND):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(desk.folder / "hom-nay.xlsx")
    book.close()
    desk.person.presses("Ctrl+I")
    desk.waits_for_files()
    desk.person.presses("Return")
    assert desk.waits_for_totals().startswith("2 rows would be entered")


def test_no_file_anywhere_is_said(desk: Desk) -> None:
    desk.person.presses("Ctrl+I")
    desk.waits(lambda: not desk.person.opened.desk.tasks.busy)
    assert desk.dialog.files.list.count() == 0


def test_pasted_rows_go_through_the_same_door(desk: Desk) -> None:
    text = "\n".join("\t".join(row) for row in (HEADS, *ROWS))
    desk.make().paste(text, ["number", "arrived_on"])
    totals = "2 rows would be entered, 1 twin left out, 1 faulty row left out."
    assert desk.waits_for_totals() == totals
    desk.person.presses("Return")
    desk.waits(lambda: bool(desk.said))
    assert desk.count() == 2


def test_pasted_rows_without_heads_stand_in_the_order_of_the_list(desk: Desk) -> None:
    visible = ["arrived_on", "issuer", "symbol", "document_date", "subject"]
    desk.make().paste("\n".join("\t".join(row) for row in SOUND), visible)
    assert desk.waits_for_totals().startswith("2 rows would be entered")
