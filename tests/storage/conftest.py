"""What the tests of the store share: a document in one line, and disks that refuse."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import register
from desktop.storage.store import Store

Registered = Callable[..., IncomingDocument]


@pytest.fixture
def registered(office: Store, names: KnownNames) -> Registered:
    """Registers an incoming document in the office's file; facts may be given by name."""

    def register_one(subject: str = "V/v báo cáo", **facts: Any) -> IncomingDocument:
        whole = {"series": "SN", "arrived_on": date(2026, 3, 2), "issuer": "Sở Nội vụ", **facts}
        _, document = register(office, IncomingDocument(subject=subject, **whole), names=names)
        assert isinstance(document, IncomingDocument)
        return document

    return register_one


def _mount(*options: str | Path) -> None:
    try:
        subprocess.run(["mount", *options], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a disk of its own")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, of which an empty office takes less than a third."""
    folder = tmp_path / "small"
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", folder)
    yield folder
    subprocess.run(["umount", folder], check=True)


@contextmanager
def _without_writing(folder: Path) -> Iterator[None]:
    if os.geteuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    # Root may write everywhere but on a medium that is read-only.
    _mount("--bind", folder, folder)
    _mount("-o", "remount,ro,bind", folder)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.fixture
def without_writing() -> Callable[[Path], Any]:
    """While it holds, nothing can be written in a folder."""
    if not hasattr(os, "geteuid"):
        pytest.skip("rights are set in another way here")
    return _without_writing


@pytest.fixture
def closed_file(tmp_path: Path) -> Iterator[Path]:
    """A file that may not be read, also where the tests run as root."""
    if not hasattr(os, "geteuid"):
        pytest.skip("rights are set in another way here")
    path = tmp_path / "office.db"
    path.write_bytes(b"SQLite format 3\0")
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield path
    if root:
        os.seteuid(0)
