"""One-page papers of the registry: everything has its place by millimetres."""

from datetime import date
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.paper.slips import (
    LabelSheet,
    address_labels,
    envelopes,
    handling_slip,
    stamp_on_letter,
    stamps_on_labels,
)
from desktop.office.identity import Office
from desktop.sheets.margins import PAPERS
from desktop.sheets.placed import Placed, PlacedPage, PlacedText

OFFICE = Office(superior="UBND TỈNH", name="VĂN PHÒNG", place="Hà Tĩnh")
LABELS = LabelSheet.all("en")[0]


def incoming(**facts: Any) -> IncomingDocument:
    usual: dict[str, Any] = {
        "series": "TW",
        "year": 2026,
        "number": 7,
        "arrived_on": date(2026, 1, 5),
        "issuer": "Bộ Nội vụ",
        "symbol": "12/BNV-CCVC",
        "document_date": date(2026, 1, 3),
        "document_kind": "cong-van",
        "subject": "V/v rà soát biên chế",
    }
    return IncomingDocument(**{**usual, **facts})


def said(page: PlacedPage) -> list[str]:
    return [text.text for text in page.texts]


def box(page: PlacedPage) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all rules."""
    across = [x for rule in page.rules for x in (rule.x1, rule.x2)]
    down = [y for rule in page.rules for y in (rule.y1, rule.y2)]
    return min(across), min(down), max(across), max(down)


# Handling slip


def test_handling_slip_has_its_heading_and_three_blocks_filled_in() -> None:
    document = incoming(
        receivers=("Phòng Nội chính",),
        co_units=("Phòng Kinh tế", "Phòng Tổng hợp"),
        due_on=date(2026, 1, 20),
        direction="Tham mưu văn bản trả lời",
        handler="Nguyễn Văn A",
    )
    (page,) = handling_slip(document, office=OFFICE).pages
    assert said(page) == [
        "UBND TỈNH",
        "VĂN PHÒNG",
        "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
        "Số đến: 07        Ngày đến: 05/01/2026",
        "Công văn số 12/BNV-CCVC ngày 03/01/2026 của Bộ Nội vụ: V/v rà soát biên chế",
        "Ý KIẾN CHỈ ĐẠO GIẢI QUYẾT CỦA LÃNH ĐẠO CƠ QUAN, TỔ CHỨC",
        "- Đơn vị, cá nhân chủ trì: Phòng Nội chính",
        "- Đơn vị, cá nhân phối hợp: Phòng Kinh tế; Phòng Tổng hợp",
        "- Thời hạn giải quyết: 20/01/2026",
        "- Ý kiến: Tham mưu văn bản trả lời",
        "- Ngày cho ý kiến: ",
        "Ý KIẾN CỦA LÃNH ĐẠO ĐƠN VỊ",
        "- Giao: Nguyễn Văn A",
        "- Thời hạn: ",
        "- Ngày cho ý kiến: ",
        "Ý KIẾN ĐỀ XUẤT CỦA NGƯỜI GIẢI QUYẾT",
    ]


def test_handling_slip_says_only_what_is_known() -> None:
    document = incoming(symbol=None, document_date=None, document_kind=None)
    (page,) = handling_slip(document, office=OFFICE).pages
    assert said(page)[4] == "Văn bản của Bộ Nội vụ: V/v rà soát biên chế"


def test_handling_slip_of_an_inserted_number_bears_its_letter() -> None:
    (page,) = handling_slip(incoming(suffix="a"), office=OFFICE).pages
    assert said(page)[3].startswith("Số đến: 07a")


def test_handling_slip_lies_within_the_margins_of_the_page() -> None:
    (page,) = handling_slip(incoming(), office=OFFICE).pages
    left, top, right, bottom = box(page)
    assert left >= 30
    assert top >= 20
    assert right <= PAPERS["A4"][0] - 15
    assert bottom <= PAPERS["A4"][1] - 20


# Stamp


def test_stamp_is_35_by_50_millimetres() -> None:
    (page,) = stamp_on_letter(incoming(), office=OFFICE, x=120, y=40).pages
    assert box(page) == (120, 40, 170, 75)
    assert all(text.x >= 120 and text.x + text.width <= 170 for text in page.texts)
    assert all(text.y + (text.height or 5) <= 75 for text in page.texts)


def test_stamp_says_number_day_and_receivers() -> None:
    document = incoming(receivers=("Phòng Nội chính",), case_files=("01.TH/2026",))
    (page,) = stamp_on_letter(document, office=OFFICE).pages
    assert said(page) == [
        "VĂN PHÒNG",
        "ĐẾN",
        "Số: 07",
        "Ngày: 05/01/2026",
        "Chuyển: Phòng Nội chính",
        "Số và ký hiệu HS: 01.TH/2026",
    ]


def test_stamps_begin_at_the_first_label_that_is_left() -> None:
    documents = [incoming(number=number) for number in range(1, 4)]
    paper = stamps_on_labels(documents, LABELS, office=OFFICE, first=LABELS.count - 1)
    assert [[text for text in said(page) if text.startswith("Số: ")] for page in paper.pages] == [
        ["Số: 01", "Số: 02"],
        ["Số: 03"],
    ]


@pytest.mark.parametrize("sheet", LabelSheet.all("vi"), ids=lambda sheet: sheet.code)
def test_stamps_lie_inside_their_labels_and_these_on_their_paper(sheet: LabelSheet) -> None:
    documents = [incoming(number=number) for number in range(1, sheet.count + 1)]
    (page,) = stamps_on_labels(documents, sheet, office=OFFICE).pages
    left, top, right, bottom = box(page)
    width, height = PAPERS[sheet.paper]
    assert min(left, top) >= 0
    assert right <= width
    assert bottom <= height
    assert sheet.width >= 50
    assert sheet.height >= 35


# Addresses


def test_address_labels_stand_line_by_line() -> None:
    paper = address_labels(["Sở Y tế", "Sở Tài chính"], LABELS, first=3)
    (page,) = paper.pages
    places = [(text.text, text.x, text.y) for text in page.texts]
    assert places == [
        ("Kính gửi: Sở Y tế", 2 * LABELS.width + 5, LABELS.top + 6),
        ("Kính gửi: Sở Tài chính", 5, LABELS.top + LABELS.height + 6),
    ]


def test_envelope_names_sender_symbols_and_receiver() -> None:
    paper = envelopes(
        ["Sở Y tế", "Sở Tài chính"], ["15/QĐ-UBND", "16/UBND-NC"], office=OFFICE, size="DL"
    )
    assert (paper.paper, paper.landscape) == ("DL", True)
    assert [said(page) for page in paper.pages] == [
        ["UBND TỈNH", "VĂN PHÒNG", "Hà Tĩnh", "Số: 15/QĐ-UBND; 16/UBND-NC", f"Kính gửi: {one}"]
        for one in ("Sở Y tế", "Sở Tài chính")
    ]


@pytest.mark.parametrize("size", ["C5", "DL"])
def test_address_lies_on_its_envelope(size: str) -> None:
    (page,) = envelopes(["Sở Y tế"], [], office=OFFICE, size=size).pages
    height, width = PAPERS[size]
    assert all(text.x + text.width <= width for text in page.texts)
    assert all(text.y + (text.height or 0) <= height for text in page.texts)


def test_placed_paper_counts_its_pages() -> None:
    page = PlacedPage((PlacedText(0, 0, 10, "A"),))
    assert Placed("Nhãn", (page, page)).count == 2
