"""The demo's symbols: the form that the kind has, and numbers that rise."""

import re
from collections import Counter

from desktop.correspondence.demo_year import IncomingText
from tests.correspondence.demo_year.conftest import catalogue


def _pattern(letter: IncomingText, abbreviation: str) -> str:
    """The symbol that a kind must have, by the rules of its issuer's system."""
    if letter.kind in {"don-thu", "thu-cong"}:
        return ""
    normative = {"nghi-dinh": "NĐ-CP", "thong-tu": r"TT-\w+", "luat": "QH15"}
    if letter.kind in normative:
        return rf"\d{{2,}}/20\d\d/{normative[letter.kind]}"
    party = {"cong-van": "CV", "quy-dinh": "QĐ"}.get(letter.kind, abbreviation)
    if letter.kind == "cong-van":
        return r"\d{2,}/\w+-[\w.]+|\d{2,}-CV/\w+"
    assembly = r"|\d{2,}/20\d\d/\w*QH15" if letter.kind == "nghi-quyet" else ""
    return rf"\d{{2,}}/{abbreviation}-\w+|\d{{2,}}-{party}/\w+{assembly}"


def test_symbols_agree_with_the_kind(arrivals: list[IncomingText]) -> None:
    kinds = catalogue("kinds")
    wrong = [
        letter
        for letter in arrivals
        if not re.fullmatch(_pattern(letter, kinds[letter.kind]["abbreviation"]), letter.symbol)
    ]
    assert wrong == []


def test_an_issuer_never_gives_a_number_twice(arrivals: list[IncomingText]) -> None:
    given = Counter(
        (letter.issuer, letter.symbol, letter.document_date.year)
        for letter in arrivals
        if letter.symbol
    )
    assert [key for key, times in given.items() if times > 1] == []


def test_numbers_of_a_ministry_rise_with_their_dates(arrivals: list[IncomingText]) -> None:
    letters = [
        (letter.document_date, int(letter.symbol.split("/")[0]))
        for letter in arrivals
        if letter.issuer == "Bộ Tài chính" and letter.kind == "cong-van"
    ]
    of_the_year = sorted(letter for letter in letters if letter[0].year == 2023)
    assert len(of_the_year) > 200
    assert [number for _, number in of_the_year] == sorted(number for _, number in of_the_year)


def test_numbers_below_ten_are_written_with_a_zero(arrivals: list[IncomingText]) -> None:
    small = {letter.symbol[:2] for letter in arrivals if letter.symbol.startswith("0")}
    assert {"01", "05", "09"} <= small


def test_petitions_have_no_symbol(arrivals: list[IncomingText]) -> None:
    petitions = [letter for letter in arrivals if letter.series == "DT"]
    assert {(letter.kind, letter.symbol) for letter in petitions} == {("don-thu", "")}
    assert {letter.kind for letter in arrivals if letter.series != "DT"} & {"don-thu"} == set()
