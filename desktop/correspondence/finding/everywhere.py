"""One question to all registers at once, and to the files of their documents."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.correspondence.attaching.attachments import documents_with
from desktop.correspondence.finding.asking import read_query
from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.storage.lists import Reader

_COUNTED: Final = 1000


@dataclass(frozen=True)
class Found:
    """How many records a question finds (at most 1,000 are counted), and the first of them."""

    count: int
    ids: "array[int]"


def everywhere(
    reader: Reader, text: str, *, ground: Ground, most: int = 20, kinds: Sequence[str] | None = None
) -> dict[str, Found]:
    """What each searched kind of record finds; kinds that find nothing are left out.

    A register that does not know a key of the question is not asked; what is no register
    of documents is asked for words alone.
    """
    asked = sorted(reader.searched, key=_place) if kinds is None else kinds
    queries = [query for kind in asked if (query := _query(text, kind, ground))]
    found = {query.kind: _found(reader, query, most) for query in queries}
    return {kind: one for kind, one in found.items() if one.count}


def _place(kind: str) -> tuple[bool, str]:
    return kind not in DOCUMENTS, kind


def _query(text: str, kind: str, ground: Ground) -> Query | None:
    if kind in DOCUMENTS:
        written = read_query(text, kind=kind, ground=ground)
        return written.query if written.parts and not written.problems else None
    words = _words_alone(text, ground)
    return Query(kind, words=words) if words else None


def _words_alone(text: str, ground: Ground) -> str:
    """The words of a question that asks for nothing else."""
    written = read_query(text, kind="incoming", ground=ground)
    return "" if written.conditions else written.query.words


def with_files(reader: Reader, text: str, *, ground: Ground, most: int = 5) -> list[Document]:
    """Documents in whose files all the words stand, of each register so many at most."""
    words = _words_alone(text, ground)
    if not words:
        return []
    return [
        document
        for kind in DOCUMENTS
        for document in reader.records(kind, documents_with(reader, words, kind)[:most])
    ]


def _found(reader: Reader, query: Query, most: int) -> Found:
    return Found(reader.count(query, _COUNTED), reader.ids(query, most))
