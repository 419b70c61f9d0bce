"""What goes with a meeting: participants, invitation, sign-in sheet, minutes, notice, calendar."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop import paths
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.desk import Action
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.meetings.calendar_files import calendar_file, file_mark
from desktop.meetings.calendar_reading import import_meetings, read_calendar
from desktop.meetings.concluding import agenda, conclusions_of
from desktop.meetings.documents import Known
from desktop.meetings.inviting import invite, proposed_invitation
from desktop.meetings.issuing import approve_week, issue_week
from desktop.meetings.meeting import Meeting
from desktop.meetings.paper_sheets import paper_page, sign_in_sheet
from desktop.meetings.participants import participants_of
from desktop.meetings.screens.conclusions_dialog import ConclusionsDialog
from desktop.meetings.screens.counts_dialog import CountsDialog
from desktop.meetings.screens.people_dialog import PeopleDialog
from desktop.meetings.sheets import week_sheet
from desktop.meetings.week import monday_of
from desktop.meetings.word_papers import write_word
from desktop.office.identity import Office
from desktop.records.changes import Change
from desktop.records.drafts import draft_of
from desktop.records.queries import Query
from desktop.sheets.replacing import taking_the_place_of
from desktop.sheets.sheet import Sheet
from desktop.storage.store import Store
from desktop.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop.meetings.screens.tab import MeetingsTab

_INVITATION_ROWS: Final = (
    ("document_kind", "document_date"),
    ("series",),
    ("subject",),
    ("signer",),
    ("recipients",),
)
_OF_PAPER: Final = {"invitation": "invitation", "conclusion-notice": "notice"}


class MeetingPapers:
    """Acts on the meeting under the cursor, in the calendar and in the list alike."""

    def __init__(self, tab: "MeetingsTab") -> None:
        self._tab = tab

    def _with_meeting(self, act: Callable[[Meeting], object]) -> Callable[[], object]:
        def do() -> None:
            chosen = self._tab.chosen()
            if chosen:
                act(chosen[0])
            else:
                self._tab.warn(M("Choose a meeting first."))

        return do

    def _tell(self, change: Change) -> None:
        self._tab.desk.tell(change)
        self._tab.current.say(M("{act}.", act=change.words))

    # Dialogs

    def conclude(self, meeting: Meeting) -> None:
        """Paste what was concluded; each line may become a task."""
        if self._tab.may_write():
            ConclusionsDialog(
                self._tab.desk,
                meeting,
                names=self._tab.names,
                parent=self._tab,
                done=self._tell,
            ).open()

    def change_people(self, meeting: Meeting) -> None:
        """Type the list of those who take part, in the order of the sign-in sheet."""
        if self._tab.may_write():
            PeopleDialog(
                self._tab.desk,
                meeting,
                ground=self._tab.ground,
                parent=self._tab,
                done=self._tell,
            ).open()

    def invite(self, meeting: Meeting) -> None:
        """Register the invitation, its number taken from the outgoing register."""
        store, names = self._tab.desk.store, self._tab.names.names
        people = participants_of(store.reader, meeting)
        ground = self._tab.ground()
        try:
            proposed = proposed_invitation(meeting, people, names=names, ground=ground)
        except Trouble as trouble:
            self._tab.warn(trouble.message)
            return

        def act(meant: OutgoingDocument) -> None:
            change, _, _ = invite(store, meeting, meant, names=names)
            self._tell(change)

        if self._tab.may_write():
            FormDialog(
                M("Invitation: {title}", title=meeting.title[:80]),
                OutgoingDocument,
                _INVITATION_ROWS,
                act=act,
                words=self._tab.desk.words,
                ground=self._tab.ground,
                parent=self._tab,
                does=M("Give it its number (Ctrl+Enter)"),
                draft=draft_of(proposed, ground),
            ).open()

    # Paper

    def sign_in_sheet(self, meeting: Meeting) -> None:
        people = participants_of(self._tab.desk.store.reader, meeting)
        self._preview("sign-in-sheet", sign_in_sheet(meeting, people, office=self._office()))

    def on_paper(self, name: str) -> Callable[[Meeting], None]:
        return lambda meeting: self._preview(name, paper_page(name, self._known(name, meeting)))

    def _preview(self, name: str, sheet: Sheet) -> None:
        self._tab.calendar.preview(name, sheet)

    def as_word(self, name: str) -> Callable[[Meeting], None]:
        """Ask where to write a paper that people go on editing."""

        def ask(meeting: Meeting) -> None:
            def write(path: Path) -> None:
                known = self._known(name, meeting)
                write_word(name, known, path, templates=paths.templates_folder())
                self._tab.current.say(M("{file} is written.", file=str(path)))

            self._ask_path("Word (*.docx)", "docx", write)

        return ask

    def _known(self, name: str, meeting: Meeting) -> Known:
        reader = self._tab.desk.store.reader
        conclusions = conclusions_of(reader, meeting)
        notice = next((one.notice for one in conclusions if one.notice), None)
        numbered = {"invitation": meeting.invitation, "notice": notice}
        document = numbered.get(_OF_PAPER.get(name, ""))
        return Known(
            office=self._office(),
            meeting=meeting,
            people=participants_of(reader, meeting),
            conclusions=conclusions,
            agenda=agenda(reader, meeting),
            document=reader.record("outgoing", document) if document else None,
        )

    def _office(self) -> Office:
        office: Office = self._tab.desk.store.reader.record("office", 1)
        return office

    def counts(self) -> None:
        """The meetings of a year in numbers, the newest year first."""
        reader = self._tab.desk.store.reader
        first, last = reader.bounds(Query(Meeting.kind), "day")
        years = list(range(last.year, first.year - 1, -1)) if first else []

        def open_list(query: Query, said: Message) -> None:
            self._tab.show_register(Meeting.kind)
            self._tab.meetings.page.show_only(query, said)

        if not years:
            self._tab.warn(M("No meeting here. Ctrl+N plans one."))
            return
        CountsDialog(
            self._tab.desk,
            years,
            ground=self._tab.ground,
            open_list=open_list,
            parent=self._tab,
        ).open()

    # The week

    @property
    def _monday(self) -> date:
        return monday_of(self._tab.calendar.sight.day)

    def approve_week(self) -> None:
        """Approve the schedule of the week in the calendar."""
        self._of_week(approve_week)

    def issue_week(self) -> None:
        """Hand out what was changed in it since, as the next revision."""
        self._of_week(issue_week)

    def _of_week(self, act: Callable[[Store, date], Change]) -> None:
        if not self._tab.may_write():
            return
        if self._tab.register:
            self._tab.warn(M("This is done in the calendar: F3 shows the week."))
            return
        try:
            self._tell(act(self._tab.desk.store, self._monday))
        except Trouble as trouble:
            self._tab.warn(trouble.message)

    def week_in_prose(self) -> None:
        """The schedule of the week told day by day."""
        reader = self._tab.desk.store.reader
        sheet = week_sheet(reader, self._monday, office=self._office(), layout="prose")
        self._preview("weekly-schedule-in-prose", sheet)

    # Calendar files

    def write_calendar(self) -> None:
        """The chosen meetings as a calendar for phones and other programs."""
        meetings = self._tab.chosen()
        if not meetings:
            self._tab.warn(M("Choose a meeting first."))
            return
        store = self._tab.desk.store

        def write(path: Path) -> None:
            data = calendar_file(
                meetings,
                mark=file_mark(store),
                name=self._office().name,
                written_at=store.clock(),
            )
            is_folder = M("{name} is a folder: give the file another name.", name=path.name)
            with taking_the_place_of(path, in_place_of_folder=is_folder) as file:
                file.write(data)
            self._tab.current.say(M("{file} is written.", file=str(path)))

        self._ask_path("iCalendar (*.ics)", "ics", write)

    def read_calendar(self) -> None:
        """Take over the meetings of a calendar file; what clashes is named."""
        if self._tab.may_write():
            dialog = self._file_dialog("iCalendar (*.ics)")
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(lambda chosen: self._saying(self._take_over, Path(chosen)))
            dialog.open()

    def _take_over(self, path: Path) -> None:
        store = self._tab.desk.store
        read = read_calendar(
            path.read_bytes(),
            reader=store.reader,
            mark=file_mark(store),
            ground=self._tab.ground(),
        )
        change, left_out = import_meetings(store, read, names=self._tab.names)
        self._tab.desk.tell(change)
        self._say_taken(change, (*read.remarks, *left_out))

    def _say_taken(self, change: Change, left_out: Sequence[Message]) -> None:
        count = len(change.ids(Meeting.kind))
        said = self._tab.desk.words(Ms("{count} meeting", "{count} meetings", count))
        reasons = " ".join(self._tab.desk.words(one) for one in left_out[:5])
        notice = self._tab.current.notice
        notice.show_message(f"{said}. {reasons}".strip(), "warning" if left_out else "done")

    def _ask_path(self, kind: str, ending: str, write: Callable[[Path], None]) -> None:
        dialog = self._file_dialog(kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(lambda chosen: self._saying(write, Path(chosen)))
        dialog.open()

    def _file_dialog(self, kind: str) -> QFileDialog:
        dialog = QFileDialog(self._tab, "", str(Path.home()))
        dialog.setNameFilter(kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _saying(self, act: Callable[[Path], None], path: Path) -> None:
        """Do it, or say what the world does not allow."""
        try:
            act(path)
        except Trouble as trouble:
            self._tab.warn(trouble.message)
        except OSError as error:
            reason = error.strerror or str(error)
            self._tab.warn(M("{file} cannot be read ({reason}).", file=path.name, reason=reason))

    def actions_offered(self) -> tuple[Action, ...]:
        """All of it, in the order of the menus."""
        of = self._with_meeting
        return (
            Action("conclude", M("Conclusions and tasks…"), ("F6",), of(self.conclude), "meeting"),
            Action("people", M("Participants…"), ("Ctrl+U",), of(self.change_people), "meeting"),
            Action(
                "invite",
                M("Invitation with its number…"),
                ("Ctrl+Shift+I",),
                of(self.invite),
                "meeting",
            ),
            Action(
                "meeting-attach",
                M("Attach files…"),
                ("Ctrl+Shift+A",),
                of(lambda _: self._tab.attach()),
                "meeting",
            ),
            Action("approve-week", M("Approve the week"), ("F12",), self.approve_week, "meeting"),
            Action(
                "issue-week",
                M("Hand out the week's changes"),
                ("Shift+F12",),
                self.issue_week,
                "meeting",
            ),
            Action("counts", M("Meetings in numbers…"), ("Ctrl+Shift+N",), self.counts, "view"),
            Action("week-prose", M("Week day by day"), (), self.week_in_prose, "paper"),
            Action(
                "sign-in",
                M("Sign-in sheet"),
                ("Ctrl+Shift+H",),
                of(self.sign_in_sheet),
                "paper",
            ),
            Action(
                "invitation-paper", M("Invitation"), (), of(self.on_paper("invitation")), "paper"
            ),
            Action("minutes-paper", M("Minutes"), (), of(self.on_paper("minutes")), "paper"),
            Action(
                "notice-paper",
                M("Conclusion notice"),
                (),
                of(self.on_paper("conclusion-notice")),
                "paper",
            ),
            Action(
                "invitation-word",
                M("Invitation as Word…"),
                (),
                of(self.as_word("invitation")),
                "file",
            ),
            Action("minutes-word", M("Minutes as Word…"), (), of(self.as_word("minutes")), "file"),
            Action(
                "notice-word",
                M("Conclusion notice as Word…"),
                (),
                of(self.as_word("conclusion-notice")),
                "file",
            ),
            Action("ics-out", M("Calendar file…"), (), self.write_calendar, "file"),
            Action("ics-in", M("Take over a calendar…"), (), self.read_calendar, "file"),
        )
