"""Vietnamese text as it really comes in: two codings, two spellings, damage of other programs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.language.folding import (
    control_character,
    fold,
    has_marks,
    mend,
    mend_line,
    mend_symbol,
    one_tone_place,
    symbol_key,
    tokens,
)

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
VIETNAMESE = st.text(alphabet=f"{LETTERS}{LETTERS.upper()} 0123456789/-", max_size=60)


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Ho\u0323\u0302i \u0111o\u0302\u0300ng", "Hội đồng"),
        ("Quyết \u00d0ịnh", "Quyết Định"),
        ("quyết \u00f0ịnh", "quyết định"),
        ("Sở\u00a0Tài\u202fchính", "Sở Tài chính"),
        ("\ufeffSở Tài\u200b chính\u2060", "Sở Tài chính"),
        ("Số １２３／ＱĐ", "Số 123/QĐ"),
        ("  nâng \t lương  ", "nâng lương"),
        ("một \r\n hai\r\rba", "một\nhai\nba"),
    ],
    ids=[
        "letters and marks apart",
        "Icelandic Eth",
        "small Icelandic eth",
        "blanks that do not break",
        "letters of no width",
        "letters of full width",
        "blanks in a row",
        "ends of lines",
    ],
)
def test_text_is_mended_of(damaged: str, mended: str) -> None:
    assert mend(damaged) == mended


@given(st.text())
def test_mended_text_has_nothing_left_to_mend(text: str) -> None:
    assert mend(mend(text)) == mend(text)
    assert mend_line(mend_line(text)) == mend_line(text)
    assert mend_symbol(mend_symbol(text)) == mend_symbol(text)


@given(VIETNAMESE)
def test_text_that_came_apart_is_put_together_as_it_was_typed(text: str) -> None:
    typed = " ".join(text.split())
    assert mend(unicodedata.normalize("NFD", typed)) == typed


def test_line_has_no_end_of_line() -> None:
    assert mend_line("Về việc\r\nnâng lương") == "Về việc nâng lương"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("quí", "quý"),
        ("Quy Nhơn", "Qui Nhơn"),
        ("Đường", "đường"),
        ("ĐỒNG", "dong"),
        ("Phòng Nội chính", "phong noi chinh"),
        ("Hà Nội", unicodedata.normalize("NFD", "Hà Nội")),
        ("QÐ", "QĐ"),
        ("１２", "12"),
    ],
)
def test_two_spellings_fold_into_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("hoa", "hoan"), ("thu", "thủy"), ("12", "21")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_folded_text_is_plain() -> None:
    assert fold("Ủy ban nhân dân tỉnh Đắk Lắk") == "uy ban nhan dan tinh dak lak"


@given(st.text())
def test_folded_text_folds_into_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_folding_leaves_nothing_but_plain_letters(text: str) -> None:
    assert fold(text).isascii()


def test_tokens_are_folded_words_and_numbers() -> None:
    assert tokens("15/QĐ-UBND, V/v quý_IV; “Hoà”") == [
        "15",
        "qd",
        "ubnd",
        "v",
        "v",
        "qui",
        "iv",
        "hoa",
    ]


@given(VIETNAMESE)
def test_tokens_are_the_same_for_every_spelling(text: str) -> None:
    assert tokens(unicodedata.normalize("NFD", text.upper())) == tokens(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [("quyet dinh", False), ("quyết", True), ("đi", True), ("ĐI", True), ("12/2026", False)],
)
def test_marks_are_seen(text: str, marked: bool) -> None:
    assert has_marks(text) is marked


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hoà bình", "hòa bình"),
        ("thuỷ lợi", "thủy lợi"),
        ("khoẻ", "khỏe"),
        ("uỷ ban", "ủy ban"),
        ("loè", "lòe"),
        # The tone is not moved where a letter follows, nor after q.
        ("toàn", "toàn"),
        ("thuyền", "thuyền"),
        ("quý", "quý"),
        ("quỹ", "quỹ"),
    ],
)
def test_tone_stands_where_the_new_spelling_puts_it(old: str, new: str) -> None:
    assert one_tone_place(old) == new
    assert one_tone_place(new) == new


@pytest.mark.parametrize(
    "writing",
    [
        "05/QĐ-UBND",
        "5/QĐ-UBND",
        "005/qđ-ubnd",
        "5 / qđ - ubnd",
        "05/QÐ-UBND",
        "05/QD-UBND",
        "05/QĐ\u2011UBND",
        "05/QĐ–UBND",
        "05/QĐ\u2212UBND",
        "05/QĐ_UBND",
        "０５／ＱĐ－ＵＢＮＤ",
        "05/QĐ-UB\u200bND",
        "\u00a005/QĐ\u00a0-\u00a0UBND\u00a0",
        "Số: 05/QĐ-UBND",
        "số 5/QĐ-UBND",
        "Số05/QĐ-UBND",
        "05/QĐ-UВND",
        unicodedata.normalize("NFD", "Số 05/QĐ-UBND"),
    ],
)
def test_writings_of_one_symbol_have_one_key(writing: str) -> None:
    assert symbol_key(writing) == "5/qd-ubnd"


@pytest.mark.parametrize("writing", ["125", "0125", "125 ", "Số: 125", "số 125", "So. 125"])
def test_writings_of_a_bare_number_have_one_key(writing: str) -> None:
    assert symbol_key(writing) == "125"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("125/UBND-NC", "125a/UBND-NC"),
        ("125a/UBND-NC", "125b/UBND-NC"),
        ("15/QĐ-UBND", "15/2026/QĐ-UBND"),
        ("15/QĐ-UBND", "15/QyĐ-UBND"),
        ("1/5", "15"),
        ("10/TB", "1/TB"),
    ],
)
def test_different_symbols_have_different_keys(one: str, other: str) -> None:
    assert symbol_key(one) != symbol_key(other)


def test_symbol_keeps_its_letters_and_loses_its_blanks() -> None:
    assert mend_symbol(" 15 / QĐ – UBND ") == "15/QĐ-UBND"
    assert mend_symbol("366-QĐ / TW") == "366-QĐ/TW"
    assert mend_symbol("Số: 05/CTr-UBND") == "Số: 05/CTr-UBND"


@pytest.mark.parametrize("wrong", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufffe", "\ud800"])
def test_control_characters_are_found(wrong: str) -> None:
    assert control_character(f"nâng{wrong}lương") == wrong


@pytest.mark.parametrize("text", ["", "một\nhai\tba", "nâng lương", "½ – “…” 中文"])
def test_text_of_a_document_holds_no_control_character(text: str) -> None:
    assert control_character(text) is None
