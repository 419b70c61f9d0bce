"""Handing over asked in one small dialog: on which day, and with slips to sign or without."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.correspondence.handing_over import HandOver, counts_by_unit, refuse_before_arrival
from desktop.correspondence.known_names import Document
from desktop.correspondence.registering import handing_over
from desktop.desk import Desk
from desktop.language.words import M, Message, Ms
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.record import fields_of
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.long_act import LongAct

_UNITS_NAMED = 4


def ask_hand_over(
    desk: Desk,
    documents: list[Document],
    *,
    ground: Callable[[], Ground],
    over: QWidget,
    done: Callable[[Change], object],
    print_slips: Callable[[list[Document]], object],
) -> FormDialog:
    """Ask when these documents are passed on; whether slips are wanted is remembered.

    `done` hears of the change.
    """

    def act(meant: HandOver) -> LongAct:
        refuse_before_arrival(documents, meant.day)
        desk.remember(replace(desk.settings, hand_over_slips=bool(meant.slips)))

        def then(change: Change) -> None:
            done(change)
            if meant.slips:
                print_slips(documents)

        steps = handing_over(desk.store, documents, meant.day)
        return LongAct(steps, M("Handing over"), then)

    fields = fields_of(HandOver)
    said = {
        "day": fields["day"].show(desk.store.today, ground()),
        "slips": fields["slips"].show(desk.settings.hand_over_slips, ground()),
    }
    dialog = FormDialog(
        Ms("Hand over {count} document", "Hand over {count} documents", len(documents)),
        HandOver,
        (("day",), ("slips",)),
        act=act,
        words=desk.words,
        ground=ground,
        parent=over,
        does=M("Handed over (Ctrl+Enter)"),
        draft=Draft(HandOver.kind, said),
        explains=_to_whom(documents),
    )
    dialog.open()
    return dialog


def _to_whom(documents: list[Document]) -> Message:
    """The units that get most, each with its count."""
    counts = counts_by_unit(documents)
    named = tuple(
        M("{unit}: {count}", unit=unit or M("no unit named"), count=count)
        for unit, count in counts[:_UNITS_NAMED]
    )
    rest = len(counts) - len(named)
    if not rest:
        return M("{units}", units=named)
    return Ms(
        "{units}, and {count} more unit", "{units}, and {count} more units", rest, units=named
    )
