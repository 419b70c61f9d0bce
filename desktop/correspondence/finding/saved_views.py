"""Saved views: questions that the office asks again and again, each with a name and a key."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, ClassVar

from desktop.language.words import M
from desktop.records.fields import Ground, Line, Whole
from desktop.records.law import LAW_FOLDER
from desktop.records.queries import Query
from desktop.records.record import Problem, Rule
from desktop.storage.lists import Reader

KEYS = range(1, 10)


def _key_is_on_the_keyboard(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    key = values.get("key")
    if key is not None and key not in KEYS:
        yield Problem("key", M("Choose a digit from 1 to 9."))


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """A question to one register as it is written, and the digit that asks it with Ctrl."""

    kind: ClassVar = "saved_views"
    rules: ClassVar[tuple[Rule, ...]] = (_key_is_on_the_keyboard,)

    id: int | None = None
    register: Annotated[str, Line(label=M("Register"), required=True)]
    name: Annotated[str, Line(label=M("Name"), required=True)]
    written: Annotated[str, Line(label=M("Question"), required=True)]
    key: Annotated[int | None, Whole(label=M("Key"), least=1)] = None


@dataclass(frozen=True, kw_only=True)
class ViewNaming:
    """What a person says of a view to be kept: its name, its key, its question."""

    kind: ClassVar = "saved_views"
    rules: ClassVar[tuple[Rule, ...]] = (_key_is_on_the_keyboard,)

    id: int | None = None
    name: Annotated[str, Line(label=M("Name"), required=True)]
    key: Annotated[int | None, Whole(label=M("Key, with Ctrl (1 to 9)"), least=1)] = None
    written: Annotated[str, Line(label=M("Question"), required=True)]


def views_of(reader: Reader) -> list[SavedView]:
    """All saved views: those with keys in the order of their keys, then the others as saved."""
    views: list[SavedView] = list(
        reader.records("saved_views", reader.ids(Query("saved_views"))[::-1])
    )
    return sorted(views, key=lambda view: view.key or len(KEYS) + 1)


def proposed_views() -> Iterator[SavedView]:
    """The views proposed to a new office (resources/views.toml)."""
    yield from _proposals()


def name_in(view: SavedView, language: str) -> str:
    """What a view is called; a proposal that nobody renamed is called so in every language."""
    unkept = replace(view, id=None, key=None)
    names = _names().get(unkept)
    return str(names[language]) if names else view.name


@lru_cache(maxsize=1)
def _lines() -> list[dict[str, Any]]:
    text = (LAW_FOLDER.parent / "views.toml").read_text(encoding="utf-8")
    lines: list[dict[str, Any]] = tomllib.loads(text)["view"]
    return lines


def _proposals() -> list[SavedView]:
    return [
        SavedView(
            register=line["register"], name=line["vi"], written=line["written"], key=line["key"]
        )
        for line in _lines()
    ]


@lru_cache(maxsize=1)
def _names() -> dict[SavedView, dict[str, Any]]:
    pairs = zip(_proposals(), _lines(), strict=True)
    return {replace(view, key=None): line for view, line in pairs}
