"""The weekly schedule as a page: a table by day and half-day, or prose by day."""

from datetime import date, time
from pathlib import Path
from shutil import which
from subprocess import run

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from desktop.errors import Trouble
from desktop.excel.writing import write_workbook
from desktop.meetings.issuing import approve_week, issue_week
from desktop.meetings.meeting import Meeting
from desktop.meetings.sheets import PROSE, mondays_between, week_sheet, weeks_sheet
from desktop.office.identity import Office
from desktop.printing.letters import Letters
from desktop.printing.one_page import on_one_page
from desktop.printing.pdf import write_pdf
from desktop.sheets.sheet import Column, Content, CoverLine, Group, Letterhead, Sheet
from desktop.storage.store import Store
from tests.meetings.test_week import MONDAY, corrected, planned

OFFICE = Office(superior="UBND TỈNH HÀ TĨNH", name="VĂN PHÒNG")
TITLE = CoverLine("LỊCH CÔNG TÁC TUẦN", is_title=True)
WEEK = CoverLine("Tuần thứ 12, từ ngày 16/03 đến ngày 22/03/2026")


@pytest.fixture
def week(office: Store) -> tuple[Meeting, Meeting]:
    """A briefing on Monday, and a conference that two leaders attend on Wednesday."""
    return (
        planned(
            office,
            "Giao ban Thường trực",
            day=MONDAY,
            starts_at=time(7, 30),
            chair="Nguyễn An",
            leaders=("Lê Bình",),
            room="Phòng họp 1",
            preparing_body="Phòng Tổng hợp",
        ),
        planned(
            office,
            "Hội nghị tổng kết",
            starts_at=time(14),
            leaders=("Lê Bình", "Trần Chi"),
            hosting="tham-du",
            place="Hội trường tỉnh",
            invited="các sở",
        ),
    )


def sheet_of(office: Store, **facts: str) -> Sheet:
    return week_sheet(office.reader, MONDAY, office=OFFICE, **facts)


def test_table_has_the_usual_columns(office: Store) -> None:
    assert sheet_of(office).columns == (
        Column("Ngày", 14.5, Content.CODE, merges=True),
        Column("Thời gian", 11, Content.CODE, merges=True),
        Column("Nội dung công việc", 78.5, Content.WRAPPED),
        Column("Địa điểm", 26, Content.WRAPPED),
        Column("Thường trực UBND tỉnh", 35, Content.WRAPPED),
    )


def test_table_says_each_day_from_monday_to_sunday(
    office: Store, week: tuple[Meeting, Meeting]
) -> None:
    sheet = sheet_of(office)
    nothing = (None, None, None, None)
    assert sheet.rows == (
        (
            "Thứ 2\n16/03",
            "Sáng",
            "(7h30) Giao ban Thường trực",
            "Phòng họp 1",
            "Nguyễn An; Lê Bình",
        ),
        ("Thứ 3\n17/03", *nothing),
        (
            "Thứ 4\n18/03",
            "Chiều",
            "(14h00) Hội nghị tổng kết",
            "Hội trường tỉnh",
            "Lê Bình; Trần Chi",
        ),
        ("Thứ 5\n19/03", *nothing),
        ("Thứ 6\n20/03", *nothing),
        ("Thứ 7\n21/03", *nothing),
        ("Chủ nhật\n22/03", *nothing),
    )
    assert (sheet.name, sheet.count, sheet.landscape) == ("Lịch công tác tuần 12", 7, False)


def test_line_without_an_hour_says_its_part_of_the_day_only(office: Store) -> None:
    planned(office, "Làm việc tại cơ quan", day=MONDAY, part="ca-ngay")
    rows = list(sheet_of(office).rows)
    assert rows[0] == ("Thứ 2\n16/03", "Cả ngày", "Làm việc tại cơ quan", None, None)


def test_further_columns_stand_on_wide_paper(office: Store, week: tuple[Meeting, Meeting]) -> None:
    sheet = week_sheet(office.reader, MONDAY, office=OFFICE, further=("preparing", "invited"))
    assert [column.head for column in sheet.columns[5:]] == ["Cơ quan chuẩn bị", "Thành phần"]
    rows = list(sheet.rows)
    assert (rows[0][5:], rows[2][5:]) == (("Phòng Tổng hợp", None), (None, "các sở"))
    assert sheet.landscape


