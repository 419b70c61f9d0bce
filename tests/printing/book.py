"""A book as it is printed, with rows of all kinds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.printing.paper import Printed
from desktop.printing.pdf import write_pdf
from desktop.printing.placed import Paper
from desktop.sheets.fingerprint import Fingerprint
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Sheet

COLUMNS = (
    Column("Ngày đến", 20, Content.DATE),
    Column("Số đến", 14, Content.CODE),
    Column("Tác giả", 36, Content.WRAPPED),
    Column("Số, ký hiệu văn bản", 27, Content.CODE),
    Column("Tên loại và trích yếu nội dung văn bản", 100, Content.WRAPPED),
    Column("Số tờ", 14, Content.NUMBER),
    Column("Ghi chú", 40, Content.WRAPPED),
)
COVER = (
    CoverLine("ỦY BAN NHÂN DÂN TỈNH"),
    CoverLine("VĂN PHÒNG", is_title=True),
    CoverLine("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", is_title=True),
    CoverLine("Năm: 2026"),
)
SUBJECT = "Quyết định về việc phê duyệt kết quả rà soát thủ tục hành chính {number} trên địa bàn"


def row(number: int, subject: str = SUBJECT) -> tuple[Cell, ...]:
    return (
        date(2026, 1, 5) + timedelta(days=number // 20),
        f"{number:02}",
        "Văn phòng Hội đồng nhân dân tỉnh",
        f"{number}/QĐ-HĐND",
        subject.format(number=number),
        number % 30 + 1,
        None if number % 3 else "Bản sao y",
    )


def book(count: int, **facts: Any) -> Sheet:
    """A register of so many rows, read once."""
    numbers = tuple(f"({place})" for place in range(1, len(COLUMNS) + 1))
    rows = (row(number) for number in range(1, count + 1))
    sheet = Sheet("Sổ đăng ký văn bản đến", COLUMNS, rows, count, column_numbers=numbers)
    return replace(sheet, **facts)


def fingerprint_of(sheet: Sheet) -> str:
    fingerprint = Fingerprint()
    for cells in sheet.rows:
        fingerprint.take(cells)
    return str(fingerprint)


WritePdf = Callable[..., tuple[Path, Printed]]


def written(sheet: Paper, path: Path, **facts: Any) -> tuple[Path, Printed]:
    """The sheet as a PDF, and what was printed."""
    results = []

    def work() -> Iterator[int]:
        results.append((yield from write_pdf(sheet, path, **facts)))

    for _ in work():
        pass
    return path, results[0]
