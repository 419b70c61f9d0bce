"""Registers that two provinces published, taken in as they are, with all their dirt."""

import csv
import re
from collections import Counter
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest

from desktop.opening import open_office
from desktop.records.queries import Query
from tests.cli.conftest import Ended, command, contents, sound

DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "documents"
BINH_DUONG = DOCUMENTS / "binhduong_vbcddh_2014_2019.csv"
SON_LA = DOCUMENTS / "sonla_congbao_2026_q2.csv"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DOCUMENTS.is_dir(), reason="the folder of real data is not beside this one"
    ),
]

COUNTS = re.compile(r"(\d+) rows? entered, (\d+) twins? left out, (\d+) faulty rows? left out\.")
LEFT_OUT = re.compile(r"Line (\d+): (.+)")


def counts(ended: Ended) -> tuple[int, ...]:
    found = COUNTS.fullmatch(ended.out.splitlines()[-1])
    assert (ended.code, ended.err) == (0, "")
    assert found
    return tuple(map(int, found.groups()))


def left_out(ended: Ended) -> list[tuple[int, str]]:
    """The lines that were named, each with what is said of it."""
    found = [LEFT_OUT.fullmatch(line) for line in ended.out.splitlines()[:-1]]
    assert all(found)
    return [(int(one[1]), one[2]) for one in found if one]


