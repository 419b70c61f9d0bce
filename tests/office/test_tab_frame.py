"""The frame of a tab: by Tab from the search box over the buttons into the page in sight."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.words import M, Words
from desktop.office.screens.side_bar import Switch
from desktop.office.screens.tab_frame import TabFrame, key_button

SWITCHES = (Switch("first", M("Incoming"), "F3"), Switch("second", M("Outgoing"), "F4"))


def page(name: str) -> tuple[QWidget, QLineEdit]:
    made, search = QWidget(), QLineEdit()
    search.setObjectName(f"{name} search")
    inside = QPushButton()
    inside.setObjectName(f"{name} page")
    QVBoxLayout(made).addWidget(inside)
    return made, search


def test_tab_goes_from_the_search_to_the_buttons_and_into_the_page(qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = key_button("New", "Ctrl+N", lambda: pressed.append("New"))
    button.setObjectName("button")
    frame = TabFrame(
        SWITCHES, Words("en"), show=pressed.append, name=M("Register"), buttons=(button,)
    )
    qtbot.addWidget(frame)
    pages = {name: page(name) for name in ("first", "second")}
    frame.add(*pages["first"])
    frame.resize(1600, 400)
    frame.show()
    frame.add(*pages["second"])  # made when it is asked for
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    for name, (shown, search) in pages.items():
        frame.show_page(shown)
        frame.check(name)
        search.setFocus()
        walked = []
        for _ in range(3):
            walked.append(_focused())
            QTest.keyClick(QApplication.focusWidget() or frame, Qt.Key.Key_Tab)
        assert walked == [f"{name} search", "button", f"{name} page"]
        assert frame.page is shown
    button.click()
    assert pressed == ["New"]


def test_side_bar_gives_way_to_one_box_where_there_is_no_room(qtbot: QtBot) -> None:
    frame = TabFrame(SWITCHES, Words("en"), show=lambda _: None, name=M("Register"), buttons=())
    qtbot.addWidget(frame)
    frame.show()
    letter = frame.fontMetrics().averageCharWidth()
    for letters, wide in ((170, True), (160, False)):
        frame.resize(letters * letter, 400)
        assert frame.bar.isVisible() is wide


def _focused() -> str:
    at = QApplication.focusWidget()
    return at.objectName() if at else ""
