"""sovan print: a sheet as a PDF, page by page."""

from contextlib import closing
from pathlib import Path
from typing import Final

import click

from desktop.commands.parameters import FILE, ONE_YEAR, PATH
from desktop.commands.progress import follow
from desktop.commands.targets import refuse_unless_new
from desktop.commands.troubles import refusing
from desktop.correspondence.paper.printing_books import BoundBook, closing_print, is_as_closed
from desktop.correspondence.paper.sheets_by_name import NUMBERED, PRINTED, Asked
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms, Words
from desktop.meetings.sheets import mondays_between, weeks_sheet
from desktop.meetings.week import monday_of
from desktop.opening import office_of, open_office
from desktop.sheets.sheet import Sheet
from desktop.storage.lists import Reader
from desktop.storage.store import Store

_WEEKS: Final = "weekly-schedule"


def _weeks(reader: Reader, asked: Asked) -> Sheet:
    """From week to week of a year; without numbers this week."""
    weeks = [monday_of(asked.today)]
    if asked.first:
        last = asked.last or asked.first
        weeks = mondays_between(asked.year_or_this, asked.first, last)
    return weeks_sheet(reader, weeks, office=asked.office)


_SHEETS: Final = {**PRINTED, _WEEKS: _weeks}


@click.command("print")
@FILE
@click.argument("sheet", type=click.Choice(list(_SHEETS)))
@click.argument("out", type=PATH)
@ONE_YEAR
@click.option("--from", "first", type=click.IntRange(1), help="From this number on.")
@click.option("--to", "last", type=click.IntRange(1), help="Up to this number.")
@refusing
def print_sheet(
    words: Words,
    file: Path,
    sheet: str,
    out: Path,
    *,
    year: int | None,
    first: int | None,
    last: int | None,
) -> None:
    """Write a SHEET of FILE as the PDF OUT, page by page as it will be bound.

    Of a register that was closed it is said whether its rows are still those that were closed.
    """
    from desktop.printing.pdf import write_pdf  # noqa: PLC0415 - slow: Qt paints the pages
    from desktop.printing.without_window import fonts  # noqa: PLC0415 - the same

    refuse_unless_new(out, file, ".pdf")
    _refuse_numbers(sheet, first, last)
    with closing(open_office(file, read_only=True)) as store, fonts():
        asked = Asked(office_of(store), store.today, year, first, last)
        page = _SHEETS[sheet](store.reader, asked)
        follow(words(M("Writing {file}", file=out.name)), page.count, write_pdf(page, out))
        closed = _closed_said(store, sheet, year)
    click.echo(
        words(Ms("{count} row in {file}.", "{count} rows in {file}.", page.count, file=str(out)))
    )
    if closed:
        click.echo(words(closed))


def _refuse_numbers(sheet: str, first: int | None, last: int | None) -> None:
    if sheet not in (*NUMBERED, _WEEKS) and (first, last) != (None, None):
        raise Trouble(
            M("The sheet {sheet} has no numbers: leave out --from and --to.", sheet=sheet)
        )


def _closed_said(store: Store, sheet: str, year: int | None) -> Message | None:
    """Whether a closed book holds today what it held then; None where it was never closed."""
    if sheet not in NUMBERED or year is None:
        return None
    book = BoundBook(sheet, year)
    closed = closing_print(store.reader, book)
    if closed is None:
        return None
    day = f"{closed.printed_on:%d/%m/%Y}"
    if is_as_closed(store.reader, book, closed, office=office_of(store)):
        return M("The book was closed on {day}; its rows are as they were then.", day=day)
    return M("The book was closed on {day}; rows have been corrected since.", day=day)
