"""What the demo's letters are made of: the vocabulary file, and the phrases in it."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

_FOLDER: Final = Path(__file__).parents[3] / "resources" / "demo"
VOCABULARY: Final = _FOLDER / "correspondence.toml"
Phrase: TypeAlias = tuple[str, ...]
"""Words and names of lists in turn, beginning and ending with words."""
Lists: TypeAlias = Mapping[str, Sequence[Phrase]]
Told: TypeAlias = Mapping[str, Any]
"""A table of the vocabulary file."""


def read_vocabulary(path: Path = VOCABULARY) -> Told:
    with path.open("rb") as file:
        return tomllib.load(file)


def read_follow_up() -> Told:
    """What the office does with its letters."""
    return read_vocabulary(_FOLDER / "follow_up.toml")


def read_file_plan() -> Told:
    """The sections and files of a year's plan."""
    return read_vocabulary(_FOLDER / "file_plan.toml")


def phrase_of(text: str) -> Phrase:
    return tuple(re.split(r"\{(\w+)\}", text))


def lists_of(texts: Mapping[str, Iterable[str]]) -> dict[str, tuple[Phrase, ...]]:
    return {name: tuple(map(phrase_of, listed)) for name, listed in texts.items()}


def ceremonies(events: Iterable[str]) -> list[str]:
    """What is celebrated or held for many bears a name with a capital."""
    return [event for event in events if event[0].isupper() or event[0] == "{"]


def bills(drafts: Iterable[str]) -> list[str]:
    """Drafts of central bodies, on which the provinces are heard."""
    central = ("Luật ", "Nghị định ", "Thông tư ", "Quyết định của Thủ tướng")
    return [draft for draft in drafts if draft.startswith(central)]
