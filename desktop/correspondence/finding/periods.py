"""Written days and spans of days: 01/03, >=01/03, 01/03..31/03, 03/2026, homnay, tuannay."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop.language.folding import fold
from desktop.language.words import M, Message
from desktop.records.fields import Day, Ground, Unreadable

_COMPARED: Final = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_MONTH: Final = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEAR: Final = re.compile(r"\d{4}")
_FROM_TODAY: Final = re.compile(r"[+-]\d{1,3}")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From one day to another, both within; None leaves that end open."""

    first: date | None
    last: date | None


Relative = Callable[[date], Period]


def _day(away: int) -> Relative:
    def relative(today: date) -> Period:
        day = today + timedelta(days=away)
        return Period(day, day)

    return relative


def _week(away: int) -> Relative:
    """A week begins on Monday."""

    def relative(today: date) -> Period:
        monday = today + timedelta(weeks=away, days=-today.weekday())
        return Period(monday, monday + timedelta(days=6))

    return relative


def _month(away: int) -> Relative:
    def relative(today: date) -> Period:
        months = today.year * 12 + today.month - 1 + away
        return _of_month(months // 12, months % 12 + 1)

    return relative


def _of_month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _of_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


# In Vietnamese, English and Czech, without blanks and marks.
_RELATIVE: Final[tuple[tuple[tuple[str, ...], Message, Relative], ...]] = (
    (("homnay", "today", "dnes"), M("today"), _day(0)),
    (("homqua", "yesterday", "vcera"), M("yesterday"), _day(-1)),
    (("ngaymai", "tomorrow", "zitra"), M("tomorrow"), _day(1)),
    (("tuannay", "thisweek", "tentotyden"), M("this week"), _week(0)),
    (("tuantruoc", "lastweek", "minulytyden"), M("last week"), _week(-1)),
    (("tuansau", "nextweek", "pristityden"), M("next week"), _week(1)),
    (("thangnay", "thismonth", "tentomesic"), M("this month"), _month(0)),
    (("thangtruoc", "lastmonth", "minulymesic"), M("last month"), _month(-1)),
    (("namnay", "thisyear", "letos"), M("this year"), lambda today: _of_year(today.year)),
    (("namtruoc", "lastyear", "loni"), M("last year"), lambda today: _of_year(today.year - 1)),
)
_BY_WORD: Final = {word: (said, days) for words, said, days in _RELATIVE for word in words}


def read_period(written: str, ground: Ground, field: Day) -> Period:
    """The days that a written condition means; raises Unreadable."""
    try:
        if ".." in written:
            return _span(written, ground, field)
        found = _COMPARED.fullmatch(written)
        assert found
        return _compared(found[1] or "=", _whole(found[2].strip(), ground, field))
    except (OverflowError, ValueError):
        raise Unreadable(M("“{typed}” is beyond the calendar.", typed=written[:40])) from None


def _span(written: str, ground: Ground, field: Day) -> Period:
    first, last = (part.strip() for part in written.split("..", 1))
    if not first and not last:
        raise Unreadable(M("Write the first or the last day beside the two dots."))
    return Period(
        _whole(first, ground, field).first if first else None,
        _whole(last, ground, field).last if last else None,
    )


def _whole(written: str, ground: Ground, field: Day) -> Period:
    """One day, or all days of a month, a year, or a time told from today."""
    if found := _BY_WORD.get(fold(written)):
        return found[1](ground.today)
    if _FROM_TODAY.fullmatch(written):
        return _day(int(written))(ground.today)
    if month := _MONTH.fullmatch(written):
        return _of_month(int(month[2]), int(month[1]))
    # 2026 alone is the year; the 20th of a 26th month there is none.
    if _YEAR.fullmatch(written) and int(written[2:]) > 12:
        return _of_year(int(written))
    day = field.read(written, ground)
    if day is None:
        raise Unreadable(M("Write a day, such as 01/03 or >01/03."))
    return Period(day, day)


def _compared(sign: str, whole: Period) -> Period:
    assert whole.first
    assert whole.last
    match sign:
        case ">":
            return Period(whole.last + _ONE_DAY, None)
        case ">=":
            return Period(whole.first, None)
        case "<":
            return Period(None, whole.first - _ONE_DAY)
        case "<=":
            return Period(None, whole.last)
    return whole


def say_period(written: str, period: Period, field: Day, ground: Ground) -> Message:
    """A period in a person's words: relative as it was written, else its days."""
    sign, word = _COMPARED.fullmatch(written).groups()  # type: ignore[union-attr]  # fits all
    if found := _BY_WORD.get(fold(word.strip())):
        return M("{sign} {when}", sign=sign, when=found[0]) if sign else found[0]
    return M("{days}", days=write_period(period, field, ground))


def write_period(period: Period, field: Day, ground: Ground) -> str:
    """The shortest writing of a period that is not wholly open."""
    first, last = (field.show(day, ground) for day in (period.first, period.last))
    if first == last:
        return first
    if not first or not last:
        return f">={first}" if first else f"<={last}"
    return f"{first}..{last}"
