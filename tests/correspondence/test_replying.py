"""Which document answers which: found by number, never in a circle, seen from both ends."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.answering import open_question, settle_answered
from desktop.correspondence.following_up.matter import matter_of
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.receiving_again import receive_again
from desktop.correspondence.referring import Referred, referred
from desktop.correspondence.registering import correct, discard, register
from desktop.correspondence.replying import answers_to, chain_of, origins
from desktop.correspondence.standing import void
from desktop.language.words import Words
from desktop.records import queries
from desktop.records.drafts import Draft, Problems, check, draft_of
from desktop.storage.store import Store

TODAY = date(2026, 3, 15)
SAID = Words("en")


class Post:
    """Letters that go back and forth."""

    def __init__(self, office: Store, names: KnownNames) -> None:
        self.office, self.names = office, names
        self.ground = names.ground(TODAY, "vi")

    def receive(self, **facts: Any) -> Any:
        usual = {"series": "SN", "arrived_on": TODAY, "issuer": "Sở Y tế", "subject": "Hỏi"}
        return register(self.office, IncomingDocument(**{**usual, **facts}), names=self.names)[1]

    def send(self, **facts: Any) -> Any:
        usual = {
            "series": "UBND-QD",
            "document_date": TODAY,
            "document_kind": "quyet-dinh",
            "subject": "Trả lời",
        }
        return register(self.office, OutgoingDocument(**{**usual, **facts}), names=self.names)[1]

    def read(self, typed: str) -> Any:
        """What the field “Answers” of the outgoing form makes of a typed text."""
        draft = Draft(
            "outgoing",
            {
                "series": "UBND-QD",
                "document_date": "15/03/2026",
                "document_kind": "Quyết định",
                "subject": "Trả lời",
                "replies_to": typed,
            },
        )
        return check(OutgoingDocument, draft, self.names.ground(TODAY, "vi")).replies_to


@pytest.fixture
def post(office: Store, names: KnownNames) -> Post:
    return Post(office, names)


def said(problems: Problems) -> list[tuple[str, str]]:
    return [(one.field, SAID(one.message)) for one in problems.problems]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("123", Referred(123, None, None, None)),
        ("0123", Referred(123, None, None, None)),
        ("125a", Referred(125, "a", None, None)),
        ("125A / tw", Referred(125, "a", "tw", None)),
        ("123/TW/2025", Referred(123, None, "tw", 2025)),
        ("123/2025", Referred(123, None, None, 2025)),
    ],
)
def test_reference_by_number(typed: str, meant: Referred) -> None:
    assert referred(typed) == meant


@pytest.mark.parametrize("typed", ["", "abc", "Sở Y tế"])
def test_no_reference_by_number(typed: str) -> None:
    assert referred(typed) is None


def test_arrival_number_finds_the_document_of_this_year(post: Post) -> None:
    post.receive(arrived_on=date(2025, 3, 1))
    document = post.receive()
    assert document.number == 1
    assert post.read("1") == document.id
    assert post.read("01/SN") == document.id
    assert post.read("1/2025") == 1


def test_symbol_finds_the_document_too(post: Post) -> None:
    document = post.receive(symbol="12/SYT-VP")
    assert post.read("12 / syt - vp") == document.id


def test_number_of_two_series_asks_which(post: Post) -> None:
    post.receive()
    other = post.receive(series="TW", issuer="Bộ Y tế")
    with pytest.raises(Problems) as problems:
        post.read("1")
    assert said(problems.value) == [
        (
            "replies_to",
            "“1” may be several documents (01/SN/2026, 01/TW/2026): type the one you mean.",
        )
    ]
    assert post.read("1/tw") == other.id


def test_unknown_number_is_said_at_its_field(post: Post) -> None:
    with pytest.raises(Problems) as problems:
        post.read("77")
    assert said(problems.value) == [("replies_to", "“77” is not registered yet.")]


def test_link_reads_back_as_it_is_shown(post: Post) -> None:
    answer = post.send(replies_to=post.receive().id)
    ground = post.names.ground(TODAY, "vi")
    assert draft_of(answer, ground).text("replies_to") == "01/SN/2026"
    assert check(OutgoingDocument, draft_of(answer, ground), ground) == answer


def test_chain_is_seen_from_each_of_its_documents(post: Post) -> None:
    asked = post.receive()
    first = post.send(replies_to=asked.id)
    back = post.receive(replies_to=first.id)
    second = post.send(replies_to=back.id)
    other = post.send(replies_to=asked.id)
    chain = [asked, first, other, back, second]
    for one in chain:
        assert chain_of(post.office.reader, one) == chain
    assert origins(post.office.reader, second) == [back, first, asked]
    assert answers_to(post.office.reader, asked) == [first, other]


def test_circle_of_answers_is_refused(post: Post) -> None:
    asked = post.receive()
    answer = post.send(replies_to=asked.id)
    with pytest.raises(Problems) as problems:
        correct(post.office, replace(asked, replies_to=answer.id), names=post.names)
    assert said(problems.value) == [
        ("replies_to", "That document already answers this one: one of them came first.")
    ]
    assert post.office.reader.record("incoming", asked.id) == asked


@pytest.mark.parametrize("how", ["void", "trash"])
def test_cancelled_number_cannot_be_answered(post: Post, how: str) -> None:
    asked = post.receive()
    if how == "void":
        void(post.office, [asked], reason="gửi nhầm")
    else:
        discard(post.office, asked)
    with pytest.raises(Problems) as problems:
        post.send(replies_to=asked.id)
    assert said(problems.value) == [
        (
            "replies_to",
            "The number of that document is cancelled: nothing can answer it.",
        )
    ]


def test_document_received_again_keeps_its_one_number(post: Post) -> None:
    document = post.receive()
    change = receive_again(post.office, document, day=TODAY, channel="giay")
    again = post.office.reader.record("incoming", document.id)
    assert SAID(change.words) == "noting that incoming 01/SN/2026 was received again"
    receive_again(post.office, again, day=date(2026, 3, 16), channel=None)
    kept = post.office.reader.record("incoming", document.id)
    assert kept.received_again == "15/03/2026 (Bản giấy); 16/03/2026"
    assert post.receive().number == 2


def test_document_is_corrected_though_what_it_answered_was_cancelled_since(post: Post) -> None:
    asked = post.receive()
    answer = post.send(replies_to=asked.id)
    void(post.office, [asked], reason="gửi nhầm")
    correct(post.office, replace(answer, subject="Trả lời lần hai"), names=post.names)
    assert post.office.reader.record("outgoing", answer.id).subject == "Trả lời lần hai"


def test_cancelled_answer_answers_nothing(post: Post) -> None:
    asked = post.receive(due_on=TODAY)
    answer = post.send(replies_to=asked.id)
    reader = post.office.reader
    unanswered = queries.Query("incoming").where("replies_to", queries.Test.UNANSWERED)
    matter = matter_of(reader, "incoming", asked.id)
    assert matter
    assert matter.reply == answer.symbol
    assert list(reader.ids(unanswered)) == []
    void(post.office, [answer], reason="nhầm")
    assert matter_of(reader, "incoming", asked.id) == replace(matter, reply=None)
    assert list(reader.ids(unanswered)) == [asked.id]
    assert open_question(reader, reader.record("outgoing", answer.id)) is None


def test_answer_dated_before_its_question_came_settles_it_on_the_day_it_came(post: Post) -> None:
    asked = post.receive()
    answer = post.send(replies_to=asked.id, document_date=date(2026, 3, 10))
    settle_answered(post.office, answer)
    assert post.office.reader.record("incoming", asked.id).settled_on == TODAY


@pytest.mark.parametrize("how", ["void", "trash"])
def test_cancelled_question_is_not_settled(post: Post, how: str) -> None:
    asked = post.receive()
    answer = post.send(replies_to=asked.id)
    if how == "void":
        void(post.office, [asked], reason="gửi nhầm")
    else:
        discard(post.office, asked)
    assert settle_answered(post.office, answer) is None
