"""The demo's abstracts: that they read like those of a register."""

import re
import tomllib
import unicodedata

from desktop.correspondence.demo_year import VOCABULARY, IncomingText, OutgoingText
from tests.correspondence.demo_year.conftest import catalogue, subjects


def test_abstracts_are_whole_sentences_in_nfc(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    broken = re.compile(r"[{}\n]|  |^ | $| [,.;)]|\( ")
    said = [subject for _, subject in subjects(arrivals, departures)]
    assert [subject for subject in said if broken.search(subject)] == []
    assert [subject for subject in said if not subject[0].isupper()] == []
    assert said == [unicodedata.normalize("NFC", subject) for subject in said]


def test_abstracts_are_as_long_as_in_a_register(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    lengths = [len(subject) for _, subject in subjects(arrivals, departures)]
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
    names = {code: kind["vi"].casefold() for code, kind in catalogue("kinds").items()}
    wrong = [
        (kind, subject)
        for kind, subject in subjects(arrivals, departures)
        if subject.casefold().removeprefix("v/v ").removeprefix("về việc ").startswith(names[kind])
    ]
    assert wrong == []


def test_only_letters_say_what_they_are_about_by_v_v(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    kinds = {kind for kind, subject in subjects(arrivals, departures) if subject.startswith("V/v ")}
    assert kinds == {"cong-van"}


def test_the_vocabulary_has_a_hundred_and_fifty_topics() -> None:
    told = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    topics = {work for field in told["fields"].values() for work in field["work"]}
    assert len(topics) >= 150
