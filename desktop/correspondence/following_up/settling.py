"""Settling matters, noting how they go on, and opening them again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Annotated, Any, ClassVar

from desktop.correspondence.following_up.matter import START, Matter, matter_title
from desktop.correspondence.rules import not_in_the_future
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.records.changes import Acting, Change, at_one_go
from desktop.records.drafts import Problems
from desktop.records.fields import Day, Line, Passage
from desktop.records.record import Problem, Rule
from desktop.storage.store import Store


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What is asked when matters are settled."""

    kind: ClassVar = "settlement"
    rules: ClassVar[tuple[Rule, ...]] = (not_in_the_future("settled_on"),)

    id: int | None = None
    settled_on: Annotated[date, Day(label=M("Settled on"), required=True)]
    result: Annotated[str | None, Line(label=M("Result"), longest="note_length")] = None


@dataclass(frozen=True, kw_only=True)
class ProgressNote:
    """What is asked when it is noted how matters go on."""

    kind: ClassVar = "progress"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    progress: Annotated[str | None, Passage(label=M("Progress"), longest="direction_length")] = None


def settle(store: Store, *matters: Matter, day: date, result: str | None = None) -> Change:
    """Note that matters are settled, documents and tasks alike.

    A document says its result as its progress, which the follow-up register prints. Raises
    Problems where the day is still to come, or lies before a matter began.
    """
    return at_one_go(settling(store, matters, day=day, result=result))


def settling(
    store: Store, matters: Sequence[Matter], *, day: date, result: str | None = None
) -> Acting:
    """The same, matter by matter; what cannot be is said before the first one."""
    one = M("settling {matter}", matter=_title(matters))
    many = Ms("settling {count} matter", "settling {count} matters", len(matters))

    def settled(record: Any) -> Any:
        said = {"progress" if record.kind == "incoming" else "result": result} if result else {}
        return replace(record, settled_on=day, **said)

    records = _records(store, matters)
    if problems := tuple(_problems(records, day, store.today)):
        raise Problems(problems[:1])
    return (yield from _each(store, records, settled, one if len(matters) == 1 else many))


def note_progress(store: Store, *matters: Matter, progress: str | None) -> Change:
    """Note how matters go on; the words before it stay in the history of each."""
    return at_one_go(noting_progress(store, matters, progress=progress))


def noting_progress(store: Store, matters: Sequence[Matter], *, progress: str | None) -> Acting:
    """The same, matter by matter."""
    one = M("progress of {matter}", matter=_title(matters))
    many = Ms("progress of {count} matter", "progress of {count} matters", len(matters))
    words = one if len(matters) == 1 else many
    records = _records(store, matters)
    noted = partial(replace, progress=progress)
    return (yield from _each(store, records, noted, words))


def reopen(store: Store, *matters: Matter) -> Change:
    """Take matters up again that were settled too early."""
    return at_one_go(reopening(store, matters))


def reopening(store: Store, matters: Sequence[Matter]) -> Acting:
    """The same, matter by matter."""
    one = M("reopening {matter}", matter=_title(matters))
    many = Ms("reopening {count} matter", "reopening {count} matters", len(matters))
    words = one if len(matters) == 1 else many
    records = _records(store, matters)
    return (yield from _each(store, records, partial(replace, settled_on=None), words))


def _title(matters: Sequence[Matter]) -> Message:
    return matter_title(matters[0])


def _records(store: Store, matters: Sequence[Matter]) -> list[Any]:
    """The documents and tasks as they are now, not as they were when the list was read."""
    found: dict[tuple[str, int], Any] = {}
    for register in {one.register for one in matters}:
        ids = [one.record for one in matters if one.register == register]
        if not store.reader.trashed(register).isdisjoint(ids):
            raise Trouble(M("This matter is in the trash: put it back first."))
        found |= {(register, one.id): one for one in store.reader.records(register, ids)}
    return [found[one.register, one.record] for one in matters]


def _problems(records: Sequence[Any], day: date, today: date) -> Iterator[Problem]:
    if day > today:
        yield Problem("settled_on", M("This day is still to come: correct the date."))
    if any(day < getattr(record, START[record.kind]) for record in records):
        message = M("It would be settled before it was given: correct the date.")
        yield Problem("settled_on", message)


def _each(
    store: Store, records: Sequence[Any], act: Callable[[Any], Any], words: Message
) -> Acting:
    with store.writing(words) as writing:
        for record in records:
            writing.put(act(record))
            yield
    return writing.change
