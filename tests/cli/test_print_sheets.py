"""Sheets on paper by name, each in a process of its own: Qt then runs without windows."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.paper.printing_books import (
    BoundBook,
    closing_of,
    record_print,
    since_last_print,
)
from desktop.correspondence.paper.sheets_by_name import PRINTED
from desktop.correspondence.registering import correct
from desktop.opening import office_of, open_office
from tests.cli.conftest import Ended, process


@pytest.mark.parametrize("sheet", sorted(set(PRINTED) - {"emergency-register"}))
def test_print_writes_each_sheet_even_where_it_is_empty(
    books: Path, tmp_path: Path, sheet: str
) -> None:
    target = tmp_path / "sheet.pdf"
    ended = process("print", books, sheet, target, "--year", "2019")
    assert ended == Ended(0, f"0 rows in {target}.\n")
    assert target.read_bytes().startswith(b"%PDF")


def test_print_numbers_the_emergency_register_in_advance(books: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    ended = process("print", books, "emergency-register", target)
    assert ended == Ended(0, f"120 rows in {target}.\n")


def test_print_refuses_numbers_of_a_sheet_that_has_none(books: Path, tmp_path: Path) -> None:
    ended = process("print", books, "post-book", tmp_path / "sheet.pdf", "--from", "3")
    said = "The sheet post-book has no numbers: leave out --from and --to.\n"
    assert ended == Ended(1, "", said)
    assert not (tmp_path / "sheet.pdf").exists()


def test_print_of_a_closed_book_says_whether_its_rows_are_still_those(
    books: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sheet.pdf"
    closed_on = close_incoming(books)
    ended = process("print", books, "incoming-register", target, "--year", "2026")
    counted = f"2 rows in {target}.\n"
    said = f"The book was closed on {closed_on}; its rows are as they were then.\n"
    assert ended == Ended(0, counted + said)
    correct_first(books)
    ended = process("print", books, "incoming-register", target, "--year", "2026")
    said = f"The book was closed on {closed_on}; rows have been corrected since.\n"
    assert ended == Ended(0, counted + said)


def close_incoming(file: Path) -> str:
    """Close the book of 2026; returns the day as it is said."""
    with closing(open_office(file)) as store:
        book = BoundBook("incoming-register", 2026)
        reading = closing_of(store.reader, book, office=office_of(store), day=store.today)
        digest = ended_with(reading)[1]
        printing = since_last_print(store.reader, book)
        record_print(store, printing, last_page=2, fingerprint=digest, closes=True)
        return f"{store.today:%d/%m/%Y}"


def ended_with(act: Generator[int, None, Any]) -> Any:
    """What a long act brings in the end."""
    while True:
        try:
            next(act)
        except StopIteration as end:
            return end.value


def correct_first(file: Path) -> None:
    with closing(open_office(file)) as store:
        first = store.reader.record("incoming", 1)
        correct(store, replace(first, subject="Đã sửa"), names=KnownNames(store.reader))
