"""A small dialog that asks for a few facts: how high it is."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import M, Words
from desktop.records.fields import Ground, Line
from desktop.records.record import Rule
from desktop.widgets.form_dialog import FormDialog


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to be asked for."""

    kind: ClassVar = "note"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    text: Annotated[str | None, Line(label=M("Note"))] = None


def test_long_form_is_no_higher_than_the_screen_and_its_button_in_sight(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    dialog = FormDialog(
        M("Note"),
        Note,
        (("text",),) * 60,
        act=lambda _: None,
        words=Words("en"),
        ground=lambda: Ground(date(2026, 3, 15)),
        parent=over,
        does=M("Save (Ctrl+Enter)"),
    )
    with qtbot.waitExposed(dialog):
        dialog.open()

    screen = dialog.screen().availableGeometry().height()
    assert (dialog.height() < screen, dialog.does.geometry().bottom() < dialog.height()) == (
        True,
        True,
    )
