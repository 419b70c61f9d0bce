"""What goes from the registry onto paper: books that run on, their closing, slips and stamps."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Final

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document
from desktop.correspondence.paper.printing_books import (
    BoundBook,
    Correction,
    NextPrint,
    closing_of,
    corrections_sheet,
    record_print,
    sheet_to_print,
    since_last_print,
)
from desktop.correspondence.paper.slip_sheets import emergency_register, hand_over_slips
from desktop.correspondence.paper.slips import (
    LabelSheet,
    address_labels,
    envelopes,
    handling_slip,
    stamp_on_letter,
    stamps_on_labels,
)
from desktop.language.words import M, Ms
from desktop.office.identity import Office
from desktop.office.screens import books
from desktop.printing.beside import in_memory
from desktop.printing.paper import Printed
from desktop.printing.placed import Paper
from desktop.printing.preview import Preview
from desktop.sheets.sheet import Closing, Sheet
from desktop.storage.driver import troubles
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.widgets.notice import Notice

_NAMED: Final = 12  # corrected numbers in one message


class Papers(books.Books):
    """Previews of all papers; a print of a book is noted, so that the next one runs on from it."""

    # Books

    def print_since_last(self, book: BoundBook) -> None:
        """Show what stands on no page of a book yet; where nothing does, say so."""

        def plan(reader: Reader) -> Iterator[int]:
            found.append(since_last_print(reader, book))
            yield 1

        found: list[NextPrint] = []
        self._work(plan, lambda: self._show_next(found[0]))

    def close_book(self, book: BoundBook) -> None:
        """Show the last pages of a book with its totals, its fingerprint and room to sign."""

        def plan(reader: Reader) -> Iterator[int]:
            printing = since_last_print(reader, book)
            day = self._desk.store.today
            below, digest = yield from closing_of(reader, book, office=self._office(), day=day)
            found.append((printing, below, digest))

        found: list[tuple[NextPrint, Closing, str]] = []
        self._work(plan, lambda: self._show_book(*found[0]))

    def show_corrections(self, book: BoundBook, found: Sequence[Correction]) -> None:
        """Show the rows corrected since they were printed, to be put behind their pages."""
        sheet = corrections_sheet(self._desk.store.reader, book, found, office=self._office())
        self.show_paper(book.sheet, sheet)

    def _show_next(self, printing: NextPrint) -> None:
        if printing.ids:
            self._show_book(printing)
            return
        said = self._desk.words(M("Everything registered is on paper already."))
        self._notice.show_message(said, "done")
        if printing.corrections:
            self._tell_corrections(self._notice, printing)

    def _show_book(
        self, printing: NextPrint, below: Closing | None = None, digest: str | None = None
    ) -> None:
        book = RunningBook(self._desk.store, printing, office=self._office(), below=below)
        number = printing.first_page
        preview = self.preview_sheet(book, name=printing.book.sheet, first_page_number=number)
        noted: list[Printed] = []

        def note(printed: Printed) -> None:
            # Printed twice over, or as a PDF too, it is still one part of the book.
            if printed.is_whole and not noted:
                noted.append(printed)
                self._note(printing, printed, digest)

        preview.printed.connect(note)
        if printing.corrections:
            self._tell_corrections(preview.notice, printing)

    def _note(self, printing: NextPrint, printed: Printed, digest: str | None) -> None:
        change = record_print(
            self._desk.store,
            printing,
            last_page=printed.last_page_number,
            fingerprint=digest or printed.digest,
            closes=digest is not None,
        )
        self._desk.tell(change)

    def _tell_corrections(self, notice: Notice, printing: NextPrint) -> None:
        words, found = self._desk.words, printing.corrections
        numbers = [f"{one.number}/{one.series}" for one in found[:_NAMED]]
        said = Ms(
            "{count} row was corrected after it was printed: {numbers}.",
            "{count} rows were corrected after they were printed: {numbers}.",
            len(found),
            numbers=", ".join(numbers + ["…"] * (len(found) > _NAMED)),
        )
        show = (words(M("Show them")), lambda: self.show_corrections(printing.book, found))
        notice.show_message(words(said), "warning", show)

    # Slips

    def handling_slip(self, document: IncomingDocument) -> None:
        """Show the slip on which leaders write what is to be done."""
        self.show_paper("handling-slip", handling_slip(document, office=self._office()))

    def stamp_on_letter(self, document: IncomingDocument) -> None:
        """Show the stamp alone, to be printed on the letter itself."""
        self.show_paper("arrival-stamp", stamp_on_letter(document, office=self._office()))

    def stamps_on_labels(
        self, documents: Sequence[IncomingDocument], sheet: LabelSheet, first: int
    ) -> None:
        """Show stamps on labels, from the first that is still on the sheet."""
        paper = stamps_on_labels(documents, sheet, office=self._office(), first=first)
        self.show_paper("labels", paper)

    def hand_over_slips(self, documents: Sequence[Document]) -> None:
        """Show what each unit signs for, on a page of its own."""
        self.show_paper("hand-over-slips", hand_over_slips(documents))

    def address_labels(self, receivers: Sequence[str], sheet: LabelSheet, first: int) -> None:
        """Show whom envelopes go to, one on each label."""
        self.show_paper("labels", address_labels(receivers, sheet, first=first))

    def envelopes(self, receivers: Sequence[str], symbols: Sequence[str], size: str) -> None:
        """Show one envelope for each receiver."""
        paper = envelopes(receivers, symbols, office=self._office(), size=size)
        self.show_paper(f"envelope-{size}", paper)

    def emergency_register(self) -> None:
        """Show the register to be written by hand while the computer stands still."""
        store = self._desk.store
        year = store.today.year
        sheet = emergency_register(store.reader, office=self._office(), year=year)
        self.show_paper("emergency-register", sheet)

    def show_paper(self, name: str, paper: Paper) -> Preview:
        """Show a paper that is short enough to be kept whole."""
        return self.preview_sheet(in_memory(paper), name=name)

    def _office(self) -> Office:
        found: Office = self._desk.store.reader.record("office", 1)
        return found

    def _work(self, plan: Callable[[Reader], Iterator[int]], then: Callable[[], object]) -> None:
        """Read on a worker, then go on in the window."""
        store = self._desk.store

        def work() -> Iterator[int]:
            with closing(store.another_reader()) as reader:
                yield from plan(reader)

        job = self._desk.tasks.start(work)
        job.finished.connect(then)
        job.failed.connect(self.failed)


class RunningBook:
    """The next print of a book, read again from any row on."""

    def __init__(
        self, store: Store, printing: NextPrint, *, office: Office, below: Closing | None
    ) -> None:
        self._store = store
        self._printing = printing
        self._office = office
        self._below = below

    @contextmanager
    def __call__(self, first: int) -> Iterator[Sheet]:
        rest = replace(self._printing, ids=self._printing.ids[first:])
        with troubles(self._store.path), closing(self._store.another_reader()) as reader:
            sheet = sheet_to_print(reader, rest, office=self._office, closing=self._below)
            struck = frozenset(first + place for place in sheet.struck)
            yield replace(sheet, count=len(self._printing.ids), struck=struck)
