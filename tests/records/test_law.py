"""Dated rules and catalogues: each says from when it holds, or that nobody has verified it."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.language.words import M
from desktop.records import law
from desktop.records.fields import Ground, Line, Unreadable
from desktop.records.law import LAW_FOLDER, Entry, catalogue, form, rule

CATALOGUES = sorted(
    path.stem
    for path in LAW_FOLDER.glob("*.toml")
    if path.stem not in {"rules", "forms", "series", "labels"}
)

# Decree 30/2020/NĐ-CP, Art. 7 and Appendix III: letter case matters.
ADMINISTRATIVE = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công văn": "",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
    "Thư công": "",
}
COPIES = {"Bản sao y": "SY", "Bản trích sao": "TrS", "Bản sao lục": "SL"}


def in_file(name: str) -> dict[str, Any]:
    return tomllib.loads((LAW_FOLDER / f"{name}.toml").read_text("utf-8"))


def of_group(group: str) -> dict[str, str]:
    return {e.vi: e.abbreviation for e in catalogue("kinds").entries if e.group == group}


def test_administrative_kinds_are_the_29_of_the_decree_in_its_order_and_letter_case() -> None:
    assert list(of_group("administrative").items()) == list(ADMINISTRATIVE.items())
    assert len(ADMINISTRATIVE) == 29


def test_copies_have_their_own_abbreviations() -> None:
    assert of_group("copy") == COPIES


def test_kinds_found_by_abbreviation_in_exact_case_come_before_those_in_any_case() -> None:
    kinds = catalogue("kinds")
    found = {typed: kinds.find(typed) for typed in ("ĐA", "DA", "QyĐ", "qyđ", "CTr", "ttr", "TC")}
    assert {typed: entry and entry.vi for typed, entry in found.items()} == {
        "ĐA": "Đề án",
        "DA": "Dự án",
        "QyĐ": "Quy định",
        "qyđ": "Quy định",
        "CTr": "Chương trình",
        "ttr": "Tờ trình",
        "TC": "Thông cáo",
    }


@pytest.mark.parametrize("typed", ["", "  ", "CV", "Giấy khen"])
def test_what_is_not_in_the_catalogue_is_not_found(typed: str) -> None:
    assert catalogue("kinds").find(typed) is None


@pytest.mark.parametrize(
    ("name", "highest_first"),
    [
        ("urgency", ["Hỏa tốc", "Thượng khẩn", "Khẩn", "Thường"]),
        ("secrecy", ["Tuyệt mật", "Tối mật", "Mật", "Không"]),
    ],
)
def test_degrees_stand_highest_first(name: str, highest_first: list[str]) -> None:
    assert [entry.vi for entry in catalogue(name).entries] == highest_first


def test_every_degree_of_secrecy_is_refused_but_none() -> None:
    refused = {entry.code: entry.refused for entry in catalogue("secrecy").entries}
    assert refused == {"tuyet-mat": True, "toi-mat": True, "mat": True, "khong": False}


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_entry_has_a_source_and_says_from_when_it_holds_or_that_it_is_unverified(
    name: str,
) -> None:
    for entry in catalogue(name).entries:
        assert entry.source
        assert entry.valid_from is not None or not entry.verified


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_entry_is_named_in_three_languages_and_once(name: str) -> None:
    entries = catalogue(name).entries
    for language in ("vi", "en", "cs"):
        said = [entry.name(language) for entry in entries]
        assert all(said)
        assert len(set(said)) == len(said)
    assert len({entry.code for entry in entries}) == len(entries)


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_entry_is_found_by_each_of_its_names(name: str) -> None:
    for entry in catalogue(name).entries:
        for typed in (entry.code, entry.vi, entry.en, entry.cs, entry.abbreviation):
            assert not typed or catalogue(name).find(typed) == entry
        assert catalogue(name).of(entry.code) == entry


@pytest.mark.parametrize("name", sorted(in_file("rules")))
def test_every_rule_has_a_source_and_a_day_from_which_it_holds(name: str) -> None:
    for line in in_file("rules")[name]:
        assert line["source"]
        assert isinstance(line["valid_from"], date)
        assert isinstance(line["verified"], bool)


@pytest.mark.parametrize("name", sorted(in_file("forms")))
def test_every_form_has_a_source_and_a_day_from_which_it_holds(name: str) -> None:
    wording = form(name)
    assert wording["source"]
    assert isinstance(wording["valid_from"], date)
    assert isinstance(wording["verified"], bool)


def test_proposed_series_are_practice_and_say_so() -> None:
    shared = in_file("series")["all"]
    assert (shared["source"], shared["verified"]) == ("usual practice", False)


@pytest.mark.parametrize("name", sorted(path.stem for path in LAW_FOLDER.glob("*.toml")))
def test_what_is_practice_or_the_program_s_own_is_never_called_verified(name: str) -> None:
    verified = [line["source"] for line in lines_of(name) if line["verified"]]
    assert [s for s in verified if "usual practice" in s or "this program" in s] == []


def lines_of(name: str) -> list[dict[str, Any]]:
    """Every entry, value or wording of a file, with what it takes over from [all]."""
    read = in_file(name)
    shared = read.pop("all", {})
    tables = [part if isinstance(part, list) else [part] for part in read.values()]
    return [{**shared, **line} for table in tables for line in table]


def test_degrees_of_secrecy_are_known_from_a_summary_and_say_so() -> None:
    assert [entry.verified for entry in catalogue("secrecy").entries] == [False] * 4


def test_lengths_are_those_of_the_decree() -> None:
    lengths = ("subject", "body", "symbol", "position", "person", "note")
    assert {name: rule(f"{name}_length") for name in lengths} == {
        "subject": 500,
        "body": 200,
        "symbol": 42,
        "position": 100,
        "person": 50,
        "note": 500,
    }


@pytest.fixture
def changed_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of law in which two values have changed."""
    lines = (
        "[[base_salary]]\nvalue = 2530000\nvalid_from = 2026-07-01\n"
        "[[base_salary]]\nvalue = 2340000\nvalid_from = 2024-07-01\n"
        "[[title_length]]\nvalue = 5\nvalid_from = 2024-07-01\n"
        "[[title_length]]\nvalue = 7\nvalid_from = 2026-07-01\n"
    )
    (tmp_path / "rules.toml").write_text(lines, encoding="utf-8")
    monkeypatch.setattr(law, "LAW_FOLDER", tmp_path)
    law._read.cache_clear()
    rule.cache_clear()
    yield
    law._read.cache_clear()
    rule.cache_clear()


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2026, 6, 30), 2340000),
        (date(2026, 7, 1), 2530000),
        (date(2030, 1, 1), 2530000),
        (date(2000, 1, 1), 2340000),
        (None, 2530000),
    ],
)
def test_rule_changes_on_its_day(changed_law: None, day: date | None, value: int) -> None:
    assert rule("base_salary", day) == value


def test_line_may_be_as_long_as_the_rule_of_today_allows(changed_law: None) -> None:
    line = Line(label=M("Title"), longest="title_length")
    before, after = Ground(date(2026, 6, 30), "en"), Ground(date(2026, 7, 1), "en")
    assert (line.read("12345", before), line.read("1234567", after)) == ("12345", "1234567")
    for typed, ground in (("123456", before), ("12345678", after)):
        with pytest.raises(Unreadable):
            line.read(typed, ground)


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2020, 3, 4), False),
        (date(2020, 3, 5), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_entry_is_in_force_from_its_first_day_until_before_its_last(day: date, valid: bool) -> None:
    entry = Entry(
        code="x", vi="x", en="x", cs="x", valid_from=date(2020, 3, 5), valid_to=date(2026, 1, 1)
    )
    assert entry.valid(day) is valid
    assert Entry(code="x", vi="x", en="x", cs="x").valid(day)
