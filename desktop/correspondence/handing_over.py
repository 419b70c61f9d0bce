"""Handing documents over to the units that deal with them (Decree 30/2020, Art. 4(2)c and 23)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from desktop.correspondence.known_names import Document
from desktop.correspondence.rules import not_in_the_future
from desktop.language.words import M
from desktop.records.drafts import Problems
from desktop.records.fields import Day, YesNo
from desktop.records.record import Problem, Rule


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """When documents are passed on, and whether their slips are printed."""

    kind: ClassVar = "hand-over"
    rules: ClassVar[tuple[Rule, ...]] = (not_in_the_future("day"),)

    id: int | None = None
    day: Annotated[date, Day(label=M("Date forwarded"), required=True)]
    slips: Annotated[bool | None, YesNo(label=M("Slips to sign, one page a unit"))] = None


def waiting_among(documents: Iterable[Document]) -> list[Document]:
    """Those that nobody has passed on yet; cancelled and reserved numbers are nobody's."""
    return [
        one
        for one in documents
        if one.forwarded_on is None and one.standing not in ("void", "reserved")
    ]


def refuse_before_arrival(documents: Sequence[Document], day: date) -> None:
    """Raise Problems where a document would be passed on before it came, or was dated."""
    first = max((_came(one) for one in documents), default=day)
    if day < first:
        said = f"{first:%d/%m/%Y}"
        message = M("A document among these came on {day}: choose that day or later.", day=said)
        raise Problems((Problem("day", message),))


def _came(document: Any) -> date:
    came: date = getattr(document, "arrived_on", None) or document.document_date
    return came


def counts_by_unit(documents: Iterable[Document]) -> list[tuple[str, int]]:
    """How many documents each unit gets, most first; "" stands for documents without one."""
    units: Counter[str] = Counter()
    for document in documents:
        units.update(_units(document) or ("",))
    return sorted(units.items(), key=lambda one: (-one[1], one[0]))


def _units(document: Any) -> tuple[str, ...]:
    if document.kind == "incoming":
        return document.receivers or ()
    return (document.file_copy_holder,) if document.file_copy_holder else ()
