"""Papers of case files: plan, index, hand-over list and minutes (Decree 30/2020, Art. 28 to 31)."""

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.correspondence.filing.case_files import CaseFile
from desktop.correspondence.filing.filing import keep_case_file
from desktop.correspondence.filing.sheets import (
    archive_list,
    archive_minutes,
    index_sheet,
    plan_sheet,
)
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import register
from desktop.office.identity import Office
from desktop.sheets.margins import width_of_text
from desktop.sheets.sheet import Closing, CoverLine, Group, Letterhead, Sheet, Signature
from desktop.storage.store import Store

OFFICE = Office(superior="ỦY BAN NHÂN DÂN TỈNH", name="VĂN PHÒNG", place="Hà Tĩnh")
TODAY = date(2026, 3, 5)
IN_THE_CORNER = Letterhead("ỦY BAN NHÂN DÂN TỈNH", "VĂN PHÒNG")

MONTHLY = CaseFile(
    year=2026,
    heading="I. Tổng hợp",
    code="01.TH",
    title="Báo cáo tháng",
    retention="20-nam",
    keeper="Lê Thị Hà",
    ended_on=date(2026, 3, 4),
)
LAND = CaseFile(
    year=2026, heading="II. Đất đai", code="02.NN", title="Giao đất\nnăm 2026", note="tập 1"
)
YEARLY = CaseFile(
    year=2026, heading="I. Tổng hợp", code="03.TH", title="Báo cáo năm", retention="vinh-vien"
)
OTHER = CaseFile(year=2026, code="04", title="Việc khác")


def whole(sheet: Sheet) -> Sheet:
    """The sheet with its rows read, so that it can be compared."""
    return replace(sheet, rows=tuple(sheet.rows))


def heads(sheet: Sheet) -> list[str]:
    return [column.head for column in sheet.columns]


def filled(office: Store, names: KnownNames) -> None:
    """Three documents of the monthly reports, and one that lies elsewhere."""
    keep_case_file(office, MONTHLY)

    def arrived(**facts: Any) -> None:
        usual = {"series": "SN", "arrived_on": date(2026, 2, 10), "issuer": "Sở Nội vụ"}
        register(office, IncomingDocument(**{**usual, **facts}), names=names)

    lies = ("01.TH/2026",)
    arrived(
        symbol="05/BC-SNV",
        document_date=date(2026, 2, 9),
        document_kind="bao-cao",
        subject="Tháng 01",
        pages=3,
        case_files=lies,
    )
    arrived(subject="Không số", case_files=lies, note="bản chụp")
    arrived(subject="Khác")
    register(
        office,
        OutgoingDocument(
            series="UBND-QD",
            document_date=date(2026, 1, 5),
            document_kind="quyet-dinh",
            subject="Giao nhiệm vụ báo cáo",
            pages=1,
            case_files=lies,
        ),
        names=names,
    )


def test_plan_lists_its_files_under_the_sections_of_the_plan() -> None:
    sheet = whole(plan_sheet([MONTHLY, LAND, YEARLY, OTHER], office=OFFICE, day=TODAY))

    assert heads(sheet) == [
        "Số và ký hiệu hồ sơ",
        "Tiêu đề hồ sơ",
        "Thời hạn bảo quản",
        "Người lập hồ sơ",
        "Ghi chú",
    ]
    assert replace(sheet, columns=()) == Sheet(
        name="Danh mục hồ sơ",
        columns=(),
        rows=(
            ("04", "Việc khác", None, None, None),
            ("01.TH", "Báo cáo tháng", "20 năm", "Lê Thị Hà", None),
            ("03.TH", "Báo cáo năm", "Vĩnh viễn", None, None),
            ("02.NN", "Giao đất\nnăm 2026", None, None, "tập 1"),
        ),
        count=4,
        landscape=False,
        letterhead=IN_THE_CORNER,
        above=(
            CoverLine("DANH MỤC HỒ SƠ", is_title=True),
            CoverLine("Năm 2026", is_title=True),
            CoverLine("(Kèm theo Quyết định số … ngày … tháng … năm … của …)"),
        ),
        groups=(Group(1, "I. Tổng hợp"), Group(3, "II. Đất đai")),
        closing=Closing(
            lines=(
                CoverLine(
                    "Bản danh mục hồ sơ này có 4 hồ sơ, bao gồm: 1 hồ sơ bảo quản vĩnh viễn;"
                    " 1 hồ sơ bảo quản có thời hạn."
                ),
                CoverLine("Chưa ghi thời hạn bảo quản: 2 hồ sơ."),
            ),
            place_and_date="Hà Tĩnh, ngày 05 tháng 3 năm 2026",
            signatures=(
                Signature(""),
                Signature(
                    "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "(Chữ ký của người có thẩm quyền, dấu)"
                ),
            ),
        ),
    )


def test_plan_of_no_files_is_an_empty_page() -> None:
    sheet = whole(plan_sheet([], office=OFFICE, day=TODAY))
    assert (sheet.rows, sheet.groups, sheet.above[1].text) == ((), (), "Năm …")


