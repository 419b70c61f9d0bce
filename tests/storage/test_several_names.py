"""Several names in one field: each is a filter token of its own, and is found by itself."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from desktop.language.words import M
from desktop.records.fields import Choices, Line, Names, Whole
from desktop.records.queries import Query
from desktop.records.queries import Test as Condition
from desktop.storage.lists import Reader
from desktop.storage.search import facet, facets_of
from desktop.storage.store import Store


@dataclass(frozen=True, kw_only=True)
class Paper:
    """An attachment seen otherwise: several names stand in one of its columns, and are facets."""

    kind: ClassVar = "attachments"
    id: int | None = None
    register: Annotated[str, Line(label=M("Register"))] = "incoming"
    record: Annotated[int, Whole(label=M("Record"))] = 1
    size: Annotated[int, Whole(label=M("Size"))] = 1
    sha256: Annotated[str, Line(label=M("Sum"))] = "0"
    name: Annotated[
        tuple[str, ...] | None, Names(label=M("Keepers"), directory="units", facet=True)
    ] = None
    attached_on: Annotated[
        tuple[str, ...] | None, Choices(label=M("Kinds"), catalogue="kinds", facet=True)
    ] = ("cong-van",)


def test_each_name_is_a_token_of_its_own() -> None:
    paper = Paper(name=("Phòng A", "Phòng B"), attached_on=("bao-cao",))

    assert facets_of(paper).split() == [
        facet("name", "Phòng A"),
        facet("name", "Phòng B"),
        facet("attached_on", "bao-cao"),
    ]
    assert facets_of(Paper(attached_on=None)) == ""


def test_one_of_several_names_is_found_by_its_token_and_without_it(office: Store) -> None:
    kinds = {**office.kinds, "attachments": Paper}
    office.kinds = kinds
    with office.writing(M("adding")) as writing:
        writing._kinds = kinds
        writing.add(Paper(name=("Phòng A", "Phòng B")))
        writing.add(Paper(name=("Phòng A B",)))
        writing.add(Paper(name=("Phòng B",), attached_on=("bao-cao", "to-trinh")))
    reader = Reader(office.connection, kinds, office.searched)

    query = Query("attachments").where("name", Condition.HOLDS, "Phòng B")
    assert list(reader.ids(query)) == [3, 1]
    assert list(reader.ids(replace(query, words="phong"))) == [3, 1]
    kind = Query("attachments", words="phong").where("attached_on", Condition.HOLDS, "to-trinh")
    assert list(reader.ids(kind)) == [3]
