"""The written form of a question to a register: so:123 cq:"Bộ Nội vụ" ngay:>01/03 quahan.

Words without a key are looked for everywhere. `key:` and a value is a condition; several hold
together, `-` before one asks the opposite. A name that the office knows is that one name; any
other is looked for as words inside the field, as is any after `~`; after `=` it stands exactly.
`key:-` means that nothing is there, `key:*` that something is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from desktop.correspondence.finding.keys import (
    KEYS,
    OPPOSITES,
    STATES,
    Key,
    State,
    keys_of,
    states_of,
)
from desktop.correspondence.finding.periods import Period, read_period, say_period, write_period
from desktop.correspondence.following_up.deadlines import newest_overdue
from desktop.correspondence.following_up.matter import Matter
from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.referring import referred
from desktop.language.folding import fold, tokens
from desktop.language.slips import one_slip_away
from desktop.language.words import M, Message
from desktop.language.working_days import WorkingDays
from desktop.records.fields import (
    Choice,
    Code,
    Day,
    Field,
    Ground,
    Link,
    Name,
    Names,
    SerialNumber,
    Unreadable,
    Whole,
)
from desktop.records.queries import Filter, Query, Test
from desktop.records.record import fields_of

# A run without blanks, save those between quotation marks; the last mark may be missing.
_PIECE: Final = re.compile(r'(?:"(?:[^"]|"")*"|"[^"]*$|[^\s"])+')
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"?')
_CONDITION: Final = re.compile(r"(-?)([^\W\d_]+):(.*)", re.DOTALL)
_STATE: Final = re.compile(r"(-?)([^\W\d_]+)")
_COMPARED: Final = re.compile(r"(>=|<=|>|<|=)?(.+)", re.DOTALL)
_NUMBERED: Final = re.compile(r"\d+[a-zđ]", re.IGNORECASE)
_LEAST_MISSPELT: Final = 3
_RECORDS: Final = {**DOCUMENTS, Matter.kind: Matter}


@dataclass(frozen=True)
class Part:
    """One condition of a question, or its words, as they were written and what they mean.

    A part with a problem asks nothing: the others stand.
    """

    written: str
    filters: tuple[Filter, ...] = ()
    words: str = ""
    in_trash: bool = False
    with_trash: bool = False
    said: Message | None = None
    problem: Message | None = None

    @property
    def is_condition(self) -> bool:
        return not self.words


@dataclass(frozen=True)
class Written:
    """What a written question means, and the parts it is made of."""

    query: Query
    parts: tuple[Part, ...]

    @property
    def problems(self) -> tuple[Message, ...]:
        """One sentence for each part that cannot be read."""
        return tuple(part.problem for part in self.parts if part.problem)

    @property
    def conditions(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.is_condition)

    @property
    def text(self) -> str:
        return " ".join(part.written for part in self.parts)

    def without(self, part: Part) -> str:
        """The question as written, with one part left out."""
        return " ".join(one.written for one in self.parts if one is not part)


def read_query(
    text: str, *, kind: str, ground: Ground, calendar: WorkingDays | None = None
) -> Written:
    """What a written question asks of a register; what cannot be read is told by its part.

    With the office's calendar, what was due on a Friday is late on Monday.
    """
    reading = _Reading(kind, ground, _late(ground, calendar))
    parts = tuple(_joined(reading.part(piece) for piece in _pieces(text, reading)))
    query = Query(
        kind,
        tuple(one for part in parts for one in part.filters),
        " ".join(part.words for part in parts if part.words),
        in_trash=any(part.in_trash for part in parts),
        with_trash=any(part.with_trash for part in parts),
    )
    return Written(query, parts)


def write_query(query: Query, ground: Ground, *, calendar: WorkingDays | None = None) -> str:
    """The shortest writing that reads as this query; its order is not part of it."""
    writing = _Writing(query.kind, ground, _late(ground, calendar))
    words = [writing.word(word) for word in query.words.split()]
    trash = [one for one in STATES if one.in_trash and query.in_trash]
    trash += [one for one in STATES if one.with_trash and query.with_trash]
    states = [state.name(ground.language) for state in trash]
    return " ".join([*writing.conditions(query.filters), *states, *words])


def _late(ground: Ground, calendar: WorkingDays | None) -> date:
    """The newest day that is late today."""
    return newest_overdue(ground.today, calendar) if calendar else ground.today - timedelta(days=1)


def _pieces(text: str, reading: "_Reading") -> Iterator[str]:
    """The text cut at its blanks; a key that stands alone takes what follows it: “Số: 125”."""
    pieces = _PIECE.findall(text)
    while pieces:
        piece = pieces.pop(0)
        found = _CONDITION.fullmatch(piece)
        alone = found and not found[3] and reading.knows(found[2])
        if alone and pieces and not reading.means_more(pieces[0]):
            piece += pieces.pop(0)
        yield piece


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Words beside each other are one part."""
    words: list[Part] = []
    for part in parts:
        if not part.is_condition:
            words.append(part)
            continue
        yield from _one_part(words)
        words = []
        yield part
    yield from _one_part(words)


