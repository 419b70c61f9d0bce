"""Hand-over slips, one unit a page; and the register for days without a computer."""

from datetime import date
from typing import Any

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.paper.slip_sheets import emergency_register, hand_over_slips
from desktop.correspondence.registering import register
from desktop.office.identity import Office
from desktop.sheets.sheet import Group
from desktop.storage.store import Store

OFFICE = Office(superior="UBND TỈNH", name="VĂN PHÒNG")


def incoming(number: int, *receivers: str, **facts: Any) -> IncomingDocument:
    usual: dict[str, Any] = {
        "series": "SN",
        "year": 2026,
        "number": number,
        "arrived_on": date(2026, 1, 5),
        "issuer": "Sở Tài chính",
        "symbol": f"{number}/STC",
        "subject": "Phân bổ dự toán",
        "receivers": receivers or None,
        "forwarded_on": date(2026, 1, 6),
    }
    return IncomingDocument(**{**usual, **facts})


def test_each_unit_has_a_page_with_what_it_is_given() -> None:
    sheet = hand_over_slips(
        [incoming(1, "Phòng A"), incoming(2, "Phòng B", "Phòng A"), incoming(3, "Phòng B")]
    )
    day = "PHIẾU CHUYỂN GIAO VĂN BẢN NGÀY 06/01/2026. Nơi nhận:"
    assert sheet.groups == (
        Group(0, f"{day} Phòng A (2 văn bản)", on_new_page=True),
        Group(2, f"{day} Phòng B (2 văn bản)", on_new_page=True),
    )
    assert [row[0] for row in sheet.rows] == ["01", "02", "02", "03"]
    assert sheet.count == 4


def test_hand_over_line_has_number_symbol_abstract_day_and_room_to_sign() -> None:
    (row,) = hand_over_slips([incoming(1, "Phòng A", suffix="a")]).rows
    assert row == (
        "01a", "1/STC", "Sở Tài chính", "Phân bổ dự toán", date(2026, 1, 6), "\n", None,
    )  # fmt: skip


def test_document_without_receiver_and_day_leaves_them_to_be_written() -> None:
    sheet = hand_over_slips([incoming(1, forwarded_on=None)])
    assert [group.text for group in sheet.groups] == [
        "PHIẾU CHUYỂN GIAO VĂN BẢN NGÀY …/…/……. Nơi nhận: chưa ghi (1 văn bản)"
    ]


def test_outgoing_documents_are_handed_to_their_recipients() -> None:
    document = OutgoingDocument(
        series="UBND-QD",
        number=15,
        symbol="15/QĐ-UBND",
        document_date=date(2026, 1, 5),
        document_kind="quyet-dinh",
        subject="Phê duyệt kế hoạch",
        recipients=("Sở Nội vụ", "Sở Tài chính"),
    )
    assert len(hand_over_slips([document]).groups) == 2


def test_emergency_register_numbers_each_series_from_its_next_number(
    office: Store, names: KnownNames
) -> None:
    arrived = IncomingDocument(
        series="SN", arrived_on=date(2026, 1, 5), issuer="Sở Y tế", subject="Báo cáo"
    )
    register(office, arrived, names=names)
    sheet = emergency_register(office.reader, office=OFFICE, year=2026, rows=2)
    series = [one.code for one in names.series_of("incoming")]
    numbers = [row[1] for row in sheet.rows]
    wanted = [("02", "03") if code == "SN" else ("01", "02") for code in series]
    assert numbers == [number for pair in wanted for number in pair]
    assert sheet.count == len(numbers)
    assert [group.before for group in sheet.groups] == [2 * place for place in range(len(series))]
    assert all(group.on_new_page for group in sheet.groups)


def test_emergency_register_has_the_columns_of_the_form_empty_and_the_hour(
    office: Store,
) -> None:
    sheet = emergency_register(office.reader, office=OFFICE, year=2026, rows=1)
    assert [column.head for column in sheet.columns] == [
        "Ngày, giờ đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]
    first = next(iter(sheet.rows))
    assert {cell for place, cell in enumerate(first) if place != 1} == {"\n"}
    assert [line.text for line in sheet.above][:2] == [
        "VĂN PHÒNG",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN (GHI TAY KHI MÁY NGỪNG)",
    ]
