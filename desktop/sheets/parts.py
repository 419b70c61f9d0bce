"""What papers have in common wherever they are drawn: the Republic's name, room for signing."""

from datetime import date
from typing import Final

# Decree 30/2020/NĐ-CP, Appendix I.
REPUBLIC: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

LEFT_OF_LETTERHEAD: Final = 0.42  # of the width
ROOM_TO_SIGN: Final = 24  # mm
_DIGITS: Final = 8
_WITH_A_ZERO: Final = 2


def in_groups(digest: str) -> str:
    """A fingerprint as it can be compared by eye, eight digits in one group."""
    return " ".join(digest[start : start + _DIGITS] for start in range(0, len(digest), _DIGITS))


def place_and_date(place: str | None, day: date) -> str:
    """Hà Tĩnh, ngày 05 tháng 01 năm 2027: days below 10, months below 3 with a zero."""
    month = f"{day.month:02d}" if day.month <= _WITH_A_ZERO else str(day.month)
    said = f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"{place}, {said}" if place else said.capitalize()
