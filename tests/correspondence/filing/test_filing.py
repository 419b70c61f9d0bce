"""Case files: a year's plan, what lies in a file, and its way to the archive (Art. 28 to 31)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.correspondence.filing.archiving import (
    Stage,
    close_case_files,
    due_in_archive,
    hand_over_to_archive,
    in_stage,
    stage,
)
from desktop.correspondence.filing.case_files import CaseFile, name_of, named, plan_of
from desktop.correspondence.filing.filing import (
    carry_plan_over,
    count_documents,
    discard_case_files,
    documents_in,
    file_documents,
    keep_case_file,
    put_back_case_files,
)
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.other_books.lending import keep_loan
from desktop.correspondence.other_books.loans import Loan
from desktop.correspondence.other_books.views import CASE_FILES
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import correct, discard, register
from desktop.errors import Trouble
from desktop.language.words import M, Message
from desktop.office.directories import KnownName
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.records.record import Problem, fields_of
from desktop.storage.store import Store
from desktop.storage.verifying import verify

TODAY = date(2026, 3, 15)
GROUND = Ground(TODAY, "en")

Kept = Callable[..., CaseFile]


@pytest.fixture
def kept(office: Store) -> Kept:
    """Keeps a file in the plan of 2026; facts may be given by name."""

    def keep(code: str, title: str = "Báo cáo", **facts: Any) -> CaseFile:
        file = CaseFile(**{"year": 2026, "code": code, "title": title, **facts})
        keep_case_file(office, file)
        found = named(office.reader, name_of(file))
        assert found is not None
        return found

    return keep


def incoming(office: Store, names: KnownNames, **facts: Any) -> Document:
    usual = {
        "series": "SN",
        "arrived_on": date(2026, 3, 2),
        "issuer": "Sở Nội vụ",
        "subject": "V/v báo cáo",
    }
    _, document = register(office, IncomingDocument(**{**usual, **facts}), names=names)
    return document


def outgoing(office: Store, names: KnownNames, **facts: Any) -> Document:
    usual = {
        "series": "UBND-QD",
        "document_date": date(2026, 3, 3),
        "document_kind": "quyet-dinh",
        "subject": "Giao đất",
    }
    _, document = register(office, OutgoingDocument(**{**usual, **facts}), names=names)
    return document


def now(office: Store, document: Document) -> Document:
    """A document as the file has it now."""
    found: Document = office.reader.record(document.kind, document.id or 0)
    return found


def problems(**texts: str) -> tuple[Problem, ...]:
    usual = {"year": "2026", "code": "01.TH", "title": "Báo cáo"}
    with pytest.raises(Problems) as refused:
        check(CaseFile, Draft("case_files", {**usual, **texts}), GROUND)
    return refused.value.problems


def trouble(act: Callable[[], object]) -> Message:
    with pytest.raises(Trouble) as refused:
        act()
    return refused.value.message


# The plan


def test_file_of_a_plan_is_known_by_its_code_and_year(office: Store, kept: Kept) -> None:
    file = kept("01.TH", retention="10-nam", keeper="Lê Thị Hà")

    assert name_of(file) == "01.TH/2026"
    assert named(office.reader, "01.TH/2026") == file
    assert [named(office.reader, name) for name in ("01.TH/2025", "01.TH", "", "/2026")] == [
        None
    ] * 4
    assert office.next_undo == M("adding case file {name}", name="01.TH/2026")


def test_code_with_a_stroke_of_its_own_is_found_too(office: Store, kept: Kept) -> None:
    file = kept("01/TH")
    assert named(office.reader, "01/TH/2026") == file


def test_code_is_one_in_its_year_in_whatever_letters(office: Store, kept: Kept) -> None:
    kept("01.TH", "Báo cáo tháng")

    with pytest.raises(Problems) as refused:
        keep_case_file(office, CaseFile(year=2026, code="01.th", title="Khác"))

    message = M(
        "{name} is the file “{title}”: choose another.", name="01.TH/2026", title="Báo cáo tháng"
    )
    assert refused.value.problems == (Problem("code", message),)
    keep_case_file(office, CaseFile(year=2027, code="01.th", title="Khác"))


def test_plan_stands_in_the_order_of_its_codes(office: Store, kept: Kept) -> None:
    second, first = kept("02.TH"), kept("01.TH")
    kept("01.TH", year=2025)

    assert plan_of(office.reader, 2026) == [first, second]


def test_files_are_offered_by_code_and_by_title_the_newest_year_first(
    office: Store, kept: Kept
) -> None:
    kept("01.TH", "Báo cáo năm", year=2025)
    kept("01.TH", "Báo cáo tháng")
    directory = KnownNames(office.reader).directories["case_files"]

    this_year = KnownName("01.TH/2026", "Báo cáo tháng", ("01.TH", "Báo cáo tháng"))
    last_year = KnownName("01.TH/2025", "Báo cáo năm", ("01.TH", "Báo cáo năm"))
    assert directory.suggest("01") == [this_year, last_year]
    assert directory.suggest("bao cao") == [this_year, last_year]
    assert [directory.named(typed) for typed in ("01.th", "01.TH/2025", "báo cáo năm")] == [
        "01.TH/2026",
        "01.TH/2025",
        "01.TH/2025",
    ]


def test_long_title_is_shortened_beside_the_name_and_found_whole(office: Store, kept: Kept) -> None:
    title = "Hồ sơ xây dựng, thực hiện chương trình\ncông tác năm 2026"
    kept("01.TH", title)
    directory = KnownNames(office.reader).directories["case_files"]

    (known,) = directory.suggest("ho so xay")

    assert known.abbreviation == "Hồ sơ xây dựng, thực hiện chương trình công…"
    assert directory.named("Hồ sơ xây dựng, thực hiện chương trình công tác năm 2026") == (
        "01.TH/2026"
    )


def test_known_names_learn_a_file_with_its_change(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    change = keep_case_file(office, CaseFile(year=2026, code="01.TH", title="Báo cáo"))
    assert names.directories["case_files"].named("01.TH/2026") is None

    names.take(change)

    assert names.directories["case_files"].named("01.TH/2026") == "01.TH/2026"


def test_next_plan_begins_with_the_lines_of_this_one(office: Store, kept: Kept) -> None:
    first = kept("01.TH", heading="I. Tổng hợp", retention="vinh-vien", note="tập 1")
    ended = kept("02.TH", started_on=date(2026, 1, 5), ended_on=date(2026, 3, 1))
    there = kept("03.TH", "Sửa rồi", year=2027)
    kept("03.TH", "Cũ")

    change = carry_plan_over(office, 2026)

    assert change.words == M("starting the file plan of {year}", year="2027")
    assert plan_of(office.reader, 2027) == [
        replace(first, id=5, year=2027),
        replace(ended, id=6, year=2027, started_on=None, ended_on=None),
        there,
    ]


def test_plan_is_carried_over_once(office: Store, kept: Kept) -> None:
    kept("01.TH")
    carry_plan_over(office, 2026)

    assert trouble(lambda: carry_plan_over(office, 2026)) == M(
        "The file plan of {year} has all of these files already.", year="2027"
    )
    assert trouble(lambda: carry_plan_over(office, 2020)) == M(
        "There is no file plan of {year}: enter its first file.", year="2020"
    )


def test_every_field_stands_in_the_form_once() -> None:
    assert sorted(CASE_FILES.typed) == sorted(fields_of(CaseFile))


# Rules


def test_whole_file_is_read_as_it_is_typed() -> None:
    texts = {
        "year": "2026",
        "heading": "I. Tổng hợp",
        "code": "01.TH",
        "title": "Báo cáo tháng",
        "retention": "70",
        "started_on": "0501",
        "ended_on": "0103",
        "archived_on": "1003",
    }
    assert check(CaseFile, Draft("case_files", texts), GROUND) == CaseFile(
        year=2026,
        heading="I. Tổng hợp",
        code="01.TH",
        title="Báo cáo tháng",
        retention="70-nam",
        started_on=date(2026, 1, 5),
        ended_on=date(2026, 3, 1),
        archived_on=date(2026, 3, 10),
    )


@pytest.mark.parametrize(
    ("texts", "field", "message"),
    [
        (
            {"started_on": "0203", "ended_on": "0103"},
            "ended_on",
            "It ends before it starts: correct one of the two dates.",
        ),
        (
            {"ended_on": "0203", "archived_on": "0103"},
            "archived_on",
            "It went to the archive before it ended: correct one of the two dates.",
        ),
        (
            {"archived_on": "0103"},
            "ended_on",
            "Needed: only a file that has ended goes to the archive.",
        ),
        ({"ended_on": "1603"}, "ended_on", "This day is still to come: correct the date."),
        (
            {"ended_on": "0103", "archived_on": "1603"},
            "archived_on",
            "This day is still to come: correct the date.",
        ),
        ({"code": "01;02"}, "code", "A semicolon sets two names apart: write it without."),
        ({"code": ""}, "code", "Needed: fill it in."),
        ({"title": ""}, "title", "Needed: fill it in."),
        ({"year": "26"}, "year", "26 is too small: at least 1900."),
        ({"code": "x" * 21}, "code", "21 characters; the form allows 20: shorten it."),
    ],
)
def test_wrong_file_is_refused_at_its_field(
    texts: dict[str, str], field: str, message: str
) -> None:
    assert [(one.field, str(one.message)) for one in problems(**texts)] == [(field, message)]


# Documents in files


def test_documents_of_both_registers_lie_in_a_file_by_their_dates(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    kept("01.TH")
    late = incoming(office, names, document_date=date(2026, 3, 1))
    undated = incoming(office, names, arrived_on=date(2026, 2, 20))
    ours = outgoing(office, names, document_date=date(2026, 2, 25))
    incoming(office, names, subject="Lies elsewhere")

    change = file_documents(office, [late, undated, ours], ["01.TH/2026"])

    held = [replace(one, case_files=("01.TH/2026",)) for one in (undated, ours, late)]
    assert documents_in(office.reader, "01.TH/2026") == held
    assert count_documents(office.reader, "01.TH/2026") == 3
    assert str(change.words) == "filing 3 documents in 01.TH/2026"
    office.undo()
    assert documents_in(office.reader, "01.TH/2026") == []
    assert verify(office) == []


def test_document_lies_in_several_files_without_a_copy(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    kept("01.TH")
    kept("02.TH")
    document = incoming(office, names, case_files=("01.TH/2026",))

    file_documents(office, [document], ["02.TH/2026", "01.TH/2026"])

    assert now(office, document).case_files == ("01.TH/2026", "02.TH/2026")


def test_file_is_not_mistaken_for_one_whose_name_it_ends(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    kept("1.TH")
    kept("01.TH")
    document = incoming(office, names, case_files=("01.TH/2026",))

    assert documents_in(office.reader, "1.TH/2026") == []
    assert documents_in(office.reader, "01.TH/2026") == [document]


def test_documents_are_taken_out_of_a_file_as_one_change(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    kept("01.TH")
    first = incoming(office, names, case_files=("01.TH/2026",))
    second = outgoing(office, names, case_files=("01.TH/2026", "02.TH/2026"))

    change = file_documents(office, [first, second], [], out_of=["01.TH/2026"])

    assert [now(office, one).case_files for one in (first, second)] == [None, ("02.TH/2026",)]
    assert str(change.words) == "taking 2 documents out of 01.TH/2026"


def test_documents_go_from_one_file_to_another(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    kept("01.TH")
    kept("02.TH")
    document = incoming(office, names, case_files=("01.TH/2026",))

    file_documents(office, [document], ["02.TH/2026"], out_of=["01.TH/2026"])

    assert now(office, document).case_files == ("02.TH/2026",)


def test_what_the_archive_has_takes_no_more_documents(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    file = kept("01.TH", ended_on=date(2026, 3, 1))
    document = incoming(office, names, case_files=("01.TH/2026",))
    hand_over_to_archive(office, [file], date(2026, 3, 10))
    refused = M("Case file {name} is in the archive already: choose another.", name="01.TH/2026")

    assert trouble(lambda: file_documents(office, [document], ["01.TH/2026"])) == refused
    assert trouble(lambda: file_documents(office, [document], [], out_of=["01.TH/2026"])) == refused
    for act in (
        lambda: correct(office, replace(document, case_files=None), names=names),
        lambda: incoming(office, names, case_files=("01.TH/2026",)),
    ):
        with pytest.raises(Problems) as problems:
            act()
        assert problems.value.problems == (Problem("case_files", refused),)
    correct(office, replace(document, note="Bản giấy"), names=names)
    assert documents_in(office.reader, "01.TH/2026") == [replace(document, note="Bản giấy")]


def test_documents_and_loans_follow_a_file_to_its_new_code(
    office: Store, names: KnownNames, kept: Kept
) -> None:
    file = kept("01.TH")
    document = incoming(office, names, case_files=("00.TH/2026", "01.TH/2026"))
    trashed = outgoing(office, names, case_files=("01.TH/2026",))
    discard(office, trashed)
    loan = Loan(
        lent_on=TODAY,
        borrower="Lê Thị Hà",
        symbol="01/QĐ-UBND",
        subject="Giao đất",
        case_files=("01.TH/2026",),
    )
    keep_loan(office, loan)

    keep_case_file(office, replace(file, code="07.TH"))

    assert now(office, document).case_files == ("00.TH/2026", "07.TH/2026")
    assert now(office, trashed).case_files == ("07.TH/2026",)
    assert office.reader.is_trashed("outgoing", trashed.id or 0)
    assert office.reader.record("loans", 1).case_files == ("07.TH/2026",)
    assert verify(office) == []


def test_file_that_holds_documents_stays(office: Store, names: KnownNames, kept: Kept) -> None:
    full, empty = kept("01.TH"), kept("02.TH")
    incoming(office, names, case_files=("01.TH/2026",))

    assert str(trouble(lambda: discard_case_files(office, empty, full))) == (
        "Case file 01.TH/2026 holds 1 document: take it out first."
    )
    discard_case_files(office, empty)
    assert plan_of(office.reader, 2026) == [full]
    put_back_case_files(office, empty)
    assert plan_of(office.reader, 2026) == [full, empty]


def test_file_is_not_put_back_beside_one_with_its_code(office: Store, kept: Kept) -> None:
    first = kept("01.TH")
    discard_case_files(office, first)
    kept("01.TH", "Another")

    assert str(trouble(lambda: put_back_case_files(office, first))) == (
        "01.TH/2026 is the file “Another”: choose another."
    )


def test_two_files_of_one_code_are_not_put_back_together(office: Store, kept: Kept) -> None:
    first = kept("01.TH", "Old")
    discard_case_files(office, first)
    second = kept("01.th", "New")
    discard_case_files(office, second)

    assert str(trouble(lambda: put_back_case_files(office, first, second))) == (
        "01.TH/2026 is the file “Old”: choose another."
    )
    assert plan_of(office.reader, 2026) == []


# To the archive


def test_files_are_closed_and_handed_over_as_one_change_each(office: Store, kept: Kept) -> None:
    first, second = kept("01.TH"), kept("02.TH", ended_on=date(2026, 1, 5))

    closed = close_case_files(office, [first, second], date(2026, 3, 10))
    assert closed.words == M("closing case file {name}", name="01.TH/2026")
    files = plan_of(office.reader, 2026)
    assert files == [replace(first, ended_on=date(2026, 3, 10)), second]

    change = hand_over_to_archive(office, files, TODAY)
    assert str(change.words) == "handing 2 case files over to the archive"
    assert plan_of(office.reader, 2026) == [replace(file, archived_on=TODAY) for file in files]
    assert hand_over_to_archive(office, plan_of(office.reader, 2026), TODAY).records == ()


def test_file_that_has_not_ended_stays_out_of_the_archive(office: Store, kept: Kept) -> None:
    file, future = kept("01.TH"), kept("02.TH", started_on=date(2026, 4, 1))

    assert trouble(lambda: hand_over_to_archive(office, [file], TODAY)) == M(
        "Case file {name} has not ended: close it first.", name="01.TH/2026"
    )
    assert trouble(lambda: close_case_files(office, [future], TODAY)) == M(
        "Case file {name} has not begun yet.", name="02.TH/2026"
    )


@pytest.mark.parametrize(
    ("ended_on", "archived_on", "due", "so_far"),
    [
        (None, None, None, Stage.OPEN),
        (date(2025, 3, 14), None, date(2026, 3, 14), Stage.LATE),
        (date(2025, 3, 15), None, date(2026, 3, 15), Stage.TO_HAND_OVER),
        (date(2026, 3, 1), None, date(2027, 3, 1), Stage.TO_HAND_OVER),
        (date(2024, 2, 29), None, date(2025, 2, 28), Stage.LATE),
        (date(2025, 1, 1), date(2025, 2, 1), None, Stage.ARCHIVED),
    ],
)
def test_file_is_due_in_the_archive_a_year_after_its_end(
    ended_on: date | None, archived_on: date | None, due: date | None, so_far: Stage
) -> None:
    file = CaseFile(year=2025, code="01", title="V", ended_on=ended_on, archived_on=archived_on)
    assert (due_in_archive(file, TODAY), stage(file, TODAY)) == (due, so_far)


def test_stages_are_asked_for_as_they_are_told(office: Store, kept: Kept) -> None:
    for code, facts in (
        ("1", {}),
        ("2", {"ended_on": date(2025, 3, 14)}),
        ("3", {"ended_on": date(2025, 3, 15)}),
        ("4", {"ended_on": date(2025, 1, 1), "archived_on": date(2025, 2, 1)}),
    ):
        kept(code, **facts)
    reader = office.reader
    found = {
        one: [file.code for file in reader.records("case_files", reader.ids(query))]
        for one in Stage
        if (query := in_stage(Query("case_files"), one, TODAY))
    }
    assert found == {
        Stage.OPEN: ["1"],
        Stage.LATE: ["2"],
        Stage.TO_HAND_OVER: ["3"],
        Stage.ARCHIVED: ["4"],
    }


@given(today=st.dates(date(2020, 1, 1), date(2032, 12, 31)), days=st.integers(-3, 3))
def test_last_day_asked_for_is_the_last_day_told(today: date, days: int) -> None:
    query = in_stage(Query("case_files"), Stage.TO_HAND_OVER, today)
    (first_in_time,) = [one.value for one in query.filters if one.field == "ended_on"]
    assert isinstance(first_in_time, date)
    ended_on = date.fromordinal(first_in_time.toordinal() + days)

    file = CaseFile(year=2026, code="01", title="V", ended_on=ended_on)

    wanted = Stage.LATE if days < 0 else Stage.TO_HAND_OVER
    assert stage(file, today) is wanted
