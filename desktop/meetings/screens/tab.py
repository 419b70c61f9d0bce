"""The tab of meetings: the calendar, and beside it the registers that it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.known_names import KnownNames
from desktop.desk import Action, Desk
from desktop.language.words import M, Message
from desktop.meetings.around import MeetingSeries
from desktop.meetings.linked import linked_with
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.repeating import new_meeting
from desktop.meetings.screens.calendar_page import CalendarPage
from desktop.meetings.screens.deciding_acts import DecidingActs
from desktop.meetings.screens.meeting_page import MeetingPage
from desktop.meetings.screens.other_pages import OtherPages
from desktop.meetings.screens.papers import MeetingPapers
from desktop.meetings.screens.repeating_acts import RepeatingActs
from desktop.meetings.screens.series_page import SeriesPage
from desktop.meetings.screens.sight import Slot, View
from desktop.meetings.screens.tab_actions import actions_of
from desktop.office.screens.register_page import RegisterPage
from desktop.office.screens.side_bar import Switch
from desktop.office.screens.tab_frame import TabFrame, key_button
from desktop.records.changes import Change, Missed
from desktop.records.drafts import Draft
from desktop.records.fields import Ground

VIEWS: Final[dict[str, View]] = {"week": "week", "day": "day", "month": "month"}
SWITCHES: Final = (
    Switch("week", M("Week"), "F3"),
    Switch("day", M("Day"), "F4"),
    Switch("month", M("Month"), "F5"),
    Switch("meetings", M("List"), "F7"),
    Switch("rooms", M("Rooms"), "Shift+F5"),
    Switch("meeting_templates", M("Templates"), "Shift+F6"),
    Switch("meeting_series", M("Meeting series"), "Shift+F7"),
    Switch("participants", M("Participants"), "Shift+F8"),
)

Page = CalendarPage | RegisterPage


@dataclass(frozen=True)
class Place:
    """Where a person is in the tab: the page, its day, and what is in its form."""

    kind: str
    day: date
    entering: bool = False
    record_id: int | None = None


class MeetingsTab(QWidget):
    """Switches between the calendar and the registers, and offers their actions to the window."""

    title: Final = M("Meetings")

    def __init__(self, desk: Desk, names: KnownNames) -> None:
        super().__init__()
        self.desk = desk
        self.names = MeetingNames(desk.store.reader, names)
        self.calendar = CalendarPage(desk, self.names)
        self._meetings: MeetingPage | None = None
        self._copies = ReadingCopies()
        self._specs = OtherPages(desk, self.names).specs()
        self.pages: dict[str, RegisterPage] = {}
        self._missed: dict[str, Missed] = {}  # by pages out of sight
        self._from_calendar = False
        self.switches = SWITCHES
        self.deciding = DecidingActs(
            desk, chosen=self.may_write_to, page=lambda: self.current, over=self
        )
        self.repeating = RepeatingActs(self)
        self.papers = MeetingPapers(self)
        self._new = key_button("", "Ctrl+N", self.new)
        self._print = key_button("", "Ctrl+P", self.print_sheet)
        to_excel = key_button(desk.words(M("To Excel")), "Ctrl+E", self.export_list)
        self._frame = TabFrame(
            SWITCHES,
            desk.words,
            show=self.show_register,
            name=M("View"),
            buttons=(self._new, self._print, to_excel),
        )
        self._frame.add(self.calendar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)
        self.calendar.calendar.opened.connect(self.open_meeting)
        self.calendar.calendar.new_asked.connect(self.new_at)
        self.calendar.calendar.days_changed.connect(self._check)
        desk.changed.connect(self.take)
        desk.offer_ways(lambda record: linked_with(desk.store.reader, record))
        self.show_register("week")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes on to the page in sight."""
        super().focusInEvent(event)
        self._go_on_typing(event.reason())

    def _go_on_typing(self, reason: Qt.FocusReason) -> None:
        """The keyboard goes to the calendar, to the list, or back into the form that is open."""
        page = self.current
        if isinstance(page, CalendarPage):
            page.calendar.setFocus(reason)
        elif page.is_entering and (left := page.form.focusWidget()):
            left.setFocus(reason)
        else:
            page.list.setFocus(reason)

    # The pages

    @property
    def meetings(self) -> MeetingPage:
        """The register of meetings; it is made when it is asked for first."""
        if self._meetings is None:
            self._meetings = MeetingPage(self.desk, self.names, self._copies)
            self._add("meetings", self._meetings.page)
            self._meetings.page.entering.connect(self._entering)
        return self._meetings

    def _add(self, kind: str, page: RegisterPage) -> None:
        self.pages[kind] = page
        self._frame.add(page, page.filters.box)

    def page(self, kind: str) -> Page:
        """The calendar in one of its views, or a register."""
        if kind in VIEWS:
            return self.calendar
        if kind == "meetings":
            return self.meetings.page
        if kind not in self.pages:
            self._add(kind, self._made(kind))
        return self.pages[kind]

    def _made(self, kind: str) -> RegisterPage:
        if kind == MeetingSeries.kind:
            return SeriesPage(self.desk, self.names).page
        return RegisterPage(self._specs[kind], self.desk)

    @property
    def current(self) -> Page:
        page = self._frame.page
        assert isinstance(page, CalendarPage | RegisterPage)
        return page

    @property
    def register(self) -> RegisterPage | None:
        """The register on screen; None where it is the calendar."""
        return self.current if isinstance(self.current, RegisterPage) else None

    def show_register(self, kind: str) -> None:
        page = self.page(kind)
        self._from_calendar = False
        self._frame.show_page(page)
        self._catch_up()
        if isinstance(page, CalendarPage):
            page.show_view(VIEWS[kind])
        self._go_on_typing(Qt.FocusReason.OtherFocusReason)
        self._check()

    def showing(self, kind: str) -> Callable[[], None]:
        return lambda: self.show_register(kind)

    def switch_columns(self) -> None:
        """In the day, leaders beside each other instead of rooms, and back; elsewhere, the day."""
        if self.register is None and self.calendar.sight.view == "day":
            self.calendar.show_by_leader(by_leader=not self.calendar.sight.by_leader)
        else:
            self.show_register("day")

    def _check(self) -> None:
        kind = self.register.kind if self.register else self.calendar.sight.view
        self._frame.check(kind)
        new = self.register.spec.new if self.register else None
        printed = M("Print the list") if self.register else M("Weekly schedule")
        self._new.setText(self.desk.words(new or M("New meeting")))
        self._print.setText(self.desk.words(printed))

    def has(self, kind: str) -> bool:
        """Whether the records of a kind are shown here."""
        return kind == Meeting.kind

    def show_record(self, kind: str, record_id: int) -> None:
        """Go to a record of any register of the tab."""
        self.show_register(kind)
        if self.register:
            self.register.show_record(record_id)

    def take(self, change: Change) -> None:
        """The page in sight re-reads what a change touched; others do when they are shown."""
        self.names.follow(change)
        self.calendar.take(change)
        for kind, page in self.pages.items():
            if page.isVisible():
                page.take(change)
            else:
                self._missed.setdefault(kind, Missed()).add(change)

    def _catch_up(self) -> None:
        page = self.register
        if page and (missed := self._missed.pop(page.kind, None)):
            page.take(missed.as_one())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    # Entering

    def new(self) -> None:
        """A new record of the register on screen; in the calendar, a meeting at the cursor."""
        if self.register:
            self.register.new()
        else:
            self.new_at(self.calendar.sight.slot)

    def new_at(self, slot: Slot) -> None:
        """Begin a meeting at a free place of the calendar."""
        if not self.may_write():
            return
        came = self.register is None
        self.show_register("meetings")
        self.meetings.page.new(self._begun_at(slot))
        self._from_calendar = came

    def ask_template(self) -> None:
        """Begin a meeting from a template; of one that is begun already, ask for it again."""
        page = self.meetings.page
        if self.register is not page:
            self.new_at(self.calendar.sight.slot)
        elif not page.is_entering:
            page.new()
        elif page.form.record_id is not None:
            self.warn(M("A template begins a new meeting: Ctrl+N, then its name."))
        if self.register is page:
            self.meetings.form.ask_template()

    def _begun_at(self, slot: Slot) -> Draft:
        draft = new_meeting(self.ground(), slot.day)
        known = {"room": slot.room, "chair": slot.chair}
        if slot.starts_at:
            known["starts_at"] = f"{slot.starts_at:%H:%M}"
        for name, text in known.items():
            draft = draft.typed(name, text) if text else draft
        return draft

    def open_meeting(self, meeting: Meeting) -> None:
        """Open a meeting of the calendar; when its form is closed, the calendar is back."""
        assert meeting.id is not None
        came = self.register is None
        self.show_record(Meeting.kind, meeting.id)
        if not self.desk.store.read_only:
            self.meetings.page.go_on_entering(meeting.id)
            self._from_calendar = came

    def _entering(self, entering: bool) -> None:
        """A form that was opened from the calendar leads back to it."""
        if entering or not self._from_calendar:
            return
        self._from_calendar = False
        view = self.calendar.sight.view
        self.show_register(view)

    def attach(self) -> None:
        """Attach files to the meeting under the cursor, which the list shows."""
        (meeting, *_) = self.chosen()
        if self.register is None:
            assert meeting.id is not None
            self.show_record(Meeting.kind, meeting.id)
        self.meetings.strip.ask_files()

    def ground(self) -> Ground:
        return self.names.ground(self.desk.store.today, self.desk.words.language)

    def chosen(self) -> list[Meeting]:
        """The meetings that an act is for: under the calendar's cursor, or those selected."""
        if self.register is None:
            meeting = self.calendar.sight.meeting
            return [meeting] if meeting else []
        return self.register.chosen_records() if self.register.kind == Meeting.kind else []

    def may_write(self) -> bool:
        """Whether the file may be written to; where it may not, that is said."""
        if self.desk.store.read_only:
            self.warn(M("Open for reading only"))
        return not self.desk.store.read_only

    def may_write_to(self) -> list[Meeting]:
        """The chosen meetings, where there are any that may be changed; else it says why not."""
        if not self.may_write():
            return []
        meetings = self.chosen()
        if not meetings:
            self.warn(M("Choose a meeting first."))
        return meetings

    def warn(self, message: Message) -> None:
        """Say in its place why something is not done."""
        self.current.notice.show_message(self.desk.words(message), "warning")

    # What leaves the program

    def print_sheet(self) -> None:
        """The weekly schedule; of a register, its list."""
        if self.register:
            self.register.print_register()
        else:
            self.calendar.print_week()

    def export_list(self) -> None:
        if self.register:
            self.register.export_list()
        else:
            self.calendar.export_week()

    def actions_offered(self) -> tuple[Action, ...]:
        """All that a person can do here, in the order of the menus."""
        return actions_of(self)

    # Leaving and coming back

    @property
    def place(self) -> Place:
        """Where the person is: the page, its day, and what is in its form."""
        day, page = self.calendar.sight.day, self.register
        if page is None:
            return Place(self.calendar.sight.view, day)
        return Place(page.kind, day, page.is_entering, page.form.record_id)

    def go_to(self, place: Place) -> None:
        """Go on where the person was in the window before; the draft was kept."""
        self.calendar.calendar.show_view(self.calendar.sight.view, place.day)
        self.show_register(place.kind)
        if place.entering and self.register:
            self.register.go_on_entering(place.record_id)

    def keep_drafts(self) -> None:
        """Keep what is being typed in any form."""
        for page in self.pages.values():
            page.form.keep_draft()

    def close_down(self) -> None:
        for page in self.pages.values():
            page.close_down()
        self._copies.remove()
