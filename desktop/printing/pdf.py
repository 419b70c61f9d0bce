"""A sheet as a PDF for the archive (PDF/A-1b), its fonts inside."""

from collections.abc import Generator
from pathlib import Path
from typing import IO, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPdfWriter

from desktop.language.words import M
from desktop.printing.marks import DOTS_PER_INCH
from desktop.printing.paper import Printed, paint
from desktop.printing.placed import Paper
from desktop.sheets.margins import A4
from desktop.sheets.paper_choice import PaperChoice
from desktop.sheets.replacing import taking_the_place_of

PROGRAM: Final = "Sổ Văn"


def write_pdf(
    sheet: Paper, path: Path, *, size: str = A4, first_page_number: int = 1
) -> Generator[int, None, Printed]:
    """Write the sheet, and tell after each page how many rows are done.

    Whoever closes the generator before its end, or meets an exception, finds the old file as
    it was, and nothing beside it.
    """
    is_folder = M("{name} is a folder: give the PDF another name.", name=path.name or str(path))
    with taking_the_place_of(path, in_place_of_folder=is_folder) as file:
        choice = PaperChoice(paper=size)
        return (yield from _write(sheet, file, choice, first_page_number))


def _write(
    sheet: Paper, file: IO[bytes], choice: PaperChoice, first_page_number: int
) -> Generator[int, None, Printed]:
    """Page by page through memory, so that a full disk is told at once and by name."""
    pages = QByteArray()
    device = QBuffer(pages)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(device, sheet.name)
    painting = paint(sheet, writer, choice=choice, first_page_number=first_page_number)
    try:
        while True:
            done = next(painting)
            _move(device, pages, file)
            yield done
    except StopIteration as end:
        _move(device, pages, file)
        printed: Printed = end.value
        return printed
    finally:
        painting.close()


def _writer(device: QIODevice, title: str) -> QPdfWriter:
    writer = QPdfWriter(device)
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setCreator(PROGRAM)
    return writer


def _move(device: QBuffer, pages: QByteArray, file: IO[bytes]) -> None:
    """What was painted since the last time, from memory into the file."""
    file.write(pages.data())
    pages.clear()
    device.seek(0)
