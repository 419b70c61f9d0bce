"""The child process that paints pages of a PDF, so that a scan is seen beside its record."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from desktop.intake.child import bind

# By this first argument the bundled program knows that it is to run `main`, and nothing else.
CHILD_MARK: Final = "--paint-pages"

LOCKED, DAMAGED = "locked", "damaged"
# What PDFium says of a file that has a password.
_PASSWORD: Final = 4


@dataclass(frozen=True)
class Limits:
    """How much the pictures of some pages may cost."""

    memory: int = 1 << 30
    seconds: int = 20
    pixels: int = 40_000_000


@dataclass(frozen=True)
class Request:
    """Which pages of which file, by their places from 0, and how many pixels wide."""

    path: str
    places: tuple[int, ...]
    width: int
    limits: Limits

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "Request":
        told = json.loads(text)
        return cls(told["path"], tuple(told["places"]), told["width"], Limits(**told["limits"]))


def main() -> None:
    """Answer the request that is the last argument.

    A line of JSON says how many pages there are, or why none can be seen; then for each page a
    line with place, width and height comes before its pixels, four bytes each.
    """
    request = Request.from_text(sys.argv[-1])
    bind(memory=request.limits.memory, seconds=request.limits.seconds)
    for told, pixels in _answers(request):
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + pixels)
        # At once, so that it is not lost where a later page ends the process.
        sys.stdout.buffer.flush()


def _answers(request: Request) -> Iterator[tuple[dict[str, Any], bytes]]:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - needed by the child alone

    try:
        document = PdfDocument(request.path)
        document.init_forms()
        count = len(document)
        width, height = document.get_page_size(0)
    except PdfiumError as error:
        yield {"why": LOCKED if error.err_code == _PASSWORD else DAMAGED}, b""
        return
    yield {"count": count, "height_by_width": height / width}, b""
    for place in request.places:
        if place < count:
            yield _painted(document, place, request)


def _painted(document: Any, place: int, request: Request) -> tuple[dict[str, Any], bytes]:
    """A page with its stamps and signatures, which are annotations and fields."""
    page = document[place]
    width, height = page.get_size()
    # A little less, as the picture's width is rounded up to whole pixels.
    scale = (request.width - 0.01) / width
    if width * height * scale**2 > request.limits.pixels:
        scale = (request.limits.pixels / (width * height)) ** 0.5
    bitmap = page.render(scale=scale, prefer_bgrx=True, may_draw_forms=True)
    told = {"place": place, "width": bitmap.width, "height": bitmap.height}
    return told, bytes(bitmap.buffer)


if __name__ == "__main__":
    main()