def lines_of(source: Path) -> dict[int, dict[str, str]]:
    """The rows of a source by the line on which each begins; cells may hold several lines."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        headings = next(rows)
        found = {}
        begins = rows.line_num + 1
        for row in rows:
            found[begins] = dict(zip(headings, row, strict=True))
            begins = rows.line_num + 1
    return found


@pytest.fixture(scope="module")
def binh_duong(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    file = tmp_path_factory.mktemp("binhduong") / "office.sovan"
    return file, command("import", file, "outgoing", BINH_DUONG)


@pytest.fixture(scope="module")
def son_la(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    file = tmp_path_factory.mktemp("sonla") / "office.sovan"
    return file, command("import", file, "outgoing", SON_LA)


def test_each_row_of_binh_duong_is_entered_a_twin_or_faulty(
    binh_duong: tuple[Path, Ended],
) -> None:
    _, ended = binh_duong
    assert counts(ended) == (2197, 290, 5)
    assert sum(counts(ended)) == len(lines_of(BINH_DUONG)) == 2492


def test_each_row_of_son_la_is_entered_a_twin_or_faulty(son_la: tuple[Path, Ended]) -> None:
    _, ended = son_la
    assert counts(ended) == (178, 0, 1)
    assert sum(counts(ended)) == len(lines_of(SON_LA)) == 179


@pytest.mark.parametrize("register", ["binh_duong", "son_la"])
def test_lines_that_are_left_out_are_lines_of_the_source(
    register: str, request: pytest.FixtureRequest
) -> None:
    _, ended = request.getfixturevalue(register)
    source = lines_of({"binh_duong": BINH_DUONG, "son_la": SON_LA}[register])
    named = [line for line, _ in left_out(ended)]
    assert len(named) == sum(counts(ended)[1:])
    assert named == sorted(set(named))
    assert set(named) <= set(source)


def test_twins_of_binh_duong_are_rows_twice_there_and_one_typing_error(
    binh_duong: tuple[Path, Ended],
) -> None:
    _, ended = binh_duong
    source = lines_of(BINH_DUONG)
    twins = [(line, re.fullmatch(r"twin of line (\d+)\.", said)) for line, said in left_out(ended)]
    pairs = [(source[line], source[int(of[1])]) for line, of in twins if of]
    counted = Counter(tuple(row.values()) for row in source.values())
    assert len(pairs) == 290
    assert sum(twin == first for twin, first in pairs) == counted.total() - len(counted) == 289
    ((twin, first),) = [pair for pair in pairs if pair[0] != pair[1]]
    assert (twin["so_ky_hieu"], first["so_ky_hieu"]) == ("09/CT-UBND", "9/CT-UBND")
    assert twin["ngay_ban_hanh"] == first["ngay_ban_hanh"] == "28/03/2018"
    assert twin["trich_yeu"] == first["trich_yeu"].replace("(nhà trọ)", "(nhà trò)")


def test_document_of_son_la_that_stands_twice_is_named(son_la: tuple[Path, Ended]) -> None:
    """Once with “V/v” and a full stop, once with “Về việc”: the number tells that it is one."""
    _, ended = son_la
    assert left_out(ended) == [
        (
            171,
            (
                "Number: Number 1367 of series UBND-QD in 2026 is already given to "
                "“V/v ban hành Kế hoạch kiểm tra việc thực hiện hoạt động kiểm”."
            ),
        )
    ]


def test_faulty_rows_of_binh_duong_are_named_with_their_reason(
    binh_duong: tuple[Path, Ended],
) -> None:
    _, ended = binh_duong
    numberless = "Number and symbol: No number in “”: add it, or name a series that gives one."
    faulty = [(line, said) for line, said in left_out(ended) if not said.startswith("twin")]
    assert [line for line, said in faulty if said == numberless] == [837, 873, 2088]
    assert [said.partition(" is already given")[0] for _, said in faulty[:2]] == [
        "Number: Number 35 of series NQ-HĐND in 2019",
        "Number: Number 2026 of series UBND-KH in 2019",
    ]


@pytest.mark.parametrize("register", ["binh_duong", "son_la"])
def test_second_import_enters_nothing(
    register: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file, first = request.getfixturevalue(register)
    source = {"binh_duong": BINH_DUONG, "son_la": SON_LA}[register]
    before = contents(file.parent)
    again = command("import", file, "outgoing", source)
    entered, twins, faulty = counts(first)
    assert counts(again) == (0, entered + twins, faulty)
    assert contents(file.parent) == before


@pytest.mark.parametrize("register", ["binh_duong", "son_la"])
def test_office_with_a_real_register_is_sound(
    register: str, request: pytest.FixtureRequest
) -> None:
    file, _ = request.getfixturevalue(register)
    assert command("verify", file) == sound(file)


LAND_USE = (
    "outgoing 4096/QĐ-UBND | 4096/QĐ-UBND | Ủy ban nhân dân tỉnh | "
    "phê duyệt kế hoạch sử dụng đất năm 2020 thị xã dĩ an.\n"
    "1 document found.\n"
)


@pytest.mark.parametrize(
    "typed",
    [
        "4096/QĐ-UBND",
        "4096/qd-ubnd",
        "4096/qđ",
        "4096 phe duyet ke hoach su dung dat nam 2020 thi xa di an",
        "Dĩ An kế hoạch sử dụng đất 2020 4096",
        normalize("NFD", "4096 phê duyệt kế hoạch sử dụng đất năm 2020 thị xã dĩ an"),
    ],
)
def test_document_is_found_however_it_is_typed(binh_duong: tuple[Path, Ended], typed: str) -> None:
    file, _ = binh_duong
    assert command("search", file, typed) == (0, LAND_USE, "")


def test_text_is_found_without_marks(binh_duong: tuple[Path, Ended]) -> None:
    file, _ = binh_duong
    found = (
        "outgoing 6818/QĐ-UBND | 6818/QĐ-UBND | Ủy ban nhân dân tỉnh | kế hoạch tổ chức "
        "thi tuyển chức danh phó chánh thanh tra tỉnh bình dương.\n"
        "1 document found.\n"
    )
    assert command("search", file, "thi tuyen pho chanh thanh tra") == (0, found, "")


def test_decomposed_source_gives_the_same_office(
    binh_duong: tuple[Path, Ended], tmp_path: Path
) -> None:
    """Letters and marks apart (NFD), as some systems write them, in headings and cells."""
    source, file = tmp_path / BINH_DUONG.name, tmp_path / "office.sovan"
    source.write_text(
        normalize("NFD", BINH_DUONG.read_text(encoding="utf-8")), encoding="utf-8", newline=""
    )
    ended = command("import", file, "outgoing", source)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == binh_duong[1].out
    assert _subjects(file) == _subjects(binh_duong[0])
    assert command("search", file, "4096/qd-ubnd") == (0, LAND_USE, "")


def _subjects(file: Path) -> list[tuple[str | None, str]]:
    with closing(open_office(file, read_only=True)) as store:
        found = store.reader.records("outgoing", store.reader.ids(Query("outgoing")))
        return [(one.symbol, one.subject) for one in found]


def test_export_holds_as_many_rows_as_were_entered(
    binh_duong: tuple[Path, Ended], tmp_path: Path
) -> None:
    file, ended = binh_duong
    out = tmp_path / "register.xlsx"
    entered = counts(ended)[0]
    assert command("export", file, "outgoing", out) == (0, f"{entered} rows in {out}.\n", "")
