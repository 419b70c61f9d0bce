"""The command line: each command calls the same acts as the window."""

import sys
import tomllib
from importlib import metadata
from pathlib import Path

import click

from desktop import paths
from desktop.commands.demo import demo
from desktop.commands.exporting import export
from desktop.commands.importing import bring
from desktop.commands.parameters import PATH
from desktop.commands.printing import print_sheet
from desktop.commands.reporting import report
from desktop.commands.searching import search
from desktop.commands.tour import tour
from desktop.commands.troubles import troubles_said
from desktop.commands.verifying import verify
from desktop.language.words import LANGUAGES, Words, language_of_system


def main() -> None:
    """Run a command, or open the window where none is named."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sovan(prog_name="sovan")


def _say_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"sovan {_version()}")
        context.exit()


def _version() -> str:
    """The installed version; in a folder that nobody installed, the project's file names it."""
    try:
        return metadata.version("sovan")
    except metadata.PackageNotFoundError:
        project = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


@click.group(invoke_without_command=True)
@click.option("--file", "file", type=PATH, help="The office's file; made where it is missing.")
@click.option("--demo", "demo_office", is_flag=True, help="Open the demo office.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the words.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
@click.pass_context
def sovan(
    context: click.Context, file: Path | None, *, demo_office: bool, language: str | None
) -> None:
    """Sổ Văn, the records manager; without a command it opens the window."""
    if file and demo_office:
        raise click.UsageError("--demo opens a file of its own: leave out --demo or --file.")
    words = Words(language or language_of_system())
    context.obj = words
    if context.invoked_subcommand is None:
        _open_window(words, file, demo_office=demo_office, language=language)


def _open_window(
    words: Words, file: Path | None, *, demo_office: bool, language: str | None
) -> None:
    from desktop.app import run  # noqa: PLC0415 - slow: Qt is loaded for the window only

    with troubles_said(words, file or paths.office_file()):
        sys.exit(run(file=file, demo_office=demo_office, language=language))


for command in (bring, demo, export, print_sheet, report, search, tour, verify):
    sovan.add_command(command)
