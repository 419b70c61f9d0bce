"""What is done with meetings that come again: a template of one, and this and the following."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from desktop.desk import Action
from desktop.language.words import M, Message, Ms
from desktop.meetings.deciding import cancel
from desktop.meetings.keeping_rooms import keep_template
from desktop.meetings.meeting import Meeting
from desktop.meetings.repeating import (
    change_following,
    discard_following,
    following,
    template_of,
)
from desktop.meetings.screens.reasons import ask_reason
from desktop.meetings.screens.suggesting import suggests_of
from desktop.records.changes import Change
from desktop.records.drafts import Draft, draft_of
from desktop.records.fields import Clock, Code, Day, Line, Passage, Person
from desktop.records.record import Rule
from desktop.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop.meetings.screens.tab import MeetingsTab

_ROWS: Final = (
    ("title",),
    ("day", "last_day"),
    ("starts_at", "ends_at"),
    ("room",),
    ("chair",),
    ("clash_reason",),
)


@dataclass(frozen=True, kw_only=True)
class TemplateName:
    """What a template is called."""

    kind: ClassVar = "template_name"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    name: Annotated[str, Line(label=M("Name"), longest="body_length", required=True)]


@dataclass(frozen=True, kw_only=True)
class FromNowOn:
    """What is changed in one meeting of a series and in those that follow it."""

    kind: ClassVar = "from_now_on"
    rules: ClassVar[tuple[Rule, ...]] = ()

    id: int | None = None
    title: Annotated[
        str, Passage(label=M("Meeting title"), longest="subject_length", required=True)
    ]
    day: Annotated[date, Day(label=M("Date"), required=True)]
    last_day: Annotated[date | None, Day(label=M("Until"))] = None
    starts_at: Annotated[time | None, Clock(label=M("From"))] = None
    ends_at: Annotated[time | None, Clock(label=M("To"))] = None
    room: Annotated[str | None, Code(label=M("Room"), directory="rooms")] = None
    chair: Annotated[
        str | None, Person(label=M("Chair"), directory="leaders", longest="person_length")
    ] = None
    clash_reason: Annotated[
        str | None, Line(label=M("Reason to allow a clash"), longest="note_length")
    ] = None

    def of(self, meeting: Meeting) -> Meeting:
        """The meeting as it is meant from now on."""
        meant = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "id"}
        return replace(meeting, **meant)


class RepeatingActs:
    """Acts on the meeting under the cursor and what comes again like it, each one undo step."""

    def __init__(self, tab: "MeetingsTab") -> None:
        self._tab = tab
        self._suggests = suggests_of(tab.desk, tab.names)

    def actions_offered(self) -> tuple[Action, ...]:
        return (
            Action(
                "meeting-keep-template",
                M("Keep as template…"),
                ("Ctrl+Shift+D",),
                self._with_meeting(self.ask_name),
                "meeting",
            ),
            Action(
                "meeting-following",
                M("Correct this and the following…"),
                ("Shift+F2",),
                self._with_series(self.ask_changes),
                "meeting",
            ),
            Action(
                "meeting-cancel-following",
                M("Cancel this and the following…"),
                ("Ctrl+Shift+Del",),
                self._with_series(self.ask_why_cancelled),
                "meeting",
            ),
            Action(
                "meeting-trash-following",
                M("This and the following to the trash"),
                (),
                self._with_series(self.discard),
                "meeting",
            ),
        )

    def _with_meeting(self, act: Callable[[Meeting], object]) -> Callable[[], object]:
        def do() -> None:
            if meetings := self._tab.may_write_to():
                act(meetings[0])

        return do

    def _with_series(self, act: Callable[[Meeting], object]) -> Callable[[], object]:
        def do(meeting: Meeting) -> None:
            if meeting.series is None:
                self._tab.warn(M("It belongs to no series: F2 corrects it alone."))
            else:
                act(meeting)

        return self._with_meeting(do)

    def ask_name(self, meeting: Meeting) -> None:
        """Ask for a name, and keep all that is usual of a meeting under it."""
        store = self._tab.desk.store

        def act(meant: TemplateName) -> None:
            self._tell(keep_template(store, template_of(meeting, meant.name)))

        FormDialog(
            M("A template of “{title}”", title=meeting.title[:80]),
            TemplateName,
            (("name",),),
            act=act,
            words=self._tab.desk.words,
            ground=self._tab.ground,
            parent=self._tab,
            does=M("Keep the template (Ctrl+Enter)"),
            draft=Draft(TemplateName.kind, {"name": " ".join(meeting.title.split())}),
            explains=M("It takes over the kind, hour, length, place, people and preparation."),
        ).open()

    def ask_changes(self, meeting: Meeting) -> None:
        """Ask what is changed in this meeting and in all that follow."""
        store, ground = self._tab.desk.store, self._tab.ground()
        texts = draft_of(meeting, ground).texts

        def act(meant: FromNowOn) -> None:
            self._tell(change_following(store, meant.of(meeting), names=self._tab.names))

        dialog = FormDialog(
            M("This and the following: {title}", title=meeting.title[:80]),
            FromNowOn,
            _ROWS,
            act=act,
            words=self._tab.desk.words,
            ground=self._tab.ground,
            parent=self._tab,
            does=M("Change all of them (Ctrl+Enter)"),
            draft=Draft(FromNowOn.kind, texts),
            suggests=self._suggests.get,
            explains=self._reach(meeting),
        )
        dialog.form.focus("starts_at")
        dialog.open()

    def ask_why_cancelled(self, meeting: Meeting) -> None:
        """Cancel this meeting and all that follow; they stay in the list."""
        store = self._tab.desk.store

        def act(reason: str) -> None:
            self._tell(cancel(store, (meeting, *following(store.reader, meeting)), reason=reason))

        ask_reason(
            M("Why the meeting and the following are cancelled"),
            act,
            desk=self._tab.desk,
            over=self._tab,
            does=M("Cancel all of them (Ctrl+Enter)"),
            explains=(self._reach(meeting),),
        )

    def discard(self, meeting: Meeting) -> None:
        """Move this meeting and all that follow to the trash, where nobody knows them yet."""
        self._tab.current.do(lambda: discard_following(self._tab.desk.store, meeting))

    def _reach(self, meeting: Meeting) -> Message:
        """How many meetings it is about."""
        later = following(self._tab.desk.store.reader, meeting)
        if not later:
            return M("No later meeting of the series is still to come.")
        return Ms(
            "This meeting and {count} that follows, until {day}.",
            "This meeting and {count} that follow, until {day}.",
            len(later),
            day=f"{later[-1].day:%d/%m/%Y}",
        )

    def _tell(self, change: Change) -> None:
        if change.records:
            self._tab.desk.tell(change)
            self._tab.current.say(M("{act}.", act=change.words))
