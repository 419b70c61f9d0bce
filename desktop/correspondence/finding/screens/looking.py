"""Looking things up beside the window: counts, near misses, other registers."""

from collections.abc import Callable
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from desktop.storage.lists import Reader
from desktop.tasks import Run

Look = Callable[[Reader], Any]


class Looking(QObject):
    """One worker with a reader of its own; of each name only the newest question is answered."""

    failed = Signal(object)
    _told = Signal(str, int, object)
    _went_wrong = Signal(str, int, object)

    def __init__(self, make_reader: Callable[[], Reader], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = make_reader()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked: dict[str, int] = {}
        self._then: dict[str, Callable[[Any], object]] = {}
        self._running: str | None = None
        self._lock = Lock()
        self._closed = False
        self._told.connect(self._tell)
        self._went_wrong.connect(self._tell_wrong)

    def ask(self, name: str, look: Look, then: Callable[[Any], object]) -> None:
        """Look something up; `then` gets it in the window's thread, unless it is asked anew."""
        if self._closed:
            return
        number = self._overtake(name)
        self._then[name] = then
        self._pool.start(Run(lambda: self._answer(name, number, look)))

    def forget(self, name: str) -> None:
        """Nobody waits for this answer any more."""
        self._overtake(name)

    def _overtake(self, name: str) -> int:
        with self._lock:
            self._asked[name] = self._asked.get(name, 0) + 1
            if self._running == name:
                self._reader.interrupt()
            return self._asked[name]

    @property
    def waiting(self) -> bool:
        return self._pool.activeThreadCount() > 0

    def close(self) -> None:
        """Stop, and let go of the file; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        for name in list(self._asked):
            self._overtake(name)
        self._pool.waitForDone()
        self._reader.close()

    def _answer(self, name: str, number: int, look: Look) -> None:
        with self._lock:
            if self._asked[name] != number:
                return
            self._running = name
        try:
            answer = look(self._reader)
        except Exception as error:  # noqa: BLE001 - the window says it, whatever it is
            self._end()
            self._went_wrong.emit(name, number, error)
        else:
            self._end()
            self._told.emit(name, number, answer)

    def _end(self) -> None:
        with self._lock:
            self._running = None

    def _tell(self, name: str, number: int, answer: Any) -> None:
        if number == self._asked[name]:
            self._then[name](answer)

    def _tell_wrong(self, name: str, number: int, error: Exception) -> None:
        # An overtaken question was interrupted: that is no trouble.
        if number == self._asked[name]:
            self.failed.emit(error)
