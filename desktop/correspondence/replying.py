"""Answers: which document answers which, across both registers."""

from typing import Any, Final

from desktop.language.words import M, Message
from desktop.records.drafts import Problems
from desktop.records.queries import Query, Test
from desktop.records.record import Problem
from desktop.storage.lists import Reader

# A document of one register answers one of the other.
OTHER: Final = {"incoming": "outgoing", "outgoing": "incoming"}
_LONGEST: Final = 200  # documents of one chain; no correspondence is longer


def refuse_unfit_reply(reader: Reader, document: Any) -> None:
    """Raise Problems where a document answers one that is cancelled, or at last itself."""
    if document.replies_to is None:
        return
    asked = OTHER[document.kind]
    answered = reader.record(asked, document.replies_to)
    if answered.standing == "void" or reader.is_trashed(asked, answered.id):
        raise _problem(M("The number of that document is cancelled: nothing can answer it."))
    if document.id is not None and _is_among(document, origins(reader, answered)):
        raise _problem(M("That document already answers this one: one of them came first."))


def _is_among(document: Any, others: list[Any]) -> bool:
    own = (document.kind, document.id)
    return any((one.kind, one.id) == own for one in others)


def _problem(message: Message) -> Problems:
    return Problems((Problem("replies_to", message),))


def origins(reader: Reader, document: Any) -> list[Any]:
    """What this document answers, and what that one answers, back to the first."""
    found: list[Any] = []
    while document.replies_to is not None and len(found) < _LONGEST:
        document = reader.record(OTHER[document.kind], document.replies_to)
        found.append(document)
    return found


def answers_to(reader: Reader, document: Any) -> list[Any]:
    """The live documents that answer this one, the first answer first."""
    kind = OTHER[document.kind]
    ids = reader.ids(Query(kind).where("replies_to", Test.IS, document.id))[::-1]
    return list(reader.records(kind, ids))


def chain_of(reader: Reader, document: Any) -> list[Any]:
    """All that was written back and forth, from the first document to the last answers."""
    back = origins(reader, document)
    chain = [back[-1] if back else document]
    for one in chain:
        chain.extend(answers_to(reader, one))
        if len(chain) > _LONGEST:
            break
    return chain
