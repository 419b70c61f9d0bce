"""What leaves a list: workbooks and paper, while the window goes on."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.excel.writing import write_workbook
from desktop.language.words import M
from desktop.printing.beside import OpenSheet
from desktop.printing.paper import AS_PROPOSED
from desktop.printing.preview import Preview
from desktop.records.queries import Query
from desktop.sheets.sheet import Sheet
from desktop.storage.driver import troubles
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine

MakeSheet = Callable[[Reader], Sheet]
SheetOfIds = Callable[[Reader, "array[int]"], Sheet]


def show_preview(
    desk: Desk, open_sheet: OpenSheet, *, name: str, over: QWidget, first_page_number: int = 1
) -> Preview:
    """Show a sheet as it will be on paper; its printer and paper are remembered by its name."""
    preview = Preview(
        open_sheet,
        words=desk.words,
        choice=desk.settings.papers.get(name, AS_PROPOSED),
        first_page_number=first_page_number,
        parent=over,
    )
    preview.chosen.connect(lambda chosen: desk.remember(desk.settings.with_paper(name, chosen)))
    preview.open()
    return preview


class Books(QObject):
    """Asks where to write, writes on a worker, and says in the notice what became of it."""

    def __init__(
        self, desk: Desk, *, notice: Notice, progress: ProgressLine, over: QWidget
    ) -> None:
        super().__init__(over)
        self._desk = desk
        self._notice = notice
        self._progress = progress
        self._over = over

    def ask_path(self, name: str, then: Callable[[Path], None]) -> None:
        """Ask where to write a workbook, without stopping the window."""
        dialog = QFileDialog(self._over, self._desk.words(M("Export to Excel")), str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{name}.xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def write(self, path: Path, sheet: MakeSheet, count: int) -> None:
        """Write a sheet as a workbook; the old file stays whole until the new one is."""
        store = self._desk.store

        def work() -> Iterator[int]:
            with closing(store.another_reader()) as reader:
                yield from write_workbook(sheet(reader), path)

        job = self._desk.tasks.start(work)
        words = self._desk.words
        self._progress.follow(job, words(M("Writing {file}", file=path.name)), count)
        job.finished.connect(lambda: self._written(path))
        job.failed.connect(self.failed)

    def preview_sheet(
        self, open_sheet: OpenSheet, *, name: str = "list", first_page_number: int = 1
    ) -> Preview:
        """Show a sheet as it will be on paper."""
        return show_preview(
            self._desk,
            open_sheet,
            name=name,
            over=self._over,
            first_page_number=first_page_number,
        )

    def failed(self, error: Exception) -> None:
        """Say what the world does not allow; anything else is a bug, and goes on as one."""
        try:
            with troubles(self._desk.store.path):
                raise error
        except Trouble as trouble:
            self._notice.show_message(self._desk.words(trouble.message), "trouble")

    def _written(self, path: Path) -> None:
        words = self._desk.words
        opens = (words(M("Open")), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self._notice.show_message(words(M("{file} is written.", file=str(path))), "done", opens)


class Reopened:
    """The sheet of a query, read again from any row on; its ids are looked up once."""

    def __init__(self, store: Store, query: Query, make_sheet: SheetOfIds) -> None:
        self._store = store
        self._query = query
        self._make_sheet = make_sheet
        self._ids: array[int] | None = None

    @contextmanager
    def __call__(self, first: int) -> Iterator[Sheet]:
        with troubles(self._store.path), closing(self._store.another_reader()) as reader:
            if self._ids is None:
                self._ids = reader.ids(self._query)
            sheet = self._make_sheet(reader, self._ids)
            # Made whole each time: a form may number its own lines.
            yield replace(sheet, rows=islice(sheet.rows, first, None))
