"""What stands on a page: texts and rules, in dots of 1/1200 inch from its upper left corner."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from desktop.printing.lines import Width, lines

DOTS_PER_INCH: Final = 1200
MM: Final = DOTS_PER_INCH / 25.4
POINT: Final = DOTS_PER_INCH / 72
# Of the letters' size. Told here and not by the font, so that pages break at the same rows
# whichever of the fonts that have the widths of Times New Roman a computer has.
LINE: Final = 1.15
_BASELINE: Final = 0.91


@dataclass(frozen=True)
class Style:
    """How a text is set: its size in points, and whether it is bold or italic."""

    points: float
    bold: bool = False
    italic: bool = False

    @property
    def size(self) -> float:
        """The letters' size in dots."""
        return self.points * POINT

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * LINE

    def line_of(self, top: float) -> float:
        """The line on which letters stand, where their room begins at `top`."""
        return top + self.size * _BASELINE


Measure = Callable[[Style], Width]


class Text(NamedTuple):
    """A text whose letters stand on the line `y` and begin at `x`."""

    x: float
    y: float
    said: str
    style: Style


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.5 * POINT


@dataclass(frozen=True)
class Block:
    """Marks that stay together, counted from the block's own top; one goes below another."""

    height: float
    texts: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()

    def at(self, top: float) -> Self:
        """The same marks, moved down."""
        return type(self)(
            self.height,
            tuple(Text(x, y + top, said, style) for x, y, said, style in self.texts),
            tuple(Rule(x1, y1 + top, x2, y2 + top, t) for x1, y1, x2, y2, t in self.rules),
        )

    def below(self, other: "Block") -> "Block":
        """Both, this one under the other."""
        moved = self.at(other.height)
        return Block(
            other.height + self.height, other.texts + moved.texts, other.rules + moved.rules
        )

    def beside(self, other: "Block") -> "Block":
        """Both, from the same top."""
        height = max(self.height, other.height)
        return Block(height, other.texts + self.texts, other.rules + self.rules)


def stacked(blocks: Iterable[Block]) -> Block:
    """Blocks one below the other."""
    whole = Block(0)
    for block in blocks:
        whole = block.below(whole)
    return whole


def gap(millimetres: float) -> Block:
    return Block(millimetres * MM)


@dataclass(frozen=True)
class Room:
    """Where texts go: from `left`, so many dots wide, measured in the paper's letters."""

    left: float
    width: float
    measure: Measure

    def part(self, start: float, end: float) -> "Room":
        """From one share of the width to another."""
        return Room(self.left + start * self.width, (end - start) * self.width, self.measure)

    def text(self, said: str, style: Style, across: float = 0.5) -> Block:
        """A text on as many lines as it takes; `across` is 0 at the left, 1 at the right."""
        width = self.measure(style)
        broken = lines(said, width, self.width) if said else []
        texts = tuple(
            Text(
                self.left + across * (self.width - width(line) if across else 0),
                style.line_of(place * style.line),
                line,
                style,
            )
            for place, line in enumerate(broken)
        )
        return Block(len(broken) * style.line, texts)

    def rule(self, width: float, space: float = 1.0) -> Block:
        """A short rule in the middle."""
        middle = self.left + self.width / 2
        y = space / 2 * MM
        return Block(space * MM, rules=(Rule(middle - width / 2, y, middle + width / 2, y),))
