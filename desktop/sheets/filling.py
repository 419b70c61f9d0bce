"""What is filled into a paper that people go on editing, and the blocks that it is made of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.sheets.sheet import Signature

# {{chair}}; a person may have typed blanks inside.
FIELD: Final = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)?)\s*\}\}")


@dataclass(frozen=True)
class TextBlock:
    """One paragraph with its {{fields}}, in a style of the official layout."""

    style: str
    text: str


@dataclass(frozen=True)
class PaperText:
    """A paper with its fields open: a template of it can be made, or a page of it printed.

    `copies` are the lines under “Nơi nhận”; `signatures` stand beside them, or beside each other.
    """

    name: str
    blocks: tuple[TextBlock, ...]
    copies: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class Filling:
    """Texts by field. A text of several lines makes a paragraph of each.

    `rows` fill tables: a row with {{people.name}} is repeated for each of the `people`.
    """

    texts: Mapping[str, str]
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Whether a field can be filled, be it with nothing."""
        return name in self.texts or name.partition(".")[0] in self.rows

    def line(self, name: str, place: int) -> str:
        """A field of one line stands on every line; of one with several, each on its own."""
        lines = self.texts.get(name, "").split("\n")
        return lines[0] if len(lines) == 1 else lines[place] if place < len(lines) else ""


def names_in(text: str) -> list[str]:
    """The fields that a text asks for, in their order."""
    return FIELD.findall(text)


def fill(text: str, filling: Filling) -> list[str]:
    """The text with its fields filled in: a line for each of those that a field of it holds.

    A text whose fields are all empty is left out.
    """
    asked = names_in(text)
    if asked and not any(filling.texts.get(name) for name in asked):
        return []
    count = max((len(filling.texts.get(name, "").split("\n")) for name in asked), default=1)
    return [_line(text, filling, place) for place in range(count)]


def _line(text: str, filling: Filling, place: int) -> str:
    return FIELD.sub(lambda found: filling.line(found[1], place), text)
