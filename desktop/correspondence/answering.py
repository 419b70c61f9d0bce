"""Settling what an outgoing document has answered."""

from dataclasses import replace
from typing import Any

from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import title
from desktop.language.words import M
from desktop.records.changes import Change
from desktop.storage.lists import Reader
from desktop.storage.store import Store


def open_question(reader: Reader, answer: OutgoingDocument) -> Any:
    """The incoming document that this one answers, where it is not settled yet; else None."""
    if answer.replies_to is None:
        return None
    asked = reader.record("incoming", answer.replies_to)
    return asked if asked.settled_on is None else None


def settle_answered(store: Store, answer: OutgoingDocument) -> Change | None:
    """Note that the document answered is settled, on the day of the answer."""
    asked = open_question(store.reader, answer)
    if asked is None:
        return None
    with store.writing(M("settling {document}", document=title(asked))) as writing:
        writing.put(replace(asked, settled_on=answer.document_date))
    return writing.change
