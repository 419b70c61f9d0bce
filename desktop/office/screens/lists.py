"""The office's own lists on screen: whom it writes to, and what it is called itself."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.desk import Action, Desk
from desktop.language.words import M
from desktop.office.bodies import Body
from desktop.office.directories import NameDirectory
from desktop.office.identity import Office
from desktop.office.keeping import bodies_of, keep
from desktop.office.views import BODIES, OFFICE
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.list_dialog import ListDialog, SmallList, Steps

Grounds = Callable[[], Ground]


def lists_offered(desk: Desk, ground: Grounds, parent: QWidget) -> tuple[Action, ...]:
    """The office's lists as actions; `ground` knows the bodies by name."""
    bodies, office = (partial(make(desk, ground), parent) for make in (_bodies, _office))
    return (
        Action("bodies", M("Senders and receivers…"), (), bodies, "edit"),
        Action("office", M("The office…"), (), office, "edit"),
    )
