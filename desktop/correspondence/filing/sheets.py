"""Papers of case files: plan, index, hand-over list, minutes (Decree 30/2020, Art. 28 to 31)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from desktop.correspondence.filing.case_files import CaseFile, name_of
from desktop.correspondence.filing.filing import dated, documents_in
from desktop.correspondence.known_names import Document
from desktop.correspondence.sheets import kind_and_subject
from desktop.office.identity import Office
from desktop.records.law import catalogue, form
from desktop.sheets.parts import place_and_date
from desktop.sheets.sheet import (
    Cell,
    Closing,
    Column,
    Content,
    CoverLine,
    Group,
    Letterhead,
    Sheet,
    Signature,
)
from desktop.storage.lists import Reader

_CONTENTS: Final = {
    "place": Content.CODE,
    "code": Content.CODE,
    "symbol": Content.CODE,
    "pages": Content.CODE,
    "dated": Content.DATE,
}

Wording = dict[str, Any]


def plan_sheet(files: Sequence[CaseFile], *, office: Office, day: date) -> Sheet:
    """Danh mục hồ sơ: the plan of a year, its files under the sections of the plan (Art. 28)."""
    wording = form("file-plan")
    ordered = _by_section(files)
    lines = {"code", "title", "keeper", "note"}
    rows = (
        {**{name: getattr(file, name) for name in lines}, "retention": _retention(file)}
        for file in ordered
    )
    return Sheet(
        **_page(wording, rows, len(ordered)),
        letterhead=_letterhead(office),
        above=(
            CoverLine(wording["title"], is_title=True),
            CoverLine(wording["year"].format(year=_years(files)), is_title=True),
            CoverLine(wording["attached"]),
        ),
        groups=tuple(_sections(ordered)),
        closing=Closing(
            tuple(CoverLine(line) for line in _plan_totals(files, wording)),
            place_and_date=place_and_date(office.place, day),
            signatures=_signatures(wording),
        ),
    )


def _by_section(files: Sequence[CaseFile]) -> list[CaseFile]:
    """Sections in the order of their first files; files of no section stand before them."""
    places: dict[str, int] = {"": 0}
    for file in files:
        places.setdefault(file.heading or "", len(places))
    return sorted(files, key=lambda file: places[file.heading or ""])


def _sections(ordered: Sequence[CaseFile]) -> Iterator[Group]:
    place = 0
    for heading, own in groupby(ordered, lambda file: file.heading):
        if heading:
            yield Group(place, heading)
        place += len(list(own))


def _plan_totals(files: Sequence[CaseFile], wording: Wording) -> Iterator[str]:
    groups = [_retention_group(file) for file in files]
    permanent, timed = groups.count("permanent"), groups.count("timed")
    undecided = len(files) - permanent - timed
    yield wording["totals"].format(count=len(files), permanent=permanent, timed=timed)
    if undecided:
        yield wording["undecided"].format(count=undecided)


def index_sheet(reader: Reader, file: CaseFile) -> Sheet:
    """Mục lục văn bản, tài liệu: what lies in a file, by its dates (Art. 29)."""
    wording = form("file-index")
    documents = documents_in(reader, name_of(file))
    name, days, retention = name_of(file), _days_of(file, documents), _retention(file)
    facts = [wording["file"].format(name=name, title=_in_one_line(file.title))]
    facts += [wording["days"].format(days=days)] if days else []
    facts += [wording["retention"].format(retention=retention)] if retention else []
    return Sheet(
        **_page(wording, _indexed(documents), len(documents)),
        above=(
            CoverLine(wording["title"], is_title=True),
            *(CoverLine(fact) for fact in facts),
        ),
    )


def _indexed(documents: Sequence[Document]) -> Iterator[dict[str, Cell]]:
    for place, (document, pages) in enumerate(zip(documents, _pages(documents), strict=True), 1):
        yield {
            "place": str(place),
            "symbol": document.symbol,
            "dated": dated(document),
            "described": kind_and_subject(document),
            "author": document.issuer,
            "pages": pages,
            "note": document.note,
        }


def _pages(documents: Sequence[Document]) -> Iterator[str | None]:
    """From page to page, as far as it is known how many each document has."""
    last: int | None = 0
    for document in documents:
        if last is None or document.pages is None:
            last = None
            yield None
        else:
            first, last = last + 1, last + document.pages
            yield str(first) if first == last else f"{first}-{last}"


@dataclass(frozen=True)
class _Held:
    """A file with the documents that lie in it."""

    file: CaseFile
    documents: Sequence[Document]

    @property
    def days(self) -> tuple[date, ...]:
        """The first and the last day of the file, as it says itself or its documents do."""
        file = self.file
        found = [dated(one) for one in self.documents]
        first = file.started_on or min(found, default=file.ended_on)
        last = file.ended_on or max(found, default=file.started_on)
        return tuple(day for day in (first, last) if day)


def archive_list(reader: Reader, files: Sequence[CaseFile], *, office: Office, day: date) -> Sheet:
    """Mục lục hồ sơ, tài liệu nộp lưu: the files that go to the archive (Art. 30)."""
    wording = form("archive-list")
    held = _held(reader, files)
    return Sheet(
        **_page(wording, _listed(held, wording), len(held)),
        letterhead=_letterhead(office),
        above=(
            CoverLine(wording["title"], is_title=True),
            CoverLine(wording["year"].format(year=_years(files)), is_title=True),
        ),
        closing=Closing(
            (
                CoverLine(wording["totals"].format(count=len(held))),
                CoverLine(wording["in_words"]),
            ),
            place_and_date=place_and_date(office.place, day),
            signatures=_signatures(wording),
        ),
    )


def archive_minutes(
    reader: Reader, files: Sequence[CaseFile], *, office: Office, day: date
) -> Sheet:
    """Biên bản giao nhận: who gave which files to the archive, signed by both (Art. 30)."""
    wording, listed = form("archive-minutes"), form("archive-list")
    held = _held(reader, files)
    basis = [line.format(year=_years(files)) for line in wording["basis"]]
    facts = _facts_of(held, wording, office)
    lines = [line.format(**facts) for line in wording["lines"]]
    return Sheet(
        **_page({**listed, "title": _name(wording)}, _listed(held, listed), len(held)),
        letterhead=_letterhead(office, place_and_date(office.place, day)),
        above=(
            CoverLine(wording["title"], is_title=True),
            CoverLine(wording["subtitle"], is_title=True),
            *(CoverLine(line) for line in (*basis, *lines)),
        ),
        closing=Closing((CoverLine(wording["totals"]),), signatures=_signatures(wording)),
    )


def _name(wording: Wording) -> str:
    return f"{wording['title']} {wording['subtitle']}"


def _facts_of(held: Sequence[_Held], wording: Wording, office: Office) -> dict[str, object]:
    keepers = {one.file.keeper for one in held if one.file.keeper}
    days = [day for one in held for day in one.days]
    return {
        "giver": office.name,
        "keeper": keepers.pop() if len(keepers) == 1 else wording["blank"],
        "days": _from_to(days) or wording["blank"],
        "count": len(held),
        "documents": sum(len(one.documents) for one in held),
    }


def _held(reader: Reader, files: Sequence[CaseFile]) -> list[_Held]:
    return [_Held(file, documents_in(reader, name_of(file))) for file in files]


def _listed(held: Sequence[_Held], wording: Wording) -> Iterator[dict[str, Cell]]:
    for place, one in enumerate(held, 1):
        count = len(one.documents)
        yield {
            "place": str(place),
            "code": one.file.code,
            "title": one.file.title,
            "days": _from_to(one.days),
            "retention": _retention(one.file),
            "held": wording["held"].format(count=count) if count else None,
            "note": one.file.note,
        }


def _days_of(file: CaseFile, documents: Sequence[Document]) -> str | None:
    return _from_to(_Held(file, documents).days)


def _from_to(days: Sequence[date]) -> str | None:
    if not days:
        return None
    first, last = min(days), max(days)
    if first == last:
        return _shown(first)
    return str(form("archive-list")["days"].format(first=_shown(first), last=_shown(last)))


def _shown(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _retention(file: CaseFile) -> str | None:
    entry = catalogue("retention").of(file.retention or "")
    return entry.vi if entry else None


def _retention_group(file: CaseFile) -> str:
    entry = catalogue("retention").of(file.retention or "")
    return entry.group if entry else ""


def _years(files: Sequence[CaseFile]) -> str:
    years = {file.year for file in files}
    return str(years.pop()) if len(years) == 1 else "…"


def _in_one_line(title: str) -> str:
    return title.replace("\n", " ")


def _page(wording: Wording, rows: Iterator[dict[str, Cell]], count: int) -> dict[str, Any]:
    """What every paper here has: its columns and rows, upright."""
    fields = [column["field"] for column in wording["columns"]]
    return {
        "name": wording["title"].capitalize(),
        "columns": tuple(_column(column) for column in wording["columns"]),
        "rows": tuple(tuple(row[field] for field in fields) for row in rows),
        "count": count,
        "landscape": False,
    }


def _column(column: dict[str, Any]) -> Column:
    content = _CONTENTS.get(column["field"], Content.WRAPPED)
    return Column(column["head"], column["width"], content)


def _letterhead(office: Office, day: str = "") -> Letterhead:
    wording = form("cover")
    return Letterhead(
        office.superior or wording["superior"], office.name or wording["office"], "", day
    )


def _signatures(wording: Wording) -> tuple[Signature, ...]:
    return tuple(Signature(one["title"], one["note"]) for one in wording["signatures"])
