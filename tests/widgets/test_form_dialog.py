"""A small dialog that asks for a few facts: how high it is, and how it does a long act."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import Trouble
from desktop.language.words import M, Words
from desktop.records.fields import Ground, Line
from desktop.records.record import Rule
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.long_act import LongAct


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to be asked for."""

    kind: ClassVar = "note"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    text: Annotated[str | None, Line(label=M("Note"))] = None


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """The page over which a form opens."""
    page = QWidget()
    qtbot.addWidget(page)
    return page


def opened(over: QWidget, act: Callable[[Note], object], rows: int = 1) -> FormDialog:
    dialog = FormDialog(
        M("Note"),
        Note,
        (("text",),) * rows,
        act=act,
        words=Words("en"),
        ground=lambda: Ground(date(2026, 3, 15)),
        parent=over,
        does=M("Save (Ctrl+Enter)"),
    )
    dialog.open()
    return dialog


def test_long_form_is_no_higher_than_the_screen_and_its_button_in_sight(
    qtbot: QtBot, over: QWidget
) -> None:
    dialog = opened(over, lambda _: None, rows=60)
    qtbot.waitExposed(dialog)

    screen = dialog.screen().availableGeometry().height()
    assert (dialog.height() < screen, dialog.does.geometry().bottom() < dialog.height()) == (
        True,
        True,
    )


# A long act


def steps(count: int, *, full: bool = False) -> Generator[None, None, str]:
    for _ in range(count):
        yield
    if full:
        raise Trouble(M("The disk is full: free some space, then try again."))
    return "change"


class Noting:
    """A form in which something was typed, and which has begun its act."""

    def __init__(self, over: QWidget, made: Generator[None, None, str]) -> None:
        self.ended: list[str] = []
        self.dialog = opened(over, lambda _: LongAct(made, M("Noting"), self.ended.append))
        self.dialog.accepted.connect(lambda: self.ended.append("closed"))
        self.dialog.form.set_text("text", "đã trình lãnh đạo")
        self.dialog.go()

    def holds_what_was_typed(self) -> bool:
        typed = self.dialog.form.text("text") == "đã trình lãnh đạo"
        return typed and self.dialog.isVisible() and self.ended == []


def test_form_closes_when_its_act_has_ended(over: QWidget) -> None:
    assert Noting(over, steps(3)).ended == ["closed", "change"]


def test_form_keeps_what_was_typed_until_a_long_act_has_ended(qtbot: QtBot, over: QWidget) -> None:
    noting = Noting(over, steps(6_000_000))
    assert noting.holds_what_was_typed()
    qtbot.waitUntil(lambda: bool(noting.ended), timeout=30_000)
    assert noting.ended == ["closed", "change"]


@pytest.mark.parametrize("count", [3, 6_000_000], ids=["at once", "later"])
def test_form_says_what_hinders_its_act_and_keeps_what_was_typed(
    qtbot: QtBot, over: QWidget, count: int
) -> None:
    noting = Noting(over, steps(count, full=True))
    said = noting.dialog.notice
    qtbot.waitUntil(lambda: bool(said.text()), timeout=30_000)
    assert said.text() == "The disk is full: free some space, then try again."
    assert noting.holds_what_was_typed()


def test_form_of_an_act_that_is_cancelled_keeps_what_was_typed(qtbot: QtBot, over: QWidget) -> None:
    noting = Noting(over, steps(10**9))
    (line,) = noting.dialog.findChildren(QProgressDialog)
    with qtbot.waitSignal(line.destroyed):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert noting.holds_what_was_typed()
