"""The program's words: English source sentences, said in Vietnamese, English or Czech."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from locale import getlocale
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES: Final = ("vi", "en", "cs")
WORDS_FOLDER: Final = Path(__file__).parents[2] / "resources" / "words"


def capital(text: str) -> str:
    """A text as the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


@dataclass(frozen=True)
class Message:
    """One sentence with its facts, not yet in any language; a fact may be a message too."""

    text: str
    many: str = ""
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return Words("en")(self)


def M(text: str, **values: object) -> Message:
    """Mark an English sentence as one that people read."""
    return Message(text, "", tuple(sorted(values.items())))


def Ms(one: str, many: str, count: int, **values: object) -> Message:
    """Mark a sentence whose form follows `count`, which it may name as {count}."""
    return Message(one, many, tuple(sorted({**values, "count": count}.items())))


class Words:
    """Says messages in one language; a sentence without a translation is said in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, message: Message | str, **values: object) -> str:
        said = message if isinstance(message, Message) else M(message, **values)
        facts = {name: self._fact(value) for name, value in said.values}
        return _filled(self._sentence(said), facts)

    def _fact(self, value: object) -> object:
        if isinstance(value, Message):
            return self(value)
        if isinstance(value, tuple):
            return ", ".join(str(self._fact(part)) for part in value)
        return self.number(value) if type(value) is int else value

    def _sentence(self, message: Message) -> str:
        if not message.many:
            found = self._catalogue.get(message.text)
            return str(found.string) if found and found.string else message.text
        count = dict(message.values)["count"]
        assert isinstance(count, int)
        found = self._catalogue.get(message.text)
        if found and isinstance(found.string, (tuple, list)) and all(found.string):
            return str(found.string[_place_of_form(self._catalogue.plural_expr)(count)])
        return message.text if count == 1 else message.many

    def number(self, value: int) -> str:
        """A whole number with the language's thousands mark: 55.279, 55,279, 55 279."""
        mark = {"vi": ".", "en": ",", "cs": "\N{NO-BREAK SPACE}"}[self.language]
        return f"{value:,}".replace(",", mark) if abs(value) >= 10_000 else str(value)


@lru_cache(maxsize=8)
def _place_of_form(rule: str) -> Callable[[int], int]:
    """The rule of a language's plural, written in C as catalogues have it."""
    return c2py(rule)


def _filled(sentence: str, facts: dict[str, object]) -> str:
    return Formatter().vformat(sentence, (), facts) if facts else sentence


@lru_cache(maxsize=3)
def _catalogue(language: str) -> Catalog:
    path = WORDS_FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def language_of_system(locales: Iterable[str | None] | None = None) -> str:
    """The system's language where the program speaks it, else Vietnamese."""
    names = [getlocale()[0]] if locales is None else locales
    for name in names:
        language = (name or "").split("_")[0].split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "vi"
