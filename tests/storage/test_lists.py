"""Lists: what a query finds, in which order, and that it finds it by an index."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, register
from desktop.correspondence.sheets import BOOK_ORDER
from desktop.language.words import M
from desktop.opening import make_office
from desktop.records.queries import Filter, Order, Query
from desktop.records.queries import Test as Condition
from desktop.records.record import fields_of
from desktop.storage.lists import Reader
from desktop.storage.store import Store

Registered = Callable[..., IncomingDocument]


SIX: tuple[dict[str, Any], ...] = (
    {
        "issuer": "Sở Nội vụ",
        "symbol": "12/SNV-TCCB",
        "document_kind": "to-trinh",
        "document_date": date(2025, 12, 30),
        "arrived_on": date(2025, 12, 31),
        "forwarded_on": date(2025, 12, 31),
    },
    {"issuer": "Đảng ủy xã Ea Súp", "symbol": "5/ĐU", "receivers": ("Phòng Nội chính",)},
    {"issuer": "Ánh Dương", "series": "TW", "pages": 3, "due_on": date(2026, 3, 20)},
    {"issuer": "Ấp Bắc", "pages": 10, "receivers": ("Phòng Nội chính", "Phòng Kinh tế")},
    {"issuer": "Âu Lạc", "symbol": "12/QĐ-UBND", "document_kind": "quyet-dinh"},
    {"issuer": "An Bình", "symbol": "12/SNV-VP", "document_kind": "to-trinh"},
)


def enter_six(store: Store) -> None:
    """Incoming documents 1 to 6, of two years and two series; the sixth goes into the trash."""
    names = KnownNames(store.reader)
    for place, facts in enumerate(SIX, start=1):
        usual: dict[str, Any] = {"series": "SN", "arrived_on": date(2026, 3, 2)}
        subject = f"Báo cáo số {place} về hòa giải"
        register(store, IncomingDocument(subject=subject, **{**usual, **facts}), names=names)
    discard(store, store.reader.record("incoming", 6))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader of an office with the six documents; nothing is written any more."""
    with closing(make_office(tmp_path_factory.mktemp("six") / "office.db")) as store:
        enter_six(store)
        yield store.reader


def ids(reader: Reader, *filters: Filter, **query: Any) -> list[int]:
    return list(reader.ids(Query("incoming", filters, **query)))


# Filters


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Filter("year", Condition.IS, 2026), [5, 4, 3, 2]),
        (Filter("series", Condition.IS, "SN"), [5, 4, 2, 1]),
        (Filter("issuer", Condition.IS, "Ấp Bắc"), [4]),
        (Filter("arrived_on", Condition.IS, date(2025, 12, 31)), [1]),
        (Filter("receivers", Condition.IS, ("Phòng Nội chính", "Phòng Kinh tế")), [4]),
        (Filter("document_kind", Condition.IS, None), [4, 3, 2]),
        (Filter("pages", Condition.IS, None), [5, 2, 1]),
        (Filter("year", Condition.AT_LEAST, 2026), [5, 4, 3, 2]),
        (Filter("arrived_on", Condition.AT_MOST, date(2026, 1, 1)), [1]),
        (Filter("pages", Condition.AT_LEAST, 10), [4]),
        (Filter("pages", Condition.AT_MOST, 9), [3]),
        (Filter("forwarded_on", Condition.EMPTY), [5, 4, 3, 2]),
        (Filter("forwarded_on", Condition.FILLED), [1]),
        (Filter("due_on", Condition.FILLED), [3]),
    ],
    ids=lambda value: f"{value.field} {value.test.value}" if isinstance(value, Filter) else "",
)
@pytest.mark.parametrize("words", ["", "hoa giai"])
def test_filter_keeps_what_passes_its_test_with_words_and_without(
    reader: Reader, condition: Filter, found: list[int], words: str
) -> None:
    assert ids(reader, condition, words=words) == found


def test_filters_hold_together(reader: Reader) -> None:
    query = (
        Query("incoming")
        .where("year", Condition.IS, 2026)
        .where("series", Condition.IS, "SN")
        .where("document_kind", Condition.IS, "quyet-dinh")
    )
    assert list(reader.ids(query)) == [5]
    assert list(reader.ids(replace(query, words="báo cáo"))) == [5]
    assert list(reader.ids(query.where("pages", Condition.FILLED))) == []


def test_series_of_like_codes_are_kept_apart_beside_words(office: Store) -> None:
    """QĐ-UBND and QD/UBND fold to the same letters, and are two books all the same."""
    with office.writing(M("adding")) as writing:
        for code in ("QĐ-UBND", "QD/UBND"):
            writing.add(
                IncomingDocument(
                    series=code,
                    year=2026,
                    number=1,
                    arrived_on=office.today,
                    issuer="Sở Nội vụ",
                    subject="Báo cáo",
                )
            )

    for code, document in (("QĐ-UBND", 1), ("QD/UBND", 2)):
        assert ids(office.reader, Filter("series", Condition.IS, code), words="bao cao") == [
            document
        ]


