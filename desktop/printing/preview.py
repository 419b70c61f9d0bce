"""The preview: the pages as they will be on paper, and the ways to bring them there."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Trouble
from desktop.language.words import M, Message, Words
from desktop.printing.beside import Facts, OpenSheet, Pages
from desktop.printing.layout import size_of
from desktop.printing.pages_view import Fit, PagesView
from desktop.printing.paper import AS_PROPOSED, Printed, paint, whole_paper
from desktop.printing.paper_bar import PaperBar
from desktop.printing.pdf import write_pdf
from desktop.printing.placed import Paper
from desktop.sheets.paper_choice import PaperChoice
from desktop.tasks import Job
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine

# A sheet of one day is laid out sooner than a line of progress could be read.
_A_MOMENT: Final = 400  # ms
_SIZE: Final = (1040, 720)

Printing = Generator[int, None, Printed]


class Preview(QDialog):
    """Shows a sheet page by page, prints it and writes it as a PDF; the window goes on meanwhile.

    `printed` brings what was printed, so that the next print runs on from it; `chosen` the
    paper and the printer that were chosen, to be proposed the next time.
    """

    printed = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        open_sheet: OpenSheet,
        *,
        words: Words,
        choice: PaperChoice = AS_PROPOSED,
        first_page_number: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_sheet = open_sheet
        self._words = words
        self._first_page_number = first_page_number
        self._facts = Facts("", 0, landscape=True)
        self._ended = False
        self._printer: QPrinter | None = None
        self.pages = self._make_pages(choice.paper)
        self.paper = PaperBar(words, choice)
        self.view = PagesView()
        self.label = QLabel()
        self.notice = Notice(words)
        self.progress = ProgressLine(words)
        self.buttons = self._make_buttons()
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self._connect()
        self._connect_pages()
        self._laying = self.pages.lay_out()
        # A timer of its own: singleShot crashes where its receiver is deleted before the time.
        self._patience = QTimer(self, singleShot=True, interval=_A_MOMENT)
        self._patience.timeout.connect(self._show_progress)
        self._patience.start()

    # Making the parts

    def _make_pages(self, size: str) -> Pages:
        number = self._first_page_number
        return Pages(self._open_sheet, size=size, first_page_number=number, parent=self)

    def _make_buttons(self) -> dict[str, QPushButton]:
        acts: dict[str, tuple[Message, Callable[[], object]]] = {
            "width": (M("Page width"), lambda: self.view.fit(Fit.WIDTH)),
            "page": (M("Whole page"), lambda: self.view.fit(Fit.PAGE)),
            "pdf": (M("PDF… (Ctrl+S)"), self.ask_path),
            "printer": (M("Printer… (Ctrl+P)"), self.ask_printer),
            "print": (M("Print (Enter)"), self.print_now),
            "close": (M("Close"), self.reject),
        }
        made = {}
        for name, (label, act) in acts.items():
            made[name] = QPushButton(self._words(label))
            made[name].setObjectName(name)
            made[name].setAutoDefault(False)
            made[name].clicked.connect(lambda _=False, act=act: act())
        made["print"].setDefault(True)
        return made

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._words(M("Print preview")))
        self.label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.view.setAccessibleName(self._words(M("Pages")))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 12)
        page.setSpacing(10)
        page.addWidget(self.notice)
        page.addWidget(self.view, 1)
        page.addWidget(self.progress)
        page.addLayout(self._lay_out_foot())
        self.resize(*_SIZE)
        self.view.setFocus()

    def _lay_out_foot(self) -> QBoxLayout:
        """Place and paper, and below them the acts; in one line where that is wide enough."""
        paper, acts = QHBoxLayout(), QHBoxLayout()
        paper.addWidget(self.label)
        paper.addStretch(1)
        paper.addWidget(self.paper)
        acts.addStretch(1)
        for button in self.buttons.values():
            acts.addWidget(button)
        self._lines = (paper, acts)
        self._foot.setContentsMargins(12, 0, 12, 0)
        self._foot.setSpacing(8)
        self._foot.addLayout(paper, 1)
        self._foot.addLayout(acts)
        return self._foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(line.minimumSize().width() for line in self._lines) + 4 * self._foot.spacing()
        if needed <= self.width():
            self._foot.setDirection(QBoxLayout.Direction.LeftToRight)

    def _connect_pages(self) -> None:
        self.pages.opened.connect(self._take_facts)
        self.pages.grown.connect(self._grow)
        self.pages.ended.connect(self._end)
        self.pages.drawn.connect(self._show_picture)
        self.pages.failed.connect(self._give_up)

    def _connect(self) -> None:
        self.paper.changed.connect(self._take_choice)
        self.view.wanted.connect(self._draw)
        self.view.turned.connect(self._say_place)
        for key, act in (
            (QKeySequence.StandardKey.Print, self.ask_printer),
            (QKeySequence.StandardKey.Save, self.ask_path),
            (QKeySequence.StandardKey.ZoomIn, lambda: self.view.zoom(1)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.view.zoom(-1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # Pages

    def _take_choice(self, choice: PaperChoice) -> None:
        """Another paper has other pages; where print is moved on it, they stay the same."""
        self.chosen.emit(choice)
        if choice.paper != self.pages.size:
            self.pages.close()
            self.pages.disconnect(self)
            self.pages.deleteLater()
            self.view.clear()
            self._ended = False
            self.pages = self._make_pages(choice.paper)
            self._connect_pages()
            self._laying = self.pages.lay_out()

    def _take_facts(self, facts: Facts) -> None:
        self._facts = facts
        self.setWindowTitle(facts.name)
        if facts.paper != self.paper.choice.paper:
            self.paper.fix_paper(facts.paper)
        width, height = size_of(facts.paper, landscape=facts.landscape)
        self.view.set_paper(height / width)

    def _grow(self, count: int) -> None:
        self.view.set_count(count)
        self._say_place()

    def _end(self) -> None:
        self._ended = True
        self._say_place()

    def _say_place(self) -> None:
        place = self.view.place + 1
        if self._ended:
            said = M("Page {place} of {count}", place=place, count=self.pages.count)
        else:
            said = M("Page {place}", place=place)
        self.label.setText(self._words(said))

    def _draw(self, place: int, width: int) -> None:
        if not self.pages.is_drawing:
            self.pages.draw(place, width)

    def _show_picture(self, place: int, picture: QImage) -> None:
        self.view.show_picture(place, picture)

    def _give_up(self, error: Exception) -> None:
        """What cannot be read once is not asked for again and again."""
        self.view.wanted.disconnect(self._draw)
        self._fail(error)

    def _show_progress(self) -> None:
        if not self._ended:
            said = self._words(M("Laying out the pages"))
            self.progress.follow(self._laying, said, self._facts.count)

    # To paper and to a file

    def print_now(self) -> None:
        """Print all pages where this list was printed last; ask where, the first time."""
        remembered = QPrinterInfo.printerInfo(self.paper.choice.printer)
        if remembered.isNull():
            self.ask_printer()
        else:
            self.print_on(self._on_paper(remembered))

    def _on_paper(self, where: QPrinterInfo) -> QPrinter:
        printer = QPrinter(where, QPrinter.PrinterMode.HighResolution)
        layout = whole_paper(self._facts.paper, landscape=self._facts.landscape)
        printer.setPageLayout(layout)
        return printer

    def ask_printer(self) -> None:
        """Ask for a printer and its pages, without stopping the window."""
        if not QPrinterInfo.availablePrinters():
            said = M("No printer is set up on this computer: write a PDF and print that elsewhere.")
            self.notice.show_message(self._words(said), "trouble")
            return
        self._printer = self._on_paper(QPrinterInfo.printerInfo(self.paper.choice.printer))
        dialog = QPrintDialog(self._printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print)
        dialog.open()  # type: ignore[call-arg]  # the stubs know the deprecated way only

    def _print(self) -> None:
        assert self._printer
        self.paper.remember_printer(self._printer.printerName())
        self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print those of the pages that the printer was told."""
        only, first = self._chosen(printer), self._first_page_number
        choice = self.paper.choice
        said = M("Printing {name}", name=self._facts.name)
        self._begin(
            lambda sheet: paint(sheet, printer, choice=choice, first_page_number=first, only=only),
            self._words(said),
            lambda: self.notice.show_message(
                self._words(M("{name} is sent to the printer.", name=self._facts.name)), "done"
            ),
        )

    def _chosen(self, printer: QPrinter) -> range | None:
        if printer.printRange() == QPrinter.PrintRange.PageRange:
            return range(printer.fromPage(), printer.toPage() + 1)
        if printer.printRange() == QPrinter.PrintRange.CurrentPage:
            return range(self.view.place + 1, self.view.place + 2)
        return None

    def ask_path(self) -> None:
        """Ask where to write, without stopping the window."""
        dialog = QFileDialog(self, self._words(M("PDF…")), str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._facts.name}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.write_to(Path(chosen)))
        dialog.open()

    def write_to(self, path: Path) -> None:
        """Write all pages as a PDF."""
        first, size = self._first_page_number, self.paper.choice.paper
        self._begin(
            lambda sheet: write_pdf(sheet, path, size=size, first_page_number=first),
            self._words(M("Writing {file}", file=path.name)),
            lambda: self._say_written(path),
        )

    def _begin(
        self, print_sheet: Callable[[Paper], Printing], said: str, then: Callable[[], object]
    ) -> None:
        results: list[Printed] = []

        def work() -> Iterator[int]:
            with self._open_sheet(0) as sheet:
                results.append((yield from print_sheet(sheet)))

        job: Job = self.pages.start(work)
        self.progress.follow(job, said, self._facts.count)
        job.finished.connect(then)
        job.finished.connect(lambda: self.printed.emit(results[0]))
        job.failed.connect(self._fail)

    def _say_written(self, path: Path) -> None:
        words = self._words
        opens = (words(M("Open")), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self.notice.show_message(words(M("{file} is written.", file=str(path))), "done", opens)

    def _fail(self, error: Exception) -> None:
        """Say what the world does not allow; anything else is a bug, and goes on as one."""
        if not isinstance(error, Trouble):
            raise error
        self.notice.show_message(self._words(error.message), "trouble")

    def done(self, result: int) -> None:
        """Call off what is under way, and leave."""
        self.pages.close()
        super().done(result)
