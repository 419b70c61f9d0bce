"""Ctrl+C, logging off and shutting down in the middle of a command."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from desktop.errors import Trouble
from desktop.language.words import M

_STOPPING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Ctrl+C, logging off and shutting down end a command only after what it began is undone."""
    stopped = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    usual = (signal.SIG_DFL, signal.default_int_handler)
    before = {one: known for one in _STOPPING if (known := signal.getsignal(one)) in usual}
    for one in before:
        signal.signal(one, stop)
    try:
        yield
    except BaseException as error:
        if stopped:  # SQLite makes an error of its own out of an interruption
            message = M("Interrupted: nothing was left half done, run it again.")
            raise Trouble(message) from error
        raise
    finally:
        for one, known in before.items():
            signal.signal(one, known)
