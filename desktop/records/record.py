"""Records as such: the fields a record type declares, and the rows its table keeps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from desktop.language.words import Message
from desktop.records.fields import Field, Ground, Kept

# A frozen dataclass with a `kind` and an `id`, whose fields ride along in Annotated.
RecordType = Any


@dataclass(frozen=True)
class Problem:
    """What is wrong at one field of a draft."""

    field: str
    message: Message


# What must hold across fields: from the meant values to what is wrong.
Rule = Callable[[Mapping[str, Any], Ground], Iterable[Problem]]


def fields_of(record: RecordType) -> dict[str, Field]:
    """The declared fields of a record type, by name, in the order of their declaration."""
    return _fields_of(record)


@lru_cache(maxsize=64)
def _fields_of(record: RecordType) -> dict[str, Field]:
    hints = get_type_hints(record, include_extras=True)
    found = {}
    for name, hint in hints.items():
        if get_origin(hint) is Annotated:
            found[name] = next(part for part in get_args(hint) if isinstance(part, Field))
    return found


def row_of(record: Any) -> dict[str, Kept]:
    """The record as columns of its table, without its id."""
    row: dict[str, Kept] = {}
    for name, kind in fields_of(type(record)).items():
        value = getattr(record, name)
        row[name] = kind.keep(value)
        row.update(kind.keys(name, value))
    return row


def record_of(record: RecordType, row: Mapping[str, Any]) -> Any:
    """The record that a row of its table keeps."""
    fields = fields_of(record)
    return record(id=row["id"], **{name: kind.recall(row[name]) for name, kind in fields.items()})
