"""The statutory registers of documents as they leave the screen."""

from array import array
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from desktop.correspondence.sheets import register_sheet
from desktop.office.identity import Office
from desktop.office.screens import books
from desktop.records.queries import Query
from desktop.sheets.sheet import Sheet
from desktop.storage.driver import troubles
from desktop.storage.store import Store


class Books(books.Books):
    """Writes workbooks, and shows registers of documents as they will be on paper."""

    def preview(self, query: Query, *, year: int | None) -> None:
        """Show the statutory register of a query as it will be on paper."""
        store = self._desk.store
        office: Office = store.reader.record("office", 1)
        book = Book(store, query, office=office, year=year)
        self.preview_sheet(book, name=f"{query.kind}-register")


class Book:
    """A statutory register that is read again from any row on; its ids are looked up once."""

    def __init__(self, store: Store, query: Query, *, office: Office, year: int | None) -> None:
        self._store = store
        self._query = query
        self._office = office
        self._year = year
        self._ids: array[int] | None = None

    @contextmanager
    def __call__(self, first: int) -> Iterator[Sheet]:
        with troubles(self._store.path), closing(self._store.another_reader()) as reader:
            if self._ids is None:
                self._ids = reader.ids(self._query)
            rest = self._ids[first:]
            sheet = register_sheet(
                reader, self._query, office=self._office, year=self._year, ids=rest
            )
            struck = frozenset(first + place for place in sheet.struck)
            yield replace(sheet, count=len(self._ids), struck=struck)
