"""What the program says, in three languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.language import words as said_by
from desktop.language.words import M, Message, Ms, Words, language_of_system

CZECH = """\
msgid ""
msgstr ""
"Language: cs\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);\\n"

msgid "Registered: {documents} by {who}."
msgstr "{who} zapsal: {documents}."

msgid "{count} sheet of paper"
msgid_plural "{count} sheets of paper"
msgstr[0] "{count} list papíru"
msgstr[1] "{count} listy papíru"
msgstr[2] "{count} listů papíru"

msgid "Not said yet."
msgstr ""
"""

VIETNAMESE = """\
msgid ""
msgstr ""
"Language: vi\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "{count} sheet of paper"
msgid_plural "{count} sheets of paper"
msgstr[0] "{count} tờ giấy"
"""


@pytest.fixture
def czech(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Words]:
    """Czech words, and a Vietnamese catalogue beside them."""
    (tmp_path / "vi.po").write_text(VIETNAMESE, encoding="utf-8")
    (tmp_path / "cs.po").write_text(CZECH, encoding="utf-8")
    monkeypatch.setattr(said_by, "WORDS_FOLDER", tmp_path)
    said_by._catalogue.cache_clear()
    yield Words("cs")
    said_by._catalogue.cache_clear()


def test_sentence_without_a_translation_is_said_in_english(czech: Words) -> None:
    assert czech("Nobody has translated this.") == "Nobody has translated this."
    assert czech("Not said yet.") == "Not said yet."


def test_sentence_is_said_with_its_facts_in_the_order_of_the_language(czech: Words) -> None:
    message = M("Registered: {documents} by {who}.", documents="15/QĐ-UBND", who="Lan")
    assert czech(message) == "Lan zapsal: 15/QĐ-UBND."
    assert str(message) == "Registered: 15/QĐ-UBND by Lan."


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 list papíru"), (2, "2 listy papíru"), (5, "5 listů papíru"), (0, "0 listů papíru")],
)
def test_form_follows_the_count(czech: Words, count: int, said: str) -> None:
    assert czech(Ms("{count} sheet of paper", "{count} sheets of paper", count)) == said


def test_vietnamese_has_one_form_for_every_count(czech: Words) -> None:
    sheets = [Ms("{count} sheet of paper", "{count} sheets of paper", n) for n in (1, 2)]
    assert [Words("vi")(said) for said in sheets] == ["1 tờ giấy", "2 tờ giấy"]


def test_form_follows_the_count_in_english_too() -> None:
    english = Words("en")
    assert english(Ms("{count} leaf", "{count} leaves", 1)) == "1 leaf"
    assert english(Ms("{count} leaf", "{count} leaves", 0)) == "0 leaves"


def test_fact_may_be_a_message_of_its_own(czech: Words) -> None:
    sheets = Ms("{count} sheet of paper", "{count} sheets of paper", 3)
    message = M("Registered: {documents} by {who}.", documents=sheets, who=("Lan", "Minh"))
    assert czech(message) == "Lan, Minh zapsal: 3 listy papíru."


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "55.279"), ("en", "55,279"), ("cs", "55\N{NO-BREAK SPACE}279")]
)
def test_large_numbers_are_grouped_as_the_language_does(language: str, said: str) -> None:
    assert Words(language).number(55279) == said
    assert Words(language)(M("Rows: {rows}", rows=55279)).endswith(said)


@pytest.mark.parametrize("language", ["vi", "en", "cs"])
def test_years_and_small_numbers_are_not_grouped(language: str) -> None:
    assert Words(language).number(2026) == "2026"


def test_braces_in_a_fact_are_left_as_they_are() -> None:
    assert Words("en")(M("Write {place} here.", place="{number}")) == "Write {number} here."
    assert Words("en")("{number}/UBND") == "{number}/UBND"


def test_messages_with_the_same_facts_are_the_same_message() -> None:
    assert M("{a} {b}", a=1, b="x") == M("{a} {b}", b="x", a=1)
    assert M("{a}", a=1) == Message("{a}", "", (("a", 1),))


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("vi_VN", "vi"),
        ("en_GB", "en"),
        ("cs_CZ", "cs"),
        ("cs-CZ", "cs"),
        ("CS", "cs"),
        ("fr_FR", "vi"),
        ("C", "vi"),
        (None, "vi"),
    ],
)
def test_language_of_the_system_is_spoken_or_else_vietnamese(
    locale: str | None, language: str
) -> None:
    assert language_of_system([locale]) == language


def test_first_language_that_is_spoken_wins() -> None:
    assert language_of_system(["fr_FR", None, "cs_CZ", "en_US"]) == "cs"
