"""How the window looks: one calm style, the system's light or dark, one accent, a zoom."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

_Role = QPalette.ColorRole
# Ink, paper, lines and one accent; every ink stands at 4.5 : 1 or better on its ground.
_LIGHT: Final = {
    _Role.Window: "#f6f5f2",
    _Role.WindowText: "#1f2328",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#faf9f7",
    _Role.Text: "#1f2328",
    _Role.Button: "#ecebe7",
    _Role.ButtonText: "#1f2328",
    _Role.PlaceholderText: "#667079",
    _Role.Highlight: "#1f5f8b",
    _Role.HighlightedText: "#ffffff",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#1f2328",
    _Role.BrightText: "#a3320b",
    _Role.Link: "#1f5f8b",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#f2f1ee",
    _Role.Mid: "#cfcdc7",
    _Role.Dark: "#a9a79f",
    _Role.Shadow: "#8a887f",
}
_DARK: Final = {
    _Role.Window: "#25292d",
    _Role.WindowText: "#e4e6e8",
    _Role.Base: "#15171a",
    _Role.AlternateBase: "#1a1d20",
    _Role.Text: "#e4e6e8",
    _Role.Button: "#343a3f",
    _Role.ButtonText: "#e4e6e8",
    _Role.PlaceholderText: "#9aa3ab",
    _Role.Highlight: "#3d7fae",
    _Role.HighlightedText: "#ffffff",
    _Role.ToolTipBase: "#343a3f",
    _Role.ToolTipText: "#e4e6e8",
    _Role.BrightText: "#ff9d7a",
    _Role.Link: "#7ab8e0",
    _Role.Light: "#4a5157",
    _Role.Midlight: "#3d4348",
    _Role.Mid: "#555d63",
    _Role.Dark: "#121416",
    _Role.Shadow: "#0c0d0e",
}
_SCHEMES: Final = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def dress(app: QApplication, *, scheme: str, zoom: int) -> None:
    """Give the application its style; `scheme` is light, dark or system, `zoom` in per cent."""
    app.setStyle("Fusion")
    hints = app.styleHints()
    if scheme in _SCHEMES:
        hints.setColorScheme(_SCHEMES[scheme])
    else:
        hints.unsetColorScheme()
    dark = _SCHEMES.get(scheme, hints.colorScheme()) == Qt.ColorScheme.Dark
    app.setPalette(_palette(_DARK if dark else _LIGHT))
    app.setFont(_font(app, zoom))


def _palette(colours: dict[QPalette.ColorRole, str]) -> QPalette:
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        grey = QColor(colours[_Role.PlaceholderText])
        palette.setColor(QPalette.ColorGroup.Disabled, role, grey)
    return palette


def _font(app: QApplication, zoom: int) -> QFont:
    proposed = app.property("proposed-size")
    if proposed is None:
        proposed = app.font().pointSizeF()
        app.setProperty("proposed-size", proposed)
    font = app.font()
    font.setPointSizeF(max(9.5, float(proposed)) * zoom / 100)
    # Digits of one width, so that numbers and dates stand under each other.
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
