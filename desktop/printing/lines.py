"""Texts broken into lines: between words, and inside a word only where it is wider than a line."""

import re
from collections.abc import Callable, Iterator
from typing import Final
from unicodedata import category

Width = Callable[[str], float]

# A symbol such as 1234/QĐ-UBND is broken after such a mark before it is broken anywhere else.
_AFTER_A_MARK: Final = re.compile(r"(?<=[-/.,;:_)])")
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_JOINER: Final = "\u200d"


def lines(text: str, width: Width, room: float) -> list[str]:
    """The lines on which the text stands, none wider than the room but a single letter."""
    if "\n" in text or not text.isprintable():
        text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
        return [line for part in text.split("\n") for line in _paragraph(part, width, room)]
    return list(_paragraph(text, width, room))


def _paragraph(text: str, width: Width, room: float) -> Iterator[str]:
    space = width(" ")
    line, used = "", 0.0
    for word in text.split(" "):
        if not word:
            continue
        wide = width(word)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            yield line
        *full, line = _parts(word, width, room) if wide > room else (word,)
        yield from full
        used = width(line) if full else wide
    yield line


def _parts(word: str, width: Width, room: float) -> Iterator[str]:
    """A word wider than the line, in parts that are not."""
    part = ""
    for piece in _AFTER_A_MARK.split(word):
        if part and width(part + piece) > room:
            yield part
            part = ""
        if width(piece) > room:
            *full, piece = _by_letters(piece, width, room)  # noqa: PLW2901 - its rest goes on
            yield from full
        part += piece
    yield part


def _by_letters(word: str, width: Width, room: float) -> Iterator[str]:
    part, used = "", 0.0
    for letter in _letters(word):
        wide = width(letter)
        if part and used + wide > room:
            yield part
            part, used = "", 0.0
        part, used = part + letter, used + wide
    yield part


def _letters(word: str) -> Iterator[str]:
    """Letters with the marks that stand on them."""
    letter = ""
    for sign in word:
        if letter and not (_stands_on(sign) or letter.endswith(_JOINER)):
            yield letter
            letter = ""
        letter += sign
    if letter:
        yield letter


def _stands_on(sign: str) -> bool:
    return category(sign).startswith("M") or sign == _JOINER
