"""Directories: one name however it is typed, and the likeliest names first."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.office.bodies import Body
from desktop.office.directories import KnownName, NameDirectory, initials_of, known_body

FINANCE = KnownName("Sở Tài chính", "STC", ("Sở TC",))
RESOURCES = KnownName("Sở Tài nguyên và Môi trường", "STNMT")
HEALTH = KnownName("Sở Y tế", "SYT")
TREASURY = KnownName("Kho bạc Nhà nước tỉnh")
COMMUNE = KnownName("Ủy ban nhân dân xã Đức Hoà")


def directory(uses: Counter[str] | None = None) -> NameDirectory:
    return NameDirectory([FINANCE, RESOURCES, HEALTH, TREASURY, COMMUNE], uses)


def suggested(typed: str, uses: Counter[str] | None = None, most: int = 8) -> list[str]:
    return [known.name for known in directory(uses).suggest(typed, most)]


@pytest.mark.parametrize(
    "typed",
    [
        "Sở Tài chính",
        "sở tài chính",
        "SO TAI CHINH",
        "  Sở\u00a0Tài  chính ",
        unicodedata.normalize("NFD", "Sở Tài chính"),
        "STC",
        "stc",
        "Sở TC",
        "so tc",
    ],
)
def test_name_is_found_by_every_writing_abbreviation_and_alias(typed: str) -> None:
    assert directory().find(typed) == FINANCE
    assert directory().named(typed) == "Sở Tài chính"


def test_old_and_new_place_of_the_tone_are_one_name() -> None:
    assert directory().find("Uỷ ban nhân dân xã Đức Hòa") == COMMUNE


@pytest.mark.parametrize("typed", ["", "Sở", "Sở Tài", "Sở Xây dựng"])
def test_part_of_a_name_is_no_known_name(typed: str) -> None:
    assert directory().find(typed) is None
    assert directory().named(typed) is None


def test_same_name_is_known_once() -> None:
    known = directory()
    known.add(KnownName("SỞ TÀI CHÍNH"))
    assert len(known) == 5


def test_name_wins_over_an_abbreviation_that_is_spelt_alike() -> None:
    known = NameDirectory([KnownName("Văn phòng", "VP"), KnownName("VP")])
    assert known.named("vp") == "VP"


def test_first_name_keeps_an_abbreviation_that_two_share() -> None:
    known = NameDirectory([KnownName("Phòng Kinh tế", "KT"), KnownName("Phòng Kế toán", "KT")])
    assert known.named("KT") == "Phòng Kinh tế"


@pytest.mark.parametrize("typed", ["sở t", "so t", "Sở Tà", "tài", "chinh tai"])
def test_beginnings_of_words_suggest_a_name_without_marks_and_in_any_order(typed: str) -> None:
    assert "Sở Tài chính" in suggested(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("stc", "Sở Tài chính"), ("stnmt", "Sở Tài nguyên và Môi trường"), ("kbnn", TREASURY.name)],
)
def test_abbreviations_and_initials_suggest_their_name_first(typed: str, name: str) -> None:
    assert suggested(typed)[0] == name


def test_names_that_begin_as_typed_come_before_those_with_such_a_word_inside() -> None:
    assert suggested("kho") == ["Kho bạc Nhà nước tỉnh"]
    assert suggested("nh") == ["Kho bạc Nhà nước tỉnh", "Ủy ban nhân dân xã Đức Hoà"]
    assert suggested("t") == [
        "Kho bạc Nhà nước tỉnh",
        "Sở Tài chính",
        "Sở Tài nguyên và Môi trường",
        "Sở Y tế",
    ]


def test_names_of_one_rank_come_by_use_and_then_in_vietnamese_order() -> None:
    assert suggested("sở") == ["Sở Tài chính", "Sở Tài nguyên và Môi trường", "Sở Y tế"]
    assert suggested("sở", Counter({"Sở Y tế": 2, "Sở Tài nguyên và Môi trường": 1})) == [
        "Sở Y tế",
        "Sở Tài nguyên và Môi trường",
        "Sở Tài chính",
    ]


def test_use_is_counted_at_once() -> None:
    known = directory()
    known.used("Sở Y tế")
    assert [one.name for one in known.suggest("sở", 1)] == ["Sở Y tế"]


@pytest.mark.parametrize("typed", ["", "  ", "xyz", "..."])
def test_nothing_typed_or_nothing_known_suggests_nothing(typed: str) -> None:
    assert suggested(typed) == []


def test_no_more_is_suggested_than_was_asked_for() -> None:
    assert len(suggested("s", most=2)) == 2


WORD = st.text(alphabet="aăâbcdđeêghioôơưyxàáệđ", min_size=1, max_size=6)
NAMES = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=8), st.data())
def test_every_known_name_finds_itself_however_it_is_typed(
    names: list[str], data: st.DataObject
) -> None:
    known = NameDirectory(map(KnownName, names))
    asked = data.draw(st.sampled_from(names))
    found = known.named(asked)
    assert found is not None
    assert known.named(asked.upper()) == known.named(unicodedata.normalize("NFD", asked)) == found
    assert known.named(found) == found
    assert found in [one.name for one in known.suggest(asked, len(names))]


def test_body_is_known_by_its_abbreviation_and_other_names() -> None:
    body = Body(name="Sở Tài chính", abbreviation="STC", aliases=("Sở TC",))
    assert known_body(body) == FINANCE
    assert known_body(Body(name="Kho bạc Nhà nước tỉnh")) == TREASURY


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Phòng Nội chính", "NC"),
        ("Phòng Kinh tế", "KT"),
        ("Phòng Khoa giáo – Văn xã", "KGVX"),
        ("Ban Tiếp công dân", "TCD"),
        ("Trung tâm", "TT"),
        ("Đoàn", "Đ"),
        ("Phòng Đất đai", "ĐĐ"),
        ("", ""),
    ],
)
def test_abbreviation_of_a_new_unit_is_made_of_its_words(name: str, initials: str) -> None:
    assert initials_of(name) == initials


# Read later


def test_names_that_come_later_are_read_once_when_they_are_asked_for() -> None:
    read: list[str] = []

    def persons() -> Counter[str]:
        read.append("read")
        return Counter({"Nguyễn Văn An": 3, "Lê Thị Bình": 5})

    later = NameDirectory(later=persons)
    assert (later.is_read, read) == (False, [])
    assert [one.name for one in later.suggest("")] == []
    assert later.named("le thi binh") == "Lê Thị Bình"
    later.used("Lê Thị Bình")
    assert (later.is_read, len(later), later.uses["Lê Thị Bình"], read) == (True, 2, 6, ["read"])


# Marks


MINH, MINH_2, THUY = (
    KnownName("Nguyễn Văn Minh"),
    KnownName("Nguyễn Văn Mình"),
    KnownName("Hoà Thuỷ"),
)


def test_person_whose_name_differs_by_a_mark_is_another_one() -> None:
    people = NameDirectory([MINH], of_people=True)
    assert people.find("Nguyễn Văn Mình") is None
    people.add(MINH_2)
    assert (people.find("nguyễn văn minh"), people.find("NGUYỄN VĂN MÌNH")) == (MINH, MINH_2)
    assert people.suggest("minh") == [MINH, MINH_2]


def test_person_is_found_without_marks_and_in_old_spelling() -> None:
    people = NameDirectory([MINH, THUY], of_people=True)
    assert (people.find("nguyen van minh"), people.find("Hòa Thủy")) == (MINH, THUY)


def test_body_is_found_though_one_mark_is_wrong_and_two_alike_are_told_apart() -> None:
    near, far = KnownName("UBND xã Sơn Hà"), KnownName("UBND xã Sơn Hạ")
    bodies = NameDirectory([near])
    assert bodies.find("UBND xã Sơn Hạ") == near
    bodies.add(far)
    assert (bodies.find("ubnd xã sơn hà"), bodies.find("UBND xã Sơn Hạ")) == (near, far)
