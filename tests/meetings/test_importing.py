"""The schedule of a week that somebody else wrote: every line is kept."""

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from shutil import which
from subprocess import run

import pytest

from desktop.correspondence.importing import Faulty
from desktop.correspondence.known_names import KnownNames
from desktop.intake.mapping import drafts, map_columns
from desktop.intake.reading import read_table
from desktop.language.folding import fold
from desktop.language.words import M
from desktop.meetings.importing import (
    HEADINGS,
    DayHead,
    Outcome,
    SameMeeting,
    bring_in_schedule,
    fields_of_schedule,
)
from desktop.meetings.issuing import approve_week, issue_week
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.rooms import Room
from desktop.meetings.sheets import week_sheet
from desktop.meetings.week import days_of_week
from desktop.office.identity import Office
from desktop.printing.pdf import write_pdf
from desktop.records.queries import Query
from desktop.storage.store import Store
from tests.meetings.test_week import corrected, planned

SCHEDULES = Path(__file__).parents[3] / "shared" / "data" / "schedules"
REAL_WEEK = SCHEDULES / "daksong_tuan_2019-11-11.csv"
REAL_MONDAY = date(2019, 11, 11)
HEAD = "ngay,thoi_gian,noi_dung,lanh_dao,dia_diem,thanh_phan,ghi_chu"
IMPORTED = "Nhập từ lịch công tác tuần"

real = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not REAL_WEEK.exists(), reason="the folder of real data is not beside this one"
    ),
]


def brought(store: Store, source: Path, *, dry_run: bool = False) -> list[Outcome]:
    names = MeetingNames(store.reader, KnownNames(store.reader))
    table = read_table(source)
    columns = map_columns(table, fields_of_schedule(), HEADINGS)
    lines = drafts(table, columns, "meetings")
    ground = names.ground(store.today, "vi")
    return list(bring_in_schedule(store, lines, names=names, ground=ground, dry_run=dry_run))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "week.csv"


def rows_brought(store: Store, written: Path, *rows: str) -> list[Outcome]:
    written.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return brought(store, written)


def meetings_in(outcomes: Iterable[Outcome]) -> list[Meeting]:
    return [one for one in outcomes if isinstance(one, Meeting)]


def kept_in(store: Store) -> list[Meeting]:
    return list(store.reader.records("meetings", store.reader.ids(Query("meetings"))))


def test_row_becomes_an_approved_meeting(office: Store, written: Path) -> None:
    row = 'Thứ 2 (16/03/2026),07h30,Dự hội nghị tổng kết,"Đ/c An; Đ/c Bình",UBND tỉnh,các sở,0170'
    (meeting,) = rows_brought(office, written, row)
    assert meeting == Meeting(
        id=1,
        meeting_kind="so-ket",
        title="Dự hội nghị tổng kết",
        day=date(2026, 3, 16),
        starts_at=time(7, 30),
        hosting="tham-du",
        leaders=("Đ/c An", "Đ/c Bình"),
        place="UBND tỉnh",
        invited="các sở",
        note="0170",
        state="approved",
    )


