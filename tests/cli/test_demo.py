"""The demo office: the same each time, whole or not at all."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop.correspondence.following_up.deadlines import overdue_by_unit
from desktop.correspondence.replying import origins
from desktop.correspondence.standing import UNCOUNTED
from desktop.demo import DEMO_SIZE, make_demo
from desktop.errors import Trouble
from desktop.opening import open_office
from desktop.records.queries import Order, Query
from desktop.records.queries import Test as Condition
from desktop.storage.store import Store
from desktop.storage.verifying import verify
from tests.cli.conftest import Ended, command, process, sound, started

INTERRUPTED = "Interrupted: nothing was left half done, run it again.\n"
STOPS = [signal.SIGINT, signal.SIGTERM]


def written(file: Path, share: float) -> Path:
    for _ in make_demo(file, share):
        pass
    return file


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without the times at which migrations were applied."""
    with closing(sqlite3.connect(file)) as database:
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%' ORDER BY name"
            )
        ]
        found = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    found["_sqlite_migrations"] = [row[:-1] for row in found["_sqlite_migrations"]]
    return {name: sorted(each, key=repr) for name, each in found.items()}


def test_demo_written_twice_is_the_same_office(tmp_path: Path) -> None:
    first, second = (rows(written(tmp_path / f"{name}.sovan", 0.02)) for name in "ab")
    assert {"incoming", "outgoing", "bodies", "changes", "change_rows"} <= set(first)
    assert (len(first["incoming"]), len(first["outgoing"])) == (1106, 313)
    assert first == second


def test_demo_names_nobody_of_this_computer(tmp_path: Path) -> None:
    written(tmp_path / "demo.sovan", 0.001)
    assert {row[2] for row in rows(tmp_path / "demo.sovan")["changes"]} == {"demo"}


def test_demo_is_a_sound_office(tmp_path: Path) -> None:
    file = written(tmp_path / "demo.sovan", 0.02)
    with closing(open_office(file, read_only=True)) as store:
        assert verify(store) == []


def test_demo_fills_the_other_books_too(tmp_path: Path) -> None:
    found = rows(written(tmp_path / "demo.sovan", 0.05))
    books = ("assignments", "case_files", "dispatches", "loans", "urgings")
    assert {name: len(found[name]) for name in books} == {
        "assignments": 44,
        "case_files": 60,
        "dispatches": 51,
        "loans": 6,
        "urgings": 27,
    }


def test_demo_keeps_each_document_with_one_row_of_the_journal(tmp_path: Path) -> None:
    found = rows(written(tmp_path / "demo.sovan", 0.02))
    journal = Counter((row[2], row[3]) for row in found["change_rows"])
    assert set(journal.values()) == {1}


def test_demo_answers_name_what_they_answer(tmp_path: Path) -> None:
    with closing(open_office(written(tmp_path / "demo.sovan", 0.05), read_only=True)) as store:
        answering = Query("outgoing").where("replies_to", Condition.FILLED)
        answers = list(store.reader.records("outgoing", store.reader.ids(answering)))
        chains = [(answer, *origins(store.reader, answer)) for answer in answers]
    assert len(chains) > 20
    assert {len(chain) for chain in chains} == {2}
    for answer, question in chains:
        assert (question.settled_on, question.issuer) == (
            answer.document_date,
            answer.recipients[0],
        )
        assert question.symbol in answer.subject


def test_demo_leaves_its_file_alone_in_the_folder(tmp_path: Path) -> None:
    file = written(tmp_path / "demo.sovan", 0.001)
    assert list(tmp_path.iterdir()) == [file]


def test_demo_refuses_a_file_that_is_there(books: Path) -> None:
    before = books.read_bytes()
    sentence = f"{books} exists already: name a new file."
    assert command("demo", books) == (1, "", f"{sentence}\n")
    with pytest.raises(Trouble, match="exists already"):
        next(make_demo(books))
    assert books.read_bytes() == before


def test_demo_closed_before_its_end_leaves_nothing(tmp_path: Path) -> None:
    counts = make_demo(tmp_path / "demo.sovan")
    assert next(counts) == 500
    assert (tmp_path / "demo.sovan").exists()
    counts.close()
    assert list(tmp_path.iterdir()) == []


def terminal() -> tuple[int, int]:
    """A terminal to look through, and the end of it that a program writes to."""
    try:
        return os.openpty()
    except OSError:
        pytest.skip("this system gives no pseudo-terminals")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals to look through")
