"""Counting the documents of a year."""

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, put_back, register
from desktop.correspondence.reporting import YearCount, count_year
from desktop.storage.store import Store

DAY = date(2026, 3, 2)


def incoming(series: str, kind: str | None = None, **facts: Any) -> IncomingDocument:
    usual = {"arrived_on": DAY, "issuer": "Sở Tài chính", "subject": "Dự toán"}
    return IncomingDocument(**{**usual, "series": series, "document_kind": kind, **facts})


def decision(**facts: Any) -> OutgoingDocument:
    usual = {"series": "UBND-QD", "document_date": DAY, "document_kind": "quyet-dinh"}
    return OutgoingDocument(**{**usual, "subject": "Phê duyệt", **facts})


def test_year_without_documents_counts_nothing(office: Store) -> None:
    assert count_year(office.reader, 2026) == (
        YearCount("incoming", 0, (), (), 0),
        YearCount("outgoing", 0, (), (), 0),
    )


def test_documents_are_counted_by_series_and_kind_most_first(
    office: Store, names: KnownNames
) -> None:
    for document in (
        incoming("TW", "nghi-dinh"),
        incoming("SN", "bao-cao", forwarded_on=DAY),
        incoming("SN", "bao-cao"),
        incoming("SN"),
        incoming("SN", arrived_on=date(2025, 12, 31)),
        decision(),
        decision(forwarded_on=DAY),
    ):
        register(office, document, names=names)
    assert count_year(office.reader, 2026) == (
        YearCount(
            register="incoming",
            total=4,
            by_series=(("SN", 3), ("TW", 1)),
            by_kind=(("bao-cao", 2), (None, 1), ("nghi-dinh", 1)),
            not_handed_over=3,
        ),
        YearCount(
            register="outgoing",
            total=2,
            by_series=(("UBND-QD", 2),),
            by_kind=(("quyet-dinh", 2),),
            not_handed_over=1,
        ),
    )
    assert count_year(office.reader, 2025)[0].total == 1


def test_trash_does_not_count(office: Store, names: KnownNames) -> None:
    _, first = register(office, decision(), names=names)
    _, second = register(office, decision(), names=names)
    discard(office, first)
    assert count_year(office.reader, 2026)[1].total == 1
    put_back(office, first)
    discard(office, replace(second))
    office.undo()
    assert count_year(office.reader, 2026)[1].total == 2
