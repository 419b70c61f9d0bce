"""The emergency register, entered line by line: Ctrl+Enter asks for the next line, Esc ends."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.correspondence.catching_up import (
    CatchingUp,
    PaperLine,
    enter_line,
    line_after,
    summary,
)
from desktop.correspondence.entering import follow
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.referring import reference
from desktop.correspondence.screens.suggesting import suggest_from
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.widgets.chooser import Suggestion
from desktop.widgets.editors import LineEditor
from desktop.widgets.form_dialog import FormDialog

_ROWS: Final = (
    ("number", "arrived_on"),
    ("issuer",),
    ("symbol", "document_date"),
    ("document_kind",),
    ("subject",),
    ("receivers",),
    ("date_reason",),
    ("crossed_out",),
    ("reason",),
)
_ROOM: Final = 4  # lines for labels that wrap, and for what is wrong

Done = Callable[[Message], object]


def catch_up(
    desk: Desk, names: KnownNames, *, series: str | None, over: QWidget, done: Done
) -> FormDialog:
    """Ask whose pages are entered, then for their lines; `done` hears how many there were."""

    def ground() -> Ground:
        return names.ground(desk.store.today, desk.words.language)

    def suggest(typed: str) -> list[Suggestion]:
        known = names.directories["incoming_series"].suggest(typed)
        return [Suggestion(one.name, one.aliases[0]) for one in known]

    own = [one.code for one in names.series_of("incoming")]
    proposed = series if series in own else next(iter(own), "")
    chosen: list[str] = []
    dialog = FormDialog(
        M("Enter what was written by hand"),
        CatchingUp,
        (("series",),),
        act=lambda meant: chosen.append(meant.series),
        words=desk.words,
        ground=ground,
        parent=over,
        does=M("Begin (Ctrl+Enter)"),
        draft=Draft(CatchingUp.kind, {"series": proposed}),
        suggests={"series": suggest}.get,
        explains=M("Each series has pages of its own; its lines are entered in their order."),
    )
    dialog.accepted.connect(
        lambda: LineDialog(desk, names, series=chosen[0], over=over, done=done).open()
    )
    dialog.open()
    return dialog


class LineDialog(FormDialog):
    """Asks for one line after another; a line that is entered is kept, whatever comes after."""

    def __init__(
        self, desk: Desk, names: KnownNames, *, series: str, over: QWidget, done: Done
    ) -> None:
        super().__init__(
            M("Written by hand, series {series}", series=series),
            PaperLine,
            _ROWS,
            act=self._enter,
            words=desk.words,
            ground=lambda: names.ground(desk.store.today, desk.words.language),
            parent=over,
            does=M("Enter, then the next line (Ctrl+Enter)"),
            draft=_left(desk, series),
            suggests={
                "issuer": suggest_from(names, "bodies"),
                "receivers": suggest_from(names, "units"),
            }.get,
            explains=M("Line by line as on the paper, crossed out ones too. Esc ends."),
        )
        self._desk = desk
        self._names = names
        self._series = series
        self._done = done
        self._entered: list[IncomingDocument] = []
        self._fit(len(_ROWS) + _ROOM)
        symbol = self.form.editors["symbol"]
        assert isinstance(symbol, LineEditor)
        symbol.editingFinished.connect(self._fill_kind)

    def _enter(self, line: PaperLine) -> None:
        change, kept = enter_line(self._desk.store, line, series=self._series, names=self._names)
        self._entered.append(kept)
        self._desk.tell(change)

    def accept(self) -> None:
        """A line is entered: say so, and ask for the next one."""
        last = self._entered[-1]
        self.form.show_draft(line_after(last, self._ground()))
        self.form.focus("issuer")
        said = M("{number} is entered.", number=reference(last))
        self.notice.show_message(self._words(said), "done")

    def reject(self) -> None:
        """End; a line that was half typed waits until the next time."""
        self._keep_half_typed()
        super().reject()
        if self._entered:
            self._done(summary(self._entered))

    def _keep_half_typed(self) -> None:
        typed = self.form.draft(PaperLine.kind)
        untouched = line_after(self._entered[-1] if self._entered else None, self._ground())
        if typed != untouched:
            with suppress(Trouble):  # the pages are still there to be read again
                self._desk.store.keep_draft(typed.typed("series", self._series))

    def _fill_kind(self) -> None:
        """The symbol tells the kind, as in the form of the register."""
        if self.form.text("document_kind"):
            return
        for filled in follow(
            self.form.draft(PaperLine.kind), "symbol", self._names, self._ground()
        ):
            self.form.set_text(filled.field, filled.text)


def _left(desk: Desk, series: str) -> Draft | None:
    """The line of this series that was half typed the last time; it is offered once."""
    kept = desk.store.kept_draft(PaperLine.kind)
    if kept is None or kept.text("series") != series:
        return None
    desk.store.drop_draft(PaperLine.kind)
    return kept
