"""Catching up: what was written by hand while the computer stood still, entered line by line.

Numbers are given in the order of arrival, and never twice (Decree 30/2020/NĐ-CP, Art. 22(2)): a
line must carry the very number that registering gives, and come after the line before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.numbering import written
from desktop.correspondence.referring import reference
from desktop.correspondence.registering import enter, title
from desktop.correspondence.rules import in_order, not_in_the_future
from desktop.language.words import M, Message, Ms
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems
from desktop.records.fields import (
    Choice,
    Code,
    Day,
    Ground,
    Line,
    Name,
    Names,
    Passage,
    SerialNumber,
    Symbol,
    YesNo,
)
from desktop.records.law import form
from desktop.records.record import Problem, Rule, fields_of
from desktop.storage.lists import Reader
from desktop.storage.store import Store


@dataclass(frozen=True, kw_only=True)
class CatchingUp:
    """Which pages of the emergency register are entered: those of one series."""

    kind: ClassVar = "catching_up"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    series: Annotated[str, Code(label=M("Series"), directory="incoming_series", required=True)]


def _whole_unless_crossed_out(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    if values.get("crossed_out"):
        if "reason" in values and not values["reason"]:
            yield Problem("reason", M("Needed: say why the line was crossed out."))
        return
    for name in ("issuer", "subject"):
        if name in values and not values[name]:
            yield Problem(name, M("Needed: fill it in."))
    if values.get("reason"):
        yield Problem("reason", M("Tick that the line was crossed out, or delete the reason."))


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One line of the emergency register, as a hand wrote it."""

    kind: ClassVar = "paper_line"
    rules: ClassVar[tuple[Rule, ...]] = (
        not_in_the_future("arrived_on"),
        in_order(
            "document_date",
            "arrived_on",
            M("It arrived before it was dated: correct a date, or give the reason below."),
        ),
        _whole_unless_crossed_out,
    )

    id: int | None = None
    number: Annotated[int, SerialNumber(label=M("Number on paper"), required=True)]
    arrived_on: Annotated[date, Day(label=M("Arrival date"), required=True)]
    issuer: Annotated[
        str | None, Name(label=M("Author"), directory="bodies", longest="body_length")
    ] = None
    symbol: Annotated[str | None, Symbol(label=M("Number and symbol"), longest="symbol_length")] = (
        None
    )
    document_date: Annotated[date | None, Day(label=M("Document date"))] = None
    document_kind: Annotated[str | None, Choice(label=M("Document kind"), catalogue="kinds")] = None
    subject: Annotated[str | None, Passage(label=M("Abstract"), longest="subject_length")] = None
    receivers: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Unit or person receiving"), directory="units", longest="body_length"),
    ] = None
    date_reason: Annotated[
        str | None, Line(label=M("Reason for unusual dates"), longest="note_length")
    ] = None
    crossed_out: Annotated[bool | None, YesNo(label=M("Crossed out"))] = None
    reason: Annotated[
        str | None, Line(label=M("Reason it was crossed out"), longest="note_length")
    ] = None


def line_after(previous: IncomingDocument | None, ground: Ground) -> Draft:
    """What the next line begins with: the next number and the same day; nothing on the first."""
    if previous is None or previous.number is None:
        return Draft(PaperLine.kind)
    fields = fields_of(PaperLine)
    texts = {
        "number": fields["number"].show(previous.number + 1, ground),
        "arrived_on": fields["arrived_on"].show(previous.arrived_on, ground),
    }
    return Draft(PaperLine.kind, texts)


def enter_line(
    store: Store, line: PaperLine, *, series: str, names: KnownNames
) -> tuple[Change, IncomingDocument]:
    """Register one line under the number that it carries; a crossed out one is a cancelled number.

    Raises Problems where registering would give another number, or the line before arrived later.
    """
    with saving(store, M("entering a line written by hand"), names) as writing:
        _refuse_other_number(store, line, series)
        _refuse_earlier_arrival(store.reader, line, series)
        kept = enter(writing, _document(line, series), names=names)
        writing.call_it(M("entering {document} from paper", document=title(kept)))
    assert isinstance(kept, IncomingDocument)
    return writing.change, kept


def _document(line: PaperLine, series: str) -> IncomingDocument:
    same = ("arrived_on", "symbol", "document_date", "document_kind", "receivers", "date_reason")
    return IncomingDocument(
        series=series,
        issuer=line.issuer or "",  # of a line that was crossed out nothing else may be legible
        subject=line.subject or form("emergency-register")["crossed_out"],
        standing="void" if line.crossed_out else None,
        standing_reason=line.reason,
        **{name: getattr(line, name) for name in same},
    )


def _refuse_other_number(store: Store, line: PaperLine, series: str) -> None:
    year = line.arrived_on.year
    following = store.reader.last_number("incoming", series, year) + 1
    if line.number == following:
        return
    holder = store.reader.with_number("incoming", series, year, line.number)
    if holder:
        raise Problems((Problem("number", _given_meanwhile(store, holder, following)),))
    message = M(
        "The next number of series {series} in {year} is {number}: enter the lines from there "
        "on, crossed out ones too, or correct the number on the paper by hand.",
        series=series,
        year=str(year),
        number=written(following),
    )
    raise Problems((Problem("number", message),))


def _given_meanwhile(store: Store, holder: IncomingDocument, following: int) -> Message:
    assert holder.id is not None
    change, _ = store.history("incoming", holder.id)[0]
    return M(
        "Number {number} was given to “{subject}” on {day}: the next one is {following}. "
        "Correct the number on the paper by hand.",
        number=written(holder.number),
        subject=holder.subject[:60],
        day=f"{change.at:%d/%m/%Y %H:%M}",
        following=written(following),
    )


def _refuse_earlier_arrival(reader: Reader, line: PaperLine, series: str) -> None:
    before = reader.with_number("incoming", series, line.arrived_on.year, line.number - 1)
    if before is None or before.arrived_on <= line.arrived_on:
        return
    message = M(
        "Number {number} before it arrived on {day}: lines follow each other in the order of "
        "arrival. Correct a date.",
        number=written(before.number),
        day=f"{before.arrived_on:%d/%m/%Y}",
    )
    raise Problems((Problem("arrived_on", message),))


def summary(entered: Sequence[IncomingDocument]) -> Message:
    """How many lines were entered, from which number to which, and how many were crossed out."""
    first, last = reference(entered[0]), reference(entered[-1])
    numbers: Message | str = first
    if last != first:
        numbers = M("{first} to {last}", first=first, last=last)
    said = Ms(
        "{count} line written by hand was entered: {numbers}",
        "{count} lines written by hand were entered: {numbers}",
        len(entered),
        numbers=numbers,
    )
    crossed = sum(one.standing == "void" for one in entered)
    if not crossed:
        return M("{entered}.", entered=said)
    return Ms(
        "{entered}; {count} of them is crossed out.",
        "{entered}; {count} of them are crossed out.",
        crossed,
        entered=said,
    )
