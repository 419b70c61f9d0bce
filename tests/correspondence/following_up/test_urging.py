"""Urging: the log of who was reminded of which matter, when and how."""

from datetime import date

import pytest

from desktop.correspondence.following_up.assigning import assign
from desktop.correspondence.following_up.assignment import GivenTask
from desktop.correspondence.following_up.matter import Matter
from desktop.correspondence.following_up.settling import settle
from desktop.correspondence.following_up.urging import Reminder, Urging, urge, urgings_of
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import register
from desktop.language.words import M
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.queries import Order, Query
from desktop.records.record import Problem
from desktop.storage.store import Store
from desktop.storage.verifying import verify

BY_LETTER = Reminder(urged_on=date(2026, 3, 10), way="van-ban", note="CV 12/UBND")
BY_PHONE = Reminder(urged_on=date(2026, 3, 12), way="dien-thoai")


@pytest.fixture
def matters(office: Store, names: KnownNames) -> list[Matter]:
    """A document and a task whose record has the same number, and a second task."""
    register(
        office,
        IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 2),
            issuer="Sở Nội vụ",
            subject="V/v biên chế",
            receivers=("Phòng Nội chính",),
            due_on=date(2026, 3, 9),
        ),
        names=names,
    )
    task = GivenTask(
        task="Báo cáo", assigned_on=date(2026, 3, 2), lead_units=("Sở Y tế", "Sở Tài chính")
    )
    assign(office, task, names=names)
    return read(office)


def read(office: Store) -> list[Matter]:
    ids = office.reader.ids(Query("matters", order=(Order("id"),)))
    return list(office.reader.records("matters", ids))


def test_each_matter_gets_a_line_of_its_own_in_one_change(
    office: Store, matters: list[Matter]
) -> None:
    change = urge(office, *matters, reminder=BY_LETTER)

    assert change.ids("urgings") == (1, 2, 3)
    assert str(change.words) == "urging 3 matters"
    assert urgings_of(office.reader, matters[0]) == [
        Urging(
            id=1,
            register="incoming",
            record=1,
            urged_on=date(2026, 3, 10),
            unit="Phòng Nội chính",
            way="van-ban",
            note="CV 12/UBND",
        )
    ]
    assert [(one.urged, one.urged_on) for one in read(office)] == [(1, date(2026, 3, 10))] * 3
    office.undo()
    assert (read(office), verify(office)) == (matters, [])


def test_log_of_a_matter_is_its_own_newest_first(office: Store, matters: list[Matter]) -> None:
    urge(office, matters[0], reminder=BY_PHONE)
    urge(office, matters[0], reminder=BY_LETTER)
    urge(office, matters[1], reminder=BY_LETTER)

    logs = [[one.way for one in urgings_of(office.reader, matter)] for matter in matters]
    assert logs == [["dien-thoai", "van-ban"], ["van-ban"], []]
    assert [(one.urged, one.urged_on) for one in read(office)] == [
        (2, date(2026, 3, 12)),
        (1, date(2026, 3, 10)),
        (0, None),
    ]


def test_settled_matter_is_not_urged(office: Store, matters: list[Matter]) -> None:
    settle(office, matters[1], day=date(2026, 3, 10))
    with pytest.raises(Problems) as caught:
        urge(office, *read(office), reminder=BY_LETTER)

    message = M("A settled matter is not urged: reopen it first.")
    assert caught.value.problems == (Problem("urged_on", message),)
    assert len(office.reader.ids(Query("urgings"))) == 0


def test_nobody_was_urged_tomorrow() -> None:
    ground = Ground(date(2026, 3, 15), "vi")
    said = {"urged_on": "15/03", "way": "gọi điện"}
    assert check(Reminder, Draft("reminder", said), ground) == Reminder(
        urged_on=date(2026, 3, 15), way="dien-thoai"
    )
    with pytest.raises(Problems) as caught:
        check(Reminder, Draft("reminder", {"urged_on": "16/03"}), ground)
    assert [one.field for one in caught.value.problems] == ["urged_on"]
