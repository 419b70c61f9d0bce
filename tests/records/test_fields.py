"""Kinds of field: what is typed, meant, seen and kept.

One property holds for all of them: what is shown reads back, and what is kept is recalled.
"""

import unicodedata
from datetime import date, time
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.language.words import LANGUAGES, M
from desktop.office.directories import KnownName, NameDirectory
from desktop.records import fields as kinds
from desktop.records import law
from desktop.records.fields import (
    Attachment,
    Choice,
    Choices,
    Clock,
    Code,
    Day,
    Field,
    Ground,
    Line,
    Link,
    Money,
    Name,
    Names,
    Passage,
    Person,
    SerialNumber,
    StoredFile,
    Suffix,
    Symbol,
    Unreadable,
    Whole,
    YesNo,
)

TODAY = date(2026, 3, 15)
LABEL = M("Abstract")


class Documents:
    """A register in which documents are found by their symbols."""

    def __init__(self, *symbols: str) -> None:
        self._symbols = dict(enumerate(symbols, start=1))

    def find(self, typed: str) -> int | None:
        return next((place for place, own in self._symbols.items() if own == typed), None)

    def title(self, record_id: int) -> str:
        return self._symbols[record_id]


SYMBOLS = ("15/QĐ-UBND", "366-QĐ/TW", "06/2022/QH15")
BODIES = NameDirectory(
    [
        KnownName("Sở Tài chính", "STC", ("Sở TC",)),
        KnownName("Ủy ban nhân dân tỉnh", "UBND", ("UBND tỉnh",)),
        KnownName("Văn phòng Chính phủ", "VPCP"),
    ]
)
SERIES = NameDirectory(
    [KnownName("UBND-QD", aliases=("Quyết định",)), KnownName("SN"), KnownName("DT")]
)


def ground(language: str = "vi") -> Ground:
    return Ground(
        TODAY, language, {"bodies": BODIES, "series": SERIES}, {"outgoing": Documents(*SYMBOLS)}
    )


def catalogue_words(name: str) -> list[str]:
    """All that may be typed for the entries of a catalogue."""
    entries = law.catalogue(name).entries
    found = {w for e in entries for w in (e.code, e.vi, e.en, e.cs, e.abbreviation, *e.aliases)}
    return sorted(found - {""})


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


TEXT = st.text(
    st.one_of(
        st.sampled_from(
            "aăâbcdđeêgiouươyĐỦệứ0123456789/-;|.,“” \n\t\u00a0\u200b\u0301\u0323\u00d0５"
        ),
        st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
    ),
    min_size=1,
    max_size=40,
)
WHOLE = st.integers(0, 10**14)
DATES = st.dates(min_value=date(1000, 1, 1))
KNOWN_BODIES = st.sampled_from(["Sở Tài chính", "sở tài chính", "STC", "so tc", "UBND", "vpcp"])

# Each kind, and what people type for it.
TYPED: dict[Field, st.SearchStrategy[str]] = {
    Line(label=LABEL): TEXT,
    Passage(label=LABEL): TEXT,
    Symbol(label=LABEL): st.one_of(
        TEXT,
        st.from_regex(
            r"(Số: )?\d{1,5}[a-b]? ?[/-] ?(20\d\d/)?(QĐ|TTr|QÐ) ?[–-] ?UBND", fullmatch=True
        ),
    ),
    Whole(label=LABEL): st.one_of(WHOLE.map(str), WHOLE.map(grouped), WHOLE.map("{:010d}".format)),
    Whole(label=LABEL, least=-(10**14)): WHOLE.map(lambda number: f"-{grouped(number)}"),
    Suffix(label=LABEL): st.sampled_from(["a", "Z", " c "]),
    SerialNumber(label=LABEL): st.integers(1, 10**14).map("{:02d}".format),
    Money(label=LABEL): st.one_of(WHOLE.map(grouped), WHOLE.map(lambda n: f"{grouped(n)} đồng")),
    YesNo(label=LABEL): st.sampled_from(["1", "0", "x", "có", "Không", "YES", "no", "ano", "Ne"]),
    Day(label=LABEL): st.one_of(
        DATES.map(date.isoformat),
        DATES.map("{0.day}/{0.month}/{0.year}".format),
        DATES.map("{0.day:02d}{0.month:02d}{0.year}".format),
        DATES.map("{0.day}-{0.month}-{0.year}".format),
        DATES.map("ngày {0.day} tháng {0.month} năm {0.year}".format),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)).map("{0.day}.{0.month}".format),
    ),
    Clock(label=LABEL): st.one_of(
        st.times().map("{:%H:%M}".format),
        st.times().map("{:%H%M}".format),
        st.times().map("{0.hour}h{0.minute:02d}".format),
        st.times().map("{0.hour} giờ".format),
    ),
    Choice(label=LABEL, catalogue="kinds"): st.sampled_from(catalogue_words("kinds")),
    Choice(label=LABEL, catalogue="secrecy"): st.sampled_from(catalogue_words("secrecy")),
    Choices(label=LABEL, catalogue="kinds"): st.lists(
        st.sampled_from(catalogue_words("kinds")), min_size=1
    ).map(";".join),
    Name(label=LABEL, directory="bodies"): st.one_of(KNOWN_BODIES, TEXT),
    Name(label=LABEL, directory="bodies", may_be_new=False): KNOWN_BODIES,
    Person(label=LABEL, directory="bodies"): st.one_of(KNOWN_BODIES, TEXT),
    Code(label=LABEL, directory="series"): st.sampled_from(["SN", "sn", "UBND-QD", "quyết định"]),
    Names(label=LABEL, directory="bodies"): st.lists(
        st.one_of(KNOWN_BODIES, TEXT), min_size=1, max_size=5
    ).map("; ".join),
    Link(label=LABEL, register="outgoing"): st.sampled_from(SYMBOLS),
    Attachment(label=LABEL): st.tuples(
        TEXT, st.integers(0, 2**40), st.binary(min_size=32, max_size=32)
    ).map(lambda file: f"{file[0]} | {file[1]} | {file[2].hex()}"),
}


