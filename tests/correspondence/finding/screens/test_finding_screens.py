"""Finding on screen: the box and its chips, counted lists, hints, saved views, one name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.correspondence.attaching.attaching import attach
from desktop.correspondence.finding.screens.about_panel import AboutPanel
from desktop.correspondence.finding.screens.conditions import Conditions, CountedChoices
from desktop.correspondence.finding.screens.finding_hints import FindingHints
from desktop.correspondence.finding.screens.looking import Looking
from desktop.correspondence.finding.screens.views_bar import ViewsBar
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.desk import Desk
from desktop.language.words import M, Words
from desktop.office.bodies import Body
from desktop.office.calendar import working_days
from desktop.records.fields import Ground
from desktop.records.queries import NEWEST_FIRST, Filter, Query
from desktop.records.queries import Test as Condition
from desktop.settings import Settings
from desktop.storage.store import Store
from desktop.widgets.filter_bar import FilterBar, Option

PATIENCE = 10_000
DAY = date(2026, 3, 12)
ARRIVED: tuple[dict[str, Any], ...] = (
    {"issuer": "Sở Nội vụ", "subject": "Giao biên chế", "number": 456},
    {"issuer": "Sở Y tế", "subject": "Tiêm chủng", "number": 457, "due_on": date(2026, 3, 10)},
    {"issuer": "Sở Nội vụ", "subject": "Biên chế năm sau", "number": 458, "forwarded_on": DAY},
)


def fill(store: Store) -> None:
    with store.writing(M("filling")) as writing:
        writing.add(Body(name="Sở Nội vụ"))
        for facts in ARRIVED:
            writing.add(IncomingDocument(series="SN", year=2026, arrived_on=DAY, **facts))
        writing.add(
            OutgoingDocument(
                series="UBND-CV",
                year=2026,
                number=1,
                document_date=DAY,
                document_kind="cong-van",
                subject="Trả lời về biên chế",
                recipients=("Sở Nội vụ",),
            )
        )


class Page:
    """A window with all that finds, over an office of three incoming documents and one outgoing."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.qtbot = qtbot
        fill(store)
        self.desk = Desk(store, Settings(language="en"), Words("en"), settings_path=None)
        self.names = KnownNames(store.reader)
        self.looking = Looking(store.another_reader)
        self.bar = FilterBar(placeholder="Search", label="Search")
        self.bar.add_choice("issuer", "Author", [Option("All authors", None)], more="Contains…")
        self.conditions = Conditions(
            "incoming",
            self.bar,
            words=self.desk.words,
            ground=self.ground,
            calendar=lambda: working_days(store.reader),
            chosen=self.chosen,
        )
        CountedChoices(
            self.bar,
            looking=self.looking,
            query=self.query,
            words=self.desk.words,
            ground=self.ground,
        )
        self.hints = FindingHints(looking=self.looking, words=self.desk.words, ground=self.ground)
        self.views = ViewsBar(
            self.desk,
            looking=self.looking,
            ground=self.ground,
            current=lambda: ("incoming", self.conditions.whole()),
        )
        self.about = AboutPanel(looking=self.looking, words=self.desk.words, ground=self.ground)
        self.window = QWidget()
        lines = QVBoxLayout(self.window)
        for part in (
            self.bar.box,
            self.bar,
            self.conditions.chips,
            self.conditions.problems,
            self.hints,
            self.views,
            self.about,
        ):
            lines.addWidget(part)
        self.window.resize(900, 700)
        self.desk.changed.connect(self.views.take)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.bar.box.setFocus()
        qtbot.waitUntil(self.bar.box.hasFocus)

    def ground(self) -> Ground:
        return self.names.ground(self.desk.store.today, "en")

    def chosen(self) -> Query:
        issuer = self.bar.choice("issuer")
        query = Query("incoming")
        return query.where("issuer", Condition.IS, issuer) if issuer else query

    def query(self) -> Query:
        asked = self.conditions.query(NEWEST_FIRST)
        return Query("incoming", (*asked.filters, *self.chosen().filters), asked.words)

    def chips(self) -> list[str]:
        return [chip.words for chip in self.conditions.chips.chips]

    def types(self, text: str) -> None:
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

    def waits(self) -> None:
        """Until nothing is about to be told or looked up any more."""
        self.qtbot.waitUntil(
            lambda: not self.bar.is_pausing and not self.looking.waiting, timeout=PATIENCE
        )
        QApplication.processEvents()

    def _at(self) -> QWidget:
        QApplication.processEvents()
        here = QApplication.focusWidget()
        assert here is not None
        return here

    def counts(self) -> dict[str, str]:
        self.waits()
        return {row.button.text(): row.count.text() for row in self.views._rows}


