"""The office's own names, as they stand on covers and papers."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from desktop.language.words import M
from desktop.records.fields import Line
from desktop.records.record import Rule


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who keeps this file; there is one such record."""

    kind: ClassVar = "office"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    superior: Annotated[str | None, Line(label=M("Superior body"), longest="body_length")] = None
    name: Annotated[str, Line(label=M("Name of the office"), longest="body_length", required=True)]
    place: Annotated[str | None, Line(label=M("Place"))] = None
