"""Twins: the same document about to be registered a second time.

Decree 30/2020/NĐ-CP, Appendix VI, III.1.h asks for a warning on number, symbol and author. The
same number of another author or another year is no twin, nor are two petitions without number.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop.correspondence.known_names import Document
from desktop.language.folding import fold, symbol_key
from desktop.records.law import rule
from desktop.records.queries import Query, Test
from desktop.storage.lists import Reader

# 15/BC-UBND comes from every commune every year: the one sought is not among the newest few.
_MOST: Final = 2000


@dataclass(frozen=True)
class Sought:
    """What is known of a document while it is being typed."""

    kind: str
    symbol: str = ""
    issuer: str = ""
    document_date: date | None = None
    subject: str = ""
    document_kind: str | None = None
    own_id: int | None = None


def sought(document: Document) -> Sought:
    return Sought(
        kind=document.kind,
        symbol=document.symbol or "",
        issuer=document.issuer or "",
        document_date=document.document_date,
        subject=document.subject,
        document_kind=document.document_kind,
        own_id=document.id,
    )


def twins_of(reader: Reader, document: Sought) -> list[Document]:
    """Live documents that are probably this one, the surest first."""
    if document.symbol:
        same = reader.with_key(document.kind, "symbol_key", symbol_key(document.symbol), _MOST)
        return [other for other in same if _same_act(other, document)]
    if document.document_kind == "don-thu":
        return []
    if document.issuer and document.subject and document.document_date:
        return [other for other in _near(reader, document) if _same_words(other, document)]
    return []


def _same_act(other: Document, document: Sought) -> bool:
    if other.id == document.own_id or other.standing == "void":
        return False
    # Of an outgoing document the series knows the issuer, so it may not be typed.
    if document.issuer and fold(other.issuer or "") != fold(document.issuer):
        return False
    if document.document_date is None or other.document_date is None:
        return True
    return other.document_date.year == document.document_date.year


def _near(reader: Reader, document: Sought) -> list[Document]:
    assert document.document_date is not None
    reach = timedelta(days=rule("twin_days"))
    query = (
        Query(document.kind)
        .where("issuer", Test.IS, document.issuer)
        .where("document_date", Test.AT_LEAST, document.document_date - reach)
        .where("document_date", Test.AT_MOST, document.document_date + reach)
    )
    return list(reader.records(document.kind, reader.ids(query, 200)))


def _same_words(other: Document, document: Sought) -> bool:
    if other.id == document.own_id or other.standing == "void":
        return False
    return fold(other.subject) == fold(document.subject)
