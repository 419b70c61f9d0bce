"""A person at the keyboard of a whole window, whose command keys are counted."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Opened
from desktop.correspondence.screens.tab import CorrespondenceTab
from desktop.look import dress
from desktop.opening import make_office
from desktop.settings import Settings
from tests.conftest import ten_o_clock


class Clock:
    """The office's clock, which a test may put forward."""

    def __init__(self) -> None:
        self.now = ten_o_clock()

    def __call__(self) -> datetime:
        return self.now


class Person:
    """Types and presses keys where the keyboard is, as a person would; never touches a mouse."""

    def __init__(self, qtbot: QtBot, opened: Opened, clock: "Clock | None" = None) -> None:
        self._qtbot = qtbot
        self.opened = opened
        self.clock = clock or Clock()
        self.commands = 0
        self.letters = 0

    @property
    def keys(self) -> int:
        """Everything pressed so far: command keys, each combination once, and letters typed."""
        return self.commands + self.letters

    @property
    def tab(self) -> CorrespondenceTab:
        tab = self.opened.window.screens[0]
        assert isinstance(tab, CorrespondenceTab)
        return tab

    def types(self, text: str) -> None:
        """Type letters; an input method commits those that the keyboard does not have."""
        self.letters += len(text)
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._at(), letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QCoreApplication.sendEvent(self._at(), event)

    def presses(self, *keys: str) -> None:
        """Press command keys, each of which counts."""
        for key in keys:
            self.commands += 1
            combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
            QTest.keyClick(self._at(), combination.key(), combination.keyboardModifiers())

    def waits_for(self, what: str) -> None:
        """Wait until the list has answered; `what` says for what in the failure's words."""

        def answered() -> bool:
            register = self.tab.current
            QApplication.processEvents()
            return not register.is_waiting and register.shows(register.query())

        self._qtbot.waitUntil(answered, timeout=10_000)

    def _at(self) -> QWidget:
        QApplication.processEvents()
        return QApplication.focusWidget() or self.opened.window


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Person]:
    clock = Clock()
    store = make_office(tmp_path / "office.sovan", clock=clock)
    settings = Settings(language="en", scheme="light")
    opened = Opened(qapp, store, settings, settings_path=tmp_path / "settings.json")
    opened.window.show()
    qtbot.waitExposed(opened.window)
    opened.window.activateWindow()
    yield Person(qtbot, opened, clock)
    opened.window.close()
    opened.close()
    opened.window.deleteLater()
    dress(qapp, scheme="light", zoom=100)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
