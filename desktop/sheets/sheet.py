"""A sheet: a page as data, written by Excel and by paper, made by the features."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

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
    """One column: its head, its width on paper in millimetres, what its cells hold."""

    head: str
    width: float
    content: Content = Content.TEXT


@dataclass(frozen=True)
class CoverLine:
    """One line of a cover; the title stands out."""

    text: str
    is_title: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page as data: `rows` may be read once only, and `count` says how many there are.

    `column_numbers` are the words under the heads that statutory forms carry: (1), (2), …
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    count: int
    cover: tuple[CoverLine, ...] = ()
    column_numbers: tuple[str, ...] = ()
    landscape: bool = True
    language: str = "vi"
