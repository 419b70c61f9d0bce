"""The desk: what each screen is handed, and the one signal that tells of every change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.language.words import Message, Words
from desktop.records.changes import Change
from desktop.records.ways import KnowsWays, Way
from desktop.settings import Settings
from desktop.storage.store import Store
from desktop.tasks import Afterwards, Tasks


@dataclass(frozen=True)
class Action:
    """Something a person can do: menu, tool bar and the sheet of keys are made of these."""

    id: str
    words: Message
    keys: tuple[str, ...]
    function: Callable[[], object]
    menu: str


class Desk(QObject):
    """Store, settings, words and tasks of one open office."""

    changed = Signal(object)
    sought = Signal(object)  # the way to a record that a screen is to show

    def __init__(
        self, store: Store, settings: Settings, words: Words, *, settings_path: Path | None
    ) -> None:
        super().__init__()
        self.store = store
        self.words = words
        self.tasks = Tasks()
        self._knows_ways: list[KnowsWays] = []
        # The log is folded into the file between two acts: at a commit it held the window.
        self._folding = Afterwards(store.leave_log(), due=lambda: store.is_open)
        self._settings = settings
        self._settings_path = settings_path

    @property
    def settings(self) -> Settings:
        return self._settings

    def remember(self, settings: Settings) -> None:
        """Keep changed settings for the next start."""
        self._settings = settings
        if self._settings_path:
            settings.write(self._settings_path)

    def tell(self, change: Change | None) -> None:
        """Tell every screen of a change that is on disk."""
        if change is not None:
            self.changed.emit(change)
            self._folding.heed()

    def offer_ways(self, knows: KnowsWays) -> None:
        """From now on, records show the ways that a feature knows from them."""
        self._knows_ways.append(knows)

    def ways_from(self, record: Any) -> Iterator[Way]:
        """Where one can go from a record; `go` goes there."""
        for knows in self._knows_ways:
            yield from knows(record)

    def go(self, way: Way) -> None:
        """Ask whatever screen has the record to show it."""
        self.sought.emit(way)

    def let_go(self) -> None:
        """End what goes on beside the window; another desk may take over the file."""
        self.tasks.wait()
        self._folding.close()

    def close(self) -> None:
        self.let_go()
        self.store.close()
