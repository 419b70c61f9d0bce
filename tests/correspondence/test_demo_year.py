"""The demo office's year: its figures, its calendar, and that it reads like a register."""

import csv
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from desktop.correspondence.demo_year import (
    VOCABULARY,
    BodyText,
    IncomingText,
    OutgoingText,
    bodies,
    incoming,
    outgoing,
)

REPOSITORY = Path(__file__).parents[2]
LAW = REPOSITORY / "resources" / "law"
PLACES = REPOSITORY.parent / "shared" / "data" / "units" / "old3level_to_2025.csv"

# Tết, the kings' commemoration day with 30/4 and 1/5, National Day: as they were taken off in 2023.
DAYS_OFF_IN_2023 = {
    date(2023, 1, 2),
    *(date(2023, 1, 20) + timedelta(days=n) for n in range(7)),
    *(date(2023, 4, 29) + timedelta(days=n) for n in range(5)),
    date(2023, 9, 1),
    date(2023, 9, 4),
}
SERIES_OF_GROUP = {
    "central": "TW",
    "party": "TW",
    "department": "SN",
    "other": "SN",
    "commune": "DP",
    "citizen": "DT",
}
KINDS_OF_SERIES = {
    "UBND-QPPL": {"quyet-dinh"},
    "UBND-QD": {"quyet-dinh"},
    "UBND-CV": {"cong-van"},
    "UBND-TB": {"thong-bao"},
    "UBND-KH": {"ke-hoach"},
    "UBND-BC": {"bao-cao"},
    "UBND-TTR": {"to-trinh"},
    "UBND-GM": {"giay-moi"},
    "UBND-CT": {"chi-thi"},
    "UBND-CD": {"cong-dien"},
    "VP-QD": {"quyet-dinh"},
    "VP-CV": {"cong-van"},
    "VP-TB": {"thong-bao"},
    "VP-GM": {"giay-moi"},
    "SAO": {"sao-y", "trich-sao", "sao-luc"},
}
MIXED_SERIES = {"UBND-KHAC", "VP-KHAC"}


@pytest.fixture(scope="module")
def arrivals() -> list[IncomingText]:
    return list(incoming())


@pytest.fixture(scope="module")
def departures() -> list[OutgoingText]:
    return list(outgoing())


@pytest.fixture(scope="module")
def body_of() -> dict[str, BodyText]:
    return {body.name: body for body in bodies()}


def _catalogue(name: str) -> dict[str, dict[str, Any]]:
    told = tomllib.loads((LAW / f"{name}.toml").read_text(encoding="utf-8"))
    return {entry["code"]: {**told.get("all", {}), **entry} for entry in told["entry"]}


def _is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF_IN_2023


def _next_working_day(day: date) -> date:
    following = day + timedelta(days=1)
    return following if _is_working_day(following) else _next_working_day(following)


# Figures


def test_incoming_of_2023_is_as_many_as_the_office_counted(arrivals: list[IncomingText]) -> None:
    assert len(arrivals) == 55_279


def test_outgoing_of_2023_is_as_many_as_the_office_counted(departures: list[OutgoingText]) -> None:
    assert len(departures) == 15_626


@pytest.mark.parametrize("count", [0, 1, 17, 1_000])
def test_a_smaller_year_has_the_count_asked_for(count: int) -> None:
    assert (len(list(incoming(count=count))), len(list(outgoing(count=count)))) == (count, count)


def test_another_year_keeps_within_itself() -> None:
    letters = list(incoming(2026, count=500))
    assert {letter.arrived_on.year for letter in letters} == {2026}


def test_the_same_letters_come_in_every_process() -> None:
    program = (
        "from hashlib import sha256\n"
        "from desktop.correspondence.demo_year import bodies, incoming, outgoing\n"
        "told = [*incoming(count=400), *outgoing(count=200), *bodies()]\n"
        "print(sha256(repr(told).encode()).hexdigest())\n"
    )
    here = [*incoming(count=400), *outgoing(count=200), *bodies()]
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            check=True,
            text=True,
        )
        assert there.stdout.strip() == sha256(repr(here).encode()).hexdigest()


# Days


def test_letters_come_in_order_of_arrival(arrivals: list[IncomingText]) -> None:
    days = [letter.arrived_on for letter in arrivals]
    assert days == sorted(days)


def test_documents_go_out_in_order_of_their_date(departures: list[OutgoingText]) -> None:
    days = [document.document_date for document in departures]
    assert days == sorted(days)


