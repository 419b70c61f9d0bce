"""How the office's own lists are seen: their columns, and the rhythm of their forms."""

from typing import Final

from desktop.language.words import M
from desktop.records.views import FormSection, ListColumn, View

BODIES: Final = View(
    kind="bodies",
    columns=(
        ListColumn("name", 34),
        ListColumn("abbreviation", 9, M("Short")),
        ListColumn("body_group", 22),
    ),
    sections=(
        FormSection(M("Names"), (("name",), ("abbreviation",), ("aliases",), ("body_group",))),
        FormSection(M("In force"), (("valid_from",), ("valid_to",), ("replaced_by",))),
    ),
)

OFFICE: Final = View(
    kind="office",
    columns=(ListColumn("name", 40),),
    sections=(FormSection(M("Names"), (("superior",), ("name",), ("place",))),),
)

CALENDAR: Final = View(
    kind="calendar",
    columns=(ListColumn("day", 10), ListColumn("works", 12), ListColumn("reason", 30)),
    sections=(FormSection(M("Day"), (("day",), ("works",), ("reason",))),),
)
