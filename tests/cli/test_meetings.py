"""A weekly schedule comes in as meetings, and goes out again on one page."""

import csv
import json
from pathlib import Path

from tests.cli.conftest import command, process

ROWS = (
    ("Ngày", "Thời gian", "Nội dung công việc", "Địa điểm"),
    ("Thứ 2 (11/11/2019)", "08h00", "Giao ban UBND tỉnh", "Phòng họp tầng 3"),
    ("", "14h00", "Làm việc với đoàn công tác", "Trụ sở"),
    ("Thứ 3 (12/11/2019)", "", "", ""),
)


def schedule(folder: Path, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    path = folder / "lich.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_weekly_schedule_is_brought_in_and_printed(tmp_path: Path) -> None:
    file = tmp_path / "office.sovan"
    ended = command("import", file, "meetings", schedule(tmp_path))
    assert (ended.code, ended.out) == (
        0,
        "2 meetings, 1 day without one, 0 there already, 0 faulty lines left out.\n",
    )
    again = command("import", file, "meetings", schedule(tmp_path))
    assert again.out == "0 meetings, 1 day without one, 2 there already, 0 faulty lines left out.\n"
    out = tmp_path / "tuan.pdf"
    code, _, _ = process("print", file, "weekly-schedule", out, "--year", "2019", "--from", "46")
    assert (code, out.read_bytes()[:5]) == (0, b"%PDF-")
    told = json.loads(command("report", file, "--year", "2019", "--json").out)
    assert told["meetings"] == 0  # approved, and not noted as held


def test_dry_run_of_a_schedule_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "office.sovan"
    ended = command("import", file, "meetings", schedule(tmp_path), "--dry-run")
    assert (ended.code, file.exists()) == (0, False)


def test_schedule_without_a_day_is_refused_line_by_line(tmp_path: Path) -> None:
    rows = (ROWS[0], ("", "08h00", "Giao ban", ""))
    ended = command("import", tmp_path / "office.sovan", "meetings", schedule(tmp_path, rows))
    assert (ended.code, ended.out.splitlines()[0]) == (
        1,
        "Line 2: No day is named here or above: write it into the first row of the day.",
    )
