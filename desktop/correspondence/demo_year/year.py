"""The year as it is told: every incoming letter, every outgoing document, every body."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from desktop.correspondence.demo_year.answers import Answers
from desktop.correspondence.demo_year.changed import changed_arrivals, changed_departures
from desktop.correspondence.demo_year.days import Calendar
from desktop.correspondence.demo_year.file_plan import FilePlan
from desktop.correspondence.demo_year.follow_up import FollowUp
from desktop.correspondence.demo_year.issuers import all_issuers
from desktop.correspondence.demo_year.lent_copies import LentCopies
from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.office import DemoOffice
from desktop.correspondence.demo_year.post import posted
from desktop.correspondence.demo_year.running_numbers import running_numbers
from desktop.correspondence.demo_year.staff import Staff
from desktop.correspondence.demo_year.tasks import Tasks
from desktop.correspondence.demo_year.texts import BodyText, IncomingText, OutgoingText
from desktop.correspondence.demo_year.urgings import Urgings
from desktop.correspondence.demo_year.vocabulary import Told, read_vocabulary
from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.following_up.urging import Urging
from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.other_books.loans import Loan
from desktop.correspondence.outgoing import OutgoingDocument

INCOMING_IN_2023: Final = 55_279
OUTGOING_IN_2023: Final = 15_626


class DemoYear:
    """All that the office kept in a year; `share` tells of a smaller office."""

    def __init__(self, year: int = 2023, share: float = 1.0) -> None:
        self._calendar = Calendar(year)
        self._staff = Staff()
        self._share = share
        self.case_files = FilePlan(self._calendar, self._staff).files
        self.arrivals = list(incoming(year, round(INCOMING_IN_2023 * share)))

    @cached_property
    def departures(self) -> list[OutgoingText]:
        """Told when they are asked for: they answer the arrivals."""
        count = round(OUTGOING_IN_2023 * self._share)
        return list(outgoing(self._calendar.year, count, self.arrivals))

    def tasks(self) -> list[Assignment]:
        """Tasks given out of what arrived, and out of meetings."""
        return Tasks(self._calendar, self._staff).given(self.arrivals, self._share)

    def urgings(self, tasks: Iterable[Assignment]) -> list[Urging]:
        """Who was urged; the tasks are those kept."""
        return Urgings(self._calendar).made(self.arrivals, tasks)

    def dispatches(self, issued: Iterable[OutgoingDocument]) -> Iterator[Dispatch]:
        """The post book of documents kept."""
        return posted(self._calendar.year, issued, self._staff)

    def loans(self, issued: Iterable[OutgoingDocument]) -> list[Loan]:
        """Loans of the file copies of documents kept."""
        return LentCopies(self._calendar, self._staff).lent(issued)


def incoming(year: int = 2023, count: int = INCOMING_IN_2023) -> Iterator[IncomingText]:
    """Every letter that came in, in order of arrival, with what became of it."""
    office = DemoOffice(year, dice_for(f"incoming {year}"))
    days = office.calendar.days_of_work(office.habits, count, office.dice)
    letters = [office.letter(day) for day in days]
    numbers = running_numbers(letters, office.dice)
    texts = [office.received(*letter) for letter in zip(letters, numbers, strict=True)]
    staff = Staff()
    follow_up = FollowUp(office.calendar, staff)
    followed = [follow_up.followed(text) for text in changed_arrivals(year, texts)]
    yield from FilePlan(office.calendar, staff).filed("incoming", followed)


def outgoing(
    year: int = 2023,
    count: int = OUTGOING_IN_2023,
    arrivals: Iterable[IncomingText] = (),
) -> Iterator[OutgoingText]:
    """Every document that went out, in order of its date; some letters answer the arrivals."""
    office = DemoOffice(year, dice_for(f"outgoing {year}"))
    days = office.calendar.days_of_work(office.habits, count, office.dice)
    texts = changed_departures(year, [office.issued(day) for day in days])
    answered = Answers(year, arrivals).answered(texts)
    yield from FilePlan(office.calendar, Staff()).filed("outgoing", list(answered))


def bodies() -> Iterator[BodyText]:
    """Every issuer, receiver and unit that a letter of the demo may name, each once."""
    told = read_vocabulary()
    yield from _bodies_of_the_office(told["office"])
    for issuer in all_issuers(told):
        yield BodyText(
            name=issuer.name,
            abbreviation=issuer.short,
            aliases=issuer.aliases,
            group=issuer.group,
        )


def _bodies_of_the_office(office: Told) -> Iterator[BodyText]:
    own = [office["committee"], office["chancery"], *office["departments"], office["registry"]]
    for body in own:
        yield _body(body["name"], {"group": "office", **body})
    for name, body in office["receivers"].items():
        yield _body(name, body)


def _body(name: str, told: Told) -> BodyText:
    aliases = tuple(told.get("aliases", ()))
    return BodyText(name=name, abbreviation=told["short"], aliases=aliases, group=told["group"])