def test_day_holds_for_the_rows_below_it(office: Store, written: Path) -> None:
    outcomes = rows_brought(
        office,
        written,
        "Thứ 2 (16/03/2026),08h00,Họp A,,,,",
        ",13h30,Họp B,,,,",
        ",,,,,,",
        "Thứ 3 (17/03/2026),,,,,,",
        ",,Họp C,,,,",
        "Chủ nhật (22/03/2026),,,,,,",
    )
    assert [(one.title, one.day.day) for one in meetings_in(outcomes)] == [
        ("Họp A", 16),
        ("Họp B", 16),
        ("Họp C", 17),
    ]
    heads = [one for one in outcomes if isinstance(one, DayHead)]
    assert heads == [DayHead(5, date(2026, 3, 17)), DayHead(7, date(2026, 3, 22))]


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("08h00", (None, time(8), None)),
        ("(8h30)", (None, time(8, 30), None)),
        ("14:00 - 16:30", (None, time(14), time(16, 30))),
        ("8 giờ 15", (None, time(8, 15), None)),
        ("14 giờ", (None, time(14), None)),
        ("14 giờ 30 phút", (None, time(14, 30), None)),
        ("08:30:00", (None, time(8, 30), None)),
        ("7g30", (None, time(7, 30), None)),
        ("7h30’", (None, time(7, 30), None)),
        ("07.30", (None, time(7, 30), None)),
        ("từ 8h đến 10h30", (None, time(8), time(10, 30))),
        ("Sáng: 8h", ("sang", time(8), None)),
        ("Sáng (7h30)", ("sang", time(7, 30), None)),
        ("Chiều", ("chieu", None, None)),
        ("cả ngày", ("ca-ngay", None, None)),
        ("", (None, None, None)),
    ],
)
def test_hours_are_read_as_schedules_write_them(
    office: Store, written: Path, typed: str, hours: tuple[str | None, time | None, time | None]
) -> None:
    (meeting,) = meetings_in(rows_brought(office, written, f"16/3/2026,{typed},Họp,,,,"))
    assert (meeting.part, meeting.starts_at, meeting.ends_at, meeting.note) == (*hours, None)


@pytest.mark.parametrize("typed", ["08h3O", "25h00", "16h00 - 14h00", "sau giao ban"])
def test_hour_that_cannot_be_read_is_noted(office: Store, written: Path, typed: str) -> None:
    (meeting,) = meetings_in(rows_brought(office, written, f"16/3/2026,{typed},Họp,,,,0170"))
    assert (meeting.starts_at, meeting.note) == (None, f"0170; Thời gian: {typed}")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("(7g30) Gặp mặt", (time(7, 30), "Gặp mặt")),
        ("(20.10) Gặp mặt", (None, "(20.10) Gặp mặt")),
    ],
)
def test_hour_may_stand_before_the_title_and_a_day_too(
    office: Store, written: Path, typed: str, read: tuple[time | None, str]
) -> None:
    (meeting,) = meetings_in(rows_brought(office, written, f"16/3/2026,,{typed},,,,"))
    assert (meeting.starts_at, meeting.title) == read


def test_half_day_and_hour_in_columns_of_their_own_are_both_read(
    office: Store, written: Path
) -> None:
    rows = ("16/3/2026,Sáng,8h,Họp A", ",,9h30,Họp B", ",Chiều,,Họp C", ",,,Họp D")
    written.write_text("\n".join(("Ngày,Buổi,Giờ,Nội dung", *rows)), encoding="utf-8")
    assert [(one.part, one.starts_at) for one in meetings_in(brought(office, written))] == [
        ("sang", time(8)),
        (None, time(9, 30)),
        ("chieu", None),
        ("chieu", None),
    ]


def test_same_work_in_both_half_days_is_two_meetings(office: Store, written: Path) -> None:
    work = "Làm việc tại cơ quan,Lê Bình,,,"
    rows = (f"16/3/2026,Sáng,{work}", f",Chiều,{work}")
    outcomes = rows_brought(office, written, *rows)
    assert [one.part for one in meetings_in(outcomes)] == ["sang", "chieu"]
    again = rows_brought(office, written, *rows)
    assert [type(one) for one in again] == [SameMeeting, SameMeeting]


@pytest.mark.parametrize(
    "typed",
    [
        "Thứ 2 (16/03/2026)",
        "Thứ 2 - 16/03/2026",
        "T2 16.3.26",
        "2026-03-16",
        "Thứ Hai 16 / 3",
        "Thứ Hai ngày 16 tháng 3 năm 2026",
    ],
)
def test_day_is_read_as_schedules_write_it(office: Store, written: Path, typed: str) -> None:
    (meeting,) = meetings_in(rows_brought(office, written, f"{typed},8h,Họp,,,,"))
    assert meeting.day == date(2026, 3, 16)


