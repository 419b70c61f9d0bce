"""The entry form of a document: what follows what, what is kept, and what is never lost."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import hand_over, register
from desktop.correspondence.screens.document_form import DocumentForm
from desktop.desk import Desk
from desktop.language.words import M, Words
from desktop.office.bodies import Body
from desktop.opening import make_office, open_office
from desktop.records.drafts import Draft
from desktop.records.queries import Query
from desktop.settings import Settings
from desktop.storage.store import Store
from tests.journeys.conftest import Person

MORNING = datetime(2026, 3, 15, 8)  # noqa: DTZ001 - the office's own clock on the wall


class Clock:
    """The clock on the wall, which a test may put forward."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def next_morning(self) -> None:
        self.now += timedelta(days=1)


class Entry:
    """One register's form in a window of its own, and a person who types into it."""

    def __init__(
        self, qtbot: QtBot, store: Store, kind: str = "incoming", settings_path: Path | None = None
    ) -> None:
        self.qtbot = qtbot
        self.store = store
        self.kind = kind
        self.desk = Desk(store, Settings(), Words("en"), settings_path=settings_path)
        self.names = KnownNames(store.reader)
        self.form = DocumentForm(kind, self.desk, self.names, ReadingCopies())
        self.form.resize(900, 640)
        qtbot.addWidget(self.form)
        with qtbot.waitExposed(self.form):
            self.form.show()
        self.form.activateWindow()
        qtbot.waitUntil(self.form.isActiveWindow)

    def fills(self, **texts: str) -> None:
        """Type into fields, in the order given; what stood there is replaced."""
        for name, text in texts.items():
            self.form.form.focus(name)
            assert self.form.form.focused() == name
            for letter in text:
                if letter.isascii():
                    QTest.keyClicks(self.at(), letter)
                else:
                    event = QInputMethodEvent()
                    event.setCommitString(letter)
                    QApplication.sendEvent(self.at(), event)
            self.presses(Qt.Key.Key_Tab)

    def at(self) -> Any:
        return QApplication.focusWidget()

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self.at(), key)

    def composes(self, preedit: str) -> None:
        QApplication.sendEvent(self.at(), QInputMethodEvent(preedit, []))

    def text(self, name: str) -> str:
        return self.form.form.text(name)

    def says(self) -> str:
        return self.form.notice.text()

    def clicks(self, words: str) -> None:
        """Click on what the notice offers."""
        offered = self.form.notice.findChildren(QPushButton)
        (button,) = [one for one in offered if one.text() == words and one.isVisible()]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def head(self) -> tuple[str, ...]:
        """What stands above the form: what is done, and the number."""
        labels = self.form.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return tuple(label.text() for label in labels)

    def documents(self) -> list[Any]:
        """All documents of the register, in the order of registration."""
        ids = self.store.reader.ids(Query(self.kind))[::-1]
        return list(self.store.reader.records(self.kind, ids))


def incoming(**facts: Any) -> IncomingDocument:
    usual = {
        "series": "SN",
        "arrived_on": date(2026, 3, 12),
        "issuer": "Sở Tài chính",
        "symbol": "05/QĐ-STC",
        "document_date": date(2026, 3, 10),
        "document_kind": "quyet-dinh",
        "subject": "Phê duyệt kế hoạch thanh tra",
    }
    return IncomingDocument(**{**usual, **facts})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with closing(make_office(tmp_path / "office.db", clock=clock)) as made:
        yield made


