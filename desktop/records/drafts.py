"""A draft: what was typed for one record, kept as typed, until it is whole enough to be checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from desktop.language.words import M
from desktop.records.fields import Field, Ground, Unreadable
from desktop.records.record import Problem, RecordType, fields_of


@dataclass(frozen=True)
class Draft:
    """Typed texts by field; `record_id` is the record that the draft would change."""

    kind: str
    texts: Mapping[str, str] = field(default_factory=dict)
    record_id: int | None = None

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def typed(self, name: str, text: str) -> Self:
        return replace(self, texts={**self.texts, name: text})

    @property
    def is_empty(self) -> bool:
        return not any(text.strip() for text in self.texts.values())


class Problems(Exception):  # noqa: N818 - wrong data is no error of the program
    """All that is wrong with a draft, at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(f"{problem.field}: {problem.message}" for problem in self.problems)


def draft_of(record: Any, ground: Ground) -> Draft:
    """The draft that reads back as this record."""
    fields = fields_of(type(record))
    texts = {name: kind.show(getattr(record, name), ground) for name, kind in fields.items()}
    return Draft(record.kind, {name: text for name, text in texts.items() if text}, record.id)


def check(record: RecordType, draft: Draft, ground: Ground) -> Any:
    """The whole record that a draft means; raises Problems with everything that is wrong."""
    values, problems = _read(fields_of(record), draft, ground)
    for rule in getattr(record, "rules", ()):
        problems.extend(rule(values, ground))
    if problems:
        raise Problems(tuple(problems))
    given = {name: value for name, value in values.items() if value is not None}
    return record(id=draft.record_id, **given)


def _read(
    fields: Mapping[str, Field], draft: Draft, ground: Ground
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, kind in fields.items():
        try:
            values[name] = kind.read(draft.text(name), ground)
        except Unreadable as unreadable:
            problems.append(Problem(name, unreadable.message))
        else:
            if kind.required and values[name] is None:
                problems.append(Problem(name, M("Needed: fill it in.")))
    return values, problems