@pytest.mark.parametrize(
    "typed",
    [
        "11-12/11/2019",
        "Thứ 2-6",
        "11/11-15/11/2019",
        "16/3/2026 - 17/3/2026",
        "16/03/20266",
        "Tuần 12",
    ],
)
def test_several_days_in_one_are_named_and_never_another_day(
    office: Store, written: Path, typed: str
) -> None:
    (faulty,) = rows_brought(office, written, f"{typed},8h,Họp,,,,")
    assert isinstance(faulty, Faulty)
    assert [one.field for one in faulty.problems] == ["day"]


def test_half_day_over_several_rows_holds_for_each(office: Store, written: Path) -> None:
    outcomes = rows_brought(
        office,
        written,
        "Thứ 2 (16/03/2026),Sáng,(8h30) Họp A,,,,",
        ",,Họp B,,,,",
        ",Chiều,Họp C,,,,",
        "Thứ 3 (17/03/2026),,Họp D,,,,",
    )
    assert [(one.title, one.part, one.starts_at) for one in meetings_in(outcomes)] == [
        ("Họp A", "sang", time(8, 30)),
        ("Họp B", "sang", None),
        ("Họp C", "chieu", None),
        ("Họp D", None, None),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tiếp công dân định kỳ", "tiep-cong-dan"),
        ("Giao ban UBND", "giao-ban"),
        ("Họp giao ban tháng", "giao-ban"),
        ("Hội thảo khoa học", "hoi-nghi"),
        ("Làm việc với đoàn kiểm tra của Sở Xây dựng", "doan"),
        ("Kiểm tra công tác họp dân", "di-co-so"),
        ("Dự lễ khánh thành", "le"),
        ("Dự họp nghe kết quả giám sát", "giai-quyet"),
        ("Trực lãnh đạo", "khac"),
    ],
)
def test_kind_is_told_by_the_words_that_come_first(
    office: Store, written: Path, title: str, kind: str
) -> None:
    (meeting,) = meetings_in(rows_brought(office, written, f"16/3/2026,8h,{title},,,,"))
    assert meeting.meeting_kind == kind


def test_leader_whom_the_office_knows_gets_the_known_name(office: Store, written: Path) -> None:
    planned(office, "Họp trước", leaders=("Nguyễn Văn Thân",), chair="Lê Thanh")
    row = "16/3/2026,8h,Họp,Đ/c : Nguyễn Văn Thân - PCT UBND; lê thanh; Đ/c Tương,,,"
    (meeting,) = meetings_in(rows_brought(office, written, row))
    assert meeting.leaders == ("Nguyễn Văn Thân", "Lê Thanh", "Đ/c Tương")


def test_leaders_on_lines_of_their_own_are_several(office: Store, written: Path) -> None:
    row = '16/3/2026,8h,Họp,"- Đ/c An\n- Đ/c Bình",,,'
    (meeting,) = meetings_in(rows_brought(office, written, row))
    assert meeting.leaders == ("Đ/c An", "Đ/c Bình")


def test_place_that_is_an_open_room_of_the_office_is_its_room(office: Store, written: Path) -> None:
    with office.writing(M("rooms")) as writing:
        writing.add(Room(name="Phòng họp 1"))
        writing.add(Room(name="Phòng họp 2", closed_from=date(2026, 3, 1)))
    outcomes = rows_brought(
        office,
        written,
        "16/3/2026,8h,Họp A,,phòng họp 1,,",
        ",8h,Họp B,,Phòng họp 2,,",
        ",8h,Họp C,,Huyện ủy,,",
    )
    assert [(one.room, one.place) for one in meetings_in(outcomes)] == [
        ("Phòng họp 1", None),
        (None, "Phòng họp 2"),
        (None, "Huyện ủy"),
    ]


