"""The one place that builds things: settings, store, desk, window, and what catches bugs."""

import logging
import os
import socket
import sys
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop import paths
from desktop.correspondence.screens.tab import CorrespondenceTab
from desktop.desk import Desk
from desktop.errors import InUse, Trouble
from desktop.language.words import M, Words, language_of_system
from desktop.look import dress
from desktop.meetings.screens.tab import MeetingsTab
from desktop.opening import make_office, open_office
from desktop.settings import Settings
from desktop.storage.store import Store
from desktop.window import Screen, Window

_LOG: Final = logging.getLogger("sovan")


def run(*, file: Path | None, demo_office: bool, language: str | None) -> int:
    """Open the window and stay until it is closed; raises Trouble where that cannot be."""
    refuse_without_display()
    settings = Settings.read(paths.settings_file())
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    words = Words(language or settings.language or language_of_system())
    store = _store(file, demo_office=demo_office, words=words)
    opened = Opened(app, store, settings, settings_path=paths.settings_file(), language=language)
    sys.excepthook = opened.catch
    _keep_log(paths.log_file())
    opened.window.show()
    try:
        return app.exec()
    finally:
        opened.close()


def _keep_log(path: Path) -> None:
    """Keep what went wrong in a file that never grows beyond two megabytes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _LOG.addHandler(
            RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
        )
    except OSError:
        _LOG.addHandler(logging.StreamHandler())


def refuse_without_display() -> None:
    """Qt would abort the process where there is no display."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb")[:3] not in (
        "xcb",
        "way",
    ):
        return
    if os.environ.get("WAYLAND_DISPLAY") or _x_display_answers(os.environ.get("DISPLAY", "")):
        return
    raise Trouble(
        M(
            "There is no display to open the window on: start it in a desktop session, "
            "or take pictures with “sovan tour FILE FOLDER”."
        )
    )


def _x_display_answers(display: str) -> bool:
    host, _, number = display.partition(":")
    number = number.split(".")[0]
    if not number.isdigit():
        return False
    if host not in ("", "unix"):
        return True  # a display over the network: Qt will say
    for address in (f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"):  # noqa: S108
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(address) == 0:
                return True
    return False


def _store(file: Path | None, *, demo_office: bool, words: Words) -> Store:
    if demo_office and file is None:
        return _demo_store(words)
    path = file or paths.office_file()
    if file is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    return _made_or_read(path)


def _made_or_read(path: Path) -> Store:
    """A second opener may read while the first one writes."""
    try:
        return make_office(path)
    except InUse:
        return open_office(path, read_only=True)


def _demo_store(words: Words) -> Store:
    """The demo office, written at the first call, before the window opens."""
    from PySide6.QtWidgets import QProgressDialog  # noqa: PLC0415

    from desktop.demo import DEMO_SIZE, make_demo  # noqa: PLC0415

    path = paths.demo_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        text = words(M("Writing the demo office"))
        progress = QProgressDialog(text, words(M("Cancel")), 0, DEMO_SIZE)
        progress.setMinimumDuration(0)
        counts = make_demo(path)
        for count in counts:
            progress.setValue(count)
            QApplication.processEvents()
            if progress.wasCanceled():
                counts.close()
                raise Trouble(M("The demo office was not written."))
        progress.close()
    return _made_or_read(path)


class Opened:
    """An open office with its window; made anew when language, colours or zoom change.

    `language` is spoken until the person chooses another; it is not remembered.
    """

    def __init__(
        self,
        app: QApplication,
        store: Store,
        settings: Settings,
        *,
        settings_path: Path | None,
        language: str | None = None,
    ) -> None:
        self._app = app
        self._store = store
        self._settings_path = settings_path
        self._qt_words = QTranslator(app)
        self._language = language
        self._chosen = settings.language
        self.desk = self._desk(settings)
        self.window = self._window()

    def _desk(self, settings: Settings) -> Desk:
        if settings.language != self._chosen:
            self._language = None
        words = Words(self._language or settings.language or language_of_system())
        dress(self._app, scheme=settings.scheme, zoom=settings.zoom)
        self._translate_qt(words.language)
        return Desk(self._store, settings, words, settings_path=self._settings_path)

    def _translate_qt(self, language: str) -> None:
        """Qt's own dialogs speak Czech and English; it brings no Vietnamese."""
        self._app.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(f"qtbase_{language}", folder):
            self._app.installTranslator(self._qt_words)

    def _window(self) -> Window:
        window = Window(self.desk, make_screens)
        window.settings_changed.connect(self._make_anew)
        return window

    def _make_anew(self) -> None:
        if self.desk.tasks.busy:
            # An export ends in the window that shows how far it is.
            self.desk.tasks.idle.connect(self._make_anew, Qt.ConnectionType.QueuedConnection)
            return
        old = self.window
        old.close_down()
        self.desk.let_go()
        self.desk = self._desk(self.desk.settings)
        self.window = self._window()
        self.window.setGeometry(old.normalGeometry())
        self.window.setWindowState(old.windowState())
        self.window.show()
        for screen, before in zip(self.window.screens, old.screens, strict=True):
            screen.go_to(before.place)
        self.window.tabs.setCurrentIndex(old.tabs.currentIndex())
        old.deleteLater()
        old.hide()

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Anything unknown is a bug: log it, say so once, keep the draft."""
        text = _without_texts(error)
        _LOG.error(text)
        with suppress(Exception):  # whatever went wrong, a second fault must not hide it
            self.window.keep_drafts()
        if self.window.findChildren(QMessageBox):
            return
        box = QMessageBox(self.window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Critical)
        words = self.desk.words
        box.setText(words(M("Something went wrong in the program. An open form is kept.")))
        box.setInformativeText(words(M("Send the text below to whoever looks after the program.")))
        box.setDetailedText(text)
        box.open()

    def close(self) -> None:
        self.desk.close()


def make_screens(desk: Desk) -> list[Screen]:
    """The tabs of the window, in their order; meetings know the names of correspondence."""
    correspondence = CorrespondenceTab(desk)
    return [correspondence, MeetingsTab(desk, correspondence.names)]


def _without_texts(error: BaseException) -> str:
    """Where it went wrong, and the kind of error; its own words may quote a document."""
    told: list[str] = []
    met: BaseException | None = error
    while met is not None:
        told = [*traceback.format_tb(met.__traceback__), f"{type(met).__qualname__}\n", *told]
        met = met.__cause__ or met.__context__
    return "".join(told)
