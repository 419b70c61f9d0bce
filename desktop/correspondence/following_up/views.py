"""How matters and assigned tasks are seen: columns of the list, rhythm of the form."""

from typing import Final

from desktop.language.words import M
from desktop.records.views import ListColumn, View

MATTERS: Final = View(
    kind="matters",
    columns=(
        ListColumn("due_on", 34, M("Due")),
        ListColumn("unit", 24),
        ListColumn("subject", 48),
        ListColumn("number", 15),
        ListColumn("progress", 24),
        ListColumn("urged", 16, M("Urged")),
        ListColumn("handler", 18),
        ListColumn("co_units", 20),
        ListColumn("origin", 30),
        ListColumn("given_on", 10, M("Given")),
        ListColumn("settled_on", 10, M("Settled")),
        ListColumn("reply", 17),
    ),
    sections=(),
    given=(
        "register",
        "number",
        "document_kind",
        "origin",
        "urgency",
        "direction",
        "unit",
        "co_units",
        "handler",
        "given_on",
        "due_on",
        "progress",
        "settled_on",
        "result",
        "reply",
        "note",
    ),
)

_TASK: Final = (
    ("co_units",),
    ("task",),
    ("assigned_on", "due_on"),
    ("assigned_by",),
    ("incoming",),
    ("source",),
    ("handler",),
)

# How a task is given, and how it is corrected.
GIVEN_ROWS: Final = (("lead_units",), *_TASK, ("note",))
ASSIGNMENT_ROWS: Final = (
    ("lead_unit",),
    *_TASK,
    ("progress",),
    ("settled_on",),
    ("result",),
    ("note",),
)
