"""Who takes part in a meeting, typed as a list; whole units and earlier meetings join it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.language.words import M
from desktop.meetings.meeting import Meeting
from desktop.meetings.participants import (
    as_line,
    of_bodies,
    of_earlier,
    of_text,
    participants_of,
    set_participants,
)
from desktop.office.screens.draft_keeping import DraftKeeping
from desktop.office.screens.lists import suggest_bodies
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground, Link, Names, Passage
from desktop.records.record import Rule
from desktop.widgets.editors import PassageEditor
from desktop.widgets.form_dialog import FormDialog

_ROWS: Final = (("people",), ("bodies",), ("earlier",))
_LINES: Final = 12


@dataclass(frozen=True, kw_only=True)
class People:
    """Who takes part, as they are typed: a line each."""

    kind: ClassVar = "people"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    people: Annotated[str | None, Passage(label=M("Name, position, unit"))] = None
    bodies: Annotated[
        tuple[str, ...] | None, Names(label=M("And somebody of each"), directory="bodies")
    ] = None
    earlier: Annotated[
        int | None, Link(label=M("And all of an earlier meeting"), register="meetings")
    ] = None


class PeopleDialog(FormDialog):
    """A line for each person, in the order of the sign-in sheet; `done` hears of the change."""

    def __init__(
        self,
        desk: Desk,
        meeting: Meeting,
        *,
        ground: Callable[[], Ground],
        parent: QWidget,
        done: Callable[[Change], object],
    ) -> None:
        self._store = desk.store
        self._meeting = meeting
        self._tell = done
        lines = map(as_line, participants_of(desk.store.reader, meeting))
        self._facts = Draft(People.kind, {"people": "\n".join(lines)}, meeting.id)
        super().__init__(
            M("Participants: {title}", title=" ".join(meeting.title.split())[:80]),
            People,
            _ROWS,
            act=self._keep,
            words=desk.words,
            ground=ground,
            parent=parent,
            does=M("Keep the list (Ctrl+Enter)"),
            draft=self._facts,
            suggests={"bodies": suggest_bodies(ground)}.get,
            explains=M("One person on each line (Shift+Enter): name, position, unit."),
        )
        self._drafts = DraftKeeping(desk.store, self._typed, self._say_trouble, self)
        self._drafts.begin(self._facts)
        self._go_on()
        self._show_list()

    # The draft

    def _typed(self) -> Draft:
        return self.form.draft(People.kind, self._meeting.id)

    def _go_on(self) -> None:
        """With what was typed when the list was left."""
        kept = self._drafts.left_of(self._facts)
        if kept and kept != self._facts:
            self.form.show_draft(kept)
            said = self._words(M("This draft was left unfinished."))
            offer = (self._words(M("Discard")), self._start_anew)
            self.notice.show_message(said, "done", offer)

    def _start_anew(self) -> None:
        self._drafts.drop(self._meeting.id)
        self.form.show_draft(self._facts)

    def done(self, result: int) -> None:
        """What is kept needs no draft; what is left waits for the next time."""
        if result:
            self._drafts.stop()
            self._drafts.drop(self._meeting.id)
        else:
            self._drafts.end()
        super().done(result)

    # The list

    def _show_list(self) -> None:
        """Much of the list at once, the keyboard at its end."""
        people = self._people
        people.grow_to(_LINES)
        people.moveCursor(QTextCursor.MoveOperation.End)
        people.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit(len(_ROWS))

    @property
    def _people(self) -> PassageEditor:
        editor = self.form.editors["people"]
        assert isinstance(editor, PassageEditor)
        return editor

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._people.ensureCursorVisible()

    def _keep(self, meant: People) -> None:
        reader = self._store.reader
        people = of_text(meant.people or "", self._meeting, self._ground())
        people += of_bodies(meant.bodies or (), self._meeting)
        if meant.earlier:
            earlier = reader.record(Meeting.kind, meant.earlier)
            people += of_earlier(reader, earlier, self._meeting)
        self._tell(set_participants(self._store, self._meeting, people))
