"""When the office works: its working days, how busy they are, and how dates are written."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from math import exp
from random import Random
from typing import Final

from holidays import country_holidays

from desktop.correspondence.demo_year.vocabulary import Told

LONGEST_JOURNEY: Final = timedelta(days=12)
STEMS: Final = ("Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ")
BRANCHES: Final = (
    *("Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu"),
    *("Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi"),
)


class Calendar:
    """The working days of a year, with some before and after for letters and deadlines."""

    def __init__(self, year: int) -> None:
        self.year = year
        closed = country_holidays("VN", years=range(year - 1, year + 2))
        first, last = date(year - 1, 10, 1), date(year + 1, 7, 1)
        every = (first + timedelta(days=n) for n in range((last - first).days))
        self._days = tuple(day for day in every if day.weekday() < 5 and day not in closed)
        self._places = {day: place for place, day in enumerate(self._days)}

    @cached_property
    def working_days(self) -> tuple[date, ...]:
        return tuple(day for day in self._days if day.year == self.year)

    def shifted(self, day: date, steps: int) -> date:
        """So many working days later, or earlier if less than none."""
        return self._days[self._places[day] + steps]

    def steps(self, first: date, last: date) -> int:
        """How many working days lie between two of them."""
        return self._places[last] - self._places[first]

    def sent_before(self, arrived: date, steps: int) -> date:
        """The day of a letter that travelled so many working days, but not too long."""
        sent = self.shifted(arrived, -steps)
        if arrived - sent <= LONGEST_JOURNEY:
            return sent
        return self.sent_before(arrived, steps - 1)

    def within(self, day: date) -> date | None:
        return day if day.year == self.year else None

    def days_of_work(self, habits: Told, count: int, dice: Random) -> Iterator[date]:
        """Each working day as often as letters are registered on it, `count` in all."""
        shares = list(accumulate(_busyness(day, habits, dice) for day in self.working_days))
        before = 0
        for day, share in zip(self.working_days, shares, strict=True):
            until = round(count * share / shares[-1])
            yield from [day] * (until - before)
            before = until


def _busyness(day: date, habits: Told, dice: Random) -> float:
    usual: float = habits["weekdays"][day.weekday()] * habits["months"][day.month - 1]
    return usual * exp(dice.gauss(0, 0.11))


def day_and_month(day: date) -> str:
    """As letters write it: days below 10 and the months 1 and 2 with a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def lunar_name(year: int) -> str:
    return f"{STEMS[year % 10]} {BRANCHES[year % 12]} {year}"
