"""The office's own lists on screen: whom it writes to, and what it is called itself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.desk import Action, Desk
from desktop.language.words import M
from desktop.office.bodies import Body
from desktop.office.calendar import CalendarDay, calendar_days
from desktop.office.directories import NameDirectory
from desktop.office.identity import Office
from desktop.office.keeping import bodies_of, keep
from desktop.office.keeping_calendar import discard_day, keep_day
from desktop.office.views import BODIES, CALENDAR, OFFICE
from desktop.records.fields import Ground
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.list_dialog import ListDialog, SmallList, Steps

Grounds = Callable[[], Ground]


def lists_offered(desk: Desk, ground: Grounds, parent: QWidget) -> tuple[Action, ...]:
    """The office's lists as actions; the ground knows the bodies by name."""
    return (
        Action(
            "bodies",
            M("Senders and receivers…"),
            (),
            lambda: open_list(bodies_list(desk, ground), desk, parent),
            "edit",
        ),
        Action(
            "calendar",
            M("Working days…"),
            (),
            lambda: open_list(calendar_list(desk, ground), desk, parent),
            "edit",
        ),
        Action(
            "office",
            M("The office…"),
            (),
            lambda: open_list(office_names(desk, ground), desk, parent),
            "edit",
        ),
    )


def open_list(kept: SmallList, desk: Desk, parent: QWidget) -> ListDialog:
    """Open a list in front of the window; what changes there is told to the desk."""
    steps = Steps(desk.store.undo, desk.store.redo, desk.tell)
    dialog = ListDialog(kept, words=desk.words, steps=steps, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    desk.changed.connect(dialog.take)
    dialog.open()
    return dialog


def bodies_list(desk: Desk, ground: Grounds) -> SmallList:
    """All who send and receive documents."""
    return SmallList(
        title=M("Senders and receivers"),
        record=Body,
        view=BODIES,
        ground=ground,
        suggests={"replaced_by": suggest_bodies(ground)}.get,
        read=partial(bodies_of, desk.store.reader),
        called=lambda body: M("{name}", name=body.name),
        save=partial(keep, desk.store),
        new=M("New sender or receiver"),
    )


def calendar_list(desk: Desk, ground: Grounds) -> SmallList:
    """Days that are not what the law usually makes of them."""
    return SmallList(
        title=M("Working days"),
        record=CalendarDay,
        view=CALENDAR,
        ground=ground,
        suggests=dict[str, Suggest]().get,
        read=partial(calendar_days, desk.store.reader),
        called=lambda _: M("Public holidays are known; enter what differs"),
        save=partial(keep_day, desk.store),
        discard=partial(discard_day, desk.store),
        new=M("New day"),
    )


def office_names(desk: Desk, ground: Grounds) -> SmallList:
    """The office's own names: one record."""
    return SmallList(
        title=M("The office"),
        record=Office,
        view=OFFICE,
        ground=ground,
        suggests=dict[str, Suggest]().get,
        read=lambda: [desk.store.reader.record("office", 1)],
        called=lambda _: M("Names as they stand on covers and papers"),
        save=partial(keep, desk.store),
    )


def suggest_bodies(ground: Grounds) -> Suggest:
    """Bodies that typed letters may begin."""

    def suggest(typed: str) -> list[Suggestion]:
        bodies = ground().directories["bodies"]
        assert isinstance(bodies, NameDirectory)
        return [Suggestion(one.name, one.abbreviation) for one in bodies.suggest(typed)]

    return suggest
