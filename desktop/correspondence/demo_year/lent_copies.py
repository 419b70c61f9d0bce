"""Loans of file copies: specialists need a decision in hand, and mostly bring it back."""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from desktop.correspondence.demo_year.days import Calendar
from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.staff import Staff
from desktop.correspondence.demo_year.vocabulary import Told, read_follow_up
from desktop.correspondence.other_books.lending import symbol_and_date
from desktop.correspondence.other_books.loans import Loan
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.sheets import kind_and_subject


class LentCopies:
    """Lends a small share of the file copies of registered documents."""

    def __init__(self, calendar: Calendar, staff: Staff) -> None:
        self._calendar = calendar
        self._staff = staff
        self._told: Told = read_follow_up()["loans"]
        self._dice: Random = dice_for(f"loans {calendar.year}")
        self._last_day = calendar.working_days[-1]

    def lent(self, documents: Iterable[OutgoingDocument]) -> list[Loan]:
        """The loans of a year by their days."""
        loans = [
            loan
            for document in documents
            if document.document_kind in self._told["kinds"]
            and self._dice.random() < self._told["lent"]
            for loan in self._loan(document)
        ]
        return sorted(loans, key=lambda loan: loan.lent_on)

    def _loan(self, document: OutgoingDocument) -> Iterator[Loan]:
        day = self._calendar.shifted(document.document_date, self._dice.randint(5, 30))
        if day > self._last_day:
            return
        unit = document.drafting_unit or self._staff.units["TH"]
        borrower = self._staff.specialist(unit, self._dice)
        due = self._calendar.shifted(day, self._dice.choice(self._told["days"]))
        yield Loan(
            lent_on=day,
            borrower=borrower,
            outgoing=document.id,
            symbol=symbol_and_date(document),
            subject=kind_and_subject(document),
            case_files=document.case_files,
            receipt=borrower,
            due_back_on=due,
            returned_on=self._returned(day, due),
            allowed_by=self._staff.chief,
            note=self._dice.choice(self._told["notes"]) if self._dice.random() < 0.4 else None,
        )

    def _returned(self, lent_on: date, due: date) -> date | None:
        """By its day, or later; what is still out at the end of the year has no day."""
        steps = self._dice.randint(1, self._calendar.steps(lent_on, due))
        if self._dice.random() < self._told["kept_longer"]:
            steps = self._calendar.steps(lent_on, due) + self._dice.randint(1, 40)
        day = self._calendar.shifted(lent_on, steps)
        return day if day <= self._last_day else None