def test_no_kind_of_field_is_left_out_below() -> None:
    declared = {
        kind
        for kind in vars(kinds).values()
        if isinstance(kind, type) and issubclass(kind, Field) and kind is not Field
    }
    assert {type(kind) for kind in TYPED} == declared


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: type(kind).__name__)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_value_that_was_read_is_shown_and_kept_without_loss(
    kind: Field, data: st.DataObject, language: str
) -> None:
    value = read_or_skip(kind, data.draw(TYPED[kind]), language)
    assert kind.read(kind.show(value, ground(language)), ground(language)) == value
    assert kind.recall(kind.keep(value)) == value
    assert isinstance(kind.keep(value), int) == (kind.column == "INTEGER")


def read_or_skip(kind: Field, typed: str, language: str) -> Any:
    try:
        value = kind.read(typed, ground(language))
    except Unreadable:
        value = None
    assume(value is not None)
    return value


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: type(kind).__name__)
def test_nothing_typed_is_no_value_and_stays_none(kind: Field) -> None:
    assert kind.read("", ground()) is None
    assert kind.read(" \u00a0\u200b\n", ground()) is None
    assert kind.show(None, ground()) == ""
    assert kind.recall(kind.keep(None)) is None


CATALOGUES = ("kinds", "urgency", "secrecy", "channels", "capacities", "languages", "body_groups")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_entry_shown_in_any_language_reads_back_in_every_other(name: str, language: str) -> None:
    kind = Choice(label=LABEL, catalogue=name)
    for entry in law.catalogue(name).entries:
        shown = kind.show(entry.code, ground(language))
        assert [kind.read(shown, ground(other)) for other in LANGUAGES] == [entry.code] * 3


@pytest.mark.parametrize(
    "kind", [Line(label=LABEL), Day(label=LABEL), Names(label=LABEL, directory="")]
)
def test_control_character_is_refused_with_its_code(kind: Field) -> None:
    assert refusal(kind, "nâng\x07lương") == "It holds a control character (U+0007); delete it."


def refusal(kind: Field, typed: str, language: str = "vi") -> str:
    with pytest.raises(Unreadable) as refused:
        kind.read(typed, ground(language))
    return str(refused.value.message)


def read(kind: Field, typed: str) -> Any:
    return kind.read(typed, ground())


# Text


def test_line_is_mended_and_has_one_line() -> None:
    typed = unicodedata.normalize("NFD", " Về việc\u00a0nâng\nlương ")
    assert read(Line(label=LABEL), typed) == "Về việc nâng lương"


def test_passage_keeps_its_lines() -> None:
    assert read(Passage(label=LABEL), "một\r\n hai \nba") == "một\nhai\nba"


@pytest.mark.parametrize(
    "kind", [Line(label=LABEL, longest="body_length"), Passage(label=LABEL, longest="body_length")]
)
def test_text_may_be_as_long_as_the_form_allows_and_no_longer(kind: Field) -> None:
    assert read(kind, "ệ" * 200) == "ệ" * 200
    assert refusal(kind, "ệ" * 201) == "201 characters; the form allows 200: shorten it."


