"""What a register is asked: the written question, its conditions as chips, what is wrong in it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from desktop.correspondence.finding.asking import Part, Written, quoted, read_query, write_query
from desktop.correspondence.finding.counting import Counted, counted
from desktop.correspondence.finding.keys import KEYS
from desktop.correspondence.finding.screens.looking import Looking
from desktop.correspondence.known_names import DOCUMENTS
from desktop.language.words import M, Words
from desktop.language.working_days import WorkingDays
from desktop.records.fields import Ground
from desktop.records.queries import Order, Query
from desktop.records.record import fields_of
from desktop.widgets.chips import Chip, ChipRow
from desktop.widgets.filter_bar import FilterBar, Option
from desktop.widgets.link_row import LinkRow

_CHOSEN: Final = "chosen:"
_WRITTEN: Final = "written:"


class Conditions(QObject):
    """The box reads the written form; Enter makes chips of its conditions, and leaves its words.

    `chosen` is what the other filters of the bar ask for, without words.
    """

    problems_told = Signal()

    def __init__(
        self,
        kind: str,
        bar: FilterBar,
        *,
        words: Words,
        ground: Callable[[], Ground],
        calendar: Callable[[], WorkingDays] | None = None,
        chosen: Callable[[], Query] | None = None,
    ) -> None:
        super().__init__(bar)
        self._kind = kind
        self._bar = bar
        self._words = words
        self._ground = ground
        self._calendar = calendar
        self._chosen = chosen or (lambda: Query(kind))
        self.chips = ChipRow(words)
        self.problems = LinkRow()
        bar.changed.connect(self._show)
        bar.left.connect(self._keep_typed)
        bar.chips_wanted.connect(self.chips.focus_last)
        self.chips.removed.connect(self._remove)
        self.chips.opened.connect(self._open)
        self.chips.cleared.connect(bar.clear)
        self.chips.left.connect(bar.left)

    # What is asked

    def written(self) -> Written:
        """What the box and the chips say."""
        return self._read(self._bar.words())

    def query(self, order: tuple[Order, ...]) -> Query:
        """What they ask for, in an order."""
        asked = self.written().query
        return Query(
            asked.kind,
            asked.filters,
            asked.words,
            order,
            in_trash=asked.in_trash,
            with_trash=asked.with_trash,
        )

    def whole(self) -> str:
        """All that is asked, the other filters too, as one would write it: a view to save."""
        chosen = write_query(self._chosen(), self._ground(), calendar=self._days())
        return " ".join(part for part in (self._bar.words().strip(), chosen) if part)

    def ask(self, text: str) -> None:
        """Ask this and nothing else: a saved view, a near miss."""
        self._bar.blockSignals(True)
        self._bar.clear()
        self._bar.blockSignals(False)
        self._set(self._read(text))
        self._bar.changed.emit()

    def narrow(self, condition: str) -> None:
        """Ask this condition too."""
        self._bar.keep(f"{self._bar.kept} {condition}".strip())

    def _read(self, text: str) -> Written:
        return read_query(text, kind=self._kind, ground=self._ground(), calendar=self._days())

    def _days(self) -> WorkingDays | None:
        return self._calendar() if self._calendar else None

    # Chips

    def _keep_typed(self) -> None:
        """Enter: conditions go out of the box and into the row; what is wrong stays in the box."""
        typed = self._read(self._bar.box.text())
        if any(_is_whole(part) for part in typed.parts):
            self._set(self._read(self._bar.words()))

    def _set(self, written: Written) -> None:
        kept = [part.written for part in written.parts if _is_whole(part)]
        left = [part.written for part in written.parts if not _is_whole(part)]
        self._bar.keep(" ".join(kept), " ".join(left))
        self._show()

    def _show(self) -> None:
        kept = [part for part in self._read(self._bar.kept).parts if part.is_condition]
        ids = [f"{_WRITTEN}{place}" for place in range(len(kept))]
        written = [self._chip(one, part) for one, part in zip(ids, kept, strict=True)]
        self.chips.set_chips([*self._chosen_chips(), *written])
        self._tell_problems()

    def _chip(self, name: str, part: Part) -> Chip:
        said = self._words(part.said) if part.said else part.written
        return Chip(name, said, part.written)

    def _chosen_chips(self) -> list[Chip]:
        return [
            Chip(
                f"{_CHOSEN}{one.name}",
                self._words(M("{field}: {what}", field=one.label, what=one.shown)),
                one.label,
            )
            for one in self._bar.chosen()
        ]

    def _tell_problems(self) -> None:
        said = [self._words(problem) for problem in self.written().problems]
        self.problems.show_links(" ".join(said))
        self._bar.box.setAccessibleDescription(" ".join(said))
        self.problems_told.emit()

    def _remove(self, name: str) -> None:
        if name.startswith(_CHOSEN):
            self._bar.reset(name.removeprefix(_CHOSEN))
            return
        kept = self._read(self._bar.kept)
        part = kept.conditions[int(name.removeprefix(_WRITTEN))]
        self._bar.keep(kept.without(part))

    def _open(self, name: str) -> None:
        """Back into the box, to be written otherwise."""
        if not name.startswith(_CHOSEN):
            kept = self._read(self._bar.kept)
            part = kept.conditions[int(name.removeprefix(_WRITTEN))]
            typed = f"{self._bar.box.text()} {part.written}".strip()
            self._bar.keep(kept.without(part), typed)
            self._show()
        self._bar.box.setFocus(Qt.FocusReason.OtherFocusReason)


class CountedChoices(QObject):
    """Fills the lists of a bar's choices, when they are opened, with what is there, counted.

    `query` is all that is asked now. Beyond the list a value is written in the box.
    """

    def __init__(
        self,
        bar: FilterBar,
        *,
        looking: Looking,
        query: Callable[[], Query],
        words: Words,
        ground: Callable[[], Ground],
        called: Callable[[str, str], str] | None = None,
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._looking = looking
        self._query = query
        self._words = words
        self._ground = ground
        self._called = called
        bar.counts_wanted.connect(self._ask)
        bar.more_wanted.connect(self._write)

    def _ask(self, name: str) -> None:
        query = self._query()
        if name in fields_of(DOCUMENTS[query.kind]):
            self._looking.ask(
                f"counts of {name}",
                lambda reader: counted(reader, query, name),
                lambda found: self._show(name, query.kind, found),
            )

    def _show(self, name: str, kind: str, found: Counted) -> None:
        field, ground = fields_of(DOCUMENTS[kind])[name], self._ground()
        options = [
            Option(
                self._called(name, value) if self._called else field.show(value, ground),
                value,
                self._words.number(count),
            )
            for value, count in found.values
        ]
        self._bar.show_counts(name, options)

    def _write(self, name: str) -> None:
        """Begin a condition on this field in the box."""
        kind = self._query().kind
        key = next(one for one in KEYS if one.fields.get(kind) == name)
        box = self._bar.box
        box.setText(f"{box.text()} {key.name(self._words.language)}:".lstrip())
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        box.end(False)


def condition_of(kind: str, field: str, name: str, language: str) -> str:
    """A condition on one field, as one would write it."""
    key = next(one for one in KEYS if one.fields.get(kind) == field)
    return f"{key.name(language)}:{quoted(name)}"


def _is_whole(part: Part) -> bool:
    return part.is_condition and part.problem is None
