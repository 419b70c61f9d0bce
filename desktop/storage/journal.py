"""The journal: every change with its rows before and after, chained by hashes."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from desktop.language.words import Message
from desktop.records.changes import Change, RowChange
from desktop.records.fields import Kept
from desktop.storage.driver import Connection

_FIRST_HASH: Final = "0" * 64
_REACH: Final = 1000  # so many changes back can be undone; the journal itself keeps all

Row = Mapping[str, Kept]
Line = tuple[str, int, str | None, str]  # kind, record, before, after as written


def written(row: Row | None) -> str | None:
    """A row as the journal writes it: its filled columns, in the order of their names."""
    if row is None:
        return None
    filled = {name: value for name, value in sorted(row.items()) if value is not None}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def line(change: RowChange) -> Line:
    after = written(change.after)
    assert after is not None
    return change.kind, change.record_id, written(change.before), after


class Chain:
    """The running hash of one change: the hash before it, its head, then each of its rows."""

    def __init__(self, previous: str) -> None:
        self._hash = hashlib.sha256(previous.encode())

    def take(self, *parts: str | int | None) -> None:
        self._hash.update(json.dumps(parts, ensure_ascii=False).encode())

    def hash(self) -> str:
        return self._hash.hexdigest()


def last_hash(connection: Connection) -> str:
    found = connection.execute("SELECT hash FROM changes ORDER BY id DESC LIMIT 1").fetchone()
    return found[0] if found else _FIRST_HASH


def next_id(connection: Connection) -> int:
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()
    return int(last) + 1


def write_rows(connection: Connection, change_id: int, first: int, lines: list[Line]) -> None:
    connection.executemany(
        "INSERT INTO change_rows (change, place, kind, record, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(change_id, first + offset, *row) for offset, row in enumerate(lines)],
    )


def write_head(connection: Connection, change: Change, count: int, previous: str, own: str) -> None:
    connection.execute(
        'INSERT INTO changes (id, at, who, words, way, "of", count, previous, hash)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*head_of(change), count, previous, own),
    )


def head_of(change: Change) -> tuple[int, str, str, str, str, int | None]:
    at = change.at.isoformat(timespec="milliseconds")
    return change.id, at, change.who, _message_text(change.words), change.way, change.of


def _message_text(message: Message) -> str:
    return json.dumps(
        [message.text, message.many, [[name, _fact(value)] for name, value in message.values]],
        ensure_ascii=False,
    )


def _fact(value: object) -> object:
    return value if isinstance(value, (int, str)) else str(value)


def _message(text: str) -> Message:
    one, many, values = json.loads(text)
    return Message(one, many, tuple((name, value) for name, value in values))


def rows_of(
    connection: Connection, change_id: int, *, backwards: bool = False
) -> Iterator[RowChange]:
    """The rows of a change in their order, or from the last to the first."""
    found = connection.execute(
        "SELECT kind, record, before, after FROM change_rows WHERE change = ?"
        f" ORDER BY place {'DESC' if backwards else ''}",
        (change_id,),
    )
    for kind, record, before, after in found:
        yield RowChange(kind, record, before and json.loads(before), json.loads(after))


def change_of(connection: Connection, change_id: int) -> Change:
    """A change as it was written."""
    found = connection.execute(
        'SELECT id, at, who, words, way, "of" FROM changes WHERE id = ?', (change_id,)
    ).fetchone()
    touched = connection.execute(
        "SELECT DISTINCT kind, record FROM change_rows WHERE change = ?", (change_id,)
    ).fetchall()
    number, at, who, words, way, of = found
    return Change(number, datetime.fromisoformat(at), who, _message(words), tuple(touched), way, of)


def history(connection: Connection, kind: str, record: int) -> list[tuple[Change, RowChange]]:
    """Every change of one record, oldest first."""
    found = connection.execute(
        "SELECT change, before, after FROM change_rows WHERE kind = ? AND record = ?"
        " ORDER BY change, place",
        (kind, record),
    ).fetchall()
    return [
        (
            change_of(connection, change),
            RowChange(kind, record, before and json.loads(before), json.loads(after)),
        )
        for change, before, after in found
    ]


class Steps:
    """Which change would be undone next, and which redone."""

    def __init__(self, connection: Connection) -> None:
        self._done: list[int] = []
        self._undone: list[int] = []
        recent = connection.execute(
            'SELECT id, way, "of" FROM changes ORDER BY id DESC LIMIT ?', (_REACH,)
        ).fetchall()
        for change_id, way, of in reversed(recent):
            self.take(change_id, way, of)

    def take(self, change_id: int, way: str, of: int | None) -> None:
        if way == "set-up":
            return
        if way == "undo":
            self._done = [done for done in self._done if done != of]
            self._undone.append(change_id)
            return
        self._undone = [undone for undone in self._undone if undone != of] if way == "redo" else []
        self._done.append(change_id)

    @property
    def to_undo(self) -> int | None:
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> int | None:
        return self._undone[-1] if self._undone else None


def broken_link(connection: Connection) -> int | None:
    """The first change whose hash does not follow from what is written, if there is one."""
    previous = _FIRST_HASH
    heads = connection.execute(
        'SELECT id, at, who, words, way, "of", count, previous, hash FROM changes ORDER BY id'
    )
    for *head, count, before, own in heads:
        chain = Chain(previous)
        seen = 0
        for row in _raw_rows(connection, head[0]):
            chain.take(*row)
            seen += 1
        chain.take(*head)
        if (before, own, count) != (previous, chain.hash(), seen):
            return int(head[0])
        previous = own
    return None


def _raw_rows(connection: Connection, change_id: int) -> Iterable[Any]:
    found: Iterable[Any] = connection.execute(
        "SELECT kind, record, before, after FROM change_rows WHERE change = ? ORDER BY place",
        (change_id,),
    )
    return found
