"""The paper of the law: A4, its margins and its page numbers (Decree 30/2020, Appendix I)."""

from typing import Final

A4_SIDES: Final = (210, 297)  # mm
# Top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm.
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
PAGE_NUMBER_FROM_TOP: Final = 10
PAGE_NUMBER_SIZE: Final = 13  # points


def width_of_text(*, landscape: bool) -> float:
    """The millimetres between the left and the right margin."""
    return A4_SIDES[landscape] - LEFT - RIGHT
