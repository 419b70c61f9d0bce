"""Papers, and what the law says of them: margins and page numbers (Decree 30/2020, Appendix I)."""

from typing import Final

A4: Final = "A4"
A3: Final = "A3"
# Short and long side in mm; envelopes by the names that ISO 269 gives them.
PAPERS: Final = {A4: (210, 297), A3: (297, 420), "C5": (162, 229), "DL": (110, 220)}
# What registers are printed on; the old form asked for either of the two.
OF_REGISTERS: Final = (A4, A3)
# Top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm.
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
PAGE_NUMBER_FROM_TOP: Final = 10
PAGE_NUMBER_SIZE: Final = 13  # points


def width_of_text(*, landscape: bool, paper: str = A4) -> float:
    """The millimetres between the left and the right margin."""
    return PAPERS[paper][landscape] - LEFT - RIGHT
