"""The written form of a question: what it asks, what it says of itself, and what is wrong in it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.correspondence.finding.asking import Part, read_query, write_query
from desktop.language.folding import mend_line, tokens
from desktop.language.words import M, Words
from desktop.office.directories import KnownName, NameDirectory
from desktop.records.fields import Ground
from desktop.records.law import catalogue
from desktop.records.queries import Filter, Query
from desktop.records.queries import Test as Condition

IS, IS_NOT, SAYS, HOLDS = Condition.IS, Condition.IS_NOT, Condition.SAYS, Condition.HOLDS
FROM, TO, EMPTY, FILLED = (
    Condition.AT_LEAST,
    Condition.AT_MOST,
    Condition.EMPTY,
    Condition.FILLED,
)
# A Sunday: its week began on Monday, 9 March.
TODAY = date(2026, 3, 15)
BODIES = ("Bộ Nội vụ", "Sở Y tế", "Sở Nội vụ")
SERIES = ("SN", "TW", "UBND-QĐ")


def ground(language: str = "vi") -> Ground:
    """An office that knows three bodies, one unit, one signatory and three series."""
    series = NameDirectory(map(KnownName, SERIES))
    return Ground(
        TODAY,
        language,
        {
            "bodies": NameDirectory(
                KnownName(name, "BNV" * (not i)) for i, name in enumerate(BODIES)
            ),
            "units": NameDirectory([KnownName("Phòng Nội chính")]),
            "incoming_signers": NameDirectory([KnownName("Trần Nam")]),
            "incoming_series": series,
            "outgoing_series": series,
        },
    )


def asked(text: str, kind: str = "incoming") -> tuple[Filter, ...]:
    """The filters of a question that is wholly understood, and has no words."""
    written = read_query(text, kind=kind, ground=ground())
    assert (written.problems, written.query.words) == ((), "")
    return written.query.filters


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("so:123", [("number", IS, 123)]),
        ("no:0123", [("number", IS, 123)]),
        ("Số: 123", [("number", IS, 123)]),
        ("so:125a", [("number", IS, 125), ("suffix", IS, "a")]),
        (
            "so:125a/tw/2026",
            [("number", IS, 125), ("suffix", IS, "a"), ("series", IS, "TW"), ("year", IS, 2026)],
        ),
        ("so:>100", [("number", FROM, 101)]),
        ("so:100..200", [("number", FROM, 100), ("number", TO, 200)]),
        ("so:..9", [("number", TO, 9)]),
        ("nam:2025", [("year", IS, 2025)]),
        ("rok:<=2024", [("year", TO, 2024)]),
        ("kh:5/qđ", [("symbol", SAYS, "5/qđ")]),
        ('cq:"Bộ Nội vụ"', [("issuer", IS, "Bộ Nội vụ")]),
        ("from:bnv", [("issuer", IS, "Bộ Nội vụ")]),
        ('issuer:"bo noi vu"', [("issuer", IS, "Bộ Nội vụ")]),
        ('cq:"Nội vụ"', [("issuer", SAYS, "Nội vụ")]),
        ('cq:~"Bộ Nội vụ"', [("issuer", SAYS, "Bộ Nội vụ")]),
        ('cq:="Bộ Lạ"', [("issuer", IS, "Bộ Lạ")]),
        ('cq:"Ông ""Ba"""', [("issuer", SAYS, 'Ông "Ba"')]),
        ("-cq:bnv", [("issuer", IS_NOT, "Bộ Nội vụ")]),
        ("cq:*", [("issuer", FILLED, None)]),
        ("-cq:*", [("issuer", EMPTY, None)]),
        ("loai:BC", [("document_kind", IS, "bao-cao")]),
        ("-kind:report", [("document_kind", IS_NOT, "bao-cao")]),
        ("sodk:ubnd-qd", [("series", IS, "UBND-QĐ")]),
        ('nhan:"phong noi chinh"', [("receivers", HOLDS, "Phòng Nội chính")]),
        ("unit:chinh", [("receivers", SAYS, "chinh")]),
        ("ky:nam", [("signer", SAYS, "nam")]),
        ('ky:"Trần Nam"', [("signer", IS, "Trần Nam")]),
        ("ngay:01/03", [("arrived_on", IS, date(2026, 3, 1))]),
        ("date:>01/03", [("arrived_on", FROM, date(2026, 3, 2))]),
        ("ngay:>=01/03", [("arrived_on", FROM, date(2026, 3, 1))]),
        ("ngay:<01/03", [("arrived_on", TO, date(2026, 2, 28))]),
        ("ngay:<=0103", [("arrived_on", TO, date(2026, 3, 1))]),
        (
            "ngay:01/03..31/03",
            [("arrived_on", FROM, date(2026, 3, 1)), ("arrived_on", TO, date(2026, 3, 31))],
        ),
        ("ngay:..31/03", [("arrived_on", TO, date(2026, 3, 31))]),
        (
            "ngay:02/2024",
            [("arrived_on", FROM, date(2024, 2, 1)), ("arrived_on", TO, date(2024, 2, 29))],
        ),
        (
            "ngay:2025",
            [("arrived_on", FROM, date(2025, 1, 1)), ("arrived_on", TO, date(2025, 12, 31))],
        ),
        ("ngay:homnay", [("arrived_on", IS, TODAY)]),
        ("ngay:Hômnay", [("arrived_on", IS, TODAY)]),
        ("date:<=yesterday", [("arrived_on", TO, date(2026, 3, 14))]),
        (
            "han:tuannay",
            [("due_on", FROM, date(2026, 3, 9)), ("due_on", TO, date(2026, 3, 15))],
        ),
        ("due:..+3", [("due_on", TO, date(2026, 3, 18))]),
        ("han:-", [("due_on", EMPTY, None)]),
        ("tt:huyx tt:*", None),
        ("tt:void", [("standing", IS, "void")]),
        ("-stav:void", [("standing", IS_NOT, "void")]),
        ("hs:01.TH/2026", [("case_files", SAYS, "01.TH/2026")]),
        ("hs:=01.TH/2026", [("case_files", HOLDS, "01.TH/2026")]),
        ("chuachuyen", [("forwarded_on", EMPTY, None)]),
        ("-waiting", [("forwarded_on", FILLED, None)]),
        ("quahan", [("due_on", TO, date(2026, 3, 14)), ("settled_on", EMPTY, None)]),
        (
            "chuatraloi",
            [
                ("due_on", FILLED, None),
                ("replies_to", Condition.UNANSWERED, None),
                ("settled_on", EMPTY, None),
            ],
        ),
        ("traloi:*", [("replies_to", Condition.ANSWERED, None)]),
    ],
)
def test_condition_asks_for(text: str, filters: list[tuple[Any, ...]] | None) -> None:
    if filters is None:
        (wrong,) = read_query(text, kind="incoming", ground=ground()).problems
        assert wrong == M("“{typed}” is not in the list: choose an entry.", typed="huyx")
        return
    assert asked(text) == tuple(Filter(*one) for one in filters)


