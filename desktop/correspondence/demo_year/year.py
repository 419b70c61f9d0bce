"""The year as it is told: every incoming letter, every outgoing document, every body."""

from collections.abc import Iterator
from typing import Final

from desktop.correspondence.demo_year.issuers import all_issuers
from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.office import DemoOffice
from desktop.correspondence.demo_year.running_numbers import running_numbers
from desktop.correspondence.demo_year.texts import BodyText, IncomingText, OutgoingText
from desktop.correspondence.demo_year.vocabulary import Told, read_vocabulary

INCOMING_IN_2023: Final = 55_279
OUTGOING_IN_2023: Final = 15_626


def incoming(year: int = 2023, count: int = INCOMING_IN_2023) -> Iterator[IncomingText]:
    """Every letter that came in, in order of arrival."""
    office = DemoOffice(year, dice_for(f"incoming {year}"))
    days = office.calendar.days_of_work(office.habits, count, office.dice)
    letters = [office.letter(day) for day in days]
    for letter, number in zip(letters, running_numbers(letters, office.dice), strict=True):
        yield office.received(letter, number)


def outgoing(year: int = 2023, count: int = OUTGOING_IN_2023) -> Iterator[OutgoingText]:
    """Every document that went out, in order of its date."""
    office = DemoOffice(year, dice_for(f"outgoing {year}"))
    for day in office.calendar.days_of_work(office.habits, count, office.dice):
        yield office.issued(day)


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
