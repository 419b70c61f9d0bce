"""Hits in a shown text: on the right letters, however it is written."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.language.folding import fold, tokens
from desktop.language.hits import Hits

LETTERS = "aàáâấạăắbcdđeêếghiìklmnoòóôốơớpqrstuùưứvxyỳý"
VIETNAMESE = st.text(alphabet=f"{LETTERS}{LETTERS.upper()}\u0301\u0323 012/-½ﬁßİ", max_size=40)
WORDS = st.lists(st.text(alphabet="aăâdđhitquyuoòơ01", min_size=1, max_size=3), max_size=3)


def shown(text: str, *sought: str) -> str:
    """The text with its hits between brackets."""
    for start, end in reversed(Hits(sought).within(text)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("sought", "marked"),
    [
        ("dat dai", "Luật [Đất] [đai] 2024, xã [Đất] Mũi"),
        ("DAT", "Luật [Đất] đai 2024, xã [Đất] Mũi"),
        ("đất đai", "Luật [Đất] [đai] 2024, xã [Đất] Mũi"),
        ("lu 20", "[Lu]ật Đất đai [20]24, xã Đất Mũi"),
        ("at ai 024", "Luật Đất đai 2024, xã Đất Mũi"),
        ("", "Luật Đất đai 2024, xã Đất Mũi"),
        ("- …", "Luật Đất đai 2024, xã Đất Mũi"),
    ],
    ids=[
        "without marks",
        "in capitals",
        "with marks",
        "beginnings",
        "not inside words",
        "nothing",
        "signs only",
    ],
)
def test_words_looked_for_are_marked_where_words_begin(sought: str, marked: str) -> None:
    assert shown("Luật Đất đai 2024, xã Đất Mũi", *sought.split()) == marked


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_that_stand_by_themselves_belong_to_their_letter(
    form: Literal["NFC", "NFD"],
) -> None:
    def coded(text: str) -> str:
        return unicodedata.normalize(form, text)

    assert shown(coded("thửa đất số 5"), "dat") == coded("thửa [đất] số 5")
    assert shown(coded("thửa đất số 5"), "thu") == coded("[thử]a đất số 5")
    assert shown(coded("Hoà Bình, hòa giải"), "hoa") == coded("[Hoà] Bình, [hòa] giải")
    assert shown(coded("Hoà Bình, hoả hoạn"), coded("hòa")) == coded("[Hoà] Bình, hoả hoạn")


@pytest.mark.parametrize(
    ("sought", "text"),
    [
        ("45/qđ", "số [45/QĐ]-UBND, 45/KH"),
        ("45/qd", "số [45 / QĐ]-UBND, 145/QĐ"),
        ("quý", "lương [quý] III, quỹ"),
        ("quy", "[quý] III, [quí] IV, [quỹ]"),
        ("straße", "[Strasse] 5"),
        ("12", "dài ½ m, [12] m"),
        ("2", "dài ½ m, [2] m"),
        ("1", "dài [½] m"),
        ("fi", "[ﬁ]n"),
    ],
    ids=[
        "a symbol",
        "a symbol set apart",
        "qu with i or y",
        "qu without marks",
        "a letter that is two",
        "half is not twelve",
        "half holds a two, which cannot be shown",
        "half begins with a one",
        "two letters cast as one",
    ],
)
def test_letters_that_are_searched_otherwise_than_they_are_shown(sought: str, text: str) -> None:
    assert shown(text.replace("[", "").replace("]", ""), sought) == text


def test_longest_of_two_that_begin_at_one_letter_is_the_hit() -> None:
    assert shown("dự thảo, dự án", "d", "du") == "[dự] thảo, [dự] án"
    assert shown("45/QĐ của 45", "45", "45/qd") == "[45/QĐ] của [45]"


def test_typed_marks_leave_out_words_with_other_ones() -> None:
    assert shown("Đại hội, đai an toàn, đãi ngộ", "đại") == "[Đại] hội, đai an toàn, đãi ngộ"
    assert shown("45/QĐ, 45/QD", "45/qđ") == "[45/QĐ], 45/QD"


def test_words_with_other_marks_are_hits_where_the_typed_ones_are_nowhere() -> None:
    assert shown("đai an toàn, đãi ngộ", "đại") == "[đai] an toàn, [đãi] ngộ"


def test_names_of_several_words_are_one_hit() -> None:
    assert shown("Sở Nội vụ; Bộ  Nội vụ (Vụ 2)", "Bộ Nội vụ") == "Sở Nội vụ; [Bộ  Nội vụ] (Vụ 2)"


@given(text=st.text() | VIETNAMESE)
@example("ﬁ½ßİ\u0345quÝ")
def test_letters_one_by_one_are_folded_as_their_text_is(text: str) -> None:
    assert "".join(fold(letter) for letter in text).replace("quy", "qui") == fold(text)


@given(text=st.text() | VIETNAMESE, sought=WORDS)
def test_each_hit_begins_with_what_was_looked_for_and_none_reaches_into_another(
    text: str, sought: list[str]
) -> None:
    hits = Hits(sought).within(text)

    begun = tuple(fold(word) for word in sought)
    assert all(fold(text[start:end]).startswith(begun) for start, end in hits)
    ends = [0, *(place for hit in hits for place in hit), len(text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in hits)


@given(text=VIETNAMESE.filter(lambda text: "½" not in text), sought=WORDS)
def test_text_has_hits_where_it_has_a_word_that_is_looked_for(text: str, sought: list[str]) -> None:
    begun = tuple(fold(word) for word in sought)
    holds = any(word.startswith(begun) for word in tokens(text))
    assert bool(Hits(sought).within(text)) == holds
