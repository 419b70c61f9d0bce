"""Everything about one body or person, beside the list: counts, newest documents, open matters."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.correspondence.finding.about import About, Part, about
from desktop.correspondence.finding.screens.looking import Looking
from desktop.correspondence.referring import reference
from desktop.language.words import M, Message, Ms, Words
from desktop.records.fields import Ground

_LINK: Final = """
QPushButton { text-align: left; padding: 3px 6px; border: 0; border-radius: 4px; }
QPushButton:hover { background: palette(midlight); }
QPushButton:focus { border: 1px solid palette(highlight); }
"""
_REGISTERS: Final = {"incoming": M("Incoming"), "outgoing": M("Outgoing")}
_YEARS: Final = 4
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AboutPanel(QScrollArea):
    """A column of links; Up and Down go through them, Enter follows one, Escape leaves."""

    question_asked = Signal(str, str)  # a register, and the question as it is written
    document_asked = Signal(object)
    left = Signal()

    def __init__(self, *, looking: Looking, words: Words, ground: Callable[[], Ground]) -> None:
        super().__init__()
        self._looking = looking
        self._words = words
        self._ground = ground
        self._links: list[QPushButton] = []
        self.name = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(words(M("Everything about one name")))
        self._show_page(QWidget())

    def show_name(self, name: str) -> None:
        """Look up everything about a name; the answer comes from a worker."""
        self.name = name
        ground = self._ground()
        self._looking.ask(
            "about", lambda reader: about(reader, name, ground=ground), self.show_about
        )

    def show_about(self, found: About) -> None:
        """Show what was found, the focus on its first link."""
        self._links = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(3)
        column.addWidget(_text(found.name, bold=True))
        if not found.parts:
            column.addWidget(_text(self._words(M("The registers do not name it.")), grey=True))
        for part in found.parts:
            self._add_part(column, part)
        self._add_documents(column, self._open_heading(found), found.open_matters)
        self._add_documents(column, M("Newest documents"), found.newest)
        column.addStretch(1)
        self._show_page(page)
        if self._links:
            self._links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_heading(self, found: About) -> Message:
        return Ms("{count} open matter", "{count} open matters", found.open_count)

    def _show_page(self, page: QWidget) -> None:
        self.setWidget(page)

    def _add_part(self, column: QVBoxLayout, part: Part) -> None:
        register = self._words(_REGISTERS[part.kind])
        said = self._words(
            M("{register}, {field}: {count}", register=register, field=part.label, count=part.count)
        )
        self._add_link(
            column, said, lambda: self.question_asked.emit(part.kind, part.written), part.written
        )
        years = " · ".join(
            f"{year}: {self._words.number(count)}" for year, count in part.years[:_YEARS]
        )
        label = _text(years, grey=True)
        label.setContentsMargins(7, 0, 0, 4)
        column.addWidget(label)

    def _add_documents(
        self, column: QVBoxLayout, heading: Message, documents: tuple[Any, ...]
    ) -> None:
        if not documents:
            return
        column.addSpacing(8)
        column.addWidget(_text(self._words(heading), grey=True))
        for document in documents:
            said = document.symbol or reference(document)
            self._add_link(
                column,
                f"{said}  {document.subject}",
                partial(self.document_asked.emit, document),
                document.subject,
            )

    def _add_link(
        self, column: QVBoxLayout, said: str, act: Callable[[], object], tip: str
    ) -> None:
        link = _Link(said, tip)
        link.clicked.connect(lambda: act())
        link.stepping.connect(self._step)
        link.leaving.connect(self.left)
        self._links.append(link)
        column.addWidget(link)

    def _step(self, step: int) -> None:
        at = next(place for place, link in enumerate(self._links) if link.hasFocus())
        link = self._links[max(0, min(at + step, len(self._links) - 1))]
        link.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(link)


class _Link(QPushButton):
    """A line that leads somewhere; what does not fit ends in dots."""

    stepping = Signal(int)
    leaving = Signal()

    def __init__(self, said: str, tip: str) -> None:
        super().__init__()
        self._said = said.replace("\n", " ")
        self.setStyleSheet(_LINK)
        self.setToolTip(tip)
        self.setAccessibleName(self._said)
        self.setAutoDefault(False)
        self.setMinimumWidth(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 14
        end = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._said, end, room).replace("&", "&&"))

    def event(self, event: QEvent) -> bool:
        """Enter and Escape are the panel's own before they are the window's."""
        own = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in own
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _STEPS:
            self.stepping.emit(_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key == Qt.Key.Key_Escape:
            self.leaving.emit()
        else:
            super().keyPressEvent(event)


def _text(text: str, *, bold: bool = False, grey: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    font = label.font()
    font.setBold(bold)
    if bold:
        font.setPointSizeF(font.pointSizeF() * 1.2)
    label.setFont(font)
    if grey:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
