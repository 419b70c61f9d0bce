"""What the program remembers for a person: language, zoom, columns, places."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from desktop.language.words import LANGUAGES
from desktop.sheets.paper_choice import PaperChoice

SCHEMES: Final = ("system", "light", "dark")
ZOOMS: Final = (100, 110, 125, 150, 175, 200)
_SOURCES_KEPT: Final = 50


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
    papers: dict[str, PaperChoice] = field(default_factory=dict)
    one_page_per_unit: bool = True  # of the chase sheets
    hand_over_slips: bool = True
    paper_beside: bool = True  # a scan takes the place of the list while one types
    # Megabytes: what an office keeps is backed up as a whole, each time.
    attachment_limit: int = 50
    attach_folder: str = ""
    scan_folder: str = ""
    import_folder: str = ""
    import_columns: dict[str, dict[str, int]] = field(default_factory=dict)

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

    def with_paper(self, name: str, choice: PaperChoice) -> Self:
        """Remember how one list goes to paper."""
        return replace(self, papers={**self.papers, name: choice})

    def with_sticky(self, kind: str, names: tuple[str, ...]) -> Self:
        return replace(self, sticky={**self.sticky, kind: names})

    def with_import(self, folder: str, source: str, columns: dict[str, int]) -> Self:
        """Remember where a table lay, and how the columns of tables like it were chosen."""
        others = {name: kept for name, kept in self.import_columns.items() if name != source}
        newest = list({**others, source: columns}.items())[-_SOURCES_KEPT:]
        return replace(self, import_folder=folder, import_columns=dict(newest))


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


def _papers(kept: dict[str, Any]) -> dict[str, PaperChoice]:
    return {name: PaperChoice.readable(**choice) for name, choice in kept.items()}


def _names(kept: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(str(name) for name in names) for kind, names in kept.items()}


def _columns_of_sources(kept: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        source: {str(name): int(place) for name, place in columns.items()}
        for source, columns in kept.items()
    }


def _pair(kept: Sequence[Any]) -> tuple[int, ...]:
    """Two sizes in pixels, both of which can be seen."""
    first, second = (int(part) for part in kept)
    if min(first, second) <= 0:
        raise ValueError(kept)
    return first, second


def _megabytes(kept: int) -> int:
    """A limit that lets anything through at all."""
    if isinstance(kept, bool) or kept <= 0:
        raise ValueError(kept)
    return int(kept)


def _text(kept: str) -> str:
    if not isinstance(kept, str):
        raise TypeError(kept)
    return kept


_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "language": _one_of((None, *LANGUAGES)),
    "scheme": _one_of(SCHEMES),
    "zoom": _one_of(ZOOMS),
    "lists": _places,
    "sticky": _names,
    "split": _pair,
    "window": _pair,
    "papers": _papers,
    "one_page_per_unit": _one_of((True, False)),
    "hand_over_slips": _one_of((True, False)),
    "paper_beside": _one_of((True, False)),
    "attachment_limit": _megabytes,
    "attach_folder": _text,
    "scan_folder": _text,
    "import_folder": _text,
    "import_columns": _columns_of_sources,
}
