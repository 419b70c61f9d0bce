"""Keeping saved views: saving, renaming, giving them keys and discarding them."""

from dataclasses import replace

from desktop.correspondence.finding.saved_views import SavedView, proposed_views, views_of
from desktop.language.folding import fold
from desktop.language.words import M, Message
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.record import Problem
from desktop.storage.store import Store
from desktop.storage.writing import Writing


def save_view(store: Store, view: SavedView) -> Change:
    """Keep a new view, or an old one as it is now; the key of another one passes to it.

    Raises Problems where another view of the register has its name.
    """
    known = views_of(store.reader)
    _refuse_taken(view, known)
    words = (
        M("saving view “{name}”", name=view.name)
        if view.id is None
        else M("changing view “{name}”", name=view.name)
    )
    return _written(store, words, view, known)


def rename_view(store: Store, view: SavedView, name: str) -> Change:
    """Call a view otherwise; raises Problems where the name is taken."""
    renamed = replace(view, name=name)
    known = views_of(store.reader)
    _refuse_taken(renamed, known)
    return _written(store, M("renaming view “{name}”", name=view.name), renamed, known)


def give_key(store: Store, view: SavedView, key: int | None) -> Change:
    """Give a view a key, or none; whichever view had it goes without."""
    words = M("changing the key of view “{name}”", name=view.name)
    return _written(store, words, replace(view, key=key), views_of(store.reader))


def discard_view(store: Store, view: SavedView) -> Change:
    """Take a view away; its documents stay."""
    assert view.id is not None
    with store.writing(M("discarding view “{name}”", name=view.name)) as writing:
        writing.trash("saved_views", view.id)
    return writing.change


def propose_views(store: Store) -> Change:
    """Add the usual views that the office does not have; keys that are taken stay."""
    known = views_of(store.reader)
    asked = {(view.register, view.written) for view in known}
    taken = {view.key for view in known}
    with store.writing(M("adding the usual views")) as writing:
        for view in proposed_views():
            if (view.register, view.written) not in asked:
                writing.add(replace(view, key=None) if view.key in taken else view)
    return writing.change


def _refuse_taken(view: SavedView, known: list[SavedView]) -> None:
    for other in known:
        same = other.register == view.register and fold(other.name) == fold(view.name)
        if same and other.id != view.id:
            message = M("There is a view “{name}”: choose another name.", name=other.name)
            raise Problems((Problem("name", message),))


def _written(store: Store, words: Message, view: SavedView, known: list[SavedView]) -> Change:
    with store.writing(words) as writing:
        _free_key(writing, view, known)
        if view.id is None:
            writing.add(view)
        else:
            writing.put(view)
    return writing.change


def _free_key(writing: Writing, view: SavedView, known: list[SavedView]) -> None:
    for other in known:
        if view.key is not None and other.key == view.key and other.id != view.id:
            writing.put(replace(other, key=None))
