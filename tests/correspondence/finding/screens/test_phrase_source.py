"""The abstract in a form goes on as the office's own abstracts did."""

from collections.abc import Iterator
from datetime import date
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.correspondence.finding.phrases import Beginning, Continuation, growing
from desktop.correspondence.finding.screens import phrase_source
from desktop.correspondence.finding.screens.phrase_source import PhraseSource
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import register
from desktop.correspondence.views import VIEWS
from desktop.desk import Desk
from desktop.language.words import Words
from desktop.records.drafts import Draft
from desktop.records.record import fields_of
from desktop.settings import Settings
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.widgets.chooser import Suggest
from desktop.widgets.editors import PassageEditor
from desktop.widgets.record_form import RecordForm

FINANCE, HEALTH = "Sở Tài chính", "Sở Y tế"


def no_names(field: str) -> Suggest | None:
    return None


class Entry:
    """The fields of the incoming register, and the source that continues its abstract."""

    def __init__(self, qtbot: QtBot, office: Store, names: KnownNames) -> None:
        self.qtbot = qtbot
        self.office = office
        self.names = names
        desk = Desk(office, Settings(), Words("en"), settings_path=None)
        self.source = PhraseSource("incoming", desk, lambda name: self.form.text(name))
        self.form = RecordForm(
            fields_of(IncomingDocument),
            VIEWS["incoming"].sections,
            words=desk.words,
            ground=lambda: names.ground(office.today, "en"),
            suggests=no_names,
            continues=self.source.continues,
        )
        qtbot.addWidget(self.form)
        with qtbot.waitExposed(self.form):
            self.form.show()
        self.form.activateWindow()

    @property
    def abstract(self) -> PassageEditor:
        editor = self.form.editors["subject"]
        assert isinstance(editor, PassageEditor)
        return editor

    def enter(self, subject: str, issuer: str) -> None:
        document = IncomingDocument(
            series="SN", arrived_on=date(2026, 3, 12), issuer=issuer, subject=subject
        )
        register(self.office, document, names=self.names)

    def begin(self, **texts: str) -> None:
        self.form.show_draft(Draft("incoming", texts))
        self.form.focus("subject")
        self.qtbot.waitUntil(self.abstract.hasFocus)

    def types(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.abstract, key)
            else:
                QTest.keyClick(self.abstract, key)

    def sees(self) -> list[str]:
        """The offers, when they are there."""
        continuer = self.abstract.continuer
        assert continuer is not None
        self.qtbot.waitUntil(continuer.is_open)
        return continuer.popup.texts()


@pytest.fixture
def entry(qtbot: QtBot, office: Store, names: KnownNames) -> Iterator[Entry]:
    made = Entry(qtbot, office, names)
    yield made
    made.source.close()


def test_abstract_is_continued_out_of_the_register(entry: Entry) -> None:
    entry.enter("Phê duyệt kế hoạch thanh tra", FINANCE)
    entry.begin()
    entry.types("phe duyet ke ho")
    assert entry.sees() == ["hoạch thanh tra"]

    entry.types(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert entry.form.text("subject") == "phe duyet ke hoạch thanh tra"
    assert entry.form.focused() == "subject"

    entry.types(Qt.Key.Key_Return)
    assert entry.form.focused() != "subject"


def test_author_in_the_form_comes_first(entry: Entry) -> None:
    entry.enter("Kế hoạch tiêm chủng", HEALTH)
    entry.enter("Kế hoạch thu chi", FINANCE)
    entry.enter("Kế hoạch thu chi", FINANCE)
    entry.begin(issuer=HEALTH)
    entry.types("ke hoach ")

    assert entry.sees() == ["tiêm chủng", "thu chi"]


def test_only_the_abstract_is_continued(entry: Entry) -> None:
    continued = [name for name in entry.form.editors if entry.source.continues(name)]

    assert continued == ["subject"]


def test_source_lets_go_of_the_file_and_opens_it_for_the_next_question(entry: Entry) -> None:
    entry.enter("Kế hoạch thu chi", FINANCE)
    entry.begin()
    entry.types("ke h")
    assert entry.sees() == ["hoạch thu chi"]

    entry.source.close()
    entry.source.close()
    entry.begin()
    entry.types("ke hoach t")
    assert entry.sees() == ["thu chi"]


def test_only_the_newest_question_is_answered(
    entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry.enter("Kế hoạch thu chi", FINANCE)
    begun, go_on = Event(), Event()
    found: list[tuple[str, Any]] = []

    def slowly(reader: Reader, beginning: Beginning) -> Iterator[list[Continuation]]:
        begun.set()
        go_on.wait(10)
        yield from growing(reader, beginning)

    monkeypatch.setattr(phrase_source, "growing", slowly)
    ask = entry.source.continues("subject")
    assert ask is not None
    ask("ke", lambda offers: found.append(("ke", offers)))
    assert begun.wait(10)
    ask("thu ", lambda offers: found.append(("thu ", offers)))
    go_on.set()
    entry.qtbot.waitUntil(lambda: bool(found))

    assert found == [("thu ", [Continuation("chi")])]
