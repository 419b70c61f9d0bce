"""Paper as acts of the tab: the book's new pages, its closing, slips, stamps, labels, envelopes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from desktop.correspondence.paper.printing_books import BoundBook
from desktop.correspondence.paper.slips import LabelSheet
from desktop.correspondence.screens.catching_up import catch_up
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.desk import Action
from desktop.language.words import M
from desktop.office.directories import KnownName, NameDirectory
from desktop.records.drafts import Draft
from desktop.records.fields import Code, Ground, Whole
from desktop.records.record import Rule
from desktop.widgets.chooser import Suggestion
from desktop.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop.correspondence.screens.tab import CorrespondenceTab

Place = Callable[[LabelSheet, int], object]
_ENVELOPE = "DL"  # the size of a letter folded twice


@dataclass(frozen=True, kw_only=True)
class Labels:
    """On which sheet of labels to print, and which is the first that is still on it."""

    kind: ClassVar = "labels"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    sheet: Annotated[str, Code(label=M("Sheet of labels"), directory="labels", required=True)]
    first: Annotated[int, Whole(label=M("First free label"), least=1, required=True)]


class PaperActs:
    """What the person at the desk brings to paper, for the register on screen."""

    def __init__(self, tab: "CorrespondenceTab") -> None:
        self._tab = tab

    def print_since_last(self, screen: RegisterScreen) -> None:
        """The pages of the book that are not on paper yet; their numbers run on."""
        screen.papers.print_since_last(self.book(screen))

    def close_book(self, screen: RegisterScreen) -> None:
        """The last pages of the book, with totals, fingerprint and room to sign."""
        screen.papers.close_book(self.book(screen))

    def book(self, screen: RegisterScreen) -> BoundBook:
        """The book in sight: of the year and the series that the filters name, or the newest."""
        newest = self._tab.desk.store.reader.years(screen.kind)[:1]
        year = screen.year or next(iter(newest), self._tab.desk.store.today.year)
        return BoundBook(f"{screen.kind}-register", year, screen.series)

    def handling_slip(self, screen: RegisterScreen) -> None:
        if documents := screen.acts.chosen_incoming(1):
            screen.papers.handling_slip(documents[0])

    def stamp_on_letter(self, screen: RegisterScreen) -> None:
        if documents := screen.acts.chosen_incoming(1):
            screen.papers.stamp_on_letter(documents[0])

    def stamps_on_labels(self, screen: RegisterScreen) -> None:
        if documents := screen.acts.chosen_incoming():
            self._ask_labels(
                lambda sheet, first: screen.papers.stamps_on_labels(documents, sheet, first)
            )

    def address_labels(self, screen: RegisterScreen) -> None:
        if receivers := self._receivers(screen):
            self._ask_labels(
                lambda sheet, first: screen.papers.address_labels(receivers, sheet, first)
            )

    def envelopes(self, screen: RegisterScreen) -> None:
        if receivers := self._receivers(screen):
            symbols = [one.symbol for one in screen.acts.chosen_outgoing() if one.symbol]
            screen.papers.envelopes(receivers, symbols, _ENVELOPE)

    def _receivers(self, screen: RegisterScreen) -> list[str]:
        """Whom the chosen documents go to, each once; says so where nobody is named."""
        documents = screen.acts.chosen_outgoing()
        names = (name for one in documents for name in one.recipients or ())
        receivers = list(dict.fromkeys(names))
        if documents and not receivers:
            screen.acts.tell_why(M("No recipient is named."))
        return receivers

    def emergency_register(self) -> None:
        """The form to write on while the computer stands still."""
        self._tab.registers["incoming"].papers.emergency_register()

    def catch_up(self) -> None:
        """Enter what was written by hand on that form, once the computer runs again."""
        self._tab.show_register("incoming")
        screen = self._tab.registers["incoming"]
        if screen.acts.may_write():
            catch_up(
                self._tab.desk,
                self._tab.names,
                series=screen.series,
                over=self._tab,
                done=screen.acts.say,
            )

    def _ask_labels(self, place: Place) -> None:
        words = self._tab.desk.words
        sheets = {one.code: one for one in LabelSheet.all(words.language)}
        known = NameDirectory(KnownName(one.code, aliases=(one.name,)) for one in sheets.values())

        def ground() -> Ground:
            usual = self._tab.names.ground(self._tab.desk.store.today, words.language)
            return replace(usual, directories={**usual.directories, "labels": known})

        def suggest(typed: str) -> list[Suggestion]:
            return [Suggestion(one.name, one.aliases[0]) for one in known.suggest(typed)]

        FormDialog(
            M("Print on labels"),
            Labels,
            (("sheet",), ("first",)),
            act=lambda meant: place(sheets[meant.sheet], meant.first),
            words=words,
            ground=ground,
            parent=self._tab,
            does=M("Show them (Ctrl+Enter)"),
            draft=Draft(Labels.kind, {"sheet": next(iter(sheets)), "first": "1"}),
            suggests={"sheet": suggest}.get,
        ).open()


def paper_offered(
    tab: "CorrespondenceTab",
    in_sight: Callable[[Callable[[RegisterScreen], object]], Callable[[], object]],
) -> tuple[Action, ...]:
    """What goes on paper, as actions; those of documents are done to the register `in_sight`."""
    acts = tab.paper
    return (
        Action(
            "print-register",
            M("Print the register"),
            ("Ctrl+P",),
            lambda: tab.current.print_register(),
            "paper",
        ),
        Action(
            "print-since",
            M("Print what is new in the book"),
            ("Ctrl+Shift+P",),
            in_sight(acts.print_since_last),
            "paper",
        ),
        Action("close-book", M("Close the book…"), (), in_sight(acts.close_book), "paper"),
        Action(
            "handling-slip",
            M("Handling slip"),
            ("Ctrl+Shift+H",),
            in_sight(acts.handling_slip),
            "paper",
        ),
        Action("stamp", M("Stamp on the letter"), (), in_sight(acts.stamp_on_letter), "paper"),
        Action("stamps", M("Stamps on labels…"), (), in_sight(acts.stamps_on_labels), "paper"),
        Action("envelopes", M("Envelopes"), (), in_sight(acts.envelopes), "paper"),
        Action("addresses", M("Addresses on labels…"), (), in_sight(acts.address_labels), "paper"),
        Action(
            "emergency", M("Emergency register to fill in"), (), acts.emergency_register, "paper"
        ),
        Action("catch-up", M("Enter what was written by hand…"), (), acts.catch_up, "paper"),
    )
