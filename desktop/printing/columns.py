"""How wide the columns become on paper, so that they fill its width and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.sheets.sheet import Column, Content

# Of its width, a column of long texts gives up so much before the letters become smaller.
_NARROWEST_GIVES: Final = 0.3
_SMALLEST_LETTERS: Final = 0.6


@dataclass(frozen=True)
class Fitted:
    """Widths in millimetres, and the size of letters as a share of the usual one."""

    widths: tuple[float, ...]
    letters: float = 1.0


def fitted(columns: Sequence[Column], width: float) -> Fitted:
    """Columns of long texts take what is left over and give what is missing.

    A date or a number that has its width keeps it: it would be broken, or look lost.
    """
    natural = [column.width for column in columns]
    flexible = [column.width if column.content is Content.WRAPPED else 0.0 for column in columns]
    missing = sum(natural) - width
    if missing <= _NARROWEST_GIVES * sum(flexible):
        given = missing / sum(flexible) if any(flexible) else 0.0
        return Fitted(_less(natural, flexible, given))
    least = _less(natural, flexible, _NARROWEST_GIVES)
    shrink = width / sum(least)
    return Fitted(tuple(one * shrink for one in least), max(shrink, _SMALLEST_LETTERS))


def _less(natural: list[float], flexible: list[float], share: float) -> tuple[float, ...]:
    return tuple(one - share * part for one, part in zip(natural, flexible, strict=True))