@pytest.fixture
def entry(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[Entry]:
    made = Entry(qtbot, store, settings_path=tmp_path / "settings.json")
    made.form.begin()
    yield made
    made.form.close_down()


@pytest.fixture
def outgoing(qtbot: QtBot, store: Store) -> Iterator[Entry]:
    made = Entry(qtbot, store, "outgoing")
    made.form.begin()
    yield made
    made.form.close_down()


def registered(entry: Entry, **facts: Any) -> Document:
    """A document that is in the register already."""
    return register(entry.store, incoming(**facts), names=entry.names)[1]


def know(entry: Entry, *bodies: Body) -> None:
    with entry.store.writing(M("adding")) as writing:
        for body in bodies:
            writing.add(body)
    entry.names.take(writing.change)


REFUSED = "PRAGMA query_only = ON"  # what a disk does that may not be written


# What follows what


def test_series_follows_the_group_of_the_author_until_it_is_typed(entry: Entry) -> None:
    know(
        entry,
        Body(name="UBND xã Kỳ Anh", body_group="commune"),
        Body(name="Sở Nội vụ", body_group="department"),
    )
    assert entry.text("series") == "SN"

    entry.fills(issuer="UBND xã Kỳ Anh")
    assert (entry.text("series"), entry.head()[1]) == ("DP", "No. 01")
    entry.fills(issuer="so noi vu")
    assert entry.text("series") == "SN"

    entry.fills(series="DT")
    entry.fills(issuer="UBND xã Kỳ Anh")
    assert entry.text("series") == "DT"


def test_half_a_name_leaves_no_series_behind(entry: Entry) -> None:
    know(entry, Body(name="Kỳ Anh", body_group="commune"))

    entry.fills(issuer="Kỳ Anh")
    assert entry.text("series") == "DP"

    entry.fills(issuer="Kỳ Anh Food")
    assert entry.text("series") == "SN"


def test_symbol_tells_the_kind_until_it_is_typed(entry: Entry) -> None:
    entry.fills(symbol="15/QĐ-UBND")
    assert entry.text("document_kind") == "Decision"
    entry.fills(symbol="15/UBND-NC")
    assert entry.text("document_kind") == "Official letter"

    entry.fills(document_kind="Report", symbol="16/QĐ-UBND")
    assert entry.text("document_kind") == "Report"


def test_series_of_an_outgoing_document_follows_its_kind_until_it_is_typed(
    outgoing: Entry,
) -> None:
    outgoing.fills(document_kind="Decision")
    assert (outgoing.text("series"), outgoing.head()[1]) == ("UBND-QD", "No. 01")
    outgoing.fills(document_kind="Notice")
    assert outgoing.text("series") == "UBND-TB"

    outgoing.fills(series="VP-KHAC", document_kind="Decision")
    assert outgoing.text("series") == "VP-KHAC"


def test_number_to_come_is_seen_while_typing(entry: Entry) -> None:
    registered(entry, series="DP")
    registered(entry, series="DP", arrived_on=date(2025, 12, 30))

    entry.fills(series="DP")
    assert entry.head() == ("New incoming document", "No. 02")
    entry.fills(arrived_on="01012024")
    assert entry.head()[1] == "No. 01"
    entry.fills(series="X")
    assert entry.head()[1] == ""


# Twins


def test_twin_is_told_with_its_day_and_subject(entry: Entry) -> None:
    registered(entry)
    entry.fills(issuer="Sở Tài chính", symbol="5/QĐ-STC")

    entry.qtbot.waitUntil(lambda: bool(entry.says()))
    assert entry.says() == (
        "Already registered: incoming 01/SN/2026 of 10/03/2026, “Phê duyệt kế hoạch thanh tra”"
        ". Ctrl+R notes that it came again."
    )

    entry.fills(symbol="6/QĐ-STC")
    entry.qtbot.waitUntil(lambda: not entry.says())


def test_document_that_is_corrected_is_no_twin_of_itself(entry: Entry) -> None:
    document = registered(entry)
    registered(entry, symbol="06/QĐ-STC", subject="Khác")
    entry.form.edit(document)

    entry.fills(symbol="05/QĐ-STC")
    entry.form.twins.look()
    assert entry.says() == ""

    entry.fills(symbol="06/QĐ-STC")
    entry.form.twins.look()
    assert entry.says().startswith("Already registered: incoming 02/SN/2026")


# Values that stay


def test_values_that_stay_are_there_for_the_next_document(entry: Entry) -> None:
    entry.fills(series="DP", arrived_on="14/03", issuer="UBND xã Kỳ Anh", subject="Báo cáo")
    entry.form.save(then_next=True)

    assert entry.form.draft() == Draft("incoming", {"series": "DP", "arrived_on": "14/03/2026"})
    assert entry.form.form.focused() == "issuer"


def test_field_is_kept_from_now_on_and_in_the_settings(person: Person, tmp_path: Path) -> None:
    form = person.tab.registers["incoming"].form
    person.presses("Ctrl+N", "F7")
    person.types("Sở Y tế")
    person.presses("Return", "Return", "Return", "Return")
    person.types("Tiêm chủng")
    person.presses("Ctrl+Return")

    assert form.form.text("issuer") == "Sở Y tế"
    sticky = ("series", "arrived_on", "channel", "issuer")
    assert Settings.read(tmp_path / "settings.json").sticky == {"incoming": sticky}

    form.form.focus("issuer")
    person.presses("F7")
    assert Settings.read(tmp_path / "settings.json").sticky == {"incoming": sticky[:3]}


def test_fields_that_stay_are_marked_at_their_labels(entry: Entry) -> None:
    def marked() -> set[str]:
        labels = entry.form.form.findChildren(QLabel)
        buddies = [label.buddy() for label in labels if label.text().startswith("⟲")]
        return {buddy.objectName() for buddy in buddies if buddy}

    assert marked() == {"series", "arrived_on", "channel"}

    for name in ("symbol", "series"):
        entry.form.form.focus(name)
        entry.form.toggle_sticky()
    assert marked() == {"symbol", "arrived_on", "channel"}


def test_day_of_yesterday_does_not_stay_over_night(entry: Entry, clock: Clock) -> None:
    entry.fills(series="DP", arrived_on="14/03", issuer="UBND xã Kỳ Anh", subject="Báo cáo")
    entry.form.save(then_next=False)
    clock.next_morning()

    entry.form.begin()

    assert (entry.text("series"), entry.text("arrived_on")) == ("DP", "16/03/2026")


def test_correction_lends_nothing_to_the_next_new_document(entry: Entry) -> None:
    old = registered(entry, series="DP", arrived_on=date(2025, 12, 1))
    entry.form.edit(old)
    entry.fills(note="Bản giấy")
    entry.form.save(then_next=False)

    entry.form.begin()

    assert (entry.text("series"), entry.text("arrived_on")) == ("SN", "15/03/2026")


def test_previous_document_lends_the_field_that_has_the_keyboard(entry: Entry) -> None:
    registered(entry, signer="Trần Văn Bình")
    entry.fills(issuer="Sở Y tế")

    entry.form.form.focus("signer")
    entry.form.take_from_previous()

    assert entry.form.draft() == Draft(
        "incoming",
        {
            "series": "SN",
            "arrived_on": "15/03/2026",
            "issuer": "Sở Y tế",
            "signer": "Trần Văn Bình",
        },
    )


def test_nothing_is_lent_where_nothing_was_registered(entry: Entry) -> None:
    before = entry.form.draft()
    entry.form.take_from_previous()
    assert entry.form.draft() == before


# Correcting


def test_corrected_document_keeps_its_number(entry: Entry) -> None:
    registered(entry, symbol="1/A", subject="Một")
    document = registered(entry)
    registered(entry, symbol="3/C", subject="Ba")

    entry.form.edit(document)
    assert entry.head() == ("Correct", "No. 02")
    entry.fills(subject="Phê duyệt kế hoạch kiểm tra", document_kind="Report")
    entry.form.save(then_next=True)

    assert entry.documents()[1] == replace(
        document, subject="Phê duyệt kế hoạch kiểm tra", document_kind="bao-cao"
    )
    # One correction is all that was asked for: no new document is begun.
    assert entry.head()[0] == "Correct"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "series",
            "DP",
            "A number once given stays in its series: discard this one, register it anew.",
        ),
        ("arrived_on", "31/12/2025", "A number once given stays in its year."),
    ],
)
def test_correction_cannot_move_the_number(
    entry: Entry, name: str, text: str, problem: str
) -> None:
    document = registered(entry, document_date=None)
    entry.form.edit(document)
    entry.fills(**{name: text})
    entry.form.save(then_next=False)

    assert (entry.form.form.problem_at(name), entry.documents()) == (problem, [document])


