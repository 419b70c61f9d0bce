"""Directories: known names, found as people type them and offered by how often they are used."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from desktop.language.collation import order
from desktop.language.folding import fold, mend_line, tokens
from desktop.office.bodies import Body

NOTHING: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True)
class KnownName:
    """A name as it is kept, with its abbreviation and the other names it goes by."""

    name: str
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()

    @cached_property
    def words(self) -> list[str]:
        return tokens(self.name)

    @cached_property
    def initials(self) -> str:
        return "".join(word[0] for word in self.words)

    @cached_property
    def shorts(self) -> tuple[str, ...]:
        return tuple(fold(short) for short in (self.abbreviation, *self.aliases) if short)


class NameDirectory:
    """Known names; the same name in other spelling or case is the same name."""

    def __init__(self, names: Iterable[KnownName] = (), uses: Counter[str] | None = None) -> None:
        self._by_key: dict[str, KnownName] = {}
        self._by_short: dict[str, KnownName] = {}
        self.uses: Counter[str] = Counter() if uses is None else uses
        for known in names:
            self.add(known)

    def __len__(self) -> int:
        return len(self._by_key)

    def add(self, known: KnownName) -> None:
        self._by_key[fold(known.name)] = known
        for short in known.shorts:
            self._by_short.setdefault(short, known)

    def used(self, name: str) -> None:
        """Count one more use, so that the name is offered earlier."""
        self.uses[name] += 1

    def find(self, typed: str) -> KnownName | None:
        """The known name that a typed one means: by its name, abbreviation or alias."""
        key = fold(mend_line(typed))
        return self._by_key.get(key) or self._by_short.get(key)

    def named(self, typed: str) -> str | None:
        found = self.find(typed)
        return found.name if found else None

    def suggest(
        self, typed: str, most: int = 8, *, beside: Mapping[str, int] = NOTHING
    ) -> list[KnownName]:
        """Names that typed letters may begin, without marks, the most used ones first.

        `beside` counts how often each was used together with what the form already says; these
        come first, and are all that is offered while nothing is typed.
        """
        key = fold(mend_line(typed))
        asked = tokens(key)
        if not asked:
            often = sorted(beside, key=lambda name: -beside[name])
            return [known for name in often[:most] if (known := self.find(name))]
        ranked = [
            (rank, -beside.get(known.name, 0), -self.uses[known.name], order(known.name), known)
            for known in self._by_key.values()
            if (rank := _rank(known, key, asked)) is not None
        ]
        ranked.sort(key=lambda entry: entry[:4])
        return [known for *_, known in ranked[:most]]


def _rank(known: KnownName, key: str, asked: list[str]) -> int | None:
    if key in known.shorts:
        return 0
    if known.initials.startswith(key) or any(short.startswith(key) for short in known.shorts):
        return 1
    if " ".join(known.words).startswith(" ".join(asked)):
        return 1
    if all(any(word.startswith(one) for word in known.words) for one in asked):
        return 2
    return None


def known_body(body: Body) -> KnownName:
    """A body as a directory knows it."""
    return KnownName(body.name, body.abbreviation or "", body.aliases or ())


def initials_of(name: str) -> str:
    """The abbreviation proposed for a new unit: Phòng Nội chính → NC."""
    words = [word for word in mend_line(name).split() if word[0].isalpha()]
    rest = words[1:] if len(words) > 2 else words
    return "".join(word[0] for word in rest).upper()
