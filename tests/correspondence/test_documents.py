"""What must hold across the fields of a document (Decree 30/2020/NĐ-CP)."""

from datetime import date
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.office.directories import KnownName, NameDirectory
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.law import catalogue

TODAY = date(2026, 3, 15)
GROUND = Ground(
    TODAY,
    directories={
        "incoming_series": NameDirectory([KnownName("SN")]),
        "outgoing_series": NameDirectory([KnownName("UBND-QD")]),
    },
)
WHOLE = {
    "incoming": {
        "series": "SN",
        "arrived_on": "14/3",
        "issuer": "Sở Tài chính",
        "subject": "Phân bổ dự toán",
    },
    "outgoing": {
        "series": "UBND-QD",
        "document_date": "14/3",
        "document_kind": "Quyết định",
        "subject": "Phê duyệt kế hoạch",
    },
}
REGISTERS = sorted(WHOLE)

STILL_TO_COME = "This day is still to come: correct the date."
NO_SECRETS = (
    "This program holds no secret documents: enter it in the separate register "
    "of state secrets, and set “None” here for any other document."
)


def checked(register: str, **typed: str) -> Any:
    return check(DOCUMENTS[register], Draft(register, {**WHOLE[register], **typed}), GROUND)


def problems(register: str, **typed: str) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as refused:
        checked(register, **typed)
    return [(problem.field, str(problem.message)) for problem in refused.value.problems]


def test_least_that_makes_a_document() -> None:
    assert checked("incoming") == IncomingDocument(
        series="SN",
        arrived_on=date(2026, 3, 14),
        issuer="Sở Tài chính",
        subject="Phân bổ dự toán",
    )
    assert checked("outgoing") == OutgoingDocument(
        series="UBND-QD",
        document_date=date(2026, 3, 14),
        document_kind="quyet-dinh",
        subject="Phê duyệt kế hoạch",
    )


# Days


def test_document_may_arrive_on_the_day_it_was_dated() -> None:
    assert checked("incoming", document_date="14/3").document_date == date(2026, 3, 14)


def test_arrival_before_the_date_of_the_document_is_refused() -> None:
    assert problems("incoming", document_date="15/3") == [
        (
            "arrived_on",
            "It arrived before it was dated: correct a date, or give the reason below.",
        )
    ]


def test_arrival_before_the_date_of_the_document_is_taken_with_a_reason() -> None:
    document = checked("incoming", document_date="15/3", date_reason="Ghi nhầm ngày")
    assert document.document_date == date(2026, 3, 15)
    assert document.date_reason == "Ghi nhầm ngày"


def test_blank_is_no_reason() -> None:
    assert problems("incoming", document_date="15/3", date_reason=" \u00a0 ")


def test_forwarding_before_the_arrival_is_refused_without_a_reason() -> None:
    assert problems("incoming", forwarded_on="13/3") == [
        (
            "forwarded_on",
            "It was forwarded before it arrived: correct a date, or give the reason below.",
        )
    ]
    assert checked("incoming", forwarded_on="13/3", date_reason="Chuyển bản chụp trước")
    assert checked("incoming", forwarded_on="14/3")


def test_deadline_before_the_arrival_is_refused() -> None:
    assert problems("incoming", due_on="13/3") == [
        ("due_on", "It would be due before it arrived: correct the date.")
    ]
    assert checked("incoming", due_on="14/3")


def test_document_is_settled_from_its_arrival_until_today() -> None:
    assert problems("incoming", settled_on="13/3") == [
        ("settled_on", "It would be settled before it was given: correct the date.")
    ]
    assert problems("incoming", settled_on="16/3") == [
        ("settled_on", "This day is still to come: correct the date.")
    ]
    assert checked("incoming", settled_on="14/3")


