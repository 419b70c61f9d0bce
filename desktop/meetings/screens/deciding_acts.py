"""What becomes of the chosen meetings, by the same keys in the calendar and in the list."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.desk import Action, Desk
from desktop.language.words import M, Message
from desktop.meetings.deciding import approve, cancel, note_held, postpone
from desktop.meetings.meeting import Meeting
from desktop.meetings.preparing import note_prepared
from desktop.meetings.screens.reasons import ask_reason
from desktop.records.changes import Change

Decide = Callable[..., Change]


class Doing(Protocol):
    """A page that does an act, tells everybody, and says it with the way back."""

    def do(self, act: Callable[[], Change | None]) -> Change | None: ...

    def say(self, message: Message) -> None: ...


class DecidingActs:
    """Approve, note as prepared or held, postpone, cancel; `page` is where the person is.

    `chosen` are the meetings that may be written to; where there are none, it has said why.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        chosen: Callable[[], Sequence[Meeting]],
        page: Callable[[], Doing],
        over: QWidget,
    ) -> None:
        self._desk = desk
        self._chosen = chosen
        self._page = page
        self._over = over

    def actions_offered(self) -> tuple[Action, ...]:
        return (
            Action("meeting-approve", M("Approve"), ("F8",), self._at_once(approve), "meeting"),
            Action("meeting-held", M("Was held"), ("F10",), self._at_once(note_held), "meeting"),
            Action(
                "meeting-prepared",
                M("Everything is prepared"),
                ("Ctrl+R",),
                self._at_once(note_prepared),
                "meeting",
            ),
            Action(
                "meeting-postpone",
                M("Postpone…"),
                ("F9",),
                self._for_reason(M("Why the meeting is postponed"), postpone),
                "meeting",
            ),
            Action(
                "meeting-cancel",
                M("Cancel the meeting…"),
                ("Shift+Del",),
                self._for_reason(M("Why the meeting is cancelled"), cancel),
                "meeting",
            ),
        )

    def _at_once(self, decide: Decide) -> Callable[[], object]:
        def do() -> None:
            if meetings := self._chosen():
                self._page().do(lambda: decide(self._desk.store, meetings))

        return do

    def _for_reason(self, title: Message, decide: Decide) -> Callable[[], object]:
        def ask() -> None:
            if meetings := self._chosen():
                self._ask(title, decide, meetings)

        return ask

    def _ask(self, title: Message, decide: Decide, meetings: Sequence[Meeting]) -> None:
        page = self._page()

        def act(reason: str) -> None:
            change = decide(self._desk.store, meetings, reason=reason)
            self._desk.tell(change)
            page.say(M("{act}.", act=change.words))

        does = M("Note it (Ctrl+Enter)")
        ask_reason(title, act, desk=self._desk, over=self._over, does=does)
