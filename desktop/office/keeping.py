"""Keeping the office's own lists: whom it writes to, and what it is called itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from desktop.language.folding import fold, mend_line
from desktop.language.words import M, Message
from desktop.office.bodies import Body
from desktop.office.identity import Office
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.queries import Order, Query
from desktop.records.record import Problem
from desktop.storage.lists import Reader
from desktop.storage.store import Store


def keep(store: Store, record: Body | Office) -> Change:
    """Add a body, or correct one, or correct the office's own names.

    Raises Problems where a name would stand for two bodies. A body that is called otherwise from
    now on stays known by its former name, under which documents were registered.
    """
    if isinstance(record, Office):
        return _put(store, M("correcting the names of the office"), [record])
    known = bodies_of(store.reader)
    before = next((body for body in known if body.id == record.id), None)
    others = [body for body in known if body.id != record.id]
    if problems := tuple(_problems(record, before, others)):
        raise Problems(problems)
    if before is None:
        return _add(store, record)
    words = M("correcting {name}", name=record.name)
    followers = _followers(before, record, others)
    return _put(store, words, [_known_by_former_name(before, record), *followers])


def bodies_of(reader: Reader) -> list[Body]:
    """All bodies, in the order of their names."""
    return list(reader.records("bodies", reader.ids(Query("bodies", order=(Order("name"),)))))


def _add(store: Store, body: Body) -> Change:
    with store.writing(M("adding {name}", name=body.name)) as writing:
        writing.add(body)
    return writing.change


def _put(store: Store, words: Message, records: Iterable[Any]) -> Change:
    with store.writing(words) as writing:
        for record in records:
            writing.put(record)
    return writing.change


def _problems(body: Body, before: Body | None, others: list[Body]) -> Iterator[Problem]:
    yield from _unwritable(body)
    yield from _taken(body, before, others)
    if _leads_back(body, before, others):
        yield Problem("replaced_by", M("It cannot be replaced by itself: name another one."))


def _unwritable(body: Body) -> Iterator[Problem]:
    for field, name in _names_of(body):
        if ";" in name:
            yield Problem(field, M("A semicolon sets two names apart: write it without."))


def _taken(body: Body, before: Body | None, others: list[Body]) -> Iterator[Problem]:
    """Names that mean another body; what this one was called before is its own affair."""
    own = {_key(name) for _, name in _names_of(before)} if before else set()
    holders = {_key(name): other for other in others for _, name in _names_of(other)}
    for field, name in _names_of(body):
        holder = holders.get(_key(name))
        if holder and _key(name) not in own:
            yield Problem(field, _means(name, holder))


def _means(name: str, holder: Body) -> Message:
    if _key(name) == _key(holder.name):
        return M("“{name}” is in the list already: choose another name.", name=holder.name)
    return M(
        "“{name}” stands for “{body}” already: choose another, or take it away there first.",
        name=name,
        body=holder.name,
    )


def _names_of(body: Body) -> Iterator[tuple[str, str]]:
    """Everything a body is found by, each with its field."""
    yield "name", body.name
    if body.abbreviation:
        yield "abbreviation", body.abbreviation
    for alias in body.aliases or ():
        yield "aliases", alias


def _key(name: str) -> str:
    """Names of one key are one name to whoever types them."""
    return fold(mend_line(name))


def _leads_back(body: Body, before: Body | None, others: list[Body]) -> bool:
    own = {_key(one.name) for one in (body, before) if one}
    next_of = {_key(other.name): other.replaced_by for other in others}
    passed: set[str] = set()
    follower = body.replaced_by
    while follower and _key(follower) not in passed:
        if _key(follower) in own:
            return True
        passed.add(_key(follower))
        follower = next_of.get(_key(follower))
    return False


def _known_by_former_name(before: Body, body: Body) -> Body:
    # Without it, the next document that names it so would bring a second body into the list.
    known = {_key(name) for _, name in _names_of(body)}
    if _key(before.name) in known or ";" in before.name:
        return body
    return replace(body, aliases=(*(body.aliases or ()), before.name))


def _followers(before: Body, body: Body, others: list[Body]) -> Iterator[Body]:
    """Bodies that this one replaces, which name it as it is called now."""
    if before.name != body.name:
        for other in others:
            if other.replaced_by == before.name:
                yield replace(other, replaced_by=body.name)
