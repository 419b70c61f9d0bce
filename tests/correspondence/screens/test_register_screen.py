"""One register on screen: what is asked, what is shown, and the acts on what is chosen."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, get_ident
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.correspondence.attaching.attaching import attach
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.registering import correct
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.correspondence.series import Series
from desktop.language.words import M
from desktop.records.queries import NEWEST_FIRST, Filter, Order, Query
from desktop.records.queries import Test as Condition
from desktop.settings import ListPlace, Settings
from desktop.storage.store import Store
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.record_list import RecordListModel
from tests.journeys.conftest import Person

TODAY = date(2026, 3, 15)
PATIENCE = 10  # seconds, for what comes at once unless something is broken

# In the order of registration: issuer, series, kind, arrival, day of handing over, abstract.
FIVE: tuple[dict[str, Any], ...] = (
    {"issuer": "Sở Nội vụ", "subject": "Giao biên chế", "document_kind": "cong-van"},
    {"issuer": "Sở Y tế", "subject": "Tiêm chủng", "document_kind": "ke-hoach"},
    {
        "series": "DP",
        "issuer": "UBND xã Kỳ Anh",
        "subject": "Đất đai",
        "arrived_on": date(2025, 12, 30),
    },
    {"series": "DP", "issuer": "Ủy ban xã Cẩm Xuyên", "subject": "Phòng cháy"},
    {"issuer": "Âu Cơ", "subject": "Biên chế", "forwarded_on": date(2026, 3, 13)},
)


def document(**facts: Any) -> IncomingDocument:
    usual = {"series": "SN", "arrived_on": date(2026, 3, 12), "subject": "Về việc"}
    return IncomingDocument(**{**usual, **facts})


class Office:
    """A person before a register in which five documents stand."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person = person
        self.qtbot = qtbot
        self.registers(*FIVE)
        self.waits_for(5, 4, 3, 2, 1)

    def registers(self, *documents: dict[str, Any]) -> None:
        """Add documents to the register, as one act."""
        numbers: dict[tuple[str, int], int] = {}
        with self.store.writing(M("filling")) as writing:
            for facts in documents:
                one = document(**facts)
                place = (one.series, one.arrived_on.year)
                numbers[place] = numbers.get(place, 0) + 1
                year, number = one.arrived_on.year, numbers[place]
                writing.add(document(**facts, year=year, number=number))
        self.person.opened.desk.tell(writing.change)

    @property
    def store(self) -> Store:
        return self.person.opened.desk.store

    @property
    def screen(self) -> RegisterScreen:
        return self.person.tab.registers["incoming"]

    @property
    def settings(self) -> Settings:
        return self.person.opened.desk.settings

    def ids(self) -> list[int]:
        """The documents in the list, from top to bottom."""
        model = self.screen.list.model()
        assert isinstance(model, RecordListModel)
        return list(model.ids)

    def waits_for(self, *ids: int) -> None:
        self.qtbot.waitUntil(lambda: self.ids() == list(ids), timeout=PATIENCE * 1000)

    def said(self) -> str:
        return self.screen.notice.text()

    def chooses(self, *ids: int) -> None:
        """Click on one document, and on the others with Ctrl held down."""
        held = Qt.KeyboardModifier.NoModifier
        for one in ids:
            row = self.ids().index(one)
            view = self.screen.list
            place = view.visualRect(view.model().index(row, 1)).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)
            held = Qt.KeyboardModifier.ControlModifier

    def hands_over(self) -> FormDialog:
        """Say that what is chosen is passed on today, without slips."""
        self.person.presses("F8")
        dialog = self.person.opened.window.findChild(FormDialog)
        assert isinstance(dialog, FormDialog)
        dialog.form.set_text("slips", "No")
        dialog.go()
        self.person.opened.window.activateWindow()
        self.screen.list.setFocus()
        return dialog

    def read(self, record_id: int) -> Any:
        return self.store.reader.record("incoming", record_id)

    def clicks_head(self, name: str) -> None:
        view = self.screen.list
        model = view.model()
        assert isinstance(model, RecordListModel)
        heads = view.horizontalHeader()
        start = heads.sectionViewportPosition(model.columns.index(name))
        place = QPoint(start + 20, 8)
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def exports_to(self, path: Path) -> list[tuple[Any, ...]]:
        """Export the list as it is on screen, and read what is in the workbook."""
        self.screen.export_list_to(path)
        self.qtbot.waitUntil(lambda: bool(self.said()), timeout=PATIENCE * 1000)
        assert self.said() == f"{path} is written."
        return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))

    def looks_anew(self) -> None:
        """Choose another zoom: the window is made anew."""
        self.person.presses("Ctrl++")
        self.qtbot.waitUntil(lambda: len(self.ids()) == 5, timeout=PATIENCE * 1000)


