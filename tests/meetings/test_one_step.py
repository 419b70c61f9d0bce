"""Each act on meetings is one step: taken back it leaves no trace, and done again it is whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.known_names import KnownNames
from desktop.meetings.around import MeetingSeries, Participant
from desktop.meetings.calendar_files import calendar_file, file_mark
from desktop.meetings.calendar_reading import import_meetings, read_calendar
from desktop.meetings.concluding import (
    Concluded,
    agenda,
    conclude,
    issue_notice,
    proposed_notice,
    task_draft,
)
from desktop.meetings.counting import as_json, count_meetings
from desktop.meetings.deciding import approve, cancel, note_held, postpone
from desktop.meetings.importing import bring_in_schedule
from desktop.meetings.inviting import invite, proposed_invitation
from desktop.meetings.issuing import approve_week, issue_week
from desktop.meetings.keeping import discard, keep, move, put_back
from desktop.meetings.keeping_rooms import (
    discard_rooms,
    discard_templates,
    keep_room,
    keep_template,
    put_back_rooms,
    put_back_templates,
)
from desktop.meetings.linked import linked_with
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.participants import (
    add_participants,
    correct_participant,
    keep_participant,
    note_attendance,
    participants_of,
    put_back_participants,
    put_in_order,
    remove_participants,
    set_participants,
)
from desktop.meetings.preparing import note_prepared
from desktop.meetings.repeating import change_following, discard_following, expand, following
from desktop.meetings.rooms import Room
from desktop.meetings.week import changed_lines, week_lines
from desktop.records.drafts import Draft, check
from desktop.records.queries import Query
from desktop.storage.store import Store
from desktop.storage.verifying import verify

SATURDAY = date(2026, 3, 14)
MONDAY = date(2026, 3, 16)
NEXT_MONDAY = date(2026, 3, 23)
ROOM = "Phòng họp tầng 2"
AN_HOUR_LATER: dict[str, Any] = {"starts_at": time(9), "ends_at": time(10)}


class Work:
    """An office with three briefings of a series; the first one's week is approved."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.letters = KnownNames(store.reader)
        self.names = MeetingNames(store.reader, self.letters)
        for name in (ROOM, "Phòng nhỏ"):
            self.names.take(keep_room(store, Room(name=name)))
        for name in ("Giao ban", "Họp tổ"):
            keep_template(store, template(name))
        expand(store, weekly("Giao ban", MONDAY), names=self.names)
        for title in ("Họp bỏ", "Họp thêm"):
            keep(store, Meeting(meeting_kind="khac", title=title, day=MONDAY), names=self.names)
        keep(store, Meeting(meeting_kind="khac", title="Hôm qua", day=SATURDAY), names=self.names)
        add_participants(store, self.meeting(1), [person("An"), person("Bình"), person("Chi")])
        conclude(store, self.meeting(1), [Concluded("Một")], names=self.letters)
        approve_week(store, MONDAY)
        discard(store, self.meeting(4))
        remove_participants(store, self.people[2])
        discard_rooms(store, self.record("rooms", 2))
        discard_templates(store, self.record("meeting_templates", 2))

    def record(self, kind: str, record_id: int) -> Any:
        return self.store.reader.record(kind, record_id)

    def meeting(self, meeting_id: int) -> Meeting:
        found: Meeting = self.record("meetings", meeting_id)
        return found

    @property
    def people(self) -> list[Participant]:
        return participants_of(self.store.reader, self.meeting(1))

    def invite(self) -> None:
        ground = self.letters.ground(self.store.today, "vi")
        meeting, people = self.meeting(2), [person("An", meeting=2)]
        document = proposed_invitation(meeting, people, names=self.letters, ground=ground)
        invite(self.store, meeting, document, names=self.letters)

    def conclude_with_notice(self) -> None:
        ground = self.letters.ground(self.store.today, "vi")
        draft = task_draft(self.meeting(1), "Hai", unit="Sở Mới", due="20/3/2026", ground=ground)
        task: Assignment = check(Assignment, draft, ground)
        notice = proposed_notice(self.meeting(1), [task], names=self.letters, ground=ground)
        concluded = [Concluded("Hai", task)]
        conclude(self.store, self.meeting(1), concluded, names=self.letters, notice=notice)

    def notify(self) -> None:
        ground = self.letters.ground(self.store.today, "vi")
        notice = proposed_notice(self.meeting(1), (), names=self.letters, ground=ground)
        issue_notice(self.store, self.meeting(1), notice, names=self.letters)

    def read_calendar(self) -> None:
        """One that a phone has moved, and one that nobody knows here."""
        new = Meeting(id=77, meeting_kind="khac", title="Mới", day=NEXT_MONDAY)
        mark, ground = file_mark(self.store), self.names.ground(self.store.today, "vi")
        at = datetime(2026, 3, 15, 10)  # noqa: DTZ001 - the office's own clock
        data = calendar_file([self.meeting(2), new], mark=mark, name="x", written_at=at)
        moved = data.replace(b":20260323T09", b":20260323T10")
        read = read_calendar(moved, reader=self.store.reader, mark=mark, ground=ground)
        assert (len(read.moved), len(read.added)) == (1, 1)
        import_meetings(self.store, read, names=self.names)

    def read_schedule(self) -> None:
        lines = [
            (line, Draft("meetings", {"day": day, "starts_at": "8h", "title": title}))
            for line, (day, title) in enumerate((("17/3", "Họp A"), ("", "Họp B")), 2)
        ]
        ground = self.names.ground(self.store.today, "vi")
        list(bring_in_schedule(self.store, lines, names=self.names, ground=ground))

    # What is seen

    def live(self) -> dict[str, list[Any]]:
        """All records that are not in the trash."""
        reader = self.store.reader
        return {
            kind: list(reader.records(kind, reader.ids(Query(kind)))) for kind in self.store.kinds
        }

    def seen(self) -> list[Any]:
        """What screens and papers tell of the records."""
        reader = self.store.reader
        live = self.live()
        return [
            live,
            [linked_with(reader, one) for one in (*live["meetings"], *live["outgoing"])],
            [agenda(reader, one) for one in live["meetings"]],
            [
                (week_lines(reader, day), changed_lines(reader, day))
                for day in (MONDAY, NEXT_MONDAY)
            ],
            as_json(count_meetings(reader, 2026)),
        ]