def _one_part(words: list[Part]) -> Iterator[Part]:
    if words:
        written = " ".join(part.written for part in words)
        yield Part(written, words=" ".join(part.words for part in words))


class _Reading:
    """Reads the pieces of a question to one register."""

    def __init__(self, kind: str, ground: Ground, late: date) -> None:
        self._kind = kind
        self._ground = ground
        self._late = late
        self._fields = fields_of(_RECORDS[kind])
        self._keys = keys_of(kind, self._fields)
        self._states = states_of(kind)

    def knows(self, key: str) -> bool:
        return fold(key) in self._keys

    def means_more(self, piece: str) -> bool:
        """Whether a piece is something else than words."""
        return self.part(piece).is_condition

    def part(self, piece: str) -> Part:
        state = _STATE.fullmatch(piece)
        if state and (found := self._states.get(fold(state[2]))):
            return self._state(piece, found, turned=bool(state[1]))
        condition = _CONDITION.fullmatch(piece)
        if condition is None:
            return self._words(piece)
        key = self._keys.get(fold(condition[2]))
        if key is None:
            return self._unknown(piece, condition[2])
        return self._condition(piece, key, condition[3], turned=bool(condition[1]))

    def _words(self, piece: str) -> Part:
        """Words; in quotation marks stands what would mean something else without them."""
        inside = _unquoted(piece)
        plain = inside != piece and " " not in inside and self.means_more(inside)
        return Part(piece, words=inside if plain else piece)

    def _unknown(self, piece: str, key: str) -> Part:
        """A misspelt key is told; any other colon stands in words."""
        typed = fold(key)
        near = [one for one in one_slip_away(typed) if one in self._keys]
        if len(typed) < _LEAST_MISSPELT or not near:
            return Part(piece, words=piece)
        key_meant = self._keys[near[0]].name(self._ground.language)
        message = M("“{typed}:” is no key: did you mean “{key}:”?", typed=key, key=key_meant)
        return Part(piece, problem=message)

    def _state(self, piece: str, state: State, *, turned: bool) -> Part:
        filters = state.filters[self._kind](self._late)
        read = Part(
            piece,
            filters,
            in_trash=state.in_trash,
            with_trash=state.with_trash,
            said=state.said,
        )
        return _turned(read) if turned else read

    def _condition(self, piece: str, key: Key, value: str, *, turned: bool) -> Part:
        name = key.fields[self._kind]
        field = self._fields[name]
        try:
            filters, what = self._meant(key, name, field, value)
        except Unreadable as unreadable:
            return Part(piece, problem=unreadable.message)
        said = what if key.answered else M("{field}: {what}", field=field.label, what=what)
        problem = _unclosed(piece)
        read = Part(piece, filters, said=said, problem=problem)
        return _turned(read) if turned else read

    def _meant(
        self, key: Key, name: str, field: Field, value: str
    ) -> tuple[tuple[Filter, ...], Message]:
        """The filters of a condition, and what it says in a person's words."""
        if value in ("-", "*"):
            return _there_or_not(key, name, there=value == "*")
        typed = _unquoted(value)
        if not typed.strip():
            raise Unreadable(M("Write after the colon what to look for."))
        if isinstance(field, Day):
            return _in_days(name, field, typed, self._ground)
        if isinstance(field, SerialNumber) and (found := self._by_reference(typed)):
            return found, M("{typed}", typed=typed)
        if isinstance(field, Whole):
            return tuple(_in_numbers(name, field, typed, self._ground)), M("{typed}", typed=typed)
        if isinstance(field, Link) and field.register not in self._ground.registers:
            raise Unreadable(M("“{typed}” is not registered yet.", typed=typed[:60]))
        if isinstance(field, (Choice, Link)):
            meant = field.read(typed, self._ground)
            return _is(name, meant, field.show(meant, self._ground))
        return self._by_text(name, field, value)

    def _by_reference(self, typed: str) -> tuple[Filter, ...]:
        """A number with its letter, its series, its year: 125a, 125/TW/2026."""
        said = referred(typed)
        if said is None or not (said.suffix or said.series or said.year):
            return ()
        found = [Filter("number", Test.IS, said.number)]
        if said.suffix:
            found.append(Filter("suffix", Test.IS, said.suffix))
        if said.series:
            code = self._fields["series"].read(said.series, self._ground)
            found.append(Filter("series", Test.IS, code))
        if said.year:
            found.append(Filter("year", Test.IS, said.year))
        return tuple(found)

    def _by_text(self, name: str, field: Field, value: str) -> tuple[tuple[Filter, ...], Message]:
        sign, typed = ("", value) if value[0] not in "=~" else (value[0], value[1:])
        text = field.mended(_unquoted(typed))
        known = _known(field, text, self._ground)
        if isinstance(field, Code) and sign != "=":
            known = field.read(text, self._ground)
        if sign == "=" or (known and sign != "~"):
            exact = text if sign == "=" else known
            return _is(name, exact, str(exact), among=isinstance(field, Names))
        if not tokens(text):
            raise Unreadable(M("Write letters or digits to look for."))
        return (Filter(name, Test.SAYS, text),), M("“{words}”", words=text)


