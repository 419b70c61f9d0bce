"""The documents that belong to one: what it answers, what answers it, what changed it."""

from desktop.correspondence.known_names import Document
from desktop.correspondence.registering import title
from desktop.correspondence.replying import answers_to, chain_of, origins
from desktop.correspondence.standing import changed_by_it
from desktop.language.words import M, Message
from desktop.records.ways import Way
from desktop.storage.lists import Reader


def related_to(reader: Reader, document: Document) -> tuple[Way, ...]:
    """Everything that belongs to a document, the nearest first; the rest of its chain last."""
    answered = origins(reader, document)[:1]
    answers = answers_to(reader, document)
    changed_by = [reader.record(document.kind, document.changed_by)] if document.changed_by else []
    near = (
        (M("Answers"), answered),
        (M("Answered by"), answers),
        (M("Changed by"), changed_by),
        (M("Changes"), changed_by_it(reader, document)),
    )
    found = [way_to(one, label) for label, others in near for one in others]
    named = {(one.kind, one.id) for one in (*answered, *answers, document)}
    rest = [one for one in chain_of(reader, document) if (one.kind, one.id) not in named]
    return (*found, *(way_to(one, M("In the same chain")) for one in rest))


def way_to(document: Document, what: Message) -> Way:
    """The way to a document, and what it is to the one that it starts from."""
    assert document.id is not None
    return Way(what, title(document), document.subject, document.kind, document.id)
