"""The letters of the paper: Times New Roman, or a font of the same widths."""

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from desktop.printing.lines import Width
from desktop.printing.marks import Style

# Decree 30/2020, Appendix I, asks for the first; the others have its widths, letter by letter.
FAMILIES: Final = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "FreeSerif")
# Vietnamese has few syllables, and they come again and again.
_WORDS_KEPT: Final = 30_000


class Letters:
    """Fonts by style, and how wide texts are in them; each thread has its own."""

    def __init__(self) -> None:
        self._fonts: dict[Style, QFont] = {}
        self._widths: dict[Style, Width] = {}

    def font(self, style: Style) -> QFont:
        """The font whose letters have their size in dots, for a painter that counts in dots."""
        if style not in self._fonts:
            self._fonts[style] = _font(style)
        return self._fonts[style]

    def width(self, style: Style) -> Width:
        """How wide a text is in a style."""
        if style not in self._widths:
            advance = QFontMetricsF(self.font(style)).horizontalAdvance
            self._widths[style] = lru_cache(maxsize=_WORDS_KEPT)(lambda text: advance(text))
        return self._widths[style]


def family_in_use() -> str:
    """The font that this computer prints in."""
    return QFontInfo(_font(Style(12))).family()


def _font(style: Style) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(round(style.size))
    font.setBold(style.bold)
    font.setItalic(style.italic)
    # Widths that follow the outlines, and not the pixels of any one screen or printer.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
