"""Finding: questions answered by a real office, near misses, counts, other registers, one name."""

from array import array

import pytest

from desktop.correspondence.finding.about import about
from desktop.correspondence.finding.asking import read_query
from desktop.correspondence.finding.counting import Counted, counted
from desktop.correspondence.finding.everywhere import Found, everywhere
from desktop.correspondence.finding.near_misses import NearMiss, near_misses
from desktop.correspondence.registering import discard
from desktop.language.words import M
from desktop.office.calendar import working_days
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.storage.store import Store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so:456", [1]),
        ("so:4", []),
        ("so:12 nam:2025", [3]),
        ("kh:5/snv", [1]),
        ("kh:tccb", [1]),
        ("kh:nv-tccb", []),
        ("cq:nội", [4, 1]),
        ("cq:~vụ biên", [4, 1]),
        ('nhan:="Phòng Nội chính"', [1]),
        ('nhan:="Phòng Kinh tế"', [4, 1]),
        ("nhan:chinh", [2, 1]),
        ("-loai:KH", [4, 1]),
        ("-loai:KH biên chế", [4, 1]),
        ("ky:nam", [1]),
        ("quahan", [1]),
        ("chuyentre", [4, 3, 1]),
        ("traloi:*", [1]),
        ("traloi:-", [4, 3, 2]),
        ("chuatraloi", []),
        ("ngay:..2025", [3]),
    ],
)
def test_question_finds(documents: Store, ground: Ground, text: str, found: list[int]) -> None:
    written = read_query(text, kind="incoming", ground=ground)

    assert written.problems == ()
    assert list(documents.reader.ids(written.query)) == found


def test_outgoing_question_finds(documents: Store, ground: Ground) -> None:
    def found(text: str) -> list[int]:
        query = read_query(text, kind="outgoing", ground=ground).query
        return list(documents.reader.ids(query))

    assert found('nhan:="Sở Nội vụ"') == [2, 1]
    assert found("chuatraloi") == found("quahan") == [2]
    assert found("traloi:456") == [1]


def test_answer_in_the_trash_answers_nothing(documents: Store, ground: Ground) -> None:
    discard(documents, documents.reader.record("outgoing", 1))
    query = read_query("chuatraloi", kind="incoming", ground=ground).query

    assert list(documents.reader.ids(query)) == [1]


def test_question_is_asked_in_the_trash_too(documents: Store, ground: Ground) -> None:
    discard(documents, documents.reader.record("incoming", 4))

    def found(text: str) -> list[int]:
        query = read_query(text, kind="incoming", ground=ground).query
        return sorted(documents.reader.ids(query))

    assert found("cq:vụ") == [1]
    assert found("cq:vụ thungrac") == found("cq:vụ thungrac biên chế") == [4]
    assert found("cq:vụ kecathungrac") == found("cq:vụ kecathungrac biên chế") == [1, 4]
    assert found("so:458 thungrac") == [4]


def test_matters_are_asked_with_the_offices_calendar(documents: Store, ground: Ground) -> None:
    calendar = working_days(documents.reader)
    query = read_query("quahan", kind="matters", ground=ground, calendar=calendar).query

    assert [one.number for one in documents.reader.records("matters", documents.reader.ids(query))]
    assert documents.reader.count(query) == 1


def test_friday_is_not_late_on_sunday_by_the_calendar(documents: Store, ground: Ground) -> None:
    calendar = working_days(documents.reader)
    plain = read_query("chuyentre", kind="incoming", ground=ground).query.filters
    known = read_query("chuyentre", kind="incoming", ground=ground, calendar=calendar).query.filters

    assert (str(plain[-1].value), str(known[-1].value)) == ("2026-03-14", "2026-03-12")


# Near misses


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("so:546 nam:2026", [NearMiss("so:456 nam:2026", 1), NearMiss("nam:2026", 3)]),
        ("465", [NearMiss("456", 1)]),
        ("dduocwj tieem", []),
        ("bieen chees", [NearMiss("biên chế", 2)]),
        ("tiem chugn", [NearMiss("tiem chung", 1)]),
        ("tiemchung", [NearMiss("tiem chung", 1)]),
        ("nam:2025 biên chế", [NearMiss("biên chế", 2)]),
    ],
)
def test_nothing_found_has_near_misses(
    documents: Store, ground: Ground, text: str, near: list[NearMiss]
) -> None:
    found = near_misses(documents.reader, text, kind="incoming", ground=ground)

    assert found == near


