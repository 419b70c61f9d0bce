"""How documents are seen: columns of the list, rhythm of the form, headings of other registers."""

from typing import Final

from desktop.language.words import M
from desktop.records.views import FormSection, ListColumn, View

INCOMING: Final = View(
    kind="incoming",
    columns=(
        ListColumn("number", 6, M("No.")),
        ListColumn("arrived_on", 10, M("Arrived")),
        ListColumn("issuer", 18),
        ListColumn("symbol", 15, M("Number, symbol")),
        ListColumn("subject", 60),
        ListColumn("document_kind", 14, M("Kind")),
        ListColumn("document_date", 10, M("Dated")),
        ListColumn("receivers", 24, M("Receiver")),
        ListColumn("forwarded_on", 10, M("Forwarded")),
        ListColumn("series", 8),
        ListColumn("urgency", 12),
        ListColumn("due_on", 10, M("Due")),
    ),
    sections=(
        FormSection(
            M("Register"),
            (
                ("series", "arrived_on"),
                ("issuer",),
                ("symbol", "document_date"),
                ("document_kind",),
                ("subject",),
                ("receivers",),
            ),
        ),
        FormSection(
            M("Handling"),
            (
                ("forwarded_on", "due_on"),
                ("receipt",),
                ("direction",),
                ("co_units",),
                ("handler", "settled_on"),
                ("progress",),
                ("urgency", "channel"),
            ),
        ),
        FormSection(
            M("Description"),
            (
                ("signer",),
                ("signer_position",),
                ("pages", "copies"),
                ("annexes",),
                ("language", "secrecy"),
                ("case_files", "file_ordinal"),
                ("replies_to",),
                ("received_again",),
                ("date_reason",),
                ("note",),
            ),
        ),
    ),
    given=(
        "year",
        "number",
        "suffix",
        "standing",
        "standing_reason",
        "changed_by",
    ),  # given at registration
)

OUTGOING: Final = View(
    kind="outgoing",
    columns=(
        ListColumn("symbol", 18),
        ListColumn("document_date", 10, M("Dated")),
        ListColumn("document_kind", 14, M("Kind")),
        ListColumn("subject", 60),
        ListColumn("signer", 20),
        ListColumn("recipients", 34),
        ListColumn("drafting_unit", 22),
        ListColumn("copies", 9, M("Copies")),
        ListColumn("forwarded_on", 10, M("Handed over")),
        ListColumn("series", 10),
        ListColumn("number", 6, M("No.")),
        ListColumn("urgency", 12),
    ),
    sections=(
        FormSection(
            M("Register"),
            (
                ("document_kind", "document_date"),
                ("series",),
                ("drafting_unit",),
                ("subject",),
                ("signer",),
                ("recipients",),
                ("replies_to",),
            ),
        ),
        FormSection(
            M("Dispatch"),
            (
                ("file_copy_holder",),
                ("copies", "forwarded_on"),
                ("receipt",),
                ("due_on", "urgency"),
                ("channel",),
            ),
        ),
        FormSection(
            M("Description"),
            (
                ("issuer",),
                ("capacity",),
                ("signer_position",),
                ("pages", "language"),
                ("annexes",),
                ("secrecy",),
                ("case_files", "file_ordinal"),
                ("date_reason",),
                ("note",),
            ),
        ),
    ),
    given=(
        "year",
        "number",
        "suffix",
        "symbol",
        "standing",
        "standing_reason",
        "changed_by",
    ),  # given at registration
)

SERIES: Final = View(
    kind="series",
    columns=(
        ListColumn("code", 10),
        ListColumn("name", 34),
        ListColumn("register", 16),
    ),
    sections=(
        FormSection(M("Series"), (("register",), ("code",), ("name",))),
        FormSection(M("Symbol"), (("issuer",), ("template",))),
        FormSection(M("Proposed for"), (("kinds",), ("body_groups",))),
    ),
)

VIEWS: Final = {view.kind: view for view in (INCOMING, OUTGOING)}

# Fields that keep their value for the next document until the secretary says otherwise.
STICKY: Final = {
    "incoming": ("series", "arrived_on", "channel"),
    "outgoing": ("document_date", "drafting_unit", "signer", "file_copy_holder"),
}

# Headings under which the statutory registers, other programs and hand-kept books write these
# fields, without marks; the labels of the program are known besides.
_COMMON_HEADINGS: Final = {
    "symbol": ("so ky hieu", "so hieu", "so van ban", "ky hieu"),
    "document_date": (
        "ngay van ban",
        "ngay ban hanh",
        "ngay thang",
        "ngay ky",
        "ngay thang van ban",
    ),
    "document_kind": ("loai van ban", "ten loai", "loai"),
    "subject": (
        "trich yeu",
        "trich yeu noi dung",
        "noi dung",
        "ve viec",
        "ten loai va trich yeu noi dung van ban",
    ),
    "forwarded_on": ("ngay chuyen",),
    "receipt": ("ky nhan",),
    "signer": ("nguoi ky",),
    "urgency": ("do khan", "muc do khan"),
    "secrecy": ("do mat",),
    "pages": ("so trang", "so to"),
    "note": ("ghi chu",),
}
HEADINGS: Final = {
    "incoming": {
        **_COMMON_HEADINGS,
        "number": ("so den", "so thu tu den", "stt den"),
        "arrived_on": ("ngay den", "ngay nhan"),
        "issuer": ("tac gia", "co quan ban hanh", "noi gui", "don vi gui", "co quan gui"),
        "receivers": ("don vi nhan", "nguoi nhan", "don vi xu ly", "don vi hoac nguoi nhan"),
        "due_on": ("han xu ly", "thoi han giai quyet", "thoi han"),
    },
    "outgoing": {
        **_COMMON_HEADINGS,
        "number": ("so di", "so thu tu di"),
        "issuer": ("co quan ban hanh", "tac gia"),
        "recipients": ("noi nhan", "don vi nhan", "noi nhan van ban"),
        "drafting_unit": ("don vi soan thao", "don vi soan"),
        "file_copy_holder": ("don vi nguoi nhan ban luu",),
        "copies": ("so ban", "so luong ban"),
    },
}
