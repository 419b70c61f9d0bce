"""Small dialogs that ask why: why a clash is allowed, why a meeting is put off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.language.words import M, Message
from desktop.records.fields import Ground, Line
from desktop.records.record import Rule
from desktop.widgets.form_dialog import FormDialog


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One sentence that the office will read later."""

    kind: ClassVar = "reason"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    reason: Annotated[str, Line(label=M("Reason"), longest="note_length", required=True)]


def ask_reason(
    title: Message,
    act: Callable[[str], object],
    *,
    desk: Desk,
    over: QWidget,
    does: Message,
    explains: Sequence[Message] = (),
) -> FormDialog:
    """Ask for a reason, and do with it what it is for."""

    def ground() -> Ground:
        return Ground(desk.store.today, desk.words.language)

    dialog = FormDialog(
        title,
        Reason,
        (("reason",),),
        act=lambda meant: act(meant.reason),
        words=desk.words,
        ground=ground,
        parent=over,
        does=does,
        explains=explains[0] if explains else None,
    )
    dialog.open()
    return dialog
