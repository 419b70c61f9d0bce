"""Finds the text in a file, in a child process: a hostile file ends that, and not the program."""

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Final

from desktop.intake import text_layer
from desktop.intake.text_layer import CHILD_MARK, Limits, Request
from desktop.language.folding import mend

PROGRAM_FOLDER: Final = Path(__file__).parents[2]
# So often the one who waits is asked whether he still does.
_ASKED_EVERY: Final = 0.1


def reading_text(path: Path, limits: Limits | None = None) -> Generator[None, None, str]:
    """Find the text of a PDF, a .docx or a text file; yields while it waits.

    A file without a text layer, of another kind, damaged or too costly has no text, or as much
    of it as was found in time: that is nothing a person could do anything about. Closing the
    generator ends the child.
    """
    request = Request(str(path.absolute()), limits or Limits())
    if not text_layer.may_have_text(path):
        return ""
    return mend(_clean((yield from _answer(request)).decode(errors="replace")))


def text_of(path: Path, limits: Limits | None = None) -> str:
    """The text in a file, waited for."""
    waiting = reading_text(path, limits)
    while True:
        try:
            next(waiting)
        except StopIteration as ended:
            return str(ended.value)


def _answer(request: Request) -> Generator[None, None, bytes]:
    child = subprocess.Popen(  # noqa: S603 - this program itself, and no shell
        _command(request),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROGRAM_FOLDER,  # and never the folder where a stranger's json.py may lie
        creationflags=_without_console(),
    )
    with child:
        try:
            return (yield from _waited_for(child, request.limits))
        finally:
            child.kill()


def _waited_for(child: "subprocess.Popen[bytes]", limits: Limits) -> Generator[None, None, bytes]:
    said = b""
    for _ in range(round(limits.seconds / _ASKED_EVERY)):
        try:
            return child.communicate(timeout=_ASKED_EVERY)[0]
        except subprocess.TimeoutExpired as waiting:
            said = waiting.output or said
            yield
    child.kill()
    # What it said before its time was up is text all the same.
    return child.communicate()[0] or said


def _command(request: Request) -> list[str]:
    bundled = getattr(sys, "frozen", False)
    child = [CHILD_MARK] if bundled else ["-m", "desktop.intake.text_layer"]
    return [sys.executable, *child, request.as_text()]


def _without_console() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0


def _clean(text: str) -> str:
    """Control characters, which fonts without letters of their own leave behind, are no text."""
    whole = text.replace("\N{SOFT HYPHEN}", "")
    return "".join(letter if letter.isprintable() or letter in "\n\t" else " " for letter in whole)
