"""Pictures of every tab and its forms, filled, so that one can look before a customer does."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from desktop.app import Opened, refuse_without_display
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.correspondence.screens.switches import SWITCHES
from desktop.correspondence.screens.tab import CorrespondenceTab, Page
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.meetings.screens.tab import VIEWS, MeetingsTab
from desktop.opening import open_office
from desktop.settings import Settings

_SIZE: Final = (1366, 768)
_PATIENCE_MS: Final = 30_000
_MEETING_LISTS: Final = (
    "meetings",
    "rooms",
    "meeting_templates",
    "meeting_series",
    "participants",
)
_TYPED: Final = {
    "incoming": {
        "issuer": "Sở Tài chính",
        "symbol": "1520/STC-NS",
        "document_date": "28/12/2023",
        "document_kind": "Công văn",
        "subject": "V/v thẩm định dự toán kinh phí sửa chữa trụ sở tiếp công dân năm 2024",
        "receivers": "Phòng Tổng hợp; Phòng Kinh tế",
    },
    "outgoing": {
        "document_kind": "Công văn",
        "series": "UBND-CV",
        "document_date": "29/12/2023",
        "drafting_unit": "Phòng Nội chính",
        "subject": "V/v trực bảo đảm an ninh, trật tự dịp Tết Dương lịch năm 2024",
        "signer": "",
        "recipients": "Sở Tài chính; Công an tỉnh",
    },
}


def take(file: Path, folder: Path, language: str) -> Iterator[Path]:
    """Open a file for reading and take pictures into a folder; yields each picture's path."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            M("{folder} may not be written: ask for write access.", folder=str(folder))
        ) from error
    refuse_without_display()
    qInstallMessageHandler(_without_platform_notes)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    for look, settings in _looks(language).items():
        opened = Opened(app, open_office(file, read_only=True), settings, settings_path=None)
        try:
            yield from _Tour(app, opened, folder, look).pictures()
        finally:
            opened.window.close()
            opened.close()


def _without_platform_notes(kind: QtMsgType, _context: object, text: str) -> None:
    """The offscreen platform notes of each window what it lacks; nobody misses it in a picture."""
    if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in text:
        print(text, file=sys.stderr)  # noqa: T201 - where Qt itself would write it


def _looks(language: str) -> dict[str, Settings]:
    window = _SIZE
    return {
        "light": Settings(language=language, scheme="light", window=window),
        "dark": Settings(language=language, scheme="dark", window=window),
        "large": Settings(language=language, scheme="light", zoom=200, window=window),
    }


class _Tour:
    def __init__(self, app: QApplication, opened: Opened, folder: Path, look: str) -> None:
        self._app = app
        self._opened = opened
        self._folder = folder
        self._look = look

    def pictures(self) -> Iterator[Path]:
        window = self._opened.window
        window.show()
        for screen in window.screens:
            if isinstance(screen, CorrespondenceTab):
                yield from self._correspondence(screen)
                yield from self._smaller_registers(screen)
                yield from self._dialogs(screen)
                yield from self._keys("keys")
            elif isinstance(screen, MeetingsTab):
                window.show_tab(window.screens.index(screen))
                yield from self._meetings(screen)
                yield from self._keys("meetings-keys")

    def _keys(self, name: str) -> Iterator[Path]:
        """The sheet of keys of the tab in front."""
        self._opened.window.show_keys()
        sheet = self._app.activeModalWidget()
        if sheet:
            yield self._picture(name, sheet.grab)
            sheet.close()

    def _meetings(self, tab: MeetingsTab) -> Iterator[Path]:
        """The calendar in its views about the newest meeting, and the registers around it."""
        tab.show_register("meetings")
        page = tab.meetings.page
        self._settle(page)
        newest = page.chosen()
        for view in VIEWS:
            tab.show_register(view)
            if newest:
                tab.calendar.calendar.show_meeting(newest)
            yield self._picture(f"meetings-{view}", self._opened.window.grab)
        for kind in _MEETING_LISTS:
            tab.show_register(kind)
            if tab.register:
                self._settle(tab.register)
            yield self._picture(f"{kind}-list", self._opened.window.grab)
        tab.show_register("meetings")
        if newest:
            page.go_on_entering(newest.id)
            self._wait_until(lambda: page.is_entering)
            yield self._picture("meetings-form", self._opened.window.grab)
            page.leave()

    def _correspondence(self, tab: CorrespondenceTab) -> Iterator[Path]:
        for kind, register in tab.registers.items():
            tab.show_register(kind)
            self._settle(register)
            yield self._picture(f"{kind}-list", self._opened.window.grab)
            register.filters.box.setText("phong chay")
            self._settle(register)
            yield self._picture(f"{kind}-found", self._opened.window.grab)
            register.filters.clear()
            self._settle(register)
            register.show_form()
            self._fill(register, kind)
            yield self._picture(f"{kind}-form", self._opened.window.grab)
            register.form.form.set_text("subject", "")
            register.form.form.set_text("forwarded_on", "3102")
            register.form.save(then_next=False)
            yield self._picture(f"{kind}-problems", self._opened.window.grab)
            register.show_panel()

    def _smaller_registers(self, tab: CorrespondenceTab) -> Iterator[Path]:
        for switch in SWITCHES:
            if switch.kind in tab.registers:
                continue
            tab.show_register(switch.kind)
            self._settle(tab.current)
            yield self._picture(f"{switch.kind}-list", self._opened.window.grab)

    def _dialogs(self, tab: CorrespondenceTab) -> Iterator[Path]:
        """What is asked in front of the registers; nothing is written."""
        tab.show_register("outgoing")
        screen = tab.registers["outgoing"]
        self._settle(screen)
        screen.show_about()
        self._wait_until(lambda: not tab.is_looking)
        yield self._picture("about", self._opened.window.grab)
        screen.show_panel()
        documents = screen.chosen_documents()
        numbers = screen.acts.numbers
        asked: dict[str, Callable[[], QDialog]] = {
            "reserve": lambda: numbers.reserve(None),
            "cancel": lambda: numbers.cancel(documents),
            "changed": lambda: numbers.change(documents[0]),
            "audit": screen.audit,
        }
        for name, ask in asked.items() if documents else ():
            dialog = ask()
            self._wait_until(lambda: not self._opened.desk.tasks.busy)
            yield self._picture(name, dialog.grab)
            dialog.close()

    def _wait_until(self, done: Callable[[], bool]) -> None:
        clock = QElapsedTimer()
        clock.start()
        self._app.processEvents()
        while not done() and clock.elapsed() < _PATIENCE_MS:
            self._app.processEvents()
        self._app.processEvents()

    def _fill(self, register: RegisterScreen, kind: str) -> None:
        for name, text in _TYPED[kind].items():
            register.form.form.set_text(name, text)
        newest = register.chosen()
        if newest and newest.symbol and kind == "incoming":
            for name in ("issuer", "symbol", "document_date"):
                shown = {"issuer": newest.issuer, "symbol": newest.symbol}.get(name)
                register.form.form.set_text(name, shown or "28/12/2023")
            register.form.twins.look()
        register.form.form.focus("subject")

    def _settle(self, register: Page) -> None:
        self._wait_until(lambda: not register.is_waiting)

    def _picture(self, name: str, grab: Callable[[], QPixmap]) -> Path:
        self._app.processEvents()
        path = self._folder / f"{self._look}-{name}.png"
        if not grab().save(str(path)):
            raise Trouble(M("{file} could not be written: check its folder.", file=str(path)))
        return path
