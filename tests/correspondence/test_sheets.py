"""The statutory registers (Decree 30/2020/NĐ-CP, Appendix IV) and the list on screen as sheets."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, put_back, register
from desktop.correspondence.screens.books import Book
from desktop.correspondence.sheets import (
    BOOK_ORDER,
    kind_and_subject,
    register_sheet,
    sheet_named,
    signatory,
)
from desktop.excel.writing import write_workbook
from desktop.office.identity import Office
from desktop.printing.layout import Layout, Start
from desktop.printing.lines import Width
from desktop.printing.marks import Rule, Style, Text
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.records.queries import Test as Condition
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Sheet
from desktop.storage.store import Store

OFFICE = Office(superior="ỦY BAN NHÂN DÂN TỈNH", name="VĂN PHÒNG")
GROUND = Ground(date(2026, 3, 15), "en")

INCOMING = (
    IncomingDocument(
        series="SN",
        arrived_on=date(2026, 1, 5),
        issuer="Sở Tài chính",
        symbol="05/TTr-STC",
        document_date=date(2025, 12, 30),
        document_kind="to-trinh",
        subject="Phân bổ dự toán năm 2026",
        receivers=("Phòng Kinh tế", "Phòng Nội chính"),
        forwarded_on=date(2026, 1, 6),
        receipt="Lan",
        note="kèm biểu",
    ),
    IncomingDocument(
        series="SN",
        arrived_on=date(2026, 1, 7),
        issuer="Sở Y tế",
        symbol="12/SYT-VP",
        document_date=date(2026, 1, 6),
        document_kind="cong-van",
        subject="V/v phòng, chống dịch\nsau Tết",
    ),
    IncomingDocument(
        series="SN", arrived_on=date(2026, 2, 10), issuer="Sở Nội vụ", subject="Không rõ loại"
    ),
)
OUTGOING = (
    OutgoingDocument(
        series="UBND-QD",
        document_date=date(2026, 1, 5),
        document_kind="quyet-dinh",
        subject="Phê duyệt kế hoạch",
        capacity="tm",
        signer_position="Chủ tịch",
        signer="Lê Thị Hà",
        recipients=("Sở Tài chính", "Sở Y tế"),
        file_copy_holder="Phòng Hành chính",
        copies=10,
        forwarded_on=date(2026, 1, 5),
        receipt="Minh",
        note="hỏa tốc",
    ),
    OutgoingDocument(
        series="UBND-QD",
        document_date=date(2026, 1, 9),
        document_kind="quyet-dinh",
        subject="Giao đất",
        signer="Trần Văn Minh",
    ),
    OutgoingDocument(
        series="UBND-QD",
        document_date=date(2026, 3, 2),
        document_kind="quyet-dinh",
        subject="Thu hồi đất",
    ),
)


def registered(office: Store, names: KnownNames) -> None:
    for document in (*INCOMING, *OUTGOING):
        register(office, document, names=names)


def sheet(office: Store, query: Query, year: int | None = 2026) -> Sheet:
    """The register with its rows read, so that it can be compared as a whole."""
    found = register_sheet(office.reader, query, office=OFFICE, year=year)
    return replace(found, rows=tuple(found.rows))


def book(kind: str) -> Query:
    return Query(kind, order=BOOK_ORDER).where("year", Condition.IS, 2026)


def cover(title: str, *lines: str) -> tuple[CoverLine, ...]:
    return (
        CoverLine("ỦY BAN NHÂN DÂN TỈNH"),
        CoverLine("VĂN PHÒNG", is_title=True),
        CoverLine(title, is_title=True),
        *(CoverLine(line) for line in lines),
    )


TEN = tuple(f"({place})" for place in range(1, 11))
WRAPPED, CODE, DATE = Content.WRAPPED, Content.CODE, Content.DATE


def test_incoming_register_is_the_page_of_form_vi(office: Store, names: KnownNames) -> None:
    registered(office, names)
    assert sheet(office, book("incoming")) == Sheet(
        name="Sổ đăng ký văn bản đến",
        columns=(
            Column("Ngày đến", 21.5, DATE),
            Column("Số đến", 12, CODE),
            Column("Tác giả", 33, WRAPPED),
            Column("Số, ký hiệu văn bản", 27, CODE),
            Column("Ngày tháng văn bản", 21.5, DATE),
            Column("Tên loại và trích yếu nội dung văn bản", 70, WRAPPED),
            Column("Đơn vị hoặc người nhận", 25, WRAPPED),
            Column("Ngày chuyển", 21.5, DATE),
            Column("Ký nhận", 13, WRAPPED),
            Column("Ghi chú", 13, WRAPPED),
        ),
        rows=(
            (
                date(2026, 1, 5),
                "01",
                "Sở Tài chính",
                "05/TTr-STC",
                date(2025, 12, 30),
                "Tờ trình: Phân bổ dự toán năm 2026",
                "Phòng Kinh tế; Phòng Nội chính",
                date(2026, 1, 6),
                "Lan",
                "kèm biểu",
            ),
            (
                date(2026, 1, 7),
                "02",
                "Sở Y tế",
                "12/SYT-VP",
                date(2026, 1, 6),
                "V/v phòng, chống dịch\nsau Tết",
                None,
                None,
                None,
                None,
            ),
            (
                date(2026, 2, 10),
                "03",
                "Sở Nội vụ",
                None,
                None,
                "Không rõ loại",
                None,
                None,
                None,
                None,
            ),
        ),
        count=3,
        cover=cover(
            "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
            "Năm: 2026",
            "Từ ngày 05/01/2026 đến ngày 10/02/2026",
            "Từ số 01 đến số 03",
            "Quyển số: …",
        ),
        column_numbers=TEN,
    )


def test_outgoing_register_is_the_page_of_form_i(office: Store, names: KnownNames) -> None:
    registered(office, names)
    assert sheet(office, book("outgoing")) == Sheet(
        name="Sổ đăng ký văn bản đi",
        columns=(
            Column("Số, ký hiệu văn bản", 27, CODE),
            Column("Ngày tháng văn bản", 21.5, DATE),
            Column("Tên loại và trích yếu nội dung văn bản", 68, WRAPPED),
            Column("Người ký", 26, WRAPPED),
            Column("Nơi nhận văn bản", 35, WRAPPED),
            Column("Đơn vị, người nhận bản lưu", 21, WRAPPED),
            Column("Số lượng bản", 11, Content.NUMBER),
            Column("Ngày chuyển", 21.5, DATE),
            Column("Ký nhận", 13, WRAPPED),
            Column("Ghi chú", 13, WRAPPED),
        ),
        rows=(
            (
                "01/QĐ-UBND",
                date(2026, 1, 5),
                "Quyết định: Phê duyệt kế hoạch",
                "TM. Chủ tịch, Lê Thị Hà",
                "Sở Tài chính; Sở Y tế",
                "Phòng Hành chính",
                10,
                date(2026, 1, 5),
                "Minh",
                "hỏa tốc",
            ),
            (
                "02/QĐ-UBND",
                date(2026, 1, 9),
                "Quyết định: Giao đất",
                "Trần Văn Minh",
                None,
                None,
                None,
                None,
                None,
                None,
            ),
            (
                "03/QĐ-UBND",
                date(2026, 3, 2),
                "Quyết định: Thu hồi đất",
                "",
                None,
                None,
                None,
                None,
                None,
                None,
            ),
        ),
        count=3,
        cover=cover(
            "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
            "Năm: 2026",
            "Từ ngày 05/01/2026 đến ngày 02/03/2026",
            "Từ số 01 đến số 03",
            "Quyển số: …",
        ),
        column_numbers=TEN,
    )


@pytest.mark.parametrize("kind", ["incoming", "outgoing"])
def test_register_fits_the_width_of_a_landscape_page(office: Store, kind: str) -> None:
    page = sheet(office, book(kind))
    assert page.landscape
    # A4 is 297 mm wide; Decree 30/2020, Appendix I leaves 30 to 35 and 15 to 20 mm of margin.
    assert sum(column.width for column in page.columns) <= 297 - 15 - 15


def test_empty_register_has_a_cover_with_open_places(office: Store) -> None:
    empty = sheet(office, book("incoming"), year=None)
    assert (empty.rows, empty.count) == ((), 0)
    assert empty.cover == cover(
        "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
        "Năm: …",
        "Từ ngày … đến ngày …",
        "Từ số … đến số …",
        "Quyển số: …",
    )


def test_office_without_a_superior_leaves_the_words_of_the_form(office: Store) -> None:
    page = register_sheet(
        office.reader, book("incoming"), office=Office(name="VĂN PHÒNG"), year=2026
    )
    assert page.cover[0] == CoverLine("TÊN CƠ QUAN CHỦ QUẢN TRỰC TIẾP")


def test_year_of_the_cover_is_that_of_the_last_day_where_none_was_asked(
    office: Store, names: KnownNames
) -> None:
    registered(office, names)
    page = sheet(office, Query("incoming", order=BOOK_ORDER), year=None)
    assert page.cover[3] == CoverLine("Năm: 2026")


def test_book_of_several_series_names_no_range_of_numbers(office: Store, names: KnownNames) -> None:
    registered(office, names)
    register(office, replace(INCOMING[0], series="DP"), names=names)
    page = sheet(office, book("incoming"))
    assert page.cover[5] == CoverLine("Từ số … đến số …")
    one = sheet(office, book("incoming").where("series", Condition.IS, "SN"))
    assert one.cover[5] == CoverLine("Từ số 01 đến số 03")


def test_book_stands_by_series_year_and_number(office: Store, names: KnownNames) -> None:
    for series, day in (("SN", "2026-01-05"), ("DP", "2026-01-06"), ("SN", "2025-12-30")):
        late = replace(INCOMING[0], series=series, arrived_on=date.fromisoformat(day))
        register(office, late, names=names)
    page = sheet(office, Query("incoming", order=BOOK_ORDER))
    assert [row[0] for row in page.rows] == [
        date(2026, 1, 6),
        date(2025, 12, 30),
        date(2026, 1, 5),
    ]


# Numbers once given stay given


def whole_book(kind: str) -> Query:
    return replace(book(kind), with_trash=True)


def registered_and_cancelled(office: Store, names: KnownNames, kind: str) -> Sheet:
    """Of three documents the last is undone and the second discarded; the book as it was before."""
    for document in INCOMING if kind == "incoming" else OUTGOING:
        register(office, document, names=names)
    before = sheet(office, whole_book(kind))
    office.undo()
    discard(office, office.reader.record(kind, 2))
    return before


@pytest.mark.parametrize(
    ("kind", "cancelled"),
    [
        (
            "incoming",
            (
                (date(2026, 1, 7), "02", *[None] * 7, "Số hủy"),
                (date(2026, 2, 10), "03", *[None] * 7, "Số hủy"),
            ),
        ),
        (
            "outgoing",
            (
                ("02/QĐ-UBND", date(2026, 1, 9), *[None] * 7, "Số hủy"),
                ("03/QĐ-UBND", date(2026, 3, 2), *[None] * 7, "Số hủy"),
            ),
        ),
    ],
)
def test_discarded_and_undone_documents_keep_their_lines_in_the_whole_book(
    office: Store, names: KnownNames, kind: str, cancelled: tuple[tuple[Cell, ...], ...]
) -> None:
    before = registered_and_cancelled(office, names, kind)
    first, *_ = before.rows
    assert sheet(office, whole_book(kind)) == replace(
        before, rows=(first, *cancelled), struck=frozenset({1, 2})
    )


@pytest.mark.parametrize("kind", ["incoming", "outgoing"])
def test_line_of_a_document_that_is_put_back_is_whole_again(
    office: Store, names: KnownNames, kind: str
) -> None:
    before = registered_and_cancelled(office, names, kind)
    put_back(office, *office.reader.records(kind, (2, 3)))
    assert sheet(office, whole_book(kind)) == before


def test_lists_and_books_of_live_documents_leave_the_trash_out(
    office: Store, names: KnownNames
) -> None:
    registered_and_cancelled(office, names, "incoming")
    for name in ("incoming-register", "list"):
        page = sheet_named(
            name, office.reader, book("incoming"), office=OFFICE, year=2026, ground=GROUND
        )
        assert (page.count, len(tuple(page.rows)), page.struck) == (1, 1, frozenset())


def test_workbook_of_the_book_says_which_numbers_are_cancelled(
    office: Store, names: KnownNames, tmp_path: Path
) -> None:
    registered_and_cancelled(office, names, "outgoing")
    page = register_sheet(office.reader, whole_book("outgoing"), office=OFFICE, year=2026)
    path = tmp_path / "book.xlsx"
    assert list(write_workbook(page, path)) == [3]
    rows = load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)
    first, *cancelled = (
        [getattr(cell, "date", lambda c=cell: c)() for cell in row] for row in rows
    )
    assert (first[0], first[-1]) == ("01/QĐ-UBND", "hỏa tốc")
    assert cancelled == [
        ["02/QĐ-UBND", date(2026, 1, 9), *[None] * 7, "Số hủy"],
        ["03/QĐ-UBND", date(2026, 3, 2), *[None] * 7, "Số hủy"],
    ]


def measure(style: Style) -> Width:
    """Here every letter is half as wide as it is high."""
    return lambda text: len(text) * style.size / 2


def struck_texts(page: Sheet, start: Start) -> list[str]:
    """What is crossed out on the first page that is laid out from a start on."""
    laid = next(Layout(page, measure, start=start).pages())

    def has_stroke(text: Text) -> bool:
        end = text.x + measure(text.style)(text.said)
        return any(_crosses(rule, text, end) for rule in laid.rules)

    return [text.said for text in laid.texts if has_stroke(text)]


def _crosses(rule: Rule, text: Text, end: float) -> bool:
    return (rule.x1, rule.x2) == (text.x, end) and text.y - text.style.size < rule.y1 < text.y


SECOND = ["02/QĐ-UBND", "09/01/2026", "Số", "hủy"]
THIRD = ["03/QĐ-UBND", "02/03/2026", "Số", "hủy"]


@pytest.mark.parametrize(
    ("first", "crossed_out"),
    [(0, [*SECOND, *THIRD]), (1, [*SECOND, *THIRD]), (2, THIRD)],
)
def test_cancelled_numbers_are_crossed_out_on_paper_from_whichever_row_it_is_laid_out(
    office: Store, names: KnownNames, first: int, crossed_out: list[str]
) -> None:
    registered_and_cancelled(office, names, "outgoing")
    with Book(office, whole_book("outgoing"), office=OFFICE, year=2026)(first) as page:
        assert page.count == 3
        assert struck_texts(page, Start(2, first)) == crossed_out


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("quyet-dinh", "Quyết định: Giao đất"),
        ("nghi-dinh", "Nghị định: Giao đất"),
        ("luat", "Luật: Giao đất"),
        ("don-thu", "Đơn thư: Giao đất"),
        ("thu-cong", "Thư công: Giao đất"),
        ("cong-van", "Giao đất"),
        (None, "Giao đất"),
    ],
)
def test_kind_is_named_before_the_abstract_but_of_an_official_letter(
    kind: str | None, text: str
) -> None:
    assert kind_and_subject(replace(INCOMING[0], document_kind=kind, subject="Giao đất")) == text


@pytest.mark.parametrize(
    ("capacity", "position", "signer", "text"),
    [
        ("kt", "Phó Chủ tịch", "Lê Thị Hà", "KT. Phó Chủ tịch, Lê Thị Hà"),
        ("truong", "Chánh Văn phòng", "Lê Thị Hà", "Chánh Văn phòng, Lê Thị Hà"),
        ("tl", None, "Lê Thị Hà", "TL., Lê Thị Hà"),
        (None, None, "Lê Thị Hà", "Lê Thị Hà"),
        (None, None, None, ""),
    ],
)
def test_signatory_is_capacity_position_and_name(
    capacity: str | None, position: str | None, signer: str | None, text: str
) -> None:
    document = replace(OUTGOING[0], capacity=capacity, signer_position=position, signer=signer)
    assert signatory(document) == text


def test_list_on_screen_is_a_sheet_of_its_columns_in_the_language_of_the_window(
    office: Store, names: KnownNames
) -> None:
    registered(office, names)
    page = sheet_named(
        "list", office.reader, Query("outgoing"), office=OFFICE, year=None, ground=GROUND
    )
    rows: list[dict[str, Cell]] = [
        dict(zip([column.head for column in page.columns], row, strict=True)) for row in page.rows
    ]
    assert (page.name, page.count, page.language, page.cover) == (
        "Outgoing documents",
        3,
        "en",
        (),
    )
    # Newest first, as on screen; true dates and numbers, all else as it is shown.
    assert [row["Number and symbol"] for row in rows] == ["03/QĐ-UBND", "02/QĐ-UBND", "01/QĐ-UBND"]
    assert rows[2]["Document kind"] == "Decision"
    assert rows[2]["Document date"] == date(2026, 1, 5)
    assert rows[2]["Number of copies"] == 10
    assert rows[2]["Recipients"] == "Sở Tài chính; Sở Y tế"


def test_register_is_asked_for_by_its_name(office: Store, names: KnownNames) -> None:
    registered(office, names)
    page = sheet_named(
        "incoming-register",
        office.reader,
        book("incoming"),
        office=OFFICE,
        year=2026,
        ground=GROUND,
    )
    assert replace(page, rows=tuple(page.rows)) == sheet(office, book("incoming"))