def test_head_of_a_plan_says_that_it_is_one(office: Store, week: tuple[Meeting, Meeting]) -> None:
    assert sheet_of(office).letterhead == Letterhead(
        "UBND TỈNH HÀ TĨNH", "VĂN PHÒNG", beside=(TITLE, WEEK, CoverLine("(Dự kiến)"))
    )


def beside(sheet: Sheet) -> list[str]:
    assert sheet.letterhead
    return [line.text for line in sheet.letterhead.beside]


def test_approved_week_is_printed_as_it_was_handed_out(
    office: Store, week: tuple[Meeting, Meeting]
) -> None:
    approve_week(office, MONDAY)
    assert beside(sheet_of(office)) == [TITLE.text, WEEK.text]


def test_changes_not_handed_out_yet_are_said_to_be_planned(
    office: Store, week: tuple[Meeting, Meeting]
) -> None:
    approve_week(office, MONDAY)
    corrected(office, week[0], starts_at=time(9))
    sheet = sheet_of(office)
    assert beside(sheet)[2:] == ["(Dự kiến điều chỉnh lần 1)"]
    assert next(iter(sheet.rows))[2] == "(9h00) Giao ban Thường trực (Điều chỉnh)"


def test_revision_and_time_stand_in_the_head_and_marks_at_the_lines(
    office: Store, week: tuple[Meeting, Meeting]
) -> None:
    approve_week(office, MONDAY)
    corrected(office, week[0], state="postponed", state_reason="mưa bão")
    planned(office, "Tiếp công dân", starts_at=time(8))
    issue_week(office, MONDAY)
    sheet = sheet_of(office)
    assert beside(sheet)[2:] == ["(Điều chỉnh lần 1, cập nhật 10h00 ngày 15/03/2026)"]
    contents = [row[2] for row in sheet.rows if row[2]]
    assert contents == [
        "(7h30) Giao ban Thường trực (Hoãn)",
        "(8h00) Tiếp công dân (Bổ sung)",
        "(14h00) Hội nghị tổng kết",
    ]
    assert sheet.struck == frozenset({0})


def test_prose_says_who_does_what_and_where(office: Store, week: tuple[Meeting, Meeting]) -> None:
    sheet = sheet_of(office, layout=PROSE)
    assert sheet.rows == (
        (
            (
                "- 7 giờ 30, Nguyễn An chủ trì giao ban Thường trực; cùng dự: Lê Bình. "
                "Chuẩn bị: Phòng Tổng hợp. Điểm tại Phòng họp 1."
            ),
        ),
        (
            (
                "- 14 giờ, Lê Bình; Trần Chi dự hội nghị tổng kết. "
                "Thành phần: các sở. Điểm tại Hội trường tỉnh."
            ),
        ),
    )
    assert sheet.groups == (
        Group(0, "Thứ 2, ngày 16/03/2026"),
        Group(1, "Thứ 4, ngày 18/03/2026"),
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": "Dự lễ khánh thành", "leaders": ("A",)}, "- Cả ngày, A dự lễ khánh thành."),
        ({"title": "HĐND họp", "leaders": ("A",)}, "- Cả ngày, A dự HĐND họp."),
        ({"title": "Sở Y tế báo cáo", "leaders": ("A",)}, "- Cả ngày, A dự Sở Y tế báo cáo."),
        ({"title": "Họp.", "chair": "A", "part": "sang"}, "- Buổi sáng, A chủ trì họp."),
        (
            {"title": "Họp", "leaders": ("A", "B"), "hosting": "chu-tri"},
            "- Cả ngày, A; B chủ trì họp.",
        ),
        ({"title": "Họp", "chair": "A", "hosting": "tham-du"}, "- Cả ngày, A dự họp."),
        ({"title": "Làm việc tại cơ quan"}, "- Cả ngày, Làm việc tại cơ quan."),
    ],
)
def test_prose_of_titles_that_begin_with_a_verb_or_a_name(
    office: Store, facts: dict[str, str], said: str
) -> None:
    planned(office, **facts)
    assert list(sheet_of(office, layout=PROSE).rows) == [(said,)]


