"""Documents that a later one replaces, corrects or recalls: a few in each register."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final, TypeVar

from desktop.correspondence.demo_year.citing import cited
from desktop.correspondence.demo_year.lots import Lot, dice_for
from desktop.correspondence.demo_year.symbols import symbols_of
from desktop.correspondence.demo_year.texts import IncomingText, OutgoingText
from desktop.correspondence.demo_year.vocabulary import Told, read_follow_up

Text = TypeVar("Text", IncomingText, OutgoingText)
_SOONEST: Final = timedelta(days=2)
_LATEST: Final = timedelta(days=75)
_OWN_KIND: Final = ("replaced",)  # the others are done by an official letter
_WITHOUT_SYMBOL: Final = ("don-thu", "thu-cong")
_NEVER_REPLACED: Final = ("cong-van", "giay-moi")


def changed_arrivals(year: int, texts: Sequence[IncomingText]) -> list[IncomingText]:
    """The incoming register, in which some letters change earlier ones of their author."""
    symbols = [text.symbol for text in texts]
    return _changed(
        year,
        "incoming",
        texts,
        symbols,
        lambda one, other: replace(other, receivers=one.receivers, topic=one.topic),
    )


def changed_departures(year: int, texts: Sequence[OutgoingText]) -> list[OutgoingText]:
    """The outgoing register, in which some documents change earlier ones."""
    symbols = list(symbols_of(texts))
    return _changed(
        year,
        "outgoing",
        texts,
        symbols,
        lambda one, other: replace(
            other, recipients=one.recipients, copies=max(one.copies, other.copies)
        ),
    )


def _changed(
    year: int,
    register: str,
    texts: Sequence[Text],
    symbols: Sequence[str],
    addressed: Callable[[Text, Text], Text],
) -> list[Text]:
    told, dice = read_follow_up(), dice_for(f"changed {register} {year}")
    count = round(len(texts) * told["habits"]["changed"][register])
    after = list(texts)
    for place, later, manner in _pairs(told["changed"], texts, count, dice):
        one = texts[place]
        document = cited(one.kind, symbols[place], _dated(one), one.issuer)
        after[place] = replace(
            one,
            standing=manner,
            standing_reason=dice.choice(told["changed"][manner]["reasons"]),
            changed_by=later + 1,
        )
        subject = told["changed"][manner]["subject"]
        said = subject.format(subject=one.subject, document=document)
        after[later] = addressed(one, replace(texts[later], subject=said))
    return after


def _dated(text: Any) -> date:
    day: date = text.document_date
    return day


def _pairs(
    told: Told, texts: Sequence[Any], count: int, dice: Random
) -> Iterator[tuple[int, int, str]]:
    """Places of documents and of the later ones that change them; none occurs twice."""
    manners = Lot[str]({name: about["weight"] for name, about in told.items()})
    used: set[int] = set()
    for place in dice.sample(range(len(texts)), min(len(texts), 40 * count)):
        manner = manners.draw(dice)
        later = _changer(texts, place, manner, used) if place not in used else None
        if later is not None:
            used |= {place, later}
            yield place, later, manner
        if len(used) >= 2 * count:
            return


def _changer(texts: Sequence[Any], place: int, manner: str, used: set[int]) -> int | None:
    """The first later document of the same author about the same field that may change it."""
    one = texts[place]
    kind = one.kind if manner in _OWN_KIND else "cong-van"
    if one.kind in _WITHOUT_SYMBOL or (one.kind in _NEVER_REPLACED and manner in _OWN_KIND):
        return None
    wanted = (_author(one), kind)
    for later in range(place + 1, len(texts)):
        other = texts[later]
        if other.document_date > one.document_date + _LATEST:
            return None
        fits = (_author(other), other.kind) == wanted
        if fits and later not in used and other.document_date >= one.document_date + _SOONEST:
            return later
    return None


def _author(text: Any) -> tuple[str, str, str]:
    """Who wrote it, about what, and from which unit of the office."""
    unit = text.drafting_unit if isinstance(text, OutgoingText) else ""
    return text.issuer, text.topic, unit
