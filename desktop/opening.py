"""Opening the office's file with all kinds of record that the program knows."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop.correspondence.attaching.attachments import Attachment
from desktop.correspondence.filing.case_files import CaseFile
from desktop.correspondence.finding.saved_views import SavedView, proposed_views
from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.following_up.matter import Matter
from desktop.correspondence.following_up.urging import Urging
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.other_books.loans import Loan
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.paper.prints import Print
from desktop.correspondence.series import Series, proposed
from desktop.errors import InUse, Trouble
from desktop.language.words import M
from desktop.meetings.around import Conclusion, MeetingSeries, Participant, Week
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.rooms import Room
from desktop.office.bodies import Body
from desktop.office.calendar import CalendarDay
from desktop.office.identity import Office
from desktop.storage.lock import lock_path
from desktop.storage.store import Store

KINDS: Final = {
    record.kind: record
    for record in (
        Office,
        Body,
        CalendarDay,
        CaseFile,
        Dispatch,
        Loan,
        Series,
        IncomingDocument,
        OutgoingDocument,
        Print,
        SavedView,
        Attachment,
        Assignment,
        Urging,
        Room,
        MeetingTemplate,
        MeetingSeries,
        Meeting,
        Participant,
        Conclusion,
        Week,
    )
}
# Read like tables, but written through the kinds that they are put together from.
READ_ONLY: Final = {Matter.kind: Matter}
SEARCHED: Final = frozenset({"incoming", "outgoing", "attachments"})


def open_office(
    path: Path, *, read_only: bool = False, clock: Callable[[], datetime] = datetime.now
) -> Store:
    """Open an office's file; raises Trouble where it does not exist or cannot be read."""
    return Store.open(path, KINDS, SEARCHED, views=READ_ONLY, read_only=read_only, clock=clock)


def make_office(
    path: Path,
    office: Office | None = None,
    *,
    clock: Callable[[], datetime] = datetime.now,
    who: str | None = None,
) -> Store:
    """Open a file, made where it does not exist, with the series proposed to a new office."""
    store = Store.open(path, KINDS, SEARCHED, views=READ_ONLY, create=True, clock=clock)
    try:
        store.who = who or store.who
        if store.next_change == 1:
            _found(store, office or Office(name="Văn phòng Ủy ban nhân dân tỉnh"))
    except BaseException:
        store.close()
        raise
    return store


class _Taken(Trouble):
    """Somebody else made the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(M("{file} exists already: name a new file.", file=str(path)))


@contextmanager
def new_office(
    path: Path,
    office: Office | None = None,
    *,
    clock: Callable[[], datetime] = datetime.now,
    who: str | None = None,
    trial: bool = False,
) -> Iterator[Store]:
    """A new office's file, which stays only where all that is done with it ends well.

    Of a trial nothing stays. Raises Trouble where the file exists already.
    """
    if os.path.lexists(path):
        raise _Taken(path)
    try:
        _claim(path)
        with closing(make_office(path, office, clock=clock, who=who)) as store:
            yield store
    except (InUse, _Taken):  # the file, or its lock, is somebody else's
        raise
    except BaseException:
        _remove(path)
        raise
    if trial:
        _remove(path)
    else:
        lock_path(path).unlink(missing_ok=True)


@contextmanager
def office_on_trial(path: Path) -> Iterator[Store]:
    """An office to try an act on, which leaves the file as it was: missing, empty, or whole.

    Raises Trouble where opening for writing would change the file's shape.
    """
    if _is_empty(path):
        with TemporaryDirectory() as folder, new_office(Path(folder) / path.name) as store:
            yield store
    elif path.exists():
        open_office(path, read_only=True).close()  # refuses an older file instead of changing it
        with closing(open_office(path)) as store:
            yield store
    else:
        with new_office(path, trial=True) as store:
            yield store


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size


def _claim(path: Path) -> None:
    """Of two that make the same file, one is refused: what is removed later is its maker's own."""
    with suppress(OSError):  # a folder that is missing, or not to be written: opening says so
        try:
            path.touch(exist_ok=False)
        except FileExistsError as error:
            raise _Taken(path) from error


def _remove(path: Path) -> None:
    beside = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    for part in (path, *beside, lock_path(path)):
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _found(store: Store, office: Office) -> None:
    with store.writing(M("founding the office"), way="set-up") as writing:
        writing.add(office)
        for body in _issuers():
            writing.add(body)
        for series in proposed():
            writing.add(series)
        for view in proposed_views():
            writing.add(view)


def _issuers() -> tuple[Body, ...]:
    """The two bodies in whose names the registry issues documents."""
    return (
        Body(
            name="Ủy ban nhân dân tỉnh",
            abbreviation="UBND",
            aliases=("UBND tỉnh",),
            body_group="other",
        ),
        Body(
            name="Văn phòng Ủy ban nhân dân tỉnh",
            abbreviation="VP",
            aliases=("Văn phòng UBND tỉnh",),
            body_group="other",
        ),
    )


def office_of(store: Store) -> Office:
    """The office's own names."""
    found: Office = store.reader.record("office", 1)
    return found
