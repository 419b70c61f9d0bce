"""Whom the demo office knows: bodies of the catalogue's groups, and invented communes."""

import csv
import tomllib
from collections import Counter

import pytest

from desktop.correspondence.demo_year import (
    VOCABULARY,
    BodyText,
    IncomingText,
    OutgoingText,
    bodies,
)
from tests.correspondence.demo_year.conftest import REPOSITORY, catalogue

PLACES = REPOSITORY.parent / "shared" / "data" / "units" / "old3level_to_2025.csv"


def test_bodies_have_one_name_and_one_abbreviation_each() -> None:
    every = list(bodies())
    names = Counter(body.name for body in every)
    abbreviations = Counter(body.abbreviation for body in every if body.abbreviation)
    assert [text for text, times in (names + abbreviations).items() if times > 1] == []


def test_bodies_are_of_the_groups_of_the_catalogue() -> None:
    assert {body.group for body in bodies()} == set(catalogue("body_groups"))


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
