"""Every sheet of correspondence by the name that scripts call it by."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from desktop.correspondence.filing.case_files import plan_of
from desktop.correspondence.filing.sheets import archive_list, plan_sheet
from desktop.correspondence.following_up.deadlines import overdue
from desktop.correspondence.following_up.matter import Matter
from desktop.correspondence.following_up.sheets import (
    CHASE_ORDER,
    REGISTER_ORDER,
    chase_sheet,
    follow_up_register,
)
from desktop.correspondence.other_books.sheets import LOAN_ORDER, POST_ORDER, loan_book, post_book
from desktop.correspondence.paper.slip_sheets import emergency_register, hand_over_slips
from desktop.correspondence.sheets import BOOK_ORDER, register_sheet
from desktop.office.calendar import working_days
from desktop.office.identity import Office
from desktop.records.queries import Query, Test
from desktop.sheets.sheet import Sheet
from desktop.storage.lists import Reader


@dataclass(frozen=True)
class Asked:
    """Which part of a sheet is wanted: of a year or of all, from number to number."""

    office: Office
    today: date
    year: int | None = None
    first: int | None = None
    last: int | None = None

    @property
    def year_or_this(self) -> int:
        """The year asked for, for sheets that are of one year only."""
        return self.year or self.today.year

    def in_year(self, query: Query, day: str) -> Query:
        """The same query, where a day lies in the year."""
        if self.year is None:
            return query
        query = query.where(day, Test.AT_LEAST, date(self.year, 1, 1))
        return query.where(day, Test.AT_MOST, date(self.year, 12, 31))


MakeSheet = Callable[[Reader, Asked], Sheet]


def register_query(kind: str, asked: Asked) -> Query:
    """A register in the order of its numbers, cancelled ones too."""
    query = Query(kind, order=BOOK_ORDER, with_trash=True)
    if asked.year is not None:
        query = query.where("year", Test.IS, asked.year)
    for number, test in ((asked.first, Test.AT_LEAST), (asked.last, Test.AT_MOST)):
        query = query if number is None else query.where("number", test, number)
    return query


def _register(kind: str) -> MakeSheet:
    def made(reader: Reader, asked: Asked) -> Sheet:
        query = register_query(kind, asked)
        return register_sheet(reader, query, office=asked.office, year=asked.year)

    return made


def _follow_up(reader: Reader, asked: Asked) -> Sheet:
    query = asked.in_year(Query(Matter.kind, order=REGISTER_ORDER), "given_on")
    return follow_up_register(reader, query, office=asked.office)


def _chase(reader: Reader, asked: Asked) -> Sheet:
    """What is late today, by the office's calendar as on screen."""
    late = overdue(asked.today, working_days(reader))
    query = replace(asked.in_year(late, "given_on"), order=CHASE_ORDER)
    return chase_sheet(reader, reader.ids(query), today=asked.today)


def _file_plan(reader: Reader, asked: Asked) -> Sheet:
    files = plan_of(reader, asked.year_or_this)
    return plan_sheet(files, office=asked.office, day=asked.today)


def _archive_list(reader: Reader, asked: Asked) -> Sheet:
    files = plan_of(reader, asked.year_or_this)
    return archive_list(reader, files, office=asked.office, day=asked.today)


def _post_book(reader: Reader, asked: Asked) -> Sheet:
    query = asked.in_year(Query("dispatches", order=POST_ORDER), "sent_on")
    return post_book(reader, query, reader.ids(query), office=asked.office)


def _loan_book(reader: Reader, asked: Asked) -> Sheet:
    query = asked.in_year(Query("loans", order=LOAN_ORDER), "lent_on")
    return loan_book(reader, query, reader.ids(query), office=asked.office)


def _hand_over_slips(reader: Reader, asked: Asked) -> Sheet:
    """The slips of what is forwarded today."""
    query = Query("incoming", order=BOOK_ORDER).where("forwarded_on", Test.IS, asked.today)
    return hand_over_slips(reader.records("incoming", reader.ids(query)))


def _emergency_register(reader: Reader, asked: Asked) -> Sheet:
    return emergency_register(reader, office=asked.office, year=asked.year_or_this)


PRINTED: Final[dict[str, MakeSheet]] = {
    "incoming-register": _register("incoming"),
    "outgoing-register": _register("outgoing"),
    "follow-up": _follow_up,
    "chase": _chase,
    "file-plan": _file_plan,
    "archive-list": _archive_list,
    "post-book": _post_book,
    "loan-book": _loan_book,
    "hand-over-slips": _hand_over_slips,
    "emergency-register": _emergency_register,
}
# Only these are in the order of numbers, and can be asked for from one to another.
NUMBERED: Final = frozenset({"incoming-register", "outgoing-register"})
