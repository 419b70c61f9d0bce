"""How documents are cited in others: kind, number, day, author, and what they are about."""

from datetime import date

from desktop.correspondence.demo_year.days import day_and_month
from desktop.records.law import catalogue


def cited(kind: str, symbol: str, day: date, issuer: str) -> str:
    """Công văn số 12/STC-NS ngày 05/01/2023 của Sở Tài chính."""
    entry = catalogue("kinds").of(kind)
    name = entry.vi if entry else ""
    return f"{name} số {symbol} ngày {day_and_month(day)} của {issuer}"


def cited_in_full(document: str, subject: str, longest: int) -> str:
    """The cited document with its abstract, unless that would grow too long."""
    whole = f"{document} {_said_after(subject)}"
    return whole if len(whole) <= longest else document


def _said_after(subject: str) -> str:
    """An abstract that goes on in the middle of a sentence."""
    if subject.startswith("V/v "):
        return f"về việc {subject.removeprefix('V/v ')}"
    first = subject.split(" ", 1)[0]
    if first.isupper() and len(first) > 1:
        return f"về {subject}"
    return f"{subject[0].lower()}{subject[1:]}"
