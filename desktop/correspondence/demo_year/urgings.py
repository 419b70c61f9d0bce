"""The log of urgings: who was reminded of what was late."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from desktop.correspondence.demo_year.days import Calendar
from desktop.correspondence.demo_year.lots import Lot, dice_for
from desktop.correspondence.demo_year.texts import IncomingText
from desktop.correspondence.demo_year.vocabulary import Told, read_follow_up
from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.following_up.urging import Urging


@dataclass(frozen=True)
class _Late:
    """A matter that went beyond its day, until it was settled or the year ended."""

    register: str
    record: int
    unit: str
    due_on: date
    until: date


class Urgings:
    """Urges a share of all that was late, some of it once more."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._told: Told = read_follow_up()["urging"]
        self._dice: Random = dice_for(f"urgings {calendar.year}")
        self._ways = Lot[str](self._told["ways"])

    def made(self, arrivals: Sequence[IncomingText], tasks: Iterable[Assignment]) -> list[Urging]:
        """All lines of the log by their days; the tasks are in their register already."""
        late = [*self._late_letters(arrivals), *self._late_tasks(tasks)]
        lines = [line for matter in late for line in self._urged(matter)]
        return sorted(lines, key=lambda line: line.urged_on)

    def _late_letters(self, arrivals: Sequence[IncomingText]) -> Iterator[_Late]:
        for place, text in enumerate(arrivals, start=1):
            until = text.settled_on or self._calendar.working_days[-1]
            if text.due_on and text.due_on < until:
                yield _Late("incoming", place, text.receivers[0], text.due_on, until)

    def _late_tasks(self, tasks: Iterable[Assignment]) -> Iterator[_Late]:
        for task in tasks:
            until = task.settled_on or self._calendar.working_days[-1]
            if task.id and task.due_on and task.due_on < until:
                yield _Late("assignments", task.id, task.lead_unit, task.due_on, until)

    def _urged(self, matter: _Late) -> Iterator[Urging]:
        if self._dice.random() >= self._told["urged"]:
            return
        times = 2 if self._dice.random() < self._told["again"] else 1
        day = matter.due_on
        for _ in range(times):
            day = self._calendar.shifted(day, self._dice.randint(1, 12))
            if day > matter.until:
                return
            yield Urging(
                register=matter.register,
                record=matter.record,
                urged_on=day,
                unit=matter.unit,
                way=self._ways.draw(self._dice),
                note=self._dice.choice(self._told["notes"]) if self._dice.random() < 0.3 else None,
            )
