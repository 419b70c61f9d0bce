"""A register page by keyboard: the office's working days serve as its register."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.language.words import M, Ms, Words
from desktop.office.calendar import CalendarDay
from desktop.office.keeping_calendar import discard_day, keep_day
from desktop.office.screens.register_page import PageAct, PageFilter, PageSpec, RegisterPage
from desktop.office.views import CALENDAR
from desktop.opening import KINDS, open_office
from desktop.printing.preview import Preview
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Day, Ground, Line
from desktop.records.queries import NEWEST_FIRST, Filter, Order, Query
from desktop.records.queries import Test as Condition
from desktop.records.record import Rule
from desktop.records.views import FormSection, ListColumn, View
from desktop.settings import ListPlace, Settings
from desktop.sheets.sheet import Column, Sheet
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.widgets.filter_bar import Option
from desktop.widgets.record_list import RecordListModel, RowLook
from tests.conftest import ten_o_clock

PATIENCE = 10_000  # milliseconds, for what comes at once unless something is broken
TET = CalendarDay(day=date(2026, 2, 16), works=False, reason="Tết Nguyên đán")
MADE_UP = CalendarDay(day=date(2026, 2, 28), works=True, reason="Làm bù")
FLOOD = CalendarDay(day=date(2025, 10, 1), works=False, reason="Bão lũ")


def put_back(store: Store, *days: CalendarDay) -> Change:
    with store.writing(M("putting days back")) as writing:
        for day in days:
            assert day.id is not None
            writing.restore("calendar", day.id)
    return writing.change


def discard(store: Store, *days: CalendarDay) -> Change:
    if len(days) == 1:
        return discard_day(store, days[0])
    words = Ms("discarding {count} day", "discarding {count} days", len(days))
    with store.writing(words) as writing:
        for day in days:
            assert day.id is not None
            writing.trash("calendar", day.id)
    return writing.change


def look(day: CalendarDay) -> RowLook:
    return RowLook(struck=True) if day.works else RowLook(mark="!", tone="warning", at="day")


def works(query: Query, value: str) -> Query:
    return query.where("works", Condition.IS, value == "yes")


def statutory(reader: Reader, query: Query, ids: Any) -> Sheet:
    """A form that numbers its own lines."""
    days = reader.records("calendar", ids)
    rows = ((place, one.day, one.reason) for place, one in enumerate(days, 1))
    heads = ("STT", "Ngày", "Lý do")
    return Sheet("Sổ ngày nghỉ", tuple(Column(head, 30) for head in heads), rows, len(ids))


def days_page(store: Store, **facts: Any) -> PageSpec:
    choices = (Option("All days", None), Option("Working", "yes"), Option("Off", "no"))
    spec = PageSpec(
        title=M("Working days"),
        record=CalendarDay,
        view=CALENDAR,
        ground=lambda: Ground(store.today, "en"),
        called=lambda day: M("{reason}", reason=day.reason or "–"),
        empty=M("No day here. Ctrl+N enters one."),
        save=partial(keep_day, store),
        new=M("New day"),
        fresh=lambda: Draft("calendar", {"day": f"{store.today:%d/%m/%Y}"}),
        discard=partial(discard, store),
        put_back=partial(put_back, store),
        day="day",
        filters=(PageFilter("works", M("Kind of day"), lambda: choices, works),),
    )
    return replace(spec, **facts)


class Person:
    """Somebody before a window with one page, whose keys are those of the program's window."""

    def __init__(self, qtbot: QtBot, store: Store, settings_path: Path, **facts: Any) -> None:
        self.qtbot = qtbot
        self.is_gone = False
        self.store = store
        settings = Settings.read(settings_path)
        self.desk = Desk(store, settings, Words("en"), settings_path=settings_path)
        self.page = RegisterPage(days_page(store, **facts), self.desk)
        self.desk.changed.connect(self.page.take)
        self.window = QWidget()
        QVBoxLayout(self.window).addWidget(self.page)
        self.window.resize(1200, 700)
        self._lend_keys()
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.waits()

    def _lend_keys(self) -> None:
        page = self.page
        for key, act in (
            ("Ctrl+N", page.new),
            ("F2", page.edit),
            ("Ctrl+Return", partial(page.save, then_next=True)),
            ("Ctrl+S", partial(page.save, then_next=False)),
            ("Esc", page.leave),
            ("Del", page.toggle_trash),
            ("Ctrl+F", page.focus_search),
        ):
            QShortcut(QKeySequence(key), self.window).activated.connect(act)

    def waits(self) -> None:
        """Wait until the list shows what is asked for."""
        page = self.page
        self.qtbot.waitUntil(
            lambda: not page.is_waiting and page.shows(page.query()), timeout=PATIENCE
        )

    def at(self) -> QWidget:
        """Where the keyboard is."""
        QApplication.processEvents()
        return QApplication.focusWidget() or self.window

    def types(self, text: str) -> None:
        QTest.keyClicks(self.at(), text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
            QTest.keyClick(self.at(), combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()

    def model(self) -> RecordListModel:
        model = self.page.list.model()
        assert isinstance(model, RecordListModel)
        return model

    def ids(self) -> list[int]:
        return list(self.model().ids)

    def rows(self) -> list[list[str]]:
        model = self.model()
        columns = range(len(model.columns))
        return [
            [model.index(row, column).data() for column in columns]
            for row in range(model.rowCount())
        ]

    def chooses(self, *ids: int) -> None:
        """Click on one record, and on the others with Ctrl held down."""
        held = Qt.KeyboardModifier.NoModifier
        for one in ids:
            view = self.page.list
            place = view.visualRect(view.model().index(self.ids().index(one), 1)).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)
            held = Qt.KeyboardModifier.ControlModifier

    def said(self) -> str:
        return self.page.notice.text()

    def reads(self) -> list[str]:
        """All that stands beside the list."""
        return [label.text() for label in self.page.facts.findChildren(QLabel)]

    def on_disk(self) -> list[CalendarDay]:
        reader = self.store.reader
        return list(reader.records("calendar", reader.ids(Query("calendar", order=BY_ID))))

    def leaves(self) -> None:
        if self.is_gone:
            return
        self.is_gone = True
        self.page.close_down()
        self.desk.tasks.wait()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


BY_ID = (Order("id"),)


@pytest.fixture
def store(office: Store) -> Store:
    for day in (TET, MADE_UP, FLOOD):
        keep_day(office, day)
    return office


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def opens(qtbot: QtBot, store: Store, settings_path: Path) -> Iterator["Opens"]:
    """Opens a page whose spec differs in what is named; all are left in the end."""
    opened: list[Person] = []

    def open_page(*, store: Store = store, **facts: Any) -> Person:
        opened.append(Person(qtbot, store, settings_path, **facts))
        return opened[-1]

    yield open_page
    for one in opened:
        one.leaves()


Opens = Callable[..., Person]


@pytest.fixture
def person(opens: Opens) -> Person:
    return opens()


# The list


def test_page_lists_every_record_newest_first(person: Person) -> None:
    assert person.rows() == [
        ["01/10/2025", "No", "Bão lũ"],
        ["28/02/2026", "Yes", "Làm bù"],
        ["16/02/2026", "No", "Tết Nguyên đán"],
    ]


def test_words_days_and_filters_go_into_the_query(person: Person) -> None:
    page = person.page
    page.filters.choose("works", "no")
    person.presses("Ctrl+F")
    person.types("tet")
    person.qtbot.waitUntil(lambda: not page.filters.is_pausing)
    person.waits()

    asked = Query("calendar", (Filter("works", Condition.IS, value=False),), words="tet")
    assert (page.query(), person.ids()) == (asked, [1])


def test_words_that_are_found_are_marked_in_the_list(person: Person) -> None:
    person.presses("Ctrl+F")
    person.types("dan")
    person.qtbot.waitUntil(lambda: not person.page.filters.is_pausing)
    person.waits()

    model = person.page.list.model()
    assert isinstance(model, RecordListModel)
    reason = model.index(0, model.columns.index("reason"))
    assert model.hits(reason, "Tết Nguyên đán") == ((11, 14),)


def test_range_of_days_narrows_the_list(person: Person) -> None:
    person.page.filters._days["from"].editor.set_text("0101")
    person.page.refresh()
    person.waits()

    assert person.ids() == [2, 1]


def test_filter_without_a_rule_of_its_own_asks_for_its_field(opens: Opens) -> None:
    off = PageFilter("works", M("Kind"), lambda: (Option("All", None), Option("Off", False)))
    person = opens(filters=(off,))
    person.page.filters.choose("works", False)
    person.waits()

    assert person.ids() == [3, 1]


def test_page_asks_only_for_what_its_spec_narrows_it_to(opens: Opens) -> None:
    person = opens(
        narrows=lambda query: query.where("works", Condition.IS, value=True),
    )

    assert person.ids() == [2]


def test_own_texts_and_marks_stand_in_the_list(opens: Opens) -> None:
    shown = {"works": lambda day: "at work" if day.works else "at home"}
    person = opens(look=look, shown=shown)

    assert person.rows() == [
        ["! 01/10/2025", "at home", "Bão lũ"],
        ["28/02/2026", "at work", "Làm bù"],
        ["! 16/02/2026", "at home", "Tết Nguyên đán"],
    ]


def test_columns_and_order_are_remembered(opens: Opens) -> None:
    first = opens()
    first.page.list.set_widths([("reason", 200), ("day", 120)])
    first.page.list.horizontalHeader().resizeSection(0, 130)
    heads = first.page.list.horizontalHeader()
    start = heads.sectionViewportPosition(2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(start + 20, 8))
    first.waits()
    first.leaves()
    second = opens()

    kept = ListPlace((("reason", 200), ("day", 130)), ("reason", False))
    assert second.desk.settings.lists["calendar"] == kept
    assert second.page.list.widths() == (("reason", 200), ("day", 130))
    assert second.page.query().order == (Order("reason"),)
    assert second.ids() == [3, 2, 1]
    second.page.sort_newest_first()
    assert second.page.query().order == NEWEST_FIRST


def test_copied_rows_are_told_of(person: Person) -> None:
    person.chooses(2, 1)
    person.presses("Ctrl+C")

    assert QGuiApplication.clipboard().text() == (
        "Day\tWorking day\tReason\n28/02/2026\tYes\tLàm bù\n16/02/2026\tNo\tTết Nguyên đán"
    )
    assert person.said() == "2 rows are copied."


# The record


def test_record_under_the_cursor_is_read_beside_the_list(person: Person) -> None:
    person.chooses(1)

    assert person.reads() == [
        "Tết Nguyên đán",
        "Day",
        "16/02/2026",
        "Working day",
        "No",  # the reason is the heading, and is not said twice
    ]


def test_further_facts_stand_below_those_of_the_fields(opens: Opens) -> None:
    facts = {"facts": lambda day: [(M("Weekday"), f"{day.day:%A}"), (M("Nothing"), "")]}
    person = opens(**facts)

    assert person.reads()[-2:] == ["Weekday", "Wednesday"]


def test_show_record_clears_the_filters_that_hide_it(person: Person) -> None:
    person.page.filters.choose("works", "yes")
    person.waits()
    person.page.show_record(1)
    person.waits()

    assert (person.ids(), person.page.chosen_id()) == ([3, 2, 1], 1)


# Typing and saving


def test_new_record_is_typed_and_saved_and_the_next_one_begun(person: Person) -> None:
    person.presses("Ctrl+N")
    assert (person.page.is_entering, person.page.form.form.focused()) == (True, "works")
    person.presses("Return")
    person.types("Bau cu")
    person.presses("Ctrl+Return")
    person.waits()

    assert person.on_disk()[-1] == CalendarDay(
        id=4, day=date(2026, 3, 15), works=None, reason="Bau cu"
    )
    assert (person.page.is_entering, person.page.form.draft().texts) == (
        True,
        {"day": "15/03/2026"},
    )
    assert (person.page.chosen_id(), person.said()) == (4, "Keeping the calendar.")


def test_saved_and_closed_record_is_under_the_cursor(person: Person) -> None:
    person.presses("Ctrl+N", "Ctrl+S")
    person.waits()

    assert (person.page.is_entering, person.page.chosen_id()) == (False, 4)
    assert person.page.list.hasFocus()


def test_wrong_value_is_said_at_its_field_and_nothing_is_written(person: Person) -> None:
    person.presses("Ctrl+N")
    person.page.form.form.focus("day")
    person.types("3102")
    person.presses("Ctrl+S")

    assert person.page.form.form.problem_at("day") == "There is no 31/02/2026."
    assert (person.page.is_entering, len(person.on_disk())) == (True, 3)


def test_problem_of_the_act_is_said_at_its_field(person: Person) -> None:
    person.presses("Ctrl+N")
    person.page.form.form.focus("day")
    person.types("16022026")
    person.presses("Ctrl+S")

    said = "This day is entered already: correct that line."
    assert person.page.form.form.problem_at("day") == said


def test_correction_keeps_what_the_form_does_not_show(opens: Opens) -> None:
    view = View("calendar", CALENDAR.columns, (FormSection(M("Day"), (("reason",),)),), ("day",))
    person = opens(view=view)
    person.chooses(1)
    person.presses("F2")
    person.types("Tet")
    person.presses("Ctrl+Return")

    assert person.on_disk()[0] == replace(TET, id=1, reason="Tet")
    assert not person.page.is_entering


def test_correction_that_changes_nothing_writes_nothing(person: Person) -> None:
    person.chooses(1)
    before = person.store.next_change
    person.presses("F2", "Ctrl+S")

    assert person.store.next_change == before
    assert person.said() == "There was nothing to save."


def test_left_form_goes_on_where_it_was(person: Person) -> None:
    person.presses("Ctrl+N", "Return")
    person.types("Bau")
    person.presses("Esc")
    assert not person.page.is_entering
    kept = person.store.kept_draft("calendar")
    person.presses("Ctrl+N")

    assert kept == Draft("calendar", {"day": "15/03/2026", "reason": "Bau"})
    assert person.page.form.draft() == kept
    assert person.page.form.notice.text() == "This draft was left unfinished."


def test_untouched_form_leaves_no_draft(person: Person) -> None:
    person.presses("Ctrl+N", "Esc")

    assert person.store.kept_draft("calendar") is None


def test_draft_is_kept_while_it_is_typed(person: Person) -> None:
    person.presses("Ctrl+N", "Return")
    person.types("Bau")

    def kept() -> None:
        assert person.store.kept_draft("calendar") is not None

    person.qtbot.waitUntil(kept, timeout=PATIENCE)


def test_draft_of_a_correction_that_empties_a_field_is_kept(person: Person) -> None:
    person.chooses(1)
    person.presses("F2")
    person.page.form.form.focus("reason")
    person.presses("Delete", "Esc", "F2")

    assert person.page.form.draft().text("reason") == ""
    assert person.page.form.notice.text() == "This draft was left unfinished."


def test_record_begun_from_elsewhere_writes_over_no_draft_that_was_left(person: Person) -> None:
    person.presses("Ctrl+N", "Return")
    person.types("Bau")
    person.presses("Esc")
    person.page.new(Draft("calendar", {"reason": "Bao"}))
    assert person.page.form.notice.text() == "Another draft was left unfinished."
    person.page.form.form.focus("day")
    person.types("1603")
    person.presses("Esc")

    kept = Draft("calendar", {"day": "15/03/2026", "reason": "Bau"})
    assert person.store.kept_draft("calendar") == kept
    person.presses("Ctrl+N")
    assert person.page.form.draft() == kept


def test_new_record_may_begin_with_what_is_known_of_it(person: Person) -> None:
    person.page.new(Draft("calendar", {"reason": "Bão"}))

    assert person.page.form.draft().texts == {"day": "15/03/2026", "reason": "Bão"}


def test_draft_from_elsewhere_does_not_lose_the_one_that_was_left(person: Person) -> None:
    person.presses("Ctrl+N", "Return")
    person.types("Bau")
    person.presses("Esc")
    person.page.new(Draft("calendar", {"reason": "Bão"}))
    assert person.page.form.notice.text() == "Another draft was left unfinished."
    person.page.form.notice._do()

    assert person.page.form.draft().text("reason") == "Bau"


def test_field_fills_others_that_were_not_typed_by_hand(opens: Opens) -> None:
    def fills(draft: Draft, name: str) -> dict[str, str]:
        return {"reason": f"On {draft.text('day')}"} if name == "day" else {}

    person = opens(fills=fills)
    person.presses("Ctrl+N")
    person.page.form.form.focus("day")
    person.types("1")
    assert person.page.form.draft().text("reason") == "On 1"
    person.page.form.form.focus("reason")
    person.types("Mine")
    person.page.form.form.focus("day")
    person.types("2")

    assert person.page.form.draft().text("reason") == "Mine"


def test_form_left_open_over_night_goes_on_with_the_new_day(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.presses("Ctrl+N", "Return")
    monkeypatch.setattr(person.store, "clock", lambda: datetime(2026, 3, 16, 8))  # noqa: DTZ001
    person.types("Bau")

    assert person.page.form.draft().texts == {"day": "16/03/2026", "reason": "Bau"}


def test_undone_correction_is_shown_in_the_open_form(person: Person) -> None:
    person.chooses(1)
    person.presses("F2")
    keep_day(person.store, replace(TET, id=1, reason="Tết"))
    person.desk.tell(person.store.undo())

    assert person.page.form.draft().text("reason") == "Tết Nguyên đán"


# Acts


def test_selected_records_go_to_the_trash_and_back(person: Person) -> None:
    person.chooses(1, 3)
    person.presses("Del")
    person.waits()
    assert (person.ids(), person.said()) == ([2], "Discarding 2 days.")
    person.page.filters.choose("trash", "trash")
    person.waits()
    person.page.list.selectAll()
    person.presses("Del")
    person.waits()

    assert (person.ids(), person.said()) == ([], "Putting days back.")
    assert len(person.on_disk()) == 3


def test_notice_takes_the_last_act_back(person: Person) -> None:
    person.chooses(1)
    person.presses("Del")
    person.page.notice._do()
    person.waits()

    assert person.ids() == [3, 2, 1]


def test_keys_of_an_act_count_in_the_list_before_those_of_the_window(opens: Opens) -> None:
    done: list[list[int]] = []
    act = PageAct(
        "note",
        M("Note it"),
        ("F8",),
        lambda page: done.append([one.id for one in page.chosen_records()]),
    )
    person = opens(acts=(act,))
    elsewhere: list[int] = []
    key = QShortcut(QKeySequence("F8"), person.window)
    key.activated.connect(lambda: elsewhere.append(1))
    person.page.list.setFocus()
    person.chooses(1, 2)
    person.presses("F8")
    person.presses("Ctrl+F", "F8")

    assert (done, elsewhere) == ([[2, 1]], [1])


def test_act_does_nothing_while_no_record_is_chosen(
    opens: Opens,
) -> None:
    done: list[str] = []
    acts = (
        PageAct("one", M("To one"), (), lambda _: done.append("one")),
        PageAct("all", M("To all"), (), lambda _: done.append("all"), needs_record=False),
    )
    person = opens(acts=acts, narrows=lambda query: query.where("day", Condition.EMPTY))
    person.page.perform("one")
    person.page.perform("all")

    assert done == ["all"]
    assert {name: one.isEnabled() for name, one in person.page.buttons.items()} == {
        "edit": False,
        "trash": False,
        "one": False,
        "all": True,
    }


def test_reader_of_a_file_in_use_may_look_but_not_type(
    qtbot: QtBot, store: Store, settings_path: Path
) -> None:
    with closing(open_office(store.path, read_only=True)) as reading:
        person = Person(qtbot, reading, settings_path)
        seen = []
        for key in ("Ctrl+N", "F2", "Del"):
            person.page.notice.clear()
            person.chooses(1)
            person.presses(key)
            seen.append((person.page.is_entering, person.said()))
        person.leaves()

    assert seen == [(False, "Open for reading only")] * 3


@dataclass(frozen=True, kw_only=True)
class DayOff:
    """A row of an SQL view over the calendar."""

    kind: ClassVar = "days_off"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int
    day: Annotated[date, Day(label=M("Day"))]
    reason: Annotated[str | None, Line(label=M("Reason"))] = None


@pytest.fixture
def with_view(store: Store) -> Iterator[Store]:
    """The same office, whose file has a view over the calendar."""
    store.connection.execute(
        "CREATE VIEW days_off AS SELECT id, trashed, day, reason FROM calendar WHERE works = 0"
    )
    path = store.path
    store.close()
    kinds = {**KINDS, "days_off": DayOff}
    with closing(Store.open(path, kinds, frozenset(), clock=ten_o_clock)) as opened:
        yield opened


def test_sql_view_is_read_and_follows_what_it_reads(
    qtbot: QtBot, with_view: Store, settings_path: Path
) -> None:
    person = Person(
        qtbot,
        with_view,
        settings_path,
        record=DayOff,
        view=View("days_off", (ListColumn("day", 10), ListColumn("reason", 30)), ()),
        save=None,
        new=None,
        discard=None,
        put_back=None,
        filters=(),
        follows=("calendar",),
    )
    seen = [(person.ids(), person.reads()[0])]
    person.presses("Ctrl+N", "F2", "Del")
    seen.append((person.ids(), "" if person.page.is_entering else "only read"))
    person.desk.tell(keep_day(with_view, CalendarDay(day=date(2026, 5, 4), works=False)))
    person.waits()
    seen.append((person.ids(), person.reads()[0]))
    person.leaves()

    assert seen == [([3, 1], "Bão lũ"), ([3, 1], "only read"), ([4, 3, 1], "Bão lũ")]


# Workbooks and paper


def workbook(person: Person, path: Path) -> list[tuple[Any, ...]]:
    person.qtbot.waitUntil(lambda: bool(person.said()), timeout=PATIENCE)
    assert person.said() == f"{path} is written."
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_list_is_exported_as_it_is_on_screen(opens: Opens, tmp_path: Path) -> None:
    shown = {"works": lambda day: "at work" if day.works else "at home"}
    person = opens(shown=shown, look=look)
    person.page.filters.choose("works", "no")
    person.waits()
    person.page.export_list_to(tmp_path / "days.xlsx")

    assert workbook(person, tmp_path / "days.xlsx") == [
        ("Day", "Working day", "Reason"),
        (datetime(2025, 10, 1), "at home", "Bão lũ"),  # noqa: DTZ001 - a cell of a workbook
        (datetime(2026, 2, 16), "at home", "Tết Nguyên đán"),  # noqa: DTZ001
    ]


def test_statutory_form_is_made_of_its_own_query(opens: Opens, tmp_path: Path) -> None:
    person = opens(
        sheet=statutory,
        book=lambda query: replace(query, order=(Order("day"),)),
    )
    person.page.export_register_to(tmp_path / "book.xlsx")

    rows = workbook(person, tmp_path / "book.xlsx")
    assert [row[2] for row in rows] == ["Lý do", "Bão lũ", "Tết Nguyên đán", "Làm bù"]


@pytest.mark.parametrize("sheet", [statutory, None])
def test_form_or_list_is_shown_as_it_will_be_on_paper(
    opens: Opens, qtbot: QtBot, sheet: Any
) -> None:
    person = opens(sheet=sheet)
    person.page.print_register()
    (preview,) = person.page.findChildren(Preview)
    qtbot.waitUntil(lambda: preview.label.text() == "Page 1 of 1", timeout=PATIENCE)
    preview.reject()
