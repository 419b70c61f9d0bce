"""The folder into which the scanner writes: its newest finished file waits to be attached."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from desktop.correspondence.attaching.attachments import sums_of_size
from desktop.storage.lists import Reader

_SCANS: Final = frozenset({".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"})
# How files begin that some scanners write first and rename when they are whole.
_UNFINISHED: Final = ("~", ".")
# An older file belongs to a document of another day.
_OFFERED_FOR: Final = timedelta(hours=12)


@dataclass(frozen=True)
class Scan:
    """One file in the folder, as it was when it was looked at."""

    path: Path
    size: int
    written_at: datetime

    def minutes_ago(self, now: datetime) -> int:
        return max(0, int((now - self.written_at).total_seconds() // 60))


class ScanFolder:
    """Looks at the folder again and again: what has not grown between two looks is finished."""

    def __init__(self, folder: Path, is_attached: Callable[[Scan], bool]) -> None:
        self._folder = folder
        self._is_attached = is_attached
        self._before: set[Scan] = set()
        self._known: set[Scan] = set()

    def look(self, now: datetime) -> Scan | None:
        """The newest finished scan that is not attached yet; None where there is none.

        A folder that is not there, as a share is when the network is, holds nothing.
        """
        seen = _scans_in(self._folder, now - _OFFERED_FOR)
        finished = sorted(seen & self._before, key=lambda scan: scan.written_at, reverse=True)
        self._before = seen
        return next((scan for scan in finished if self._is_new(scan)), None)

    def _is_new(self, scan: Scan) -> bool:
        if scan not in self._known and self._is_attached(scan):
            self._known.add(scan)
        return scan not in self._known


def _scans_in(folder: Path, since: datetime) -> set[Scan]:
    try:
        with os.scandir(folder) as entries:
            found = {scan for entry in entries if (scan := _scan(entry))}
    except OSError:
        return set()
    return {scan for scan in found if scan.written_at >= since and scan.size}


def _scan(entry: "os.DirEntry[str]") -> Scan | None:
    name = entry.name.lower()
    if name.startswith(_UNFINISHED) or Path(name).suffix not in _SCANS:
        return None
    try:
        if not entry.is_file():
            return None
        found = entry.stat()
    except OSError:  # taken away between two glances
        return None
    written = datetime.fromtimestamp(found.st_mtime)  # noqa: DTZ006 - the clock on the wall
    return Scan(Path(entry.path), found.st_size, written)


def is_attached(reader: Reader, scan: Scan) -> bool:
    """Whether the scan is attached to any document; it is read only where one has its size."""
    sums = sums_of_size(reader, scan.size)
    if not sums:
        return False
    try:
        with scan.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() in sums
    except OSError:  # what cannot be read cannot be offered either
        return True
