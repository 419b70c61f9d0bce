"""Assigning: a task of a leader to units, each with its own line and deadline."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.following_up.assigning import (
    assign,
    assignment_from,
    correct_assignment,
    counted_due_day,
    discard_assignments,
    put_back_assignments,
)
from desktop.correspondence.following_up.assignment import Assignment, GivenTask
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import register
from desktop.errors import Trouble
from desktop.language.words import M, Ms
from desktop.language.working_days import WorkingDays
from desktop.office.bodies import Body
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.records.record import Problem
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TODAY = date(2026, 3, 15)
TASK = "Rà soát các dự án chậm tiến độ"


def given(**facts: Any) -> GivenTask:
    usual = {"task": TASK, "assigned_on": date(2026, 3, 2), "lead_units": ("Sở Tài chính",)}
    return GivenTask(**{**usual, **facts})


def tasks(office: Store) -> list[Assignment]:
    ids = office.reader.ids(Query("assignments"))[::-1]
    return list(office.reader.records("assignments", ids))


def bodies(office: Store) -> set[str]:
    return {
        body.name for body in office.reader.records("bodies", office.reader.ids(Query("bodies")))
    }


def meant(names: KnownNames, **texts: str) -> Any:
    usual = {"task": TASK, "assigned_on": "02/03/2026", "lead_units": "Sở Tài chính"}
    return check(GivenTask, Draft("assignments", {**usual, **texts}), names.ground(TODAY, "en"))


def wrong(names: KnownNames, **texts: str) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        meant(names, **texts)
    return caught.value.problems


def test_several_units_get_a_task_each_in_one_change(office: Store, names: KnownNames) -> None:
    units = ("Sở Tài chính", "Sở Xây dựng", "Ủy ban nhân dân xã An Phú")
    change = assign(office, given(lead_units=units, due_on=date(2026, 3, 20)), names=names)

    assert change.words == Ms("assigning {count} task", "assigning {count} tasks", 3)
    assert change.ids("assignments") == (1, 2, 3)
    assert [(one.lead_unit, one.due_on) for one in tasks(office)] == [
        (unit, date(2026, 3, 20)) for unit in units
    ]
    office.undo()
    assert (tasks(office), verify(office)) == ([], [])


def test_units_named_for_the_first_time_are_known_from_then_on(
    office: Store, names: KnownNames
) -> None:
    before = bodies(office)
    assign(office, given(lead_units=("Sở Tài chính", "VP"), co_units=("Sở Y tế",)), names=names)

    assert bodies(office) - before == {"Sở Tài chính", "Sở Y tế"}
    assert names.directories["bodies"].named("so tai chinh") == "Sở Tài chính"


def test_two_names_of_one_unit_make_one_task(office: Store, names: KnownNames) -> None:
    with office.writing(M("adding")) as writing:
        names.learn(writing.add(Body(name="Sở Tài chính", abbreviation="STC")))

    assert meant(names, lead_units="STC; sở tài chính").lead_units == ("Sở Tài chính",)


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        (
            {"due_on": "01/03/2026"},
            "due_on",
            "It would be due before it was assigned: correct the date.",
        ),
        (
            {"assigned_on": "16/03/2026"},
            "assigned_on",
            "This day is still to come: correct the date.",
        ),
        ({"lead_units": ""}, "lead_units", "Needed: fill it in."),
        ({"task": " "}, "task", "Needed: fill it in."),
        ({"incoming": "99"}, "incoming", "“99” is not registered yet."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    names: KnownNames, texts: dict[str, str], field: str, said: str
) -> None:
    assert [(one.field, str(one.message)) for one in wrong(names, **texts)] == [(field, said)]


def test_deadline_on_the_day_of_assigning_is_no_problem(names: KnownNames) -> None:
    assert meant(names, due_on="02/03/2026").due_on == date(2026, 3, 2)


def test_deadline_typed_as_working_days_runs_from_the_day_of_assigning(names: KnownNames) -> None:
    ground = names.ground(TODAY, "en")
    typed = Draft("assignments", {"assigned_on": "02/03/2026", "due_on": "5n"})

    assert counted_due_day(typed, WorkingDays(), ground) == "09/03/2026"
    assert counted_due_day(typed.typed("due_on", "09/03"), WorkingDays(), ground) is None


def test_task_out_of_a_document_takes_over_what_the_leader_wrote(
    office: Store, names: KnownNames
) -> None:
    _, document = register(
        office,
        IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 2),
            issuer="Sở Nội vụ",
            subject="V/v biên chế",
            direction="Giao Phòng Nội chính tham mưu",
            receivers=("Phòng Nội chính", "Phòng Kinh tế"),
            handler="Trần Văn Bình",
            due_on=date(2026, 3, 20),
        ),
        names=names,
    )
    ground = names.ground(TODAY, "vi")
    draft = assignment_from(document, ground)

    assert check(GivenTask, draft, ground) == given(
        incoming=document.id,
        task="Giao Phòng Nội chính tham mưu",
        assigned_on=TODAY,
        lead_units=("Phòng Nội chính", "Phòng Kinh tế"),
        handler="Trần Văn Bình",
        due_on=date(2026, 3, 20),
    )


def test_corrected_task_keeps_its_line(office: Store, names: KnownNames) -> None:
    assign(office, given(), names=names)
    (task,) = tasks(office)
    change = correct_assignment(office, replace(task, lead_unit="Sở Y tế"), names=names)

    assert tasks(office) == [replace(task, lead_unit="Sở Y tế")]
    assert str(change.words) == f"correcting task “{TASK}”"
    assert "Sở Y tế" in bodies(office)


def test_discarded_task_comes_back_as_it_was(office: Store, names: KnownNames) -> None:
    assign(office, given(lead_units=("Sở Tài chính", "Sở Y tế")), names=names)
    both = tasks(office)
    discard_assignments(office, *both)
    assert tasks(office) == []
    with pytest.raises(Trouble):
        correct_assignment(office, both[0], names=names)

    put_back_assignments(office, *both)
    assert (tasks(office), verify(office)) == (both, [])


def test_ground_without_registers_reads_a_task_without_a_document() -> None:
    ground = Ground(TODAY, "en")
    texts = {"task": TASK, "assigned_on": "0203", "lead_units": "Sở Tài chính"}
    assert check(GivenTask, Draft("assignments", texts), ground) == given()
