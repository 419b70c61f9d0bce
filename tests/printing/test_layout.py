"""Sheets laid out page by page; here every letter is half as wide as it is high."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.printing.layout import CONTINUES, Layout, Page, Start
from desktop.printing.lines import Width
from desktop.printing.marks import MM, Room, Style
from desktop.printing.table import Table
from desktop.sheets.fingerprint import Fingerprint
from desktop.sheets.sheet import (
    LETTERS,
    Cell,
    Closing,
    Column,
    Content,
    CoverLine,
    Group,
    Letterhead,
    Sheet,
    Signature,
)

COLUMNS = (
    Column("Số đến", 20, Content.CODE),
    Column("Tác giả", 50, Content.WRAPPED),
    Column("Trích yếu", 95, Content.WRAPPED),
)
NUMBERS = ("(1)", "(2)", "(3)")
COVER = (
    CoverLine("ỦY BAN NHÂN DÂN TỈNH"),
    CoverLine("VĂN PHÒNG", is_title=True),
    CoverLine("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", is_title=True),
    CoverLine("Năm: 2026"),
)
LETTERHEAD = Letterhead("UBND TỈNH", "VĂN PHÒNG", "Số: 12/DS-VP", "Hà Tĩnh, ngày 05/01/2027")
CLOSING = Closing(
    (CoverLine("Cộng: 3 văn bản."),),
    "Mã SHA-256:",
    "Hà Tĩnh, ngày 31 tháng 12 năm 2026",
    (Signature("NGƯỜI LẬP SỔ", "(Ký, ghi rõ họ tên)", "A"), Signature("CHÁNH VĂN PHÒNG")),
)
TOP, BOTTOM, LEFT, RIGHT = 20 * MM, 20 * MM, 30 * MM, 15 * MM
PLAIN = Style(LETTERS)


def measure(style: Style) -> Width:
    return lambda text: len(text) * style.size / 2


def sheet_of(rows: list[tuple[Cell, ...]], **facts: Any) -> Sheet:
    return Sheet(
        "Sổ", COLUMNS, rows, len(rows), column_numbers=NUMBERS, **{"landscape": False, **facts}
    )


def row(number: int, subject: str = "Báo cáo") -> tuple[Cell, ...]:
    return (f"{number:02}", "Sở Nội vụ", subject)


def rows(count: int) -> list[tuple[Cell, ...]]:
    return [row(number) for number in range(1, count + 1)]


def pages_of(sheet: Sheet, first_page_number: int = 1) -> list[Page]:
    return list(Layout(sheet, measure, first_page_number=first_page_number).pages())


def said(page: Page) -> list[str]:
    return [text.said for text in page.texts]


def codes(page: Page) -> list[str]:
    """The numbers of the rows on a page."""
    return [text.said for text in page.texts if text.style == PLAIN and text.said.isdecimal()]


# Heads and numbers


def test_row_stands_below_heads_and_their_numbers() -> None:
    sheet = sheet_of([(7, date(2026, 1, 5), None)])
    (page,) = pages_of(sheet)
    assert said(page) == ["Số đến", "Tác giả", "Trích yếu", *NUMBERS, "7", "05/01/2026"]


def test_number_is_told_in_the_language_of_the_sheet() -> None:
    columns = (Column("Tiền", 40, Content.NUMBER), Column("Mã", 40, Content.CODE))
    (page,) = pages_of(Sheet("Sổ", columns, [(1_250_000, 12_500)], 1))
    assert said(page) == ["Tiền", "Mã", "1.250.000", "12500"]


def test_heads_stand_on_each_page() -> None:
    pages = pages_of(sheet_of(rows(200)))
    assert len(pages) > 3
    heads = ["Số đến", "Tác giả", "Trích yếu", *NUMBERS]
    assert said(pages[0])[:6] == heads
    assert all(said(page)[1:7] == heads for page in pages[1:])


def test_empty_sheet_is_one_page_of_heads() -> None:
    (page,) = pages_of(sheet_of([]))
    assert said(page) == ["Số đến", "Tác giả", "Trích yếu", *NUMBERS]


def test_pages_are_numbered_but_the_first() -> None:
    pages = pages_of(sheet_of(rows(200)))
    assert [said(page)[0] for page in pages] == ["Số đến", *map(str, range(2, len(pages) + 1))]


def test_page_numbers_run_on() -> None:
    pages = pages_of(sheet_of(rows(100)), first_page_number=18)
    assert [page.number for page in pages] == list(range(18, 18 + len(pages)))
    assert [said(page)[0] for page in pages] == [str(page.number) for page in pages]


@pytest.mark.parametrize("first_page_number", [1, 40])
def test_cover_counts_as_a_page_and_carries_no_number(first_page_number: int) -> None:
    cover, page = pages_of(sheet_of(rows(1), cover=COVER), first_page_number)
    assert said(cover) == [line.text for line in COVER]
    assert said(page)[0] == str(first_page_number + 1)


def test_page_number_stands_in_the_middle_of_the_top_margin() -> None:
    (page,) = pages_of(sheet_of(rows(1)), first_page_number=5)
    number = page.texts[0]
    assert 10 * MM < number.y < TOP
    middle = (LEFT + page.size[0] - RIGHT) / 2
    assert number.x + measure(number.style)("5") / 2 == pytest.approx(middle)


def test_letterhead_and_title_stand_on_the_first_page_of_rows_only() -> None:
    above = (CoverLine("DANH SÁCH", is_title=True), CoverLine("(Kèm theo Quyết định số 5)"))
    cover, first, *others = pages_of(
        sheet_of(rows(100), cover=COVER, letterhead=LETTERHEAD, above=above)
    )
    where = [("DANH SÁCH" in said(page), "UBND TỈNH" in said(page)) for page in (cover, first)]
    assert where == [(False, False), (True, True)]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said(first)
    assert not any({"DANH SÁCH", "UBND TỈNH"} & set(said(page)) for page in others)


# Rows


def test_row_that_does_not_fit_goes_whole_to_the_next_page() -> None:
    long = "Quyết định về việc rà soát " * 12
    pages = pages_of(sheet_of([row(number, long) for number in range(1, 31)]))
    assert all(page.start.lines == 0 for page in pages)
    assert len(pages) > 3
    told = [code for page in pages for code in codes(page)]
    assert told == [f"{number:02}" for number in range(1, 31)]


def words(count: int) -> str:
    return " ".join(f"w{number:04}" for number in range(count))


def test_row_taller_than_a_page_goes_on_with_a_mark() -> None:
    subject = words(833)  # 5,000 letters
    pages = pages_of(sheet_of([row(1), row(2, subject), row(3)], landscape=True))
    texts = [said(page)[page.number > 1 :][6:] for page in pages]
    assert texts[0][:5] == ["01", "Sở Nội vụ", "Báo cáo", "02", "Sở Nội vụ"]
    assert [text[-1] for text in texts[:-1]] == [CONTINUES] * (len(pages) - 1)
    assert [text[0] for text in texts[1:]] == [CONTINUES] * (len(pages) - 1)
    assert texts[-1][-3:] == list(row(3))
    told = [line for text in texts for line in text if line.startswith("w")]
    assert " ".join(told) == subject


def test_struck_row_has_a_stroke_through_each_of_its_lines() -> None:
    plain, struck = (
        pages_of(sheet_of(rows(2), struck=places))[0] for places in (frozenset(), frozenset({1}))
    )
    assert plain.texts == struck.texts
    strokes = sorted(set(struck.rules) - set(plain.rules))
    lines = [text for text in struck.texts if text.style == PLAIN][-3:]
    assert [(rule.x1, rule.x2) for rule in strokes] == [
        (text.x, text.x + measure(PLAIN)(text.said)) for text in lines
    ]
    assert all(text.y - PLAIN.size < strokes[0].y1 < text.y for text in lines)


def test_abstract_of_5000_letters_runs_over_the_pages_and_loses_no_word() -> None:
    abstract = "triển khai thực hiện " * 240
    pages = pages_of(sheet_of([row(1), row(2, abstract), row(3)], landscape=True))
    told = [text.said for page in pages for text in page.texts if text.style == PLAIN]
    assert " ".join(told).split().count("triển") == 240
    assert [number for page in pages for number in codes(page)] == ["01", "02", "03"]
    assert len(pages) == 3


def test_group_on_a_new_page_begins_one_with_the_heads_above_it() -> None:
    groups = (Group(0, "Phòng A", on_new_page=True), Group(2, "Phòng B", on_new_page=True))
    pages = pages_of(sheet_of(rows(3), groups=groups, above=(CoverLine("PHIẾU CHUYỂN"),)))
    heads = ["Số đến", "Tác giả", "Trích yếu", *NUMBERS]
    assert said(pages[0])[:8] == ["PHIẾU CHUYỂN", *heads, "Phòng A"]
    assert said(pages[1])[:8] == ["2", *heads, "Phòng B"]
    assert [codes(page) for page in pages] == [["01", "02"], ["03"]]


def test_group_stands_before_its_row_and_never_at_the_foot_of_a_page() -> None:
    for count in range(30, 80):
        groups = (Group(0, "I. TẬP THỂ"), Group(count - 1, "II. CÁ NHÂN"))
        pages = pages_of(sheet_of(rows(count), groups=groups))
        texts = [text for page in pages for text in said(page)]
        place = texts.index("II. CÁ NHÂN")
        assert texts[place + 1] == f"{count:02}"
        assert texts.index("I. TẬP THỂ") == 6


# The closing


def closed(count: int) -> list[Page]:
    return pages_of(sheet_of(rows(count), closing=CLOSING))


def test_closing_stands_below_the_last_row() -> None:
    (page,) = closed(3)
    fingerprint = Fingerprint()
    for cells in rows(3):
        fingerprint.take(cells)
    digits = str(fingerprint)
    groups = " ".join(digits[start : start + 8] for start in range(0, 64, 8))
    assert " ".join(said(page)[15:]) == (
        f"Cộng: 3 văn bản. Mã SHA-256: {groups} Hà Tĩnh, ngày 31 tháng 12 năm 2026"
        " NGƯỜI LẬP SỔ (Ký, ghi rõ họ tên) CHÁNH VĂN PHÒNG A"
    )


def test_closing_is_never_parted_and_never_stands_without_a_row() -> None:
    for count in range(30, 100):
        last = closed(count)[-1]
        assert {"Cộng: 3 văn bản.", "NGƯỜI LẬP SỔ", "A", f"{count:02}"} <= set(said(last))


def test_closing_taller_than_a_page_runs_on_without_heads() -> None:
    lines = tuple(CoverLine(f"Dòng {number}") for number in range(120))
    pages = pages_of(sheet_of(rows(3), closing=Closing(lines)))
    told = [text for page in pages for text in said(page) if text.startswith("Dòng")]
    assert told == [line.text for line in lines]
    assert [("Số đến" in said(page)) for page in pages] == [True, False, False, False]


# Whatever the rows are

TEXTS = st.one_of(
    st.none(),
    st.dates(),
    st.text(st.sampled_from("aắ/ \n"), max_size=40),
    st.builds(
        lambda text, times: text * times, st.sampled_from(["tờ trình ", "ab"]), st.integers(1, 900)
    ),
)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=40)
ABOVE = st.just(()) | st.just((CoverLine("DANH SÁCH", is_title=True),))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    cells: list[tuple[Cell, ...]] = draw(ROWS)
    places = st.integers(0, max(0, len(cells) - 1))
    return sheet_of(
        cells,
        landscape=draw(st.booleans()),
        cover=draw(st.sampled_from([(), COVER])),
        letterhead=draw(st.sampled_from([None, LETTERHEAD])),
        above=draw(ABOVE),
        groups=tuple(
            Group(place, "Nhóm", on_new_page=draw(st.booleans()))
            for place in sorted(draw(st.sets(places, max_size=4)))
        ),
        struck=draw(st.frozensets(places)),
        closing=draw(st.sampled_from([None, CLOSING])),
    )


MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)


@given(sheet=sheets())
@MANY
def test_no_row_is_lost_none_stands_twice_and_their_order_is_kept(sheet: Sheet) -> None:
    heads = {*NUMBERS, CONTINUES}
    table = Table(sheet, Room(LEFT, pages_of(sheet)[0].size[0] - LEFT - RIGHT, measure))
    told = ["", "", ""]
    for page in pages_of(sheet):
        for text in page.texts:
            if text.style == PLAIN and text.said not in heads:
                column = sum(edge <= text.x for edge in table.edges) - 1
                told[column] += text.said.replace(" ", "")
    meant = ["".join(map(_letters, column)) for column in zip(*sheet.rows, strict=True)]
    fingerprint = "Mã"  # the closing's own line is in the same letters
    assert [one.split(fingerprint)[0] for one in told] == (meant or ["", "", ""])


def _letters(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return str(cell or "").replace(" ", "").replace("\n", "")


@given(sheet=sheets())
@MANY
def test_no_page_is_overfull(sheet: Sheet) -> None:
    for page in pages_of(sheet):
        width, height = page.size
        assert all(text.y <= height - BOTTOM for text in page.texts)
        assert all(text.x >= LEFT - 1 for text in page.texts)
        ends = [text.x + measure(text.style)(text.said) for text in page.texts]
        assert max(ends, default=0) <= width - RIGHT + 1
        assert all(rule.y2 <= height - BOTTOM + 1 for rule in page.rules)


@given(sheet=sheets())
@MANY
def test_row_is_parted_only_where_no_page_can_hold_it(sheet: Sheet) -> None:
    pages = pages_of(sheet)
    width, height = pages[0].size
    table = Table(sheet, Room(LEFT, width - LEFT - RIGHT, measure))
    most = height - TOP - BOTTOM - table.heads.height
    cells = list(sheet.rows)
    for page in pages:
        if page.start.lines and page.start.row < len(cells):
            broken = table.broken(cells[page.start.row])
            group = table.group("Nhóm").height
            assert table.height(max(map(len, broken))) + group > most


@given(sheet=sheets())
@MANY
def test_each_page_can_be_laid_out_again_without_those_before_it(sheet: Sheet) -> None:
    layout = Layout(sheet, measure, first_page_number=7)
    pages = list(layout.pages())
    cells = list(sheet.rows)
    for page in pages:
        rest = replace(sheet, rows=cells[page.start.row :])
        again = Layout(rest, measure, first_page_number=7, start=page.start, digest=layout.digest)
        assert next(again.pages()) == page


@given(sheet=sheets())
@MANY
def test_each_page_goes_on_where_the_one_before_it_ends(sheet: Sheet) -> None:
    pages = pages_of(sheet)
    assert all(one.rows_done == following.start.row for one, following in pairwise(pages))
    assert pages[-1].rows_done == sheet.count


@given(sheet=sheets())
@MANY
def test_each_text_of_a_row_stands_between_rules(sheet: Sheet) -> None:
    for page in pages_of(sheet):
        upright = [rule for rule in page.rules if rule.x1 == rule.x2]
        for text in page.texts:
            if text.style == PLAIN and not text.said.startswith("Mã SHA-256"):
                beside = [rule.x1 for rule in upright if rule.y1 < text.y < rule.y2]
                assert len(beside) == len(COLUMNS) + 1


def test_pages_tell_where_they_begin() -> None:
    pages = pages_of(sheet_of([row(1), row(2, words(600))], cover=COVER))
    places = [page.start for page in pages]
    assert places[:2] == [Start(0, 0), Start(1, 0)]
    assert [(start.place, start.row) for start in places[2:]] == [
        (place, 1) for place in range(2, len(pages))
    ]
    done = [start.lines for start in places[1:]]
    assert done == sorted(set(done))
