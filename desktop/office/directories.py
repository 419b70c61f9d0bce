"""Directories: known names, found as people type them and offered by how often they are used."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import Final

from desktop.language.collation import order
from desktop.language.folding import fold, mend_line, one_tone_place, tokens
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
    """Known names; the same name in other spelling or case is the same name.

    Typed without marks, a name is found too, and a body even with a wrong one. Persons are not:
    Minh and Mình are two, and one who is not known yet must not become the other.

    Where `later` brings the names, they are read when the directory is asked first: many are
    never asked while the program runs.
    """

    def __init__(
        self,
        names: Iterable[KnownName] = (),
        uses: Counter[str] | None = None,
        *,
        later: Callable[[], Counter[str]] | None = None,
        of_people: bool = False,
    ) -> None:
        self._of_people = of_people
        self._by_name: dict[str, KnownName] = {}
        self._by_key: dict[str, KnownName] = {}
        self._by_short: dict[str, KnownName] = {}
        self._uses: Counter[str] = Counter() if uses is None else uses
        self._later = later
        self._reading = Lock()  # what is written in the search box is understood by a worker
        for known in names:
            self.add(known)

    @property
    def is_read(self) -> bool:
        """Whether the names are here; those to be read later are as the store has them then."""
        return self._later is None

    def _read(self) -> None:
        with self._reading:
            if self._later is not None:
                self._uses, self._later = self._later(), None
                for name in self._uses:
                    self._put(KnownName(name))

    @property
    def uses(self) -> Counter[str]:
        """How often each name was used, as far as that was counted."""
        self._read()
        return self._uses

    def __len__(self) -> int:
        self._read()
        return len(self._by_name)

    def add(self, known: KnownName) -> None:
        self._read()
        self._put(known)
        for short in known.shorts:
            self._by_short.setdefault(short, known)

    def _put(self, known: KnownName) -> None:
        self._by_name[one_tone_place(known.name)] = known
        self._by_key[fold(known.name)] = known

    def used(self, name: str) -> None:
        """Count one more use, so that the name is offered earlier."""
        self.uses[name] += 1

    def find(self, typed: str) -> KnownName | None:
        """The known name that a typed one means: by its name, abbreviation or alias."""
        self._read()
        name = one_tone_place(mend_line(typed))
        key = fold(name)
        found = self._by_name.get(name) or self._by_short.get(key)
        if found or (self._of_people and key != name):
            return found
        return self._by_key.get(key)

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
        self._read()
        key = fold(mend_line(typed))
        asked = tokens(key)
        if not asked:
            often = sorted(beside, key=lambda name: -beside[name])
            return [known for name in often[:most] if (known := self.find(name))]
        ranked = [
            (rank, -beside.get(known.name, 0), -self.uses[known.name], order(known.name), known)
            for known in self._by_name.values()
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
