"""The demo office: the year 2023 of an office as large as the one the program is made for."""

from collections.abc import Generator, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from desktop.correspondence import demo_year
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import enter
from desktop.language.words import M
from desktop.office.bodies import Body
from desktop.office.identity import Office
from desktop.opening import new_office
from desktop.storage.store import Store

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
    with store.writing(M("writing the demo office"), way="set-up") as writing:
        for body in _bodies(names):
            names.learn(writing.add(body))
        for done, document in enumerate(_documents(share), start=1):
            enter(writing, document, names=names)
            if done % _TOLD_EVERY == 0:
                yield done


def _bodies(names: KnownNames) -> Iterator[Body]:
    for body in demo_year.bodies():
        if body.group != "citizen" and not names.directories["bodies"].named(body.name):
            yield Body(
                name=body.name,
                abbreviation=body.abbreviation or None,
                aliases=body.aliases or None,
                body_group=body.group,
            )


def _documents(share: float) -> Iterator[Document]:
    in_count, out_count = demo_year.INCOMING_IN_2023, demo_year.OUTGOING_IN_2023
    yield from map(_incoming, demo_year.incoming(count=round(in_count * share)))
    yield from map(_outgoing, demo_year.outgoing(count=round(out_count * share)))


def _incoming(text: demo_year.IncomingText) -> IncomingDocument:
    facts = asdict(text)
    facts["document_kind"] = facts.pop("kind")
    return IncomingDocument(language="vi", **_filled(facts))


def _outgoing(text: demo_year.OutgoingText) -> OutgoingDocument:
    facts = asdict(text)
    facts["document_kind"] = facts.pop("kind")
    del facts["issuer"]  # the series names it
    return OutgoingDocument(language="vi", **_filled(facts))


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", ())}