# Words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bao cao", [5, 4, 3, 2, 1]),
        ("BÁO", [5, 4, 3, 2, 1]),
        ("hoà", [5, 4, 3, 2, 1]),
        ("cao bao", [5, 4, 3, 2, 1]),
        ("dang uy", [2]),
        ("12/", [5, 1]),
        ("12/qd", [5]),
        ("12/QĐ-UBND", [5]),
        ("12/snv-tccb", [1]),
        ("12-s", [1]),
        ("qd ubnd", [5]),
        ("to trinh", [1]),
        ("noi chinh", [4, 2]),
        ("03", [5]),
        ("ngh", []),
        ("bao dang", [2]),
        ('"', [5, 4, 3, 2, 1]),
        ("bao AND cao* (", []),
        ("-", [5, 4, 3, 2, 1]),
        (" ".join(["bao"] * 600), [5, 4, 3, 2, 1]),
    ],
)
def test_words_are_found_by_their_beginnings_with_marks_or_without(
    reader: Reader, words: str, found: list[int]
) -> None:
    assert ids(reader, words=words) == found


def test_words_with_marks_put_exact_matches_first(office: Store, registered: Registered) -> None:
    for subject in ("Hòa giải", "Hóa đơn", "Hoa quả", "hoà bình", "Hoả hoạn"):
        registered(subject)

    assert ids(office.reader, words="hoa") == [5, 4, 3, 2, 1]
    assert ids(office.reader, words="hoà") == [4, 1, 5, 3, 2]
    assert ids(office.reader, words="hóa") == [2, 5, 4, 3, 1]
    by_subject = (Order("subject"),)
    assert ids(office.reader, words="hoà", order=by_subject) == [4, 2, 1, 5, 3]


def test_words_look_through_records_that_have_no_index(reader: Reader) -> None:
    found = reader.records("bodies", reader.ids(Query("bodies", words="noi")))
    assert [body.name for body in found] == ["Phòng Nội chính", "Sở Nội vụ"]


# Order


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order("id"), [1, 2, 3, 4, 5]),
        (Order("id", descending=True), [5, 4, 3, 2, 1]),
        # Vietnamese order: a before â, no tone before huyền … nặng, đ after d and before s.
        (Order("issuer"), [3, 4, 5, 2, 1]),
        (Order("issuer", descending=True), [1, 2, 5, 4, 3]),
        # Numbers in symbols by their size; what is empty comes first, newest first among equals.
        (Order("symbol"), [4, 3, 2, 5, 1]),
        (Order("arrived_on"), [1, 5, 4, 3, 2]),
        (Order("number"), [3, 2, 1, 4, 5]),
        (Order("pages", descending=True), [4, 3, 5, 2, 1]),
    ],
    ids=lambda value: value.field if isinstance(value, Order) else "",
)
@pytest.mark.parametrize("words", ["", "hoa giai"])
def test_list_is_sorted_by_any_column(
    reader: Reader, order: Order, found: list[int], words: str
) -> None:
    assert ids(reader, order=(order,), words=words) == found


@pytest.mark.parametrize("record", [IncomingDocument, OutgoingDocument])
def test_every_field_can_be_sorted_and_grouped_by(office: Store, record: Any) -> None:
    for field in fields_of(record):
        query = Query(record.kind, order=(Order(field), Order("id")))
        assert list(office.reader.ids(query)) == []
        assert office.reader.groups(query, field) == []
        assert office.reader.bounds(query, field) == (None, None)


def test_second_field_decides_where_the_first_is_equal(reader: Reader) -> None:
    order = (Order("series"), Order("pages", descending=True), Order("id"))
    assert ids(reader, order=order) == [4, 1, 2, 5, 3]
    assert ids(reader, order=BOOK_ORDER) == [1, 2, 4, 5, 3]


# Trash


def test_trashed_records_stand_in_the_trash_and_nowhere_else(reader: Reader) -> None:
    assert ids(reader, in_trash=True) == [6]
    assert ids(reader, Filter("year", Condition.IS, 2026), in_trash=True) == [6]
    assert ids(reader, Filter("year", Condition.IS, 2025), in_trash=True) == []
    assert ids(reader, words="an binh") == []
    assert (reader.is_trashed("incoming", 6), reader.is_trashed("incoming", 5)) == (True, False)
    assert reader.record("incoming", 6).issuer == "An Bình"


