"""Reads a table out of a workbook or a text file, whatever the file is called."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.errors import Trouble
from desktop.intake.csv_text import text_rows
from desktop.intake.kinds import Kind, kind_of
from desktop.intake.opening import open_workbook
from desktop.intake.tables import Cell, Table, TableRow, table_of
from desktop.language.words import M

__all__ = ["Cell", "Table", "TableRow", "read_table"]

MOST_MEGABYTES: Final = 64


def read_table(path: Path, *, sheet: str | None = None) -> Table:
    """Return the table of a .xlsx, .xlsm, .xls, .xlsb, .ods, .csv or other text file.

    Of a workbook, the first sheet that is shown and filled, or the named one.
    """
    with _hindrances_said(path):
        _refuse_unless_file(path)
        kind = kind_of(path)
        data = path.read_bytes() if kind is Kind.TEXT else b""
    if kind is Kind.TEXT:
        table = table_of(path.name, text_rows(path.name, data), notes_above=False)
    else:
        opened, rows = open_workbook(path, sheet=sheet)
        table = table_of(f"{path.name} · {opened}", rows, notes_above=True)
    _refuse_unless_filled(path.name, table)
    return table


@contextmanager
def _hindrances_said(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Trouble(M("{name} is not there; choose the file again.", name=path.name)) from None
    except PermissionError:
        raise Trouble(
            M(
                "{name} may not be read; close it in other programs, "
                "or copy it into a folder of your own and choose the copy.",
                name=path.name,
            )
        ) from None
    except OSError as hindrance:
        raise Trouble(
            M(
                "{name} could not be read ({reason}); copy it to this computer "
                "and choose the copy.",
                name=path.name,
                reason=hindrance.strerror or str(hindrance),
            )
        ) from hindrance


def _refuse_unless_file(path: Path) -> None:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise Trouble(M("{name} is a folder; choose a file inside it.", name=path.name))
    if not stat.S_ISREG(found.st_mode):
        raise Trouble(M("{name} is no file; choose a workbook or a CSV file.", name=path.name))
    if not found.st_size:
        raise Trouble(M("{name} is empty; choose another file.", name=path.name))
    if found.st_size > MOST_MEGABYTES * 1_000_000:
        raise Trouble(
            M(
                "{name} is larger than {limit} MB; divide it into smaller files.",
                name=path.name,
                limit=MOST_MEGABYTES,
            )
        )


def _refuse_unless_filled(name: str, table: Table) -> None:
    if not table.headings:
        raise Trouble(M("{name} is empty; choose another file.", name=name))
    if not table.rows:
        raise Trouble(
            M(
                "{name} has no rows below its headings; choose another file or sheet.",
                name=name,
            )
        )
