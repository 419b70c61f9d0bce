"""Drafts: kept as typed, checked as a whole, with everything that is wrong at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.language.words import LANGUAGES, M
from desktop.office.directories import KnownName, NameDirectory
from desktop.records.drafts import Draft, Problems, check, draft_of
from desktop.records.fields import Ground
from desktop.records.record import Problem

TODAY = date(2026, 3, 15)

INCOMING = IncomingDocument(
    id=7,
    series="SN",
    year=2026,
    number=5,
    arrived_on=date(2026, 3, 14),
    issuer="Sở Tài chính",
    symbol="123/STC-NS",
    document_date=date(2026, 3, 12),
    document_kind="to-trinh",
    subject="Phân bổ dự toán\nđợt 2 năm 2026",
    receivers=("Phòng Kinh tế", "Phòng Nội chính"),
    forwarded_on=date(2026, 3, 15),
    receipt="Lan",
    due_on=date(2026, 3, 30),
    direction="Phòng Kinh tế chủ trì",
    urgency="khan",
    secrecy="khong",
    channel="truc-lien-thong",
    signer_position="Giám đốc",
    signer="Trần Văn Minh",
    language="vi",
    pages=4,
    copies=1,
    annexes="01 biểu",
    case_files=("01.TH/2026",),
    file_ordinal=3,
    note="kèm đĩa",
)
OUTGOING = OutgoingDocument(
    series="UBND-QD",
    year=2026,
    number=12,
    symbol="12/QĐ-UBND",
    document_date=date(2026, 3, 13),
    issuer="Ủy ban nhân dân tỉnh",
    document_kind="quyet-dinh",
    subject="Phê duyệt kế hoạch",
    capacity="tm",
    signer="Lê Thị Hà",
    recipients=("Sở Tài chính", "Sở Y tế"),
    copies=10,
)


def ground(language: str = "vi") -> Ground:
    return Ground(
        TODAY,
        language,
        {
            "incoming_series": NameDirectory([KnownName("SN"), KnownName("DT")]),
            "outgoing_series": NameDirectory([KnownName("UBND-QD")]),
            "bodies": NameDirectory([KnownName("Sở Tài chính", "STC")]),
            "case_files": NameDirectory([KnownName("01.TH/2026")]),
        },
    )


def typed(**texts: str) -> Draft:
    """A draft that is whole, but for what a test types differently."""
    whole = {"series": "SN", "arrived_on": "1403", "issuer": "STC", "subject": "Nâng lương"}
    return Draft("incoming", {**whole, **texts})


NO_SECRETS = (
    "This program holds no secret documents: enter it in the separate register "
    "of state secrets, and set “None” here for any other document."
)


def problems(draft: Draft) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as refused:
        check(IncomingDocument, draft, ground())
    return [(problem.field, str(problem.message)) for problem in refused.value.problems]


def test_whole_draft_is_a_record() -> None:
    assert check(IncomingDocument, typed(symbol="5 / TB – STC", pages="1.200"), ground()) == (
        IncomingDocument(
            series="SN",
            arrived_on=date(2026, 3, 14),
            issuer="Sở Tài chính",
            symbol="5/TB-STC",
            subject="Nâng lương",
            pages=1200,
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", [INCOMING, OUTGOING], ids=["incoming", "outgoing"])
def test_draft_of_a_record_reads_back_as_that_record(record: Any, language: str) -> None:
    draft = draft_of(record, ground(language))
    assert check(type(record), draft, ground(language)) == record


def test_draft_of_a_record_holds_what_a_person_would_type() -> None:
    assert draft_of(OUTGOING, ground("en")) == Draft(
        "outgoing",
        {
            "series": "UBND-QD",
            "year": "2026",
            "number": "12",
            "symbol": "12/QĐ-UBND",
            "document_date": "13/03/2026",
            "issuer": "Ủy ban nhân dân tỉnh",
            "document_kind": "Decision",
            "subject": "Phê duyệt kế hoạch",
            "capacity": "On behalf of the collective",
            "signer": "Lê Thị Hà",
            "recipients": "Sở Tài chính; Sở Y tế",
            "copies": "10",
            "secrecy": "None",
        },
    )


def test_draft_that_changes_a_record_checks_into_one_with_its_id() -> None:
    draft = draft_of(INCOMING, ground()).typed("subject", "Phân bổ lại")
    assert check(IncomingDocument, draft, ground()) == replace(INCOMING, subject="Phân bổ lại")


def test_all_problems_come_at_once_in_the_order_of_the_fields() -> None:
    draft = typed(
        series="XX",
        arrived_on="31/2",
        issuer="",
        document_kind="Giấy khen",
        subject="nâng\x07lương",
        secrecy="Mật",
        pages="bốn",
    )
    assert problems(draft) == [
        ("pages", "“bốn” is no whole number: type digits only."),
        ("series", "“XX” is not known: choose one of the list."),
        ("arrived_on", "There is no 31/02/2026."),
        ("issuer", "Needed: fill it in."),
        ("document_kind", "“Giấy khen” is not in the list: choose an entry."),
        ("subject", "It holds a control character (U+0007); delete it."),
        ("secrecy", NO_SECRETS),
    ]


def test_empty_draft_lacks_every_needed_field() -> None:
    needed = "Needed: fill it in."
    assert problems(Draft("incoming")) == [
        ("series", needed),
        ("arrived_on", needed),
        ("issuer", needed),
        ("subject", needed),
    ]


def test_blanks_fill_no_needed_field() -> None:
    assert problems(typed(subject=" \u00a0\n\u200b ")) == [("subject", "Needed: fill it in.")]


def test_abstract_may_have_500_characters_and_not_501() -> None:
    assert check(IncomingDocument, typed(subject="ệ" * 500), ground()).subject == "ệ" * 500
    assert problems(typed(subject="ệ" * 501)) == [
        ("subject", "501 characters; the form allows 500: shorten it.")
    ]


def test_rules_across_fields_leave_unreadable_fields_alone() -> None:
    assert problems(typed(arrived_on="mai", document_date="15/3/2026")) == [
        ("arrived_on", "“mai” is no date: type day and month, such as 1512 or 15/12/2026.")
    ]


def test_problems_say_themselves_in_english() -> None:
    wrong = Problems((Problem("subject", M("Needed: fill it in.")), Problem("pages", M("No."))))
    assert str(wrong) == "subject: Needed: fill it in.; pages: No."


@given(st.text())
def test_draft_keeps_its_texts_as_typed(text: str) -> None:
    draft = Draft("incoming").typed("subject", "first").typed("subject", text)
    assert draft == Draft("incoming", {"subject": text})
    assert draft.text("subject") == text
    assert draft.text("note") == ""


def test_draft_of_blanks_is_empty() -> None:
    assert Draft("incoming").is_empty
    assert Draft("incoming", {"subject": " \n", "note": ""}).is_empty
    assert not Draft("incoming", {"subject": "x"}).is_empty
