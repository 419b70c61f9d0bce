"""Referring to a registered document by what a clerk would write: 123, 123/TW, 15/QĐ-UBND."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from desktop.correspondence.numbering import written
from desktop.language.folding import fold, mend_symbol, symbol_key
from desktop.language.words import M
from desktop.records.fields import Unreadable
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader

# 123 · 125a · 123/TW · 123/TW/2026 · 123/2026
_NUMBER: Final = re.compile(r"(\d{1,9})([a-zđ]?)(?:/([^/]*[^/\d][^/]*))?(?:/(\d{4}))?")
_MOST: Final = 50


@dataclass(frozen=True)
class Referred:
    """What a typed reference says: a number, and perhaps its series and year."""

    number: int
    suffix: str | None
    series: str | None
    year: int | None


class DocumentRegister:
    """One register, in which documents are found by their number or their symbol."""

    def __init__(self, reader: Reader, kind: str, this_year: int) -> None:
        self._reader = reader
        self._kind = kind
        self._this_year = this_year

    def find(self, typed: str) -> int | None:
        """The document meant; raises Unreadable where several may be meant."""
        found = self._by_number(typed) or self._by_symbol(typed)
        if len(found) > 1:
            raise Unreadable(_several(typed, found))
        return found[0].id if found else None

    def title(self, record_id: int) -> str:
        """The reference that finds this document again."""
        document = self._reader.record(self._kind, record_id)
        return reference(document) if document else ""

    def _by_number(self, typed: str) -> list[Any]:
        said = referred(typed)
        if said is None:
            return []
        year = said.year or self._this_year
        found = (
            self._reader.with_number(self._kind, code, year, said.number, said.suffix)
            for code in self._series(said.series)
        )
        return [one for one in found if one]

    def _series(self, said: str | None) -> Iterator[str]:
        """One after the other: by its series and year, a number is found among 700,000 at once."""
        every = Query("series", with_trash=True).where("register", Test.IS, self._kind)
        for (code,) in self._reader.values(every, ("code",)):
            if said is None or fold(code) == fold(said):
                yield code

    def _by_symbol(self, typed: str) -> list[Any]:
        key = symbol_key(mend_symbol(typed))
        found = self._reader.with_key(self._kind, "symbol_key", key, _MOST) if key else []
        # A symbol comes again every year, and is usually this year's.
        return [one for one in found if one.year == self._this_year] or found


def referred(typed: str) -> Referred | None:
    """The number, series and year of a reference; None where it is none by number."""
    found = _NUMBER.fullmatch(mend_symbol(typed).lower())
    if not found:
        return None
    number, suffix, series, year = found.groups()
    return Referred(int(number), suffix or None, series, int(year) if year else None)


def reference(document: Any) -> str:
    """A document as a register writes it: number, series, year."""
    return f"{number_of(document)}/{document.series}/{document.year}"


def number_of(document: Any) -> str:
    """The number as it is written: 01 to 09 with a zero, an inserted one with its letter."""
    return written(document.number, document.suffix)


def _several(typed: str, found: list[Any]) -> Any:
    return M(
        "“{typed}” may be several documents ({references}): type the one you mean.",
        typed=typed[:40],
        references=", ".join(reference(one) for one in found[:3]),
    )
