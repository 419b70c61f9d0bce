"""Counting documents by the values of one field: the lists of column filters."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from desktop.language.collation import order
from desktop.records.queries import Query
from desktop.storage.lists import Reader

_MOST: Final = 30


@dataclass(frozen=True)
class Counted:
    """The commonest values of a field with their counts, and how many other values there are."""

    values: tuple[tuple[Any, int], ...]
    others: int = 0


def counted(reader: Reader, query: Query, field: str, most: int = _MOST) -> Counted:
    """How many documents of a query have each value; a document of several names counts for each.

    The query's own filters on the field are left out: the list offers other values too.
    """
    rest = Query(
        query.kind,
        tuple(one for one in query.filters if one.field != field),
        query.words,
        in_trash=query.in_trash,
        with_trash=query.with_trash,
    )
    counts: Counter[Any] = Counter()
    for value, count in reader.groups(rest, field):
        for one in value if isinstance(value, tuple) else (value,):
            counts[one] += count
    del counts[None]
    commonest = sorted(counts.items(), key=lambda pair: (-pair[1], order(str(pair[0]))))
    return Counted(tuple(commonest[:most]), max(0, len(counts) - most))
