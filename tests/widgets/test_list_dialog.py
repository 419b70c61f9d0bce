"""A list of the office in its dialog, by keyboard: the bodies of a new office serve as the list."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import M, Words
from desktop.office.bodies import Body
from desktop.office.identity import Office
from desktop.office.keeping import bodies_of, keep
from desktop.office.views import BODIES, OFFICE
from desktop.opening import office_of, open_office
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.storage.store import Store
from desktop.widgets.list_dialog import ListDialog, SmallList, Steps
from desktop.widgets.record_list import RecordListModel

COMMITTEE = "Ủy ban nhân dân tỉnh"
REGISTRY = "Văn phòng Ủy ban nhân dân tỉnh"


class Person:
    """Somebody at the keyboard of one list dialog."""

    def __init__(self, qtbot: QtBot, store: Store, **facts: Any) -> None:
        self.store = store
        self.told: list[Change] = []
        self._window = QWidget()
        qtbot.addWidget(self._window)
        self._window.show()
        kept = SmallList(**{**bodies(store), **facts})
        steps = Steps(store.undo, store.redo, self.hear)
        self.dialog = ListDialog(kept, words=Words("en"), steps=steps, parent=self._window)
        with qtbot.waitExposed(self.dialog):
            self.dialog.open()
        self.dialog.activateWindow()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    def hear(self, change: Change) -> None:
        """As the desk does: whoever shows something is told, the dialog too."""
        self.told.append(change)
        self.dialog.take(change)

    def types(self, text: str) -> None:
        QTest.keyClicks(self.at(), text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
            QTest.keyClick(self.at(), combination.key(), combination.keyboardModifiers())

    def at(self) -> QWidget:
        """Where the keyboard is."""
        QApplication.processEvents()
        return QApplication.focusWidget() or self.dialog

    def sees(self) -> list[str]:
        """The names in the list."""
        model = self.dialog.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def cursor(self) -> str | None:
        """The name under the list's cursor."""
        index = self.dialog.list.currentIndex()
        return index.siblingAtColumn(0).data() if index.isValid() else None

    def shown(self) -> tuple[str, str]:
        """The heading, and the name that stands in the form."""
        return self.dialog.heading.text(), self.dialog.form.text("name")

    def on_disk(self) -> list[str]:
        return [body.name for body in bodies_of(self.store.reader)]


def bodies(store: Store) -> dict[str, Any]:
    return {
        "title": M("Senders and receivers"),
        "record": Body,
        "view": BODIES,
        "ground": lambda: Ground(store.today, "en"),
        "suggests": {}.get,
        "read": partial(bodies_of, store.reader),
        "called": lambda body: M("{name}", name=body.name),
        "save": partial(keep, store),
        "discard": partial(discard, store),
        "new": M("New sender or receiver"),
    }


def discard(store: Store, body: Body) -> Change:
    assert body.id is not None
    with store.writing(M("discarding {name}", name=body.name)) as writing:
        writing.trash("bodies", body.id)
    return writing.change


@pytest.fixture
def person(qtbot: QtBot, office: Store) -> Iterator[Person]:
    yield Person(qtbot, office)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_it_opens_at_the_search_with_the_first_record_shown(person: Person) -> None:
    assert person.at() is person.dialog.search
    assert person.sees() == [COMMITTEE, REGISTRY]
    assert person.shown() == (COMMITTEE, COMMITTEE)
    assert person.cursor() == COMMITTEE
    assert person.dialog.count.text() == "2 entries"


def test_search_needs_no_marks_and_shows_the_first_that_fits(person: Person) -> None:
    person.types("van ph")

    assert person.sees() == [REGISTRY]
    assert person.shown() == (REGISTRY, REGISTRY)
    assert person.dialog.count.text() == "1 entry"
    person.presses("Esc")
    assert person.sees() == [COMMITTEE, REGISTRY]
    assert person.cursor() == REGISTRY


def test_letters_that_are_found_are_marked_in_the_list(person: Person) -> None:
    person.types("van ph")

    model = person.dialog.list.model()
    assert isinstance(model, RecordListModel)
    hits = model.hits(model.index(0, 0), REGISTRY)
    assert [REGISTRY[start:end] for start, end in hits] == ["Văn", "ph"]


