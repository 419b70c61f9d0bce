"""What is on screen, as a sheet: the visible columns of any list, in its order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from desktop.language.words import Words
from desktop.records.fields import Field, Ground, SerialNumber, Symbol, Whole
from desktop.records.record import RecordType, fields_of
from desktop.sheets.sheet import Cell, Column, Content, Sheet

# An average character of the body type is about 2.2 mm wide.
_MILLIMETRES: Final = 2.2
_WRAPS_FROM: Final = 24

NOTHING_ELSE: Final[Mapping[str, Callable[[Any], Cell]]] = MappingProxyType({})


def listing(
    name: str,
    record: RecordType,
    columns: Sequence[tuple[str, int]],
    records: Iterable[Any],
    *,
    count: int,
    ground: Ground,
    shown: Mapping[str, Callable[[Any], Cell]] = NOTHING_ELSE,
) -> Sheet:
    """A sheet of records by (field, width in characters), said in the ground's language.

    `shown` says cells that more than their own field tells of.
    """
    fields = fields_of(record)
    words = Words(ground.language)
    chosen = [(field, fields[field]) for field, _ in columns]
    return Sheet(
        name=name,
        columns=tuple(
            Column(words(fields[field].label), width * _MILLIMETRES, _content(fields[field], width))
            for field, width in columns
        ),
        rows=(
            tuple(
                shown[name](one) if name in shown else cell(kind, getattr(one, name), ground)
                for name, kind in chosen
            )
            for one in records
        ),
        count=count,
        language=ground.language,
    )


def cell(kind: Field, value: Any, ground: Ground) -> Cell:
    """A value as a cell: true dates and numbers, all else as it is shown."""
    if value is None or isinstance(value, date):
        return value
    if isinstance(kind, Whole) and not isinstance(kind, SerialNumber):
        return int(value)
    return kind.show(value, ground)


def _content(kind: Field, width: int) -> Content:
    if kind.editor == "day":
        return Content.DATE
    if isinstance(kind, (SerialNumber, Symbol)):
        return Content.CODE
    if isinstance(kind, Whole):
        return Content.NUMBER
    return Content.WRAPPED if width >= _WRAPS_FROM else Content.TEXT
