"""A table to read and to walk about in, whose rows are put into words as they come into sight."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

_SHEET: Final = """
QTableView::item { padding: 0 6px; border: 0 }
QHeaderView::section {
    padding: 4px 6px; border: 0; border-bottom: 1px solid palette(mid);
    background: palette(window); color: palette(window-text);
}
"""

AnyIndex = QModelIndex | QPersistentModelIndex
Said = Callable[[Any], tuple[str, ...]]


class PlainRows(QAbstractTableModel):
    """Rows of any kind; `said` puts one into words, a text for each head."""

    def __init__(self, heads: Sequence[str], said: Said) -> None:
        super().__init__()
        self._heads = list(heads)
        self._said = said
        self._rows: Sequence[Any] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self._said(self._rows[index.row()])[index.column()]
        return " ".join(text.split()) if role == Qt.ItemDataRole.DisplayRole else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def texts(self) -> list[tuple[str, ...]]:
        """All rows in words."""
        return [self._said(row) for row in self._rows]


class PlainTable(QTableView):
    """The rows under their heads; the last column takes the room that is left."""

    def __init__(self, rows: PlainRows, *, name: str, letters: Sequence[int]) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setStyleSheet(_SHEET)
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(int(self.fontMetrics().height() * 1.75))
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setStretchLastSection(True)
        letter = self.fontMetrics().averageCharWidth()
        for section, width in enumerate(letters):
            self.setColumnWidth(section, (width + 2) * letter)
