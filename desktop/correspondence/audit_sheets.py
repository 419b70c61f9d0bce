"""The audit of a series as lines for the screen, and as a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.correspondence.auditing import Audit, ranges_said
from desktop.language.words import M, Message, Ms, Words
from desktop.sheets.sheet import Column, Content, CoverLine, Sheet

_MOST: Final = 40


@dataclass(frozen=True)
class AuditLine:
    """One finding: what it is, how many, and which numbers."""

    label: Message
    count: int
    numbers: str
    is_wrong: bool = False


def findings(audit: Audit) -> tuple[AuditLine, ...]:
    """Everything the audit found, the wrong things first."""
    missing = ranges_said(audit.missing, _MOST)
    return (
        AuditLine(M("Missing"), audit.missing_count, missing, bool(audit.missing)),
        AuditLine(M("Twice"), len(audit.doubled), _said(audit.doubled), bool(audit.doubled)),
        AuditLine(M("Cancelled"), len(audit.void), _said(audit.void)),
        AuditLine(M("Reserved"), len(audit.reserved), _said(audit.reserved)),
        AuditLine(M("Inserted"), len(audit.inserted), _said(audit.inserted)),
        AuditLine(
            M("Dated before an earlier number"), len(audit.late_dated), _said(audit.late_dated)
        ),
    )


def _said(numbers: tuple[str, ...]) -> str:
    return ", ".join([*numbers[:_MOST], *(["…"] if len(numbers) > _MOST else [])])


def verdict(audit: Audit, expected: int | None = None) -> Message:
    """The audit in one sentence; `expected` is a total counted elsewhere, as in the e-office."""
    if not audit.last:
        return M("No number is given in this series and year.")
    if expected is None:
        return Ms(
            "{count} document, numbers {first} to {last}.",
            "{count} documents, numbers {first} to {last}.",
            audit.registered,
            first=audit.first,
            last=audit.last,
        )
    if audit.registered == expected:
        return M("{count} of {expected}: all are there.", count=audit.registered, expected=expected)
    if audit.registered > expected:
        more = audit.registered - expected
        return Ms(
            "{here} of {expected}: {count} more than there.",
            "{here} of {expected}: {count} more than there.",
            more,
            here=audit.registered,
            expected=expected,
        )
    return M(
        "{count} of {expected}; {lacking}.",
        count=audit.registered,
        expected=expected,
        lacking=tuple(_lacking(audit, expected)),
    )


def _lacking(audit: Audit, expected: int) -> Iterator[Message]:
    """Why fewer documents are here: gaps, numbers without a document, and numbers to come."""
    if audit.missing:
        yield M("missing: {numbers}", numbers=ranges_said(audit.missing, _MOST))
    if audit.void:
        yield M("cancelled: {numbers}", numbers=_said(audit.void))
    if audit.reserved:
        yield M("reserved: {numbers}", numbers=_said(audit.reserved))
    known = audit.missing_count + len(audit.void) + len(audit.reserved)
    beyond = expected - audit.registered - known
    if beyond > 0:
        yield Ms("{count} after {last}", "{count} after {last}", beyond, last=audit.last)


def audit_sheet(audit: Audit, words: Words, expected: int | None = None) -> Sheet:
    """The audit on paper, in the window's language: it is no statutory form."""
    lines = findings(audit)
    title = M("Audit of series {series}, {year}", series=audit.series, year=str(audit.year))
    return Sheet(
        name=words(M("Audit")),
        columns=(
            Column(words(M("Finding")), 52, Content.WRAPPED),
            Column(words(M("Count")), 18, Content.NUMBER),
            Column(words(M("Numbers")), 95, Content.WRAPPED),
        ),
        rows=[(words(line.label), line.count, line.numbers) for line in lines],
        count=len(lines),
        landscape=False,
        language=words.language,
        above=(
            CoverLine(words(title), is_title=True),
            CoverLine(words(verdict(audit, expected))),
        ),
    )
