"""Near misses: what a question that found nothing may have been meant to ask."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from desktop.correspondence.finding.asking import Part, Written, read_query
from desktop.language.folding import fold
from desktop.language.slips import one_slip_away
from desktop.language.telex import telex_meant
from desktop.records.fields import Ground
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader

# A count takes about a millisecond: so many are over before a person has read “nothing found”.
_TRIED: Final = 80
_OF_ONE_SLIP: Final = 3
_COUNTED: Final = 1000
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NUMBER: Final = re.compile(r"(?<!\d)\d{2,9}(?!\d)")


@dataclass(frozen=True)
class NearMiss:
    """Another question, as it would be written, and how much it finds (at most 1,000 counted)."""

    written: str
    count: int


def near_misses(
    reader: Reader, text: str, *, kind: str, ground: Ground, most: int = 4
) -> list[NearMiss]:
    """The likeliest questions near this one that find something, the likeliest first.

    Marks are no part of it: the index knows none, so wrong ones never hide a document.
    """
    trying = _Trying(reader, kind, ground)
    written = read_query(text, kind=kind, ground=ground)
    tries = chain(
        trying.found(_telex(written)),
        trying.found(_slipped_words(reader, kind, written)),
        trying.found(_slipped_numbers(written)),
        trying.found(_loosened(written)),
    )
    return list(islice(tries, most))


class _Trying:
    """Counts what other questions find, so many of them at most."""

    def __init__(self, reader: Reader, kind: str, ground: Ground) -> None:
        self._reader = reader
        self._kind = kind
        self._ground = ground
        self._tried: set[str] = set()

    def found(self, texts: Iterable[str]) -> Iterator[NearMiss]:
        """Those of one kind of slip that find something, and only the first few."""
        found = (NearMiss(text, count) for text in texts if (count := self._count(text)))
        return islice(found, _OF_ONE_SLIP)

    def _count(self, text: str) -> int:
        if text in self._tried or len(self._tried) >= _TRIED:
            return 0
        self._tried.add(text)
        written = read_query(text, kind=self._kind, ground=self._ground)
        return 0 if written.problems else self._reader.count(written.query, _COUNTED)


def _instead(written: Written, part: Part, text: str) -> str:
    return " ".join(text if one is part else one.written for one in written.parts)


def _telex(written: Written) -> Iterator[str]:
    """The input method was off: ddaast ddai."""
    for part in written.parts:
        meant = None if part.is_condition else telex_meant(part.words)
        if meant:
            yield _instead(written, part, meant)


def _slipped_words(reader: Reader, kind: str, written: Written) -> Iterator[str]:
    """Words that stand in no document, with one slip undone, or cut in two."""
    for part in written.parts:
        for found in [] if part.is_condition else _WORD.finditer(part.written):
            word = fold(found.group())
            if reader.count(Query(kind, words=word), 1):
                continue
            for other in _known_near(reader, kind, word):
                changed = part.written[: found.start()] + other + part.written[found.end() :]
                yield _instead(written, part, changed)


def _known_near(reader: Reader, kind: str, word: str) -> list[str]:
    """Words of documents one slip away, those of most documents first."""
    near = reader.known_words(kind, one_slip_away(word))
    halves = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    known = reader.known_words(kind, {half for pair in halves for half in pair})
    near |= {
        f"{first} {last}": min(known[first], known[last])
        for first, last in halves
        if first in known and last in known
    }
    return sorted(near, key=lambda one: -near[one])[: _OF_ONE_SLIP * 2]


def _slipped_numbers(written: Written) -> Iterator[str]:
    """456 as 465, then with one digit wrong, too many or too few."""
    for part in written.parts:
        if part.is_condition and not _asks_number(part):
            continue
        for found in _NUMBER.finditer(part.written):
            number = found.group()
            # Among words, a number with a digit less is the beginning of many.
            near = (one for one in one_slip_away(number) if _fits(one, number, part))
            for other in near:
                changed = part.written[: found.start()] + other + part.written[found.end() :]
                yield _instead(written, part, changed)


def _fits(other: str, number: str, part: Part) -> bool:
    return part.is_condition or len(other) >= len(number)


def _asks_number(part: Part) -> bool:
    return any((one.field, one.test) == ("number", Test.IS) for one in part.filters)


def _loosened(written: Written) -> Iterator[str]:
    """All but one of the conditions."""
    if len(written.parts) > 1:
        for part in written.conditions:
            yield written.without(part)
