"""Printing registers to be bound: each print runs on from the last, until the book is closed.

A register kept by a system is printed with all columns of the form, signed for and bound
(Decree 30/2020/NĐ-CP, Art. 16(2)b and 22(3)b).
"""

from bisect import bisect_left
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from desktop.correspondence.auditing import Audit, audit, ranges_said
from desktop.correspondence.numbering import written
from desktop.correspondence.paper.prints import Print
from desktop.correspondence.registering import DAY
from desktop.correspondence.sheets import BOOK_ORDER, register_sheet
from desktop.language.words import M, Message
from desktop.office.identity import Office
from desktop.records.changes import Change, at_one_go
from desktop.records.law import form
from desktop.records.queries import Order, Query, Test
from desktop.sheets.fingerprint import Fingerprint
from desktop.sheets.parts import in_groups, place_and_date
from desktop.sheets.sheet import Closing, CoverLine, Sheet, Signature
from desktop.storage.lists import Reader
from desktop.storage.store import Store

_TOLD_EACH: Final = 500  # rows
_MOST_NAMED: Final = 12  # numbers in a line of totals
_OPEN: Final = "……"  # what the cover leaves to be written by hand while the book runs on
# What a column of the form is put together from, where it is no field itself.
_COMPOSED: Final = {
    "kind_and_subject": ("document_kind", "subject"),
    "signatory": ("capacity", "signer_position", "signer"),
}
_Image = Mapping[str, Any]  # a record as the journal keeps it
# What is seen of every row besides its columns: its number, whether it is struck, and why.
_ALWAYS: Final = (
    "number", "suffix", "standing", "standing_reason", "changed_by", "trashed",
)  # fmt: skip


@dataclass(frozen=True)
class BoundBook:
    """A statutory register of one year, of one series or of all: what is bound together."""

    sheet: str
    year: int
    series: str | None = None

    @property
    def kind(self) -> str:
        """The register that it is a book of."""
        return self.sheet.removesuffix("-register")

    @property
    def query(self) -> Query:
        """All its rows in the order of their numbers, cancelled ones too."""
        query = Query(self.kind, order=BOOK_ORDER, with_trash=True)
        query = query.where("year", Test.IS, self.year)
        return query if self.series is None else query.where("series", Test.IS, self.series)


@dataclass(frozen=True)
class Correction:
    """A row that was changed after it was printed, and the fields in which it differs."""

    id: int
    series: str
    number: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class NextPrint:
    """What the next print of a book brings to paper, and from which page number on."""

    book: BoundBook
    ids: tuple[int, ...]
    first_page: int
    seen: int
    corrections: tuple[Correction, ...] = ()
    was_closed: bool = False

    @property
    def is_first(self) -> bool:
        """Whether the book begins with it, and so has its cover."""
        return self.first_page == 1


# What is printed already


def prints_of(reader: Reader, book: BoundBook) -> list[Print]:
    """The prints of a book in their order."""
    query = (
        Query("prints", order=(Order("id"),))
        .where("book", Test.IS, book.sheet)
        .where("year", Test.IS, book.year)
        .where("series", Test.IS, book.series)
    )
    return list(reader.records("prints", reader.ids(query)))


def since_last_print(reader: Reader, book: BoundBook) -> NextPrint:
    """The rows that stand on no page yet, and what became of those that do."""
    prints = prints_of(reader, book)
    seen = reader.last_change()
    later = _made_since(reader, book.kind, seen)  # while this is being read
    ids = [one for one in reader.ids(book.query) if one not in later]
    if not prints:
        return NextPrint(book, tuple(ids), 1, seen)
    made = _made_since(reader, book.kind, prints[-1].seen)
    return NextPrint(
        book,
        tuple(one for one in ids if one in made),
        prints[-1].last_page + 1,
        seen,
        tuple(corrections(reader, book, prints[-1:])),
        was_closed=any(one.closes for one in prints),
    )


def whole_book(reader: Reader, book: BoundBook) -> NextPrint:
    """All rows from page one on, as if nothing had been printed."""
    return NextPrint(book, tuple(reader.ids(book.query)), 1, reader.last_change())


