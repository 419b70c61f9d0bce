"""Enclosing files with a document: read once, beside the window, and kept in its transaction."""

import errno
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from desktop.correspondence.attaching.attachments import Attachment, attachments_of
from desktop.correspondence.attaching.file_names import apart, kept_name
from desktop.correspondence.known_names import Document
from desktop.errors import Trouble
from desktop.intake.texts import reading_text
from desktop.language.words import M
from desktop.storage.contents import LARGEST, Packed, TooLarge, packing
from desktop.storage.writing import Writing

MEGABYTE: Final = 1_000_000
# What SQLite itself takes; an office may set less.
_MOST_MEGABYTES: Final = LARGEST // MEGABYTE


@dataclass(frozen=True)
class Enclosure:
    """A file made ready to be attached: read, hashed and packed, its text found."""

    name: str
    content: Packed
    text: str = ""


@dataclass(frozen=True)
class Pasted:
    """What was cut out elsewhere and is no file yet; its bytes are made on the worker."""

    name: str
    content: Callable[[], bytes]


Source = Path | Pasted


def enclosing(
    sources: Iterable[Source], *, limit: int
) -> Generator[int, None, tuple[Enclosure, ...]]:
    """Make files ready to be attached; yields how many kilobytes are read so far.

    `limit` is in megabytes. Raises Trouble for the first that cannot be read: then none is kept.
    """
    made: list[Enclosure] = []
    done = 0
    for source in sources:
        enclosure = yield from _after(done, _enclosing_one(source, limit))
        made.append(enclosure)
        done += enclosure.content.size
    return tuple(made)


def kilobytes(sources: Iterable[Source]) -> int:
    """How far `enclosing` will count, as far as that is known."""
    return sum(_size(source) for source in sources) // 1000


def _size(source: Source) -> int:
    try:
        return source.stat().st_size if isinstance(source, Path) else 0
    except OSError:
        return 0


def _after(done: int, counts: Generator[int, None, Enclosure]) -> Generator[int, None, Enclosure]:
    """The counts of one file, after those before it."""
    while True:
        try:
            count = next(counts)
        except StopIteration as ended:
            enclosure: Enclosure = ended.value
            return enclosure
        yield (done + count) // 1000


def _enclosing_one(source: Source, limit: int) -> Generator[int, None, Enclosure]:
    most = min(limit, _MOST_MEGABYTES)
    name = kept_name(source.name)
    if isinstance(source, Pasted):
        content = BytesIO(source.content())
        return Enclosure(name, (yield from _reading(name, content, most)))
    with _hindrances_said(name):
        _refuse_unless_file(source, most)
        with source.open("rb") as file:
            packed = yield from _reading(name, file, most)
    text = yield from _text_of(source, packed.size)
    return Enclosure(name, packed, text)


def _reading(name: str, file: IO[bytes], most: int) -> Generator[int, None, Packed]:
    try:
        return (yield from packing(file, most * MEGABYTE))
    except TooLarge:
        raise Trouble(
            M(
                "{name} has more than {limit} MB: make it smaller or divide it.",
                name=name,
                limit=most,
            )
        ) from None


def _text_of(path: Path, size: int) -> Generator[int, None, str]:
    """While the text is sought, the count stands still, and the act may be cancelled."""
    waiting = reading_text(path)
    while True:
        try:
            next(waiting)
        except StopIteration as ended:
            return str(ended.value)
        yield size


@contextmanager
def _hindrances_said(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Trouble(M("{name} is not there any more: choose it again.", name=name)) from None
    except PermissionError:
        raise Trouble(
            M("{name} may not be read: close it in other programs, or copy it first.", name=name)
        ) from None
    except OSError as hindrance:
        if hindrance.errno == errno.ENOSPC:
            raise
        raise Trouble(
            M(
                "{name} could not be read ({reason}): copy it to this computer first.",
                name=name,
                reason=hindrance.strerror or str(hindrance),
            )
        ) from hindrance


def _refuse_unless_file(path: Path, most: int) -> None:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise Trouble(M("{name} is a folder: choose the files inside it.", name=path.name))
    if not stat.S_ISREG(found.st_mode):
        raise Trouble(M("{name} is no file: choose another one.", name=path.name))
    if not found.st_size:
        raise Trouble(M("{name} is empty: there is nothing to keep.", name=path.name))
    if found.st_size > most * MEGABYTE:
        raise Trouble(
            M(
                "{name} has {size} MB, and at most {limit} can be kept: make it smaller or "
                "divide it.",
                name=path.name,
                size=-(-found.st_size // MEGABYTE),
                limit=most,
            )
        )


def enclose(
    writing: Writing, document: Document, enclosures: Sequence[Enclosure]
) -> list[Attachment]:
    """Keep files with a document inside an act; what it holds already is left out."""
    assert document.id is not None
    held = attachments_of(writing.reader, document.kind, document.id)
    names, sums = [one.name for one in held], {one.sha256 for one in held}
    added: list[Attachment] = []
    for enclosure in enclosures:
        if enclosure.content.sha256 not in sums:
            attachment = _enclosed(writing, document, enclosure, names)
            added.append(attachment)
            names.append(attachment.name)
            sums.add(attachment.sha256)
    return added


def _enclosed(
    writing: Writing, document: Document, enclosure: Enclosure, names: list[str]
) -> Attachment:
    assert document.id is not None
    name = apart(enclosure.name, names)
    kept = writing.keep_content(name, enclosure.content, enclosure.text)
    added: Attachment = writing.add(
        Attachment(
            register=document.kind,
            record=document.id,
            name=kept.name,
            size=kept.size,
            sha256=kept.sha256,
            attached_on=writing.change.at.date(),
        )
    )
    return added
