"""Slips of the keyboard, and Telex read back."""

import pytest

from desktop.language.slips import one_slip_away
from desktop.language.telex import telex_meant


def test_swapped_digits_are_the_likeliest_slip() -> None:
    assert one_slip_away("456")[:2] == ["546", "465"]


def test_each_slip_is_one_key_away_and_comes_once() -> None:
    found = one_slip_away("12")

    assert len(found) == len(set(found)) == 1 + 2 + 18 + 28
    assert {"21", "1", "2", "13", "92", "123", "112", "912"} <= set(found)
    assert "12" not in found


def test_word_slips_into_letters_only() -> None:
    assert all(one.isalpha() for one in one_slip_away("dat"))


def test_one_digit_is_wrong_or_one_of_two() -> None:
    assert one_slip_away("5") == [
        *"012346789",
        *dict.fromkeys(f"{d}5" for d in "0123456789"),
        *(f"5{d}" for d in "012346789"),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddaast ddai", "đất đai"),
        ("ddaats", "đất"),
        ("dduwowngf", "đường"),
        ("dduocwj", "được"),
        ("duowng", "dương"),
        ("quyeets ddinhj", "quyết định"),
        ("Nooij vuj", "Nội vụ"),
        ("thuyr", "thủy"),
        ("hoaf giair", "hòa giải"),
        ("phongf chays 2026", "phòng cháy 2026"),
        ("gias", "giá"),
        ("vawn banr", "văn bản"),
        ("nguyeenx", "nguyễn"),
    ],
)
def test_telex_is_read_back(typed: str, meant: str) -> None:
    assert telex_meant(typed) == meant


@pytest.mark.parametrize("typed", ["", "dat dai", "đất", "report", "12/QD-UBND", "str"])
def test_what_is_no_telex_is_left_alone(typed: str) -> None:
    assert telex_meant(typed) is None
