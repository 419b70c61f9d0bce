"""The parts of a paper around its rows: cover, letterhead, title, closing (Decree 30/2020)."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from desktop.printing.marks import MM, POINT, Block, Room, Rule, Style, gap, stacked
from desktop.sheets.parts import LEFT_OF_LETTERHEAD, MOTTO, REPUBLIC, ROOM_TO_SIGN, in_groups
from desktop.sheets.sheet import Closing, CoverLine, Letterhead, Signature

_COVER: Final = Style(14)
_COVER_OFFICE: Final = Style(14, bold=True)
_COVER_TITLE: Final = Style(26, bold=True)
_TITLE_FROM_TOP: Final = 0.36  # of the cover's height
_FRAME: Final = 1.25 * POINT

_HEAD: Final = Style(12)
_HEAD_BOLD: Final = Style(12, bold=True)
_HEAD_ITALIC: Final = Style(12, italic=True)
_PLAIN: Final = Style(13)
_BOLD: Final = Style(13, bold=True)
_ITALIC: Final = Style(13, italic=True)
_TITLE: Final = Style(14, bold=True)
_FINGERPRINT: Final = Style(11)
_COPIES: Final = Style(12, bold=True, italic=True)


def cover(lines: Sequence[CoverLine], room: Room, height: float) -> Block:
    """The office at the top, the book's name above the middle, its facts below, in a frame."""
    titles = [place for place, line in enumerate(lines) if line.is_title]
    title = titles[-1] if titles else 0
    rule = [room.rule(40 * MM, 4)] if title else []
    office = stacked([gap(10), *(_of_office(line, room) for line in lines[:title]), *rule])
    name = Block(max(0, _TITLE_FROM_TOP * height - office.height))
    if titles:
        name = stacked([name, room.text(lines[title].text, _COVER_TITLE), gap(14)])
    facts = [_fact(line, room) for line in lines[title + bool(titles) :]]
    return stacked([office, name, *facts]).beside(_frame(room, height))


def _of_office(line: CoverLine, room: Room) -> Block:
    return room.text(line.text, _COVER_OFFICE if line.is_title else _COVER)


def _fact(line: CoverLine, room: Room) -> Block:
    return stacked([room.text(line.text, _COVER), gap(3)])


def _frame(room: Room, height: float) -> Block:
    left, right = room.left, room.left + room.width
    corners = [(left, 0.0), (right, 0.0), (right, height), (left, height), (left, 0.0)]
    sides = pairwise(corners)
    return Block(height, rules=tuple(Rule(*start, *end, _FRAME) for start, end in sides))


def letterhead(head: Letterhead, room: Room) -> Block:
    """Who issues the paper at the left, the Republic or the paper's title at the right."""
    left, right = room.part(0, LEFT_OF_LETTERHEAD), room.part(LEFT_OF_LETTERHEAD, 1)
    issuer = [
        left.text(head.superior, _HEAD),
        left.text(head.office, _HEAD_BOLD),
        left.rule(left.width / 3, 2),
        left.text(head.number, _PLAIN),
    ]
    title = [
        right.text(line.text, _TITLE if line.is_title else _HEAD_ITALIC) for line in head.beside
    ]
    state = title or [
        right.text(REPUBLIC, _HEAD_BOLD),
        right.text(MOTTO, _BOLD),
        right.rule(right.measure(_BOLD)(MOTTO), 2),
        right.text(head.place_and_date, _ITALIC),
    ]
    return stacked([stacked(state).beside(stacked(issuer)), gap(4)])


def above_rows(lines: Sequence[CoverLine], room: Room) -> Block:
    """The title and whatever else stands before the heads of the first page."""
    said = [room.text(line.text, _TITLE if line.is_title else _ITALIC) for line in lines]
    return stacked([*said, gap(4)]) if said else Block(0)


def closing_parts(closing: Closing, room: Room, digest: str) -> list[Block]:
    """What stands below the last row, in parts that may be parted only where no page holds all."""
    said = [
        stacked([room.text(line.text, _BOLD if line.is_title else _PLAIN, 0), gap(1)])
        for line in closing.lines
    ]
    parts = [gap(4), *said]
    if closing.fingerprint:
        parts.append(stacked([room.text(_fingerprint(closing, digest), _FINGERPRINT, 0), gap(1)]))
    if closing.copies:
        # A signature does not stand on a page without a word of what it signs.
        parts[-1:] = [stacked([parts[-1], _ending(closing, room)])]
    elif closing.signatures or closing.place_and_date:
        parts.append(_signatures(closing, room))
    return parts


def _ending(closing: Closing, room: Room) -> Block:
    """One who signs at the right, who gets the letter at the left; below two who sign."""
    left, right = room.part(0, 1 / 2), room.part(1 / 2, 1)
    head, *lines = closing.copies
    said = (left.text(line, _FINGERPRINT, 0) for line in lines)
    copies = stacked([left.text(head, _COPIES, 0), *said])
    if len(closing.signatures) != 1:
        return stacked([_signatures(closing, room), gap(4), copies])
    (one,) = closing.signatures
    name = right.text(one.name, _BOLD)
    signing = stacked([_head_of(one, right), gap(ROOM_TO_SIGN), name])
    return stacked([gap(4), signing.beside(copies)])


def _fingerprint(closing: Closing, digest: str) -> str:
    return f"{closing.fingerprint} {in_groups(digest)}"


def _signatures(closing: Closing, room: Room) -> Block:
    """Columns of one width, the place and the date above the last."""
    count = len(closing.signatures) or 2
    columns = [room.part(place / count, (place + 1) / count) for place in range(count)]
    day = stacked([gap(4), columns[-1].text(closing.place_and_date, _ITALIC), gap(1)])
    signing = list(zip(closing.signatures, columns, strict=False))
    heads = _abreast(_head_of(signature, column) for signature, column in signing)
    names = _abreast(column.text(signature.name, _BOLD) for signature, column in signing)
    return stacked([day, heads, gap(ROOM_TO_SIGN), names] if signing else [day])


def _head_of(signature: Signature, column: Room) -> Block:
    return stacked([column.text(signature.title, _BOLD), column.text(signature.note, _ITALIC)])


def _abreast(blocks: Iterable[Block]) -> Block:
    whole = Block(0)
    for block in blocks:
        whole = block.beside(whole)
    return whole
