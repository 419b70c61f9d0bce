"""Pages laid out and drawn beside the window, which goes on; only their beginnings are kept."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.printing.layout import Page, Start
from desktop.printing.letters import Letters
from desktop.printing.paper import picture
from desktop.printing.placed import Paper, layout_of, size_name
from desktop.sheets.margins import A4
from desktop.sheets.placed import Placed
from desktop.tasks import Job, Tasks

# The sheet with its rows from the one with this place on; called on any thread, again and again.
OpenSheet = Callable[[int], AbstractContextManager[Paper]]

# Of a day's print every page is kept; of a long one the others are read again where wanted.
_KEPT: Final = 64
_TOLD_EACH: Final = 16  # pages


def in_memory(sheet: Paper) -> OpenSheet:
    """A sheet whose rows are few enough to be kept, or a placed paper."""
    if isinstance(sheet, Placed):
        return lambda _: nullcontext(sheet)
    rows = tuple(sheet.rows)
    return lambda first: nullcontext(replace(sheet, rows=rows[first:]))


@dataclass(frozen=True)
class Facts:
    """What is known of a sheet as soon as it is opened."""

    name: str
    count: int
    landscape: bool
    paper: str = A4


class Pages(QObject):
    """The pages of one sheet; a page is laid out again whenever it is to be drawn."""

    opened = Signal(object)
    grown = Signal(int)  # so many pages are laid out
    ended = Signal()  # all are, or laying out was called off
    drawn = Signal(int, QImage)
    failed = Signal(object)

    def __init__(
        self,
        open_sheet: OpenSheet,
        *,
        size: str = A4,
        first_page_number: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_sheet = open_sheet
        self.size = size
        self._first_page_number = first_page_number
        self._starts: list[Start] = []
        self._kept: list[Page] = []
        self._digest: str | None = None
        self._facts: Facts | None = None
        self._work = Tasks(self)
        self._pens = Tasks(self)
        self.is_drawing = False

    @property
    def count(self) -> int:
        """How many pages are laid out by now."""
        return len(self._starts)

    def lay_out(self) -> Job:
        job = self._work.start(self._lay_out)
        job.progressed.connect(self._tell_grown)
        job.finished.connect(self._tell_end)
        job.cancelled.connect(self._tell_end)
        job.failed.connect(self.failed)
        return job

    def start(self, work: Callable[[], Iterator[int]]) -> Job:
        """Begin a long act, after laying out and whatever was begun before."""
        return self._work.start(work)

    def draw(self, place: int, width: int) -> None:
        """Draw a page, so many pixels wide; one at a time."""
        self.is_drawing = True
        made: list[QImage] = []
        job = self._pens.start(lambda: self._draw(place, width, made))
        job.finished.connect(lambda: self._tell_drawn(place, made))
        job.failed.connect(self._tell_wrong)

    def close(self) -> None:
        """Call off what is under way."""
        self._work.wait()
        self._pens.wait()

    def _lay_out(self) -> Iterator[int]:
        with self._open_sheet(0) as sheet:
            paper = size_name(sheet, self.size)
            self._facts = Facts(sheet.name, sheet.count, sheet.landscape, paper)
            number = self._first_page_number
            layout = layout_of(sheet, Letters().width, size=self.size, first_page_number=number)
            for page in layout.pages():
                if self.count < _KEPT:
                    self._kept.append(page)
                self._starts.append(page.start)
                if self.count <= _KEPT or self.count % _TOLD_EACH == 0:
                    yield page.rows_done
            self._digest = layout.digest
        yield sheet.count

    def _draw(self, place: int, width: int, made: list[QImage]) -> Iterator[int]:
        letters = Letters()
        page = self._kept[place] if place < len(self._kept) else self._laid_again(place, letters)
        made.append(picture(page, letters, width=width))
        yield 1

    def _laid_again(self, place: int, letters: Letters) -> Page:
        start, number = self._starts[place], self._first_page_number
        with self._open_sheet(start.row) as sheet:
            layout = layout_of(
                sheet,
                letters.width,
                size=self.size,
                first_page_number=number,
                start=start,
                digest=self._digest,
            )
            return next(layout.pages())

    def _tell_grown(self) -> None:
        if self._facts:
            self.opened.emit(self._facts)
            self._facts = None
        self.grown.emit(self.count)

    def _tell_end(self) -> None:
        self.ended.emit()

    def _tell_drawn(self, place: int, made: list[QImage]) -> None:
        self.is_drawing = False
        self.drawn.emit(place, made[0])

    def _tell_wrong(self, error: Exception) -> None:
        self.is_drawing = False
        self.failed.emit(error)