def test_the_office_works_on_working_days_only(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    days = {letter.arrived_on for letter in arrivals}
    days |= {letter.forwarded_on for letter in arrivals if letter.forwarded_on}
    days |= {letter.due_on for letter in arrivals if letter.due_on}
    days |= {document.document_date for document in departures}
    days |= {document.forwarded_on for document in departures if document.forwarded_on}
    assert [day for day in sorted(days) if not _is_working_day(day)] == []


def test_every_working_day_has_letters(arrivals: list[IncomingText]) -> None:
    every = (date(2023, 1, 1) + timedelta(days=n) for n in range(365))
    assert {letter.arrived_on for letter in arrivals} == set(filter(_is_working_day, every))


def test_nothing_is_dated_after_the_year(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    days = [day for letter in arrivals for day in (letter.forwarded_on, letter.due_on) if day]
    days += [document.forwarded_on for document in departures if document.forwarded_on]
    assert max(days) <= date(2023, 12, 31)


def test_a_letter_travels_twelve_days_at_most(arrivals: list[IncomingText]) -> None:
    journeys = {(letter.arrived_on - letter.document_date).days for letter in arrivals}
    assert (min(journeys), max(journeys)) == (0, 12)


def test_a_few_letters_are_of_the_december_before(arrivals: list[IncomingText]) -> None:
    before = [letter for letter in arrivals if letter.document_date.year == 2022]
    assert 20 < len(before) < 400
    assert {letter.document_date.month for letter in before} == {12}


def test_nearly_all_is_forwarded_on_the_same_or_the_next_working_day(
    arrivals: list[IncomingText],
) -> None:
    settled = [letter for letter in arrivals if letter.arrived_on < date(2023, 12, 28)]
    at_once = [
        letter
        for letter in settled
        if letter.forwarded_on in (letter.arrived_on, _next_working_day(letter.arrived_on))
    ]
    assert 0.96 < len(at_once) / len(settled) < 0.99


def test_only_the_last_days_leave_something_to_forward(arrivals: list[IncomingText]) -> None:
    lying = [letter.arrived_on for letter in arrivals if letter.forwarded_on is None]
    last_two = [day for day in lying if day >= date(2023, 12, 28)]
    assert len(last_two) > 50
    assert len(lying) - len(last_two) < 20  # those of the days before that took longer


def test_mondays_and_december_are_the_busiest(arrivals: list[IncomingText]) -> None:
    days = Counter(letter.arrived_on for letter in arrivals)
    by_weekday, by_month = defaultdict(list), defaultdict(list)
    for day, count in days.items():
        by_weekday[day.weekday()].append(count)
        by_month[day.month].append(count)
    assert max(by_weekday, key=lambda key: sum(by_weekday[key]) / len(by_weekday[key])) == 0
    assert max(by_month, key=lambda key: sum(by_month[key]) / len(by_month[key])) == 12
    assert 215 < len(arrivals) / len(days) < 225


# Symbols


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
    kinds = _catalogue("kinds")
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


# Abstracts


def _subjects(
    arrivals: Iterable[IncomingText], departures: Iterable[OutgoingText]
) -> list[tuple[str, str]]:
    incoming_ones = [(letter.kind, letter.subject) for letter in arrivals]
    return incoming_ones + [(document.kind, document.subject) for document in departures]


def test_abstracts_are_whole_sentences_in_nfc(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    broken = re.compile(r"[{}\n]|  |^ | $| [,.;)]|\( ")
    said = [subject for _, subject in _subjects(arrivals, departures)]
    assert [subject for subject in said if broken.search(subject)] == []
    assert [subject for subject in said if not subject[0].isupper()] == []
    assert said == [unicodedata.normalize("NFC", subject) for subject in said]


def test_abstracts_are_as_long_as_in_a_register(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    lengths = [len(subject) for _, subject in _subjects(arrivals, departures)]
    assert max(lengths) <= 500
    assert sum(60 <= length <= 180 for length in lengths) / len(lengths) > 0.95


def test_abstracts_are_mostly_distinct(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    assert len({letter.subject for letter in arrivals}) / len(arrivals) > 0.8
    assert len({document.subject for document in departures}) / len(departures) > 0.85


def test_abstracts_do_not_begin_with_their_kind(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    names = {code: kind["vi"].casefold() for code, kind in _catalogue("kinds").items()}
    wrong = [
        (kind, subject)
        for kind, subject in _subjects(arrivals, departures)
        if subject.casefold().removeprefix("v/v ").removeprefix("về việc ").startswith(names[kind])
    ]
    assert wrong == []


def test_only_letters_say_what_they_are_about_by_v_v(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    kinds = {
        kind for kind, subject in _subjects(arrivals, departures) if subject.startswith("V/v ")
    }
    assert kinds == {"cong-van"}


def test_the_vocabulary_has_a_hundred_and_fifty_topics() -> None:
    told = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    topics = {work for field in told["fields"].values() for work in field["work"]}
    assert len(topics) >= 150


# Codes


def test_incoming_codes_are_those_of_the_catalogues(arrivals: list[IncomingText]) -> None:
    assert {letter.kind for letter in arrivals} <= set(_catalogue("kinds"))
    assert {letter.urgency for letter in arrivals} == set(_catalogue("urgency"))
    assert {letter.channel for letter in arrivals} == set(_catalogue("channels"))


def test_outgoing_codes_are_those_of_the_catalogues(departures: list[OutgoingText]) -> None:
    assert {document.kind for document in departures} <= set(_catalogue("kinds"))
    assert {document.urgency for document in departures} == set(_catalogue("urgency"))
    assert {document.channel for document in departures} <= set(_catalogue("channels"))
    assert {document.capacity for document in departures} == {"", "tm", "kt", "tl", "tuq", "q"}


def test_every_administrative_kind_occurs_in_the_year(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    catalogue = _catalogue("kinds")
    occurring = {kind for kind, _ in _subjects(arrivals, departures)}
    assert set(catalogue) - occurring == set()


def test_a_letter_stands_in_the_series_of_its_issuers_group(
    arrivals: list[IncomingText], body_of: dict[str, BodyText]
) -> None:
    wrong = [
        letter
        for letter in arrivals
        if letter.series != SERIES_OF_GROUP[body_of[letter.issuer].group]
    ]
    assert wrong == []


# Outgoing


def test_outgoing_series_hold_their_own_kinds(departures: list[OutgoingText]) -> None:
    kinds = defaultdict(set)
    for document in departures:
        kinds[document.series].add(document.kind)
    mixed = {code: kinds.pop(code) for code in MIXED_SERIES}
    assert kinds == KINDS_OF_SERIES
    assert min(len(listed) for listed in mixed.values()) >= 8


def test_outgoing_series_belong_to_their_issuer(departures: list[OutgoingText]) -> None:
    issuers = {(document.series.split("-")[0], document.issuer) for document in departures}
    assert issuers == {
        ("UBND", "Ủy ban nhân dân tỉnh"),
        ("VP", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("SAO", "Văn phòng Ủy ban nhân dân tỉnh"),
    }


def test_letters_and_decisions_are_most_of_what_goes_out(departures: list[OutgoingText]) -> None:
    kinds = Counter(document.kind for document in departures)
    assert 0.42 < kinds["cong-van"] / len(departures) < 0.48
    assert 0.23 < kinds["quyet-dinh"] / len(departures) < 0.29


def test_outgoing_documents_have_two_to_five_receivers(departures: list[OutgoingText]) -> None:
    assert {len(document.recipients) for document in departures} == {2, 3, 4, 5}
    repeated = [
        document
        for document in departures
        if len(set(document.recipients)) < len(document.recipients)
    ]
    assert repeated == []


def test_a_district_named_in_the_abstract_gets_the_document(
    departures: list[OutgoingText],
) -> None:
    about = [document for document in departures if "huyện Cẩm Xuyên" in document.subject]
    assert about
    assert all("UBND huyện Cẩm Xuyên" in document.recipients for document in about)


def test_the_chief_signs_as_acting_until_he_is_appointed(departures: list[OutgoingText]) -> None:
    acting = [document for document in departures if document.capacity == "q"]
    assert {document.signer_position for document in acting} == {"Chánh Văn phòng"}
    assert max(document.document_date for document in acting) <= date(2023, 3, 15)


# Bodies


def test_bodies_have_one_name_and_one_abbreviation_each() -> None:
    every = list(bodies())
    names = Counter(body.name for body in every)
    abbreviations = Counter(body.abbreviation for body in every if body.abbreviation)
    assert [text for text, times in (names + abbreviations).items() if times > 1] == []


def test_bodies_are_of_the_groups_of_the_catalogue() -> None:
    assert {body.group for body in bodies()} == set(_catalogue("body_groups"))


def test_all_who_occur_are_among_the_bodies(
    arrivals: list[IncomingText],
    departures: list[OutgoingText],
    body_of: dict[str, BodyText],
) -> None:
    named = {name for letter in arrivals for name in (letter.issuer, *letter.receivers)}
    for document in departures:
        named |= {document.issuer, document.drafting_unit, document.file_copy_holder}
        named |= set(document.recipients)
    assert named - body_of.keys() == set()


def test_letters_are_dealt_with_by_units_of_the_office(
    arrivals: list[IncomingText], body_of: dict[str, BodyText]
) -> None:
    receivers = {name for letter in arrivals for name in letter.receivers}
    assert {body_of[name].group for name in receivers} == {"office"}


def test_papers_are_signed_and_paged(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    papers = [(letter.signer, letter.pages) for letter in arrivals]
    papers += [(document.signer, document.pages) for document in departures]
    assert [paper for paper in papers if not paper[0] or paper[1] < 1] == []


@pytest.mark.shared
def test_communes_of_the_demo_are_invented() -> None:
    if not PLACES.exists():
        pytest.skip("the folder of real data is not beside this repository")
    with PLACES.open(encoding="utf-8", newline="") as file:
        real = {
            row["old_ward"].casefold()
            for row in csv.DictReader(file)
            if row["old_province"] == "Tỉnh Hà Tĩnh"
        }
    told = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    communes = {commune for about in told["districts"].values() for commune in about["communes"]}
    assert real
    assert {commune.casefold() for commune in communes} & real == set()
