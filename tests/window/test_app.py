"""Starting and ending: which file, which settings, and what becomes of a bug."""

import logging
import socket
import sys
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from desktop import app, paths
from desktop.app import Opened
from desktop.errors import InUse, Trouble
from desktop.language.words import M
from desktop.office.bodies import Body
from desktop.opening import make_office, open_office
from desktop.records.queries import Query
from desktop.settings import Settings
from desktop.tasks import Afterwards
from desktop.widgets.slices import Slices
from desktop.window import Window
from tests.journeys.conftest import Person


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new user's home, where nothing of the program is yet."""
    for place in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{place}_HOME", str(tmp_path / place.lower()))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    # The program puts its own in place, and it is to be gone after the test.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return tmp_path


@pytest.fixture(autouse=True)
def log() -> Iterator[None]:
    """The log goes back to what it was."""
    logger = logging.getLogger("sovan")
    before = list(logger.handlers)
    yield
    for handler in [one for one in logger.handlers if one not in before]:
        logger.removeHandler(handler)
        handler.close()


def windows() -> list[Window]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, Window)]


class Visit:
    """What is seen of the window in the moment after it opened, before it is closed again."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, bool]] = []
        QTimer.singleShot(0, self._look)

    def _look(self) -> None:
        for window in windows():
            if window.isVisible():
                tab = window.tabs.tabText(0)
                words = [label.text() for label in window.statusBar().findChildren(QLabel)]
                self.seen.append((window.windowTitle(), tab, "Open for reading only" in words))
                window.close()


def start(file: Path | None = None, language: str | None = "en") -> list[tuple[str, str, bool]]:
    """Open the program, look, and close its window."""
    visit = Visit()
    assert app.run(file=file, demo_office=False, language=language) == 0
    return visit.seen


# Starting


def test_first_start_makes_an_office_where_the_platform_keeps_data(
    qapp: QApplication, home: Path
) -> None:
    assert start() == [("office – Sổ Văn", "Correspondence", False)]

    with closing(open_office(paths.office_file())) as office:
        assert office.reader.count(Query("series")) == 21
    assert paths.office_file().is_relative_to(home)
    assert paths.log_file().exists()


def test_file_that_is_named_is_opened_and_found_again(qapp: QApplication, home: Path) -> None:
    file = home / "registry.sovan"
    for _ in range(2):
        assert start(file) == [("registry – Sổ Văn", "Correspondence", False)]
    assert not paths.office_file().exists()


def test_language_that_is_remembered_is_spoken_unless_another_is_named(
    qapp: QApplication, home: Path
) -> None:
    Settings(language="cs").write(paths.settings_file())

    tabs = [tab for language in (None, "vi") for _, tab, _ in start(language=language)]

    assert tabs == ["Písemnosti", "Văn bản"]


def test_broken_settings_do_not_hinder_the_start(qapp: QApplication, home: Path) -> None:
    paths.settings_file().parent.mkdir(parents=True)
    paths.settings_file().write_text('{"zoom": "huge", "window": [0], "lists": 7}')

    assert len(start()) == 1
    assert Settings.read(paths.settings_file()).zoom == 100


def test_file_that_another_one_writes_is_opened_for_reading(qapp: QApplication, home: Path) -> None:
    file = home / "registry.sovan"
    with closing(make_office(file)):
        assert start(file) == [("registry – Sổ Văn", "Correspondence", True)]


def test_file_of_another_program_is_refused_in_words(qapp: QApplication, home: Path) -> None:
    file = home / "letter.txt"
    file.write_text("Kính gửi" * 100, encoding="utf-8")

    with pytest.raises(Trouble, match="is no file of this program"):
        app.run(file=file, demo_office=False, language="en")


def test_file_is_free_again_after_closing(qapp: QApplication, home: Path) -> None:
    file = home / "registry.sovan"
    start(file)

    try:
        make_office(file).close()
    except InUse as held:
        pytest.fail(str(held))


def test_log_that_cannot_be_kept_does_not_hinder_the_start(qapp: QApplication, home: Path) -> None:
    paths.log_file().parent.parent.mkdir(parents=True, exist_ok=True)
    paths.log_file().parent.write_text("a file where the folder should be")

    assert len(start()) == 1


# No display


@pytest.fixture
def linux_desktop(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A Linux system that would draw on a display."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    return monkeypatch


@pytest.mark.parametrize("display", ["", ":", ":x", ":4711", ":4711.0", "unix:4711"])
def test_start_without_a_display_is_refused_in_words(
    linux_desktop: pytest.MonkeyPatch, display: str
) -> None:
    linux_desktop.setenv("DISPLAY", display)
    with pytest.raises(Trouble, match="There is no display to open the window on"):
        app.refuse_without_display()


@pytest.mark.parametrize(
    ("name", "value"),
    [("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", "far.away:0"), ("QT_QPA_PLATFORM", "offscreen")],
)
def test_start_is_tried_where_there_may_be_a_display(
    linux_desktop: pytest.MonkeyPatch, name: str, value: str
) -> None:
    linux_desktop.setenv(name, value)
    app.refuse_without_display()


@pytest.mark.skipif(sys.platform != "linux", reason="sockets without a file are Linux's own")
def test_display_that_answers_is_drawn_on(linux_desktop: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as display:
        display.bind("\0/tmp/.X11-unix/X4712")
        display.listen()
        linux_desktop.setenv("DISPLAY", ":4712.0")
        app.refuse_without_display()


def test_other_systems_have_their_display(linux_desktop: pytest.MonkeyPatch) -> None:
    linux_desktop.setattr(sys, "platform", "win32")
    app.refuse_without_display()


# Bugs


def fail(text: str) -> None:
    """Go wrong as a bug would: with the words of a document in the error's own."""
    try:
        int(text)
    except ValueError as error:
        raise LookupError(f"not found:\n  {text}\n{text}") from error


