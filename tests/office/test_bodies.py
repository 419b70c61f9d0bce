"""Bodies: authorities come and go, and their documents stay."""

from datetime import date

import pytest

from desktop.office.bodies import Body
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground

GROUND = Ground(today=date(2026, 3, 15))
BLOCK = Body(
    name="Đảng ủy Khối các cơ quan tỉnh",
    valid_from=date(1990, 1, 1),
    valid_to=date(2025, 2, 28),
)


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(1989, 12, 31), False),
        (date(1990, 1, 1), True),
        (date(2025, 2, 28), True),
        (date(2025, 3, 1), False),
    ],
)
def test_body_exists_from_its_first_day_to_its_last(day: date, valid: bool) -> None:
    assert BLOCK.valid(day) is valid


def test_body_without_dates_exists_always() -> None:
    assert Body(name="Sở Tài chính").valid(date(1900, 1, 1))


def test_body_is_checked_out_of_what_was_typed() -> None:
    draft = Draft(
        "bodies",
        {
            "name": " Sở  Tài chính",
            "abbreviation": "STC",
            "aliases": "Sở TC; Sở Tài chính tỉnh; Sở TC",
            "body_group": "Sở, ban, ngành tỉnh",
            "valid_from": "1/7/2025",
        },
    )
    assert check(Body, draft, GROUND) == Body(
        name="Sở Tài chính",
        abbreviation="STC",
        aliases=("Sở TC", "Sở Tài chính tỉnh"),
        body_group="department",
        valid_from=date(2025, 7, 1),
    )


def test_body_that_ends_before_it_starts_is_refused() -> None:
    draft = Draft("bodies", {"name": "Sở", "valid_from": "2/7/2025", "valid_to": "1/7/2025"})
    with pytest.raises(Problems) as refused:
        check(Body, draft, GROUND)
    assert str(refused.value) == (
        "valid_to: It ends before it starts: correct one of the two dates."
    )


def test_body_may_end_on_the_day_on_which_it_starts() -> None:
    draft = Draft("bodies", {"name": "Sở", "valid_from": "1/7/2025", "valid_to": "1/7/2025"})
    assert check(Body, draft, GROUND).valid_to == date(2025, 7, 1)


def test_successor_must_be_known() -> None:
    draft = Draft("bodies", {"name": "Sở", "replaced_by": "Sở Nông nghiệp và Môi trường"})
    with pytest.raises(Problems) as refused:
        check(Body, draft, GROUND)
    assert str(refused.value) == (
        "replaced_by: “Sở Nông nghiệp và Môi trường” is not known: choose one of the list."
    )
