"""Any order of work: no two live meetings are in one room at one time, but for a reason."""

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.correspondence.known_names import KnownNames
from desktop.errors import Trouble
from desktop.meetings.around import MeetingSeries
from desktop.meetings.deciding import approve, cancel
from desktop.meetings.keeping import discard, keep, move, put_back
from desktop.meetings.keeping_rooms import keep_room, keep_template
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.repeating import change_following, expand
from desktop.meetings.rooms import Room
from desktop.opening import make_office, open_office
from desktop.records.drafts import Problems
from desktop.records.queries import Query

MONDAY = date(2026, 3, 16)
ROOMS = ("Phòng A", "Phòng B")
MINUTES_OF_A_DAY = 24 * 60
PARTS = {"sang": (0, 720), "chieu": (720, 1080), "toi": (1080, 1440)}

DAYS = st.dates(MONDAY, date(2026, 3, 19))
CLOCKS = st.sampled_from([time(hour) for hour in (0, 7, 8, 9, 11, 12, 13, 17, 18, 22, 23)])
# From and to, part of the day; what ends before it starts runs over midnight.
HOURS = st.tuples(
    st.none() | CLOCKS,
    st.none() | CLOCKS,
    st.sampled_from((None, "sang", "chieu", "toi", "ca-ngay")),
)
REASONS = st.sampled_from((None, None, "ngồi chung"))


def taken_minutes(meeting: Meeting) -> range:
    """The minutes since Monday that a meeting takes, told without the program's own hours."""
    midnight = (meeting.day - MONDAY).days * MINUTES_OF_A_DAY
    last = ((meeting.last_day or meeting.day) - MONDAY).days * MINUTES_OF_A_DAY
    begins, ends = PARTS.get(meeting.part or "", (0, MINUTES_OF_A_DAY))
    start, end = midnight + begins, last + ends
    if meeting.starts_at:
        start = midnight + minutes(meeting.starts_at)
        usual = last == midnight and meeting.part != "ca-ngay"
        midnight_after = last + MINUTES_OF_A_DAY
        end = min(start + 120, midnight_after) if usual else midnight_after
    if meeting.ends_at:
        end = last + minutes(meeting.ends_at)
        # Of what only has an end, the last hour at least is taken for certain.
        start = start if meeting.starts_at else max(midnight, end - 60)
    return range(start, end)


def minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def share_a_minute(one: Meeting, other: Meeting) -> bool:
    first, second = taken_minutes(one), taken_minutes(other)
    return max(first.start, second.start) < min(first.stop, second.stop)


