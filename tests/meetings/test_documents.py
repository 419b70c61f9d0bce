"""Papers of a meeting: written as .docx and read back, changed by the office, printed."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm, Pt

from desktop.correspondence.outgoing import OutgoingDocument
from desktop.errors import Trouble
from desktop.meetings.around import Conclusion, Participant
from desktop.meetings.documents import Known, filling_of, paper_text, when
from desktop.meetings.meeting import Meeting
from desktop.meetings.paper_sheets import paper_page
from desktop.meetings.word_papers import template_in, write_word
from desktop.office.identity import Office
from desktop.printing.layout import Layout
from desktop.printing.lines import Width
from desktop.printing.marks import Style
from desktop.sheets.filling import Filling, fill, names_in
from desktop.word.writing import write_paper

MEETING = Meeting(
    id=7,
    meeting_kind="giai-quyet",
    title="Họp về tiến độ dự án",
    day=date(2026, 3, 12),
    starts_at=time(8),
    ends_at=time(10, 30),
    chair="Mai Đình Thuận",
    room="Phòng họp số 1",
    specialist="Trần Viết Lâm",
)
PEOPLE = (
    Participant(meeting=7, name="Mai Đình Thuận", post="Phó Chủ tịch", attendance="co-mat"),
    Participant(meeting=7, name="Lê Duy Thông", body="Sở Tài chính", attendance="co-mat"),
    Participant(
        meeting=7,
        name="Hà Minh Luyện",
        post="Phó Giám đốc",
        body="Sở Xây dựng",
        attendance="vang-co-phep",
        reason="Đi công tác",
    ),
)
CONCLUSIONS = (
    Conclusion(meeting=7, place=1, text="Sở Tài chính bố trí vốn."),
    Conclusion(meeting=7, place=2, text="Sở Xây dựng báo cáo trước ngày 20/3."),
)
NOTICE = OutgoingDocument(
    series="UBND-TB",
    number=12,
    symbol="12/TB-UBND",
    document_date=date(2026, 3, 13),
    issuer="Ủy ban nhân dân tỉnh",
    document_kind="thong-bao",
    subject="Kết luận của Mai Đình Thuận tại cuộc họp",
    capacity="kt",
    signer="Mai Đình Thuận",
    signer_position="Phó Chủ tịch",
    recipients=("Sở Tài chính", "Sở Xây dựng"),
)
KNOWN = Known(
    office=Office(superior="Ủy ban nhân dân tỉnh Hà Tĩnh", name="Văn phòng", place="Hà Tĩnh"),
    meeting=MEETING,
    people=PEOPLE,
    conclusions=CONCLUSIONS,
)
NOTIFIED = Known(**{**vars(KNOWN), "document": NOTICE})


def written(name: str, known: Known, folder: Path) -> Any:
    path = folder / "paper.docx"
    write_word(name, known, path, templates=folder / "templates")
    return docx.Document(str(path))


def body(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def cells(document: Any) -> list[list[str]]:
    return [
        [line for line in cell.text.split("\n") if line.strip("―")]
        for table in document.tables
        for cell in table.rows[0].cells
    ]


def test_notice_says_what_was_concluded(tmp_path: Path) -> None:
    document = written("conclusion-notice", NOTIFIED, tmp_path)
    assert body(document) == [
        "THÔNG BÁO",
        "Kết luận của Mai Đình Thuận tại cuộc họp",
        (
            "Ngày 12/03/2026, tại Phòng họp số 1, Mai Đình Thuận đã chủ trì cuộc họp "
            "“Họp về tiến độ dự án”. Tham dự có: Mai Đình Thuận, Phó Chủ tịch; "
            "Lê Duy Thông (Sở Tài chính)."
        ),
        "Sau khi nghe báo cáo và ý kiến của các đại biểu, Mai Đình Thuận kết luận như sau:",
        "1. Sở Tài chính bố trí vốn.",
        "2. Sở Xây dựng báo cáo trước ngày 20/3.",
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH thông báo để các cơ quan, đơn vị biết và thực hiện./.",
    ]
    assert cells(document) == [
        ["ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "Số: 12/TB-UBND"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hà Tĩnh, ngày 13 tháng 3 năm 2026",
        ],
        ["Nơi nhận:", "- Sở Tài chính;", "- Sở Xây dựng;", "- Lưu: VT."],
        ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Mai Đình Thuận"],
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "08 giờ 00 phút, ngày 12 tháng 3 năm 2026"),
        ({"starts_at": None}, "Sáng, ngày 12 tháng 3 năm 2026"),
        ({"starts_at": None, "ends_at": None}, "Cả ngày, ngày 12 tháng 3 năm 2026"),
    ],
)
def test_papers_say_when_it_is_as_the_schedule_does(facts: dict[str, Any], said: str) -> None:
    assert when(replace(MEETING, **facts)) == said


def test_minutes_name_who_came_and_who_signs(tmp_path: Path) -> None:
    known = Known(**{**vars(KNOWN), "agenda": ("Thông qua biên bản",)})
    document = written("minutes", known, tmp_path)
    assert body(document) == [
        "BIÊN BẢN",
        "Họp về tiến độ dự án",
        "Thời gian bắt đầu: 08 giờ 00 phút, ngày 12 tháng 3 năm 2026",
        "Địa điểm: Phòng họp số 1",
        "Thành phần tham dự: Mai Đình Thuận, Phó Chủ tịch; Lê Duy Thông (Sở Tài chính)",
        "Vắng: Hà Minh Luyện, Phó Giám đốc (Sở Xây dựng) (lý do: Đi công tác)",
        "Chủ trì (chủ tọa): Mai Đình Thuận",
        "Thư ký (người ghi biên bản): Trần Viết Lâm",
        "Nội dung (theo diễn biến cuộc họp):",
        "1. Thông qua biên bản",
        "Kết luận:",
        "1. Sở Tài chính bố trí vốn.",
        "2. Sở Xây dựng báo cáo trước ngày 20/3.",
        "Cuộc họp kết thúc vào 10 giờ 30 phút, ngày 12 tháng 3 năm 2026./.",
    ]
    assert cells(document)[2:4] == [["THƯ KÝ", "Trần Viết Lâm"], ["CHỦ TỌA", "Mai Đình Thuận"]]


def test_invitation_states_all_that_is_asked(tmp_path: Path) -> None:
    said = " ".join(body(written("invitation", NOTIFIED, tmp_path)))
    for stated in ("Mai Đình Thuận", "Sở Tài chính", "08 giờ 00", "Phòng họp số 1", "tiến độ"):
        assert stated in said


def test_layout_is_that_of_the_decree(tmp_path: Path) -> None:
    document = written("minutes", KNOWN, tmp_path)
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer is True
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    title, subject = (
        document.paragraphs[1:3] if not document.paragraphs[0].text else (document.paragraphs[0:2])
    )
    assert [(one.runs[0].font.size, one.runs[0].bold) for one in (title, subject)] == [
        (Pt(14), True),
        (Pt(14), True),
    ]
    first = next(one for one in document.paragraphs if one.text.startswith("Thời gian"))
    assert round(first.paragraph_format.first_line_indent / Mm(1), 1) == 12.7


def test_template_that_the_office_changed_is_kept(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    template = template_in(templates, "minutes")
    changed = docx.Document(str(template))
    for paragraph in list(changed.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    line = changed.add_paragraph("Họp: ")
    line.add_run("{{ti").italic = True
    line.add_run("tle}}").bold = True
    line.add_run(" do {{ chair }} chủ trì")
    changed.save(str(template))
    document = written("minutes", KNOWN, tmp_path)
    (found,) = [one for one in document.paragraphs if one.text]
    assert found.text == "Họp: Họp về tiến độ dự án do Mai Đình Thuận chủ trì"
    assert [(run.text, run.italic, run.bold) for run in found.runs] == [
        ("Họp: ", None, None),
        ("Họp về tiến độ dự án", True, None),
        ("", None, True),
        (" do Mai Đình Thuận chủ trì", None, None),
    ]


def test_row_with_people_is_repeated_for_each(tmp_path: Path) -> None:
    template = tmp_path / "list.docx"
    plain = docx.Document()
    table = plain.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells),
        ("TT", "Tên", "{{people.number}}", "{{people.name}}"),
        strict=True,
    ):
        cell.text = text
    plain.save(str(template))
    write_paper(template, filling_of(KNOWN), tmp_path / "out.docx")
    (found,) = docx.Document(str(tmp_path / "out.docx")).tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["TT", "Tên"],
        ["1", "Mai Đình Thuận"],
        ["2", "Lê Duy Thông"],
        ["3", "Hà Minh Luyện"],
    ]


def test_unknown_field_is_named(tmp_path: Path) -> None:
    template = tmp_path / "own.docx"
    plain = docx.Document()
    plain.add_paragraph("{{chiar}}")
    plain.save(str(template))
    with pytest.raises(Trouble, match=r"own\.docx asks for \{\{chiar\}\}.*chair"):
        write_paper(template, filling_of(KNOWN), tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"plain text"])
def test_broken_template_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    template = tmp_path / "own.docx"
    template.write_bytes(content)
    with pytest.raises(Trouble, match="no readable"):
        write_paper(template, filling_of(KNOWN), tmp_path / "out.docx")


def test_typed_braces_are_no_fields(tmp_path: Path) -> None:
    template = tmp_path / "own.docx"
    plain = docx.Document()
    plain.add_paragraph("{{title}}")
    plain.save(str(template))
    write_paper(template, Filling({"title": "{{title}}"}), tmp_path / "out.docx")
    assert body(docx.Document(str(tmp_path / "out.docx"))) == ["{ {title}}"]


def test_every_field_of_the_wordings_is_known() -> None:
    filling = filling_of(NOTIFIED)
    for name in ("invitation", "minutes", "conclusion-notice"):
        paper = paper_text(name)
        for text in (*(block.text for block in paper.blocks), *paper.copies):
            fill(text, filling)
            assert all(filling.knows(found) for found in names_in(text))


def measure(style: Style) -> Width:
    """Here every letter is half as wide as it is high."""
    return lambda text: len(text) * style.size / 2


def test_page_of_a_notice_holds_the_same_words() -> None:
    pages = list(Layout(paper_page("conclusion-notice", NOTIFIED), measure).pages())
    said = " ".join(text.said for page in pages for text in page.texts)
    for stated in ("THÔNG BÁO", "1. Sở Tài chính bố trí vốn.", "KT. CHỦ TỊCH", "- Sở Xây dựng;"):
        assert stated in said
    assert len(pages) == 1
    assert all(rule.y1 == rule.y2 for rule in pages[0].rules)  # letterhead only, no table


def test_long_minutes_run_on_and_sign_below_their_last_words() -> None:
    many = tuple(
        Conclusion(meeting=7, place=place, text=f"Kết luận số {place} " + "rất dài " * 12)
        for place in range(1, 61)
    )
    known = Known(**{**vars(KNOWN), "conclusions": many})
    pages = list(Layout(paper_page("minutes", known), measure).pages())
    said = [[text.said for text in page.texts] for page in pages]
    assert len(pages) > 2
    assert any("Kết luận số 1 " in line for line in said[0])
    assert "CHỦ TỌA" in said[-1]
    assert any("kết thúc" in line for line in said[-1])
    begun = [line for page in said for line in page if ". Kết luận số" in line]
    assert [int(line.split(".")[0]) for line in begun] == list(range(1, 61))
