"""The record beside the list: its number large, then everything that is known of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.correspondence.referring import number_of
from desktop.correspondence.registering import title
from desktop.correspondence.related import related_to
from desktop.correspondence.views import VIEWS
from desktop.desk import Desk
from desktop.language.words import M
from desktop.records.fields import Ground
from desktop.records.record import fields_of


class DocumentPanel(QScrollArea):
    """Shows one document; empty fields are left out. `asked` tells of a related one to go to."""

    asked = Signal(object)

    def __init__(self, desk: Desk, ground: Callable[[], Ground]) -> None:
        super().__init__()
        self._desk = desk
        self._words = desk.words
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
        # In large letters the names of the facts wrap, so that a symbol is seen whole.
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for label, shown in self._facts(document):
            line = grid.rowCount()
            grid.addWidget(_text(label, grey=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_text(shown), line, 1)
        self._add_related(grid, document)
        column.addLayout(grid)

    def _add_related(self, grid: QGridLayout, document: Document) -> None:
        before = ""
        for one in related_to(self._desk.store.reader, document):
            label, line = self._words(one.label), grid.rowCount()
            grid.addWidget(_text("" if label == before else label, grey=True), line, 0)
            grid.addWidget(self._way_to(one.document), line, 1)
            before = label

    def _way_to(self, document: Document) -> QPushButton:
        said = self._words(title(document))
        way = QPushButton(f"{said[:1].upper()}{said[1:]}")
        way.setFlat(True)
        way.setStyleSheet("text-align: left; padding: 1px 0;")
        way.setToolTip(document.subject)
        way.setCursor(Qt.CursorShape.PointingHandCursor)
        way.clicked.connect(lambda: self.asked.emit(document))
        return way

    def _head(self, document: Document) -> str:
        if document.kind == "outgoing" and document.symbol:
            return document.symbol
        return self._words(
            M("No. {number} · {series}", number=number_of(document), series=document.series)
        )

    def _facts(self, document: Document) -> list[tuple[str, str]]:
        fields = fields_of(DOCUMENTS[document.kind])
        ground = self._ground()
        shown = [
            (self._words(fields[name].label), fields[name].show(getattr(document, name), ground))
            for name in VIEWS[document.kind].typed
            if name != "subject" and not _says_nothing(document, name)
        ]
        return [*self._standing(document), *((label, text) for label, text in shown if text)]

    def _standing(self, document: Document) -> list[tuple[str, str]]:
        """What became of its number, and why, before all else."""
        fields, ground = fields_of(DOCUMENTS[document.kind]), self._ground()
        if not document.standing:
            return []
        said = fields["standing"].show(document.standing, ground)
        reason = document.standing_reason
        return [(self._words(fields["standing"].label), f"{said}: {reason}" if reason else said)]


def _says_nothing(document: Document, name: str) -> bool:
    """Every document here is without secrecy, and what it answers is a way to go there."""
    return name == "replies_to" or (name == "secrecy" and document.secrecy == "khong")


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
