"""The demo's documents that later ones replace, correct or recall."""

from collections.abc import Sequence
from typing import TypeAlias

from desktop.correspondence.demo_year import IncomingText, OutgoingText
from desktop.correspondence.demo_year.symbols import symbols_of

Text: TypeAlias = IncomingText | OutgoingText


def _changes(texts: Sequence[Text]) -> list[tuple[Text, Text]]:
    return [(text, texts[text.changed_by - 1]) for text in texts if text.changed_by]


def test_a_few_documents_of_each_register_were_changed(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    for texts in (arrivals, departures):
        standings = [one.standing for one, _ in _changes(texts)]
        assert 20 <= len(standings) <= 40
        assert set(standings) == {"replaced", "corrected", "recalled"}
        assert sum(bool(text.standing) for text in texts) == len(standings)


def test_what_changes_a_document_is_a_later_one_of_its_author(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    for one, later in _changes(arrivals) + _changes(departures):
        assert (later.issuer, later.topic) == (one.issuer, one.topic)
        assert later.document_date > one.document_date
        assert (later.standing, one.standing_reason != "") == ("", True)


def test_a_text_is_replaced_by_one_of_its_kind_and_corrected_by_a_letter(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    kinds = {
        (one.standing, later.kind == one.kind, later.kind == "cong-van")
        for one, later in _changes(arrivals) + _changes(departures)
        if one.kind != "cong-van"
    }
    assert kinds == {
        ("replaced", True, False),
        ("corrected", False, True),
        ("recalled", False, True),
    }


def test_what_changes_a_document_names_its_symbol(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    symbols = symbols_of(departures)
    changes: list[tuple[str, Text]] = [
        (symbol, departures[text.changed_by - 1])
        for symbol, text in zip(symbols, departures, strict=True)
        if text.changed_by
    ]
    changes += [(one.symbol, arrivals[one.changed_by - 1]) for one in arrivals if one.changed_by]
    for symbol, later in changes:
        assert f" số {symbol} ngày " in later.subject
