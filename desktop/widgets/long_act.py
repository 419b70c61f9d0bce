"""An act that writes, and mostly takes no time: where it does, a modal line says so and cancels.

For a moment before that line the window goes on painting and working while keys and clicks wait
for the end of the act: a line that only flashed up would swallow them.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from desktop.errors import Trouble
from desktop.language.words import M, Message, Words
from desktop.widgets.slices import Slices

# So long the window may stand still without anybody noticing.
_AT_ONCE_MS: Final = 20
_WITHOUT_A_LINE_MS: Final = 400


def go_through(
    steps: Generator[object, None, Any],
    said: Message,
    *,
    words: Words,
    parent: QWidget,
    then: Callable[[Any], object],
    failed: Callable[[Trouble], object],
) -> None:
    """Do an act step by step: at once where that is enough, else in slices behind a modal line.

    `then` gets what the act returned; an act that is cancelled takes everything back, and nobody
    is told.
    """
    clock = QElapsedTimer()
    clock.start()
    try:
        while not clock.hasExpired(_AT_ONCE_MS):
            next(steps)
    except StopIteration as end:
        then(end.value)
    except Trouble as trouble:
        failed(trouble)
    else:
        line = _Line(steps, words(said), words=words, parent=parent, then=then, failed=failed)
        line.go_on()


@dataclass(frozen=True)
class LongAct:
    """An act that a form does: its steps, what is said meanwhile, and what follows it."""

    steps: Generator[object, None, Any]
    said: Message
    then: Callable[[Any], object]


class _Line(QProgressDialog):
    def __init__(
        self,
        steps: Generator[object, None, Any],
        text: str,
        *,
        words: Words,
        parent: QWidget,
        then: Callable[[Any], object],
        failed: Callable[[Trouble], object],
    ) -> None:
        super().__init__(text, words(M("Cancel")), 0, 0, parent)
        self._then = then
        self._told = failed
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(text)
        self.setMinimumDuration(_WITHOUT_A_LINE_MS)
        self._slices = Slices(steps, self)
        self._slices.finished.connect(self._end)
        self._slices.failed.connect(self._fail)
        # Esc, “Cancel” and a closed window all come this way; an act that has ended stays.
        self.canceled.connect(self._slices.cancel)
        self.rejected.connect(self._slices.cancel)
        self._slices.cancelled.connect(self.deleteLater)

    def go_on(self) -> None:
        """Come back when the act has ended, or else with the line on screen."""
        waiting, patience = QEventLoop(), QTimer(singleShot=True, interval=_WITHOUT_A_LINE_MS)
        slices = self._slices
        for end in (slices.finished, slices.failed, slices.cancelled, patience.timeout):
            end.connect(waiting.quit)
        patience.start()
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if slices.running:
            self.show()

    def _end(self, result: object) -> None:
        self.close()
        self._then(result)

    def _fail(self, error: Exception) -> None:
        self.close()
        if not isinstance(error, Trouble):
            raise error
        self._told(error)
