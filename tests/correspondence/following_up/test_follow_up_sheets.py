"""The follow-up register in seven columns, and a page for each late unit."""

from datetime import date

import pytest

from desktop.correspondence.following_up.assigning import assign
from desktop.correspondence.following_up.assignment import GivenTask
from desktop.correspondence.following_up.deadlines import open_matters, overdue
from desktop.correspondence.following_up.matter import matter_of
from desktop.correspondence.following_up.settling import settle
from desktop.correspondence.following_up.sheets import (
    CHASE_ORDER,
    REGISTER_ORDER,
    chase_sheet,
    follow_up_register,
)
from desktop.correspondence.following_up.urging import Reminder, urge
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.paper.sheets_by_name import PRINTED, Asked
from desktop.correspondence.registering import register
from desktop.language.working_days import WorkingDays
from desktop.office.identity import Office
from desktop.printing.layout import Layout
from desktop.printing.lines import Width
from desktop.printing.marks import Style
from desktop.records.queries import Query
from desktop.sheets.sheet import CoverLine, Group, Sheet
from desktop.storage.store import Store

TODAY = date(2026, 3, 13)  # a Friday
OFFICE = Office(superior="ỦY BAN NHÂN DÂN TỈNH", name="VĂN PHÒNG")


@pytest.fixture(autouse=True)
def matters(office: Store, names: KnownNames) -> None:
    """Two documents and a task for two units."""
    register(
        office,
        IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 2),
            issuer="Sở Nội vụ",
            symbol="12/SNV-TCCB",
            document_date=date(2026, 2, 27),
            document_kind="to-trinh",
            subject="Phê duyệt biên chế",
            receivers=("Phòng Nội chính", "Phòng Kinh tế"),
            due_on=date(2026, 3, 9),
            progress="đang dự thảo",
            note="kèm biểu",
        ),
        names=names,
    )
    register(
        office,
        IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 3),
            issuer="Sở Y tế",
            subject="V/v phòng dịch",
            receivers=("Phòng Nội chính",),
            due_on=date(2026, 3, 6),
        ),
        names=names,
    )
    task = GivenTask(
        task="Báo cáo giải ngân",
        source="Nghị quyết 15/NQ-HĐND",
        assigned_on=date(2026, 3, 4),
        lead_units=("Phòng Kinh tế", "Sở Xây dựng"),
        due_on=date(2026, 3, 12),
    )
    assign(office, task, names=names)


def measure(style: Style) -> Width:
    """Letters of one width, half as wide as high."""
    return lambda text: len(text) * style.size / 2


def chased(office: Store, *, one_page_each: bool = True) -> Sheet:
    query = overdue(TODAY, WorkingDays())
    ids = office.reader.ids(Query(query.kind, query.filters, order=CHASE_ORDER))
    return chase_sheet(office.reader, ids, today=TODAY, one_page_each=one_page_each)


def test_register_has_its_seven_columns_and_lines(office: Store) -> None:
    second = matter_of(office.reader, "incoming", 2)
    assert second
    settle(office, second, day=date(2026, 3, 6), result="Đã trả lời")
    query = Query("matters", order=REGISTER_ORDER)
    sheet = follow_up_register(office.reader, query, office=OFFICE)

    assert [column.head for column in sheet.columns] == [
        "Số đến",
        "Tên loại, số, ký hiệu, ngày tháng và tác giả",
        "Đơn vị/người nhận",
        "Thời hạn giải quyết",
        "Tiến độ giải quyết",
        "Số, ký hiệu văn bản trả lời",
        "Ghi chú",
    ]
    task = "Nghị quyết 15/NQ-HĐND\nBáo cáo giải ngân"
    assert list(sheet.rows) == [
        (
            "01/SN/2026",
            "Tờ trình 12/SNV-TCCB, 27/02/2026, Sở Nội vụ",
            "Phòng Nội chính; Phòng Kinh tế",
            date(2026, 3, 9),
            "đang dự thảo",
            None,
            "kèm biểu",
        ),
        (
            "02/SN/2026",
            "Sở Y tế",
            "Phòng Nội chính",
            date(2026, 3, 6),
            "Đã trả lời\nĐã giải quyết ngày 06/03/2026",
            None,
            None,
        ),
        (None, task, "Phòng Kinh tế", date(2026, 3, 12), None, None, None),
        (None, task, "Sở Xây dựng", date(2026, 3, 12), None, None, None),
    ]
    assert sheet.cover == (
        CoverLine("ỦY BAN NHÂN DÂN TỈNH"),
        CoverLine("VĂN PHÒNG", is_title=True),
        CoverLine("SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN", is_title=True),
        CoverLine("Năm: 2026"),
        CoverLine("Từ ngày 02/03/2026 đến ngày 04/03/2026"),
        CoverLine("Quyển số: …"),
    )
    assert (sheet.count, sheet.column_numbers) == (4, tuple(f"({n})" for n in range(1, 8)))