def test_clash_is_no_hindrance_but_noted(office: Store, written: Path) -> None:
    outcomes = rows_brought(
        office, written, "16/3/2026,8h,Họp A,Lê Bình,,,", ",8h15,Họp B,Lê Bình,,,"
    )
    assert [one.clash_reason for one in meetings_in(outcomes)] == [None, IMPORTED]


def test_second_import_enters_nothing(office: Store, written: Path) -> None:
    rows = ("16/3/2026,8h,Họp A,,,,", ",8h,Họp A,,Hội trường,,")
    first = meetings_in(rows_brought(office, written, *rows))
    assert rows_brought(office, written, *rows) == [
        SameMeeting(2, first[0]),
        SameMeeting(3, first[1]),
    ]
    assert len(kept_in(office)) == 2


def test_line_that_was_called_off_is_no_meeting_to_come(office: Store, written: Path) -> None:
    rows = ("16/3/2026,8h,Họp A (Hủy),,,,", ",9h,Họp B (Điều chỉnh),,,,", ",10h,Họp C (Hoãn),,,,")
    meetings = meetings_in(rows_brought(office, written, *rows))
    assert [(one.title, one.state, one.state_reason) for one in meetings] == [
        ("Họp A", "cancelled", "(Hủy)"),
        ("Họp B", "approved", None),
        ("Họp C", "postponed", "(Hoãn)"),
    ]


def test_page_that_was_handed_out_anew_says_nothing_new(office: Store, tmp_path: Path) -> None:
    from desktop.excel.writing import write_workbook  # noqa: PLC0415 - slow to load

    day = date(2026, 3, 16)
    changed, off = (planned(office, name, day=day, starts_at=time(8)) for name in "AB")
    approve_week(office, day)
    corrected(office, changed, starts_at=time(9))
    corrected(office, off, state="cancelled", state_reason="Bão")
    issue_week(office, day)
    sheet = week_sheet(office.reader, day, office=Office(name="Văn phòng"))
    out = tmp_path / "week.xlsx"
    for _ in write_workbook(replace(sheet, letterhead=None), out):
        pass
    same = [one.of.title for one in brought(office, out) if isinstance(one, SameMeeting)]
    assert (sorted(same), len(kept_in(office))) == (["A", "B"], 2)


def test_meeting_planned_here_is_known_by_what_its_schedule_says(
    office: Store, written: Path
) -> None:
    facts = {"chair": "Lê An", "leaders": ("Trần Bình",), "room": "Phòng 1", "place": "tầng 2"}
    meeting = planned(office, "Họp", day=date(2026, 3, 16), starts_at=time(8), **facts)
    row = '16/3/2026,(8h00),Họp,Lê An; Trần Bình,"Phòng 1, tầng 2",,'
    assert rows_brought(office, written, row) == [SameMeeting(2, meeting)]


def test_rows_without_a_readable_day_are_named(office: Store, written: Path) -> None:
    outcomes = rows_brought(
        office,
        written,
        ",8h,Họp A,,,,",
        "Thứ 2 (31/02/2026),8h,Họp B,,,,",
        ",9h,Họp C,,,,",
        "Thứ 3 (17/03/2026),8h,,Lê Bình,,,",
    )
    faulty = [one for one in outcomes if isinstance(one, Faulty)]
    assert [(one.line, [p.field for p in one.problems]) for one in faulty] == [
        (2, ["day"]),
        (3, ["day"]),
        (4, ["day"]),
        (5, ["title"]),
    ]
    assert kept_in(office) == []


def test_import_is_one_step_and_a_trial_none(office: Store, written: Path) -> None:
    written.write_text(f"{HEAD}\n16/3/2026,8h,Họp A,,,,\n,9h,Họp B,,,,", encoding="utf-8")
    assert len(brought(office, written, dry_run=True)) == 2
    assert kept_in(office) == []
    brought(office, written)
    assert len(kept_in(office)) == 2
    office.undo()
    assert kept_in(office) == []


