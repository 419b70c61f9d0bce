"""What LibreOffice makes of our workbooks: another reader, and the paper they come out on."""

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop.excel.writing import write_workbook
from desktop.sheets.sheet import Cell, Column, Content, CoverLine, Sheet

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed"
)
needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdfinfo")),
    reason="pdftotext and pdfinfo (poppler-utils) are not installed",
)

# Comma, quotation mark, UTF-8: cells as they are shown.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"

COLUMNS = (
    Column("Số đến", 20, Content.CODE),
    Column("Ngày đến", 24, Content.DATE),
    Column("Tên loại và trích yếu nội dung văn bản", 60, Content.WRAPPED),
    Column("Số tờ", 15, Content.NUMBER),
)
NUMBERS = ("(1)", "(2)", "(3)", "(4)")
TEXTS = (
    "05",
    "1/5",
    "12-3",
    "=1+1",
    "@SUM(A1)",
    "-5",
    "+84 24",
    "TRUE",
    "1e5",
    "a_x000D_b",
    "_x0041_x0042_",
    " đầu và cuối ",
    "hai\ndòng",
    'ngoặc "kép", phẩy & <thẻ>',
    "QUYẾT ĐỊNH về việc phê duyệt",
)
WORDS = "phê duyệt kế hoạch sử dụng đất năm 2026 của Ủy ban nhân dân thành phố 6818/QĐ-UBND"


def register(rows: list[tuple[Cell, ...]]) -> Sheet:
    return Sheet("Sổ đăng ký văn bản đến 2026", COLUMNS, rows, len(rows), column_numbers=NUMBERS)


def converted(sheet: Sheet, folder: Path, target: str) -> Path:
    """The sheet written, and changed by a LibreOffice with settings of its own."""
    path = folder / "register.xlsx"
    for _ in write_workbook(sheet, path):
        pass
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'settings').as_uri()}",
            "--headless",
            *("--convert-to", target),
            *("--outdir", folder),
            path,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path.with_suffix(f".{target.partition(':')[0]}")


def test_values_in_libreoffice_are_those_given(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [
        (f"{number:02}", date(2026, 2, number), text, number * 1000)
        for number, text in enumerate(TEXTS, 1)
    ]
    with converted(register(rows), tmp_path, AS_CSV).open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert read == [
        [column.head for column in COLUMNS],
        list(NUMBERS),
        *([code, f"{day:%d/%m/%Y}", text, str(number)] for code, day, text, number in rows),
    ]


@dataclass(frozen=True)
class Word:
    """A word on a page, its upper and lower edge in points from the top."""

    page: int
    text: str
    top: float
    bottom: float


def words(pdf: Path) -> Iterator[Word]:
    told = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    for number, page in enumerate(told.split("<page ")[1:], 1):
        for top, bottom, text in re.findall(
            r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', page
        ):
            yield Word(number, text, float(top), float(bottom))


def long_register() -> Sheet:
    """Forty documents with ever longer abstracts, each ended by a word of its own."""
    return register(
        [
            (f"N{number}", date(2026, 3, 2), f"{WORDS} " * (number % 7) + f"hết{number}", number)
            for number in range(1, 41)
        ]
    )


@needs_poppler
def test_wrapped_texts_are_whole_on_paper(tmp_path: Path) -> None:
    found = {word.text: word for word in words(converted(long_register(), tmp_path, "pdf"))}
    for number in range(1, 40):
        last, following = found[f"hết{number}"], found[f"N{number + 1}"]
        # two points: the box of a word reaches a little above its letters
        assert last.page < following.page or last.bottom <= following.top + 2


@needs_poppler
def test_each_page_has_the_heads_and_all_but_the_first_their_number(tmp_path: Path) -> None:
    pdf = converted(long_register(), tmp_path, "pdf")
    pages = max(word.page for word in words(pdf))
    assert pages > 2
    heads = [word.page for word in words(pdf) if word.text == "(1)"]
    assert heads == list(range(1, pages + 1))
    above = {(word.page, word.text) for word in words(pdf) if word.bottom < 20 * 72 / 25.4}
    assert above == {(page, str(page)) for page in range(2, pages + 1)}


@needs_poppler
@pytest.mark.parametrize(
    ("landscape", "size"), [(True, (841.89, 595.28)), (False, (595.28, 841.89))]
)
def test_register_and_cover_come_out_on_a4(
    tmp_path: Path, landscape: bool, size: tuple[float, float]
) -> None:
    sheet = Sheet(
        name="Sổ",
        columns=COLUMNS,
        rows=[("01", date(2026, 1, 5), "Giấy mời", 1)],
        count=1,
        cover=(CoverLine("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", is_title=True), CoverLine("Năm: 2026")),
        landscape=landscape,
    )
    pdf = converted(sheet, tmp_path, "pdf")
    told = subprocess.run(
        ["pdfinfo", "-l", "9", pdf], check=True, capture_output=True, text=True
    ).stdout
    pages = re.findall(r"size: +([\d.]+) x ([\d.]+)", told)
    assert [tuple(map(float, page)) for page in pages] == [pytest.approx(size, abs=0.1)] * 2
    assert [word.page for word in words(pdf) if word.text in {"Giấy", "SỔ"}] == [1, 2]
