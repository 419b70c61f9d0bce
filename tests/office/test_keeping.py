"""Keeping bodies and the office's names: one name means one body, whoever types it."""

from typing import Any

import pytest

from desktop.language.words import M, Message
from desktop.office.bodies import Body
from desktop.office.identity import Office
from desktop.office.keeping import bodies_of, keep
from desktop.office.views import BODIES, OFFICE
from desktop.opening import office_of
from desktop.records.drafts import Problems
from desktop.records.record import Problem, fields_of
from desktop.storage.store import Store


def kept(store: Store, **facts: Any) -> Body:
    """A body that has just been added."""
    (record_id,) = keep(store, Body(**facts)).ids("bodies")
    body: Body = store.reader.record("bodies", record_id)
    return body


def problems(store: Store, record: Body) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as refused:
        keep(store, record)
    return refused.value.problems


def stands_for(name: str, body: str) -> Message:
    return M(
        "“{name}” stands for “{body}” already: choose another, or take it away there first.",
        name=name,
        body=body,
    )


def in_the_list(name: str) -> Message:
    return M("“{name}” is in the list already: choose another name.", name=name)


def test_bodies_are_listed_by_name(office: Store) -> None:
    kept(office, name="Sở Y tế")
    kept(office, name="Đảng ủy Khối")
    kept(office, name="Ban Bí thư")

    assert [body.name for body in bodies_of(office.reader)] == [
        "Ban Bí thư",
        "Đảng ủy Khối",
        "Sở Y tế",
        "Ủy ban nhân dân tỉnh",
        "Văn phòng Ủy ban nhân dân tỉnh",
    ]


def test_adding_is_one_act_that_undo_takes_back(office: Store) -> None:
    before = bodies_of(office.reader)
    change = keep(office, Body(name="Sở Y tế", abbreviation="SYT", body_group="department"))
    (record_id,) = change.ids("bodies")

    assert change.words == M("adding {name}", name="Sở Y tế")
    assert office.reader.record("bodies", record_id) == Body(
        id=record_id, name="Sở Y tế", abbreviation="SYT", body_group="department"
    )
    office.undo()
    assert bodies_of(office.reader) == before


def test_correcting_keeps_the_record(office: Store) -> None:
    body = kept(office, name="Sở Y tế")
    change = keep(office, Body(id=body.id, name="Sở Y tế", abbreviation="SYT"))

    assert (change.words, change.ids("bodies")) == (
        M("correcting {name}", name="Sở Y tế"),
        (body.id,),
    )
    assert office.reader.record("bodies", body.id or 0) == Body(
        id=body.id, name="Sở Y tế", abbreviation="SYT"
    )


@pytest.mark.parametrize(
    "typed", ["Ủy ban nhân dân tỉnh", "UỶ BAN  NHÂN DÂN TỈNH", "uy ban nhan dan tinh"]
)
def test_a_name_is_there_once_however_it_is_written(office: Store, typed: str) -> None:
    assert problems(office, Body(name=typed)) == (
        Problem("name", in_the_list("Ủy ban nhân dân tỉnh")),
    )


def test_everything_a_body_is_found_by_is_its_own(office: Store) -> None:
    wrong = Body(name="ubnd", abbreviation="VP", aliases=("UBND Tỉnh", "Tỉnh"))

    assert problems(office, wrong) == (
        Problem("name", stands_for("ubnd", "Ủy ban nhân dân tỉnh")),
        Problem("abbreviation", stands_for("VP", "Văn phòng Ủy ban nhân dân tỉnh")),
        Problem("aliases", stands_for("UBND Tỉnh", "Ủy ban nhân dân tỉnh")),
    )


