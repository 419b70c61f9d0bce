"""The record beside the list: its number large, then everything that is known of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.correspondence.views import VIEWS
from desktop.language.words import M, Words
from desktop.records.fields import Ground
from desktop.records.record import fields_of


class DocumentPanel(QScrollArea):
    """Shows one document; empty fields are left out."""

    def __init__(self, words: Words, ground: Callable[[], Ground]) -> None:
        super().__init__()
        self._words = words
        self._ground = ground
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_document(None)

    def show_document(self, document: Document | None, *, trashed: bool = False) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        if document is not None:
            self._fill(column, document, trashed=trashed)
        column.addStretch(1)
        self.setWidget(page)

    def _fill(self, column: QVBoxLayout, document: Document, *, trashed: bool) -> None:
        column.addWidget(_text(self._head(document), scale=1.6, bold=True))
        if trashed:
            column.addWidget(_text(self._words(M("In the trash; its number stays taken."))))
        column.addWidget(_text(document.subject, scale=1.08))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for label, shown in self._facts(document):
            line = grid.rowCount()
            grid.addWidget(_text(label, grey=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_text(shown), line, 1)
        column.addLayout(grid)

    def _head(self, document: Document) -> str:
        if document.kind == "outgoing" and document.symbol:
            return document.symbol
        return self._words(
            M("No. {number} · {series}", number=f"{document.number:02d}", series=document.series)
        )

    def _facts(self, document: Document) -> list[tuple[str, str]]:
        fields = fields_of(DOCUMENTS[document.kind])
        ground = self._ground()
        shown = [
            (self._words(fields[name].label), fields[name].show(getattr(document, name), ground))
            for name in VIEWS[document.kind].typed
            if name != "subject" and not _says_nothing(document, name)
        ]
        return [(label, text) for label, text in shown if text]


def _says_nothing(document: Document, name: str) -> bool:
    """Every document here is without secrecy; only another one would be worth a line."""
    return name == "secrecy" and document.secrecy == "khong"


def _text(text: str, *, scale: float = 1.0, bold: bool = False, grey: bool = False) -> QLabel:
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
