"""Number series: the books in which documents get their numbers, as the office defines them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from desktop.language.words import M
from desktop.records.fields import Choice, Choices, Ground, Line, Name
from desktop.records.law import LAW_FOLDER
from desktop.records.record import Problem, Rule


def _template_gives_numbers(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    template = values.get("template")
    if values.get("register") == "outgoing" and "{number}" not in (template or ""):
        yield Problem("template", M("Write {place} where the number stands.", place="{number}"))


@dataclass(frozen=True, kw_only=True)
class Series:
    """One sequence of numbers, from 01 on 1 January (Decree 30/2020/NĐ-CP, Art. 15 and 22)."""

    kind: ClassVar = "series"
    rules: ClassVar[tuple[Rule, ...]] = (_template_gives_numbers,)

    id: int | None = None
    register: Annotated[str, Choice(label=M("Register"), catalogue="registers", required=True)]
    code: Annotated[str, Line(label=M("Code"), required=True)]
    name: Annotated[str, Line(label=M("Name"), required=True)]
    issuer: Annotated[str | None, Name(label=M("Issuing body"), directory="bodies")] = None
    template: Annotated[str | None, Line(label=M("Template of the symbol"))] = None
    kinds: Annotated[
        tuple[str, ...] | None, Choices(label=M("Kinds of document"), catalogue="kinds")
    ] = None
    body_groups: Annotated[
        tuple[str, ...] | None, Choices(label=M("Groups of authors"), catalogue="body_groups")
    ] = None


def proposed() -> Iterator[Series]:
    """The series proposed to an office of this size (resources/law/series.toml)."""
    text = (LAW_FOLDER / "series.toml").read_text(encoding="utf-8")
    for line in tomllib.loads(text)["series"]:
        yield Series(
            register=line["register"],
            code=line["code"],
            name=line["name"],
            issuer=line.get("issuer"),
            template=line.get("template"),
            kinds=tuple(line.get("kinds", ())) or None,
            body_groups=tuple(line.get("groups", ())) or None,
        )
