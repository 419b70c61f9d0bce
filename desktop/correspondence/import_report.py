"""What becomes of the rows of an import: totals, and each row left out with its reasons."""

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from desktop.correspondence.importing import Faulty, Outcome, Twin
from desktop.correspondence.known_names import DOCUMENTS
from desktop.correspondence.registering import title
from desktop.intake.mapping import typed
from desktop.intake.tables import Table
from desktop.language.words import M, Message, Ms, Words
from desktop.records.record import Problem, fields_of
from desktop.sheets.sheet import Column, Content, Sheet

_CELL_WIDTH, _LINE_WIDTH, _WRONG_WIDTH = 40.0, 20.0, 120.0  # millimetres
_BLANK: Final = "\N{EM DASH}"


@dataclass(frozen=True)
class Reason:
    """Why a row is left out: at which field, or because it is a twin."""

    line: int
    field: Message | None
    said: Message


@dataclass
class ImportReport:
    """The outcomes of one import, or of its trial, counted as they come."""

    kind: str
    entered: int = 0
    twins: list[Twin] = field(default_factory=list)
    faulty: list[Faulty] = field(default_factory=list)

    def following(self, outcomes: Generator[Outcome, None, object]) -> Generator[None, None, None]:
        """Go through an import, and take note of each outcome."""
        with closing(outcomes):
            for outcome in outcomes:
                self.take(outcome)
                yield

    def take(self, outcome: Outcome) -> None:
        match outcome:
            case Twin():
                self.twins.append(outcome)
            case Faulty():
                self.faulty.append(outcome)
            case _:
                self.entered += 1

    def totals(self, *, trial: bool) -> Message:
        """How many rows are entered, and how many are not, in one sentence."""
        entered = Ms("{count} row entered", "{count} rows entered", self.entered)
        if trial:
            entered = Ms(
                "{count} row would be entered", "{count} rows would be entered", self.entered
            )
        twins = Ms("{count} twin left out", "{count} twins left out", len(self.twins))
        faulty = Ms("{count} faulty row left out", "{count} faulty rows left out", len(self.faulty))
        return M("{entered}, {twins}, {faulty}.", entered=entered, twins=twins, faulty=faulty)

    def reasons(self) -> list[Reason]:
        """Every row left out: the faulty ones first, since something can be done about them."""
        faults = [self._fault(one, problem) for one in self.faulty for problem in one.problems]
        return [*faults, *map(_twin_said, self.twins)]

    def _fault(self, faulty: Faulty, problem: Problem) -> Reason:
        label = fields_of(DOCUMENTS[self.kind])[problem.field].label
        return Reason(faulty.line, label, problem.message)


def _twin_said(twin: Twin) -> Reason:
    of = M("Twin of {document}: {subject}", document=title(twin.of), subject=twin.of.subject)
    if twin.of_line is not None:
        of = M("Twin of line {line}: {subject}", line=str(twin.of_line), subject=twin.of.subject)
    return Reason(twin.line, None, of)


def faulty_sheet(table: Table, faulty: Iterable[Faulty], *, kind: str, words: Words) -> Sheet:
    """The faulty rows under their own headings, with what is wrong with each beside it.

    Put right, it can be imported again as it is.
    """
    found = {one.line: one for one in faulty}
    rows = [row for row in table.rows if row.line in found]
    width = len(table.headings)
    return Sheet(
        name=words(M("Faulty rows")),
        columns=(
            *(Column(head or _BLANK, _CELL_WIDTH) for head in table.headings),
            Column(words(M("Line in the source")), _LINE_WIDTH, Content.NUMBER),
            Column(words(M("What is wrong")), _WRONG_WIDTH, Content.WRAPPED),
        ),
        rows=(
            (
                *(typed(cell) or None for cell in row.cells[:width]),
                *(None,) * (width - len(row.cells)),
                row.line,
                _wrongs(found[row.line], kind, words),
            )
            for row in rows
        ),
        count=len(rows),
        language=words.language,
    )


def _wrongs(faulty: Faulty, kind: str, words: Words) -> str:
    fields = fields_of(DOCUMENTS[kind])
    return "\n".join(f"{words(fields[p.field].label)}: {words(p.message)}" for p in faulty.problems)
