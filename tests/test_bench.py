"""The program that measures still measures everything, here on a hundredth of the demo year."""

import json

import pytest
from PySide6.QtWidgets import QApplication

from tests.bench.__main__ import main

SEARCHED = [
    "  one letter",
    "  beginning of a word",
    "  common word",
    "  symbol",
    "  several words",
    "  words with marks",
    "  nothing found",
]


def test_every_row_is_measured_beside_the_bare_thing(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--share", "0.01", "--json"])
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["what"] for row in rows] == [
        "opening the file",
        "names read at start",
        "all ids in order",
        "ids of one year",
        "first page of a list",
        "sort by author",
        "sort by abstract",
        "search, first page",
        *SEARCHED,
        "search, all ids",
        *SEARCHED,
        "continuations of an abstract",
        "a block of 128 rows",
        "a jump in the list, painted",
        "a jump, hits marked",
        "Excel, one year, read and written",
        "PDF of one day",
        "preview of one day, to its first page",
        "registering a document",
    ]
    figures = [row[side][one] for row in rows for side in ("ours", "bare") for one in row[side]]
    assert [figure for figure in [*figures, *(row["ratio"] for row in rows)] if figure <= 0] == []
    assert min(row["times"] for row in rows if row["what"].startswith("search, ")) >= 200
