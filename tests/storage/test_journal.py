"""The journal: what was done, by whom, and that nobody changed it afterwards."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import correct, discard, hand_over, put_back
from desktop.errors import Trouble
from desktop.language.words import M, Words
from desktop.opening import open_office
from desktop.records.queries import Query
from desktop.storage.journal import broken_link
from desktop.storage.store import Store
from desktop.storage.verifying import verify

Registered = Callable[..., IncomingDocument]


@pytest.fixture
def worked(office: Store, names: KnownNames, registered: Registered) -> Store:
    """An office after some work: changes 2 to 8, of the incoming documents 1 to 4."""
    for subject in ("V/v một", "V/v hai", "V/v ba", "V/v bốn"):
        registered(subject)
    document = office.reader.record("incoming", 2)
    correct(office, replace(document, subject="V/v hai, sửa lại"), names=names)
    discard(office, office.reader.record("incoming", 3))
    documents = list(office.reader.records("incoming", [1, 4]))
    hand_over(office, documents, date(2026, 3, 16))
    return office


def wrongs(store: Store) -> list[str]:
    return [str(wrong) for wrong in verify(store)]


def tampered(store: Store, sql: str) -> list[str]:
    """What is found after somebody changed the file by other means than this program."""
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute(sql)
    return wrongs(store)


def subjects(store: Store, *, in_trash: bool = False) -> list[str]:
    ids = store.reader.ids(Query("incoming", in_trash=in_trash))
    return [document.subject for document in store.reader.records("incoming", ids)]


# The chain


def test_chain_of_honest_work_is_unbroken(worked: Store) -> None:
    worked.undo()
    worked.undo()
    worked.redo()

    assert broken_link(worked.connection) is None
    assert wrongs(worked) == []


def test_each_change_carries_the_hash_of_the_one_before(worked: Store) -> None:
    rows = worked.connection.execute("SELECT previous, hash FROM changes ORDER BY id").fetchall()

    assert rows[0][0] == "0" * 64
    assert [previous for previous, _ in rows[1:]] == [own for _, own in rows[:-1]]
    assert len({own for _, own in rows}) == len(rows) == 8


ALTERED_AT_3 = "The journal was altered at change 3 of 15/03/2026 10:00."
ALTERED_AT_6 = "The journal was altered at change 6 of 15/03/2026 10:00."
ALTERED_AT_8 = "The journal was altered at change 8 of 15/03/2026 10:00."


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE changes SET words = replace(words, '02', '09') WHERE id = 3", [ALTERED_AT_3]),
        ("UPDATE changes SET words = 'no message' WHERE id = 3", [ALTERED_AT_3]),
        ("UPDATE changes SET who = 'somebody' WHERE id = 3", [ALTERED_AT_3]),
        ("UPDATE changes SET way = 'undo' WHERE id = 3", [ALTERED_AT_3]),
        (
            "UPDATE changes SET at = '2026-03-14T10:00:00' WHERE id = 3",
            ["The journal was altered at change 3 of 14/03/2026 10:00."],
        ),
        (
            "UPDATE changes SET at = 'long ago' WHERE id = 3",
            ["The journal was altered at change 3 of long ago."],
        ),
        ("UPDATE changes SET hash = previous WHERE id = 3", [ALTERED_AT_3]),
        (
            "DELETE FROM changes WHERE id = 5",
            ["A line of the journal belongs to no change.", ALTERED_AT_6],
        ),
        (
            "UPDATE change_rows SET after = replace(after, 'bốn', 'năm') WHERE change = 8",
            [
                ALTERED_AT_8,
                "1 record of “incoming” is not as the journal left it: 4.",
            ],
        ),
        (
            "UPDATE change_rows SET before = replace(before, 'hai', 'ba') WHERE change = 6",
            [ALTERED_AT_6],
        ),
        (
            "UPDATE change_rows SET kind = 'outgoing' WHERE change = 3",
            [ALTERED_AT_3, "1 record of “outgoing” is missing: 2."],
        ),
        (
            "DELETE FROM change_rows WHERE change = 6",
            [ALTERED_AT_6, "1 record of “incoming” is not as the journal left it: 2."],
        ),
        ("UPDATE change_rows SET place = -1 WHERE change = 8 AND place = 1", [ALTERED_AT_8]),
        (
            """INSERT INTO change_rows SELECT 8, 2, kind, record, before, after
               FROM change_rows WHERE change = 8 AND place = 1""",
            [ALTERED_AT_8],
        ),
    ],
    ids=[
        "words",
        "words that are none",
        "who",
        "way",
        "time",
        "time that is none",
        "hash",
        "a change deleted",
        "a record after its change",
        "a record before its change",
        "kind of record",
        "all rows of a change deleted",
        "rows in another order",
        "a row added",
    ],
)
def test_altered_journal_is_named(worked: Store, sql: str, named: list[str]) -> None:
    assert tampered(worked, sql) == named


# Records and index, behind the journal's back


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        (
            "UPDATE incoming SET due_on = '2026-04-01' WHERE id = 2",
            "1 record of “incoming” is not as the journal left it: 2.",
        ),
        (
            "UPDATE incoming SET pages = 1 WHERE id IN (1, 4)",
            "2 records of “incoming” are not as the journal left them: 1, 4.",
        ),
        (
            "UPDATE bodies SET name = 'Sở Nội Vụ' WHERE id = 3",
            "1 record of “bodies” is not as the journal left it: 3.",
        ),
        ("DELETE FROM series WHERE id = 1", "1 record of “series” is missing: 1."),
        (
            "INSERT INTO office (id, name) VALUES (2, 'Văn phòng khác')",
            "1 record of “office” is not as the journal left it: 2.",
        ),
        (
            "DELETE FROM incoming_search WHERE rowid = 1",
            "The search index of “incoming” does not match its records.",
        ),
        (
            "INSERT INTO incoming_search (rowid, words, facets) VALUES (3, 'ba', '')",
            "The search index of “incoming” does not match its records.",
        ),
        (
            "UPDATE incoming_search SET words = 'mot', facets = 'x' WHERE rowid = 1",
            "The search index of “incoming” does not match its records.",
        ),
    ],
    ids=[
        "one record",
        "two records",
        "a record without an index",
        "a record deleted",
        "a record added",
        "an entry dropped from the index",
        "a trashed record in the index",
        "other words in the index",
    ],
)
def test_change_behind_the_journals_back_is_named(worked: Store, sql: str, named: str) -> None:
    assert tampered(worked, sql) == [named]


def test_each_kind_of_change_to_a_live_record_is_named_once(worked: Store) -> None:
    """Its words changed, its number changed, its row gone: record and index both tell."""
    assert tampered(worked, "UPDATE incoming SET subject = 'V/v khác' WHERE id = 2") == [
        "1 record of “incoming” is not as the journal left it: 2.",
        "The search index of “incoming” does not match its records.",
    ]
    assert tampered(worked, "DELETE FROM incoming WHERE id = 2") == [
        "1 record of “incoming” is missing: 2.",
        "The search index of “incoming” does not match its records.",
    ]


def test_record_altered_into_nonsense_is_named_all_the_same(worked: Store) -> None:
    assert tampered(worked, "UPDATE incoming SET arrived_on = 'soon' WHERE id = 2") == [
        "1 record of “incoming” is not as the journal left it: 2.",
        "The search index of “incoming” does not match its records.",
    ]


def test_many_altered_records_are_counted_and_the_first_twenty_named(
    office: Store, registered: Registered
) -> None:
    for _ in range(25):
        registered()
    told = ", ".join(str(number) for number in range(1, 21))

    assert tampered(office, "UPDATE incoming SET pages = 9") == [
        f"25 records of “incoming” are not as the journal left them: {told}."
    ]


def test_file_that_was_tampered_with_can_still_be_opened_and_says_so(worked: Store) -> None:
    worked.connection.execute("UPDATE changes SET at = 'long ago', words = '' WHERE id = 3")
    worked.close()

    with closing(open_office(worked.path, read_only=True)) as store:
        assert wrongs(store) == ["The journal was altered at change 3 of long ago."]


# Undo and redo


def test_undo_takes_back_one_change_after_the_other_and_redo_does_them_again(
    worked: Store,
) -> None:
    done = [str(worked.undo().words) for _ in range(7)]  # type: ignore[union-attr]
    assert done == [
        "handing over",
        "discarding incoming 03/SN/2026",
        "correcting incoming 02/SN/2026",
        "registering incoming 04/SN/2026",
        "registering incoming 03/SN/2026",
        "registering incoming 02/SN/2026",
        "registering incoming 01/SN/2026",
    ]
    assert worked.undo() is None
    assert (subjects(worked), subjects(worked, in_trash=True)) == (
        [],
        ["V/v bốn", "V/v ba", "V/v hai", "V/v một"],
    )

    assert [str(worked.redo().words) for _ in range(7)] == done[::-1]  # type: ignore[union-attr]
    assert worked.redo() is None
    assert (subjects(worked), subjects(worked, in_trash=True)) == (
        ["V/v bốn", "V/v hai, sửa lại", "V/v một"],
        ["V/v ba"],
    )
    assert wrongs(worked) == []


def test_undone_change_says_what_it_took_back(worked: Store) -> None:
    undone = worked.undo()
    assert undone is not None
    assert (undone.way, undone.of, undone.ids("incoming")) == ("undo", 8, (4, 1))

    redone = worked.redo()
    assert redone is not None
    assert (redone.way, redone.of, redone.ids("incoming")) == ("redo", 9, (1, 4))


def test_new_change_ends_redo(worked: Store, registered: Registered) -> None:
    worked.undo()
    registered("V/v năm")

    assert worked.next_redo is None
    assert worked.redo() is None
    assert str(worked.next_undo) == "registering incoming 05/SN/2026"


def test_undo_and_redo_reach_back_over_the_end_of_the_program(worked: Store) -> None:
    worked.undo()
    worked.undo()
    worked.close()

    with closing(open_office(worked.path)) as store:
        assert str(store.next_undo) == "correcting incoming 02/SN/2026"
        assert str(store.next_redo) == "discarding incoming 03/SN/2026"
        store.redo()
        assert subjects(store, in_trash=True) == ["V/v ba"]
        assert str(store.next_redo) == "handing over"


def test_number_of_an_undone_document_stays_given(worked: Store, registered: Registered) -> None:
    document = registered("V/v năm")
    worked.undo()

    assert registered("V/v sáu").number == document.number + 1  # type: ignore[operator]
    put_back(worked, document)
    assert subjects(worked)[:2] == ["V/v sáu", "V/v năm"]


def test_words_of_undo_are_said_in_the_language_of_the_day(worked: Store) -> None:
    """The journal keeps sentences in no language, with the sentences inside them."""
    worked.undo()

    assert worked.next_undo == M(
        "discarding {document}", document=M("incoming {number}", number="03/SN/2026")
    )
    assert Words("en")(M("Undo {act}", act=worked.next_undo)) == (
        "Undo discarding incoming 03/SN/2026"
    )


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_change_of_a_record_that_was_changed_since_is_not_taken_back(
    worked: Store, way: str
) -> None:
    if way == "redo":
        worked.undo()
    worked.connection.execute("UPDATE incoming SET note = 'khác' WHERE id = 4")
    before = worked.connection.execute("SELECT * FROM incoming").fetchall()

    with pytest.raises(Trouble) as caught:
        getattr(worked, way)()
    assert str(caught.value) == (
        "It cannot be undone: the record has been changed since. Open and edit it."
    )
    assert worked.connection.execute("SELECT * FROM incoming").fetchall() == before
    assert worked.next_change == (10 if way == "redo" else 9)
