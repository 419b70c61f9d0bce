"""sovan verify: whether a file is whole and its journal unbroken."""

from contextlib import closing
from pathlib import Path

import click

from desktop.commands.parameters import FILE
from desktop.commands.progress import bar, is_watched
from desktop.commands.troubles import Refusal, refusing
from desktop.language.words import M, Message, Ms, Words
from desktop.opening import open_office
from desktop.storage import journal
from desktop.storage.driver import DatabaseError
from desktop.storage.store import Store
from desktop.storage.verifying import bytes_to_read
from desktop.storage.verifying import verify as wrongs_of


@click.command()
@FILE
@refusing
def verify(words: Words, file: Path) -> None:
    """Check that FILE is whole and its journal unbroken.

    Note the number of changes and the last hash that it says, on the bound register for example:
    that the newest changes were cut off, or all hashes written anew, shows only against a hash
    that was noted elsewhere.
    """
    with closing(open_office(file, read_only=True)) as store:
        wrongs = _wrongs(store, words(M("Checking {file}", file=file.name)))
        if wrongs:
            raise Refusal("\n".join(words(wrong) for wrong in wrongs))
        click.echo(words(_sound(store, file)))


def _wrongs(store: Store, label: str) -> list[Message]:
    """What is wrong; the contents of attachments, which take longest, move a bar."""
    size = _bytes_to_read(store) if is_watched() else 0
    if not size:
        return wrongs_of(store)
    with bar(label, size) as tell:
        return wrongs_of(store, tell)


def _bytes_to_read(store: Store) -> int:
    try:
        return bytes_to_read(store)
    except (DatabaseError, UnicodeDecodeError):  # the check itself says what is damaged
        return 0


def _sound(store: Store, file: Path) -> Message:
    return Ms(
        "{file} is sound: {count} change, the last one with the hash {hash}.",
        "{file} is sound: {count} changes, the last one with the hash {hash}.",
        store.next_change - 1,  # in an unbroken journal no number is left out
        file=str(file),
        hash=journal.last_hash(store.connection),
    )