def _known(field: Field, text: str, ground: Ground) -> str | None:
    directory = ground.directories.get(field.directory) if isinstance(field, Name) else None
    return directory.named(text) if directory else None


def _is(
    name: str, value: Any, shown: str, *, among: bool = False
) -> tuple[tuple[Filter, ...], Message]:
    return (Filter(name, Test.HOLDS if among else Test.IS, value),), M("{value}", value=shown)


def _there_or_not(key: Key, name: str, *, there: bool) -> tuple[tuple[Filter, ...], Message]:
    if key.answered:
        test = Test.ANSWERED if there else Test.UNANSWERED
        said = M("Answered") if there else M("Unanswered")
    else:
        test = Test.FILLED if there else Test.EMPTY
        said = M("any") if there else M("none")
    return (Filter(name, test),), said


def _in_days(
    name: str, field: Day, typed: str, ground: Ground
) -> tuple[tuple[Filter, ...], Message]:
    period = read_period(typed, ground, field)
    filters = tuple(_between(name, period.first, period.last))
    return filters, say_period(typed, period, field, ground)


def _in_numbers(name: str, field: Whole, typed: str, ground: Ground) -> Iterator[Filter]:
    if ".." in typed:
        ends = [field.read(end, ground) for end in typed.split("..", 1)]
        if ends == [None, None]:
            raise Unreadable(M("Write the first or the last number beside the two dots."))
        return _between(name, *ends)
    sign, rest = _COMPARED.fullmatch(typed).groups()  # type: ignore[union-attr]  # fits all
    value = field.read(rest, ground)
    if value is None:
        raise Unreadable(M("Write a number, such as 125 or >=125."))
    match sign:
        case ">" | ">=":
            return _between(name, value + (sign == ">"), None)
        case "<" | "<=":
            return _between(name, None, value - (sign == "<"))
    return _between(name, value, value)


def _between(name: str, first: Any, last: Any) -> Iterator[Filter]:
    if first is not None and last is not None and last < first:
        raise Unreadable(M("It ends before it begins: change the two ends over."))
    if first == last:
        yield Filter(name, Test.IS, first)
        return
    if first is not None:
        yield Filter(name, Test.AT_LEAST, first)
    if last is not None:
        yield Filter(name, Test.AT_MOST, last)


def _turned(part: Part) -> Part:
    """The opposite of one plain condition."""
    if part.problem:
        return part
    one = part.filters[0] if len(part.filters) == 1 else None
    if one is None or one.test not in OPPOSITES:
        message = M("“{written}” has no opposite: leave the “-” out.", written=part.written)
        return Part(part.written, problem=message)
    turned = Filter(one.field, OPPOSITES[one.test], one.value)
    return replace(part, filters=(turned,), said=M("not: {condition}", condition=part.said))


def _unclosed(piece: str) -> Message | None:
    """The other parts, and this one as far as it goes, hold all the same."""
    if piece.count('"') % 2 == 0:
        return None
    return M("Close the quotation mark after “{written}”.", written=piece.strip())


