"""Registering: numbers are given once, without a gap, and stay given (Decree 30/2020, Art. 15)."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import (
    correct,
    discard,
    discarding,
    hand_over,
    handing_over,
    put_back,
    putting_back,
    register,
    title,
)
from desktop.language.words import M
from desktop.office.bodies import Body
from desktop.opening import make_office
from desktop.records.drafts import Problems
from desktop.records.queries import Query
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TODAY = date(2026, 3, 15)


def incoming(**facts: Any) -> IncomingDocument:
    usual = {
        "series": "SN",
        "arrived_on": TODAY,
        "issuer": "Sở Tài chính",
        "subject": "Phân bổ dự toán",
    }
    return IncomingDocument(**{**usual, **facts})


def outgoing(**facts: Any) -> OutgoingDocument:
    usual = {
        "series": "UBND-QD",
        "document_date": TODAY,
        "document_kind": "quyet-dinh",
        "subject": "Phê duyệt kế hoạch",
    }
    return OutgoingDocument(**{**usual, **facts})


def letter(**facts: Any) -> OutgoingDocument:
    """An official letter, whose symbol names the drafting unit."""
    return outgoing(**{"series": "UBND-CV", "document_kind": "cong-van", **facts})


def bodies(office: Store) -> list[Body]:
    return list(office.reader.records("bodies", office.reader.ids(Query("bodies"))[::-1]))


def last(office: Store, kind: str) -> Document:
    found: Document = office.reader.record(kind, office.reader.ids(Query(kind))[0])
    return found


class Desk:
    """An office at work, so that a test reads as a story."""

    def __init__(self, office: Store, names: KnownNames) -> None:
        self.office, self.names = office, names

    def register(self, document: Document) -> Any:
        return register(self.office, document, names=self.names)[1]

    def numbers(self, *documents: Document) -> list[int | None]:
        return [self.register(document).number for document in documents]

    def correct(self, document: Document) -> Any:
        change = correct(self.office, document, names=self.names)
        return self.office.reader.record(document.kind, change.ids(document.kind)[0])

    def refusals(self, act: Any, document: Document) -> list[tuple[str, str]]:
        with pytest.raises(Problems) as refused:
            act(document)
        return [(problem.field, str(problem.message)) for problem in refused.value.problems]

    def undo(self) -> None:
        self.office.undo()
        self.names.read()

    def redo(self) -> None:
        self.office.redo()
        self.names.read()


@pytest.fixture
def desk(office: Store, names: KnownNames) -> Desk:
    return Desk(office, names)


# Numbers


def test_numbers_run_from_01_without_a_gap(desk: Desk) -> None:
    assert desk.numbers(incoming(), incoming(), incoming()) == [1, 2, 3]


def test_each_series_has_its_own_numbers(desk: Desk) -> None:
    assert desk.numbers(incoming(), incoming(series="TW"), incoming()) == [1, 1, 2]
    assert desk.numbers(outgoing(), outgoing(series="UBND-QPPL"), outgoing()) == [1, 1, 2]


def test_each_register_has_its_own_numbers(desk: Desk) -> None:
    assert desk.numbers(incoming(), outgoing(), incoming(), outgoing()) == [1, 1, 2, 2]


def test_numbers_start_again_on_1_january(desk: Desk) -> None:
    december, january = date(2025, 12, 31), date(2026, 1, 1)
    documents = [incoming(arrived_on=december), incoming(arrived_on=december)]
    assert desk.numbers(*documents, incoming(arrived_on=january)) == [1, 2, 1]


def test_papers_of_december_entered_in_january_are_numbered_in_december(desk: Desk) -> None:
    desk.register(outgoing(document_date=date(2025, 12, 30)))
    desk.register(outgoing(document_date=date(2026, 1, 2)))
    late = desk.register(outgoing(document_date=date(2025, 12, 31)))
    assert (late.year, late.number, late.symbol) == (2025, 2, "02/QĐ-UBND")


def test_year_is_that_of_the_arrival_and_not_of_the_document(desk: Desk) -> None:
    document = incoming(document_date=date(2025, 12, 29), arrived_on=date(2026, 1, 2))
    assert desk.register(document).year == 2026


def test_document_is_kept_whole_with_its_year_and_number(desk: Desk) -> None:
    document = incoming(symbol="12/STC-NS", receivers=("Phòng Kinh tế",), pages=3)
    kept = desk.register(document)
    assert kept == replace(document, id=1, year=2026, number=1)
    assert desk.office.reader.record("incoming", 1) == kept


def test_number_stays_given_when_its_document_is_discarded(desk: Desk) -> None:
    first = desk.register(incoming())
    discard(desk.office, first)
    assert desk.register(incoming()).number == 2
    put_back(desk.office, first)
    assert desk.office.reader.record("incoming", 1) == first


def test_number_stays_given_when_its_registration_is_undone(desk: Desk) -> None:
    first = desk.register(incoming())
    desk.undo()
    assert desk.register(incoming()).number == 2
    assert desk.office.reader.record("incoming", 1) == first
    assert desk.office.reader.is_trashed("incoming", 1)


def test_number_comes_back_when_its_registration_is_done_again(desk: Desk) -> None:
    first = desk.register(incoming())
    desk.undo()
    desk.redo()
    assert not desk.office.reader.is_trashed("incoming", 1)
    assert last(desk.office, "incoming") == first
    assert desk.register(incoming()).number == 2


def test_number_that_is_brought_along_is_kept_and_the_next_follows_it(desk: Desk) -> None:
    assert desk.numbers(incoming(number=120), incoming()) == [120, 121]


@pytest.mark.parametrize("trashed", [False, True], ids=["alive", "in the trash"])
def test_number_that_is_taken_is_refused_with_its_holder(desk: Desk, trashed: bool) -> None:
    holder = desk.register(outgoing(subject="Thành lập Tổ công tác"))
    if trashed:
        discard(desk.office, holder)
    assert desk.refusals(desk.register, outgoing(number=1)) == [
        (
            "number",
            "Number 01 of series UBND-QD in 2026 is already given to “Thành lập Tổ công tác”.",
        )
    ]
    assert desk.register(outgoing(number=1, document_date=date(2025, 5, 1))).number == 1
    assert desk.register(outgoing(number=1, series="UBND-QPPL")).number == 1


def test_refused_document_takes_no_number(desk: Desk) -> None:
    assert desk.refusals(desk.register, letter())
    assert desk.register(letter(drafting_unit="Phòng Nội chính")).number == 1


ACTS = st.lists(
    st.sampled_from(["register", "register elsewhere", "discard", "put back", "undo", "redo"]),
    max_size=25,
)


@settings(max_examples=20, deadline=None)
@given(acts=ACTS)
def test_numbers_are_unbroken_and_never_given_twice_whatever_is_done(acts: list[str]) -> None:
    with TemporaryDirectory() as folder, closing(make_office(Path(folder) / "o.db")) as office:
        desk = Desk(office, KnownNames(office.reader))
        given_numbers: list[tuple[str, int]] = []
        for act in acts:
            if act.startswith("register"):
                kept = desk.register(incoming(series="SN" if act == "register" else "TW"))
                given_numbers.append((kept.series, kept.number))
            elif act == "undo":
                desk.undo()
            elif act == "redo":
                desk.redo()
            elif given_numbers:
                newest = office.reader.record("incoming", len(given_numbers))
                (discard if act == "discard" else put_back)(office, newest)
        for series in ("SN", "TW"):
            numbers = [number for own, number in given_numbers if own == series]
            assert numbers == list(range(1, len(numbers) + 1))


# Symbols


def test_symbol_is_composed_by_the_series_and_the_issuer_is_the_series_own(desk: Desk) -> None:
    decision = desk.register(outgoing())
    assert (decision.symbol, decision.issuer) == ("01/QĐ-UBND", "Ủy ban nhân dân tỉnh")
    normative = desk.register(outgoing(series="UBND-QPPL"))
    assert normative.symbol == "01/2026/QĐ-UBND"
    invitation = desk.register(outgoing(series="VP-GM", document_kind="giay-moi"))
    assert invitation.symbol == "01/GM-VP"
    assert invitation.issuer == "Văn phòng Ủy ban nhân dân tỉnh"
    copy = desk.register(outgoing(series="SAO", document_kind="trich-sao"))
    assert copy.symbol == "01/TrS-VP"


def test_symbol_that_is_brought_along_is_kept(desk: Desk) -> None:
    kept = desk.register(outgoing(number=125, symbol="125a/QĐ-UBND"))
    assert (kept.number, kept.symbol) == (125, "125a/QĐ-UBND")


def test_official_letter_names_the_unit_that_drafted_it(desk: Desk) -> None:
    assert desk.register(letter(drafting_unit="Phòng Nội chính")).symbol == "01/UBND-NC"


def test_abbreviation_of_the_unit_goes_before_its_initials(desk: Desk) -> None:
    unit = Body(name="Phòng Khoa giáo – Văn xã", abbreviation="VX", body_group="office")
    with desk.office.writing(M("adding a unit")) as writing:
        writing.add(unit)
    desk.names.read()
    assert desk.register(letter(drafting_unit=unit.name)).symbol == "01/UBND-VX"


def test_official_letter_without_a_drafting_unit_is_refused_at_that_field(desk: Desk) -> None:
    assert desk.refusals(desk.register, letter()) == [
        ("drafting_unit", "Needed: the symbol of this series names the drafting unit.")
    ]
    assert desk.office.reader.count(Query("outgoing")) == 0


# Corrections


def test_corrected_document_keeps_its_number(desk: Desk) -> None:
    desk.register(incoming())
    second = desk.register(incoming())
    fixed = replace(second, subject="Phân bổ dự toán đợt 2", number=None, year=None)
    assert desk.correct(fixed) == replace(second, subject="Phân bổ dự toán đợt 2")


def test_corrected_unit_and_kind_show_in_a_composed_symbol(desk: Desk) -> None:
    first = desk.register(letter(drafting_unit="Phòng Nội chính"))
    fixed = desk.correct(replace(first, drafting_unit="Phòng Kinh tế"))
    assert fixed.symbol == "01/UBND-KT"


def test_symbol_that_was_brought_along_survives_a_correction(desk: Desk) -> None:
    kept = desk.register(outgoing(number=125, symbol="125a/QĐ-UBND"))
    assert desk.correct(replace(kept, subject="Khác")).symbol == "125a/QĐ-UBND"


@pytest.mark.parametrize(
    ("document", "series"),
    [(incoming(), "TW"), (outgoing(), "UBND-QPPL")],
    ids=["incoming", "outgoing"],
)
def test_correction_into_another_series_is_refused(
    desk: Desk, document: Document, series: str
) -> None:
    kept = desk.register(document)
    assert desk.refusals(desk.correct, replace(kept, series=series)) == [
        (
            "series",
            "A number once given stays in its series: discard this one, register it anew.",
        )
    ]
    assert last(desk.office, document.kind) == kept


@pytest.mark.parametrize(
    ("document", "day"),
    [(incoming(), "arrived_on"), (outgoing(), "document_date")],
    ids=["incoming", "outgoing"],
)
def test_correction_into_another_year_is_refused(desk: Desk, document: Document, day: str) -> None:
    kept = desk.register(document)
    wrong: Document = replace(kept, **{day: date(2025, 12, 31)})
    assert desk.refusals(desk.correct, wrong) == [(day, "A number once given stays in its year.")]
    right: Document = replace(kept, **{day: date(2026, 1, 1)})
    assert desk.correct(right) == right


def test_undone_correction_leaves_the_document_as_it_was(desk: Desk) -> None:
    first = desk.register(incoming())
    desk.correct(replace(first, subject="Khác", pages=2))
    desk.undo()
    assert desk.office.reader.record("incoming", 1) == first


# Names


def test_new_author_is_made_in_place_with_the_group_of_the_series(desk: Desk) -> None:
    desk.register(incoming(series="DP", issuer="Ủy ban nhân dân xã Đức Hòa"))
    assert bodies(desk.office)[2:] == [
        Body(id=3, name="Ủy ban nhân dân xã Đức Hòa", body_group="commune")
    ]
    assert desk.names.directories["bodies"].named("uy ban nhan dan xa duc hoa")


def test_new_unit_is_made_in_place_with_its_abbreviation(desk: Desk) -> None:
    desk.register(incoming(issuer="Văn phòng", receivers=("Phòng Nội chính", "Phòng Kinh tế")))
    assert bodies(desk.office)[3:] == [
        Body(id=4, name="Phòng Nội chính", abbreviation="NC", body_group="office"),
        Body(id=5, name="Phòng Kinh tế", abbreviation="KT", body_group="office"),
    ]
    assert desk.names.directories["units"].named("nc") == "Phòng Nội chính"


def test_new_recipients_are_made_in_place_and_known_ones_are_not(desk: Desk) -> None:
    desk.register(outgoing(recipients=("Sở Y tế", "UBND", "Sở Y tế")))
    assert [body.name for body in bodies(desk.office)[2:]] == ["Sở Y tế"]


def test_new_names_go_with_their_document_when_it_is_undone(desk: Desk) -> None:
    desk.register(incoming(issuer="Sở Y tế", receivers=("Phòng Nội chính",), signer="Lê Thị Hà"))
    desk.undo()
    assert [body.name for body in bodies(desk.office)] == [
        "Ủy ban nhân dân tỉnh",
        "Văn phòng Ủy ban nhân dân tỉnh",
    ]
    assert desk.names.directories["bodies"].named("Sở Y tế") is None
    assert desk.names.directories["units"].named("Phòng Nội chính") is None
    assert desk.names.directories["incoming_signers"].named("Lê Thị Hà") is None
    desk.redo()
    assert desk.names.directories["bodies"].named("so y te") == "Sở Y tế"


def test_refused_document_leaves_no_name_behind(desk: Desk) -> None:
    desk.register(letter(number=1, drafting_unit="Phòng Nội chính"))
    desk.refusals(desk.register, letter(number=1, drafting_unit="Phòng Kinh tế"))
    assert [body.name for body in bodies(desk.office)[2:]] == ["Phòng Nội chính"]
    assert desk.names.directories["units"].named("Phòng Kinh tế") is None


def test_signatory_is_offered_after_the_first_document(desk: Desk) -> None:
    desk.register(outgoing(signer="Lê Thị Hà"))
    assert desk.names.directories["outgoing_signers"].named("le thi ha") == "Lê Thị Hà"


# The journal


def test_every_act_has_words_that_follow_undo(desk: Desk) -> None:
    office, names = desk.office, desk.names
    change, first = register(office, incoming(), names=names)
    _, second = register(office, outgoing(), names=names)
    acts = [
        change,
        correct(office, replace(first, subject="Khác"), names=names),
        discard(office, second),
        put_back(office, second),
        hand_over(office, [replace(first, subject="Khác"), second], TODAY),
    ]
    assert [str(act.words) for act in acts] == [
        "registering incoming 01/SN/2026",
        "correcting incoming 01/SN/2026",
        "discarding outgoing 01/QĐ-UBND",
        "putting back outgoing 01/QĐ-UBND",
        "handing over",
    ]


def test_documents_are_handed_over_in_one_act(desk: Desk) -> None:
    first, second = desk.register(incoming()), desk.register(incoming(series="TW"))
    change = hand_over(desk.office, [first, second], TODAY)
    assert change.ids("incoming") == (1, 2)
    ids = (1, 2)
    assert [one.forwarded_on for one in desk.office.reader.records("incoming", ids)] == [TODAY] * 2
    desk.undo()
    assert [one.forwarded_on for one in desk.office.reader.records("incoming", ids)] == [None] * 2


def test_undo_and_redo_name_the_act_that_comes_next(desk: Desk) -> None:
    assert (desk.office.next_undo, desk.office.next_redo) == (None, None)
    first = desk.register(incoming())
    discard(desk.office, first)
    registering = M("registering {document}", document=title(first))
    assert str(desk.office.next_undo) == "discarding incoming 01/SN/2026"
    desk.undo()
    assert str(desk.office.next_undo) == str(registering)
    assert str(desk.office.next_redo) == "discarding incoming 01/SN/2026"
    desk.undo()
    assert desk.office.next_undo is None
    assert str(desk.office.next_redo) == str(registering)
    desk.redo()
    assert str(desk.office.next_redo) == "discarding incoming 01/SN/2026"


def test_new_act_ends_what_could_be_done_again(desk: Desk) -> None:
    desk.register(incoming())
    desk.undo()
    desk.register(incoming())
    assert desk.office.next_redo is None


def test_office_that_was_worked_in_is_sound(desk: Desk) -> None:
    first = desk.register(incoming(issuer="Sở Y tế", receivers=("Phòng Nội chính",)))
    second = desk.register(letter(drafting_unit="Phòng Nội chính"))
    desk.correct(replace(second, subject="Khác"))
    discard(desk.office, first)
    desk.undo()
    desk.redo()
    desk.refusals(desk.register, letter())
    assert verify(desk.office) == []


# Document by document


@pytest.mark.parametrize("act", ["discarding", "putting back", "handing over"])
def test_act_that_is_stopped_leaves_every_document_as_it_was(
    office: Store, names: KnownNames, act: str
) -> None:
    documents = [register(office, incoming(), names=names)[1] for _ in range(3)]
    if act == "putting back":
        discard(office, *documents)
    before = office.next_change, office.reader.trashed("incoming")
    acts = {
        "discarding": discarding(office, documents),
        "putting back": putting_back(office, documents),
        "handing over": handing_over(office, documents, TODAY),
    }
    next(acts[act])
    acts[act].close()
    assert (office.next_change, office.reader.trashed("incoming")) == before
    kept = office.reader.records("incoming", [one.id for one in documents if one.id])
    assert list(kept) == documents
