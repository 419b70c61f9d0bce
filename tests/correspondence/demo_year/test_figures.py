"""The demo office's year: as many letters as the office counted, the same in every process."""

import os
import subprocess
import sys
from hashlib import sha256

import pytest

from desktop.correspondence.demo_year import IncomingText, OutgoingText, bodies, incoming, outgoing
from tests.correspondence.demo_year.conftest import REPOSITORY


def test_incoming_of_2023_is_as_many_as_the_office_counted(arrivals: list[IncomingText]) -> None:
    assert len(arrivals) == 55_279


def test_outgoing_of_2023_is_as_many_as_the_office_counted(departures: list[OutgoingText]) -> None:
    assert len(departures) == 15_626


@pytest.mark.parametrize("count", [0, 1, 17, 1_000])
def test_a_smaller_year_has_the_count_asked_for(count: int) -> None:
    assert (len(list(incoming(count=count))), len(list(outgoing(count=count)))) == (count, count)


def test_another_year_keeps_within_itself() -> None:
    letters = list(incoming(2026, count=500))
    assert {letter.arrived_on.year for letter in letters} == {2026}


def test_the_same_letters_come_in_every_process() -> None:
    program = (
        "from hashlib import sha256\n"
        "from desktop.correspondence.demo_year import bodies, incoming, outgoing\n"
        "told = [*incoming(count=400), *outgoing(count=200), *bodies()]\n"
        "print(sha256(repr(told).encode()).hexdigest())\n"
    )
    here = [*incoming(count=400), *outgoing(count=200), *bodies()]
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            check=True,
            text=True,
        )
        assert there.stdout.strip() == sha256(repr(here).encode()).hexdigest()
