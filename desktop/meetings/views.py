"""How meetings, rooms, templates and series are seen: columns, and the rhythm of their forms."""

from dataclasses import replace
from typing import Final

from desktop.language.words import M
from desktop.meetings.meeting import OF_GROUP, group_of
from desktop.records.views import FormSection, ListColumn, View

MEETINGS: Final = View(
    kind="meetings",
    columns=(
        ListColumn("day", 10),
        ListColumn("starts_at", 12, M("Hours")),
        ListColumn("title", 48),
        ListColumn("chair", 18),
        ListColumn("room", 16),
        ListColumn("place", 20),
        ListColumn("leaders", 28),
        ListColumn("state", 12),
        ListColumn("meeting_kind", 20, M("Kind")),
        ListColumn("preparing_body", 22),
        ListColumn("specialist", 18),
        ListColumn("car", 10),
        ListColumn("checklist", 26, M("To prepare")),
    ),
    sections=(
        FormSection(
            M("Meeting"),
            (
                ("meeting_kind",),
                ("title",),
                ("day", "last_day"),
                ("starts_at", "ends_at"),
                ("part",),
                ("room",),
                ("place",),
                ("chair",),
                ("leaders",),
                ("invited",),
                ("clash_reason",),
            ),
        ),
        FormSection(
            M("Delegation"),
            (("level", "delegation_size"), ("delegation",), ("delegation_head",)),
        ),
        FormSection(
            M("Citizen reception"),
            (("turns", "persons"), ("group_cases",), ("outcome",)),
        ),
        FormSection(
            M("Preparation"),
            (
                ("preparing_body",),
                ("specialist",),
                ("car",),
                ("form", "hosting"),
                ("checklist",),
                ("prepared",),
                ("needs",),
                ("request",),
                ("invitation",),
            ),
        ),
        FormSection(M("State"), (("state",), ("state_reason",), ("note",))),
    ),
    given=("series",),  # by the series that a meeting was made of
)

ROOMS: Final = View(
    kind="rooms",
    columns=(
        ListColumn("name", 26),
        ListColumn("seats", 7),
        ListColumn("equipment", 34),
        ListColumn("closed_from", 12),
        ListColumn("closed_to", 12),
        ListColumn("closed_reason", 24),
    ),
    sections=(
        FormSection(M("Room"), (("name",), ("seats",), ("equipment",))),
        FormSection(M("Closed"), (("closed_from", "closed_to"), ("closed_reason",))),
    ),
)

TEMPLATES: Final = View(
    kind="meeting_templates",
    columns=(
        ListColumn("name", 24),
        ListColumn("meeting_kind", 20, M("Kind")),
        ListColumn("title", 40),
        ListColumn("starts_at", 7),
        ListColumn("minutes", 8, M("Min.")),
        ListColumn("room", 16),
        ListColumn("chair", 18),
    ),
    sections=(
        FormSection(
            M("Template"),
            (
                ("name",),
                ("meeting_kind",),
                ("title",),
                ("starts_at", "minutes"),
                ("part",),
                ("room",),
                ("place",),
                ("chair",),
                ("leaders",),
                ("invited",),
            ),
        ),
        FormSection(
            M("Preparation"),
            (
                ("preparing_body",),
                ("specialist",),
                ("car",),
                ("form", "hosting"),
                ("checklist",),
                ("needs",),
                ("note",),
            ),
        ),
    ),
)

SERIES: Final = View(
    kind="meeting_series",
    columns=(
        ListColumn("name", 28),
        ListColumn("template", 24),
        ListColumn("rhythm", 18),
        ListColumn("weekday", 8, M("Weekday")),
        ListColumn("day_of_month", 8, M("Day")),
        ListColumn("first_day", 10),
        ListColumn("last_day", 10),
    ),
    sections=(
        FormSection(
            M("Meeting series"),
            (
                ("template",),
                ("name",),
                ("rhythm",),
                ("weekday", "day_of_month"),
                ("first_day", "last_day"),
            ),
        ),
    ),
)

PARTICIPANTS: Final = View(
    kind="participants",
    columns=(
        ListColumn("meeting", 40),
        ListColumn("rank", 6, M("No.")),
        ListColumn("name", 22),
        ListColumn("post", 20),
        ListColumn("body", 22),
        ListColumn("role", 12),
        ListColumn("attendance", 16),
        ListColumn("reason", 20),
    ),
    sections=(
        FormSection(
            M("Participant"),
            (("meeting",), ("name",), ("post",), ("body",), ("role", "rank")),
        ),
        FormSection(M("Attendance"), (("attendance",), ("reason",))),
    ),
)

VIEWS: Final = {view.kind: view for view in (MEETINGS, ROOMS, TEMPLATES, SERIES, PARTICIPANTS)}


def fields_beside(meeting_kind: str | None) -> frozenset[str]:
    """The fields that belong to other kinds of meeting, and do not show for this one."""
    own = OF_GROUP.get(group_of(meeting_kind), ())
    every = (name for names in OF_GROUP.values() for name in names)
    return frozenset(every) - frozenset(own)


def view_of(meeting_kind: str | None) -> View:
    """How a meeting of one kind is seen: without what belongs to others."""
    hidden = fields_beside(meeting_kind)
    sections = (_without(section, hidden) for section in MEETINGS.sections)
    return replace(MEETINGS, sections=tuple(section for section in sections if section.rows))


def _without(section: FormSection, hidden: frozenset[str]) -> FormSection:
    rows = (tuple(name for name in row if name not in hidden) for row in section.rows)
    return replace(section, rows=tuple(row for row in rows if row))
