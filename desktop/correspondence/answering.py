"""Settling what an outgoing document has answered."""

from dataclasses import replace
from typing import Any

from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import title
from desktop.correspondence.standing import UNCOUNTED
from desktop.language.words import M
from desktop.records.changes import Change
from desktop.storage.lists import Reader
from desktop.storage.store import Store


def open_question(reader: Reader, answer: OutgoingDocument) -> Any:
    """The incoming document that this one answers, where it waits to be settled; else None."""
    if answer.replies_to is None or answer.standing in UNCOUNTED:
        return None
    asked = reader.record("incoming", answer.replies_to)
    gone = asked.standing in UNCOUNTED or reader.is_trashed("incoming", asked.id)
    return None if gone or asked.settled_on else asked


def settle_answered(store: Store, answer: OutgoingDocument) -> Change | None:
    """Note that the document answered is settled, on the day of the answer.

    An answer that was dated before its question arrived settles it on the day of arrival.
    """
    asked = open_question(store.reader, answer)
    if asked is None:
        return None
    with store.writing(M("settling {document}", document=title(asked))) as writing:
        day = max(answer.document_date, asked.arrived_on)
        writing.put(replace(asked, settled_on=day))
    return writing.change
