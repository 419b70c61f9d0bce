"""Vietnamese order, by hand-ordered lists."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.language.collation import order, person_order

# a ă â b c d đ e ê g …; of the same letters: ngang, huyền, hỏi, ngã, sắc, nặng.
WORDS = [
    "01",
    "2",
    "15",
    "125",
    "125a",
    "125b",
    "126",
    "an",
    "ăn",
    "ân",
    "ba",
    "bà",
    "bả",
    "bã",
    "bá",
    "bạ",
    "bai",
    "băng",
    "bâng",
    "chanh",
    "chành",
    "chánh",
    "cua",
    "da",
    "dung",
    "dũng",
    "dụng",
    "dư",
    "đa",
    "đà",
    "đá",
    "đưa",
    "em",
    "êm",
    "ga",
    "kế hoạch",
    "kế toán",
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "oan",
    "ôn",
    "ơn",
    "phòng",
    "quy",
    "quý",
    "tu",
    "tú",
    "tư",
    "từ",
    "xa",
    "y",
    "ý",
]

NAMES = [
    "Nguyễn Văn An",
    "Trần Thị An",
    "Lê Hoài Ân",
    "Lê Thị Bình",
    "Nguyễn Bình",
    "Phạm Công Bình",
    "Vũ Đức Cảnh",
    "Đỗ Chi",
    "Hoàng Kim Cúc",
    "Bùi Quốc Dũng",
    "Đặng Thùy Dương",
    "Dương Tấn Đạt",
    "Đinh Văn Đạt",
    "Lương Hữu Đức",
    "Ngô Thị Hà",
    "Hồ Hải",
    "Nguyễn Thị Hiền",
    "Trần Hoa",
    "Lê Hòa",
    "Trần Bá Hoà",
    "Phan Huệ",
    "Mai Hùng",
    "Cao Thị Hương",
    "Lý Khánh",
    "Đoàn Minh Lan",
    "Tô Lâm",
    "Nguyễn Văn Nam",
    "Nguyễn Xuân Nam",
    "Trịnh Thị Ngọc",
    "Võ Thanh Tú",
    "Lê Văn Tư",
    "Phùng Thị Yến",
]

TEXTS = st.text(alphabet="aàáạăằâbcdđeêhioòôơuưyỳxAĂĐ 0123456789-/", max_size=12)


def in_order(texts: list[str], key: Callable[[str], str]) -> list[str]:
    """The texts in order, though they came the other way round."""
    backwards = texts[::-1]
    return sorted(backwards, key=key)


def test_words_stand_as_in_a_vietnamese_dictionary() -> None:
    assert in_order(WORDS, order) == WORDS


def test_persons_stand_by_their_given_names_then_by_family_and_middle_names() -> None:
    assert in_order(NAMES, person_order) == NAMES


def test_digits_stand_by_their_value() -> None:
    symbols = ["1/TB", "02/TB", "9/TB", "10/TB", "0100/TB", "1234/TB"]
    assert in_order(symbols, order) == symbols


def test_letters_outweigh_tones_and_tones_outweigh_case() -> None:
    words = ["Ba", "ba", "BÀ", "bà", "ban", "bàn"]
    assert in_order(words, order) == words


def test_letters_of_other_languages_stand_behind() -> None:
    assert sorted(["řád", "ý", "zákon", "an"], key=order) == ["an", "ý", "zákon", "řád"]


def test_place_of_the_tone_makes_no_difference() -> None:
    names = ["Hoà Bình", "Hòa Thành", "Hoà Vang", "thuỷ lợi", "thủy sản"]
    assert in_order(names, order) == names


@given(st.lists(TEXTS))
def test_order_is_total_however_the_texts_lie(texts: list[str]) -> None:
    found = in_order(texts, order)
    assert found == in_order(texts[::-1], order)
    assert all(order(a) <= order(b) for a, b in pairwise(found))


@given(TEXTS, TEXTS)
def test_only_equal_texts_stand_at_one_place(one: str, other: str) -> None:
    assert (order(one) == order(other)) == (one == other)


@given(st.integers(0, 10**20), st.integers(0, 10**20))
def test_numbers_stand_in_the_order_of_their_size(one: int, other: int) -> None:
    assert (order(f"số {one}") < order(f"số {other}")) == (one < other)
