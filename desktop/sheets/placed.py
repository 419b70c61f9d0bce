"""Pages on which everything has its place by millimetres: stamps, slips, labels, envelopes."""

from dataclasses import dataclass
from typing import Final

from desktop.sheets.margins import A4

LEFT, MIDDLE, RIGHT = 0.0, 0.5, 1.0
_THIN: Final = 0.18  # mm


@dataclass(frozen=True)
class PlacedText:
    """A text in a room so many millimetres wide, whose upper left corner is at (x, y).

    Where the room has a `height` too, a text that is longer becomes smaller, and in the end is
    cut with dots.
    """

    x: float
    y: float
    width: float
    text: str
    points: float = 13
    bold: bool = False
    italic: bool = False
    across: float = LEFT
    height: float | None = None


@dataclass(frozen=True)
class PlacedRule:
    """A straight line, in millimetres from the upper left corner of the paper."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = _THIN


@dataclass(frozen=True)
class PlacedPage:
    """All that stands on one page."""

    texts: tuple[PlacedText, ...] = ()
    rules: tuple[PlacedRule, ...] = ()


@dataclass(frozen=True)
class Placed:
    """Pages of one paper, painted as they are: nothing is moved, numbered or carried over."""

    name: str
    pages: tuple[PlacedPage, ...]
    paper: str = A4
    landscape: bool = False

    @property
    def count(self) -> int:
        """How many steps printing takes."""
        return len(self.pages)


def frame(x: float, y: float, width: float, height: float) -> tuple[PlacedRule, ...]:
    """The four sides of a rectangle."""
    right, bottom = x + width, y + height
    return (
        PlacedRule(x, y, right, y),
        PlacedRule(right, y, right, bottom),
        PlacedRule(right, bottom, x, bottom),
        PlacedRule(x, bottom, x, y),
    )
