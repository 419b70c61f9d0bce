"""What a query looks for in the text of each field: what a list marks in its cells."""

from collections.abc import Iterator, Mapping

from desktop.records.fields import Choice, Field
from desktop.records.queries import Filter, Query, Test


def sought(query: Query, fields: Mapping[str, Field]) -> dict[str, tuple[str, ...]]:
    """By field, the words and the whole names; fields in which nothing is looked for are left out.

    Words are looked for in every field whose text is searched.
    """
    every = tuple(query.words.split())
    found = {
        name: (*(every if field.in_words else ()), *_asked_of(name, field, query.filters))
        for name, field in fields.items()
    }
    return {name: one for name, one in found.items() if one}


def _asked_of(name: str, field: Field, filters: tuple[Filter, ...]) -> Iterator[str]:
    for one in filters:
        if one.field != name or not isinstance(one.value, str):
            continue
        if one.test is Test.SAYS:
            yield from one.value.split()
        elif one.test in (Test.IS, Test.HOLDS) and _is_typed(field):
            yield one.value


def _is_typed(field: Field) -> bool:
    """Whether it shows what is asked for; of a list's entry the query knows the code only."""
    return field.in_words and not isinstance(field, Choice)
