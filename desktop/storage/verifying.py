"""Verifying a file: it is whole, its journal holds together, everything agrees."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.records.record import fields_of, record_of
from desktop.storage import contents, journal, search
from desktop.storage.driver import DatabaseError
from desktop.storage.store import Store

_MOST_NAMED = 20


def _to_nobody(_read: int) -> None:
    """Nobody waits to see how far it is."""


def verify(store: Store, tell: Callable[[int], None] = _to_nobody) -> list[Message]:
    """Everything that is wrong with a file, in sentences; an empty list is a sound file.

    The contents of attachments may be many gigabytes: `tell` hears how many bytes of them have
    been read, of those that `bytes_to_read` counts.
    """
    parts = (_structure, _journal, _records, _index, partial(_contents, tell=tell))
    return list(dict.fromkeys(wrong for part in parts for wrong in _found(part, store)))


def bytes_to_read(store: Store) -> int:
    """How many bytes of attachments are to be read when a file is verified."""
    listed = (contents.all_of(store.connection, kind) for kind in _with_contents(store))
    return sum(size for of_kind in listed for _, size in of_kind)


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
        record = record_of(store.kinds[kind], row)
        return search.sum_of(record, contents.text_beside(store.connection, record))
    except (LookupError, TypeError, ValueError):
        # Altered into something that is no record: it was named already.
        return 0


def _contents(store: Store, tell: Callable[[int], None]) -> Iterator[Message]:
    """The content of each attachment is there, and is what was kept."""
    read = 0
    for kind in _with_contents(store):
        for sha256, size in contents.all_of(store.connection, kind):
            if not _is_sound(store, sha256):
                yield M(
                    "The content of {files} is damaged or missing.",
                    files=_names_of(store, kind, sha256),
                )
            read += size
            tell(read)


def _with_contents(store: Store) -> list[str]:
    kinds = store.kinds.items()
    return [kind for kind, record in kinds if contents.HOLDER in fields_of(record)]


def _is_sound(store: Store, sha256: str) -> bool:
    try:
        for _ in contents.parts(store.connection, sha256):
            pass
    except (Trouble, DatabaseError):
        return False
    return True


def _names_of(store: Store, kind: str, sha256: str) -> str:
    holders = store.reader.with_key(kind, contents.HOLDER, sha256, _MOST_NAMED)
    names = dict.fromkeys(f"“{holder.name}”" for holder in holders)
    return ", ".join(names) or f"“{sha256[:12]}…”"
