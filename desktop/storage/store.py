"""The store: one open file, its one door for writing, undo and redo."""

import getpass
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from desktop.errors import Trouble
from desktop.language.words import M, Message
from desktop.records.changes import Change, RowChange
from desktop.records.drafts import Draft
from desktop.storage import driver, journal
from desktop.storage.lists import Kinds, Reader
from desktop.storage.lock import Holder, Lock
from desktop.storage.migrations import migrations
from desktop.storage.writing import Writing


class Store:
    """One open file. `kinds` are the record types it keeps; `searched` those in the index."""

    def __init__(
        self,
        path: Path,
        connection: driver.Connection,
        kinds: Kinds,
        *,
        searched: frozenset[str],
        lock: Lock | None,
        clock: Callable[[], datetime],
    ) -> None:
        self.path = path
        self.connection = connection
        self.database = Database(connection)
        self.kinds = kinds
        self.searched = searched
        self.reader = Reader(connection, kinds)
        self.clock = clock
        self.who = getpass.getuser()
        self._lock = lock
        self._steps = journal.Steps(connection)

    @classmethod
    def open(
        cls,
        path: Path,
        kinds: Kinds,
        searched: frozenset[str],
        *,
        read_only: bool = False,
        create: bool = False,
        clock: Callable[[], datetime] = datetime.now,
    ) -> Self:
        """Open a file, or make one; raises Trouble for what is no such file, or is newer."""
        _refuse_missing(path, create=create)
        lock = None if read_only else _lock(path, clock())
        try:
            with driver.troubles(path):
                connection = driver.connect(path, read_only=read_only)
                _prepare(connection, path, read_only=read_only)
                return cls(path, connection, kinds, searched=searched, lock=lock, clock=clock)
        except BaseException:
            if lock:
                lock.release()
            raise

    @property
    def read_only(self) -> bool:
        return self._lock is None

    @property
    def today(self) -> date:
        return self.clock().date()

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded back into it."""
        self.connection.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def another_reader(self) -> Reader:
        """A reader on a connection of its own, for another thread."""
        return Reader(driver.connect(self.path, read_only=True), self.kinds)

    @contextmanager
    def writing(
        self, words: Message, *, way: str = "do", of: int | None = None
    ) -> Iterator[Writing]:
        """The one door: everything inside is one transaction, and one change of the journal.

        Its `change` is whole when the block has been left: then all is on disk.
        """
        if self.read_only:
            raise Trouble(M("This file is open for reading only: nothing was saved."))
        with driver.troubles(self.path), self._transaction():
            head = Change(
                journal.next_id(self.connection), self.clock(), self.who, words, (), way, of
            )
            writing = Writing(self.connection, self.reader, self.kinds, self.searched, head)
            yield writing
            writing.finish()
        self._steps.take(head.id, way, of)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def undo(self) -> Change | None:
        """Take back the newest change that stands; None where there is none."""
        return self._reverse(self._steps.to_undo, "undo")

    def redo(self) -> Change | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._reverse(self._steps.to_redo, "redo")

    def _reverse(self, change_id: int | None, way: str) -> Change | None:
        if change_id is None:
            return None
        words = journal.words_of(self.connection, change_id)
        with self.writing(words, way=way, of=change_id) as writing:
            writing.reverse(change_id)
        return writing.change

    @property
    def next_undo(self) -> Message | None:
        """The words of the change that undo would take back."""
        return self._words(self._steps.to_undo)

    @property
    def next_redo(self) -> Message | None:
        return self._words(self._steps.to_redo)

    def _words(self, change_id: int | None) -> Message | None:
        return None if change_id is None else journal.words_of(self.connection, change_id)

    @property
    def next_change(self) -> int:
        """The number of the change to come: 1 in a file that holds nothing yet."""
        return journal.next_id(self.connection)

    def change(self, change_id: int) -> Change:
        return journal.change_of(self.connection, change_id)

    def history(self, kind: str, record_id: int) -> list[tuple[Change, RowChange]]:
        """Every change of one record, oldest first."""
        return journal.history(self.connection, kind, record_id)

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is typed so far; an empty draft is forgotten."""
        drafts = self.database.table("drafts")
        with driver.troubles(self.path):
            if draft.is_empty:
                drafts.delete_where("kind = ?", [draft.kind])
                return
            texts = json.dumps(dict(draft.texts), ensure_ascii=False)
            at = self.clock().isoformat(timespec="seconds")
            row = {"kind": draft.kind, "record": draft.record_id, "saved_at": at, "texts": texts}
            drafts.insert(row, replace=True)

    def kept_draft(self, kind: str) -> Draft | None:
        """What was being typed when the form was left, or the program ended."""
        for row in self.database.table("drafts").rows_where("kind = ?", [kind]):
            return Draft(kind, json.loads(row["texts"]), row["record"])
        return None


def _refuse_missing(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise Trouble(M("{file} is a folder: name a file in it.", file=str(path)))
    if not path.exists() and not create:
        raise Trouble(M("{file} does not exist: check its name.", file=str(path)))
    if not path.parent.is_dir():
        raise Trouble(
            M("The folder {folder} does not exist: make it first.", folder=str(path.parent))
        )


def _lock(path: Path, at: datetime) -> Lock:
    try:
        taken = Lock.take(path, getpass.getuser(), at)
    except OSError as error:
        raise Trouble(
            M("{folder} may not be written: ask for write access.", folder=str(path.parent))
        ) from error
    if isinstance(taken, Holder):
        raise Trouble(
            M(
                "{file} is in use by {name} on {host} since {since}: close it there first.",
                file=str(path),
                name=taken.name,
                host=taken.host,
                since=taken.since,
            )
        )
    return taken


def _prepare(connection: driver.Connection, path: Path, *, read_only: bool) -> None:
    database = Database(connection)
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    is_new = not database.table_names()
    if not is_new and mark != driver.APPLICATION_ID:
        raise Trouble(
            M("{file} is a database of another program: choose another one.", file=str(path))
        )
    if is_new and read_only:
        raise Trouble(M("{file} is empty: there is nothing to read in it.", file=str(path)))
    _refuse_newer(database, path)
    if not read_only:
        migrations.apply(database)
        connection.execute(f"PRAGMA application_id = {driver.APPLICATION_ID}")
    elif migrations.pending(database):
        raise Trouble(M("{file} is of an older version: open it for writing once.", file=str(path)))


def _refuse_newer(database: Database, path: Path) -> None:
    """sqlite-utils would let an older program open a newer file without a word."""
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    applied = {migration.name for migration in migrations.applied(database)}
    if applied - known:
        raise Trouble(
            M("{file} was written by a newer version: install that version first.", file=str(path))
        )
