"""Has pages of a PDF painted by a child process, and takes in the pictures."""

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from desktop.errors import Trouble
from desktop.intake import page_pictures
from desktop.intake.child import answer_of, start
from desktop.intake.page_pictures import CHILD_MARK, Limits, Request
from desktop.language.words import M

_BYTES_A_PIXEL: Final = 4


@dataclass(frozen=True)
class Picture:
    """One page: four bytes a pixel, blue, green, red and one that says nothing."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class PaintedPages:
    """How many pages there are, the shape of the first, and the pictures of those wanted."""

    count: int
    height_by_width: float
    pictures: dict[int, Picture] = field(default_factory=dict)


def painting_pages(
    path: Path, places: tuple[int, ...], width: int, limits: Limits | None = None
) -> Generator[None, None, PaintedPages]:
    """Paint pages by their places from 0, so many pixels wide; yields while it waits.

    Raises Trouble for a file that has a password, is damaged or takes too much; a page that
    cannot be painted is missing among the pictures. Closing the generator ends the child.
    """
    request = Request(str(path.absolute()), places, width, limits or Limits())
    child = start("desktop.intake.page_pictures", CHILD_MARK, request.as_text())
    said = yield from answer_of(child, seconds=request.limits.seconds)
    answers = _answers(BytesIO(said))
    nothing: tuple[dict[str, Any], bytes] = ({"why": page_pictures.DAMAGED}, b"")
    head, _ = next(answers, nothing)
    if "why" in head:
        raise _refusal(path.name, head["why"])
    pictures = {
        told["place"]: Picture(told["width"], told["height"], pixels) for told, pixels in answers
    }
    return PaintedPages(head["count"], head["height_by_width"], pictures)


def _answers(said: BytesIO) -> Iterator[tuple[dict[str, Any], bytes]]:
    while line := said.readline():
        told = json.loads(line)
        size = told.get("width", 0) * told.get("height", 0) * _BYTES_A_PIXEL
        pixels = said.read(size)
        if len(pixels) < size:  # its time was up in the middle of this page
            return
        yield told, pixels


def _refusal(name: str, why: str) -> Trouble:
    if why == page_pictures.LOCKED:
        return Trouble(M("{name} has a password: open it in its own program.", name=name))
    return Trouble(M("{name} is damaged: it cannot be shown.", name=name))