@pytest.fixture
def office(person: Person, qtbot: QtBot) -> Office:
    return Office(person, qtbot)


def where(*filters: Filter, words: str = "", in_trash: bool = False) -> Query:
    return Query("incoming", filters, words, NEWEST_FIRST, in_trash)


# What is asked


def test_nothing_chosen_asks_for_everything_newest_first(office: Office) -> None:
    assert office.screen.query() == where()


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("year", 2025, (3,)),
        ("series", "DP", (4, 3)),
        ("document_kind", "ke-hoach", (2,)),
    ],
)
def test_filter_lets_through_what_has_its_value(
    office: Office, name: str, value: Any, found: tuple[int, ...]
) -> None:
    office.screen.filters.choose(name, value)

    assert office.screen.query() == where(Filter(name, Condition.IS, value))
    office.waits_for(*found)


@pytest.mark.parametrize(
    ("state", "query", "found"),
    [
        ("waiting", where(Filter("forwarded_on", Condition.EMPTY)), (4, 3, 2, 1)),
        ("handed over", where(Filter("forwarded_on", Condition.FILLED)), (5,)),
        ("trash", where(in_trash=True), ()),
    ],
)
def test_state_lets_through_what_is_in_it(
    office: Office, state: str, query: Query, found: tuple[int, ...]
) -> None:
    office.screen.filters.choose("state", state)

    assert office.screen.query() == query
    office.waits_for(*found)


def test_days_and_words_are_asked_for_together(office: Office, person: Person) -> None:
    person.presses("Ctrl+F")
    person.types("bien che")
    person.presses(*["Tab"] * 9)
    person.types("0103")
    person.presses("Tab")
    person.types("1203")

    assert office.screen.query() == where(
        Filter("arrived_on", Condition.AT_LEAST, date(2026, 3, 1)),
        Filter("arrived_on", Condition.AT_MOST, date(2026, 3, 12)),
        words="bien che",
    )
    office.waits_for(5, 1)


def test_words_and_conditions_that_are_found_are_marked_in_the_list(
    office: Office, person: Person
) -> None:
    person.presses("Ctrl+F")
    person.types('"bien" issuer:~"noi"')
    office.waits_for(1)

    model = office.screen.list.model()
    assert isinstance(model, RecordListModel)
    found = {}
    for name in ("issuer", "subject"):
        cell = model.index(0, model.columns.index(name))
        found[name] = [cell.data()[start:end] for start, end in model.hits(cell, cell.data())]
    assert found == {"issuer": ["Nội"], "subject": ["biên"]}


