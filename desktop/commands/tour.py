"""sovan tour: pictures of the registers."""

from pathlib import Path

import click

from desktop.commands.parameters import FILE, PATH
from desktop.commands.troubles import refusing
from desktop.language.words import Words
from desktop.opening import open_office


@click.command()
@FILE
@click.argument("folder", metavar="OUTDIR", type=PATH)
@refusing
def tour(words: Words, file: Path, folder: Path) -> None:
    """Take pictures of the registers into OUTDIR, in light, in dark and at 200 %.

    Of each register its list, a search, the form and its problems; and the sheet of keys.
    """
    from desktop.tour import take  # noqa: PLC0415 - slow: Qt is loaded for the window only

    open_office(file, read_only=True).close()  # before a folder is made for its pictures
    for picture in take(file, folder, words.language):
        click.echo(str(picture))
