"""Search by folded words: what is indexed, and what a typed query means."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from desktop.language.folding import has_marks, one_tone_place, tokens
from desktop.records.fields import Field, Ground
from desktop.records.record import fields_of
from desktop.storage.driver import Connection

# Records are searched as the statutory books write them, whatever the window's language.
_BOOKS: Final = Ground(today=date(2000, 1, 1), language="vi")
_WORD: Final = re.compile(r"[^\W_]+")


def searched_text(record: Any) -> str:
    """All that a person may look for in a record, as shown, each field apart."""
    fields = fields_of(type(record))
    shown = (kind.show(getattr(record, name), _BOOKS) for name, kind in _in_words(fields))
    return "\n".join(text for text in shown if text)


def _in_words(fields: Mapping[str, Field]) -> list[tuple[str, Field]]:
    return [(name, kind) for name, kind in fields.items() if kind.in_words]


def facet(name: str, value: Any) -> str:
    """The filter token of one value: year2023, seriesubndqd."""
    return "".join([*tokens(name), *tokens(str(value))])


def facets_of(record: Any) -> str:
    """All filter tokens of a record."""
    fields = fields_of(type(record))
    values = ((n, k.keep(getattr(record, n))) for n, k in fields.items() if k.facet)
    return " ".join(facet(name, value) for name, value in values if value is not None)


def expression(words: str, facets: Iterable[str] = ()) -> str | None:
    """The full-text query of typed words: each begins a word, 123/qd is a phrase; None: none."""
    phrases = [" ".join(part) for part in terms(words)]
    if not phrases:
        return None
    asked = " AND ".join(f'"{phrase}"*' for phrase in phrases)
    narrowed = "".join(f' AND facets : "{token}"' for token in facets)
    return f"words : ({asked}){narrowed}"


def terms(words: str) -> list[list[str]]:
    """Typed words as runs of tokens; the last token of each run may be the beginning of one."""
    return [found for part in words.split() if (found := tokens(part))]


def holds(text: str, words: str) -> bool:
    """Whether a text holds all words: the plain scan that the index must agree with."""
    return all(_holds_run(tokens(text), run) for run in terms(words))


def _holds_run(text: list[str], run: list[str]) -> bool:
    *whole, last = run
    spots = range(len(text) - len(whole))
    return any(
        text[spot : spot + len(whole)] == whole and text[spot + len(whole)].startswith(last)
        for spot in spots
    )


def marked(words: str) -> list[str]:
    """The typed words that carry marks, in one spelling: these rank exact matches first."""
    return [one_tone_place(word) for word in _WORD.findall(words) if has_marks(word)]


def says(text: str | None, wanted: str) -> int:
    """1 where a text has each of the marked words (set apart by blanks) at a word's beginning."""
    own = f" {' '.join(_WORD.findall(one_tone_place(text or '')))}"
    return int(all(f" {word}" in own for word in wanted.split()))


def index(connection: Connection, kind: str, rows: Iterable[tuple[int, str, str]]) -> None:
    """Put (id, searched text, facets) into the index of a kind, or put them anew."""
    connection.executemany(
        f"INSERT OR REPLACE INTO {kind}_search (rowid, words, facets) VALUES (?, ?, ?)",
        [(record_id, " ".join(tokens(text)), facets) for record_id, text, facets in rows],
    )


def forget(connection: Connection, kind: str, ids: Iterable[int]) -> None:
    """Take records out of the index of a kind."""
    connection.executemany(
        f"DELETE FROM {kind}_search WHERE rowid = ?", [(record_id,) for record_id in ids]
    )
