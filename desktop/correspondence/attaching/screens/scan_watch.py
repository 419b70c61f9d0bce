"""Watches the folder of the scanner beside the window."""

import threading
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.correspondence.attaching.scan_folder import Scan, ScanFolder, is_attached
from desktop.desk import Desk
from desktop.language.words import M
from desktop.storage.store import Store

_EVERY_SECONDS: Final = 2.0


class ScanWatch(QObject):
    """Tells of the newest scan; None where there is none that is not attached.

    The folder is usually a share of the network. One that does not answer must not hold the
    window, and tells nobody of its changes: a thread of its own looks every two seconds, and
    is not waited for at the end.
    """

    found = Signal(object)
    _seen = Signal(int, object)

    def __init__(
        self, desk: Desk, parent: QObject | None = None, *, every: float = _EVERY_SECONDS
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._every = every
        self._turn = 0
        self._stop = threading.Event()
        self.newest: Scan | None = None
        self._seen.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.follow(desk.settings.scan_folder)

    def follow(self, folder: str) -> None:
        """Watch this folder from now on; none where it is empty."""
        self._stop.set()
        self._turn += 1
        self._tell(self._turn, None)
        if folder:
            self._stop = threading.Event()
            arguments = (self._turn, Path(folder), self._stop)
            threading.Thread(target=self._look_on, args=arguments, daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._stop.set()
        self._turn += 1

    def ask_folder(self, over: QWidget) -> None:
        """Ask which folder the scanner writes into."""
        before = self._desk.settings.scan_folder or str(Path.home())
        title = self._desk.words(M("Folder of the scanner"))
        dialog = QFileDialog(over, title, before)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._choose)
        dialog.open()

    def _choose(self, folder: str) -> None:
        self._desk.remember(replace(self._desk.settings, scan_folder=folder))
        self.follow(folder)

    def _look_on(self, turn: int, path: Path, stop: threading.Event) -> None:
        store = self._desk.store
        folder = ScanFolder(path, lambda scan: _is_attached(store, scan))
        # The window may go while a share is still being waited for.
        with suppress(RuntimeError):
            while not stop.is_set():
                self._seen.emit(turn, folder.look(store.clock()))
                stop.wait(self._every)

    def _tell(self, turn: int, scan: Scan | None) -> None:
        if turn == self._turn and scan != self.newest:
            self.newest = scan
            self.found.emit(scan)


def _is_attached(store: Store, scan: Scan) -> bool:
    with closing(store.another_reader()) as reader:
        return is_attached(reader, scan)
