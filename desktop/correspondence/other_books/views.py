"""How case files, post and loans are seen: their columns, and the rhythm of their forms."""

from typing import Final

from desktop.language.words import M
from desktop.records.views import FormSection, ListColumn, View

CASE_FILES: Final = View(
    kind="case_files",
    columns=(
        ListColumn("year", 7, M("Year")),
        ListColumn("code", 11, M("File no.")),
        ListColumn("title", 42),
        ListColumn("ended_on", 17, M("Ended")),
        ListColumn("archived_on", 10, M("Archived")),
        ListColumn("retention", 11, M("Kept for")),
        ListColumn("keeper", 20),
        ListColumn("started_on", 10, M("Started")),
        ListColumn("heading", 30, M("Section")),
    ),
    sections=(
        FormSection(
            M("Plan"),
            (("year", "code"), ("title",), ("heading",), ("retention",), ("keeper",)),
        ),
        FormSection(
            M("Course"),
            (("started_on", "ended_on"), ("archived_on",), ("note",)),
        ),
    ),
)

DISPATCHES: Final = View(
    kind="dispatches",
    columns=(
        ListColumn("sent_on", 10, M("Sent")),
        ListColumn("symbols", 30),
        ListColumn("recipient", 46),
        ListColumn("envelopes", 9, M("Envelopes")),
        ListColumn("receipt", 24, M("Signed for")),
        ListColumn("note", 24),
    ),
    sections=(
        FormSection(
            M("Post"),
            (
                ("sent_on", "envelopes"),
                ("symbols",),
                ("recipient",),
                ("receipt",),
                ("note",),
            ),
        ),
    ),
)

LOANS: Final = View(
    kind="loans",
    columns=(
        ListColumn("lent_on", 10, M("Lent")),
        ListColumn("borrower", 18),
        ListColumn("symbol", 24),
        ListColumn("due_back_on", 20, M("Due back")),
        ListColumn("returned_on", 10, M("Returned")),
        ListColumn("subject", 44),
        ListColumn("case_files", 14),
        ListColumn("allowed_by", 20),
    ),
    sections=(
        FormSection(
            M("Loan"),
            (
                ("lent_on", "due_back_on"),
                ("outgoing",),
                ("symbol",),
                ("subject",),
                ("case_files",),
                ("borrower",),
                ("receipt",),
                ("allowed_by",),
            ),
        ),
        FormSection(M("Return"), (("returned_on",), ("note",))),
    ),
)
