"""Incoming documents (Decree 30/2020/NĐ-CP, Art. 20 to 24; register: Appendix IV, form VI)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.correspondence.rules import in_order, not_in_the_future, not_secret
from desktop.language.words import M
from desktop.records.fields import (
    Choice,
    Code,
    Day,
    Line,
    Name,
    Names,
    Passage,
    Person,
    SerialNumber,
    Symbol,
    Whole,
)
from desktop.records.record import Rule


@dataclass(frozen=True, kw_only=True)
class IncomingDocument:
    """A document that arrived; year and number are given when it is registered."""

    kind: ClassVar = "incoming"
    rules: ClassVar[tuple[Rule, ...]] = (
        not_secret,
        not_in_the_future("arrived_on"),
        in_order(
            "document_date",
            "arrived_on",
            M("It arrived before it was dated: correct a date, or give the reason below."),
        ),
        in_order(
            "arrived_on",
            "forwarded_on",
            M("It was forwarded before it arrived: correct a date, or give the reason below."),
        ),
        in_order("arrived_on", "due_on", M("It would be due before it arrived: correct the date.")),
    )

    id: int | None = None
    series: Annotated[
        str,
        Code(label=M("Series"), directory="incoming_series", required=True, facet=True),
    ]
    year: Annotated[int | None, Whole(label=M("Year"), facet=True)] = None
    number: Annotated[int | None, SerialNumber(label=M("Arrival number"))] = None
    arrived_on: Annotated[date, Day(label=M("Arrival date"), required=True)]
    issuer: Annotated[
        str,
        Name(label=M("Author"), directory="bodies", longest="body_length", required=True),
    ]
    symbol: Annotated[str | None, Symbol(label=M("Number and symbol"), longest="symbol_length")] = (
        None
    )
    document_date: Annotated[date | None, Day(label=M("Document date"))] = None
    document_kind: Annotated[
        str | None,
        Choice(label=M("Document kind"), catalogue="kinds", facet=True, in_words=True),
    ] = None
    subject: Annotated[str, Passage(label=M("Abstract"), longest="subject_length", required=True)]
    receivers: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Unit or person receiving"), directory="units", longest="body_length"),
    ] = None
    forwarded_on: Annotated[date | None, Day(label=M("Date forwarded"))] = None
    receipt: Annotated[str | None, Line(label=M("Received by"), longest="person_length")] = None
    due_on: Annotated[date | None, Day(label=M("Handling deadline"))] = None
    direction: Annotated[
        str | None, Passage(label=M("Leader's direction"), longest="direction_length")
    ] = None
    urgency: Annotated[str | None, Choice(label=M("Urgency"), catalogue="urgency")] = None
    secrecy: Annotated[str, Choice(label=M("Secrecy level"), catalogue="secrecy")] = "khong"
    channel: Annotated[str | None, Choice(label=M("Channel"), catalogue="channels")] = None
    signer_position: Annotated[
        str | None, Line(label=M("Signatory's position"), longest="position_length")
    ] = None
    signer: Annotated[
        str | None,
        Person(label=M("Signatory"), directory="incoming_signers", longest="person_length"),
    ] = None
    language: Annotated[str | None, Choice(label=M("Language"), catalogue="languages")] = None
    pages: Annotated[int | None, Whole(label=M("Pages"), least=1)] = None
    copies: Annotated[int | None, Whole(label=M("Number of copies"), least=1)] = None
    annexes: Annotated[str | None, Line(label=M("Annexes"), longest="note_length")] = None
    file_code: Annotated[str | None, Line(label=M("File number"))] = None
    file_ordinal: Annotated[int | None, Whole(label=M("Place in the file"), least=1)] = None
    date_reason: Annotated[
        str | None, Line(label=M("Reason for unusual dates"), longest="note_length")
    ] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None