def test_trash_is_searched_counted_and_grouped_like_the_list(office: Store) -> None:
    enter_six(office)
    reader = office.reader
    discard(office, reader.record("incoming", 2))
    found = Query("incoming", words="12/snv", in_trash=True)
    every = Query("incoming", words="hoa giai", in_trash=True)

    assert (list(reader.ids(found)), reader.count(found)) == ([6], 1)
    assert list(reader.ids(every)) == [6, 2]
    assert list(reader.ids(replace(every, order=(Order("issuer"),)))) == [6, 2]
    assert list(reader.ids(every.where("document_kind", Condition.IS, "to-trinh"))) == [6]
    assert reader.groups(every, "document_kind") == [(None, 1), ("to-trinh", 1)]
    assert reader.bounds(found, "number") == (4, 4)


def test_query_with_trash_takes_live_and_trashed_records_alike(office: Store) -> None:
    enter_six(office)
    reader = office.reader
    discard(office, reader.record("incoming", 2))

    def found(*filters: Filter, **query: Any) -> list[int]:
        return ids(reader, *filters, with_trash=True, **query)

    assert (reader.trashed("incoming"), reader.trashed("outgoing")) == (
        frozenset({2, 6}),
        frozenset(),
    )
    assert found() == [6, 5, 4, 3, 2, 1]
    assert found(order=BOOK_ORDER) == [1, 2, 4, 5, 6, 3]
    assert found(Filter("document_kind", Condition.IS, "to-trinh")) == [6, 1]
    assert found(words="12/snv") == [6, 1]
    assert found(words="sở nội") == [1, 4, 2]
    assert found(Filter("pages", Condition.EMPTY), words="hoa giai") == [6, 5, 2, 1]
    assert found(words="hoa giai", order=(Order("issuer"),)) == [6, 3, 4, 5, 2, 1]
    assert found(in_trash=True) == [6, 2]
    every = Query("incoming", with_trash=True)
    for query in (every, replace(every, words="hoa giai")):
        assert (reader.count(query), reader.count(query, 3)) == (6, 3)
        assert reader.groups(query, "series") == [("SN", 5), ("TW", 1)]
        assert reader.bounds(query, "number") == (1, 4)


# Counts, groups, bounds, limits


def test_limit_stops_lists_and_counts(reader: Reader) -> None:
    query = Query("incoming")
    assert (list(reader.ids(query, 2)), list(reader.ids(query, 0))) == ([5, 4], [])
    assert (reader.count(query), reader.count(query, 3), reader.count(query, 9)) == (5, 3, 5)
    words = Query("incoming", words="báo cáo")
    assert (reader.count(words), reader.count(words, 3)) == (5, 3)


@pytest.mark.parametrize("words", ["", "giai", "giải"])
def test_groups_count_the_answers_by_a_field(reader: Reader, words: str) -> None:
    query = Query("incoming", words=words)

    assert reader.groups(query, "series") == [("SN", 4), ("TW", 1)]
    assert reader.groups(query, "document_kind") == [(None, 3), ("quyet-dinh", 1), ("to-trinh", 1)]
    assert reader.groups(query.where("year", Condition.IS, 2025), "arrived_on") == [
        (date(2025, 12, 31), 1)
    ]


def test_newest_values_leave_out_what_is_old_trashed_or_empty(reader: Reader) -> None:
    assert reader.newest_values("incoming", "series", 3) == [("SN", 2), ("TW", 1)]
    assert reader.newest_values("incoming", "pages", 3) == [(3, 1), (10, 1)]
    assert reader.newest_values("incoming", "document_kind", 1) == [("quyet-dinh", 1)]


@pytest.mark.parametrize("words", ["", "giai", "giải"])
def test_bounds_are_the_least_and_the_greatest_value(reader: Reader, words: str) -> None:
    query = Query("incoming", words=words)

    assert reader.bounds(query, "arrived_on") == (date(2025, 12, 31), date(2026, 3, 2))
    assert reader.bounds(query, "pages") == (3, 10)
    assert reader.bounds(query.where("year", Condition.IS, 2025), "pages") == (None, None)


# Records


def test_records_come_in_the_order_of_their_ids_and_missing_ones_are_left_out(
    reader: Reader,
) -> None:
    assert [document.id for document in reader.records("incoming", [4, 99, 1, 6, 2])] == [
        4,
        1,
        6,
        2,
    ]
    assert reader.record("incoming", 99) is None
    assert [row["id"] for row in reader.rows("incoming")] == [1, 2, 3, 4, 5, 6]


def test_long_list_is_read_whole(office: Store) -> None:
    with office.writing(M("adding")) as writing:
        document = IncomingDocument(
            series="SN", year=2026, arrived_on=office.today, issuer="Sở Nội vụ", subject="Báo cáo"
        )
        for number in range(1, 2502):
            writing.add(replace(document, number=number))

    found = office.reader.ids(Query("incoming"))
    assert list(found) == list(range(2501, 0, -1))
    assert [one.number for one in office.reader.records("incoming", found)] == list(found)
    assert office.reader.count(Query("incoming", words="bao")) == 2501


