"""Archiving: closing case files and handing them over to the office's archive in time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from desktop.correspondence.filing.case_files import CaseFile, name_of
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.records.changes import Change
from desktop.records.law import rule
from desktop.records.queries import Query, Test
from desktop.storage.store import Store

_LEAP_DAY: Final = (2, 29)


class Stage(Enum):
    """How far a case file has come."""

    OPEN = "open"
    TO_HAND_OVER = "to hand over"
    LATE = "late"
    ARCHIVED = "archived"


def close_case_files(store: Store, files: Sequence[CaseFile], day: date) -> Change:
    """Note the day on which the matter of some files ended; ended ones keep their day."""
    open_ones = [file for file in files if file.ended_on is None]
    for file in open_ones:
        if file.started_on and file.started_on > day:
            raise Trouble(M("Case file {name} has not begun yet.", name=name_of(file)))
    words = _words(
        open_ones,
        M("closing case file {name}", name=_first(open_ones)),
        Ms("closing {count} case file", "closing {count} case files", len(open_ones)),
    )
    with store.writing(words) as writing:
        for file in open_ones:
            writing.put(replace(file, ended_on=day))
    return writing.change


def hand_over_to_archive(store: Store, files: Sequence[CaseFile], day: date) -> Change:
    """Note the day on which the archive took some files over (Decree 30/2020/NĐ-CP, Art. 30).

    Raises Trouble where the matter of one has not ended; what the archive has keeps its day.
    """
    waiting = [file for file in files if file.archived_on is None]
    for file in waiting:
        if file.ended_on is None or file.ended_on > day:
            raise Trouble(M("Case file {name} has not ended: close it first.", name=name_of(file)))
    words = _words(
        waiting,
        M("handing case file {name} over to the archive", name=_first(waiting)),
        Ms(
            "handing {count} case file over to the archive",
            "handing {count} case files over to the archive",
            len(waiting),
        ),
    )
    with store.writing(words) as writing:
        for file in waiting:
            writing.put(replace(file, archived_on=day))
    return writing.change


def _words(files: Sequence[CaseFile], one: Message, many: Message) -> Message:
    return one if len(files) == 1 else many


def _first(files: Sequence[CaseFile]) -> str:
    return name_of(files[0]) if files else ""


def due_in_archive(file: CaseFile, today: date) -> date | None:
    """The last day to hand a file over: within a year of the end of its matter (Art. 30).

    None while the matter goes on, and once the archive has the file.
    """
    if file.ended_on is None or file.archived_on is not None:
        return None
    return _later(file.ended_on, rule("archive_within_years", today))


def stage(file: CaseFile, today: date) -> Stage:
    """How far a file has come by today."""
    if file.archived_on:
        return Stage.ARCHIVED
    due = due_in_archive(file, today)
    if due is None:
        return Stage.OPEN
    return Stage.LATE if due < today else Stage.TO_HAND_OVER


def in_stage(query: Query, wanted: Stage, today: date) -> Query:
    """The same query of files, of those only that have come so far."""
    if wanted is Stage.ARCHIVED:
        return query.where("archived_on", Test.FILLED)
    query = query.where("archived_on", Test.EMPTY)
    if wanted is Stage.OPEN:
        return query.where("ended_on", Test.EMPTY)
    in_time = _earlier(today, rule("archive_within_years", today))
    if wanted is Stage.LATE:
        return query.where("ended_on", Test.AT_MOST, in_time - timedelta(days=1))
    return query.where("ended_on", Test.AT_LEAST, in_time)


def _later(day: date, years: int) -> date:
    """The same day in a later year; 28 February where that year has no leap day."""
    if (day.month, day.day) == _LEAP_DAY:
        return date(day.year + years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year + years)


def _earlier(day: date, years: int) -> date:
    """The first day whose `_later` is not before a day."""
    if (day.month, day.day) == _LEAP_DAY:
        return date(day.year - years, 2, 28) + timedelta(days=1)
    return day.replace(year=day.year - years)
