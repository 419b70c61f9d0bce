"""Filing: keeping the plan of case files, and putting documents into them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Final

from desktop.correspondence.filing.case_files import (
    CaseFile,
    archived_among,
    id_of,
    name_of,
    plan_of,
)
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.errors import Trouble
from desktop.language.folding import fold
from desktop.language.words import M, Message, Ms
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.fields import Names
from desktop.records.queries import Query, Test
from desktop.records.record import Problem, Rule
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.writing import Writing

# What a document, or a loan of its copy, names the files by.
_NAMED_IN: Final = (*DOCUMENTS, "loans")


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a person says of where some documents lie."""

    kind: ClassVar = "filing"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    case_files: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Case files"), directory="case_files", may_be_new=False, in_words=False),
    ] = None


def keep_case_file(store: Store, file: CaseFile) -> Change:
    """Add a file to the plan of its year, or correct one (Decree 30/2020/NĐ-CP, Art. 28).

    Documents that lie in a file follow it to its new code and year. Raises Problems where the
    code is taken in this year.
    """
    _refuse_taken(store.reader, file)
    if file.id is None:
        with store.writing(M("adding case file {name}", name=name_of(file))) as writing:
            writing.add(file)
        return writing.change
    before = store.reader.record("case_files", file.id)
    with store.writing(M("correcting case file {name}", name=name_of(file))) as writing:
        writing.put(file)
        if name_of(before) != name_of(file):
            _call_anew(writing, name_of(before), name_of(file))
    return writing.change


def _refuse_taken(reader: Reader, file: CaseFile) -> None:
    for other in plan_of(reader, file.year):
        if other.id != file.id and fold(other.code) == fold(file.code):
            raise Problems((Problem("code", _taken(other)),))


def _taken(other: CaseFile) -> Message:
    return M(
        "{name} is the file “{title}”: choose another.", name=name_of(other), title=other.title
    )


def _call_anew(writing: Writing, before: str, after: str) -> None:
    for kind in _NAMED_IN:
        query = Query(kind, with_trash=True).where("case_files", Test.HOLDS, before)
        for record in list(writing.reader.records(kind, writing.reader.ids(query))):
            names = (after if name == before else name for name in record.case_files)
            writing.put(replace(record, case_files=tuple(names)))


def discard_case_files(store: Store, *files: CaseFile) -> Change:
    """Move empty files to the trash; one that holds documents stays, so that none is lost."""
    for file in files:
        if count := count_documents(store.reader, name_of(file)):
            raise Trouble(_holds_some(file, count))
    one = M("discarding case file {name}", name=name_of(files[0]))
    many = Ms("discarding {count} case file", "discarding {count} case files", len(files))
    with store.writing(one if len(files) == 1 else many) as writing:
        for file in files:
            writing.trash("case_files", id_of(file))
    return writing.change


def put_back_case_files(store: Store, *files: CaseFile) -> Change:
    """Take files out of the trash, unless another one has their code by now."""
    for place, file in enumerate(files):
        for other in (*plan_of(store.reader, file.year), *files[:place]):
            if other.year == file.year and fold(other.code) == fold(file.code):
                raise Trouble(_taken(other))
    one = M("putting back case file {name}", name=name_of(files[0]))
    many = Ms("putting back {count} case file", "putting back {count} case files", len(files))
    with store.writing(one if len(files) == 1 else many) as writing:
        for file in files:
            writing.restore("case_files", id_of(file))
    return writing.change


def carry_plan_over(store: Store, year: int) -> Change:
    """Start next year's plan with the lines of this one (Decree 30/2020/NĐ-CP, Art. 28).

    What next year's plan has already stays as it is there.
    """
    there = {fold(file.code) for file in plan_of(store.reader, year + 1)}
    missing = [file for file in plan_of(store.reader, year) if fold(file.code) not in there]
    if not missing:
        raise Trouble(_nothing_to_carry(store.reader, year))
    words = M("starting the file plan of {year}", year=str(year + 1))
    with store.writing(words) as writing:
        for file in missing:
            writing.add(_anew(file, year + 1))
    return writing.change


def _nothing_to_carry(reader: Reader, year: int) -> Message:
    if plan_of(reader, year):
        return M("The file plan of {year} has all of these files already.", year=str(year + 1))
    return M("There is no file plan of {year}: enter its first file.", year=str(year))


def _anew(file: CaseFile, year: int) -> CaseFile:
    return replace(file, id=None, year=year, started_on=None, ended_on=None, archived_on=None)


def file_documents(
    store: Store,
    documents: Sequence[Document],
    codes: Sequence[str],
    *,
    out_of: Sequence[str] = (),
) -> Change:
    """Put documents of both registers into case files, and take them out of others.

    A document may lie in several files without a copy of it (Decree 30/2020/NĐ-CP, Art. 29).
    What the archive has is closed: raises Trouble for a file that was handed over.
    """
    if said := archived_among(store.reader, (*codes, *out_of)):
        raise Trouble(said)
    with store.writing(_filing(codes, out_of, len(documents))) as writing:
        for document in documents:
            kept = [name for name in document.case_files or () if name not in out_of]
            files = tuple(dict.fromkeys([*kept, *codes])) or None
            writing.put(replace(document, case_files=files))
    return writing.change


def shared_files(documents: Sequence[Document]) -> tuple[str, ...]:
    """The files in which all of some documents lie."""
    first, *others = [one.case_files or () for one in documents]
    return tuple(name for name in first if all(name in names for names in others))


def lay_into(store: Store, documents: Sequence[Document], filing: Filing) -> Change:
    """Put documents into the files that are named, and out of those shared till now that are not.

    A file in which only some of them lie keeps these.
    """
    shared, named_now = shared_files(documents), filing.case_files or ()
    new = [name for name in named_now if name not in shared]
    left = [name for name in shared if name not in named_now]
    return file_documents(store, documents, new, out_of=left)


def _filing(codes: Sequence[str], out_of: Sequence[str], count: int) -> Message:
    if codes:
        return Ms(
            "filing {count} document in {files}",
            "filing {count} documents in {files}",
            count,
            files=tuple(codes),
        )
    return Ms(
        "taking {count} document out of {files}",
        "taking {count} documents out of {files}",
        count,
        files=tuple(out_of),
    )


def documents_in(reader: Reader, name: str) -> list[Document]:
    """The documents of both registers that lie in a file, by their dates."""
    found = (
        one for query in _lying_in(name) for one in reader.records(query.kind, reader.ids(query))
    )
    return sorted(found, key=_by_date)


def count_documents(reader: Reader, name: str) -> int:
    """How many documents of both registers lie in a file."""
    return sum(reader.count(query) for query in _lying_in(name))


def dated(document: Document) -> date:
    """The day of a document; what arrived undated stands at its arrival."""
    if isinstance(document, IncomingDocument):
        return document.document_date or document.arrived_on
    return document.document_date


def _by_date(document: Document) -> tuple[date, int, str, int]:
    return dated(document), document.file_ordinal or 0, document.kind, document.id or 0


def _lying_in(name: str) -> Iterator[Query]:
    for kind in DOCUMENTS:
        # FILLED leaves out, by an index, the many that lie in no file.
        filed = Query(kind).where("case_files", Test.FILLED)
        yield filed.where("case_files", Test.HOLDS, name)


def _holds_some(file: CaseFile, count: int) -> Message:
    return Ms(
        "Case file {name} holds {count} document: take it out first.",
        "Case file {name} holds {count} documents: take them out first.",
        count,
        name=name_of(file),
    )