def caught(opened: Opened, text: str = "Đơn của ông Nguyễn Văn An") -> None:
    """Let the program's own hook catch a bug."""
    with suppress(LookupError):
        fail(text)
    try:
        fail(text)
    except LookupError as error:
        opened.catch(type(error), error, error.__traceback__)


def boxes(opened: Opened) -> list[QMessageBox]:
    return opened.window.findChildren(QMessageBox)


def test_bug_is_told_once_and_logged_each_time(
    person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        caught(person.opened)

    (box,) = boxes(person.opened)
    assert box.isVisible()
    assert box.text() == "Something went wrong in the program. An open form is kept."
    assert box.informativeText() == "Send the text below to whoever looks after the program."
    assert [record.name for record in caplog.records] == ["sovan"] * 3
    caplog.clear()


def test_what_is_told_of_a_bug_quotes_no_document(
    person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caught(person.opened)

    (box,) = boxes(person.opened)
    told = box.detailedText()
    assert [line for line in told.splitlines() if not line.startswith(" ")] == [
        "ValueError",
        "LookupError",
    ]
    assert "in fail" in told
    assert "Nguyễn" not in told + caplog.text
    caplog.clear()


def test_next_bug_is_told_after_the_first_was_read(
    person: Person, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caught(person.opened)
    (box,) = boxes(person.opened)
    with qtbot.waitSignal(box.destroyed):
        box.close()

    caught(person.opened)

    assert len(boxes(person.opened)) == 1
    caplog.clear()


def test_form_goes_on_after_a_bug(person: Person, caplog: pytest.LogCaptureFixture) -> None:
    person.presses("Ctrl+N")
    person.types("Sở Y tế")
    caught(person.opened)
    (box,) = boxes(person.opened)
    box.close()
    person.opened.window.activateWindow()

    person.types(" tỉnh")

    assert person.tab.current.form.form.text("issuer") == "Sở Y tế tỉnh"
    caplog.clear()


# Made anew


def test_desk_that_is_left_for_a_new_language_folds_no_log_any_more(
    person: Person, qapp: QApplication, qtbot: QtBot
) -> None:
    before = set(qapp.findChildren(Afterwards))
    person.opened.window.settings_changed.emit()
    # The desk that is left takes its own along.
    qtbot.waitUntil(lambda: len(qapp.findChildren(Afterwards)) == len(before))
    assert set(qapp.findChildren(Afterwards)) != before


# Ending


def test_act_under_way_in_any_dialog_is_taken_back_when_the_window_is_closed(
    person: Person, qtbot: QtBot
) -> None:
    def adding() -> Generator[None, None, None]:
        with person.opened.desk.store.writing(M("adding")) as writing:
            for number in count():
                writing.add(Body(name=f"Sở số {number}"))
                yield

    window, connection = person.opened.window, person.opened.desk.store.connection
    act = Slices(adding(), QDialog(window))
    qtbot.waitUntil(lambda: connection.in_transaction)
    window.close()
    assert (act.running, connection.in_transaction) == (False, False)


def test_window_closes_when_what_is_being_written_has_ended(
    person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    def for_ever() -> Iterator[int]:
        count = 0
        while True:
            count += 1
            yield count

    window = person.opened.window
    job = person.opened.desk.tasks.start(for_ever)

    window.close()

    assert window.isVisible()
    said = "A file is being written: the window closes when it is done."
    assert window.statusBar().currentMessage() == said
    job.cancel()
    qtbot.waitUntil(lambda: not window.isVisible())
    person.opened.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "office.sovan",
        "office.sovan.lock",
        "settings.json",
    ]
