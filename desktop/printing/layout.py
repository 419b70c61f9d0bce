"""A sheet laid out page by page: no row is lost, none stands twice, none is cut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final, NamedTuple

from desktop.printing.marks import MM, Block, Measure, Room, Rule, Style, Text, stacked
from desktop.printing.parts import above_rows, closing_parts, cover, letterhead
from desktop.printing.table import Broken, Table
from desktop.sheets.fingerprint import Fingerprint
from desktop.sheets.margins import (
    A4,
    BOTTOM,
    LEFT,
    PAGE_NUMBER_FROM_TOP,
    PAGE_NUMBER_SIZE,
    PAPERS,
    RIGHT,
    TOP,
)
from desktop.sheets.sheet import Cell, Sheet

# Stands where a row that no page can hold breaks off, and where it goes on.
CONTINUES: Final = "…/…"
# So much of a page must be left for such a row to begin there.
_ENOUGH: Final = 1 / 3
_ROUNDING: Final = 0.01  # dots
_PAGE_NUMBER: Final = Style(PAGE_NUMBER_SIZE)

_Row = tuple[Cell, ...] | None


@dataclass(frozen=True)
class Start:
    """Where a page begins: so it can be laid out again without the pages before it.

    `place` is the page's own, counted from 0; `row` the first on it, of which `lines` stand on
    pages before. Where the rows have ended, `lines` counts the parts of the closing.
    """

    place: int = 0
    row: int = 0
    lines: int = 0


BEGINNING: Final = Start()


@dataclass(frozen=True)
class Page:
    """All that stands on one page, and how many rows have ended on it or before it."""

    start: Start
    number: int
    size: tuple[float, float]
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    rows_done: int


class _LastRow(NamedTuple):
    """The last row on a page, and how the page was without it."""

    row: int
    broken: Broken
    texts: int
    rules: int
    y: float
    table_top: float | None


def size_of(paper: str, *, landscape: bool) -> tuple[float, float]:
    """Width and height of a paper in dots."""
    short, long = (side * MM for side in PAPERS[paper])
    return (long, short) if landscape else (short, long)


class Layout:
    """Lays out one sheet, whose rows begin with row `start.row` and are read once.

    `digest` is the fingerprint of all rows, where it is known from an earlier time.
    """

    def __init__(
        self,
        sheet: Sheet,
        measure: Measure,
        *,
        paper: str = A4,
        first_page_number: int = 1,
        start: Start = BEGINNING,
        digest: str | None = None,
    ) -> None:
        self._sheet = sheet
        self._first_page_number = first_page_number
        self._begun = start
        self._digest = digest
        self._fingerprint = Fingerprint()
        self._size = width, height = size_of(paper, landscape=sheet.landscape)
        self._room = Room(LEFT * MM, width - (LEFT + RIGHT) * MM, measure)
        self._top, self._bottom = TOP * MM, height - BOTTOM * MM
        self._table = Table(sheet, self._room)
        self._groups = {one.before: self._table.group(one.text) for one in sheet.groups}
        self._on_new_page = {one.before for one in sheet.groups if one.on_new_page}
        self._rows_done = start.row
        self._begin(start)

    @property
    def digest(self) -> str:
        """The fingerprint of all rows, once they are laid out."""
        return self._digest or str(self._fingerprint)

    def pages(self) -> Iterator[Page]:
        """The pages from the start on."""
        if self._sheet.cover and self._start.place == 0:
            self._put(cover(self._sheet.cover, self._room, self._bottom - self._top))
            yield self._turn(0)
        if self._is_first_of_rows():
            self._put_above_rows()
        rows = _followed(self._sheet.rows, looking_ahead=self._table.merging > 0)
        for row, (cells, following) in enumerate(rows, self._begun.row):
            yield from self._lay_row(row, cells, following)
        yield from self._close()

    # One page

    def _begin(self, start: Start) -> None:
        self._start = start
        self._texts: list[Text] = []
        self._rules: list[Rule] = []
        self._y = self._top
        self._table_top: float | None = None
        self._has_heads = self._has_rows = False
        self._last: _LastRow | None = None
        self._above: Broken | None = None
        self._hanging = 0.0  # to where the texts of merged cells reach

    def _turn(self, row: int, lines: int = 0) -> Page:
        """End the page, and begin another with this row."""
        page = self._end()
        self._begin(Start(self._start.place + 1, row, lines))
        return page

    def _end(self) -> Page:
        self._end_table()
        number = self._first_page_number + self._start.place
        texts = (*self._number(number), *self._texts)
        return Page(self._start, number, self._size, texts, tuple(self._rules), self._rows_done)

    def _number(self, number: int) -> tuple[Text, ...]:
        """In the middle above the text, but not on page one nor on a cover (Decree 30)."""
        is_cover = self._sheet.cover and self._start.place == 0
        if number == 1 or is_cover:
            return ()
        return self._room.text(str(number), _PAGE_NUMBER).at(PAGE_NUMBER_FROM_TOP * MM).texts

    def _is_first_of_rows(self) -> bool:
        return self._start.place == bool(self._sheet.cover)

    def _is_fresh(self) -> bool:
        return self._y == self._top

    def _put(self, block: Block) -> None:
        self._put_here(block.at(self._y))

    def _put_here(self, block: Block) -> None:
        self._texts.extend(block.texts)
        self._rules.extend(block.rules)
        self._y += block.height

    def _put_above_rows(self) -> None:
        if self._sheet.letterhead:
            self._put(letterhead(self._sheet.letterhead, self._room))
        self._put(above_rows(self._sheet.above, self._room))

    # The table

    def _put_heads(self) -> None:
        if not self._has_heads and self._sheet.columns:
            self._has_heads = True
            self._table_top = self._y
            self._put(self._table.heads)

    def _end_table(self) -> None:
        if self._table_top is not None:
            if self._hanging > self._y:
                self._y = self._hanging
                self._rules.append(self._table.across(self._y))
            self._rules.extend(self._table.between(self._table_top, self._y))
            self._table_top = None
        self._above, self._hanging = None, 0.0

    def _left(self) -> float:
        """How much of the page is left for rows."""
        heads = 0 if self._has_heads else self._table.heads.height
        return self._bottom - self._y - heads

    def _most(self) -> float:
        """How much of a page is there for rows at all."""
        return self._bottom - self._top - self._table.heads.height

    def _lay_row(self, row: int, cells: tuple[Cell, ...], following: _Row) -> Iterator[Page]:
        if self._digest is None:
            self._fingerprint.take(cells, struck=row in self._sheet.struck)
        broken = self._table.broken(cells)
        done = self._begun.lines if row == self._begun.row else 0
        group = Block(0) if done else self._groups.get(row, Block(0))
        count = self._lines(row, broken)
        height = group.height + self._table.height(count)
        if not done and self._turns_before(row, height):
            yield self._turn(row)
            count = self._lines(row, broken)
            height = group.height + self._table.height(count)
        if height <= self._left() and not done:
            self._put_whole(row, broken, self._going_below(row, cells, following))
        else:
            self._put_group(group)
            yield from self._lay_parts(row, broken, count, done)
        self._rows_done = row + 1

    def _lines(self, row: int, broken: Broken) -> int:
        """How many lines a row has here; what goes on from the row above is not said again."""
        above = None if row in self._groups else self._above
        return self._table.lines_of(broken, self._table.going_on(broken, above))

    def _going_below(self, row: int, cells: tuple[Cell, ...], following: _Row) -> int:
        """How many of the merging columns say the same in the row below."""
        if following is None or row + 1 in self._groups:
            return 0
        places = range(self._table.merging)
        differing = (place for place in places if cells[place] != following[place])
        return next(differing, len(places))

    def _turns_before(self, row: int, height: float) -> bool:
        """Whether a row begins on a new page: as a part of its own, or as there is no room."""
        if row in self._on_new_page and self._has_rows:
            return True
        return height > self._left() and self._is_better_on_a_new_page(height)

    def _is_better_on_a_new_page(self, height: float) -> bool:
        """A row goes there whole; one that no page can hold, only where little is left of this."""
        return height <= self._most() or self._left() < _ENOUGH * self._most()

    def _put_whole(self, row: int, broken: Broken, below: int = 0) -> None:
        if self._has_rows:
            before = (len(self._texts), len(self._rules), self._y, self._table_top)
            self._last = _LastRow(row, broken, *before)
        self._put_heads()
        self._put_group(self._groups.get(row, Block(0)))
        self._put_row(row, broken, below)

    def _put_group(self, group: Block) -> None:
        """A group is parted from the columns above it, and they begin anew below it."""
        self._put_heads()
        if group.height:
            self._end_table()
            top, bottom = self._y, self._y + group.height
            self._put(group)
            left, right = self._table.edges[0], self._table.edges[-1]
            self._rules += [Rule(left, top, left, bottom), Rule(right, top, right, bottom)]
            self._table_top = self._y

    def _put_row(self, row: int, broken: Broken, below: int = 0) -> None:
        struck = row in self._sheet.struck
        going_on = self._table.going_on(broken, self._above)
        whole = self._table.height(self._table.lines_of(broken, going_on))
        self._hanging = max(self._hanging, self._y + whole)
        said = self._table.row(broken, self._y, struck=struck, going_on=going_on, below=below)
        self._put_here(said)
        self._above = broken
        self._has_rows = True

    def _lay_parts(self, row: int, broken: Broken, count: int, done: int) -> Iterator[Page]:
        """A row taller than any page, on as many as it takes."""
        while True:
            self._put_heads()
            room = self._table.lines_within(self._left()) - bool(done)
            ends = count - done <= room
            part = count - done if ends else max(1, room - 1)
            self._put_row(row, [_part(lines, done, done + part) for lines in broken])
            self._last = None
            if ends:
                return
            done += part
            yield self._turn(row, done)

    # The closing

    def _close(self) -> Iterator[Page]:
        if self._is_first_of_rows() and not self._has_rows:
            self._put_heads()
        self._end_table()
        if self._sheet.closing:
            yield from self._lay_closing(
                closing_parts(self._sheet.closing, self._room, self.digest)
            )
        yield self._end()

    def _lay_closing(self, parts: list[Block]) -> Iterator[Page]:
        """On one page and with a row above it, wherever a page can hold that."""
        done = self._begun.lines if self._rows_done == self._begun.row else 0
        height = stacked(parts).height
        whole = bool(self._sheet.columns)  # without a table it is text, which runs on
        if whole and not done and self._free() < height <= self._bottom - self._top:
            yield self._turn_with_last_row(height)
        for place, part in enumerate(parts[done:], done):
            if part.height > self._free() and not self._is_fresh():
                yield self._turn(self._rows_done, place)
            self._put(part)

    def _free(self) -> float:
        return self._bottom - self._y + _ROUNDING

    def _needed(self, last: _LastRow) -> float:
        """How tall the last row is on a page of its own, where it says all its cells again."""
        return max(self._y - last.y, self._table.height(max(map(len, last.broken), default=1)))

    def _turn_with_last_row(self, height: float) -> Page:
        """No signature stands on a page of its own, where it would sign nothing."""
        last = self._last
        if last is None or self._needed(last) + height > self._most():
            return self._turn(self._rows_done)
        del self._texts[last.texts :], self._rules[last.rules :]
        self._y, self._table_top = last.y, last.table_top
        self._rows_done = last.row
        page = self._turn(last.row)
        self._put_whole(last.row, last.broken)
        self._end_table()
        self._rows_done = last.row + 1
        return page


def _followed(
    rows: Iterable[tuple[Cell, ...]], *, looking_ahead: bool
) -> Iterator[tuple[tuple[Cell, ...], _Row]]:
    """Each row, and the one below it where that matters: it is read before its time."""
    if not looking_ahead:
        yield from ((cells, None) for cells in rows)
        return
    for cells, following in pairwise(chain(rows, (None,))):
        assert cells is not None
        yield cells, following


def _part(lines: list[str], start: int, end: int) -> list[str]:
    """Some lines of a cell, marked where others come before or after."""
    before = [CONTINUES] if start and start < len(lines) else []
    after = [CONTINUES] if end < len(lines) else []
    return before + lines[start:end] + after
