"""A list of any number of records: ids in an array, rows fetched as they come into sight."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, Literal

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
from PySide6.QtGui import (
    QBrush,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
)

from desktop.language.hits import Hits, Stretch
from desktop.language.words import Message, Words
from desktop.records.fields import Field, Ground
from desktop.records.queries import Query
from desktop.records.sought import sought
from desktop.widgets.hit_marks import HitMarks

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
# More rows than this are for a workbook: the window would stand still while they are shown.
MOST_COPIED: Final = 2000

Fetch = Callable[[Sequence[int]], Iterable[Any]]
AnyIndex = QModelIndex | QPersistentModelIndex
Tone = Literal["plain", "warning", "trouble", "grey"]
_INKS: Final[dict[Tone, QPalette.ColorRole]] = {
    "warning": QPalette.ColorRole.BrightText,
    "trouble": QPalette.ColorRole.BrightText,
    "grey": QPalette.ColorRole.PlaceholderText,
}


@dataclass(frozen=True)
class RowLook:
    """How a row is drawn: struck through, in a tone, and with a mark of a word or a symbol.

    The mark stands before the text of the column `at`, which alone has the tone then; without
    such a column, before that of the first one in sight, and the whole row has the tone.
    """

    struck: bool = False
    mark: str = ""
    tone: Tone = "plain"
    at: str = ""


_PLAIN: Final = RowLook()


@dataclass
class _Block:
    """Records by id, and how their rows look as far as these have come into sight."""

    records: dict[int, Any]
    looks: dict[int, RowLook] = field(default_factory=dict)


class RecordListModel(QAbstractTableModel):
    """Rows by id under `heads` by field; `fetch` brings the records of a block of ids.

    `shown` are columns with a text of their own instead of the field's, `look` tells how the row
    of a record is drawn.
    """

    def __init__(
        self,
        fields: dict[str, Field],
        heads: dict[str, Message],
        *,
        fetch: Fetch,
        ground: Callable[[], Ground],
        words: Words,
        shown: Mapping[str, Callable[[Any], str]] | None = None,
        look: Callable[[Any], RowLook] | None = None,
    ) -> None:
        super().__init__()
        self.columns = list(heads)
        self.first = 0  # the first column in sight
        self._heads = heads
        self._fields = fields
        self._fetch = fetch
        self._ground = ground
        self._words = words
        self._ids = array("q")
        self._shown = shown or {}
        self._look = look
        self._hits: dict[str, Hits] = {}
        self._blocks: OrderedDict[int, _Block] = OrderedDict()
        self._fonts = {
            (struck, bold): _font(struck=struck, bold=bold)
            for struck in (False, True)
            for bold in (False, True)
        }

    @property
    def ids(self) -> "array[int]":
        return self._ids

    def set_ids(self, ids: "array[int]") -> None:
        self.beginResetModel()
        self._ids = ids
        self._blocks.clear()
        self.endResetModel()

    def look_for(self, query: Query) -> set[str]:
        """Find what a query looks for in the cells; returns in which columns it is looked for."""
        asked = sought(query, self._fields)
        made = {what: Hits(what) for what in set(asked.values())}
        self._hits = {name: made[what] for name, what in asked.items()}
        return self._hits.keys() & self.columns

    def hits(self, index: AnyIndex, shown: str) -> tuple[Stretch, ...]:
        """Where a cell holds what is looked for; the mark before its text says no more of it."""
        found = self._hits[self.columns[index.column()]]
        before = len(self._mark(index.row(), index.column()))
        return tuple((before + start, before + end) for start, end in found.within(shown[before:]))

    def record(self, row: int) -> Any:
        """The record of a row; None where it has gone."""
        return self._block(row // _BLOCK).records.get(self._ids[row])

    def look(self, row: int) -> RowLook:
        """How a row is drawn; looked at once for each that comes into sight."""
        if self._look is None:
            return _PLAIN
        block, record_id = self._block(row // _BLOCK), self._ids[row]
        if record_id not in block.looks:
            record = block.records.get(record_id)
            block.looks[record_id] = _PLAIN if record is None else self._look(record)
        return block.looks[record_id]

    def _block(self, number: int) -> _Block:
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        ids = self._ids[number * _BLOCK : (number + 1) * _BLOCK]
        self._blocks[number] = _Block({record.id: record for record in self._fetch(ids)})
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._text(index.row(), index.column())
            if text is None or role == Qt.ItemDataRole.ToolTipRole:
                return text
            return text.replace("\n", " ")
        if self._look and role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole):
            return self._drawn(index.row(), index.column(), role)
        return None

    def _text(self, row: int, column: int) -> str | None:
        """What stands in a cell, of several lines perhaps; None where the record has gone."""
        record = self.record(row)
        if record is None:
            return None
        name = self.columns[column]
        if name in self._shown:
            text = self._shown[name](record)
        else:
            text = self._fields[name].show(getattr(record, name), self._ground())
        mark = self._mark(row, column)
        return f"{mark}{text}".rstrip() if mark else text

    def _mark(self, row: int, column: int) -> str:
        """What stands before the text of a cell."""
        mark = self.look(row).mark
        return f"{mark} " if mark and self._is_marked(row, column) else ""

    def _is_marked(self, row: int, column: int) -> bool:
        at = self.look(row).at
        return column == (self.columns.index(at) if at in self.columns else self.first)

    def _drawn(self, row: int, column: int, role: int) -> QFont | QBrush | None:
        """The letters of a cell, or their ink; nothing where they are as usual."""
        look = self.look(row)
        toned = look.tone != "plain" and (not look.at or self._is_marked(row, column))
        if role == Qt.ItemDataRole.FontRole:
            bold = toned and look.tone == "trouble"
            return self._fonts[look.struck, bold] if look.struck or bold else None
        return QGuiApplication.palette().brush(_INKS[look.tone]) if toned else None

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
    copied = Signal(int, int)  # how many rows are on the clipboard, of how many selected

    def __init__(self, model: RecordListModel, *, empty: str, show_all: str) -> None:
        super().__init__()
        self._rows = model
        self._empty = empty
        self._show_all = show_all
        self._known: int | None = None
        self._marking = HitMarks(self, model.hits)
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
        # Heads that look at the selection would ask about each of a million selected rows.
        heads.setSelectionModel(QItemSelectionModel(self._rows, heads))
        heads.setSectionsMovable(True)
        heads.setHighlightSections(False)
        heads.setMinimumHeight(int(self.fontMetrics().height() * 1.7))
        heads.setSortIndicatorShown(True)
        heads.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        heads.sectionClicked.connect(self._sort)
        heads.sectionResized.connect(lambda *_: self._settling.start())
        heads.sectionMoved.connect(lambda *_: self._settling.start())
        heads.sectionResized.connect(lambda *_: self._see_first())
        heads.sectionMoved.connect(lambda *_: self._see_first())
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

    def mark_hits(self, query: Query) -> None:
        """Mark in the cells what a query looks for."""
        looked_for, plain = self._rows.look_for(query), self.itemDelegate()
        # Columns in which nothing is looked for cost no more than before.
        for section, name in enumerate(self._rows.columns):
            drawing = self._marking if name in looked_for else plain
            self.setItemDelegateForColumn(section, drawing)

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

    def current_id(self) -> int | None:
        """The id under the cursor."""
        index = self.currentIndex()
        return self._rows.ids[index.row()] if index.isValid() else None

    def chosen_ids(self) -> list[int]:
        """The ids of the selected rows, in the order of the list."""
        return [self._rows.ids[row] for row in self._chosen_rows()]

    def _chosen_rows(self) -> list[int]:
        # By ranges: an index for each of a million selected rows would take seconds.
        ranges = self.selectionModel().selection().toList()
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, as a spreadsheet takes them: heads, tabs, lines.

        Of very many, only the first; `copied` tells how many there are.
        """
        rows = self._chosen_rows()
        if not rows:
            return
        taken = rows[:MOST_COPIED]
        sections = [self._rows.columns.index(name) for name, _ in self.widths()]
        heads = [self._rows.headerData(one, Qt.Orientation.Horizontal) for one in sections]
        cells = [[self._rows.index(row, one).data() for one in sections] for row in taken]
        lines = ["\t".join(map(_one_cell, line)) for line in (heads, *cells)]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(taken), len(rows))

    def _see_first(self) -> None:
        """Marks stand in the first column in sight, whichever it is now."""
        heads = self.horizontalHeader()
        sections = (heads.logicalIndex(place) for place in range(heads.count()))
        first = next((one for one in sections if not heads.isSectionHidden(one)), 0)
        if first != self._rows.first:
            self._rows.first = first
            self.viewport().update()

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
        """Enter opens the record under the cursor, Ctrl+C copies the selected rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in _ENTER and self.currentIndex().isValid():
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


def _font(*, struck: bool, bold: bool) -> QFont:
    """A font that says no more than this; all else is the list's."""
    font = QFont()
    font.setStrikeOut(struck)
    if bold:
        font.setBold(True)
    return font


def _one_cell(text: str | None) -> str:
    """A text that stays in its cell of a spreadsheet."""
    return " ".join((text or "").split())
