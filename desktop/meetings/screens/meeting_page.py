"""The register of meetings on screen: list, filters, what becomes of them, and the form."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.attaching.screens.attachments_strip import AttachmentsStrip
from desktop.desk import Desk
from desktop.language.collation import order
from desktop.language.words import M, Message
from desktop.meetings import hours
from desktop.meetings.concluding import conclusions_of
from desktop.meetings.keeping import discard, keep, meeting_title, put_back
from desktop.meetings.marks import marks
from desktop.meetings.meeting import Meeting, is_off
from desktop.meetings.names import MeetingNames
from desktop.meetings.participants import participants_of
from desktop.meetings.preparing import checklist_for, preparation_said
from desktop.meetings.repeating import new_meeting
from desktop.meetings.screens.meeting_form import MeetingForm
from desktop.meetings.screens.suggesting import suggests_of
from desktop.meetings.views import MEETINGS
from desktop.office.calendar import working_days
from desktop.office.screens.register_page import PageFilter, PageSpec, RegisterPage
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.law import catalogue
from desktop.records.queries import Order, Query
from desktop.widgets.filter_bar import Option
from desktop.widgets.record_list import RowLook

_NEWEST_FIRST: Final = (Order("day", descending=True), Order("starts_at", descending=True))
_ROOMS: Final = 500
_EQUIPS: Final = ("meeting_kind", "form")


class MeetingPage:
    """The page of meetings, with what its form does beside its fields."""

    def __init__(self, desk: Desk, names: MeetingNames, copies: ReadingCopies) -> None:
        self._desk = desk
        self._names = names
        self._suggests = suggests_of(desk, names)
        self.page = RegisterPage(self._spec(), desk)
        self.strip = AttachmentsStrip(
            desk,
            notice=self.page.notice,
            progress=self.page.progress,
            copies=copies,
            called=meeting_title,
        )
        beside = self.page.panel.layout()
        assert isinstance(beside, QVBoxLayout)
        beside.insertWidget(1, self.strip)
        self.page.list.chosen.connect(self._show_files)
        self.form = MeetingForm(self.page.form, desk, names, self._suggests["template"])

    def _spec(self) -> PageSpec:
        store = self._desk.store
        return PageSpec(
            title=M("Meetings"),
            record=Meeting,
            view=MEETINGS,
            ground=self.ground,
            called=lambda meeting: M("{title}", title=meeting.title),
            empty=M("No meeting here. Ctrl+N plans one."),
            save=self._save,
            new=M("New meeting"),
            fresh=lambda: new_meeting(self.ground()),
            suggests=self._suggests.get,
            fills=self._fills,
            discard=partial(discard, store),
            put_back=partial(put_back, store),
            day="day",
            filters=self._filters(),
            order=_NEWEST_FIRST,
            look=_look,
            shown={
                "starts_at": lambda meeting: hours.said(meeting, self.ground()),
                "checklist": lambda meeting: preparation_said(meeting, self.ground()),
            },
            facts=self._marks,
            follows=("rooms", "participants", "conclusions", "incoming", "outgoing"),
        )

    def _show_files(self, record_id: int | None) -> None:
        """The files of the meeting under the cursor: programme, drafts, the signed minutes."""
        reader = self._desk.store.reader
        meeting = None if record_id is None else reader.record(Meeting.kind, record_id)
        trashed = meeting is not None and reader.is_trashed(Meeting.kind, meeting.id)
        self.strip.show_document(meeting, trashed=trashed)

    def _marks(self, meeting: Meeting) -> Iterator[tuple[Message, str]]:
        """What is worth a second look, and who takes part."""
        store = self._desk.store
        calendar = working_days(store.reader)
        for mark in marks(store.reader, meeting, today=store.today, calendar=calendar):
            yield M("To be looked at"), self._desk.words(mark.message)
        if people := participants_of(store.reader, meeting):
            yield M("Participants"), "; ".join(one.name for one in people)
        for one in conclusions_of(store.reader, meeting):
            yield M("Conclusion"), f"{one.place}. {one.text}"

    def ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def _save(self, meeting: Meeting) -> Change:
        change, _ = keep(self._desk.store, meeting, names=self._names)
        return change

    def _fills(self, draft: Draft, typed: str) -> Mapping[str, str]:
        """A kind and a form tell what usually is to be prepared."""
        told = checklist_for(draft, self.ground()) if typed in _EQUIPS else None
        return {} if told is None else {"checklist": told}

    # Filters

    def _filters(self) -> tuple[PageFilter, ...]:
        return (
            self._of_catalogue("meeting_kind", M("Kind"), M("All kinds"), "meeting_kinds"),
            self._of_catalogue("state", M("State"), M("All states"), "meeting_states"),
            PageFilter("room", M("Room"), self._rooms),
            PageFilter("chair", M("Chair"), self._chairs),
            self._of_catalogue("level", M("Level"), M("All levels"), "meeting_levels"),
        )

    def _of_catalogue(
        self, name: str, label: Message, everything: Message, entries: str
    ) -> PageFilter:
        def options() -> list[Option]:
            language = self._desk.words.language
            every = catalogue(entries).entries
            return [
                Option(self._desk.words(everything), None),
                *(Option(entry.name(language), entry.code) for entry in every),
            ]

        return PageFilter(name, label, options)

    def _rooms(self) -> list[Option]:
        rooms = [Option(one.name, one.name) for one in self._names.rooms.values()]
        return [Option(self._desk.words(M("All rooms")), None), *rooms]

    def _chairs(self) -> list[Option]:
        found = self._desk.store.reader.groups(Query("meetings"), "chair")
        chairs = sorted((name for name, _ in found if name), key=order)[:_ROOMS]
        everyone = Option(self._desk.words(M("All chairs")), None)
        return [everyone, *(Option(name, name) for name in chairs)]


def _look(meeting: Meeting) -> RowLook:
    if is_off(meeting):
        return RowLook(struck=True, tone="grey")
    if meeting.clash_reason:
        return RowLook(mark="⚠", tone="warning", at="room" if meeting.room else "chair")
    return RowLook(tone="grey") if meeting.state == "held" else RowLook()
