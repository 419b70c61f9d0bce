"""Dated rules and catalogues: what the law says stands in resources/law, never in code."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from desktop.language.folding import fold, mend_line

LAW_FOLDER: Final = Path(__file__).parents[2] / "resources" / "law"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a catalogue, in force from `valid_from` until before `valid_to`."""

    code: str
    vi: str
    en: str
    cs: str
    abbreviation: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    refused: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    verified: bool = False

    def name(self, language: str) -> str:
        return {"vi": self.vi, "en": self.en, "cs": self.cs}[language]

    def valid(self, day: date) -> bool:
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Catalogue:
    """The entries of one list, found by code, abbreviation or name in any language."""

    name: str
    entries: tuple[Entry, ...]
    _by_code: dict[str, Entry] = field(init=False, repr=False, compare=False)
    _by_word: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {entry.code: entry for entry in self.entries})
        by_word: dict[str, Entry] = {}
        for words in (_first_words, _second_words):
            for entry in self.entries:
                for word in words(entry):
                    by_word.setdefault(word, entry)
        object.__setattr__(self, "_by_word", by_word)

    def of(self, code: str) -> Entry | None:
        return self._by_code.get(code)

    def find(self, typed: str) -> Entry | None:
        """The entry meant by a code, an abbreviation in its own letter case, or a name."""
        line = mend_line(typed)
        return self._by_word.get(line) or self._by_word.get(fold(line))


def _first_words(entry: Entry) -> tuple[str, ...]:
    words = (entry.code, entry.abbreviation, entry.vi, entry.en, entry.cs)
    return tuple(word for word in words if word)


def _second_words(entry: Entry) -> tuple[str, ...]:
    names = (entry.vi, entry.en, entry.cs, entry.abbreviation, *entry.aliases)
    return tuple(fold(name) for name in names if name)


@lru_cache(maxsize=32)
def catalogue(name: str) -> Catalogue:
    """The catalogue in resources/law/NAME.toml; its defaults stand under [all]."""
    read = _read(name)
    shared = read.get("all", {})
    entries = [_entry({**shared, **line}) for line in read["entry"]]
    return Catalogue(name, tuple(entries))


def _entry(line: dict[str, Any]) -> Entry:
    return Entry(**{**line, "aliases": tuple(line.get("aliases", ()))})


@lru_cache(maxsize=64)
def rule(name: str, day: date | None = None) -> Any:
    """The value in force on a day (the newest, without one) from resources/law/rules.toml.

    Before the first day that is written down, the first value known holds.
    """
    values = sorted(_read("rules")[name], key=lambda line: line["valid_from"])
    ruling = [line for line in values if day is None or line["valid_from"] <= day]
    return (ruling or values[:1])[-1]["value"]


@lru_cache(maxsize=8)
def form(name: str) -> dict[str, Any]:
    """The wording of one statutory form, from resources/law/forms.toml."""
    found: dict[str, Any] = _read("forms")[name]
    return found


@lru_cache(maxsize=8)
def placing(name: str) -> Any:
    """Where something stands on its paper by millimetres, from resources/law/labels.toml."""
    return _read("labels")[name]


@lru_cache(maxsize=32)
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((LAW_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
