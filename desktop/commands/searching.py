"""sovan search: the documents that hold some words."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import click

from desktop.commands.parameters import AS_JSON, FILE, REGISTERS
from desktop.commands.troubles import refusing
from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.correspondence.registering import title
from desktop.language.words import Ms, Words
from desktop.opening import open_office
from desktop.records.queries import Query
from desktop.records.record import fields_of
from desktop.storage.lists import Reader


@click.command()
@FILE
@click.argument("text")
@click.option("--register", type=REGISTERS, help="Search one register only.")
@AS_JSON
@refusing
def search(words: Words, file: Path, text: str, *, register: str | None, as_json: bool) -> None:
    """Find the documents of FILE that hold all words of TEXT, with marks or without."""
    with closing(open_office(file, read_only=True)) as store:
        found = _found(store.reader, text, [register] if register else list(DOCUMENTS))
        if as_json:
            click.echo(json.dumps([_as_json(document) for document in found], ensure_ascii=False))
            return
        count = 0
        for document in found:
            count += 1
            click.echo(_line(words, document))
    click.echo(words(Ms("{count} document found.", "{count} documents found.", count)))


def _found(reader: Reader, text: str, registers: list[str]) -> Iterator[Document]:
    for register in registers:
        yield from reader.records(register, reader.ids(Query(register, words=text)))


def _line(words: Words, document: Document) -> str:
    parts = [words(title(document)), document.symbol, document.issuer, document.subject]
    return " | ".join(part.replace("\n", " ") for part in parts if part)


def _as_json(document: Document) -> dict[str, Any]:
    shown = {"register": document.kind, "id": document.id}
    for name in fields_of(type(document)):
        value = getattr(document, name)
        shown[name] = value.isoformat() if isinstance(value, date) else value
    return shown
