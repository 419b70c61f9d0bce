"""How one list goes to paper on this computer; remembered for the next time."""

from dataclasses import dataclass
from typing import Final, Self

from desktop.sheets.margins import A4, OF_REGISTERS

FURTHEST: Final = 20.0  # mm; a printer that is further off needs a mechanic


@dataclass(frozen=True)
class PaperChoice:
    """Which printer and paper, and by how many millimetres print is moved on it.

    A printer that draws paper in a little aslant or askew puts everything beside its place: what
    it is moved by brings it back to where the preview shows it.
    """

    printer: str = ""
    paper: str = A4
    right: float = 0.0
    down: float = 0.0

    @classmethod
    def readable(cls, printer: object, paper: object, right: object, down: object) -> Self:
        """The choice as it was kept; what no printer can do raises ValueError."""
        moved = [float(str(by)) for by in (right, down)]
        if paper not in OF_REGISTERS or not all(abs(by) <= FURTHEST for by in moved):
            raise ValueError(paper, right, down)
        return cls(str(printer), str(paper), *moved)
