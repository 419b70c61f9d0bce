"""Working days in Viet Nam: public holidays, overlaid by what the office itself has entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from holidays import HolidayBase, country_holidays

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True)
class WorkingDays:
    """The office's calendar; `exceptions` say of single days whether they are worked.

    The government swaps working Saturdays and moves days off each year, sometimes at short
    notice, so the office's own table comes before the library's.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        if day in self.exceptions:
            return self.exceptions[day]
        known = _public(day.year)
        if day.weekday() >= _SATURDAY:
            return day in known.weekend_workdays and day not in known
        return day not in known

    def after(self, day: date, count: int) -> date:
        """The day so many working days later; the day itself does not count."""
        if count < 0:
            raise ValueError(count)
        while count:
            day += _DAY
            count -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`."""
        days = range((last - first).days)
        return sum(self.is_working(first + _DAY * (offset + 1)) for offset in days)


@lru_cache(maxsize=64)
def _public(year: int) -> HolidayBase:
    return country_holidays("VN", years=year)
