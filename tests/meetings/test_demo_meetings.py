"""The demo office's meetings: as many as its year report says, and nowhere two at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest

from desktop.demo import make_demo
from desktop.language.words import M
from desktop.meetings.clashes import clashes
from desktop.meetings.counting import count_meetings
from desktop.meetings.demo_year import HELD_IN_2023, MeetingYear, write_meetings
from desktop.meetings.keeping import refuse_unfit
from desktop.meetings.meeting import Meeting
from desktop.meetings.preparing import unprepared
from desktop.opening import make_office, open_office
from desktop.records.queries import Query
from desktop.storage.store import Store
from desktop.storage.verifying import verify


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The whole year of meetings, in an office without letters."""
    file = tmp_path_factory.mktemp("meetings") / "office.db"
    with closing(make_office(file)) as store:
        with store.writing(M("meetings"), way="set-up") as writing:
            write_meetings(writing, MeetingYear())
        yield store


def every(store: Store) -> list[Meeting]:
    return list(store.reader.records("meetings", store.reader.ids(Query("meetings"))))


def test_year_has_exactly_the_meetings_of_the_report(year: Store) -> None:
    count = count_meetings(year.reader, 2023)
    assert (HELD_IN_2023, count.held.count) == (688, 688)
    assert {one.value: one.count for one in count.not_held} == {
        "planned": 0,
        "approved": 0,
        "adjusted": 0,
        "postponed": 12,
        "cancelled": 19,
    }
    for field in ("meeting_kind", "level", "hosting", "form"):
        assert sum(one.count for one in count.splits[field]) == 688
    in_rooms = sum(one.count for one in count.splits["room"] if one.value)
    assert in_rooms + sum(one.count for one in count.splits["place"]) == 688


def test_year_has_every_level_and_many_kinds(year: Store) -> None:
    splits = count_meetings(year.reader, 2023).splits
    assert {one.value for one in splits["level"]} == {None, "trung-uong", "tinh-ban", "nuoc-ngoai"}
    kinds = Counter({one.value: one.count for one in splits["meeting_kind"]})
    assert len(kinds) == 14
    assert min(kinds.values()) > 5
    assert kinds["tiep-cong-dan"] == 12
    assert kinds["phien-hop"] == 12


def test_no_room_leader_or_car_is_taken_twice(year: Store) -> None:
    for meeting in every(year):
        if meeting.state == "held":
            assert clashes(year.reader, meeting) == ()


def test_review_conference_is_planned_for_january(year: Store) -> None:
    (meeting,) = [one for one in every(year) if one.day.year == 2024]
    assert (meeting.day, meeting.starts_at, meeting.state) == (
        date(2024, 1, 12),
        time(8),
        "planned",
    )
    assert meeting.meeting_kind == "so-ket"


def test_what_was_held_had_all_that_its_kind_takes(year: Store) -> None:
    held = [one for one in every(year) if one.state == "held"]
    assert {unprepared(one) for one in held} == {()}
    without = {one.meeting_kind for one in held if one.checklist is None}
    assert without == {"khac"}


def test_review_conference_is_still_being_prepared(year: Store) -> None:
    (meeting,) = [one for one in every(year) if one.day.year == 2024]
    assert meeting.prepared == ("so-do", "may-chieu", "am-thanh")
    assert set(meeting.prepared) < set(meeting.checklist or ())


def test_every_meeting_could_have_been_typed(year: Store) -> None:
    for meeting in every(year):
        refuse_unfit(meeting, date(2023, 12, 31))


def test_small_demo_holds_a_share_and_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "demo.sovan"
    for _ in make_demo(file, 0.02):
        pass
    with closing(open_office(file, read_only=True)) as store:
        assert count_meetings(store.reader, 2023).held.count == round(688 * 0.02)
        assert store.reader.count(Query("participants")) > 0
        assert verify(store) == []


def test_two_years_told_alike_are_the_same() -> None:
    assert MeetingYear().meetings() == MeetingYear().meetings()
