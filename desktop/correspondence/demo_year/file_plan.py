"""The plan of case files of a year, and which of them a document lies in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final, TypeVar

from desktop.correspondence.demo_year.days import Calendar
from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.staff import Staff
from desktop.correspondence.demo_year.texts import IncomingText, OutgoingText
from desktop.correspondence.demo_year.vocabulary import Told, read_file_plan, read_follow_up
from desktop.correspondence.filing.case_files import CaseFile, name_of

Text = TypeVar("Text", IncomingText, OutgoingText)
_ENDED: Final = ("5-nam", "10-nam")  # what is kept for long is taken up again in spring
_TWICE: Final = 0.04


@dataclass(frozen=True)
class _Line:
    """A file of the plan, and what lies in it."""

    file: CaseFile
    fields: Sequence[str]
    kinds: Sequence[str]


class FilePlan:
    """The files that the office keeps in a year."""

    def __init__(self, calendar: Calendar, staff: Staff) -> None:
        self._year = calendar.year
        days = calendar.working_days
        self._lines = tuple(_lines(staff, days[0], days[-1]))
        self._shares: Told = read_follow_up()["habits"]["filed"]
        self._fitting: dict[tuple[str, str], list[str]] = {}

    @property
    def files(self) -> tuple[CaseFile, ...]:
        return tuple(line.file for line in self._lines)

    def filed(self, register: str, texts: Sequence[Text]) -> Iterator[Text]:
        """The documents of a register, of which a share lies in files of their field."""
        dice, share = dice_for(f"filing {register} {self._year}"), self._shares[register]
        for text in texts:
            files = self._fits(text.topic, text.kind)
            if text.case_files or not files or dice.random() >= share:
                yield text
                continue
            several = 2 if dice.random() < _TWICE and len(files) > 1 else 1
            yield replace(text, case_files=tuple(dice.sample(files, several)))

    def _fits(self, topic: str, kind: str) -> list[str]:
        """The files of a field; those of this kind of document alone where there are any."""
        if (topic, kind) not in self._fitting:
            lines = [line for line in self._lines if topic in line.fields]
            own = [line for line in lines if kind in line.kinds]
            every = own or [line for line in lines if not line.kinds]
            self._fitting[topic, kind] = [name_of(line.file) for line in every]
        return self._fitting[topic, kind]


def _lines(staff: Staff, first: date, last: date) -> Iterator[_Line]:
    dice = dice_for(f"file plan {first.year}")
    for section in read_file_plan()["section"]:
        unit = section["unit"]
        for number, told in zip(count(1), section["files"], strict=False):
            file = CaseFile(
                year=first.year,
                heading=section["heading"],
                code=f"{number:02d}.{unit}",
                title=told["title"].format(year=first.year),
                retention=told["retention"],
                keeper=staff.specialist(staff.units[unit], dice),
                started_on=first,
                ended_on=last if told["retention"] in _ENDED else None,
            )
            yield _Line(file, told["fields"], told.get("kinds", ()))