def test_each_register_asks_its_own_fields() -> None:
    assert asked('ngay:homnay nhan:"Sở Y tế" soan:"phong noi chinh"', "outgoing") == (
        Filter("document_date", IS, TODAY),
        Filter("recipients", HOLDS, "Sở Y tế"),
        Filter("drafting_unit", IS, "Phòng Nội chính"),
    )
    assert asked("overdue", "outgoing") == (
        Filter("due_on", TO, date(2026, 3, 14)),
        Filter("replies_to", Condition.UNANSWERED),
    )


def test_question_holds_words_conditions_and_the_trash_together() -> None:
    written = read_query("bao cao nam:2025 đất đai thungrac", kind="incoming", ground=ground())

    assert written.query == Query(
        "incoming", (Filter("year", IS, 2025),), "bao cao đất đai", in_trash=True
    )
    assert [part.written for part in written.parts] == [
        "bao cao",
        "nam:2025",
        "đất đai",
        "thungrac",
    ]
    assert written.without(written.parts[1]) == "bao cao đất đai thungrac"


@pytest.mark.parametrize(
    "words", ["V/v: đất", "http://xa.vn", "TB: 12", '"đất đai"', "12/QĐ-UBND", "-a", "a:b"]
)
def test_words_with_marks_of_their_own_stay_words(words: str) -> None:
    assert read_query(words, kind="incoming", ground=ground()).query == Query(
        "incoming", words=words
    )


