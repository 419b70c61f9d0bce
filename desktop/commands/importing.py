"""sovan import: the rows of a table, entered into a register."""

from collections.abc import Generator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import click

from desktop.commands.importing_schedule import bring_schedule
from desktop.commands.parameters import FILE, PATH
from desktop.commands.troubles import refusing
from desktop.correspondence.importing import Faulty, Twin, bring_in
from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.registering import title
from desktop.correspondence.views import HEADINGS
from desktop.errors import Trouble
from desktop.intake.mapping import drafts, map_columns
from desktop.intake.reading import read_table
from desktop.language.words import M, Ms, Words
from desktop.opening import make_office, new_office, office_on_trial
from desktop.records.record import fields_of
from desktop.storage.store import Store


@click.command("import")
@FILE
@click.argument("register", type=click.Choice([*DOCUMENTS, "meetings"]))
@click.argument("source", type=PATH)
@click.option("--map", "wishes", multiple=True, metavar="FIELD=COLUMN", help="Map a column.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@refusing
def bring(
    words: Words, file: Path, register: str, source: Path, *, wishes: tuple[str, ...], dry_run: bool
) -> None:
    """Enter the rows of SOURCE (a text table or a workbook) into a REGISTER of FILE.

    FILE is made where it is missing. Rows that are there already (twins) and faulty rows are
    left out, and named with their line on standard output; the exit code is 0 all the same.
    Where each single row is faulty, nothing is written and the exit code is 1. The rows of a
    weekly schedule are entered as meetings.
    """
    table = read_table(source)
    if register == "meetings":
        with _office_to_fill(file, trial=dry_run) as store:
            bring_schedule(words, store, table, wishes, dry_run=dry_run)
        return
    fields = fields_of(DOCUMENTS[register])
    columns = map_columns(table, fields, HEADINGS[register], wishes)
    with _office_to_fill(file, trial=dry_run) as store:
        names = KnownNames(store.reader)
        ground = names.ground(store.today, words.language)
        lines = drafts(table, columns, register)
        outcomes = bring_in(store, lines, names=names, ground=ground, dry_run=dry_run)
        entered, left_out = _sorted_out(outcomes)
        for one in left_out:
            click.echo(_said_of(words, register, one))
        _say_counts(words, entered, left_out, dry_run=dry_run)
        if not entered and all(isinstance(one, Faulty) for one in left_out):
            raise Trouble(
                M(
                    "No row of {file} can be entered: put right what is said of its lines, "
                    "or map its columns.",
                    file=table.source,
                )
            )


def _office_to_fill(file: Path, *, trial: bool) -> AbstractContextManager[Store]:
    """An office to write into; one that is made for it stays only where the act succeeds."""
    if trial:
        return office_on_trial(file)
    return closing(make_office(file)) if file.exists() else new_office(file)


def _sorted_out(
    outcomes: Generator[Twin | Faulty | Document, None, None],
) -> tuple[int, list[Twin | Faulty]]:
    """How many rows were entered, and those that were not; nothing is said before all is saved."""
    entered = 0
    left_out: list[Twin | Faulty] = []
    with closing(outcomes):
        for outcome in outcomes:
            if isinstance(outcome, Twin | Faulty):
                left_out.append(outcome)
            else:
                entered += 1
    return entered, left_out


def _say_counts(words: Words, count: int, left_out: list[Twin | Faulty], *, dry_run: bool) -> None:
    entered = Ms("{count} row entered", "{count} rows entered", count)
    if dry_run:
        entered = Ms("{count} row would be entered", "{count} rows would be entered", count)
    twin_count = sum(isinstance(one, Twin) for one in left_out)
    twins = Ms("{count} twin left out", "{count} twins left out", twin_count)
    faulty = Ms(
        "{count} faulty row left out",
        "{count} faulty rows left out",
        len(left_out) - twin_count,
    )
    click.echo(
        words(M("{entered}, {twins}, {faulty}.", entered=entered, twins=twins, faulty=faulty))
    )


def _said_of(words: Words, register: str, one: Twin | Faulty) -> str:
    if isinstance(one, Twin):
        return _twin_said(words, one)
    return _fault_said(words, register, one)


def _twin_said(words: Words, twin: Twin) -> str:
    if twin.of_line is not None:
        message = M(
            "Line {line}: twin of line {other}.", line=str(twin.line), other=str(twin.of_line)
        )
        return words(message)
    return words(
        M("Line {line}: twin of {document}.", line=str(twin.line), document=title(twin.of))
    )


def _fault_said(words: Words, register: str, faulty: Faulty) -> str:
    """On one line, whatever the cells hold."""
    fields = fields_of(DOCUMENTS[register])
    reasons = [f"{words(fields[p.field].label)}: {words(p.message)}" for p in faulty.problems]
    said = words(M("Line {line}: {reasons}", line=str(faulty.line), reasons=" ".join(reasons)))
    return " ".join(said.split())
