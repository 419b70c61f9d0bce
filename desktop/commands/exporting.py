"""sovan export: a register as an Excel workbook."""

from contextlib import closing
from pathlib import Path

import click

from desktop.commands.parameters import FILE, ONE_YEAR, PATH, REGISTERS
from desktop.commands.progress import follow
from desktop.commands.targets import refuse_unless_new
from desktop.commands.troubles import refusing
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.sheets import BOOK_ORDER, SHEETS, sheet_named
from desktop.errors import Trouble
from desktop.excel.writing import write_workbook
from desktop.language.words import M, Ms, Words
from desktop.opening import office_of, open_office
from desktop.records.queries import Query, Test


@click.command()
@FILE
@click.argument("register", type=REGISTERS)
@click.argument("out", type=PATH)
@ONE_YEAR
@click.option("--search", "text", default="", help="Only documents that hold these words.")
@click.option(
    "--sheet", type=click.Choice(SHEETS), help="Which sheet; the statutory register first."
)
@refusing
def export(
    words: Words,
    file: Path,
    register: str,
    out: Path,
    *,
    year: int | None,
    text: str,
    sheet: str | None,
) -> None:
    """Write a REGISTER of FILE as the Excel workbook OUT."""
    name = sheet or f"{register}-register"
    _refuse_other_register(name, register)
    refuse_unless_new(out, file, ".xlsx")
    with closing(open_office(file, read_only=True)) as store:
        # The whole book keeps its cancelled numbers; what words pick out has none.
        query = _query(register, year, text, with_trash=name != "list" and not text)
        ground = KnownNames(store.reader).ground(store.today, words.language)
        page = sheet_named(
            name, store.reader, query, office=office_of(store), year=year, ground=ground
        )
        follow(words(M("Writing {file}", file=out.name)), page.count, write_workbook(page, out))
    click.echo(
        words(Ms("{count} row in {file}.", "{count} rows in {file}.", page.count, file=str(out)))
    )


def _refuse_other_register(sheet: str, register: str) -> None:
    if sheet.endswith("-register") and sheet != f"{register}-register":
        raise Trouble(
            M(
                "The sheet {sheet} is not of this register: name {register}-register or list.",
                sheet=sheet,
                register=register,
            )
        )


def _query(register: str, year: int | None, text: str, *, with_trash: bool) -> Query:
    query = Query(register, words=text, order=BOOK_ORDER, with_trash=with_trash)
    return query if year is None else query.where("year", Test.IS, year)
