"""A weekly schedule brought in as meetings: each line kept, or named with the reason."""

from contextlib import closing

import click

from desktop.correspondence.importing import Faulty
from desktop.correspondence.known_names import KnownNames
from desktop.errors import Trouble
from desktop.intake.mapping import drafts, map_columns
from desktop.intake.tables import Table
from desktop.language.words import M, Ms, Words
from desktop.meetings.importing import (
    HEADINGS,
    DayHead,
    SameMeeting,
    bring_in_schedule,
    fields_of_schedule,
)
from desktop.meetings.names import MeetingNames
from desktop.storage.store import Store


def bring_schedule(
    words: Words, store: Store, table: Table, wishes: tuple[str, ...], *, dry_run: bool
) -> None:
    """Enter the lines of a schedule; says how many, and names what was left out."""
    columns = map_columns(table, fields_of_schedule(), HEADINGS, wishes)
    names = MeetingNames(store.reader, KnownNames(store.reader))
    ground = names.ground(store.today, words.language)
    lines = drafts(table, columns, "meetings")
    entered, heads, same = 0, 0, 0
    faulty: list[Faulty] = []
    with closing(
        bring_in_schedule(store, lines, names=names, ground=ground, dry_run=dry_run)
    ) as outcomes:
        for outcome in outcomes:
            match outcome:
                case DayHead():
                    heads += 1
                case SameMeeting():
                    same += 1
                case Faulty():
                    faulty.append(outcome)
                case _:
                    entered += 1
    _say(words, entered, heads, same, faulty)
    if faulty and not entered and not same:
        raise Trouble(
            M(
                "No line of {file} can be entered: put right what is said of them.",
                file=table.source,
            )
        )


def _say(words: Words, entered: int, heads: int, same: int, faulty: list[Faulty]) -> None:
    for one in faulty:
        reasons = " ".join(words(problem.message) for problem in one.problems)
        said = words(M("Line {line}: {reasons}", line=str(one.line), reasons=reasons))
        click.echo(" ".join(said.split()))
    parts = (
        Ms("{count} meeting", "{count} meetings", entered),
        Ms("{count} day without one", "{count} days without one", heads),
        Ms("{count} there already", "{count} there already", same),
        Ms("{count} faulty line left out", "{count} faulty lines left out", len(faulty)),
    )
    click.echo(words(M("{parts}.", parts=parts)))
