"""Dispatching: what goes to the post, and its line in the book."""

from collections.abc import Sequence
from datetime import date

from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.referring import reference
from desktop.errors import Trouble
from desktop.language.words import M, Ms
from desktop.records.changes import Change
from desktop.storage.store import Store


def keep_dispatch(store: Store, dispatch: Dispatch) -> Change:
    """Enter a line of the post book, or correct one."""
    if dispatch.id is None:
        with store.writing(M("entering post to {recipient}", recipient=dispatch.recipient)) as new:
            new.add(dispatch)
        return new.change
    with store.writing(
        M("correcting post to {recipient}", recipient=dispatch.recipient)
    ) as writing:
        writing.put(dispatch)
    return writing.change


def dispatch_documents(store: Store, documents: Sequence[OutgoingDocument], day: date) -> Change:
    """Enter documents in the post book: for each recipient one line, and one envelope.

    Raises Trouble for a document that goes to nobody.
    """
    by_recipient = _by_recipient(documents)
    count = len(by_recipient)
    words = Ms(
        "entering {count} envelope in the post book",
        "entering {count} envelopes in the post book",
        count,
    )
    with store.writing(words) as writing:
        for recipient, symbols in by_recipient.items():
            line = "; ".join(symbols)
            writing.add(Dispatch(sent_on=day, symbols=line, recipient=recipient, envelopes=1))
    return writing.change


def _by_recipient(documents: Sequence[OutgoingDocument]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for document in documents:
        symbol = document.symbol or reference(document)
        if not document.recipients:
            raise Trouble(M("{document} has no recipients: name them first.", document=symbol))
        for recipient in document.recipients:
            found.setdefault(recipient, []).append(symbol)
    return found


def discard_dispatches(store: Store, *dispatches: Dispatch) -> Change:
    """Move lines of the post book to the trash."""
    count = len(dispatches)
    words = Ms("discarding {count} line of post", "discarding {count} lines of post", count)
    with store.writing(words) as writing:
        for dispatch in dispatches:
            writing.trash("dispatches", _id(dispatch))
    return writing.change


def put_back_dispatches(store: Store, *dispatches: Dispatch) -> Change:
    """Take lines of the post book out of the trash."""
    count = len(dispatches)
    words = Ms("putting back {count} line of post", "putting back {count} lines of post", count)
    with store.writing(words) as writing:
        for dispatch in dispatches:
            writing.restore("dispatches", _id(dispatch))
    return writing.change


def _id(dispatch: Dispatch) -> int:
    assert dispatch.id is not None
    return dispatch.id
