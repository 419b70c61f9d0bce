"""What is done with numbers, each asked in a small dialog: cancel, reserve, recall or replace."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.registering import title
from desktop.correspondence.standing import (
    Cancelling,
    Changed,
    Reservation,
    reserve,
    reserved_range,
    set_standing,
    voiding,
)
from desktop.desk import Desk
from desktop.language.words import M, Ms
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.law import catalogue
from desktop.records.record import fields_of
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.long_act import LongAct

Done = Callable[[Change], object]


class NumberActs:
    """Opens the dialogs over one register; `done` hears of each change."""

    def __init__(self, desk: Desk, names: KnownNames, *, over: QWidget, done: Done) -> None:
        self._desk = desk
        self._names = names
        self._over = over
        self._done = done

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def cancel(self, documents: list[Document]) -> FormDialog:
        """Ask why these numbers are cancelled."""

        def act(meant: Cancelling) -> LongAct:
            steps = voiding(self._desk.store, documents, reason=meant.reason)
            return LongAct(steps, M("Cancelling numbers"), self._done)

        one = M("Cancel {document}", document=title(documents[0]))
        many = Ms("Cancel {count} number", "Cancel {count} numbers", len(documents))
        return self._open(
            FormDialog(
                one if len(documents) == 1 else many,
                Cancelling,
                (("reason",),),
                act=act,
                words=self._desk.words,
                ground=self._ground,
                parent=self._over,
                does=M("Cancel the number (Ctrl+Enter)"),
                explains=M("It keeps its line in the register, struck through."),
            )
        )

    def change(self, document: Document) -> FormDialog:
        """Ask by which document this one was replaced, corrected or recalled."""

        def ground() -> Ground:
            known = self._ground()
            own = {"own": known.registers[document.kind]}
            return replace(known, registers={**known.registers, **own})

        def act(meant: Changed) -> None:
            change = set_standing(
                self._desk.store,
                document,
                standing=meant.standing,
                by=meant.changed_by,
                reason=meant.reason,
            )
            self._done(change)

        return self._open(
            FormDialog(
                M("Changed: {document}", document=title(document)),
                Changed,
                (("standing",), ("changed_by",), ("reason",)),
                act=act,
                words=self._desk.words,
                ground=ground,
                parent=self._over,
                does=M("Note it (Ctrl+Enter)"),
                explains=M("Both documents show the other one from now on."),
            )
        )

    def reserve(self, series: str | None) -> FormDialog:
        """Ask which numbers of a series to keep free; the next ten are proposed."""

        def act(meant: Reservation) -> None:
            self._done(reserve(self._desk.store, meant, names=self._names)[0])

        return self._open(
            FormDialog(
                M("Reserve numbers"),
                Reservation,
                (("series", "day"), ("first", "last"), ("document_kind",), ("purpose",)),
                act=act,
                words=self._desk.words,
                ground=self._ground,
                parent=self._over,
                does=M("Reserve (Ctrl+Enter)"),
                draft=self._proposed(series),
                suggests={"series": self._suggest_series()}.get,
                explains=M("They are given from now on; F2 fills one in when its document comes."),
            )
        )

    def _proposed(self, code: str | None) -> Draft:
        own = self._names.series_of("outgoing")
        series = next((one for one in own if one.code == code), own[0] if own else None)
        if series is None:
            return Draft("reservation")
        today = self._desk.store.today
        first, last = reserved_range(self._desk.store.reader, series.code, today.year)
        fields, ground = fields_of(Reservation), self._ground()
        kind = catalogue("kinds").of(next(iter(series.kinds or ()), ""))
        return Draft(
            "reservation",
            {
                "series": series.code,
                "day": fields["day"].show(today, ground),
                "first": fields["first"].show(first, ground),
                "last": fields["last"].show(last, ground),
                "document_kind": kind.name(ground.language) if kind else "",
            },
        )

    def _suggest_series(self) -> Suggest:
        def suggest(typed: str) -> list[Suggestion]:
            known = self._names.directories["outgoing_series"].suggest(typed)
            return [Suggestion(one.name, one.aliases[0]) for one in known]

        return suggest

    def _open(self, dialog: FormDialog) -> FormDialog:
        dialog.open()
        return dialog