@pytest.fixture
def page(qtbot: QtBot, office: Store) -> Iterator[Page]:
    made = Page(qtbot, office)
    yield made
    made.looking.close()


# The box and its chips


def test_box_understands_conditions_while_they_are_typed(page: Page) -> None:
    page.types("bien che so:>456")
    page.waits()

    assert page.query() == Query(
        "incoming", (Filter("number", Condition.AT_LEAST, 457),), "bien che"
    )
    assert page.chips() == []


def test_enter_makes_chips_of_conditions_and_leaves_the_words(page: Page) -> None:
    page.types('bien che issuer:"So Noi vu" waiting')
    page.presses("Return")

    assert page.chips() == ["Author: Sở Nội vụ", "Not handed over"]
    assert page.bar.box.text() == "bien che"
    assert list(page.desk.store.reader.ids(page.query())) == [1]


def test_chip_goes_by_a_key_and_comes_back_into_the_box(page: Page) -> None:
    page.types("waiting no:456")
    page.presses("Return", "Backspace")
    assert page.chips() == ["Not handed over", "Arrival number: 456"]

    page.presses("F2")
    assert (page.chips(), page.bar.box.text()) == (["Not handed over"], "no:456")

    page.presses("Home", *["Del"] * 6, "Backspace", "Del")
    assert (page.chips(), page.query()) == ([], Query("incoming"))


def test_what_cannot_be_read_is_told_and_stays_in_the_box(page: Page) -> None:
    page.types("ngya:0103 waiting")
    page.presses("Return")
    page.waits()

    assert page.conditions.problems.text() == "“ngya:” is no key: did you mean “date:”?"
    assert (page.bar.box.text(), page.chips()) == ("ngya:0103", ["Not handed over"])

    page.bar.box.clear()
    page.waits()
    assert not page.conditions.problems.isVisible()


def test_other_filters_are_chips_too_and_all_go_at_once(page: Page) -> None:
    page.types("waiting")
    page.presses("Return")
    page.bar.show_counts("issuer", [Option("Sở Y tế", "Sở Y tế", "1")])
    page.bar.choose("issuer", "Sở Y tế")
    assert page.chips() == ["Author: Sở Y tế", "Not handed over"]
    assert page.conditions.whole() == 'waiting issuer:="Sở Y tế"'

    page.conditions.chips.focus_last()
    page.presses("Left", "Del")
    assert page.chips() == ["Not handed over"]

    page.conditions.chips.cleared.emit()
    assert (page.chips(), page.query()) == ([], Query("incoming"))


# Counted lists


def test_opened_list_counts_what_the_other_filters_leave(page: Page) -> None:
    page.types("bien che")
    page.waits()
    choice = page.bar.findChildren(QComboBox)[0]
    choice.setFocus()
    page.presses("F4")
    page.waits()

    rows = range(choice.count())
    assert [(choice.itemText(row), choice.itemData(row, _count())) for row in rows] == [
        ("All authors", ""),
        ("Sở Nội vụ", "2"),
        ("Contains…", None),
    ]
    choice.hidePopup()


def test_value_that_is_not_in_the_list_is_written_in_the_box(page: Page) -> None:
    page.types("bien")
    page.bar.more_wanted.emit("issuer")
    page.types("noi")
    page.presses("Return")

    assert page.chips() == ["Author: “noi”"]
    assert list(page.desk.store.reader.ids(page.query())) == [3, 1]


def _count() -> int:
    return int(Qt.ItemDataRole.UserRole) + 1


# Hints


def test_nothing_found_offers_near_misses(page: Page) -> None:
    asked: list[str] = []
    page.hints.question_asked.connect(asked.append)
    page.hints.take("incoming", "no:465", 0)
    page.waits()
    assert page.hints.near.text() == "Nothing is found. Perhaps: no:456 · 1"

    link = page.hints.near.findChildren(QPushButton)[0]
    link.setFocus()
    page.presses("Return")
    assert asked == ["no:456"]

    page.conditions.ask(asked[0])
    assert (page.chips(), page.bar.box.text()) == (["Arrival number: 456"], "")


def test_other_registers_that_find_something_are_told(page: Page) -> None:
    asked: list[tuple[str, str, list[int]]] = []
    page.hints.register_asked.connect(lambda kind, text, ids: asked.append((kind, text, [*ids])))
    page.hints.take("incoming", "bien che", 2)
    page.waits()
    assert (page.hints.near.text(), page.hints.elsewhere.text()) == ("", "Also in: Outgoing · 1")

    page.hints.elsewhere.findChildren(QPushButton)[0].setFocus()
    page.presses("Return")
    assert asked == [("outgoing", "bien che", [1])]

    page.hints.take("incoming", "", 3)
    assert page.hints.elsewhere.text() == ""


