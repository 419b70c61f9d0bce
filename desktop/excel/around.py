"""What stands around the rows of a worksheet: letterhead and title above, the closing below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, pairwise, zip_longest
from typing import Final

from desktop.sheets.parts import LEFT_OF_LETTERHEAD, MOTTO, REPUBLIC, ROOM_TO_SIGN, in_groups
from desktop.sheets.sheet import Closing, CoverLine, Letterhead, Sheet

_POINTS_PER_MM: Final = 72 / 25.4
_GAP: Final = 12.0  # points


class Manner(Enum):
    """How a line is set: its letters, and where it stands."""

    CENTRED = "centred"
    CENTRED_BOLD = "centred bold"
    CENTRED_ITALIC = "centred italic"
    TITLE = "title"
    LEFT = "left"
    LEFT_BOLD = "left bold"


@dataclass(frozen=True)
class Said:
    """A text across some columns, the first and the last counted from 0."""

    text: str
    manner: Manner
    first: int
    last: int


@dataclass(frozen=True)
class Line:
    """Texts side by side; a line without any is a gap, so many points high."""

    said: tuple[Said, ...] = ()
    height: float = _GAP


def above(sheet: Sheet) -> list[Line]:
    """Letterhead and title, before the heads."""
    lines: list[Line] = []
    if sheet.letterhead:
        lines += [*_letterhead(sheet.letterhead, _widths(sheet)), Line()]
    if sheet.above:
        manners = (Manner.CENTRED_ITALIC, Manner.TITLE)
        lines += [*_across(sheet.above, len(sheet.columns), manners), Line()]
    return lines


def below(sheet: Sheet, digest: str) -> list[Line]:
    """What closes the book, after the last row."""
    closing = sheet.closing
    if closing is None:
        return []
    last = len(sheet.columns) - 1
    lines = [Line(), *_across(closing.lines, last + 1, (Manner.LEFT, Manner.LEFT_BOLD))]
    if closing.fingerprint:
        said = f"{closing.fingerprint} {in_groups(digest)}"
        lines.append(Line((Said(said, Manner.LEFT, 0, last),)))
    return [*lines, *_signing(closing, _widths(sheet))]


def _widths(sheet: Sheet) -> list[float]:
    return [column.width for column in sheet.columns]


def _across(
    lines: Sequence[CoverLine], count: int, manners: tuple[Manner, Manner]
) -> Iterator[Line]:
    for line in lines:
        yield Line((Said(line.text, manners[line.is_title], 0, count - 1),))


def _letterhead(head: Letterhead, widths: list[float]) -> Iterator[Line]:
    if head.beside:
        yield from _titled(head, widths)
        return
    pairs = (
        (head.superior, Manner.CENTRED, REPUBLIC, Manner.CENTRED_BOLD),
        (head.office, Manner.CENTRED_BOLD, MOTTO, Manner.CENTRED_BOLD),
        (head.number, Manner.CENTRED, head.place_and_date, Manner.CENTRED_ITALIC),
    )
    for left, left_manner, right, right_manner in pairs:
        if left or right:
            texts = ((left, left_manner), (right, right_manner))
            yield from _abreast(texts, widths, [LEFT_OF_LETTERHEAD])


def _titled(head: Letterhead, widths: list[float]) -> Iterator[Line]:
    """Who issues the paper, and beside it the paper's title."""
    left = [(head.superior, Manner.CENTRED), (head.office, Manner.CENTRED_BOLD)]
    right = [
        (line.text, Manner.TITLE if line.is_title else Manner.CENTRED_ITALIC)
        for line in head.beside
    ]
    for pair in zip_longest(left, right, fillvalue=("", Manner.CENTRED)):
        yield from _abreast(pair, widths, [LEFT_OF_LETTERHEAD])


def _signing(closing: Closing, widths: list[float]) -> Iterator[Line]:
    count = max(len(closing.signatures), 1)
    shares = [place / count for place in range(1, count)]
    if closing.place_and_date:
        day = (closing.place_and_date, Manner.CENTRED_ITALIC)
        middle = ("", Manner.CENTRED)
        yield from _abreast((middle, day), widths, shares[-1:] or [0.5])
    if closing.signatures:
        signing = closing.signatures
        yield from _abreast([(s.title, Manner.CENTRED_BOLD) for s in signing], widths, shares)
        yield from _abreast([(s.note, Manner.CENTRED_ITALIC) for s in signing], widths, shares)
        yield Line(height=ROOM_TO_SIGN * _POINTS_PER_MM)
        yield from _abreast([(s.name, Manner.CENTRED_BOLD) for s in signing], widths, shares)


def _abreast(
    texts: Sequence[tuple[str, Manner]], widths: list[float], shares: list[float]
) -> Iterator[Line]:
    """Texts side by side, or below each other where there are too few columns for that."""
    spans = _spans(widths, shares)
    if spans:
        yield Line(
            tuple(
                Said(text, manner, first, last)
                for (text, manner), (first, last) in zip(texts, spans, strict=True)
                if text
            )
        )
        return
    for text, manner in texts:
        if text:
            yield Line((Said(text, manner, 0, len(widths) - 1),))


def _spans(widths: list[float], shares: list[float]) -> list[tuple[int, int]] | None:
    """The columns of each part, parted where a column ends nearest to its share of the width."""
    ends = list(accumulate(widths))
    cuts = [0]
    for share in shares:
        nearest = min(range(len(ends)), key=lambda place: abs(ends[place] - share * ends[-1]))
        cuts.append(nearest + 1)
    cuts.append(len(widths))
    spans = [(first, following - 1) for first, following in pairwise(cuts)]
    return spans if all(first <= last for first, last in spans) else None
