"""All that the registers hold about one body, unit or person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from desktop.correspondence.finding.asking import write_query
from desktop.correspondence.known_names import DOCUMENTS
from desktop.language.words import Message
from desktop.records.fields import Ground, Name, Names
from desktop.records.queries import Filter, Query, Test
from desktop.records.record import fields_of
from desktop.storage.lists import Reader

_NEWEST: Final = 5


@dataclass(frozen=True)
class Part:
    """What a name is in one register: author, receiver, signatory; and how often in each year."""

    kind: str
    label: Message
    written: str
    years: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        return sum(count for _, count in self.years)


@dataclass(frozen=True)
class About:
    """A name's parts in the registers, its newest documents, and its matters that are open."""

    name: str
    parts: tuple[Part, ...]
    newest: tuple[Any, ...]
    open_matters: tuple[Any, ...]
    open_count: int


def about(reader: Reader, name: str, *, ground: Ground, most: int = _NEWEST) -> About:
    """Everything about one name, whatever it is in the registers."""
    queries = list(_queries(name))
    parts = tuple(_part(reader, query, ground) for query in queries)
    waiting = [_open(query) for query in queries if query.kind == "incoming"]
    return About(
        name,
        tuple(part for part in parts if part.years),
        _newest(reader, queries, most),
        _newest(reader, waiting, most),
        sum(reader.count(query) for query in waiting),
    )


def _queries(name: str) -> Iterator[Query]:
    """One for each field of a register in which the name may stand."""
    for kind, record in DOCUMENTS.items():
        for field, declared in fields_of(record).items():
            if isinstance(declared, Name) and field not in ("series", "case_files"):
                test = Test.HOLDS if isinstance(declared, Names) else Test.IS
                yield Query(kind, (Filter(field, test, name),))


def _part(reader: Reader, query: Query, ground: Ground) -> Part:
    (one,) = query.filters
    label = fields_of(DOCUMENTS[query.kind])[one.field].label
    years = tuple(sorted(reader.groups(query, "year"), reverse=True))
    return Part(query.kind, label, write_query(query, ground), years)


def _open(query: Query) -> Query:
    """Matters with a deadline that are not settled."""
    return query.where("due_on", Test.FILLED).where("settled_on", Test.EMPTY)


def _newest(reader: Reader, queries: list[Query], most: int) -> tuple[Any, ...]:
    """The newest documents of all queries, by their dates; each once."""
    found = {
        (query.kind, one.id): one
        for query in queries
        for one in reader.records(query.kind, reader.ids(query, most))
    }
    newest = sorted(found.values(), key=_day, reverse=True)
    return tuple(newest[:most])


def _day(document: Any) -> Any:
    return document.arrived_on if document.kind == "incoming" else document.document_date
