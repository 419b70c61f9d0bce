"""What kind of file it is, told by its content: the name may say anything."""

import re
import struct
import zlib
from enum import Enum, auto
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from desktop.errors import Trouble
from desktop.language.words import M, Message

BYTES_LOOKED_AT: Final = 4096
ZIP: Final = b"PK\x03\x04"
# The container of .xls, and of every workbook with a password.
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
NO_TABLES: Final = (b"%PDF", b"{\\rtf")
MARKUP: Final = re.compile(r"<[?!a-z]")
WEB_PAGE: Final = re.compile(r"mime-version:|<(.*<)?(!doctype )?(html|head|body|table|meta)[ >]")
EXCEL_2003: Final = "urn:schemas-microsoft-com:office:spreadsheet"
TEXT_SUFFIXES: Final = {".csv", ".tsv", ".txt", ".tab", ""}

# Five million cells unfold to some 250 MB of XML, and real sheets shrink ten to thirty times.
MOST_UNFOLDED: Final = 300_000_000
MOST_UNFOLDED_TIMES: Final = 200
UNFOLDED_WITHOUT_QUESTION: Final = 20_000_000
# What zipfile and zlib raise on a file that somebody cut, or made up.
BROKEN: Final = (BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError)


class Kind(Enum):
    """The two ways a table comes in."""

    TEXT = auto()
    WORKBOOK = auto()


def kind_of(path: Path) -> Kind:
    """Tell the kind of a file that is not empty, or refuse what is no table."""
    with path.open("rb") as file:
        start = file.read(BYTES_LOOKED_AT)
    if start.startswith(ZIP):
        _refuse_unless_sound(path)
        return Kind.WORKBOOK
    if start.startswith(OLE):
        return Kind.WORKBOOK
    _refuse_unless_text(path, start)
    return Kind.TEXT


def damaged(name: str) -> Trouble:
    """Say that a workbook cannot be read at all."""
    return Trouble(
        M(
            "{name} cannot be read as a workbook: it is damaged or of another kind; "
            "open it in Excel and save it as .xlsx.",
            name=name,
        )
    )


def _refuse_unless_text(path: Path, start: bytes) -> None:
    refusal = _refusal_of_markup(start, path.name)
    if not refusal and (start.startswith(NO_TABLES) or _is_binary(start)):
        refusal = _no_table(path.name)
    if not refusal and path.suffix.lower() not in TEXT_SUFFIXES:
        refusal = M(
            "{name} is plain text, not a workbook; if it holds a table, "
            "change the end of its name to .csv.",
            name=path.name,
        )
    if refusal:
        raise Trouble(refusal)


def _is_binary(start: bytes) -> bool:
    return b"\0" in start and not start.startswith(UTF_16_MARKS)


def _refusal_of_markup(start: bytes, name: str) -> Message | None:
    text = _as_letters(start)
    if EXCEL_2003 in text:
        return M(
            "{name} is in the XML format of Excel 2003; open it in Excel and save it as .xlsx.",
            name=name,
        )
    if WEB_PAGE.match(text):
        return M(
            "{name} is a web page under the name of a table; "
            "open it in Excel and save it as .xlsx.",
            name=name,
        )
    return _no_table(name) if MARKUP.match(text) else None


def _as_letters(start: bytes) -> str:
    encoding = "utf-16" if start.startswith(UTF_16_MARKS) else "latin-1"
    text = start.decode(encoding, errors="replace").removeprefix("ï»¿")
    return " ".join(text.lower().split())


def _no_table(name: str) -> Message:
    return M(
        "{name} is neither a workbook nor a table as text; "
        "save the table as .xlsx or .csv and choose that file.",
        name=name,
    )


def _refuse_unless_sound(path: Path) -> None:
    """Refuse an archive that holds no workbook, is cut off, or unfolds without measure."""
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            if _unfolds_without_measure(entries, path.stat().st_size):
                raise Trouble(_without_measure(path.name))
            if not _holds_workbook(archive):
                raise Trouble(_no_table(path.name))
            # Reading all of it shows whether the sizes told are true.
            sound = all(map(_is_usual, entries)) and archive.testzip() is None
    except BROKEN:
        sound = False
    if not sound:
        raise damaged(path.name)


def _unfolds_without_measure(entries: list[ZipInfo], folded: int) -> bool:
    unfolded = sum(entry.file_size for entry in entries)
    if unfolded <= UNFOLDED_WITHOUT_QUESTION:
        return False
    return unfolded > MOST_UNFOLDED or unfolded > MOST_UNFOLDED_TIMES * folded


def _without_measure(name: str) -> Message:
    return M(
        "{name} unfolds to far more than a table needs; "
        "copy the table alone into a new workbook and choose that.",
        name=name,
    )


def _is_usual(entry: ZipInfo) -> bool:
    return entry.compress_type in {ZIP_STORED, ZIP_DEFLATED}


def _holds_workbook(archive: ZipFile) -> bool:
    names = [name.replace("\\", "/").lower() for name in archive.namelist()]
    if any(name.startswith("xl/") for name in names):
        return True
    return "mimetype" in names and b"spreadsheet" in archive.read("mimetype")
