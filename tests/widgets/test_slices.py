"""Slices: a long act in the window's thread, which goes on, ends, fails, or is taken back."""

from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.widgets.slices import Slices


class Act:
    """An act of many steps that notes how it ended."""

    def __init__(self, steps: int, *, fails: bool = False) -> None:
        self.done: list[str] = []
        self._steps, self._fails = steps, fails

    def run(self) -> Generator[int, None, str]:
        try:
            yield from range(self._steps)
            if self._fails:
                raise ValueError(self._steps)
        except GeneratorExit:
            self.done.append("taken back")
            raise
        self.done.append("whole")
        return "change"


@pytest.fixture
def parent() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_act_runs_to_its_end_and_tells_what_it_returned(qtbot: QtBot, parent: QObject) -> None:
    act = Act(100_000)
    slices = Slices(act.run(), parent)
    counts: list[int] = []
    slices.progressed.connect(counts.append)
    with qtbot.waitSignal(slices.finished) as finished:
        pass
    assert (finished.args, act.done, slices.running) == (["change"], ["whole"], False)
    assert counts == sorted(counts)


def test_window_is_heard_between_two_slices(qtbot: QtBot, parent: QObject) -> None:
    act = Act(2_000_000)
    slices = Slices(act.run(), parent)
    heard: list[bool] = []
    QTimer.singleShot(0, parent, lambda: heard.append(slices.running))
    with qtbot.waitSignal(slices.finished):
        pass
    assert heard == [True]


def test_act_that_is_cancelled_takes_back_what_it_did(qtbot: QtBot, parent: QObject) -> None:
    act = Act(10**9)
    slices = Slices(act.run(), parent)
    with qtbot.waitSignal(slices.progressed):
        pass
    with qtbot.waitSignal(slices.cancelled):
        slices.cancel()
    assert (act.done, slices.running) == (["taken back"], False)


def test_act_that_has_ended_cannot_be_cancelled(qtbot: QtBot, parent: QObject) -> None:
    act = Act(3)
    slices = Slices(act.run(), parent)
    with qtbot.waitSignal(slices.finished):
        pass
    with qtbot.assertNotEmitted(slices.cancelled):
        slices.cancel()
    assert act.done == ["whole"]


def test_what_goes_wrong_is_handed_on(qtbot: QtBot, parent: QObject) -> None:
    slices = Slices(Act(3, fails=True).run(), parent)
    with qtbot.waitSignal(slices.failed) as failed:
        pass
    (error,) = failed.args or [None]
    assert (type(error), slices.running) == (ValueError, False)
