"""Lists: a query becomes an array of ids, and ids become records, a block at a time."""

import json
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop.records.changes import RowChange
from desktop.records.fields import Field, Kept, Line, Link, Name, Person, SerialNumber, Suffix
from desktop.records.queries import NEWEST_FIRST, Filter, Query, Test
from desktop.records.record import RecordType, fields_of, record_of
from desktop.storage import contents, journal, search
from desktop.storage.driver import Connection

# fetchall of a long list held the window's thread for up to 31 ms, parts of 1,000 at most 7.
_PART: Final = 1000
_BLOCK: Final = 500
# So many of the newest hits are looked through for words with their marks; all half a million
# hits of "phòng" took 18 s, and nobody reads that far.
_RANKED: Final = 2000

Kinds = Mapping[str, RecordType]


class Reader:
    """Reads records over one connection; another thread may interrupt it."""

    def __init__(self, connection: Connection, kinds: Kinds, searched: frozenset[str]) -> None:
        self._connection = connection
        self._kinds = kinds
        self._searched = searched
        connection.create_function("says", 2, search.says, deterministic=True)
        connection.create_function("found_in", 2, search.found_in, deterministic=True)

    @property
    def searched(self) -> frozenset[str]:
        """The kinds of record that have an index of words."""
        return self._searched

    def known_words(self, kind: str, words: Iterable[str]) -> dict[str, int]:
        """In how many live records of a searched kind each folded word stands, of those known."""
        return search.known_words(self._connection, kind, words)

    def interrupt(self) -> None:
        """Stop the running query at once; it raises in its own thread."""
        self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()

    def ids(self, query: Query, limit: int | None = None) -> "array[int]":
        """The ids that answer a query, in its order; with `limit`, the first so many."""
        wanted = search.marked(query.words) if query.order == NEWEST_FIRST else []
        if not wanted:
            return self._in_order(query, limit)
        found = self._in_order(query, None if limit is None else max(limit, _RANKED))
        ranked = self._exact_first(query.kind, found[:_RANKED], wanted)
        return (ranked + found[_RANKED:])[:limit]

    def _in_order(self, query: Query, limit: int | None) -> "array[int]":
        answers = self._answers(query)
        sql = f"SELECT {answers.row_id} FROM {answers.rows} ORDER BY {answers.order} LIMIT ?"
        found = array("q")
        for part in self._parts(sql, [*answers.values, -1 if limit is None else limit]):
            found.extend(row[0] for row in part)
        return found

    def _exact_first(self, kind: str, ids: "array[int]", wanted: list[str]) -> "array[int]":
        """Where words were typed with marks, records that have them exactly come first."""
        fields = fields_of(self._kinds[kind]).items()
        columns = [f"d.{name}" for name, field in fields if isinstance(field, (Line, Name))]
        found = self._connection.execute(
            f"SELECT d.id FROM {kind} d WHERE d.id IN (SELECT value FROM json_each(?))"
            f" AND says(concat_ws(' ', {', '.join(columns)}), ?)",
            (json.dumps(ids.tolist()), " ".join(wanted)),
        )
        exact = {
            record_id for part in iter(lambda: found.fetchmany(_PART), []) for (record_id,) in part
        }
        first = array("q", (record_id for record_id in ids if record_id in exact))
        return first + array("q", (record_id for record_id in ids if record_id not in exact))

    def count(self, query: Query, most: int | None = None) -> int:
        """How many records answer a query; with `most`, counting stops there."""
        answers = self._answers(query)
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {answers.rows} LIMIT ?)",
            [*answers.values, -1 if most is None else most],
        ).fetchone()
        return int(count)

    def groups(self, query: Query, field: str) -> list[tuple[Any, int]]:
        """How many records answer a query for each value of one field, most first."""
        kind = fields_of(self._kinds[query.kind])[field]
        answers = self._answers(query, joined=True)
        found = self._connection.execute(
            f"SELECT d.{field}, count(*) FROM {answers.rows} GROUP BY 1 ORDER BY 2 DESC, 1",
            answers.values,
        ).fetchall()
        return [(kind.recall(value), count) for value, count in found]

    def newest_values(self, kind: str, field: str, most: int) -> list[tuple[Any, int]]:
        """How often each value of a field stands in the newest live records."""
        found = self._connection.execute(
            f"SELECT {field}, count(*) FROM (SELECT {field} FROM {kind} WHERE trashed = 0"
            f" ORDER BY id DESC LIMIT ?) WHERE {field} IS NOT NULL GROUP BY 1",
            (most,),
        ).fetchall()
        kept_as = fields_of(self._kinds[kind])[field]
        return [(kept_as.recall(value), count) for value, count in found]

    def values(self, query: Query, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The values of a few fields of all records that answer a query, in its order."""
        fields = fields_of(self._kinds[query.kind])
        answers = self._answers(query, joined=True)
        columns = ", ".join(f"d.{name}" for name in names)
        sql = f"SELECT {columns} FROM {answers.rows} ORDER BY {answers.order}"
        for part in self._parts(sql, answers.values):
            for row in part:
                yield tuple(
                    kept if name == "id" else fields[name].recall(kept)
                    for name, kept in zip(names, row, strict=True)
                )

    def bounds(self, query: Query, field: str) -> tuple[Any, Any]:
        """The least and the greatest value of a field among the answers; None where none has it."""
        kind = fields_of(self._kinds[query.kind])[field]
        answers = self._answers(query, joined=True)
        least, greatest = self._connection.execute(
            f"SELECT min(d.{field}), max(d.{field}) FROM {answers.rows}", answers.values
        ).fetchone()
        return kind.recall(least), kind.recall(greatest)

    def _answers(self, query: Query, *, joined: bool = False) -> "_Answers":
        fields = fields_of(self._kinds[query.kind])
        indexed = query.kind in self._searched and not (query.in_trash or query.with_trash)
        if indexed and any(_in_words(query, fields)):
            return _found_in_index(query, fields, joined=joined)
        if not search.terms(query.words):
            return _in_table(query, fields)
        if through := _index_behind(self._kinds[query.kind], query):
            return _found_through(through, query, fields)
        if query.in_trash or query.kind not in self._searched:
            return _among(self._looked_through(query), query, fields)
        return _among(self._found_with_trash(query), query, fields)

    def _found_with_trash(self, query: Query) -> list[int]:
        """The index holds live records only; the trash is looked through beside it."""
        live = replace(query, with_trash=False)
        return [*self._in_order(live, None), *self._looked_through(replace(live, in_trash=True))]

    def _looked_through(self, query: Query) -> list[int]:
        """What the index does not hold is little: it is looked through one by one."""
        everything = self.ids(replace(query, words=""))
        return [
            record.id
            for record in self.records(query.kind, everything)
            if search.holds(search.searched_text(record), query.words)
        ]

    def years(self, kind: str) -> list[int]:
        """The years in which a kind has live records, newest first; a step in an index for each."""
        live = f"FROM {kind} WHERE trashed = 0"
        found = self._connection.execute(
            f"WITH RECURSIVE years(year) AS (SELECT max(year) {live} UNION ALL"
            f" SELECT (SELECT max(year) {live} AND year < years.year) FROM years"
            " WHERE year IS NOT NULL) SELECT year FROM years WHERE year IS NOT NULL"
        )
        return [year for (year,) in found.fetchall()]

    def record(self, kind: str, record_id: int) -> Any:
        """One record, trashed or not; None where there is none."""
        return next(iter(self.records(kind, (record_id,))), None)

    def records(self, kind: str, ids: Sequence[int]) -> Iterator[Any]:
        """The records with these ids, in the order of the ids."""
        for start in range(0, len(ids), _BLOCK):
            block = list(ids[start : start + _BLOCK])
            rows = {row["id"]: row for row in self._rows(kind, block)}
            yield from (record_of(self._kinds[kind], rows[one]) for one in block if one in rows)

    def rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """Every row of a kind as its table keeps it, trashed ones too, by id."""
        yield from self._dicts(f"SELECT * FROM {kind} ORDER BY id", ())

    def row(self, kind: str, record_id: int) -> dict[str, Any] | None:
        """One row as its table keeps it, trashed or not; None where there is none."""
        return next(iter(self._rows(kind, [record_id])), None)

    def content(self, sha256: str) -> Generator[bytes, None, None]:
        """The content of a file part by part; raises Trouble where it is damaged or missing."""
        return contents.parts(self._connection, sha256)

    def is_trashed(self, kind: str, record_id: int) -> bool:
        sql = f"SELECT trashed FROM {kind} WHERE id = ?"
        found = self._connection.execute(sql, (record_id,)).fetchone()
        return bool(found and found[0])

    def trashed(self, kind: str) -> frozenset[int]:
        """The ids of all records of a kind in the trash."""
        found = self._connection.execute(f"SELECT id FROM {kind} WHERE trashed = 1").fetchall()
        return frozenset(record_id for (record_id,) in found)

    def last_number(self, kind: str, series: str, year: int) -> int:
        """The highest number ever given in a series and year; trashed ones stay given."""
        (last,) = self._connection.execute(
            f"SELECT coalesce(max(number), 0) FROM {kind} WHERE series = ? AND year = ?",
            (series, year),
        ).fetchone()
        return int(last)

    def with_number(
        self, kind: str, series: str, year: int, number: int, suffix: str | None = None
    ) -> Any:
        """The record that holds a number, trashed or not; None where it is free."""
        found = self._connection.execute(
            f"SELECT id FROM {kind} WHERE series = ? AND year = ? AND number = ?"
            " AND coalesce(suffix, '') = ?",
            (series, year, number, suffix or ""),
        ).fetchone()
        return self.record(kind, found[0]) if found else None

    def changed_since(self, kind: str, change_id: int) -> Iterator[tuple[int, RowChange]]:
        """What became of the records of one kind after a change, and by which, oldest first."""
        return journal.rows_since(self._connection, kind, change_id)

    def last_change(self) -> int:
        """The newest change of the journal."""
        return journal.next_id(self._connection) - 1

    def with_key(self, kind: str, column: str, key: str, limit: int = 50) -> list[Any]:
        """Live records whose look-up column equals a key, newest first."""
        found = self._connection.execute(
            f"SELECT id FROM {kind} WHERE {column} = ? AND trashed = 0 ORDER BY id DESC LIMIT ?",
            (key, limit),
        ).fetchall()
        return list(self.records(kind, [row[0] for row in found]))

    def holding(
        self,
        kind: str,
        fields: Sequence[str],
        *,
        run: Sequence[str],
        unfinished: bool,
        facets: Iterable[str] = (),
        phrases: Iterable[str] = (),
        most: int,
    ) -> Iterator[tuple[Any, ...]]:
        """Fields, as kept, of the newest live records that hold tokens one after the other.

        They come one by one: whoever has enough of them asks for no more. `unfinished`: the last
        token may be the beginning of one; `phrases`: what else the record must hold.
        """
        asked = search.run_expression(run, unfinished=unfinished, facets=facets, phrases=phrases)
        yield from self._connection.execute(
            f"SELECT {', '.join(f'd.{name}' for name in fields)} FROM {kind}_search s"
            f" CROSS JOIN {kind} d ON d.id = s.rowid WHERE {kind}_search MATCH ?"
            " ORDER BY s.rowid DESC LIMIT ?",
            (asked, most),
        )

    def _rows(self, kind: str, ids: list[int]) -> Iterable[dict[str, Any]]:
        marks = ", ".join("?" * len(ids))
        return self._dicts(f"SELECT * FROM {kind} WHERE id IN ({marks})", ids)

    def _dicts(self, sql: str, values: Sequence[Kept]) -> Iterator[dict[str, Any]]:
        cursor = self._connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        while part := cursor.fetchmany(_PART):
            yield from (dict(zip(names, row, strict=True)) for row in part)

    def _parts(self, sql: str, values: Sequence[Kept]) -> Iterator[list[Any]]:
        cursor = self._connection.execute(sql, values)
        while part := cursor.fetchmany(_PART):
            yield part


@dataclass(frozen=True)
class _Answers:
    """The rows that answer a query, in SQL: what follows FROM, and how they are ordered."""

    rows: str
    values: list[Kept]
    order: str
    row_id: str


def _in_table(query: Query, fields: Mapping[str, Field]) -> _Answers:
    where, values = _where(query.filters, fields)
    if query.in_trash or not query.with_trash:
        where = [f"d.trashed = {int(query.in_trash)}", *where]
    conditions = " AND ".join(where) or "TRUE"
    return _Answers(f"{query.kind} d WHERE {conditions}", values, _order(query, fields), "d.id")


def _found_in_index(query: Query, fields: Mapping[str, Field], *, joined: bool) -> _Answers:
    """`joined`: columns of the table are wanted too."""
    facets, others = _divided(query, fields)
    where, values = _where(others, fields)
    source = f"{query.kind}_search s"
    if joined or where or query.order != NEWEST_FIRST:
        source = f"{source} CROSS JOIN {query.kind} d ON d.id = s.rowid"
    conditions = " AND ".join([f"{query.kind}_search MATCH ?", *where])
    order = _order(query, fields, row_id="s.rowid")
    words, runs = _in_words(query, fields)
    values = [search.expression(words, facets, runs), *values]
    return _Answers(f"{source} WHERE {conditions}", values, order, "s.rowid")


def _index_behind(record: RecordType, query: Query) -> str | None:
    """The kind through whose index the rows of an SQL view are found, where they are live."""
    through: str | None = getattr(record, "found_through", None)
    return None if query.in_trash or query.with_trash else through


def _found_through(through: str, query: Query, fields: Mapping[str, Field]) -> _Answers:
    """Rows that stand for records of an indexed kind are found there, the few others by reading.

    Sixty thousand rows read one by one took ten seconds.
    """
    where, values = _where(query.filters, fields)
    texts = ", ".join(f"d.{name}" for name, field in fields.items() if field.in_words)
    found = (
        f"CASE d.register WHEN '{through}' THEN d.record IN"
        f" (SELECT rowid FROM {through}_search WHERE {through}_search MATCH ?)"
        f" ELSE found_in(concat_ws(' ', {texts}), ?) END"
    )
    conditions = " AND ".join(["d.trashed = 0", *where, found])
    values = [*values, search.expression(query.words), query.words]
    return _Answers(f"{query.kind} d WHERE {conditions}", values, _order(query, fields), "d.id")


def _among(ids: list[int], query: Query, fields: Mapping[str, Field]) -> _Answers:
    rows = f"{query.kind} d WHERE d.id IN (SELECT value FROM json_each(?))"
    return _Answers(rows, [json.dumps(ids)], _order(query, fields), "d.id")


def _divided(query: Query, fields: Mapping[str, Field]) -> tuple[list[str], tuple[Filter, ...]]:
    """Filters that the index answers by a token, and those that need the table.

    A join with the table cost 59 to 230 ms on a million rows, a token 3.5.
    """
    tokens, others = [], []
    for one in query.filters:
        kind = fields[one.field]
        if one.test is Test.HOLDS and kind.facet:
            tokens.append(search.facet(one.field, one.value))
        elif _is_one_value(one, kind) and kind.facet:
            tokens.append(search.facet(one.field, kind.keep(one.value)))
        else:
            others.append(one)
    return tokens, tuple(others)


def _is_one_value(one: Filter, kind: Field) -> bool:
    several = isinstance(one.value, tuple)
    return one.test is Test.IS and one.value is not None and not several


def _in_words(query: Query, fields: Mapping[str, Field]) -> tuple[str, list[str]]:
    """What the index is asked for: words, and runs of whole words that a filter stands for.

    The filter looks again by itself: the index only leaves it fewer records to look at.
    """
    words, runs = [query.words], []
    for one in query.filters:
        kind = fields[one.field]
        if not kind.in_words or one.value is None:
            continue
        if one.test is Test.SAYS:
            words.append(str(one.value))
        elif one.test is Test.HOLDS and not kind.facet:
            runs.append(str(one.value))
        elif one.test is Test.IS and isinstance(kind, SerialNumber):
            runs.append(search.as_indexed(kind, one.value))
    asked = " ".join(words)
    return (asked if search.terms(asked) else "", [run for run in runs if search.terms(run)])


_TESTS: Final = {Test.IS: "=", Test.IS_NOT: "IS NOT", Test.AT_LEAST: ">=", Test.AT_MOST: "<="}


def _where(filters: Iterable[Filter], fields: Mapping[str, Field]) -> tuple[list[str], list[Kept]]:
    conditions: list[str] = []
    values: list[Kept] = []
    for one in filters:
        condition, asked = _condition(one, fields[one.field])
        conditions.append(condition)
        values.extend(asked)
    return conditions, values


def _condition(one: Filter, kind: Field) -> tuple[str, list[Kept]]:
    column = f"d.{one.field}"
    match one.test:
        case Test.SAYS:
            texts = ", ".join(f"d.{name}" for name in (one.field, *kind.keys(one.field, None)))
            return f"found_in(concat_ws(' ', {texts}), ?)", [str(one.value)]
        case Test.HOLDS:
            return f"instr('; ' || {column} || '; ', ?) > 0", [f"; {one.value}; "]
        case Test.ANSWERED | Test.UNANSWERED:
            return _answered(one, kind), []
    if one.value is None:
        return f"{column} IS {'NOT ' * (one.test in (Test.FILLED, Test.IS_NOT))}NULL", []
    return f"{column} {_TESTS[one.test]} ?", [kind.keep(one.value)]


def _answered(one: Filter, kind: Field) -> str:
    assert isinstance(kind, Link)
    answer = f"SELECT 1 FROM {kind.register} a WHERE a.{one.field} = d.id AND a.trashed = 0"
    answer += " AND a.standing IS NOT 'void'"
    return f"{'NOT ' * (one.test is Test.UNANSWERED)}EXISTS ({answer})"


def _order(query: Query, fields: Mapping[str, Field], row_id: str = "d.id") -> str:
    parts = []
    for one in query.order:
        column = row_id if one.field == "id" else _sorted_by(one.field, fields[one.field])
        parts.append(f"{column}{' DESC' if one.descending else ''}")
    if all(one.field != "id" for one in query.order):
        parts.append(f"{row_id} DESC")
    return ", ".join(parts)


def _sorted_by(name: str, kind: Field) -> str:
    if isinstance(kind, Suffix):
        return f"coalesce(d.{name}, '')"  # as the index of numbers has it
    if isinstance(kind, Person):
        return f"by_given_name(d.{name})"
    return f"vietnamese(d.{name})" if isinstance(kind, (Line, Name)) else f"d.{name}"
