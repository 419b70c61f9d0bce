"""The shape of the file: the migrations have arrived where the declarations are."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from desktop.errors import Trouble
from desktop.opening import KINDS, SEARCHED, make_office, office_of, open_office
from desktop.records.fields import Symbol
from desktop.records.record import fields_of
from desktop.storage import driver
from desktop.storage.migrations import known_migrations, migrations
from desktop.storage.store import Store
from desktop.storage.verifying import verify


def declared(record: Any) -> dict[str, str]:
    """The columns that a record needs: its fields, their look-up keys, its id, the trash."""
    columns = {"id": "INTEGER", "trashed": "INTEGER"}
    for name, field in fields_of(record).items():
        columns[name] = field.column
        columns.update(dict.fromkeys(field.keys(name, None), "TEXT"))
    return columns


@pytest.mark.parametrize("record", KINDS.values(), ids=KINDS)
def test_table_has_the_declared_columns_and_no_others(office: Store, record: Any) -> None:
    columns = office.database.table(record.kind).columns
    assert {column.name: column.type for column in columns} == declared(record)


@pytest.mark.parametrize("record", KINDS.values(), ids=KINDS)
def test_what_must_be_filled_in_is_never_empty_in_the_table(office: Store, record: Any) -> None:
    columns = office.database.table(record.kind).columns
    not_null = {column.name for column in columns if column.notnull}
    required = {name for name, field in fields_of(record).items() if field.required}

    assert required <= not_null
    given = {"id", "trashed", "year", "number", "secrecy"}
    assert not_null - given <= required


def test_symbols_have_a_key_that_all_their_writings_share(office: Store) -> None:
    for record in KINDS.values():
        symbols = [name for name, field in fields_of(record).items() if isinstance(field, Symbol)]
        columns = [column.name for column in office.database.table(record.kind).columns]
        assert [name for name in columns if name.endswith("_key")] == [
            f"{name}_key" for name in symbols
        ]


def test_searched_kinds_have_an_index_and_others_none(office: Store) -> None:
    names = office.database.table_names()
    assert {kind for kind in KINDS if f"{kind}_search" in names} == SEARCHED


def test_every_table_of_ours_is_strict(office: Store) -> None:
    found = office.connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ).fetchall()
    loose = {name for name, strict in found if not strict}

    assert loose == {"_sqlite_migrations", "sqlite_schema"}
    assert {*KINDS, "changes", "change_rows", "drafts"} <= {name for name, _ in found}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("application_id", driver.APPLICATION_ID),
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: the log is synced at each commit
    ],
)
def test_writing_connection_keeps_what_it_saved(office: Store, pragma: str, value: Any) -> None:
    assert office.connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_row_of_the_journal_belongs_to_a_change(office: Store) -> None:
    with pytest.raises(driver.IntegrityError):
        office.connection.execute(
            "INSERT INTO change_rows (change, place, kind, record, after)"
            " VALUES (99, 0, 'bodies', 1, '{}')"
        )


def test_number_is_given_once_in_its_series_and_year_trashed_or_not(office: Store) -> None:
    row = {
        "series": "SN",
        "year": 2026,
        "number": 1,
        "subject": "V/v",
        "secrecy": "khong",
        "arrived_on": "2026-03-02",
        "issuer": "Sở Nội vụ",
    }
    table = office.database.table("incoming")
    for others in ({"trashed": 1}, {"year": 2025}, {"series": "TW"}, {"number": 2}):
        table.insert({**row, **others})

    with pytest.raises(driver.IntegrityError):
        table.insert(row)


def unfinished(path: Path, before: str) -> None:
    """A file as a version wrote it that had only the migrations before a given one."""
    with closing(driver.connect(path, read_only=False)) as connection:
        migrations.apply(Database(connection), stop_before=before)


@pytest.mark.parametrize("before", known_migrations())
def test_file_of_any_earlier_shape_becomes_the_same_as_a_new_one(
    tmp_path: Path, before: str
) -> None:
    unfinished(tmp_path / "old.db", before)

    with (
        closing(make_office(tmp_path / "old.db")) as old,
        closing(make_office(tmp_path / "new.db")) as new,
    ):
        assert old.database.schema == new.database.schema
        assert (office_of(old), verify(old)) == (office_of(new), [])


def test_older_file_is_read_only_after_it_was_opened_for_writing(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    unfinished(path, "m004_search")
    founding = {
        "id": 1,
        "at": "2025-01-02T08:00:00",
        "who": "an",
        "words": '["founding", "", []]',
        "way": "set-up",
        "count": 0,
        "previous": "0" * 64,
        "hash": "1" * 64,
    }
    with closing(driver.connect(path, read_only=False)) as connection:
        Database(connection).table("changes").insert(founding)

    with pytest.raises(Trouble) as caught:
        open_office(path, read_only=True)
    assert str(caught.value) == f"{path} is of an older version: open it for writing once."

    open_office(path).close()
    open_office(path, read_only=True).close()
