"""Drafts: what is typed so far, kept beside the records and outside their journal."""

import json
from datetime import datetime
from typing import Final

from desktop.records.drafts import Draft
from desktop.storage.driver import Connection

_NEW: Final = 0  # stands for the id of a record that is still to be made

_Place = tuple[str, int]


class KeptDrafts:
    """The drafts of one file; what is `waiting` to be written, or dropped, is known already."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.waiting: dict[_Place, tuple[str, str] | None] = {}

    def keep(self, draft: Draft, at: datetime) -> None:
        """Let a draft wait to be written; an empty one waits to be dropped."""
        # In ASCII, so that half a character, which some input methods bring, hinders nothing.
        texts = json.dumps(dict(draft.texts))
        row = None if draft.is_empty else (at.isoformat(timespec="seconds"), texts)
        self.waiting[_place(draft.kind, draft.record_id)] = row

    def drop(self, kind: str, record_id: int | None) -> None:
        """Let a draft wait to be dropped."""
        self.waiting[_place(kind, record_id)] = None

    def write(self) -> None:
        """Write what waits; called inside a transaction."""
        for place, row in self.waiting.items():
            if row is None:
                self._connection.execute("DELETE FROM drafts WHERE kind = ? AND record = ?", place)
            else:
                self._connection.execute(
                    "INSERT OR REPLACE INTO drafts (kind, record, saved_at, texts)"
                    " VALUES (?, ?, ?, ?)",
                    (*place, *row),
                )

    def of(self, kind: str, record_id: int | None) -> Draft | None:
        """What was typed last, on disk or not."""
        place = _place(kind, record_id)
        if place in self.waiting:
            row = self.waiting[place]
            return Draft(kind, json.loads(row[1]), record_id) if row else None
        found = self._connection.execute(
            "SELECT texts FROM drafts WHERE kind = ? AND record = ?", place
        ).fetchone()
        return Draft(kind, json.loads(found[0]), record_id) if found else None


def _place(kind: str, record_id: int | None) -> _Place:
    return kind, record_id or _NEW
