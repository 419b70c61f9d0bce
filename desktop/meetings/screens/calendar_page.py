"""The calendar on screen: its head, what the cursor stands on, and moving meetings in it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message, capital
from desktop.meetings.clashes import clashes, leaders_of
from desktop.meetings.keeping import keep, move
from desktop.meetings.meeting import Meeting
from desktop.meetings.names import MeetingNames
from desktop.meetings.screens.calendar import MeetingCalendar
from desktop.meetings.screens.planning import meetings_between, on_day
from desktop.meetings.screens.reasons import ask_reason
from desktop.meetings.screens.saying import day_said
from desktop.meetings.screens.sight import Sight, Sources, View
from desktop.meetings.sheets import week_sheet
from desktop.meetings.week import monday_of, number_of_week
from desktop.office.calendar import working_days
from desktop.office.identity import Office
from desktop.office.screens.books import Books
from desktop.printing.beside import in_memory
from desktop.printing.preview import Preview
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.fields import Ground
from desktop.sheets.sheet import Sheet
from desktop.storage.driver import troubles
from desktop.storage.lists import Reader
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine

_FOLLOWED: Final = ("meetings", "rooms", "calendar")
_LEADERS: Final = 8


class CalendarPage(QWidget):
    """Day, week and month of all rooms and leaders; whoever shows it tells it of every change."""

    kind: Final = "calendar"

    def __init__(self, desk: Desk, names: MeetingNames) -> None:
        super().__init__()
        self._desk = desk
        self._names = names
        self._calendar_of_office = working_days(desk.store.reader)
        sources = Sources(
            self._ground,
            lambda first, last: meetings_between(desk.store.reader, first, last),
            lambda _: [room.name for room in names.rooms.values()],
            self._leaders,
            lambda day: self._calendar_of_office.is_working(day),
        )
        self.calendar = MeetingCalendar(sources, desk.words)
        self.title = QLabel()
        self.said = QLabel()
        self.columns = QComboBox()
        self.notice = Notice(desk.words)
        self.progress = ProgressLine(desk.words)
        self._books = Books(desk, notice=self.notice, progress=self.progress, over=self)
        self._lay_out()
        self._connect()
        self._show_days()
        self._show_cursor()

    @property
    def sight(self) -> Sight:
        """What is in sight, and what the cursor stands on."""
        return self.calendar.sight

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addWidget(self.calendar, 1)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(12, 6, 12, 8)
        self.said.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 14)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        whole.addWidget(self.said)
        whole.addWidget(self.progress)
        # The notice lies over the end of the calendar: nothing moves when it comes and goes.
        self.notice.setParent(self)
        self.notice.hide()
        self.notice.shown.connect(self._place_notice)

    def _head(self) -> QHBoxLayout:
        words = self._desk.words
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.title.setFont(font)
        self.columns.addItem(words(M("By room")), False)
        self.columns.addItem(words(M("By leader")), True)
        self.columns.setAccessibleName(words(M("Columns of the day")))
        self.columns.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(4)
        for text, key, name, act in (
            ("‹", "PgUp", M("Earlier"), lambda: self.calendar.turn(-1)),
            ("›", "PgDown", M("Later"), lambda: self.calendar.turn(1)),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(key)
            button.setAccessibleName(words(name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            head.addWidget(button)
        today = QPushButton(words(M("Today")))
        today.setToolTip("Home")
        today.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        today.clicked.connect(self.calendar.go_to_today)
        head.addWidget(today)
        head.addSpacing(12)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.columns)
        return head

    def _connect(self) -> None:
        self.calendar.days_changed.connect(self._show_days)
        self.calendar.cursor_changed.connect(self._show_cursor)
        self.calendar.move_asked.connect(self.move_meeting)
        self.calendar.stays.connect(self._say_it_stays)
        self.columns.activated.connect(
            lambda place: self.calendar.show_by_leader(bool(self.columns.itemData(place)))
        )

    def _ground(self) -> Ground:
        return Ground(self._desk.store.today, self._desk.words.language)

    def _leaders(self, day: date) -> list[str]:
        """Those who lead most, and whoever leads something on this day."""
        known = self._names.directories["leaders"]
        often = [name for name, _ in known.uses.most_common(_LEADERS)]
        meetings = on_day(meetings_between(self._desk.store.reader, day, day), day)
        today = [name for meeting in meetings for name in leaders_of(meeting)]
        return list(dict.fromkeys((*often, *today)))

    # What is shown

    def show_view(self, view: View) -> None:
        self.calendar.show_view(view)

    def show_by_leader(self, *, by_leader: bool) -> None:
        """The columns of the day: leaders, or rooms."""
        self.columns.setCurrentIndex(self.columns.findData(by_leader))
        self.calendar.show_by_leader(by_leader)

    def _show_days(self) -> None:
        words = self._desk.words
        self.title.setText(words(self._days_said()))
        self.columns.setVisible(self.sight.view == "day")

    def _days_said(self) -> Message:
        day = self.sight.day
        if self.sight.view == "month":
            month = self.sight.month.month
            return M("Month {month}/{year}", month=f"{month:%m}", year=f"{month.year}")
        if self.sight.view == "day":
            said = day_said(day, self._desk.words.language)
            return M("{day}", day=f"{said}/{day.year}")
        first, last = self.sight.days
        return M(
            "Week {number}: {first} – {last}",
            number=number_of_week(first)[1],
            first=f"{first:%d/%m}",
            last=f"{last:%d/%m/%Y}",
        )

    def _show_cursor(self) -> None:
        self.said.setText(self.calendar.cursor_said())
        free = self.sight.meeting is None
        role = QPalette.ColorRole.PlaceholderText if free else QPalette.ColorRole.WindowText
        self.said.setForegroundRole(role)

    def take(self, change: Change) -> None:
        """Read again what a change touched."""
        if change.ids("calendar"):
            self._calendar_of_office = working_days(self._desk.store.reader)
        if any(change.ids(kind) for kind in _FOLLOWED):
            # What was offered here was offered before this change.
            self.notice.clear()
            self.calendar.refresh()

    # Moving

    def move_meeting(self, meeting: Meeting, moved: Meeting, reason: str | None = None) -> None:
        """Put a meeting where it was moved to; where that is taken, say so and ask for a reason."""
        if self._desk.store.read_only:
            self.notice.show_message(self._desk.words(M("Open for reading only")), "warning")
            return
        refuse = partial(self._refuse, meeting, moved)
        if self._done(lambda: self._moved(meeting, moved, reason), refuse):
            kept = self._desk.store.reader.record("meetings", meeting.id or 0)
            self.calendar.show_meeting(kept)

    def _say_it_stays(self) -> None:
        said = M("It would leave its day: Shift+Left and Shift+Right move it to another one.")
        self.notice.show_message(self._desk.words(said), "warning")

    def do(self, act: Callable[[], Change | None]) -> Change | None:
        """Do an act, tell everybody, and say it with the way back; None where nothing changed."""
        return self._done(act, self._say_problems)

    def _done(
        self, act: Callable[[], Change | None], refuse: Callable[[Problems], object]
    ) -> Change | None:
        try:
            change = act()
        except Problems as problems:
            refuse(problems)
            return None
        except Trouble as trouble:
            self.notice.show_message(self._desk.words(trouble.message), "trouble")
            return None
        if change is None or not change.records:
            return None
        self._desk.tell(change)
        self.say(M("{act}.", act=change.words))
        return change

    def _say_problems(self, problems: Problems) -> None:
        said = (self._desk.words(one.message) for one in problems.problems)
        self.notice.show_message(" ".join(said), "trouble")

    def _moved(self, meeting: Meeting, moved: Meeting, reason: str | None) -> Change:
        if moved.room != meeting.room:
            allowed = replace(moved, clash_reason=reason or moved.clash_reason)
            return keep(self._desk.store, allowed, names=self._names)[0]
        return move(
            self._desk.store,
            meeting,
            day=moved.day,
            starts_at=moved.starts_at,
            ends_at=moved.ends_at,
            part=moved.part,
            reason=reason,
        )

    def _refuse(self, meeting: Meeting, moved: Meeting, problems: Problems) -> None:
        words = self._desk.words
        said = " ".join(words(one.message) for one in problems.problems)
        offer = None
        if clashes(self._desk.store.reader, moved):
            offer = (words(M("Give a reason…")), lambda: self.ask_reason(meeting, moved))
        self.notice.show_message(said, "trouble", offer)

    def ask_reason(self, meeting: Meeting, moved: Meeting) -> None:
        """Ask why two may have one place at one time, and move the meeting there."""

        def act(reason: str) -> None:
            self.move_meeting(meeting, moved, reason)

        does = M("Move it nevertheless (Ctrl+Enter)")
        ask_reason(M("Reason to allow a clash"), act, desk=self._desk, over=self, does=does)

    def say(self, message: Message) -> None:
        """Say what was done, with the way back."""
        text = self._desk.words(message)
        undo = (self._desk.words(M("Undo")), self._take_back)
        self.notice.show_message(capital(text), "done", undo)

    def _take_back(self) -> None:
        try:
            self._desk.tell(self._desk.store.undo())
        except Trouble as trouble:
            self.notice.show_message(self._desk.words(trouble.message), "trouble")

    # Paper

    def print_week(self) -> Preview:
        """The schedule of the week in sight as it will be on paper."""
        monday, store = monday_of(self.sight.day), self._desk.store

        @contextmanager
        def opened(first: int) -> Iterator[Sheet]:
            with troubles(store.path), closing(store.another_reader()) as reader:
                sheet = _schedule(monday)(reader)
                yield replace(sheet, rows=islice(sheet.rows, first, None))

        return self._books.preview_sheet(opened, name="weekly-schedule")

    def preview(self, name: str, sheet: Sheet) -> None:
        """A paper of a meeting as it will be; its printer is remembered by the name."""
        self._books.preview_sheet(in_memory(sheet), name=name)

    def export_week(self) -> None:
        """The same schedule as a workbook."""
        monday = monday_of(self.sight.day)
        made = _schedule(monday)
        name = made(self._desk.store.reader).name

        def write(path: Path) -> None:
            self._books.write(path, made, 0)

        self._books.ask_path(name, write)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def _place_notice(self) -> None:
        self.notice.lie_over(self.calendar)


def _schedule(monday: date) -> Callable[[Reader], Sheet]:
    def made(reader: Reader) -> Sheet:
        office: Office = reader.record(Office.kind, 1)
        return week_sheet(reader, monday, office=office)

    return made