def test_index_lists_what_lies_in_a_file_by_its_dates(office: Store, names: KnownNames) -> None:
    filled(office, names)

    sheet = whole(index_sheet(office.reader, MONTHLY))

    assert heads(sheet) == [
        "STT",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Tác giả văn bản",
        "Tờ số/ Trang số",
        "Ghi chú",
    ]
    assert replace(sheet, columns=()) == Sheet(
        name="Mục lục văn bản, tài liệu",
        columns=(),
        rows=(
            (
                "1",
                "01/QĐ-UBND",
                date(2026, 1, 5),
                "Quyết định: Giao nhiệm vụ báo cáo",
                "Ủy ban nhân dân tỉnh",
                "1",
                None,
            ),
            (
                "2",
                "05/BC-SNV",
                date(2026, 2, 9),
                "Báo cáo: Tháng 01",
                "Sở Nội vụ",
                "2-4",
                None,
            ),
            ("3", None, date(2026, 2, 10), "Không số", "Sở Nội vụ", None, "bản chụp"),
        ),
        count=3,
        landscape=False,
        above=(
            CoverLine("MỤC LỤC VĂN BẢN, TÀI LIỆU", is_title=True),
            CoverLine("Hồ sơ số 01.TH/2026: Báo cáo tháng"),
            CoverLine("Thời gian: 05/01/2026 - 04/03/2026"),
            CoverLine("Thời hạn bảo quản: 20 năm"),
        ),
    )


def test_index_of_an_empty_file_says_what_is_known(office: Store) -> None:
    sheet = whole(index_sheet(office.reader, LAND))

    assert (sheet.rows, sheet.count) == ((), 0)
    assert [line.text for line in sheet.above] == [
        "MỤC LỤC VĂN BẢN, TÀI LIỆU",
        "Hồ sơ số 02.NN/2026: Giao đất năm 2026",
    ]


def test_hand_over_list_counts_what_lies_in_its_files(office: Store, names: KnownNames) -> None:
    filled(office, names)

    sheet = whole(archive_list(office.reader, [MONTHLY, LAND], office=OFFICE, day=TODAY))

    assert heads(sheet) == [
        "STT",
        "Số, ký hiệu hồ sơ",
        "Tiêu đề hồ sơ",
        "Thời gian tài liệu",
        "Thời hạn bảo quản",
        "Số tờ/ Số văn bản",
        "Ghi chú",
    ]
    assert replace(sheet, columns=()) == Sheet(
        name="Mục lục hồ sơ, tài liệu nộp lưu",
        columns=(),
        rows=(
            (
                "1",
                "01.TH",
                "Báo cáo tháng",
                "05/01/2026 - 04/03/2026",
                "20 năm",
                "3 văn bản",
                None,
            ),
            ("2", "02.NN", "Giao đất\nnăm 2026", None, None, None, "tập 1"),
        ),
        count=2,
        landscape=False,
        letterhead=IN_THE_CORNER,
        above=(
            CoverLine("MỤC LỤC HỒ SƠ, TÀI LIỆU NỘP LƯU", is_title=True),
            CoverLine("Năm 2026", is_title=True),
        ),
        closing=Closing(
            lines=(
                CoverLine("Mục lục này gồm: 2 hồ sơ (đơn vị bảo quản)."),
                CoverLine("Viết bằng chữ: …………………………………… hồ sơ (đơn vị bảo quản)."),
            ),
            place_and_date="Hà Tĩnh, ngày 05 tháng 3 năm 2026",
            signatures=(
                Signature(""),
                Signature("NGƯỜI LẬP", "(Ký và ghi rõ họ tên, chức vụ)"),
            ),
        ),
    )


def test_minutes_are_signed_by_giver_and_receiver(office: Store, names: KnownNames) -> None:
    filled(office, names)

    sheet = whole(archive_minutes(office.reader, [MONTHLY, LAND], office=OFFICE, day=TODAY))

    listed = whole(archive_list(office.reader, [MONTHLY, LAND], office=OFFICE, day=TODAY))
    assert (sheet.columns, sheet.rows, sheet.count) == (listed.columns, listed.rows, 2)
    assert sheet.letterhead == replace(
        IN_THE_CORNER, place_and_date="Hà Tĩnh, ngày 05 tháng 3 năm 2026"
    )
    said = [line.text for line in sheet.above]
    assert said[:2] == ["BIÊN BẢN", "Giao nhận hồ sơ, tài liệu"]
    assert [line for line in said if "{" in line] == []
    assert [line for line in said if line.startswith(("BÊN GIAO", "Ông", "1.", "2."))] == [
        "BÊN GIAO: VĂN PHÒNG",
        "Ông (bà): Lê Thị Hà      Chức vụ: ……………………………………",
        "Ông (bà): ……………………………………      Chức vụ: ……………………………………",
        "1. Thời gian của hồ sơ, tài liệu: 05/01/2026 - 04/03/2026",
        "2. Số lượng: 2 hồ sơ (đơn vị bảo quản), 3 văn bản; số hộp (cặp): ………; quy ra mét giá: ………",
    ]
    assert sheet.closing == Closing(
        lines=(
            CoverLine(
                "Biên bản này được lập thành hai bản; bên giao giữ một bản, bên nhận giữ một bản./."
            ),
        ),
        signatures=(
            Signature("ĐẠI DIỆN BÊN GIAO", "(Ký và ghi rõ họ tên)"),
            Signature("ĐẠI DIỆN BÊN NHẬN", "(Ký và ghi rõ họ tên)"),
        ),
    )


def test_every_paper_is_as_wide_as_its_page(office: Store) -> None:
    sheets = [
        plan_sheet([LAND], office=OFFICE, day=TODAY),
        index_sheet(office.reader, LAND),
        archive_list(office.reader, [LAND], office=OFFICE, day=TODAY),
        archive_minutes(office.reader, [LAND], office=OFFICE, day=TODAY),
    ]
    widths = [sum(column.width for column in sheet.columns) for sheet in sheets]
    assert widths == [width_of_text(landscape=False)] * 4
