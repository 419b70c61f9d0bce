"""Papers of a meeting on paper: the sign-in sheet, and minutes and letters as pages to print."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from desktop.meetings.around import Participant
from desktop.meetings.documents import Known, filling_of, paper_text, when
from desktop.meetings.meeting import Meeting, venue
from desktop.meetings.participants import PRESENT, SENT_FOR
from desktop.office.identity import Office
from desktop.records.law import catalogue, form
from desktop.sheets.filling import Filling, PaperText, fill
from desktop.sheets.sheet import (
    Cell,
    Closing,
    Column,
    Content,
    CoverLine,
    Letterhead,
    Sheet,
    Signature,
)

_CONTENTS: Final = {"place": Content.CODE}
_TITLES: Final = ("title", "subject")


def sign_in_sheet(meeting: Meeting, people: Sequence[Participant], *, office: Office) -> Sheet:
    """Danh sách đại biểu: everybody in the order of rank, with room to sign."""
    wording = form("sign-in-sheet")
    fields = [column["field"] for column in wording["columns"]]
    rows = _rows(people)
    return Sheet(
        name=wording["title"].capitalize(),
        columns=tuple(
            Column(one["head"], one["width"], _CONTENTS.get(one["field"], Content.WRAPPED))
            for one in wording["columns"]
        ),
        rows=tuple(tuple(row[field] for field in fields) for row in rows),
        count=len(people),
        landscape=False,
        letterhead=_letterhead(office),
        above=tuple(_above_list(wording, meeting)),
        closing=Closing(
            (CoverLine(_totals(wording, people)),),
            signatures=tuple(Signature(one["title"], one["note"]) for one in wording["signatures"]),
        ),
    )


def _rows(people: Sequence[Participant]) -> Iterator[dict[str, Cell]]:
    for place, one in enumerate(people, 1):
        entry = catalogue("attendances").of(one.attendance or "")
        came = one.attendance in (None, PRESENT)
        note = (one.reason, None if came or entry is None else entry.vi)
        yield {
            "place": str(place),
            "name": one.name,
            "post": one.post,
            "body": one.body,
            "signed": None,
            "note": "\n".join(part for part in note if part) or None,
        }


def _above_list(wording: dict[str, Any], meeting: Meeting) -> Iterator[CoverLine]:
    yield CoverLine(wording["title"], is_title=True)
    yield CoverLine(meeting.title.replace("\n", " "), is_title=True)
    yield CoverLine(when(meeting))
    if place := venue(meeting):
        yield CoverLine(wording["place"].format(place=place))


def _totals(wording: dict[str, Any], people: Sequence[Participant]) -> str:
    """Before the meeting nobody has come yet: the numbers are written in by hand."""
    noted = any(one.attendance for one in people)
    present = sum(one.attendance in (PRESENT, SENT_FOR) for one in people)
    return str(
        wording["totals"].format(
            count=len(people),
            present=present if noted else "……",
            absent=len(people) - present if noted else "……",
        )
    )


def _letterhead(office: Office) -> Letterhead:
    cover = form("cover")
    superior, name = office.superior or cover["superior"], office.name or cover["office"]
    return Letterhead(superior.upper(), name.upper())


def paper_page(name: str, known: Known) -> Sheet:
    """Minutes, notice or invitation as pages: in the office's wording as it is proposed.

    Templates that the office has changed are printed by the program that edits them.
    """
    return text_page(paper_text(name), filling_of(known))


def text_page(paper: PaperText, filling: Filling) -> Sheet:
    """A paper of running text: its title above, its paragraphs, who signs and who gets it."""
    titles = [block for block in paper.blocks if block.style in _TITLES]
    body = [block for block in paper.blocks if block.style not in _TITLES]
    return Sheet(
        name=paper.name,
        columns=(),
        rows=(),
        count=0,
        landscape=False,
        letterhead=Letterhead(
            filling.texts["superior"],
            filling.texts["office"],
            filling.texts["number_line"],
            filling.texts["place_and_date"],
        ),
        above=tuple(
            CoverLine(line, is_title=True) for block in titles for line in fill(block.text, filling)
        ),
        closing=Closing(
            tuple(
                CoverLine(line, is_title=block.style == "heading")
                for block in body
                for line in fill(block.text, filling)
            ),
            signatures=tuple(_signature(one, filling) for one in paper.signatures),
            copies=tuple(
                line if not place else f"- {line}"
                for place, text in enumerate(paper.copies)
                for line in fill(text, filling)
            ),
        ),
    )


def _signature(signature: Signature, filling: Filling) -> Signature:
    title = "\n".join(fill(signature.title, filling))
    return Signature(title, name=" ".join(fill(signature.name, filling)))