def test_document_is_gone_to_by_what_stands_in_its_files(
    office: Office, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Quy hoạch khu công nghiệp", encoding="utf-8")
    attach(office.store, office.read(2), [path], limit=1_000_000)
    person.presses("Ctrl+F")
    person.types("quy hoach")
    office.waits_for()
    hints = office.screen.hints
    office.qtbot.waitUntil(lambda: bool(hints.files.text()), timeout=PATIENCE * 1000)
    assert hints.files.text() == "In the files of: Incoming 02/SN/2026"

    hints.files.findChildren(QPushButton)[0].setFocus()
    person.presses("Return")
    office.waits_for(2)
    assert office.screen.written() == "no:02/SN/2026"


def test_trash_is_looked_through_with_the_other_filters(office: Office) -> None:
    office.chooses(4, 2)
    office.screen.toggle_trash()
    office.waits_for(5, 3, 1)

    office.screen.filters.choose("series", "DP")
    office.screen.filters.choose("state", "trash")
    office.waits_for(4)


def test_count_says_how_many_are_found(office: Office) -> None:
    def counts() -> list[str]:
        labels = office.screen.filters.findChildren(QLabel)
        return [label.text() for label in labels]

    assert counts() == ["5 documents"]
    office.screen.filters.choose("year", 2025)
    office.waits_for(3)
    assert counts() == ["1 document"]


def test_everything_is_shown_again_by_one_key(office: Office, person: Person) -> None:
    office.screen.filters.choose("series", "DP")
    office.screen.filters.choose("state", "waiting")
    office.waits_for(4, 3)

    person.presses("Ctrl+L")
    office.waits_for(5, 4, 3, 2, 1)


def test_year_of_a_first_document_is_offered(office: Office) -> None:
    office.registers({"issuer": "Sở Y tế", "arrived_on": date(2024, 5, 6)})
    office.screen.filters.choose("year", 2024)
    office.waits_for(6)


def test_filter_by_a_series_that_is_no_more_lets_everything_through(office: Office) -> None:
    with office.store.writing(M("defining")) as writing:
        series = writing.add(Series(register="incoming", code="DN", name="Doanh nghiệp"))
    office.person.opened.desk.tell(writing.change)
    office.screen.filters.choose("series", "DN")
    office.waits_for()

    with office.store.writing(M("discarding")) as writing:
        writing.trash("series", series.id)
    office.person.opened.desk.tell(writing.change)

    assert office.screen.query() == where()
    office.waits_for(5, 4, 3, 2, 1)


# Order and columns


def test_head_sorts_and_sorts_the_other_way_at_the_next_click(office: Office) -> None:
    office.clicks_head("issuer")
    assert office.screen.query().order == (Order("issuer"),)
    # Â after A, S before U, Ủ after U: as a Vietnamese dictionary has it.
    office.waits_for(5, 1, 2, 3, 4)

    office.clicks_head("issuer")
    office.waits_for(4, 3, 2, 1, 5)


def test_newest_come_first_again_by_one_key(office: Office, person: Person) -> None:
    office.clicks_head("issuer")
    office.waits_for(5, 1, 2, 3, 4)

    person.presses("Ctrl+Home")

    office.waits_for(5, 4, 3, 2, 1)
    assert office.settings.lists["incoming"].order is None


def test_order_is_remembered_for_the_next_window(office: Office, tmp_path: Path) -> None:
    office.clicks_head("issuer")
    office.clicks_head("issuer")
    office.waits_for(4, 3, 2, 1, 5)
    assert Settings.read(tmp_path / "settings.json").lists["incoming"].order == ("issuer", True)

    office.looks_anew()

    office.waits_for(4, 3, 2, 1, 5)
    # The head shows the order, so the next click turns it round.
    office.clicks_head("issuer")
    office.waits_for(5, 1, 2, 3, 4)


def test_order_by_what_is_no_column_is_forgotten(office: Office) -> None:
    desk = office.person.opened.desk
    desk.remember(desk.settings.with_list("incoming", ListPlace((), ("gone", True))))

    office.looks_anew()

    assert office.screen.query().order == NEWEST_FIRST


def test_columns_are_remembered_and_grow_with_the_letters(office: Office, tmp_path: Path) -> None:
    columns = (("subject", 300), ("number", 80), ("issuer", 200))
    office.screen.list.set_widths(columns)
    office.screen.list._settling.start()
    # The window is made anew at 110 per cent before the columns have settled.
    office.looks_anew()

    assert Settings.read(tmp_path / "settings.json").lists["incoming"].columns == columns
    assert office.screen.list.widths() == (("subject", 330), ("number", 88), ("issuer", 220))


# The cursor


def test_saved_document_is_under_the_cursor(office: Office, person: Person) -> None:
    office.chooses(2)
    person.presses("F2")
    office.screen.form.form.focus("note")
    person.types("Paper only")
    person.presses("Ctrl+S")
    office.qtbot.waitUntil(lambda: office.read(2).note == "Paper only")

    assert (office.screen.chosen_id(), office.screen.is_entering) == (2, False)
    assert office.said() == "Incoming 02/SN/2026 is saved."


def test_cursor_stays_deep_in_a_long_list_when_it_is_read_anew(office: Office) -> None:
    office.registers(*[{"issuer": "Sở Y tế", "series": "TW"}] * 1_200)
    everything = list(range(1205, 0, -1))
    office.waits_for(*everything)
    office.screen.list.choose(300)
    places: list[int | None] = []
    office.screen.list.chosen.connect(places.append)

    office.screen.list.setFocus()
    office.hands_over()
    office.qtbot.waitUntil(lambda: bool(places))

    assert (set(places), office.screen.chosen_id()) == ({300}, 300)


def test_cursor_comes_back_when_a_long_list_is_shown_again(office: Office) -> None:
    office.registers(*[{"issuer": "Sở Y tế", "series": "TW"}] * 1_200)
    office.waits_for(*range(1205, 0, -1))
    office.screen.filters.choose("series", "SN")
    office.waits_for(5, 2, 1)
    office.screen.list.choose(2)

    office.screen.filters.clear()
    office.waits_for(*range(1205, 0, -1))

    assert office.screen.chosen_id() == 2


def test_cursor_goes_to_the_next_document_when_one_is_trashed(
    office: Office, person: Person
) -> None:
    office.chooses(3)
    person.presses("Del")
    office.waits_for(5, 4, 2, 1)

    assert office.screen.chosen_id() == 2


# Acts


def test_trashed_document_is_put_back_by_the_same_key(office: Office, person: Person) -> None:
    office.chooses(3)
    person.presses("Del")
    office.waits_for(5, 4, 2, 1)
    assert office.said() == "Discarding incoming 01/DP/2025."

    office.screen.filters.choose("state", "trash")
    office.waits_for(3)
    person.presses("Del")
    office.waits_for()
    assert office.said() == "Putting back incoming 01/DP/2025."

    person.presses("Ctrl+L")
    office.waits_for(5, 4, 3, 2, 1)
    assert office.read(3) == document(id=3, year=2025, number=1, **FIVE[2])


def test_notice_offers_the_way_back(office: Office, person: Person) -> None:
    office.chooses(3)
    person.presses("Del")
    office.waits_for(5, 4, 2, 1)

    (undo,) = [
        button
        for button in office.screen.notice.findChildren(QPushButton)
        if button.text() == "Undo"
    ]
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)

    office.waits_for(5, 4, 3, 2, 1)