def test_each_late_unit_has_its_matters_on_a_page_of_its_own(office: Store) -> None:
    first = matter_of(office.reader, "incoming", 1)
    assert first
    for day in (10, 11):
        urge(office, first, reminder=Reminder(urged_on=date(2026, 3, day)))
    sheet = chased(office)

    said = "việc quá hạn tính đến ngày 13/03/2026"
    assert sheet.groups == (
        Group(0, f"Phòng Kinh tế: 1 {said}", on_new_page=True),
        Group(1, f"Phòng Nội chính: 2 {said}", on_new_page=True),
        Group(3, f"Sở Xây dựng: 1 {said}", on_new_page=True),
    )
    assert tuple(sheet.rows) == (
        (1, "Nghị quyết 15/NQ-HĐND", "Báo cáo giải ngân", date(2026, 3, 12), 1, None, None),
        (1, "02/SN/2026\nSở Y tế", "V/v phòng dịch", date(2026, 3, 6), 5, None, None),
        (
            2,
            "01/SN/2026\n12/SNV-TCCB, 27/02/2026, Sở Nội vụ",
            "Phê duyệt biên chế",
            date(2026, 3, 9),
            4,
            "đang dự thảo",
            "2 lần; gần nhất 11/03/2026",
        ),
        (1, "Nghị quyết 15/NQ-HĐND", "Báo cáo giải ngân", date(2026, 3, 12), 1, None, None),
    )
    assert sheet.above == (
        CoverLine("DANH MỤC VIỆC QUÁ HẠN CHƯA GIẢI QUYẾT", is_title=True),
        CoverLine("(Tính đến ngày 13/03/2026)"),
    )


@pytest.mark.parametrize(("one_page_each", "pages"), [(True, 3), (False, 1)])
def test_pages_are_as_many_as_late_units_where_it_is_wanted(
    office: Store, one_page_each: bool, pages: int
) -> None:
    sheet = chased(office, one_page_each=one_page_each)
    assert len(list(Layout(sheet, measure).pages())) == pages


def test_matters_of_nobody_are_chased_as_well(office: Store, names: KnownNames) -> None:
    register(
        office,
        IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 2),
            issuer="Sở Y tế",
            subject="không ai nhận",
            due_on=date(2026, 3, 3),
        ),
        names=names,
    )
    groups = [group.text for group in chased(office).groups]
    assert groups[0] == "Chưa giao đơn vị: 1 việc quá hạn tính đến ngày 13/03/2026"


def test_what_was_due_on_friday_is_chased_from_monday_on(office: Store, names: KnownNames) -> None:
    register(
        office,
        IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 2),
            issuer="Sở Y tế",
            subject="hạn thứ sáu",
            due_on=date(2026, 3, 13),
        ),
        names=names,
    )
    counts = [
        PRINTED["chase"](office.reader, Asked(OFFICE, date(2026, 3, day))).count
        for day in (14, 15, 16)
    ]
    assert counts == [4, 4, 5]


def test_sheet_without_late_matters_is_empty(office: Store) -> None:
    sheet = chase_sheet(office.reader, (), today=TODAY)
    assert (tuple(sheet.rows), sheet.groups, sheet.count) == ((), (), 0)
    assert len(office.reader.ids(open_matters())) == 4
