"""What the program remembers for a person: language, zoom, columns, places."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from desktop.language.words import LANGUAGES

SCHEMES: Final = ("system", "light", "dark")
ZOOMS: Final = (100, 110, 125, 150, 175, 200)


@dataclass(frozen=True)
class ListPlace:
    """How a person left a list: columns with widths in pixels at zoom 100, and the order."""

    columns: tuple[tuple[str, int], ...] = ()
    order: tuple[str, bool] | None = None


@dataclass(frozen=True)
class Settings:
    """All that is remembered between two starts; None: as the program proposes."""

    language: str | None = None
    scheme: str = "system"
    zoom: int = 100
    lists: dict[str, ListPlace] = field(default_factory=dict)
    sticky: dict[str, tuple[str, ...]] = field(default_factory=dict)
    split: tuple[int, ...] = ()
    window: tuple[int, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Self:
        """The settings in a file; what is missing or unreadable there is as proposed."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        return cls(**_readable(kept)) if isinstance(kept, dict) else cls()

    def write(self, path: Path) -> None:
        """Keep the settings; a folder that may not be written costs the memory, not the work."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A cut in the power leaves the old settings or the new ones, never half of them.
            beside = path.with_suffix(".new")
            beside.write_text(
                json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8"
            )
            beside.replace(path)
        except OSError:
            return

    def with_list(self, kind: str, place: ListPlace) -> Self:
        return replace(self, lists={**self.lists, kind: place})

    def with_sticky(self, kind: str, names: tuple[str, ...]) -> Self:
        return replace(self, sticky={**self.sticky, kind: names})


def _readable(kept: dict[str, Any]) -> dict[str, Any]:
    """Each setting that a program of today understands."""
    found = {}
    for name, read in _READ.items():
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            found[name] = read(kept[name])
    return found


def _one_of(choices: Sequence[Any]) -> Callable[[Any], Any]:
    return lambda kept: choices[choices.index(kept)]


def _places(kept: dict[str, Any]) -> dict[str, ListPlace]:
    return {kind: _place(place) for kind, place in kept.items()}


def _place(kept: dict[str, Any]) -> ListPlace:
    columns = tuple((str(name), int(width)) for name, width in kept["columns"])
    order = kept.get("order")
    return ListPlace(columns, (str(order[0]), bool(order[1])) if order else None)


def _names(kept: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(str(name) for name in names) for kind, names in kept.items()}


def _pair(kept: Sequence[Any]) -> tuple[int, ...]:
    """Two sizes in pixels, both of which can be seen."""
    first, second = (int(part) for part in kept)
    if min(first, second) <= 0:
        raise ValueError(kept)
    return first, second


_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "language": _one_of((None, *LANGUAGES)),
    "scheme": _one_of(SCHEMES),
    "zoom": _one_of(ZOOMS),
    "lists": _places,
    "sticky": _names,
    "split": _pair,
    "window": _pair,
}