@pytest.mark.parametrize("words", ["vp", "uy phong", "vanphong", "zz", "ủy ban-nhân"])
def test_search_finds_beginnings_of_words_in_names_and_other_names(
    person: Person, words: str
) -> None:
    person.dialog.search.setText(words)
    found = {"vp": [REGISTRY], "uy phong": [REGISTRY], "ủy ban-nhân": [COMMITTEE, REGISTRY]}

    assert person.sees() == found.get(words, [])


def test_search_that_finds_nothing_leaves_the_record_in_its_form(person: Person) -> None:
    person.types("zz")
    assert (person.cursor(), person.shown()) == (None, (COMMITTEE, COMMITTEE))

    person.presses("Esc")
    assert person.cursor() == COMMITTEE


def test_adding_takes_a_few_keys(person: Person) -> None:
    person.presses("Ctrl+N")
    assert (person.cursor(), person.shown()) == (None, ("New sender or receiver", ""))

    person.types("Ban Bi thu")
    person.presses("Return")
    person.types("BBT")
    person.presses("Ctrl+Return")

    assert person.on_disk() == ["Ban Bi thu", COMMITTEE, REGISTRY]
    assert person.sees() == person.on_disk()
    assert (person.cursor(), person.shown()[0]) == ("Ban Bi thu", "Ban Bi thu")
    assert [change.words for change in person.told] == [M("adding {name}", name="Ban Bi thu")]
    assert person.dialog.notice.text() == "Adding Ban Bi thu."
    assert person.at() is person.dialog.list


def test_correcting_begins_at_the_list_and_ends_at_the_save_button(person: Person) -> None:
    person.presses("Down", "Down", "Return")
    assert person.at() is person.dialog.form.editors["name"]

    person.presses("Return", "Return")
    person.types("VPUB")
    person.presses(*["Return"] * 5)
    assert person.at() is person.dialog.buttons["save"]

    person.presses("Return")
    assert bodies_of(person.store.reader)[1].aliases == ("VPUB",)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(person: Person) -> None:
    before = person.store.next_change
    person.presses("Ctrl+N", "Ctrl+S")
    assert person.dialog.form.problem_at("name") == "Needed: fill it in."

    person.types("UBND")
    person.presses("Ctrl+Enter")
    assert person.dialog.form.problem_at("name").startswith("“UBND” stands for “Ủy ban")
    assert person.at() is person.dialog.form.editors["name"]
    assert person.store.next_change == before


def test_save_without_a_change_writes_nothing(person: Person) -> None:
    before = person.store.next_change
    person.presses("Ctrl+S")

    assert person.store.next_change == before
    assert person.dialog.notice.text() == "There was nothing to save."


def test_what_was_saved_is_seen_though_the_search_would_hide_it(person: Person) -> None:
    person.types("van ph")
    person.presses("Ctrl+N")
    person.types("Ban Bi thu")
    person.presses("Ctrl+Return")

    assert person.dialog.search.text() == ""
    assert person.cursor() == "Ban Bi thu"


def test_undo_and_redo_refresh_the_list(person: Person) -> None:
    person.presses("Ctrl+N")
    person.types("Ban Bi thu")
    person.presses("Ctrl+Return", "Ctrl+Z")
    assert person.sees() == [COMMITTEE, REGISTRY]
    assert person.dialog.notice.text() == "Undone: adding Ban Bi thu."

    person.presses("Ctrl+Y")
    assert person.sees() == ["Ban Bi thu", COMMITTEE, REGISTRY]
    assert person.cursor() == "Ban Bi thu"
    assert [change.way for change in person.told] == ["do", "undo", "redo"]


def test_undo_reaches_no_further_than_the_opening_of_the_dialog(
    qtbot: QtBot, office: Store
) -> None:
    keep(office, Body(name="Ban Bi thu"))
    person = Person(qtbot, office)
    person.presses("Ctrl+Z")

    assert (person.told, len(person.on_disk())) == ([], 3)


