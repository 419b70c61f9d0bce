"""One writer at a time: a lock beside the file says who, where and since when."""

import json
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True)
class Holder:
    """Who is writing."""

    name: str
    host: str
    since: str


class Lock:
    """The system's own lock on FILE.lock: it ends with the process, however that ends."""

    def __init__(self, path: Path, file: IO[str]) -> None:
        self._path = path
        self._file = file

    @classmethod
    def take(cls, path: Path, who: str, at: datetime) -> Self | Holder:
        """The lock for a store, or who holds it."""
        beside = lock_path(path)
        file = beside.open("a+", encoding="utf-8")
        if not _locked(file):
            with file:
                file.seek(0)
                return _holder(file.read())
        try:
            holder = Holder(who, socket.gethostname(), f"{at:%d/%m/%Y %H:%M}")
            file.truncate(0)
            file.write(json.dumps(asdict(holder)))
            file.flush()
        except OSError:
            _close(file)
            raise
        return cls(path, file)

    def release(self) -> None:
        self._file.truncate(0)
        _close(self._file)


def lock_path(path: Path) -> Path:
    """The lock file of a store."""
    return path.with_name(path.name + ".lock")


def _close(file: IO[str]) -> None:
    # A disk that is full may still refuse what waits to be written.
    with suppress(OSError):
        file.close()


def _holder(text: str) -> Holder:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return Holder("?", "?", "?")


def _locked(file: IO[str]) -> bool:
    # On Windows a lock also bars reading, so one byte far behind the text is locked.
    try:
        if sys.platform == "win32":
            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