def _made_since(reader: Reader, kind: str, change_id: int) -> set[int]:
    return {row.record_id for _, row in reader.changed_since(kind, change_id) if row.before is None}


def corrections(reader: Reader, book: BoundBook, prints: Sequence[Print]) -> list[Correction]:
    """The rows that differ from what one of these prints brought to paper first."""
    if not prints:
        return []
    found = (
        _correction(book.kind, record, before, after)
        for record, (before, after) in _changed(reader, book, prints).items()
        if _is_of(after, book)
    )
    return [one for _, one in sorted((key, one) for key, one in found if one.fields)]


def _changed(
    reader: Reader, book: BoundBook, prints: Sequence[Print]
) -> dict[int, tuple[_Image, _Image]]:
    """Records changed after they were printed: as they were on paper, and as they are now."""
    seen = [one.seen for one in prints]
    born: dict[int, int] = {}
    changed: dict[int, tuple[_Image, _Image]] = {}
    for change, row in reader.changed_since(book.kind, seen[0]):
        if row.before is None:
            born[row.record_id] = change
        elif _was_printed(born.get(row.record_id, 0), change, seen):
            on_paper, _ = changed.get(row.record_id, (row.before, None))
            changed[row.record_id] = (on_paper, row.after)
    return changed


def _was_printed(born: int, change: int, seen: list[int]) -> bool:
    """Whether a print had seen the row before this change of it."""
    first = bisect_left(seen, born)
    return first < len(seen) and change > seen[first]


def _correction(kind: str, record: int, before: _Image, after: _Image) -> tuple[Any, Correction]:
    fields = tuple(name for name in _seen_on_paper(kind) if before.get(name) != after.get(name))
    number = written(after["number"], after.get("suffix"))
    key = (after["series"], after["number"], after.get("suffix") or "")
    return (*key, record), Correction(record, after["series"], number, fields)


def _is_of(row: _Image, book: BoundBook) -> bool:
    return row["year"] == book.year and book.series in (None, row["series"])


def _seen_on_paper(kind: str) -> Iterator[str]:
    for column in form(f"{kind}-register")["columns"]:
        yield from _COMPOSED.get(column["field"], (column["field"],))
    yield from _ALWAYS


# Onto paper


def sheet_to_print(
    reader: Reader, printing: NextPrint, *, office: Office, closing: Closing | None = None
) -> Sheet:
    """The rows of a print as a sheet; only the first of a book has its cover."""
    book = printing.book
    sheet = register_sheet(reader, book.query, office=office, year=book.year, ids=printing.ids)
    if not printing.is_first:
        cover: tuple[CoverLine, ...] = ()
    elif closing:
        cover = sheet.cover
    else:
        cover = _running_cover(reader, sheet, book)
    return replace(sheet, cover=cover, closing=closing)


def _running_cover(reader: Reader, sheet: Sheet, book: BoundBook) -> tuple[CoverLine, ...]:
    """Where the book will end is written by hand once it is full."""
    wording = form("cover")
    (first, _), (number, _) = (
        reader.bounds(book.query, field) for field in (DAY[book.kind], "number")
    )
    several = len(reader.groups(book.query, "series")) != 1
    facts = {
        "first_day": f"{first:%d/%m/%Y}" if first else _OPEN,
        "last_day": _OPEN,
        "first_number": _OPEN if several else written(number),
        "last_number": _OPEN,
    }
    lines = [CoverLine(wording[part].format(**facts)) for part in ("days", "numbers")]
    return (*sheet.cover[:-3], *lines, sheet.cover[-1])


def corrections_sheet(
    reader: Reader, book: BoundBook, found: Sequence[Correction], *, office: Office
) -> Sheet:
    """The rows corrected since they were printed, to be put behind the pages they are on."""
    ids = [one.id for one in found]
    sheet = register_sheet(reader, book.query, office=office, year=book.year, ids=ids)
    wording = form("corrections-after-print")
    facts = {"title": sheet.cover[2].text, "year": book.year}
    above = (
        CoverLine(wording["title"].format(**facts), is_title=True),
        CoverLine(wording["book"].format(**facts)),
    )
    return replace(sheet, name=wording["name"], cover=(), above=above)