def test_several_weeks_have_a_page_each(office: Store, week: tuple[Meeting, Meeting]) -> None:
    mondays = mondays_between(2026, 12, 13)
    sheet = weeks_sheet(office.reader, mondays, office=OFFICE)
    assert mondays == [MONDAY, date(2026, 3, 23)]
    assert sheet.name == "Lịch công tác từ tuần 12 đến tuần 13"
    assert sheet.groups == (
        Group(0, f"{WEEK.text} (Dự kiến)", on_new_page=True),
        Group(7, "Tuần thứ 13, từ ngày 23/03 đến ngày 29/03/2026 (Dự kiến)", on_new_page=True),
    )
    assert sheet.count == len(list(sheet.rows)) == 14


def test_what_was_called_off_is_crossed_out_on_the_page_of_its_week(office: Store) -> None:
    planned(office, "Họp", day=MONDAY)
    meeting = planned(office, "Họp", day=date(2026, 3, 24))
    approve_week(office, date(2026, 3, 23))
    corrected(office, meeting, state="cancelled", state_reason="Bão")
    mondays = mondays_between(2026, 12, 13)
    alone, both = (
        weeks_sheet(office.reader, some, office=OFFICE) for some in (mondays[1:], mondays)
    )
    assert (set(alone.struck), set(both.struck)) == ({1}, {8})


@pytest.mark.parametrize(("first", "last"), [(53, 53), (60, 54), (5, 3), (1, 10**12)])
def test_weeks_that_a_year_does_not_have_are_refused(first: int, last: int) -> None:
    with pytest.raises(Trouble, match="The year 2025 has weeks 1 to 52"):
        mondays_between(2025, first, last)


def test_one_of_several_weeks_is_a_week(office: Store, week: tuple[Meeting, Meeting]) -> None:
    assert weeks_sheet(office.reader, [MONDAY], office=OFFICE) == sheet_of(office)


@pytest.mark.usefixtures("qapp")
def test_full_week_stands_on_one_page_with_smaller_letters(office: Store) -> None:
    title = "Tham gia đoàn kiểm tra đánh giá tiến độ xã nông thôn mới theo kế hoạch của tỉnh"
    for number in range(22):
        day, hour = divmod(number, 4)
        planned(
            office,
            f"{title} ({number})",
            day=date(2026, 3, 16 + day),
            starts_at=time(7 + 2 * hour),
            leaders=("Phó Chủ tịch A",),
            place="Hội trường tầng 2",
        )
    sheet = sheet_of(office)
    assert 9.5 <= on_one_page(sheet, Letters().width, size="A4").letters < sheet.letters


@pytest.mark.usefixtures("qapp")
@pytest.mark.skipif(not which("pdftotext"), reason="Poppler (pdftotext) is not installed")
def test_pdf_says_what_the_sheet_says(
    office: Store, week: tuple[Meeting, Meeting], tmp_path: Path
) -> None:
    out = tmp_path / "week.pdf"
    for _ in write_pdf(sheet_of(office), out):
        pass
    told = run(["pdftotext", "-raw", out, "-"], check=True, capture_output=True, text=True)
    assert told.stdout.count("\f") == 1
    text = " ".join(told.stdout.split())
    for said in ("LỊCH CÔNG TÁC TUẦN", WEEK.text, "(7h30) Giao ban Thường trực", "Lê Bình"):
        assert text.count(said) >= 1
    assert text.count("Thứ 4") == 1


def test_workbook_merges_the_cells_of_a_day(office: Store, tmp_path: Path) -> None:
    for hour in (7, 8, 14):
        planned(office, f"Họp {hour} giờ", day=MONDAY, starts_at=time(hour))
    out = tmp_path / "week.xlsx"
    for _ in write_workbook(sheet_of(office), out):
        pass
    page = load_workbook(out).worksheets[0]
    merged = {str(cells) for cells in page.merged_cells.ranges}
    assert {"A6:A8", "B6:B7"} <= merged
    assert page.page_setup.fitToHeight == 1
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows[5:8]] == [
        ["Thứ 2\n16/03", "Sáng", "(7h00) Họp 7 giờ"],
        ["", "", "(8h00) Họp 8 giờ"],
        ["", "Chiều", "(14h00) Họp 14 giờ"],
    ]