def test_several_documents_are_handed_over_and_taken_back_in_one_step(
    office: Office, person: Person
) -> None:
    office.chooses(4, 2, 1)
    office.hands_over()
    assert [office.read(one).forwarded_on for one in (1, 2, 3, 4)] == [TODAY, TODAY, None, TODAY]

    person.presses("Ctrl+Z")
    assert [office.read(one).forwarded_on for one in (1, 2, 3, 4, 5)] == [
        *(None, None, None, None),
        date(2026, 3, 13),
    ]


def test_what_stands_in_the_list_is_let_be_while_a_form_is_open(
    office: Office, person: Person
) -> None:
    office.chooses(2)
    person.presses("F2")
    before = office.read(2)
    office.screen.list.setFocus()

    person.presses("F8", "Del")

    assert office.read(2) == before
    assert office.ids() == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("key", ["Ctrl+Return", "Ctrl+S", "Esc", "Ctrl+D", "F7", "Ctrl+J"])
def test_key_of_the_form_does_nothing_in_the_list(office: Office, person: Person, key: str) -> None:
    office.chooses(2)
    settings = office.settings

    person.presses(key)

    assert (office.screen.is_entering, office.screen.chosen_id()) == (False, 2)
    assert (office.settings, office.store.kept_draft("incoming")) == (settings, None)


def test_symbol_of_an_outgoing_document_is_copied(person: Person, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    person.presses("Ctrl+Shift+N")
    person.types("Quyết định")
    person.presses("Return", "Return", "Return", "Return")
    person.types("Khen thưởng")
    person.presses("Ctrl+S")

    screen = person.tab.registers["outgoing"]
    assert screen.notice.text() == "Outgoing 01/QĐ-UBND is saved; its symbol is copied."
    assert QGuiApplication.clipboard().text() == "01/QĐ-UBND"


def test_record_beside_the_list_follows_the_cursor(office: Office, person: Person) -> None:
    def seen() -> list[str]:
        return [label.text() for label in office.screen.panel.findChildren(QLabel)]

    office.chooses(5)
    assert seen()[:2] == ["No. 03 · SN", "Biên chế"]
    person.presses("Down")
    assert seen()[:2] == ["No. 01 · DP", "Phòng cháy"]
    person.presses("Del")
    office.screen.filters.choose("state", "trash")
    office.waits_for(4)
    assert seen()[1] == "In the trash; its number stays taken."


# Excel


def test_export_holds_what_is_on_screen_in_its_columns_and_order(
    office: Office, tmp_path: Path
) -> None:
    office.screen.list.set_widths((("subject", 300), ("number", 80), ("arrived_on", 100)))
    office.screen.filters.choose("series", "SN")
    office.clicks_head("subject")
    office.waits_for(5, 1, 2)

    rows = office.exports_to(tmp_path / "list.xlsx")

    assert [tuple(_day(cell) for cell in row) for row in rows] == [
        ("Abstract", "Arrival number", "Arrival date"),
        ("Biên chế", "03", date(2026, 3, 12)),
        ("Giao biên chế", "01", date(2026, 3, 12)),
        ("Tiêm chủng", "02", date(2026, 3, 12)),
    ]


def _day(cell: Any) -> Any:
    return cell.date() if hasattr(cell, "date") else cell


def test_register_is_exported_in_the_order_of_the_book_whatever_the_list_shows(
    office: Office, tmp_path: Path
) -> None:
    office.screen.filters.choose("series", "SN")
    office.clicks_head("subject")
    office.waits_for(5, 1, 2)
    path = tmp_path / "book.xlsx"

    office.screen.export_register_to(path)
    office.qtbot.waitUntil(lambda: bool(office.said()), timeout=PATIENCE * 1000)

    rows = load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)
    assert [row[1] for row in rows] == ["01", "02", "03"]


