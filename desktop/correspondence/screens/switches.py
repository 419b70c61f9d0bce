"""The registers of the tab in the order of its side bar."""

from typing import Final

from desktop.language.words import M
from desktop.office.screens.side_bar import Switch

SWITCHES: Final = (
    Switch("incoming", M("Incoming"), "F3"),
    Switch("outgoing", M("Outgoing"), "F4"),
    Switch("matters", M("Follow-up"), "F5"),
    Switch("case_files", M("Case files"), "F6"),
    Switch("dispatches", M("Post book"), "Shift+F5"),
    Switch("loans", M("Loan book"), "Shift+F6"),
)
