"""A person at a terminal sees how far a command has come; a script reads nothing of it."""

import os
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop.correspondence.attaching.attaching import attach
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import register
from desktop.opening import make_office
from tests.cli.conftest import Ended, command, sound, started
from tests.cli.test_demo import rest_of, terminal


@pytest.fixture
def with_scan(tmp_path: Path) -> Path:
    """An office's file with one document and the scan attached to it."""
    file, scan = tmp_path / "office.sovan", tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4" * 1000)
    document = IncomingDocument(
        series="SN", arrived_on=date(2026, 1, 5), issuer="Sở Y tế", subject="V/v biên chế"
    )
    with closing(make_office(file)) as store:
        _, kept = register(store, document, names=KnownNames(store.reader))
        attach(store, kept, [scan], limit=50)
    return file


def watched(*arguments: object) -> tuple[Ended, str]:
    """How a command ends that is called at a terminal, and what is seen there meanwhile."""
    seen, shown = terminal()
    with started(*arguments, stderr=shown) as running:
        os.close(shown)
        told = rest_of(seen)
        out, _ = running.communicate(timeout=60)
    return Ended(running.returncode, out), told.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals to look through")
def test_verify_tells_at_a_terminal_how_much_of_the_attachments_is_read(with_scan: Path) -> None:
    ended, told = watched("verify", with_scan)
    assert ended == sound(with_scan)
    assert ("Checking office.sovan" in told, "100%" in told) == (True, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals to look through")
def test_verify_of_an_office_without_attachments_draws_no_bar(tmp_path: Path) -> None:
    file = tmp_path / "office.sovan"
    make_office(file).close()
    assert watched("verify", file) == (sound(file), "")


def test_verify_tells_a_script_only_how_it_ended(with_scan: Path) -> None:
    assert command("verify", with_scan) == sound(with_scan)
