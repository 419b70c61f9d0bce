"""Attaching files to a registered document, renaming and detaching them (Decree 30/2020, Art. 22).

The copy that arrived on paper is scanned and kept beside its entry in the register.
"""

import errno
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from typing import Any

from desktop.correspondence.attaching.attachments import Attachment, attachments_of
from desktop.correspondence.attaching.enclosing import Enclosure, Source, enclose, enclosing
from desktop.correspondence.attaching.file_names import apart, is_program, kept_name
from desktop.correspondence.known_names import Document
from desktop.correspondence.registering import title
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.records.changes import Change, at_one_go
from desktop.storage.lists import Reader
from desktop.storage.store import Store


def attach(store: Store, document: Document, sources: Iterable[Source], *, limit: int) -> Change:
    """Attach files, all or none; `limit` is in megabytes. Raises Trouble with the first fault."""
    return attach_enclosed(store, document, at_one_go(enclosing(sources, limit=limit)))


def attach_enclosed(
    store: Store,
    document: Any,
    enclosures: Sequence[Enclosure],
    *,
    called: Callable[[Any], Message] = title,
) -> Change:
    """Attach files that were made ready beforehand: what is left takes no time of the window.

    Any record may hold files; `called` says what it is called.
    """
    assert document.id is not None
    if store.reader.is_trashed(document.kind, document.id):
        raise Trouble(M("This document is in the trash: put it back, then attach to it."))
    with store.writing(M("attaching")) as writing:
        added = enclose(writing, document, enclosures)
        writing.call_it(_said(called(document), added))
    if not added:
        names = tuple(enclosure.name for enclosure in enclosures)
        raise Trouble(M("Attached to this document already: {files}.", files=names))
    return writing.change


def keeping_ahead(store: Store, enclosures: Sequence[Enclosure]) -> Iterator[int]:
    """Keep the contents of files that are ready, on a worker: then to attach them takes no time.

    For a document that is registered already: what only waits for one may still be left out.
    """
    read = sum(one.content.size for one in enclosures) // 1000
    for _ in store.keeping_ahead((one.content, one.text) for one in enclosures):
        yield read  # as `enclosing` counts


def _said(document: Message, added: Sequence[Attachment]) -> Message:
    if len(added) == 1:
        return M("attaching {file} to {document}", file=added[0].name, document=document)
    return Ms(
        "attaching {count} file to {document}",
        "attaching {count} files to {document}",
        len(added),
        document=document,
    )


def rename(store: Store, attachment: Attachment, name: str) -> Change:
    """Call a file otherwise; without an ending it keeps the one by which it is opened."""
    ending = PurePosixPath(attachment.name).suffix
    typed = kept_name(name)
    whole = typed if PurePosixPath(typed).suffix else f"{typed}{ending}"
    others = attachments_of(store.reader, attachment.register, attachment.record)
    free = apart(whole, (other.name for other in others if other.id != attachment.id))
    with store.writing(M("renaming {file}", file=attachment.name)) as writing:
        writing.put(replace(attachment, name=free))
    return writing.change


def detach(store: Store, *attachments: Attachment) -> Change:
    """Take files off their document; their content stays, so that it can be undone."""
    words = Ms("detaching {count} file", "detaching {count} files", len(attachments))
    if len(attachments) == 1:
        words = M("detaching {file}", file=attachments[0].name)
    with store.writing(words) as writing:
        for attachment in attachments:
            assert attachment.id is not None
            writing.trash("attachments", attachment.id)
    return writing.change


def content_of(reader: Reader, attachment: Attachment) -> bytes:
    """The whole content; raises Trouble where it is damaged or missing."""
    return b"".join(reader.content(attachment.sha256))


def write_copy(reader: Reader, attachment: Attachment, path: Path) -> None:
    """Write the content to a file; an old one stays whole until the new one is."""
    beside = path.with_name(f"{path.name[:100]}.new")
    try:
        with beside.open("wb") as file, closing(reader.content(attachment.sha256)) as parts:
            for part in parts:
                file.write(part)
        beside.replace(path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise Trouble(
            M("{file} may not be written: close it, or choose another folder.", file=str(path))
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


class ReadingCopies:
    """Copies that other programs open: read-only, in a folder that is the person's alone."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._one_at_a_time = Lock()  # a copy to be opened, and one to be seen

    def make(self, reader: Reader, attachment: Attachment) -> Path:
        """A copy to be read; the same one as long as the program runs."""
        if is_program(attachment.name):
            raise Trouble(
                M("{file} is a program, and is not started from here.", file=attachment.name)
            )
        with self._one_at_a_time:
            self._folder = self._folder or Path(mkdtemp(prefix="sovan-"))
            place = self._folder / attachment.sha256[:16]
            place.mkdir(exist_ok=True)
            copy = place / attachment.name
            if not copy.exists():
                write_copy(reader, attachment, copy)
                copy.chmod(stat.S_IREAD)
        return copy

    def remove(self) -> None:
        """Remove all copies; one that is still open on Windows is left to the system."""
        if self._folder is None:
            return
        for copy in self._folder.glob("*/*"):
            with suppress(OSError):
                copy.chmod(stat.S_IREAD | stat.S_IWRITE)
        rmtree(self._folder, ignore_errors=True)
        self._folder = None
