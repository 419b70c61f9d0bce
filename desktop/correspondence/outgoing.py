"""Outgoing documents (Decree 30/2020/NĐ-CP, Art. 14 to 19; register: Appendix IV, form I)."""

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
    Link,
    Name,
    Names,
    Passage,
    Person,
    SerialNumber,
)
from desktop.records.record import Rule


@dataclass(frozen=True, kw_only=True)
class OutgoingDocument(RegisteredDocument):
    """A document that the office issued; year, number and symbol are given at registration."""

    kind: ClassVar = "outgoing"
    rules: ClassVar[tuple[Rule, ...]] = (
        not_secret,
        not_in_the_future("document_date"),
        in_order(
            "document_date",
            "forwarded_on",
            M("It was handed over before it was dated: correct a date, or give the reason below."),
        ),
    )

    series: Annotated[
        str,
        Code(label=M("Series"), directory="outgoing_series", required=True, facet=True),
    ]
    number: Annotated[int | None, SerialNumber(label=M("Number"))] = None
    document_date: Annotated[date, Day(label=M("Document date"), required=True)]
    issuer: Annotated[
        str | None, Name(label=M("Issuing body"), directory="bodies", longest="body_length")
    ] = None
    document_kind: Annotated[
        str,
        Choice(
            label=M("Document kind"), catalogue="kinds", required=True, facet=True, in_words=True
        ),
    ]
    subject: Annotated[str, Passage(label=M("Abstract"), longest="subject_length", required=True)]
    capacity: Annotated[str | None, Choice(label=M("Signing capacity"), catalogue="capacities")] = (
        None
    )
    signer: Annotated[
        str | None,
        Person(label=M("Signatory"), directory="outgoing_signers", longest="person_length"),
    ] = None
    drafting_unit: Annotated[
        str | None, Name(label=M("Drafting unit"), directory="units", longest="body_length")
    ] = None
    recipients: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Recipients"), directory="bodies", longest="body_length"),
    ] = None
    file_copy_holder: Annotated[
        str | None, Name(label=M("Keeper of the file copy"), directory="units")
    ] = None
    replies_to: Annotated[int | None, Link(label=M("Answers"), register="incoming")] = None
    changed_by: Annotated[int | None, Link(label=M("Changed by"), register="outgoing")] = None
    forwarded_on: Annotated[date | None, Day(label=M("Date handed over"))] = None
    due_on: Annotated[date | None, Day(label=M("Reply expected by"))] = None