def test_quotation_marks_make_words_of_a_condition() -> None:
    written = read_query('"quahan" "so:12"', kind="incoming", ground=ground())

    assert written.query == Query("incoming", words="quahan so:12")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('cq:"Sở Y t', 'Close the quotation mark after “cq:"Sở Y t”.'),
        ("ngya:01/03", "“ngya:” is no key: did you mean “ngay:”?"),
        ("issuers:BNV", "“issuers:” is no key: did you mean “cq:”?"),
        ("so:abc", "“abc” is no whole number: type digits only."),
        ("so:9..1", "It ends before it begins: change the two ends over."),
        ("so:..", "Write the first or the last number beside the two dots."),
        ("ngay:..", "Write the first or the last day beside the two dots."),
        ("ngay:3102", "There is no 31/02/2026."),
        ("ngay:>31/12/9999", "“>31/12/9999” is beyond the calendar."),
        ("ngay:2026..-", "“-” is no date: type day and month, such as 1512 or 15/12/2026."),
        ("ngay:0000", "There is no month 0: the day comes first, then the month."),
        ("loai:xyz", "“xyz” is not in the list: choose an entry."),
        ("sodk:xyz", "“xyz” is not known: choose one of the list."),
        ("cq:", "Write after the colon what to look for."),
        ('cq:"', "Write after the colon what to look for."),
        ("cq:...", "Write letters or digits to look for."),
        ("-quahan", "“-quahan” has no opposite: leave the “-” out."),
        ("-ngay:>01/03", "“-ngay:>01/03” has no opposite: leave the “-” out."),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(text: str, sentence: str) -> None:
    written = read_query(f"nam:2025 {text}", kind="incoming", ground=ground())

    assert [Words("en")(problem) for problem in written.problems] == [sentence]
    assert written.query.filters[0] == Filter("year", IS, 2025)


def test_unclosed_name_is_looked_for_as_far_as_it_goes() -> None:
    assert read_query('cq:"Sở Y tế', kind="incoming", ground=ground()).query.filters == (
        Filter("issuer", IS, "Sở Y tế"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cq:BNV", "Author: Bộ Nội vụ"),
        ("cq:noi", "Author: “noi”"),
        ("ngay:tuannay", "Arrival date: this week"),
        ("ngay:<=homqua", "Arrival date: <= yesterday"),
        ("ngay:>1/3", "Arrival date: >=02/03/2026"),
        ("-loai:BC", "not: Document kind: Report"),
        ("so:>100", "Arrival number: >100"),
        ("han:-", "Handling deadline: none"),
        ("quahan", "Overdue"),
        ("traloi:-", "Unanswered"),
    ],
)
def test_condition_says_itself_in_a_persons_words(text: str, said: str) -> None:
    (part,) = read_query(text, kind="incoming", ground=ground("en")).parts

    assert part.said is not None
    assert Words("en")(part.said) == said


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        (
            Query("incoming", (Filter("issuer", IS, "Bộ Nội vụ"),), "đất đai"),
            ('cq:"Bộ Nội vụ" đất đai', 'issuer:"Bộ Nội vụ" đất đai'),
        ),
        (
            Query("incoming", (Filter("document_kind", IS_NOT, "bao-cao"),)),
            ("-loai:BC", "-kind:BC"),
        ),
        (
            Query("incoming", (Filter("document_kind", IS, "cong-van"),)),
            ('loai:"Công văn"', 'kind:"Official letter"'),
        ),
        (
            Query("incoming", (Filter("forwarded_on", EMPTY),), in_trash=True),
            ("chuachuyen thungrac", "waiting trash"),
        ),
        (
            Query("incoming", (Filter("number", IS, 125), Filter("suffix", IS, "a"))),
            ("so:125a", "no:125a"),
        ),
        (Query("incoming", words="số:1 quahan"), ('"số:1" "quahan"', '"số:1" "quahan"')),
    ],
)
def test_query_is_written_in_the_language_of_the_window(
    query: Query, texts: tuple[str, str]
) -> None:
    assert (write_query(query, ground()), write_query(query, ground("en"))) == texts


