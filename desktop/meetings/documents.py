"""Papers of a meeting: invitation, minutes, conclusion notice; filled in by what is known of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop.correspondence.outgoing import OutgoingDocument
from desktop.language.folding import fold
from desktop.meetings.around import Conclusion, Participant
from desktop.meetings.hours import days_of, part_of
from desktop.meetings.meeting import Meeting, venue
from desktop.meetings.participants import PRESENT, SENT_FOR
from desktop.office.identity import Office
from desktop.records.law import catalogue, form
from desktop.sheets.filling import Filling, PaperText, TextBlock
from desktop.sheets.parts import place_and_date
from desktop.sheets.sheet import Signature

# The papers of a meeting by the names of their wording and of their templates.
PAPERS: Final = ("invitation", "minutes", "conclusion-notice")
_SECRETARY: Final = "thu-ky"
_ABSENT: Final = ("vang", "vang-co-phep")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What papers of one meeting tell of; `document` is the one registered for the paper."""

    office: Office
    meeting: Meeting
    people: Sequence[Participant] = ()
    conclusions: Sequence[Conclusion] = ()
    agenda: Sequence[str] = ()
    document: OutgoingDocument | None = None


def paper_text(name: str) -> PaperText:
    """The wording of one of the papers, its fields open (resources/law/forms.toml)."""
    wording, layout = form(name), form("official-layout")
    signatures = wording.get("signatures", layout["signatures"])
    return PaperText(
        name=wording["name"],
        blocks=tuple(TextBlock(one["style"], one["text"]) for one in wording["blocks"]),
        copies=(layout["copies_title"], *wording["copies"]),
        signatures=tuple(Signature(one["title"], name=one["name"]) for one in signatures),
    )


def filling_of(known: Known) -> Filling:
    """All fields that the papers of a meeting may ask for."""
    people = {
        "people": [
            {
                "number": str(place),
                "name": one.name,
                "post": one.post or "",
                "body": one.body or "",
                "note": one.reason or "",
            }
            for place, one in enumerate(known.people, 1)
        ]
    }
    texts = {**_of_office(known), **_of_meeting(known.meeting), **_of_people(known)}
    return Filling({**texts, **_of_content(known)}, people)


def _of_office(known: Known) -> dict[str, str]:
    office, document, layout = known.office, known.document, form("official-layout")
    superior, name = issuing(office, document)
    number = (document.symbol if document else None) or layout["unknown"]
    day = document.document_date if document else days_of(known.meeting)[1]
    return {
        "superior": superior,
        "office": name,
        "number": number,
        "number_line": layout["number"].format(number=number),
        "place_and_date": place_and_date(office.place, day),
        "signing": "\n".join(_signing(document)) if document else layout["unknown"],
        "signer": (document.signer if document else None) or "",
        "subject": document.subject if document else known.meeting.title,
    }


def issuing(office: Office, document: OutgoingDocument | None) -> tuple[str, str]:
    """The two names at the head: what the superior body issues itself stands under its own."""
    cover = form("cover")
    superior, name = office.superior or cover["superior"], office.name or cover["office"]
    issuer = document.issuer if document else None
    if issuer and fold(superior).startswith(fold(issuer)):
        return "", superior.upper()
    return superior.upper(), name.upper()


def _signing(document: OutgoingDocument) -> list[str]:
    """In whose name, and as what: KT. CHỦ TỊCH, and below it PHÓ CHỦ TỊCH."""
    issuer = document.issuer or ""
    heads = form("official-layout")["heads"]
    head = next((one["head"] for one in heads if fold(issuer).startswith(fold(one["issuer"]))), "")
    entry = catalogue("capacities").of(document.capacity or "")
    short = entry.abbreviation if entry else ""
    whose = issuer.upper() if document.capacity == "tm" else head
    lines = [f"{short} {whose}".strip()] if short else []
    return [*lines, (document.signer_position or "").upper() or ("" if lines else head)]


def _of_meeting(meeting: Meeting) -> dict[str, str]:
    unknown = form("official-layout")["unknown"]
    return {
        "title": meeting.title.replace("\n", " "),
        "chair": meeting.chair or unknown,
        "when": when(meeting),
        "day": f"{meeting.day:%d/%m/%Y}",
        "end": _end(meeting),
        "place": venue(meeting) or unknown,
        "note": meeting.note or "",
        "outcome": meeting.outcome or "",
    }


def when(meeting: Meeting) -> str:
    """The hour and the day as papers write them."""
    layout = form("official-layout")
    first, last = days_of(meeting)
    day = place_and_date("", first).lower()
    if last > first:
        day = layout["until"].format(first=day, last=place_and_date("", last).lower())
    if meeting.starts_at:
        return _at(layout, meeting.starts_at, day)
    part = catalogue("day_parts").of(part_of(meeting))
    return str(layout["in_part"].format(part=part.vi if part else "", day=day))


def _end(meeting: Meeting) -> str:
    layout = form("official-layout")
    day = place_and_date("", days_of(meeting)[1]).lower()
    if meeting.ends_at:
        return _at(layout, meeting.ends_at, day)
    return str(layout["in_part"].format(part=layout["unknown"], day=day))


def _at(layout: dict[str, Any], hour: Any, day: str) -> str:
    said = layout["at_hour"].format(hour=f"{hour:%H}", minute=f"{hour:%M}", day=day)
    return str(said)


def _of_people(known: Known) -> dict[str, str]:
    people, layout = known.people, form("official-layout")
    noted = any(one.attendance for one in people)
    present = [one for one in people if one.attendance in (PRESENT, SENT_FOR) or not noted]
    absent = [one for one in people if one.attendance in _ABSENT]
    secretaries = [one.name for one in people if one.role == _SECRETARY]
    bodies = dict.fromkeys(one.body for one in people if one.body)
    sent_to = (known.document.recipients if known.document else None) or tuple(bodies)
    return {
        "present": _listed(present) or known.meeting.invited or layout["unknown"],
        "absent": _listed(absent),
        "secretary": ", ".join(secretaries) or known.meeting.specialist or layout["unknown"],
        "invited": known.meeting.invited or _listed(people) or layout["unknown"],
        "recipients": "\n".join(sent_to) or layout["unknown"],
    }


def _listed(people: Iterable[Participant]) -> str:
    return "; ".join(map(_said, people))


def _said(one: Participant) -> str:
    layout = form("official-layout")
    said = layout["person"].format(name=one.name, post=one.post) if one.post else one.name
    if one.body and one.body not in said:
        said = layout["of_body"].format(name=said, body=one.body)
    excused = one.attendance in _ABSENT and one.reason
    return str(layout["excused"].format(name=said, reason=one.reason) if excused else said)


def _of_content(known: Known) -> dict[str, str]:
    """The agenda and the conclusions, numbered, a line each."""
    agenda = (f"{place}. {text}" for place, text in enumerate(known.agenda, 1))
    conclusions = (f"{one.place}. {one.text}" for one in known.conclusions)
    return {
        "agenda": "\n".join(agenda),
        "conclusions": "\n".join(text.replace("\n", " ") for text in conclusions)
        or form("official-layout")["unknown"],
    }
