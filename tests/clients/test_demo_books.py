"""The registers of the demo office, exported by the command and read back by two other programs."""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.demo import make_demo
from desktop.opening import open_office
from desktop.records.law import catalogue
from desktop.records.queries import Order, Query
from desktop.storage.store import Store
from tests.cli.conftest import command

SHARE = 0.03
COUNTS = {"incoming": 1658, "outgoing": 469}
HEADS = {
    "incoming": [
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ],
    "outgoing": [
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ],
}
CHANGED = {
    "replaced": "Được thay thế bởi",
    "corrected": "Được đính chính bởi",
    "recalled": "Đã thu hồi theo",
}
NUMBERS = [f"({place})" for place in range(1, 11)]
# Comma, quotation mark, UTF-8: cells as they are shown.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"

Row = list[str | int | date]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("demo") / "demo.sovan"
    for _ in make_demo(file, SHARE):
        pass
    return file


@pytest.fixture(scope="module")
def books(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both registers as workbooks."""
    folder = tmp_path_factory.mktemp("books")
    written = {register: folder / f"{register}.xlsx" for register in COUNTS}
    for register, out in written.items():
        said = f"{COUNTS[register]} rows in {out}.\n"
        assert command("export", demo, register, out) == (0, said, "")
    return written


def rows(demo: Path, register: str) -> list[Row]:
    """What a clerk would write into the book, from the documents themselves."""
    by_the_book = (Order("series"), Order("year"), Order("number"))
    with closing(open_office(demo, read_only=True)) as store:
        ids = store.reader.ids(Query(register, order=by_the_book))
        return [
            ["" if cell is None else cell for cell in (*_cells(document), _note(store, document))]
            for document in store.reader.records(register, ids)
        ]


def _cells(document: IncomingDocument | OutgoingDocument) -> Iterator[Any]:
    if isinstance(document, IncomingDocument):
        yield document.arrived_on
        yield f"{document.number:02d}"
        yield document.issuer
        yield document.symbol
        yield document.document_date
        yield _kind_and_subject(document)
        yield "; ".join(document.receivers or ())
    else:
        yield document.symbol
        yield document.document_date
        yield _kind_and_subject(document)
        yield _signatory(document)
        yield "; ".join(document.recipients or ())
        yield document.file_copy_holder
        yield document.copies
    yield document.forwarded_on
    yield document.receipt


def _note(store: Store, document: IncomingDocument | OutgoingDocument) -> str | None:
    """The note, and which later document changed this one, with the reason."""
    if document.changed_by is None:
        return document.note
    other = store.reader.record(document.kind, document.changed_by)
    said = f"{CHANGED[document.standing or '']} {other.symbol}: {document.standing_reason}"
    return "; ".join(filter(None, (document.note, said)))


def _kind_and_subject(document: IncomingDocument | OutgoingDocument) -> str:
    """An official letter is named by its abstract alone."""
    kind = catalogue("kinds").of(document.document_kind or "")
    if kind is None or kind.code == "cong-van":
        return document.subject
    return f"{kind.vi}: {document.subject}"


def _signatory(document: OutgoingDocument) -> str:
    """KT. CHÁNH VĂN PHÒNG, Lê Văn An."""
    capacity = catalogue("capacities").of(document.capacity or "")
    office = [capacity.abbreviation if capacity else "", document.signer_position or ""]
    return ", ".join(part for part in (" ".join(filter(None, office)), document.signer) if part)


@pytest.mark.parametrize("register", COUNTS)
def test_register_read_by_calamine_is_that_of_the_store(
    demo: Path, books: dict[str, Path], register: str
) -> None:
    heads, numbers, *read = (
        CalamineWorkbook.from_path(books[register]).get_sheet_by_index(0).to_python()
    )
    assert (heads, numbers) == (HEADS[register], NUMBERS)
    assert len(read) == COUNTS[register]
    assert read == rows(demo, register)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("register", COUNTS)
def test_register_read_by_libreoffice_is_that_of_the_store(
    demo: Path, books: dict[str, Path], register: str, tmp_path: Path
) -> None:
    heads, numbers, *read = through_libreoffice(books[register], tmp_path)
    assert (heads, numbers) == (HEADS[register], NUMBERS)
    assert len(read) == COUNTS[register]
    assert read == [[shown(cell) for cell in row] for row in rows(demo, register)]


def through_libreoffice(workbook: Path, folder: Path) -> list[list[str]]:
    """The first sheet, as LibreOffice shows it."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'settings').as_uri()}",
            "--headless",
            *("--convert-to", AS_CSV),
            *("--outdir", folder),
            workbook,
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    with (folder / f"{workbook.stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def shown(cell: str | int | date) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


@pytest.mark.parametrize("register", COUNTS)
def test_cover_tells_the_year_and_its_days(
    demo: Path, books: dict[str, Path], register: str
) -> None:
    cover = CalamineWorkbook.from_path(books[register]).get_sheet_by_index(1).to_python()
    days = [row[{"incoming": 0, "outgoing": 1}[register]] for row in rows(demo, register)]
    told = [str(line[0]) for line in cover if line[0]]
    title = {"incoming": "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "outgoing": "SỔ ĐĂNG KÝ VĂN BẢN ĐI"}[register]
    assert told == [
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH",
        "VĂN PHÒNG",
        title,
        "Năm: 2023",
        f"Từ ngày {min(days):%d/%m/%Y} đến ngày {max(days):%d/%m/%Y}",
        "Từ số … đến số …",
        "Quyển số: …",
    ]
