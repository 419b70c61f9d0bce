"""The demo's answers: letters that go out on the day on which a letter is settled."""

from desktop.correspondence.demo_year import IncomingText, OutgoingText
from desktop.correspondence.demo_year.days import day_and_month


def _answers(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> list[tuple[OutgoingText, IncomingText]]:
    return [(letter, arrivals[letter.replies_to - 1]) for letter in departures if letter.replies_to]


def test_a_few_thousand_letters_answer_what_came_in(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    answers = _answers(arrivals, departures)
    assert 2_000 < len(answers) < 4_000
    assert {answer.kind for answer, _ in answers} == {"cong-van"}
    assert len({id(question) for _, question in answers}) == len(answers)


def test_an_answer_settles_its_question(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    answers = _answers(arrivals, departures)
    assert [one for one, other in answers if one.document_date != other.settled_on] == []
    assert [one for one, other in answers if one.drafting_unit != other.receivers[0]] == []


def test_an_answer_names_what_it_answers_and_goes_to_its_author(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    for answer, question in _answers(arrivals, departures):
        kind = {"cong-van": "Công văn", "to-trinh": "Tờ trình"}[question.kind]
        day = day_and_month(question.document_date)
        cited = f"{kind} số {question.symbol} ngày {day} của {question.issuer}"
        assert answer.subject.startswith(f"V/v trả lời {cited}")
        assert answer.recipients[0] == question.issuer


def test_an_answer_lies_in_the_file_of_its_question(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    filed = [pair for pair in _answers(arrivals, departures) if pair[1].case_files]
    assert filed
    assert [one for one, other in filed if one.case_files != other.case_files] == []
