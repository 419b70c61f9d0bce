"""Preparing meetings: the checklist of each kind, and what of it is still to be done."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.language.words import Message, Ms
from desktop.language.working_days import WorkingDays
from desktop.meetings.issuing import approve_week
from desktop.meetings.keeping import id_of, keep
from desktop.meetings.marks import Mark, marks
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.preparing import (
    checklist_for,
    note_prepared,
    preparation_said,
    unprepared,
    usual_needs,
)
from desktop.meetings.repeating import meeting_from
from desktop.meetings.sheets import week_sheet
from desktop.meetings.week import changed_lines
from desktop.office.identity import Office
from desktop.records.drafts import Draft, check
from desktop.records.fields import Ground
from desktop.records.law import catalogue, rule
from desktop.storage.store import Store
from desktop.storage.verifying import verify

FRIDAY = date(2026, 3, 13)
MONDAY = date(2026, 3, 16)


def planned(**facts: Any) -> Meeting:
    usual = {"meeting_kind": "giao-ban", "title": "Giao ban", "day": MONDAY}
    return Meeting(**{**usual, **facts})


# What is proposed


@pytest.mark.parametrize(
    ("kind", "form", "expected"),
    [
        ("giao-ban", None, ("tai-lieu", "nuoc")),
        ("giao-ban", "truc-tuyen", ("tai-lieu", "nuoc", "diem-cau", "am-thanh", "micro")),
        ("giai-quyet", "truc-tiep", ("tai-lieu", "bien-ten", "nuoc")),
        ("tiep-cong-dan", None, ("so-tiep", "nuoc", "ghi-am", "an-ninh")),
        ("truc-tuyen", "truc-tuyen", ("diem-cau", "am-thanh", "micro")),
        ("khac", None, None),
    ],
)
def test_each_kind_of_meeting_has_its_checklist(
    kind: str, form: str | None, expected: tuple[str, ...] | None
) -> None:
    assert usual_needs(kind, form, MONDAY) == expected


def test_guests_have_the_checklist_of_their_group() -> None:
    assert usual_needs("doan", None, MONDAY) == usual_needs("tiep-khach", None, MONDAY)


def test_checklists_name_kinds_and_things_that_exist() -> None:
    lists = rule("meeting_checklists")
    kinds = catalogue("meeting_kinds").entries
    forms = catalogue("meeting_forms").entries
    groups = {kind.group for kind in kinds if kind.group}
    assert set(lists) <= {"usual", *groups, *(one.code for one in (*kinds, *forms))}
    known = {one.code for one in catalogue("meeting_needs").entries}
    assert {code for codes in lists.values() for code in codes} <= known


def proposed(ground: Ground, **texts: str) -> str | None:
    return checklist_for(Draft("meetings", texts), ground)


def test_checklist_is_proposed_by_kind_and_form() -> None:
    ground = Ground(FRIDAY)
    assert proposed(ground, meeting_kind="Họp giao ban") == "Tài liệu in; Nước uống"
    online = proposed(ground, meeting_kind="Họp giao ban", form="Trực tuyến")
    assert online == "Tài liệu in; Nước uống; Điểm cầu trực tuyến; Âm thanh; Micrô"
    assert proposed(ground, meeting_kind="Công việc khác") == ""


def test_checklist_waits_for_a_kind_that_can_be_read() -> None:
    assert proposed(Ground(FRIDAY), meeting_kind="giao") is None


def test_checklist_is_proposed_in_the_language_of_the_screen() -> None:
    ground = Ground(FRIDAY, "en")
    assert proposed(ground, meeting_kind="Briefing") == "Printed documents; Drinking water"


def test_checklist_is_typed_by_any_of_its_names(meeting_names: MeetingNames) -> None:
    texts = {
        "meeting_kind": "Họp giao ban",
        "title": "Giao ban",
        "day": "16/03",
        "state": "Dự kiến",
    }
    typed = Draft("meetings", {**texts, "checklist": "may chieu; nước; hoa tươi"})
    meeting: Meeting = check(Meeting, typed, meeting_names.ground(FRIDAY, "vi"))
    assert meeting.checklist == ("may-chieu", "nuoc", "hoa")


def test_template_without_a_checklist_takes_that_of_its_kind() -> None:
    briefing = MeetingTemplate(name="Giao ban", meeting_kind="giao-ban", title="Giao ban")
    assert meeting_from(briefing, MONDAY).checklist == ("tai-lieu", "nuoc")
    own = replace(briefing, checklist=("hoa",))
    assert meeting_from(own, MONDAY).checklist == ("hoa",)


# What is still to be done


def test_what_is_not_prepared_is_said_in_words() -> None:
    ground = Ground(FRIDAY)
    meeting = planned(checklist=("tai-lieu", "nuoc", "hoa"), prepared=("nuoc", "tra"))
    assert unprepared(meeting) == ("tai-lieu", "hoa")
    assert preparation_said(meeting, ground) == "Tài liệu in; Hoa"
    assert preparation_said(replace(meeting, prepared=("hoa", "tai-lieu", "nuoc")), ground) == "✓"
    assert preparation_said(planned(), ground) == ""


def left(count: int) -> Message:
    return Ms(
        "{count} thing on the checklist is not prepared yet.",
        "{count} things on the checklist are not prepared yet.",
        count,
    )


@pytest.mark.parametrize(
    ("today", "facts", "expected"),
    [
        (FRIDAY, {}, [2]),  # one working day before
        (date(2026, 3, 12), {}, []),
        (MONDAY, {"prepared": ("nuoc",)}, [1]),
        (MONDAY, {"prepared": ("nuoc", "hoa")}, []),
        (MONDAY, {"checklist": None}, []),
        (MONDAY, {"state": "held"}, []),
        (MONDAY, {"state": "cancelled", "state_reason": "Bão"}, []),
        (date(2026, 3, 17), {}, []),
    ],
)
def test_mark_shortly_before_says_how_much_is_not_prepared(
    office: Store, today: date, facts: dict[str, Any], expected: list[int]
) -> None:
    meeting = planned(**{"checklist": ("nuoc", "hoa"), **facts})
    found = marks(office.reader, meeting, today=today, calendar=WorkingDays())
    assert found == tuple(Mark("checklist", left(count)) for count in expected)


def test_all_is_noted_as_prepared_in_one_step_and_taken_back(
    office: Store, meeting_names: MeetingNames
) -> None:
    facts = {"checklist": ("nuoc", "hoa"), "prepared": ("tra", "nuoc")}
    meetings = [
        keep(office, planned(day=MONDAY.replace(day=day), **facts), names=meeting_names)[1]
        for day in (16, 17)
    ]
    note_prepared(office, meetings)
    after = [office.reader.record("meetings", id_of(one)) for one in meetings]
    assert [one.prepared for one in after] == [("tra", "nuoc", "hoa")] * 2
    office.undo()
    assert [office.reader.record("meetings", id_of(one)) for one in meetings] == meetings
    assert verify(office) == []


# The week


def test_week_says_on_request_what_is_to_be_prepared(
    office: Store, meeting_names: MeetingNames
) -> None:
    _, meeting = keep(office, planned(checklist=("nuoc", "hoa")), names=meeting_names)
    head = Office(superior="UBND tỉnh", name="Văn phòng")
    sheet = week_sheet(office.reader, MONDAY, office=head, further=("checklist",))
    assert (sheet.columns[5].head, next(iter(sheet.rows))[5]) == ("Chuẩn bị", "Nước uống; Hoa")
    approve_week(office, MONDAY)
    approved = office.reader.record("meetings", id_of(meeting))
    keep(office, replace(approved, checklist=("nuoc",)), names=meeting_names)
    assert changed_lines(office.reader, MONDAY) == []