def test_swapped_number_comes_before_a_wrong_digit(documents: Store, ground: Ground) -> None:
    found = near_misses(documents.reader, "so:547", kind="incoming", ground=ground)

    assert found == [NearMiss("so:457", 1)]


def test_near_misses_are_few(documents: Store, ground: Ground) -> None:
    found = near_misses(documents.reader, "so:459", kind="incoming", ground=ground, most=2)

    assert found == [NearMiss("so:456", 1), NearMiss("so:457", 1)]


def test_question_of_problems_has_no_near_misses(documents: Store, ground: Ground) -> None:
    assert near_misses(documents.reader, "so:abc", kind="incoming", ground=ground) == []


# Counts


def test_values_of_a_field_are_counted_with_the_other_filters(
    documents: Store, ground: Ground
) -> None:
    query = read_query("nam:2026 loai:KH", kind="incoming", ground=ground).query

    assert counted(documents.reader, query, "document_kind") == Counted(
        (("bao-cao", 1), ("cong-van", 1), ("ke-hoach", 1))
    )
    assert counted(documents.reader, query, "year") == Counted(((2025, 1), (2026, 1)))
    words = Query("incoming", words="biên chế")
    assert counted(documents.reader, words, "issuer") == Counted((("Sở Nội vụ", 2),))


def test_each_of_several_names_is_counted(documents: Store) -> None:
    everything = Query("incoming")

    assert counted(documents.reader, everything, "receivers", most=2) == Counted(
        (("Phòng Kinh tế", 2), ("Phòng Nội chính", 1)), others=1
    )


# All registers


def test_other_registers_tell_what_they_would_find(documents: Store, ground: Ground) -> None:
    assert everywhere(documents.reader, "biên chế", ground=ground) == {
        "incoming": Found(2, array("q", [4, 1])),
        "outgoing": Found(1, array("q", [1])),
    }
    assert everywhere(documents.reader, "biên chế", ground=ground, most=1, kinds=["incoming"]) == {
        "incoming": Found(2, array("q", [4]))
    }


def test_register_is_not_asked_for_what_it_does_not_know(documents: Store, ground: Ground) -> None:
    assert list(everywhere(documents.reader, "ky:nam", ground=ground)) == ["incoming", "outgoing"]
    assert everywhere(documents.reader, "xong:* so:458", ground=ground) == {
        "incoming": Found(1, array("q", [4]))
    }
    assert everywhere(documents.reader, "", ground=ground) == {}
    assert everywhere(documents.reader, "so:x", ground=ground) == {}


# One name


def test_all_about_one_body(documents: Store, ground: Ground) -> None:
    found = about(documents.reader, "Sở Nội vụ", ground=ground)

    assert [(one.kind, one.label, one.written, one.years) for one in found.parts] == [
        ("incoming", M("Author"), 'cq:="Sở Nội vụ"', ((2026, 2),)),
        ("outgoing", M("Recipients"), 'nhan:="Sở Nội vụ"', ((2026, 2),)),
    ]
    assert [(one.kind, one.id) for one in found.newest] == [
        ("incoming", 4),
        ("incoming", 1),
        ("outgoing", 2),
        ("outgoing", 1),
    ]
    assert [one.id for one in found.open_matters] == [1]
    assert found.open_count == 1


def test_all_about_one_person(documents: Store, ground: Ground) -> None:
    found = about(documents.reader, "Trần Nam", ground=ground, most=1)

    assert [(one.kind, one.written, one.count) for one in found.parts] == [
        ("incoming", 'ky:"Trần Nam"', 1),
        ("outgoing", 'ky:"Trần Nam"', 1),
    ]
    assert len(found.newest) == 1


def test_nothing_is_known_of_a_stranger(documents: Store, ground: Ground) -> None:
    found = about(documents.reader, "Người Lạ", ground=ground)

    assert (found.parts, found.newest, found.open_matters) == ((), (), ())
