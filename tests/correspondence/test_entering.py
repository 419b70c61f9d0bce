"""What the form fills in by itself, and what it asks while a document is half typed."""

from datetime import date
from typing import Any

import pytest

from desktop.correspondence.entering import (
    Filled,
    counted_deadline,
    empty_draft,
    follow,
    like,
    next_number,
    sought_in,
)
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, register
from desktop.correspondence.series import Series
from desktop.correspondence.twins import Sought
from desktop.language.words import M
from desktop.language.working_days import WorkingDays
from desktop.office.bodies import Body
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.storage.store import Store

TODAY = date(2026, 3, 15)


def incoming(**facts: Any) -> IncomingDocument:
    usual = {
        "series": "SN",
        "arrived_on": TODAY,
        "issuer": "Sở Nội vụ",
        "subject": "Về biên chế",
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


@pytest.fixture
def ground(names: KnownNames) -> Ground:
    return names.ground(TODAY, "vi")


def followed(kind: str, typed: str, names: KnownNames, **texts: str) -> list[Filled]:
    return follow(Draft(kind, texts), typed, names, names.ground(TODAY, "vi"))


# A new document


@pytest.mark.parametrize(
    ("kind", "day"), [("incoming", "arrived_on"), ("outgoing", "document_date")]
)
def test_new_document_begins_today(ground: Ground, kind: str, day: str) -> None:
    assert empty_draft(kind, ground, {}) == Draft(kind, {day: "15/03/2026"})


def test_new_document_begins_with_the_values_that_stay(ground: Ground) -> None:
    kept = {"series": "DP", "arrived_on": "14/03/2026", "channel": ""}

    assert empty_draft("incoming", ground, kept) == Draft(
        "incoming", {"series": "DP", "arrived_on": "14/03/2026"}
    )


def test_previous_document_lends_all_but_what_is_its_own(ground: Ground) -> None:
    previous = incoming(
        id=7,
        year=2026,
        number=12,
        symbol="56/SNV-CCVC",
        document_date=date(2026, 3, 12),
        document_kind="cong-van",
        receivers=("Phòng Tổng hợp", "Phòng Nội chính"),
        forwarded_on=TODAY,
        receipt="Bình",
        date_reason="Đến muộn",
        note="Bản giấy",
        suffix="a",
        standing="replaced",
        standing_reason="Sai thẩm quyền",
        changed_by=3,
        replies_to=4,
        received_again="16/03/2026",
        progress="Đã xong",
        settled_on=TODAY,
        file_ordinal=2,
    )

    assert like(previous, ground) == Draft(
        "incoming",
        {
            "series": "SN",
            "arrived_on": "15/03/2026",
            "issuer": "Sở Nội vụ",
            "document_date": "12/03/2026",
            "document_kind": "Công văn",
            "subject": "Về biên chế",
            "receivers": "Phòng Tổng hợp; Phòng Nội chính",
            "secrecy": "Không",
            "note": "Bản giấy",
        },
    )


# What one field tells of another


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("15/QĐ-UBND", "Quyết định"),
        ("1234/BTC-NSNN", "Công văn"),
        ("07/ tb - vp", "Thông báo"),
        ("15/2026/NQ-HĐND", "Nghị quyết"),
    ],
)
def test_symbol_tells_the_kind(names: KnownNames, symbol: str, kind: str) -> None:
    assert followed("incoming", "symbol", names, symbol=symbol) == [Filled("document_kind", kind)]


def test_kind_is_said_in_the_language_of_the_window(names: KnownNames) -> None:
    ground = names.ground(TODAY, "en")
    (filled,) = follow(Draft("incoming", {"symbol": "15/QĐ-UBND"}), "symbol", names, ground)
    assert filled == Filled("document_kind", "Decision")


@pytest.mark.parametrize("symbol", ["", "QĐ-UBND", "không số", "15"])
def test_symbol_without_number_tells_nothing(names: KnownNames, symbol: str) -> None:
    assert followed("incoming", "symbol", names, symbol=symbol) == []


@pytest.mark.parametrize(
    ("group", "series"), [("commune", "DP"), ("central", "TW"), ("party", "TW"), ("other", "SN")]
)
def test_author_tells_the_series_of_its_group(
    office: Store, names: KnownNames, group: str, series: str
) -> None:
    with office.writing(M("adding")) as writing:
        writing.add(Body(name="Ban Quản lý dự án", aliases=("BQLDA",), body_group=group))
    names.take(writing.change)

    for typed in ("Ban Quản lý dự án", "ban quan ly du an", "BQLDA"):
        assert followed("incoming", "issuer", names, issuer=typed) == [Filled("series", series)]


def test_author_that_is_not_known_is_one_of_the_others(names: KnownNames) -> None:
    assert followed("incoming", "issuer", names, issuer="Ông Nguyễn Văn An") == [
        Filled("series", "SN")
    ]


def test_author_without_a_group_is_one_of_the_others(office: Store, names: KnownNames) -> None:
    with office.writing(M("adding")) as writing:
        writing.add(Body(name="Ban Quản lý dự án"))
    names.take(writing.change)

    assert followed("incoming", "issuer", names, issuer="Ban Quản lý dự án") == [
        Filled("series", "SN")
    ]