def test_handing_over_before_the_date_of_the_document_is_refused_without_a_reason() -> None:
    assert problems("outgoing", forwarded_on="13/3") == [
        (
            "forwarded_on",
            "It was handed over before it was dated: correct a date, or give the reason below.",
        )
    ]
    assert checked("outgoing", forwarded_on="13/3", date_reason="Phát hành trước")
    assert checked("outgoing", forwarded_on="14/3")


@pytest.mark.parametrize(
    ("register", "day"), [("incoming", "arrived_on"), ("outgoing", "document_date")]
)
def test_day_that_decides_the_number_is_today_at_the_latest(register: str, day: str) -> None:
    assert getattr(checked(register, **{day: "15/3/2026"}), day) == TODAY
    assert problems(register, **{day: "16/3/2026"}) == [(day, STILL_TO_COME)]
    assert problems(register, **{day: "16/3/2026", "date_reason": "Đề lùi ngày"}) == [
        (day, STILL_TO_COME)
    ]


def test_wrong_year_in_january_is_caught() -> None:
    assert problems("incoming", arrived_on="31/12") == [("arrived_on", STILL_TO_COME)]


# Secrecy


@pytest.mark.parametrize("degree", ["Tuyệt mật", "Tối mật", "Mật", "mat", "Top secret"])
@pytest.mark.parametrize("register", REGISTERS)
def test_secret_document_is_refused_with_the_reason(register: str, degree: str) -> None:
    assert problems(register, secrecy=degree) == [("secrecy", NO_SECRETS)]


@pytest.mark.parametrize("typed", ["", "Không", "thường", "None"])
@pytest.mark.parametrize("register", REGISTERS)
def test_document_that_is_not_secret_says_so(register: str, typed: str) -> None:
    assert checked(register, secrecy=typed).secrecy == "khong"


# Kinds and lengths


@pytest.mark.parametrize("register", REGISTERS)
def test_kind_outside_the_catalogue_is_refused(register: str) -> None:
    assert problems(register, document_kind="Giấy khen") == [
        ("document_kind", "“Giấy khen” is not in the list: choose an entry.")
    ]


@pytest.mark.parametrize("register", REGISTERS)
def test_every_kind_of_the_catalogue_is_taken(register: str) -> None:
    codes = [entry.code for entry in catalogue("kinds").entries]
    assert [checked(register, document_kind=code).document_kind for code in codes] == codes


@pytest.mark.parametrize(
    ("register", "field", "longest"),
    [
        ("incoming", "subject", 500),
        ("incoming", "issuer", 200),
        ("incoming", "symbol", 42),
        ("incoming", "signer_position", 100),
        ("incoming", "signer", 50),
        ("incoming", "note", 500),
        ("incoming", "direction", 2000),
        ("outgoing", "subject", 500),
        ("outgoing", "symbol", 42),
        ("outgoing", "signer", 50),
        ("outgoing", "recipients", 200),
        ("outgoing", "note", 500),
    ],
)
def test_field_takes_what_the_form_allows_and_not_one_letter_more(
    register: str, field: str, longest: int
) -> None:
    assert checked(register, **{field: "đ" * longest})
    assert problems(register, **{field: "đ" * (longest + 1)}) == [
        (
            field,
            f"{longest + 1} characters; the form allows {longest}: shorten it.",
        )
    ]


@pytest.mark.parametrize("field", ["issuer", "symbol", "subject", "receivers", "signer", "note"])
def test_control_character_is_refused_in_every_text(field: str) -> None:
    assert problems("incoming", **{field: "a\x07b"}) == [
        (field, "It holds a control character (U+0007); delete it.")
    ]


@pytest.mark.parametrize(("typed", "least"), [("0", "0"), ("-1", "-1")])
def test_document_has_at_least_one_page_and_one_copy(typed: str, least: str) -> None:
    assert problems("incoming", pages=typed, copies=typed) == [
        ("pages", f"{least} is too small: at least 1."),
        ("copies", f"{least} is too small: at least 1."),
    ]
