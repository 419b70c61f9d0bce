"""Slips of the keyboard: a letter too many, too few, wrong, or two of them swapped."""

from collections.abc import Iterator
from string import ascii_lowercase, digits


def swapped(word: str) -> Iterator[str]:
    """The word with two neighbours changed over: 456 as 465."""
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def replaced(word: str, letters: str) -> Iterator[str]:
    """The word with one letter wrong."""
    for place, own in enumerate(word):
        yield from (word[:place] + one + word[place + 1 :] for one in letters if one != own)


def shortened(word: str) -> Iterator[str]:
    """The word with one letter left out."""
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def lengthened(word: str, letters: str) -> Iterator[str]:
    """The word with one letter more."""
    for place in range(len(word) + 1):
        yield from (word[:place] + one + word[place:] for one in letters)


def one_slip_away(word: str) -> list[str]:
    """All that a folded word may have been meant to be, the likeliest slips first."""
    letters = digits if word.isdigit() else ascii_lowercase
    found = dict.fromkeys(swapped(word))
    found.update(dict.fromkeys(shortened(word)))
    found.update(dict.fromkeys(replaced(word, letters)))
    found.update(dict.fromkeys(lengthened(word, letters)))
    return [one for one in found if one and one != word]
