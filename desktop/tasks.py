"""Work beside the window: one worker for long acts, and lists that only want the newest answer."""

import threading
from array import array
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from desktop.records.queries import NEWEST_FIRST, Query
from desktop.storage.lists import Reader

_FIRST_PAGE: Final = 500
# A long act tells how far it has come by yielding counts; closing it takes everything back.
Work = Callable[[], Iterator[int]]


def _nothing() -> Iterator[int]:
    return iter(())


class _Run(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run = run

    def run(self) -> None:
        self._run()


class Job(QObject):
    """One long act under way; its signals are sent in the window's thread.

    They come by way of its event loop, so that whoever began the act hears all of them.
    """

    progressed = Signal(int)
    finished = Signal()
    cancelled = Signal()
    failed = Signal(object)
    _counted = Signal(int)
    _is_whole = Signal()
    _has_stopped = Signal()
    _went_wrong = Signal(object)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        queued = Qt.ConnectionType.QueuedConnection
        self._counted.connect(self.progressed, queued)
        self._is_whole.connect(self.finished, queued)
        self._has_stopped.connect(self.cancelled, queued)
        self._went_wrong.connect(self.failed, queued)

    def cancel(self) -> None:
        """Ask the act to stop at its next step and to take back what it did."""
        self._stop.set()

    def run(self) -> None:
        """Do the work; called on the worker."""
        try:
            whole = self._count()
        except Exception as error:  # noqa: BLE001 - the window says it, whatever it is
            self._went_wrong.emit(error)
        else:
            (self._is_whole if whole else self._has_stopped).emit()

    def _count(self) -> bool:
        # What the act holds ends with it, however long Qt keeps the job.
        work, self._work = self._work, _nothing
        if self._stop.is_set():
            return False
        counts = work()
        for count in counts:
            if self._stop.is_set():
                counts.close()  # type: ignore[attr-defined]
                return False
            self._counted.emit(count)
        return True


class Tasks(QObject):
    """Runs long acts one after the other on one worker."""

    idle = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: set[Job] = set()

    def start(self, work: Work) -> Job:
        job = Job(work, self)
        self._jobs.add(job)
        for ended in (job.finished, job.cancelled, job.failed):
            ended.connect(self._forget)
        self._pool.start(_Run(job.run))
        return job

    def _forget(self) -> None:
        """Let go of a job that has ended, and of all that its work holds."""
        job = self.sender()
        assert isinstance(job, Job)
        self._jobs.discard(job)
        job.deleteLater()
        if not self.busy:
            self.idle.emit()

    @property
    def busy(self) -> bool:
        """Whether an act is under way, or waits its turn."""
        return bool(self._jobs)

    def wait(self) -> None:
        """Cancel what runs and wait until the worker is idle."""
        for job in self._jobs:
            job.cancel()
        self._pool.waitForDone()


class NewestAnswer(QObject):
    """Ids of a query, found by a worker of its own; an overtaken question is interrupted."""

    begun = Signal(object, object)  # the first ids of a long answer, at once
    found = Signal(object, object)
    failed = Signal(object)
    _told = Signal(int, object, object, bool)
    _went_wrong = Signal(int, object)

    def __init__(self, make_reader: Callable[[], Reader], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = make_reader()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = 0
        self._closed = False
        self._told.connect(self._tell)
        self._went_wrong.connect(self._tell_wrong)

    def ask(self, query: Query) -> None:
        """Look for the ids of a query.

        `found` brings them, or `failed` what went wrong, unless another is asked first.
        """
        if self._closed:
            return
        self._asked += 1
        self._reader.interrupt()
        number = self._asked
        self._pool.start(_Run(lambda: self._answer(number, query)))

    @property
    def waiting(self) -> bool:
        return self._pool.activeThreadCount() > 0

    def close(self) -> None:
        """Stop, and let go of the file; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._asked += 1
        self._reader.interrupt()
        self._pool.waitForDone()
        self._reader.close()

    def _answer(self, number: int, query: Query) -> None:
        if number != self._asked:
            return
        try:
            self._look(number, query)
        except Exception as error:  # noqa: BLE001 - the window says it, whatever it is
            self._went_wrong.emit(number, error)

    def _look(self, number: int, query: Query) -> None:
        """In the order of registration the first page costs a millisecond, all ids 200."""
        if query.order == NEWEST_FIRST:
            first = self._reader.ids(query, _FIRST_PAGE)
            whole = len(first) < _FIRST_PAGE
            self._told.emit(number, query, first, whole)
            if whole:
                return
        self._told.emit(number, query, self._reader.ids(query), True)

    def _tell(self, number: int, query: Query, ids: "array[int]", whole: bool) -> None:
        if number == self._asked:
            (self.found if whole else self.begun).emit(query, ids)

    def _tell_wrong(self, number: int, error: Exception) -> None:
        # An overtaken question was interrupted: that is no trouble.
        if number == self._asked:
            self.failed.emit(error)
