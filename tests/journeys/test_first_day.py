"""A secretary's first day: documents in, documents out, one found, the register handed over."""

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.printing.preview import Preview
from desktop.records.queries import Query
from tests.journeys.conftest import Person


def incoming(person: Person) -> list[IncomingDocument]:
    reader = person.opened.desk.store.reader
    return list(reader.records("incoming", reader.ids(Query("incoming"))))[::-1]


def outgoing(person: Person) -> list[OutgoingDocument]:
    reader = person.opened.desk.store.reader
    return list(reader.records("outgoing", reader.ids(Query("outgoing"))))[::-1]


def type_incoming(person: Person, issuer: str, symbol: str, day: str, subject: str) -> None:
    """Author, symbol, date, kind as the symbol tells it, abstract, receiver."""
    person.types(issuer)
    person.presses("Return")
    person.types(symbol)
    person.presses("Return")
    person.types(day)
    person.presses("Return", "Return")
    person.types(subject)
    person.presses("Return")
    person.types("Phòng Tổng hợp")


def test_three_documents_registered_one_found_and_exported(
    person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "Bộ Tài chính", "1234/BTC-NSNN", "1203", "V/v dự toán ngân sách năm 2026")
    person.presses("Ctrl+Return")
    first_cost = person.commands
    assert first_cost <= 9

    type_incoming(person, "Sở Nội vụ", "56/SNV-CCVC", "1303", "V/v tuyển dụng công chức")
    person.presses("Ctrl+Return")
    # An author known by now: a few letters without marks, and Enter takes the name.
    type_incoming(person, "so noi", "57/SNV-TCBC", "1403", "V/v giao biên chế")
    person.presses("Ctrl+Return")
    assert (person.commands - first_cost) / 2 <= 9

    assert [
        (d.number, d.issuer, d.symbol, d.document_date, d.document_kind, d.subject, d.receivers)
        for d in incoming(person)
    ] == [
        (1, "Bộ Tài chính", "1234/BTC-NSNN", date(2026, 3, 12), "cong-van",
         "V/v dự toán ngân sách năm 2026", ("Phòng Tổng hợp",)),
        (2, "Sở Nội vụ", "56/SNV-CCVC", date(2026, 3, 13), "cong-van",
         "V/v tuyển dụng công chức", ("Phòng Tổng hợp",)),
        (3, "Sở Nội vụ", "57/SNV-TCBC", date(2026, 3, 14), "cong-van",
         "V/v giao biên chế", ("Phòng Tổng hợp",)),
    ]  # fmt: skip

    person.presses("Esc", "Ctrl+F")
    person.types("bien che")
    person.waits_for("the one document")
    person.presses("Return")
    found = person.tab.current.chosen()
    assert found is not None
    assert found.symbol == "57/SNV-TCBC"

    person.presses("Ctrl+L")
    person.waits_for("all documents again")
    target = tmp_path / "so den.xlsx"
    person.presses("Ctrl+Shift+E")
    person.presses("Ctrl+A")
    person.types(str(target))
    person.presses("Return")
    qtbot.waitUntil(target.exists, timeout=10_000)
    rows = list(load_workbook(target).worksheets[0].iter_rows(min_row=3, values_only=True))
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("01", "Bộ Tài chính", "1234/BTC-NSNN"),
        ("02", "Sở Nội vụ", "56/SNV-CCVC"),
        ("03", "Sở Nội vụ", "57/SNV-TCBC"),
    ]


def test_the_previous_document_lends_everything_but_its_number(person: Person) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "UBND huyện Kỳ Anh", "88/BC-UBND", "1003", "Báo cáo tháng")
    person.presses("Ctrl+Return")
    before = person.commands
    person.presses("Ctrl+D")
    person.types("89/BC-UBND")
    person.presses("Ctrl+Return")
    assert person.commands - before == 2
    first, second = incoming(person)
    assert (second.symbol, second.number) == ("89/BC-UBND", 2)
    assert (second.issuer, second.document_kind, second.subject) == (
        first.issuer,
        "bao-cao",
        first.subject,
    )


def test_twin_is_told_while_typing_and_shown(person: Person, qtbot: QtBot) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    person.presses("Ctrl+Return")
    person.types("so y te")
    person.presses("Return")
    person.types("07/ syt-nvy")
    notice = person.tab.current.form.notice
    qtbot.waitUntil(lambda: "Already registered" in notice.text())
    person.presses("Ctrl+J")
    person.waits_for("the twin")
    chosen = person.tab.current.chosen()
    assert chosen is not None
    assert chosen.symbol == "7/SYT-NVY"
    # The half-typed document is kept for the next Ctrl+N.
    person.presses("Ctrl+N")
    assert person.tab.current.form.form.text("symbol") == "07/ syt-nvy"


