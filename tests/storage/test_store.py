"""The office's file: opened, refused, kept whole."""

import getpass
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import correct, discard, register
from desktop.correspondence.series import Series
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.office.bodies import Body
from desktop.opening import KINDS, SEARCHED, make_office, office_of, open_office
from desktop.records.changes import Acting, Change, RowChange, at_one_go
from desktop.records.drafts import Draft
from desktop.records.queries import Query
from desktop.storage import driver
from desktop.storage.driver import APPLICATION_ID, IntegrityError
from desktop.storage.lock import lock_path
from desktop.storage.store import Store
from desktop.storage.verifying import verify

Registered = Callable[..., IncomingDocument]


def refusal(path: Path, *, read_only: bool = False) -> str:
    """What is said where a file is not opened; the file is left as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Trouble) as caught:
        open_office(path, read_only=read_only)
    assert (path.read_bytes() if path.is_file() else None) == before
    return str(caught.value)


def subjects(store: Store) -> list[str]:
    ids = store.reader.ids(Query("incoming"))
    return [document.subject for document in store.reader.records("incoming", ids)]


def contents(store: Store) -> dict[str, list[Any]]:
    """All rows of all tables, those of the search index too."""
    names = store.database.table_names()
    return {name: store.connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


# Making and opening


def test_new_office_has_its_own_name_its_issuers_and_series(office: Store) -> None:
    assert office_of(office).name == "Văn phòng Ủy ban nhân dân tỉnh"
    bodies = office.reader.records("bodies", office.reader.ids(Query("bodies"))[::-1])
    assert [body.name for body in bodies] == [
        "Ủy ban nhân dân tỉnh",
        "Văn phòng Ủy ban nhân dân tỉnh",
    ]
    series = office.reader.records("series", office.reader.ids(Query("series"))[::-1])
    assert [one.code for one in series if one.register == "incoming"] == ["TW", "SN", "DP", "DT"]
    assert verify(office) == []


def test_founding_cannot_be_undone(office: Store) -> None:
    assert office.next_undo is None
    assert office.undo() is None
    assert office.redo() is None


def test_office_made_again_is_opened_as_it_is(tmp_path: Path) -> None:
    make_office(tmp_path / "office.db").close()
    before = (tmp_path / "office.db").read_bytes()

    with closing(make_office(tmp_path / "office.db")) as store:
        assert store.next_change == 2
    assert (tmp_path / "office.db").read_bytes() == before


@pytest.mark.parametrize("step", ["marked as ours", "tables made"])
def test_making_that_was_cut_short_is_taken_up_again(tmp_path: Path, step: str) -> None:
    path = tmp_path / "office.db"
    if step == "tables made":
        Store.open(path, KINDS, SEARCHED, create=True).close()
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    with pytest.raises(Trouble) as caught:
        open_office(path)
    assert str(caught.value) == f"{path} is empty: there is nothing to read in it."
    with closing(make_office(path)) as store:
        assert office_of(store).name == "Văn phòng Ủy ban nhân dân tỉnh"
        assert verify(store) == []


def test_file_with_blanks_marks_and_signs_in_its_name_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "Sổ văn bản 100% #1 ?"
    folder.mkdir()
    make_office(folder / "năm 2026.db").close()

    with closing(open_office(folder / "năm 2026.db")) as store:
        assert store.next_change == 2
    assert sorted(path.name for path in folder.iterdir()) == ["năm 2026.db", "năm 2026.db.lock"]


def test_what_was_registered_is_there_when_the_file_is_opened_again(
    office: Store, registered: Registered
) -> None:
    document = registered("V/v cải cách hành chính")
    office.close()

    with closing(open_office(office.path)) as again:
        assert again.reader.record("incoming", 1) == document
        assert again.next_undo == M(
            "registering {document}", document=M("incoming {number}", number="01/SN/2026")
        )


# Refusing


def test_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    assert refusal(path) == f"{path} does not exist: check its name."
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        make_office(tmp_path / "2026" / "office.db")
    assert str(caught.value) == f"The folder {tmp_path / '2026'} does not exist: make it first."


def test_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder: name a file in it."


@pytest.mark.parametrize(
    "contents",
    [b"So den;Ngay den\n1;02/03/2026\n", b"SQLite format 3\0", b"PK\3\4" * 100],
    ids=["text", "cut off in its header", "zip"],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_file_that_is_no_database_is_refused(
    tmp_path: Path, contents: bytes, read_only: bool
) -> None:
    path = tmp_path / "so.db"
    path.write_bytes(contents)

    said = refusal(path, read_only=read_only)
    assert said == f"{path} is no file of this program: choose another one."
    assert [path.name for path in tmp_path.iterdir()] == ["so.db"]


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, journal: str, read_only: bool
) -> None:
    path = tmp_path / "firefox.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("CREATE TABLE places (url TEXT)")

    said = refusal(path, read_only=read_only)
    assert said == f"{path} is a database of another program: choose another one."
    assert [path.name for path in tmp_path.iterdir()] == ["firefox.db"]


@pytest.mark.parametrize("read_only", [True, False])
def test_empty_file_is_refused(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "office.db"
    path.touch()

    said = refusal(path, read_only=read_only)
    assert said == f"{path} is empty: there is nothing to read in it."


@pytest.mark.parametrize("read_only", [True, False])
def test_file_of_a_newer_version_is_refused(office: Store, read_only: bool) -> None:
    office.database.table("_sqlite_migrations").insert(
        {"migration_set": "sovan", "name": "m999_something_new", "applied_at": "2031-01-01"}
    )
    office.close()

    said = refusal(office.path, read_only=read_only)
    assert said == f"{office.path} was written by a newer version: install that version first."


def test_file_that_may_not_be_read_is_refused(closed_file: Path) -> None:
    with pytest.raises(Trouble) as caught:
        open_office(closed_file)
    assert str(caught.value) == f"{closed_file} may not be read: ask for access."


def test_second_writer_is_refused_and_told_who_writes(office: Store) -> None:
    assert refusal(office.path) == (
        f"{office.path} is in use by {getpass.getuser()} on {socket.gethostname()}"
        " since 15/03/2026 10:00: close it there first."
    )

    office.close()
    open_office(office.path).close()
    assert lock_path(office.path).read_text() == ""


def test_refused_opening_lets_go_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.touch()
    refusal(path)

    with closing(make_office(path)) as store:
        assert store.next_change == 2


# Reading only


def test_reader_beside_a_writer_sees_each_save(office: Store, registered: Registered) -> None:
    with (
        closing(open_office(office.path, read_only=True)) as beside,
        closing(office.another_reader()) as another,
    ):
        registered("V/v một")
        assert subjects(beside) == ["V/v một"]
        registered("V/v hai")
        assert subjects(beside) == ["V/v hai", "V/v một"]
        assert list(another.ids(Query("incoming"))) == [2, 1]


def test_reader_sees_nothing_of_an_act_that_is_not_whole(office: Store) -> None:
    with (
        closing(open_office(office.path, read_only=True)) as beside,
        office.writing(M("adding")) as writing,
    ):
        writing.add(Body(name="Sở Nội vụ"))
        writing.flush()
        assert list(beside.reader.ids(Query("bodies"))) == [2, 1]


def test_file_open_for_reading_is_not_written(office: Store) -> None:
    with closing(open_office(office.path, read_only=True)) as store:
        acts: list[Callable[[], Any]] = [
            lambda: store.writing(M("adding")).__enter__(),
            lambda: store.keep_draft(Draft("incoming", {"subject": "V/v"})),
            lambda: store.drop_draft("incoming"),
        ]
        for act in acts:
            with pytest.raises(Trouble) as caught:
                act()
            assert str(caught.value) == "This file is open for reading only: nothing was saved."


def test_file_in_a_folder_that_cannot_be_written_is_read_and_not_opened_for_writing(
    tmp_path: Path, without_writing: Callable[[Path], Any]
) -> None:
    folder = tmp_path / "disc"
    folder.mkdir()
    make_office(folder / "office.db").close()
    lock_path(folder / "office.db").unlink()

    with without_writing(folder):
        assert (
            refusal(folder / "office.db") == f"{folder} may not be written: ask for write access."
        )
        with closing(open_office(folder / "office.db", read_only=True)) as store:
            assert office_of(store).name == "Văn phòng Ủy ban nhân dân tỉnh"
            assert verify(store) == []


# Saving whole, or not at all


def test_act_that_raises_leaves_nothing(office: Store, registered: Registered) -> None:
    registered("V/v một")
    before = contents(office)

    def import_until_it_breaks() -> None:
        with office.writing(M("importing")) as writing:
            for number in range(1200):
                writing.add(Body(name=f"Xã {number}"))
            writing.trash("incoming", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        import_until_it_breaks()
    assert contents(office) == before
    assert verify(office) == []
    assert str(office.next_undo) == "registering incoming 01/SN/2026"


def test_number_of_an_act_that_raised_is_given_to_the_next(
    office: Store, registered: Registered
) -> None:
    registered("V/v một")

    def take_a_number_and_break() -> None:
        with office.writing(M("registering")) as writing:
            assert writing.next_number("incoming", "SN", 2026) == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_a_number_and_break()
    assert registered("V/v hai").number == 2


def test_number_after_one_that_was_brought_along_follows_it(office: Store) -> None:
    """A register that is brought in may hold both rows with numbers and rows without."""
    with office.writing(M("importing")) as writing:
        document = IncomingDocument(
            series="SN", year=2026, arrived_on=office.today, issuer="Sở Nội vụ", subject="V/v"
        )
        writing.add(replace(document, number=writing.next_number("incoming", "SN", 2026)))
        writing.add(replace(document, number=2))
        writing.add(replace(document, number=writing.next_number("incoming", "SN", 2026)))

    documents = office.reader.records("incoming", office.reader.ids(Query("incoming")))
    assert [document.number for document in documents] == [3, 2, 1]


def test_act_that_changes_nothing_leaves_no_trace(office: Store, registered: Registered) -> None:
    document = registered("V/v một")
    with office.writing(M("correcting")) as writing:
        writing.put(document)

    assert writing.change.records == ()
    assert office.next_change == 3
    assert str(office.next_undo) == "registering incoming 01/SN/2026"


def test_full_disk_is_named_and_keeps_what_was_saved(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    with closing(make_office(small_disk / "office.db")) as store:
        ballast.write_bytes(bytes(900_000))
        kept = _register_until_full(store)
        assert (subjects(store), verify(store)) == (kept[::-1], [])

        ballast.unlink()
        kept.append(_register(store, "V/v sau khi dọn đĩa"))
        assert (subjects(store), verify(store)) == (kept[::-1], [])

    with closing(open_office(small_disk / "office.db")) as store:
        assert (subjects(store), verify(store)) == (kept[::-1], [])


def _register_until_full(store: Store) -> list[str]:
    kept: list[str] = []

    with pytest.raises(Trouble) as caught:
        kept.extend(_register(store, f"V/v văn bản thứ {number}") for number in range(1000))
    assert str(caught.value) == "The disk is full: free some space, then try again."
    assert kept
    return kept


def _register(store: Store, subject: str) -> str:
    document = IncomingDocument(
        series="SN", arrived_on=store.today, issuer="Sở Nội vụ", subject=subject
    )
    register(store, document, names=KnownNames(store.reader))
    return subject


def test_making_a_file_on_a_full_disk_is_refused(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2 << 20))
    with pytest.raises(Trouble) as caught:
        make_office(small_disk / "office.db")
    assert str(caught.value) == "The disk is full: free some space, then try again."


# Drafts


def test_draft_is_kept_over_the_end_of_the_program(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v kiểm tra  ", "arrived_on": "1503"})
    office.keep_draft(draft)
    office.close()

    with closing(open_office(office.path)) as again:
        assert again.kept_draft("incoming") == draft


def test_draft_is_replaced_by_the_one_typed_further(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v"})
    office.keep_draft(draft)
    office.keep_draft(draft.typed("subject", "V/v kiểm tra"))

    assert office.kept_draft("incoming") == Draft("incoming", {"subject": "V/v kiểm tra"})


def test_each_record_has_a_draft_of_its_own(office: Store) -> None:
    drafts = [
        Draft("incoming", {"subject": "mới"}),
        Draft("incoming", {"subject": "sửa văn bản 1"}, 1),
        Draft("incoming", {"subject": "sửa văn bản 2"}, 2),
        Draft("outgoing", {"subject": "đi"}),
    ]
    for draft in drafts:
        office.keep_draft(draft)
    office.drop_draft("incoming", 1)

    kept = [office.kept_draft(draft.kind, draft.record_id) for draft in drafts]
    assert kept == [drafts[0], None, drafts[2], drafts[3]]


def test_draft_kept_beside_an_act_that_is_taken_back_stays(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v kiểm tra"})

    def import_until_it_breaks() -> None:
        with office.writing(M("importing")):
            office.keep_draft(draft)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        import_until_it_breaks()
    assert office.kept_draft("incoming") == draft


def test_empty_draft_is_dropped(office: Store) -> None:
    office.keep_draft(Draft("incoming", {"subject": "V/v"}))
    office.keep_draft(Draft("incoming", {"subject": "  "}))

    assert office.kept_draft("incoming") is None


def test_draft_leaves_no_trace_in_the_journal(office: Store) -> None:
    office.keep_draft(Draft("incoming", {"subject": "V/v"}))

    assert (office.next_change, verify(office)) == (2, [])


# History


def test_history_tells_every_change_of_a_record(
    office: Store, names: KnownNames, registered: Registered
) -> None:
    document = registered("V/v một")
    registered("V/v khác")
    correct(office, replace(document, subject="V/v hai"), names=names)
    discard(office, replace(document, subject="V/v hai"))
    office.undo()

    told = office.history("incoming", 1)
    assert [(str(change.words), change.way) for change, _ in told] == [
        ("registering incoming 01/SN/2026", "do"),
        ("correcting incoming 01/SN/2026", "do"),
        ("discarding incoming 01/SN/2026", "do"),
        ("discarding incoming 01/SN/2026", "undo"),
    ]
    assert [_of(row) for _, row in told] == [
        (None, ("V/v một", 0)),
        (("V/v một", 0), ("V/v hai", 0)),
        (("V/v hai", 0), ("V/v hai", 1)),
        (("V/v hai", 1), ("V/v hai", 0)),
    ]


def _of(row: RowChange) -> tuple[Any, Any]:
    images = (row.before, row.after)
    return tuple(image and (image["subject"], image["trashed"]) for image in images)  # type: ignore[return-value]


def test_change_is_read_back_as_it_was_returned(office: Store, names: KnownNames) -> None:
    office.clock = lambda: datetime(2026, 3, 16, 8, 30, 5, 123_456)  # noqa: DTZ001
    document = IncomingDocument(
        series="SN", arrived_on=office.today, issuer="Sở Y tế", subject="V/v"
    )
    change, _ = register(office, document, names=names)

    assert change == Change(
        id=2,
        at=datetime(2026, 3, 16, 8, 30, 5, 123_456),  # noqa: DTZ001
        who=getpass.getuser(),
        words=M("registering {document}", document=M("incoming {number}", number="01/SN/2026")),
        records=(("bodies", 3), ("incoming", 1)),
    )
    assert office.change(2) == change


def test_unlawful_row_is_refused_by_the_file_itself(office: Store) -> None:
    """Whatever an act overlooks, the file takes no code twice."""
    with pytest.raises(IntegrityError), office.writing(M("adding")) as writing:
        writing.add(Series(register="incoming", code="SN", name="Lần hai"))
    assert verify(office) == []


# The log


def test_log_that_is_left_is_folded_in_by_somebody_else(office: Store) -> None:
    fold = office.leave_log()
    with office.writing(M("filling")) as writing:
        for number in range(300):
            writing.add(Body(name=f"Sở số {number}"))
    left = office.connection.execute("PRAGMA wal_autocheckpoint").fetchone()
    before = office.path.stat().st_size
    fold()
    assert (left, office.path.stat().st_size > before) == ((0,), True)
    assert office.reader.count(Query("bodies", words="Sở số")) == 300


def test_log_is_folded_in_while_somebody_writes(office: Store) -> None:
    fold = office.leave_log()
    with office.writing(M("filling")) as writing:
        writing.add(Body(name="Sở số 1"))
        fold()
    assert office.reader.count(Query("bodies", words="Sở số")) == 1


def test_closing_folds_the_log_though_somebody_reads_the_file(
    office: Store, tmp_path: Path
) -> None:
    office.leave_log()
    with office.writing(M("adding")) as writing:
        body = writing.add(Body(name="Sở Nội vụ"))
    with closing(office.another_reader()):
        office.close()
        taken_along = tmp_path / "on a stick.db"
        taken_along.write_bytes(office.path.read_bytes())
    with closing(open_office(taken_along)) as copy:
        assert copy.reader.record("bodies", body.id) == body


def test_store_is_open_until_it_is_closed(tmp_path: Path) -> None:
    store = make_office(tmp_path / "office.sovan")
    opened = store.is_open
    store.close()
    assert (opened, store.is_open) == (True, False)


# Beside an act under way


def filling(store: Store, count: int = 300) -> Acting:
    """An act that is open until its last body."""
    with store.writing(M("filling")) as writing:
        for number in range(count):
            writing.add(Body(name=f"Sở số {number}"))
            yield
    return writing.change


def test_act_begun_while_another_is_under_way_is_refused_in_a_sentence(
    office: Store, registered: Registered
) -> None:
    document = registered("V/v một")
    under_way = filling(office)
    next(under_way)
    for act in (lambda: discard(office, document), office.undo):
        with pytest.raises(Trouble) as caught:
            act()
        assert str(caught.value) == (
            "Something else is still being written: try again when that is done."
        )
    assert len(at_one_go(under_way).records) == 300
    assert str(office.next_undo) == "filling"
    assert verify(office) == []


def test_act_waits_for_another_connection_and_is_refused_in_a_sentence(office: Store) -> None:
    office.connection.execute("PRAGMA busy_timeout = 1")
    with closing(driver.connect(office.path, read_only=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble) as caught, office.writing(M("adding")):
            pytest.fail("it may not be written")
    assert str(caught.value) == (
        "Something else is still being written: try again when that is done."
    )


def test_closing_takes_back_what_is_under_way_and_keeps_what_was_typed(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v kiểm tra"})
    under_way = filling(office)
    next(under_way)
    kept = office.keep_draft(draft)
    office.close()
    under_way.close()
    with closing(open_office(office.path)) as again:
        assert (kept, again.next_change, verify(again)) == (False, 2, [])
        assert again.kept_draft("incoming") == draft


def test_draft_dropped_beside_an_act_stays_dropped_however_that_ends(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v kiểm tra"})
    office.keep_draft(draft)
    under_way = filling(office)
    next(under_way)
    office.keep_draft(draft.typed("subject", "V/v kiểm tra thêm"))
    office.drop_draft("incoming")
    dropped = office.kept_draft("incoming")
    under_way.close()
    assert (dropped, office.kept_draft("incoming")) == (None, None)


def test_draft_typed_beside_an_act_is_the_one_gone_on_with(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v kiểm tra"})
    under_way = filling(office)
    next(under_way)
    office.keep_draft(draft)
    assert office.kept_draft("incoming") == draft
    under_way.close()
    assert office.kept_draft("incoming") == draft


def test_draft_does_not_wait_for_another_connection_and_is_kept_after_it(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v kiểm tra"})
    with closing(driver.connect(office.path, read_only=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        waited = office.keep_draft(draft)
        other.execute("COMMIT")
    assert (waited, office.keep_draft(draft)) == (False, True)
    office.close()
    with closing(open_office(office.path)) as again:
        assert again.kept_draft("incoming") == draft


def most_pages(store: Store, *, more: int) -> None:
    """Let the file grow by so many pages, as on a disk that is nearly full."""
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages + more}")


def test_act_that_is_on_disk_is_told_of_though_a_draft_beside_it_has_no_room(
    office: Store,
) -> None:
    draft = Draft("incoming", {"subject": "V/v kiểm tra " * 20_000})
    most_pages(office, more=10)
    with office.writing(M("adding")) as writing:
        writing.add(Body(name="Sở Nội vụ"))
        office.keep_draft(draft)
    assert (str(office.next_undo), writing.change.ids("bodies")) == ("adding", (3,))
    most_pages(office, more=1000)
    office.close()
    with closing(open_office(office.path)) as again:
        assert again.kept_draft("incoming") == draft


def test_draft_with_half_a_character_is_kept(office: Store) -> None:
    draft = Draft("incoming", {"subject": "V/v \ud83d"})
    office.keep_draft(draft)
    assert office.kept_draft("incoming") == draft
