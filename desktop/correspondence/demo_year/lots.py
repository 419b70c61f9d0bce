"""Drawing by lot, the same in every process."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def dice_for(seed: str) -> Random:
    """The same lots in every process: a text as a seed does not depend on its hash."""
    return Random(seed)  # noqa: S311 - demo letters, not secrets


class Lot(Generic[T]):
    """Things that are drawn, each as often as its weight says."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.things = tuple(weights)
        self._bounds = tuple(accumulate(weights.values()))

    def draw(self, dice: Random) -> T:
        at = dice.random() * self._bounds[-1]
        return self.things[bisect(self._bounds, at, hi=len(self.things) - 1)]


def lot_of_steps(weights: Sequence[float]) -> Lot[int]:
    return Lot(dict(enumerate(weights)))