def test_outgoing_number_is_composed_and_shown(person: Person) -> None:
    person.presses("Ctrl+Shift+N")
    person.types("cong van")
    person.presses("Return", "Return", "Return")
    person.types("Phòng Nội chính")
    person.presses("Return")
    person.types("V/v trực Tết")
    person.presses("Return")
    person.types("Trần Văn Bình")
    person.presses("Return")
    person.types("Công an tỉnh; Sở Nội vụ")
    person.presses("Ctrl+Return")
    (document,) = outgoing(person)
    assert (document.symbol, document.number, document.year) == ("01/UBND-NC", 1, 2026)
    assert document.recipients == ("Công an tỉnh", "Sở Nội vụ")
    assert person.commands <= 9


def test_mistake_is_taken_back_and_the_number_stays_given(person: Person) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    person.presses("Ctrl+Return", "Esc", "Ctrl+Z")
    assert incoming(person) == []
    person.presses("Ctrl+N")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    person.presses("Ctrl+Return")
    assert [document.number for document in incoming(person)] == [2]


def test_half_filled_form_survives_leaving_the_program(person: Person) -> None:
    person.presses("Ctrl+N")
    person.types("Sở Xây dựng")
    person.presses("Return")
    person.types("15/SXD")
    person.tab.close_down()
    kept = person.opened.desk.store.kept_draft("incoming")
    assert kept is not None
    assert (kept.text("issuer"), kept.text("symbol")) == ("Sở Xây dựng", "15/SXD")


def test_everything_wrong_is_said_at_its_field_and_nothing_is_written(person: Person) -> None:
    person.presses("Ctrl+N")
    person.types("Sở Xây dựng")
    person.presses("Return", "Return")
    person.types("3102")
    person.presses("Ctrl+Return")
    form = person.tab.current.form.form
    assert form.problem_at("document_date") == "There is no 31/02/2026."
    assert form.problem_at("subject") == "Needed: fill it in."
    assert incoming(person) == []


def test_register_is_seen_as_it_will_be_on_paper(person: Person, qtbot: QtBot) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    person.presses("Ctrl+Return", "Esc", "Ctrl+P")
    (preview,) = person.opened.window.findChildren(Preview)
    # The cover, and one page of the register.
    qtbot.waitUntil(lambda: preview.label.text() == "Page 1 of 2", timeout=10_000)
    person.presses("Esc")
    qtbot.waitUntil(lambda: not preview.isVisible())


def test_deadline_is_typed_as_working_days(person: Person) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    person.presses("Return", "Return")
    person.types("5d")
    person.presses("Ctrl+Return")
    assert [document.due_on for document in incoming(person)] == [date(2026, 3, 20)]


def test_form_left_open_over_new_year_goes_on_in_the_new_book(person: Person) -> None:
    person.presses("Ctrl+N")
    person.clock.now = datetime(2027, 1, 4, 8)  # noqa: DTZ001 - the office's own clock
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "040127", "V/v tiêm chủng")
    person.presses("Ctrl+Return")
    (document,) = incoming(person)
    assert (document.arrived_on, document.year, document.number) == (date(2027, 1, 4), 2027, 1)


def test_twin_typed_in_one_breath_stops_the_first_save(person: Person) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    person.presses("Ctrl+Return")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    form = person.tab.registers["incoming"].form
    form.twins.look()
    assert "Already registered" in form.notice.text()
    form.leave()
    person.presses("Ctrl+N")
    # The draft that was left is looked at again.
    assert "Already registered" in form.notice.text()


def test_document_undone_while_it_is_corrected_is_not_saved_over(person: Person) -> None:
    person.presses("Ctrl+N")
    type_incoming(person, "Sở Y tế", "7/SYT-NVY", "0203", "V/v tiêm chủng")
    person.presses("Ctrl+Return", "Esc")
    person.waits_for("the document")
    person.presses("F2")
    person.opened.window.undo()
    assert not person.tab.current.is_entering
    assert incoming(person) == []


def test_larger_letters_leave_the_form_open(person: Person) -> None:
    person.presses("Ctrl+Shift+N")
    person.types("Quyết định")
    person.presses("Ctrl++")
    screen = person.tab.current
    assert (screen.kind, screen.is_entering) == ("outgoing", True)
    assert screen.form.form.text("document_kind") == "Quyết định"
