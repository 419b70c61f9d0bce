"""A form beside a list: what is typed in it is kept, and it can be left and gone on with."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.office.screens.draft_keeping import DraftKeeping
from desktop.records.drafts import Draft
from desktop.widgets.notice import Notice


class FormBeside(QWidget):
    """The form of one kind; it keeps its draft every two seconds, and when it is left.

    Whoever makes one says what its `draft` is, and how a record is corrected in it (`edit`).
    """

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._record: Any = None
        self.notice = Notice(desk.words)
        self.drafts = DraftKeeping(desk.store, self.draft, self._say_trouble, self)

    def draft(self) -> Draft:
        """What stands in the form, as typed."""
        raise NotImplementedError

    def edit(self, record: Any) -> None:
        """Correct a record, or go on with its correction."""
        raise NotImplementedError

    @property
    def record_id(self) -> int | None:
        """The record that is being corrected."""
        return None if self._record is None else int(self._record.id)

    @property
    def is_open(self) -> bool:
        """Whether something is being typed that is neither saved nor left."""
        return self.drafts.timer.isActive()

    def keep_draft(self) -> None:
        """Keep what is typed so far, unless it says no more than an untouched form."""
        self.drafts.keep()

    def leave(self) -> None:
        """Close the form; the draft stays."""
        self.close_down()
        self.left.emit()

    def close_down(self) -> None:
        """Keep the draft, and let go of the file."""
        self.drafts.end()

    def _say_trouble(self, trouble: Trouble) -> None:
        self.notice.show_message(self._desk.words(trouble.message), "trouble")
