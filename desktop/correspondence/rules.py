"""What must hold across the fields of a document, incoming or outgoing."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop.language.words import M
from desktop.records.fields import Ground
from desktop.records.law import catalogue
from desktop.records.record import Problem


def not_secret(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
    """Secret documents have a register of their own (Decree 30/2020, Art. 15(2), 22(4))."""
    entry = catalogue("secrecy").of(values.get("secrecy") or "")
    if entry and entry.refused:
        yield Problem(
            "secrecy",
            M(
                "This program holds no secret documents: enter it in the separate register "
                "of state secrets, and set “None” here for any other document."
            ),
        )


def not_in_the_future(field: str) -> Any:
    """A document cannot have arrived, or been issued, after today."""

    def rule(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
        day = values.get(field)
        if day and day > ground.today:
            yield Problem(field, M("This day is still to come: correct the date."))

    return rule


def in_order(first: str, second: str, message: Any) -> Any:
    """The second date is not before the first one."""

    def rule(values: Mapping[str, Any], ground: Ground) -> Iterable[Problem]:
        earlier, later = values.get(first), values.get(second)
        if earlier and later and later < earlier and not values.get("date_reason"):
            yield Problem(second, message)

    return rule
