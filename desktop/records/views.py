"""Views: which fields of a record stand in a list, a form or a panel, and in which order."""

from dataclasses import dataclass

from desktop.language.words import Message


@dataclass(frozen=True)
class ListColumn:
    """One column of a list, its first width in average characters, and a head of its own."""

    field: str
    width: int
    head: Message | None = None


@dataclass(frozen=True)
class FormSection:
    """Fields that belong together, in the order of typing; each row is one line of the form."""

    title: Message
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class View:
    """How one kind of record is seen; `given` are fields that the program fills in itself."""

    kind: str
    columns: tuple[ListColumn, ...]
    sections: tuple[FormSection, ...]
    given: tuple[str, ...] = ()

    @property
    def typed(self) -> tuple[str, ...]:
        """The fields of the form in the order in which Enter goes through them."""
        rows = (row for section in self.sections for row in section.rows)
        return tuple(name for row in rows for name in row)
