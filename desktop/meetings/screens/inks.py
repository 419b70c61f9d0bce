"""How the states of meetings look in a calendar: frame, pattern and strike, beside their words."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen

from desktop.meetings.meeting import Meeting

_Role = QPalette.ColorRole
_STRIPE: Final = 3
_HALF: Final = 128


@dataclass(frozen=True)
class Look:
    """One state: what tells it from the others without any colour."""

    dashed: bool = False
    struck: bool = False
    hatched: bool = False
    says_so: bool = True  # whether its name is written


LOOKS: Final = {
    "planned": Look(dashed=True),
    "approved": Look(says_so=False),
    "adjusted": Look(),
    "postponed": Look(dashed=True, struck=True),
    "cancelled": Look(struck=True),
    "held": Look(hatched=True),
}


def look_of(meeting: Meeting) -> Look:
    return LOOKS.get(meeting.state, Look())


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """One colour with a part of another in it."""
    left = 1 - part
    return QColor.fromRgbF(
        one.redF() * left + other.redF() * part,
        one.greenF() * left + other.greenF() * part,
        one.blueF() * left + other.blueF() * part,
    )


class Inks:
    """The colours of a calendar, out of the window's palette."""

    def __init__(self, palette: QPalette) -> None:
        self.paper = palette.color(_Role.Base)
        self.ink = palette.color(_Role.Text)
        self.grey = palette.color(_Role.PlaceholderText)
        self.accent = palette.color(_Role.Highlight)
        self.on_accent = palette.color(_Role.HighlightedText)
        self.today = palette.color(_Role.Link)
        self.warning = palette.color(_Role.BrightText)
        self.off = palette.color(_Role.Window)
        self.line = mixed(self.paper, palette.color(_Role.Mid), 0.75)
        self.faint = mixed(self.paper, palette.color(_Role.Mid), 0.35)
        self.fill = mixed(self.paper, self.accent, 0.16)

    def frame(self, painter: QPainter, box: QRectF, look: Look) -> None:
        """The box of a meeting: filled or not, whole or dashed, hatched when it is over."""
        off = look.struck
        filled = not look.dashed and not off
        painter.fillRect(box, self.fill if filled and not look.hatched else self.paper)
        if look.hatched:
            painter.fillRect(box, self.off)
            painter.fillRect(box, QBrush(self.faint, Qt.BrushStyle.BDiagPattern))
        edge = QPen(self.grey if off or look.hatched else self.accent, 1)
        if look.dashed:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        if filled:
            stripe = QRectF(box.left(), box.top(), _STRIPE, box.height() + 1)
            painter.fillRect(stripe, edge.color())

    def text(self, look: Look) -> QColor:
        return self.grey if look.struck else self.ink


def free_ink(palette: QPalette) -> QColor:
    """The ink of what is free: green, dark on light paper and light on dark."""
    dark = palette.color(_Role.Window).lightness() < _HALF
    return QColor("#6fcf97" if dark else "#1c6b3a")
