"""The documents that belong to one: what it answers, what answers it, what changed it."""

from dataclasses import dataclass

from desktop.correspondence.known_names import Document
from desktop.correspondence.replying import answers_to, chain_of, origins
from desktop.correspondence.standing import changed_by_it
from desktop.language.words import M, Message
from desktop.storage.lists import Reader


@dataclass(frozen=True)
class Related:
    """Another document, and what it is to this one."""

    label: Message
    document: Document


def related_to(reader: Reader, document: Document) -> tuple[Related, ...]:
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
    found = [Related(label, one) for label, others in near for one in others]
    named = {(one.kind, one.id) for one in (*answered, *answers, document)}
    rest = [one for one in chain_of(reader, document) if (one.kind, one.id) not in named]
    return (*found, *(Related(M("In the same chain"), one) for one in rest))
