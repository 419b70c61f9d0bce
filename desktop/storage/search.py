"""Search by folded words: what is indexed, and what a typed query means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from desktop.language.folding import has_marks, one_tone_place, tokens
from desktop.records.fields import Field, Ground
from desktop.records.record import fields_of
from desktop.storage.driver import Connection

# Records are searched as the statutory books write them, whatever the window's language.
_BOOKS: Final = Ground(today=date(2000, 1, 1), language="vi")
_WORD: Final = re.compile(r"[^\W_]+")

Entry = tuple[int, str, str]


def searched_text(record: Any) -> str:
    """All that a person may look for in a record, as shown, each field apart."""
    shown = []
    for name, kind in _in_words(fields_of(type(record))):
        value = getattr(record, name)
        shown.append(kind.show(value, _BOOKS))
        # 03/QĐ is found as 3/QĐ too: its key has no leading zero.
        shown.extend(str(key) for key in kind.keys(name, value).values() if key)
    return "\n".join(text for text in shown if text)


def _in_words(fields: Mapping[str, Field]) -> list[tuple[str, Field]]:
    return [(name, kind) for name, kind in fields.items() if kind.in_words]


def facet(name: str, value: Any) -> str:
    """The filter token of one value; its bytes are spelt out, so that no two values share one."""
    return f"{name.replace('_', '')}x{str(value).encode().hex()}"


def facets_of(record: Any) -> str:
    """All filter tokens of a record."""
    fields = fields_of(type(record)).items()
    return " ".join(
        facet(name, value)
        for name, kind in fields
        if kind.facet
        for value in _kept_apart(kind, getattr(record, name))
    )


def _kept_apart(kind: Field, value: Any) -> Iterable[Any]:
    """What is kept of a value; of several names, each by itself."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (kind.keep(value),)


def as_indexed(kind: Field, value: Any) -> str:
    """A value as the index has it in words."""
    return kind.show(value, _BOOKS)


def expression(words: str, facets: Iterable[str] = (), phrases: Iterable[str] = ()) -> str:
    """The full-text query of typed words: each begins a word, 123/qd is a phrase.

    `phrases` are runs of whole words that must stand in a record too.
    """
    asked = [f'"{" ".join(part)}"*' for part in terms(words)]
    asked += [f'"{" ".join(tokens(phrase))}"' for phrase in phrases]
    narrowed = "".join(f' AND facets : "{token}"' for token in facets)
    return f"words : ({' AND '.join(asked)}){narrowed}"


def run_expression(
    run: Sequence[str], *, unfinished: bool, facets: Iterable[str] = (), phrases: Iterable[str] = ()
) -> str:
    """The full-text query of tokens that follow each other; the last may be only begun."""
    asked = [f'"{" ".join(run)}"{"*" if unfinished else ""}']
    asked += [f'"{" ".join(tokens(phrase))}"' for phrase in phrases]
    narrowed = "".join(f' AND facets : "{token}"' for token in facets)
    return f"words : ({' AND '.join(asked)}){narrowed}"


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


# Names come again and again: folding half a million of them anew took 3 s, so it takes 0.3.
@lru_cache(maxsize=8192)
def found_in(text: str | None, words: str) -> int:
    """1 where a text, as it is kept, holds all words."""
    return int(text is not None and holds(text, words))


def marked(words: str) -> list[str]:
    """The typed words that carry marks, in one spelling: these rank exact matches first."""
    return [one_tone_place(word) for word in _WORD.findall(words) if has_marks(word)]


def says(text: str | None, wanted: str) -> int:
    """1 where a text has each of the marked words (set apart by blanks) at a word's beginning."""
    own = one_tone_place(text or "")
    return int(all(_beginning(word).search(own) for word in wanted.split()))


@lru_cache(maxsize=256)
def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(word)}")


def entry_of(record: Any, beside: str = "") -> Entry:
    """What the index keeps of a record: its id, its folded words, its filter tokens.

    `beside` is text that is searched with it, though no field holds it.
    """
    words = tokens(f"{searched_text(record)}\n{beside}")
    return record.id, " ".join(words), facets_of(record)


def index(connection: Connection, kind: str, entries: Iterable[Entry]) -> None:
    """Put entries into the index of a kind, or put them anew."""
    connection.executemany(
        f"INSERT OR REPLACE INTO {kind}_search (rowid, words, facets) VALUES (?, ?, ?)", entries
    )


def forget(connection: Connection, kind: str, ids: Iterable[int]) -> None:
    """Take records out of the index of a kind."""
    connection.executemany(
        f"DELETE FROM {kind}_search WHERE rowid = ?", [(record_id,) for record_id in ids]
    )


def renew(connection: Connection, kind: str, entries: Mapping[int, Entry | None]) -> None:
    """Put entries into the index, and take those out that are None, in the order of their ids.

    Out of order, the index would write a part of its own for every single one.
    """
    gone = sorted(one for one, entry in entries.items() if entry is None)
    put = sorted(entry for entry in entries.values() if entry is not None)
    forget(connection, kind, gone)
    index(connection, kind, put)


def indexed(connection: Connection, kind: str) -> dict[int, int]:
    """The sum of what the index holds of each record; the index cannot be read by record."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{kind}_terms"
        f" USING fts5vocab(main, {kind}_search, instance)"
    )
    sums = dict.fromkeys(_indexed_ids(connection, kind), 0)
    for term, record_id, column, place in connection.execute(f"SELECT * FROM {kind}_terms"):
        sums[record_id] = sums.get(record_id, 0) + hash((term, column, place))
    connection.execute(f"DROP TABLE temp.{kind}_terms")
    return sums


def known_words(connection: Connection, kind: str, words: Iterable[str]) -> dict[str, int]:
    """In how many records each of these folded words stands, of those that the index knows."""
    # Schema of its own connection: nothing is written into the file.
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{kind}_words USING fts5vocab(main,"
        f" {kind}_search, col)"
    )
    sql = f"SELECT doc FROM temp.{kind}_words WHERE term = ? AND col = 'words'"
    found = {word: connection.execute(sql, (word,)).fetchone() for word in words}
    return {word: row[0] for word, row in found.items() if row}


def _indexed_ids(connection: Connection, kind: str) -> list[int]:
    return [row[0] for row in connection.execute(f"SELECT id FROM {kind}_search_docsize")]


def sum_of(record: Any, beside: str = "") -> int:
    """What the sum of a record in the index must be."""
    _, words, facets = entry_of(record, beside)
    placed = [
        *((word, "words", place) for place, word in enumerate(words.split())),
        *((token, "facets", place) for place, token in enumerate(facets.split())),
    ]
    return sum(map(hash, placed))
