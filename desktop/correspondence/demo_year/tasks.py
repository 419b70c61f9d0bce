"""Tasks given to bodies of the province: out of directives that came in, and out of meetings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Final

from desktop.correspondence.demo_year.citing import cited, cited_in_full
from desktop.correspondence.demo_year.days import Calendar, day_and_month
from desktop.correspondence.demo_year.lots import Lot, dice_for
from desktop.correspondence.demo_year.staff import Staff
from desktop.correspondence.demo_year.texts import IncomingText
from desktop.correspondence.demo_year.vocabulary import Told, read_follow_up
from desktop.correspondence.following_up.assignment import Assignment

_LONGEST: Final = 320
_SHORTEST_TERM: Final = 5
_LONGEST_TERM: Final = 40
_FOLLOWED: Final = 0.6


@dataclass(frozen=True, kw_only=True)
class _Source:
    """What a task comes from, and the words for it."""

    incoming: int | None = None
    meeting: str | None = None
    topic: str
    day: date
    phrases: Told
    document: str = ""


class Tasks:
    """Gives tasks as the year goes on, and settles nearly all of them."""

    def __init__(self, calendar: Calendar, staff: Staff) -> None:
        self._calendar = calendar
        self._staff = staff
        self._told: Told = read_follow_up()["tasks"]
        self._dice: Random = dice_for(f"tasks {calendar.year}")
        self._topics = staff.topics()
        self._receivers = Lot[str](self._told["given_to"])
        self._last_day = calendar.working_days[-1]

    def given(self, arrivals: Sequence[IncomingText], share: float) -> list[Assignment]:
        """All tasks of the year by the day on which they were given; `share` of the meetings'."""
        sources = [*self._directives(arrivals), *self._meetings(share)]
        given = [task for source in sources for task in self._given(source)]
        return sorted(given, key=lambda task: task.assigned_on)

    def _directives(self, arrivals: Sequence[IncomingText]) -> Iterator[_Source]:
        for place, text in enumerate(arrivals, start=1):
            share = self._told["sources"].get(text.issuer, {}).get(text.kind, 0)
            if self._dice.random() < share and not text.standing:
                document = cited(text.kind, text.symbol, text.document_date, text.issuer)
                yield _Source(
                    incoming=place,
                    topic=text.topic,
                    day=text.arrived_on,
                    phrases=self._told["from_document"],
                    document=cited_in_full(document, text.subject, _LONGEST),
                )

    def _meetings(self, share: float) -> Iterator[_Source]:
        count = round(self._told["each_year"] * share)
        for place in range(count):
            month = 1 + place * 12 // count
            days = [day for day in self._calendar.working_days if day.month == month]
            yield self._meeting(self._dice.choice(days))

    def _meeting(self, day: date) -> _Source:
        named = str(self._dice.choice(self._told["meetings"]))
        return _Source(
            meeting=named.format(month=f"{day.month}/{day.year}", day=day_and_month(day)),
            topic=self._dice.choice(self._topics),
            day=day,
            phrases=self._told["from_meeting"],
        )

    def _given(self, source: _Source) -> Iterator[Assignment]:
        """One task, given to each of those who lead."""
        assigned_on = self._calendar.shifted(source.day, self._dice.randint(0, 4))
        if assigned_on > self._last_day:
            return
        term = self._dice.randint(_SHORTEST_TERM, _LONGEST_TERM)
        leads, others = self._units(source)
        manner = "places" if leads[0].startswith("UBND ") else "bodies"
        task = self._task(source, manner, assigned_on, self._calendar.shifted(assigned_on, term))
        for lead in leads:
            yield self._concluded(replace(task, lead_unit=lead, co_units=others or None), manner)

    def _task(self, source: _Source, manner: str, assigned_on: date, due_on: date) -> Assignment:
        """The task as it was said, for whoever is to lead."""
        said = str(self._dice.choice(source.phrases[manner])).format(
            document=source.document,
            work=self._dice.choice(self._staff.works_of(source.topic)),
            day=day_and_month(due_on),
        )
        return Assignment(
            incoming=source.incoming,
            source=source.meeting,
            task=said,
            assigned_by=self._staff.leader_of(source.topic)[0],
            assigned_on=assigned_on,
            lead_unit="",
            handler=self._handler(source.topic),
            due_on=due_on,
        )

    def _concluded(self, task: Assignment, manner: str) -> Assignment:
        """The task with its result, or with how it goes on."""
        assert task.due_on is not None
        settled_on = self._settled(task.assigned_on, task.due_on)
        if settled_on is None:
            return replace(task, progress=self._progress())
        result = self._result(manner, task.lead_unit, settled_on)
        return replace(task, settled_on=settled_on, result=result)

    def _units(self, source: _Source) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those who lead, and those who work with them."""
        bodies = self._staff.bodies_of(source.topic)
        drawn = self._receivers.draw(self._dice)
        if drawn == "bodies":
            lead = bodies[0] if self._dice.random() < 0.8 else self._dice.choice(bodies[:2])
            others = tuple(name for name in bodies if name != lead)[: self._dice.randint(0, 2)]
            return (lead,), others
        concerned = self._staff.district_in(source.document)
        if concerned:
            return (concerned,), bodies[:1]
        places = self._staff.districts if drawn == "districts" else self._staff.communes
        return tuple(self._dice.sample(places, self._dice.randint(1, 3))), bodies[:1]

    def _handler(self, topic: str) -> str | None:
        if self._dice.random() >= _FOLLOWED:
            return None
        return self._staff.specialist(self._staff.unit_of(topic), self._dice)

    def _settled(self, assigned: date, due: date) -> date | None:
        fate = self._dice.random()
        if fate < self._told["open"]:
            return None
        if fate < self._told["open"] + self._told["late"]:
            day = self._calendar.shifted(due, self._dice.randint(1, 15))
        else:
            term = self._calendar.steps(assigned, due)
            day = self._calendar.shifted(assigned, max(1, round(term * self._dice.uniform(0.4, 1))))
        return day if day <= self._last_day else None

    def _progress(self) -> str | None:
        return self._dice.choice(self._told["progress"]) if self._dice.random() < 0.8 else None

    def _result(self, manner: str, unit: str, settled_on: date) -> str:
        number = max(1, settled_on.timetuple().tm_yday + self._dice.randint(-9, 60))
        return str(self._dice.choice(self._told["results"][manner])).format(
            number=f"{number:02d}",
            code=self._staff.codes.get(unit, "UBND"),
            day=day_and_month(settled_on),
        )
