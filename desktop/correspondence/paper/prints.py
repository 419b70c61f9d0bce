"""Prints of a statutory register: what stands on paper already, and up to which change."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.language.words import M
from desktop.records.fields import Day, Line, SerialNumber, Whole, YesNo
from desktop.records.record import Rule


@dataclass(frozen=True, kw_only=True)
class Print:
    """Pages of one book that were printed to be bound; the next print runs on from them.

    Registers kept by a system are printed, signed for and bound (Decree 30/2020/NĐ-CP,
    Art. 16(2)b and 22(3)b). `seen` is the last change of the journal that these pages knew.
    """

    kind: ClassVar = "prints"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    book: Annotated[str, Line(label=M("Book"), required=True)]
    series: Annotated[str | None, Line(label=M("Series"))] = None
    year: Annotated[int, Whole(label=M("Year"), required=True)]
    first_number: Annotated[int | None, SerialNumber(label=M("From number"))] = None
    last_number: Annotated[int | None, SerialNumber(label=M("To number"))] = None
    row_count: Annotated[int, Whole(label=M("Rows"), required=True)]
    first_page: Annotated[int, Whole(label=M("From page"), required=True)]
    last_page: Annotated[int, Whole(label=M("To page"), required=True)]
    printed_on: Annotated[date, Day(label=M("Printed on"), required=True)]
    fingerprint: Annotated[str | None, Line(label=M("SHA-256 of the rows"))] = None
    closes: Annotated[bool | None, YesNo(label=M("Closes the book"))] = None
    seen: Annotated[int, Whole(label=M("Last change it knew"), required=True)]
