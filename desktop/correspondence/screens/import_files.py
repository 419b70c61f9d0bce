"""The files offered for an import: the newest tables that lie about, and any other."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.intake.newest import TABLES, FoundTable, newest_tables, usual_folders
from desktop.language.words import M

_PATH = Qt.ItemDataRole.UserRole


class FileChoice(QWidget):
    """A list of the newest files, the newest under the cursor; Enter takes it."""

    chosen = Signal(Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: list[FoundTable] = []
        self._looking = False
        self._wanted = False
        words = desk.words
        self.list = QListWidget()
        self.list.setAccessibleName(words(M("Newest files")))
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemDoubleClicked.connect(self.take)
        self._said = QLabel()
        self._said.setWordWrap(True)
        where = QLabel(
            words(M("Looked for in the folder used last, on sticks, in Downloads, on the desktop."))
        )
        where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        where.setWordWrap(True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(self._said)
        page.addWidget(self.list, 1)
        page.addWidget(where)

    def look(self) -> None:
        """Look for files on the worker."""
        self._looking = True
        self._said.setText(self._desk.words(M("Looking for files…")))
        job = self._desk.tasks.start(self._search)
        job.finished.connect(self._show)

    def _search(self) -> Iterator[int]:
        self._found = newest_tables(usual_folders(self._desk.settings.import_folder))
        yield len(self._found)

    def _show(self) -> None:
        self._looking = False
        self.list.clear()
        for place, found in enumerate(self._found):
            day = found.modified
            when = f"{day.day:02d}/{day.month:02d}/{day.year} {day:%H:%M}"
            item = QListWidgetItem(f"{found.path.name}   ·   {when}   ·   {found.path.parent}")
            item.setData(_PATH, str(found.path))
            item.setToolTip(str(found.path))
            item.setSizeHint(QSize(0, int(self.list.fontMetrics().height() * 1.75)))
            if place == 0:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.list.addItem(item)
        newest = M("The newest file is chosen: Enter reads it.")
        none = M("No workbook and no CSV file lies there: Ctrl+O chooses one elsewhere.")
        self._said.setText(self._desk.words(newest if self._found else none))
        self.list.setCurrentRow(0)
        if self._wanted:
            self.take()

    def take(self) -> None:
        """Take the file under the cursor; while files are still looked for, the newest to come."""
        self._wanted = self._looking
        item = self.list.currentItem()
        if item and not self._looking:
            self.chosen.emit(Path(item.data(_PATH)))

    def ask(self) -> None:
        """Ask for another file, without stopping the window."""
        words = self._desk.words
        folder = self._desk.settings.import_folder or str(Path.home())
        dialog = QFileDialog(self, words(M("Choose a workbook or a CSV file")), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{suffix}" for suffix in sorted({*TABLES, ".txt"}))
        tables, everything = words(M("Workbooks and tables as text")), words(M("All files"))
        dialog.setNameFilters([f"{tables} ({endings})", f"{everything} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.chosen.emit(Path(path)))
        dialog.open()
