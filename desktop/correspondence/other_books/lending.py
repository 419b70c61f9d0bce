"""Lending file copies and taking them back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.correspondence.other_books.loans import Loan
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.referring import reference
from desktop.correspondence.sheets import kind_and_subject
from desktop.errors import Trouble
from desktop.language.words import M, Ms
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.record import fields_of
from desktop.storage.store import Store


def keep_loan(store: Store, loan: Loan) -> Change:
    """Enter the loan of a file copy, or correct one."""
    if loan.id is None:
        with store.writing(M("lending a file copy to {borrower}", borrower=loan.borrower)) as new:
            new.add(loan)
        return new.change
    words = M("correcting the loan to {borrower}", borrower=loan.borrower)
    with store.writing(words) as writing:
        writing.put(loan)
    return writing.change


def loan_of(document: OutgoingDocument, ground: Ground) -> Draft:
    """The loan of a document's file copy, begun: what the document says of itself."""
    fields = fields_of(Loan)
    facts = {
        "lent_on": ground.today,
        "outgoing": document.id,
        "symbol": symbol_and_date(document),
        "subject": kind_and_subject(document),
        "case_files": document.case_files,
    }
    shown = {name: fields[name].show(value, ground) for name, value in facts.items()}
    return Draft("loans", {name: text for name, text in shown.items() if text})


def symbol_and_date(document: OutgoingDocument) -> str:
    """What the book writes in one column: number, symbol and date."""
    day = document.document_date
    return f"{document.symbol or reference(document)}, {day.day:02d}/{day.month:02d}/{day.year}"


def take_back(store: Store, loans: Sequence[Loan], day: date) -> Change:
    """Note the day on which copies came back; those that are back keep their day."""
    out = [loan for loan in loans if loan.returned_on is None]
    if any(loan.lent_on > day for loan in out):
        raise Trouble(M("A copy cannot come back before it was lent: correct the date."))
    words = Ms("taking back {count} file copy", "taking back {count} file copies", len(out))
    with store.writing(words) as writing:
        for loan in out:
            writing.put(replace(loan, returned_on=day))
    return writing.change


def discard_loans(store: Store, *loans: Loan) -> Change:
    """Move loans to the trash."""
    words = Ms("discarding {count} loan", "discarding {count} loans", len(loans))
    with store.writing(words) as writing:
        for loan in loans:
            writing.trash("loans", _id(loan))
    return writing.change


def put_back_loans(store: Store, *loans: Loan) -> Change:
    """Take loans out of the trash."""
    words = Ms("putting back {count} loan", "putting back {count} loans", len(loans))
    with store.writing(words) as writing:
        for loan in loans:
            writing.restore("loans", _id(loan))
    return writing.change


def _id(loan: Loan) -> int:
    assert loan.id is not None
    return loan.id
