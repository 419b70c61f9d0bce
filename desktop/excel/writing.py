"""Writing a sheet as a true workbook (.xlsx): the old file stays whole until the new one is."""

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from desktop.errors import Trouble
from desktop.excel.around import Line, above, below
from desktop.excel.frame import COVER_PART, END_OF_ROWS, REGISTER_PART, Frame
from desktop.excel.rows import MOST_ROWS, Look, empty_row, row, spread_row
from desktop.language.words import M
from desktop.sheets.fingerprint import Fingerprint
from desktop.sheets.replacing import taking_the_place_of
from desktop.sheets.sheet import Cell, CoverLine, Group, Sheet

BLOCK: Final = 500
ROOM_AROUND_TITLE: Final = 72  # points


def write_workbook(sheet: Sheet, path: Path) -> Generator[int, None, None]:
    """Write the sheet, and tell after each block of rows how many are written.

    Whoever closes the iterator before its end, or meets an exception, finds the old file as
    it was, and nothing beside it.
    """
    _refuse_too_many(sheet)
    is_folder = M(
        "{name} is a folder: give the workbook another name.", name=path.name or str(path)
    )
    with (
        taking_the_place_of(path, in_place_of_folder=is_folder) as file,
        ZipFile(file, "w", ZIP_DEFLATED) as archive,
    ):
        yield from _write(sheet, archive)


def _write(sheet: Sheet, archive: ZipFile) -> Iterator[int]:
    """The rows go into the archive as they come, the workbook around them afterwards."""
    top = above(sheet)
    frame = Frame(sheet, len(top))
    rows = _Rows(sheet, frame)
    with archive.open(REGISTER_PART, "w") as part:
        part.write(_opening(frame.parts(frame.head_rows)[REGISTER_PART]))
        part.write((_around(top, frame, 1) + _heads(sheet, frame)).encode())
        for block in _blocks(sheet.rows):
            part.write(rows.written(block).encode())
            yield rows.done
        rows.end_merged()
        part.write(_around(below(sheet, rows.digest), frame, rows.next).encode())
        parts = frame.parts(rows.next - 1)
        part.write(_closing(parts.pop(REGISTER_PART)))
    if sheet.cover:
        cover = _cover_rows(sheet.cover, frame).encode()
        parts[COVER_PART] = _opening(parts[COVER_PART]) + cover + _closing(parts[COVER_PART])
    for name, content in parts.items():
        archive.writestr(name, content)


class _Rows:
    """The rows of a sheet as they are written, each below the group that it begins."""

    def __init__(self, sheet: Sheet, frame: Frame) -> None:
        self._struck = sheet.struck
        self._groups = {group.before: group for group in sheet.groups}
        self._frame = frame
        self._merging = sheet.merging
        self._merged: list[tuple[Cell, int]] = []  # what stands there, and from which row on
        self._fingerprint = Fingerprint() if sheet.closing else None
        self.done = 0
        self.next = frame.head_rows + 1  # the row of the worksheet

    @property
    def digest(self) -> str:
        """The fingerprint of the rows written so far."""
        return str(self._fingerprint or "")

    def written(self, block: Iterable[tuple[Cell, ...]]) -> str:
        said: list[str] = []
        for cells in block:
            if self.done in self._groups:
                said.append(self._group(self._groups[self.done]))
            said.append(self._row(cells))
        return "".join(said)

    def _row(self, cells: tuple[Cell, ...]) -> str:
        struck = self.done in self._struck
        if self._fingerprint:
            self._fingerprint.take(cells, struck=struck)
        shown = self._shown(cells) if self._merging else cells
        said = row(self.next, shown, self._looks(struck=struck))
        self.done += 1
        self.next += 1
        return said

    def _looks(self, *, struck: bool) -> list[Look]:
        """Of a row that is crossed out, merged cells are not: they are of other rows too."""
        if not struck:
            return self._frame.columns
        return self._frame.columns[: self._merging] + self._frame.struck[self._merging :]

    def _shown(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The cells of a row, without those that go on from the row above."""
        above = [said for said, _ in self._merged]
        going_on = 0
        while going_on < len(above) and above[going_on] == cells[going_on]:
            going_on += 1
        self.end_merged(going_on)
        self._merged += [(said, self.next) for said in cells[going_on : self._merging]]
        return (*[None] * going_on, *cells[going_on:])

    def end_merged(self, going_on: int = 0) -> None:
        """The merged cells of the columns from this one on end with the row above."""
        for column, (_, first) in enumerate(self._merged[going_on:], going_on):
            self._frame.merge_down(column, first, self.next - 1)
        del self._merged[going_on:]

    def _group(self, group: Group) -> str:
        if group.on_new_page and self.done:
            self._frame.end_page(self.next - 1)
        self.end_merged()
        looks = self._frame.group
        said = row(self.next, [group.text, *[None] * (len(looks) - 1)], looks)
        self.next += 1
        return said


def _around(lines: Iterable[Line], frame: Frame, first: int) -> str:
    """Lines that are no rows of the table, each text across its columns."""
    return "".join(_line(line, frame, number) for number, line in enumerate(lines, first))


def _line(line: Line, frame: Frame, number: int) -> str:
    if not line.said:
        return empty_row(number, line.height)
    for said in line.said:
        frame.merge(number, said.first, said.last)
    looks = [frame.look_across(said.manner, said.first, said.last) for said in line.said]
    cells = [(said.first, said.text, look) for said, look in zip(line.said, looks, strict=True)]
    return spread_row(number, cells)


def _opening(part: bytes) -> bytes:
    return part.partition(END_OF_ROWS)[0]


def _closing(part: bytes) -> bytes:
    return END_OF_ROWS + part.partition(END_OF_ROWS)[2]


def _heads(sheet: Sheet, frame: Frame) -> str:
    first = frame.above + 1
    heads = row(first, [column.head for column in sheet.columns], frame.heads)
    if not sheet.column_numbers:
        return heads
    return heads + row(first + 1, sheet.column_numbers, frame.numbers)


def _blocks(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    still = iter(rows)
    while block := list(islice(still, BLOCK)):
        yield block


def _cover_rows(lines: Iterable[CoverLine], frame: Frame) -> str:
    """The lines below each other, an empty row above and below the title."""
    said: list[str] = []
    for line in lines:
        if line.is_title:
            said.append(empty_row(len(said) + 1, ROOM_AROUND_TITLE))
        look = frame.title if line.is_title else frame.cover
        said.append(row(len(said) + 1, [line.text], [look]))
        if line.is_title:
            said.append(empty_row(len(said) + 1, ROOM_AROUND_TITLE))
    return "".join(said)


def _refuse_too_many(sheet: Sheet) -> None:
    around = len(above(sheet)) + 2 + len(sheet.groups) + len(below(sheet, ""))
    if sheet.count > MOST_ROWS - around:  # 2: heads and their numbers
        raise Trouble(
            M(
                "{count} rows are more than a worksheet of Excel holds: "
                "choose a shorter time, then export again.",
                count=sheet.count,
            )
        )
