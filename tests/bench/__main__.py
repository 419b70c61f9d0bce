"""How long a person waits: `python -m tests.bench` measures this machine and prints a table.

Each act stands beside the bare thing that does the same, so that the ratios of two machines, or
of two versions, can be compared. A second table tells how long the window stands still during
each usual act of a secretary. Times are in milliseconds.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

# Before Qt is loaded: the list is painted, and shown to nobody.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.storage import driver
from tests.bench.measuring import Row, table, to_stderr
from tests.bench.office import clock, scratch_office
from tests.bench.rows import measured
from tests.bench.standstills import Standstill, standstills_table
from tests.bench.window_acts import standstills


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write what was found to the standard output."""
    asked = _parser().parse_args(arguments)
    office = scratch_office(asked.years, asked.share, asked.keep, to_stderr)
    with _application(), office as path:
        machine = {**_machine(path), "years": asked.years, "share": asked.share}
        now = clock(asked.years)
        rows = [] if asked.only == "window" else list(measured(path, now, to_stderr))
        stills = (
            [] if asked.only == "acts" else standstills(path, now, to_stderr, times=asked.times)
        )
    said = _json if asked.json else _page
    sys.stdout.write(said(machine, rows, stills))


@contextmanager
def _application() -> Iterator[QCoreApplication]:
    """Qt paints only while an application is alive."""
    yield QApplication.instance() or QApplication(sys.argv[:1])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--years", type=int, default=1, help="how many copies of the demo year")
    parser.add_argument("--share", type=float, default=1.0, help="part of each year: 0.01 is quick")
    parser.add_argument("--keep", type=Path, help="a folder where the office is kept for next time")
    parser.add_argument("--only", choices=("acts", "window"), help="one of the two tables")
    parser.add_argument("--times", type=int, default=3, help="how often each act of the window")
    parser.add_argument("--json", action="store_true", help="figures for programs")
    return parser


def _machine(path: Path) -> dict[str, object]:
    with closing(driver.connect(path, read_only=True)) as connection:
        (sqlite,) = connection.execute("SELECT sqlite_version()").fetchone()
    return {
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite,
    }


def _json(machine: dict[str, object], rows: list[Row], stills: list[Standstill]) -> str:
    found = {
        "machine": machine,
        "rows": [row.as_json() for row in rows],
        "standstills": [row.as_json() for row in stills],
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n"


def _page(machine: dict[str, object], rows: list[Row], stills: list[Standstill]) -> str:
    facts = ", ".join(f"{name} {fact}" for name, fact in machine.items())
    tables = (table(rows) if rows else "", standstills_table(stills) if stills else "")
    return "\n".join((f"{facts}\n", *filter(None, tables)))


if __name__ == "__main__":
    main()
