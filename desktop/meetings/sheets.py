"""The weekly schedule as it is handed out: a table by day and half-day, or prose by day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple

from desktop.errors import Trouble
from desktop.language.words import M
from desktop.meetings.around import Week
from desktop.meetings.week import (
    WeekLine,
    days_of_week,
    issued_lines,
    lines_with_marks,
    monday_of_week,
    number_of_week,
    week_lines,
    week_of,
    weeks_of,
)
from desktop.office.identity import Office
from desktop.records.law import catalogue, form
from desktop.sheets.margins import width_of_text
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Group, Letterhead, Sheet
from desktop.storage.lists import Reader

TABLE: Final = "table"
PROSE: Final = "prose"
LAYOUTS: Final = (TABLE, PROSE)
# The smallest letters that people read on paper without pains.
LEAST_LETTERS: Final = 9.5
_MERGING: Final = ("weekday", "part")

_Values = Mapping[str, Callable[[WeekLine], Cell]]
_Row = tuple[Cell, ...]


class _Shown(NamedTuple):
    """The lines of a week to be printed, and what its head says of them."""

    lines: list[WeekLine]
    status: str


def week_sheet(
    reader: Reader,
    monday: date,
    *,
    office: Office,
    layout: str = TABLE,
    further: Sequence[str] = (),
) -> Sheet:
    """Lịch công tác tuần on one page of A4, as a table or in prose.

    What was approved is printed as it was handed out; where meetings have changed since, as it
    would be handed out next, and the head says so. `further` are columns beside the usual ones.
    """
    shown = _shown(reader, monday)
    wording = form("weekly-schedule")
    _, number = number_of_week(monday)
    body = _in_prose(shown) if layout == PROSE else _as_table(shown, monday, further)
    return replace(
        body,
        name=wording["name"].format(number=number),
        landscape=bool(further),
        letterhead=_letterhead(office, monday, shown.status),
        least_letters=LEAST_LETTERS,
    )


def weeks_sheet(reader: Reader, mondays: Sequence[date], *, office: Office) -> Sheet:
    """The schedules of several weeks as tables, each on a page of its own."""
    if len(mondays) == 1:
        return week_sheet(reader, mondays[0], office=office)
    wording = form("weekly-schedule")
    numbers = [number_of_week(monday)[1] for monday in mondays]
    rows: list[_Row] = []
    groups: list[Group] = []
    struck: list[int] = []
    for monday in mondays:
        shown = _shown(reader, monday)
        said = " ".join((_week_said(monday), shown.status)).strip()
        groups.append(Group(len(rows), said, on_new_page=True))
        table = _as_table(shown, monday, ())
        struck += (len(rows) + place for place in table.struck)
        rows += table.rows
    return Sheet(
        name=wording["several"].format(first=numbers[0], last=numbers[-1]),
        columns=_columns(()),
        rows=tuple(rows),
        count=len(rows),
        landscape=False,
        above=(CoverLine(wording["title"], is_title=True),),
        groups=tuple(groups),
        struck=frozenset(struck),
        letters=LEAST_LETTERS,
    )


def mondays_between(year: int, first: int, last: int) -> list[date]:
    """The Mondays of the weeks from one number to another; Trouble where a year has none such."""
    most = weeks_of(year)
    if not first <= last <= most:
        message = M("The year {year} has weeks 1 to {last}.", year=str(year), last=most)
        raise Trouble(message)
    return [monday_of_week(year, number) for number in range(first, last + 1)]


def _shown(reader: Reader, monday: date) -> _Shown:
    """What was handed out last, or would be next."""
    wording = form("weekly-schedule")
    week = week_of(reader, monday)
    if week is None:
        return _Shown(week_lines(reader, monday), wording["draft"])
    lines = lines_with_marks(reader, week)
    if any(line.mark for line in lines):
        return _Shown(lines, wording["next_revision"].format(revision=week.revision + 1))
    return _Shown(issued_lines(week), _issue_said(week, wording))


def _issue_said(week: Week, wording: Mapping[str, Any]) -> str:
    if not week.revision:
        return ""
    at = datetime.fromisoformat(week.updated_at)
    said: str = wording["revised"].format(
        revision=week.revision, hour=_hour(f"{at:%H:%M}"), day=f"{at:%d/%m/%Y}"
    )
    return said


def _letterhead(office: Office, monday: date, status: str) -> Letterhead:
    title = CoverLine(form("weekly-schedule")["title"], is_title=True)
    said = (text for text in (_week_said(monday), status) if text)
    beside = (title, *map(CoverLine, said))
    usual = form("cover")
    return Letterhead(
        office.superior or usual["superior"], office.name or usual["office"], beside=beside
    )


def _week_said(monday: date) -> str:
    _, number = number_of_week(monday)
    sunday = monday + timedelta(days=6)
    first = f"{monday:%d/%m}" if monday.year == sunday.year else f"{monday:%d/%m/%Y}"
    said: str = form("weekly-schedule")["week"].format(
        number=number, first=first, last=f"{sunday:%d/%m/%Y}"
    )
    return said


# As a table


def _as_table(shown: _Shown, monday: date, further: Sequence[str]) -> Sheet:
    columns = _columns(further)
    values = _values()
    rows = tuple(_rows(shown.lines, monday, [values[name] for name in _fields(further)]))
    gone = frozenset(place for place, (is_gone, _) in enumerate(rows) if is_gone)
    return Sheet("", columns, tuple(row for _, row in rows), len(rows), struck=gone)


def _rows(
    lines: Sequence[WeekLine], monday: date, values: Sequence[Callable[[WeekLine], Cell]]
) -> Iterator[tuple[bool, _Row]]:
    """Each line, and whether it is gone; a day without any has an empty row."""
    by_day = {day: list(own) for day, own in groupby(lines, lambda line: line.day)}
    for day in days_of_week(monday):
        for line in by_day.get(day, ()):
            yield line.is_gone, tuple(value(line) for value in values)
        if day not in by_day:
            yield False, (_weekday(day), *[None] * (len(values) - 1))


def _values() -> _Values:
    return {
        "weekday": lambda line: _weekday(line.day),
        "part": lambda line: _part(line.part),
        "content": _content,
        "place": lambda line: line.place or None,
        "who": lambda line: "; ".join(line.who) or None,
        "preparing": lambda line: line.preparing or None,
        "invited": lambda line: line.invited or None,
        "note": lambda line: line.note or None,
        "checklist": lambda line: line.checklist or None,
    }


def _weekday(day: date) -> str:
    return f"{form('weekly-schedule')['weekdays'][day.weekday()]}\n{day:%d/%m}"


def _part(code: str) -> str:
    entry = catalogue("day_parts").of(code)
    return entry.vi if entry else code


def _content(line: WeekLine) -> str:
    hour = f"({_hour(line.hour)})" if line.hour else ""
    return " ".join(part for part in (hour, line.title, _mark(line)) if part)


def _hour(hour: str) -> str:
    """07:30 as schedules write it: 7h30."""
    hours, minutes = hour.split(":")
    return f"{int(hours)}h{minutes}"


def _mark(line: WeekLine) -> str:
    return str(form("weekly-schedule")["marks"][line.mark]) if line.mark else ""


def _fields(further: Sequence[str]) -> list[str]:
    return [one["field"] for one in _said_columns(further)]


def _said_columns(further: Sequence[str]) -> list[Mapping[str, Any]]:
    wording = form("weekly-schedule")
    return [
        *wording["columns"],
        *(one for one in wording["further_columns"] if one["field"] in further),
    ]


def _columns(further: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(
            one["head"],
            one["width"],
            Content.CODE if one["field"] in _MERGING else Content.WRAPPED,
            merges=one["field"] in _MERGING,
        )
        for one in _said_columns(further)
    )


# In prose


def _in_prose(shown: _Shown) -> Sheet:
    wording = form("weekly-schedule-in-prose")
    lines = shown.lines
    return Sheet(
        name="",
        columns=(Column(wording["head"], width_of_text(landscape=False), Content.WRAPPED),),
        rows=tuple((_sentence(line, wording),) for line in lines),
        count=len(lines),
        groups=tuple(_days(lines, wording)),
        struck=frozenset(place for place, line in enumerate(lines) if line.is_gone),
    )


def _days(lines: Sequence[WeekLine], wording: Mapping[str, Any]) -> Iterator[Group]:
    weekdays = form("weekly-schedule")["weekdays"]
    before = 0
    for day, own in groupby(lines, lambda line: line.day):
        said = wording["day"].format(weekday=weekdays[day.weekday()], day=f"{day:%d/%m/%Y}")
        yield Group(before, said)
        before += len(list(own))


def _sentence(line: WeekLine, wording: Mapping[str, Any]) -> str:
    said = wording["line"].format(when=_when(line, wording), what=_what(line, wording))
    for name in ("preparing", "invited", "place"):
        value = getattr(line, name).strip().rstrip(".")
        said += wording[name].format(**{name: value}) if value else ""
    return " ".join(part for part in (said, _mark(line)) if part)


def _when(line: WeekLine, wording: Mapping[str, Any]) -> str:
    if not line.hour:
        return str(wording["in_part"].get(line.part, _part(line.part)))
    hour, minute = line.hour.split(":")
    said = wording["at_hour"] if minute == "00" else wording["at_minute"]
    return str(said.format(hour=int(hour), minute=minute))


def _what(line: WeekLine, wording: Mapping[str, Any]) -> str:
    """Who does what; where the title begins with a verb, it follows the name as it is."""
    title = line.title.strip().rstrip(".")
    said = wording[_manner(line, wording)]
    if line.chair and said == wording["chairs"]:
        others = "; ".join(name for name in line.who if name != line.chair)
        together = wording["together"].format(who=others) if others else ""
        return f"{said.format(who=line.chair, what=_inside(title))}{together}"
    what = _inside(title) if line.who else title
    return str(said.format(who="; ".join(line.who), what=what))


def _manner(line: WeekLine, wording: Mapping[str, Any]) -> str:
    if not line.who:
        return "nobody"
    if any(f"{line.title} ".startswith(f"{verb} ") for verb in wording["verbs"]):
        return "does"
    if line.hosting == "tham-du":
        return "attends"
    return "chairs" if line.chair or line.hosting == "chu-tri" else "attends"


def _inside(title: str) -> str:
    """A title inside a sentence: Hội nghị … becomes small, names (Sở Y tế, HĐND) do not."""
    first, _, rest = title.partition(" ")
    is_name = rest[:1].isupper() or first[1:2].isupper()
    return title if is_name else title[:1].lower() + title[1:]
