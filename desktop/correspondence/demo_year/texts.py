"""What the demo tells of a letter, a document and a body, as plain values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class IncomingText:
    """One line of the incoming register, and what a secretary notes beside it."""

    series: str
    arrived_on: date
    issuer: str
    symbol: str
    document_date: date
    kind: str
    subject: str
    receivers: tuple[str, ...]
    forwarded_on: date | None
    urgency: str
    channel: str
    pages: int
    signer: str
    signer_position: str
    due_on: date | None
    note: str
    topic: str
    """The field of the vocabulary that it is about; no column of the register."""
    co_units: tuple[str, ...] = ()
    handler: str = ""
    direction: str = ""
    progress: str = ""
    settled_on: date | None = None
    case_files: tuple[str, ...] = ()
    standing: str = ""
    standing_reason: str = ""
    changed_by: int | None = None
    """The place in the register of the document that changed this one, from 1."""


@dataclass(frozen=True, kw_only=True)
class OutgoingText:
    """One line of the outgoing register; its number is given when it is registered."""

    series: str
    document_date: date
    issuer: str
    kind: str
    subject: str
    capacity: str
    signer: str
    signer_position: str
    recipients: tuple[str, ...]
    file_copy_holder: str
    copies: int
    forwarded_on: date | None
    drafting_unit: str
    urgency: str
    channel: str
    pages: int
    topic: str
    """The field of the vocabulary that it is about; no column of the register."""
    replies_to: int | None = None
    """The place in the incoming register of the document that it answers, from 1."""
    case_files: tuple[str, ...] = ()
    standing: str = ""
    standing_reason: str = ""
    changed_by: int | None = None
    """The place in the register of the document that changed this one, from 1."""


@dataclass(frozen=True, kw_only=True)
class BodyText:
    """A body, a unit or a person that writes, receives or drafts."""

    name: str
    abbreviation: str
    aliases: tuple[str, ...]
    group: str
