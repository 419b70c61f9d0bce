"""What one register page is made of: its record, its view, its acts, its filters, its form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.language.words import Message
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.queries import NEWEST_FIRST, Order, Query
from desktop.records.record import RecordType
from desktop.records.views import View
from desktop.sheets.sheet import Sheet
from desktop.storage.lists import Reader
from desktop.widgets.filter_bar import Option
from desktop.widgets.record_form import Suggests
from desktop.widgets.record_list import RowLook

if TYPE_CHECKING:
    from desktop.office.screens.register_page import RegisterPage


@dataclass(frozen=True)
class PageFilter:
    """One choice above the list; its first option has the value None and lets everything through.

    `options` are asked anew after each change that the page follows. `apply` adds to the query
    what a chosen value asks for; without it, the value is what the field called `name` holds.
    """

    name: str
    label: Message
    options: Callable[[], Sequence[Option]]
    apply: Callable[[Query, Any], Query] | None = None


@dataclass(frozen=True)
class PageAct:
    """Something that can be done to what is chosen: a button below the record, and its keys.

    The keys count while the keyboard is in the list, and there before those of the window. The
    function is given the page: `page.chosen_records()` and `page.do(…)` are what it needs.
    """

    id: str
    words: Message
    keys: tuple[str, ...]
    function: Callable[["RegisterPage"], object]
    writes: bool = True  # whether a reader of a file that is open for reading only is refused
    needs_record: bool = True  # whether there is nothing to do while no record is chosen


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """What a register page keeps, and the acts that keep it; each act returns what is on disk.

    The kind, and the order of its fields, are those of the record and its view. The record may
    be a row of an SQL view, which has a column `trashed` of its own: then there is nothing to
    save. Its page `follows` the kinds that the view reads.
    """

    title: Message
    record: RecordType
    view: View
    ground: Callable[[], Ground]
    called: Callable[[Any], Message]  # the words above its facts, and above its form
    empty: Message  # what an empty list says
    # What is typed: None where nobody may.
    save: Callable[[Any], Change] | None = None  # of a record without an id: a new one
    new: Message | None = None  # the words above the form of a new one
    fresh: Callable[[], Draft] | None = None  # what a new one begins with
    suggests: Suggests = lambda _: None
    # Texts for other fields after one was typed into; a field typed by hand is left alone.
    fills: Callable[[Draft, str], Mapping[str, str]] | None = None
    discard: Callable[..., Change | None] | None = None  # discard(*records)
    put_back: Callable[..., Change | None] | None = None  # put_back(*records)
    # What is seen.
    day: str | None = None  # the field of “from day” and “to day”
    filters: tuple[PageFilter, ...] = ()
    reads: Callable[[str], Query] | None = None  # what the box asks for; else its words alone
    narrows: Callable[[Query], Query] | None = None  # what every query of the page asks for
    order: tuple[Order, ...] = NEWEST_FIRST
    look: Callable[[Any], RowLook] | None = None
    shown: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    # More lines below the filled fields of a record: label and text.
    facts: Callable[[Any], Iterable[tuple[Message, str]]] | None = None
    follows: tuple[str, ...] = ()  # further kinds whose changes are seen here
    acts: tuple[PageAct, ...] = ()
    # Its statutory form: a sheet of these rows, and how the query of the list becomes its own.
    sheet: Callable[[Reader, Query, Sequence[int]], Sheet] | None = None
    book: Callable[[Query], Query] | None = None

    @property
    def kind(self) -> str:
        """The kind of record, which is also the name of its table or SQL view."""
        return self.view.kind
