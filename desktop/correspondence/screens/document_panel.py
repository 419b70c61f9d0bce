"""The record beside the list: its number large, then everything that is known of it."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.correspondence.referring import number_of
from desktop.correspondence.views import VIEWS
from desktop.desk import Desk
from desktop.language.hits import Hits, Stretch
from desktop.language.words import M
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.records.record import fields_of
from desktop.records.sought import sought
from desktop.widgets.hit_marks import mixed
from desktop.widgets.record_facts import fact_text
from desktop.widgets.ways import way_button


class DocumentPanel(QScrollArea):
    """Shows one document, and ways to what belongs to it; empty fields are left out."""

    def __init__(self, desk: Desk, ground: Callable[[], Ground]) -> None:
        super().__init__()
        self._desk = desk
        self._words = desk.words
        self._ground = ground
        self._sought: dict[str, tuple[str, ...]] = {}
        self._in_sight: tuple[Document | None, bool] = (None, False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_document(None)

    def mark_hits(self, query: Query) -> None:
        """Mark from now on what a query looks for, as the list does."""
        kind = query.kind
        wanted = sought(query, fields_of(DOCUMENTS[kind]))
        if wanted != self._sought:
            self._sought = wanted
            document, trashed = self._in_sight
            self.show_document(document, trashed=trashed)

    def show_document(self, document: Document | None, *, trashed: bool = False) -> None:
        self._in_sight = (document, trashed)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        if document is not None:
            self._fill(column, document, trashed=trashed)
        column.addStretch(1)
        self.setWidget(page)

    def _fill(self, column: QVBoxLayout, document: Document, *, trashed: bool) -> None:
        column.addWidget(fact_text(self._head(document), scale=1.6, bold=True))
        if trashed:
            column.addWidget(fact_text(self._words(M("In the trash; its number stays taken."))))
        column.addWidget(self._marked("subject", document.subject, scale=1.08))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        # In large letters the names of the facts wrap, so that a symbol is seen whole.
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for name, label, shown in self._facts(document):
            line = grid.rowCount()
            grid.addWidget(fact_text(label, grey=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._marked(name, shown), line, 1)
        self._add_ways(grid, document)
        column.addLayout(grid)

    def _add_ways(self, grid: QGridLayout, document: Document) -> None:
        before = ""
        for way in self._desk.ways_from(document):
            label, line = self._words(way.what), grid.rowCount()
            grid.addWidget(fact_text("" if label == before else label, grey=True), line, 0)
            grid.addWidget(way_button(way, self._words, self._desk.go), line, 1)
            before = label

    def _head(self, document: Document) -> str:
        if document.kind == "outgoing" and document.symbol:
            return document.symbol
        return self._words(
            M("No. {number} · {series}", number=number_of(document), series=document.series)
        )

    def _marked(self, name: str, shown: str, *, scale: float = 1.0) -> QLabel:
        """What a field shows, with what was looked for in it marked."""
        label = fact_text(shown, scale=scale)
        if stretches := Hits(self._sought.get(name, ())).within(shown):
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(_with_marks(shown, stretches, label.palette()))
        return label

    def _facts(self, document: Document) -> list[tuple[str, str, str]]:
        """Of each field that says something its name, its label and what it shows."""
        fields = fields_of(DOCUMENTS[document.kind])
        ground = self._ground()
        told = [name for name in VIEWS[document.kind].typed if name != "subject"]
        shown = [
            (name, self._words(fields[name].label), fields[name].show(value, ground))
            for name in told
            if (value := getattr(document, name)) is not None and not _says_nothing(document, name)
        ]
        return [*self._standing(document), *(fact for fact in shown if fact[2])]

    def _standing(self, document: Document) -> list[tuple[str, str, str]]:
        """What became of its number, and why, before all else."""
        fields, ground = fields_of(DOCUMENTS[document.kind]), self._ground()
        if not document.standing:
            return []
        said = fields["standing"].show(document.standing, ground)
        reason = document.standing_reason
        label = self._words(fields["standing"].label)
        return [("standing", label, f"{said}: {reason}" if reason else said)]


def _says_nothing(document: Document, name: str) -> bool:
    """Every document here is without secrecy, and what it answers is a way to go there."""
    return name == "replies_to" or (name == "secrecy" and document.secrecy == "khong")


def _with_marks(text: str, stretches: tuple[Stretch, ...], palette: QPalette) -> str:
    """The text as Qt's own HTML: hits stand on a light ground and are underlined."""
    ground = mixed(palette.color(QPalette.ColorRole.Link), palette.color(QPalette.ColorRole.Window))
    style = f"background-color: {ground.name()}; text-decoration: underline"
    parts, end = [], 0
    for start, after in stretches:
        hit = escape(text[start:after])
        parts += [escape(text[end:start]), f'<span style="{style}">{hit}</span>']
        end = after
    return "".join((*parts, escape(text[end:]))).replace("\n", "<br>")