def test_undo_in_a_field_takes_the_typing_back_first(person: Person) -> None:
    person.presses("Ctrl+N")
    person.types("Ban Bi thu")
    person.presses("Ctrl+Return", "Return")
    person.types("Ban")
    person.presses("Ctrl+Z")
    assert (person.shown(), len(person.on_disk())) == (("Ban Bi thu", "Ban Bi thu"), 3)

    person.presses("Ctrl+Z")
    assert person.on_disk() == [COMMITTEE, REGISTRY]


def test_delete_in_the_list_discards_and_goes_on_to_the_next(person: Person) -> None:
    person.presses("Down", "Delete")
    assert person.on_disk() == [REGISTRY]
    assert (person.cursor(), person.shown()[0]) == (REGISTRY, REGISTRY)

    person.presses("Delete")
    assert (person.on_disk(), person.shown()) == ([], ("New sender or receiver", ""))
    person.presses("Ctrl+Z", "Ctrl+Z")
    assert person.cursor() == COMMITTEE


def test_delete_in_a_field_is_the_fields(person: Person) -> None:
    person.presses("Down", "Return", "Delete")

    assert (person.shown()[1], len(person.on_disk())) == ("", 2)


def test_where_nothing_may_be_discarded_no_button_says_so(qtbot: QtBot, office: Store) -> None:
    person = Person(qtbot, office, discard=None)
    person.presses("Down", "Delete")

    assert (list(person.dialog.buttons), len(person.on_disk())) == (["new", "close", "save"], 2)


def test_what_is_typed_waits_at_its_record(person: Person) -> None:
    person.presses("Down", "Return")
    person.types("Committee")
    person.dialog.list.setFocus()
    person.presses("Down")
    assert person.shown() == (REGISTRY, REGISTRY)

    person.presses("Up")
    assert person.shown() == (COMMITTEE, "Committee")
    assert person.on_disk() == [COMMITTEE, REGISTRY]


def test_a_new_record_waits_too_while_one_looks_whether_it_is_there(person: Person) -> None:
    person.presses("Ctrl+N")
    person.types("Ban Bi thu")
    person.presses("Ctrl+F")
    person.types("phong")
    assert (person.sees(), person.shown()[1]) == ([REGISTRY], "Ban Bi thu")

    person.presses("Down", "Down")
    assert person.shown() == (REGISTRY, REGISTRY)
    person.presses("Ctrl+N")
    assert person.shown() == ("New sender or receiver", "Ban Bi thu")


def test_a_new_record_begins_with_what_the_one_beside_it_lends(qtbot: QtBot, office: Store) -> None:
    def fresh(beside: Body | None) -> Draft:
        return Draft("bodies", {"replaced_by": beside.name} if beside else {})

    person = Person(qtbot, office, fresh=fresh)
    person.presses("Ctrl+N")
    assert person.dialog.draft() == Draft("bodies", {"replaced_by": COMMITTEE})

    person.presses("Esc")
    assert person.dialog.isHidden()


def test_escape_closes_where_nothing_waits(person: Person) -> None:
    person.presses("Esc")

    assert person.dialog.isHidden()


def test_escape_shows_first_what_is_not_saved(person: Person) -> None:
    person.presses("Down", "Return")
    person.types("Committee")
    person.dialog.list.setFocus()
    person.presses("Down", "Esc")

    assert not person.dialog.isHidden()
    assert (person.shown(), person.cursor()) == ((COMMITTEE, "Committee"), COMMITTEE)
    assert person.dialog.notice.text().startswith("This is not saved yet.")
    person.presses("Esc")
    assert person.dialog.isHidden()
    assert person.on_disk() == [COMMITTEE, REGISTRY]


def test_typing_on_after_the_warning_is_warned_of_anew(person: Person) -> None:
    person.presses("Down", "Return")
    person.types("Commi")
    person.presses("Esc")
    person.types("ttee")
    person.presses("Esc")
    assert not person.dialog.isHidden()

    person.presses("Ctrl+Return", "Esc")
    assert person.dialog.isHidden()
    assert person.on_disk() == ["Committee", REGISTRY]


