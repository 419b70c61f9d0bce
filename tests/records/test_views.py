"""Views: every declared field has its place before the eyes of a person, or a reason not to."""

import pytest

from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.views import HEADINGS, STICKY, VIEWS
from desktop.language.folding import fold, has_marks
from desktop.language.words import M
from desktop.records.record import fields_of
from desktop.records.views import FormSection, View

REGISTERS = sorted(DOCUMENTS)


def fields(register: str) -> set[str]:
    return set(fields_of(DOCUMENTS[register]))


def test_every_register_has_a_view() -> None:
    assert {kind: view.kind for kind, view in VIEWS.items()} == {kind: kind for kind in DOCUMENTS}


@pytest.mark.parametrize("register", REGISTERS)
def test_every_field_stands_in_the_form_once_or_is_given_by_the_program(register: str) -> None:
    view = VIEWS[register]
    assert sorted([*view.typed, *view.given]) == sorted(fields(register))


@pytest.mark.parametrize("register", REGISTERS)
def test_columns_of_the_list_are_declared_fields_each_once(register: str) -> None:
    columns = [column.field for column in VIEWS[register].columns]
    assert len(set(columns)) == len(columns)
    assert set(columns) <= fields(register)


@pytest.mark.parametrize("register", REGISTERS)
def test_required_fields_come_in_the_first_section(register: str) -> None:
    declared = fields_of(DOCUMENTS[register])
    needed = {name for name, kind in declared.items() if kind.required}
    first = VIEWS[register].sections[0]
    assert needed <= {name for row in first.rows for name in row}


@pytest.mark.parametrize("register", REGISTERS)
def test_fields_that_keep_their_value_are_fields_of_the_form(register: str) -> None:
    assert set(STICKY[register]) <= set(VIEWS[register].typed)


@pytest.mark.parametrize("register", REGISTERS)
def test_known_headings_have_no_marks_and_lead_to_one_declared_field_each(register: str) -> None:
    headings = HEADINGS[register]
    assert set(headings) <= fields(register)
    known = [heading for names in headings.values() for heading in names]
    assert not any(has_marks(heading) for heading in known)
    assert len({fold(heading) for heading in known}) == len(known)


def test_form_is_typed_row_by_row_and_section_by_section() -> None:
    view = View(
        kind="incoming",
        columns=(),
        sections=(
            FormSection(M("Register"), (("series", "arrived_on"), ("issuer",))),
            FormSection(M("Description"), (("note",),)),
        ),
        given=("number",),
    )
    assert view.typed == ("series", "arrived_on", "issuer", "note")