class Schedule(RuleBasedStateMachine):
    """A secretary who plans, moves, calls off, and takes back, in two rooms."""

    def __init__(self, blank: Path) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "office.db"
        shutil.copy(blank, path)
        self.store = open_office(path)
        self.names = MeetingNames(self.store.reader, KnownNames(self.store.reader))

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def meetings(self, *, in_trash: bool = False) -> list[Meeting]:
        ids = self.store.reader.ids(Query("meetings", in_trash=in_trash))
        return list(self.store.reader.records("meetings", ids))

    def attempt(self, act: Callable[[], object]) -> None:
        """What is refused leaves all as it was."""
        with suppress(Problems, Trouble):
            act()

    @rule(day=DAYS, hours=HOURS, room=st.sampled_from(ROOMS), reason=REASONS)
    def plan(self, day: date, hours: tuple[Any, Any, Any], room: str, reason: str | None) -> None:
        meeting = Meeting(meeting_kind="khac", title="Họp", day=day, room=room, clash_reason=reason)
        self.attempt(lambda: keep(self.store, at_hours(meeting, hours), names=self.names))

    @precondition(lambda self: self.meetings())
    @rule(data=st.data(), day=DAYS, hours=HOURS, room=st.sampled_from(ROOMS), reason=REASONS)
    def correct(
        self,
        data: st.DataObject,
        day: date,
        hours: tuple[Any, Any, Any],
        room: str,
        reason: str | None,
    ) -> None:
        meeting = data.draw(st.sampled_from(self.meetings()))
        corrected = at_hours(replace(meeting, day=day, room=room, clash_reason=reason), hours)
        self.attempt(lambda: keep(self.store, corrected, names=self.names))

    @precondition(lambda self: self.meetings())
    @rule(data=st.data(), day=DAYS, hours=HOURS, reason=REASONS)
    def move_one(
        self, data: st.DataObject, day: date, hours: tuple[Any, Any, Any], reason: str | None
    ) -> None:
        meeting = data.draw(st.sampled_from(self.meetings()))
        start, end, part = hours
        self.attempt(
            lambda: move(
                self.store,
                meeting,
                day=day,
                starts_at=start,
                ends_at=end,
                part=part,
                reason=reason,
            )
        )

    @precondition(lambda self: self.meetings())
    @rule(data=st.data())
    def call_off(self, data: st.DataObject) -> None:
        meetings = data.draw(chosen(self.meetings()))
        self.attempt(lambda: cancel(self.store, meetings, reason="mưa bão"))

    @precondition(lambda self: self.meetings())
    @rule(data=st.data())
    def approve_some(self, data: st.DataObject) -> None:
        meetings = data.draw(chosen(self.meetings()))
        self.attempt(lambda: approve(self.store, meetings))

    @precondition(lambda self: self.meetings())
    @rule(data=st.data())
    def discard_one(self, data: st.DataObject) -> None:
        discard(self.store, data.draw(st.sampled_from(self.meetings())))

    @precondition(lambda self: self.meetings(in_trash=True))
    @rule(data=st.data())
    def put_some_back(self, data: st.DataObject) -> None:
        meetings = data.draw(chosen(self.meetings(in_trash=True)))
        self.attempt(lambda: put_back(self.store, *meetings))

    @rule(rhythm=st.sampled_from(("hang-tuan", "hai-tuan")), day=DAYS, reason=REASONS)
    def plan_a_series(self, rhythm: str, day: date, reason: str | None) -> None:
        planned = MeetingSeries(
            template=1, name="Giao ban", rhythm=rhythm, first_day=day, last_day=date(2026, 4, 3)
        )
        self.attempt(lambda: expand(self.store, planned, names=self.names, clash_reason=reason))

    @precondition(lambda self: any(one.series for one in self.meetings()))
    @rule(data=st.data(), day=DAYS, hours=HOURS)
    def change_all_that_follow(
        self, data: st.DataObject, day: date, hours: tuple[Any, Any, Any]
    ) -> None:
        of_series = [one for one in self.meetings() if one.series]
        meeting = at_hours(replace(data.draw(st.sampled_from(of_series)), day=day), hours)
        self.attempt(lambda: change_following(self.store, meeting, names=self.names))

    @rule()
    def undo(self) -> None:
        self.attempt(self.store.undo)

    @rule()
    def redo(self) -> None:
        self.attempt(self.store.redo)

    @invariant()
    def rooms_are_shared_for_a_reason_only(self) -> None:
        live = [one for one in self.meetings() if one.state != "cancelled"]
        for one, other in combinations(live, 2):
            if one.room == other.room and share_a_minute(one, other):
                assert one.clash_reason or other.clash_reason, (one, other)


def at_hours(meeting: Meeting, hours: tuple[Any, Any, Any]) -> Meeting:
    start, end, part = hours
    if start and end and end <= start:
        following = date.fromordinal(meeting.day.toordinal() + 1)
        return replace(meeting, starts_at=start, ends_at=end, part=part, last_day=following)
    return replace(meeting, starts_at=start, ends_at=end, part=part, last_day=None)


def chosen(meetings: Iterable[Meeting]) -> Any:
    every = st.sampled_from(list(meetings))
    return st.lists(every, min_size=1, max_size=3, unique_by=lambda meeting: meeting.id)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with two rooms and a template: each week of work begins with a copy of it."""
    path = tmp_path_factory.mktemp("blank") / "office.db"
    store = make_office(path)
    for name in ROOMS:
        keep_room(store, Room(name=name))
    template = MeetingTemplate(
        name="Giao ban",
        meeting_kind="giao-ban",
        title="Giao ban",
        starts_at=time(8),
        minutes=60,
        room=ROOMS[0],
    )
    keep_template(store, template)
    store.close()
    return path


def work(blank: Path, *, weeks: int, acts: int) -> None:
    class AnySchedule(Schedule):
        def __init__(self) -> None:
            super().__init__(blank)

    run_state_machine_as_test(
        AnySchedule,
        settings=settings(
            max_examples=weeks,
            stateful_step_count=acts,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_no_two_meetings_share_a_room_without_a_reason(blank: Path) -> None:
    work(blank, weeks=60, acts=30)


@pytest.mark.slow
def test_no_two_meetings_share_a_room_after_very_much_work(blank: Path) -> None:
    work(blank, weeks=1000, acts=50)
