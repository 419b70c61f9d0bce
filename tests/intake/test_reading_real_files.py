"""Every real file of the collection, good, odd or hostile: a table or one plain sentence."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import Trouble
from desktop.intake.reading import Table, read_table

DATA = Path(__file__).parents[3] / "shared" / "data"
EXCEL, CSV = DATA / "excel", DATA / "csv"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the folder of real data is not beside this one"),
]

NO_ROWS = "has no rows below its headings"
DAMAGED = "cannot be read as a workbook"
# Files that are refused, and what the sentence says; all others give a table.
REFUSED = {
    "bad_ole_sector.xls": DAMAGED,
    "billion_laughs.xlsx": DAMAGED,
    "corrupt_relationships.xlsx": DAMAGED,
    "empty_zero_bytes.xlsx": "is empty",
    "encrypted.xls": "has a password",
    "encrypted_agile.xlsx": "has a password",
    "html_table_named.xls": "is a web page",
    "missing_parts.xlsx": DAMAGED,
    "spreadsheetml_2003.xml": "is in the XML format of Excel 2003",
    "text_named.xlsx": "is plain text",
    "too_small.xls": "is plain text",
    "truncated_zip.xlsx": DAMAGED,
    # Sound, but of one row only.
    "hidden_sheet.xlsx": NO_ROWS,
    "invalid_sheet_xml.xlsx": NO_ROWS,
    "no_shared_strings_part.xlsx": NO_ROWS,
    "php_no_delimiter.csv": NO_ROWS,
    "plain_multi_sheet.xlsx": NO_ROWS,
    "x000D_escape.xlsx": NO_ROWS,
    "xml_entities.xlsx": NO_ROWS,
}


def listed(folder: Path) -> list[dict[str, str]]:
    if not folder.is_dir():
        return []
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def outcome(path: Path) -> Table | str:
    try:
        return read_table(path)
    except Trouble as trouble:
        return str(trouble)


@pytest.mark.parametrize("name", [row["file"] for row in listed(EXCEL)])
def test_workbook_gives_a_table_or_a_sentence(name: str) -> None:
    found = outcome(EXCEL / name)
    if name in REFUSED:
        assert isinstance(found, str)
        assert found.startswith(f"{name} {REFUSED[name]}")
    else:
        assert isinstance(found, Table)
        assert found.rows


@pytest.mark.parametrize(
    "name",
    [
        row["file"]
        for row in listed(EXCEL)
        if row["expected_of_a_good_importer"].split(":")[0].split(",")[0] == "refuse"
    ],
)
def test_workbook_that_is_to_be_refused_is_refused(name: str) -> None:
    assert isinstance(outcome(EXCEL / name), str)


@pytest.mark.parametrize("name", [row["file"] for row in listed(CSV)])
def test_text_gives_a_table_or_a_sentence(name: str) -> None:
    found = outcome(CSV / name)
    assert isinstance(found, str) == (name in REFUSED)


@pytest.mark.parametrize("expected", sorted(CSV.glob("spectrum_*.expected.json")))
def test_spectrum_of_csv_is_read_as_expected(expected: Path) -> None:
    table = read_table(expected.with_name(expected.name.replace(".expected.json", ".csv")))
    read = [
        {head: cell or "" for head, cell in zip(table.headings, row.cells, strict=True)}
        for row in table.rows
    ]
    # A line break inside a cell is \n here, whatever the file has.
    assert read == json.loads(expected.read_text("utf-8").replace(r"\r\n", r"\n"))


def test_register_reads_alike_in_all_its_encodings() -> None:
    tables = [
        read_table(CSV / f"vn_register_{form}.csv")
        for form in ("cp1258", "utf8bom_semicolon", "utf16le_tab")
    ]
    assert tables[0].headings[:3] == ("STT", "Số ký hiệu", "Ngày ban hành")
    assert len(tables[0].rows) == 120
    assert tables[1].rows == tables[0].rows
    assert tables[2].rows == tables[0].rows


def test_errors_of_a_real_workbook_are_shown() -> None:
    table = read_table(EXCEL / "error_values.xlsx")
    assert [row.cells[0] for row in table.rows[:7]] == [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
    ]


@pytest.mark.parametrize("name", ["dates_1904.xls", "dates_1904.xlsx"])
def test_dates_counted_from_1904_are_true_dates(name: str) -> None:
    assert read_table(EXCEL / name).rows[0].cells[0] == date(2021, 1, 2)


def test_numbers_kept_as_text_keep_their_zeros() -> None:
    table = read_table(CSV / "spectrum_comma_in_quotes.csv")
    assert table.rows[0].cells[-1] == "08123"
