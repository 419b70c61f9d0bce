"""Writing a sheet as a true workbook (.xlsx): the old file stays whole until the new one is."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from desktop.errors import Trouble
from desktop.excel.frame import COVER_PART, END_OF_ROWS, REGISTER_PART, Frame
from desktop.excel.rows import MOST_ROWS, Look, empty_row, row
from desktop.language.words import M
from desktop.sheets.replacing import taking_the_place_of
from desktop.sheets.sheet import Cell, CoverLine, Sheet

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
    frame = Frame(sheet)
    done = 0
    with archive.open(REGISTER_PART, "w") as part:
        part.write(_opening(frame.parts(frame.head_rows)[REGISTER_PART]))
        part.write(_heads(sheet, frame).encode())
        for rows in _blocks(sheet.rows):
            part.write(_rows(rows, frame.columns, frame.head_rows + done + 1).encode())
            done += len(rows)
            yield done
        parts = frame.parts(frame.head_rows + done)
        part.write(_closing(parts.pop(REGISTER_PART)))
    if sheet.cover:
        cover = _cover_rows(sheet.cover, frame).encode()
        parts[COVER_PART] = _opening(parts[COVER_PART]) + cover + _closing(parts[COVER_PART])
    for name, content in parts.items():
        archive.writestr(name, content)


def _opening(part: bytes) -> bytes:
    return part.partition(END_OF_ROWS)[0]


def _closing(part: bytes) -> bytes:
    return END_OF_ROWS + part.partition(END_OF_ROWS)[2]


def _heads(sheet: Sheet, frame: Frame) -> str:
    heads = row(1, [column.head for column in sheet.columns], frame.heads)
    return heads + (row(2, sheet.column_numbers, frame.numbers) if sheet.column_numbers else "")


def _blocks(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    still = iter(rows)
    while block := list(islice(still, BLOCK)):
        yield block


def _rows(rows: Iterable[tuple[Cell, ...]], looks: Sequence[Look], first: int) -> str:
    return "".join(row(number, cells, looks) for number, cells in enumerate(rows, first))


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
    if sheet.count > MOST_ROWS - 2:  # heads and their numbers
        raise Trouble(
            M(
                "{count} rows are more than a worksheet of Excel holds: "
                "choose a shorter time, then export again.",
                count=sheet.count,
            )
        )
