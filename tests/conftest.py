"""What tests of every room share: an office of its own in a temporary folder."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

# Before Qt is loaded: windows are drawn, and shown to nobody.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop.correspondence.known_names import KnownNames
from desktop.opening import make_office
from desktop.storage.store import Store


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Store]:
    """A new office's file, opened on 15 March 2026 at ten."""
    with closing(make_office(tmp_path / "office.db", clock=ten_o_clock)) as store:
        yield store


def ten_o_clock() -> datetime:
    return datetime(2026, 3, 15, 10)  # noqa: DTZ001 - the office's own clock on the wall


@pytest.fixture
def names(office: Store) -> KnownNames:
    """The names that this office knows."""
    return KnownNames(office.reader)
