"""Names of files that Windows and Linux both take, kept as readable as they came."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from desktop.errors import Trouble
from desktop.language.words import M

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³])(?=\.|$)", re.IGNORECASE
)
# Letters that are not seen; those that turn the direction make “fdp.exe” of “exe.pdf”.
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# A name may have 255 bytes on Linux; the copy to be read needs some of them.
_LONGEST: Final = 200
# What the system would run instead of showing it.
_PROGRAMS: Final = re.compile(
    r"\.(appimage|application|bat|chm|cmd|com|cpl|desktop|dll|exe|gadget|hta|inf|jar|js|jse|lnk"
    r"|msc|msi|msp|pif|ps1|py|pyw|reg|scf|scr|sh|url|vb|vbe|vbs|ws|wsf|wsh)",
    re.IGNORECASE,
)


def kept_name(name: str) -> str:
    """The name under which a file is kept; raises Trouble where nothing is left of it."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    # Windows drops blanks and dots at the end, and then another file may be meant.
    bare = _NOT_IN_NAMES.sub("_", re.sub(r"\s+", " ", seen)).strip().rstrip(". ")
    if not bare:
        raise Trouble(M("“{name}” is no name for a file: rename it first.", name=last[:60]))
    return _shortened(f"_{bare}" if _RESERVED.match(bare) else bare)


def _shortened(name: str) -> str:
    """Cut before the ending, by which the system knows how to open the file."""
    ending = PurePosixPath(name).suffix
    ending = ending if len(ending.encode()) <= 20 else ""
    stem = name[: len(name) - len(ending)].encode()
    room = _LONGEST - len(ending.encode())
    return stem[:room].decode(errors="ignore").rstrip(". ") + ending if len(stem) > room else name


def apart(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where the document has a file of that name: “a (2).pdf”."""
    others = {other.casefold() for other in taken}
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    free, count = name, 1
    while free.casefold() in others:
        count += 1
        free = f"{stem} ({count}){ending}"
    return free


def is_program(name: str) -> bool:
    """Whether the system would run the file instead of showing it."""
    return _PROGRAMS.fullmatch(PurePosixPath(name).suffix) is not None
