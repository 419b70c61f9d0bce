"""How an abstract may go on: what followed the same words in the office's own abstracts.

An abstract is most of what is typed of a document, and most of it was written before.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import sqrt
from typing import Final, NamedTuple

from desktop.language.folding import fold, has_marks, tokens
from desktop.records.law import catalogue
from desktop.storage.lists import Reader
from desktop.storage.search import facet

# A tone that is typed as a letter of its own belongs to the word.
_WORD: Final = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
# More words before the cursor than this tell nothing more of what follows.
_MOST_WORDS: Final = 4
# So many of the newest abstracts that go on from here are counted, of so many looked through.
_COUNTED: Final = 150
_LOOKED_THROUGH: Final = 1000
# One word alone says what follows only if this much of it is typed.
_LEAST_LETTERS: Final = 2
# What nearly always goes on the same way is offered whole.
_NEARLY_ALWAYS: Final = 0.7
# Shorter ones are typed sooner than chosen.
_LEAST_GAIN: Final = 3


@dataclass(frozen=True)
class Continuation:
    """Words that would stand at the end of a text, in place of its last `over` letters."""

    text: str
    over: int = 0


@dataclass(frozen=True)
class Beginning:
    """What is typed of an abstract, and what else is known of its document."""

    kind: str
    typed: str
    issuer: str = ""
    document_kind: str = ""


def continuations(reader: Reader, beginning: Beginning, *, most: int = 6) -> list[Continuation]:
    """How abstracts of this office went on from here, the likeliest first.

    Those of the same author come first, then those of the same document kind, then the most
    frequent. Half a word may be typed without its marks: it is offered with them.
    """
    steps = list(growing(reader, beginning, most=most))
    return steps[-1] if steps else []


def growing(reader: Reader, beginning: Beginning, *, most: int = 6) -> Iterator[list[Continuation]]:
    """The same step by step, so that whoever no longer waits may leave in between."""
    found: dict[str, Continuation] = {}
    for tail in _tails(beginning.typed):
        for offer in _after(reader, beginning, tail, most):
            found.setdefault(fold(offer.text), offer)
        yield list(found.values())[:most]
        if len(found) >= most:
            return


# What is typed


@dataclass(frozen=True)
class _Tail:
    """The last words typed; `gap` is what stands after them, nothing where the last may go on."""

    words: tuple[str, ...]
    gap: str

    @property
    def unfinished(self) -> str:
        return "" if self.gap else self.words[-1]

    @property
    def run(self) -> list[str]:
        return [token for word in self.words for token in tokens(word)]


def _tails(typed: str) -> Iterator[_Tail]:
    """From many words, which say most, to few, which are found most often."""
    words = list(_WORD.finditer(typed))
    if not words:
        return
    gap = typed[words[-1].end() :]
    is_whole = len(words) == 1
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        tail = _Tail(tuple(word.group() for word in words[-count:]), gap)
        if count > 1 or is_whole or len(tail.unfinished) >= _LEAST_LETTERS:
            yield tail


# What followed


@dataclass
class _Way:
    """The words that followed so far, how often, and whither they went on."""

    text: str = ""
    own: int = 0
    alike: int = 0
    all: int = 0
    onward: dict[str, "_Way"] = field(default_factory=dict)

    def to(self, word: str, text: str) -> "_Way":
        """One word further; the first to go there says how it is written."""
        return self.onward.setdefault(word, _Way(text))


def _after(reader: Reader, beginning: Beginning, tail: _Tail, most: int) -> list[Continuation]:
    start = _Way()
    for abstract in islice(_going_on(reader, beginning, tail), _COUNTED):
        _follow(start, abstract, tail)
    ways = sorted(_worth_offering(start, tail), key=_worth, reverse=True)
    return [_continuation(way.text, tail.unfinished) for way in ways[:most]]


def _worth(way: _Way) -> tuple[float, ...]:
    """How often it was written, by the author first; length counts by its root only.

    On the demo year this took a sixth fewer choices than mere frequency, and saved as many keys.
    """
    length = sqrt(len(way.text))
    return way.own * length, way.alike * length, way.all * length


@dataclass(frozen=True)
class _Abstract:
    """An abstract that goes on from the typed words, which end before its word number `first`."""

    text: str
    first: int
    own: bool
    alike: bool


def _going_on(reader: Reader, beginning: Beginning, tail: _Tail) -> Iterator[_Abstract]:
    """Abstracts that hold the words: first of the author, then of the document kind, then all."""
    issuer, entry = fold(beginning.issuer), catalogue("kinds").find(beginning.document_kind)
    code = entry.code if entry else None
    seen: set[int] = set()
    for phrases, facets in _narrower(beginning.issuer, code):
        for record_id, text, author, its_kind in reader.holding(
            beginning.kind,
            ("id", "subject", "issuer", "document_kind"),
            run=tail.run,
            unfinished=not tail.gap,
            facets=facets,
            phrases=phrases,
            most=_LOOKED_THROUGH,
        ):
            first = None if record_id in seen else _end_of(tail, text)
            if first is not None:
                seen.add(record_id)
                own = bool(issuer) and fold(author or "") == issuer
                yield _Abstract(text, first, own, its_kind == code)


def _narrower(issuer: str, code: str | None) -> Iterator[tuple[list[str], list[str]]]:
    """What else the index is asked for, and then nothing else."""
    if tokens(issuer):
        yield [issuer], []
    if code:
        yield [], [facet("document_kind", code)]
    yield [], []


def _follow(start: _Way, abstract: _Abstract, tail: _Tail) -> None:
    begins = _begins_at(abstract, tail.gap)
    if begins is None:
        return
    way = start
    for word, _, end in _words(abstract.text)[abstract.first :]:
        way = way.to(word, abstract.text[begins:end])
        way.own += abstract.own
        way.alike += abstract.alike
        way.all += 1


def _begins_at(abstract: _Abstract, gap: str) -> int | None:
    """Where the continuation begins; None where something else stands between the words."""
    words = _words(abstract.text)[abstract.first - 1 : abstract.first + 1]
    if not gap:
        return _words(abstract.text)[abstract.first].start
    if len(words) < 2:
        return None
    end, start = words[0].end, words[1].start
    between = abstract.text[end:start]
    if between.startswith(gap):
        return end + len(gap)
    same = "".join(between.split()) == "".join(gap.split())
    return start if same and gap[-1].isspace() else None


def _worth_offering(start: _Way, tail: _Tail) -> Iterator[_Way]:
    """Ways that branch or end here; what nearly always goes on the same way goes on."""
    waiting = _onward(start)
    while waiting:
        way = waiting.pop()
        further = _onward(way)
        waiting += further
        goes_on = any(one.all >= _NEARLY_ALWAYS * way.all for one in further)
        if not goes_on and len(way.text) >= len(tail.unfinished) + _LEAST_GAIN:
            yield way


def _onward(way: _Way) -> list[_Way]:
    """Where it goes on; a number that was written once is hardly written again."""
    return [
        one for word, one in way.onward.items() if one.all > 1 or not any(map(str.isdigit, word))
    ]


def _continuation(text: str, unfinished: str) -> Continuation:
    """What was typed stays as it is, unless marks are put to it."""
    kept = unicodedata.normalize("NFC", unfinished)
    if text[: len(kept)].casefold() == kept.casefold():
        text = unfinished + text[len(kept) :]
    return Continuation(text, len(unfinished))


# Where the typed words stand


class _Word(NamedTuple):
    folded: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(_folded(one.group()), *one.span()) for one in _WORD.finditer(text))


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return fold(word)


def _end_of(tail: _Tail, text: str) -> int | None:
    """The word of an abstract with which it goes on where the typed words stand in it."""
    words, count = _words(text), len(tail.words)
    folded = [word.folded for word in words]
    *whole, last = map(_folded, tail.words)
    for spot in range(len(words) - count + 1):
        final = folded[spot + count - 1]
        fits = final == last if tail.gap else final.startswith(last)
        if fits and folded[spot : spot + count - 1] == whole:
            written = [text[one.start : one.end] for one in words[spot : spot + count]]
            if _agree(tail, written):
                return spot + count - (not tail.gap)
    return None


def _agree(tail: _Tail, written: list[str]) -> bool:
    """Whether what was typed with marks has the same marks there."""
    *whole, last = tail.words
    ends = _same_marks if tail.gap else _may_become
    return all(map(_same_marks, whole, written)) and ends(last, written[-1])


@lru_cache(maxsize=16384)
def _same_marks(typed: str, written: str) -> bool:
    """Whether a word is the one typed; without marks it may be any of them."""
    return not has_marks(typed) or _parted(typed) == _parted(written)


@lru_cache(maxsize=16384)
def _may_become(typed: str, written: str) -> bool:
    """Whether half a word may become this one: its marks so far are the word's too."""
    letters, tone = _parted(typed)
    all_letters, its_tone = _parted(written)
    same = all(
        one.isascii() or one == other for one, other in zip(letters, all_letters, strict=False)
    )
    return same and tone in ("", its_tone)


def _parted(word: str) -> tuple[str, str]:
    """The letters of a syllable, and its one tone, wherever that is put."""
    apart = unicodedata.normalize("NFD", word.casefold())
    letters = "".join(c for c in apart if c not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(c for c in apart if c in _TONES)
