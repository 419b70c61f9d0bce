"""What is typed in a form is kept every two seconds, and when the form is left."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.errors import Trouble
from desktop.records.drafts import Draft
from desktop.storage.store import Store

_KEPT_EVERY_MS: Final = 2000


class DraftKeeping(QObject):
    """Keeps the draft of one form: `typed` is what stands in it, `failed` hears of a full disk.

    Each record has a place of its own for its draft, and all new ones of a kind share one; a new
    one that is begun for a purpose may be kept at a `place` apart, and takes no other one's.
    """

    def __init__(
        self,
        store: Store,
        typed: Callable[[], Draft],
        failed: Callable[[Trouble], object],
        form: QObject,
    ) -> None:
        super().__init__(form)  # else a worker might collect it, and its timer with it
        self._store = store
        self._typed = typed
        self._failed = failed
        self._place = ""
        self._kept: Draft | None = None
        self.untouched = Draft("")
        self.timer = QTimer(self, interval=_KEPT_EVERY_MS)
        self.timer.timeout.connect(self.keep)

    def left(self, place: str) -> Draft | None:
        """The draft of a new record that was left unfinished."""
        return self._store.kept_draft(place)

    def left_of(self, facts: Draft) -> Draft | None:
        """The correction of a record that was left unfinished, over its facts as they are now.

        What it does not tell of may have been changed since.
        """
        kept = self._store.kept_draft(facts.kind, facts.record_id)
        return replace(kept, texts={**facts.texts, **kept.texts}) if kept else None

    def begin(self, untouched: Draft, place: str | None = None) -> None:
        """Keep from now on what says more than an untouched form."""
        self.untouched = untouched
        self._place = place or untouched.kind
        self._kept = None
        self.timer.start()

    def stop(self) -> None:
        self.timer.stop()

    def end(self) -> None:
        """Keep what stands in the form, and no more after it."""
        self.keep()
        self.stop()

    def keep(self) -> None:
        """Keep what is typed so far, unless it says no more than an untouched form."""
        if self._store.read_only or not self.timer.isActive():
            return
        draft = self._typed()
        if draft == self._kept:
            return
        # Tried once for each text: a disk that is full is told of, and not every two seconds.
        self._kept = draft
        try:
            if not self._write(draft):
                self._kept = None  # something else is being written: in two seconds once more
        except Trouble as trouble:
            self._failed(trouble)

    def _write(self, draft: Draft) -> bool:
        so_far = self._so_far(draft)
        if draft == self.untouched or so_far.is_empty:
            return self._store.drop_draft(self._place, draft.record_id)
        return self._store.keep_draft(replace(so_far, kind=self._place))

    def _so_far(self, draft: Draft) -> Draft:
        """Of a correction, only what was typed: the record may change while its draft waits."""
        if draft.record_id is None:
            return draft
        before = self.untouched
        names = dict.fromkeys((*before.texts, *draft.texts))
        typed = {name: draft.text(name) for name in names if draft.text(name) != before.text(name)}
        if typed and not any(typed.values()):
            # A draft that only empties fields is not empty with one that stays.
            typed |= dict(list(draft.texts.items())[:1])
        return replace(draft, texts=typed)

    def drop(self, record_id: int | None) -> None:
        """Forget what was typed: it was saved, or given up."""
        # Whether a draft is kept is no reason to stop what is being done.
        with suppress(Trouble):
            self._store.drop_draft(self._place, record_id)
