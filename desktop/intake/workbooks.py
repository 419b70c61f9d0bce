"""The child process that opens a workbook: a hostile file ends it, and not the program.

It answers on its standard output, a line of JSON for each row and nothing that could be run.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.intake.child import bind
from desktop.intake.error_cells import error_cells

# By this first argument the bundled program knows that it is to run `main`, and nothing else.
CHILD_MARK: Final = "--open-workbook"

# The answers other than rows.
SHEET = "sheet"
LOCKED, DAMAGED, BLANK, TOO_LARGE, NO_SUCH_SHEET = "locked", "damaged", "blank", "large", "unknown"


@dataclass(frozen=True)
class Limits:
    """How much one workbook may cost before it is refused."""

    memory: int = 1 << 30
    seconds: int = 60
    cells: int = 5_000_000
    letters: int = 50_000_000


@dataclass(frozen=True)
class Request:
    """Which sheet of which file: the first that is shown and not empty, if none is named."""

    path: str
    sheet: str | None
    limits: Limits

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "Request":
        told = json.loads(text)
        return cls(told["path"], told["sheet"], Limits(**told["limits"]))


def main() -> None:
    """Answer the request that is the last argument."""
    request = Request.from_text(sys.argv[-1])
    bind(memory=request.limits.memory, seconds=request.limits.seconds)
    for answer in _answers(request):
        line = json.dumps(answer, default=_named, ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode())


def _answers(request: Request) -> Iterator[object]:
    try:
        with _opened(Path(request.path)) as workbook:
            yield from _answers_from(workbook, request)
    except PasswordError:
        yield {LOCKED: True}
    except CalamineError:
        yield {DAMAGED: True}


def _opened(path: Path) -> CalamineWorkbook:
    """By its content; a workbook that will not open so is tried by name, to learn of a password."""
    try:
        return CalamineWorkbook.from_filelike(path.open("rb"))
    except CalamineError:
        return CalamineWorkbook.from_path(path)


def _answers_from(workbook: CalamineWorkbook, request: Request) -> Iterator[object]:
    sheets = [found for found in workbook.sheets_metadata if found.typ == SheetTypeEnum.WorkSheet]
    names = [found.name for found in sheets]
    if request.sheet is not None and request.sheet not in names:
        yield {NO_SUCH_SHEET: names}
        return
    sheet = _chosen(workbook, sheets, request.sheet)
    if sheet is None:
        yield {BLANK: True}
    elif _height(sheet) * _width(sheet) > request.limits.cells:
        yield {TOO_LARGE: [_height(sheet), _width(sheet)]}
    else:
        yield {SHEET: sheet.name}
        errors = error_cells(Path(request.path), sheet.name)
        yield from _rows(sheet, errors, request.limits.letters)


def _chosen(
    workbook: CalamineWorkbook, sheets: Sequence[SheetMetadata], name: str | None
) -> CalamineSheet | None:
    for found in sheets:
        if found.name == name or (name is None and found.visible == SheetVisibleEnum.Visible):
            sheet = workbook.get_sheet_by_name(found.name)
            if sheet.end is not None:
                return sheet
    return None


def _height(sheet: CalamineSheet) -> int:
    return sheet.end[0] + 1 if sheet.end else 0


def _width(sheet: CalamineSheet) -> int:
    return sheet.end[1] + 1 if sheet.end else 0


def _rows(
    sheet: CalamineSheet, errors: Mapping[tuple[int, int], str], letters_left: int
) -> Iterator[object]:
    """Yield the rows that hold anything, each with its number in the sheet."""
    for line, found in enumerate(sheet.iter_rows(), start=1):
        cells = [
            errors.get((line, at)) if cell == "" else _plain(cell) for at, cell in enumerate(found)
        ]
        letters_left -= sum(len(cell) for cell in cells if isinstance(cell, str))
        if letters_left < 0:
            yield {TOO_LARGE: [_height(sheet), _width(sheet)]}
            return
        if any(cell is not None for cell in cells):
            yield [line, cells]


def _plain(cell: object) -> object:
    """The value that a person sees: 5 and not 5.0, a time of the day and not a duration."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return _duration(cell) if isinstance(cell, timedelta) else cell


def _duration(cell: timedelta) -> time | str:
    seconds, sign = round(abs(cell).total_seconds()), "-" if cell < timedelta() else ""
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours < 24 and not sign:
        return time(hours, minutes, seconds)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}"


def _named(cell: object) -> dict[str, str]:
    """A day or a time, which JSON does not know, under the name of its type."""
    assert isinstance(cell, (date, time))
    return {type(cell).__name__: cell.isoformat()}


if __name__ == "__main__":
    main()
