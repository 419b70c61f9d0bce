"""Attachments: the files kept with a document, each known by its content."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.language.words import M
from desktop.records.fields import Day, Line, Whole
from desktop.records.queries import Order, Query, Test
from desktop.storage.lists import Reader


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One file of a document; its content, and the text in it, are kept beside, once for all."""

    kind: ClassVar = "attachments"

    id: int | None = None
    register: Annotated[str, Line(label=M("Register"), required=True, in_words=False, facet=True)]
    record: Annotated[int, Whole(label=M("Document"), required=True)]
    name: Annotated[str, Line(label=M("File name"), required=True)]
    size: Annotated[int, Whole(label=M("Size"), required=True)]
    sha256: Annotated[str, Line(label=M("SHA-256"), required=True, in_words=False)]
    attached_on: Annotated[date, Day(label=M("Attached on"), required=True)]


def attachments_of(reader: Reader, register: str, record_id: int) -> list[Attachment]:
    """The files of a document, in the order in which they were attached."""
    query = Query("attachments", order=(Order("id"),))
    query = query.where("register", Test.IS, register).where("record", Test.IS, record_id)
    return list(reader.records("attachments", reader.ids(query)))


def documents_with(reader: Reader, words: str, register: str, most: int = 200) -> list[int]:
    """The live documents of a register in whose attachments all the words stand.

    Those that got such a file last come first; the newest `most` files are looked at.
    """
    query = Query("attachments", words=words).where("register", Test.IS, register)
    found = reader.records("attachments", reader.ids(query, most))
    documents = dict.fromkeys(attachment.record for attachment in found)
    trashed = reader.trashed(register)
    return [document for document in documents if document not in trashed]


def sums_of_size(reader: Reader, size: int) -> frozenset[str]:
    """The SHA-256 of all attached files of one size."""
    query = Query("attachments").where("size", Test.IS, size)
    found = reader.records("attachments", reader.ids(query))
    return frozenset(attachment.sha256 for attachment in found)
