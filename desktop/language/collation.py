"""Vietnamese order: a ă â b c d đ e ê …, tones after letters, numbers by their size."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from desktop.language.folding import one_tone_place

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: chr(0x100 + place) for place, letter in enumerate(_ALPHABET)}
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_PIECE: Final = re.compile(r"\d+|\D")


@lru_cache(maxsize=65536)
def order(text: str) -> str:
    """A key that sorts as the Vietnamese alphabet does; digits by value, before letters."""
    ranked = [_ranked(piece) for piece in _PIECE.findall(one_tone_place(text))]
    letters = "".join(rank for rank, _ in ranked)
    tones = "".join(tone for _, tone in ranked)
    return f"{letters}\x01{tones}\x01{text}"


def person_order(name: str) -> str:
    """A key for persons: by given name (the last word), then family and middle names.

    The given name counts whole, tone and all, before the family name: Trần Hoa, then Lê Hòa.
    """
    family, _, given = " ".join(name.split()).rpartition(" ")
    return f"{order(one_tone_place(given))}\x01{order(family)}\x01{given}"


def _ranked(piece: str) -> tuple[str, str]:
    if piece.isdecimal():
        digits = piece.lstrip("0")
        return f"0{chr(0x30 + len(digits))}{digits}", "0"
    letter, tone = _split(piece)
    return _RANK.get(letter, letter if letter < "0" else chr(0x200) + letter), tone


@lru_cache(maxsize=4096)
def _split(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    bare = unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else letter
    return bare, _TONES.get(tone, "0")