def test_escape_closes_an_open_list_of_suggestions_and_no_more(person: Person) -> None:
    person.presses("Down", "Return", "Return", "Return", "Return")
    person.presses("Ctrl+A", "Delete", "Down")
    group = person.dialog.form.editors["body_group"]
    assert person.at() is group
    assert group.chooser.is_open()  # type: ignore[union-attr]

    person.presses("Esc")
    assert not group.chooser.is_open()  # type: ignore[union-attr]
    assert not person.dialog.isHidden()


def test_changes_from_elsewhere_are_read(person: Person) -> None:
    person.presses("Down", "Down", "Return")
    person.types("Registry")
    person.dialog.take(keep(person.store, Body(name="Ban Bi thu")))

    assert person.sees() == ["Ban Bi thu", COMMITTEE, REGISTRY]
    assert (person.cursor(), person.shown()) == (REGISTRY, (REGISTRY, "Registry"))


def test_changes_of_other_kinds_are_none_of_its_business(person: Person) -> None:
    person.presses("Down", "Return")
    person.types("Committee")
    person.dialog.take(keep(person.store, Office(id=1, name="VĂN PHÒNG")))

    assert person.shown() == (COMMITTEE, "Committee")


def test_a_file_open_for_reading_says_so(qtbot: QtBot, office: Store) -> None:
    with closing(open_office(office.path, read_only=True)) as reading:
        person = Person(qtbot, reading)
        person.presses("Down", "Delete")

        assert person.dialog.notice.text() == (
            "This file is open for reading only: nothing was saved."
        )
        assert person.sees() == [COMMITTEE, REGISTRY]


def test_one_record_alone_stands_without_a_list(qtbot: QtBot, office: Store) -> None:
    person = Person(
        qtbot,
        office,
        title=M("The office"),
        record=Office,
        view=OFFICE,
        read=lambda: [office_of(office)],
        called=lambda _: M("Names"),
        discard=None,
        new=None,
    )
    assert list(person.dialog.buttons) == ["close", "save"]
    assert not person.dialog.list.isVisible()
    assert person.at() is person.dialog.form.editors["superior"]

    person.presses("Ctrl+N", "Return")
    person.types("VAN PHONG")
    person.presses("Ctrl+Return")
    assert office_of(office).name == "VAN PHONG"
    person.presses("Ctrl+Z")
    assert office_of(office).name == REGISTRY


def test_tab_goes_from_the_search_by_list_and_form_to_the_buttons(person: Person) -> None:
    passed = []
    for _ in range(13):
        passed.append(person.at().accessibleName() or person.at().objectName())
        person.presses("Tab")

    assert passed == [
        "Search, with or without marks (Ctrl+F)",
        "Senders and receivers",
        "Name",
        "Abbreviation",
        "Other names",
        "Group",
        "Exists from",
        "Exists until",
        "Replaced by",
        "new",
        "discard",
        "close",
        "save",
    ]


def test_whoever_hears_the_screen_hears_names(person: Person) -> None:
    for part in (
        person.dialog.search,
        person.dialog.list,
        *person.dialog.findChildren(QPushButton),
    ):
        interface = QAccessible.queryAccessibleInterface(part)
        assert interface.text(QAccessible.Text.Name) or not part.isVisible()


def test_whole_fields_stand_in_sight_where_letters_are_twice_as_large(
    qtbot: QtBot, qapp: QApplication, office: Store
) -> None:
    usual, large = qapp.font(), qapp.font()
    large.setPointSizeF(19)
    qapp.setFont(large)
    try:
        person = Person(qtbot, office)
        person.dialog.resize(1326, 700)
        QApplication.processEvents()
        name = person.dialog.form.editors["name"]
        right = name.mapTo(person.dialog, name.rect().topRight()).x()
        assert person.dialog.width() == 1326
        assert right < 1326
        assert name.width() > 19 * 12
    finally:
        qapp.setFont(usual)


def test_letters_with_ctrl_are_commands_in_the_search_line_too(person: Person) -> None:
    person.types("zz")
    person.presses("Ctrl+N")
    QTest.keyClick(person.at(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert person.at() is person.dialog.search
    assert person.dialog.search.selectedText() == "zz"
