"""Undo row by row: the same as at one go, and taken back where it is stopped."""

import pytest

from desktop.correspondence.registering import discard
from desktop.language.words import M
from desktop.office.bodies import Body
from desktop.records.queries import Query
from desktop.storage.store import Store
from desktop.storage.verifying import verify
from tests.storage.conftest import Registered


@pytest.fixture
def filled(office: Store) -> Store:
    with office.writing(M("filling")) as writing:
        for number in range(20):
            writing.add(Body(name=f"Sở số {number}"))
    return office


def live(store: Store) -> int:
    return store.reader.count(Query("bodies", words="Sở số"))


def test_undo_row_by_row_ends_as_undo_does(filled: Store) -> None:
    reversal, steps = filled.undoing(), 0
    while True:
        try:
            next(reversal)
        except StopIteration as end:
            change = end.value
            break
        steps += 1
    assert change == filled.change(filled.next_change - 1)
    assert (steps, live(filled), str(filled.next_redo)) == (20, 0, "filling")
    assert verify(filled) == []


def test_undo_that_is_stopped_leaves_everything_as_it_was(filled: Store) -> None:
    changes = filled.next_change
    reversal = filled.undoing()
    next(reversal)
    reversal.close()
    assert (live(filled), filled.next_change, str(filled.next_undo)) == (20, changes, "filling")


def test_redo_row_by_row_brings_everything_back(filled: Store) -> None:
    filled.undo()
    assert len(list(filled.redoing())) == 20
    assert live(filled) == 20


def test_nothing_to_undo_has_no_steps(office: Store) -> None:
    assert list(office.undoing()) == []


def parts_of_index(store: Store) -> int:
    """In how many parts the index of incoming documents lies."""
    (count,) = store.connection.execute(
        "SELECT count(DISTINCT segid) FROM incoming_search_idx"
    ).fetchone()
    return int(count)


def test_index_is_written_in_parts_and_not_for_every_document(
    office: Store, registered: Registered
) -> None:
    documents = [registered(f"V/v báo cáo số {number}") for number in range(60)]
    # As a list has them: the newest first.
    discard(office, *reversed(documents))
    before = parts_of_index(office)
    office.undo()
    assert parts_of_index(office) - before <= 3
    assert verify(office) == []
