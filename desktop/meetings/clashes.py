"""Clashes: two meetings at one time in one room, with one leader, or in one car."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from desktop.language.folding import one_tone_place
from desktop.language.words import M, Message
from desktop.meetings.hours import days_of, in_words, overlap, place_in_order, span
from desktop.meetings.meeting import Meeting, is_far_off, is_off
from desktop.records.queries import Order, Query, Test
from desktop.records.record import Problem
from desktop.storage.lists import Reader

What = Literal["room", "leader", "car"]

_DAY: Final = timedelta(days=1)
_LETTERS: Final = 60
_IN_ORDER: Final = (Order("day"), Order("id"))


@dataclass(frozen=True)
class Clash:
    """What two meetings would need at one time: a room, a leader or a car, by its name."""

    what: What
    name: str
    other: Meeting


def clashes(reader: Reader, meeting: Meeting) -> tuple[Clash, ...]:
    """What a meeting needs and others have already: rooms first, then leaders, then cars."""
    if is_off(meeting) or any(map(is_far_off, days_of(meeting))):
        return ()
    others = sorted(_at_its_time(reader, meeting), key=place_in_order)
    found = (clash for other in others for clash in _between(meeting, other))
    return tuple(sorted(found, key=lambda clash: ("room", "leader", "car").index(clash.what)))


def clash_problems(meeting: Meeting, found: Iterable[Clash]) -> tuple[Problem, ...]:
    """What is said at the fields of the form, and what can be done."""
    return tuple(Problem(field_of(meeting, clash), sentence(clash)) for clash in found)


def field_of(meeting: Meeting, clash: Clash) -> str:
    """The field of the form at which a clash stands."""
    if clash.what != "leader":
        return clash.what
    return "chair" if meeting.chair and key_of(meeting.chair) == key_of(clash.name) else "leaders"


def sentence(clash: Clash) -> Message:
    """One sentence: who has it, and when."""
    return M(
        "{name} is taken by “{meeting}” ({hours}): choose another time, or give a reason.",
        name=clash.name,
        meeting=clash.other.title[:_LETTERS],
        hours=in_words(clash.other),
    )


def meetings_around(reader: Reader, meeting: Meeting) -> Iterator[Meeting]:
    """Live meetings of the days of this one, itself not included, and whatever began before."""
    first, last = days_of(meeting)
    near = Query("meetings", order=_IN_ORDER).where("day", Test.AT_LEAST, first)
    near = near.where("day", Test.AT_MOST, last)
    long = Query("meetings", order=_IN_ORDER).where("day", Test.AT_MOST, first - _DAY)
    long = long.where("last_day", Test.AT_LEAST, first)
    for query in (near, long):
        for other in reader.records("meetings", reader.ids(query)):
            if other.id != meeting.id:
                yield other


def _at_its_time(reader: Reader, meeting: Meeting) -> Iterator[Meeting]:
    own = span(meeting)
    for other in meetings_around(reader, meeting):
        if not is_off(other) and overlap(own, span(other)):
            yield other


def _between(meeting: Meeting, other: Meeting) -> Iterator[Clash]:
    if meeting.room and other.room and key_of(meeting.room) == key_of(other.room):
        yield Clash("room", meeting.room, other)
    theirs = {key_of(name) for name in leaders_of(other)}
    for name in leaders_of(meeting):
        if key_of(name) in theirs:
            yield Clash("leader", name, other)
    if meeting.car and other.car and key_of(meeting.car) == key_of(other.car):
        yield Clash("car", meeting.car, other)


def leaders_of(meeting: Meeting) -> tuple[str, ...]:
    """The chair and the attending leaders, each once."""
    named = ((meeting.chair,) if meeting.chair else ()) + (meeting.leaders or ())
    found: dict[str, str] = {}
    for name in named:
        found.setdefault(key_of(name), name)
    return tuple(found.values())


def key_of(name: str) -> str:
    """Minh and Mình are two people, Hoà and Hòa are one."""
    return one_tone_place(name).casefold()
