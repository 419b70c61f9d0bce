"""Placed pages in dots; here every letter is half as wide as it is high."""

from itertools import pairwise

import pytest

from desktop.printing.layout import Layout, Page, Start
from desktop.printing.lines import Width
from desktop.printing.marks import MM, Style
from desktop.printing.placed import PlacedLayout, layout_of
from desktop.sheets.placed import MIDDLE, Placed, PlacedPage, PlacedRule, PlacedText, frame
from tests.printing.book import book


def measure(style: Style) -> Width:
    return lambda text: len(text) * style.size / 2


def page_of(*texts: PlacedText) -> Page:
    placed = Placed("Nhãn", (PlacedPage(texts),))
    (page,) = PlacedLayout(placed, measure).pages()
    return page


def points(page: Page) -> set[float]:
    return {text.style.points for text in page.texts}


def test_text_begins_where_it_is_placed() -> None:
    (text,) = page_of(PlacedText(20, 50, 60, "ĐẾN", 10)).texts
    assert (text.x, text.said, text.style) == (20 * MM, "ĐẾN", Style(10))
    assert 50 * MM < text.y < 50 * MM + Style(10).line


def test_text_in_the_middle_has_as_much_room_on_either_side() -> None:
    (text,) = page_of(PlacedText(20, 50, 60, "ĐẾN", 10, across=MIDDLE)).texts
    assert text.x + measure(text.style)("ĐẾN") / 2 == pytest.approx(50 * MM)


def test_rules_are_where_they_are_placed() -> None:
    placed = Placed("Nhãn", (PlacedPage(rules=frame(10, 20, 50, 35)),))
    (page,) = PlacedLayout(placed, measure).pages()
    corners = [(rule.x1, rule.y1) for rule in page.rules]
    assert corners == [
        (10 * MM, 20 * MM), (60 * MM, 20 * MM), (60 * MM, 55 * MM), (10 * MM, 55 * MM),
    ]  # fmt: skip
    assert all((one.x2, one.y2) == (two.x1, two.y1) for one, two in pairwise(page.rules))


def test_text_that_has_no_room_becomes_smaller() -> None:
    short = page_of(PlacedText(0, 0, 40, "Phòng Nội chính", 13, height=5.4))
    long = page_of(PlacedText(0, 0, 40, "Phòng Nội chính, Phòng Tổng hợp", 13, height=5.4))
    assert points(short) == {13}
    assert max(points(long)) < 13


def test_word_is_not_broken_while_it_can_be_smaller() -> None:
    page = page_of(PlacedText(0, 0, 30, "1234/QĐ-UBND-VXNV", 13))
    assert [text.said for text in page.texts] == ["1234/QĐ-UBND-VXNV"]


def test_text_of_5000_letters_is_cut_with_dots_and_stays_in_its_room() -> None:
    page = page_of(PlacedText(0, 0, 60, "từ ngữ rất dài " * 340, 13, height=31))
    assert page.texts[-1].said.endswith("…")
    assert all(text.y <= 31 * MM for text in page.texts)


def test_pages_have_the_size_of_their_paper_and_can_be_laid_out_one_by_one() -> None:
    pages = tuple(PlacedPage((PlacedText(0, 0, 50, one),)) for one in "ABC")
    placed = Placed("Phong bì", pages, paper="C5", landscape=True)
    whole = list(layout_of(placed, measure, size="A4", first_page_number=1).pages())
    assert [page.size for page in whole] == [(229 * MM, 162 * MM)] * 3
    assert [page.rows_done for page in whole] == [1, 2, 3]
    again = layout_of(placed, measure, size="A4", first_page_number=1, start=Start(1, 1))
    assert next(again.pages()) == whole[1]


def test_sheet_is_laid_out_on_the_paper_that_was_chosen() -> None:
    layout = layout_of(book(3), measure, size="A3", first_page_number=7)
    assert isinstance(layout, Layout)
    (page,) = layout.pages()
    assert (page.size, page.number) == ((420 * MM, 297 * MM), 7)


def test_fingerprint_differs_where_anything_is_said_otherwise() -> None:
    first, second = (
        PlacedLayout(Placed("A", (PlacedPage((PlacedText(0, 0, 9, one),)),)), measure).digest
        for one in "AB"
    )
    assert first != second
    assert len(first) == 64


def test_thickness_of_a_rule_is_told_in_millimetres() -> None:
    placed = Placed("Nhãn", (PlacedPage(rules=(PlacedRule(0, 0, 5, 0, 0.5),)),))
    (page,) = PlacedLayout(placed, measure).pages()
    assert page.rules[0].thickness == 0.5 * MM
