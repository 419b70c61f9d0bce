"""Where a text as it is shown holds what was looked for: the stretches of it that a list marks."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.language.folding import fold, has_marks, one_i, one_tone_place, tokens

Stretch = tuple[int, int]  # its first letter, and the one after its last

_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[\W_]+"


class _Hit(NamedTuple):
    """Which of the things looked for (the first is 1), where, and whether with its marks."""

    what: int
    stretch: Stretch
    exact: bool


class Hits:
    """What was looked for: words, each the beginning of one, or several that follow each other.

    Where a text holds one with just the marks that were typed, only those are hits of it.
    """

    def __init__(self, sought: Iterable[str]) -> None:
        runs = {tuple(found): one for one in sought if (found := tokens(one))}
        # Where several begin at one letter, the longest is the hit.
        longest = sorted(runs, key=lambda run: -len("".join(run)))
        self._pattern = re.compile("|".join(f"({_one_after_another(run)})" for run in longest))
        self._marked = [_with_marks(runs[run]) for run in longest]

    def within(self, text: str) -> tuple[Stretch, ...]:
        """The hits in their order; none reaches into another."""
        found = list(self._found(text)) if self._marked else []
        said = {hit.what for hit in found if hit.exact}
        return tuple(hit.stretch for hit in found if hit.exact or hit.what not in said)

    def _found(self, text: str) -> Iterator[_Hit]:
        letters = [_folded(letter) for letter in text]
        matches = list(self._pattern.finditer(one_i("".join(letters))))
        places = _places(letters) if matches else []
        for match in matches:
            first, last = places[match.start()], places[match.end() - 1]
            # ½ is one letter and two numbers: what begins inside a letter cannot be shown.
            if first not in places[: match.start()][-1:]:
                what = match.lastindex or 0
                yield _Hit(what, (first, _end(letters, last)), self._is_exact(what, text[first:]))

    def _is_exact(self, what: int, text: str) -> bool:
        marked = self._marked[what - 1]
        return marked is None or marked.match(one_tone_place(text)) is not None


def _one_after_another(words: Iterable[str]) -> str:
    return r"(?<![^\W_])" + _BETWEEN.join(map(re.escape, words))


def _with_marks(typed: str) -> re.Pattern[str] | None:
    """What was typed, in one spelling; None where nobody took the trouble to type marks."""
    if not has_marks(typed):
        return None
    return re.compile(_BETWEEN.join(map(re.escape, _WORD.findall(one_tone_place(typed)))))


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """One letter as search has it: nothing of a mark that stands by itself."""
    return fold(letter)


def _places(letters: list[str]) -> list[int]:
    """For each letter of the folded text, which one of the shown text it comes from."""
    return [place for place, folded in enumerate(letters) for _ in folded]


def _end(letters: list[str], last: int) -> int:
    """The marks that stand by themselves belong to the letter before them."""
    end = last + 1
    while end < len(letters) and not letters[end]:
        end += 1
    return end
