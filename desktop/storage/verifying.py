"""Verifying a file: it is whole, its journal holds together, everything agrees."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from desktop.language.words import M, Message, Ms
from desktop.records.record import record_of
from desktop.storage import journal, search
from desktop.storage.driver import DatabaseError
from desktop.storage.store import Store

_MOST_NAMED = 20


def verify(store: Store) -> list[Message]:
    """Everything that is wrong with a file, in sentences; an empty list is a sound file."""
    parts = (_structure, _journal, _records, _index)
    return list(dict.fromkeys(wrong for part in parts for wrong in _found(part, store)))


def _found(part: Callable[[Store], Iterator[Message]], store: Store) -> Iterator[Message]:
    try:
        yield from part(store)
    except (DatabaseError, UnicodeDecodeError) as error:
        yield M("The file is damaged: {reason}.", reason=str(error))


def _structure(store: Store) -> Iterator[Message]:
    for (said,) in store.connection.execute("PRAGMA integrity_check").fetchmany(_MOST_NAMED):
        if said != "ok":
            yield M("The file is damaged: {reason}.", reason=said)
    if store.connection.execute("PRAGMA foreign_key_check").fetchone():
        yield M("A line of the journal belongs to no change.")


def _journal(store: Store) -> Iterator[Message]:
    broken = journal.broken_link(store.connection)
    if broken is not None:
        number, at = broken
        yield M(
            "The journal was altered at change {number} of {day}.", number=str(number), day=_day(at)
        )


def _day(at: str) -> str:
    try:
        return f"{datetime.fromisoformat(at):%d/%m/%Y %H:%M}"
    except ValueError:
        return at


def _records(store: Store) -> Iterator[Message]:
    """Each record must be what its last change made of it."""
    for kind in store.kinds:
        altered, missing = _strays(store, kind)
        if altered:
            yield Ms(
                "{count} record of “{kind}” is not as the journal left it: {ids}.",
                "{count} records of “{kind}” are not as the journal left them: {ids}.",
                len(altered),
                kind=kind,
                ids=_named(altered),
            )
        if missing:
            yield Ms(
                "{count} record of “{kind}” is missing: {ids}.",
                "{count} records of “{kind}” are missing: {ids}.",
                len(missing),
                kind=kind,
                ids=_named(missing),
            )


def _strays(store: Store, kind: str) -> tuple[list[int], list[int]]:
    """The ids of the records that were altered, and of those that are gone.

    Table and journal are walked through side by side, so that a long register needs no memory.
    """
    altered: list[int] = []
    missing: list[int] = []
    told = journal.last_images(store.connection, kind)
    next_told = next(told, None)
    for row in store.reader.rows(kind):
        while next_told and next_told[0] < row["id"]:
            missing.append(next_told[0])
            next_told = next(told, None)
        if next_told != (row["id"], journal.written(row)):
            altered.append(row["id"])
        if next_told and next_told[0] == row["id"]:
            next_told = next(told, None)
    if next_told:
        missing.extend([next_told[0], *(record for record, _ in told)])
    return altered, missing


def _named(ids: list[int]) -> str:
    return ", ".join(map(str, ids[:_MOST_NAMED]))


def _index(store: Store) -> Iterator[Message]:
    """The words in the index are those of the live records, each at its place."""
    for kind in sorted(store.searched):
        if _wanted(store, kind) != search.indexed(store.connection, kind):
            yield M("The search index of “{kind}” does not match its records.", kind=kind)


def _wanted(store: Store, kind: str) -> dict[int, int]:
    live = (row for row in store.reader.rows(kind) if not row["trashed"])
    return {row["id"]: _sum_of(store, kind, row) for row in live}


def _sum_of(store: Store, kind: str, row: dict[str, Any]) -> int:
    try:
        return search.sum_of(record_of(store.kinds[kind], row))
    except (LookupError, TypeError, ValueError):
        # Altered into something that is no record: it was named already.
        return 0
