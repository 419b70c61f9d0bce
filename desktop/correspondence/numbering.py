"""Numbers and symbols: 15/QĐ-UBND, 123/UBND-NC, 15/2026/QĐ-UBND."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from desktop.language.folding import fold, mend_symbol
from desktop.records.law import catalogue

_PARTS: Final = re.compile(r"(?:số[:.\s]*)?(\d+)([a-zđ]?)(?:/(\d{4})(?=/))?[/-](.+)", re.IGNORECASE)


@dataclass(frozen=True)
class SymbolParts:
    """What a symbol as typed seems to say; only ever a help, the symbol itself is kept."""

    number: int
    year: int | None
    notation: str
    suffix: str | None = None

    @property
    def document_kind(self) -> str:
        """The kind whose abbreviation the notation begins with; without one, an official letter."""
        first = re.split(r"[-/]", self.notation)[0]
        entry = catalogue("kinds").find(first) if first else None
        known = entry and entry.abbreviation and fold(entry.abbreviation) == fold(first)
        return entry.code if entry and known else "cong-van"


def parts_of(symbol: str) -> SymbolParts | None:
    """The number, year and notation of a symbol; None where it does not begin with a number."""
    found = _PARTS.fullmatch(mend_symbol(symbol))
    if not found:
        return None
    number, suffix, year, notation = found.groups()
    return SymbolParts(int(number), int(year) if year else None, notation, suffix.lower() or None)


def written(number: int | None, suffix: str | None = None) -> str:
    """A number as registers write it: 01 to 09 with a zero, an inserted one with its letter."""
    return f"{number or 0:02d}{suffix or ''}"


def next_suffix(taken: Iterable[str | None]) -> str | None:
    """The first letter that no number inserted here has yet: 125a, 125b; None after 125z."""
    used = set(taken)
    return next((letter for letter in ascii_lowercase if letter not in used), None)


def compose(
    template: str,
    *,
    number: int,
    year: int,
    document_kind: str,
    unit: str,
    suffix: str | None = None,
) -> str:
    """The symbol by a series' template; numbers below ten are written 01 to 09."""
    entry = catalogue("kinds").of(document_kind)
    kind = entry.abbreviation if entry else ""
    filled = template.replace("{number}", written(number, suffix)).replace("{year}", str(year))
    filled = filled.replace("{kind}", kind).replace("{unit}", unit)
    # A kind without an abbreviation (công văn) leaves no lone dash behind: 123/UBND.
    return filled.replace("/-", "/").removesuffix("-")