def _unquoted(value: str) -> str:
    found = _QUOTED.fullmatch(value)
    return found[1].replace('""', '"') if found else value


def quoted(value: str) -> str:
    """A value as it stands after a colon: in quotation marks where it needs them."""
    bare = value and not re.search(r'[\s"]', value) and value[0] not in "=~" and value not in "-*"
    return value if bare else f'"{value.replace(chr(34), chr(34) * 2)}"'


class _Writing:
    """Writes the filters of a query to one register."""

    def __init__(self, kind: str, ground: Ground, late: date) -> None:
        self._kind = kind
        self._ground = ground
        self._late = late
        self._fields = fields_of(_RECORDS[kind])
        self._reading = _Reading(kind, ground, late)
        self._states = [one for one in STATES if kind in one.filters]
        # A field's first key is the one to write; its own name is the last resort.
        own = keys_of(kind, self._fields).values()
        named = (key for key in reversed(KEYS) if kind in key.fields)
        self._keys = {(key.fields[kind], key.answered): key for key in (*own, *named)}

    def word(self, word: str) -> str:
        """A word, in quotation marks where it would be read as something else."""
        return f'"{word}"' if self._reading.means_more(word) else word

    def conditions(self, filters: tuple[Filter, ...]) -> Iterator[str]:
        while filters:
            written, count = self._first(filters)
            yield written
            filters = filters[count:]

    def _first(self, filters: tuple[Filter, ...]) -> tuple[str, int]:
        """The first filters as one condition, and how many it takes."""
        for state in self._states:
            asked = state.filters[self._kind](self._late)
            if asked and filters[: len(asked)] == asked:
                return state.name(self._ground.language), len(asked)
        one, *rest = filters
        if rest and _are_a_span(one, rest[0]):
            return self._condition(one, self._span(one, rest[0].value)), 2
        if rest and _are_one_number(one, rest[0]):
            return self._condition(one, f"{one.value}{rest[0].value}"), 2
        return self._single(one), 1

    def _single(self, one: Filter) -> str:
        minus = "-" if one.test is Test.IS_NOT else ""
        return f"{minus}{self._condition(one, self._value(one))}"

    def _condition(self, one: Filter, value: str) -> str:
        key = self._keys[one.field, one.test in (Test.ANSWERED, Test.UNANSWERED)]
        return f"{key.name(self._ground.language)}:{value}"

    def _span(self, first: Filter, last: Any) -> str:
        shown = [self._shown(Filter(first.field, Test.IS, end)) for end in (first.value, last)]
        return "..".join(shown)

    def _value(self, one: Filter) -> str:
        match one.test:
            case Test.EMPTY | Test.UNANSWERED:
                return "-"
            case Test.FILLED | Test.ANSWERED:
                return "*"
            case Test.SAYS:
                text = str(one.value)
                known = _known(self._fields[one.field], text, self._ground)
                return f"~{quoted(text)}" if known else quoted(text)
        sign = {Test.AT_LEAST: ">=", Test.AT_MOST: "<="}.get(one.test, "")
        return f"{sign}{self._shown(one)}"

    def _shown(self, one: Filter) -> str:
        field = self._fields[one.field]
        if isinstance(field, Day):
            return write_period(Period(one.value, one.value), field, self._ground)  # type: ignore[arg-type]
        if isinstance(field, Whole):
            return str(one.value)
        if isinstance(field, Choice):
            return quoted(self._entry(field, str(one.value)))
        if isinstance(field, Link):
            return quoted(field.show(one.value, self._ground))
        text = str(one.value)
        return quoted(text) if _known(field, text, self._ground) == text else f"={quoted(text)}"

    def _entry(self, field: Choice, code: str) -> str:
        """An entry by its abbreviation or its name, where that means just this one."""
        (entry,) = [one for one in field.entries() if one.code == code]
        names = (entry.abbreviation, entry.name(self._ground.language), entry.code)
        return next(one for one in names if one and field.read(one, self._ground) == code)


def _are_a_span(one: Filter, other: Filter) -> bool:
    ends = (one.test, other.test) == (Test.AT_LEAST, Test.AT_MOST)
    return ends and one.field == other.field and one.value < other.value  # type: ignore[operator]


def _are_one_number(one: Filter, other: Filter) -> bool:
    plain = one.test is other.test is Test.IS and (one.field, other.field) == ("number", "suffix")
    return plain and _NUMBERED.fullmatch(f"{one.value}{other.value}") is not None
