"""Finds the text in a file, in a child process: a hostile file ends that, and not the program."""

from collections.abc import Generator
from pathlib import Path

from desktop.intake import text_layer
from desktop.intake.child import answer_of, start
from desktop.intake.text_layer import CHILD_MARK, Limits, Request
from desktop.language.folding import mend
from desktop.records.changes import at_one_go


def reading_text(path: Path, limits: Limits | None = None) -> Generator[None, None, str]:
    """Find the text of a PDF, a .docx or a text file; yields while it waits.

    A file without a text layer, of another kind, damaged or too costly has no text, or as much
    of it as was found in time: that is nothing a person could do anything about. Closing the
    generator ends the child.
    """
    request = Request(str(path.absolute()), limits or Limits())
    if not text_layer.may_have_text(path):
        return ""
    child = start("desktop.intake.text_layer", CHILD_MARK, request.as_text())
    # What it said before its time was up is text all the same.
    said = yield from answer_of(child, seconds=request.limits.seconds)
    return mend(_clean(said.decode(errors="replace")))


def text_of(path: Path, limits: Limits | None = None) -> str:
    """The text in a file, waited for."""
    return at_one_go(reading_text(path, limits))


def _clean(text: str) -> str:
    """Control characters, which fonts without letters of their own leave behind, are no text."""
    whole = text.replace("\N{SOFT HYPHEN}", "")
    return "".join(letter if letter.isprintable() or letter in "\n\t" else " " for letter in whole)