def test_what_two_bodies_shared_before_does_not_stop_a_correction(office: Store) -> None:
    # Registering makes the abbreviation of a new unit out of its name, and may make one twice.
    first = kept(office, name="Phòng Tổng hợp", abbreviation="TH")
    with office.writing(M("registering")) as writing:
        second = writing.add(Body(name="Phòng Tin học", abbreviation="TH"))
    keep(office, Body(id=second.id, name="Phòng Tin học", abbreviation="TH", aliases=("Tin học",)))

    assert [body.abbreviation for body in bodies_of(office.reader)[:2]] == ["TH", "TH"]
    assert problems(office, Body(name="Phòng Thanh tra", abbreviation="TH")) == (
        Problem("abbreviation", stands_for("TH", "Phòng Tổng hợp")),
    )
    assert first.name == "Phòng Tổng hợp"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"name": "Sở A; Sở B"}, "name"), ({"name": "Sở A", "abbreviation": "A;B"}, "abbreviation")],
)
def test_a_semicolon_would_make_two_names_of_one(
    office: Store, facts: dict[str, Any], field: str
) -> None:
    message = M("A semicolon sets two names apart: write it without.")

    assert problems(office, Body(**facts)) == (Problem(field, message),)


def test_a_renamed_body_is_still_known_by_its_former_name(office: Store) -> None:
    body = kept(office, name="Sở Nông nghiệp", aliases=("Sở NN",))
    keep(office, Body(id=body.id, name="Sở Nông nghiệp và Môi trường", aliases=("Sở NN",)))

    assert office.reader.record("bodies", body.id or 0) == Body(
        id=body.id, name="Sở Nông nghiệp và Môi trường", aliases=("Sở NN", "Sở Nông nghiệp")
    )


def test_a_name_written_with_other_marks_leaves_no_former_name(office: Store) -> None:
    body = kept(office, name="So Y te")
    keep(office, Body(id=body.id, name="Sở Y tế"))

    assert office.reader.record("bodies", body.id or 0) == Body(id=body.id, name="Sở Y tế")


def test_bodies_that_a_renamed_one_replaces_follow_its_name(office: Store) -> None:
    new = kept(office, name="Sở Nông nghiệp")
    old = kept(office, name="Sở Thủy lợi", replaced_by="Sở Nông nghiệp")
    change = keep(office, Body(id=new.id, name="Sở Nông nghiệp và Môi trường"))

    assert change.ids("bodies") == (new.id, old.id)
    assert office.reader.record("bodies", old.id or 0) == Body(
        id=old.id, name="Sở Thủy lợi", replaced_by="Sở Nông nghiệp và Môi trường"
    )


def test_no_body_is_replaced_by_itself_even_by_way_of_others(office: Store) -> None:
    first = kept(office, name="Sở A")
    second = kept(office, name="Sở B", replaced_by="Sở A")
    message = M("It cannot be replaced by itself: name another one.")
    expected = (Problem("replaced_by", message),)

    assert problems(office, Body(id=first.id, name="Sở A", replaced_by="Sở A")) == expected
    assert problems(office, Body(id=first.id, name="Sở C", replaced_by="Sở A")) == expected
    assert problems(office, Body(id=first.id, name="Sở A", replaced_by="Sở B")) == expected
    keep(office, Body(id=second.id, name="Sở B"))
    keep(office, Body(id=first.id, name="Sở A", replaced_by="Sở B"))


def test_refused_bodies_leave_nothing_behind(office: Store) -> None:
    before = office.next_change
    problems(office, Body(name="UBND"))

    assert office.next_change == before


def test_the_office_is_called_what_it_is_called(office: Store) -> None:
    before = office_of(office)
    after = Office(id=1, superior="UBND TỈNH HÀ TĨNH", name="VĂN PHÒNG", place="Hà Tĩnh")
    change = keep(office, after)

    assert change.words == M("correcting the names of the office")
    assert office_of(office) == after
    office.undo()
    assert office_of(office) == before


@pytest.mark.parametrize(("record", "view"), [(Body, BODIES), (Office, OFFICE)])
def test_forms_hold_every_field(record: Any, view: Any) -> None:
    assert sorted(view.typed) == sorted(fields_of(record))
