"""Saved views: proposals, keys, names, and the way back."""

from dataclasses import replace

import pytest

from desktop.correspondence.finding.asking import read_query
from desktop.correspondence.finding.keeping_views import (
    discard_view,
    give_key,
    propose_views,
    rename_view,
    save_view,
)
from desktop.correspondence.finding.saved_views import SavedView, name_in, proposed_views, views_of
from desktop.correspondence.known_names import KnownNames
from desktop.language.words import LANGUAGES, M
from desktop.records.drafts import Problems
from desktop.records.record import Problem
from desktop.storage.store import Store

LAND = SavedView(register="incoming", name="Đất đai", written="đất đai loai:BC", key=2)


def keys(store: Store) -> list[tuple[int | None, str]]:
    return [(view.key, view.name) for view in views_of(store.reader)]


PROPOSED = [
    (1, "Hôm nay"),
    (2, "Chưa chuyển"),
    (3, "Đến hạn tuần này"),
    (4, "Quá hạn"),
    (5, "Chưa trả lời"),
    (6, "Chuyển trễ"),
    (7, "Văn bản đi hôm nay"),
    (8, "Chờ phúc đáp"),
]


def test_new_office_has_the_usual_views(office: Store) -> None:
    assert keys(office) == PROPOSED


def test_each_proposal_is_understood_and_named_in_every_language(office: Store) -> None:
    for language in LANGUAGES:
        ground = KnownNames(office.reader).ground(office.today, language)
        for view in proposed_views():
            written = read_query(view.written, kind=view.register, ground=ground)
            assert (written.problems, bool(written.query.filters)) == ((), True)
    first = views_of(office.reader)[0]
    assert [name_in(first, language) for language in LANGUAGES] == ["Hôm nay", "Today", "Dnes"]
    assert name_in(replace(first, name="Mới"), "en") == "Mới"


def test_key_of_a_saved_view_leaves_the_one_that_had_it(office: Store) -> None:
    change = save_view(office, LAND)

    assert change.words == M("saving view “{name}”", name="Đất đai")
    assert keys(office) == [
        PROPOSED[0],
        (2, "Đất đai"),
        *PROPOSED[2:],
        (None, "Chưa chuyển"),
    ]

    office.undo()
    assert keys(office) == PROPOSED


def test_name_is_taken_once_in_a_register(office: Store) -> None:
    with pytest.raises(Problems) as raised:
        save_view(office, replace(LAND, name="hom nay"))
    message = M("There is a view “{name}”: choose another name.", name="Hôm nay")
    assert raised.value.problems == (Problem("name", message),)

    save_view(office, replace(LAND, name="hom nay", register="outgoing"))


def test_view_is_renamed_given_a_key_and_discarded(office: Store) -> None:
    first, *_ = views_of(office.reader)

    rename_view(office, first, "Đến hôm nay")
    assert keys(office)[0] == (1, "Đến hôm nay")

    give_key(office, views_of(office.reader)[0], 9)
    assert keys(office) == [*PROPOSED[1:], (9, "Đến hôm nay")]

    discard_view(office, views_of(office.reader)[-1])
    assert keys(office) == PROPOSED[1:]

    office.undo()
    office.undo()
    office.undo()
    assert keys(office) == PROPOSED


def test_older_office_is_given_what_it_does_not_have(office: Store) -> None:
    first, second, *_ = views_of(office.reader)
    discard_view(office, first)
    discard_view(office, second)
    save_view(office, replace(LAND, key=1))

    propose_views(office)
    assert keys(office) == [
        (1, "Đất đai"),
        *PROPOSED[1:],
        (None, "Hôm nay"),
    ]
    assert propose_views(office).records == ()
