"""Importing a register: each row is entered, a twin, or named as faulty with its line."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.correspondence.importing import Faulty, Outcome, Twin, bring_in
from desktop.correspondence.keeping_series import series_of
from desktop.correspondence.known_names import DOCUMENTS, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discard, put_back, register
from desktop.correspondence.series import Series
from desktop.correspondence.views import HEADINGS
from desktop.errors import Trouble
from desktop.intake.mapping import drafts, map_columns
from desktop.intake.reading import Table, read_table
from desktop.language.words import M
from desktop.opening import make_office
from desktop.records.drafts import Draft
from desktop.records.law import form
from desktop.records.queries import Query
from desktop.records.record import fields_of
from desktop.storage.store import Store
from desktop.storage.verifying import verify

REAL = Path(__file__).parents[3] / "shared" / "data" / "documents"
COMMITTEE = "Ủy ban nhân dân tỉnh"
PLAN = "Phê duyệt kế hoạch thanh tra"

Row = tuple[str, ...]
Outcomes = Generator[Outcome, None, None]


class Import:
    """An office and what is brought into it."""

    def __init__(self, office: Store, names: KnownNames, folder: Path) -> None:
        self.office, self.names, self._source = office, names, folder / "register.csv"

    def bring(self, register: str, *rows: Row, dry_run: bool = False) -> list[Outcome]:
        """What becomes of the rows of a CSV, whose first one holds the headings."""
        return list(self.outcomes(register, *rows, dry_run=dry_run))

    def outcomes(self, register: str, *rows: Row, dry_run: bool = False) -> Outcomes:
        with self._source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return self.from_file(register, self._source, dry_run=dry_run)

    def from_file(self, register: str, path: Path, *, dry_run: bool = False) -> Outcomes:
        table = read_table(path)
        columns = map_columns(table, fields_of(DOCUMENTS[register]), HEADINGS[register])
        return self.from_drafts(drafts(table, columns, register), dry_run=dry_run)

    def from_drafts(self, lines: Iterator[tuple[int, Draft]], *, dry_run: bool = False) -> Outcomes:
        ground = self.names.ground(self.office.today, "vi")
        return bring_in(self.office, lines, names=self.names, ground=ground, dry_run=dry_run)

    def count(self, kind: str) -> int:
        return self.office.reader.count(Query(kind))

    def found(self, kind: str, words: str) -> list[int]:
        return list(self.office.reader.ids(Query(kind, words=words)))


@pytest.fixture
def books(office: Store, names: KnownNames, tmp_path: Path) -> Import:
    return Import(office, names, tmp_path)


HEADS = ("Số ký hiệu", "Ngày ban hành", "Trích yếu")


def decision(number: int, subject: str = PLAN, **facts: Any) -> OutgoingDocument:
    usual = {
        "id": number,
        "series": "UBND-QD",
        "year": 2026,
        "number": number,
        "symbol": f"{number:02d}/QĐ-UBND",
        "document_date": date(2026, 3, number),
        "issuer": COMMITTEE,
        "document_kind": "quyet-dinh",
        "subject": subject,
    }
    return OutgoingDocument(**{**usual, **facts})


def said(outcomes: list[Outcome]) -> list[object]:
    """Outcomes in short: the id of what was entered, a twin's line, a fault's fields."""
    return [
        (one.line, [problem.field for problem in one.problems])
        if isinstance(one, Faulty)
        else (one.line, one.of_line)
        if isinstance(one, Twin)
        else one.id
        for one in outcomes
    ]


# Rows as they come


def test_rows_become_documents_under_the_numbers_they_bring(books: Import) -> None:
    entered = books.bring(
        "outgoing",
        (*HEADS, "Nơi nhận", "Người ký", "Số bản"),
        ("02/QĐ-UBND", "2/3/2026", PLAN, "STC; Sở Y tế", "Lê Thị Hà", "10"),
        ("1/QĐ-UBND", "01/03/2026", "Thành lập Tổ công tác", "", "", ""),
    )
    recipients = ("STC", "Sở Y tế")
    assert entered == [
        decision(2, id=1, recipients=recipients, signer="Lê Thị Hà", copies=10),
        decision(1, "Thành lập Tổ công tác", id=2, symbol="1/QĐ-UBND"),
    ]
    assert list(books.office.reader.records("outgoing", (1, 2))) == entered
    assert books.names.directories["bodies"].named("so y te") == "Sở Y tế"


def test_every_row_of_a_dirty_register_is_entered_a_twin_or_faulty(books: Import) -> None:
    outcomes = books.bring(
        "outgoing",
        (*HEADS, "Loại văn bản"),
        ("01/QĐ-UBND", "1/3/2026", PLAN, "Quyết định"),
        ("1 / QÐ – UBND", "01-03-2026", unicodedata.normalize("NFD", PLAN), "QĐ"),
        (unicodedata.normalize("NFD", "02/QĐ-UBND"), "2/3/2026", "Giao đất", ""),
        ("03/QÐ-UBND", "3/3/2026", "Thu hồi đất", ""),
        ("", "4/3/2026", "Không số", ""),
        ("05/QĐ-UBND", "5/3/2026", "Khen", "Giấy khen"),
        ("06/QĐ-UBND", "31/2/2026", "Ngày không có", ""),
        ("07/QĐ-UBND", "7/3/2026", "Giao đất\nđợt 2", ""),
        ("02/QĐ-UBND", "8/3/2026", "Số đã cấp", ""),
        ("QĐ-UBND", "hôm qua", "", ""),
        ("08/QĐ-UBND", "16/3/2026", "Ngày mai", ""),
        ("09/QĐ-UBND", "9/3/2026", "chuông\x07", ""),
    )
    assert said(outcomes) == [
        1,
        (3, 2),
        2,
        3,
        (6, ["symbol"]),
        (7, ["document_kind"]),
        (8, ["document_date"]),
        4,
        (11, ["number"]),
        (12, ["symbol"]),
        (13, ["document_date"]),
        (14, ["subject"]),
    ]
    assert list(books.office.reader.records("outgoing", (1, 2, 3, 4))) == [
        decision(1),
        decision(2, "Giao đất"),
        decision(3, "Thu hồi đất"),
        decision(7, "Giao đất\nđợt 2", id=4),
    ]
    assert books.count("outgoing") == 4
    assert verify(books.office) == []


def test_fault_says_everything_that_is_wrong_in_its_row(books: Import) -> None:
    (fault,) = books.bring("outgoing", HEADS, ("05/QĐ-UBND", "31/2/2026", ""))
    assert isinstance(fault, Faulty)
    assert [(problem.field, str(problem.message)) for problem in fault.problems] == [
        ("document_date", "There is no 31/02/2026."),
        ("subject", "Needed: fill it in."),
    ]


def test_row_without_a_number_is_told_what_to_do(books: Import) -> None:
    (fault,) = books.bring("outgoing", HEADS, ("QĐ-UBND", "1/3/2026", PLAN))
    assert isinstance(fault, Faulty)
    assert [str(problem.message) for problem in fault.problems] == [
        "No number in “QĐ-UBND”: add it, or name a series that gives one."
    ]


def test_row_that_names_its_series_gets_its_next_number(books: Import) -> None:
    rows = books.bring(
        "outgoing",
        ("Series", "Ngày ban hành", "Loại văn bản", "Trích yếu"),
        ("UBND-QD", "1/3/2026", "Quyết định", PLAN),
        ("UBND-CV", "1/3/2026", "Công văn", "Thiếu đơn vị soạn thảo"),
        ("UBND-QD", "2/3/2026", "Quyết định", "Giao đất"),
    )
    assert said(rows) == [1, (3, ["drafting_unit"]), 2]
    assert list(books.office.reader.records("outgoing", (1, 2))) == [
        decision(1),
        decision(2, "Giao đất"),
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Quyết định của Chủ tịch UBND tỉnh", "quyet-dinh"),
        ("QUYẾT ĐỊNH CÁ BIỆT", "quyet-dinh"),
        ("Nghị quyết của Thường trực HĐND tỉnh", "nghi-quyet"),
        ("TB", "thong-bao"),
    ],
)
def test_kind_written_at_length_is_known_by_its_first_words(
    books: Import, typed: str, code: str
) -> None:
    heads = (*HEADS, "Loại văn bản")
    (entered,) = books.bring("outgoing", heads, ("01/QĐ-UBND", "1/3/2026", PLAN, typed))
    assert isinstance(entered, OutgoingDocument)
    assert entered.document_kind == code


# Series


@pytest.mark.parametrize(
    ("symbol", "series"),
    [
        ("15/QĐ-UBND", "UBND-QD"),
        ("15/2026/QĐ-UBND", "UBND-QPPL"),
        ("15/TTr-UBND", "UBND-TTR"),
        ("15/UBND-NC", "UBND-CV"),
        ("15/VP-TH", "VP-CV"),
        ("15/GM-VP", "VP-GM"),
        ("15/TrS-VP", "SAO"),
    ],
)
def test_series_is_the_one_whose_symbols_look_like_it(
    books: Import, symbol: str, series: str
) -> None:
    (entered,) = books.bring("outgoing", HEADS, (symbol, "1/3/2026", PLAN))
    assert isinstance(entered, OutgoingDocument)
    assert (entered.series, entered.number, entered.symbol) == (series, 15, symbol)


def test_symbols_of_no_series_get_one_of_their_own(books: Import) -> None:
    before = books.count("series")
    rows = books.bring(
        "outgoing",
        (*HEADS, "Cơ quan ban hành"),
        ("15/NQ-HĐND", "1/3/2026", PLAN, "HĐND tỉnh"),
        ("16/NQ-HĐND", "2/3/2026", "Giao đất", "HĐND tỉnh"),
        ("15/NQ-HĐND", "3/3/2026", "Kiện toàn", "HĐND xã Đức Hòa"),
        ("07/2026/NQ-HĐND", "4/3/2026", "Mức chi", "HĐND tỉnh"),
    )
    assert said(rows) == [1, 2, 3, 4]
    ids = books.office.reader.ids(Query("series"))[::-1][before:]
    assert list(books.office.reader.records("series", ids)) == [
        Series(
            id=ids[0],
            register="outgoing",
            code="NQ-HĐND",
            name="NQ-HĐND HĐND tỉnh",
            issuer="HĐND tỉnh",
            template="{number}/NQ-HĐND",
        ),
        Series(
            id=ids[1],
            register="outgoing",
            code="NQ-HĐND · HĐND xã Đức Hòa",
            name="NQ-HĐND HĐND xã Đức Hòa",
            issuer="HĐND xã Đức Hòa",
            template="{number}/NQ-HĐND",
        ),
        Series(
            id=ids[2],
            register="outgoing",
            code="NĂM/NQ-HĐND",
            name="NQ-HĐND HĐND tỉnh",
            issuer="HĐND tỉnh",
            template="{number}/{year}/NQ-HĐND",
        ),
    ]


def test_faulty_row_leaves_no_series_behind(books: Import) -> None:
    before = books.count("series")
    rows = books.bring(
        "outgoing",
        HEADS,
        ("15/QD-UBNDD", "31/2/2026", PLAN),
        ("16/TB-BCĐ", "31/2/2026", PLAN),
        ("17/TB-BCĐ", "1/3/2026", PLAN),
    )
    assert said(rows) == [(2, ["document_date"]), (3, ["document_date"]), 1]
    assert books.count("series") == before + 1
    assert ("outgoing", "TB-BCĐ") in books.names.series
    assert ("outgoing", "QD-UBNDD") not in books.names.series


def test_incoming_rows_go_into_the_series_of_their_authors_group(books: Import) -> None:
    heads = ("Ngày đến", "Tác giả", "Số ký hiệu", "Trích yếu", "Series")
    rows = books.bring(
        "incoming",
        heads,
        ("1/3/2026", "UBND xã Đức Hòa", "1/BC-UBND", "Báo cáo", "DP"),
        ("2/3/2026", "UBND xã Đức Hòa", "2/BC-UBND", "Báo cáo tháng", ""),
        ("3/3/2026", "Sở Xây dựng", "3/SXD-VP", "Góp ý", ""),
    )
    assert said(rows) == [1, 2, 3]
    places = [
        (one.series, one.number) for one in books.office.reader.records("incoming", (1, 2, 3))
    ]
    assert places == [("DP", 1), ("DP", 2), ("SN", 1)]


def test_arrival_numbers_brought_and_missing_do_not_collide(books: Import) -> None:
    heads = ("Số đến", "Ngày đến", "Tác giả", "Trích yếu")
    rows = books.bring(
        "incoming",
        heads,
        ("", "1/3/2026", "Sở Y tế", "một"),
        ("3", "1/3/2026", "Sở Y tế", "hai"),
        ("", "1/3/2026", "Sở Y tế", "ba"),
        ("0002", "1/3/2026", "Sở Y tế", "bốn"),
        ("", "1/3/2026", "Sở Y tế", "năm"),
        ("4", "1/3/2026", "Sở Y tế", "sáu"),
    )
    assert said(rows) == [1, 2, 3, 4, 5, (7, ["number"])]
    entered = books.office.reader.records("incoming", (1, 2, 3, 4, 5))
    assert [one.number for one in entered] == [1, 3, 4, 2, 5]


# Twins


def test_twin_of_a_registered_document_names_that_document(books: Import) -> None:
    _, kept = register(books.office, decision(1), names=books.names)
    assert books.bring("outgoing", HEADS, ("1/QĐ-UBND", "1/3/2026", PLAN.upper())) == [
        Twin(line=2, of=kept, of_line=None)
    ]


def test_same_number_on_another_day_is_no_twin_but_a_number_taken(books: Import) -> None:
    rows = (("01/QĐ-UBND", "1/3/2026", PLAN), ("01/QĐ-UBND", "2/3/2026", PLAN))
    assert said(books.bring("outgoing", HEADS, *rows)) == [1, (3, ["number"])]


def test_same_petition_of_two_days_is_entered_twice(books: Import) -> None:
    heads = ("Ngày đến", "Tác giả", "Ngày văn bản", "Loại văn bản", "Trích yếu")
    row = ("2/3/2026", "Ông Nguyễn Văn An", "1/3/2026", "Đơn thư", "Khiếu nại")
    assert said(books.bring("incoming", heads, row, row)) == [1, 2]


def test_second_import_of_the_same_file_finds_nothing_new(books: Import) -> None:
    rows = (HEADS, ("01/QĐ-UBND", "1/3/2026", PLAN), ("02/QĐ-UBND", "2/3/2026", "Giao đất"))
    books.bring("outgoing", *rows)
    assert books.bring("outgoing", *rows) == [
        Twin(line=2, of=decision(1), of_line=None),
        Twin(line=3, of=decision(2, "Giao đất"), of_line=None),
    ]


# One change, or none


def test_whole_import_is_one_change_that_undo_takes_back(books: Import) -> None:
    everything = ("outgoing", "series", "bodies")
    before = {kind: books.count(kind) for kind in everything}
    books.bring(
        "outgoing",
        (*HEADS, "Cơ quan ban hành"),
        ("01/NQ-HĐND", "1/3/2026", PLAN, "HĐND tỉnh"),
        ("02/NQ-HĐND", "2/3/2026", "Giao đất", "HĐND tỉnh"),
    )
    after = {kind: books.count(kind) for kind in everything}
    assert after == {
        "outgoing": 2,
        "series": before["series"] + 1,
        "bodies": before["bodies"] + 1,
    }
    assert str(books.office.next_undo) == "importing"
    books.office.undo()
    assert {kind: books.count(kind) for kind in everything} == before
    assert books.office.next_undo is None
    books.office.redo()
    assert {kind: books.count(kind) for kind in everything} == after
    assert verify(books.office) == []


def test_document_put_back_after_its_import_was_undone_has_its_series_again(
    books: Import,
) -> None:
    books.bring(
        "outgoing", (*HEADS, "Cơ quan ban hành"), ("01/NQ-HĐND", "1/3/2026", PLAN, "HĐND tỉnh")
    )
    before = series_of(books.office.reader)
    document = books.office.reader.record("outgoing", 1)
    books.office.undo()
    assert series_of(books.office.reader) != before
    put_back(books.office, document)
    assert series_of(books.office.reader) == before
    assert verify(books.office) == []


def test_trial_tells_the_same_and_writes_nothing(books: Import) -> None:
    rows = (
        (*HEADS, "Cơ quan ban hành"),
        ("01/NQ-HĐND", "1/3/2026", PLAN, "HĐND tỉnh"),
        ("1/nq-hđnd", "1/3/2026", PLAN, "HĐND tỉnh"),
        ("", "1/3/2026", PLAN, "HĐND tỉnh"),
    )
    before = books.office.next_change, books.count("series"), books.count("bodies")
    trial = books.bring("outgoing", *rows, dry_run=True)
    assert (books.office.next_change, books.count("series"), books.count("bodies")) == before
    assert books.count("outgoing") == 0
    assert ("outgoing", "NQ-HĐND") not in books.names.series
    assert books.names.directories["bodies"].named("HĐND tỉnh") is None
    assert books.bring("outgoing", *rows) == trial


def test_reader_who_stops_early_leaves_nothing(books: Import) -> None:
    rows = (("01/NQ-HĐND", "1/3/2026", PLAN), ("02/NQ-HĐND", "2/3/2026", "Giao đất"))
    outcomes = books.outcomes("outgoing", HEADS, *rows)
    assert next(outcomes) == decision(
        1, series="NQ-HĐND", issuer=None, document_kind="nghi-quyet", symbol="01/NQ-HĐND"
    )
    outcomes.close()
    assert books.count("outgoing") == 0
    assert ("outgoing", "NQ-HĐND") not in books.names.series
    assert books.office.next_undo is None
    assert said(books.bring("outgoing", HEADS, *rows)) == [1, 2]


def test_source_that_breaks_off_leaves_nothing(books: Import) -> None:
    def broken() -> Iterator[tuple[int, Draft]]:
        texts = {"symbol": "01/QĐ-UBND", "document_date": "1/3/2026", "subject": PLAN}
        yield 2, Draft("outgoing", texts)
        raise Trouble(M("The stick was pulled out."))

    with pytest.raises(Trouble, match="The stick was pulled out"):
        list(books.from_drafts(broken()))
    assert books.count("outgoing") == 0
    assert said(books.bring("outgoing", HEADS, ("01/QĐ-UBND", "1/3/2026", PLAN))) == [1]


def test_imported_document_is_found_by_its_damaged_writing_and_by_its_mended_one(
    books: Import,
) -> None:
    apart = unicodedata.normalize("NFD", "Thuỷ lợi huyện Đức Hoà")
    books.bring("outgoing", HEADS, ("03/QÐ-UBND", "3/3/2026", apart))
    for words in ("03/QÐ-UBND", "03/qđ", "03/QD", "thủy lợi đức hòa", "thuy loi", apart):
        assert books.found("outgoing", words) == [1]


def test_discarded_document_keeps_its_number_from_an_import(books: Import) -> None:
    books.bring("outgoing", HEADS, ("01/QĐ-UBND", "1/3/2026", PLAN))
    discard(books.office, decision(1))
    rows = books.bring("outgoing", HEADS, ("01/QĐ-UBND", "1/3/2026", PLAN))
    assert said(rows) == [(2, ["number"])]


# Registers of real offices

real = pytest.mark.skipif(
    not REAL.is_dir(), reason="the folder of real registers is not beside this one"
)


def kinds(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(
        type(one).__name__ if isinstance(one, (Twin, Faulty)) else "entered" for one in outcomes
    )


@real
@pytest.mark.shared
def test_every_row_of_six_years_of_binh_duong_is_accounted_for(books: Import) -> None:
    path = REAL / "binhduong_vbcddh_2014_2019.csv"
    outcomes = list(books.from_file("outgoing", path))
    assert len(outcomes) == 2492
    assert kinds(outcomes) == {"entered": 2197, "Twin": 290, "Faulty": 5}
    assert books.count("outgoing") == 2197
    faults = {one.line: one.problems[0].field for one in outcomes if isinstance(one, Faulty)}
    assert faults == {166: "number", 500: "number", 837: "symbol", 873: "symbol", 2088: "symbol"}
    assert verify(books.office) == []


@real
@pytest.mark.shared
def test_damaged_letters_of_binh_duong_are_findable(books: Import) -> None:
    path = REAL / "binhduong_vbcddh_2014_2019.csv"
    outcomes = list(books.from_file("outgoing", path))
    entered = {one.symbol: one for one in outcomes if isinstance(one, OutgoingDocument)}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    eth = next(row for row in rows if "\u00d0" in row["so_ky_hieu"])
    apart = next(row for row in rows if not unicodedata.is_normalized("NFC", row["trich_yeu"]))
    document = entered[eth["so_ky_hieu"].replace("\u00d0", "\u0110")]
    assert document.id in books.found("outgoing", eth["so_ky_hieu"])
    assert document.id in books.found("outgoing", eth["so_ky_hieu"].replace("\u00d0", "đ").lower())
    document = entered[apart["so_ky_hieu"]]
    composed = unicodedata.normalize("NFC", apart["trich_yeu"]).strip()
    assert document.subject == composed
    assert document.id in books.found("outgoing", composed)
    assert document.id in books.found("outgoing", apart["trich_yeu"])


@real
@pytest.mark.shared
def test_every_row_of_a_gazette_of_son_la_is_accounted_for(tmp_path: Path) -> None:
    with closing(make_office(tmp_path / "sonla.db", clock=first_of_july)) as office:
        books = Import(office, KnownNames(office.reader), tmp_path)
        outcomes = list(books.from_file("outgoing", REAL / "sonla_congbao_2026_q2.csv"))
        assert kinds(outcomes) == {"entered": 178, "Faulty": 1}
        fault = next(one for one in outcomes if isinstance(one, Faulty))
        assert (fault.line, fault.problems[0].field) == (171, "number")
        assert verify(office) == []


def first_of_july() -> datetime:
    return datetime(2026, 7, 1, 9)  # noqa: DTZ001 - the office's own clock on the wall


@pytest.mark.parametrize("register", ["incoming", "outgoing"])
def test_our_own_statutory_register_comes_back_in(register: str) -> None:
    """Each of the ten columns names a field."""
    heads = tuple(column["head"] for column in form(f"{register}-register")["columns"])
    columns = map_columns(
        Table("so.xlsx", heads, ()), fields_of(DOCUMENTS[register]), HEADINGS[register]
    )
    assert sorted(columns.values()) == list(range(10))


def test_kind_that_stands_in_the_abstract_is_taken_out(
    office: Store, names: KnownNames, tmp_path: Path
) -> None:
    outcomes = Import(office, names, tmp_path).bring(
        "outgoing",
        ("Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản"),
        ("15/QĐ-UBND", "02/03/2026", "Quyết định: Phê duyệt kế hoạch: đợt 1"),
    )
    (document,) = outcomes
    assert isinstance(document, OutgoingDocument)
    assert (document.document_kind, document.subject) == (
        "quyet-dinh",
        "Phê duyệt kế hoạch: đợt 1",
    )
