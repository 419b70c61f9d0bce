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

# `default=repr` below: a damaged file may hold bytes where only text and numbers were written.
Row = Mapping[str, Kept]
Line = tuple[str, int, str | None, str]  # kind, record, before, after as written


def written(row: Row | None) -> str | None:
    """A row as the journal writes it: its filled columns, in the order of their names."""
    if row is None:
        return None
    filled = {name: value for name, value in sorted(row.items()) if value is not None}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"), default=repr)


def line(change: RowChange) -> Line:
    after = written(change.after)
    assert after is not None
    return change.kind, change.record_id, written(change.before), after


class Chain:
    """The running hash of one change: the hash before it, its head, then each of its rows."""

    def __init__(self, previous: str) -> None:
        self._hash = hashlib.sha256(previous.encode())

    def take(self, *parts: str | int | None) -> None:
        self._hash.update(json.dumps(parts, ensure_ascii=False, default=repr).encode())

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
    words = json.dumps(_parts(change.words), ensure_ascii=False)
    return change.id, change.at.isoformat(), change.who, words, change.way, change.of


def _parts(message: Message) -> list[Any]:
    """A message as JSON has it; a fact that is a message itself stays one, in no language yet."""
    facts = [[name, _fact(value)] for name, value in message.values]
    return [message.text, message.many, facts]


def _fact(value: object) -> object:
    if isinstance(value, Message):
        return {"message": _parts(value)}
    if isinstance(value, tuple):
        return [_fact(part) for part in value]
    return value if isinstance(value, (int, str)) else str(value)


def _message(parts: list[Any]) -> Message:
    text, many, facts = parts
    return Message(text, many, tuple((name, _recalled(fact)) for name, fact in facts))


def _recalled(fact: Any) -> object:
    if isinstance(fact, dict):
        return _message(fact["message"])
    return tuple(_recalled(part) for part in fact) if isinstance(fact, list) else fact


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


def words_of(connection: Connection, change_id: int) -> Message:
    """The words of a change; quick also where it touched many thousand records."""
    (words,) = connection.execute("SELECT words FROM changes WHERE id = ?", (change_id,)).fetchone()
    return _message(json.loads(words))


def change_of(connection: Connection, change_id: int) -> Change:
    """A change as it was written."""
    number, at, who, words, way, of = connection.execute(
        'SELECT id, at, who, words, way, "of" FROM changes WHERE id = ?', (change_id,)
    ).fetchone()
    touched = connection.execute(
        "SELECT kind, record FROM change_rows WHERE change = ?"
        " GROUP BY kind, record ORDER BY min(place)",
        (change_id,),
    ).fetchall()
    said = _message(json.loads(words))
    return Change(number, datetime.fromisoformat(at), who, said, tuple(touched), way, of)


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


def rows_since(
    connection: Connection, kind: str, change_id: int
) -> Iterator[tuple[int, RowChange]]:
    """What became of the records of one kind after a change, and by which, oldest first."""
    found = connection.execute(
        "SELECT change, record, before, after FROM change_rows WHERE change > ? AND kind = ?"
        " ORDER BY change, place",
        (change_id, kind),
    )
    for change, record, before, after in found:
        yield change, RowChange(kind, record, before and json.loads(before), json.loads(after))


def last_images(connection: Connection, kind: str) -> Iterator[tuple[int, str]]:
    """What the last change made of each record of a kind, by id."""
    last: tuple[int, str] | None = None
    for image in connection.execute(
        "SELECT record, after FROM change_rows WHERE kind = ? ORDER BY record, change, place",
        (kind,),
    ):
        if last and last[0] != image[0]:
            yield last
        last = image
    if last:
        yield last


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


def broken_link(connection: Connection) -> tuple[int, str] | None:
    """The first change whose hash does not follow from what is written, and its time as written."""
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
            return int(head[0]), str(head[1])
        previous = own
    return None


def _raw_rows(connection: Connection, change_id: int) -> Iterable[Any]:
    found: Iterable[Any] = connection.execute(
        "SELECT kind, record, before, after FROM change_rows WHERE change = ? ORDER BY place",
        (change_id,),
    )
    return found
