"""sovan demo: the demo office in a file of its own."""

from pathlib import Path

import click

from desktop.commands.parameters import FILE
from desktop.commands.progress import follow
from desktop.commands.troubles import refusing
from desktop.demo import DEMO_SIZE, make_demo
from desktop.language.words import M, Words


@click.command()
@FILE
@refusing
def demo(words: Words, file: Path) -> None:
    """Write the demo office, year 2023, into a new FILE."""
    follow(words(M("Writing the demo office")), DEMO_SIZE, make_demo(file))
    click.echo(words(M("{file} holds the demo office.", file=str(file))))
