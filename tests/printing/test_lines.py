"""Texts broken into lines; here every letter is one unit wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.lines import lines


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("", [""]),
        ("Sở Nội vụ", ["Sở Nội vụ"]),
        ("Quyết định về việc", ["Quyết định", "về việc"]),
        ("a  b", ["a b"]),
        ("Báo cáo\r\nkèm phụ lục", ["Báo cáo", "kèm phụ", "lục"]),
        ("a\n\nb", ["a", "", "b"]),
        ("a\tb\x00c\u2028d", ["a b c d"]),
    ],
)
def test_text_is_broken_between_words(text: str, broken: list[str]) -> None:
    assert lines(text, len, 10) == broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("1234/QĐ-UBND-VX", ["1234/QĐ-", "UBND-VX"]),
        ("số 1234/QĐ-UBND-VX-KTTH a", ["số", "1234/QĐ-", "UBND-VX-", "KTTH a"]),
        ("ABCDEFGHIJKLMNO/P", ["ABCDEFGHIJ", "KLMNO/P"]),
        ("ắ" * 12, ["ắ" * 10, "ắắ"]),
    ],
)
def test_word_wider_than_a_line_is_broken_at_its_marks_and_else_at_letters(
    text: str, broken: list[str]
) -> None:
    assert lines(text, len, 10) == broken


def test_word_that_fits_a_line_of_its_own_is_kept_whole() -> None:
    assert lines("số 12/QĐ-UB", len, 10) == ["số", "12/QĐ-UB"]


def test_letter_keeps_the_marks_that_stand_on_it() -> None:
    letter = "a\u0306\u0301"  # ắ in three signs
    assert lines(letter * 4, len, 7) == [letter * 2, letter * 2]


def test_blank_that_must_not_be_broken_is_not() -> None:
    assert lines("ngày\u00a005 tháng", len, 10) == ["ngày\u00a005", "tháng"]


TEXTS = st.text(st.sampled_from("aắđ /-\n"), max_size=300)


@given(text=TEXTS, room=st.integers(1, 40))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, room: int) -> None:
    broken = lines(text, len, room)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert max(map(len, broken)) <= room
