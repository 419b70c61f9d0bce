"""What is done with the chosen documents of a register, each one change that can be undone."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop.correspondence.answering import open_question, settle_answered
from desktop.correspondence.handing_over import waiting_among
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import discarding, putting_back
from desktop.correspondence.screens.hand_over_dialog import ask_hand_over
from desktop.correspondence.screens.number_acts import NumberActs
from desktop.correspondence.standing import reinstating
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message, capital
from desktop.records.changes import Acting, Change
from desktop.records.fields import Ground
from desktop.widgets.long_act import go_through
from desktop.widgets.notice import Notice

# The window stands still while so many are read and written one by one.
MOST_AT_ONCE: Final = 1000


class RegisterActs:
    """Acts over one register; `chosen` brings the selected documents, as they are now."""

    def __init__(
        self,
        desk: Desk,
        names: KnownNames,
        *,
        chosen: Callable[[int | None], list[Document]],
        notice: Notice,
        over: QWidget,
        print_slips: Callable[[list[Document]], object],
    ) -> None:
        self._desk = desk
        self._names = names
        self._print_slips = print_slips
        self._chosen = chosen
        self._notice = notice
        self._over = over
        self.numbers = NumberActs(desk, names, over=over, done=self.tell)
        self._answer: OutgoingDocument | None = None

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def toggle_trash(self, *, in_trash: bool) -> None:
        """Move the selected documents to the trash, or out of it; one Ctrl+Z takes it back."""
        if documents := self.chosen():
            act, said = (
                (putting_back, M("Putting back")) if in_trash else (discarding, M("Discarding"))
            )
            self.go(act(self._desk.store, documents), said)

    def hand_over(self) -> None:
        """Hand over the selected documents that nobody has passed on yet."""
        waiting = waiting_among(documents := self.chosen())
        if documents and not waiting:
            self.tell_why(M("What is chosen was handed over already."))
        elif waiting and self.may_write():
            ask_hand_over(
                self._desk,
                waiting,
                ground=self._ground,
                over=self._over,
                done=self.tell,
                print_slips=self._print_slips,
            )

    def cancel_numbers(self) -> None:
        """Cancel the numbers of the selected documents, with a reason."""
        chosen = self.chosen()
        documents = [one for one in chosen if one.standing != "void"]
        if chosen and not documents:
            self.tell_why(M("The number is cancelled already."))
        elif documents and self.may_write():
            self.numbers.cancel(documents)

    def change_standing(self) -> None:
        """Note by which document the first selected one was replaced, corrected or recalled."""
        documents = self.chosen(1)
        if documents and self.may_write():
            self.numbers.change(documents[0])

    def reinstate(self) -> None:
        """Put the selected documents in force again."""
        chosen = self.chosen()
        documents = [one for one in chosen if one.standing not in (None, "reserved")]
        if documents:
            self.go(reinstating(self._desk.store, documents), M("Putting in force again"))
        elif chosen:
            self.tell_why(M("What is chosen is in force, or reserved."))

    def reserve(self, series: str | None) -> None:
        """Reserve numbers of an outgoing series."""
        if self.may_write():
            self.numbers.reserve(series)

    def offer_to_settle(self, answer: OutgoingDocument) -> None:
        """Remember which answer Ctrl+K settles the question of."""
        self._answer = answer

    def settle_answered(self) -> None:
        """Note as settled what the last saved answer, or the chosen one, has answered."""
        answer = self._answer or next(iter(self.chosen(1)), None)
        self._answer = None
        if isinstance(answer, OutgoingDocument) and open_question(self._desk.store.reader, answer):
            self.do(lambda: settle_answered(self._desk.store, answer))
        elif answer:
            self.tell_why(M("This document answers none that is still to be settled."))

    def forget_answer(self, *, but: int | None) -> None:
        """Another document was chosen: Ctrl+K means that one from now on."""
        if self._answer and self._answer.id != but:
            self._answer = None

    def chosen(self, most: int | None = None) -> list[Document]:
        """The selected documents, as they are now, or the first of them; says where none is."""
        documents = self._chosen(most or MOST_AT_ONCE + 1)
        if not documents:
            self.tell_why(M("Choose a document in the list first."))
        if len(documents) > MOST_AT_ONCE:
            self.tell_why(
                M("More than {count} documents are chosen: choose fewer.", count=MOST_AT_ONCE)
            )
            return []
        return documents

    def chosen_incoming(self, most: int | None = None) -> list[IncomingDocument]:
        """The selected documents where they came in; says so where they went out."""
        documents = self.chosen(most)
        found = [one for one in documents if isinstance(one, IncomingDocument)]
        if documents and not found:
            self.tell_why(M("This is done with incoming documents: F3 shows them."))
        return found

    def chosen_outgoing(self, most: int | None = None) -> list[OutgoingDocument]:
        """The selected documents where they went out; says so where they came in."""
        documents = self.chosen(most)
        found = [one for one in documents if isinstance(one, OutgoingDocument)]
        if documents and not found:
            self.tell_why(M("This is done with outgoing documents: F4 shows them."))
        return found

    def may_write(self) -> bool:
        """Nobody is to type what cannot be kept: a second opener is told so at once."""
        if self._desk.store.read_only:
            self.tell_why(M("Open for reading only"))
        return not self._desk.store.read_only

    # Telling

    def tell_why(self, message: Message) -> None:
        """Say why nothing is done."""
        self._notice.show_message(self._desk.words(message), "warning")

    def do(self, act: Callable[[], Any]) -> None:
        """Do it and tell of it, or say what the world does not allow."""
        try:
            change = act()
        except Trouble as trouble:
            self.say_trouble(trouble)
            return
        if change is not None:
            self.tell(change)

    def go(self, act: Acting, said: Message) -> None:
        """Do what may take its time, and tell of it; the window works meanwhile."""
        go_through(
            act,
            said,
            words=self._desk.words,
            parent=self._over,
            then=self.tell,
            failed=self.say_trouble,
        )

    def tell(self, change: Change) -> None:
        """Tell every screen, and the person, of a change."""
        self._desk.tell(change)
        self.say(M("{act}.", act=change.words))

    def say(self, message: Message) -> None:
        """Say what was done, with the way back."""
        text = self._desk.words(message)
        undo = (self._desk.words(M("Undo")), self.take_back)
        self._notice.show_message(capital(text), "done", undo)

    def say_trouble(self, trouble: Trouble) -> None:
        self._notice.show_message(self._desk.words(trouble.message), "trouble")

    def take_back(self) -> None:
        go_through(
            self._desk.store.undoing(),
            M("Undoing"),
            words=self._desk.words,
            parent=self._over,
            then=self._desk.tell,
            failed=self.say_trouble,
        )
