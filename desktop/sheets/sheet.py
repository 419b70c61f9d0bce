"""A sheet: a page as data, written by Excel and by paper, made by the features."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

LETTERS: Final = 11.0  # of the rows on paper, in points

Cell = str | int | date | None


class Content(Enum):
    """What the cells of a column hold, and so how they are set."""

    TEXT = "text"
    WRAPPED = "wrapped"
    CODE = "code"  # short text in the middle: numbers and symbols, never a number or a date
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """One column: its head, its width on paper in millimetres, what its cells hold.

    The first columns of a sheet may merge: equal cells below each other stand there as one.
    """

    head: str
    width: float
    content: Content = Content.TEXT
    merges: bool = False


@dataclass(frozen=True)
class CoverLine:
    """One line of a cover, or of what stands above or below the rows; the title stands out."""

    text: str
    is_title: bool = False


@dataclass(frozen=True)
class Letterhead:
    """Who issues the paper, set beside the name of the Republic (Decree 30, Appendix I).

    A paper for use within the office has its title `beside` it instead.
    """

    superior: str
    office: str
    number: str = ""
    place_and_date: str = ""
    beside: tuple[CoverLine, ...] = ()


@dataclass(frozen=True)
class Group:
    """A line across all columns, before the row with this place (the first has place 0).

    `on_new_page` is for parts that are handed out one by one: each begins on a page of its own.
    """

    before: int
    text: str
    on_new_page: bool = False


@dataclass(frozen=True)
class Signature:
    """One column of a signature block: who signs, how, and under which name."""

    title: str
    note: str = ""
    name: str = ""


@dataclass(frozen=True)
class Closing:
    """What closes a book below its last row, all on one page.

    `fingerprint` are the words before the SHA-256 of all rows; without words it is left out.
    `copies` is who gets a letter: a head and its lines, at the left of one who signs, or below.
    """

    lines: tuple[CoverLine, ...] = ()
    fingerprint: str = ""
    place_and_date: str = ""
    signatures: tuple[Signature, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A page as data: `rows` may be read once only, and `count` says how many there are.

    `column_numbers` are the words under the heads that statutory forms carry: (1), (2), …
    `above` stands before the heads of the first page; `struck` are the places of rows that are
    crossed out, whose numbers stay given. Where a sheet has `least_letters`, those of its rows
    become so small at most for all to stand on one page.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    count: int
    cover: tuple[CoverLine, ...] = ()
    column_numbers: tuple[str, ...] = ()
    landscape: bool = True
    language: str = "vi"
    letterhead: Letterhead | None = None
    above: tuple[CoverLine, ...] = ()
    groups: tuple[Group, ...] = ()
    struck: frozenset[int] = frozenset()
    closing: Closing | None = None
    letters: float = LETTERS
    least_letters: float | None = None

    @property
    def merging(self) -> int:
        """How many columns merge."""
        return next(
            (place for place, column in enumerate(self.columns) if not column.merges),
            len(self.columns),
        )
