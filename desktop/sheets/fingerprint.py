"""The fingerprint of a sheet's rows, printed where a book is closed: nothing was left out."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from json import JSONEncoder
from typing import Final

from desktop.sheets.sheet import Cell

_JSON: Final = JSONEncoder(ensure_ascii=False, default=date.isoformat)


class Fingerprint:
    """The SHA-256 of rows taken in one by one: each a line of JSON in UTF-8, days as 2026-01-05.

    A row that is crossed out begins with a stroke (/).
    """

    def __init__(self) -> None:
        self._hash = sha256()

    def take(self, cells: Sequence[Cell], *, struck: bool = False) -> None:
        said = _JSON.encode(list(cells))
        self._hash.update(f"{'/' if struck else ''}{said}\n".encode("utf-8", "surrogatepass"))

    def __str__(self) -> str:
        return self._hash.hexdigest()
