"""What a search box tells beside its list: other registers that find something, near misses."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.correspondence.finding.everywhere import Found, everywhere
from desktop.correspondence.finding.near_misses import NearMiss, near_misses
from desktop.correspondence.finding.screens.looking import Looking
from desktop.language.words import M, Message, Words
from desktop.records.fields import Ground
from desktop.widgets.link_row import Link, LinkRow

_NAMES: Mapping[str, Message] = {
    "incoming": M("Incoming"),
    "outgoing": M("Outgoing"),
    "attachments": M("Attachments"),
}
_MOST_COUNTED = 1000


class FindingHints(QWidget):
    """Two quiet lines under the list; each thing they tell can be reached by Tab and Enter."""

    question_asked = Signal(str)
    register_asked = Signal(str, str, object)  # its kind, the question, the first ids

    def __init__(self, *, looking: Looking, words: Words, ground: Callable[[], Ground]) -> None:
        super().__init__()
        self._looking = looking
        self._words = words
        self._ground = ground
        self.near = LinkRow()
        self.elsewhere = LinkRow()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(0)
        column.addWidget(self.near)
        column.addWidget(self.elsewhere)

    def take(self, kind: str, text: str, count: int) -> None:
        """Hear what a register was asked, and how much it has found."""
        self.near.show_links("")
        self.elsewhere.show_links("")
        for name in ("near", "elsewhere"):
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
            lambda reader: _elsewhere(everywhere(reader, text, ground=ground), kind),
            lambda found: self._tell_elsewhere(text, found),
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
            Link(self._with_count(self._name(kind), one.count), self._showing(kind, text, one))
            for kind, one in found.items()
        ]
        self.elsewhere.show_links(self._words(M("Also in:")) if links else "", links)

    def _showing(self, kind: str, text: str, found: Found) -> Callable[[], object]:
        return lambda: self.register_asked.emit(kind, text, found.ids)

    def _name(self, kind: str) -> str:
        return self._words(_NAMES[kind]) if kind in _NAMES else kind

    def _with_count(self, said: str, count: int) -> str:
        shown = self._words.number(count) + "+" * (count >= _MOST_COUNTED)
        return f"{said} · {shown}"


def _elsewhere(found: dict[str, Found], kind: str) -> dict[str, Found]:
    return {other: one for other, one in found.items() if other != kind}
