"""Lists handed out on paper: hand-over slips, and the register for days without a computer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document
from desktop.correspondence.numbering import written
from desktop.correspondence.referring import number_of
from desktop.correspondence.series import Series
from desktop.office.identity import Office
from desktop.records.law import form
from desktop.records.queries import Query, Test
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Group, Sheet
from desktop.storage.lists import Reader

_ROOM_TO_WRITE: Final = "\n"  # a second line: a row as high as a hand writes
_BLANK_ROWS: Final = 30  # two pages for each series
_CONTENTS: Final = {
    "number": Content.CODE,
    "symbol": Content.CODE,
    "day": Content.DATE,
    "arrived_on": Content.DATE,
}


def hand_over_slips(documents: Iterable[Document]) -> Sheet:
    """What each unit signs for, on a page of its own; a document for two units is on both."""
    wording = form("hand-over-slip")
    by_receiver = _by_receiver(documents, wording["nobody"])
    rows: list[tuple[Cell, ...]] = []
    groups: list[Group] = []
    for receiver, given in by_receiver.items():
        days = sorted({_shown(one.forwarded_on) for one in given if one.forwarded_on})
        facts = {"receiver": receiver, "count": len(given), "day": ", ".join(days) or "…/…/……"}
        groups.append(Group(len(rows), wording["group"].format(**facts), on_new_page=True))
        rows += [_handed_over(one, wording["columns"]) for one in given]
    return Sheet(
        name=wording["title"].capitalize(),
        columns=_columns(wording["columns"]),
        rows=tuple(rows),
        count=len(rows),
        groups=tuple(groups),
    )


def _by_receiver(documents: Iterable[Document], nobody: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for document in documents:
        for receiver in _receivers(document) or (nobody,):
            found.setdefault(receiver, []).append(document)
    return found


def _receivers(document: Document) -> tuple[str, ...] | None:
    if isinstance(document, IncomingDocument):
        return document.receivers
    return document.recipients


def _handed_over(document: Any, columns: Sequence[dict[str, Any]]) -> tuple[Cell, ...]:
    facts: dict[str, Cell] = {
        "number": number_of(document),
        "symbol": document.symbol,
        "issuer": document.issuer,
        "subject": document.subject,
        "day": document.forwarded_on,
        "receipt": _ROOM_TO_WRITE,
    }
    return tuple(facts.get(column["field"]) for column in columns)


def emergency_register(
    reader: Reader, *, office: Office, year: int, rows: int = _BLANK_ROWS
) -> Sheet:
    """The register of arrivals to be written by hand while the computer stands still.

    Numbers are printed in advance, each series from its next one on, so that the order of
    arrival is kept (Decree 30/2020/NĐ-CP, Art. 22(2)).
    """
    wording = form("emergency-register")
    columns = form("incoming-register")["columns"]
    series = _incoming_series(reader)
    return Sheet(
        name=wording["title"].capitalize(),
        columns=_blank_columns(columns, wording["day_head"]),
        rows=tuple(_blank_rows(reader, series, columns, year, rows)),
        count=len(series) * rows,
        column_numbers=tuple(f"({place})" for place in range(1, len(columns) + 1)),
        above=(
            CoverLine(office.name),
            CoverLine(wording["title"], is_title=True),
            *(CoverLine(line) for line in wording["instructions"]),
        ),
        groups=tuple(
            Group(place * rows, _blank_group(reader, one, year), on_new_page=True)
            for place, one in enumerate(series)
        ),
    )


def _incoming_series(reader: Reader) -> list[Series]:
    found = reader.ids(Query("series").where("register", Test.IS, "incoming"))[::-1]
    return list(reader.records("series", found))


def _blank_columns(columns: Sequence[dict[str, Any]], day_head: str) -> tuple[Column, ...]:
    """Written by hand, a day has its hour beside it and no column is a true date."""
    return tuple(
        replace(
            Column(column["head"], column["width"], Content.WRAPPED),
            head=day_head if column["field"] == "arrived_on" else column["head"],
            content=Content.CODE if column["field"] == "number" else Content.WRAPPED,
        )
        for column in columns
    )


def _blank_rows(
    reader: Reader, series: list[Series], columns: Sequence[dict[str, Any]], year: int, rows: int
) -> Iterator[tuple[Cell, ...]]:
    for one in series:
        following = _next_number(reader, one, year)
        for number in range(following, following + rows):
            yield tuple(
                written(number) if column["field"] == "number" else _ROOM_TO_WRITE
                for column in columns
            )


def _blank_group(reader: Reader, series: Series, year: int) -> str:
    return str(
        form("emergency-register")["group"].format(
            series=series.code,
            name=series.name,
            number=written(_next_number(reader, series, year)),
            year=year,
        )
    )


def _next_number(reader: Reader, series: Series, year: int) -> int:
    return reader.last_number("incoming", series.code, year) + 1


def _columns(columns: Sequence[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(
        Column(column["head"], column["width"], _CONTENTS.get(column["field"], Content.WRAPPED))
        for column in columns
    )


def _shown(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
