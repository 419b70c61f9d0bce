"""Pages of a PDF as pictures: painted by a child, and never a reason to stop."""

import os
from collections.abc import Generator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from desktop.errors import Trouble
from desktop.intake.page_pictures import Limits
from desktop.intake.painting_pages import PaintedPages, painting_pages
from desktop.language.words import Words
from tests.intake.pdfs import pdf

WHITE = b"\xff\xff\xff"
# The lower half of an A4 page filled with red.
HALF_RED = b"1 0 0 rg 0 0 595 421 re f"


def painted(
    path: Path, *places: int, width: int = 100, limits: Limits | None = None
) -> PaintedPages:
    return whole(painting_pages(path, places, width, limits))


def whole(waiting: Generator[None, None, PaintedPages]) -> PaintedPages:
    while True:
        try:
            next(waiting)
        except StopIteration as ended:
            found: PaintedPages = ended.value
            return found


def written(folder: Path, content: bytes) -> Path:
    path = folder / "Công văn 15.pdf"
    path.write_bytes(content)
    return path


def colours(pages: PaintedPages, place: int, *rows: int) -> list[bytes]:
    """The blue, green and red in the middle of rows."""
    one = pages.pictures[place]
    middles = [(row * one.width + one.width // 2) * 4 for row in rows]
    return [one.pixels[at : at + 3] for at in middles]


def test_page_is_painted_as_wide_as_it_was_wanted(tmp_path: Path) -> None:
    pages = painted(written(tmp_path, pdf("", "", "", stream=HALF_RED)), 1)
    assert (pages.count, round(pages.height_by_width, 3)) == (3, 1.415)
    assert [(place, one.width, one.height) for place, one in pages.pictures.items()] == [
        (1, 100, 142)
    ]
    assert colours(pages, 1, 10, 130) == [WHITE, b"\x00\x00\xff"]


def test_pages_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    pages = painted(written(tmp_path, pdf("Trang 1", "Trang 2")), 1, 2, 3)
    assert (pages.count, list(pages.pictures)) == (2, [1])


def test_very_wide_picture_is_kept_within_the_limit(tmp_path: Path) -> None:
    path = written(tmp_path, pdf("Trang 1"))
    (one,) = painted(path, 0, width=50_000, limits=Limits(pixels=10_000)).pictures.values()
    assert one.width * one.height <= 10_300  # rounded up to whole pixels


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7" + os.urandom(9_000)])
def test_damaged_file_says_so(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Trouble) as refused:
        painted(written(tmp_path, content), 0)
    assert Words("en")(refused.value.message) == "Công văn 15.pdf is damaged: it cannot be shown."


def test_locked_file_says_so(tmp_path: Path) -> None:
    locked = PdfWriter()
    locked.append(BytesIO(pdf("Quyet dinh")))
    locked.encrypt("sesam", algorithm="RC4-128")
    path = tmp_path / "mat.pdf"
    locked.write(str(path))
    with pytest.raises(Trouble) as refused:
        painted(path, 0)
    assert Words("en")(refused.value.message) == (
        "mat.pdf has a password: open it in its own program."
    )


def test_costly_page_is_missing_beside_those_before_it(tmp_path: Path) -> None:
    endless = b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 0 0 Tm " * 3_000_000 + b"ET"
    joined = PdfWriter()
    for part in (pdf("Quyet dinh so 15"), pdf("", stream=endless)):
        joined.append(BytesIO(part))
    path = tmp_path / "a.pdf"
    joined.write(str(path))
    pages = painted(path, 0, 1, limits=Limits(seconds=2))
    assert (pages.count, list(pages.pictures)) == (2, [0])


def test_child_is_ended_where_nobody_waits_any_more(tmp_path: Path) -> None:
    endless = b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 0 0 Tm " * 3_000_000 + b"ET"
    waiting = painting_pages(written(tmp_path, pdf("", stream=endless)), (0,), 100)
    next(waiting)
    waiting.close()
    assert list(waiting) == []