def record_print(
    store: Store,
    printing: NextPrint,
    *,
    last_page: int,
    fingerprint: str,
    closes: bool = False,
) -> Change:
    """Note what stands on paper now, so that the next print runs on from it."""
    first, last = _numbers(store.reader, printing)
    book = printing.book
    with store.writing(_words(printing, last_page, closes=closes)) as writing:
        writing.add(
            Print(
                book=book.sheet,
                series=book.series,
                year=book.year,
                first_number=first,
                last_number=last,
                row_count=len(printing.ids),
                first_page=printing.first_page,
                last_page=last_page,
                printed_on=store.today,
                fingerprint=fingerprint,
                closes=closes or None,
                seen=printing.seen,
            )
        )
    return writing.change


def _words(printing: NextPrint, last_page: int, *, closes: bool) -> Message:
    facts = {
        "first": printing.first_page,
        "last": last_page,
        "year": str(printing.book.year),
    }
    if closes:
        return M("closing the book of {year} on page {last}", **facts)
    return M("printing the book of {year}, pages {first} to {last}", **facts)


def _numbers(reader: Reader, printing: NextPrint) -> tuple[int | None, int | None]:
    """From number to number; rows of several series have no such range."""
    ends = list(reader.records(printing.book.kind, printing.ids[:1] + printing.ids[-1:]))
    if not ends or ends[0].series != ends[-1].series:
        return None, None
    return ends[0].number, ends[-1].number


# Closing


def book_digest(reader: Reader, book: BoundBook, *, office: Office) -> Generator[int, None, str]:
    """The SHA-256 of all rows of a book as they would be printed now; tells how many are read."""
    sheet = register_sheet(reader, book.query, office=office, year=book.year)
    fingerprint = Fingerprint()
    for place, cells in enumerate(sheet.rows):
        fingerprint.take(cells, struck=place in sheet.struck)
        if place % _TOLD_EACH == 0:
            yield place
    return str(fingerprint)


def closing_print(reader: Reader, book: BoundBook) -> Print | None:
    """The print that closed a book; None where it is still open."""
    return next((one for one in reversed(prints_of(reader, book)) if one.closes), None)


def is_as_closed(reader: Reader, book: BoundBook, closed: Print, *, office: Office) -> bool:
    """Whether a closed book would be printed today as it was then, row by row."""
    return at_one_go(book_digest(reader, book, office=office)) == closed.fingerprint


def closing_of(
    reader: Reader, book: BoundBook, *, office: Office, day: date
) -> Generator[int, None, tuple[Closing, str]]:
    """What stands below the last row of a closed book, and the fingerprint of all its rows.

    The fingerprint is of the whole book, on whichever pages and days it was printed.
    """
    wording = form("book-closing")
    audits = _audits(reader, book)
    digest = yield from book_digest(reader, book, office=office)
    rows = sum(one.registered + len(one.void) + len(one.reserved) for one in audits)
    lines = [CoverLine(wording["title"].format(year=book.year), is_title=True)]
    lines += [CoverLine(_totals(one)) for one in audits]
    lines.append(CoverLine(wording["fingerprint"].format(rows=rows, digest=in_groups(digest))))
    signatures = tuple(Signature(one["title"], one["note"]) for one in wording["signatures"])
    return Closing(tuple(lines), "", place_and_date(office.place, day), signatures), digest


def _audits(reader: Reader, book: BoundBook) -> list[Audit]:
    groups = reader.groups(book.query, "series")
    return [
        audit(reader, book.kind, series, book.year) for series in sorted(one for one, _ in groups)
    ]


def _totals(one: Audit) -> str:
    """A series in one line: from number to number, and what became of those in between."""
    wording = form("book-closing")
    return str(
        wording["totals"].format(
            series=one.series,
            first=one.first,
            last=one.last,
            registered=one.registered,
            void=_counted(one.void),
            reserved=_counted(one.reserved),
            missing=f"{one.missing_count}{_in_brackets(ranges_said(one.missing))}",
        )
    )


def _counted(numbers: tuple[str, ...]) -> str:
    named = ", ".join(numbers) if len(numbers) <= _MOST_NAMED else ""
    return f"{len(numbers)}{_in_brackets(named)}"


def _in_brackets(said: str) -> str:
    return f" ({said})" if said else ""
