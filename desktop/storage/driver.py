"""The SQLite driver, and what its refusals mean to a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite

from desktop.errors import Trouble
from desktop.language.collation import order
from desktop.language.words import M, Message

# "SVan": how the program knows its own files among other SQLite files.
APPLICATION_ID: Final = 0x5356616E

Connection = Any
IntegrityError = sqlite.IntegrityError
DatabaseError = sqlite.DatabaseError
OperationalError = sqlite.OperationalError


def connect(path: Path, *, read_only: bool) -> Connection:
    """A connection in autocommit mode: whoever writes begins the transaction himself."""
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("vietnamese", 1, _order, deterministic=True)
    if not read_only:
        # A save that returned is on disk: the log is synced at each commit.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    return connection


def _order(text: str | None) -> str | None:
    return None if text is None else order(text)


_REFUSALS: Final = (
    ("database or disk is full", M("The disk is full: free some space, then try again.")),
    ("not a database", M("{file} is no file of this program: choose another one.")),
    ("malformed", M("{file} is damaged: keep it as it is, and open the newest backup.")),
    ("readonly database", M("{file} may not be written: ask for write access to its folder.")),
    (
        "unable to open",
        M("{file} cannot be opened: check that its folder exists and may be written."),
    ),
    ("locked", M("{file} is busy with another program: close that one, then try again.")),
    ("disk I/O error", M("The disk cannot be read or written: check {file} and its drive.")),
)


@contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Turn the driver's refusals into one sentence each; anything unknown stays a bug."""
    try:
        yield
    except IntegrityError:
        raise
    except DatabaseError as error:
        refusal = _meaning(str(error), path)
        if refusal is None:
            raise
        raise Trouble(refusal) from error


def _meaning(said: str, path: Path) -> Message | None:
    for part, meaning in _REFUSALS:
        if part in said:
            names_file = "{file}" in meaning.text
            return Message(meaning.text, "", (("file", str(path)),) if names_file else ())
    return None
