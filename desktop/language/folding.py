"""Vietnamese text made comparable: mended as it comes in, folded for search."""

import re
import unicodedata
from typing import Final

# Found in real registers: Icelandic Eth typed for Đ, blanks that do not break, letters of no width.
_MENDED: Final = str.maketrans(
    {
        "\u00d0": "Đ",
        "\u00f0": "đ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    }
)
_DASHES: Final = re.compile("[\u2010-\u2015\u2212_]")
_COMMON_MARKS: Final = re.compile("[\u0300-\u036f]")
_D_WITHOUT_STROKE: Final = str.maketrans({"đ": "d", "ð": "d"})
_TOKEN: Final = re.compile(r"[^\W_]+")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_NEW_LINES: Final = re.compile(r"\s*\n\s*")
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]"
)
# Cyrillic letters whose capitals pass for Latin ones, as they come out of scanned papers.
_LOOK_ALIKES: Final = str.maketrans("авеѕкмнорстхіј", "abeskmhopctxij")
_NUMBER_WORD: Final = re.compile(r"^so[:.\s]*(?=\d)")
_OPEN_SYLLABLE: Final = re.compile(
    "(o)([àáảãạèéẻẽẹ])(?![^\\W\\d_])|(?<!q)(u)([ỳýỷỹỵ])(?![^\\W\\d_])"
)
_MARKS_MOVED: Final = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy")
_TONES_OF_O: Final = dict(zip("àáảãạèéẻẽẹ", "òóỏõọòóỏõọ", strict=True))
_TONES_OF_U: Final = dict(zip("ỳýỷỹỵ", "ùúủũụ", strict=True))


def mend(text: str) -> str:
    """Text in one coding (NFC), with the damage that other programs leave taken out."""
    clean = unicodedata.normalize("NFC", text.translate(_MENDED))
    clean = clean.replace("\r\n", "\n").replace("\r", "\n")
    return _NEW_LINES.sub("\n", _BLANKS.sub(" ", clean)).strip()


def mend_line(text: str) -> str:
    """Mended text on one line."""
    return mend(text).replace("\n", " ")


def mend_symbol(text: str) -> str:
    """A symbol on one line, its dashes plain, without blanks round "/" and "-"."""
    dashed = _DASHES.sub("-", mend_line(text))
    return re.sub(r"\s*([/-])\s*", r"\1", dashed)


def control_character(text: str) -> str | None:
    """The first character that no document may hold (a control character), if there is one."""
    found = _CONTROL.search(text)
    return found.group() if found else None


def fold(text: str) -> str:
    """Text without marks and case, đ as d, quí as quy: equal for whoever types in a hurry."""
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = _COMMON_MARKS.sub("", small).translate(_D_WITHOUT_STROKE)
    if not bare.isascii():
        bare = "".join(c for c in bare if unicodedata.category(c) != "Mn").casefold()
    return one_i(bare)


def one_i(folded: str) -> str:
    """Folded letters in one spelling: quý is written quí too."""
    return folded.replace("quy", "qui")


def tokens(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return _TOKEN.findall(fold(text))


def has_marks(text: str) -> bool:
    """Whether somebody took the trouble to type the marks."""
    bare = unicodedata.normalize("NFD", text.casefold())
    return "đ" in bare or _COMMON_MARKS.search(bare) is not None


def one_tone_place(text: str) -> str:
    """Small letters with the tone where new spelling puts it: hoà as hòa, thuỷ as thủy."""
    return _OPEN_SYLLABLE.sub(_moved, unicodedata.normalize("NFC", text).casefold())


def _moved(found: re.Match[str]) -> str:
    if found.group(1):
        return _TONES_OF_O[found.group(2)] + found.group(2).translate(_MARKS_MOVED)
    return _TONES_OF_U[found.group(4)] + found.group(4).translate(_MARKS_MOVED)


def symbol_key(symbol: str) -> str:
    """What two writings of one symbol have in common: 05/QÐ-UBND, "5 / qđ - ubnd" → 5/qd-ubnd."""
    latin = fold(mend_symbol(symbol)).translate(_LOOK_ALIKES)
    bare = re.sub(r"\s+", "", _NUMBER_WORD.sub("", latin))
    return re.sub(r"^0+(?=\d)", "", bare)
