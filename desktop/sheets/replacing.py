"""Writing a file out of the program: the old one stays whole until the new one is."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from desktop.errors import Trouble
from desktop.language.words import M, Message


@contextmanager
def taking_the_place_of(path: Path, *, in_place_of_folder: Message) -> Iterator[IO[bytes]]:
    """A file beside `path` that takes its place once it is whole and on the disk.

    Raises Trouble for whatever the world does not allow; `in_place_of_folder` is said where
    `path` is a folder.
    """
    try:
        _refuse_what_cannot_be_replaced(path, in_place_of_folder)
        beside = path.with_name(f".~{path.name[:40]}.{uuid4().hex[:8]}.tmp")
        try:
            with open(beside, "xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _replace(path, beside)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise _trouble(error, path) from error


def _refuse_what_cannot_be_replaced(path: Path, in_place_of_folder: Message) -> None:
    if path.is_dir():
        raise Trouble(in_place_of_folder)
    if path.exists():
        try:
            open(path, "r+b").close()
        except PermissionError as error:
            raise _held(path) from error


def _replace(path: Path, beside: Path) -> None:
    try:
        beside.replace(path)
    except PermissionError as error:
        raise _held(path) from error


def _held(path: Path) -> Trouble:
    """Windows lets nobody replace a file that another program has open."""
    return Trouble(
        M(
            "{name} is open in another program, or it is protected: "
            "close it there or choose another name, then export again.",
            name=path.name,
        )
    )


def _trouble(error: OSError, path: Path) -> Trouble:
    folder = str(path.parent)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Trouble(M("The disk is full: make room or choose another, then export again."))
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return Trouble(
            M("There is no folder {folder}: choose another, then export again.", folder=folder)
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Trouble(
            M(
                "Nothing may be written into {folder}: choose another folder, then export again.",
                folder=folder,
            )
        )
    return Trouble(
        M(
            "{name} could not be written ({reason}): choose another folder, then export again.",
            name=path.name,
            reason=error.strerror or str(error),
        )
    )
