"""Importing a register that someone hands over: each row is entered, a twin, or named as faulty."""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.numbering import SymbolParts, parts_of
from desktop.correspondence.registering import day_of, enter
from desktop.correspondence.series import Series
from desktop.correspondence.twins import sought, twins_of
from desktop.language.folding import fold
from desktop.language.words import M
from desktop.office.saving import saving
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.law import catalogue
from desktop.records.record import Problem
from desktop.storage.store import Store
from desktop.storage.writing import Writing

Line = tuple[int, Draft]


@dataclass(frozen=True)
class Twin:
    """A row that is already there: in an earlier line of the source, or in the register."""

    line: int
    of: Document
    of_line: int | None


@dataclass(frozen=True)
class Faulty:
    """A row that cannot be entered, with everything that is wrong."""

    line: int
    problems: tuple[Problem, ...]


Outcome = Twin | Faulty | Document


class _NotWritten(Exception):  # noqa: N818 - raised to leave a trial without writing it
    pass


def bring_in(
    store: Store,
    lines: Iterable[Line],
    *,
    names: KnownNames,
    ground: Ground,
    dry_run: bool = False,
) -> Generator[Outcome, None, None]:
    """Enter the rows of a register as one change; yields what became of each, in order.

    A number and symbol that a row brings are kept as they are; others get the next number.
    Nothing is written before the last row, and nothing at all by a dry run, or where the
    iterator is closed before its end.
    """
    try:
        with saving(store, M("importing"), names) as writing:
            yield from _Import(writing, names, ground).all(lines)
            if dry_run:
                raise _NotWritten  # noqa: TRY301 - leaves the transaction, which takes all back
    except _NotWritten:
        return


class _Import:
    def __init__(self, writing: Writing, names: KnownNames, ground: Ground) -> None:
        self._writing = writing
        self._names = names
        self._ground = ground
        self._lines: dict[int, int] = {}
        self._new: dict[str, Series] = {}

    def all(self, lines: Iterable[Line]) -> Iterator[Outcome]:
        for line, draft in lines:
            try:
                yield self._one(line, draft)
            except Problems as problems:
                yield Faulty(line, problems.problems)
        if self._new:  # series that only faulty rows asked for are not kept
            self._writing.flush()
            self._names.read()

    def _one(self, line: int, draft: Draft) -> Outcome:
        whole = self._completed(draft)
        document: Document = check(DOCUMENTS[draft.kind], whole, self._ground)
        if twin := self._twin(document):
            assert twin.id is not None
            return Twin(line, twin, self._lines.get(twin.id))
        if document.series in self._new:
            self._writing.add(self._new.pop(document.series))
        kept = enter(self._writing, self._numbered(document), names=self._names)
        assert kept.id is not None
        self._lines[kept.id] = line
        return kept

    def _twin(self, document: Document) -> Document | None:
        self._writing.flush()
        for other in twins_of(self._writing.reader, sought(document)):
            same_day = other.document_date == document.document_date
            if same_day and fold(other.subject) == fold(document.subject):
                return other
        return None

    def _numbered(self, document: Document) -> Document:
        """A row without a number gets the one after the highest so far, which a row may bring."""
        if document.number:
            return document
        year = day_of(document).year
        last = self._writing.reader.last_number(document.kind, document.series, year)
        numbered: Document = replace(document, number=last + 1)
        return numbered

    def _completed(self, draft: Draft) -> Draft:
        """What a row leaves unsaid and its symbol tells: kind, number, series."""
        parts = parts_of(draft.text("symbol"))
        draft = _with_letter_apart(draft)
        draft = _with_known_kind(_with_kind_out_of_subject(draft))
        if draft.kind == "incoming":
            return self._with_incoming_series(draft)
        if parts and not draft.text("document_kind"):
            draft = draft.typed("document_kind", parts.document_kind)
        if not parts:
            return _numberless(draft)
        if not draft.text("number"):
            draft = draft.typed("number", str(parts.number)).typed("suffix", parts.suffix or "")
        return draft if draft.text("series") else draft.typed("series", self._series(draft, parts))

    def _with_incoming_series(self, draft: Draft) -> Draft:
        if draft.text("series"):
            return draft
        chosen = self._names.series_for(draft.text("issuer"))
        return draft.typed("series", chosen.code) if chosen else draft

    def _series(self, draft: Draft, parts: SymbolParts) -> str:
        """The office's series with this notation, or one made for it: nothing is renumbered."""
        issuer = self._names.directories["bodies"].named(draft.text("issuer")) or ""
        issuer = issuer or draft.text("issuer").strip()
        for series in self._names.series_of("outgoing"):
            if _fits(series, issuer, parts, draft.text("document_kind")):
                return series.code
        return self._new_series(issuer, parts)

    def _new_series(self, issuer: str, parts: SymbolParts) -> str:
        template = f"{{number}}/{'{year}/' if parts.year else ''}{parts.notation}"
        code = template.removeprefix("{number}/").replace("{year}", "NĂM")
        if self._names.series.get(("outgoing", code)):
            code = f"{code} · {issuer}"
        series = Series(
            register="outgoing",
            code=code,
            name=f"{parts.notation} {issuer}".strip(),
            issuer=issuer or None,
            template=template,
        )
        self._names.learn_series(series)
        self._new[code] = series
        return code