def test_length_is_counted_after_mending() -> None:
    apart = unicodedata.normalize("NFD", "ệ" * 200)
    assert read(Line(label=LABEL, longest="body_length"), f"  {apart}  ") == "ệ" * 200


def test_symbol_is_kept_as_typed_beside_its_key() -> None:
    kind = Symbol(label=LABEL)
    assert read(kind, "Số: 05 / QÐ – UBND") == "Số: 05/QĐ-UBND"
    assert kind.keys("symbol", "Số: 05/QĐ-UBND") == {"symbol_key": "5/qd-ubnd"}
    assert kind.keys("symbol", None) == {"symbol_key": None}


# Numbers


@pytest.mark.parametrize(
    ("typed", "value"),
    [("7", 7), ("007", 7), ("55.279", 55279), ("1 234 567", 1234567), ("１２", 12), ("0", 0)],
)
def test_whole_number_may_be_grouped(typed: str, value: int) -> None:
    assert read(Whole(label=LABEL), typed) == value


@pytest.mark.parametrize("typed", ["1,5", "1.5", "12a", "1.2345", "٣", "mười", "1e3", "½"])
def test_anything_else_is_no_whole_number(typed: str) -> None:
    assert refusal(Whole(label=LABEL), typed) == (
        f"“{typed}” is no whole number: type digits only."
    )


def test_number_below_the_least_is_refused() -> None:
    assert refusal(Whole(label=LABEL, least=1), "0") == "0 is too small: at least 1."
    assert refusal(Whole(label=LABEL), "-3") == "-3 is too small: at least 0."


def test_serial_number_below_ten_has_a_zero() -> None:
    kind = SerialNumber(label=LABEL)
    assert [kind.show(number, ground()) for number in (1, 9, 10, 1234)] == [
        "01",
        "09",
        "10",
        "1234",
    ]
    assert read(kind, "0125") == 125
    assert refusal(kind, "0") == "0 is too small: at least 1."


@pytest.mark.parametrize(
    "typed", ["2530000", "2.530.000", "2.530.000 đồng", "2.530.000đ", "2 530 000 VND"]
)
def test_money_is_whole_dong(typed: str) -> None:
    kind = Money(label=LABEL)
    assert read(kind, typed) == 2530000
    assert kind.show(2530000, ground()) == "2.530.000"


@pytest.mark.parametrize(
    ("language", "shown"), [("vi", "Có Không"), ("en", "Yes No"), ("cs", "Ano Ne")]
)
def test_yes_and_no_are_said_in_the_language_of_the_window(language: str, shown: str) -> None:
    kind = YesNo(label=LABEL)
    assert " ".join(kind.show(value, ground(language)) for value in (True, False)) == shown
    assert refusal(kind, "có lẽ") == "“có lẽ” is neither yes nor no."


