"""How far a command has come; the bar is for people at a terminal."""

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager

import click


def is_watched() -> bool:
    """Whether somebody sits before a terminal and sees what a command says meanwhile."""
    return bool(sys.stderr and sys.stderr.isatty())


@contextmanager
def bar(label: str, count: int) -> Iterator[Callable[[int], None]]:
    """A bar that is told how much of `count` is done; without a terminal nobody is told."""
    if not is_watched():
        yield _to_nobody
        return
    with click.progressbar(length=count, label=label, file=sys.stderr) as drawn:
        yield lambda done: drawn.update(done - drawn.pos)


def _to_nobody(_done: int) -> None:
    """Nobody waits to see how far it is."""


def follow(label: str, count: int, counts: Generator[int, None, object]) -> None:
    """Follow an act that tells how far it has come, to its end."""
    with closing(counts), bar(label, count) as tell:
        for done in counts:
            tell(done)
