"""Has a workbook opened in a child process, and takes in what comes back."""

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from desktop.errors import Trouble
from desktop.intake import workbooks
from desktop.intake.child import start
from desktop.intake.kinds import damaged
from desktop.intake.tables import TableRow
from desktop.intake.workbooks import CHILD_MARK, Limits, Request
from desktop.language.words import M, Message

TYPES: Final[dict[str, Callable[[str], object]]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def open_workbook(
    path: Path, *, sheet: str | None = None, limits: Limits | None = None
) -> tuple[str, list[TableRow]]:
    """Return the name of the sheet and its rows; the first shown and filled if none is named."""
    request = Request(str(path.resolve()), sheet, limits or Limits())
    answers = _answers(path.name, request)
    opened: dict[str, str] = next(answers)
    rows = [TableRow(line, tuple(cells)) for line, cells in answers]
    return opened[workbooks.SHEET], rows


def _answers(name: str, request: Request) -> Iterator[Any]:
    for line in BytesIO(_ask(name, request)):
        answer = json.loads(line, object_hook=_typed)
        if isinstance(answer, dict) and workbooks.SHEET not in answer:
            raise _refusal(name, request.sheet, answer)
        yield answer


def _ask(name: str, request: Request) -> bytes:
    child = start("desktop.intake.workbooks", CHILD_MARK, request.as_text())
    with child:
        try:
            said, _ = child.communicate(timeout=request.limits.seconds)
        except subprocess.TimeoutExpired:
            raise _given_up(name) from None
        finally:
            child.kill()
    if child.returncode:
        raise _given_up(name)
    return said


def _typed(told: dict[str, Any]) -> object:
    ((name, value),) = told.items()
    return TYPES[name](value) if name in TYPES else told


def _given_up(name: str) -> Trouble:
    return Trouble(
        M(
            "{name} could not be opened: it is damaged, or takes more time and memory than a "
            "table needs; copy the table alone into a new workbook and choose that.",
            name=name,
        )
    )


def _refusal(name: str, sheet: str | None, answer: dict[str, Any]) -> Trouble:
    ((reason, facts),) = answer.items()
    if reason == workbooks.DAMAGED:
        return damaged(name)
    if reason == workbooks.BLANK:
        return Trouble(_blank(name, sheet))
    if reason == workbooks.TOO_LARGE:
        return Trouble(_too_large(name, *facts))
    if reason == workbooks.NO_SUCH_SHEET:
        return Trouble(_no_such_sheet(name, sheet, tuple(facts)))
    assert reason == workbooks.LOCKED, reason
    return Trouble(
        M("{name} has a password; save it in Excel without one and choose it again.", name=name)
    )


def _blank(name: str, sheet: str | None) -> Message:
    if sheet is None:
        return M("{name} has no sheet with anything in it; choose another file.", name=name)
    return M("The sheet {sheet} of {name} is empty; choose another sheet.", name=name, sheet=sheet)


def _too_large(name: str, rows: int, columns: int) -> Message:
    return M(
        "{name} reaches over {rows} rows and {columns} columns, which is too much; "
        "copy the table alone into a new workbook and choose that.",
        name=name,
        rows=rows,
        columns=columns,
    )


def _no_such_sheet(name: str, sheet: str | None, sheets: tuple[str, ...]) -> Message:
    return M(
        "{name} has no sheet {sheet}; choose one of these: {sheets}.",
        name=name,
        sheet=sheet,
        sheets=sheets,
    )
