"""Registers printed day by day: the next print runs on from the last, until the book is closed."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.paper.printing_books import (
    BoundBook,
    Correction,
    book_digest,
    closing_of,
    closing_print,
    corrections,
    corrections_sheet,
    prints_of,
    record_print,
    sheet_to_print,
    since_last_print,
    whole_book,
)
from desktop.correspondence.paper.prints import Print
from desktop.correspondence.registering import correct, discard, register
from desktop.correspondence.standing import void
from desktop.office.identity import Office
from desktop.sheets.sheet import CoverLine, Signature
from desktop.storage.store import Store

BOOK = BoundBook("incoming-register", 2026)
TOTALS = (
    "Hệ thống số SN: từ số 01 đến số 03; số văn bản: 2; số hủy: 1 (02); số giữ: 0; số khuyết: 0."
)
OFFICE = Office(superior="UBND TỈNH", name="VĂN PHÒNG", place="Hà Tĩnh")


def incoming(series: str) -> IncomingDocument:
    return IncomingDocument(
        series=series,
        arrived_on=date(2026, 1, 5),
        issuer="Sở Tài chính",
        document_kind="bao-cao",
        subject="Phân bổ dự toán",
    )


def entered(office: Store, names: KnownNames, count: int = 1, series: str = "SN") -> list[Any]:
    return [register(office, incoming(series), names=names)[1] for _ in range(count)]


def printed(office: Store, last_page: int, book: BoundBook = BOOK, **facts: Any) -> None:
    printing = since_last_print(office.reader, book)
    record_print(office, printing, last_page=last_page, fingerprint="f", **facts)


def result_of(act: Generator[int, None, Any]) -> Any:
    """What a long act ends with."""
    kept: list[Any] = []

    def through() -> Iterator[int]:
        kept.append((yield from act))

    list(through())
    return kept[0]


def digest(office: Store) -> str:
    return str(result_of(book_digest(office.reader, BOOK, office=OFFICE)))


def test_first_print_of_a_book_is_all_of_it_from_page_one(office: Store, names: KnownNames) -> None:
    first, second = entered(office, names, 2)
    printing = since_last_print(office.reader, BOOK)
    assert (printing.ids, printing.first_page, printing.is_first) == (
        (first.id, second.id), 1, True,
    )  # fmt: skip


def test_print_is_remembered_with_its_numbers_pages_and_rows(
    office: Store, names: KnownNames
) -> None:
    entered(office, names, 3)
    seen = office.reader.last_change()
    printed(office, last_page=2)
    assert prints_of(office.reader, BOOK) == [
        Print(
            id=1,
            book="incoming-register",
            year=2026,
            first_number=1,
            last_number=3,
            row_count=3,
            first_page=1,
            last_page=2,
            printed_on=date(2026, 3, 15),
            fingerprint="f",
            seen=seen,
        )
    ]


def test_next_print_brings_what_was_registered_since_and_its_pages_run_on(
    office: Store, names: KnownNames
) -> None:
    entered(office, names, 3)
    printed(office, last_page=2)
    (fourth,) = entered(office, names)
    printing = since_last_print(office.reader, BOOK)
    assert (printing.ids, printing.first_page, printing.is_first) == ((fourth.id,), 3, False)
    printed(office, last_page=3)
    assert since_last_print(office.reader, BOOK).ids == ()


def test_print_that_is_undone_is_printed_again(office: Store, names: KnownNames) -> None:
    entered(office, names)
    before = since_last_print(office.reader, BOOK)
    printed(office, last_page=2)
    office.undo()
    again = since_last_print(office.reader, BOOK)
    assert (again.ids, again.first_page) == (before.ids, 1)


def test_books_of_one_series_and_of_all_run_on_apart(office: Store, names: KnownNames) -> None:
    entered(office, names, series="SN")
    (central,) = entered(office, names, series="TW")
    printed(office, last_page=2, book=replace(BOOK, series="SN"))
    assert since_last_print(office.reader, replace(BOOK, series="TW")).ids == (central.id,)
    assert since_last_print(office.reader, BOOK).first_page == 1
    assert prints_of(office.reader, BOOK) == []


def test_rows_of_several_series_have_no_range_of_numbers(office: Store, names: KnownNames) -> None:
    entered(office, names, series="SN")
    entered(office, names, series="TW")
    printed(office, last_page=2)
    (kept,) = prints_of(office.reader, BOOK)
    assert (kept.first_number, kept.last_number) == (None, None)


# Covers


def test_only_the_first_print_has_the_cover_whose_end_is_left_open(
    office: Store, names: KnownNames
) -> None:
    entered(office, names, 2)
    first = sheet_to_print(office.reader, since_last_print(office.reader, BOOK), office=OFFICE)
    assert first.cover == (
        CoverLine("UBND TỈNH"),
        CoverLine("VĂN PHÒNG", is_title=True),
        CoverLine("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", is_title=True),
        CoverLine("Năm: 2026"),
        CoverLine("Từ ngày 05/01/2026 đến ngày ……"),
        CoverLine("Từ số 01 đến số ……"),
        CoverLine("Quyển số: …"),
    )
    printed(office, last_page=2)
    entered(office, names)
    second = sheet_to_print(office.reader, since_last_print(office.reader, BOOK), office=OFFICE)
    assert (second.cover, second.count, [row[1] for row in second.rows]) == ((), 1, ["03"])


# Corrections


def test_row_corrected_after_it_was_printed_is_named_with_what_differs(
    office: Store, names: KnownNames
) -> None:
    first, _, third = entered(office, names, 3)
    printed(office, last_page=2)
    correct(office, replace(first, subject="Trích yếu đã sửa"), names=names)
    void(office, [third], reason="Vào nhầm")
    assert since_last_print(office.reader, BOOK).corrections == (
        Correction(first.id, "SN", "01", ("subject",)),
        Correction(third.id, "SN", "03", ("standing", "standing_reason")),
    )


def test_discarded_row_is_a_correction(office: Store, names: KnownNames) -> None:
    (first,) = entered(office, names)
    printed(office, last_page=2)
    discard(office, first)
    assert since_last_print(office.reader, BOOK).corrections == (
        Correction(first.id, "SN", "01", ("trashed",)),
    )


def test_change_that_no_page_shows_or_that_was_undone_is_no_correction(
    office: Store, names: KnownNames
) -> None:
    first, second = entered(office, names, 2)
    printed(office, last_page=2)
    correct(office, replace(first, progress="Đang giải quyết"), names=names)
    correct(office, replace(second, subject="Đã sửa"), names=names)
    office.undo()
    assert since_last_print(office.reader, BOOK).corrections == ()


def test_row_changed_before_it_is_printed_is_no_correction(
    office: Store, names: KnownNames
) -> None:
    entered(office, names)
    printed(office, last_page=2)
    (second,) = entered(office, names)
    correct(office, replace(second, subject="Đã sửa"), names=names)
    printing = since_last_print(office.reader, BOOK)
    assert (printing.ids, printing.corrections) == ((second.id,), ())


def test_corrections_of_all_prints_are_held_against_the_page_each_row_is_on(
    office: Store, names: KnownNames
) -> None:
    (first,) = entered(office, names)
    printed(office, last_page=2)
    correct(office, replace(first, subject="Đã sửa"), names=names)
    (second,) = entered(office, names)
    printed(office, last_page=3)
    correct(office, replace(second, note="bản sao"), names=names)
    found = corrections(office.reader, BOOK, prints_of(office.reader, BOOK))
    assert found == [
        Correction(first.id, "SN", "01", ("subject",)),
        Correction(second.id, "SN", "02", ("note",)),
    ]
    sheet = corrections_sheet(office.reader, BOOK, found, office=OFFICE)
    assert sheet.cover == ()
    assert sheet.above == (
        CoverLine("CÁC DÒNG THAY ĐỔI SAU KHI IN", is_title=True),
        CoverLine("(SỔ ĐĂNG KÝ VĂN BẢN ĐẾN, năm 2026)"),
    )
    assert [row[1] for row in sheet.rows] == ["01", "02"]


# Closing


def test_closing_counts_each_series_and_bears_the_hash_of_the_whole_book(
    office: Store, names: KnownNames
) -> None:
    _, second, _ = entered(office, names, 3)
    printed(office, last_page=2)
    void(office, [second], reason="Vào nhầm")
    closing, hashed = result_of(
        closing_of(office.reader, BOOK, office=OFFICE, day=date(2027, 1, 5))
    )
    assert hashed == digest(office)
    assert [line.text for line in closing.lines] == [
        "KHÓA SỔ NĂM 2026",
        TOTALS,
        "Mã kiểm tra SHA-256 của 3 dòng trong sổ: "
        + " ".join(hashed[start : start + 8] for start in range(0, 64, 8)),
    ]
    assert closing.place_and_date == "Hà Tĩnh, ngày 05 tháng 01 năm 2027"
    assert closing.signatures == (
        Signature("NGƯỜI VÀO SỔ", "(Ký, ghi rõ họ tên)"),
        Signature("CHÁNH VĂN PHÒNG", "(Ký, đóng dấu)"),
    )


def test_closed_book_has_the_same_hash_until_a_row_is_corrected(
    office: Store, names: KnownNames
) -> None:
    (first,) = entered(office, names)
    printed(office, last_page=2, closes=True)
    kept = closing_print(office.reader, BOOK)
    assert kept is not None
    assert kept.closes
    before = digest(office)
    assert digest(office) == before
    correct(office, replace(first, subject="Đã sửa"), names=names)
    assert digest(office) != before
    assert since_last_print(office.reader, BOOK).was_closed


def test_open_book_has_no_closing_print(office: Store, names: KnownNames) -> None:
    entered(office, names)
    printed(office, last_page=2)
    assert closing_print(office.reader, BOOK) is None


def test_whole_book_is_all_rows_from_page_one(office: Store, names: KnownNames) -> None:
    (first,) = entered(office, names)
    printed(office, last_page=2)
    printing = whole_book(office.reader, BOOK)
    assert (printing.ids, printing.first_page) == ((first.id,), 1)


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (False, "printing the book of 2026, pages 1 to 2"),
        (True, "closing the book of 2026 on page 2"),
    ],
)
def test_print_is_called_by_its_pages(
    office: Store, names: KnownNames, *, closes: bool, said: str
) -> None:
    entered(office, names)
    printed(office, last_page=2, closes=closes)
    assert office.next_undo is not None
    text, values = office.next_undo.text, dict(office.next_undo.values)
    assert text.format(**values) == said
