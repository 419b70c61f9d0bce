"""A record to be read: what it is called, then each of its fields that says something."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

# A heading longer than this is a sentence, and is set as one.
_LONG_HEADING = 48


class RecordFacts(QScrollArea):
    """Shows labels and texts below a heading; they can be selected, and take no focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.setWidget(QWidget())

    def show_facts(
        self,
        heading: str,
        facts: Iterable[tuple[str, str]],
        *,
        note: str = "",
        ways: Iterable[tuple[str, QWidget]] = (),
    ) -> None:
        """Show a record; the note stands below its heading, empty facts are left out."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        scale = 1.15 if len(heading) > _LONG_HEADING else 1.4
        column.addWidget(fact_text(heading, scale=scale, bold=True))
        if note:
            column.addWidget(fact_text(note))
        column.addSpacing(8)
        grid = _grid(facts)
        for label, way in ways:
            line = grid.rowCount()
            grid.addWidget(fact_text(label, grey=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(way, line, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(page)


def _grid(facts: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    filled = ((label, text) for label, text in facts if text)
    for line, (label, text) in enumerate(filled):
        grid.addWidget(fact_text(label, grey=True), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(fact_text(text), line, 1)
    return grid


def fact_text(text: str, *, scale: float = 1.0, bold: bool = False, grey: bool = False) -> QLabel:
    """A text of a record: it wraps, and can be selected."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    label.setFont(font)
    if grey:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
