"""Number series: what gave a number keeps its code (Decree 30/2020, Art. 15)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.keeping_series import (
    discard_series,
    has_given_numbers,
    keep_series,
    series_of,
)
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import discard, register
from desktop.correspondence.series import Series
from desktop.correspondence.views import SERIES
from desktop.language.words import M, Message
from desktop.records.drafts import Problems
from desktop.records.record import Problem, fields_of
from desktop.storage.store import Store


def series_named(store: Store, code: str) -> Series:
    return next(series for series in series_of(store.reader) if series.code == code)


def decisions(**facts: Any) -> Series:
    """A series of decisions that is not in the office yet."""
    usual = {
        "register": "outgoing",
        "code": "HDND-NQ",
        "name": "Nghị quyết của HĐND tỉnh",
        "template": "{number}/{kind}-HDND",
    }
    return Series(**{**usual, **facts})


def give_a_number(store: Store, names: KnownNames, series: str) -> IncomingDocument:
    day = date(2026, 3, 15)
    document = IncomingDocument(series=series, arrived_on=day, issuer="Sở Y tế", subject="Báo cáo")
    _, kept = register(store, document, names=names)
    assert isinstance(kept, IncomingDocument)
    return kept


def problems(store: Store, series: Series) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as refused:
        keep_series(store, series)
    return refused.value.problems


def taken(code: str, name: str) -> Message:
    return M("{code} is the code of “{name}”: choose another.", code=code, name=name)


def test_series_stand_register_by_register_as_the_office_defined_them(office: Store) -> None:
    keep_series(office, decisions(register="incoming", code="KN", name="Khiếu nại", template=None))
    codes = [(series.register, series.code) for series in series_of(office.reader)]

    assert codes[:6] == [
        ("incoming", "TW"),
        ("incoming", "SN"),
        ("incoming", "DP"),
        ("incoming", "DT"),
        ("incoming", "KN"),
        ("outgoing", "UBND-CV"),
    ]


def test_defining_is_one_act_that_undo_takes_back(office: Store) -> None:
    before = series_of(office.reader)
    change = keep_series(office, decisions())
    (record_id,) = change.ids("series")

    assert change.words == M("defining series {code}", code="HDND-NQ")
    assert office.reader.record("series", record_id) == decisions(id=record_id)
    office.undo()
    assert series_of(office.reader) == before


@pytest.mark.parametrize("typed", ["UBND-QD", "ubnd-qđ", "UBND QD", "UBNDQD"])
def test_a_code_is_there_once_in_its_register_however_it_is_written(
    office: Store, typed: str
) -> None:
    name = series_named(office, "UBND-QD").name

    assert problems(office, decisions(code=typed)) == (Problem("code", taken("UBND-QD", name)),)


def test_the_two_registers_may_use_one_code(office: Store) -> None:
    change = keep_series(office, decisions(code="TW"))

    assert len(change.ids("series")) == 1


def test_a_code_has_letters_or_digits(office: Store) -> None:
    message = M("Write letters or digits.")

    assert problems(office, decisions(code="–")) == (Problem("code", message),)


def test_a_template_names_only_what_the_program_can_fill_in(office: Store) -> None:
    def odd(place: str) -> tuple[Problem, ...]:
        message = M(
            "{odd} says nothing here: write {number}, {year}, {kind} or {unit}.",
            odd=place,
            number="{number}",
            year="{year}",
            kind="{kind}",
            unit="{unit}",
        )
        return (Problem("template", message),)

    assert problems(office, decisions(template="{number}/{so}-HDND")) == odd("{so}")
    assert problems(office, decisions(template="{number}/{kind-HDND")) == odd("{kind-HDND")
    assert problems(office, decisions(template="{number}/kind}-HDND")) == odd("}")
    keep_series(office, decisions(template="{number}/{year}/{kind}-HDND-{unit}"))


def test_a_series_without_numbers_may_change_in_everything(office: Store) -> None:
    before = series_named(office, "DT")
    after = replace(before, register="outgoing", code="DON", template="{number}/DON")
    change = keep_series(office, after)

    assert change.words == M("correcting series {code}", code="DON")
    assert series_named(office, "DON") == after


def test_a_series_with_numbers_keeps_its_code_and_register(
    office: Store, names: KnownNames
) -> None:
    give_a_number(office, names, "DT")
    before = series_named(office, "DT")
    moved = replace(before, register="outgoing", code="DON", template="{number}/DON")

    assert problems(office, moved) == (
        Problem("register", M("Series {code} has given numbers: its register stays.", code="DT")),
        Problem("code", M("Series {code} has given numbers: its code stays.", code="DT")),
    )
    assert problems(office, replace(before, code="dt")) == (
        Problem("code", M("Series {code} has given numbers: its code stays.", code="DT")),
    )


def test_a_series_with_numbers_may_change_its_name_kinds_and_template(
    office: Store, names: KnownNames
) -> None:
    give_a_number(office, names, "DT")
    after = replace(
        series_named(office, "DT"),
        name="Đơn, thư của công dân",
        kinds=("cong-van",),
        template="{number}",
        body_groups=("citizen", "other"),
    )
    keep_series(office, after)

    assert series_named(office, "DT") == after


def test_a_series_that_never_gave_a_number_is_discarded(office: Store) -> None:
    before = series_of(office.reader)
    change = discard_series(office, series_named(office, "DT"))

    assert change.words == M("discarding series {code}", code="DT")
    assert series_of(office.reader) == [series for series in before if series.code != "DT"]
    office.undo()
    assert series_of(office.reader) == before


def test_a_discarded_code_is_free_again(office: Store) -> None:
    discard_series(office, series_named(office, "DT"))
    keep_series(office, Series(register="incoming", code="DT", name="Đơn thư"))

    assert series_named(office, "DT").name == "Đơn thư"


def test_a_number_in_the_trash_keeps_its_series(office: Store, names: KnownNames) -> None:
    discard(office, give_a_number(office, names, "DT"))
    series = series_named(office, "DT")
    assert has_given_numbers(office.reader, series)

    with pytest.raises(Problems) as refused:
        discard_series(office, series)
    message = M("Series {code} has given numbers: it stays.", code="DT")
    assert refused.value.problems == (Problem("code", message),)


def test_numbers_of_the_other_register_do_not_count(office: Store, names: KnownNames) -> None:
    keep_series(office, decisions(code="TW"))
    names.read()
    give_a_number(office, names, "TW")
    own = [has_given_numbers(office.reader, s) for s in series_of(office.reader) if s.code == "TW"]

    assert own == [True, False]


def test_form_holds_every_field() -> None:
    assert sorted(SERIES.typed) == sorted(fields_of(Series))
