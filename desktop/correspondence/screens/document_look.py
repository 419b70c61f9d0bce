"""How the row of a document is drawn: its standing, its urgency, whether it is late."""

from collections.abc import Callable
from datetime import date

from desktop.correspondence.known_names import Document
from desktop.language.words import M, Words
from desktop.records.law import catalogue
from desktop.widgets.record_list import RowLook


def look_of(words: Words, today: Callable[[], date]) -> Callable[[Document], RowLook]:
    """A function from a document to its look; a word stands beside every colour."""

    def look(document: Document) -> RowLook:
        if document.standing:
            return _look_of_standing(document.standing, words)
        if _is_late(document, today()):
            late = words(M("Late"))
            return RowLook(mark=f"▲ {late} ·", tone="trouble", at="subject")
        urgency = catalogue("urgency").of(document.urgency or "")
        if urgency and urgency.group == "urgent":
            return RowLook(mark=f"! {urgency.name(words.language)} ·", at="subject")
        return RowLook()

    return look


def _look_of_standing(standing: str, words: Words) -> RowLook:
    return RowLook(
        struck=standing == "void",
        mark=f"{_name('standings', standing, words)} ·",
        tone="grey" if standing in ("void", "reserved") else "plain",
        at="subject",
    )


def _is_late(document: Document, today: date) -> bool:
    settled = getattr(document, "settled_on", None)
    return document.kind == "incoming" and bool(
        document.due_on and document.due_on < today and not settled
    )


def _name(name: str, code: str, words: Words) -> str:
    entry = catalogue(name).of(code)
    return entry.name(words.language) if entry else code
