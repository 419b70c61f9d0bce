"""The tab of meetings: the calendar, and beside it the registers that it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.screens.side_bar import SideBar, Switch, SwitchBox, beside
from desktop.desk import Action, Desk
from desktop.language.words import M
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.repeating import new_meeting
from desktop.meetings.screens.calendar import Slot, View
from desktop.meetings.screens.calendar_page import CalendarPage
from desktop.meetings.screens.deciding_acts import DecidingActs
from desktop.meetings.screens.meeting_page import MeetingPage
from desktop.meetings.screens.other_pages import OtherPages
from desktop.meetings.screens.papers import MeetingPapers
from desktop.meetings.screens.tab_actions import actions_of
from desktop.office.screens.register_page import RegisterPage
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground

# In average letters: where the window is narrower, the side bar would take what the page needs.
_WIDE_ENOUGH: Final = 165
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
        self._pages = QStackedWidget()
        self._boxes = QStackedWidget()
        self._boxes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.calendar = CalendarPage(desk, self.names)
        self._meetings: MeetingPage | None = None
        self._copies = ReadingCopies()
        self._specs = OtherPages(desk, self.names).specs()
        self.pages: dict[str, RegisterPage] = {}
        self._from_calendar = False
        self.switches = SWITCHES
        self.deciding = DecidingActs(desk, chosen=self.chosen, page=lambda: self.current, over=self)
        self.papers = MeetingPapers(self)
        self._bar = SideBar(SWITCHES, desk.words, show=self.show_register)
        self._box = SwitchBox(
            SWITCHES, desk.words, show=self.show_register, name=desk.words(M("View"))
        )
        self._pages.addWidget(self.calendar)
        self._boxes.addWidget(QWidget())
        self._lay_out()
        self.calendar.calendar.opened.connect(self.open_meeting)
        self.calendar.calendar.new_asked.connect(self.new_at)
        self.calendar.calendar.days_changed.connect(self._check)
        desk.changed.connect(self.take)
        self.show_register("week")
        self.setFocusProxy(self.calendar)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.setSpacing(4)
        top.addWidget(self._box)
        top.addWidget(self._boxes, 1)
        top.addSpacing(12)
        for words, key, act in (
            (M("New meeting"), "Ctrl+N", self.new),
            (M("Weekly schedule"), "Ctrl+P", self.print_sheet),
            (M("To Excel"), "Ctrl+E", self.export_list),
        ):
            button = QPushButton(self.desk.words(words))
            button.setToolTip(key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            top.addWidget(button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        self.setLayout(beside(self._bar, right))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side bar gives way to one box where the letters are large."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _WIDE_ENOUGH
        self._bar.setVisible(wide)
        self._box.setVisible(not wide)

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
        self._pages.addWidget(page)
        self._boxes.addWidget(page.filters.box)

    def page(self, kind: str) -> Page:
        """The calendar in one of its views, or a register."""
        if kind in VIEWS:
            return self.calendar
        if kind == "meetings":
            return self.meetings.page
        if kind not in self.pages:
            self._add(kind, RegisterPage(self._specs[kind], self.desk))
        return self.pages[kind]

    @property
    def current(self) -> Page:
        page = self._pages.currentWidget()
        assert isinstance(page, CalendarPage | RegisterPage)
        return page

    @property
    def register(self) -> RegisterPage | None:
        """The register on screen; None where it is the calendar."""
        return self.current if isinstance(self.current, RegisterPage) else None

    def show_register(self, kind: str) -> None:
        page = self.page(kind)
        self._from_calendar = False
        self._pages.setCurrentWidget(page)
        if isinstance(page, RegisterPage):
            self._boxes.setCurrentWidget(page.filters.box)
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._boxes.setCurrentIndex(0)
            page.show_view(VIEWS[kind])
        self._check()

    def showing(self, kind: str) -> Callable[[], None]:
        return lambda: self.show_register(kind)

    def switch_columns(self) -> None:
        """In the day, leaders beside each other instead of rooms, and back."""
        if self.register is None and self.calendar.calendar.view == "day":
            self.calendar.show_by_leader(by_leader=not self.calendar.calendar.by_leader)

    def _check(self) -> None:
        kind = self.register.kind if self.register else self.calendar.calendar.view
        self._bar.check(kind)
        self._box.check(kind)

    def show_record(self, kind: str, record_id: int) -> None:
        """Go to a record of any register of the tab."""
        self.show_register(kind)
        if self.register:
            self.register.show_record(record_id)

    def take(self, change: Change) -> None:
        """Every page re-reads what a change touched."""
        self.names.follow(change)
        self.calendar.take(change)
        for page in self.pages.values():
            page.take(change)

    # Entering

    def new(self) -> None:
        """A new record of the register on screen; in the calendar, a meeting at the cursor."""
        if self.register:
            self.register.new()
        else:
            self.new_at(self.calendar.calendar.slot)

    def new_at(self, slot: Slot) -> None:
        """Begin a meeting at a free place of the calendar."""
        came = self.register is None
        self.show_register("meetings")
        self.meetings.page.new(self._begun_at(slot))
        self._from_calendar = came

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
        view = self.calendar.calendar.view
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
            meeting = self.calendar.calendar.meeting
            return [meeting] if meeting else []
        return self.register.chosen_records() if self.register.kind == Meeting.kind else []

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
        day, page = self.calendar.calendar.day, self.register
        if page is None:
            return Place(self.calendar.calendar.view, day)
        return Place(page.kind, day, page.is_entering, page.form.record_id)

    def go_to(self, place: Place) -> None:
        """Go on where the person was in the window before; the draft was kept."""
        self.calendar.calendar.show_view(self.calendar.calendar.view, place.day)
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
