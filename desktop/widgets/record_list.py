"""A list of any number of records: ids in an array, rows fetched as they come into sight."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
)

from desktop.language.words import Message, Words
from desktop.records.fields import Field, Ground

_BLOCK: Final = 128
_BLOCKS_KEPT: Final = 64
# A drag of a head's edge brings a change for every pixel; only where it ends is worth keeping.
_COLUMNS_SETTLE_MS: Final = 200
_CHOSEN: Final = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_SHEET: Final = """
QTableView::item { padding: 0 6px; border: 0 }
QHeaderView::section {
    padding: 0 6px; border: 0; border-bottom: 1px solid palette(mid);
    background: palette(window); color: palette(window-text);
}
"""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Fetch = Callable[[Sequence[int]], Iterable[Any]]
AnyIndex = QModelIndex | QPersistentModelIndex


class RecordListModel(QAbstractTableModel):
    """Rows by id under `heads` by field; `fetch` brings the records of a block of ids."""

    def __init__(
        self,
        fields: dict[str, Field],
        heads: dict[str, Message],
        *,
        fetch: Fetch,
        ground: Callable[[], Ground],
        words: Words,
    ) -> None:
        super().__init__()
        self.columns = list(heads)
        self._heads = heads
        self._fields = fields
        self._fetch = fetch
        self._ground = ground
        self._words = words
        self._ids = array("q")
        self._blocks: OrderedDict[int, dict[int, Any]] = OrderedDict()

    @property
    def ids(self) -> "array[int]":
        return self._ids

    def set_ids(self, ids: "array[int]") -> None:
        self.beginResetModel()
        self._ids = ids
        self._blocks.clear()
        self.endResetModel()

    def record(self, row: int) -> Any:
        """The record of a row; None where it has gone."""
        return self._block(row // _BLOCK).get(self._ids[row])

    def _block(self, number: int) -> dict[int, Any]:
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        ids = self._ids[number * _BLOCK : (number + 1) * _BLOCK]
        self._blocks[number] = {record.id: record for record in self._fetch(ids)}
        if len(self._blocks) > _BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        return self._blocks[number]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        record = self.record(index.row())
        if record is None:
            return None
        name = self.columns[index.column()]
        text = self._fields[name].show(getattr(record, name), self._ground())
        return text.replace("\n", " ") if role == Qt.ItemDataRole.DisplayRole else text

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = self._fields[self.columns[column]].right_aligned
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            at = self.columns[section]
            label = role == Qt.ItemDataRole.ToolTipRole
            return self._words(self._fields[at].label if label else self._heads[at])
        return None


class RecordList(QTableView):
    """The list itself: whole rows, sorted by their heads, the cursor kept by id."""

    chosen = Signal(object)  # the id under the cursor, or None
    opened = Signal(int)
    sort_asked = Signal(str, bool)
    columns_changed = Signal()

    def __init__(self, model: RecordListModel, *, empty: str, show_all: str) -> None:
        super().__init__()
        self._rows = model
        self._empty = empty
        self._show_all = show_all
        self._known: int | None = None
        self._settling = QTimer(self, singleShot=True, interval=_COLUMNS_SETTLE_MS)
        self._settling.timeout.connect(self.columns_changed)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setStyleSheet(_SHEET)
        self._set_heads()
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._rows.ids[index.row()]))

    def _set_heads(self) -> None:
        # Rows of one height: with a height of its own for each, a million rows would be measured.
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        self.fit_rows()
        heads = self.horizontalHeader()
        heads.setSectionsMovable(True)
        heads.setHighlightSections(False)
        heads.setMinimumHeight(int(self.fontMetrics().height() * 1.7))
        heads.setSortIndicatorShown(True)
        heads.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        heads.sectionClicked.connect(self._sort)
        heads.sectionResized.connect(lambda *_: self._settling.start())
        heads.sectionMoved.connect(lambda *_: self._settling.start())
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._choose_columns)

    def fit_rows(self) -> None:
        """Give rows room for the type: half as high again as the letters."""
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.75))

    def set_widths(self, widths: Sequence[tuple[str, int]]) -> None:
        """Show these columns in this order and these widths (pixels); others are hidden."""
        heads = self.horizontalHeader()
        wanted = {name: width for name, width in widths if name in self._rows.columns}
        if not wanted:
            return
        for section, name in enumerate(self._rows.columns):
            heads.setSectionHidden(section, name not in wanted)
        for place, (name, width) in enumerate(wanted.items()):
            section = self._rows.columns.index(name)
            heads.moveSection(heads.visualIndex(section), place)
            heads.resizeSection(section, max(width, heads.minimumSectionSize()))
        # The program's own doing is no change of the person's.
        self._settling.stop()

    def widths(self) -> tuple[tuple[str, int], ...]:
        """The columns in sight, in their order, with their widths."""
        heads = self.horizontalHeader()
        sections = [heads.logicalIndex(place) for place in range(heads.count())]
        shown = [section for section in sections if not heads.isSectionHidden(section)]
        return tuple((self._rows.columns[one], heads.sectionSize(one)) for one in shown)

    def tell_columns(self) -> None:
        """Tell at once of columns that have not settled yet."""
        if self._settling.isActive():
            self._settling.stop()
            self.columns_changed.emit()

    def show_order(self, field: str | None, *, descending: bool) -> None:
        section = self._rows.columns.index(field) if field in self._rows.columns else -1
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def set_ids(self, ids: "array[int]", *, stay: bool = False) -> None:
        """Show other records; the cursor stays on its record.

        Where that one is gone, it goes to the first, or with `stay` to the next one.
        """
        row = self.currentIndex().row() if stay else 0
        self._rows.set_ids(ids)
        # Laid out now, or the scroll bar would still have the range of the list before.
        self.executeDelayedItemsLayout()
        self._place_cursor(self._known, row)

    def choose(self, record_id: int) -> None:
        """Put the cursor on a record, where it is in the list."""
        self._place_cursor(record_id, self.currentIndex().row())

    def chosen_ids(self) -> list[int]:
        """The ids of the selected rows, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.ids[row] for row in rows]

    def _place_cursor(self, record_id: int | None, row: int) -> None:
        """To the record, or to the row where it is not in the list."""
        ids = self._rows.ids
        if not len(ids):
            self._tell(None)
            return
        with suppress(ValueError):
            row = ids.index(record_id)  # type: ignore[arg-type]  # None is never there
        self._go_to(max(0, min(row, len(ids) - 1)))

    def _go_to(self, row: int) -> None:
        # The first column in sight: a hidden one is not scrolled to, and none is to move.
        left = self.horizontalScrollBar().value()
        index = self._rows.index(row, max(0, self.columnAt(0)))
        # Not setCurrentIndex(): that one adds to the selection while Ctrl is held down.
        self.selectionModel().setCurrentIndex(index, _CHOSEN)
        self.horizontalScrollBar().setValue(left)

    def _moved(self, current: QModelIndex) -> None:
        self._tell(self._rows.ids[current.row()] if current.isValid() else None)

    def _tell(self, record_id: int | None) -> None:
        self._known = record_id if record_id is not None else self._known
        self.chosen.emit(record_id)

    def _sort(self, section: int) -> None:
        ascending = self.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        self.sort_asked.emit(self._rows.columns[section], not ascending)

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heads = self.horizontalHeader()
        for section in range(heads.count()):
            title = str(self._rows.headerData(section, Qt.Orientation.Horizontal))
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not heads.isSectionHidden(section))
            action.toggled.connect(lambda on, one=section: self._show_column(one, on))
        menu.addSeparator()
        menu.addAction(self._show_all, self._show_every_column)
        menu.popup(heads.mapToGlobal(at))

    def _show_column(self, section: int, on: bool) -> None:
        heads = self.horizontalHeader()
        if on or heads.hiddenSectionCount() < heads.count() - 1:
            heads.setSectionHidden(section, not on)

    def _show_every_column(self) -> None:
        for section in range(self.horizontalHeader().count()):
            self.horizontalHeader().setSectionHidden(section, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record under the cursor."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.opened.emit(self._rows.ids[self.currentIndex().row()])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about in the list: looking for a row would fetch every one."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not len(self._rows.ids):
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(40, 0, -40, 0), int(flags), self._empty
            )
