"""Concluding: a pasted text becomes numbered conclusions, tasks, a notice, and is not forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.following_up.deadlines import open_matters
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.standing import void
from desktop.errors import Trouble
from desktop.language.words import M, Ms, Words
from desktop.language.working_days import WorkingDays
from desktop.meetings.around import Conclusion, MeetingSeries
from desktop.meetings.concluding import (
    Concluded,
    agenda,
    approval_of,
    carried_over,
    conclude,
    conclusions_of,
    issue_notice,
    minutes_to_approve,
    origin,
    proposed_notice,
    read_conclusions,
    task_draft,
)
from desktop.meetings.deciding import cancel
from desktop.meetings.marks import Mark, marks
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.repeating import discard_following, following
from desktop.records.changes import Change
from desktop.records.drafts import Problems, check
from desktop.records.queries import Query
from desktop.storage.store import Store
from desktop.storage.verifying import verify


def kept(office: Store, **facts: Any) -> Meeting:
    usual = {
        "meeting_kind": "giao-ban",
        "title": "Giao ban tuần",
        "day": date(2026, 3, 9),
        "chair": "Mai Đình Thuận",
    }
    with office.writing(M("planning")) as writing:
        found: Meeting = writing.add(Meeting(**{**usual, **facts}))
    return found


def cancel_following(office: Store, meeting: Meeting) -> Change:
    return cancel(office, [meeting, *following(office.reader, meeting)], reason="Đổi ngày họp")


def task(office: Store, names: KnownNames, meeting: Meeting, text: str, **typed: str) -> Assignment:
    ground = names.ground(office.today, "vi")
    draft = task_draft(
        meeting, text, ground=ground, **{"unit": "Sở Tài chính", "due": "20/3", **typed}
    )
    found: Assignment = check(Assignment, draft, ground)
    return found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1. Một\n2. Hai", ("Một", "Hai")),
        ("1) Một\n   còn nữa\n\n2) Hai", ("Một còn nữa", "Hai")),
        ("a) Một\nb) Hai", ("Một", "Hai")),
        ("- Một\r\n- Hai", ("Một", "Hai")),
        ("•\tMột\n•\tHai", ("Một", "Hai")),
        ("1.Một\n2)Hai", ("Một", "Hai")),
        ("12/QĐ-UBND còn hiệu lực\nHai", ("12/QĐ-UBND còn hiệu lực", "Hai")),
        ("1.1. Một\n1.2. Hai", ("Một", "Hai")),
        ("Một\n\nHai", ("Một", "Hai")),
        ("Kết luận:\n1. Một", ("Kết luận:", "Một")),
        ("2023 là năm khó\nHai", ("2023 là năm khó", "Hai")),
        ("3 việc phải làm\nHai", ("3 việc phải làm", "Hai")),
        ("-\n- Hai", ("Hai",)),
        ("  \n ", ()),
    ],
)
def test_pasted_text_becomes_conclusions(text: str, read: tuple[str, ...]) -> None:
    assert read_conclusions(text) == read


def test_conclusions_and_their_tasks_are_one_change(office: Store, names: KnownNames) -> None:
    meeting = kept(office)
    given = task(office, names, meeting, "Bố trí vốn", unit="Sở Mới")
    change, document = conclude(
        office, meeting, [Concluded("Bố trí vốn", given), Concluded("Thống nhất")], names=names
    )
    assert document is None
    assert conclusions_of(office.reader, meeting) == [
        Conclusion(id=1, meeting=1, assignment=1, place=1, text="Bố trí vốn"),
        Conclusion(id=2, meeting=1, place=2, text="Thống nhất"),
    ]
    assert office.reader.record("assignments", 1) == replace(given, id=1)
    assert (given.source, given.assigned_by, given.assigned_on, given.due_on) == (
        "Kết luận cuộc họp “Giao ban tuần” ngày 09/03/2026",
        "Mai Đình Thuận",
        date(2026, 3, 9),
        date(2026, 3, 20),
    )
    assert names.directories["bodies"].named("so moi") == "Sở Mới"
    assert office.reader.count(open_matters()) == 1
    assert Words("en")(change.words) == "keeping 2 conclusions"
    office.undo()
    assert (conclusions_of(office.reader, meeting), office.reader.count(open_matters())) == ([], 0)


def test_further_conclusions_go_on_counting(office: Store, names: KnownNames) -> None:
    meeting = kept(office)
    for text in ("Một", "Hai"):
        conclude(office, meeting, [Concluded(text)], names=names)
    assert [(one.place, one.text) for one in conclusions_of(office.reader, meeting)] == [
        (1, "Một"),
        (2, "Hai"),
    ]


def test_notice_gets_its_number_in_the_same_step(office: Store, names: KnownNames) -> None:
    meeting = kept(office)
    given = task(office, names, meeting, "Bố trí vốn")
    notice = proposed_notice(meeting, [given], names=names, ground=names.ground(office.today, "vi"))
    change, document = conclude(
        office, meeting, [Concluded("Bố trí vốn", given)], names=names, notice=notice
    )
    assert document is not None
    assert (document.symbol, document.recipients, document.subject) == (
        "01/TB-UBND",
        ("Sở Tài chính",),
        "Kết luận của Mai Đình Thuận tại cuộc họp “Giao ban tuần” ngày 09/03/2026",
    )
    assert [one.notice for one in conclusions_of(office.reader, meeting)] == [document.id]
    assert Words("en")(change.words) == "notifying conclusions with outgoing 01/TB-UBND"
    assert verify(office) == []


def test_second_notice_takes_only_what_the_first_did_not(office: Store, names: KnownNames) -> None:
    meeting = kept(office)
    conclude(office, meeting, [Concluded("Một")], names=names)
    notice = proposed_notice(meeting, [], names=names, ground=names.ground(office.today, "vi"))
    _, first = issue_notice(office, meeting, notice, names=names)
    conclude(office, meeting, [Concluded("Hai")], names=names)
    _, second = issue_notice(office, meeting, notice, names=names)
    assert [one.notice for one in conclusions_of(office.reader, meeting)] == [first.id, second.id]


def test_long_title_is_cut_where_it_does_not_fit(office: Store) -> None:
    meeting = kept(office, title="Họp " + "rất dài " * 50)
    said = origin(meeting, office.today)
    assert len(said) <= 200
    assert said.endswith("…” ngày 09/03/2026")


def test_notice_of_a_meeting_with_a_long_title_fits_its_register(
    office: Store, names: KnownNames
) -> None:
    meeting = kept(office, title="Họp " + "rất dài " * 62)
    notice = proposed_notice(meeting, [], names=names, ground=names.ground(office.today, "vi"))
    assert len(notice.subject) <= 500


def test_nothing_concluded_is_refused(office: Store, names: KnownNames) -> None:
    with pytest.raises(Trouble, match="Nothing is concluded"):
        conclude(office, kept(office), [], names=names)


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_meeting_that_is_off_concludes_nothing(
    office: Store, names: KnownNames, state: str
) -> None:
    meeting = kept(office, state=state, state_reason="Bão")
    with pytest.raises(Trouble, match="off"):
        conclude(office, meeting, [Concluded("Một")], names=names)


def test_deadline_before_the_meeting_is_a_problem(office: Store, names: KnownNames) -> None:
    with pytest.raises(Problems) as caught:
        task(office, names, kept(office), "Một", due="1/3")
    assert [one.field for one in caught.value.problems] == ["due_on"]


def test_task_of_a_meeting_to_come_is_given_today(office: Store, names: KnownNames) -> None:
    meeting = kept(office, day=date(2026, 3, 30))
    assert task(office, names, meeting, "Một").assigned_on == date(2026, 3, 15)


# The next meeting of the series


def test_open_conclusions_are_carried_over_until_they_are_settled(
    office: Store, names: KnownNames
) -> None:
    first, second, other = (
        kept(office, series=1),
        kept(office, series=1, day=date(2026, 3, 16)),
        kept(office, series=2, day=date(2026, 3, 16)),
    )
    off = kept(office, series=1, day=date(2026, 3, 10), state="cancelled", state_reason="Bão")
    given = [task(office, names, first, text) for text in ("Một", "Hai")]
    conclude(
        office,
        first,
        [*(Concluded(one.task, one) for one in given), Concluded("Không giao")],
        names=names,
    )
    assert [one.task.task for one in carried_over(office.reader, second)] == ["Một", "Hai"]
    assert minutes_to_approve(office.reader, second) == first
    assert agenda(office.reader, second) == (
        "Thông qua biên bản cuộc họp ngày 09/03/2026",
        "Việc chưa xong từ cuộc họp trước: Một (Sở Tài chính; thời hạn 20/03/2026)",
        "Việc chưa xong từ cuộc họp trước: Hai (Sở Tài chính; thời hạn 20/03/2026)",
    )
    with office.writing(M("settling")) as writing:
        done = office.reader.record("assignments", 1)
        writing.put(replace(done, settled_on=date(2026, 3, 12)))
        writing.trash("assignments", 2)
    assert carried_over(office.reader, second) == ()
    for meeting in (first, other, off):
        assert carried_over(office.reader, meeting) == ()


def test_approved_minutes_are_not_asked_for_again(office: Store, names: KnownNames) -> None:
    first, second = kept(office, series=1), kept(office, series=1, day=date(2026, 3, 16))
    conclude(office, second, [approval_of(first)], names=names)
    assert [one.text for one in conclusions_of(office.reader, second)] == [
        "Thông qua biên bản cuộc họp ngày 09/03/2026"
    ]
    assert minutes_to_approve(office.reader, second) is None
    assert minutes_to_approve(office.reader, first) is None


def test_meeting_of_no_series_carries_nothing_over(office: Store, names: KnownNames) -> None:
    first, second = kept(office), kept(office, day=date(2026, 3, 16))
    conclude(office, first, [Concluded("Một", task(office, names, first, "Một"))], names=names)
    assert (carried_over(office.reader, second), agenda(office.reader, second)) == ((), ())


def test_series_of_a_new_year_goes_on_where_the_last_one_ended(
    office: Store, names: KnownNames
) -> None:
    with office.writing(M("series")) as writing:
        template = writing.add(
            MeetingTemplate(name="Giao ban", meeting_kind="giao-ban", title="Giao ban")
        )
        last, this, beside = (
            writing.add(
                MeetingSeries(
                    template=template.id,
                    name="Giao ban",
                    rhythm="hang-tuan",
                    first_day=date(year, month, 1),
                    last_day=date(year, 12, 31),
                )
            ).id
            for year, month in ((2025, 1), (2026, 1), (2026, 2))
        )
    kept(office, series=this, day=date(2026, 3, 2))
    first = kept(office, series=last, day=date(2025, 12, 29))
    second = kept(office, series=this, day=date(2026, 1, 5))
    third = kept(office, series=beside, day=date(2026, 2, 2))
    conclude(office, first, [Concluded("Một", task(office, names, first, "Một"))], names=names)
    for meeting in (second, third):
        assert [one.meeting for one in carried_over(office.reader, meeting)] == [first]
        assert minutes_to_approve(office.reader, meeting) == first


@pytest.mark.parametrize("ends", [discard_following, cancel_following])
def test_series_that_takes_the_place_of_one_within_the_year_goes_on_with_it(
    office: Store, names: KnownNames, ends: Callable[[Store, Meeting], object]
) -> None:
    usual: dict[str, Any] = {"template": 1, "name": "Giao ban", "rhythm": "hang-tuan"}
    with office.writing(M("series")) as writing:
        old, new = (
            writing.add(
                MeetingSeries(**usual, first_day=date(2026, month, 1), last_day=date(2026, 12, 31))
            ).id
            for month in (1, 3)
        )
    first, later = (kept(office, series=old, day=date(2026, month, 9)) for month in (2, 4))
    second = kept(office, series=new, day=date(2026, 3, 10))
    conclude(office, first, [Concluded("Một", task(office, names, first, "Một"))], names=names)
    assert carried_over(office.reader, second) == ()
    ends(office, later)
    assert [one.meeting for one in carried_over(office.reader, second)] == [first]
    assert minutes_to_approve(office.reader, second) == first


def test_notice_is_issued_anew_only_where_the_last_one_does_not_hold(
    office: Store, names: KnownNames
) -> None:
    meeting = kept(office)
    conclude(office, meeting, [Concluded("Một")], names=names)
    notice = proposed_notice(meeting, [], names=names, ground=names.ground(office.today, "vi"))
    _, first = issue_notice(office, meeting, notice, names=names)
    with pytest.raises(Trouble, match="notified already"):
        issue_notice(office, meeting, notice, names=names)
    assert office.reader.count(Query("outgoing")) == 1
    void(office, [first], reason="Sai ngày")
    assert [one.message for one in late_marks(office, meeting)] == [WAITING]
    _, second = issue_notice(office, meeting, notice, names=names)
    assert [one.notice for one in conclusions_of(office.reader, meeting)] == [second.id]
    assert verify(office) == []


WAITING = Ms(
    "Conclusions wait for their notice for more than {count} working day.",
    "Conclusions wait for their notice for more than {count} working days.",
    5,
)


def late_marks(office: Store, meeting: Meeting) -> tuple[Mark, ...]:
    return marks(office.reader, meeting, today=date(2026, 3, 31), calendar=WorkingDays())
