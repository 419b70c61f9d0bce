"""What papers have in common."""

from datetime import date

import pytest

from desktop.sheets.parts import in_groups, place_and_date


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 1, 5), "Hà Tĩnh, ngày 05 tháng 01 năm 2027"),
        (date(2026, 2, 28), "Hà Tĩnh, ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "Hà Tĩnh, ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "Hà Tĩnh, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(day: date, said: str) -> None:
    assert place_and_date("Hà Tĩnh", day) == said


def test_date_without_a_place_begins_with_a_capital() -> None:
    assert place_and_date(None, date(2026, 12, 31)) == "Ngày 31 tháng 12 năm 2026"


def test_fingerprint_is_said_eight_digits_at_a_time() -> None:
    assert in_groups("0123456789abcdef") == "01234567 89abcdef"