# Days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1512", date(2026, 12, 15)),
        ("15/12", date(2026, 12, 15)),
        ("15.12", date(2026, 12, 15)),
        ("5-1-27", date(2027, 1, 5)),
        ("050127", date(2027, 1, 5)),
        ("05-01-2026", date(2026, 1, 5)),
        ("05012026", date(2026, 1, 5)),
        ("5 1 2026", date(2026, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
        ("2026-01-05 00:00:00", date(2026, 1, 5)),
        ("2026-01-05T00:00:00", date(2026, 1, 5)),
        ("ngày 5 tháng 1 năm 2026", date(2026, 1, 5)),
        ("Ngày 05 tháng 01", date(2026, 1, 5)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_day_is_read_day_before_month(typed: str, day: date) -> None:
    assert read(Day(label=LABEL), typed) == day


@given(DATES)
def test_month_is_never_taken_for_the_day(day: date) -> None:
    assert read(Day(label=LABEL), f"{day.day}/{day.month}/{day.year}") == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12/25/2026", "There is no month 25: the day comes first, then the month."),
        ("1/0/2026", "There is no month 0: the day comes first, then the month."),
        ("2513", "There is no month 13: the day comes first, then the month."),
        ("2026-13-01", "There is no month 13: the day comes first, then the month."),
        ("31/2", "There is no 31/02/2026."),
        ("29/02/2027", "There is no 29/02/2027."),
        ("31/04/2026", "There is no 31/04/2026."),
        ("0/1/2026", "There is no 0/01/2026."),
        ("1/1/0000", "There is no 1/01/0000."),
        ("hôm qua", "“hôm qua” is no date: type day and month, such as 1512 or 15/12/2026."),
        ("151", "“151” is no date: type day and month, such as 1512 or 15/12/2026."),
        ("15/12/226", "“15/12/226” is no date: type day and month, such as 1512 or 15/12/2026."),
    ],
)
def test_day_that_does_not_exist_is_refused_with_its_own_sentence(
    typed: str, sentence: str
) -> None:
    assert refusal(Day(label=LABEL), typed) == sentence


def test_day_is_shown_in_full_and_kept_as_iso() -> None:
    kind = Day(label=LABEL)
    assert kind.show(date(2026, 1, 5), ground()) == "05/01/2026"
    assert kind.keep(date(2026, 1, 5)) == "2026-01-05"


@pytest.mark.parametrize("typed", ["0800", "8:00", "8h", "8h00", "8.00", "8 giờ", "08 giờ 00 phút"])
def test_clock_is_read_as_people_write_it(typed: str) -> None:
    assert read(Clock(label=LABEL), typed) == time(8)


@pytest.mark.parametrize("typed", ["2400", "8h75", "sáng", "8", "800"])
def test_time_that_does_not_exist_is_refused(typed: str) -> None:
    assert refusal(Clock(label=LABEL), typed) == (
        f"“{typed}” is no time: type hours and minutes, such as 0800."
    )


# Catalogues and names


@pytest.mark.parametrize(
    "typed", ["quyet-dinh", "QĐ", "qd", "Quyết định", "quyet dinh", "Decision", "Rozhodnutí"]
)
def test_choice_is_found_by_code_abbreviation_or_name(typed: str) -> None:
    assert read(Choice(label=LABEL, catalogue="kinds"), typed) == "quyet-dinh"


def test_choice_outside_the_catalogue_is_refused() -> None:
    assert refusal(Choice(label=LABEL, catalogue="kinds"), "Giấy khen") == (
        "“Giấy khen” is not in the list: choose an entry."
    )


def test_choices_are_named_once_each() -> None:
    kind = Choices(label=LABEL, catalogue="kinds")
    assert read(kind, "SY; TrS ;bản sao y; SL;") == ("sao-y", "trich-sao", "sao-luc")
    assert kind.show(("sao-y", "sao-luc"), ground("en")) == "Certified copy; Copy of a copy"
    assert read(kind, " ; ; ") is None


@pytest.mark.parametrize("typed", ["Sở Tài chính", "sở tài chính", "So Tai chinh", "STC", "sở tc"])
def test_name_is_kept_as_the_directory_writes_it(typed: str) -> None:
    assert read(Name(label=LABEL, directory="bodies"), typed) == "Sở Tài chính"


def test_name_that_is_new_is_kept_as_typed() -> None:
    assert read(Name(label=LABEL, directory="bodies"), "Sở  Y tế") == "Sở Y tế"
    limited = Name(label=LABEL, directory="bodies", longest="person_length")
    assert refusal(limited, "a" * 51) == "51 characters; the form allows 50: shorten it."


def test_name_that_must_be_known_is_refused_when_it_is_not() -> None:
    kind = Code(label=LABEL, directory="series")
    assert read(kind, "ubnd-qd") == "UBND-QD"
    assert refusal(kind, "UBND-XX") == "“UBND-XX” is not known: choose one of the list."


def test_names_are_set_apart_by_semicolons_and_named_once_each() -> None:
    kind = Names(label=LABEL, directory="bodies")
    assert read(kind, "STC;Sở Y tế; so tai chinh ;") == ("Sở Tài chính", "Sở Y tế")
    assert kind.show(("Sở Tài chính", "Sở Y tế"), ground()) == "Sở Tài chính; Sở Y tế"
    assert read(kind, ";") is None


def test_link_points_at_a_record_that_is_registered() -> None:
    kind = Link(label=LABEL, register="outgoing")
    assert read(kind, "366-QĐ/TW") == 2
    assert kind.show(2, ground()) == "366-QĐ/TW"
    assert refusal(kind, "1/QĐ-UBND") == "“1/QĐ-UBND” is not registered yet."


def test_attachment_is_known_by_name_size_and_content() -> None:
    kind = Attachment(label=LABEL)
    file = StoredFile("Tờ trình | bản ký.pdf", 1024, "ab" * 32)
    assert read(kind, f"Tờ trình | bản ký.pdf | 1024 | {'ab' * 32}") == file
    assert refusal(kind, "Tờ trình.pdf") == "This is no stored file: attach it again."
