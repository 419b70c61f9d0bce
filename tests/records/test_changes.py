"""Changes: an act done at one go or record by record, and several that a page has missed."""

from collections.abc import Generator
from datetime import datetime

import pytest

from desktop.language.words import M
from desktop.records.changes import Change, Missed, at_one_go

AT = datetime(2026, 3, 15, 10)  # noqa: DTZ001 - the office's own clock on the wall


def change(number: int, *ids: int, way: str = "do") -> Change:
    return Change(number, AT, "Mai", M("act"), tuple(("incoming", one) for one in ids), way)


def test_act_at_one_go_brings_what_it_returns() -> None:
    def act() -> Generator[None, None, str]:
        yield
        yield
        return "done"

    assert at_one_go(act()) == "done"


@pytest.mark.parametrize(
    ("ways", "way"), [(("do", "do"), "do"), (("undo", "do"), "undo"), (("undo", "redo"), "redo")]
)
def test_missed_changes_are_taken_as_one(ways: tuple[str, str], way: str) -> None:
    missed = Missed()
    missed.add(change(1, 7, 8, way=ways[0]))
    missed.add(change(2, 8, 9, way=ways[1]))
    assert missed.as_one() == change(2, 7, 8, 9, way=way)