@pytest.mark.parametrize("stop", STOPS)
def test_interrupted_demo_leaves_nothing(tmp_path: Path, stop: signal.Signals) -> None:
    """The bar of a person at a terminal tells that the demo is under way."""
    seen, shown = terminal()
    with started("demo", tmp_path / "demo.sovan", stderr=shown) as running:
        os.close(shown)
        told = b""
        while b" 1%" not in told:
            told += os.read(seen, 1024)
        assert (tmp_path / "demo.sovan").exists()
        running.send_signal(stop)
        out, _ = running.communicate(timeout=60)
    told += rest_of(seen)
    assert (running.returncode, out) == (1, "")
    assert told.decode().replace("\r\n", "\n").endswith(INTERRUPTED)
    assert list(tmp_path.iterdir()) == []


def rest_of(terminal: int) -> bytes:
    """All that is left to read of a terminal whose other end is closed."""
    told = b""
    try:
        while part := os.read(terminal, 1024):
            told += part
    except OSError:  # Linux says so where other systems say that it has ended
        pass
    os.close(terminal)
    return told


# --- the whole year ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("whole") / "demo.sovan"
    assert process("demo", file) == (0, f"{file} holds the demo office.\n", "")
    return file


@pytest.mark.slow
def test_whole_demo_has_the_documents_of_the_year(whole_demo: Path) -> None:
    ended = command("report", whole_demo, "--year", 2023, "--json")
    told = json.loads(ended.out)
    assert (told["year"], told["incoming"], told["outgoing"]) == (2023, 55_279, 15_626)
    assert DEMO_SIZE == 55_279 + 15_626
    assert told["meetings"] == 688
    for split in ("kind", "level", "host", "form", "room"):
        assert sum(told["meetings_detail"][f"by_{split}"].values()) == 688
    assert told["meetings_detail"]["not_held"]["cancelled"] == 19
    for register in ("incoming", "outgoing"):
        for part in ("by_series", "by_kind"):
            assert sum(told[f"{register}_detail"][part].values()) == told[register]
    assert command("report", whole_demo, "--year", 2023) == (
        0,
        "55,279 incoming documents\n15,626 outgoing documents\n688 meetings held\n",
        "",
    )


@pytest.fixture(scope="module")
def whole_store(whole_demo: Path) -> Iterator[Store]:
    with closing(open_office(whole_demo, read_only=True)) as store:
        yield store


@pytest.mark.slow
@pytest.mark.parametrize("register", ["incoming", "outgoing"])
def test_whole_demo_has_unbroken_series(whole_store: Store, register: str) -> None:
    numbers = defaultdict(list)
    every = whole_store.reader.ids(Query(register, order=(Order("id"),)))
    for document in whole_store.reader.records(register, every):
        assert document.standing not in UNCOUNTED
        numbers[document.series].append(document.number)
    for given in numbers.values():
        assert given == list(range(1, len(given) + 1))


@pytest.mark.slow
def test_whole_demo_changes_documents_by_later_ones_that_name_them(whole_store: Store) -> None:
    reader = whole_store.reader
    for register in ("incoming", "outgoing"):
        changed = reader.ids(Query(register).where("changed_by", Condition.FILLED))
        for document in list(reader.records(register, changed)):
            later = reader.record(register, document.changed_by)
            assert document.symbol in later.subject
            assert document.document_date < later.document_date
        assert len(changed) > 20


@pytest.mark.slow
def test_whole_demo_has_at_least_twenty_units_that_are_late(whole_store: Store) -> None:
    loads = overdue_by_unit(whole_store.reader, date(2023, 12, 31))
    assert len(loads) >= 20
    assert 300 < sum(load.overdue for load in loads) < 700


@pytest.mark.slow
def test_whole_demo_is_sound(whole_demo: Path) -> None:
    assert command("verify", whole_demo) == sound(whole_demo)


@pytest.mark.slow
@pytest.mark.parametrize("stop", STOPS)
def test_interrupted_export_leaves_the_older_workbook(
    whole_demo: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    out = tmp_path / "register.xlsx"
    out.write_bytes(b"older")
    with started("export", whole_demo, "incoming", out, stderr=subprocess.PIPE) as running:
        while len(list(tmp_path.iterdir())) == 1:  # the new workbook grows beside the old one
            assert running.poll() is None
        running.send_signal(stop)
        told = running.communicate(timeout=120)
    assert Ended(running.returncode, *told) == (1, "", INTERRUPTED)
    assert (list(tmp_path.iterdir()), out.read_bytes()) == ([out], b"older")
