"""The post book and the book of loans in their statutory columns (Decree 30/2020, Appendix IV)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.other_books.loans import Loan
from desktop.office.identity import Office
from desktop.records.fields import Field, Ground, Whole
from desktop.records.law import form
from desktop.records.queries import Order, Query
from desktop.records.record import RecordType, fields_of
from desktop.sheets.listing import cell
from desktop.sheets.sheet import Column, Content, CoverLine, Sheet
from desktop.storage.lists import Reader

# Statutory forms keep their Vietnamese wording whatever the window's language.
_BOOK: Final = Ground(today=date(2020, 3, 5), language="vi")

_RECORDS: Final[dict[str, RecordType]] = {"dispatches": Dispatch, "loans": Loan}

# The books run by their days, and within one as they were written.
POST_ORDER: Final = (Order("sent_on"), Order("id"))
LOAN_ORDER: Final = (Order("lent_on"), Order("id"))


def post_book(reader: Reader, query: Query, ids: Sequence[int], *, office: Office) -> Sheet:
    """Sổ gửi văn bản đi bưu điện, form III."""
    return _book(reader, query, ids, wording=form("post-book"), office=office)


def loan_book(reader: Reader, query: Query, ids: Sequence[int], *, office: Office) -> Sheet:
    """Sổ sử dụng bản lưu, form IV."""
    return _book(reader, query, ids, wording=form("loan-book"), office=office)


def _book(
    reader: Reader,
    query: Query,
    ids: Sequence[int],
    *,
    wording: dict[str, Any],
    office: Office,
) -> Sheet:
    columns = wording["columns"]
    fields = fields_of(_RECORDS[query.kind])
    kinds = [(column["field"], fields[column["field"]]) for column in columns]
    return Sheet(
        name=wording["title"].capitalize(),
        columns=tuple(
            Column(column["head"], column["width"], _content(kind))
            for column, (_, kind) in zip(columns, kinds, strict=True)
        ),
        rows=(
            tuple(cell(kind, getattr(one, name), _BOOK) for name, kind in kinds)
            for one in reader.records(query.kind, ids)
        ),
        count=len(ids),
        cover=_cover(wording["title"], office, reader.bounds(query, wording["day"])),
        column_numbers=tuple(f"({place})" for place in range(1, len(columns) + 1)),
    )


def _content(kind: Field) -> Content:
    if kind.editor == "day":
        return Content.DATE
    return Content.NUMBER if isinstance(kind, Whole) else Content.WRAPPED


def _cover(title: str, office: Office, days: tuple[Any, Any]) -> tuple[CoverLine, ...]:
    wording = form("cover")
    first, last = days
    year = str(first.year) if first and first.year == last.year else "…"
    lines = (
        wording["year"].format(year=year),
        wording["days"].format(first_day=_shown(first), last_day=_shown(last)),
        wording["volume"].format(volume="…"),
    )
    return (
        CoverLine(office.superior or wording["superior"]),
        CoverLine(office.name or wording["office"], is_title=True),
        CoverLine(title, is_title=True),
        *(CoverLine(line) for line in lines),
    )


def _shown(day: date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else "…"
