"""Writing: what one act may do inside its transaction."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from desktop.errors import Trouble
from desktop.language.words import M, Message
from desktop.records.changes import Change, RowChange
from desktop.records.fields import StoredFile
from desktop.records.record import record_of, row_of
from desktop.storage import contents, driver, journal, search
from desktop.storage.contents import Packed
from desktop.storage.lists import Kinds, Reader

# So few rows are written while the window goes on between two parts.
_FLUSHED_AT: Final = 25


class Writing:
    """One act inside its transaction; rows are written in parts, `change` is the whole of it."""

    def __init__(
        self,
        connection: driver.Connection,
        reader: Reader,
        kinds: Kinds,
        searched: frozenset[str],
        head: Change,
    ) -> None:
        self._connection = connection
        self.reader = reader
        self._kinds = kinds
        self._searched = searched
        self._previous = journal.last_hash(connection)
        self._chain = journal.Chain(self._previous)
        self._count = 0
        self._touched: dict[tuple[str, int], None] = {}
        self.change = head
        self._lines: list[journal.Line] = []
        self._new: dict[str, list[dict[str, Any]]] = {}
        self._indexed: dict[str, dict[int, search.Entry | None]] = {}
        self._next_ids: dict[str, int] = {}
        self._last_numbers: dict[tuple[str, str, int], int] = {}

    def call_it(self, words: Message) -> None:
        """Name the act, once its number is known."""
        self.change = replace(self.change, words=words)

    def next_number(self, kind: str, series: str, year: int) -> int:
        """The next number of a series and year; it is given when the act is saved."""
        place = (kind, series, year)
        if place not in self._last_numbers:
            self.flush()
            self._last_numbers[place] = self.reader.last_number(kind, series, year)
        self._last_numbers[place] += 1
        return self._last_numbers[place]

    def holder_of(
        self, kind: str, series: str, year: int, number: int, suffix: str | None = None
    ) -> Any:
        """The record that already has a number; None where it is free."""
        self.flush()
        return self.reader.with_number(kind, series, year, number, suffix)

    def add(self, record: Any) -> Any:
        """Keep a new record; returns it with its id."""
        kept = replace(record, id=self._next_id(record.kind))
        self._heed_number(kept)
        row = {"id": kept.id, "trashed": 0, **row_of(kept)}
        self._new.setdefault(record.kind, []).append(row)
        self._index(kept)
        self._note(RowChange(record.kind, kept.id, None, row))
        return kept

    def keep_content(self, name: str, content: bytes | Packed, text: str = "") -> StoredFile:
        """Keep the content of a file, once, however many records stand for it.

        A large one is packed beforehand on a worker. What the journal tells of it is in the
        records that stand for it; a content without one is left where it is.
        """
        whole = contents.packed(content) if isinstance(content, bytes) else content
        contents.keep(self._connection, whole, text)
        return StoredFile(name, whole.size, whole.sha256)

    def _heed_number(self, record: Any) -> None:
        """A number that a record brings along may be beyond the last one that was given."""
        number = getattr(record, "number", None)
        if number is not None:
            place = (record.kind, record.series, record.year)
            if place in self._last_numbers:
                self._last_numbers[place] = max(self._last_numbers[place], number)

    def put(self, record: Any) -> None:
        """Keep a record in place of the one with its id."""
        before = self._row(record.kind, record.id)
        self._set(record.kind, before, {**before, **row_of(record)})

    def trash(self, kind: str, record_id: int) -> None:
        """Move a record to the trash: it keeps its row and its number."""
        before = self._row(kind, record_id)
        self._set(kind, before, {**before, "trashed": 1})

    def restore(self, kind: str, record_id: int) -> None:
        """Take a record out of the trash."""
        before = self._row(kind, record_id)
        self._set(kind, before, {**before, "trashed": 0})

    def reverse(self, change_id: int) -> Iterator[None]:
        """Do a change backwards, row by row, unless a record has been changed since."""
        for row in journal.rows_of(self._connection, change_id, backwards=True):
            now = self._row(row.kind, row.record_id)
            if journal.written(now) != journal.written(row.after):
                raise Trouble(
                    M("It cannot be undone: the record has been changed since. Open and edit it.")
                )
            before = row.before if row.before is not None else {**row.after, "trashed": 1}
            missing = dict.fromkeys(now, None)
            self._set(row.kind, now, {**missing, **before})
            yield

    def flush(self) -> None:
        """Write what waits."""
        self._flush_new()
        for kind, entries in self._indexed.items():
            search.renew(self._connection, kind, entries)
        if self._lines:
            start = self._count - len(self._lines)
            journal.write_rows(self._connection, self.change.id, start, self._lines)
        self._indexed, self._lines = {}, []

    def _flush_new(self) -> None:
        for kind, rows in self._new.items():
            _insert(self._connection, kind, rows)
        self._new = {}

    def finish(self) -> None:
        """Write what waits and the head of the change; the store commits."""
        if not self._count:
            return
        self.flush()
        self._chain.take(*journal.head_of(self.change))
        journal.write_head(
            self._connection, self.change, self._count, self._previous, self._chain.hash()
        )
        self.change = replace(self.change, records=tuple(self._touched))

    def _next_id(self, kind: str) -> int:
        if kind not in self._next_ids:
            (last,) = self._connection.execute(
                f"SELECT coalesce(max(id), 0) FROM {kind}"
            ).fetchone()
            self._next_ids[kind] = last
        self._next_ids[kind] += 1
        return self._next_ids[kind]

    def _row(self, kind: str, record_id: int) -> dict[str, Any]:
        self._flush_new()
        found = self.reader.row(kind, record_id)
        assert found is not None
        return found

    def _set(self, kind: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        columns = [name for name in after if name != "id" and after[name] != before[name]]
        if not columns:
            return
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        self._connection.execute(
            f"UPDATE {kind} SET {sets} WHERE id = ?",
            (*(after[name] for name in columns), after["id"]),
        )
        if after["trashed"]:
            self._forget(kind, after["id"])
        else:
            self._index(record_of(self._kinds[kind], after))
        self._note(RowChange(kind, after["id"], before, after))

    def _note(self, change: RowChange) -> None:
        line = journal.line(change)
        self._chain.take(*line)
        self._lines.append(line)
        self._count += 1
        self._touched[change.kind, change.record_id] = None
        if len(self._lines) >= _FLUSHED_AT:
            self.flush()

    def _index(self, record: Any) -> None:
        if record.kind in self._searched:
            beside = contents.text_beside(self._connection, record)
            entry = search.entry_of(record, beside)
            self._indexed.setdefault(record.kind, {})[record.id] = entry

    def _forget(self, kind: str, record_id: int) -> None:
        if kind in self._searched:
            self._indexed.setdefault(kind, {})[record_id] = None


def _insert(connection: driver.Connection, kind: str, rows: list[dict[str, Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(
        f"INSERT INTO {kind} ({columns}) VALUES ({marks})", [tuple(row.values()) for row in rows]
    )
