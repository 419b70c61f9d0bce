"""Placed pages in dots, as the printer, the PDF and the preview draw them."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final

from desktop.printing.layout import BEGINNING, Layout, Page, Start, size_of
from desktop.printing.marks import MM, Block, Measure, Room, Rule, Style
from desktop.printing.one_page import on_one_page
from desktop.sheets.placed import Placed, PlacedPage, PlacedRule, PlacedText
from desktop.sheets.sheet import Sheet

_SMALLEST: Final = 0.6  # of its letters
_STEP: Final = 0.05

Paper = Sheet | Placed  # whatever can be printed


class PlacedLayout:
    """The pages of a placed paper from `start` on; it stands in for a layout of rows."""

    def __init__(self, placed: Placed, measure: Measure, *, start: Start = BEGINNING) -> None:
        self._placed = placed
        self._measure = measure
        self._start = start
        self._size = size_of(placed.paper, landscape=placed.landscape)

    @property
    def digest(self) -> str:
        """The fingerprint of all that is said on the pages."""
        return sha256(repr(self._placed.pages).encode()).hexdigest()

    def pages(self) -> Iterator[Page]:
        first = self._start.place
        for place, page in enumerate(self._placed.pages[first:], first):
            yield self._page(place, page)

    def _page(self, place: int, page: PlacedPage) -> Page:
        blocks = [self._block(text) for text in page.texts]
        texts = tuple(text for block in blocks for text in block.texts)
        start = Start(place, place)
        return Page(start, place + 1, self._size, texts, tuple(map(_rule, page.rules)), place + 1)

    def _block(self, text: PlacedText) -> Block:
        """A text in its room; one that does not fit is set smaller, and at last cut."""
        room = Room(text.x * MM, text.width * MM, self._measure)
        style = _fitting(text, room)
        return _cut(room.text(text.text, style, text.across), text, style).at(text.y * MM)


def layout_of(
    paper: Paper,
    measure: Measure,
    *,
    size: str,
    first_page_number: int,
    start: Start = BEGINNING,
    digest: str | None = None,
) -> Layout | PlacedLayout:
    """The layout of whatever is to be printed; a placed paper knows its own size."""
    if isinstance(paper, Placed):
        return PlacedLayout(paper, measure, start=start)
    if start == BEGINNING:
        paper = on_one_page(paper, measure, size=size)
    return Layout(
        paper,
        measure,
        paper=size,
        first_page_number=first_page_number,
        start=start,
        digest=digest,
    )


def size_name(paper: Paper, size: str) -> str:
    """The name of the paper that it is printed on."""
    return paper.paper if isinstance(paper, Placed) else size


def _fitting(text: PlacedText, room: Room) -> Style:
    """The largest style in which no word is broken and all lines have room."""
    style = Style(text.points, text.bold, text.italic)
    share = 1.0
    while share > _SMALLEST and not _fits(text, room, style):
        share -= _STEP
        style = replace(style, points=text.points * share)
    return style


def _fits(text: PlacedText, room: Room, style: Style) -> bool:
    widest = max(map(room.measure(style), text.text.split()), default=0.0)
    if widest > room.width:
        return False
    return text.height is None or room.text(text.text, style).height <= text.height * MM


def _cut(block: Block, text: PlacedText, style: Style) -> Block:
    """The lines for which there is room, the last with dots where others are left out."""
    most = len(block.texts) if text.height is None else int(text.height * MM / style.line)
    if len(block.texts) <= most:
        return block
    *whole, last = block.texts[: max(most, 1)]
    return Block(block.height, (*whole, last._replace(said=f"{last.said[:-2]}…")))


def _rule(rule: PlacedRule) -> Rule:
    corners = (rule.x1 * MM, rule.y1 * MM, rule.x2 * MM, rule.y2 * MM)
    return Rule(*corners, rule.thickness * MM)
