"""The smaller registers of the tab: rooms, templates, participants."""

from collections.abc import Callable
from functools import partial

from desktop.desk import Desk
from desktop.language.words import M
from desktop.meetings.around import Participant
from desktop.meetings.keeping_rooms import (
    discard_rooms,
    discard_templates,
    keep_room,
    keep_template,
    put_back_rooms,
    put_back_templates,
)
from desktop.meetings.meeting import MeetingTemplate
from desktop.meetings.names import MeetingNames
from desktop.meetings.participants import (
    keep_participant,
    note_attendance,
    put_back_participants,
    remove_participants,
)
from desktop.meetings.rooms import Room
from desktop.meetings.screens.suggesting import suggests_of
from desktop.meetings.views import PARTICIPANTS, ROOMS, TEMPLATES
from desktop.office.screens.register_page import PageAct, PageFilter, PageSpec, RegisterPage
from desktop.records.fields import Ground
from desktop.records.law import catalogue
from desktop.records.queries import Order
from desktop.widgets.filter_bar import Option
from desktop.widgets.record_list import RowLook


class OtherPages:
    """What the smaller registers show and do."""

    def __init__(self, desk: Desk, names: MeetingNames) -> None:
        self._desk = desk
        self._names = names
        self._suggests = suggests_of(desk, names)

    def specs(self) -> dict[str, PageSpec]:
        return {
            "rooms": self._rooms(),
            "meeting_templates": self._templates(),
            "participants": self._participants(),
        }

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def _rooms(self) -> PageSpec:
        store = self._desk.store
        return PageSpec(
            title=M("Rooms"),
            record=Room,
            view=ROOMS,
            ground=self._ground,
            called=lambda room: M("{name}", name=room.name),
            empty=M("No room here. Ctrl+N adds one."),
            save=partial(keep_room, store),
            new=M("New room"),
            discard=partial(discard_rooms, store),
            put_back=partial(put_back_rooms, store),
            order=(Order("name"),),
            look=lambda room: RowLook(tone="grey") if room.is_closed(store.today) else RowLook(),
        )

    def _templates(self) -> PageSpec:
        store = self._desk.store
        return PageSpec(
            title=M("Templates of meetings"),
            record=MeetingTemplate,
            view=TEMPLATES,
            ground=self._ground,
            called=lambda template: M("{name}", name=template.name),
            empty=M("No template here. Ctrl+N adds one."),
            save=partial(keep_template, store),
            new=M("New template"),
            suggests=self._suggests.get,
            discard=partial(discard_templates, store),
            put_back=partial(put_back_templates, store),
            order=(Order("name"),),
        )

    def _participants(self) -> PageSpec:
        store = self._desk.store
        return PageSpec(
            title=M("Participants"),
            record=Participant,
            view=PARTICIPANTS,
            ground=self._ground,
            called=lambda one: M("{name}", name=one.name),
            empty=M("Nobody here. Ctrl+U in the list of meetings names who takes part."),
            save=partial(keep_participant, store),
            new=M("New participant"),
            suggests=self._suggests.get,
            discard=partial(remove_participants, store),
            put_back=partial(put_back_participants, store),
            filters=(PageFilter("attendance", M("Attendance"), self._attendances),),
            order=(Order("meeting", descending=True), Order("rank")),
            acts=(
                PageAct("present", M("Present"), ("F8",), self._note("co-mat")),
                PageAct("absent", M("Absent"), ("F9",), self._note("vang")),
            ),
            follows=("meetings",),
        )

    def _note(self, attendance: str) -> Callable[[RegisterPage], object]:
        store = self._desk.store
        return lambda page: page.do(
            lambda: note_attendance(store, *page.chosen_records(), attendance=attendance)
        )

    def _attendances(self) -> list[Option]:
        words = self._desk.words
        entries = catalogue("attendances").entries
        everybody = Option(words(M("Everybody")), None)
        return [everybody, *(Option(one.name(words.language), one.code) for one in entries)]
