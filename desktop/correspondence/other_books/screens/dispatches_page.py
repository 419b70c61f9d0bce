"""The post dispatch book on screen."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.other_books.dispatching import (
    discard_dispatches,
    keep_dispatch,
    put_back_dispatches,
)
from desktop.correspondence.other_books.sheets import POST_ORDER, post_book
from desktop.correspondence.other_books.views import DISPATCHES
from desktop.correspondence.screens.suggesting import suggest_from
from desktop.desk import Desk
from desktop.language.words import M
from desktop.office.identity import Office
from desktop.office.screens.register_page import PageAct, PageFilter, PageSpec
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.queries import Query, Test
from desktop.sheets.sheet import Sheet
from desktop.storage.lists import Reader
from desktop.widgets.filter_bar import Option

_NEW: Final = PageAct(
    "new", M("New line of post"), ("Ctrl+N",), lambda page: page.new(), needs_record=False
)
_STATES: Final = {Test.EMPTY: M("Not signed for"), Test.FILLED: M("Signed for")}


def dispatches_spec(desk: Desk, names: KnownNames) -> PageSpec:
    """The page of the post book."""

    def ground() -> Ground:
        return names.ground(desk.store.today, desk.words.language)

    def fresh() -> Draft:
        return Draft("dispatches", {"sent_on": f"{desk.store.today:%d/%m/%Y}", "envelopes": "1"})

    def states() -> list[Option]:
        everything = Option(desk.words(M("Signed for or not")), None)
        return [everything, *(Option(desk.words(said), test) for test, said in _STATES.items())]

    return PageSpec(
        title=M("Post book"),
        record=Dispatch,
        view=DISPATCHES,
        ground=ground,
        called=lambda post: M(
            "{recipient} · {symbols}", recipient=post.recipient, symbols=post.symbols
        ),
        empty=M("No post here. Ctrl+N enters a line."),
        save=partial(keep_dispatch, desk.store),
        new=M("New line of post"),
        fresh=fresh,
        suggests={"recipient": suggest_from(names, "bodies")}.get,
        discard=partial(discard_dispatches, desk.store),
        put_back=partial(put_back_dispatches, desk.store),
        day="sent_on",
        filters=(PageFilter("receipt", M("Signed for"), states, _signed),),
        acts=(_NEW,),
        sheet=_sheet,
        book=lambda query: replace(query, order=POST_ORDER),
    )


def _signed(query: Query, test: Test) -> Query:
    return query.where("receipt", test)


def _sheet(reader: Reader, query: Query, ids: Sequence[int]) -> Sheet:
    office: Office = reader.record(Office.kind, 1)
    return post_book(reader, query, ids, office=office)
