"""The store: one open file, its one door for writing, undo and redo."""

import errno
import getpass
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from sqlite_utils import Database

from desktop.errors import InUse, Trouble
from desktop.language.words import M, Message
from desktop.records.changes import Change, RowChange, at_one_go
from desktop.records.drafts import Draft
from desktop.storage import contents, driver, journal
from desktop.storage.contents import Packed
from desktop.storage.drafts import KeptDrafts
from desktop.storage.lists import Kinds, Reader
from desktop.storage.lock import Holder, Lock
from desktop.storage.migrations import known_migrations, migrations
from desktop.storage.writing import Writing

_NO_VIEWS: Final[Kinds] = MappingProxyType({})

# Yields after each row, and returns the change; None where there was nothing to reverse.
Reversal = Generator[None, None, Change | None]


class Store:
    """One open file. `kinds` are the record types it keeps; `searched` those in the index.

    `views` are record types that are read only: SQL puts their rows together out of the others.
    """

    def __init__(
        self,
        path: Path,
        connection: driver.Connection,
        kinds: Kinds,
        *,
        searched: frozenset[str],
        views: Kinds,
        lock: Lock | None,
        clock: Callable[[], datetime],
    ) -> None:
        self.path = path
        self.connection = connection
        self.database = _database(connection)
        self.kinds = kinds
        self.searched = searched
        self.views = views
        self.reader = Reader(connection, {**kinds, **views}, searched)
        self.clock = clock
        self.who = _user()
        self._lock = lock
        self._steps = journal.Steps(connection)
        self._drafts = KeptDrafts(connection)

    @classmethod
    def open(
        cls,
        path: Path,
        kinds: Kinds,
        searched: frozenset[str],
        *,
        views: Kinds = _NO_VIEWS,
        read_only: bool = False,
        create: bool = False,
        clock: Callable[[], datetime] = datetime.now,
    ) -> Self:
        """Open a file, or make one; raises Trouble for what is no such file, or is newer."""
        _refuse_unfit(path, create=create)
        with ExitStack() as undone, driver.troubles(path):
            lock = None if read_only else _lock(path, clock())
            if lock:
                undone.callback(lock.release)
            with driver.troubles(path, opening=True):
                connection = driver.connect(path, read_only=read_only)
            undone.callback(connection.close)
            _refuse_contents(connection, path, read_only=read_only, create=create)
            if not read_only:
                migrations.apply(_database(connection))
            with driver.troubles(path, opening=True):
                store = cls(
                    path, connection, kinds, searched=searched, views=views, lock=lock, clock=clock
                )
            undone.pop_all()
        return store

    @property
    def read_only(self) -> bool:
        return not self.is_open

    @property
    def is_open(self) -> bool:
        """Whether the file is held for writing, and not let go of yet."""
        return self._lock is not None

    @property
    def today(self) -> date:
        return self.clock().date()

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded back into it.

        An act that is still under way is taken back; what was typed beside it stays.
        """
        try:
            if self.is_open:
                self._end_writing()
        finally:
            self.connection.close()
            if self._lock:
                self._lock.release()
                self._lock = None

    def _end_writing(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        with suppress(Trouble):
            self._write_drafts()
        # SQLite itself does it only for the last one who has the file open.
        driver.fold_log_of(self.connection)

    def another_reader(self) -> Reader:
        """A reader on a connection of its own, for another thread."""
        with driver.troubles(self.path):
            connection = driver.connect(self.path, read_only=True)
        return Reader(connection, {**self.kinds, **self.views}, self.searched)

    def leave_log(self) -> Callable[[], None]:
        """Let commits leave the log as it is, so that they are short.

        What is returned folds it into the file, on any thread; closing the store does it too.
        """
        driver.leave_log(self.connection)
        return partial(driver.fold_log, self.path)

    @contextmanager
    def writing(
        self, words: Message, *, way: str = "do", of: int | None = None
    ) -> Iterator[Writing]:
        """The one door: everything inside is one transaction, and one change of the journal.

        Its `change` is whole when the block has been left: then all is on disk. An act that
        changed nothing leaves no trace, so that there is nothing to undo.
        """
        self._refuse_reading_only()
        with driver.troubles(self.path), self._transaction():
            head = Change(
                journal.next_id(self.connection), self.clock(), self.who, words, (), way, of
            )
            writing = Writing(self.connection, self.reader, self.kinds, self.searched, head)
            yield writing
            writing.finish()
        if writing.change.records:
            self._steps.take(head.id, way, of)

    def _refuse_reading_only(self) -> None:
        if self.read_only:
            raise Trouble(M("This file is open for reading only: nothing was saved."))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.connection.in_transaction or not driver.begin(self.connection):
            raise Trouble(M("Something else is still being written: try again when that is done."))
        try:
            with driver.committing(self.connection):
                yield
        finally:
            # Whether they are kept by now is no part of the act: those that are not, wait on.
            with suppress(Trouble):
                self._write_drafts()

    def keeping_ahead(self, files: Iterable[tuple[Packed, str]]) -> Iterator[int]:
        """Keep contents, each with its text, before the act that names them; on any thread.

        The disk takes long for a large one, and longest at the commit: an act that finds it kept
        takes no time. Yields how many are kept; a content that nobody names is left where it is.
        """
        self._refuse_reading_only()
        with ExitStack() as held, driver.troubles(self.path):
            connection = held.enter_context(closing(driver.connect(self.path, read_only=False)))
            for kept, (content, text) in enumerate(files, start=1):
                while not driver.begin(connection):
                    yield kept - 1
                with driver.committing(connection):
                    contents.keep(connection, content, text)
                yield kept

    def undo(self) -> Change | None:
        """Take back the newest change that stands; None where there is none."""
        return at_one_go(self.undoing())

    def redo(self) -> Change | None:
        """Do again what was taken back last; None where there is nothing."""
        return at_one_go(self.redoing())

    def undoing(self) -> Reversal:
        """Undo row by row, for a window that goes on meanwhile; closing it leaves all as it was.

        The transaction is open until the last row: nothing else may be written until then.
        """
        return self._reversing(self._steps.to_undo, "undo")

    def redoing(self) -> Reversal:
        """Redo in the same way."""
        return self._reversing(self._steps.to_redo, "redo")

    def _reversing(self, change_id: int | None, way: str) -> Reversal:
        if change_id is None:
            return None
        words = journal.words_of(self.connection, change_id)
        with self.writing(words, way=way, of=change_id) as writing:
            yield from writing.reverse(change_id)
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

    def keep_draft(self, draft: Draft) -> bool:
        """Keep what is typed so far for a record, or for a new one; an empty draft is dropped.

        Returns whether it is on disk. What is typed beside an act under way is no part of it, and
        waits for its end; to keep it again writes it as soon as that is possible.
        """
        self._refuse_reading_only()
        self._drafts.keep(draft, self.clock())
        return self._write_drafts()

    def drop_draft(self, kind: str, record_id: int | None = None) -> bool:
        """Forget what was typed: it was saved, or given up. Returns whether that is on disk."""
        self._refuse_reading_only()
        self._drafts.drop(kind, record_id)
        return self._write_drafts()

    def kept_draft(self, kind: str, record_id: int | None = None) -> Draft | None:
        """What was being typed when the form was left, or the program ended."""
        with driver.troubles(self.path):
            return self._drafts.of(kind, record_id)

    def _write_drafts(self) -> bool:
        """Write the drafts that wait, unless something else is being written."""
        with driver.troubles(self.path):
            if not self._drafts.waiting:
                return True
            if not self.is_open or self.connection.in_transaction:
                return False
            if not driver.begin_at_once(self.connection):
                return False
            with driver.committing(self.connection):
                self._drafts.write()
        self._drafts.waiting.clear()
        return True


def _refuse_unfit(path: Path, *, create: bool) -> None:
    """Before anything is written: files of other programs stay as they are, byte by byte."""
    try:
        _refuse_missing(path, create=create)
        _refuse_foreign(path, create=create)
    except OSError as error:
        raise Trouble(M("{file} may not be read: ask for access.", file=str(path))) from error


def _refuse_missing(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise Trouble(M("{file} is a folder: name a file in it.", file=str(path)))
    if not path.exists() and not create:
        raise Trouble(M("{file} does not exist: check its name.", file=str(path)))
    if not path.parent.is_dir():
        raise Trouble(
            M("The folder {folder} does not exist: make it first.", folder=str(path.parent))
        )


def _refuse_foreign(path: Path, *, create: bool) -> None:
    if not path.exists() or not path.stat().st_size:
        if not create:
            raise _empty(path)
        return
    mark = driver.mark_of(path)
    if mark is None:
        raise Trouble(M("{file} is no file of this program: choose another one.", file=str(path)))
    if mark != driver.APPLICATION_ID:
        raise Trouble(
            M("{file} is a database of another program: choose another one.", file=str(path))
        )


def _lock(path: Path, at: datetime) -> Lock:
    try:
        taken = Lock.take(path, _user(), at)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise Trouble(
            M("{folder} may not be written: ask for write access.", folder=str(path.parent))
        ) from error
    if isinstance(taken, Holder):
        raise InUse(
            M(
                "{file} is in use by {name} on {host} since {since}: close it there first.",
                file=str(path),
                name=taken.name,
                host=taken.host,
                since=taken.since,
            )
        )
    return taken


def _database(connection: driver.Connection) -> Database:
    # Plug-ins of sqlite-utils that happen to be installed are no business of the office's file.
    return Database(connection, execute_plugins=False)


def _refuse_contents(
    connection: driver.Connection, path: Path, *, read_only: bool, create: bool
) -> None:
    database = _database(connection)
    with driver.troubles(path, opening=True):
        applied = [migration.name for migration in migrations.applied(database)]
        known = known_migrations()
        # sqlite-utils would let an older program open a newer file without a word.
        if set(applied) > set(known):
            raise Trouble(
                M(
                    "{file} was written by a newer version: install that version first.",
                    file=str(path),
                )
            )
        if applied != known[: len(applied)] or _holds_more(database, applied):
            raise driver.damaged(path)
        if not create and not _has_changes(database):
            raise _empty(path)
        if read_only and applied != known:
            raise Trouble(
                M("{file} is of an older version: open it for writing once.", file=str(path))
            )


def _holds_more(database: Database, applied: list[str]) -> bool:
    """Whether there is more in a file than the migrations that it tells of have made."""
    history = database.table(migrations.migrations_table)
    if applied or history.exists():
        return history.count != len(applied) or (not applied and len(database.table_names()) > 1)
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    return bool(pages > 1 or database.table_names())


def _has_changes(database: Database) -> bool:
    changes = database.table("changes")
    return changes.exists() and any(changes.rows_where(select="1", limit=1))


def _empty(path: Path) -> Trouble:
    return Trouble(M("{file} is empty: there is nothing to read in it.", file=str(path)))


def _user() -> str:
    """The person's name on this computer; an account without one is called by its number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"
