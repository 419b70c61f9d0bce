"""Matters: documents with a deadline and assigned tasks in one list, late in working days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.following_up.assigning import assign, discard_assignments
from desktop.correspondence.following_up.assignment import Assignment, GivenTask
from desktop.correspondence.following_up.deadlines import (
    Countdown,
    UnitLoad,
    due_soon,
    due_this_week,
    due_within,
    newest_overdue,
    not_handed_over,
    open_matters,
    overdue,
    overdue_by_unit,
    settled_matters,
)
from desktop.correspondence.following_up.matter import (
    Matter,
    matter_of,
    matter_title,
    record_behind,
)
from desktop.correspondence.following_up.settling import note_progress, reopen, settle
from desktop.correspondence.following_up.views import ASSIGNMENT_ROWS, GIVEN_ROWS, MATTERS
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, register
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.language.working_days import WorkingDays
from desktop.office.calendar import CalendarDay
from desktop.opening import KINDS, READ_ONLY
from desktop.records.drafts import Problems
from desktop.records.queries import Order, Query
from desktop.records.queries import Test as Condition
from desktop.records.record import fields_of
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TODAY = date(2026, 3, 16)  # a Monday
CALENDAR = WorkingDays()
Registers = Callable[..., Any]


@pytest.fixture
def arrived(office: Store, names: KnownNames) -> Registers:
    """Registers an incoming document with a deadline."""

    def arrive(due: date | None, **facts: Any) -> Any:
        usual = {
            "series": "SN",
            "arrived_on": date(2026, 3, 2),
            "issuer": "Sở Nội vụ",
            "subject": "V/v biên chế",
            "receivers": ("Phòng Nội chính",),
        }
        document = IncomingDocument(**{**usual, **facts}, due_on=due)
        return register(office, document, names=names)[1]

    return arrive


@pytest.fixture
def given(office: Store, names: KnownNames) -> Registers:
    """Gives a task to units."""

    def give(due: date | None, *units: str, **facts: Any) -> Any:
        usual = {"task": "Báo cáo giải ngân", "assigned_on": date(2026, 3, 2)}
        task = GivenTask(**{**usual, **facts}, lead_units=units or ("Sở Tài chính",), due_on=due)
        return assign(office, task, names=names)

    return give


def found(office: Store, query: Query) -> list[tuple[str, date | None]]:
    matters = office.reader.records("matters", office.reader.ids(query))
    return [(one.subject, one.due_on) for one in matters]


def matters(office: Store) -> list[Matter]:
    ids = office.reader.ids(Query("matters", order=(Order("id"),)))
    return list(office.reader.records("matters", ids))


def test_document_with_a_deadline_is_a_matter(
    office: Store, names: KnownNames, arrived: Registers
) -> None:
    arrived(None, subject="không hạn")
    document = arrived(
        date(2026, 3, 20),
        symbol="12/SNV-TCCB",
        document_date=date(2026, 2, 27),
        document_kind="cong-van",
        receivers=("Phòng Nội chính", "Phòng Kinh tế"),
        co_units=("Phòng Tổng hợp",),
        handler="Trần Văn Bình",
        forwarded_on=date(2026, 3, 3),
        urgency="khan",
        direction="Giao tham mưu",
        progress="đang dự thảo",
        note="kèm biểu",
    )
    for number in ("101/UBND-NC", "102/UBND-NC"):
        reply = OutgoingDocument(
            series="UBND-QD",
            document_date=date(2026, 3, 10),
            document_kind="quyet-dinh",
            subject="trả lời",
            symbol=number,
            replies_to=document.id,
        )
        register(office, reply, names=names)

    assert matters(office) == [
        Matter(
            id=4,
            register="incoming",
            record=2,
            number="02/SN/2026",
            document_kind="cong-van",
            origin="12/SNV-TCCB, 27/02/2026, Sở Nội vụ",
            subject="V/v biên chế",
            direction="Giao tham mưu",
            urgency="khan",
            haste=3,
            unit="Phòng Nội chính",
            co_units=("Phòng Kinh tế", "Phòng Tổng hợp"),
            handler="Trần Văn Bình",
            given_on=date(2026, 3, 3),
            due_on=date(2026, 3, 20),
            progress="đang dự thảo",
            reply="102/UBND-NC",
            note="kèm biểu",
        )
    ]


def test_task_is_a_matter_with_or_without_a_deadline(
    office: Store, arrived: Registers, given: Registers
) -> None:
    document = arrived(None)
    given(
        None,
        "Sở Tài chính",
        incoming=document.id,
        assigned_by="Lê Thị Hà",
        co_units=("Sở Y tế",),
        handler="Phạm Minh",
        note="gấp",
    )
    given(date(2026, 3, 20), "Sở Y tế", source="Nghị quyết 15/NQ-HĐND")

    usual: dict[str, Any] = {
        "register": "assignments",
        "subject": "Báo cáo giải ngân",
        "given_on": date(2026, 3, 2),
    }
    assert matters(office) == [
        Matter(
            **usual,
            id=3,
            record=1,
            number="01/SN/2026",
            origin="Lê Thị Hà",
            unit="Sở Tài chính",
            co_units=("Sở Y tế",),
            handler="Phạm Minh",
            note="gấp",
        ),
        Matter(
            **usual,
            id=5,
            record=2,
            origin="Nghị quyết 15/NQ-HĐND",
            unit="Sở Y tế",
            due_on=date(2026, 3, 20),
        ),
    ]
    assert record_behind(office.reader, matters(office)[0]).incoming == document.id
    assert matter_of(office.reader, "assignments", 2) == matters(office)[1]
    assert matter_of(office.reader, "incoming", document.id) is None
    assert [str(matter_title(one)) for one in matters(office)] == ["task “Báo cáo giải ngân”"] * 2


def test_trash_and_numbers_without_a_document_are_no_matters(
    office: Store, arrived: Registers, given: Registers
) -> None:
    discard(office, arrived(date(2026, 3, 20), subject="bỏ"))
    arrived(date(2026, 3, 20), subject="số hủy", standing="void")
    arrived(date(2026, 3, 20), subject="còn")
    given(date(2026, 3, 20))
    discard_assignments(office, office.reader.record("assignments", 1))

    assert found(office, open_matters()) == [("còn", date(2026, 3, 20))]
    in_trash = Query("matters", order=(Order("id"),), in_trash=True)
    assert [subject for subject, _ in found(office, in_trash)] == ["bỏ", "Báo cáo giải ngân"]


def test_view_has_the_declared_columns_and_is_no_kind_that_is_kept(office: Store) -> None:
    columns = [column.name for column in office.database.view("matters").columns]
    declared = {"id", "trashed", *fields_of(Matter)}

    assert set(columns) == declared
    assert READ_ONLY.keys().isdisjoint(KINDS)
    assert verify(office) == []


def test_every_field_is_seen_or_has_a_reason_not_to_be() -> None:
    typed = [name for row in ASSIGNMENT_ROWS for name in row]
    assert sorted(typed) == sorted(fields_of(Assignment))
    given = {name for row in GIVEN_ROWS for name in row}
    # What becomes of a task is noted later.
    assert set(fields_of(GivenTask)) - given == {"progress", "settled_on", "result"}
    seen = {*MATTERS.given, *(column.field for column in MATTERS.columns)}
    # The number of urgings is shown with their last day; the others only sort and find.
    assert set(fields_of(Matter)) - seen == {"record", "haste", "urged_on"}


def test_urgent_and_late_matters_stand_on_top(office: Store, arrived: Registers) -> None:
    for subject, due, urgency in (
        ("thường sớm", date(2026, 3, 3), None),
        ("hỏa tốc", date(2026, 3, 20), "hoa-toc"),
        ("khẩn", date(2026, 3, 4), "khan"),
        ("thượng khẩn", date(2026, 3, 30), "thuong-khan"),
        ("thường muộn", date(2026, 3, 30), "thuong"),
    ):
        arrived(due, subject=subject, urgency=urgency)

    assert [subject for subject, _ in found(office, open_matters())] == [
        "hỏa tốc",
        "thượng khẩn",
        "khẩn",
        "thường sớm",
        "thường muộn",
    ]


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (date(2026, 3, 16), 0),
        (date(2026, 3, 15), -1),  # Sunday: the working day that has begun since is Monday
        (date(2026, 3, 13), -1),
        (date(2026, 3, 12), -2),
        (date(2026, 3, 17), 1),
        (date(2026, 3, 20), 4),
        (date(2026, 3, 21), 4),
        (date(2026, 3, 23), 5),
    ],
)
def test_working_days_are_counted_from_today(due: date, left: int) -> None:
    assert Countdown(TODAY, CALENDAR).left(due) == left


def test_one_countdown_answers_in_any_order() -> None:
    countdown = Countdown(TODAY, CALENDAR)
    days = [date(2026, 2, 2), date(2026, 3, 13), date(2026, 4, 1), date(2026, 3, 18)]
    expected = [
        -CALENDAR.between(one, TODAY) if one < TODAY else CALENDAR.between(TODAY, one)
        for one in days
    ]
    assert [countdown.left(one) for one in days] == expected


def test_mistyped_century_is_not_counted_day_by_day() -> None:
    countdown = Countdown(TODAY, CALENDAR)
    assert countdown.left(date(9026, 3, 16)) > 5000
    assert countdown.left(date(1026, 3, 16)) < -5000


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        (date(2026, 3, 16), date(2026, 3, 15)),  # on Monday all before it is late
        (date(2026, 3, 14), date(2026, 3, 12)),  # on Saturday Friday is not
        (date(2026, 3, 15), date(2026, 3, 12)),
        (date(2026, 3, 13), date(2026, 3, 12)),
        (date(2024, 2, 14), date(2024, 2, 6)),  # the last day of Tết: 7 February was worked
    ],
)
def test_nothing_becomes_late_while_nobody_works(today: date, newest: date) -> None:
    assert newest_overdue(today, CALENDAR) == newest


def test_lists_of_what_is_late_and_what_comes_next(office: Store, arrived: Registers) -> None:
    days = [date(2026, 3, day) for day in (12, 15, 16, 18, 19, 20, 22, 23)]
    for day in days:
        arrived(day)

    def dues(query: Query) -> list[date | None]:
        return [due for _, due in found(office, query)]

    assert dues(overdue(TODAY, CALENDAR)) == days[:2]
    assert dues(due_within(2, TODAY, CALENDAR)) == days[2:4]
    assert dues(due_soon(TODAY, CALENDAR)) == days[2:5]  # three working days: Thursday
    assert dues(due_this_week(TODAY, CALENDAR)) == days[2:7]
    assert dues(open_matters()) == days


def test_overdue_matters_are_counted_by_unit_the_most_first(
    office: Store, arrived: Registers, given: Registers
) -> None:
    arrived(date(2026, 3, 13), receivers=("Phòng Nội chính", "Phòng Kinh tế"))
    arrived(date(2026, 3, 12), receivers=("Phòng Kinh tế",))
    given(date(2026, 3, 11), "Phòng Kinh tế", "Sở Y tế")
    given(date(2026, 3, 30), "Phòng Kinh tế", "Sở Xây dựng")
    arrived(date(2026, 3, 13), receivers=None)
    settled = arrived(date(2026, 3, 3), receivers=("Sở Y tế",))
    settle(office, _matter(office, settled), day=date(2026, 3, 3))

    assert overdue_by_unit(office.reader, TODAY) == [
        UnitLoad("Phòng Kinh tế", open=3, overdue=2, worst=3),
        UnitLoad("Sở Y tế", open=1, overdue=1, worst=3),
        UnitLoad(None, open=1, overdue=1, worst=1),
        UnitLoad("Phòng Nội chính", open=1, overdue=1, worst=1),
    ]


def test_days_that_the_office_works_count_as_it_has_entered_them(
    office: Store, arrived: Registers
) -> None:
    arrived(date(2026, 3, 12))
    with office.writing(M("keeping the calendar")) as writing:
        writing.add(CalendarDay(day=date(2026, 3, 13), works=False))

    assert [load.worst for load in overdue_by_unit(office.reader, TODAY)] == [1]


def test_documents_not_handed_over_before_today_are_told(office: Store, arrived: Registers) -> None:
    for day, forwarded in (
        (date(2026, 3, 12), None),
        (date(2026, 3, 12), date(2026, 3, 12)),
        (date(2026, 3, 13), None),
    ):
        arrived(None, arrived_on=day, subject=f"{day.day}", forwarded_on=forwarded)
    arrived(None, arrived_on=date(2026, 3, 12), subject="số giữ", standing="reserved")

    def waiting(today: date) -> list[str]:
        query = not_handed_over(today, CALENDAR)
        documents = office.reader.records("incoming", office.reader.ids(query))
        return [one.subject for one in documents]

    assert waiting(date(2026, 3, 12)) == []
    assert waiting(date(2026, 3, 13)) == ["12"]
    assert waiting(date(2026, 3, 15)) == ["12"]
    assert waiting(date(2026, 3, 16)) == ["12", "13"]


def _matter(office: Store, record: Any) -> Matter:
    matter = matter_of(office.reader, record.kind, record.id)
    assert matter is not None
    return matter


def test_matters_of_both_sources_are_settled_in_one_change(
    office: Store, arrived: Registers, given: Registers
) -> None:
    document = arrived(date(2026, 3, 20), progress="đang dự thảo")
    given(date(2026, 3, 20))
    both = matters(office)
    change = settle(office, *both, day=date(2026, 3, 10), result="Đã báo cáo")

    document_after = office.reader.record("incoming", document.id)
    task = office.reader.record("assignments", 1)
    assert (document_after.settled_on, document_after.progress) == (date(2026, 3, 10), "Đã báo cáo")
    assert (task.settled_on, task.result) == (date(2026, 3, 10), "Đã báo cáo")
    assert change.records == (("incoming", 1), ("assignments", 1))
    assert str(change.words) == "settling 2 matters"
    assert found(office, open_matters()) == []
    assert len(found(office, settled_matters())) == 2

    office.undo()
    assert (matters(office), verify(office)) == (both, [])


def test_settling_without_a_result_keeps_the_progress(office: Store, arrived: Registers) -> None:
    document = arrived(date(2026, 3, 20), progress="đang dự thảo")
    settle(office, _matter(office, document), day=date(2026, 3, 10))
    assert office.reader.record("incoming", document.id).progress == "đang dự thảo"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 16), "This day is still to come: correct the date."),
        (date(2026, 3, 1), "It would be settled before it was given: correct the date."),
    ],
)
def test_matter_is_not_settled_before_it_began_nor_tomorrow(
    office: Store, arrived: Registers, given: Registers, day: date, said: str
) -> None:
    arrived(date(2026, 3, 20))
    given(date(2026, 3, 20))
    for matter in matters(office):
        with pytest.raises(Problems) as caught:
            settle(office, matter, day=day)
        (problem,) = caught.value.problems
        assert (problem.field, str(problem.message)) == ("settled_on", said)
    assert len(found(office, open_matters())) == 2


def test_settled_matter_is_taken_up_again(office: Store, arrived: Registers) -> None:
    document = arrived(date(2026, 3, 20))
    settle(office, _matter(office, document), day=date(2026, 3, 10))
    reopen(office, _matter(office, document))
    assert found(office, open_matters()) == [("V/v biên chế", date(2026, 3, 20))]


def test_progress_is_noted_on_the_record_as_it_is_now(
    office: Store, arrived: Registers, given: Registers
) -> None:
    document = arrived(date(2026, 3, 20))
    given(date(2026, 3, 20))
    read_before = matters(office)
    settle(office, _matter(office, document), day=date(2026, 3, 10))
    note_progress(office, *read_before, progress="Đã họp")

    assert [(one.progress, one.settled_on) for one in matters(office)] == [
        ("Đã họp", date(2026, 3, 10)),
        ("Đã họp", None),
    ]


def test_matter_in_the_trash_is_not_settled(office: Store, arrived: Registers) -> None:
    document = arrived(date(2026, 3, 20))
    matter = _matter(office, document)
    discard(office, document)
    with pytest.raises(Trouble):
        settle(office, matter, day=date(2026, 3, 10))


def test_what_waits_is_read_out_of_its_own_index(office: Store) -> None:
    sql = (
        "EXPLAIN QUERY PLAN SELECT d.id FROM matters d"
        " WHERE d.trashed = 0 AND d.settled_on IS NULL AND d.due_on <= '2026-03-15'"
    )
    steps = " ".join(row[3] for row in office.connection.execute(sql).fetchall())
    assert "incoming_open" in steps
    assert "assignments_open" in steps
    sql = "EXPLAIN QUERY PLAN SELECT * FROM matters WHERE id IN (4, 5)"
    steps = " ".join(row[3] for row in office.connection.execute(sql).fetchall())
    assert "incoming_matter" in steps
    assert "assignments_matter" in steps


def test_matters_are_filtered_by_unit(office: Store, arrived: Registers, given: Registers) -> None:
    arrived(date(2026, 3, 20))
    given(date(2026, 3, 21), "Sở Y tế")

    by_unit = open_matters().where("unit", Condition.IS, "Sở Y tế")
    assert found(office, by_unit) == [("Báo cáo giải ngân", date(2026, 3, 21))]


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        ("giai ngan", ["V/v giải ngân", "Báo cáo giải ngân"]),
        ("noi vu", ["V/v giải ngân"]),  # the author, whom the index of documents knows
        ("12/snv", ["V/v giải ngân"]),
        ("so y", ["Báo cáo giải ngân"]),  # a task is read through
        ("giải ngân nghị quyết", ["Báo cáo giải ngân"]),
        ("khong co", []),
    ],
)
def test_documents_and_tasks_are_found_by_words(
    office: Store, arrived: Registers, given: Registers, words: str, subjects: list[str]
) -> None:
    arrived(date(2026, 3, 20), subject="V/v giải ngân", symbol="12/SNV-TCCB")
    arrived(None, subject="V/v giải ngân, không hạn")
    given(date(2026, 3, 21), "Sở Y tế", source="Nghị quyết 15/NQ-HĐND")

    query = Query("matters", words=words, order=(Order("due_on"),))
    assert [subject for subject, _ in found(office, query)] == subjects
    late = query.where("due_on", Condition.AT_LEAST, date(2026, 3, 21))
    assert [subject for subject, _ in found(office, late)] == [
        one for one in subjects if one == "Báo cáo giải ngân"
    ]


def test_words_look_into_the_trash_as_well(office: Store, given: Registers) -> None:
    given(date(2026, 3, 21), "Sở Y tế")
    discard_assignments(office, office.reader.record("assignments", 1))

    query = Query("matters", words="so y te", order=(Order("due_on"),))
    assert found(office, query) == []
    assert len(found(office, replace(query, in_trash=True))) == 1
