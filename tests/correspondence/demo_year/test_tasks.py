"""The demo's tasks and urgings: given to many bodies, most of them settled."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from desktop.correspondence.demo_year import BodyText, DemoYear, IncomingText
from desktop.correspondence.following_up.assignment import Assignment

LAST_WORKING_DAY = date(2023, 12, 29)


@pytest.fixture(scope="module")
def tasks(whole_year: DemoYear) -> list[Assignment]:
    return [replace(task, id=place) for place, task in enumerate(whole_year.tasks(), start=1)]


def test_about_five_hundred_tasks_are_given(tasks: list[Assignment]) -> None:
    assert 450 < len(tasks) < 600
    sources = Counter((task.incoming is not None, task.source is not None) for task in tasks)
    assert set(sources) == {(True, False), (False, True)}
    assert min(sources.values()) > 100


def test_tasks_come_from_directives_that_arrived_before(
    tasks: list[Assignment], arrivals: list[IncomingText]
) -> None:
    sources = [(task, arrivals[task.incoming - 1]) for task in tasks if task.incoming]
    assert {letter.issuer for _, letter in sources} == {
        "Hội đồng nhân dân tỉnh",
        "Chính phủ",
        "Thủ tướng Chính phủ",
        "Văn phòng Chính phủ",
    }
    assert [task for task, letter in sources if task.assigned_on < letter.arrived_on] == []
    assert [task for task, letter in sources if letter.symbol not in task.task] == []


def test_tasks_are_due_and_settled_after_they_were_given(tasks: list[Assignment]) -> None:
    assert [task for task in tasks if not task.due_on or task.due_on < task.assigned_on] == []
    settled = [(task, task.settled_on) for task in tasks if task.settled_on]
    assert [task for task, day in settled if not task.assigned_on <= day <= LAST_WORKING_DAY] == []
    assert {bool(task.result) for task, _ in settled} == {True}
    assert len(settled) / len(tasks) > 0.7


def test_at_least_twenty_bodies_are_late_with_tasks(
    tasks: list[Assignment], body_of: dict[str, BodyText]
) -> None:
    late = {
        task.lead_unit
        for task in tasks
        if task.due_on and task.due_on < LAST_WORKING_DAY and not task.settled_on
    }
    assert len(late) >= 20
    assert {body_of[name].group for name in late} == {"department", "commune"}


def test_only_what_was_late_is_urged_while_it_was(
    whole_year: DemoYear, tasks: list[Assignment], arrivals: list[IncomingText]
) -> None:
    log = whole_year.urgings(tasks)
    assert {line.register for line in log} == {"incoming", "assignments"}
    assert len(log) > 200
    for line in log:
        matter = (arrivals if line.register == "incoming" else tasks)[line.record - 1]
        assert matter.due_on is not None
        assert matter.due_on < line.urged_on <= (matter.settled_on or LAST_WORKING_DAY)
