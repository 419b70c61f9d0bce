"""What becomes of the demo's letters until the end of the year."""

from collections import Counter
from datetime import date

from desktop.correspondence.demo_year import BodyText, IncomingText
from desktop.correspondence.demo_year.vocabulary import read_follow_up, read_vocabulary

NEWEST_OVERDUE = date(2023, 12, 28)  # the last working day before the last one of the year


def _due(arrivals: list[IncomingText]) -> list[tuple[IncomingText, date]]:
    return [(letter, letter.due_on) for letter in arrivals if letter.due_on]


def test_letters_are_due_and_settled_after_they_came(arrivals: list[IncomingText]) -> None:
    wrong = [
        letter
        for letter, due_on in _due(arrivals)
        if due_on < letter.arrived_on
        or (letter.settled_on and letter.settled_on < letter.arrived_on)
    ]
    assert wrong == []


def test_only_what_has_a_deadline_is_followed_to_its_end(arrivals: list[IncomingText]) -> None:
    others = [letter for letter in arrivals if letter.due_on is None]
    assert {(letter.settled_on, letter.progress, letter.co_units) for letter in others} == {
        (None, "", ())
    }


def test_nearly_all_that_was_due_by_mid_december_is_settled_in_time(
    arrivals: list[IncomingText],
) -> None:
    due = [(letter, day) for letter, day in _due(arrivals) if day < date(2023, 12, 15)]
    in_time = [one for one, day in due if one.settled_on and one.settled_on <= day]
    late = [one for one, day in due if one.settled_on and one.settled_on > day]
    assert 0.955 < len(in_time) / len(due) < 0.965
    assert 0.015 < len(late) / len(due) < 0.025


def test_some_hundred_letters_are_overdue_at_the_end_of_the_year(
    arrivals: list[IncomingText],
) -> None:
    overdue = [
        letter
        for letter, due_on in _due(arrivals)
        if due_on <= NEWEST_OVERDUE and not letter.settled_on
    ]
    units = Counter(letter.receivers[0] for letter in overdue)
    assert (300 < len(overdue) < 600, len(units) >= 9) == (True, True)


def test_letters_come_into_the_hands_of_their_unit(arrivals: list[IncomingText]) -> None:
    units = {unit["name"]: unit["short"] for unit in read_vocabulary()["office"]["departments"]}
    specialists = read_follow_up()["specialists"]
    handled = [letter for letter in arrivals if letter.handler]
    assert 0.1 < len(handled) / len(arrivals) < 0.2
    assert [
        letter
        for letter in handled
        if letter.handler not in specialists[units[letter.receivers[0]]]
    ] == []


def test_co_operating_units_are_others_of_the_office(
    arrivals: list[IncomingText], body_of: dict[str, BodyText]
) -> None:
    helped = [letter for letter in arrivals if letter.co_units]
    assert len(helped) > 1_000
    assert {body_of[name].group for letter in helped for name in letter.co_units} == {"office"}
    assert [letter for letter in helped if set(letter.co_units) & set(letter.receivers)] == []


def test_words_of_leaders_are_whole_sentences(arrivals: list[IncomingText]) -> None:
    said = [letter.direction for letter in arrivals if letter.direction]
    assert len(said) > 3_000
    assert [text for text in said if "{" in text or not text.endswith(".")] == []
    leaders = {text.split(":")[0] for text in said}
    assert leaders == {
        "Phó Chủ tịch Thường trực Mai Đình Thuận",
        "Phó Chủ tịch Hồ Sỹ Trác",
        "Phó Chủ tịch Lương Thị Bích Đào",
    }
