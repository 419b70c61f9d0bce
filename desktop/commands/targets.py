"""Where a command writes to."""

from pathlib import Path

from desktop.errors import Trouble
from desktop.language.words import M


def refuse_unless_new(out: Path, file: Path, ending: str) -> None:
    """What is written takes the place of what is there, and must not take an office's."""
    if out.suffix.lower() != ending and not out.is_dir():
        raise Trouble(
            M("{name} has another ending: end it with {ending}.", name=out.name, ending=ending)
        )
    if out.exists() and file.exists() and out.samefile(file):
        raise Trouble(M("{file} exists already: name a new file.", file=str(out)))
