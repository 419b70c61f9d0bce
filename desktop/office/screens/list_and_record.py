"""A list, and beside it the record under its cursor or the form of one."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.office.screens.form_beside import FormBeside
from desktop.records.changes import Change

_SPLIT: Final = (780, 400)


class _Side(QStackedWidget):
    """Record or form; it asks for the room of the one in sight only."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()


class ListAndRecord(QSplitter):
    """Switches between record and form; while one types, the form takes some room of the list.

    `keyboard` gets the keyboard back when the form is left; the form is `letters` wide at least.
    """

    entering = Signal(bool)  # whether a form is open

    def __init__(
        self,
        desk: Desk,
        kind: str,
        *,
        left: QWidget,
        keyboard: QWidget,
        record: QWidget,
        form: FormBeside,
        letters: int,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self._kind = kind
        self._keyboard = keyboard
        self._record, self._form = record, form
        self._letters = letters
        self._sizes: list[int] = []
        self._side = _Side()
        self._side.addWidget(record)
        self._side.addWidget(form)
        self.addWidget(left)
        self.addWidget(self._side)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setHandleWidth(1)
        self.setSizes(list(desk.settings.split or _SPLIT))

    @property
    def is_entering(self) -> bool:
        return self._side.currentWidget() is self._form

    def sizes_without_form(self) -> tuple[int, ...]:
        """How wide both parts are, or were before the form took its room."""
        return tuple(self._sizes if self.is_entering else self.sizes())

    def add_beside(self, page: QWidget) -> None:
        """A further page that may take the place of the record."""
        self._side.addWidget(page)

    def show_beside(self, page: QWidget) -> None:
        self._side.setCurrentWidget(page)
        self._side.updateGeometry()

    def show_record(self) -> None:
        """Show the record again in place of the form."""
        was_entering = self.is_entering
        self.show_beside(self._record)
        if was_entering and self._sizes:
            self.setSizes(self._sizes)
        self._keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entering.emit(False)

    def open_form(self) -> None:
        """Show the form; what is being typed in it is kept before it begins anew."""
        if self.is_entering:
            self._form.keep_draft()
        else:
            self._sizes = self.sizes()
        self.show_beside(self._form)
        self._give_form_room()
        self.entering.emit(True)

    def _give_form_room(self) -> None:
        """What is typed is to be seen whole, such as a symbol."""
        wanted = self.fontMetrics().averageCharWidth() * self._letters
        left, right = self.sizes()
        if right < wanted:
            self.setSizes([left + right - wanted, wanted])

    def take(self, change: Change) -> None:
        """A record in correction that was changed meanwhile is shown as it is now."""
        form, record_id = self._form, self._form.record_id
        typing = self.is_entering and form.is_open
        if not typing or record_id not in change.ids(self._kind):
            return
        form.keep_draft()
        reader = self._desk.store.reader
        if reader.is_trashed(self._kind, record_id):
            form.leave()
        else:
            form.edit(reader.record(self._kind, record_id))
