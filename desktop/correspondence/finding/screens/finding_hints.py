"""What a search box tells beside its list: other registers that find something, near misses."""

from array import array
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.correspondence.finding.everywhere import Found, everywhere, with_files
from desktop.correspondence.finding.near_misses import NearMiss, near_misses
from desktop.correspondence.finding.screens.conditions import condition_of
from desktop.correspondence.finding.screens.looking import Looking
from desktop.correspondence.known_names import DOCUMENTS, Document
from desktop.correspondence.referring import reference
from desktop.correspondence.registering import title
from desktop.language.words import M, Message, Words, capital
from desktop.records.fields import Ground
from desktop.widgets.link_row import Link, LinkRow

_NAMES: Mapping[str, Message] = {
    "incoming": M("Incoming"),
    "outgoing": M("Outgoing"),
}
_MOST_COUNTED = 1000


class FindingHints(QWidget):
    """Three quiet lines under the list; each thing they tell can be reached by Tab and Enter."""

    question_asked = Signal(str)
    register_asked = Signal(str, str, object)  # its kind, the question, the first ids

    def __init__(self, *, looking: Looking, words: Words, ground: Callable[[], Ground]) -> None:
        super().__init__()
        self._looking = looking
        self._words = words
        self._ground = ground
        self.near = LinkRow()
        self.elsewhere = LinkRow()
        self.files = LinkRow()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(0)
        for row in (self.near, self.elsewhere, self.files):
            column.addWidget(row)

    def take(self, kind: str, text: str, count: int) -> None:
        """Hear what a register was asked, and how much it has found."""
        for row in (self.near, self.elsewhere, self.files):
            row.show_links("")
        for name in ("near", "elsewhere", "files"):
            self._looking.forget(name)
        if not text.strip():
            return
        ground = self._ground()
        if not count:
            self._looking.ask(
                "near",
                lambda reader: near_misses(reader, text, kind=kind, ground=ground),
                self._tell_near,
            )
        self._looking.ask(
            "elsewhere",
            lambda reader: everywhere(reader, text, ground=ground, kinds=_others(kind)),
            lambda found: self._tell_elsewhere(text, found),
        )
        self._looking.ask(
            "files", lambda reader: with_files(reader, text, ground=ground), self._tell_files
        )

    def _tell_near(self, found: list[NearMiss]) -> None:
        links = [
            Link(self._with_count(one.written, one.count), self._asking(one.written))
            for one in found
        ]
        said = self._words(M("Nothing is found. Perhaps:")) if links else ""
        self.near.show_links(said, links)

    def _asking(self, written: str) -> Callable[[], object]:
        return lambda: self.question_asked.emit(written)

    def _tell_elsewhere(self, text: str, found: dict[str, Found]) -> None:
        links = [
            Link(
                self._with_count(self._words(_NAMES[kind]), one.count),
                self._showing(kind, text, one),
            )
            for kind, one in found.items()
        ]
        self.elsewhere.show_links(self._words(M("Also in:")) if links else "", links)

    def _showing(self, kind: str, text: str, found: Found) -> Callable[[], object]:
        return lambda: self.register_asked.emit(kind, text, found.ids)

    def _tell_files(self, found: list[Document]) -> None:
        links = [Link(self._called(one), self._going_to(one), one.subject) for one in found]
        self.files.show_links(self._words(M("In the files of:")) if links else "", links)

    def _called(self, document: Document) -> str:
        said = self._words(title(document))
        return capital(said)

    def _going_to(self, document: Document) -> Callable[[], object]:
        """Its number is asked for, as one would write it."""
        kind, ids = document.kind, array("q", [document.id or 0])
        written = condition_of(kind, "number", reference(document), self._words.language)
        return lambda: self.register_asked.emit(kind, written, ids)

    def _with_count(self, said: str, count: int) -> str:
        shown = self._words.number(count) + "+" * (count >= _MOST_COUNTED)
        return f"{said} · {shown}"


def _others(kind: str) -> list[str]:
    return [other for other in DOCUMENTS if other != kind]
