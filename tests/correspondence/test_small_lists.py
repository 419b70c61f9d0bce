"""The office's small lists in the window: opened from the menu, known everywhere once saved."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.correspondence.screens.tab import CorrespondenceTab
from desktop.desk import Desk
from desktop.language.words import Words
from desktop.opening import office_of
from desktop.records.drafts import Draft
from desktop.settings import Settings
from desktop.storage.store import Store
from desktop.widgets.list_dialog import ListDialog
from desktop.window import Window


class Opened:
    """A window with the tab of correspondence."""

    def __init__(self, qtbot: QtBot, office: Store) -> None:
        self.qtbot = qtbot
        self.desk = Desk(office, Settings(), Words("en"), settings_path=None)
        self.window = Window(self.desk, lambda desk: [CorrespondenceTab(desk)])
        qtbot.addWidget(self.window)
        self.window.show()

    @property
    def tab(self) -> CorrespondenceTab:
        tab = self.window.screens[0]
        assert isinstance(tab, CorrespondenceTab)
        return tab

    def open(self, action_id: str) -> ListDialog:
        action = self.window.findChild(QAction, action_id)
        assert isinstance(action, QAction)
        action.trigger()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ListDialog)
        return dialog


@pytest.fixture
def opened(qtbot: QtBot, office: Store) -> Iterator[Opened]:
    opened = Opened(qtbot, office)
    yield opened
    opened.window.close()
    opened.desk.tasks.wait()


def test_they_stand_in_the_menu(opened: Opened) -> None:
    actions = [opened.window.findChild(QAction, one) for one in ("series", "bodies", "office")]

    assert [action.text() for action in actions if isinstance(action, QAction)] == [
        "Number series…",
        "Senders and receivers…",
        "The office…",
    ]


def test_a_series_that_was_defined_is_offered_where_documents_are_entered(opened: Opened) -> None:
    dialog = opened.open("series")
    dialog.new()
    for name, text in {"code": "KN", "name": "Khiếu nại, tố cáo"}.items():
        dialog.form.set_text(name, text)
    dialog.save()

    codes = [series.code for series in opened.tab.names.series_of("incoming")]
    assert codes == ["TW", "SN", "DP", "DT", "KN"]
    assert dialog.count.text() == "22 entries"

    opened.window.undo()
    assert [series.code for series in opened.tab.names.series_of("incoming")] == codes[:4]
    assert dialog.count.text() == "21 entries"


def test_a_new_series_stands_in_the_register_one_looks_at(opened: Opened) -> None:
    dialog = opened.open("series")
    dialog.search.setText("VP-QD")
    dialog.new()

    assert dialog.draft() == Draft(
        "series",
        {"register": "Outgoing documents", "issuer": "Văn phòng Ủy ban nhân dân tỉnh"},
    )


def test_templates_in_use_are_offered_with_what_they_make(opened: Opened) -> None:
    dialog = opened.open("series")
    chooser = dialog.form.editors["template"].chooser  # type: ignore[union-attr]
    assert chooser is not None

    assert [(offer.text, offer.hint) for offer in chooser._suggest("{number}/{y")] == [
        ("{number}/{year}/{kind}-UBND", "01/2026/QĐ-UBND")
    ]


def test_a_body_that_was_added_is_known_where_documents_are_entered(opened: Opened) -> None:
    dialog = opened.open("bodies")
    dialog.new()
    dialog.form.set_text("name", "Sở Y tế")
    dialog.form.set_text("abbreviation", "SYT")
    dialog.form.set_text("replaced_by", "vp")
    dialog.save()

    assert opened.tab.names.directories["bodies"].named("syt") == "Sở Y tế"
    assert opened.tab.names.bodies["Sở Y tế"].replaced_by == "Văn phòng Ủy ban nhân dân tỉnh"


def test_the_office_names_itself(opened: Opened) -> None:
    dialog = opened.open("office")
    dialog.form.set_text("place", "Hà Tĩnh")
    dialog.save()

    assert office_of(opened.desk.store).place == "Hà Tĩnh"


def test_a_closed_list_is_gone_and_hears_of_nothing(opened: Opened) -> None:
    for _ in range(3):
        dialog = opened.open("office")
        dialog.form.set_text("place", dialog.form.text("place") + "x")
        dialog.save()
        dialog.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    opened.window.undo()

    assert opened.window.findChildren(ListDialog) == []
    assert office_of(opened.desk.store).place == "xx"
