"""What becomes of a number once given: reserved, inserted, cancelled, replaced, recalled.

A number is never deleted and never used again (Decree 30/2020/NĐ-CP, Art. 15, 18(3)-(4) and 22).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, ClassVar, Final

from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.numbering import next_suffix, written
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.referring import number_of
from desktop.correspondence.registering import title, with_symbol
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.office.saving import saving
from desktop.records.changes import Acting, Change, at_one_go
from desktop.records.drafts import Problems
from desktop.records.fields import Choice, Code, Day, Line, Link, SerialNumber
from desktop.records.queries import Query, Test
from desktop.records.record import Problem, Rule
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.writing import Writing

# What has a number, and is no document that was received or issued.
UNCOUNTED: Final = ("void", "reserved")
_NEEDS_ANOTHER: Final = ("replaced", "corrected")
_MOST_RESERVED: Final = 500  # more is a slip of the finger, not a plan


@dataclass(frozen=True, kw_only=True)
class Cancelling:
    """Why numbers are cancelled."""

    kind: ClassVar = "cancelling"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    reason: Annotated[
        str, Line(label=M("Reason"), longest="note_length", required=True, in_words=False)
    ]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """How a document was changed by another one, which has the number typed here."""

    kind: ClassVar = "changed"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    standing: Annotated[
        str,
        Choice(label=M("Standing"), catalogue="standings", group="changed", required=True),
    ]
    changed_by: Annotated[int | None, Link(label=M("Changed by"), register="own")] = None
    reason: Annotated[str | None, Line(label=M("Reason"), longest="note_length")] = None


def void(store: Store, documents: Iterable[Document], *, reason: str) -> Change:
    """Cancel numbers, with the reason; each keeps its line in the register, struck through."""
    return at_one_go(voiding(store, documents, reason=reason))


def voiding(store: Store, documents: Iterable[Document], *, reason: str) -> Acting:
    """The same, number by number."""
    chosen = list(documents)
    one = M("cancelling {document}", document=title(chosen[0]))
    many = Ms("cancelling {count} number", "cancelling {count} numbers", len(chosen))
    # Nothing replaces or recalls what is no document any more.
    after = (
        replace(one, standing="void", standing_reason=reason, changed_by=None) for one in chosen
    )
    return (yield from _putting(store, after, one if len(chosen) == 1 else many))


def reinstate(store: Store, documents: Iterable[Document]) -> Change:
    """Put documents in force again that were cancelled, recalled, corrected or replaced.

    A number that was cancelled while it was only reserved is reserved again.
    """
    return at_one_go(reinstating(store, documents))


def reinstating(store: Store, documents: Iterable[Document]) -> Acting:
    """The same, document by document."""
    chosen = [one for one in documents if one.standing not in (None, "reserved")]
    after = (
        replace(one, standing=_standing_before(store, one), standing_reason=None, changed_by=None)
        for one in chosen
    )
    words = Ms(
        "putting {count} document in force again",
        "putting {count} documents in force again",
        len(chosen),
    )
    return (yield from _putting(store, after, words))


def _standing_before(store: Store, document: Document) -> str | None:
    """What a number is again: nothing was ever issued under a reserved one."""
    assert document.id is not None
    if document.standing != "void":
        return None
    rows = [row for _, row in store.history(document.kind, document.id)]
    before = [
        row.before.get("standing")
        for row in rows
        if row.before and row.after.get("standing") == "void" != row.before.get("standing")
    ]
    return "reserved" if before[-1:] == ["reserved"] else None


def set_standing(
    store: Store, document: Document, *, standing: str, by: int | None, reason: str | None
) -> Change:
    """Note that a document was recalled, replaced or corrected, and by which other one.

    Decree 30/2020/NĐ-CP, Art. 18(3): a text is replaced by one of its own form, a formal error
    is corrected by an official letter. Raises Problems where that other document is missing,
    and for a number that has no document in force.
    """
    _refuse_uncounted(document)
    if standing in _NEEDS_ANOTHER and by is None:
        raise _problem("changed_by", M("Needed: name the document that does it."))
    if by == document.id:
        raise _problem("changed_by", M("A document cannot change itself: name another one."))
    if by is not None and _leads_back(store.reader, document, by):
        raise _problem("changed_by", M("That document was itself changed by this one."))
    if by is not None and _is_void(store.reader, document.kind, by):
        raise _problem("changed_by", M("The number of that document is cancelled: name another."))
    after = replace(document, standing=standing, changed_by=by, standing_reason=reason)
    words = M("changing the standing of {document}", document=title(document))
    return at_one_go(_putting(store, [after], words))


def _refuse_uncounted(document: Document) -> None:
    if document.standing == "reserved":
        message = M("This number is only reserved: register its document first.")
        raise _problem("standing", message)
    if document.standing == "void":
        raise _problem("standing", M("This number is cancelled: put it in force again first."))


def _leads_back(reader: Reader, document: Document, other: int) -> bool:
    """Whether the other document was itself changed by this one, at last."""
    passed: set[int] = set()
    while other not in passed:
        passed.add(other)
        following = reader.record(document.kind, other).changed_by
        if following is None:
            return False
        if following == document.id:
            return True
        other = following
    return False


def _is_void(reader: Reader, kind: str, record_id: int) -> bool:
    return reader.record(kind, record_id).standing == "void" or reader.is_trashed(kind, record_id)


def _putting(store: Store, documents: Iterable[Document], words: Message) -> Acting:
    with store.writing(words) as writing:
        for document in documents:
            assert document.id is not None
            if store.reader.is_trashed(document.kind, document.id):
                raise Trouble(
                    M("{document} is in the trash: put it back first.", document=title(document))
                )
            writing.put(document)
            yield
    return writing.change


def changed_by_it(reader: Reader, document: Document) -> list[Document]:
    """The documents that this one replaces, corrects or recalls."""
    ids = reader.ids(Query(document.kind).where("changed_by", Test.IS, document.id))
    return list(reader.records(document.kind, ids))


# Inserting


def inserted_after(reader: Reader, document: Document) -> tuple[int, str]:
    """The number and letter that a document inserted behind this one gets: 125a, then 125b."""
    query = (
        Query(document.kind, with_trash=True)
        .where("series", Test.IS, document.series)
        .where("year", Test.IS, document.year)
        .where("number", Test.IS, document.number)
    )
    suffix = next_suffix(taken for (taken,) in reader.values(query, ["suffix"]))
    if suffix is None:
        raise Trouble(M("All letters after number {number} are used.", number=number_of(document)))
    assert document.number is not None
    return document.number, suffix


# Reserving


def _in_order(values: Any, ground: Any) -> Iterator[Problem]:
    first, last = values.get("first"), values.get("last")
    if first and last and last < first:
        yield Problem("last", M("The last number is before the first: correct one of the two."))
    if first and last and last - first >= _MOST_RESERVED:
        message = M("At most {most} numbers are reserved at once.", most=_MOST_RESERVED)
        yield Problem("last", message)


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """Numbers of an outgoing series that are kept free for documents to come."""

    kind: ClassVar = "reservation"
    rules: ClassVar[tuple[Rule, ...]] = (_in_order,)

    id: int | None = None
    series: Annotated[str, Code(label=M("Series"), directory="outgoing_series", required=True)]
    first: Annotated[int, SerialNumber(label=M("From number"), required=True)]
    last: Annotated[int, SerialNumber(label=M("To number"), required=True)]
    day: Annotated[date, Day(label=M("Document date"), required=True)]
    document_kind: Annotated[
        str, Choice(label=M("Document kind"), catalogue="kinds", required=True)
    ]
    purpose: Annotated[str, Line(label=M("Reserved for"), longest="subject_length", required=True)]


def reserve(
    store: Store, reservation: Reservation, *, names: KnownNames
) -> tuple[Change, tuple[int, ...]]:
    """Reserve numbers; returns the change and their ids.

    They are given from now on, are filled in later, and leave no gap behind the last number.
    Raises Problems where one of them is used, or would leave a gap.
    """
    words = M(
        "reserving {first} to {last} of series {series}",
        first=written(reservation.first),
        last=written(reservation.last),
        series=reservation.series,
    )
    with saving(store, words, names) as writing:
        _refuse_unfree(writing, reservation)
        for number in range(reservation.first, reservation.last + 1):
            writing.add(_reserved(reservation, number, names))
    return writing.change, writing.change.ids("outgoing")


def _refuse_unfree(writing: Writing, reservation: Reservation) -> None:
    year = reservation.day.year
    numbers = range(reservation.first, reservation.last + 1)
    series = reservation.series
    used = [one for one in numbers if writing.holder_of("outgoing", series, year, one)]
    if used:
        said = ", ".join(written(one) for one in used[:5])
        message = M("Given already: {numbers}. Choose other numbers.", numbers=said)
        raise _problem("first", message)
    following = writing.reader.last_number("outgoing", series, year) + 1
    if reservation.first > following:
        message = M(
            "The next number is {number}: a reservation leaves no gap.", number=written(following)
        )
        raise _problem("first", message)


def _reserved(reservation: Reservation, number: int, names: KnownNames) -> OutgoingDocument:
    document = OutgoingDocument(
        series=reservation.series,
        year=reservation.day.year,
        number=number,
        document_date=reservation.day,
        document_kind=reservation.document_kind,
        subject=reservation.purpose,
        standing="reserved",
    )
    try:
        composed: OutgoingDocument = with_symbol(document, names)
    except Problems:  # the symbol of this series names the unit, which is not known yet
        return document
    return composed


def _problem(field: str, message: Message) -> Problems:
    return Problems((Problem(field, message),))


def reserved_range(reader: Reader, series: str, year: int) -> tuple[int, int]:
    """The block offered first: the next ten numbers of a series."""
    following = reader.last_number("outgoing", series, year) + 1
    return following, following + 9
