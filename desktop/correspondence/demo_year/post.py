"""The post book: what left by post, each day one line for each recipient."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.staff import Staff
from desktop.correspondence.demo_year.vocabulary import read_follow_up
from desktop.correspondence.other_books.dispatches import Dispatch
from desktop.correspondence.outgoing import OutgoingDocument

BY_POST: Final = "buu-dien"
_FAR: Final = ("central", "department", "commune", "party", "other")
_MOST_COPIES: Final = 3  # the others fetch theirs, or have it by wire


def posted(year: int, documents: Iterable[OutgoingDocument], staff: Staff) -> Iterator[Dispatch]:
    """The lines of the post book for registered documents, by their days."""
    told, dice = read_follow_up()["post"], dice_for(f"post {year}")
    symbols = defaultdict[tuple[date, str], list[str]](list)
    for document in documents:
        if document.channel == BY_POST and document.forwarded_on:
            for recipient in _by_post(document, staff):
                symbols[document.forwarded_on, recipient].append(document.symbol or "")
    for (day, recipient), listed in sorted(symbols.items()):
        yield Dispatch(
            sent_on=day,
            symbols="; ".join(listed),
            recipient=recipient,
            envelopes=1,
            receipt=dice.choice(told["clerks"]),
            note=dice.choice(told["notes"]) if dice.random() < told["noted"] else None,
        )


def _by_post(document: OutgoingDocument, staff: Staff) -> list[str]:
    far = [name for name in document.recipients or () if staff.groups.get(name) in _FAR]
    return far[:_MOST_COPIES]
