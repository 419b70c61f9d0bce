"""A number once given stays given (Decree 30/2020, Art. 15, 18, 22): what becomes of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.audit_sheets import audit_sheet, verdict
from desktop.correspondence.auditing import Audit, audit, gaps, ranges_said
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.referring import number_of
from desktop.correspondence.registering import correct, discard, register, title
from desktop.correspondence.reporting import count_year
from desktop.correspondence.sheets import BOOK_ORDER, register_sheet
from desktop.correspondence.standing import (
    Reservation,
    changed_by_it,
    inserted_after,
    reinstate,
    reserve,
    reserved_range,
    set_standing,
    void,
)
from desktop.correspondence.twins import sought, twins_of
from desktop.language.words import Words
from desktop.office.identity import Office
from desktop.records.drafts import Problems
from desktop.records.queries import Query
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TODAY = date(2026, 3, 15)
SAID = Words("en")


class Registry:
    """An office that issues decisions, so that a test reads as a story."""

    def __init__(self, office: Store, names: KnownNames) -> None:
        self.office, self.names = office, names

    def issue(self, **facts: Any) -> Any:
        usual = {
            "series": "UBND-QD",
            "document_date": TODAY,
            "document_kind": "quyet-dinh",
            "subject": "Phê duyệt kế hoạch",
        }
        document = OutgoingDocument(**{**usual, **facts})
        return register(self.office, document, names=self.names)[1]

    def receive(self, **facts: Any) -> Any:
        usual = {"series": "SN", "arrived_on": TODAY, "issuer": "Sở Y tế", "subject": "Báo cáo"}
        document = IncomingDocument(**{**usual, **facts})
        return register(self.office, document, names=self.names)[1]

    def now(self, document: Document) -> Any:
        assert document.id is not None
        return self.office.reader.record(document.kind, document.id)

    def reservation(self, first: int, last: int, **facts: Any) -> Reservation:
        usual = {
            "series": "UBND-QD",
            "first": first,
            "last": last,
            "day": TODAY,
            "document_kind": "quyet-dinh",
            "purpose": "Giữ cho kỳ họp",
        }
        return Reservation(**{**usual, **facts})

    def reserve(self, first: int, last: int, **facts: Any) -> list[Any]:
        reservation = self.reservation(first, last, **facts)
        _, ids = reserve(self.office, reservation, names=self.names)
        return list(self.office.reader.records("outgoing", ids))

    def lines(self) -> list[tuple[Any, Any, bool]]:
        """Symbol, note and whether struck, of each line of the statutory register."""
        query = Query("outgoing", order=BOOK_ORDER, with_trash=True)
        sheet = register_sheet(self.office.reader, query, office=Office(name="VP"), year=2026)
        return [(row[0], row[-1], at in sheet.struck) for at, row in enumerate(sheet.rows)]

    def audit(self, series: str = "UBND-QD") -> Audit:
        kind = "incoming" if series == "SN" else "outgoing"
        return audit(self.office.reader, kind, series, 2026)


@pytest.fixture
def registry(office: Store, names: KnownNames) -> Registry:
    return Registry(office, names)


def said(problems: Problems) -> list[tuple[str, str]]:
    return [(one.field, SAID(one.message)) for one in problems.problems]


def test_void_number_keeps_its_line_struck_through_with_the_reason(registry: Registry) -> None:
    registry.issue()
    wrong = registry.issue(subject="Nhầm")
    change = void(registry.office, [wrong], reason="ghi nhầm sổ")
    assert SAID(change.words) == "cancelling outgoing 02/QĐ-UBND"
    assert registry.lines() == [
        ("01/QĐ-UBND", None, False),
        ("02/QĐ-UBND", "Số hủy: ghi nhầm sổ", True),
    ]
    assert registry.issue().number == 3
    assert registry.audit().void == ("02",)
    registry.office.undo()
    assert registry.now(wrong).standing == "void"  # the next one was undone first
    registry.office.undo()
    assert registry.now(wrong).standing is None
    assert verify(registry.office) == []


def test_void_and_reserved_numbers_are_not_counted_as_documents(registry: Registry) -> None:
    registry.issue()
    void(registry.office, [registry.issue()], reason="x")
    registry.reserve(3, 5)
    counts = {count.register: count for count in count_year(registry.office.reader, 2026)}
    assert counts["outgoing"].total == 1
    assert counts["outgoing"].by_series == (("UBND-QD", 1),)
    assert counts["outgoing"].by_kind == (("quyet-dinh", 1),)


def test_void_document_is_no_twin(registry: Registry) -> None:
    first = registry.receive(symbol="12/SYT-VP", document_date=TODAY)
    void(registry.office, [first], reason="gửi nhầm")
    again = registry.receive(symbol="12/SYT-VP", document_date=TODAY)
    assert twins_of(registry.office.reader, sought(again)) == []


def test_replaced_document_that_is_void_is_replaced_by_nothing(registry: Registry) -> None:
    old, new = registry.issue(), registry.issue()
    set_standing(registry.office, old, standing="replaced", by=new.id, reason=None)
    void(registry.office, [registry.now(old)], reason="nhầm")
    assert registry.now(old).changed_by is None
    assert registry.lines()[0] == ("01/QĐ-UBND", "Số hủy: nhầm", True)


def test_reserved_number_that_was_cancelled_is_reserved_again(registry: Registry) -> None:
    reserved, issued = *registry.reserve(1, 1), registry.issue()
    void(registry.office, [reserved, issued], reason="nhầm")
    reinstate(registry.office, [registry.now(reserved), registry.now(issued)])
    assert (registry.now(reserved), registry.now(issued)) == (reserved, issued)
    assert registry.audit().reserved == ("01",)


@pytest.mark.parametrize("standing", ["reserved", "void"])
def test_number_without_a_document_is_neither_recalled_nor_replaced(
    registry: Registry, standing: str
) -> None:
    (number,) = registry.reserve(1, 1)
    if standing == "void":
        void(registry.office, [number], reason="nhầm")
    with pytest.raises(Problems) as problems:
        set_standing(
            registry.office, registry.now(number), standing="recalled", by=None, reason=None
        )
    assert [one.field for one in problems.value.problems] == ["standing"]
    assert registry.now(number).standing == standing


def test_number_without_a_document_makes_no_other_late(registry: Registry) -> None:
    registry.reserve(1, 2)
    for _ in range(2):
        registry.issue(document_date=date(2026, 3, 2))
    late = registry.issue(document_date=date(2026, 3, 1))
    discard(registry.office, late)
    assert registry.audit().late_dated == ()


def test_reserved_numbers_are_given_at_once_and_filled_in_later(registry: Registry) -> None:
    registry.issue()
    reserved = registry.reserve(2, 4)
    assert [(one.symbol, one.subject) for one in reserved] == [
        ("02/QĐ-UBND", "Giữ cho kỳ họp"),
        ("03/QĐ-UBND", "Giữ cho kỳ họp"),
        ("04/QĐ-UBND", "Giữ cho kỳ họp"),
    ]
    assert registry.issue().number == 5
    assert registry.audit().reserved == ("02", "03", "04")
    assert registry.lines()[1] == ("02/QĐ-UBND", "Số giữ", False)

    filled = replace(reserved[0], subject="Thành lập đoàn công tác", signer="Lê Thị Hà")
    correct(registry.office, filled, names=registry.names)
    assert registry.now(filled).standing is None
    assert registry.lines()[1] == ("02/QĐ-UBND", None, False)
    assert registry.audit().reserved == ("03", "04")


def test_reserved_letter_gets_its_symbol_when_its_unit_is_known(registry: Registry) -> None:
    (reserved,) = registry.reserve(1, 1, series="UBND-CV", document_kind="cong-van")
    assert reserved.symbol is None

    used = replace(reserved, subject="V/v họp", drafting_unit="Phòng Nội chính")
    correct(registry.office, used, names=registry.names)
    assert registry.now(used).symbol == "01/UBND-NC"


def test_reservation_over_used_numbers_is_refused_and_nothing_is_written(
    registry: Registry,
) -> None:
    registry.issue()
    registry.issue()
    with pytest.raises(Problems) as problems:
        registry.reserve(2, 4)
    assert said(problems.value) == [("first", "Given already: 02. Choose other numbers.")]
    assert registry.audit().last == "02"


def test_reservation_leaves_no_gap(registry: Registry) -> None:
    registry.issue()
    with pytest.raises(Problems) as problems:
        registry.reserve(5, 9)
    assert said(problems.value) == [
        ("first", "The next number is 02: a reservation leaves no gap.")
    ]
    assert reserved_range(registry.office.reader, "UBND-QD", 2026) == (2, 11)


def test_inserted_number_stands_behind_its_own_and_before_the_next(registry: Registry) -> None:
    first = registry.issue()
    registry.issue()
    number, suffix = inserted_after(registry.office.reader, first)
    inserted = registry.issue(number=number, suffix=suffix)
    assert (number_of(inserted), inserted.symbol) == ("01a", "01a/QĐ-UBND")
    assert SAID(title(inserted)) == "outgoing 01a/QĐ-UBND"
    assert inserted_after(registry.office.reader, first) == (1, "b")
    assert [symbol for symbol, _, _ in registry.lines()] == [
        "01/QĐ-UBND",
        "01a/QĐ-UBND",
        "02/QĐ-UBND",
    ]
    assert registry.audit().inserted == ("01a",)
    assert registry.audit().missing == ()
    assert registry.issue().number == 3
    with pytest.raises(Problems):
        registry.issue(number=1, suffix="a")


def test_recalled_and_replaced_documents_point_at_each_other(registry: Registry) -> None:
    old, notice, new = registry.issue(), registry.issue(), registry.issue()
    set_standing(registry.office, old, standing="replaced", by=new.id, reason=None)
    set_standing(registry.office, notice, standing="recalled", by=None, reason="sai thẩm quyền")
    assert registry.lines() == [
        ("01/QĐ-UBND", "Được thay thế bởi 03/QĐ-UBND", False),
        ("02/QĐ-UBND", "Đã thu hồi: sai thẩm quyền", False),
        ("03/QĐ-UBND", None, False),
    ]
    assert changed_by_it(registry.office.reader, new) == [registry.now(old)]
    reinstate(registry.office, [registry.now(old)])
    assert registry.now(old) == old


@pytest.mark.parametrize("standing", ["replaced", "corrected"])
def test_replaced_document_names_the_one_that_replaces_it(
    registry: Registry, standing: str
) -> None:
    old = registry.issue()
    with pytest.raises(Problems) as problems:
        set_standing(registry.office, old, standing=standing, by=None, reason=None)
    assert said(problems.value) == [("changed_by", "Needed: name the document that does it.")]
    with pytest.raises(Problems) as problems:
        set_standing(registry.office, old, standing=standing, by=old.id, reason=None)
    assert said(problems.value) == [
        ("changed_by", "A document cannot change itself: name another one.")
    ]


def test_documents_do_not_change_each_other_in_a_circle(registry: Registry) -> None:
    first, second = registry.issue(), registry.issue()
    set_standing(registry.office, first, standing="replaced", by=second.id, reason=None)
    with pytest.raises(Problems) as problems:
        set_standing(registry.office, second, standing="replaced", by=first.id, reason=None)
    assert said(problems.value) == [("changed_by", "That document was itself changed by this one.")]


def test_correcting_a_document_keeps_what_became_of_its_number(registry: Registry) -> None:

    old = registry.issue()
    void(registry.office, [old], reason="nhầm")
    correct(registry.office, replace(old, subject="Khác"), names=registry.names)
    assert (registry.now(old).standing, registry.now(old).subject) == ("void", "Khác")


def test_audit_names_what_is_missing_late_doubled_and_in_the_trash(registry: Registry) -> None:
    for number, day in ((1, 2), (2, 5), (4, 3), (7, 6), (8, 6)):
        registry.issue(number=number, document_date=date(2026, 3, day), symbol=f"{number}/QĐ-UBND")
    registry.issue(number=9, symbol="8/QĐ-UBND")
    discard(registry.office, registry.issue(number=10))
    assert registry.audit() == Audit(
        "outgoing",
        "UBND-QD",
        2026,
        first="01",
        last="10",
        registered=6,
        missing=((3, 3), (5, 6)),
        doubled=("8/QĐ-UBND",),
        void=("10",),
        late_dated=("04",),
    )
    assert registry.audit().missing_count == 3
    assert ranges_said(registry.audit().missing) == "03, 05–06"
    assert registry.audit("SN") == Audit("incoming", "SN", 2026)


def test_gaps_are_counted_from_01() -> None:
    assert gaps({3, 4, 9}) == ((1, 2), (5, 8))
    assert gaps({1, 2, 3}) == ()


@pytest.mark.parametrize(
    ("expected", "verdict_said"),
    [
        (None, "3 documents, numbers 01 to 05."),
        (3, "3 of 3: all are there."),
        (2, "3 of 2: 1 more than there."),
        (5, "3 of 5; missing: 03, cancelled: 02."),
        (8, "3 of 8; missing: 03, cancelled: 02, 3 after 05."),
    ],
)
def test_audit_compared_with_a_total_counted_elsewhere(
    registry: Registry, expected: int | None, verdict_said: str
) -> None:
    registry.issue()
    void(registry.office, [registry.issue()], reason="nhầm")
    for number in (4, 5):
        registry.issue(number=number)
    assert SAID(verdict(registry.audit(), expected)) == verdict_said


def test_audit_is_a_sheet_that_says_what_is_wrong(registry: Registry) -> None:
    registry.issue()
    registry.issue(number=4)
    sheet = audit_sheet(registry.audit(), SAID)
    assert [line.text for line in sheet.above] == [
        "Audit of series UBND-QD, 2026",
        "2 documents, numbers 01 to 04.",
    ]
    assert next(iter(sheet.rows)) == ("Missing", 2, "02–03")
