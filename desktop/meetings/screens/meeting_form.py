"""What the form of a meeting does beside its fields: template, day with hour, clash line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.language.words import M, Message
from desktop.meetings.clashes import clashes, sentence
from desktop.meetings.fitting import room_problems
from desktop.meetings.hours import in_words
from desktop.meetings.meeting import Meeting, MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.repeating import begin_from, ends_after
from desktop.meetings.screens.inks import free_ink
from desktop.meetings.views import fields_beside
from desktop.office.screens.entry_form import EntryForm
from desktop.records.fields import Ground, Unreadable
from desktop.records.record import fields_of
from desktop.widgets.chooser import Suggest
from desktop.widgets.editors import LineEditor
from desktop.widgets.notice import announce

_MOST_SAID: Final = 3
_DAY_AND_HOUR: Final = re.compile(r"\s*(\S+)\s+(\d{4}|\d{1,2}\s*[:.h]\s*\d{0,2})\s*")
_TIMED: Final = ("day", "last_day", "starts_at", "ends_at", "part")
_TAKES: Final = ("room", "chair", "leaders", "car", "state", "clash_reason")
_AFTER_HOURS: Final = ("ends_at", "room", "place", "chair")


@dataclass(frozen=True)
class Finding:
    """What the clash line says: free, allowed, or taken."""

    text: str
    taken: bool


class MeetingForm(QObject):
    """Watches an entry form of meetings, and fills what follows from what is typed."""

    def __init__(
        self, form: EntryForm, desk: Desk, names: MeetingNames, suggest_templates: Suggest
    ) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._names = names
        self._fields = fields_of(Meeting)
        self._minutes: int | None = None
        self._end_by_hand = False
        self._filling = False
        self._hour_given = False
        self.template = LineEditor(desk.words(M("From a template")))
        self.template.complete(suggest_templates)
        self.template_row = self._make_row()
        self.line = self._make_line()
        self._lay_out()
        self._connect()

    def _make_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(16, 4, 16, 0)
        label = QLabel(self._desk.words(M("From a template (Ctrl+D)")))
        label.setBuddy(self.template)
        line.addWidget(label)
        line.addWidget(self.template, 1)
        return row

    def _make_line(self) -> QLabel:
        line = QLabel()
        line.setWordWrap(True)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setContentsMargins(16, 2, 16, 2)
        line.setObjectName("clash-line")
        line.hide()
        return line

    def _lay_out(self) -> None:
        column = self._form.layout()
        assert isinstance(column, QVBoxLayout)
        place = column.indexOf(self._form.form)
        column.insertWidget(place + 1, self.line)
        column.insertWidget(place, self.template_row)
        _go_by_tab(self.template, before=self._form.form.editors["meeting_kind"])

    def _connect(self) -> None:
        form = self._form.form
        self._form.begun.connect(self._begun)
        form.edited.connect(self._edited)
        self.template.finished.connect(self._take_template)
        day = form.editors["day"]
        assert isinstance(day, LineEditor)
        day.editingFinished.connect(self._split_day)
        day.finished.connect(self._day_finished)

    # Beginning

    def _begun(self, is_new: bool) -> None:
        self.template_row.setVisible(is_new)
        self._show_own_fields()
        self._say_clash()
        if self._filling:
            return
        self._minutes = None
        self._end_by_hand = bool(self._form.form.text("ends_at"))
        self.template.set_text("")
        if is_new and not self._form.form.text("meeting_kind"):
            self.ask_template()

    def ask_template(self) -> None:
        """Go to the line in which a template is named."""
        if self.template_row.isVisibleTo(self._form):
            self.template.setFocus(Qt.FocusReason.OtherFocusReason)
            self.template.select_all()

    def _take_template(self) -> None:
        template = self._template_named(self.template.text())
        if template is None:
            self._form.form.focus("meeting_kind")
            return
        day = self._read("day") or self._desk.store.today
        hour = None if template.starts_at else self._read("starts_at")
        begun = begin_from(template, day, hour, ground=self._ground())
        self._minutes = template.minutes
        self._end_by_hand = False
        self._filling = True
        self._form.begin(begun)
        self._filling = False
        self._form.form.focus("title")

    def _template_named(self, typed: str) -> MeetingTemplate | None:
        """The template of this name, or the only one that it may begin."""
        register = self._ground().registers["meeting_templates"]
        found = register.find(typed) if typed.strip() else None
        if found is None:
            return None
        template: MeetingTemplate = self._desk.store.reader.record("meeting_templates", found)
        return template

    # While typing

    def _edited(self, name: str) -> None:
        if name == "meeting_kind":
            self._show_own_fields()
        if name == "ends_at":
            self._end_by_hand = bool(self._form.form.text("ends_at"))
        if name == "starts_at":
            self._set_end()
        if name in (*_TIMED, *_TAKES):
            self._say_clash()

    def _show_own_fields(self) -> None:
        """What belongs to another kind of meeting is not seen; half a word is no kind yet."""
        kind, form = self._read("meeting_kind"), self._form.form
        if kind is not None or not form.text("meeting_kind"):
            form.show_fields(set(form.editors) - fields_beside(kind))

    def _split_day(self) -> None:
        """A day and an hour in one go: 1512 0800."""
        form = self._form.form
        found = _DAY_AND_HOUR.fullmatch(form.text("day"))
        if not found:
            return
        day, hour = (self._meant(*one) for one in (("day", found[1]), ("starts_at", found[2])))
        if day is None or hour is None:
            return
        form.set_text("day", self._fields["day"].show(day, self._ground()))
        form.set_text("starts_at", self._fields["starts_at"].show(hour, self._ground()))
        self._hour_given = True
        self._set_end()
        self._say_clash()

    def _day_finished(self) -> None:
        """After a day with its hour, the first field that is still empty."""
        self._split_day()
        if self._hour_given:
            self._hour_given = False
            form = self._form.form
            form.focus(next((one for one in _AFTER_HOURS if not form.text(one)), "invited"))

    def _set_end(self) -> None:
        ends = ends_after(self._read("starts_at"), self._minutes)
        if ends and not self._end_by_hand:
            self._form.form.set_text("ends_at", self._fields["ends_at"].show(ends, self._ground()))

    # Clashes

    def _say_clash(self) -> None:
        """Under the form: whether what the meeting needs is free at its time."""
        finding = self.finding()
        self.line.setVisible(finding is not None)
        if finding is None:
            return
        before = self.line.text()
        self.line.setText(finding.text)
        palette = QPalette()
        own = self._form.palette()
        ink = own.color(QPalette.ColorRole.BrightText)
        if not finding.taken:
            ink = free_ink(own)
        palette.setColor(QPalette.ColorRole.WindowText, ink)
        self.line.setPalette(palette)
        if finding.text != before:
            announce(self.line, finding.text)

    def finding(self) -> Finding | None:
        """What is to be said of the time that is typed; nothing where no day is known."""
        meeting = self.meeting_so_far()
        if meeting is None:
            return None
        said = list(self._taken(meeting))
        words = self._desk.words
        if not said:
            return Finding(f"✓ {words(self._free(meeting))}", taken=False)
        text = "\n".join(f"▲ {words(one)}" for one in said[:_MOST_SAID])
        if meeting.clash_reason:
            allowed = words(M("Allowed by the reason given."))
            return Finding(f"{text}\n✓ {allowed}", taken=True)
        return Finding(text, taken=True)

    def _taken(self, meeting: Meeting) -> Iterator[Message]:
        reader = self._desk.store.reader
        for problem in room_problems(reader, meeting):
            yield problem.message
        for clash in clashes(reader, meeting):
            yield sentence(clash)

    def _free(self, meeting: Meeting) -> Message:
        who = [meeting.room, meeting.chair, *(meeting.leaders or ()), meeting.car]
        names = ", ".join(dict.fromkeys(name for name in who if name))
        if not names:
            return M("Nothing is taken yet: name a room or a chair.")
        return M("Free: {names} ({hours})", names=names, hours=in_words(meeting))

    def meeting_so_far(self) -> Meeting | None:
        """The meeting as far as it can be read."""
        day = self._read("day")
        if not isinstance(day, date):
            return None
        values = {name: self._read(name) for name in (*_TIMED, *_TAKES)}
        known = {name: value for name, value in values.items() if value is not None}
        record_id = self._form.record_id
        return Meeting(**{"meeting_kind": "", "title": "", **known, "id": record_id})

    def _read(self, name: str) -> Any:
        return self._meant(name, self._form.form.text(name))

    def _meant(self, name: str, text: str) -> Any:
        try:
            return self._fields[name].read(text, self._ground())
        except Unreadable:
            return None

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)


def _go_by_tab(widget: QWidget, *, before: QWidget) -> None:
    """The key Tab comes by a widget before another one, whichever was made first."""
    earlier = before.previousInFocusChain()
    while earlier and earlier.focusPolicy() == Qt.FocusPolicy.NoFocus:
        earlier = earlier.previousInFocusChain()
    if earlier:
        QWidget.setTabOrder(earlier, widget)