@pytest.mark.parametrize(
    ("words", "state", "rows"),
    [
        ("", None, [("01", None), ("02", "Số hủy"), ("03", None)]),
        ("giao", None, [("01", None)]),
        ("", "waiting", [("01", None)]),
        ("", "trash", [("02", "Số hủy")]),
    ],
)
def test_whole_register_is_exported_with_its_cancelled_numbers(
    office: Office,
    tmp_path: Path,
    words: str,
    state: str | None,
    rows: list[tuple[str, str | None]],
) -> None:
    office.screen.filters.choose("series", "SN")
    office.waits_for(5, 2, 1)
    office.chooses(2)
    office.screen.toggle_trash()
    office.waits_for(5, 1)
    office.screen.filters.box.setText(words)
    office.screen.filters.choose("state", state)
    path = tmp_path / "book.xlsx"

    office.screen.export_register_to(path)
    office.qtbot.waitUntil(lambda: office.said() == f"{path} is written.", timeout=PATIENCE * 1000)

    found = load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)
    assert [(row[1], row[9]) for row in found] == rows


def test_export_into_a_folder_that_is_gone_says_so_in_place(office: Office, tmp_path: Path) -> None:
    office.screen.export_list_to(tmp_path / "gone" / "list.xlsx")
    office.qtbot.waitUntil(lambda: bool(office.said()), timeout=PATIENCE * 1000)

    assert office.said() == (
        f"There is no folder {tmp_path / 'gone'}: choose another, then export again."
    )
    assert not office.screen.progress.isVisible()


@pytest.fixture
def barred(tmp_path: Path) -> Iterator[Path]:
    """A folder that may not be written, with a workbook in it."""
    folder = tmp_path / "barred"
    folder.mkdir()
    (folder / "list.xlsx").write_bytes(b"the old file")
    folder.chmod(0o500)
    yield folder
    folder.chmod(0o700)


def test_export_into_a_folder_that_may_not_be_written_leaves_the_old_file(
    office: Office, barred: Path
) -> None:
    if os.access(barred, os.W_OK):
        pytest.skip("this user may write everywhere")
    office.screen.export_list_to(barred / "list.xlsx")
    office.qtbot.waitUntil(lambda: bool(office.said()), timeout=PATIENCE * 1000)

    assert office.said() == (
        f"Nothing may be written into {barred}: choose another folder, then export again."
    )
    assert {path.name: path.read_bytes() for path in barred.iterdir()} == {
        "list.xlsx": b"the old file"
    }


def test_cancelled_export_leaves_the_old_file_and_says_nothing(
    office: Office, tmp_path: Path
) -> None:
    target = tmp_path / "list.xlsx"
    target.write_bytes(b"the old file")
    before = Event()

    def another() -> Iterator[int]:
        yield 1
        assert before.wait(PATIENCE)

    office.person.opened.desk.tasks.start(another)
    office.screen.export_list_to(target)
    assert office.screen.progress.isVisible()
    (cancel,) = office.screen.progress.findChildren(QPushButton)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    before.set()
    office.qtbot.waitUntil(lambda: not office.screen.progress.isVisible())

    assert (target.read_bytes(), office.said()) == (b"the old file", "")
    assert list(tmp_path.glob("*.tmp")) == []


