"""Standstills: how long the window's event loop does not turn while a person acts."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEventLoop, QObject, QTimer

# The window is quiet when nothing has been under way for so long: typing pauses are over too.
_QUIET_S: Final = 0.25
_AT_MOST_S: Final = 60.0
# Asking whether all is quiet takes time itself: not at every turn.
_ASKED_EVERY_S: Final = 0.02


@dataclass(frozen=True)
class Standstill:
    """The longest standstill of one act, in milliseconds: of its usual time, and of its worst."""

    what: str
    often: bool
    times: int
    p50: float
    max: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def standstill(what: str, gaps: Sequence[float], *, often: bool) -> Standstill:
    """One line of the table out of the longest gap of each time that it was done."""
    return Standstill(what, often, len(gaps), statistics.median(gaps), max(gaps))


class Watch(QObject):
    """Notes the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._turn)
        self._loop = QEventLoop(self)
        self._longest = 0.0
        self._at = self._asked_at = self._busy_at = 0.0
        self._acting = False
        self._quiet: Callable[[], bool] = bool
        self._quiet_for = _QUIET_S

    def during(
        self, act: Callable[[], object], quiet: Callable[[], bool], *, for_s: float = _QUIET_S
    ) -> float:
        """Do something in the loop and turn until all is `quiet` for a while; milliseconds."""
        self._quiet, self._quiet_for, self._longest = quiet, for_s, 0.0
        self._acting = True
        self._at = self._busy_at = self._asked_at = time.perf_counter()
        began = self._at
        self._turns.start()
        QTimer.singleShot(0, partial(self._do, act))
        self._loop.exec()
        self._turns.stop()
        assert self._at - began < _AT_MOST_S, "the window never came to rest"
        return self._longest * 1000

    def _do(self, act: Callable[[], object]) -> None:
        # An act may turn the loop itself before it comes back.
        act()
        self._acting = False

    def _turn(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._at)
        if now - self._asked_at > _ASKED_EVERY_S:
            self._ask(now)
            now = time.perf_counter()  # the time of asking is the probe's own
        self._at = now

    def _ask(self, now: float) -> None:
        if self._acting or not self._quiet():
            self._busy_at = now
        if now - self._busy_at > self._quiet_for:
            self._loop.quit()
        self._asked_at = now


_HEADS: Final = ("standstill of the window", "times a day", "times", "p50 ms", "max")


def standstills_table(rows: Sequence[Standstill]) -> str:
    """All acts under their heads, the longest first."""
    ordered = sorted(rows, key=lambda row: (not row.often, -row.p50))
    lines = [_HEADS, *(_cells(row) for row in ordered)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(f"{_line(cells, widths)}\n" for cells in lines)


def _cells(row: Standstill) -> tuple[str, ...]:
    often = "many" if row.often else "few"
    return row.what, often, str(row.times), f"{row.p50:.0f}", f"{row.max:.0f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = cells
    between = (f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
    return "  ".join((f"{first:<{widths[0]}}", *between))
