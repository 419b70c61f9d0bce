"""The statutory registers as sheets (Decree 30/2020/NĐ-CP, Appendix IV)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.correspondence.referring import number_of, reference
from desktop.correspondence.registering import DAY
from desktop.correspondence.views import VIEWS
from desktop.office.identity import Office
from desktop.records.fields import Field, Ground
from desktop.records.law import catalogue, form
from desktop.records.queries import Order, Query, Test
from desktop.records.record import fields_of
from desktop.sheets.listing import cell, listing
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Sheet
from desktop.storage.lists import Reader

# Statutory forms keep their Vietnamese wording whatever the window's language.
_BOOK: Final = Ground(today=date(2020, 3, 5), language="vi")
_CODES: Final = ("number", "symbol")
_DAYS: Final = ("arrived_on", "document_date", "forwarded_on")
_NUMBERS: Final = ("copies",)
# What stays of a document in the trash: its number, once given, and its day.
_STAYS: Final = {
    "incoming": ("number", "arrived_on"),
    "outgoing": ("symbol", "document_date"),
}

BOOK_ORDER: Final = (Order("series"), Order("year"), Order("number"), Order("suffix"))


SHEETS: Final = ("incoming-register", "outgoing-register", "list")


def sheet_named(
    name: str, reader: Reader, query: Query, *, office: Office, year: int | None, ground: Ground
) -> Sheet:
    """A sheet by the name that scripts call it by: a statutory register, or the list itself."""
    if name != "list":
        return register_sheet(reader, query, office=office, year=year)
    view = VIEWS[query.kind]
    columns = [(column.field, column.width) for column in view.columns]
    return list_sheet(reader, query, reader.ids(query), columns, ground=ground)


def list_sheet(
    reader: Reader,
    query: Query,
    ids: Sequence[int],
    columns: Sequence[tuple[str, int]],
    *,
    ground: Ground,
) -> Sheet:
    """What is on screen: the ids of a list, its visible columns, its order."""
    name = catalogue("registers").of(query.kind)
    assert name is not None
    sheet = listing(
        name.name(ground.language),
        DOCUMENTS[query.kind],
        columns,
        reader.records(query.kind, ids),
        count=len(ids),
        ground=ground,
        shown={"number": number_of},
    )
    return replace(sheet, struck=_places(ids, _void(reader, query.kind)))


def register_sheet(
    reader: Reader,
    query: Query,
    *,
    office: Office,
    year: int | None,
    ids: Sequence[int] | None = None,
) -> Sheet:
    """The register of a query in its statutory columns and wording, with its cover.

    `ids` are the rows where they have been looked up before, or only the last of them; the
    places of struck rows are counted among these. A document in the trash is a struck row
    that keeps its number and says that this is cancelled.
    """
    wording = form(f"{query.kind}-register")
    ids = reader.ids(query) if ids is None else ids
    columns = wording["columns"]
    trashed = reader.trashed(query.kind)
    notes = _Notes(reader, query.kind)
    return Sheet(
        name=_sheet_name(wording["title"]),
        columns=tuple(_column(column) for column in columns),
        rows=_rows(reader.records(query.kind, ids), columns, notes, trashed),
        count=len(ids),
        cover=_cover(reader, query, wording["title"], office=office, year=year),
        column_numbers=tuple(f"({place})" for place in range(1, len(columns) + 1)),
        struck=_places(ids, trashed | _void(reader, query.kind)),
    )


def _void(reader: Reader, kind: str) -> frozenset[int]:
    return frozenset(reader.ids(Query(kind).where("standing", Test.IS, "void")))


def _places(ids: Sequence[int], wanted: frozenset[int]) -> frozenset[int]:
    if not wanted:
        return wanted
    return frozenset(place for place, one in enumerate(ids) if one in wanted)


class _Notes:
    """What the note column says: the note, and what became of the number."""

    def __init__(self, reader: Reader, kind: str) -> None:
        self._reader = reader
        self.kind = kind
        self._wording = form("standings")

    def __call__(self, document: Document) -> str | None:
        parts = (document.note, self._standing(document) if document.standing else None)
        return "; ".join(part for part in parts if part) or None

    def _standing(self, document: Document) -> str:
        assert document.standing is not None
        by = f"{document.standing}_by"
        other = self._other(document) if by in self._wording else ""
        said = self._wording[by if other else document.standing]
        reason = f": {document.standing_reason}" if document.standing_reason else ""
        return f"{said.format(other=other)}{reason}"

    def _other(self, document: Document) -> str:
        """The document that changed it, as its register calls it."""
        if document.changed_by is None:
            return ""
        other = self._reader.record(self.kind, document.changed_by)
        return other.symbol or reference(other) if other else ""


def _rows(
    documents: Iterator[Document],
    columns: Sequence[dict[str, Any]],
    notes: _Notes,
    trashed: frozenset[int],
) -> Iterator[tuple[Cell, ...]]:
    live = [_value_of(column["field"], notes) for column in columns]
    cancelled = [_value_if_cancelled(column["field"], notes) for column in columns]
    for document in documents:
        values = cancelled if document.id in trashed else live
        yield tuple(value(document) for value in values)


def _sheet_name(title: str) -> str:
    return title.capitalize()


def _column(column: dict[str, Any]) -> Column:
    field = column["field"]
    content = Content.WRAPPED
    if field in _DAYS:
        content = Content.DATE
    elif field in _CODES:
        content = Content.CODE
    elif field in _NUMBERS:
        content = Content.NUMBER
    return Column(column["head"], column["width"], content)


def _value_of(field: str, notes: _Notes) -> Callable[[Any], Cell]:
    composed: dict[str, Callable[[Any], Cell]] = {
        "kind_and_subject": kind_and_subject,
        "signatory": signatory,
        "number": number_of,
        "symbol": _symbol_of,
        "note": notes,
    }
    if field in composed:
        return composed[field]
    declared: Field = fields_of(DOCUMENTS[notes.kind])[field]
    return lambda document: cell(declared, getattr(document, field), _BOOK)


def _symbol_of(document: Document) -> str | None:
    """A reserved number may wait for its symbol: its number stands alone meanwhile."""
    return document.symbol or (number_of(document) if document.standing == "reserved" else None)


def _value_if_cancelled(field: str, notes: _Notes) -> Callable[[Any], Cell]:
    if field in _STAYS[notes.kind]:
        return _value_of(field, notes)
    note = form("cancelled")["note"] if field == "note" else None
    return lambda _: note


def kind_and_subject(document: Document) -> str:
    """Tên loại và trích yếu; an official letter has no kind to name, only its abstract."""
    entry = catalogue("kinds").of(document.document_kind or "")
    if entry is None or entry.code == "cong-van":
        return document.subject
    return f"{entry.vi}: {document.subject}"


def signatory(document: Any) -> str:
    """Người ký: capacity, position, name."""
    entry = catalogue("capacities").of(document.capacity or "")
    capacity = entry.abbreviation if entry else ""
    title = " ".join(part for part in (capacity, document.signer_position) if part)
    return ", ".join(part for part in (title, document.signer) if part)


def _cover(
    reader: Reader, query: Query, title: str, *, office: Office, year: int | None
) -> tuple[CoverLine, ...]:
    wording = form("cover")
    first_day, last_day = reader.bounds(query, DAY[query.kind])
    first, last = _numbers(reader, query)
    if year is None and first_day and first_day.year == last_day.year:
        year = first_day.year
    facts = {
        "year": str(year or "…"),
        "first_day": _day(first_day),
        "last_day": _day(last_day),
        "first_number": first,
        "last_number": last,
        "volume": "…",
    }
    lines = (wording[part].format(**facts) for part in ("year", "days", "numbers", "volume"))
    return (
        CoverLine(office.superior or wording["superior"]),
        CoverLine(office.name or wording["office"], is_title=True),
        CoverLine(title, is_title=True),
        *(CoverLine(line) for line in lines),
    )


def _numbers(reader: Reader, query: Query) -> tuple[str, str]:
    """From number to number; several series in one book have no such range."""
    if len(reader.groups(query, "series")) != 1:
        return "…", "…"
    first, last = reader.bounds(query, "number")
    return f"{first:02d}", f"{last:02d}"


def _day(day: date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else "…"
