"""The keys of the window: by menu, in columns, and on one page to hang beside the screen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.sheets.margins import A4, BOTTOM, PAPERS, RIGHT, TOP
from desktop.sheets.placed import Placed, PlacedPage, PlacedText

_TITLE: Final = 2  # lines
_WIDTH, _HEIGHT = PAPERS[A4]
# It is hung up, not bound: the left margin is as wide as the right one.
_EDGE: Final = RIGHT
_COLUMNS: Final = 2
_GUTTER: Final = 8.0  # mm, between the columns
_KEY: Final = 25.0  # mm
_HEADING: Final = 12.0  # mm, below the top margin
_POINTS, _HEADING_POINTS = 9.5, 15.0
_LINE: Final = 5.4  # mm
_MM_A_POINT: Final = 25.4 / 72
_LEADING: Final = 1.2


@dataclass(frozen=True)
class KeyGroup:
    """The keys of one menu or one list, each with its words."""

    title: str
    keys: tuple[tuple[str, str], ...]


def parted(groups: Sequence[KeyGroup], count: int) -> list[list[KeyGroup]]:
    """The groups in their order, in columns that are about as long as each other."""
    most = _lines(groups) / count
    parts: list[list[KeyGroup]] = [[]]
    length = 0.0
    for group in groups:
        own = _lines([group])
        if parts[-1] and length + own / 2 > most and len(parts) < count:
            parts.append([])
            length = 0
        parts[-1].append(group)
        length += own
    return parts


def _lines(groups: Iterable[KeyGroup]) -> int:
    return sum(len(group.keys) + _TITLE for group in groups)


def key_page(name: str, groups: Sequence[KeyGroup]) -> Placed:
    """All keys on one page: the more there are, the closer they stand."""
    columns = parted(groups, _COLUMNS)
    top = TOP + _HEADING
    line = min(_LINE, (_HEIGHT - BOTTOM - top) / max(1, *map(_lines, columns)))
    heading = PlacedText(_EDGE, TOP, _WIDTH - 2 * _EDGE, name, _HEADING_POINTS, bold=True)
    width = (_WIDTH - 2 * _EDGE - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
    texts = [
        text
        for place, column in enumerate(columns)
        for text in _column(column, _EDGE + place * (width + _GUTTER), width, top, line)
    ]
    return Placed(name, (PlacedPage((heading, *texts)),))


def _column(
    groups: Iterable[KeyGroup], left: float, width: float, top: float, line: float
) -> Iterator[PlacedText]:
    """Titles with some room above them, keys at the left and their words beside them."""
    points = min(_POINTS, line / _MM_A_POINT / _LEADING)
    for group in groups:
        y = top + line * 0.75
        yield PlacedText(left, y, width, group.title, points, bold=True, height=line)
        for place, (key, words) in enumerate(group.keys):
            y = top + (_TITLE + place) * line
            yield PlacedText(left, y, _KEY, key, points, height=line)
            yield PlacedText(left + _KEY, y, width - _KEY, words, points, height=line)
        top += (_TITLE + len(group.keys)) * line
