"""The office at its registers: what it receives and issues, and who deals with it."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from desktop.correspondence.demo_year.abstracts import Occasion, Speech
from desktop.correspondence.demo_year.days import Calendar
from desktop.correspondence.demo_year.issuers import (
    Issuer,
    all_issuers,
    central_bodies,
    lot_of_fields,
    provincial_bodies,
)
from desktop.correspondence.demo_year.lots import Lot, lot_of_steps
from desktop.correspondence.demo_year.places import every_commune, place_of
from desktop.correspondence.demo_year.running_numbers import Letter
from desktop.correspondence.demo_year.texts import IncomingText, OutgoingText
from desktop.correspondence.demo_year.vocabulary import Told, read_vocabulary


@dataclass(frozen=True, kw_only=True)
class OutgoingSeries:
    """A series of the outgoing register and what is usual in it."""

    code: str
    issuer: str
    voice: str
    kinds: Lot[str]
    topics: Lot[str]
    signing: Lot[str]


class DemoOffice:
    """The office at its registers: who wrote what, who gets it, who signs it."""

    def __init__(self, year: int, dice: Random) -> None:
        self.dice = dice
        self.calendar = Calendar(year)
        self._told = told = read_vocabulary()
        self.habits: Told = told["habits"]
        self._issuers = all_issuers(told)
        self._speech = Speech(told, self.calendar, self._issuers, dice)
        self._places = tuple(place_of(told, *where) for where in every_commune(told))
        self._senders = Lot(_shares(told, self._issuers))
        self._series = Lot(dict(_outgoing_series(told)))
        self._travel = {
            name: lot_of_steps(weights) for name, weights in self.habits["travel"].items()
        }
        self._forwarding = lot_of_steps(self.habits["forwarding"])
        self._leaving = Lot[str](self.habits["leaving"])
        self._urgency = Lot[str](self.habits["urgency"])
        self._units = {unit["short"]: unit["name"] for unit in told["office"]["departments"]}
        self._receivers: dict[str, Mapping[str, tuple[str, ...]]] = {}

    # Incoming

    def letter(self, arrived: date) -> Letter:
        """A letter out of the post of that day."""
        issuer = self._issuers[self._senders.draw(self.dice)]
        kind = issuer.kinds.draw(self.dice)
        channel = issuer.channels.draw(self.dice)
        dated = self.calendar.sent_before(arrived, self._travel[channel].draw(self.dice))
        return Letter(
            issuer=issuer,
            kind=kind,
            symbol=self._symbol(issuer, kind, dated),
            one_in=min(issuer.one_in, self._told["kinds"][kind].get("one_in", issuer.one_in)),
            topic=issuer.fields.draw(self.dice),
            channel=channel,
            arrived=arrived,
            dated=dated,
        )

    def received(self, letter: Letter, number: int) -> IncomingText:
        """The letter as it is entered in the register."""
        issuer, dice = letter.issuer, self.dice
        signer, position = issuer.signers.draw(dice)
        urgency = self._degree(letter.kind, issuer.urgent)
        place = dice.choice(issuer.places)
        occasion = Occasion(day=letter.dated, topic=letter.topic, place=place)
        return IncomingText(
            series=issuer.series,
            arrived_on=letter.arrived,
            issuer=issuer.name,
            symbol=letter.symbol.format(
                number=f"{number:02d}", desk=issuer.desk(letter.topic, dice)
            ),
            document_date=letter.dated,
            kind=letter.kind,
            subject=self._speech.abstract(issuer.voice, letter.kind, occasion),
            receivers=self._dealing_with(letter.topic),
            forwarded_on=self._forwarded(letter.arrived, urgency),
            urgency=urgency,
            channel=letter.channel,
            pages=self._pages(letter.kind),
            signer=signer,
            signer_position=position,
            due_on=self._due(letter.arrived, letter.kind),
            note=self._note(letter.kind),
            topic=letter.topic,
        )

    def _symbol(self, issuer: Issuer, kind: str, dated: date) -> str:
        """The symbol without its number and its desk."""
        about = self._told["kinds"][kind]
        style = self._told["styles"][issuer.style]
        pattern: str = about.get("symbol", style["letter" if kind == "cong-van" else "named"])
        mark = about.get(issuer.style, about["abbreviation"])
        return pattern.format(
            number="{number}", desk="{desk}", kind=mark, code=issuer.code, year=dated.year
        )

    def _dealing_with(self, topic: str) -> tuple[str, ...]:
        """The units that deal with a field: one as a rule, sometimes another one besides."""
        units = self._told["fields"][topic]["units"]
        lead = units[0] if self.dice.random() < 0.7 else self.dice.choice(units)
        besides = [short for short in self._told["office"]["co_operating"] if short != lead]
        others = self.dice.sample(besides, 2)[: bisect((0.8, 0.96), self.dice.random())]
        return tuple(self._units[short] for short in (lead, *others))

    def _due(self, arrived: date, kind: str) -> date | None:
        if self.dice.random() >= self.habits["deadlines"].get(kind, 0):
            return None
        return self.calendar.shifted(arrived, self.dice.randint(3, 20))

    def _note(self, kind: str) -> str:
        if self.dice.random() >= self.habits["noted"]:
            return ""
        notes = "petition_notes" if kind == "don-thu" else "notes"
        return str(self.dice.choice(self.habits[notes]))

    # Outgoing

    def issued(self, day: date) -> OutgoingText:
        """A document of that day as it is entered in the register."""
        series, dice = self._series.draw(self.dice), self.dice
        kind, topic = series.kinds.draw(dice), series.topics.draw(dice)
        occasion = Occasion(day=day, topic=topic, place=dice.choice(self._places))
        subject = self._speech.abstract(series.voice, kind, occasion)
        capacity, signer, position = self._signature(series, topic, day)
        recipients = self._recipients(kind, occasion, subject)
        unit = self._dealing_with(topic)[0]
        urgency = self._degree(kind, self.habits["urgent"])
        return OutgoingText(
            series=series.code,
            document_date=day,
            issuer=self._told["office"][series.issuer]["name"],
            kind=kind,
            subject=subject,
            capacity=capacity,
            signer=signer,
            signer_position=position,
            recipients=recipients,
            file_copy_holder=unit if dice.random() < 0.8 else self._registry,
            copies=len(recipients) + dice.randint(1, self.habits["copies"].get(kind, 3)),
            forwarded_on=self._forwarded(day, urgency),
            drafting_unit=unit,
            urgency=urgency,
            channel=self._leaving.draw(dice),
            pages=self._pages(kind),
            topic=topic,
        )

    @property
    def _registry(self) -> str:
        return str(self._told["office"]["registry"]["name"])

    def _signature(self, series: OutgoingSeries, topic: str, day: date) -> tuple[str, str, str]:
        """The capacity, the name and the position."""
        capacity = series.signing.draw(self.dice)
        if capacity == "tuq" and not self._directors(topic):
            capacity = "kt"
        who = self.dice.choice(self._hands(series.issuer, capacity, topic))
        if capacity != "head":
            return capacity, who["name"], who["position"]
        month, last = self._told["office"]["acting_until"]
        acting = series.issuer == "chancery" and (day.month, day.day) <= (month, last)
        return "q" if acting else "", who["name"], who["position"]

    def _hands(self, issuer: str, capacity: str, topic: str) -> Sequence[Told]:
        """Those who may sign in a capacity."""
        leaders = self._told["office"]["leaders"]
        if capacity == "tuq":
            return self._directors(topic)
        if issuer == "chancery":
            return list(leaders[{"kt": "deputy_chiefs", "tl": "heads"}.get(capacity, "chief")])
        if capacity == "kt":
            return [who for who in leaders["vice_chairmen"] if topic in who["fields"]]
        if capacity == "tl":
            return [*leaders["chief"], *leaders["deputy_chiefs"]]
        return list(leaders["chairman"])

    def _directors(self, topic: str) -> list[Told]:
        """Heads of departments, who sign by the chairman's authorisation."""
        governing = [who for who in self._issuers if who.governs and topic == who.about[0]]
        heads = [(who.name, *who.signers.things[0]) for who in governing]
        return [{"name": name, "position": f"{position} {body}"} for body, name, position in heads]

    def _recipients(self, kind: str, occasion: Occasion, subject: str) -> tuple[str, ...]:
        """The addressee, those whom the abstract names, and others whom it concerns."""
        first, *others = self._receiving(kind, occasion.topic, subject)
        named = [self.dice.choice(first)]
        named += [name for names in others for name in names if name in subject]
        some = [self.dice.choice(names) for names in self.dice.sample(others, len(others))]
        (district,) = occasion.place["district"][0]
        if district in subject:
            named.insert(1, f"UBND {district}")
            some = [name for name in some if name != self._told["office"]["every_district"]]
        return tuple(dict.fromkeys(named[:3] + some))[: self.dice.randint(2, 5)]

    def _receiving(self, kind: str, topic: str, subject: str) -> list[tuple[str, ...]]:
        told = next(
            told
            for told in self._told["recipients"]
            if subject.startswith(tuple(told.get("openings", ())))
            or kind in told.get("kinds", ())
            or "*" in told.get("kinds", ())
        )
        standing = self._standing_for(topic)
        return [standing.get(text, (text,)) for text in told["to"]]

    def _standing_for(self, topic: str) -> Mapping[str, tuple[str, ...]]:
        """What the words in braces stand for in a list of receivers."""
        if topic not in self._receivers:
            units = self._told["fields"][topic]["units"]
            dealing = tuple(who.name for who in provincial_bodies(self._issuers, topic))
            self._receivers[topic] = {
                "{lead}": dealing[:1],
                "{departments}": dealing,
                "{ministry}": tuple(who.name for who in central_bodies(self._issuers, topic)[:1]),
                "{ministries}": tuple(who.name for who in central_bodies(self._issuers, topic)),
                "{units}": tuple(self._units[short] for short in units),
            }
        return self._receivers[topic]

    # Both

    def _degree(self, kind: str, urgent: float) -> str:
        if kind == "cong-dien":
            return "hoa-toc" if self.dice.random() < 0.85 else "thuong-khan"
        return self._urgency.draw(self.dice) if self.dice.random() < urgent else "thuong"

    def _forwarded(self, day: date, urgency: str) -> date | None:
        """The same day as a rule; what came in the year's last two days may still lie there."""
        lies = day in self.calendar.working_days[-2:] and self.dice.random() < 0.25
        if lies and urgency == "thuong":
            return None
        steps = self._forwarding.draw(self.dice) if urgency == "thuong" else 0
        return self.calendar.within(self.calendar.shifted(day, steps))

    def _pages(self, kind: str) -> int:
        usual = self._told["kinds"][kind]["pages"]
        return 1 + min(140, int(self.dice.expovariate(1 / max(0.15, usual - 1))))


def _shares(told: Told, issuers: Sequence[Issuer]) -> dict[int, float]:
    """How much of the post each issuer sends: its part of what is due to its sort."""
    sums: defaultdict[str, float] = defaultdict(float)
    for issuer in issuers:
        sums[issuer.sort] += issuer.weight
    return {
        at: told["sorts"][issuer.sort]["weight"] * issuer.weight / sums[issuer.sort]
        for at, issuer in enumerate(issuers)
    }


def _outgoing_series(told: Told) -> Iterator[tuple[OutgoingSeries, float]]:
    for code, about in told["outgoing"].items():
        series = OutgoingSeries(
            code=code,
            issuer=about["issuer"],
            voice=about["voice"],
            kinds=Lot(about["kinds"]),
            topics=lot_of_fields(told, about.get("fields", ["*"])),
            signing=Lot(about["signing"]),
        )
        yield series, about["weight"]
