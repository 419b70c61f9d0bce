"""A long act under way: how far it is, and a way to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.language.words import M, Words
from desktop.tasks import Job


class ProgressLine(QWidget):
    """One line with a bar and “Cancel”; it is there only while the act runs."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(True)
        self._cancel = QPushButton(words(M("Cancel")))
        self._job: Job | None = None
        self._cancel.clicked.connect(self.cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.addWidget(self._label)
        line.addWidget(self._bar, 1)
        line.addWidget(self._cancel)
        self.hide()

    def follow(self, job: Job, text: str, most: int) -> None:
        """Show a job until it ends."""
        self._job = job
        self._label.setText(text)
        self._bar.setRange(0, most)
        self._bar.setValue(0)
        job.progressed.connect(self._bar.setValue)
        for ended in (job.finished, job.cancelled):
            ended.connect(self.hide)
        job.failed.connect(lambda _: self.hide())
        self.show()

    def cancel(self) -> None:
        if self._job:
            self._job.cancel()
