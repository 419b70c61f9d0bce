"""Measuring: one act many times, in turn with the bare thing that does the same."""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

Act = Callable[[], object]


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    p50: float
    p95: float
    max: float


@dataclass(frozen=True)
class Row:
    """What was done how often, on how many things (on the average), beside which bare thing."""

    what: str
    size: int
    times: int
    ours: Times
    beside: str
    bare: Times

    @property
    def ratio(self) -> float:
        return self.ours.p50 / self.bare.p50

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}


class Pair:
    """Our way and the bare way of the same thing, and how long each took each time."""

    def __init__(self) -> None:
        self._ours: list[float] = []
        self._bare: list[float] = []
        self._sizes: list[int] = []

    def take(self, ours: Act, bare: Act, *, size: int | None = None) -> None:
        """Do both once, each in turn first: the second finds the pages of the file in memory."""
        bare_first = len(self._ours) % 2 == 1
        if bare_first:
            self._bare.append(_timed(bare)[0])
        took, answer = _timed(ours)
        self._ours.append(took)
        if not bare_first:
            self._bare.append(_timed(bare)[0])
        self._sizes.append(_size(answer) if size is None else size)

    def add(self, other: "Pair") -> None:
        self._ours += other._ours
        self._bare += other._bare
        self._sizes += other._sizes

    def row(self, what: str, beside: str) -> Row:
        times = len(self._ours)
        size = round(statistics.mean(self._sizes))
        return Row(what, size, times, _times(self._ours), beside, _times(self._bare))


def repeated(
    what: str, times: int, ours: Act, beside: str, bare: Act, *, size: int | None = None
) -> Row:
    """The same again and again; `size` where the answer does not tell it by its length."""
    pair = Pair()
    for _ in range(times):
        pair.take(ours, bare, size=size)
    return pair.row(what, beside)


def _timed(act: Act) -> tuple[float, object]:
    start = time.perf_counter()
    answer = act()
    return (time.perf_counter() - start) * 1000, answer


def _size(answer: object) -> int:
    return len(answer) if hasattr(answer, "__len__") else 1


def _times(took: Sequence[float]) -> Times:
    ordered = sorted(took)
    return Times(
        p50=statistics.median(ordered),
        p95=ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
        max=ordered[-1],
    )


_HEADS: Final = (
    *("what", "size", "times", "p50 ms", "p95", "max"),
    *("ratio", "bare p50", "p95", "max", "beside"),
)


def table(rows: Sequence[Row]) -> str:
    """All rows under their heads; `ratio` is ours to the bare thing, at p50."""
    lines = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(f"{_line(cells, widths)}\n" for cells in lines)


def _cells(row: Row) -> tuple[str, ...]:
    ours, bare = (
        tuple(_figure(value) for value in (times.p50, times.p95, times.max))
        for times in (row.ours, row.bare)
    )
    counts = (f"{row.size:,}", f"{row.times:,}")
    return (row.what, *counts, *ours, f"{row.ratio:.2f}", *bare, row.beside)


def _figure(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.2f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *figures, last = cells
    between = (f"{cell:>{width}}" for cell, width in zip(figures, widths[1:-1], strict=True))
    return "  ".join((f"{first:<{widths[0]}}", *between, last))


def to_stderr(words: str) -> None:
    sys.stderr.write(f"{words}\n")
