"""Loans of file copies (Decree 30/2020/NĐ-CP, Appendix IV, form IV)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar

from desktop.correspondence.rules import in_order, not_in_the_future
from desktop.language.words import M
from desktop.records.fields import Day, Line, Link, Names, Passage, Person
from desktop.records.queries import Query, Test
from desktop.records.record import Rule


@dataclass(frozen=True, kw_only=True)
class Loan:
    """A file copy in somebody's hands, until it is back."""

    kind: ClassVar = "loans"
    rules: ClassVar[tuple[Rule, ...]] = (
        not_in_the_future("lent_on"),
        not_in_the_future("returned_on"),
        in_order(
            "lent_on", "due_back_on", M("It would be due before it was lent: correct the date.")
        ),
        in_order(
            "lent_on", "returned_on", M("It was returned before it was lent: correct the date.")
        ),
    )

    id: int | None = None
    lent_on: Annotated[date, Day(label=M("Lent on"), required=True)]
    borrower: Annotated[
        str,
        Person(label=M("Borrower"), directory="handlers", longest="person_length", required=True),
    ]
    outgoing: Annotated[int | None, Link(label=M("Our document"), register="outgoing")] = None
    symbol: Annotated[
        str, Line(label=M("Number, symbol, date"), longest="subject_length", required=True)
    ]
    subject: Annotated[
        str, Passage(label=M("Kind and abstract"), longest="direction_length", required=True)
    ]
    case_files: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Case files"), directory="case_files", may_be_new=False, in_words=False),
    ] = None
    receipt: Annotated[str | None, Line(label=M("Received by"), longest="person_length")] = None
    due_back_on: Annotated[date | None, Day(label=M("Due back on"))] = None
    returned_on: Annotated[date | None, Day(label=M("Returned on"))] = None
    allowed_by: Annotated[
        str | None,
        Person(label=M("Allowed by"), directory="outgoing_signers", longest="person_length"),
    ] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None


def is_overdue(loan: Loan, today: date) -> bool:
    """Whether a copy should be back by now and is not."""
    return loan.returned_on is None and loan.due_back_on is not None and loan.due_back_on < today


def overdue(query: Query, today: date) -> Query:
    """The same query of loans, of those only that should be back by now and are not."""
    yesterday = today - timedelta(days=1)
    return lent_out(query).where("due_back_on", Test.AT_MOST, yesterday)


def lent_out(query: Query) -> Query:
    """The same query of loans, of those only that are not back."""
    return query.where("returned_on", Test.EMPTY)
