"""Changing one field of many documents: what changes, what stays, and one act to take back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.bulk_editing import (
    EDITABLE,
    BulkEdit,
    Changed,
    Outcome,
    Refused,
    Unchanged,
    Way,
    edit_many,
    preview,
    ways_of,
)
from desktop.correspondence.filing.archiving import hand_over_to_archive
from desktop.correspondence.filing.case_files import CaseFile, plan_of
from desktop.correspondence.filing.filing import keep_case_file
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import DOCUMENTS, KnownNames
from desktop.correspondence.registering import discard, register
from desktop.language.words import M
from desktop.records.drafts import Problems
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.records.record import Problem, fields_of
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TOO_EARLY = M("It was forwarded before it arrived: correct a date, or give the reason below.")


def letter(**facts: Any) -> IncomingDocument:
    usual = {
        "series": "SN",
        "issuer": "Sở Nội vụ",
        "arrived_on": date(2026, 3, 2),
        "subject": "Về việc báo cáo",
    }
    return IncomingDocument(**{**usual, **facts})


class Registry:
    """A register of incoming letters, and somebody who changes many of them."""

    def __init__(self, office: Store, names: KnownNames) -> None:
        self.office, self.names = office, names

    @property
    def ground(self) -> Ground:
        return self.names.ground(self.office.today, "en")

    def registers(self, *letters: IncomingDocument) -> list[IncomingDocument]:
        return [
            kept
            for one in letters
            for _, kept in [register(self.office, one, names=self.names)]
            if isinstance(kept, IncomingDocument)
        ]

    def previews(self, edit: BulkEdit) -> list[Outcome]:
        return list(preview(self.office.reader, "incoming", self._ids(), edit, ground=self.ground))

    def edits(self, edit: BulkEdit) -> list[Outcome]:
        return list(
            edit_many(
                self.office, "incoming", self._ids(), edit, names=self.names, ground=self.ground
            )
        )

    def kept(self) -> list[IncomingDocument]:
        return list(self.office.reader.records("incoming", self._ids()))

    def _ids(self) -> list[int]:
        """Every letter, in the order of registration, those in the trash too."""
        return sorted(self.office.reader.ids(Query("incoming", with_trash=True)))


@pytest.fixture
def registry(office: Store, names: KnownNames) -> Registry:
    return Registry(office, names)


def test_value_is_set_in_every_document_that_lacks_it(registry: Registry) -> None:
    first, second = registry.registers(letter(), letter(urgency="khan"))
    outcomes = registry.edits(BulkEdit("urgency", Way.SET, "Khẩn"))
    assert outcomes == [Changed(first, replace(first, urgency="khan")), Unchanged(second)]
    assert registry.kept() == [replace(first, urgency="khan"), second]


def test_preview_tells_the_same_and_writes_nothing(registry: Registry) -> None:
    registry.registers(letter(), letter())
    before, changes = registry.kept(), registry.office.next_change
    edit = BulkEdit("receivers", Way.SET, "Phòng Nội chính")
    told = registry.previews(edit)
    assert (registry.kept(), registry.office.next_change) == (before, changes)
    assert registry.edits(edit) == told


def test_value_is_cleared(registry: Registry) -> None:
    (one,) = registry.registers(letter(handler="Trần Văn An"))
    registry.edits(BulkEdit("handler", Way.CLEAR))
    assert registry.kept() == [replace(one, handler=None)]


def test_name_is_added_to_those_that_stand_there_and_only_once(registry: Registry) -> None:
    registry.registers(
        letter(),
        letter(receivers=("Phòng Nội chính",)),
        letter(receivers=("Phòng Kinh tế", "Phòng Nội chính")),
    )
    registry.edits(BulkEdit("receivers", Way.ADD, "Phòng Kinh tế"))
    assert [one.receivers for one in registry.kept()] == [
        ("Phòng Kinh tế",),
        ("Phòng Nội chính", "Phòng Kinh tế"),
        ("Phòng Kinh tế", "Phòng Nội chính"),
    ]


def test_text_is_appended_below_what_stands_there(registry: Registry) -> None:
    registry.registers(letter(), letter(note="Bản fax"))
    registry.edits(BulkEdit("note", Way.APPEND, "Đã có bản giấy"))
    assert [one.note for one in registry.kept()] == ["Đã có bản giấy", "Bản fax\nĐã có bản giấy"]


def test_deadline_typed_as_a_count_begins_with_each_documents_own_day(registry: Registry) -> None:
    registry.registers(
        letter(arrived_on=date(2026, 3, 2)),
        letter(arrived_on=date(2026, 3, 6)),
    )
    registry.edits(BulkEdit("due_on", Way.SET, "2d"))
    assert [one.due_on for one in registry.kept()] == [date(2026, 3, 4), date(2026, 3, 10)]


def test_document_that_would_break_a_rule_is_named_and_stays(registry: Registry) -> None:
    early, late = registry.registers(letter(), letter(arrived_on=date(2026, 3, 9)))
    outcomes = registry.edits(BulkEdit("forwarded_on", Way.SET, "5/3"))
    changed = replace(early, forwarded_on=date(2026, 3, 5))
    assert outcomes == [
        Changed(early, changed),
        Refused(late, (Problem("forwarded_on", TOO_EARLY),)),
    ]
    assert registry.kept() == [changed, late]


def test_text_that_grows_too_long_stays_as_it_was(registry: Registry) -> None:
    (one,) = registry.registers(letter(note="x" * 480))
    (outcome,) = registry.edits(BulkEdit("note", Way.APPEND, "y" * 400))
    assert isinstance(outcome, Refused)
    assert [problem.field for problem in outcome.problems] == ["note"]
    assert registry.kept() == [one]


def test_document_in_the_trash_stays_there_unchanged(registry: Registry) -> None:
    (one,) = registry.registers(letter())
    discard(registry.office, one)
    outcomes = registry.edits(BulkEdit("note", Way.SET, "Bản fax"))
    message = M("This document is in the trash: put it back, then correct it.")
    assert outcomes == [Refused(one, (Problem("standing", message),))]


def test_number_that_is_only_reserved_is_left_alone(registry: Registry) -> None:
    (one,) = registry.registers(letter(standing="reserved"))
    outcomes = registry.edits(BulkEdit("note", Way.SET, "Bản fax"))
    message = M("This number is only reserved: register its document first.")
    assert outcomes == [Refused(one, (Problem("standing", message),))]


def test_numbers_and_all_other_facts_stay(registry: Registry) -> None:
    facts = {"symbol": "12/SNV-TC", "direction": "Giao Phòng Nội chính", "pages": 3}
    before = registry.registers(letter(**facts), letter(**facts, arrived_on=date(2025, 12, 30)))
    registry.edits(BulkEdit("channel", Way.SET, "Bưu điện"))
    assert [replace(one, channel=None) for one in registry.kept()] == before


def test_many_documents_are_one_act_to_take_back(registry: Registry) -> None:
    before = registry.registers(*[letter() for _ in range(60)])
    registry.edits(BulkEdit("note", Way.SET, "Bản fax"))
    assert str(registry.office.next_undo) == "changing “Note” of 60 documents"
    registry.office.undo()
    assert registry.kept() == before
    assert verify(registry.office) == []


def test_edit_that_is_stopped_half_way_changes_nothing(registry: Registry) -> None:
    before, changes = registry.registers(letter(), letter()), registry.office.next_change
    ids = [one.id for one in before if one.id]
    edit = BulkEdit("receivers", Way.SET, "Phòng Mới lập")
    steps = edit_many(
        registry.office, "incoming", ids, edit, names=registry.names, ground=registry.ground
    )
    next(steps)
    steps.close()
    assert (registry.kept(), registry.office.next_change) == (before, changes)
    assert registry.names.directories["units"].find("Phòng Mới lập") is None


def test_edit_that_changes_nothing_leaves_no_trace(registry: Registry) -> None:
    registry.registers(letter(urgency="khan"))
    changes = registry.office.next_change
    registry.edits(BulkEdit("urgency", Way.SET, "Khẩn"))
    assert registry.office.next_change == changes


def test_unit_named_for_the_first_time_is_known_afterwards(registry: Registry) -> None:
    registry.registers(letter(), letter())
    registry.edits(BulkEdit("receivers", Way.SET, "Phòng Mới lập"))
    known = registry.names.directories["units"].find("phòng mới lập")
    assert known is not None
    assert known.name == "Phòng Mới lập"
    query = Query("bodies", words="Phòng Mới lập")
    assert registry.office.reader.count(query) == 1


@pytest.mark.parametrize("typed", ["32/1", "", "  "])
def test_text_that_says_no_day_is_refused_before_any_document(
    registry: Registry, typed: str
) -> None:
    registry.registers(letter())
    with pytest.raises(Problems) as refusal:
        registry.previews(BulkEdit("forwarded_on", Way.SET, typed))
    assert [problem.field for problem in refusal.value.problems] == ["forwarded_on"]


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_fields_that_make_a_number_or_a_symbol_are_not_offered(kind: str) -> None:
    fields = fields_of(DOCUMENTS[kind])
    given = {"number", "year", "series", "suffix", "symbol", "arrived_on", "issuer", "standing"}
    assert set(EDITABLE[kind]) <= set(fields) - given
    assert not {"document_kind", "drafting_unit", "document_date"} & set(EDITABLE["outgoing"])


@pytest.mark.parametrize(
    ("field", "ways"),
    [
        ("receivers", (Way.SET, Way.ADD, Way.CLEAR)),
        ("note", (Way.SET, Way.APPEND, Way.CLEAR)),
        ("forwarded_on", (Way.SET, Way.CLEAR)),
    ],
)
def test_ways_fit_the_kind_of_field(field: str, ways: tuple[Way, ...]) -> None:
    assert ways_of(fields_of(IncomingDocument)[field]) == ways


def test_document_of_a_file_in_the_archive_stays_in_it(registry: Registry) -> None:
    file = CaseFile(year=2026, code="01.TH", title="Họp", ended_on=date(2026, 3, 1))
    keep_case_file(registry.office, file)
    registry.registers(letter(case_files=("01.TH/2026",)))
    (file,) = plan_of(registry.office.reader, 2026)
    hand_over_to_archive(registry.office, [file], date(2026, 3, 10))
    (outcome,) = registry.edits(BulkEdit("case_files", Way.CLEAR))
    assert isinstance(outcome, Refused)
    assert [one.case_files for one in registry.kept()] == [("01.TH/2026",)]
