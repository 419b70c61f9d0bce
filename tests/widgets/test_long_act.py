"""Long acts: at once where they are short, else in slices behind a line that cancels."""

from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import Trouble
from desktop.language.words import M, Words
from desktop.widgets.long_act import go_through


class Acts:
    """A window over which acts are done, and what came of them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.ended: list[object] = []
        self.failed: list[str] = []
        qtbot.addWidget(self.window)
        self.window.show()

    def do(self, steps: Generator[object, None, object]) -> None:
        go_through(
            steps,
            M("Undoing"),
            words=Words("en"),
            parent=self.window,
            then=self.ended.append,
            failed=lambda trouble: self.failed.append(str(trouble.message)),
        )

    def line(self) -> QProgressDialog | None:
        found = [one for one in self.window.findChildren(QProgressDialog) if one.isVisible()]
        return found[0] if found else None


@pytest.fixture
def acts(qtbot: QtBot) -> Iterator[Acts]:
    yield Acts(qtbot)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def steps(count: int, ends: list[str], *, trouble: bool = False) -> Generator[int, None, str]:
    try:
        yield from range(count)
    except GeneratorExit:
        ends.append("taken back")
        raise
    if trouble:
        raise Trouble(M("The disk is full: free some space, then try again."))
    ends.append("whole")
    return "change"


def test_short_act_is_done_at_once_without_a_line(acts: Acts) -> None:
    acts.do(steps(3, []))
    assert (acts.ended, acts.line()) == (["change"], None)


def test_act_of_a_moment_ends_before_it_comes_back_and_shows_no_line(acts: Acts) -> None:
    painted: list[str] = []

    def moment() -> Generator[None, None, str]:
        """Until the window has worked meanwhile."""
        QTimer.singleShot(0, lambda: painted.append("painted"))
        while not painted:
            yield
        return "change"

    acts.do(moment())
    assert (painted, acts.ended, acts.line()) == (["painted"], ["change"], None)


def test_window_that_is_closed_in_that_moment_takes_the_act_back(acts: Acts) -> None:
    ends: list[str] = []

    def close() -> None:
        (line,) = acts.window.findChildren(QProgressDialog)
        line.close()

    QTimer.singleShot(0, close)
    acts.do(steps(10**9, ends))
    assert (ends, acts.ended, acts.line()) == (["taken back"], [], None)


def test_long_act_goes_on_behind_a_modal_line(acts: Acts, qtbot: QtBot) -> None:
    ends: list[str] = []
    acts.do(steps(6_000_000, ends))
    assert acts.line() is QApplication.activeModalWidget()
    assert acts.line() is not None
    qtbot.waitUntil(lambda: bool(acts.ended), timeout=30_000)
    assert (acts.ended, ends, acts.line()) == (["change"], ["whole"], None)


def test_escape_takes_a_long_act_back(acts: Acts, qtbot: QtBot) -> None:
    ends: list[str] = []
    acts.do(steps(10**9, ends))
    line = acts.line()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(ends))
    assert (ends, acts.ended, acts.line()) == (["taken back"], [], None)


@pytest.mark.parametrize("count", [3, 6_000_000])
def test_trouble_is_told(acts: Acts, qtbot: QtBot, count: int) -> None:
    acts.do(steps(count, [], trouble=True))
    qtbot.waitUntil(lambda: bool(acts.failed), timeout=30_000)
    assert acts.failed == ["The disk is full: free some space, then try again."]
    assert (acts.ended, acts.line()) == ([], None)
