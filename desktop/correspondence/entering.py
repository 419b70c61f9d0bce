"""What a form may fill in by itself while a document is typed."""

import re
from dataclasses import dataclass
from typing import Final

from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.numbering import parts_of
from desktop.correspondence.registering import DAY
from desktop.correspondence.twins import Sought
from desktop.language.working_days import WorkingDays
from desktop.records.drafts import Draft, draft_of
from desktop.records.fields import Ground, Unreadable
from desktop.records.law import catalogue
from desktop.records.record import fields_of
from desktop.storage.lists import Reader

# ngày, day, pracovní den
_COUNTED: Final = re.compile(r"(\d{1,3}) ?[ndp]", re.IGNORECASE)
_BARE_NUMBER: Final = re.compile(r"\d+[a-z]?", re.IGNORECASE)
_LEADING_NUMBER: Final = re.compile(r"\d+[a-z]?(?=[/-])", re.IGNORECASE)
# What belongs to one document alone is not taken over from the one before.
_ITS_OWN: Final = (
    "number", "suffix", "year", "symbol", "standing", "standing_reason", "changed_by",
    "replies_to", "received_again", "forwarded_on", "receipt", "progress", "settled_on",
    "file_ordinal", "date_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """A field that the form may fill, and with which text."""

    field: str
    text: str


def empty_draft(kind: str, ground: Ground, kept: dict[str, str]) -> Draft:
    """A new document: today's date, and the values that were to be kept."""
    today = fields_of(DOCUMENTS[kind])[DAY[kind]].show(ground.today, ground)
    return Draft(kind, {DAY[kind]: today, **{name: text for name, text in kept.items() if text}})


def like(previous: Document, ground: Ground) -> Draft:
    """A draft with everything that the previous document may lend (Ctrl+D)."""
    texts = draft_of(previous, ground).texts
    lent = {name: text for name, text in texts.items() if name not in _ITS_OWN}
    return Draft(previous.kind, lent)


def completed_symbol(typed: str, previous: str) -> str | None:
    """A bare number with the notation of the document before: 89 after 88/BC-UBND is 89/BC-UBND."""
    number = typed.strip()
    if not _BARE_NUMBER.fullmatch(number) or not _LEADING_NUMBER.match(previous):
        return None
    return _LEADING_NUMBER.sub(number, previous, count=1)


def follow(draft: Draft, typed: str, names: KnownNames, ground: Ground) -> list[Filled]:
    """What a field just typed tells of others: the symbol the kind, author or kind the series."""
    found = []
    if typed == "symbol" and (parts := parts_of(draft.text("symbol"))):
        kind = catalogue("kinds").of(parts.document_kind)
        if kind:
            found.append(Filled("document_kind", kind.name(ground.language)))
    if typed == "issuer" and draft.kind == "incoming":
        author_series = names.series_for(draft.text("issuer"))
        found.extend([Filled("series", author_series.code)] if author_series else [])
    if typed == "document_kind" and (series := _series_of_kind(draft, names)):
        found.append(Filled("series", series))
    return found


def _series_of_kind(draft: Draft, names: KnownNames) -> str | None:
    """The series for a kind, of the issuer whose series stands in the form now."""
    entry = catalogue("kinds").find(draft.text("document_kind"))
    if draft.kind != "outgoing" or entry is None:
        return None
    own = names.series_of("outgoing")
    now = names.series.get(("outgoing", draft.text("series")))
    issuer = now.issuer if now else own[0].issuer if own else None
    same_issuer = [series for series in own if series.issuer == issuer]
    fitting = [series for series in same_issuer if entry.code in (series.kinds or ())]
    mixed = [series for series in same_issuer if not series.kinds]
    chosen = next(iter(fitting or mixed), None)
    return chosen.code if chosen else None


def counted_deadline(draft: Draft, calendar: WorkingDays, ground: Ground) -> str | None:
    """The day meant by a deadline typed as a count: 5n, 5d, 5p are five working days.

    They are counted from the day of arrival or of the document, by the office's calendar.
    """
    counted = _COUNTED.fullmatch(draft.text("due_on").strip())
    fields = fields_of(DOCUMENTS[draft.kind])
    try:
        start = fields[DAY[draft.kind]].read(draft.text(DAY[draft.kind]), ground)
    except Unreadable:
        return None
    if not counted or start is None:
        return None
    return fields["due_on"].show(calendar.after(start, int(counted[1])), ground)


def next_number(draft: Draft, reader: Reader, ground: Ground) -> int | None:
    """The number that saving would give now; another desk's save cannot come between."""
    fields = fields_of(DOCUMENTS[draft.kind])
    try:
        series = fields["series"].read(draft.text("series"), ground)
        day = fields[DAY[draft.kind]].read(draft.text(DAY[draft.kind]), ground)
    except Unreadable:
        return None
    return reader.last_number(draft.kind, series, day.year) + 1 if series and day else None


def sought_in(draft: Draft, ground: Ground) -> Sought:
    """What a half-typed draft says for the search of twins; unreadable fields say nothing."""
    read = {}
    fields = fields_of(DOCUMENTS[draft.kind])
    for name in ("symbol", "issuer", "document_date", "document_kind", "subject"):
        try:
            read[name] = fields[name].read(draft.text(name), ground)
        except Unreadable:
            continue
    given = {name: value for name, value in read.items() if value is not None}
    return Sought(draft.kind, own_id=draft.record_id, **given)
