"""A short list of files: name, size and day."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
)

NAME: Final = 0
_SIZE, _DAY = 1, 2
OPEN_KEYS: Final = (int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter))
_ROWS_IN_SIGHT: Final = 4
_AIR: Final = 8
# In average characters: a narrower list leaves out the day before it clips the names.
_ROOM_FOR_DAY: Final = 44


class FileList(QTreeWidget):
    """As high as its rows; the keys that mean a file are left to whoever holds the list."""

    renamed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.viewport().setAutoFillBackground(False)  # part of the record, no box in it
        self._share_width()
        self.itemChanged.connect(self._tell_name)

    def _share_width(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_SIZE, _DAY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show these rows; the cursor stays at its place."""
        place = self.currentIndex().row()
        height = self.fontMetrics().height() + _AIR
        self.blockSignals(True)  # what is shown here was not typed here
        self.clear()
        self.addTopLevelItems([_item(row, height) for row in rows])
        self.blockSignals(False)
        for column in (_SIZE, _DAY):
            self.header().resizeSection(column, self.sizeHintForColumn(column) + 2 * _AIR)
        self.setFixedHeight(height * min(len(rows), _ROWS_IN_SIGHT) + 2)
        self._point_at(min(max(place, 0), len(rows) - 1))

    def _point_at(self, row: int) -> None:
        """Put the cursor there; nothing is lit up before the keyboard comes here."""
        model = self.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        how = flag.ClearAndSelect | flag.Rows if self.hasFocus() else flag.NoUpdate
        model.setCurrentIndex(self.model().index(row, NAME), how)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.chosen_rows():
            self._point_at(max(self.currentIndex().row(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * _ROOM_FOR_DAY
        self.setColumnHidden(_DAY, event.size().width() < room)

    def rows(self) -> list[tuple[str, ...]]:
        """The texts that are shown."""
        model = self.model()
        return [
            tuple(model.index(row, column).data() for column in (NAME, _SIZE, _DAY))
            for row in range(model.rowCount())
        ]

    def chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _tell_name(self, item: QTreeWidgetItem, column: int) -> None:
        if column == NAME:
            self.renamed.emit(self.indexOfTopLevelItem(item), item.text(NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for_files = (*OPEN_KEYS, int(Qt.Key.Key_Delete), int(Qt.Key.Key_F2))
        if event.key() in for_files or event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _item(row: tuple[str, str, str], height: int) -> QTreeWidgetItem:
    item = QTreeWidgetItem(row)
    item.setSizeHint(NAME, QSize(0, height))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    item.setToolTip(NAME, row[NAME])
    for column in (_SIZE, _DAY):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
