"""Painting a sheet on paper: a printer, a PDF or a picture of one page, all by one layout."""

from collections.abc import Generator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from types import TracebackType
from typing import Final, Self

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter

from desktop.errors import Trouble
from desktop.language.words import M
from desktop.printing.layout import Page
from desktop.printing.letters import Letters
from desktop.printing.marks import DOTS_PER_INCH, MM
from desktop.printing.placed import Paper, layout_of, size_name
from desktop.sheets.margins import PAPERS
from desktop.sheets.paper_choice import PaperChoice

AS_PROPOSED: Final = PaperChoice()


@dataclass(frozen=True)
class Printed:
    """How many pages were printed, and the number of the last: the next print runs on from it.

    `digest` is the fingerprint of all rows, on those pages and on others left out; where some
    were left out, it is not the whole of the sheet that was printed.
    """

    pages: int
    last_page_number: int
    digest: str
    is_whole: bool = True


def paint(
    sheet: Paper,
    device: QPagedPaintDevice,
    *,
    choice: PaperChoice = AS_PROPOSED,
    first_page_number: int = 1,
    only: range | None = None,
) -> Generator[int, None, Printed]:
    """Paint the sheet, and tell after each page how many rows are done.

    `only` leaves out pages whose place in this printing, counted from 1, is not among them.
    Whoever closes the generator before its end calls the printing off.
    """
    letters = Letters()
    layout = layout_of(sheet, letters.width, size=choice.paper, first_page_number=first_page_number)
    place, painted = 0, 0
    with _Painting(sheet, device, choice) as painting:
        for place, page in enumerate(layout.pages(), 1):
            if only is None or place in only:
                painting.add(page, letters)
                painted += 1
            yield page.rows_done
    return Printed(painted, first_page_number + place - 1, layout.digest, is_whole=painted == place)


def picture(page: Page, letters: Letters, *, width: int) -> QImage:
    """A page as the screen shows it, so many pixels wide."""
    paper_width, paper_height = page.size
    scale = width / paper_width
    image = QImage(width, round(paper_height * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    _draw(page, painter, letters)
    painter.end()
    return image


class _Painting:
    """A print run: from its first page to its end, or until it is called off."""

    def __init__(self, sheet: Paper, device: QPagedPaintDevice, choice: PaperChoice) -> None:
        self._sheet = sheet
        self._choice = choice
        self._device = device
        self._painter = QPainter()
        self._is_first = True

    def __enter__(self) -> Self:
        size = size_name(self._sheet, self._choice.paper)
        self._device.setPageLayout(whole_paper(size, landscape=self._sheet.landscape))
        if isinstance(self._device, QPrinter):
            self._device.setFullPage(True)
            self._device.setDocName(self._sheet.name)
        if not self._painter.begin(self._device):
            raise _no_answer()
        scale = self._device.logicalDpiX() / DOTS_PER_INCH
        self._painter.scale(scale, scale)
        self._painter.translate(self._choice.right * MM, self._choice.down * MM)
        return self

    def add(self, page: Page, letters: Letters) -> None:
        if not self._is_first and not self._device.newPage():
            raise _no_answer()
        self._is_first = False
        _draw(page, self._painter, letters)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind and isinstance(self._device, QPrinter):
            self._device.abort()
        self._painter.end()


def whole_paper(paper: str, *, landscape: bool) -> QPageLayout:
    """A paper without margins of the device's own: the layout keeps those of the law."""
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    size = QPageSize(QSizeF(*PAPERS[paper]), QPageSize.Unit.Millimeter, paper)
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def _draw(page: Page, painter: QPainter, letters: Letters) -> None:
    for thickness, rules in groupby(page.rules, attrgetter("thickness")):
        painter.setPen(QPen(Qt.GlobalColor.black, thickness))
        painter.drawLines([QLineF(rule.x1, rule.y1, rule.x2, rule.y2) for rule in rules])
    style = None
    for x, y, said, its_style in page.texts:
        if its_style != style:
            style = its_style
            painter.setFont(letters.font(style))
        painter.drawText(QPointF(x, y), said)


def _no_answer() -> Trouble:
    return Trouble(
        M("The printer does not answer: see that it is on and has paper, then print again.")
    )
