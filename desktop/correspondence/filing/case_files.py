"""Case files: a year's plan of files, and what became of each (Decree 30/2020, Art. 28 to 31)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Annotated, Any, ClassVar, Final

from desktop.correspondence.rules import in_order, not_in_the_future
from desktop.language.words import M, Message
from desktop.office.directories import KnownName, NameDirectory
from desktop.records.drafts import Problems
from desktop.records.fields import Choice, Day, Ground, Line, Passage, Person, Whole
from desktop.records.queries import Order, Query, Test
from desktop.records.record import Problem, Rule
from desktop.storage.lists import Reader

# Files stand as the plan lists them: year by year, by their codes.
PLAN_ORDER: Final = (Order("year", descending=True), Order("code"), Order("id"))
# No file is used so often that one of an earlier year would be offered before it.
_MORE_THAN_USES: Final = 1_000_000
_BESIDE_A_NAME: Final = 44  # letters


def _code_is_one_name(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    if ";" in (values.get("code") or ""):
        yield Problem("code", M("A semicolon sets two names apart: write it without."))


def _ended_before_it_was_archived(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    if values.get("archived_on") and not values.get("ended_on"):
        yield Problem("ended_on", M("Needed: only a file that has ended goes to the archive."))


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One line of a year's plan; documents name it by its code and year: 01.TH/2026."""

    kind: ClassVar = "case_files"
    rules: ClassVar[tuple[Rule, ...]] = (
        _code_is_one_name,
        _ended_before_it_was_archived,
        not_in_the_future("ended_on"),
        not_in_the_future("archived_on"),
        in_order(
            "started_on",
            "ended_on",
            M("It ends before it starts: correct one of the two dates."),
        ),
        in_order(
            "ended_on",
            "archived_on",
            M("It went to the archive before it ended: correct one of the two dates."),
        ),
    )

    id: int | None = None
    year: Annotated[int, Whole(label=M("Year of the plan"), least=1900, required=True)]
    heading: Annotated[
        str | None, Line(label=M("Section of the plan"), longest="subject_length")
    ] = None
    code: Annotated[str, Line(label=M("File number"), longest="file_code_length", required=True)]
    title: Annotated[str, Passage(label=M("Title"), longest="subject_length", required=True)]
    retention: Annotated[
        str | None, Choice(label=M("Retention period"), catalogue="retention", in_words=True)
    ] = None
    keeper: Annotated[
        str | None, Person(label=M("Keeper"), directory="handlers", longest="person_length")
    ] = None
    started_on: Annotated[date | None, Day(label=M("Starts on"))] = None
    ended_on: Annotated[date | None, Day(label=M("Ended on"))] = None
    archived_on: Annotated[date | None, Day(label=M("In the archive since"))] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None


def name_of(file: CaseFile) -> str:
    """What a file is called in documents and books: 01.TH/2026."""
    return f"{file.code}/{file.year}"


def id_of(file: CaseFile) -> int:
    """The id of a file that is in the store."""
    assert file.id is not None
    return file.id


def named(reader: Reader, name: str) -> CaseFile | None:
    """The file of this name; None where there is none."""
    code, _, year = name.rpartition("/")
    if not year.isdecimal():
        return None
    query = Query("case_files").where("code", Test.IS, code).where("year", Test.IS, int(year))
    return next(iter(reader.records("case_files", reader.ids(query, 1))), None)


def archived_among(reader: Reader, names: Iterable[str]) -> Message | None:
    """What is to be said where the archive has one of these files: it is closed."""
    for name in names:
        file = named(reader, name)
        if file and file.archived_on:
            return M("Case file {name} is in the archive already: choose another.", name=name)
    return None


def refuse_archived(
    reader: Reader, before: tuple[str, ...] | None, after: tuple[str, ...] | None
) -> None:
    """Raise Problems where a document would come into a file of the archive, or out of one."""
    moved = set(before or ()) ^ set(after or ())
    if said := archived_among(reader, sorted(moved)):
        raise Problems((Problem("case_files", said),))


def plan_of(reader: Reader, year: int) -> list[CaseFile]:
    """The files of one year's plan in the order of their codes."""
    query = Query("case_files", order=PLAN_ORDER).where("year", Test.IS, year)
    return list(reader.records("case_files", reader.ids(query)))


def known_case_files(reader: Reader) -> NameDirectory:
    """All files as a directory knows them; a bare code or title means the newest one."""
    ids = reader.ids(Query("case_files", order=PLAN_ORDER))
    files = list(reader.records("case_files", ids))
    newer_first = Counter({name_of(file): file.year * _MORE_THAN_USES for file in files})
    return NameDirectory(map(_known, files), newer_first)


def _known(file: CaseFile) -> KnownName:
    # Where names are offered, the short form stands beside them: nobody knows codes by heart.
    title = " ".join(file.title.split())
    short = shorten(title, _BESIDE_A_NAME, placeholder="…")
    return KnownName(name_of(file), abbreviation=short, aliases=(file.code, title))
