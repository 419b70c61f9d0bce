"""Telex read back: what a person meant who typed with the input method off (ddaast → đất)."""

import re
import unicodedata
from typing import Final

from desktop.language.folding import has_marks

_SHAPES: Final = {
    "dd": "đ",
    "aa": "â",
    "aw": "ă",
    "ee": "ê",
    "oo": "ô",
    "uow": "ươ",
    "ow": "ơ",
    "uw": "ư",
}
_TONES: Final = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_SYLLABLE: Final = re.compile(r"([^aăâeêioôơuưyw]*)([aăâeêioôơuưy]+)(ng|nh|ch|[cmnpt]?)")
_MARKED: Final = "ăâêôơư"


def telex_meant(typed: str) -> str | None:
    """The text meant by keys of Telex; None where it needs none, or means no syllables."""
    words = typed.split()
    meant = [_meant(word) for word in words]
    if has_marks(typed) or None in meant or meant == words:
        return None
    return " ".join(word for word in meant if word)


def _meant(word: str) -> str | None:
    """One word; digits and the like stay, letters must make a syllable."""
    if not word.isascii() or not word.isalpha():
        return word
    letters, tone = _apart(word.lower())
    found = _SYLLABLE.fullmatch(_shaped(letters))
    if not found:
        return None
    first, vowels, end = found.groups()
    said = unicodedata.normalize("NFC", first + _toned(first, vowels, end, tone) + end)
    return said.capitalize() if word[0].isupper() else said


def _apart(word: str) -> tuple[str, str]:
    """Its letters, and the tone typed after the vowel: daast and daats are the same."""
    found = re.fullmatch(r"(.*[aeiouyw][^sfrxj]*)([sfrxj])(.*)", word)
    return (found[1] + found[3], _TONES[found[2]]) if found else (word, "")


def _shaped(letters: str) -> str:
    for keys, letter in _SHAPES.items():
        letters = letters.replace(keys, letter)
    # A letter shaped at the end of the word: duowng, dduocwj, dat d.
    if "w" in letters:
        letters = re.sub(r"uo(.*)w", r"ươ\1", letters)
        letters = re.sub(r"([aou])([^aou]*)w", _hooked, letters)
    return letters


def _hooked(found: re.Match[str]) -> str:
    return {"a": "ă", "o": "ơ", "u": "ư"}[found[1]] + found[2]


def _toned(first: str, vowels: str, end: str, tone: str) -> str:
    """The vowels with the tone on the one that bears it."""
    if not tone:
        return vowels
    skipped = int(len(vowels) > 1 and (first + vowels[0]) in ("qu", "gi"))
    place = _bearer(vowels[skipped:], end) + skipped
    return vowels[: place + 1] + tone + vowels[place + 1 :]


def _bearer(vowels: str, end: str) -> int:
    marked = [place for place, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        return marked[-1]
    if len(vowels) == 1:
        return 0
    return 1 if end or len(vowels) > 2 else 0
