"""A list as the person left it: its columns with their widths, and its order."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.records.queries import Order
from desktop.records.views import ListColumn
from desktop.settings import ListPlace
from desktop.widgets.record_list import RecordList


class ListAsLeft(QObject):
    """Puts a list back as it was left, at another zoom too, and remembers each change of it.

    `order` is what the list is asked for; `sorted` tells that it is another one.
    """

    sorted = Signal()

    def __init__(
        self,
        desk: Desk,
        kind: str,
        view: RecordList,
        columns: Sequence[ListColumn],
        *,
        usual: tuple[Order, ...],
    ) -> None:
        super().__init__(view)
        self._desk = desk
        self._kind = kind
        self._view = view
        self._usual = usual
        self.order = usual
        # Of this window: when another is chosen, the columns are still those of this one.
        self._zoom = desk.settings.zoom
        self._restore(columns)
        view.sort_asked.connect(self._sort)
        view.columns_changed.connect(self._remember)

    def _restore(self, columns: Sequence[ListColumn]) -> None:
        place = self._desk.settings.lists.get(self._kind, ListPlace())
        self._view.set_widths([(one.field, (one.width + 2) * self._digit + 12) for one in columns])
        self._view.set_widths(
            [(name, round(width * self._zoom / 100)) for name, width in place.columns]
        )
        if place.order and place.order[0] in {one.field for one in columns}:
            field, descending = place.order
            self.order = (Order(field, descending=descending),)
        self._show_order()

    def _show_order(self) -> None:
        first = self.order[0]
        self._view.show_order(first.field, descending=first.descending)

    @property
    def _digit(self) -> int:
        return self._view.fontMetrics().horizontalAdvance("0")

    def in_digits(self) -> list[tuple[str, int]]:
        """The columns in sight with their widths, as a sheet takes them."""
        return [(name, max(6, width // self._digit)) for name, width in self._view.widths()]

    def _sort(self, field: str, descending: bool) -> None:
        self.order = (Order(field, descending=descending),)
        self._remember()
        self.sorted.emit()

    def sort_as_usual(self) -> None:
        """Back to the order in which the register is kept."""
        self.order = self._usual
        self._show_order()
        self._remember()
        self.sorted.emit()

    def _remember(self) -> None:
        order = self.order[0]
        remembered = None if self.order == self._usual else (order.field, order.descending)
        widths = self._view.widths()
        columns = tuple((name, round(width * 100 / self._zoom)) for name, width in widths)
        place = ListPlace(columns, remembered)
        self._desk.remember(self._desk.settings.with_list(self._kind, place))
