"""One-page papers of the registry: handling slip, arrival stamp, labels, envelopes.

Statutory forms keep their Vietnamese wording whatever the window's language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.referring import number_of
from desktop.office.identity import Office
from desktop.records.law import catalogue, form, placing
from desktop.sheets.margins import LEFT, PAPERS, RIGHT, TOP
from desktop.sheets.placed import MIDDLE, Placed, PlacedPage, PlacedRule, PlacedText, frame

_WIDTH: Final = PAPERS["A4"][0] - LEFT - RIGHT
_LINE: Final = 5.4  # mm, of 13 points
_WRITTEN: Final = 9.0  # mm, from one dotted line to the next: room for a hand
_ASIDE: Final = 2.5
_DOT: Final = 0.35
_GAP_OF_DOTS: Final = 1.4


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of equal labels: its grid in millimetres."""

    code: str
    name: str
    paper: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float

    @classmethod
    def all(cls, language: str) -> tuple[Self, ...]:
        """The sheets that the office can buy."""
        parts = ("paper", "columns", "rows", "width", "height", "left", "top")
        return tuple(
            cls(one["code"], one[language], *(one[part] for part in parts))
            for one in placing("sheet")
        )

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a label; they are counted line by line."""
        row, column = divmod(place % self.count, self.columns)
        return self.left + column * self.width, self.top + row * self.height


# Handling slip


def handling_slip(document: IncomingDocument, *, office: Office) -> Placed:
    """Phiếu giải quyết văn bản đến, filled in with what is known (Decree 30/2020, form VII)."""
    wording = form("handling-slip")
    facts = _facts(document)
    texts = [*_head(office, wording["title"]), *_described(wording, facts)]
    y = TOP + 68.0
    rules: list[PlacedRule] = []
    for block in wording["blocks"]:
        texts += _block(block, facts, y)
        rules += [*frame(LEFT, y, _WIDTH, block["height"]), *_dots_below(block, y)]
        y += block["height"] + 3
    page = PlacedPage(tuple(texts), tuple(rules))
    return Placed(wording["title"].capitalize(), (page,))


def _facts(document: IncomingDocument) -> dict[str, str]:
    kind = catalogue("kinds").of(document.document_kind or "")
    wording = form("handling-slip")
    symbol, day = document.symbol, document.document_date
    return {
        "number": number_of(document),
        "day": _day(document.arrived_on),
        "kind": kind.vi if kind else wording["unnamed_kind"],
        "symbol": wording["numbered"].format(symbol=symbol) if symbol else "",
        "date": wording["dated"].format(date=_day(day)) if day else "",
        "issuer": document.issuer,
        "subject": document.subject,
        "receivers": "; ".join(document.receivers or ()),
        "co_units": "; ".join(document.co_units or ()),
        "due_on": _day(document.due_on),
        "direction": document.direction or "",
        "handler": document.handler or "",
        "file": "; ".join(document.case_files or ()),
    }


def _head(office: Office, title: str) -> Iterator[PlacedText]:
    half = _WIDTH * 0.45
    yield PlacedText(LEFT, TOP, half, office.superior or "", 12, across=MIDDLE, height=10)
    yield PlacedText(LEFT, TOP + 6, half, office.name, 12, bold=True, across=MIDDLE, height=10)
    yield PlacedText(LEFT, TOP + 19, _WIDTH, title, 14, bold=True, across=MIDDLE)


def _described(wording: dict[str, Any], facts: dict[str, str]) -> Iterator[PlacedText]:
    """The document in one sentence; the blanks of what is not known are drawn together."""
    arrival = wording["arrival"].format(**facts)
    yield PlacedText(LEFT, TOP + 27, _WIDTH, arrival, 13, across=MIDDLE)
    said = " ".join(wording["document"].format(**facts).split())
    yield PlacedText(LEFT, TOP + 35, _WIDTH, said, 13, height=31)


def _block(block: dict[str, Any], facts: dict[str, str], top: float) -> Iterator[PlacedText]:
    left, width = LEFT + _ASIDE, _WIDTH - 2 * _ASIDE
    yield PlacedText(left, top + 1.5, width, block["title"], 12, bold=True, height=_LINE)
    for place, line in enumerate(block["lines"]):
        y = top + _LINE + 3 + place * _WRITTEN
        yield PlacedText(left, y, width, line.format(**facts), 13, height=_WRITTEN)


def _dots_below(block: dict[str, Any], top: float) -> Iterator[PlacedRule]:
    """Lines to write on, below what is printed and below that again."""
    y = top + 2 * _LINE + 3
    while y < top + block["height"] - 2:
        yield from _dotted(y)
        y += _WRITTEN


def _dotted(y: float) -> Iterator[PlacedRule]:
    x, end = LEFT + _ASIDE, LEFT + _WIDTH - _ASIDE
    while x < end:
        yield PlacedRule(x, y, x + _DOT, y)
        x += _GAP_OF_DOTS


# Arrival stamp


def stamp_on_letter(
    document: IncomingDocument,
    *,
    office: Office,
    x: float | None = None,
    y: float | None = None,
) -> Placed:
    """The stamp ĐẾN alone on a page, to be printed on the letter itself."""
    usual = placing("letter-stamp")
    corner = (usual["x"] if x is None else x, usual["y"] if y is None else y)
    return Placed(form("arrival-stamp")["title"].capitalize(), (_stamp(document, office, corner),))


def stamps_on_labels(
    documents: Sequence[IncomingDocument], sheet: LabelSheet, *, office: Office, first: int = 1
) -> Placed:
    """Stamps on labels, from the first that is still on the sheet (the upper left one is 1)."""
    wording = form("arrival-stamp")
    inside = (sheet.width - wording["width"]) / 2, (sheet.height - wording["height"]) / 2
    stamps = []
    for place, document in enumerate(documents, first - 1):
        x, y = sheet.corner(place)
        stamps.append(_stamp(document, office, (x + inside[0], y + inside[1])))
    name = wording["title"].capitalize()
    return Placed(name, _by_sheets(stamps, sheet, first), paper=sheet.paper)


def _stamp(document: IncomingDocument, office: Office, corner: tuple[float, float]) -> PlacedPage:
    """35 × 50 mm (Decree 30/2020/NĐ-CP, Appendix IV, form V)."""
    wording, facts = form("arrival-stamp"), _facts(document)
    x, y, width, height = *corner, wording["width"], wording["height"]
    left, inner = x + 1.5, width - 3
    texts = [
        PlacedText(left, y + 0.8, inner, office.name, 9, bold=True, across=MIDDLE, height=7),
        PlacedText(left, y + 8, inner, wording["title"], 13, bold=True, across=MIDDLE),
    ]
    rules = [*frame(x, y, width, height), PlacedRule(x, y + 14, x + width, y + 14)]
    for place, line in enumerate(wording["lines"]):
        top = y + 14.4 + place * 5.1
        texts.append(PlacedText(left, top, inner, line.format(**facts), 10, height=5.1))
    return PlacedPage(tuple(texts), tuple(rules))


def _by_sheets(
    pieces: Sequence[PlacedPage], sheet: LabelSheet, first: int
) -> tuple[PlacedPage, ...]:
    """Pieces that each stand on a label already, put together by the sheets they are on."""
    pages: dict[int, list[PlacedPage]] = {}
    for place, piece in enumerate(pieces, first - 1):
        pages.setdefault(place // sheet.count, []).append(piece)
    return tuple(
        PlacedPage(
            tuple(text for piece in on_one for text in piece.texts),
            tuple(rule for piece in on_one for rule in piece.rules),
        )
        for on_one in pages.values()
    )


# Addresses


def address_labels(receivers: Sequence[str], sheet: LabelSheet, *, first: int = 1) -> Placed:
    """Whom envelopes go to, one on each label."""
    wording = form("envelope")
    labels = []
    for place, receiver in enumerate(receivers, first - 1):
        x, y = sheet.corner(place)
        said = wording["to"].format(receiver=receiver)
        room = (x + 5, y + 6, sheet.width - 10)
        labels.append(PlacedPage((PlacedText(*room, said, 13, height=sheet.height - 12),)))
    return Placed(wording["name"], _by_sheets(labels, sheet, first), paper=sheet.paper)


def envelopes(
    receivers: Sequence[str], symbols: Sequence[str], *, office: Office, size: str
) -> Placed:
    """One envelope for each receiver, with the symbols of what is in it (form II)."""
    wording = form("envelope")
    places = next(one for one in placing("envelope") if one["code"] == size)
    number = wording["number"].format(symbols="; ".join(symbols))
    pages = tuple(
        PlacedPage(
            (
                *_in_lines(places["sender"], _senders(office, number)),
                *_in_lines(places["receiver"], [(wording["to"].format(receiver=one), 15, True)]),
            )
        )
        for one in receivers
    )
    return Placed(wording["name"], pages, paper=size, landscape=True)


def _senders(office: Office, number: str) -> list[tuple[str, float, bool]]:
    lines = [(office.superior or "", 12.0, False), (office.name, 12.0, True)]
    return [
        one for one in [*lines, (office.place or "", 12.0, False), (number, 12.0, False)] if one[0]
    ]


def _in_lines(
    place: dict[str, float], lines: Sequence[tuple[str, float, bool]]
) -> Iterator[PlacedText]:
    for row, (text, points, bold) in enumerate(lines):
        y = place["y"] + row * 6.5
        height = 6.5 if len(lines) > 1 else 30
        yield PlacedText(place["x"], y, place["width"], text, points, bold, height=height)


def _day(day: date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""
