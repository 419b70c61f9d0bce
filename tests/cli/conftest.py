"""The command line as scripts call it: arguments in; an exit code and two texts out."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from desktop.cli import sovan
from desktop.opening import open_office

HOUSE = Path(__file__).parents[2]


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str = ""
    err: str = ""


Command = Callable[..., Ended]


def command(*arguments: object, language: str = "en") -> Ended:
    """The command inside this process; an exception that it lets out fails the test."""
    said = ["--language", language, *map(str, arguments)]
    ended = CliRunner().invoke(sovan, said, prog_name="sovan")
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Ended(ended.exit_code, ended.stdout, ended.stderr)


def started(
    *arguments: object,
    changed: Mapping[str, str | None] | None = None,
    under: Iterable[str] = (),
    stderr: int = subprocess.PIPE,
) -> "subprocess.Popen[str]":
    """The command as a process of its own, with some variables changed or (None) taken away.

    `under` is a program that is to start it.
    """
    surroundings = {**os.environ, "PYTHONPATH": str(HOUSE), **(changed or {})}
    kept = {name: value for name, value in surroundings.items() if value is not None}
    return subprocess.Popen(
        [*under, sys.executable, "-m", "desktop", "--language", "en", *map(str, arguments)],
        cwd=HOUSE,
        env=kept,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=stderr,
    )


def process(
    *arguments: object,
    changed: Mapping[str, str | None] | None = None,
    under: Iterable[str] = (),
) -> Ended:
    """The command as a process of its own, to its end."""
    with started(*arguments, changed=changed, under=under) as running:
        out, err = running.communicate(timeout=300)
    return Ended(running.returncode, out, err)


def table(path: Path, *rows: Iterable[str]) -> Path:
    """A table as text, its first row the headings."""
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


OUTGOING = (
    ("Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Nơi nhận", "Người ký"),
    ("15/QĐ-UBND", "05/01/2026", "Về việc phê duyệt kế hoạch", "Sở Tài chính", "Lê Văn An"),
    ("16/QĐ-UBND", "06/01/2026", "Ban hành quy chế làm việc", "Sở Nội vụ; Sở Tài chính", ""),
    ("07/UBND-NC", "2025-12-30", "V/v trực Tết Dương lịch", "Công an tỉnh", "Lê Văn An"),
)
INCOMING = (
    ("Ngày đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Loại văn bản", "Trích yếu"),
    ("07/01/2026", "Sở Tài chính", "21/STC-NS", "05/01/2026", "Công văn", "Dự toán năm 2026"),
    ("08/01/2026", "UBND xã Hòa Bình", "03/BC-UBND", "06/01/2026", "Báo cáo", "Tình hình hạn hán"),
)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """An office's file with three outgoing and two incoming documents."""
    file = tmp_path / "office.sovan"
    for register, rows in (("outgoing", OUTGOING), ("incoming", INCOMING)):
        source = table(tmp_path / f"{register}.csv", *rows)
        assert command("import", file, register, source).code == 0
    return file


def sound(file: Path) -> Ended:
    """How `verify` ends on a sound file, by what its journal holds."""
    with closing(open_office(file, read_only=True)) as store:
        heads = store.connection.execute("SELECT hash FROM changes ORDER BY id").fetchall()
    counted = "1 change" if len(heads) == 1 else f"{len(heads)} changes"
    return Ended(0, f"{file} is sound: {counted}, the last one with the hash {heads[-1][0]}.\n")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte by byte, but for what SQLite and the lock keep beside one."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if not path.name.endswith((".lock", "-wal", "-shm"))
    }