def template(name: str) -> MeetingTemplate:
    return MeetingTemplate(
        name=name,
        meeting_kind="giao-ban",
        title=name,
        starts_at=time(8),
        minutes=60,
        room=ROOM,
        chair="Trần Văn Minh",
        invited="Các sở",
        checklist=("nuoc",),
    )


def weekly(name: str, first: date) -> MeetingSeries:
    last = date(2026, 3, 31)
    return MeetingSeries(template=1, name=name, rhythm="hang-tuan", first_day=first, last_day=last)


def person(name: str, meeting: int = 1, **facts: Any) -> Participant:
    return Participant(meeting=meeting, name=name, body="Sở Y tế", **facts)


ACTS: dict[str, Callable[[Work], object]] = {
    "plan": lambda work: keep(
        work.store,
        Meeting(meeting_kind="khac", title="Họp", day=MONDAY, preparing_body="Sở Lạ"),
        names=work.names,
    ),
    "correct": lambda work: keep(
        work.store, replace(work.meeting(1), title="Khác", **AN_HOUR_LATER), names=work.names
    ),
    "move": lambda work: move(
        work.store, work.meeting(1), day=NEXT_MONDAY, starts_at=time(14), ends_at=time(15)
    ),
    "approve": lambda work: approve(work.store, [work.meeting(2), work.meeting(3)]),
    "postpone": lambda work: postpone(work.store, [work.meeting(1)], reason="Bão"),
    "cancel": lambda work: cancel(work.store, [work.meeting(1)], reason="Bão"),
    "cancel what follows": lambda work: cancel(
        work.store,
        [work.meeting(1), *following(work.store.reader, work.meeting(1))],
        reason="Bão",
    ),
    "discard": lambda work: discard(work.store, work.meeting(1), work.meeting(5)),
    "put back": lambda work: put_back(work.store, work.meeting(4)),
    "plan a series": lambda work: expand(
        work.store, weekly("Họp sau", date(2026, 3, 17)), names=work.names
    ),
    "change what follows": lambda work: change_following(
        work.store,
        replace(work.meeting(1), day=date(2026, 3, 17), preparing_body="Sở Lạ", **AN_HOUR_LATER),
        names=work.names,
    ),
    "discard what follows": lambda work: discard_following(work.store, work.meeting(1)),
    "invite": Work.invite,
    "conclude": Work.conclude_with_notice,
    "notify": Work.notify,
    "note held": lambda work: note_held(work.store, [work.meeting(6)]),
    "hand out changes": lambda work: issue_week(work.store, MONDAY),
    "approve a week": lambda work: approve_week(work.store, NEXT_MONDAY),
    "note prepared": lambda work: note_prepared(work.store, [work.meeting(1), work.meeting(2)]),
    "add people": lambda work: add_participants(
        work.store, work.meeting(1), [person("Dũng"), person("An")]
    ),
    "type people anew": lambda work: set_participants(
        work.store, work.meeting(1), [person("Dũng"), person("Bình", post="Giám đốc")]
    ),
    "add a person": lambda work: keep_participant(work.store, person("Dũng")),
    "correct a person": lambda work: correct_participant(
        work.store, replace(work.people[0], role="chu-tri")
    ),
    "note attendance": lambda work: note_attendance(
        work.store, *work.people, attendance="vang", reason="Ốm"
    ),
    "order people": lambda work: put_in_order(work.store, work.people[::-1]),
    "remove people": lambda work: remove_participants(work.store, *work.people),
    "put people back": lambda work: put_back_participants(
        work.store, work.record("participants", 3)
    ),
    "add a room": lambda work: keep_room(work.store, Room(name="Phòng mới")),
    "rename a room": lambda work: keep_room(
        work.store, replace(work.record("rooms", 1), name="Hội trường")
    ),
    "put a room back": lambda work: put_back_rooms(work.store, work.record("rooms", 2)),
    "put a template back": lambda work: put_back_templates(
        work.store, work.record("meeting_templates", 2)
    ),
    "keep a template": lambda work: keep_template(work.store, template("Mới")),
    "take over a calendar": Work.read_calendar,
    "take over a schedule": Work.read_schedule,
}


@pytest.fixture
def work(office: Store) -> Work:
    return Work(office)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_act_is_one_step_that_can_be_taken_back_and_done_again(
    work: Work, act: Callable[[Work], object]
) -> None:
    before, number = work.seen(), work.store.next_change
    act(work)
    after = work.seen()
    assert (work.store.next_change, after != before) == (number + 1, True)
    work.store.undo()
    assert work.seen() == before
    work.store.redo()
    assert work.seen() == after
    assert verify(work.store) == []


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_act_that_was_taken_back_can_be_done_anew(
    work: Work, act: Callable[[Work], object]
) -> None:
    act(work)
    work.store.undo()
    number = work.store.next_change
    act(work)
    assert work.store.next_change == number + 1
    assert verify(work.store) == []
