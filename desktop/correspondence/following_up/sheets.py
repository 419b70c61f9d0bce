"""The follow-up register, and the sheets by which late units are urged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from desktop.correspondence.following_up.deadlines import Countdown
from desktop.correspondence.following_up.matter import Matter
from desktop.office.calendar import working_days
from desktop.office.identity import Office
from desktop.records.law import catalogue, form
from desktop.records.queries import Order, Query
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Group, Sheet
from desktop.storage.lists import Reader

# The register runs by the day of arrival, the chase sheets by unit and then by delay.
REGISTER_ORDER: Final = (Order("given_on"), Order("id"))
CHASE_ORDER: Final = (Order("unit"), Order("due_on"), Order("id"))

_CONTENTS: Final = {
    "due_on": Content.DATE,
    "number": Content.CODE,
    "reply": Content.CODE,
    "place": Content.NUMBER,
    "days_late": Content.NUMBER,
}
_Value = Callable[[Matter], Cell]


def follow_up_register(
    reader: Reader, query: Query, *, office: Office, ids: Sequence[int] | None = None
) -> Sheet:
    """Sổ theo dõi giải quyết văn bản đến (Decree 30/2020/NĐ-CP, Appendix IV, form VIII)."""
    wording = form("follow-up-register")
    ids = reader.ids(query) if ids is None else ids
    values = [_register_values(wording)[column["field"]] for column in wording["columns"]]
    matters: Iterator[Matter] = reader.records(Matter.kind, ids)
    return Sheet(
        name=wording["title"].capitalize(),
        columns=_columns(wording),
        rows=(tuple(value(matter) for value in values) for matter in matters),
        count=len(ids),
        cover=_cover(reader, query, wording["title"], office),
        column_numbers=tuple(f"({place})" for place in range(1, len(values) + 1)),
    )


def _register_values(wording: Mapping[str, Any]) -> dict[str, _Value]:
    return {
        "number": lambda matter: matter.number,
        "described": lambda matter: _described(matter, wording["described"]),
        "units": lambda matter: "; ".join(_units(matter)) or None,
        "due_on": lambda matter: matter.due_on,
        "progress": _progress,
        "reply": lambda matter: matter.reply,
        "note": lambda matter: matter.note,
    }


def _described(matter: Matter, wording: str) -> str:
    """What a document is; a task says itself, as it has no kind or symbol."""
    if matter.register != "incoming":
        return "\n".join(part for part in (matter.origin, matter.subject) if part)
    kind = catalogue("kinds").of(matter.document_kind or "")
    return wording.format(kind=kind.vi if kind else "", origin=matter.origin or "").strip()


def _units(matter: Matter) -> list[str]:
    return [*([matter.unit] if matter.unit else []), *(matter.co_units or ())]


def _progress(matter: Matter) -> str | None:
    settled = form("follow-up-register")["settled"].format(day=_day(matter.settled_on))
    parts = (matter.progress, matter.result, settled if matter.settled_on else None)
    return "\n".join(part for part in parts if part) or None


def chase_sheet(
    reader: Reader,
    ids: Sequence[int],
    *,
    today: date,
    one_page_each: bool = True,
) -> Sheet:
    """What each late unit has to settle, a page for each; `ids` stand in CHASE_ORDER."""
    wording = form("chase")
    matters: list[Matter] = list(reader.records(Matter.kind, ids))
    by_unit = [(unit, list(own)) for unit, own in groupby(matters, lambda one: one.unit)]
    day = _day(today)
    return Sheet(
        name=wording["title"].capitalize(),
        columns=_columns(wording),
        rows=tuple(_chased(by_unit, wording, Countdown(today, working_days(reader)))),
        count=len(matters),
        above=(
            CoverLine(wording["title"], is_title=True),
            CoverLine(wording["day"].format(day=day)),
        ),
        groups=tuple(_groups(by_unit, wording, day, one_page_each=one_page_each)),
    )


def _groups(
    by_unit: Sequence[tuple[str | None, list[Matter]]],
    wording: Mapping[str, Any],
    day: str,
    *,
    one_page_each: bool,
) -> Iterator[Group]:
    place = 0
    for unit, own in by_unit:
        said = wording["group"].format(unit=unit or wording["nobody"], count=len(own), day=day)
        yield Group(place, said, on_new_page=one_page_each)
        place += len(own)


def _chased(
    by_unit: Sequence[tuple[str | None, list[Matter]]],
    wording: Mapping[str, Any],
    countdown: Countdown,
) -> Iterator[tuple[Cell, ...]]:
    for _, own in by_unit:
        for place, matter in enumerate(own, 1):
            values: dict[str, Cell] = {
                "place": place,
                "source": "\n".join(part for part in (matter.number, matter.origin) if part)
                or None,
                "subject": matter.subject,
                "due_on": matter.due_on,
                "days_late": -countdown.left(matter.due_on) if matter.due_on else None,
                "progress": matter.progress,
                "urged": _urged(matter, wording["urged"]),
            }
            yield tuple(values[column["field"]] for column in wording["columns"])


def _urged(matter: Matter, wording: str) -> str | None:
    if not matter.urged:
        return None
    return wording.format(times=matter.urged, day=_day(matter.urged_on))


def _columns(wording: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(
        Column(one["head"], one["width"], _CONTENTS.get(one["field"], Content.WRAPPED))
        for one in wording["columns"]
    )


def _cover(reader: Reader, query: Query, title: str, office: Office) -> tuple[CoverLine, ...]:
    wording = form("cover")
    first, last = reader.bounds(query, "given_on")
    year = str(first.year) if first and first.year == last.year else "…"
    return (
        CoverLine(office.superior or wording["superior"]),
        CoverLine(office.name or wording["office"], is_title=True),
        CoverLine(title, is_title=True),
        CoverLine(wording["year"].format(year=year)),
        CoverLine(wording["days"].format(first_day=_day(first), last_day=_day(last))),
        CoverLine(wording["volume"].format(volume="…")),
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"
