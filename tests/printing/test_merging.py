"""Equal cells below each other stand as one; here every letter is half as wide as it is high."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.printing.layout import Layout, Page
from desktop.printing.lines import Width
from desktop.printing.marks import MM, Style
from desktop.printing.one_page import on_one_page
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Group, Letterhead, Sheet

COLUMNS = (
    Column("Ngày", 25, Content.CODE, merges=True),
    Column("Buổi", 25, Content.CODE, merges=True),
    Column("Nội dung", 115, Content.WRAPPED),
)
BOTTOM = (297 - 20) * MM

Row = tuple[Cell, ...]


def measure(style: Style) -> Width:
    return lambda text: len(text) * style.size / 2


def week(*rows: Row) -> Sheet:
    return Sheet("Lịch", COLUMNS, rows, len(rows), landscape=False)


def pages_of(sheet: Sheet) -> list[Page]:
    return list(Layout(sheet, measure).pages())


def said(page: Page) -> list[str]:
    return [text.said for text in page.texts if not text.style.bold]


def rules_across(page: Page) -> list[tuple[int, int]]:
    """The rules across, each by the columns between which it lies, from the top."""
    edges = sorted({rule.x1 for rule in page.rules if rule.x1 == rule.x2})
    across = sorted(
        (rule.y1, edges.index(rule.x1), edges.index(rule.x2))
        for rule in page.rules
        if rule.y1 == rule.y2
    )
    return list(dict.fromkeys((left, right) for y, left, right in across if y > across[1][0]))


def test_equal_cells_are_said_once() -> None:
    (page,) = pages_of(week(("16", "Sáng", "a"), ("16", "Sáng", "b"), ("16", "Chiều", "c")))
    assert said(page) == ["16", "Sáng", "a", "b", "Chiều", "c"]


def test_half_day_of_another_day_is_another_one() -> None:
    (page,) = pages_of(week(("16", "Sáng", "a"), ("17", "Sáng", "b")))
    assert said(page) == ["16", "Sáng", "a", "17", "Sáng", "b"]


def test_merged_cells_have_no_rule_inside() -> None:
    (page,) = pages_of(week(("16", "Sáng", "a"), ("16", "Sáng", "b"), ("16", "Chiều", "c")))
    assert rules_across(page) == [(2, 3), (1, 2), (0, 2)]


def test_text_of_merged_cells_runs_on_beside_the_rows_below() -> None:
    flat = pages_of(week(("16", "Sáng", "a"), ("16", "Sáng", "b")))[0]
    tall = pages_of(week(("16\n3", "Sáng", "a"), ("16\n3", "Sáng", "b")))[0]
    assert said(tall) == ["16", "3", "Sáng", "a", "b"]
    assert tall.rules == flat.rules


def test_single_row_has_room_for_all_its_lines() -> None:
    (page,) = pages_of(week(("16\n3", "Sáng", "a"), ("17", "Sáng", "b")))
    lowest = {text.said: text.y for text in page.texts}
    assert lowest["3"] < min(rule.y1 for rule in page.rules if rule.y1 > lowest["3"])
    assert lowest["3"] < lowest["17"]


def test_group_parts_merged_cells() -> None:
    sheet = week(("16", "Sáng", "a"), ("16", "Sáng", "b"))
    (page,) = pages_of(replace(sheet, groups=(Group(1, "Tuần 13"),)))
    assert said(page) == ["16", "Sáng", "a", "16", "Sáng", "b"]


def test_merged_cells_are_said_again_on_the_next_page() -> None:
    first, second, *_ = pages_of(week(*[("16", "Sáng", f"việc {n}") for n in range(90)]))
    assert said(first)[:2] == ["16", "Sáng"]
    assert said(second)[1:3] == ["16", "Sáng"]


def test_stroke_of_a_row_leaves_out_what_belongs_to_others_too() -> None:
    sheet = week(("16", "Sáng", "a"), ("16", "Sáng", "b"))
    plain, struck = pages_of(sheet)[0], pages_of(replace(sheet, struck=frozenset({0})))[0]
    (stroke,) = set(struck.rules) - set(plain.rules)
    assert stroke.x1 == next(text.x for text in struck.texts if text.said == "a")


def lines_of_days(days: list[tuple[int, int, int]]) -> list[Row]:
    """So many rows of a day, of which the day says so many lines and the work so many."""
    return [
        ("\n".join([f"{day}"] * tall), "Sáng", "\n".join(["việc"] * work))
        for day, (count, tall, work) in enumerate(days)
        for _ in range(count)
    ]


@given(st.lists(st.tuples(*[st.integers(1, 9)] * 3), min_size=1, max_size=30))
@settings(deadline=None, max_examples=60)
def test_no_text_of_merged_cells_leaves_the_table(days: list[tuple[int, int, int]]) -> None:
    rows = lines_of_days(days)
    for page in pages_of(week(*rows)):
        end = max(rule.y2 for rule in page.rules)
        assert end <= BOTTOM + 0.01
        assert all(text.y < end for text in page.texts)


@given(st.lists(st.tuples(*[st.integers(1, 9)] * 3), min_size=1, max_size=30))
@settings(deadline=None, max_examples=40)
def test_page_of_merged_cells_can_be_laid_out_again(days: list[tuple[int, int, int]]) -> None:
    rows = lines_of_days(days)
    layout = Layout(week(*rows), measure)
    for page in list(layout.pages()):
        rest = week(*rows[page.start.row :])
        again = Layout(rest, measure, start=page.start, digest=layout.digest)
        assert next(again.pages()) == page


# On one page


@pytest.mark.parametrize(("count", "letters"), [(10, 11), (46, 10.5), (51, 9.5), (80, 11)])
def test_letters_become_smaller_where_that_saves_a_page(count: int, letters: float) -> None:
    rows = tuple((f"{n}", "Sáng", "việc") for n in range(count))
    sheet = replace(week(*rows), least_letters=9.5)
    assert on_one_page(sheet, measure, size="A4") == replace(sheet, letters=letters)


def test_sheet_that_asks_for_nothing_stays_as_it_is() -> None:
    sheet = week(*((f"{n}", "Sáng", "việc") for n in range(52)))
    assert on_one_page(sheet, measure, size="A4") is sheet


def test_title_may_stand_beside_the_office() -> None:
    title = (CoverLine("LỊCH CÔNG TÁC", is_title=True), CoverLine("Tuần thứ 12"))
    head = Letterhead("UBND TỈNH", "VĂN PHÒNG", beside=title)
    (page,) = pages_of(replace(week(), letterhead=head))
    assert [(text.said, text.style) for text in page.texts[:4]] == [
        ("UBND TỈNH", Style(12)),
        ("VĂN PHÒNG", Style(12, bold=True)),
        ("LỊCH CÔNG TÁC", Style(14, bold=True)),
        ("Tuần thứ 12", Style(12, italic=True)),
    ]
