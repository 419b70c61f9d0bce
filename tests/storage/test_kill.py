"""The current fails while saving: what was said to be saved is there, and the file is whole."""

import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer
from typing import IO

import pytest

from desktop.opening import make_office
from desktop.records.queries import Query
from desktop.storage.store import Store
from desktop.storage.verifying import verify

SAVER = Path(__file__).with_name("saver.py")
PROJECT = Path(__file__).parents[2]

Book = tuple[str, str, int]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="savers are forks of one process")


class Savers:
    """One saver after the other, each killed at a moment that is drawn by lot."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin
        assert process.stdout
        self._asking: IO[str] = process.stdin
        self._telling: IO[str] = process.stdout

    def killed_after(self, path: Path, seconds: float) -> list[str]:
        """What a saver had saved when it was killed so long after its start."""
        told = self._start(path)
        pid = _pid(told)
        timer = Timer(seconds, os.kill, (pid, signal.SIGKILL))
        timer.start()
        told.extend(self._rest())
        timer.join()
        return told[1:]

    def killed_at(self, path: Path, save: int) -> list[str]:
        """What a saver had saved when it was killed as soon as that save was told."""
        told = self._start(path)
        pid = _pid(told)
        lines = self._rest()
        while len(told) < save + 1:
            told.append(next(lines))
        os.kill(pid, signal.SIGKILL)
        return [*told[1:], *lines]

    def _start(self, path: Path) -> list[str]:
        """The first lines of a saver, beginning with the one that tells its process."""
        self._asking.write(f"{path}\n")
        self._asking.flush()
        told = [self._telling.readline().rstrip()]
        while not told[-1].startswith("saver "):
            told.append(self._telling.readline().rstrip())
        return [told[-1], *told[:-1]]

    def _rest(self) -> Iterator[str]:
        for line in self._telling:
            if line == "ended\n":
                return
            yield line.rstrip()


def _pid(told: list[str]) -> int:
    return int(told[0].removeprefix("saver "))


@pytest.fixture(scope="module")
def savers() -> Iterator[Savers]:
    with subprocess.Popen(
        [sys.executable, SAVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        encoding="utf-8",
    ) as process:
        yield Savers(process)


def books(store: Store) -> dict[Book, list[int]]:
    """The numbers of each series and year, in the order in which they were given."""
    found: dict[Book, list[int]] = defaultdict(list)
    for kind in ("incoming", "outgoing"):
        for row in store.reader.rows(kind):
            found[kind, row["series"], row["year"]].append(row["number"])
    return found


def said(lines: list[str]) -> set[tuple[Book, int]]:
    words = [line.split() for line in lines]
    return {((kind, series, int(year)), int(number)) for kind, series, year, number in words}


def check(path: Path, told: list[str], kills: int) -> None:
    with closing(make_office(path)) as store:
        assert verify(store) == []
        kept = books(store)
        for numbers in kept.values():
            assert numbers == list(range(1, len(numbers) + 1))
        given = {(book, number) for book, numbers in kept.items() for number in numbers}
        assert said(told) <= given
        # A saver may be killed between its save and the word of it, once in its life.
        assert len(given) - len(told) <= kills
        assert_bodies_came_with_their_documents(store)


def assert_bodies_came_with_their_documents(store: Store) -> None:
    bodies = [row["name"] for row in store.reader.rows("bodies")]
    named = [row["issuer"] for row in store.reader.rows("incoming")]
    named += [row["recipients"] for row in store.reader.rows("outgoing")]
    assert sorted(bodies[2:]) == sorted(named)
    assert list(store.reader.ids(Query("office"))) == [1]


def kill_and_check(savers: Savers, path: Path, seed: int, kills: int) -> None:
    lots = random.Random(seed)
    told: list[str] = []
    for kill in range(1, kills + 1):
        if lots.random() < 0.5:
            told += savers.killed_after(path, lots.uniform(0, 0.04))
        else:
            told += savers.killed_at(path, lots.randrange(1, 12))
        check(path, told, kill)
    assert told


@pytest.mark.parametrize("seed", range(9))
def test_nothing_that_was_saved_is_lost_when_the_program_is_killed(
    savers: Savers, tmp_path: Path, seed: int
) -> None:
    """Twenty kills of one file: while it is opened, and while documents are registered."""
    kill_and_check(savers, tmp_path / "office.db", seed, 20)


def test_file_whose_making_was_killed_is_made_whole(savers: Savers, tmp_path: Path) -> None:
    """Twenty kills more, each of a file that is just being made."""
    lots = random.Random(0)
    for place in range(20):
        path = tmp_path / f"{place}.db"
        check(path, savers.killed_after(path, lots.uniform(0, 0.04)), kills=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_nothing_is_lost_in_two_thousand_kills(savers: Savers, tmp_path: Path, seed: int) -> None:
    kill_and_check(savers, tmp_path / "office.db", seed, 200)
