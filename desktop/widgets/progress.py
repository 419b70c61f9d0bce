"""A long act under way: how far it is, and a way to stop it."""

from collections import deque

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.language.words import M, Words
from desktop.tasks import Job


class ProgressLine(QWidget):
    """One line with a bar and “Cancel”; it is there only while the act runs.

    Acts run one after the other, and are shown so.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(True)
        self._cancel = QPushButton(words(M("Cancel")))
        self._jobs: deque[tuple[Job, str, int]] = deque()
        self._cancel.clicked.connect(self.cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.addWidget(self._label)
        line.addWidget(self._bar, 1)
        line.addWidget(self._cancel)
        self.hide()

    def follow(self, job: Job, text: str, most: int) -> None:
        """Show a job until it ends, after those that were begun before it."""
        self._jobs.append((job, text, most))
        job.progressed.connect(self._bar.setValue)
        for ended in (job.finished, job.cancelled, job.failed):
            ended.connect(self._show_next)
        if len(self._jobs) == 1:
            self._show_first()

    def _show_first(self) -> None:
        _, text, most = self._jobs[0]
        self._label.setText(text)
        self._bar.setRange(0, most)
        self._bar.setValue(0)
        self.show()

    def _show_next(self) -> None:
        self._jobs.popleft()
        if self._jobs:
            self._show_first()
        else:
            self.hide()

    def cancel(self) -> None:
        if self._jobs:
            self._jobs[0][0].cancel()