def test_symbol_that_the_series_did_not_compose_survives_a_correction(outgoing: Entry) -> None:
    old = OutgoingDocument(
        series="UBND-QD",
        document_date=date(2026, 2, 2),
        document_kind="quyet-dinh",
        subject="Khen thưởng",
        symbol="12a/QĐ-UBND",
    )
    _, document = register(outgoing.store, old, names=outgoing.names)
    outgoing.form.edit(document)
    outgoing.fills(subject="Khen thưởng năm 2025")
    outgoing.form.save(then_next=False)

    assert outgoing.documents() == [replace(document, subject="Khen thưởng năm 2025")]


def test_symbol_that_was_composed_follows_a_corrected_kind(outgoing: Entry) -> None:
    outgoing.fills(document_kind="Decision", series="UBND-KHAC", subject="Khen thưởng")
    outgoing.form.save(then_next=False)
    (document,) = outgoing.documents()
    assert document.symbol == "01/QĐ-UBND"

    outgoing.form.edit(document)
    outgoing.fills(document_kind="Plan")
    outgoing.form.save(then_next=False)

    assert [one.symbol for one in outgoing.documents()] == ["01/KH-UBND"]


# Drafts


def test_draft_is_kept_while_typing_and_dropped_when_saved(entry: Entry) -> None:
    entry.form.drafts.timer.setInterval(10)
    entry.fills(issuer="Sở Y tế", subject="Tiêm chủng")
    draft = entry.form.draft()
    entry.qtbot.waitUntil(lambda: entry.store.kept_draft("incoming") == draft)

    entry.form.save(then_next=True)

    assert entry.store.kept_draft("incoming") is None


