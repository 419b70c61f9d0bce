"""How issuers number their letters: each in its own registers, in order of date."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from desktop.correspondence.demo_year.issuers import Issuer


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is settled of an incoming letter before its number is known."""

    issuer: Issuer
    kind: str
    symbol: str
    one_in: float
    topic: str
    channel: str
    arrived: date
    dated: date

    @property
    def register(self) -> tuple[str, str, int]:
        """Where its issuer numbers it: one series for each kind of symbol and each year."""
        bare = self.symbol.format(number="", desk="")
        return self.issuer.register, bare, self.dated.year


def running_numbers(letters: Sequence[Letter], dice: Random) -> list[int]:
    """A number for each letter out of its issuer's own register, in order of its date.

    One letter in so many of that register comes to this office, so the numbers leap.
    """
    registers = defaultdict(list)
    for at, letter in enumerate(letters):
        registers[letter.register].append(at)
    numbers = [0] * len(letters)
    for listed in registers.values():
        for at, number in _numbered(listed, letters, dice):
            numbers[at] = number
    return numbers


def _numbered(
    listed: Sequence[int], letters: Sequence[Letter], dice: Random
) -> Iterator[tuple[int, int]]:
    parts = ((_part_of_year(letters[at].dated, dice), at) for at in listed)
    in_a_year = max(len(listed), 12) * letters[listed[0]].one_in
    number = 0
    for part, at in sorted(parts):
        number = max(number, int(part * in_a_year)) + 1
        yield at, number


def _part_of_year(day: date, dice: Random) -> float:
    return (day.timetuple().tm_yday - dice.random()) / 366
