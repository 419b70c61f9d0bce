"""The newest tables lying about: in the folder used last, on sticks, in Downloads, on the desktop.

Looked for in a bounded time, in those folders themselves and not below them, and never over the
network: a server that does not answer would hold up whoever looks.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import Final

from platformdirs import user_desktop_path, user_downloads_path

TABLES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
MOST: Final = 8
SECONDS: Final = 1.0
_ENTRIES_LOOKED_AT: Final = 5_000
# Excel's own mark of a workbook that is open, and names that Unix hides.
_HIDDEN: Final = ("~$", ".")

_MOUNTS: Final = Path("/proc/self/mounts")
_STICKS: Final = ("/media/", "/run/media/")
_NETWORK: Final = ("nfs", "cifs", "smb", "afs", "9p", "ceph", "davfs", "fuse.sshfs", "fuse.rclone")
# https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew
_REMOVABLE, _REMOTE = 2, 4


@dataclass(frozen=True)
class FoundTable:
    """A file that may hold a table, by its name; nobody has opened it yet."""

    path: Path
    modified: datetime
    size: int


def newest_tables(
    folders: Iterable[Path],
    *,
    most: int = MOST,
    seconds: float = SECONDS,
    clock: Callable[[], float] = monotonic,
) -> list[FoundTable]:
    """The newest tables in these folders, newest first; when the time is up, of those seen."""
    ends = clock() + seconds
    found: dict[Path, FoundTable] = {}
    for folder in dict.fromkeys(folders):
        for table in _tables_in(folder):
            if clock() > ends:
                break
            if table:
                found[table.path] = table
    newest = sorted(found.values(), key=lambda table: (table.modified, table.path), reverse=True)
    return newest[:most]


def _tables_in(folder: Path) -> Iterator[FoundTable | None]:
    """Each entry of a folder, None where it is no table; a folder that cannot be read has none."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, _ENTRIES_LOOKED_AT):
            yield _table(entry)


def _table(entry: "os.DirEntry[str]") -> FoundTable | None:
    suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - of thousands of entries
    if suffix not in TABLES or entry.name.startswith(_HIDDEN):
        return None
    with suppress(OSError):
        # A link may lead to a server.
        if entry.is_file(follow_symlinks=False):
            facts = entry.stat(follow_symlinks=False)
            modified = datetime.fromtimestamp(facts.st_mtime)  # noqa: DTZ006 - as the clock shows
            return FoundTable(Path(entry.path), modified, facts.st_size) if facts.st_size else None
    return None


def usual_folders(last: str = "") -> list[Path]:
    """Where an office finds what it is handed: the folder used last, sticks, Downloads, desktop."""
    used = [Path(last)] if last else []
    folders = [*used, *removable_folders(), user_downloads_path(), user_desktop_path()]
    return [folder for folder in dict.fromkeys(folders) if not is_on_network(folder)]


def removable_folders() -> list[Path]:
    """The roots of sticks and other drives that can be taken out."""
    if sys.platform == "win32":
        return [drive for drive in _drives() if _drive_type(drive) == _REMOVABLE]
    return removable_among(_mounts())


def is_on_network(folder: Path) -> bool:
    """Whether a folder belongs to another computer; told without touching it."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _drive_type(Path(folder.anchor)) == _REMOTE
    return is_remote_among(_mounts(), folder)


def removable_among(mounts: str) -> list[Path]:
    """The sticks among the lines of /proc/self/mounts."""
    return [
        Path(place)
        for place, kind in _places(mounts)
        if f"{place}/".startswith(_STICKS) and not kind.startswith(_NETWORK)
    ]


def is_remote_among(mounts: str, folder: Path) -> bool:
    """Whether the innermost mount that holds a folder is one over the network."""
    holding = [
        (len(place), kind)
        for place, kind in _places(mounts)
        if PurePosixPath(folder).is_relative_to(place)
    ]
    return bool(holding) and max(holding)[1].startswith(_NETWORK)


def _places(mounts: str) -> Iterator[tuple[str, str]]:
    for line in mounts.splitlines():
        _, place, kind, *_ = line.split(" ")
        # A blank in a name is written \040.
        yield place.encode().decode("unicode_escape").encode("latin-1").decode(), kind


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8")
    except OSError:  # a system that has no such file
        return ""


if sys.platform == "win32":
    import ctypes

    def _drives() -> list[Path]:
        return [Path(drive) for drive in os.listdrives()]

    def _drive_type(drive: Path) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(str(drive)))