def test_part_is_a_plain_value() -> None:
    (part,) = read_query("sodk:TW", kind="incoming", ground=ground()).parts

    said = M("{field}: {what}", field=M("Series"), what=M("{value}", value="TW"))
    assert part == Part("sodk:TW", (Filter("series", IS, "TW"),), said=said)


DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
LINES = TEXT.map(mend_line).filter(bool)
SPOKEN = LINES.filter(tokens)


def spans(field: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Filter, ...]]:
    """One value, one end, or both ends of a span."""

    def ends(pair: tuple[Any, Any]) -> tuple[Filter, ...]:
        return (Filter(field, FROM, min(pair)), Filter(field, TO, max(pair)))

    one = st.builds(Filter, st.just(field), st.sampled_from((IS, FROM, TO, IS_NOT)), values)
    return st.one_of(one.map(lambda f: (f,)), st.tuples(values, values).map(ends))


def plain(test: st.SearchStrategy[Any], *fields: str) -> st.SearchStrategy[tuple[Filter, ...]]:
    return st.builds(lambda name, one: (Filter(name, one),), st.sampled_from(fields), test)


def valued(
    test: Condition, values: st.SearchStrategy[Any], *fields: str
) -> st.SearchStrategy[tuple[Filter, ...]]:
    return st.builds(
        lambda name, value: (Filter(name, test, value),), st.sampled_from(fields), values
    )


NAMES = st.one_of(LINES, st.sampled_from(BODIES))
FILTERS = st.one_of(
    spans("number", st.integers(1, 10**9)),
    spans("year", st.integers(0, 9999)),
    spans("arrived_on", DAYS),
    spans("due_on", DAYS),
    valued(IS, NAMES, "issuer", "signer"),
    valued(IS_NOT, NAMES, "issuer"),
    valued(SAYS, SPOKEN, "issuer", "signer", "receivers", "case_files", "note", "handler"),
    valued(HOLDS, NAMES, "receivers", "co_units"),
    valued(IS, st.sampled_from(SERIES), "series"),
    valued(IS, st.sampled_from([e.code for e in catalogue("kinds").entries]), "document_kind"),
    valued(IS, st.sampled_from([e.code for e in catalogue("standings").entries]), "standing"),
    plain(st.sampled_from((EMPTY, FILLED)), "forwarded_on", "due_on", "settled_on", "issuer"),
    plain(st.sampled_from((Condition.ANSWERED, Condition.UNANSWERED)), "replies_to"),
    st.just((Filter("number", IS, 7), Filter("suffix", IS, "b"))),
)
WORDS = st.one_of(
    TEXT.filter(lambda text: '"' not in text),
    st.sampled_from(["quahan", "so:1", "số:", "-overdue", "ngya:1", "a:b", "-", "thungrac"]),
)


@given(
    st.lists(FILTERS, max_size=4),
    st.lists(WORDS, max_size=3),
    st.sampled_from(("", "in_trash", "with_trash")),
    st.sampled_from(("vi", "en", "cs")),
)
def test_written_query_reads_as_itself(
    filters: list[tuple[Filter, ...]], words: list[str], trash: str, language: str
) -> None:
    query = Query(
        "incoming",
        tuple(one for several in filters for one in several),
        " ".join(" ".join(words).split()),
        in_trash=trash == "in_trash",
        with_trash=trash == "with_trash",
    )
    here = ground(language)

    written = read_query(write_query(query, here), kind="incoming", ground=here)
    assert (written.query, written.problems) == (query, ())


@given(st.text(max_size=40), st.sampled_from(("incoming", "outgoing")))
def test_whatever_is_typed_is_read(text: str, kind: str) -> None:
    written = read_query(text, kind=kind, ground=ground())

    assert written.query.kind == kind


@given(
    st.sampled_from(("so", "nam", "ngay", "cq", "loai", "sodk", "nhan", "tt", "kh", "traloi")),
    st.sampled_from(("", "-")),
    st.text(st.sampled_from('0123456789/.-+<>=~*" aĐ²'), max_size=8),
)
def test_whatever_follows_a_key_is_read_or_told(key: str, minus: str, value: str) -> None:
    written = read_query(f"{minus}{key}:{value} nam:2025", kind="incoming", ground=ground())

    for part in written.parts:
        assert part.filters or part.words or part.problem
