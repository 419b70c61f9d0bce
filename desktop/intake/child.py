"""Child processes that read a stranger's file: a hostile one ends the child, not the program."""

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

PROGRAM_FOLDER: Final = Path(__file__).parents[2]
# So often the one who waits is asked whether he still does.
_ASKED_EVERY: Final = 0.1


def start(module: str, mark: str, request: str) -> "subprocess.Popen[bytes]":
    """Start a module of ours with its request; `mark` names it to the bundled program."""
    child = [mark] if getattr(sys, "frozen", False) else ["-m", module]
    return subprocess.Popen(  # noqa: S603 - this program itself, and no shell
        [sys.executable, *child, request],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROGRAM_FOLDER,  # and never the folder where a stranger's json.py may lie
        creationflags=_without_console(),
    )


def _without_console() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0


def answer_of(child: "subprocess.Popen[bytes]", *, seconds: int) -> Generator[None, None, bytes]:
    """All that a child says, or what it said before its time was up; yields while it waits.

    Closing the generator ends the child.
    """
    with child:
        try:
            return (yield from _waited_for(child, seconds))
        finally:
            child.kill()


def _waited_for(child: "subprocess.Popen[bytes]", seconds: int) -> Generator[None, None, bytes]:
    said = b""
    for _ in range(round(seconds / _ASKED_EVERY)):
        try:
            return child.communicate(timeout=_ASKED_EVERY)[0]
        except subprocess.TimeoutExpired as waiting:
            said = waiting.output or said
            yield
    child.kill()
    return child.communicate()[0] or said


def bind(*, memory: int, seconds: int) -> None:
    """Bind the child that calls this; on Windows the parent's clock must do."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
