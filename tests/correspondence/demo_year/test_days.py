"""The demo office's calendar: working days, journeys, and what is left at the year's end."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from desktop.correspondence.demo_year import IncomingText, OutgoingText

# Tết, the kings' commemoration day with 30/4 and 1/5, National Day: as they were taken off in 2023.
DAYS_OFF_IN_2023 = {
    date(2023, 1, 2),
    *(date(2023, 1, 20) + timedelta(days=n) for n in range(7)),
    *(date(2023, 4, 29) + timedelta(days=n) for n in range(5)),
    date(2023, 9, 1),
    date(2023, 9, 4),
}


def _is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF_IN_2023


def _next_working_day(day: date) -> date:
    following = day + timedelta(days=1)
    return following if _is_working_day(following) else _next_working_day(following)


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
    days |= {letter.settled_on for letter in arrivals if letter.settled_on}
    due = {letter.due_on for letter in arrivals if letter.due_on}
    days |= {day for day in due if day.year == 2023}
    days |= {document.document_date for document in departures}
    days |= {document.forwarded_on for document in departures if document.forwarded_on}
    assert [day for day in sorted(days) if not _is_working_day(day)] == []


def test_every_working_day_has_letters(arrivals: list[IncomingText]) -> None:
    every = (date(2023, 1, 1) + timedelta(days=n) for n in range(365))
    assert {letter.arrived_on for letter in arrivals} == set(filter(_is_working_day, every))


def test_nothing_happened_after_the_year(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    days = [day for letter in arrivals for day in (letter.forwarded_on, letter.settled_on) if day]
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
