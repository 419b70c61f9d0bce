"""Registering, correcting and discarding documents: the acts that window and command line share."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.correspondence.attaching.enclosing import Enclosure, enclose
from desktop.correspondence.filing.case_files import refuse_archived
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.numbering import compose
from desktop.correspondence.referring import number_of, reference
from desktop.correspondence.replying import refuse_unfit_reply
from desktop.correspondence.series import Series
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.office.bodies import Body
from desktop.office.directories import initials_of
from desktop.office.saving import saving
from desktop.records.changes import Acting, Change, at_one_go
from desktop.records.drafts import Problems
from desktop.records.fields import Name
from desktop.records.queries import Query, Test
from desktop.records.record import Problem, fields_of
from desktop.storage.store import Store
from desktop.storage.writing import Writing

# The day that decides the year of the number.
DAY: Final = {"incoming": "arrived_on", "outgoing": "document_date"}
_STANDING: Final = ("standing", "standing_reason")


def register(
    store: Store,
    document: Document,
    *,
    names: KnownNames,
    enclosures: Sequence[Enclosure] = (),
) -> tuple[Change, Document]:
    """Give the next number of its series and year, unbroken from 01 on 1 January.

    Decree 30/2020/NĐ-CP, Art. 15(1) and 22(2). The year follows the day of arrival or of the
    document, not today. Files that came with it are kept in the same act. Raises Problems where
    the symbol cannot be composed.
    """
    with saving(store, M("registering"), names) as writing:
        kept = enter(writing, document, names=names)
        enclose(writing, kept, enclosures)
        writing.call_it(M("registering {document}", document=title(kept)))
    return writing.change, kept


def enter(writing: Writing, document: Document, *, names: KnownNames) -> Document:
    """Number one document and add it, with the bodies it names for the first time."""
    year = day_of(document).year
    given = document.number
    number = given or writing.next_number(document.kind, document.series, year)
    if given:
        _refuse_taken(writing, document, year, given)
    refuse_unfit_reply(writing.reader, document)
    refuse_archived(writing.reader, None, document.case_files)
    numbered: Document = replace(document, year=year, number=number)
    if numbered.kind == "outgoing":
        numbered = with_symbol(numbered, names)
    add_new_bodies(writing, numbered, names)
    kept: Document = writing.add(numbered)
    return kept


def correct(store: Store, document: Document, *, names: KnownNames) -> Change:
    """Keep corrected facts of a registered document; its number stays where it was given."""
    before = store.reader.record(document.kind, _id(document))
    if store.reader.is_trashed(document.kind, _id(document)):
        raise Trouble(M("This document is in the trash: put it back, then correct it."))
    _refuse_renumbering(before, document)
    if document.replies_to != before.replies_to:
        refuse_unfit_reply(store.reader, document)
    refuse_archived(store.reader, before.case_files, document.case_files)
    after = replace(document, **_given(before))
    if after.kind == "outgoing" and (not after.symbol or _was_composed(before, names)):
        after = with_symbol(replace(after, symbol=None), names)
    words = M("correcting {document}", document=title(after))
    with saving(store, words, names) as writing:
        add_new_bodies(writing, after, names)
        writing.put(after)
    return writing.change


def _given(before: Document) -> dict[str, Any]:
    """What the number was given with stays; a reserved one is in force from now on."""
    kept = {name: getattr(before, name) for name in ("year", "number", "suffix", "changed_by")}
    used = before.standing == "reserved"
    standing = {name: None if used else getattr(before, name) for name in _STANDING}
    return {**kept, **standing}


def discard(store: Store, *documents: Document) -> Change:
    """Move documents to the trash; their numbers stay given (Decree 30/2020/NĐ-CP, Art. 15)."""
    return at_one_go(discarding(store, documents))


def discarding(store: Store, documents: Sequence[Document]) -> Acting:
    """The same, document by document."""
    one = M("discarding {document}", document=title(documents[0]))
    many = Ms("discarding {count} document", "discarding {count} documents", len(documents))
    with store.writing(one if len(documents) == 1 else many) as writing:
        for document in documents:
            writing.trash(document.kind, _id(document))
            yield
    return writing.change


def put_back(store: Store, *documents: Document) -> Change:
    """Take documents out of the trash, under the numbers they always had.

    A series that was taken back with them, as by undoing an import, comes back too.
    """
    return at_one_go(putting_back(store, documents))


def putting_back(store: Store, documents: Sequence[Document]) -> Acting:
    """The same, document by document."""
    one = M("putting back {document}", document=title(documents[0]))
    many = Ms("putting back {count} document", "putting back {count} documents", len(documents))
    with store.writing(one if len(documents) == 1 else many) as writing:
        for document in documents:
            writing.restore(document.kind, _id(document))
            _put_series_back(writing, document)
            yield
    return writing.change


def _put_series_back(writing: Writing, document: Document) -> None:
    query = (
        Query("series", with_trash=True)
        .where("register", Test.IS, document.kind)
        .where("code", Test.IS, document.series)
    )
    known = writing.reader.ids(query)
    trashed = writing.reader.trashed("series")
    if known and trashed.issuperset(known):
        writing.restore("series", known[0])


def hand_over(store: Store, documents: Sequence[Document], day: Any) -> Change:
    """Note the day on which documents were passed on (Decree 30/2020/NĐ-CP, Art. 4(2)c, 23)."""
    return at_one_go(handing_over(store, documents, day))


def handing_over(store: Store, documents: Sequence[Document], day: Any) -> Acting:
    """The same, document by document."""
    with store.writing(M("handing over")) as writing:
        for document in documents:
            writing.put(replace(document, forwarded_on=day))
            yield
    return writing.change


def day_of(document: Document) -> Any:
    """The day that decides the year of the number."""
    return getattr(document, DAY[document.kind])


def title(document: Document) -> Message:
    """What a document is called in one breath: its register and number."""
    number = reference(document)
    if document.kind == "incoming":
        return M("incoming {number}", number=number)
    return M("outgoing {number}", number=document.symbol or number)


def _id(document: Document) -> int:
    assert document.id is not None
    return document.id


def _refuse_taken(writing: Writing, document: Document, year: int, number: int) -> None:
    place = (document.kind, document.series, year, number, document.suffix)
    holder = writing.holder_of(*place)
    if holder:
        raise Problems((Problem("number", _taken(holder)),))


def _taken(holder: Document) -> Message:
    return M(
        "Number {number} of series {series} in {year} is already given to “{subject}”.",
        number=number_of(holder),
        series=holder.series,
        year=str(holder.year),
        subject=holder.subject[:60],
    )


def _refuse_renumbering(before: Document, after: Document) -> None:
    message = M("A number once given stays in its series: discard this one, register it anew.")
    if before.series != after.series:
        raise Problems((Problem("series", message),))
    if before.year != day_of(after).year:
        raise Problems((Problem(DAY[after.kind], M("A number once given stays in its year.")),))


def with_symbol(document: Any, names: KnownNames) -> Any:
    """The document with its symbol by the template of its series, unless it has one."""
    series = names.series.get(("outgoing", document.series))
    issuer = document.issuer or (series.issuer if series else None)
    if document.symbol:
        return replace(document, issuer=issuer)
    assert series is not None
    assert series.template is not None
    symbol = compose(
        series.template,
        number=document.number,
        suffix=document.suffix,
        year=document.year,
        document_kind=document.document_kind,
        unit=_unit_code(document, series, names),
    )
    return replace(document, issuer=issuer, symbol=symbol)


def _unit_code(document: Any, series: Series, names: KnownNames) -> str:
    if "{unit}" not in (series.template or ""):
        return ""
    if not document.drafting_unit:
        message = M("Needed: the symbol of this series names the drafting unit.")
        raise Problems((Problem("drafting_unit", message),))
    body = names.bodies.get(document.drafting_unit)
    return (body.abbreviation if body else None) or initials_of(document.drafting_unit)


def _was_composed(document: Any, names: KnownNames) -> bool:
    try:
        return bool(with_symbol(replace(document, symbol=None), names).symbol == document.symbol)
    except Problems:
        return False


def add_new_bodies(writing: Writing, document: Document, names: KnownNames) -> None:
    """Add the bodies that a document names for the first time to the directory."""
    series = names.series.get((document.kind, document.series))
    group = next(iter(series.body_groups or ()), None) if series else None
    for directory, name in _named_bodies(document):
        unit = directory == "units"
        # A petitioner is no body: thousands of private persons would bury the offices.
        if names.directories["bodies"].find(name) or (group == "citizen" and not unit):
            continue
        body = Body(
            name=name,
            abbreviation=initials_of(name) if unit else None,
            body_group="office" if unit else group,
        )
        names.learn(writing.add(body))


def _named_bodies(document: Document) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, field in fields_of(type(document)).items():
        value = getattr(document, name)
        if isinstance(field, Name) and field.directory in ("bodies", "units") and value:
            values = value if isinstance(value, tuple) else (value,)
            found.extend((field.directory, one) for one in values)
    return found
