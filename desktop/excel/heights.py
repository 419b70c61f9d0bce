"""How tall a row must be for its texts, counted in the widths of Times New Roman.

Excel fits a row that has no height when it opens the workbook, LibreOffice does not and shows
the first line only. So each row is told its height, as a guess that either may better later.
"""

from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

POINTS_PER_MM: Final = 72 / 25.4
TALLEST: Final = 409.5  # points; more Excel does not open
LINE: Final = 21 / 16  # of the letters' size, as Excel sets lines
MARGINS: Final = 4.0  # points that a cell keeps free left and right
# Screens and printers set letters a little wider or narrower: rather a line too many than cut.
SAFETY: Final = 1.04
BOLD: Final = 1.1

# In thousandths of the letters' size; ắ is as wide as a, and ơ nearly as o.
SPACE: Final = 250
WIDEST: Final = 1000
ADVANCES: Final = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr‘’",
    389: "Js",
    408: '"',
    444: "?acez“”",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ–«»",
    541: "~",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
}
ADVANCE: Final = {letter: width for width, letters in ADVANCES.items() for letter in letters}


def room_for_text(width: float, size: float, *, bold: bool) -> int:
    """What fits on a line of a column so many millimetres wide, in thousandths of the size."""
    points = width * POINTS_PER_MM - MARGINS
    return max(1, round(points / size / SAFETY / (BOLD if bold else 1) * 1000))


def lines(text: str, room: int) -> int:
    """On how many lines the text stands, broken at spaces where it can be."""
    if len(text) * WIDEST <= room and "\n" not in text:
        return 1
    return sum(_lines_of_paragraph(paragraph, room) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, room: int) -> int:
    count, used = 1, 0
    for width in map(_width, paragraph.split(" ")):
        if used + width <= room:
            used += width + SPACE
            continue
        broken = max(width - 1, 0) // room  # a word wider than the line goes on in the next
        count += broken + (1 if used else 0)
        used = width - broken * room + SPACE
    return count


@lru_cache(maxsize=50_000)  # Vietnamese has few syllables, and they come again and again
def _width(word: str) -> int:
    return sum(map(_advance, word))


@lru_cache(maxsize=5_000)
def _advance(letter: str) -> int:
    if combining(letter):
        return 0
    return ADVANCE.get(normalize("NFD", letter)[0], WIDEST)
