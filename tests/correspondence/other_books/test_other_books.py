"""The post book and the loans of file copies (Decree 30/2020, Appendix IV, forms III and IV)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.other_books.dispatching import (
    discard_dispatches,
    dispatch_documents,
    keep_dispatch,
    put_back_dispatches,
)
from desktop.correspondence.other_books.lending import (
    discard_loans,
    keep_loan,
    loan_of,
    put_back_loans,
    take_back,
)
from desktop.correspondence.other_books.loans import Loan, is_overdue, lent_out, overdue
from desktop.correspondence.other_books.sheets import LOAN_ORDER, POST_ORDER, loan_book, post_book
from desktop.correspondence.other_books.views import DISPATCHES, LOANS
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import register
from desktop.errors import Trouble
from desktop.language.words import M, Message
from desktop.office.identity import Office
from desktop.records.drafts import Draft, Problems, check
from desktop.records.queries import Query
from desktop.records.record import RecordType, fields_of
from desktop.records.views import View
from desktop.sheets.sheet import CoverLine, Sheet
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TODAY = date(2026, 3, 15)
OFFICE = Office(superior="ỦY BAN NHÂN DÂN TỈNH", name="VĂN PHÒNG")

POST = Dispatch(
    sent_on=date(2026, 3, 2),
    symbols="01/QĐ-UBND; 02/UBND-NC",
    recipient="Sở Nội vụ",
    envelopes=2,
    receipt="Minh",
    note="bảo đảm",
)
LOAN = Loan(
    lent_on=date(2026, 3, 2),
    borrower="Lê Thị Hà",
    symbol="01/QĐ-UBND, 05/01/2026",
    subject="Quyết định: Giao đất",
    case_files=("01.TH/2026",),
    receipt="Hà",
    due_back_on=date(2026, 3, 14),
    allowed_by="Trần Văn Minh",
)


def outgoing(office: Store, names: KnownNames, **facts: Any) -> OutgoingDocument:
    usual = {
        "series": "UBND-QD",
        "document_date": date(2026, 1, 5),
        "document_kind": "quyet-dinh",
        "subject": "Giao đất",
    }
    _, document = register(office, OutgoingDocument(**{**usual, **facts}), names=names)
    assert isinstance(document, OutgoingDocument)
    return document


def kept(office: Store, kind: str) -> list[Any]:
    """Live records of a book as they were written, without their ids."""
    ids = office.reader.ids(Query(kind))[::-1]
    return [replace(record, id=None) for record in office.reader.records(kind, ids)]


def trouble(act: Callable[[], object]) -> Message:
    with pytest.raises(Trouble) as refused:
        act()
    return refused.value.message


def whole(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=tuple(sheet.rows))


@pytest.mark.parametrize(("record", "view"), [(Dispatch, DISPATCHES), (Loan, LOANS)])
def test_every_field_stands_in_the_form_once(record: RecordType, view: View) -> None:
    assert sorted(view.typed) == sorted(fields_of(record))
    assert {column.field for column in view.columns} <= set(view.typed)


# The post book


def test_documents_go_to_the_post_with_a_line_for_each_recipient(
    office: Store, names: KnownNames
) -> None:
    first = outgoing(office, names, recipients=("Sở Nội vụ", "Sở Y tế"))
    second = outgoing(office, names, recipients=("Sở Nội vụ",))

    change = dispatch_documents(office, [first, second], TODAY)

    assert kept(office, "dispatches") == [
        Dispatch(
            sent_on=TODAY, symbols="01/QĐ-UBND; 02/QĐ-UBND", recipient="Sở Nội vụ", envelopes=1
        ),
        Dispatch(sent_on=TODAY, symbols="01/QĐ-UBND", recipient="Sở Y tế", envelopes=1),
    ]
    assert str(change.words) == "entering 2 envelopes in the post book"
    office.undo()
    assert kept(office, "dispatches") == []
    assert verify(office) == []


def test_document_that_goes_to_nobody_goes_to_no_post(office: Store, names: KnownNames) -> None:
    documents = [
        outgoing(office, names, recipients=("Sở Y tế",)),
        outgoing(office, names, recipients=None),
    ]
    assert trouble(lambda: dispatch_documents(office, documents, TODAY)) == M(
        "{document} has no recipients: name them first.", document="02/QĐ-UBND"
    )
    assert kept(office, "dispatches") == []


def test_line_of_post_is_corrected_discarded_and_put_back(office: Store) -> None:
    keep_dispatch(office, POST)
    keep_dispatch(office, replace(POST, id=1, envelopes=3))
    assert kept(office, "dispatches") == [replace(POST, envelopes=3)]

    record = office.reader.record("dispatches", 1)
    assert str(discard_dispatches(office, record).words) == "discarding 1 line of post"
    assert kept(office, "dispatches") == []
    put_back_dispatches(office, record)
    assert kept(office, "dispatches") == [replace(POST, envelopes=3)]


def test_post_is_read_as_it_is_typed(names: KnownNames) -> None:
    texts = {
        "sent_on": "0203",
        "symbols": "01/QĐ-UBND; 02/UBND-NC",
        "recipient": "sở nội vụ",
        "envelopes": "2",
        "receipt": "Minh",
        "note": "bảo đảm",
    }
    read = check(Dispatch, Draft("dispatches", texts), names.ground(TODAY, "vi"))
    assert read == replace(POST, recipient="sở nội vụ")


def test_post_book_has_the_six_columns_of_the_form(office: Store) -> None:
    later = replace(POST, sent_on=date(2026, 3, 9), envelopes=None, receipt=None, note=None)
    for record in (later, POST):
        keep_dispatch(office, record)
    query = Query("dispatches", order=POST_ORDER)

    sheet = whole(post_book(office.reader, query, office.reader.ids(query), office=OFFICE))

    assert [column.head for column in sheet.columns] == [
        "Ngày chuyển",
        "Số, ký hiệu văn bản",
        "Nơi nhận văn bản",
        "Số lượng bì",
        "Ký nhận và dấu bưu điện",
        "Ghi chú",
    ]
    assert replace(sheet, columns=()) == Sheet(
        name="Sổ gửi văn bản đi bưu điện",
        columns=(),
        rows=(
            (
                date(2026, 3, 2),
                "01/QĐ-UBND; 02/UBND-NC",
                "Sở Nội vụ",
                2,
                "Minh",
                "bảo đảm",
            ),
            (date(2026, 3, 9), "01/QĐ-UBND; 02/UBND-NC", "Sở Nội vụ", None, None, None),
        ),
        count=2,
        cover=(
            CoverLine("ỦY BAN NHÂN DÂN TỈNH"),
            CoverLine("VĂN PHÒNG", is_title=True),
            CoverLine("SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", is_title=True),
            CoverLine("Năm: 2026"),
            CoverLine("Từ ngày 02/03/2026 đến ngày 09/03/2026"),
            CoverLine("Quyển số: …"),
        ),
        column_numbers=("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
    )


# Loans


def test_loan_begins_with_what_the_document_says(office: Store, names: KnownNames) -> None:
    document = outgoing(office, names, case_files=("01.TH/2026",))

    draft = loan_of(document, names.ground(TODAY, "vi"))

    assert draft == Draft(
        "loans",
        {
            "lent_on": "15/03/2026",
            "outgoing": "01/UBND-QD/2026",
            "symbol": "01/QĐ-UBND, 05/01/2026",
            "subject": "Quyết định: Giao đất",
            "case_files": "01.TH/2026",
        },
    )


def test_loan_that_was_begun_is_read_back_whole(office: Store, names: KnownNames) -> None:
    document = outgoing(office, names)
    ground = names.ground(TODAY, "vi")

    loan = check(Loan, loan_of(document, ground).typed("borrower", "Lê Thị Hà"), ground)

    assert loan == Loan(
        lent_on=TODAY,
        borrower="Lê Thị Hà",
        outgoing=document.id,
        symbol="01/QĐ-UBND, 05/01/2026",
        subject="Quyết định: Giao đất",
    )


@pytest.mark.parametrize(
    ("texts", "field", "message"),
    [
        ({"lent_on": "1603"}, "lent_on", "This day is still to come: correct the date."),
        ({"returned_on": "1603"}, "returned_on", "This day is still to come: correct the date."),
        (
            {"returned_on": "0103"},
            "returned_on",
            "It was returned before it was lent: correct the date.",
        ),
        (
            {"due_back_on": "0103"},
            "due_back_on",
            "It would be due before it was lent: correct the date.",
        ),
        ({"borrower": ""}, "borrower", "Needed: fill it in."),
        ({"symbol": ""}, "symbol", "Needed: fill it in."),
        (
            {"case_files": "99.TH/2026"},
            "case_files",
            "“99.TH/2026” is not known: choose one of the list.",
        ),
    ],
)
def test_wrong_loan_is_refused_at_its_field(
    names: KnownNames, texts: dict[str, str], field: str, message: str
) -> None:
    usual = {"lent_on": "0203", "borrower": "Hà", "symbol": "01/QĐ-UBND", "subject": "Giao đất"}
    with pytest.raises(Problems) as refused:
        check(Loan, Draft("loans", {**usual, **texts}), names.ground(TODAY, "vi"))
    said = [(one.field, str(one.message)) for one in refused.value.problems]
    assert said == [(field, message)]


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ({"due_back_on": date(2026, 3, 14)}, True),
        ({"due_back_on": date(2026, 3, 15)}, False),
        ({"due_back_on": None}, False),
        ({"due_back_on": date(2026, 3, 14), "returned_on": date(2026, 3, 15)}, False),
    ],
)
def test_copy_is_overdue_from_the_day_after_it_was_due(
    office: Store, facts: dict[str, Any], late: bool
) -> None:
    loan = replace(LOAN, **facts)
    keep_loan(office, loan)

    assert is_overdue(loan, TODAY) is late
    assert office.reader.count(overdue(Query("loans"), TODAY)) == int(late)
    assert office.reader.count(lent_out(Query("loans"))) == int(loan.returned_on is None)


def test_copies_come_back_as_one_change(office: Store) -> None:
    back = replace(LOAN, returned_on=date(2026, 3, 3))
    for loan in (LOAN, replace(LOAN, borrower="Minh"), back):
        keep_loan(office, loan)
    loans = list(office.reader.records("loans", (1, 2, 3)))

    change = take_back(office, loans, TODAY)

    assert str(change.words) == "taking back 2 file copies"
    assert [one.returned_on for one in office.reader.records("loans", (1, 2, 3))] == [
        TODAY,
        TODAY,
        date(2026, 3, 3),
    ]
    assert trouble(lambda: take_back(office, [LOAN], date(2026, 3, 1))) == M(
        "A copy cannot come back before it was lent: correct the date."
    )


def test_loan_is_corrected_discarded_and_put_back(office: Store) -> None:
    keep_loan(office, LOAN)
    keep_loan(office, replace(LOAN, id=1, note="gấp"))
    assert kept(office, "loans") == [replace(LOAN, note="gấp")]

    record = office.reader.record("loans", 1)
    discard_loans(office, record)
    assert kept(office, "loans") == []
    put_back_loans(office, record)
    assert kept(office, "loans") == [replace(LOAN, note="gấp")]


def test_loan_book_has_the_nine_columns_of_the_form(office: Store) -> None:
    keep_loan(office, replace(LOAN, returned_on=date(2026, 3, 9)))
    query = Query("loans", order=LOAN_ORDER)

    sheet = whole(loan_book(office.reader, query, office.reader.ids(query), office=OFFICE))

    assert [column.head for column in sheet.columns] == [
        "Ngày tháng",
        "Họ và tên người sử dụng",
        "Số, ký hiệu, ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Hồ sơ số",
        "Ký nhận",
        "Ngày trả",
        "Người cho phép sử dụng",
        "Ghi chú",
    ]
    assert sheet.rows == (
        (
            date(2026, 3, 2),
            "Lê Thị Hà",
            "01/QĐ-UBND, 05/01/2026",
            "Quyết định: Giao đất",
            "01.TH/2026",
            "Hà",
            date(2026, 3, 9),
            "Trần Văn Minh",
            None,
        ),
    )
    assert sheet.cover[2:5] == (
        CoverLine("SỔ SỬ DỤNG BẢN LƯU", is_title=True),
        CoverLine("Năm: 2026"),
        CoverLine("Từ ngày 02/03/2026 đến ngày 02/03/2026"),
    )
