"""Pasting rows: how Excel copies cells, which column holds which field, the way round."""

from datetime import date
from typing import Any

import pytest

from desktop.correspondence.importing import bring_in
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import DOCUMENTS, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.pasting import block_rows, known_columns, pasted_table
from desktop.correspondence.views import VIEWS
from desktop.errors import Trouble
from desktop.intake.mapping import drafts
from desktop.intake.tables import Table, TableRow
from desktop.language.words import LANGUAGES, Words
from desktop.records.queries import Query
from desktop.records.record import fields_of
from desktop.storage.store import Store

EN = Words("en")
VISIBLE = ("number", "arrived_on", "issuer", "symbol", "subject")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [("a", "b"), ("c", "d")]),
        ("a\tb\nc\td", [("a", "b"), ("c", "d")]),
        ("a\t\tc\n", [("a", "", "c")]),
        ('a\t"hai\ndòng"\tc\n', [("a", "hai\ndòng", "c")]),
        ('"một\ttab"\tb', [("một\ttab", "b")]),
        ('"nói ""vâng"""\tb', [('nói "vâng"', "b")]),
        ('"Nhà nước"\tb', [('"Nhà nước"', "b")]),
        ('về "Đề án 06" năm nay\tb', [('về "Đề án 06" năm nay', "b")]),
        ('"chưa đóng\tb\nc\td', [('"chưa đóng', "b"), ("c", "d")]),
        ("a\n\nb\n", [("a",), ("",), ("b",)]),
        ("", []),
    ],
    ids=[
        "rows end as in Windows",
        "last row without an end",
        "empty cell",
        "line break in a cell",
        "tab in a cell",
        "doubled marks",
        "marks of the cell's own",
        "marks inside a cell",
        "mark never closed",
        "empty row between",
        "nothing",
    ],
)
def test_block_is_read_as_excel_copies_it(text: str, rows: list[tuple[str, ...]]) -> None:
    lines = enumerate(rows, start=1)
    assert list(block_rows(text)) == [TableRow(line, cells) for line, cells in lines]


def test_first_row_that_names_fields_is_the_head() -> None:
    text = "Ngày đến\tTác giả\tTrích yếu\n12/03/2026\tSở Y tế\tTiêm chủng\n"
    assert pasted_table(text, "incoming", VISIBLE, words=EN) == (
        Table(
            "Copied rows",
            ("Ngày đến", "Tác giả", "Trích yếu"),
            (TableRow(2, ("12/03/2026", "Sở Y tế", "Tiêm chủng")),),
        ),
        {"arrived_on": 0, "issuer": 1, "subject": 2},
    )


def test_rows_without_a_head_stand_in_the_order_of_the_list() -> None:
    text = "\t12/03/2026\tSở Y tế\t5/SYT\tTiêm chủng\n"
    table, columns = pasted_table(text, "incoming", VISIBLE, words=EN)
    assert table.rows == (TableRow(1, (None, "12/03/2026", "Sở Y tế", "5/SYT", "Tiêm chủng")),)
    assert columns == dict(zip(VISIBLE, range(5), strict=True))


def test_cells_beyond_the_list_are_kept_without_a_field() -> None:
    table, columns = pasted_table("3\t12/03\tSở Y tế", "incoming", VISIBLE[:2], words=EN)
    assert table.headings == ("Arrival number", "Arrival date", "")
    assert columns == {"number": 0, "arrived_on": 1}


def test_single_cell_that_happens_to_name_a_field_is_no_head() -> None:
    _, columns = pasted_table("Ghi chú\tSở Y tế\t12\tGấp\n", "incoming", VISIBLE, words=EN)
    assert columns == dict(zip(VISIBLE, range(5), strict=True))


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n"])
def test_nothing_to_paste_is_refused(text: str) -> None:
    with pytest.raises(Trouble):
        pasted_table(text, "incoming", VISIBLE, words=EN)


INCOMING = IncomingDocument(
    series="SN",
    year=2026,
    number=7,
    arrived_on=date(2026, 3, 12),
    issuer="Sở Nội vụ",
    symbol="15/SNV-TC",
    document_date=date(2026, 3, 10),
    document_kind="cong-van",
    subject='Về việc "Đề án 06"\ngiai đoạn hai',
    receivers=("Phòng Nội chính", "Phòng Kinh tế"),
    forwarded_on=date(2026, 3, 13),
    urgency="khan",
    due_on=date(2026, 3, 20),
)
OUTGOING = OutgoingDocument(
    series="UBND-QD",
    year=2026,
    number=3,
    symbol="03/QĐ-UBND",
    document_date=date(2026, 3, 10),
    issuer="Ủy ban nhân dân tỉnh",
    document_kind="quyet-dinh",
    subject="Phê duyệt kế hoạch",
    signer="Trần Văn An",
    recipients=("Sở Y tế", "Sở Nội vụ"),
    copies=12,
)


def copied(document: Any, names: KnownNames, language: str) -> str:
    """A row of the list as it is copied: under the heads of the list, in quotation marks."""
    words, view = Words(language), VIEWS[document.kind]
    fields = fields_of(DOCUMENTS[document.kind])
    ground = names.ground(date(2026, 3, 15), language)
    heads = [words(one.head or fields[one.field].label) for one in view.columns]
    cells = [fields[one.field].show(getattr(document, one.field), ground) for one in view.columns]
    return "\n".join("\t".join(map(_quoted, row)) for row in (heads, cells)) + "\n"


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if set(cell) & set('\t\n"') else cell


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", [INCOMING, OUTGOING], ids=["incoming", "outgoing"])
def test_rows_copied_from_a_list_are_pasted_into_another_office(
    office: Store, names: KnownNames, document: Any, language: str
) -> None:
    kind, words = document.kind, Words(language)
    visible = [column.field for column in VIEWS[kind].columns]
    table, columns = pasted_table(copied(document, names, language), kind, visible, words=words)
    assert columns == {name: place for place, name in enumerate(visible)}
    ground = names.ground(office.today, language)
    list(bring_in(office, drafts(table, columns, kind), names=names, ground=ground))
    (kept,) = office.reader.records(kind, office.reader.ids(Query(kind)))
    assert [getattr(kept, name) for name in visible] == [
        getattr(document, name) for name in visible
    ]


def test_columns_that_a_person_chose_before_win_over_headings() -> None:
    table = Table("x.csv", ("Ngày đến", "Ghi chú"), (TableRow(2, ("12/3", "a")),))
    assert known_columns(table, "incoming", {}) == {"arrived_on": 0, "note": 1}
    chosen = {"arrived_on": 0, "subject": 1}
    assert known_columns(table, "incoming", chosen) == chosen


def test_columns_that_are_no_more_are_forgotten() -> None:
    table = Table("x.csv", ("Ngày đến",), (TableRow(2, ("12/3",)),))
    assert known_columns(table, "incoming", {"subject": 4, "gone": 0}) == {"arrived_on": 0}
