"""The names that meetings are entered with: rooms, leaders, people and cars."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from desktop.correspondence.known_names import KnownNames
from desktop.language.folding import fold, mend_line
from desktop.language.words import M
from desktop.meetings.rooms import Room
from desktop.office.directories import KnownName, NameDirectory
from desktop.records.changes import Change
from desktop.records.fields import Day, Ground, Register, Unreadable
from desktop.records.queries import Order, Query, Test
from desktop.records.record import fields_of
from desktop.storage.lists import Reader

# So many of the newest records, years of meetings, say which names are used.
_NEWEST: Final = 20_000
_MOST: Final = 50
_LETTERS: Final = 60
_NUMBERED: Final = re.compile(r" #(\d{1,9})$")

# Directories of meetings, and the fields whose newest values they hold.
_USED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "leaders": (
        ("meetings", "chair"),
        ("meetings", "leaders"),
        ("meeting_templates", "chair"),
        ("meeting_templates", "leaders"),
        ("outgoing", "signer"),
    ),
    "cars": (("meetings", "car"), ("meeting_templates", "car")),
    "people": (("participants", "name"),),
}
# Whoever serves meetings handles documents too.
_SPECIALISTS: Final = (("meetings", "specialist"), ("meeting_templates", "specialist"))
# What the name of a participant may be besides: somebody whom the office knows already.
_ALSO_PEOPLE: Final = ("leaders", "handlers")
_NAMED: Final = ("meetings", "meeting_templates", "participants")


class MeetingNames:
    """All directories and registers that forms of meetings lean on."""

    def __init__(self, reader: Reader, names: KnownNames) -> None:
        self._reader = reader
        self.names = names
        self.rooms: dict[str, Room] = {}
        self.directories: dict[str, NameDirectory] = {}
        self._read_own()

    def read(self) -> None:
        """Read all names anew from the store."""
        self.names.read()
        self._read_own()

    def ground(self, today: date, language: str) -> Ground:
        """What the reading of drafts leans on."""
        known = self.names.ground(today, language)
        registers: dict[str, Register] = {
            "meetings": MeetingRegister(self._reader, known),
            "meeting_templates": NamedRegister(self._reader, "meeting_templates"),
            "meeting_series": NamedRegister(self._reader, "meeting_series"),
            "assignments": AssignmentRegister(self._reader),
        }
        return Ground(
            today,
            language,
            {**known.directories, **self.directories},
            {**known.registers, **registers},
        )

    def take(self, change: Change) -> None:
        """Learn from a change: new names, and one more use of each that a record names."""
        self.names.take(change)
        self.follow(change)

    def follow(self, change: Change) -> None:
        """Learn what is of meetings only, where the names of letters have learnt already."""
        if change.ids("rooms"):
            self._read_rooms()
        for kind in _NAMED:
            if (ids := change.ids(kind)) and len(ids) <= _MOST:
                for record in self._reader.records(kind, ids):
                    self._use(record)
            elif ids:
                self._read_used()

    def room(self, name: str | None) -> Room | None:
        """The room of this name; None where there is none."""
        return self.rooms.get(fold(mend_line(name))) if name else None

    def _read_own(self) -> None:
        self._read_rooms()
        self._read_used()

    def _read_rooms(self) -> None:
        rooms = rooms_of(self._reader)
        self.rooms = {fold(room.name): room for room in rooms}
        self.directories["rooms"] = NameDirectory(KnownName(room.name) for room in rooms)

    def _read_used(self) -> None:
        for directory, fields in _USED.items():
            uses = self._counted(fields)
            self.directories[directory] = NameDirectory(map(KnownName, uses), uses, of_people=True)
        self._know("handlers", self._counted(_SPECIALISTS))
        for other in _ALSO_PEOPLE:
            self._know("people", self._names_in(other))

    def _counted(self, fields: Iterable[tuple[str, str]]) -> Counter[str]:
        uses: Counter[str] = Counter()
        for kind, field in fields:
            for value, count in self._reader.newest_values(kind, field, _NEWEST):
                for name in _several(value):
                    uses[name] += count
        return uses

    def _names_in(self, directory: str) -> list[str]:
        known = {**self.names.directories, **self.directories}[directory]
        return list(known.uses)

    def _know(self, directory: str, names: Iterable[str]) -> None:
        known = {**self.names.directories, **self.directories}[directory]
        for name in names:
            if not known.named(name):
                known.add(KnownName(name))

    def _use(self, record: Any) -> None:
        for directory, name in _persons_and_cars(record):
            self._know(directory, (name,))
            if directory in self.directories:
                self.directories[directory].used(name)
            if directory in _ALSO_PEOPLE:
                self._know("people", (name,))


def rooms_of(reader: Reader) -> list[Room]:
    """All rooms, in the order of their names."""
    return list(reader.records("rooms", reader.ids(Query("rooms", order=(Order("name"),)))))


def _persons_and_cars(record: Any) -> Iterator[tuple[str, str]]:
    for field, kind in fields_of(type(record)).items():
        directory = getattr(kind, "directory", "")
        if directory in (*_USED, "handlers"):
            for name in _several(getattr(record, field)):
                yield directory, name


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


class NamedRegister:
    """Records that are called by their name, such as templates.

    Each year's series may have the name of the one before: a number tells them apart.
    """

    def __init__(self, reader: Reader, kind: str) -> None:
        self._reader = reader
        self._kind = kind

    def find(self, typed: str) -> int | None:
        """The record of this name, a live one before one in the trash."""
        key = fold(mend_line(typed))
        for query in (Query(self._kind), Query(self._kind, in_trash=True)):
            for record in self._reader.records(self._kind, self._reader.ids(query)):
                if fold(record.name) == key:
                    found: int = record.id
                    return found
        return self._numbered(typed)

    def title(self, record_id: int) -> str:
        """What finds this record again."""
        record = self._reader.record(self._kind, record_id)
        if record is None:
            return ""
        name: str = record.name
        return name if self.find(name) == record_id else f"{name} #{record_id}"

    def _numbered(self, typed: str) -> int | None:
        found = _NUMBERED.search(typed.rstrip())
        record = self._reader.record(self._kind, int(found[1])) if found else None
        return record.id if record else None


class AssignmentRegister:
    """Tasks, found by the number that stands before their text."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def find(self, typed: str) -> int | None:
        found = re.match(r"(\d{1,9})\b", typed)
        task = self._reader.record("assignments", int(found[1])) if found else None
        return task.id if task else None

    def title(self, record_id: int) -> str:
        task = self._reader.record("assignments", record_id)
        return f"{task.id} · {_short(task.task)}" if task else ""


