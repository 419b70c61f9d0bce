"""Sheets that are to stand on one page: their letters become smaller, as far as one can read."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from desktop.printing.layout import Layout
from desktop.printing.marks import Measure
from desktop.sheets.sheet import Sheet

_STEP: Final = 0.5  # points


def on_one_page(sheet: Sheet, measure: Measure, *, size: str) -> Sheet:
    """The sheet with the largest letters with which it has one page.

    As it was, where that is not asked for, or even the smallest letters are too large.
    """
    if sheet.least_letters is None:
        return sheet
    whole = replace(sheet, rows=tuple(sheet.rows))
    for letters in _sizes(sheet.letters, sheet.least_letters):
        tried = replace(whole, letters=letters)
        if len(list(islice(Layout(tried, measure, paper=size).pages(), 2))) == 1:
            return tried
    return whole


def _sizes(largest: float, least: float) -> Iterator[float]:
    letters = largest
    while letters > least:
        yield letters
        letters -= _STEP
    yield least
