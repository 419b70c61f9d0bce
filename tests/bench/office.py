"""The office that is measured: the demo year, and copies of it in the years after."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.registering import enter
from desktop.demo import DEMO_SIZE, make_demo
from desktop.language.words import M
from desktop.opening import open_office
from desktop.records.queries import Order, Query
from desktop.storage.store import Store

FIRST_YEAR: Final = 2023
Tell = Callable[[str], None]


@contextmanager
def scratch_office(years: int, share: float, keep: Path | None, tell: Tell) -> Iterator[Path]:
    """An office in a folder that goes when all is measured; a kept one is copied, and stays."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=keep) as folder:
        path = Path(folder) / "office.sovan"
        if keep is None:
            _build(path, years, share, tell)
        else:
            _copy(_kept(keep, years, share, tell), path)
        yield path


def clock(years: int) -> Callable[[], datetime]:
    """The evening of the last day of the last year."""
    return lambda: datetime(FIRST_YEAR + years - 1, 12, 31, 17)  # noqa: DTZ001 - the office's own clock


def _kept(folder: Path, years: int, share: float, tell: Tell) -> Path:
    """Built beside its place, so that one whose building was cut short is never measured."""
    kept = folder / f"office-{years}-years-{share:g}.sovan"
    if not kept.exists():
        with TemporaryDirectory(prefix="bench-", dir=folder) as beside:
            built = Path(beside) / kept.name
            _build(built, years, share, tell)
            built.rename(kept)
    return kept


def _copy(kept: Path, path: Path) -> None:
    shutil.copyfile(kept, path)
    # Or the first saves would wait for the whole copy to reach the disk.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _build(path: Path, years: int, share: float, tell: Tell) -> None:
    for done in make_demo(path, share):
        tell(f"building the office: {done} of {round(DEMO_SIZE * share * years)} documents")
    if years > 1:
        with closing(open_office(path, clock=clock(years))) as store:
            _add_copies(store, years, tell)


def _add_copies(store: Store, years: int, tell: Tell) -> None:
    year_of_demo = [document for kind in DOCUMENTS for document in _documents(store, kind)]
    names = KnownNames(store.reader)
    for later in range(1, years):
        tell(f"building the office: {len(year_of_demo) * later} documents")
        with store.writing(M("writing the demo office"), way="set-up") as writing:
            for document in year_of_demo:
                enter(writing, _moved(document, later), names=names)


def _documents(store: Store, kind: str) -> Iterator[Document]:
    ids = store.reader.ids(Query(kind, order=(Order("id"),)))
    yield from store.reader.records(kind, ids)


def _moved(document: Document, years: int) -> Document:
    """The same document so many years later, still to be numbered."""
    values = ((one.name, getattr(document, one.name)) for one in fields(document))
    days = {name: _later(day, years) for name, day in values if isinstance(day, date)}
    moved: Document = replace(as_new(document), **days)
    return moved


def as_new(document: Any) -> Any:
    """The same document as it was before it was registered."""
    symbol = None if document.kind == "outgoing" else document.symbol
    return replace(document, id=None, year=None, number=None, symbol=symbol)


def _later(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)
