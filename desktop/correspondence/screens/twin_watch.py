"""Watching for twins while a document is typed (Decree 30/2020/NĐ-CP, Appendix VI, III.1.h)."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.correspondence.entering import sought_in
from desktop.correspondence.known_names import Document
from desktop.correspondence.registering import title
from desktop.correspondence.twins import twins_of
from desktop.language.words import M, Message
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.record import fields_of
from desktop.storage.lists import Reader

_SOUGHT_AFTER_MS: Final = 120
_TELLS: Final = ("symbol", "issuer", "document_date", "subject")


class TwinWatch(QObject):
    """Looks a moment after the typing has paused; `changed` tells of another twin, or of none."""

    changed = Signal(object)

    def __init__(
        self, reader: Reader, draft: Callable[[], Draft], ground: Callable[[], Ground]
    ) -> None:
        super().__init__()
        self._reader = reader
        self._draft = draft
        self._ground = ground
        self.twin: Document | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOUGHT_AFTER_MS)
        self._soon.timeout.connect(self.look)

    def take(self, field: str) -> None:
        """Look soon, where the field just typed may tell of a twin."""
        if field in _TELLS:
            self._soon.start()

    def look(self) -> None:
        """Look at once."""
        self._soon.stop()
        before = self.twin
        found = twins_of(self._reader, sought_in(self._draft(), self._ground()))
        self.twin = found[0] if found else None
        if self.twin or before:
            self.changed.emit(self.twin)

    def finds_new(self) -> bool:
        """Look at once; whether there is a twin that has not been told of yet."""
        before = self.twin.id if self.twin else None
        self.look()
        return self.twin is not None and self.twin.id != before

    @property
    def is_due(self) -> bool:
        """Whether what was typed last has not been looked for yet."""
        return self._soon.isActive()

    def forget(self) -> None:
        self._soon.stop()
        self.twin = None

    def stop(self) -> None:
        self._soon.stop()

    def said(self) -> Message:
        """What the person is told of the twin."""
        assert self.twin is not None
        day = fields_of(type(self.twin))["document_date"]
        return M(
            "Already registered: {document} of {day}, “{subject}”",
            document=title(self.twin),
            day=day.show(self.twin.document_date, self._ground()),
            subject=self.twin.subject[:60],
        )
