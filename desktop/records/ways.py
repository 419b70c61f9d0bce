"""Ways from a record to those that belong to it, in its own register and in any other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from desktop.language.words import Message


@dataclass(frozen=True)
class Way:
    """A record that belongs to another: what it is to that one, and what it is called."""

    what: Message
    called: Message
    tip: str
    kind: str
    record_id: int


# The ways that a feature knows from a record of whatever kind.
KnowsWays = Callable[[Any], Iterable[Way]]
