"""What the program remembers for a person: language, zoom, columns, places."""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Self

ZOOMS: Final = (100, 110, 125, 150, 175, 200)


@dataclass(frozen=True)
class ListPlace:
    """How a person left a list: columns with widths in pixels, and the order."""

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
            return cls(**_texts(kept))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def write(self, path: Path) -> None:
        """Keep the settings; a folder that may not be written costs the memory, not the work."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8"
            )
        except OSError:
            return

    def with_list(self, kind: str, place: ListPlace) -> Self:
        return replace(self, lists={**self.lists, kind: place})

    def with_sticky(self, kind: str, names: tuple[str, ...]) -> Self:
        return replace(self, sticky={**self.sticky, kind: names})


def _texts(kept: dict[str, Any]) -> dict[str, Any]:
    known = {one.name for one in fields(Settings)}
    given = {name: value for name, value in kept.items() if name in known}
    given["lists"] = {kind: _place(place) for kind, place in given.get("lists", {}).items()}
    given["sticky"] = {kind: tuple(names) for kind, names in given.get("sticky", {}).items()}
    for name in ("split", "window"):
        given[name] = tuple(int(part) for part in given.get(name, ()))
    return given


def _place(kept: dict[str, Any]) -> ListPlace:
    columns = tuple((str(name), int(width)) for name, width in kept["columns"])
    order = kept.get("order")
    return ListPlace(columns, (str(order[0]), bool(order[1])) if order else None)
