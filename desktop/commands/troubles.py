"""What went wrong, said in one sentence instead of a traceback."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from desktop.commands.interruption import ending_in_order
from desktop.errors import Trouble
from desktop.language.words import M, Words
from desktop.opening import open_office
from desktop.storage import driver
from desktop.storage.verifying import verify


class Refusal(click.ClickException):
    """Trouble on the command line: one sentence, exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def refusing(command: Callable[..., None]) -> Callable[..., None]:
    """Hand the words to a command, and say its Trouble in them instead of a traceback."""

    @wraps(command)
    @click.pass_obj
    def run(words: Words, /, file: Path, **options: Any) -> None:
        with troubles_said(words, file), ending_in_order():
            command(words, file, **options)

    return run


@contextmanager
def troubles_said(words: Words, file: Path) -> Iterator[None]:
    """Turn what may go wrong with an office's file into a refusal."""
    try:
        with driver.troubles(file):
            yield
    except Trouble as trouble:
        raise Refusal(words(trouble.message)) from trouble
    except (BrokenPipeError, click.ClickException):  # enough was read; all was said
        raise
    except OSError as error:
        message = M(
            "{file} cannot be used ({reason}): check its name and its drive.",
            file=str(error.filename or file),
            reason=error.strerror or str(error),
        )
        raise Refusal(words(message)) from error
    except Exception as error:
        if _is_unsound(file):
            raise Refusal(words(driver.damaged(file).message)) from error
        raise


def _is_unsound(file: Path) -> bool:
    """Whether the file explains an error that nobody foresaw: anything may stand in it."""
    try:
        with closing(open_office(file, read_only=True)) as store:
            return bool(verify(store))
    except Trouble:
        return False
    except Exception:  # noqa: BLE001 - not even to be looked at
        return True
