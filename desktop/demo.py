"""The demo office: the year 2023 of an office as large as the one the program is made for."""

from collections.abc import Generator, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from desktop.correspondence import demo_year
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import enter
from desktop.language.words import M
from desktop.meetings.demo_year import MeetingYear, write_meetings
from desktop.office.bodies import Body
from desktop.office.identity import Office
from desktop.opening import new_office
from desktop.storage.store import Store
from desktop.storage.writing import Writing

DEMO_SIZE: Final = demo_year.INCOMING_IN_2023 + demo_year.OUTGOING_IN_2023
_OFFICE: Final = Office(superior="ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", name="VĂN PHÒNG", place="Hà Tĩnh")
_YEAR_END: Final = datetime(2023, 12, 31, 17, 0)  # noqa: DTZ001 - the office's own clock
_TOLD_EVERY: Final = 500


def make_demo(path: Path, share: float = 1.0) -> Generator[int, None, None]:
    """Write the demo office into a new file, the same each time; yields how many documents.

    `share` makes a smaller office. Raises Trouble where the file exists; a demo that is
    interrupted, or closed before its end, leaves no file behind.
    """
    with new_office(path, _OFFICE, clock=lambda: _YEAR_END, who="demo") as store:
        yield from _fill(store, share)


def _fill(store: Store, share: float) -> Iterator[int]:
    names = KnownNames(store.reader)
    year = demo_year.DemoYear(share=share)
    issued: list[OutgoingDocument] = []
    with store.writing(M("writing the demo office"), way="set-up") as writing:
        for body in _bodies(names):
            names.learn(writing.add(body))
        for file in year.case_files:
            writing.add(file)
        for done, document in enumerate(_entered(writing, year, names), start=1):
            if isinstance(document, OutgoingDocument):
                issued.append(document)
            if done % _TOLD_EVERY == 0:
                yield done
        _keep_other_books(writing, year, issued)
        write_meetings(writing, MeetingYear(share=share))


def _entered(writing: Writing, year: demo_year.DemoYear, names: KnownNames) -> Iterator[Document]:
    """Both registers, in order: the place of a text is the id of its document."""
    for arrival in year.arrivals:
        yield enter(writing, _incoming(arrival), names=names)
    writing.flush()  # answers look up what they answer
    for departure in year.departures:
        yield enter(writing, _outgoing(departure), names=names)


def _keep_other_books(
    writing: Writing, year: demo_year.DemoYear, issued: list[OutgoingDocument]
) -> None:
    tasks = [writing.add(task) for task in year.tasks()]
    for record in chain(year.urgings(tasks), year.dispatches(issued), year.loans(issued)):
        writing.add(record)


def _bodies(names: KnownNames) -> Iterator[Body]:
    for body in demo_year.bodies():
        if body.group != "citizen" and not names.directories["bodies"].named(body.name):
            yield Body(
                name=body.name,
                abbreviation=body.abbreviation or None,
                aliases=body.aliases or None,
                body_group=body.group,
            )


def _incoming(text: demo_year.IncomingText) -> IncomingDocument:
    facts = dict(vars(text))
    facts["document_kind"] = facts.pop("kind")
    del facts["topic"]
    return IncomingDocument(language="vi", **_filled(facts))


def _outgoing(text: demo_year.OutgoingText) -> OutgoingDocument:
    facts = dict(vars(text))
    facts["document_kind"] = facts.pop("kind")
    del facts["issuer"], facts["topic"]  # the series names the issuer
    return OutgoingDocument(language="vi", **_filled(facts))


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", ())}
