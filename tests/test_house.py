"""The house itself: its style, its types, and which room may know what."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

HOUSE = Path(__file__).parents[1]
MAY_KNOW_QT = (
    "desktop.app",
    "desktop.desk",
    "desktop.look",
    "desktop.printing",
    "desktop.tasks",
    "desktop.tour",
    "desktop.widgets",
    "desktop.window",
)


@pytest.mark.parametrize(
    "check",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("importlinter.cli", "lint-imports"),
    ],
    ids=lambda check: " ".join(check),
)
def test_house_passes(check: tuple[str, ...]) -> None:
    name, *arguments = check
    if name == "importlinter.cli":
        program = [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as m; m()",
        ]
    else:
        program = [sys.executable, "-m", name, *arguments]
    ended = subprocess.run(program, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def importers(package: str) -> set[str]:
    graph = grimp.build_graph("desktop", include_external_packages=True)
    return set(graph.find_modules_that_directly_import(package))


def test_qt_stands_in_the_window_widgets_and_screens_only() -> None:
    strangers = {
        module
        for module in importers("PySide6")
        if not module.startswith(MAY_KNOW_QT) and ".screens." not in module
    }
    assert strangers == set()


def test_sql_stands_in_storage_only() -> None:
    rooms = {
        module.rpartition(".")[0] for module in importers("sqlcipher3") | importers("sqlite_utils")
    }
    assert rooms == {"desktop.storage"}


def test_driver_is_imported_in_one_file() -> None:
    assert importers("sqlcipher3") == {"desktop.storage.driver"}


def test_openpyxl_stands_in_excel_only() -> None:
    assert {module.rpartition(".")[0] for module in importers("openpyxl")} == {"desktop.excel"}


def test_docx_is_written_in_word_and_read_in_intake_only() -> None:
    rooms = {module.rpartition(".")[0] for module in importers("docx")}
    assert rooms == {"desktop.intake", "desktop.word"}


def test_icalendar_stands_in_the_calendars_of_meetings_only() -> None:
    strangers = {
        module
        for module in importers("icalendar")
        if not module.startswith("desktop.meetings.calendar_")
    }
    assert strangers == set()
