"""The line of a long act: how far it is, and a way to stop it."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import Words
from desktop.tasks import Job, Tasks
from desktop.widgets.progress import ProgressLine

PATIENCE = 10  # seconds, for what comes at once unless something is broken


class Page:
    """A window with the line, and acts that go on only when they are told to."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.tasks = Tasks()
        self.window = QWidget()
        self.line = ProgressLine(Words("en"))
        QVBoxLayout(self.window).addWidget(self.line)
        self.window.resize(500, 80)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def begin(self, text: str, most: int) -> tuple[Job, Event]:
        """Follow an act that has done 3 and waits for the event before it does the rest."""
        go_on = Event()

        def work() -> Iterator[int]:
            yield 3
            assert go_on.wait(PATIENCE)
            yield most

        job = self.tasks.start(work)
        self.line.follow(job, text, most)
        return job, go_on

    def sight(self) -> tuple[str, int, int] | None:
        """The words and the bar; None where the line is not to be seen."""
        if not self.line.isVisible():
            return None
        bar = self.line.findChildren(QProgressBar)[0]
        return self.line.findChildren(QLabel)[0].text(), max(bar.value(), 0), bar.maximum()

    def waits_for(self, sight: tuple[str, int, int] | None) -> None:
        self.qtbot.waitUntil(lambda: self.sight() == sight)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    made = Page(qtbot)
    yield made
    made.tasks.wait()


def test_line_is_there_only_while_the_act_runs(page: Page) -> None:
    assert page.sight() is None

    _, go_on = page.begin("Writing papers.xlsx", 9)
    page.waits_for(("Writing papers.xlsx", 3, 9))

    go_on.set()
    page.waits_for(None)


def test_cancel_stops_the_act(page: Page) -> None:
    job, go_on = page.begin("Writing papers.xlsx", 9)
    page.waits_for(("Writing papers.xlsx", 3, 9))
    button = page.line.findChildren(QPushButton)[0]
    assert button.text() == "Cancel"

    with page.qtbot.waitSignal(job.cancelled):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        go_on.set()

    assert page.sight() is None


@pytest.mark.parametrize("error", [ValueError("no"), OSError("no")])
def test_line_goes_when_the_act_fails(page: Page, error: Exception) -> None:
    def work() -> Iterator[int]:
        yield 3
        raise error

    job = page.tasks.start(work)
    with page.qtbot.waitSignal(job.failed):
        page.line.follow(job, "Writing papers.xlsx", 9)

    assert page.sight() is None


def test_act_that_waits_its_turn_is_shown_when_it_comes(page: Page) -> None:
    _, first = page.begin("Writing first.xlsx", 9)
    _, second = page.begin("Writing second.xlsx", 20)
    page.waits_for(("Writing first.xlsx", 3, 9))

    first.set()
    page.waits_for(("Writing second.xlsx", 3, 20))

    second.set()
    page.waits_for(None)


def test_cancel_stops_the_act_that_is_shown_and_the_next_one_goes_on(page: Page) -> None:
    ended: list[str] = []

    def note(job: Job, name: str) -> None:
        job.cancelled.connect(lambda: ended.append(f"{name} cancelled"))
        job.finished.connect(lambda: ended.append(f"{name} finished"))

    jobs: list[tuple[Job, Event]] = []
    for name in ("first", "second"):
        jobs.append(page.begin(name, 9))
        note(jobs[-1][0], name)
    page.waits_for(("first", 3, 9))

    page.line.cancel()
    for _, go_on in jobs:
        go_on.set()
    page.waits_for(None)

    assert ended == ["first cancelled", "second finished"]


def test_cancel_with_nothing_under_way_does_nothing(page: Page) -> None:
    cancel: Callable[[], None] = page.line.cancel
    cancel()

    assert page.sight() is None