def test_list_goes_on_while_it_is_exported(office: Office, tmp_path: Path) -> None:
    ready = Event()

    def another() -> Iterator[int]:
        yield 1
        assert ready.wait(PATIENCE)

    office.person.opened.desk.tasks.start(another)
    office.screen.export_list_to(tmp_path / "list.xlsx")
    # Filtered before a row is written: the export is of what was on screen when it was asked for.
    office.screen.filters.choose("series", "DP")
    office.waits_for(4, 3)
    ready.set()
    office.qtbot.waitUntil(lambda: bool(office.said()), timeout=PATIENCE * 1000)

    rows = list(load_workbook(tmp_path / "list.xlsx").worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 6


# Trouble


def test_file_that_was_damaged_under_the_list_is_told_of_in_place(
    office: Office, tmp_path: Path
) -> None:
    office.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "office.sovan"
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    office.screen._answers._answers._reader._connection.execute("PRAGMA shrink_memory")

    office.screen.filters.choose("series", "DP")
    office.qtbot.waitUntil(lambda: bool(office.said()), timeout=PATIENCE * 1000)

    assert office.said() == (f"{path} is damaged: keep it as it is, and open the newest backup.")
    assert office.ids() == [5, 4, 3, 2, 1]


def test_bug_in_the_search_is_told_in_the_windows_thread(office: Office) -> None:
    def refuse(text: str) -> str:
        raise LookupError(text)

    office.screen._answers._answers._reader._connection.create_function("vietnamese", 1, refuse)
    threads: list[int] = []
    office.screen._answers.failed.connect(lambda _: threads.append(get_ident()))

    with office.qtbot.captureExceptions() as bugs:
        office.clicks_head("issuer")
        office.qtbot.waitUntil(lambda: bool(bugs))

    assert (len(bugs), threads, office.said()) == (1, [get_ident()], "")


def test_act_that_the_disk_refuses_is_told_of_and_leaves_everything(
    office: Office, person: Person
) -> None:
    office.chooses(2)
    office.store.connection.execute("PRAGMA query_only = ON")
    refusal = "may not be written: ask for write access to its folder."

    dialog = office.hands_over()
    assert dialog.notice.text().endswith(refusal)
    dialog.reject()
    person.presses("Del")
    assert office.said().endswith(refusal)
    office.screen.acts.take_back()
    assert office.said().endswith(refusal)
    assert office.ids() == [5, 4, 3, 2, 1]


def test_document_that_was_changed_while_its_form_is_open_keeps_both(
    office: Office, person: Person
) -> None:
    """An answer settles it from the other register; saving the form must not take that back."""
    office.chooses(2)
    person.presses("F2")
    office.screen.form.form.set_text("note", "Bản chính lưu tại phòng")
    settled = replace(office.read(2), settled_on=TODAY)
    person.opened.desk.tell(correct(office.store, settled, names=person.tab.names))
    assert office.screen.form.form.text("settled_on") == "15/03/2026"
    person.presses("Ctrl+S")
    kept = office.read(2)
    assert (kept.settled_on, kept.note) == (TODAY, "Bản chính lưu tại phòng")


def test_words_that_were_found_are_marked_in_the_record_beside_the_list(office: Office) -> None:
    office.screen.filters.box.setText("dat dai")
    office.waits_for(3)
    assert marked(office) == ["Đất", "đai"]
    office.screen.filters.clear()
    office.waits_for(5, 4, 3, 2, 1)
    assert marked(office) == []


def test_letters_of_a_record_are_never_taken_for_a_mark(office: Office) -> None:
    facts = {"issuer": "Công ty A & B", "subject": "Tiêm <i>chủng</i> mở rộng"}
    office.registers({**facts, "arrived_on": date(2024, 3, 1)})
    office.screen.filters.box.setText("chung")
    office.waits_for(6, 2)
    assert marked(office) == ["chủng"]
    (found,) = (label.text() for label in labels(office) if "chủng" in label.text())
    assert found.startswith("Tiêm &lt;i&gt;<span ")


def labels(office: Office) -> list[QLabel]:
    record = office.screen.panel.widget()
    assert record is not None
    return record.findChildren(QLabel)


def marked(office: Office) -> list[str]:
    """The underlined words in the record beside the list."""
    found = []
    for label in labels(office):
        page = QTextDocument()
        page.setHtml(label.text() if label.textFormat() == Qt.TextFormat.RichText else "")
        block = page.begin()
        while block.isValid():
            fragments = [part.fragment() for part in cast("Iterable[Any]", block)]
            found += [one.text() for one in fragments if one.charFormat().fontUnderline()]
            block = block.next()
    return found
