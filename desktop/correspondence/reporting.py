"""Counting the documents of a year."""

from dataclasses import dataclass

from desktop.correspondence.known_names import DOCUMENTS
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader


@dataclass(frozen=True)
class YearCount:
    """How many documents one register took in a year, in all and by series and kind."""

    register: str
    total: int
    by_series: tuple[tuple[str, int], ...]
    by_kind: tuple[tuple[str | None, int], ...]
    not_handed_over: int


def count_year(reader: Reader, year: int) -> tuple[YearCount, ...]:
    """The counts of every register; the trash does not count."""
    return tuple(_count(reader, register, year) for register in DOCUMENTS)


def _count(reader: Reader, register: str, year: int) -> YearCount:
    query = Query(register).where("year", Test.IS, year)
    by_series = tuple(reader.groups(query, "series"))
    return YearCount(
        register=register,
        total=sum(count for _, count in by_series),
        by_series=by_series,
        by_kind=tuple(reader.groups(query, "document_kind")),
        not_handed_over=reader.count(query.where("forwarded_on", Test.EMPTY)),
    )