# A real week


def printed(meeting: Meeting) -> tuple[object, ...]:
    """What the table says of a meeting."""
    day = (meeting.day.month, meeting.day.day)
    leaders = [fold(name) for name in meeting.leaders or ()]
    return day, meeting.starts_at, meeting.title, meeting.place, leaders


@pytest.fixture
def source() -> list[dict[str, str]]:
    with REAL_WEEK.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class TestRealWeek:
    """Of its 27 rows 24 say something, two name a day without anything, one is blank."""

    pytestmark = real

    def test_every_row_is_kept(self, office: Store, source: list[dict[str, str]]) -> None:
        outcomes = brought(office, REAL_WEEK)
        meetings = meetings_in(outcomes)
        blank = [row for row in source if not any(row.values())]
        assert (len(source), len(outcomes), len(blank)) == (27, 26, 1)
        assert [one for one in outcomes if one not in meetings] == [
            DayHead(26, date(2019, 11, 16)),
            DayHead(28, date(2019, 11, 17)),
        ]
        said = [row for row in source if row["noi_dung"]]
        assert [one.title for one in meetings] == [
            " ".join(row["noi_dung"].split()) for row in said
        ]
        assert [f"{one.starts_at:%Hh%M}" for one in meetings] == [row["thoi_gian"] for row in said]
        assert [one.place for one in meetings] == [row["dia_diem"].strip() for row in said]
        assert [one.note or "" for one in meetings] == [row["ghi_chu"] for row in said]
        assert [one.invited or "" for one in meetings] == [row["thanh_phan"] for row in said]

    def test_second_time_enters_nothing(self, office: Store) -> None:
        brought(office, REAL_WEEK)
        again = brought(office, REAL_WEEK)
        assert [type(one) for one in again].count(SameMeeting) == 24
        assert len(kept_in(office)) == 24

    @pytest.mark.usefixtures("qapp")
    @pytest.mark.skipif(not which("pdftotext"), reason="Poppler (pdftotext) is not installed")
    def test_prints_back_on_one_page(self, office: Store, tmp_path: Path) -> None:
        brought(office, REAL_WEEK)
        here = Office(superior="UBND TỈNH", name="VĂN PHÒNG")
        sheet = week_sheet(office.reader, REAL_MONDAY, office=here)
        out = tmp_path / "week.pdf"
        for _ in write_pdf(sheet, out):
            pass
        told = run(
            ["pdftotext", "-layout", out, "-"],
            check=True,
            capture_output=True,
            text=True,
        )
        assert told.stdout.count("\f") == 1
        for day in days_of_week(REAL_MONDAY):
            assert len(re.findall(rf"^ *{day:%d/%m}\b", told.stdout, re.MULTILINE)) == 1
        raw = run(
            ["pdftotext", "-raw", out, "-"],
            check=True,
            capture_output=True,
            text=True,
        )
        text = "".join(raw.stdout.split())
        for meeting in kept_in(office):
            assert f"({meeting.starts_at:%-Hh%M})" in text
            for word in meeting.title.split():
                assert word in text

    def test_as_printed_it_can_be_taken_in_again(self, office: Store, tmp_path: Path) -> None:
        """The workbook of our own schedule is a schedule like any other."""
        from desktop.excel.writing import write_workbook  # noqa: PLC0415 - slow to load

        first = meetings_in(brought(office, REAL_WEEK))
        out = tmp_path / "week.xlsx"
        sheet = week_sheet(office.reader, REAL_MONDAY, office=Office(name="Văn phòng"))
        for _ in write_workbook(replace(sheet, letterhead=None), out):
            pass
        outcomes = brought(office, out)  # days without a year are of this one
        again = meetings_in(outcomes)
        assert sorted(map(printed, again)) == sorted(map(printed, first))
        assert [one for one in outcomes if one not in again] == [DayHead(26, date(2026, 11, 17))]
