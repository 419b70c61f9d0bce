"""Incoming documents (Decree 30/2020/NĐ-CP, Art. 20 to 24; register: Appendix IV, form VI)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.correspondence.document import RegisteredDocument
from desktop.correspondence.rules import in_order, not_in_the_future, not_secret
from desktop.language.words import M
from desktop.records.fields import (
    Choice,
    Code,
    Day,
    Line,
    Link,
    Name,
    Names,
    Passage,
    Person,
    SerialNumber,
)
from desktop.records.record import Rule


@dataclass(frozen=True, kw_only=True)
class IncomingDocument(RegisteredDocument):
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
        not_in_the_future("settled_on"),
        in_order(
            "arrived_on",
            "settled_on",
            M("It would be settled before it was given: correct the date."),
        ),
        in_order("arrived_on", "due_on", M("It would be due before it arrived: correct the date.")),
    )

    series: Annotated[
        str,
        Code(label=M("Series"), directory="incoming_series", required=True, facet=True),
    ]
    number: Annotated[int | None, SerialNumber(label=M("Arrival number"))] = None
    arrived_on: Annotated[date, Day(label=M("Arrival date"), required=True)]
    issuer: Annotated[
        str,
        Name(label=M("Author"), directory="bodies", longest="body_length", required=True),
    ]
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
    co_units: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Co-operating units"), directory="units", longest="body_length"),
    ] = None
    handler: Annotated[
        str | None, Person(label=M("Handler"), directory="handlers", longest="person_length")
    ] = None
    forwarded_on: Annotated[date | None, Day(label=M("Date forwarded"))] = None
    due_on: Annotated[date | None, Day(label=M("Handling deadline"))] = None
    direction: Annotated[
        str | None, Passage(label=M("Leader's direction"), longest="direction_length")
    ] = None
    progress: Annotated[str | None, Passage(label=M("Progress"), longest="direction_length")] = None
    settled_on: Annotated[date | None, Day(label=M("Settled on"))] = None
    replies_to: Annotated[int | None, Link(label=M("Answers our"), register="outgoing")] = None
    changed_by: Annotated[int | None, Link(label=M("Changed by"), register="incoming")] = None
    received_again: Annotated[
        str | None, Line(label=M("Received again"), longest="note_length", in_words=False)
    ] = None
    signer: Annotated[
        str | None,
        Person(label=M("Signatory"), directory="incoming_signers", longest="person_length"),
    ] = None