def test_untouched_form_leaves_no_draft_behind(entry: Entry) -> None:
    entry.fills(issuer="Sở Y tế")
    entry.form.keep_draft()
    entry.form.form.focus("issuer")
    entry.presses(Qt.Key.Key_Delete)
    entry.form.leave()

    assert entry.store.kept_draft("incoming") is None


def test_draft_that_was_left_is_shown_again_and_can_be_thrown_away(entry: Entry) -> None:
    entry.fills(issuer="Sở Y tế", subject="Tiêm chủng")
    entry.form.leave()

    entry.form.begin()
    assert (entry.text("issuer"), entry.text("subject")) == ("Sở Y tế", "Tiêm chủng")
    assert (entry.says(), entry.form.form.focused()) == (
        "This draft was left unfinished.",
        "symbol",
    )

    entry.clicks("Start empty")
    assert entry.form.draft() == Draft("incoming", {"series": "SN", "arrived_on": "15/03/2026"})
    assert entry.store.kept_draft("incoming") is None


def test_each_document_has_a_draft_of_its_own(entry: Entry) -> None:
    first = registered(entry, symbol="1/A", subject="Một")
    second = registered(entry, symbol="2/B", subject="Hai")
    entry.fills(issuer="Sở Y tế")
    for document, note in ((first, "note of the first"), (second, "note of the second")):
        entry.form.keep_draft()
        entry.form.edit(document)
        entry.fills(note=note)
    entry.form.leave()

    entry.form.edit(first)
    assert (entry.text("note"), entry.text("subject")) == ("note of the first", "Một")
    entry.form.edit(second)
    assert (entry.text("note"), entry.says()) == (
        "note of the second",
        "This draft was left unfinished.",
    )
    entry.form.begin()
    assert entry.text("issuer") == "Sở Y tế"


def test_document_being_inserted_has_a_draft_of_its_own(entry: Entry) -> None:
    """Whoever leaves 01a half typed finds it again, and the new document beside it."""
    before = registered(entry)
    entry.fills(issuer="Sở Nội vụ")
    entry.form.keep_draft()
    entry.form.begin_inserted(before)
    entry.fills(subject="Giấy đến muộn")
    entry.form.leave()

    entry.form.begin()
    assert (entry.text("issuer"), entry.text("subject")) == ("Sở Nội vụ", "")
    entry.form.leave()
    entry.form.begin_inserted(before)
    assert (entry.text("subject"), entry.head()[1], entry.says()) == (
        "Giấy đến muộn",
        "No. 01a",
        "This draft was left unfinished.",
    )
    entry.clicks("Start empty")
    assert (entry.text("subject"), entry.head()[1]) == ("", "No. 01a")
    entry.form.leave()
    entry.form.begin_inserted(before)
    assert entry.says() == ""


def test_correction_that_was_left_does_not_take_back_what_happened_since(entry: Entry) -> None:
    document = registered(entry, note="Bản giấy")
    entry.form.edit(document)
    entry.fills(subject="Phê duyệt kế hoạch kiểm tra", note=" ")
    entry.form.leave()
    hand_over(entry.store, [document], date(2026, 3, 14))

    entry.form.edit(entry.documents()[0])
    entry.form.save(then_next=False)

    assert entry.documents() == [
        replace(
            document,
            subject="Phê duyệt kế hoạch kiểm tra",
            note=None,
            forwarded_on=date(2026, 3, 14),
        )
    ]


def test_correction_that_only_empties_a_field_is_kept_too(entry: Entry) -> None:
    document = registered(entry, note="Bản giấy")
    entry.form.edit(document)
    entry.form.form.focus("note")
    entry.presses(Qt.Key.Key_Delete)
    entry.form.leave()

    entry.form.edit(document)
    assert entry.text("note") == ""


def test_correction_that_was_left_can_be_thrown_away(entry: Entry) -> None:
    document = registered(entry)
    entry.form.edit(document)
    entry.fills(subject="Khác")
    entry.form.leave()
    entry.form.edit(document)

    entry.clicks("Discard")

    assert (entry.text("subject"), entry.says()) == ("Phê duyệt kế hoạch thanh tra", "")
    assert entry.store.kept_draft("incoming", document.id) is None


