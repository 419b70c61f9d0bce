"""The child process that reads a file's text layer; what it finds it says at once, in UTF-8."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from desktop.intake.child import bind

# By this first argument the bundled program knows that it is to run `main`, and nothing else.
CHILD_MARK: Final = "--read-text"

_LOOKED_AT: Final = 1024  # Acrobat allows so many bytes before the mark of a PDF
_ZIP: Final = b"PK\x03\x04"
_TEXT_ENDINGS: Final = frozenset({".txt", ".csv", ".md"})
_BYTE_ORDER_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True)
class Limits:
    """How much the text of one file may cost.

    A page holds some 3,000 letters: a million bytes are more than a hundred pages, and what
    identifies a document stands on the first ones. All of it goes into the search index.
    """

    memory: int = 1 << 30
    seconds: int = 30
    letters: int = 1_000_000  # bytes of UTF-8
    unfolded: int = 200_000_000


@dataclass(frozen=True)
class Request:
    """Which file."""

    path: str
    limits: Limits

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "Request":
        told = json.loads(text)
        return cls(told["path"], Limits(**told["limits"]))


def may_have_text(path: Path) -> bool:
    """Whether it is worth starting a child for a file; what cannot be read has no text."""
    with suppress(OSError):
        return _reader(path) is not None
    return False


def main() -> None:
    """Answer the request that is the last argument."""
    request = Request.from_text(sys.argv[-1])
    bind(memory=request.limits.memory, seconds=request.limits.seconds)
    path = Path(request.path)
    reader = _reader(path)
    if reader:
        _say(reader(path, request.limits), request.limits.letters)


def _say(pieces: Iterator[str], room: int) -> None:
    for piece in pieces:
        said = f"{piece}\n".encode(errors="replace")[:room]
        room -= len(said)
        sys.stdout.buffer.write(said)
        # At once, so that it is not lost where a later page ends the process.
        sys.stdout.buffer.flush()
        if not room:
            return


_Pieces = Callable[[Path, Limits], Iterator[str]]


def _reader(path: Path) -> _Pieces | None:
    """By its content; only plain text is known by its name."""
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if b"%PDF-" in start:
        return _of_pdf
    if start.startswith(_ZIP):
        return _of_docx if path.suffix.lower() in (".docx", ".docm", ".dotx") else None
    return _of_text if path.suffix.lower() in _TEXT_ENDINGS else None


def _of_pdf(path: Path, limits: Limits) -> Iterator[str]:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - needed by the child alone

    with suppress(PdfiumError):
        for page in PdfDocument(path):
            # One page that cannot be read does not hide the others.
            with suppress(PdfiumError):
                yield page.get_textpage().get_text_bounded().replace("\r\n", "\n")


def _of_docx(path: Path, limits: Limits) -> Iterator[str]:
    with ZipFile(path) as folded:
        if sum(part.file_size for part in folded.infolist()) > limits.unfolded:
            return
    from docx import Document  # noqa: PLC0415 - slow, and needed by the child alone
    from docx.opc.part import XmlPart  # noqa: PLC0415

    document = Document(str(path))
    yield from _paragraphs(document.element)
    for part in document.part.package.iter_parts():
        # Headers, where the office and the number stand, footers and notes.
        if isinstance(part, XmlPart) and "/word/" in part.partname and part != document.part:
            yield from _paragraphs(part.element)


def _paragraphs(element: object) -> Iterator[str]:
    """Each paragraph, those in tables, boxes and fields to be filled in among them."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    for paragraph in element.iter(qn("w:p")):  # type: ignore[attr-defined]
        runs = paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        yield "".join(run.text or " " for run in runs)


def _of_text(path: Path, limits: Limits) -> Iterator[str]:
    with path.open("rb") as file:
        start = file.read(limits.letters)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            yield start.decode(encoding, errors="replace").lstrip("\ufeff")
            return
    yield _in_one_byte_or_more(start)


def _in_one_byte_or_more(start: bytes) -> str:
    try:
        return start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The last letter may have been cut in two by the limit.
        if error.start >= len(start) - 3:
            return start[: error.start].decode("utf-8-sig")
        return start.decode("cp1258", errors="replace")


if __name__ == "__main__":
    main()
