"""The post dispatch book (Decree 30/2020/NĐ-CP, Appendix IV, form III)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.correspondence.rules import not_in_the_future
from desktop.language.words import M
from desktop.records.fields import Day, Line, Name, Passage, Whole
from desktop.records.record import Rule


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """What went to one recipient by post on one day."""

    kind: ClassVar = "dispatches"
    rules: ClassVar[tuple[Rule, ...]] = (not_in_the_future("sent_on"),)

    id: int | None = None
    sent_on: Annotated[date, Day(label=M("Sent on"), required=True)]
    symbols: Annotated[
        str, Line(label=M("Numbers and symbols"), longest="note_length", required=True)
    ]
    recipient: Annotated[
        str,
        Name(label=M("Recipient"), directory="bodies", longest="body_length", required=True),
    ]
    envelopes: Annotated[int | None, Whole(label=M("Number of envelopes"), least=1)] = None
    receipt: Annotated[
        str | None, Line(label=M("Signature and postmark"), longest="person_length")
    ] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None
