"""Verifying a file: it is whole, its journal holds together, everything agrees."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from desktop.language.words import M, Message, Ms
from desktop.storage import journal
from desktop.storage.driver import DatabaseError
from desktop.storage.store import Store

_MOST_NAMED = 20


def verify(store: Store) -> list[Message]:
    """Everything that is wrong with a file, in sentences; an empty list is a sound file."""
    try:
        return [*_structure(store), *_journal(store), *_records(store), *_index(store)]
    except DatabaseError as error:
        return [M("The file is damaged: {reason}.", reason=str(error))]


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
        told = _last_images(store, kind)
        wrong = [
            row["id"] for row in store.reader.rows(kind) if told.pop(row["id"], "") != _image(row)
        ]
        if wrong:
            yield Ms(
                "{count} record of “{kind}” is not as the journal left it: {ids}.",
                "{count} records of “{kind}” are not as the journal left them: {ids}.",
                len(wrong),
                kind=kind,
                ids=_named(wrong),
            )
        if told:
            yield Ms(
                "{count} record of “{kind}” is missing: {ids}.",
                "{count} records of “{kind}” are missing: {ids}.",
                len(told),
                kind=kind,
                ids=_named(told),
            )


def _last_images(store: Store, kind: str) -> dict[int, str]:
    rows = store.connection.execute(
        "SELECT record, after FROM change_rows WHERE kind = ? ORDER BY change, place", (kind,)
    )
    return dict(rows)


def _image(row: dict[str, object]) -> str | None:
    return journal.written(row)  # type: ignore[arg-type]


def _named(ids: Iterable[int]) -> str:
    first = list(ids)[:_MOST_NAMED]
    return ", ".join(map(str, first))


def _index(store: Store) -> Iterator[Message]:
    for kind in store.searched:
        live = {row["id"] for row in store.reader.rows(kind) if not row["trashed"]}
        indexed = store.connection.execute(f"SELECT id FROM {kind}_search_docsize")
        if live != {record_id for (record_id,) in indexed}:
            yield M("The search index of “{kind}” does not match its records.", kind=kind)
