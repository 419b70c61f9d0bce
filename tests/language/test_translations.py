"""The catalogues: what the program says in English, it says in Vietnamese and Czech."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from unicodedata import is_normalized

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.views import HEADINGS, VIEWS
from desktop.intake.mapping import map_columns
from desktop.intake.tables import Table
from desktop.language.words import WORDS_FOLDER, M, Message, Ms, Words
from desktop.records.record import fields_of

SOURCES = Path(__file__).parents[2] / "desktop"
# The same as in CONTRIBUTING.md.
KEYWORDS = {"M": None, "Ms": (1, 2)}
FORMS = {"vi": 1, "cs": 3}
KEY = re.compile(r"\b(?:Ctrl|Shift|Alt)\+[\w+]+|\bEsc\b|\bF\d+\b")

translated = pytest.mark.parametrize("language", list(FORMS))
spoken = pytest.mark.parametrize("language", ["vi", "en", "cs"])
registers = pytest.mark.parametrize("register", list(DOCUMENTS))


@cache
def sources() -> frozenset[tuple[str, ...]]:
    found = extract_from_dir(SOURCES, keywords=KEYWORDS)
    return frozenset(_ids(message) for _, _, message, _, _ in found)


@cache
def catalogue(language: str) -> Catalog:
    with (WORDS_FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def hidden_sentences() -> Iterator[str]:
    """Sentences inside f-strings, which the extraction passes over."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
                for call in calls:
                    if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                        yield f"{path.relative_to(SOURCES)}:{call.lineno}"


def test_no_sentence_is_hidden_from_the_catalogues() -> None:
    assert list(hidden_sentences()) == []


def entries(language: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """English and translation of every entry; both have several forms where a count decides."""
    return [(_ids(entry.id), _said(entry)) for entry in catalogue(language) if entry.id]


def _ids(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _said(entry: Entry) -> tuple[str, ...]:
    return _ids(entry.string or "")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@translated
def test_catalogue_holds_exactly_what_the_program_says(language: str) -> None:
    assert {english for english, _ in entries(language)} == sources()


@translated
def test_every_message_is_translated_in_all_its_forms(language: str) -> None:
    for english, said in entries(language):
        assert len(said) == (FORMS[language] if len(english) > 1 else 1), english
        assert all(said), english


@translated
def test_catalogue_holds_nothing_doubtful_and_nothing_old(language: str) -> None:
    assert not [entry.id for entry in catalogue(language) if entry.id and entry.fuzzy]
    assert not catalogue(language).obsolete
    assert catalogue(language).num_plurals == FORMS[language]


@translated
def test_translation_fills_in_the_same_facts(language: str) -> None:
    for english, said in entries(language):
        assert [places(text) for text in said] == [places(english[-1])] * len(said)


@translated
def test_translation_names_the_same_keys(language: str) -> None:
    for english, said in entries(language):
        assert [KEY.findall(text) for text in said] == [KEY.findall(english[-1])] * len(said)


@translated
def test_translation_ends_as_the_english_does(language: str) -> None:
    for english, said in entries(language):
        if english != ("No.",):  # an abbreviation, not a sentence
            assert {_end(text) for text in said} == {_end(english[-1])}, english


def _end(text: str) -> str:
    return text[-1] if text[-1] in ".…:" or text[-1].isspace() else ""


@translated
def test_translation_is_in_composed_letters(language: str) -> None:
    assert is_normalized("NFC", (WORDS_FOLDER / f"{language}.po").read_text(encoding="utf-8"))


@translated
def test_translation_needs_little_more_room_than_the_english(language: str) -> None:
    long = {
        english: said
        for english, said in entries(language)
        if max(map(len, said)) > 2.2 * len(english[-1]) + 2
    }
    assert long == {}


@spoken
@registers
def test_heads_of_the_list_fit_their_columns(register: str, language: str) -> None:
    words, fields = Words(language), fields_of(DOCUMENTS[register])
    heads = {
        one.field: words(one.head or fields[one.field].label) for one in VIEWS[register].columns
    }
    room = {one.field: one.width + 2 for one in VIEWS[register].columns}
    assert {name: head for name, head in heads.items() if len(head) > room[name]} == {}


@spoken
@registers
def test_table_headed_by_our_labels_maps_every_column_to_its_field(
    register: str, language: str
) -> None:
    words, fields = Words(language), fields_of(DOCUMENTS[register])
    table = Table("", tuple(words(field.label) for field in fields.values()), ())
    assert map_columns(table, fields, HEADINGS[register]) == {
        name: place for place, name in enumerate(fields)
    }


INCOMING = M("incoming {number}", number="05/SN/2026")
OUTGOING = M("outgoing {number}", number="12/QĐ-UBND")
ENTERED = M(
    "{entered}, {twins}, {faulty}.",
    entered=Ms("{count} row entered", "{count} rows entered", 12345),
    twins=Ms("{count} twin left out", "{count} twins left out", 2),
    faulty=Ms("{count} faulty row left out", "{count} faulty rows left out", 1),
)


@pytest.mark.parametrize(
    ("message", "vietnamese", "czech"),
    [
        (
            M("Undo {act}", act=M("registering {document}", document=INCOMING)),
            "Hoàn tác việc vào sổ văn bản đến 05/SN/2026",
            "Zpět: zaevidování č. 05/SN/2026 došlé pošty",
        ),
        (
            M("Undone: {act}.", act=M("discarding {document}", document=OUTGOING)),
            "Đã hoàn tác việc bỏ văn bản đi 12/QĐ-UBND vào thùng rác.",
            "Vráceno zpět: přesun č. j. 12/QĐ-UBND odeslané pošty do koše.",
        ),
        (
            M("Line {line}: twin of {document}.", line="7", document=INCOMING),
            "Dòng 7: trùng với văn bản đến 05/SN/2026.",
            "Řádek 7: shodný s č. 05/SN/2026 došlé pošty.",
        ),
        (
            ENTERED,
            "Đã nhập 12.345 dòng, bỏ qua 2 dòng trùng, bỏ qua 1 dòng lỗi.",
            "12\N{NO-BREAK SPACE}345 řádků zapsáno, 2 shodné vynechány, 1 chybný vynechán.",
        ),
        (M("Arrival number"), "Số đến", "Pořadové číslo došlé"),
    ],
)
def test_whole_messages_read_well(message: Message, vietnamese: str, czech: str) -> None:
    assert (Words("vi")(message), Words("cs")(message)) == (vietnamese, czech)