@pytest.mark.parametrize(
    ("now", "kind", "series"),
    [
        ("", "Quyết định", "UBND-QD"),
        ("", "công văn", "UBND-CV"),
        ("UBND-CV", "Quyết định", "UBND-QD"),
        ("VP-CV", "Quyết định", "VP-QD"),
        ("VP-QD", "Báo cáo", "VP-KHAC"),  # no series of its own: the mixed one
        ("UBND-CV", "Giấy ủy quyền", "UBND-KHAC"),
    ],
)
def test_kind_tells_the_series_of_the_issuer_in_the_form(
    names: KnownNames, now: str, kind: str, series: str
) -> None:
    filled = followed("outgoing", "document_kind", names, document_kind=kind, series=now)
    assert filled == [Filled("series", series)]


def test_kind_tells_no_series_where_none_is_defined(office: Store) -> None:
    with office.writing(M("clearing")) as writing:
        for series in [one for one in KnownNames(office.reader).series_of("outgoing") if one.id]:
            assert series.id is not None
            writing.trash("series", series.id)
    bare = KnownNames(office.reader)

    assert followed("outgoing", "document_kind", bare, document_kind="Quyết định") == []


@pytest.mark.parametrize("kind", ["", "nothing of the kind"])
def test_kind_that_is_not_known_tells_nothing(names: KnownNames, kind: str) -> None:
    assert followed("outgoing", "document_kind", names, document_kind=kind) == []


def test_kind_of_an_incoming_document_tells_no_series(names: KnownNames) -> None:
    assert followed("incoming", "document_kind", names, document_kind="Quyết định") == []


def test_other_fields_tell_nothing(names: KnownNames) -> None:
    typed = {"subject": "Quyết định", "receivers": "Sở Nội vụ", "symbol": "15/QĐ-UBND"}
    assert followed("incoming", "subject", names, **typed) == []


# The number to come


def number_to_come(office: Store, ground: Ground, **texts: str) -> int | None:
    return next_number(Draft("incoming", texts), office.reader, ground)


def test_number_to_come_follows_series_and_year(
    office: Store, names: KnownNames, ground: Ground
) -> None:
    for facts in ({}, {}, {"series": "DP"}, {"arrived_on": date(2025, 12, 30)}):
        register(office, incoming(**facts), names=names)

    numbers = [
        number_to_come(office, ground, series=series, arrived_on=day)
        for series, day in (
            ("SN", "15/03/2026"),
            ("DP", "1503"),
            ("TW", "15/03/2026"),
            ("SN", "30/12/2025"),
            ("sn", "1/1/2024"),
        )
    ]
    assert numbers == [3, 2, 1, 2, 1]


def test_number_of_a_discarded_document_is_not_given_again(
    office: Store, names: KnownNames, ground: Ground
) -> None:
    _, kept = register(office, incoming(), names=names)
    discard(office, kept)

    assert number_to_come(office, ground, series="SN", arrived_on="15/03/2026") == 2


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"series": "SN"},
        {"arrived_on": "15/03/2026"},
        {"series": "SN", "arrived_on": "3102"},
        {"series": "XX", "arrived_on": "15/03/2026"},
    ],
    ids=["nothing", "no day", "no series", "no such day", "no such series"],
)
def test_number_to_come_is_open_while_series_or_day_is(
    office: Store, ground: Ground, texts: dict[str, str]
) -> None:
    assert number_to_come(office, ground, **texts) is None


# Twins sought


def test_half_typed_draft_says_what_is_known_of_the_document(ground: Ground) -> None:
    draft = Draft(
        "incoming",
        {"symbol": " 5 / QĐ-STC ", "issuer": "Sở Tài chính", "document_date": "1003"},
        record_id=7,
    )

    assert sought_in(draft, ground) == Sought(
        "incoming", "5/QĐ-STC", "Sở Tài chính", date(2026, 3, 10), own_id=7
    )


def test_what_cannot_be_read_yet_says_nothing(ground: Ground) -> None:
    draft = Draft("incoming", {"symbol": "5\x00", "document_date": "31", "subject": "Về biên chế"})

    assert sought_in(draft, ground) == Sought("incoming", subject="Về biên chế")


def test_series_of_the_office_are_those_that_forms_follow(office: Store, names: KnownNames) -> None:
    """A series that the office adds is followed as those that were proposed."""
    with office.writing(M("defining")) as writing:
        writing.add(Series(register="incoming", code="DN", name="Doanh nghiệp", body_groups=("x",)))
        writing.add(Body(name="Công ty Cấp nước", body_group="x"))
    names.read()

    filled = followed("incoming", "issuer", names, issuer="Công ty Cấp nước")
    assert filled == [Filled("series", "DN")]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("5n", "20/03/2026"), ("5 d", "20/03/2026"), ("5P", "20/03/2026"), ("0n", "13/03/2026")],
)
def test_deadline_typed_as_a_count_of_working_days(typed: str, shown: str) -> None:
    draft = Draft("incoming", {"arrived_on": "13/03/2026", "due_on": typed})
    assert counted_deadline(draft, WorkingDays(), Ground(date(2026, 3, 15))) == shown


@pytest.mark.parametrize("typed", ["5", "2003", "n5", "", "20/03"])
def test_deadline_typed_as_a_day_is_left_alone(typed: str) -> None:
    draft = Draft("incoming", {"arrived_on": "13/03/2026", "due_on": typed})
    assert counted_deadline(draft, WorkingDays(), Ground(date(2026, 3, 15))) is None
