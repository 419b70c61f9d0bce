"""The content of files, each kept once and known by its SHA-256."""

import hashlib
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Final
from weakref import finalize

from desktop.errors import Trouble
from desktop.language.words import M
from desktop.records.changes import at_one_go
from desktop.storage.driver import Connection

# The field by which a record says whose content it stands for.
HOLDER: Final = "sha256"
# A row of SQLite may have 1,000,000,000 bytes, its other columns among them.
LARGEST: Final = 990_000_000
_PART: Final = 1 << 20
# A larger file waits on the disk until it is written: memory stays flat.
_IN_MEMORY: Final = 8 << 20
_SAMPLE: Final = 64 << 10
# What is packed has to be unpacked each time: for less than a tenth that is not worth it.
_WORTH_PACKING: Final = 0.9
_LEVEL: Final = 6


@dataclass(frozen=True)
class Packed:
    """A content made ready to be kept: its size as a file, and the bytes that will be written."""

    sha256: str
    size: int
    packed: bool
    length: int
    stream: IO[bytes]


class TooLarge(Exception):  # noqa: N818 - the file is at fault, or the limit
    """There is more to read than may be kept."""


def packing(source: IO[bytes], most: int = LARGEST) -> Generator[int, None, Packed]:
    """Read a content once, hash and pack it; yields how many bytes are read so far.

    Raises TooLarge where the source holds more than `most` bytes, even if it grows meanwhile.
    """
    packer = zlib.compressobj(_LEVEL) if _shrinks(source) else None
    sum_of, size = hashlib.sha256(), 0
    with _waiting() as (waiting, keep_it):
        while part := source.read(_PART):
            size += len(part)
            if size > min(most, LARGEST):
                raise TooLarge
            sum_of.update(part)
            waiting.write(packer.compress(part) if packer else part)
            yield size
        if packer:
            waiting.write(packer.flush())
        made = keep_it(sum_of.hexdigest(), size, packed=packer is not None)
    return _as_it_was(made) if packer and made.length > size * _WORTH_PACKING else made


@contextmanager
def _waiting() -> Iterator[tuple[IO[bytes], Callable[..., Packed]]]:
    """Where bytes wait, in memory or on the disk, as long as what is made of them is held."""
    with ExitStack() as unless_kept:
        waiting: IO[bytes] = unless_kept.enter_context(SpooledTemporaryFile(_IN_MEMORY))

        def keep_it(sha256: str, size: int, *, packed: bool) -> Packed:
            made = Packed(sha256, size, packed, waiting.tell(), waiting)
            finalize(made, unless_kept.pop_all().close)
            return made

        yield waiting, keep_it


def packed(content: bytes) -> Packed:
    """A content at hand, made ready to be kept."""
    return at_one_go(packing(BytesIO(content)))


def _shrinks(source: IO[bytes]) -> bool:
    """Whether packing is worth it, told by samples: scans and office files are packed already."""
    length = source.seek(0, 2)
    samples = []
    for place in sorted({0, max(0, length // 2), max(0, length - _SAMPLE)}):
        source.seek(place)
        samples.append(source.read(_SAMPLE))
    source.seek(0)
    sample = b"".join(samples)
    return len(zlib.compress(sample, 1)) <= len(sample) * _WORTH_PACKING


def _as_it_was(made: Packed) -> Packed:
    """The samples promised too much: the content is kept unpacked."""
    made.stream.seek(0)
    with _waiting() as (waiting, keep_it):
        for part in _unpacked(iter(lambda: made.stream.read(_PART), b"")):
            waiting.write(part)
        return keep_it(made.sha256, made.size, packed=False)


def _unpacked(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack part by part, so that a few bytes cannot become a gigabyte in memory."""
    packer = zlib.decompressobj()
    for part in parts:
        left = part
        while left:
            yield packer.decompress(left, _PART)
            left = packer.unconsumed_tail
    yield packer.flush()


def keep(connection: Connection, content: Packed, text: str = "") -> None:
    """Write a content, unless it is there; called inside a transaction."""
    if _row(connection, content.sha256):
        return
    row = connection.execute(
        "INSERT INTO contents (sha256, size, packed, text, content)"
        " VALUES (?, ?, ?, ?, zeroblob(?))",
        (content.sha256, content.size, int(content.packed), text or None, content.length),
    ).lastrowid
    content.stream.seek(0)
    with connection.open_blob("contents", "content", row, False, "main") as blob:
        while part := content.stream.read(_PART):
            blob.write(part)


def parts(connection: Connection, sha256: str) -> Generator[bytes, None, None]:
    """A content part by part; raises Trouble at the latest after the last one."""
    found = _row(connection, sha256)
    if found is None:
        raise _damaged()
    row, size, is_packed = found
    sum_of, seen = hashlib.sha256(), 0
    try:
        with closing(_raw(connection, row)) as raw:
            for part in _unpacked(raw) if is_packed else raw:
                seen += len(part)
                if seen > size:
                    break
                sum_of.update(part)
                yield part
    except zlib.error as error:
        raise _damaged() from error
    if (seen, sum_of.hexdigest()) != (size, sha256):
        raise _damaged()


def _row(connection: Connection, sha256: str) -> tuple[int, int, int] | None:
    found: tuple[int, int, int] | None = connection.execute(
        "SELECT rowid, size, packed FROM contents WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return found


def _raw(connection: Connection, row: int) -> Generator[bytes, None, None]:
    with connection.open_blob("contents", "content", row, True, "main") as blob:
        while part := blob.read(_PART):
            yield part


def _damaged() -> Trouble:
    return Trouble(
        M("The content of this attachment is damaged or missing: take it from a backup.")
    )


def text_of(connection: Connection, sha256: str) -> str:
    """The text that was found in a content when it was kept."""
    found = connection.execute("SELECT text FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
    return (found and found[0]) or ""


def text_beside(connection: Connection, record: object) -> str:
    """What is searched with a record though it stands in its content; "" for most kinds."""
    sha256 = getattr(record, HOLDER, None)
    return text_of(connection, sha256) if sha256 else ""


def all_of(connection: Connection, kind: str) -> list[tuple[str, int]]:
    """Each content that records of a kind stand for, trashed ones too, with its size."""
    found: list[tuple[str, int]] = connection.execute(
        f"SELECT {HOLDER}, max(size) FROM {kind} GROUP BY 1 ORDER BY min(id)"
    ).fetchall()
    return found
