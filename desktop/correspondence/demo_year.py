"""The demo office's correspondence of one year, as plain values: invented, but as it reads."""

import re
import tomllib
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final, Generic, TypeVar

from holidays import country_holidays

VOCABULARY: Final = (
    Path(__file__).parents[2] / "resources" / "demo" / "correspondence.toml"
)
INCOMING_IN_2023: Final = 55_279
OUTGOING_IN_2023: Final = 15_626
LONGEST_JOURNEY: Final = timedelta(days=12)

Phrase = tuple[str, ...]
"""Words and names of lists in turn, beginning and ending with words."""
Lists = Mapping[str, Sequence[Phrase]]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class IncomingText:
    """One line of the incoming register, and what a secretary notes beside it."""

    series: str
    arrived_on: date
    issuer: str
    symbol: str
    document_date: date
    kind: str
    subject: str
    receivers: tuple[str, ...]
    forwarded_on: date | None
    urgency: str
    channel: str
    pages: int
    signer: str
    signer_position: str
    due_on: date | None
    note: str


@dataclass(frozen=True, kw_only=True)
class OutgoingText:
    """One line of the outgoing register; its number is given when it is registered."""

    series: str
    document_date: date
    issuer: str
    kind: str
    subject: str
    capacity: str
    signer: str
    signer_position: str
    recipients: tuple[str, ...]
    file_copy_holder: str
    copies: int
    forwarded_on: date | None
    drafting_unit: str
    urgency: str
    channel: str
    pages: int


@dataclass(frozen=True, kw_only=True)
class BodyText:
    """A body, unit or person that writes, receives or drafts."""

    name: str
    abbreviation: str
    aliases: tuple[str, ...]
    group: str


def incoming(year: int = 2023, count: int = INCOMING_IN_2023) -> Iterator[IncomingText]:
    """Every letter that came in, in order of arrival."""
    office = DemoOffice(year, Random(f"incoming {year}"))  # noqa: S311 - the same lots each time
    for letter in office.letters_received(count):
        yield office.received(letter)


def outgoing(year: int = 2023, count: int = OUTGOING_IN_2023) -> Iterator[OutgoingText]:
    """Every document that went out, in order of its date."""
    office = DemoOffice(year, Random(f"outgoing {year}"))  # noqa: S311 - the same lots each time
    for day in office.days_of_work(count):
        yield office.issued(day)


def bodies() -> Iterator[BodyText]:
    """Every issuer, receiver and unit that a letter of the demo may name, each once."""
    yield from Vocabulary.read().bodies