# An input method composes: Telex, VNI


def test_nothing_is_saved_while_a_syllable_is_composed(person: Person) -> None:
    person.presses("Ctrl+N")
    person.types("Sở Y tế")
    person.presses("Return", "Return", "Return", "Return")
    person.types("Tiêm chủng")
    form = person.tab.current.form
    form.form.focus("issuer")
    person.presses("End")
    QApplication.sendEvent(form.form.editors["issuer"], QInputMethodEvent(" tinh", []))

    person.presses("Ctrl+Return", "Ctrl+S")
    assert list(person.opened.desk.store.reader.ids(Query("incoming"))) == []
    assert form.form.is_composing()

    person.types(" tỉnh")
    person.presses("Ctrl+Return")
    (document,) = person.opened.desk.store.reader.records("incoming", [1])
    assert document.issuer == "Sở Y tế tỉnh"


def test_draft_kept_while_composing_holds_what_is_typed_and_disturbs_nothing(
    entry: Entry,
) -> None:
    entry.fills(issuer="Sở Y tế")
    entry.form.form.focus("subject")
    entry.composes("tie")

    entry.form.keep_draft()
    entry.form.twins.look()

    kept = entry.store.kept_draft("incoming")
    assert kept is not None
    assert (kept.text("issuer"), kept.text("subject")) == ("Sở Y tế", "")
    assert entry.form.form.is_composing()


# Saving


def test_enter_in_the_last_field_goes_to_the_button_and_enter_there_saves(entry: Entry) -> None:
    entry.fills(issuer="Sở Y tế", subject="Tiêm chủng")
    entry.form.form.focus("note")
    entry.presses(Qt.Key.Key_Return)
    button = entry.at()
    assert isinstance(button, QPushButton)
    assert button.text() == "Save and next (Ctrl+Enter)"

    entry.presses(Qt.Key.Key_Return)

    assert [one.subject for one in entry.documents()] == ["Tiêm chủng"]
    assert entry.form.form.focused() == "issuer"


def test_problem_with_the_first_field_in_the_form_comes_first(entry: Entry) -> None:
    entry.fills(issuer="Sở Y tế", arrived_on="20/03", pages="many")
    entry.form.save(then_next=True)

    said = {name: entry.form.form.problem_at(name) for name in entry.form.form.editors}
    assert {name: text for name, text in said.items() if text} == {
        "arrived_on": "This day is still to come: correct the date.",
        "subject": "Needed: fill it in.",
        "pages": "“many” is no whole number: type digits only.",
    }
    assert entry.form.form.focused() == "arrived_on"
    assert entry.documents() == []


def test_what_the_disk_refuses_is_said_and_nothing_typed_is_lost(entry: Entry) -> None:
    entry.fills(issuer="Sở Y tế", subject="Tiêm chủng")
    draft = entry.form.draft()
    entry.store.connection.execute(REFUSED)

    entry.form.save(then_next=True)

    assert entry.says().endswith("may not be written: ask for write access to its folder.")
    assert (entry.form.draft(), entry.documents()) == (draft, [])


def test_draft_that_the_disk_refuses_is_told_of_once(entry: Entry) -> None:
    entry.fills(issuer="Sở Y tế")
    entry.store.connection.execute(REFUSED)

    entry.form.keep_draft()
    assert entry.says().endswith("may not be written: ask for write access to its folder.")

    entry.form.notice.clear()
    entry.form.keep_draft()
    assert entry.says() == ""


def test_who_only_reads_is_told_that_nothing_is_saved(qtbot: QtBot, store: Store) -> None:
    store.keep_draft(Draft("incoming", {"issuer": "Sở Y tế", "subject": "Tiêm chủng"}))
    with closing(open_office(store.path, read_only=True)) as second:
        entry = Entry(qtbot, second)
        entry.form.begin()
        assert entry.text("issuer") == "Sở Y tế"

        entry.clicks("Start empty")
        entry.fills(issuer="Sở Y tế", subject="Tiêm chủng")
        entry.form.save(then_next=True)
        assert entry.says() == "This file is open for reading only: nothing was saved."
        entry.form.leave()

    assert store.kept_draft("incoming") == Draft(
        "incoming", {"issuer": "Sở Y tế", "subject": "Tiêm chủng"}
    )
    assert list(store.reader.ids(Query("incoming"))) == []
