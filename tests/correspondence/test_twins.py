"""Twins: the same document about to be registered a second time, and what only looks so.

Decree 30/2020/NĐ-CP, Appendix VI, III.1.h asks for a warning on number, symbol and author.
"""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, register
from desktop.correspondence.standing import void
from desktop.correspondence.twins import Sought, sought, twins_of
from desktop.storage.store import Store

DAY = date(2026, 3, 10)


def decision(**facts: Any) -> IncomingDocument:
    usual = {
        "series": "SN",
        "arrived_on": date(2026, 3, 12),
        "issuer": "Sở Tài chính",
        "symbol": "05/QĐ-STC",
        "document_date": DAY,
        "document_kind": "quyet-dinh",
        "subject": "Phê duyệt kế hoạch thanh tra năm 2026",
    }
    return IncomingDocument(**{**usual, **facts})


def petition(**facts: Any) -> IncomingDocument:
    usual = {
        "series": "DT",
        "issuer": "Ông Nguyễn Văn An",
        "symbol": None,
        "document_kind": "don-thu",
        "subject": "Khiếu nại về bồi thường đất",
    }
    return decision(**{**usual, **facts})


def report(**facts: Any) -> IncomingDocument:
    """A document without number: only author, abstract and day tell what it is."""
    usual = {"symbol": None, "document_kind": "bao-cao", "subject": "Báo cáo giao ban tuần"}
    return decision(**{**usual, **facts})


def twins(office: Store, names: KnownNames, before: Document, after: Document) -> list[Document]:
    register(office, before, names=names)
    return twins_of(office.reader, sought(after))


@pytest.mark.parametrize(
    "after",
    [
        decision(),
        decision(symbol="5/QĐ-STC"),
        decision(symbol="Số: 05 / QÐ – STC"),
        decision(symbol=unicodedata.normalize("NFD", "05/qđ-stc")),
        decision(issuer="SỞ TÀI CHÍNH"),
        decision(issuer=unicodedata.normalize("NFD", "Sở Tài chính")),
        decision(document_date=date(2026, 3, 11)),
        decision(document_date=None),
        decision(subject="V/v kế hoạch thanh tra", document_kind=None),
        decision(series="TW", channel="buu-dien", arrived_on=date(2026, 6, 1)),
    ],
    ids=[
        "word for word",
        "leading zero lost",
        "blanks, dash and Eth",
        "letters and marks apart",
        "author in capitals",
        "author in the other coding",
        "day of the same year",
        "day not typed yet",
        "abstract in other words",
        "another series, channel and arrival",
    ],
)
def test_same_number_of_the_same_author_and_year_is_a_twin(
    office: Store, names: KnownNames, after: Document
) -> None:
    found = twins(office, names, decision(), after)
    assert found == [replace(decision(), id=1, year=2026, number=1)]


@pytest.mark.parametrize(
    "after",
    [
        decision(issuer="Sở Y tế"),
        decision(document_date=date(2025, 3, 10)),
        decision(symbol="05a/QĐ-STC"),
        decision(symbol="05/QyĐ-STC"),
        decision(symbol="15/QĐ-STC"),
        decision(symbol="05/2026/QĐ-STC"),
        decision(symbol=None, issuer="Sở Y tế"),
    ],
    ids=[
        "another author",
        "another year",
        "a number with a letter",
        "another kind",
        "another number",
        "a normative symbol",
        "another author, without number",
    ],
)
def test_what_only_looks_the_same_is_no_twin(
    office: Store, names: KnownNames, after: Document
) -> None:
    assert twins(office, names, decision(), after) == []


@pytest.mark.parametrize("days", [0, 1, 7, -7])
def test_same_abstract_of_the_same_author_within_a_week_is_a_twin(
    office: Store, names: KnownNames, days: int
) -> None:
    after = report(document_date=date(2026, 3, 10 + days), subject="BÁO CÁO GIAO BAN TUẦN")
    assert twins(office, names, report(), after) == [replace(report(), id=1, year=2026, number=1)]


@pytest.mark.parametrize(
    "after",
    [
        report(document_date=date(2026, 3, 18)),
        report(document_date=date(2026, 3, 2)),
        report(document_date=date(2026, 4, 10)),
        report(document_date=None),
        report(subject="Báo cáo giao ban tháng"),
        report(issuer="Sở Y tế"),
    ],
    ids=["8 days after", "8 days before", "a month after", "no day", "other words", "other author"],
)
def test_abstract_that_comes_again_later_or_from_elsewhere_is_no_twin(
    office: Store, names: KnownNames, after: Document
) -> None:
    assert twins(office, names, report(), after) == []


def test_petitions_without_number_are_no_twins(office: Store, names: KnownNames) -> None:
    assert twins(office, names, petition(), petition()) == []


def test_petition_with_a_number_has_its_twin(office: Store, names: KnownNames) -> None:
    numbered = petition(symbol="12/ĐTN")
    assert [twin.id for twin in twins(office, names, numbered, numbered)] == [1]


def test_document_is_no_twin_of_itself(office: Store, names: KnownNames) -> None:
    _, kept = register(office, decision(), names=names)
    assert twins_of(office.reader, sought(kept)) == []
    _, unnumbered = register(office, report(), names=names)
    assert twins_of(office.reader, sought(unnumbered)) == []


def test_document_in_the_trash_is_no_twin(office: Store, names: KnownNames) -> None:
    _, kept = register(office, decision(), names=names)
    discard(office, kept)
    assert twins_of(office.reader, sought(decision())) == []


def test_document_without_a_number_that_was_cancelled_is_no_twin(
    office: Store, names: KnownNames
) -> None:
    _, before = register(office, report(), names=names)
    void(office, [before], reason="gửi nhầm")
    assert twins_of(office.reader, sought(report())) == []


def test_twin_is_found_behind_the_same_number_of_many_communes(
    office: Store, names: KnownNames
) -> None:
    _, first = register(office, decision(), names=names)
    for commune in range(60):
        register(office, decision(issuer=f"UBND xã {commune}"), names=names)
    assert twins_of(office.reader, sought(decision())) == [first]


def test_incoming_and_outgoing_documents_are_no_twins(office: Store, names: KnownNames) -> None:
    register(office, decision(symbol="01/QĐ-UBND"), names=names)
    assert twins_of(office.reader, Sought("outgoing", symbol="01/QĐ-UBND")) == []


def test_outgoing_twin_is_found_before_its_issuer_is_known(
    office: Store, names: KnownNames
) -> None:
    document = OutgoingDocument(
        series="UBND-QD", document_date=DAY, document_kind="quyet-dinh", subject="Phê duyệt"
    )
    _, kept = register(office, document, names=names)
    assert twins_of(office.reader, Sought("outgoing", symbol="1/qđ-ubnd")) == [kept]


@pytest.mark.parametrize(
    "half_typed",
    [
        Sought("incoming"),
        Sought("incoming", issuer="Sở Tài chính"),
        Sought("incoming", issuer="Sở Tài chính", subject=report().subject),
        Sought("incoming", subject=report().subject, document_date=DAY),
    ],
)
def test_too_little_typed_finds_no_twin(
    office: Store, names: KnownNames, half_typed: Sought
) -> None:
    register(office, report(), names=names)
    assert twins_of(office.reader, half_typed) == []


def test_twins_come_newest_first(office: Store, names: KnownNames) -> None:
    for _ in range(3):
        register(office, decision(), names=names)
    assert [twin.id for twin in twins_of(office.reader, sought(decision()))] == [3, 2, 1]
