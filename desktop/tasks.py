"""Work beside the window: one worker for long acts, and lists that only want the newest answer."""

import threading
from array import array
from collections.abc import Callable, Iterator
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from desktop.records.queries import NEWEST_FIRST, Query
from desktop.storage.lists import Reader

_FIRST_PAGE: Final = 500
_PAUSE_MS: Final = 2000
# A long act tells how far it has come by yielding counts; closing it takes everything back.
Work = Callable[[], Iterator[int]]
# A question's answers as they come, and whether each is the whole answer.
Look = Callable[[Reader, Any], Iterator[tuple[Any, bool]]]


def _nothing() -> Iterator[int]:
    return iter(())


class Run(QRunnable):
    """Something to be done by a worker."""

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
    """Runs long acts one after the other on one worker.

    Whoever may be deleted before its acts have told their end gives itself as the parent: the
    acts hold it by what they call, and would take this down with it in the midst of that.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: set[Job] = set()

    def start(self, work: Work) -> Job:
        job = Job(work, self)
        self._jobs.add(job)
        for ended in (job.finished, job.cancelled, job.failed):
            ended.connect(self._forget)
        self._pool.start(Run(job.run))
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


def ids_of(reader: Reader, query: Query) -> "Iterator[tuple[array[int], bool]]":
    """In the order of registration the first page costs a millisecond, all ids 200."""
    if query.order == NEWEST_FIRST:
        first = reader.ids(query, _FIRST_PAGE)
        whole = len(first) < _FIRST_PAGE
        yield first, whole
        if whole:
            return
    yield reader.ids(query), True


class NewestAnswer(QObject):
    """Answers found by a worker with a reader of its own; an overtaken question is interrupted.

    The questions are queries, and the answers their ids, unless it is told how else to `look`.
    """

    begun = Signal(object, object)  # the beginning of a long answer, at once
    found = Signal(object, object)
    failed = Signal(object)
    _told = Signal(int, object, object, bool)
    _went_wrong = Signal(int, object)

    def __init__(
        self,
        make_reader: Callable[[], Reader],
        parent: QObject | None = None,
        *,
        look: Look = ids_of,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._reader = make_reader()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = 0
        self._closed = False
        self._told.connect(self._tell)
        self._went_wrong.connect(self._tell_wrong)

    def ask(self, question: Any) -> None:
        """Look for the answer.

        `found` brings it, or `failed` what went wrong, unless another is asked first.
        """
        if self._closed:
            return
        self._asked += 1
        self._reader.interrupt()
        number = self._asked
        self._pool.start(Run(lambda: self._answer(number, question)))

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

    def _answer(self, number: int, question: Any) -> None:
        if number != self._asked:
            return
        try:
            for answer, whole in self._look(self._reader, question):
                if number != self._asked:
                    return
                self._told.emit(number, question, answer, whole)
        except Exception as error:  # noqa: BLE001 - the window says it, whatever it is
            self._went_wrong.emit(number, error)

    def _tell(self, number: int, question: Any, answer: Any, whole: bool) -> None:
        if number == self._asked:
            (self.found if whole else self.begun).emit(question, answer)

    def _tell_wrong(self, number: int, error: Exception) -> None:
        # An overtaken question was interrupted: that is no trouble.
        if number == self._asked:
            self.failed.emit(error)


class Afterwards(QObject):
    """Something that a worker does when nothing has happened for a while, if it is still `due`.

    It lives until it is closed, whoever forgets it: a timer must not go while it runs.
    """

    def __init__(self, act: Callable[[], None], *, due: Callable[[], bool]) -> None:
        super().__init__(QCoreApplication.instance())
        self._act = act
        self._due = due
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin)

    def _begin(self) -> None:
        if self._due():
            self._pool.start(Run(self._act))

    def heed(self) -> None:
        """Something has happened: wait anew."""
        self._pause.start()

    def close(self) -> None:
        """Do nothing any more, and wait until what is being done has ended."""
        self._pause.stop()
        self._pool.waitForDone()
        self.deleteLater()
