"""Views: which fields of a record stand in a list, a form or a panel, and in which order."""

from dataclasses import dataclass

from desktop.language.words import Message


@dataclass(frozen=True)
class ListColumn:
    """One column of a list and its first width, in average characters."""

    field: str
    width: int


@dataclass(frozen=True)
class FormSection:
    """Fields of a form that belong together, in the order of typing."""

    title: Message
    fields: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """How one kind of record is seen; `left_out` are fields that no person types or reads."""

    kind: str
    columns: tuple[ListColumn, ...]
    sections: tuple[FormSection, ...]
    left_out: tuple[str, ...] = ()

    @property
    def form_fields(self) -> tuple[str, ...]:
        return tuple(name for section in self.sections for name in section.fields)