class MeetingRegister:
    """Meetings, found by their day and how their title begins: 15/12/2026 Giao ban."""

    def __init__(self, reader: Reader, ground: Ground) -> None:
        self._reader = reader
        self._ground = ground

    def find(self, typed: str) -> int | None:
        """The meeting meant; raises Unreadable where several may be meant."""
        said_day, _, words = mend_line(typed).partition(" ")
        day = Day(label=M("Date")).meant(said_day, self._ground)
        meetings = self._begun_by(day, words)
        if not meetings and (numbered := _NUMBERED.search(typed.rstrip())):
            meeting = self._reader.record("meetings", int(numbered[1]))
            return meeting.id if meeting else None
        if len(meetings) > 1:
            raise Unreadable(
                M(
                    "“{typed}” may be several meetings: type more of the title.",
                    typed=typed[:_LETTERS],
                )
            )
        return meetings[0].id if meetings else None

    def title(self, record_id: int) -> str:
        """What finds this meeting again: its number stands there where its title is not enough."""
        meeting = self._reader.record("meetings", record_id)
        if meeting is None:
            return ""
        title = f"{meeting.day:%d/%m/%Y} {_short(meeting.title)}"
        alone = len(self._begun_by(meeting.day, _short(meeting.title))) == 1
        return title if alone else f"{title} #{meeting.id}"

    def _begun_by(self, day: date, words: str) -> list[Any]:
        query = Query("meetings", order=(Order("id"),), with_trash=True).where("day", Test.IS, day)
        meetings = self._reader.records("meetings", self._reader.ids(query))
        asked = fold(words)
        return [one for one in meetings if fold(mend_line(one.title)).startswith(asked)]


def _short(text: str) -> str:
    return mend_line(text)[:_LETTERS].strip()
