"""The SQLite driver, and what its refusals mean to a person."""

import errno
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlite

from desktop.errors import Trouble
from desktop.language.collation import order, person_order
from desktop.language.words import M, Message

# "SVan": how the program knows its own files among other SQLite files.
APPLICATION_ID: Final = 0x5356616E
# https://www.sqlite.org/fileformat2.html#the_database_header
_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_MARK: Final = slice(68, 72)

_PATIENCE_MS: Final = 5000

Connection = Any
IntegrityError = sqlite.IntegrityError
DatabaseError = sqlite.DatabaseError
OperationalError = sqlite.OperationalError


def mark_of(path: Path) -> int | None:
    """The mark in the header of a database file; None where the file is no database.

    The file is only looked at: a connection would roll back or fold in what another program left.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return None
    return int.from_bytes(header[_MARK], "big")


def connect(path: Path, *, read_only: bool) -> Connection:
    """A connection in autocommit mode: whoever writes begins the transaction himself."""
    return _for_reading(path) if read_only else _for_writing(path)


def _for_writing(path: Path) -> Connection:
    connection = _connection(path, "mode=rwc")
    if not path.stat().st_size:
        # Before all else, so that a file whose making was cut short is known as our own.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    # A save that returned is on disk: the log is synced at each commit.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def begin(connection: Connection) -> bool:
    """Begin to write; False where another connection is still at it."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except OperationalError as error:
        if _meaning(error) is not _BUSY:
            raise
        return False
    return True


def begin_at_once(connection: Connection) -> bool:
    """The same without waiting for the other connection."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        return begin(connection)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")


@contextmanager
def committing(connection: Connection) -> Iterator[None]:
    """Commit what was begun, where the block ends well; else take it back."""
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Where the connection was closed meanwhile, that has taken it back.
        with suppress(sqlite.ProgrammingError):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def leave_log(connection: Connection) -> None:
    """From now on a commit leaves the log as it is: somebody else folds it in."""
    connection.execute("PRAGMA wal_autocheckpoint = 0")


def fold_log(path: Path) -> None:
    """Bring what the log holds into the file; others may read and write meanwhile.

    What hinders it now hinders nobody: the log keeps everything until the next time.
    """
    with suppress(DatabaseError), closing(_connection(path, "mode=rw")) as connection:
        fold_log_of(connection)


def fold_log_of(connection: Connection) -> None:
    """The same on a connection that is open."""
    with suppress(DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _for_reading(path: Path) -> Connection:
    try:
        return _connection(path, "mode=ro")
    except OperationalError:
        # On a read-only medium no log can be made; where nothing is in one, nobody is writing.
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _connection(path, "mode=ro&immutable=1")


def _connection(path: Path, mode: str) -> Connection:
    connection = sqlite.connect(
        f"{_address(path)}?{mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("vietnamese", 1, _order, deterministic=True)
        connection.create_function("by_given_name", 1, _person_order, deterministic=True)
        # The file itself is opened by the first statement that reads it.
        connection.execute("PRAGMA schema_version")
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path) -> str:
    """The path as SQLite wants it: file:///tmp/x, file:///C:/x, and file:////host/share/x."""
    place = path.absolute().as_posix()
    return f"file://{'' if place.startswith('/') else '/'}{quote(os.fsencode(place))}"


def _order(text: str | None) -> str | None:
    return None if text is None else order(text)


def _person_order(name: str | None) -> str | None:
    return None if name is None else person_order(name)


_CANNOT_BE_OPENED: Final = M(
    "{file} cannot be opened: check that its folder exists and may be written."
)
_BUSY: Final = M("{file} is busy with another program: close that one, then try again.")
_DISK_FULL: Final = M("The disk is full: free some space, then try again.")
_DAMAGED: Final = M("{file} is damaged: keep it as it is, and open the newest backup.")

# By SQLite's primary result code, https://www.sqlite.org/rescode.html
_REFUSALS: Final = {
    5: _BUSY,
    6: _BUSY,
    8: M("{file} may not be written: ask for write access to its folder."),
    10: M("The disk cannot be read or written: check {file} and its drive."),
    11: _DAMAGED,
    13: _DISK_FULL,
    14: _CANNOT_BE_OPENED,
    18: _DAMAGED,  # a length that nobody wrote
    26: M("{file} is no file of this program: choose another one."),
}


@contextmanager
def troubles(path: Path, *, opening: bool = False) -> Iterator[None]:
    """Turn the driver's refusals into one sentence each; anything unknown stays a bug.

    While a file is opened, what cannot be made out of its schema is damage to it.
    """
    try:
        yield
    except IntegrityError:
        raise
    except DatabaseError as error:
        refusal = _meaning(error) or (_DAMAGED if opening else None)
        if refusal is None:
            raise
        raise _trouble(refusal, path) from error
    except UnicodeDecodeError as error:
        # SQLite complains of a damaged schema in the schema's own words.
        if not opening:
            raise
        raise damaged(path) from error
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise Trouble(_DISK_FULL) from error


def damaged(path: Path) -> Trouble:
    """What to say of a file whose contents were destroyed."""
    return _trouble(_DAMAGED, path)


def _trouble(meaning: Message, path: Path) -> Trouble:
    facts = (("file", str(path)),) if "{file}" in meaning.text else ()
    return Trouble(Message(meaning.text, "", facts))


def _meaning(error: Any) -> Message | None:
    if "Could not decode" in str(error):
        return _DAMAGED
    return _REFUSALS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
