"""What goes with a meeting, done by keys: participants, invitation, conclusions, paper."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.correspondence.attaching.attachments import attachments_of
from desktop.meetings.around import Participant
from desktop.meetings.calendar_files import calendar_file, file_mark
from desktop.meetings.keeping import keep
from desktop.meetings.meeting import Meeting
from desktop.meetings.participants import add_participants, participants_of
from desktop.meetings.screens.conclusions_dialog import ConclusionsDialog
from desktop.meetings.screens.counts_dialog import CountsDialog
from desktop.meetings.screens.people_dialog import PeopleDialog
from desktop.meetings.screens.tab import MeetingsTab
from desktop.meetings.word_papers import write_word
from desktop.printing.preview import Preview
from desktop.records.queries import Query
from desktop.widgets.form_dialog import FormDialog
from tests.journeys.conftest import Person, person

__all__ = ["person"]


class Desk:
    """A person at the list of meetings, with one meeting in it."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        person.presses("Alt+2", "F7")
        found = [one for one in person.opened.window.screens if isinstance(one, MeetingsTab)]
        (self.tab,) = found
        meeting = Meeting(
            meeting_kind="giao-ban",
            title="Giao ban tháng 3",
            day=date(2026, 3, 20),
            starts_at=time(8),
            chair="Lê Thị Hà",
            invited="Các phòng",
            place="Trụ sở",
        )
        change, self.meeting = keep(self.store, meeting, names=self.tab.names)
        person.opened.desk.tell(change)
        page = self.tab.meetings.page
        qtbot.waitUntil(lambda: len(page.list.model().ids) == 1, timeout=10_000)  # type: ignore[attr-defined]
        page.list.setFocus()

    @property
    def store(self) -> Any:
        return self.person.opened.desk.store

    def modal(self, kind: type[Any]) -> Any:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def comes_back(self) -> None:
        """To the window, as a desktop brings it to the front when its dialog has closed."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self.person.opened.window.activateWindow()
        self.tab.meetings.page.list.setFocus()


@pytest.fixture
def desk(person: Person, qtbot: QtBot) -> Desk:
    return Desk(person, qtbot)


def test_participants_are_typed_as_a_list_and_kept_in_its_order(desk: Desk) -> None:
    desk.person.presses("Ctrl+U")
    dialog = desk.modal(FormDialog)
    dialog.form.set_text("people", "Trần Văn Bình, Giám đốc, Sở Y tế\nLê Văn An")
    dialog.go()
    people = participants_of(desk.store.reader, desk.meeting)
    assert [(one.name, one.post, one.body, one.rank) for one in people] == [
        ("Trần Văn Bình", "Giám đốc", "Sở Y tế", 1),
        ("Lê Văn An", None, None, 2),
    ]


def test_list_of_people_that_was_left_waits_and_may_be_given_up(desk: Desk) -> None:
    desk.person.presses("Ctrl+U")
    desk.modal(PeopleDialog)
    desk.person.types("Lan, Pho phong")
    desk.person.presses("Esc")
    desk.comes_back()
    desk.person.presses("Ctrl+U")
    dialog = desk.modal(PeopleDialog)
    assert dialog.form.text("people") == "Lan, Pho phong"
    assert dialog.notice.text() == "This draft was left unfinished."
    dialog.notice._do()
    assert dialog.form.text("people") == ""
    desk.person.presses("Esc")
    desk.comes_back()
    desk.person.presses("Ctrl+U")
    assert desk.modal(PeopleDialog).notice.text() == ""
    assert participants_of(desk.store.reader, desk.meeting) == []
    desk.person.presses("Esc")


def test_two_hundred_people_are_a_list_with_the_keyboard_at_its_end(desk: Desk) -> None:
    people = [Participant(meeting=desk.meeting.id or 0, name=f"Lan {one}") for one in range(200)]
    add_participants(desk.store, desk.meeting, people)
    desk.person.presses("Ctrl+U")
    dialog = desk.modal(PeopleDialog)
    desk.qtbot.waitUntil(lambda: dialog.form.focused() == "people")
    fields = [dialog.form.editors[name] for name in ("people", "bodies", "earlier")]
    assert not any(one.visibleRegion().isEmpty() for one in fields)
    desk.person.presses("Shift+Return")
    desk.person.types("Binh, Giam doc, So Y te")
    desk.person.presses("Ctrl+Return")
    kept = participants_of(desk.store.reader, desk.meeting)
    last = kept[-1]
    assert (len(kept), last.name, last.post, last.body) == (201, "Binh", "Giam doc", "So Y te")


def test_invitation_takes_its_number_from_the_outgoing_register(desk: Desk) -> None:
    desk.person.presses("Ctrl+Shift+I")
    dialog = desk.modal(FormDialog)
    dialog.go()
    reader = desk.store.reader
    (invitation,) = reader.records("outgoing", reader.ids(Query("outgoing")))
    assert invitation.document_kind == "giay-moi"
    assert reader.record("meetings", desk.meeting.id).invitation == invitation.id


def test_conclusions_are_asked_for_by_one_key(desk: Desk) -> None:
    desk.person.presses("F6")
    desk.modal(ConclusionsDialog).reject()


def test_sign_in_sheet_is_seen_as_it_will_be_on_paper(desk: Desk) -> None:
    desk.person.presses("Ctrl+Shift+H")
    preview = desk.modal(Preview)
    desk.qtbot.waitUntil(lambda: preview.label.text() == "Page 1 of 1", timeout=10_000)
    preview.close()


def test_minutes_are_written_as_a_word_file(desk: Desk, tmp_path: Path) -> None:
    known = desk.tab.papers._known("minutes", desk.meeting)
    path = tmp_path / "bien-ban.docx"
    write_word("minutes", known, path, templates=tmp_path / "templates")
    assert path.read_bytes()[:2] == b"PK"


def test_calendar_of_another_program_is_taken_over(desk: Desk, tmp_path: Path) -> None:
    meeting = Meeting(
        meeting_kind="khac", title="Họp khác", day=date(2026, 3, 25), starts_at=time(9)
    )
    data = calendar_file(
        [meeting.__class__(**{**meeting.__dict__, "id": 77})],
        mark="elsewhere",
        name="khác",
        written_at=desk.store.clock(),
    )
    path = tmp_path / "khac.ics"
    path.write_bytes(data)
    assert file_mark(desk.store) != "elsewhere"
    desk.tab.papers._take_over(path)
    titles = [one.title for one in desk.store.reader.records("meetings", (1, 2))]
    assert titles == ["Giao ban tháng 3", "Họp khác"]


def test_each_number_of_a_year_opens_its_list(desk: Desk) -> None:
    other = Meeting(meeting_kind="hoi-nghi", title="Hội nghị", day=date(2026, 3, 10), state="held")
    change, _ = keep(desk.store, other, names=desk.tab.names)
    desk.person.opened.desk.tell(change)
    desk.person.presses("Ctrl+Shift+N")
    dialog = desk.modal(CountsDialog)
    desk.qtbot.waitUntil(lambda: dialog.shown is not None)
    numbers = {
        one.accessibleName(): one for one in dialog.findChildren(QPushButton) if one.isVisible()
    }
    assert "Held: 1" in numbers
    numbers["Held: 1"].click()
    ids = desk.tab.meetings.page.list.model()
    desk.qtbot.waitUntil(lambda: list(ids.ids) == [2])  # type: ignore[attr-defined]
    desk.person.opened.window.activateWindow()
    desk.tab.meetings.page.list.setFocus()
    desk.person.presses("Ctrl+L")
    desk.qtbot.waitUntil(lambda: sorted(ids.ids) == [1, 2])  # type: ignore[attr-defined]


def test_file_is_kept_with_its_meeting_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "chuong-trinh.txt"
    path.write_text("Chương trình họp", encoding="utf-8")
    page, strip = desk.tab.meetings.page, desk.tab.meetings.strip
    assert desk.meeting.id is not None
    page.list.choose(desk.meeting.id)
    strip.add([path])
    desk.qtbot.waitUntil(lambda: strip.list.topLevelItemCount() == 1, timeout=10_000)
    (kept,) = attachments_of(desk.store.reader, "meetings", desk.meeting.id)
    assert (kept.name, kept.size) == ("chuong-trinh.txt", len("Chương trình họp".encode()))
    assert "Giao ban tháng 3" in str(desk.store.next_undo)
    desk.person.opened.desk.tell(desk.store.undo())
    assert strip.list.topLevelItemCount() == 0


def test_attendance_of_several_is_noted_by_one_key(desk: Desk) -> None:
    people = [
        Participant(meeting=desk.meeting.id or 0, name=name)
        for name in ("Trần Văn Bình", "Lê Văn An")
    ]
    change = add_participants(desk.store, desk.meeting, people)
    desk.person.opened.desk.tell(change)
    desk.person.presses("Shift+F8")
    page = desk.tab.register
    assert page is not None
    desk.qtbot.waitUntil(lambda: len(page.list.model().ids) == 2, timeout=10_000)  # type: ignore[attr-defined]
    page.list.setFocus()
    desk.person.presses("Ctrl+A", "F8")
    came = participants_of(desk.store.reader, desk.meeting)
    assert [one.attendance for one in came] == ["co-mat", "co-mat"]


def test_participants_come_from_units_and_from_an_earlier_meeting(desk: Desk) -> None:
    assert desk.meeting.id is not None
    earlier = Meeting(meeting_kind="giao-ban", title="Giao ban tháng 2", day=date(2026, 2, 20))
    change, before = keep(desk.store, earlier, names=desk.tab.names)
    desk.person.opened.desk.tell(change)
    add_participants(
        desk.store, before, [Participant(meeting=before.id or 0, name="Trần Văn Bình")]
    )
    desk.person.presses("Ctrl+U")
    dialog = desk.modal(FormDialog)
    dialog.form.set_text("bodies", "Ủy ban nhân dân tỉnh")
    dialog.form.set_text("earlier", "20/02/2026 Giao ban tháng 2")
    dialog.go()
    people = participants_of(desk.store.reader, desk.meeting)
    assert {(one.name, one.body) for one in people} == {
        ("Đại diện Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Trần Văn Bình", None),
    }
