"""Continuations of an abstract, out of the office's own register."""

from datetime import date
from typing import Any

import pytest

from desktop.correspondence.finding.phrases import Beginning, Continuation, continuations
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.registering import discard, register
from desktop.storage.store import Store

FINANCE, HEALTH = "Sở Tài chính", "Sở Y tế"


class Register:
    """The incoming register, in which abstracts are entered one after the other."""

    def __init__(self, office: Store, names: KnownNames) -> None:
        self._office = office
        self._names = names

    def enter(self, *subjects: str, **facts: Any) -> list[Document]:
        usual = {"series": "SN", "arrived_on": date(2026, 3, 12), "issuer": FINANCE}
        kept = []
        for subject in subjects:
            document = IncomingDocument(**{**usual, "subject": subject, **facts})
            kept.append(register(self._office, document, names=self._names)[1])
        return kept

    def discard(self, document: Document) -> None:
        discard(self._office, document)

    def after(self, typed: str, most: int = 6, **facts: str) -> list[str]:
        """The whole texts that would stand there."""
        offers = continuations(
            self._office.reader, Beginning("incoming", typed, **facts), most=most
        )
        return [typed[: len(typed) - offer.over] + offer.text for offer in offers]


@pytest.fixture
def book(office: Store, names: KnownNames) -> Register:
    return Register(office, names)


PLAN = "Phê duyệt kế hoạch thanh tra"


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("Phê", "Phê duyệt kế hoạch thanh tra"),
        ("Phê ", "Phê duyệt kế hoạch thanh tra"),
        ("Phê duyệt k", "Phê duyệt kế hoạch thanh tra"),
        ("phê duyệt", "phê duyệt kế hoạch thanh tra"),
        ("PHÊ D", "PHÊ Duyệt kế hoạch thanh tra"),
        ("phe duyet ke ho", "phe duyet ke hoạch thanh tra"),
        ("phe duyet ke", "phe duyet kế hoạch thanh tra"),
        ("phe duyet ke ", "phe duyet ke hoạch thanh tra"),
        ("Về việc kế h", "Về việc kế hoạch thanh tra"),
        ("Phê duyệt kế\nh", "Phê duyệt kế\nhoạch thanh tra"),
        ("Phe\u0302 duye\u0323\u0302t k", "Phe\u0302 duye\u0323\u0302t kế hoạch thanh tra"),
        ("Phê duyệt kế hoac", "Phê duyệt kế hoạch thanh tra"),
        ("Phê duyệt kế hoạ", "Phê duyệt kế hoạch thanh tra"),
    ],
)
def test_what_is_typed_stays_and_only_the_last_word_is_given_its_marks(
    book: Register, typed: str, whole: str
) -> None:
    book.enter(PLAN)

    assert book.after(typed) == [whole]


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "?", "xyz", "Phê duyệt kế hoạch thanh tra", "bằng k", "Phê duyệt kẻ", "kẽ ", "tra "],
)
def test_nothing_follows_what_was_never_written(book: Register, typed: str) -> None:
    book.enter(PLAN)
    book.discard(*book.enter("Bằng khen của Bộ"))

    assert book.after(typed) == []


def test_words_typed_with_marks_are_no_other_words(book: Register) -> None:
    book.enter("Báo cáo kết quả", "Bảo cao tường rào")

    assert book.after("báo c") == ["báo cáo kết quả"]
    assert book.after("bao c") == ["bao cao tường rào", "bao cáo kết quả"]


@pytest.mark.parametrize("typed", ["hoà", "hòa", "hoa"])
def test_tone_of_a_half_typed_word_may_stand_on_either_vowel(book: Register, typed: str) -> None:
    book.enter("Hoàn thiện hồ sơ")

    assert book.after(typed)[0].casefold() == "hoàn thiện hồ sơ"


def test_words_of_other_fields_continue_nothing(book: Register) -> None:
    book.enter("Báo cáo tuần", document_kind="bao-cao", note="Kế hoạch năm sau")

    assert book.after("kế h") == []
    assert book.after("Sở T") == []


def test_same_author_comes_first_then_the_same_kind_then_the_more_frequent(book: Register) -> None:
    book.enter("Kế hoạch an toàn", document_kind="to-trinh", issuer=HEALTH)
    book.enter("Kế hoạch diễn tập", document_kind="ke-hoach", issuer=HEALTH)
    book.enter("Kế hoạch thu chi", document_kind="to-trinh", issuer=FINANCE)
    book.enter(*["Kế hoạch đấu thầu"] * 3, document_kind="to-trinh", issuer=HEALTH)

    assert book.after("Kế hoạch ", issuer=FINANCE.upper(), document_kind="Kế hoạch") == [
        "Kế hoạch thu chi",
        "Kế hoạch diễn tập",
        "Kế hoạch đấu thầu",
        "Kế hoạch an toàn",
    ]
    assert book.after("Kế hoạch ", most=1) == ["Kế hoạch đấu thầu"]


def test_common_short_continuation_comes_before_rare_long_ones(book: Register) -> None:
    book.enter(
        "Báo cáo kết quả công tác phòng dịch",
        "Báo cáo kết quả công tác dân vận ở xã",
        "Báo cáo kết quả công tác thi đua",
        "Báo cáo giải trình về việc chậm trễ của nhà thầu thi công",
    )

    assert book.after("Báo", most=2) == [
        "Báo cáo kết quả công tác",
        "Báo cáo giải trình về việc chậm trễ của nhà thầu thi công",
    ]


def test_same_words_are_offered_once_as_written_last(book: Register) -> None:
    book.enter("Kế hoạch Thanh Tra", "kế hoạch thanh tra")

    assert book.after("Kế hoạch ") == ["Kế hoạch thanh tra"]


def test_number_written_once_is_not_offered_again(book: Register) -> None:
    book.enter("Triển khai Công văn số 12/STC ngày 5/3", "Phổ biến Luật số 25/2018")
    book.enter("Tuyên truyền Luật số 25/2018")

    assert book.after("Triển ") == ["Triển khai Công văn số"]
    assert book.after("Luật ") == ["Luật số 25/2018"]


def test_punctuation_between_words_is_kept_and_not_doubled(book: Register) -> None:
    book.enter("Phòng, chống tham nhũng")

    assert book.after("Phòng") == ["Phòng, chống tham nhũng"]
    assert book.after("Phòng,") == ["Phòng, chống tham nhũng"]
    assert book.after("Phòng, ") == ["Phòng, chống tham nhũng"]
    assert book.after("Phòng ") == []


def test_longer_beginning_says_more_and_comes_first(book: Register) -> None:
    book.enter(*["Kế hoạch tuần"] * 3, "Phê duyệt kế hoạch thanh tra")

    assert book.after("Phê duyệt kế hoạch ") == [
        "Phê duyệt kế hoạch thanh tra",
        "Phê duyệt kế hoạch tuần",
    ]


def test_registers_do_not_lend_to_each_other(office: Store, book: Register) -> None:
    book.enter(PLAN)

    assert continuations(office.reader, Beginning("outgoing", "Phê ")) == []


def test_continuation_tells_how_many_letters_it_replaces(office: Store, book: Register) -> None:
    book.enter(PLAN)
    beginnings = [Beginning("incoming", typed) for typed in ("ke hoac", "ke ho", "ke hoach ")]

    assert [continuations(office.reader, one) for one in beginnings] == [
        [Continuation("hoạch thanh tra", over=4)],
        [Continuation("hoạch thanh tra", over=2)],
        [Continuation("thanh tra")],
    ]
