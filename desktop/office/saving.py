"""Saving: an act that may bring names nobody knew before."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from desktop.language.words import Message
from desktop.records.changes import Change
from desktop.storage.store import Store
from desktop.storage.writing import Writing


class Names(Protocol):
    """The names that forms suggest: they learn from changes, or are read anew."""

    def read(self) -> None: ...

    def take(self, change: Change) -> None: ...


@contextmanager
def saving(store: Store, words: Message, names: Names) -> Iterator[Writing]:
    """One act; names that it brings are known when it is saved, and only then."""
    try:
        with store.writing(words) as writing:
            yield writing
    except BaseException:
        names.read()
        raise
    names.take(writing.change)
