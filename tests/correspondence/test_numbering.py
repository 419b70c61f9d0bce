"""Numbers and symbols (Decree 30/2020/NĐ-CP, Art. 15 and Appendix III)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.correspondence.numbering import (
    SymbolParts,
    compose,
    next_suffix,
    parts_of,
    written,
)
from desktop.correspondence.series import Series, proposed
from desktop.language.folding import symbol_key
from desktop.records.law import Entry, catalogue

ABBREVIATED = [entry for entry in catalogue("kinds").entries if entry.abbreviation]
OUTGOING_SERIES = [series for series in proposed() if series.register == "outgoing"]


def composed(template: str, number: int, kind: str = "", unit: str = "", year: int = 2026) -> str:
    return compose(template, number=number, year=year, document_kind=kind, unit=unit)


@pytest.mark.parametrize(
    ("template", "number", "kind", "unit", "symbol"),
    [
        ("{number}/{kind}-UBND", 15, "quyet-dinh", "", "15/QĐ-UBND"),
        ("{number}/{kind}-UBND", 5, "to-trinh", "", "05/TTr-UBND"),
        ("{number}/{kind}-VP", 120, "giay-moi", "", "120/GM-VP"),
        ("{number}/{kind}-VP", 1, "sao-y", "", "01/SY-VP"),
        ("{number}/UBND-{unit}", 123, "cong-van", "NC", "123/UBND-NC"),
        ("{number}/VP-{unit}", 7, "cong-van", "TH", "07/VP-TH"),
        ("{number}/{year}/{kind}-UBND", 15, "quyet-dinh", "", "15/2026/QĐ-UBND"),
    ],
)
def test_symbol_is_composed_by_the_template_of_its_series(
    template: str, number: int, kind: str, unit: str, symbol: str
) -> None:
    assert composed(template, number, kind, unit) == symbol


def test_official_letter_without_a_unit_leaves_no_lone_dash() -> None:
    assert composed("{number}/UBND-{unit}", 123, "cong-van") == "123/UBND"
    assert composed("{number}/{kind}-UBND", 123, "cong-van") == "123/UBND"
    assert composed("{number}/{year}/{kind}-UBND", 123, "thu-cong") == "123/2026/UBND"


def test_numbers_below_ten_are_written_with_a_zero() -> None:
    symbols = [composed("{number}/TB-UBND", number) for number in (1, 9, 10, 99, 100, 15626)]
    assert symbols == [
        "01/TB-UBND",
        "09/TB-UBND",
        "10/TB-UBND",
        "99/TB-UBND",
        "100/TB-UBND",
        "15626/TB-UBND",
    ]


@pytest.mark.parametrize(
    ("symbol", "number", "year", "notation", "kind"),
    [
        ("15/QĐ-UBND", 15, None, "QĐ-UBND", "quyet-dinh"),
        ("05/TTr-UBND", 5, None, "TTr-UBND", "to-trinh"),
        ("123/UBND-NC", 123, None, "UBND-NC", "cong-van"),
        ("15/2026/QĐ-UBND", 15, 2026, "QĐ-UBND", "quyet-dinh"),
        # The Party, the National Assembly, the Government, a ministry.
        ("366-QĐ/TW", 366, None, "QĐ/TW", "quyet-dinh"),
        ("45-CV/VPTU", 45, None, "CV/VPTU", "cong-van"),
        ("06/2022/QH15", 6, 2022, "QH15", "cong-van"),
        ("335/2025/NĐ-CP", 335, 2025, "NĐ-CP", "nghi-dinh"),
        ("1234/BNV-CCVC", 1234, None, "BNV-CCVC", "cong-van"),
        # As people type them.
        ("Số: 0125 / KH – UBND", 125, None, "KH-UBND", "ke-hoach"),
        ("số 5/QÐ-UBND", 5, None, "QĐ-UBND", "quyet-dinh"),
        ("5/qđ-ubnd", 5, None, "qđ-ubnd", "quyet-dinh"),
        ("2026/KH-UBND", 2026, None, "KH-UBND", "ke-hoach"),
    ],
)
def test_symbol_tells_its_number_its_year_and_its_kind(
    symbol: str, number: int, year: int | None, notation: str, kind: str
) -> None:
    parts = parts_of(symbol)
    assert parts == SymbolParts(number, year, notation)
    assert parts.document_kind == kind


def test_letter_of_an_inserted_number_is_told_apart() -> None:
    assert parts_of("125A/UBND-NC") == SymbolParts(125, None, "UBND-NC", suffix="a")
    assert [written(5), written(125, "a")] == ["05", "125a"]
    assert [next_suffix([None]), next_suffix([None, "a", "b"])] == ["a", "c"]
    assert next_suffix("abcdefghijklmnopqrstuvwxyz") is None


@pytest.mark.parametrize(
    "symbol", ["", "số 12", "12", "QĐ-UBND", "-/QĐ", "đơn của ông A", "15/", "15"]
)
def test_symbol_that_has_no_number_and_notation_tells_nothing(symbol: str) -> None:
    assert parts_of(symbol) is None


@given(
    st.integers(1, 99999),
    st.integers(2000, 2999),
    st.sampled_from(ABBREVIATED),
    st.sampled_from(["{number}/{kind}-UBND", "{number}/{year}/{kind}-UBND", "{number}/{kind}-VP"]),
)
def test_composed_symbol_tells_what_it_was_composed_of(
    number: int, year: int, kind: Entry, template: str
) -> None:
    parts = parts_of(composed(template, number, kind.code, year=year))
    assert parts is not None
    assert parts.number == number
    assert parts.year == (year if "{year}" in template else None)
    assert parts.document_kind == kind.code


@given(st.integers(1, 99999))
def test_leading_zero_makes_no_other_symbol(number: int) -> None:
    symbol = composed("{number}/{kind}-UBND", number, "quyet-dinh")
    assert symbol_key(symbol) == symbol_key(f"{number}/QĐ-UBND")


@pytest.mark.parametrize("series", OUTGOING_SERIES, ids=lambda series: series.code)
def test_every_proposed_series_composes_a_symbol_with_the_number_first(series: Series) -> None:
    assert series.template is not None
    kind = next(iter(series.kinds or ("bao-cao",)))
    parts = parts_of(composed(series.template, 5, kind, "NC"))
    assert parts is not None
    assert parts.number == 5
    assert parts.document_kind == kind
    assert "{" not in parts.notation
