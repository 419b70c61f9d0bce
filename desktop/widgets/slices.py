"""A long act in the window's own thread, a few milliseconds at a time.

For acts that write: the file has one connection that writes, and it belongs to this thread.
Between two slices the window answers keys and paints; the act's transaction stays open
meanwhile, so whoever starts one keeps everything else that writes out until it has ended.
"""

from collections.abc import Generator
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

_SLICE_MS: Final = 8


class Slices(QObject):
    """One act under way; each step is short, and closing the act takes everything back."""

    progressed = Signal(int)  # steps done so far
    finished = Signal(object)  # what the act returned
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, steps: Generator[object, None, object], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._done = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def cancel(self) -> None:
        """Stop now and take back what was done; an act that has ended stays as it is."""
        if self.running:
            self._timer.stop()
            self._steps.close()
            self.cancelled.emit()

    def _go_on(self) -> None:
        since = QElapsedTimer()
        since.start()
        try:
            while not since.hasExpired(_SLICE_MS):
                next(self._steps)
                self._done += 1
        except StopIteration as end:
            self._timer.stop()
            self.finished.emit(end.value)
        except Exception as error:  # noqa: BLE001 - the window says it, whatever it is
            self._timer.stop()
            self.failed.emit(error)
        else:
            self.progressed.emit(self._done)
