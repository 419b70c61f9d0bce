"""The symbols that the outgoing register will give: known beforehand, so that others cite them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from desktop.correspondence.demo_year.texts import OutgoingText
from desktop.correspondence.demo_year.vocabulary import read_vocabulary
from desktop.correspondence.numbering import compose
from desktop.correspondence.series import proposed


def symbols_of(texts: Iterable[OutgoingText]) -> Iterator[str]:
    """One symbol for each document of a new register, in order."""
    templates = {one.code: one.template or "" for one in proposed() if one.register == "outgoing"}
    units = {one["name"]: one["short"] for one in read_vocabulary()["office"]["departments"]}
    numbers: Counter[str] = Counter()
    for text in texts:
        numbers[text.series] += 1
        yield compose(
            templates[text.series],
            number=numbers[text.series],
            year=text.document_date.year,
            document_kind=text.kind,
            unit=units[text.drafting_unit],
        )