def test_documents_in_whose_files_the_words_stand_are_told(page: Page, tmp_path: Path) -> None:
    store = page.desk.store
    for name, kind in (("a.txt", "incoming"), ("b.txt", "outgoing")):
        (tmp_path / name).write_text("Quy hoạch khu công nghiệp", encoding="utf-8")
        attach(store, store.reader.record(kind, 1), [tmp_path / name], limit=1_000_000)
    asked: list[tuple[str, str, list[int]]] = []
    page.hints.register_asked.connect(lambda kind, text, ids: asked.append((kind, text, [*ids])))
    page.hints.take("incoming", "quy hoach", 0)
    page.waits()
    said = "In the files of: Incoming 456/SN/2026 Outgoing 01/UBND-CV/2026"
    assert page.hints.files.text() == said

    for link in page.hints.files.findChildren(QPushButton):
        link.setFocus()
        page.presses("Return")
    assert asked == [("incoming", "no:456/SN/2026", [1]), ("outgoing", "no:01/UBND-CV/2026", [1])]
    page.hints.take("incoming", "quy hoach quahan", 0)
    page.waits()
    assert page.hints.files.text() == ""


# Saved views


def test_views_stand_with_their_counts_and_follow_each_change(page: Page) -> None:
    assert page.counts() == {
        "Today": "0",
        "Not handed over": "2",
        "Due this week": "1",
        "Overdue": "1",
        "Unanswered": "1",
        "Late hand-over": "2",
        "Outgoing today": "0",
        "Waiting for an answer": "0",
    }

    with page.desk.store.writing(M("handing over")) as writing:
        first = page.desk.store.reader.record("incoming", 1)
        writing.put(replace(first, forwarded_on=DAY))
    page.desk.tell(writing.change)
    assert page.counts()["Not handed over"] == "1"


def test_key_asks_its_view(page: Page) -> None:
    asked: list[str] = []
    page.views.asked.connect(lambda view: asked.append(view.written))
    actions = {action.keys: action for action in page.views.actions_offered()}

    actions["Ctrl+2",].function()
    actions["Ctrl+9",].function()
    assert asked == ["chuachuyen"]


def test_what_is_asked_is_saved_under_a_name_and_a_key(page: Page, qtbot: QtBot) -> None:
    page.types("bien che waiting")
    page.presses("Return")
    dialog = page.views.save()
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)

    dialog.form.set_text("name", "Staff")
    assert dialog.form.text("key") == "9"
    dialog.go()
    page.waits()

    saved = next(view for view in page.views.views if view.key == 9)
    assert (saved.name, saved.register, saved.written) == ("Staff", "incoming", "waiting bien che")
    assert page.counts()["Staff"] == "1"

    page.desk.tell(page.desk.store.undo())
    assert "Staff" not in page.counts()


def test_question_of_a_view_must_be_readable(page: Page) -> None:
    dialog = page.views.rename(page.views.views[0])
    assert dialog is not None
    dialog.form.set_text("written", "ngya:1")
    dialog.go()

    assert dialog.isVisible()
    assert page.views.views[0].written == "ngay:homnay"
    dialog.reject()


def test_view_is_discarded_by_a_key(page: Page) -> None:
    page.views.findChildren(QPushButton)[0].setFocus()
    page.presses("Del")

    assert next(iter(page.counts())) == "Not handed over"


# One name


def test_everything_about_a_name_is_reached_by_keys(page: Page) -> None:
    asked: list[object] = []
    page.about.question_asked.connect(lambda *said: asked.append(said))
    page.about.document_asked.connect(lambda one: asked.append((one.kind, one.id)))
    page.about.left.connect(lambda: asked.append("left"))
    page.about.show_name("Sở Nội vụ")
    page.waits()

    page.presses("Return", "Down", "Return", "Down", "Return", "Escape")
    assert asked == [
        ("incoming", 'issuer:"Sở Nội vụ"'),
        ("outgoing", 'unit:"Sở Nội vụ"'),
        ("incoming", 3),
        "left",
    ]


# The worker


def test_only_the_newest_question_of_a_name_is_answered(page: Page) -> None:
    told: list[str] = []
    for number in range(20):
        page.looking.ask("n", lambda _, n=number: n, lambda n: told.append(f"{n}"))  # type: ignore[misc]
    everything = Query("incoming")
    page.looking.ask(
        "other", lambda reader: reader.count(everything), lambda n: told.append(f"of {n}")
    )
    page.waits()

    assert told == ["19", "of 3"]


def test_trouble_of_the_worker_is_told(page: Page) -> None:
    told: list[str] = []
    page.looking.failed.connect(lambda error: told.append(type(error).__name__))
    page.looking.ask("n", lambda reader: reader.count(Query("nothing")), told.append)
    page.waits()

    assert told == ["KeyError"]
