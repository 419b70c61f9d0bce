"""Chase sheets as a unit gets them: a page of its own, whatever the others owe."""

import shutil
import subprocess
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.correspondence.following_up.assigning import assign
from desktop.correspondence.following_up.assignment import GivenTask
from desktop.correspondence.following_up.deadlines import overdue
from desktop.correspondence.following_up.sheets import CHASE_ORDER, chase_sheet
from desktop.correspondence.known_names import KnownNames
from desktop.office.calendar import working_days
from desktop.opening import make_office
from desktop.printing.pdf import write_pdf
from desktop.records.queries import Query

TODAY = date(2026, 3, 13)
UNITS = tuple(f"Đơn vị số {place:02d}" for place in range(1, 21))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="Poppler is not installed")
def test_sixty_days_of_overdue_tasks_of_twenty_units_are_twenty_pages(
    tmp_path: Path, qapp: QApplication
) -> None:
    clock = datetime(2026, 3, 13, 8)  # noqa: DTZ001 - the office's own clock
    with closing(make_office(tmp_path / "office.db", clock=lambda: clock)) as store:
        names = KnownNames(store.reader)
        for day in range(60):
            task = GivenTask(
                task=f"Báo cáo số {day}",
                assigned_on=date(2025, 12, 1),
                due_on=TODAY - timedelta(days=day + 1),
                lead_units=(UNITS[day % 20], UNITS[(day + 7) % 20]),
            )
            assign(store, task, names=names)
        late = overdue(TODAY, working_days(store.reader))
        ids = store.reader.ids(Query(late.kind, late.filters, order=CHASE_ORDER))
        assert len(ids) == 120
        sheet = chase_sheet(store.reader, ids, today=TODAY)
        path = tmp_path / "chase.pdf"
        for _ in write_pdf(sheet, path):
            pass
    told = subprocess.run(
        ["pdftotext", "-raw", path, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    pages = told.split("\f")[:-1]
    assert [[unit for unit in UNITS if unit in page] for page in pages] == [[one] for one in UNITS]
    assert all(page.count("Báo cáo số") == 6 for page in pages)
