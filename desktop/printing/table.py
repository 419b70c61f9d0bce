"""The columns of a sheet on paper: how its heads, its groups and its rows are set."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from desktop.language.words import Words
from desktop.printing.columns import fitted
from desktop.printing.lines import lines
from desktop.printing.marks import MM, Block, Room, Rule, Style, Text, stacked
from desktop.sheets.sheet import LETTERS, Cell, Content, Sheet

_ASIDE: Final = 0.8 * MM  # between a text and the rule beside it
_ABOVE: Final = 0.6 * MM  # where letters have their usual size
_STROKE: Final = 0.33  # of the letters' size, above the line they stand on

ACROSS: Final = {
    Content.TEXT: 0.0,
    Content.WRAPPED: 0.0,
    Content.CODE: 0.5,
    Content.NUMBER: 1.0,
    Content.DATE: 0.5,
}

Broken = list[list[str]]  # for each cell of a row its lines


class _Place(NamedTuple):
    """Where the texts of a column stand."""

    left: float
    width: float
    across: float


class Table:
    """The columns of one sheet, fitted into a room."""

    def __init__(self, sheet: Sheet, room: Room) -> None:
        fit = fitted(sheet.columns, room.width / MM)
        self._contents = [column.content for column in sheet.columns]
        self._words = Words(sheet.language)
        self._plain = Style(sheet.letters * fit.letters)
        self._bold = Style(sheet.letters * fit.letters, bold=True)
        self._measured = room.measure(self._plain)
        self._room = room
        self._over = _ABOVE * sheet.letters / LETTERS
        self.merging = sheet.merging
        self.edges = _edges(room.left, fit.widths)
        self._places = [
            _Place(left + _ASIDE, right - left - 2 * _ASIDE, ACROSS[content])
            for (left, right), content in zip(pairwise(self.edges), self._contents, strict=True)
        ]
        self.heads = self._heads(sheet)

    # Rows

    def broken(self, cells: Sequence[Cell]) -> Broken:
        """The lines of each cell."""
        return [
            self._lines(as_text(cell, content, self._words), place)
            for cell, content, place in zip(cells, self._contents, self._places, strict=True)
        ]

    def _lines(self, text: str, place: _Place) -> list[str]:
        return lines(text, self._measured, place.width) if text else []

    def height(self, count: int) -> float:
        """How tall a row of so many lines is."""
        return max(count, 1) * self._plain.line + 2 * self._over

    def lines_within(self, height: float) -> int:
        """How many lines a row may have to be no taller."""
        return int((height - 2 * self._over) / self._plain.line)

    def going_on(self, broken: Broken, above: Broken | None) -> int:
        """How many of the merging columns say the same as in the row above."""
        if above is None:
            return 0
        same = (one == other for one, other in zip(broken, above[: self.merging], strict=False))
        return next((place for place, is_same in enumerate(same) if not is_same), self.merging)

    def lines_of(self, broken: Broken, going_on: int, below: int = 0) -> int:
        """How many lines a row takes whose first cells go on from above, or into the row below.

        What goes on below has one line more there, at least.
        """
        merged = (len(broken[at]) - (at < below) for at in range(going_on, self.merging))
        return max((*merged, *map(len, broken[self.merging :])), default=1)

    def row(
        self,
        broken: Broken,
        top: float,
        *,
        struck: bool = False,
        going_on: int = 0,
        below: int = 0,
    ) -> Block:
        """A row whose upper rule is at `top`, with its lower rule.

        The cells of merging columns stay open below, and those going on say nothing again.
        """
        height = self.height(self.lines_of(broken, going_on, below))
        merged = tuple(self._texts(broken, top + self._over, range(going_on, self.merging)))
        own = tuple(self._texts(broken, top + self._over, range(self.merging, len(broken))))
        strokes = tuple(map(self._stroke, own)) if struck else ()
        rules = (*self._parted(top, going_on), self._below(top + height), *strokes)
        return Block(height, merged + own, rules)

    def _parted(self, y: float, going_on: int) -> tuple[Rule, ...]:
        """The rule that ends the merged cells above."""
        if going_on == self.merging:
            return ()
        return (Rule(self.edges[going_on], y, self.edges[self.merging], y),)

    def _below(self, y: float) -> Rule:
        return Rule(self.edges[self.merging], y, self.edges[-1], y)

    def _texts(self, broken: Broken, top: float, places: range) -> Iterator[Text]:
        style, first, step = self._plain, self._plain.line_of(top), self._plain.line
        for said, (left, width, across) in ((broken[at], self._places[at]) for at in places):
            for number, line in enumerate(said):
                aside = across * (width - self._measured(line)) if across else 0
                yield Text(left + aside, first + number * step, line, style)

    def _stroke(self, text: Text) -> Rule:
        y = text.y - _STROKE * self._plain.size
        return Rule(text.x, y, text.x + self._measured(text.said), y)

    # What stands around them

    def across(self, y: float) -> Rule:
        """A rule across all columns."""
        return Rule(self.edges[0], y, self.edges[-1], y)

    def between(self, top: float, bottom: float) -> Iterator[Rule]:
        """The rules between the columns, at both sides, and below merged cells."""
        yield from (Rule(edge, top, edge, bottom) for edge in self.edges)
        yield from self._parted(bottom, 0)

    def group(self, text: str) -> Block:
        """A line across all columns, with its lower rule."""
        whole = Room(
            self.edges[0] + _ASIDE, self.edges[-1] - self.edges[0] - 2 * _ASIDE, self._room.measure
        )
        return self._framed(whole.text(text, self._bold, 0))

    def _heads(self, sheet: Sheet) -> Block:
        """The heads in the middle of their cells, and the numbers of the columns below."""
        top = Block(0, rules=(self.across(0),))
        heads = self._line([column.head for column in sheet.columns], self._bold)
        numbers = self._line(sheet.column_numbers, self._plain)
        return stacked([top, heads, numbers] if sheet.column_numbers else [top, heads])

    def _line(self, texts: Sequence[str], style: Style) -> Block:
        rooms = [Room(place.left, place.width, self._room.measure) for place in self._places]
        said = [room.text(text, style) for room, text in zip(rooms, texts, strict=False)]
        height = max((block.height for block in said), default=0.0)
        cells = [block.at((height - block.height) / 2) for block in said]
        return self._framed(Block(height, tuple(text for cell in cells for text in cell.texts)))

    def _framed(self, said: Block) -> Block:
        height = said.height + 2 * self._over
        return Block(height, said.at(self._over).texts, (self.across(height),))


def as_text(cell: Cell, content: Content, words: Words) -> str:
    """A cell as it is printed."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return words.number(cell) if content is Content.NUMBER else str(cell)


def _edges(left: float, widths: Sequence[float]) -> list[float]:
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width * MM)
    return edges