def test_number_and_key_find_their_record(reader: Reader) -> None:
    assert reader.with_number("incoming", "SN", 2026, 2).issuer == "Ấp Bắc"
    assert reader.with_number("incoming", "SN", 2026, 4).issuer == "An Bình"
    assert reader.with_number("incoming", "SN", 2026, 5) is None
    assert reader.last_number("incoming", "SN", 2026) == 4
    assert reader.last_number("incoming", "DT", 2026) == 0
    assert [one.id for one in reader.with_key("incoming", "symbol_key", "12/qd-ubnd")] == [5]
    assert reader.with_key("incoming", "symbol_key", "12/snv-vp") == []


# How it is found


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """What SQLite is asked meanwhile."""
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    yield asked
    store.connection.set_trace_callback(None)


BY_NUMBER = "SEARCH incoming USING COVERING INDEX incoming_number"


def plan(store: Store, read: Callable[[Reader], object]) -> list[str]:
    """How SQLite goes about the first statement of a reading."""
    with statements(store) as asked:
        read(store.reader)
    # The index first reads how it is set up, where another connection may have changed it.
    first = next(one for one in asked if "_search_config" not in one)
    found = store.connection.execute(f"EXPLAIN QUERY PLAN {first}").fetchall()
    # The number of a virtual table's way in is the affair of SQLite's version.
    return [re.sub(r" \d+:\w+$", "", step) for *_, step in found]


@pytest.mark.parametrize(
    ("read", "steps"),
    [
        (
            lambda reader: reader.ids(Query("incoming")),
            ["SCAN d USING COVERING INDEX incoming_live"],
        ),
        (
            lambda reader: reader.ids(Query("incoming", in_trash=True)),
            ["SCAN d USING COVERING INDEX incoming_trash"],
        ),
        (
            lambda reader: reader.trashed("incoming"),
            ["SCAN incoming USING COVERING INDEX incoming_trash"],
        ),
        (
            lambda reader: reader.ids(
                Query("incoming", order=BOOK_ORDER, with_trash=True).where(
                    "year", Condition.IS, 2026
                )
            ),
            [
                "SCAN d USING COVERING INDEX incoming_number",
                "USE TEMP B-TREE FOR ORDER BY",
            ],
        ),
        (
            lambda reader: reader.ids(Query("outgoing").where("year", Condition.IS, 2026)),
            ["SEARCH d USING COVERING INDEX outgoing_year (year=?)"],
        ),
        (
            lambda reader: reader.ids(
                Query("incoming")
                .where("series", Condition.IS, "SN")
                .where("year", Condition.IS, 2026)
            ),
            ["SEARCH d USING COVERING INDEX incoming_series (series=? AND year=?)"],
        ),
        (
            lambda reader: reader.ids(
                Query("incoming")
                .where("year", Condition.IS, 2026)
                .where("forwarded_on", Condition.EMPTY)
            ),
            ["SEARCH d USING INDEX incoming_waiting (year=?)"],
        ),
        (
            lambda reader: reader.count(
                Query("incoming").where("issuer", Condition.IS, "Sở Nội vụ")
            ),
            [
                "CO-ROUTINE (subquery-1)",
                "SEARCH d USING COVERING INDEX incoming_issuer (issuer=?)",
                "SCAN (subquery-1)",
            ],
        ),
        (
            lambda reader: reader.ids(
                Query("incoming", order=(Order("arrived_on", descending=True),))
            ),
            ["SCAN d USING COVERING INDEX incoming_day"],
        ),
        (
            lambda reader: reader.ids(Query("incoming", words="bao")),
            ["SCAN s VIRTUAL TABLE INDEX"],
        ),
        (
            lambda reader: reader.ids(
                Query("incoming", words="bao").where("year", Condition.IS, 2026)
            ),
            ["SCAN s VIRTUAL TABLE INDEX"],
        ),
        (
            lambda reader: reader.with_number("incoming", "SN", 2026, 15),
            [
                f"{BY_NUMBER} (series=? AND year=? AND number=? AND <expr>=?)",
            ],
        ),
        (
            lambda reader: reader.last_number("incoming", "SN", 2026),
            [f"{BY_NUMBER} (series=? AND year=?)"],
        ),
        (
            lambda reader: reader.with_key("outgoing", "symbol_key", "12/qd-ubnd"),
            ["SEARCH outgoing USING COVERING INDEX outgoing_symbol (symbol_key=?)"],
        ),
        (
            lambda reader: list(reader.records("incoming", [7, 3, 1])),
            ["SEARCH incoming USING INTEGER PRIMARY KEY (rowid=?)"],
        ),
    ],
)
def test_list_is_found_by_an_index(
    office: Store, read: Callable[[Reader], object], steps: list[str]
) -> None:
    assert plan(office, read) == steps
