"""The same document received a second time: noted on its one record, without a second number."""

from dataclasses import replace
from datetime import date

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.registering import title
from desktop.language.words import M
from desktop.records.changes import Change
from desktop.records.law import catalogue
from desktop.storage.store import Store


def receive_again(
    store: Store, document: IncomingDocument, *, day: date, channel: str | None
) -> Change:
    """Note that a document came once more, on which day and by which way.

    What comes on paper and electronically has one number (Decree 30/2020/NĐ-CP, Art. 22(2)).
    """
    entry = catalogue("channels").of(channel or "")
    said = f"{day:%d/%m/%Y}{f' ({entry.vi})' if entry else ''}"
    noted = "; ".join(part for part in (document.received_again, said) if part)
    words = M("noting that {document} was received again", document=title(document))
    with store.writing(words) as writing:
        writing.put(replace(document, received_again=noted))
    return writing.change
