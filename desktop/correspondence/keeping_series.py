"""Keeping the number series: defining, correcting and discarding them."""

import re
from collections.abc import Iterator
from typing import Final

from desktop.correspondence.series import Series
from desktop.language.folding import tokens
from desktop.language.words import M
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.queries import Query, Test
from desktop.records.record import Problem
from desktop.storage.lists import Reader
from desktop.storage.store import Store

PLACES: Final = {name: f"{{{name}}}" for name in ("number", "year", "kind", "unit")}


def keep_series(store: Store, series: Series) -> Change:
    """Define a series, or correct one.

    The head of the office decides which series there are (Decree 30/2020/NĐ-CP, Art. 15(1)c).
    Raises Problems where its code is taken, and where numbers given would lose their series.
    """
    known = series_of(store.reader)
    before = next((one for one in known if one.id == series.id), None)
    others = [one for one in known if one.id != series.id]
    if problems := tuple(_problems(store.reader, series, before, others)):
        raise Problems(problems)
    if before is None:
        with store.writing(M("defining series {code}", code=series.code)) as writing:
            writing.add(series)
    else:
        with store.writing(M("correcting series {code}", code=series.code)) as writing:
            writing.put(series)
    return writing.change


def discard_series(store: Store, series: Series) -> Change:
    """Take away a series that never gave a number; a number once given stays in its series."""
    assert series.id is not None
    if has_given_numbers(store.reader, series):
        message = M("Series {code} has given numbers: it stays.", code=series.code)
        raise Problems((Problem("code", message),))
    with store.writing(M("discarding series {code}", code=series.code)) as writing:
        writing.trash("series", series.id)
    return writing.change


def has_given_numbers(reader: Reader, series: Series) -> bool:
    """Whether any document, in the trash or not, has a number of this series."""
    live = Query(series.register).where("series", Test.IS, series.code)
    trashed = Query(live.kind, live.filters, in_trash=True)
    return any(reader.count(query, 1) for query in (live, trashed))


def series_of(reader: Reader) -> list[Series]:
    """All series, each register's in the order in which the office defined them."""
    ids = reader.ids(Query("series"))[::-1]
    return sorted(reader.records("series", ids), key=lambda series: series.register)


def _problems(
    reader: Reader, series: Series, before: Series | None, others: list[Series]
) -> Iterator[Problem]:
    if before and has_given_numbers(reader, before):
        yield from _uprooted(series, before)
    yield from _unwritable(series)
    yield from _taken(series, others)


def _uprooted(series: Series, before: Series) -> Iterator[Problem]:
    if series.register != before.register:
        message = M("Series {code} has given numbers: its register stays.", code=before.code)
        yield Problem("register", message)
    if series.code != before.code:
        message = M("Series {code} has given numbers: its code stays.", code=before.code)
        yield Problem("code", message)


def _unwritable(series: Series) -> Iterator[Problem]:
    if not _key(series.code):
        yield Problem("code", M("Write letters or digits."))
    rest = series.template or ""
    for place in PLACES.values():
        rest = rest.replace(place, "")
    if odd := re.search(r"\{[^{}]*\}?|\}", rest):
        message = M(
            "{odd} says nothing here: write {number}, {year}, {kind} or {unit}.",
            odd=odd.group(),
            **PLACES,
        )
        yield Problem("template", message)


def _taken(series: Series, others: list[Series]) -> Iterator[Problem]:
    for other in others:
        if other.register == series.register and _key(other.code) == _key(series.code):
            message = M(
                "{code} is the code of “{name}”: choose another.", code=other.code, name=other.name
            )
            yield Problem("code", message)


def _key(code: str) -> str:
    """Codes of one key look alike to whoever types or searches them: UBND-QĐ, ubnd qd."""
    return "".join(tokens(code))