def _with_letter_apart(draft: Draft) -> Draft:
    """An inserted number is written with its letter: 125a stands between 125 and 126."""
    found = re.fullmatch(r"\s*(\d+)\s*([a-z])\s*", draft.text("number"), re.IGNORECASE)
    if not found:
        return draft
    return draft.typed("number", found[1]).typed("suffix", found[2].lower())


def _with_kind_out_of_subject(draft: Draft) -> Draft:
    """Statutory registers write kind and abstract in one column: “Quyết định: Phê duyệt …”."""
    kind, colon, rest = draft.text("subject").partition(": ")
    entry = catalogue("kinds").find(kind) if colon else None
    if entry is None or fold(entry.vi) != fold(kind):
        return draft
    typed = draft.text("document_kind") or entry.code
    return draft.typed("subject", rest).typed("document_kind", typed)


def _with_known_kind(draft: Draft) -> Draft:
    """A kind written at length (“Quyết định của Chủ tịch …”) is read by its first words."""
    typed = draft.text("document_kind")
    if not typed or catalogue("kinds").find(typed):
        return draft
    key = f"{fold(typed)} "
    fitting = [
        entry for entry in catalogue("kinds").entries if key.startswith(f"{fold(entry.vi)} ")
    ]
    return draft.typed("document_kind", fitting[0].code) if fitting else draft


def _numberless(draft: Draft) -> Draft:
    if draft.text("number") or (not draft.text("symbol") and draft.text("series")):
        return draft
    message = M(
        "No number in “{symbol}”: add it, or name a series that gives one.",
        symbol=draft.text("symbol"),
    )
    raise Problems((Problem("symbol", message),))


def _fits(series: Series, issuer: str, parts: SymbolParts, kind: str) -> bool:
    if issuer and series.issuer and fold(series.issuer) != fold(issuer):
        return False
    if issuer and not series.issuer:
        return False
    template = series.template or ""
    if ("{year}" in template) != (parts.year is not None):
        return False
    notation = template.removeprefix("{number}/").removeprefix("{year}/")
    if "{" not in notation:
        return fold(notation) == fold(parts.notation)
    return _fits_kind(series, notation, parts, kind)


def _fits_kind(series: Series, notation: str, parts: SymbolParts, kind: str) -> bool:
    """A series of one kind fits; a mixed one does not, since its kinds share their numbers."""
    codes = series.kinds or ()
    entry = catalogue("kinds").find(kind)
    if entry is None or entry.code not in codes:
        return False
    start, _, _ = notation.replace("{kind}", entry.abbreviation).partition("{unit}")
    return fold(parts.notation).startswith(fold(start)) and (
        "{unit}" in notation or fold(parts.notation) == fold(start)
    )
