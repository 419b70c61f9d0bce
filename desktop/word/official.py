"""The template of a paper in the official layout (Decree 30/2020/NĐ-CP, Appendix I)."""

from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from desktop.language.words import M
from desktop.sheets.filling import PaperText
from desktop.sheets.margins import (
    A4,
    BOTTOM,
    LEFT,
    PAGE_NUMBER_FROM_TOP,
    PAGE_NUMBER_SIZE,
    PAPERS,
    RIGHT,
    TOP,
)
from desktop.sheets.parts import LEFT_OF_LETTERHEAD, MOTTO, REPUBLIC
from desktop.sheets.replacing import taking_the_place_of
from desktop.sheets.sheet import Signature

_FONT: Final = "Times New Roman"
_WIDTH: Final = PAPERS[A4][0] - LEFT - RIGHT
_FIRST_LINE: Final = 12.7  # mm
_LINES_TO_SIGN: Final = 4
_RULE: Final = "―"  # short rules under names, as letters
_SHORT_RULE: Final = 8
_LONG_RULE: Final = 17


def write_template(paper: PaperText, path: Path) -> None:
    """Write a paper with its fields open, for the office to change as it likes."""
    document = _blank()
    _letterhead(document)
    for block in paper.blocks:
        _STYLES[block.style](document.add_paragraph(), block.text)
    _ending(document, paper)
    path.parent.mkdir(parents=True, exist_ok=True)
    refusal = M("{name} is a folder: name a file.", name=path.name)
    with taking_the_place_of(path, in_place_of_folder=refusal) as file:
        document.save(file)


def _blank() -> Document:
    """An empty A4 page with margins, letters and the number at its head."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAPERS[A4])
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(PAGE_NUMBER_FROM_TOP)
    section.different_first_page_header_footer = True  # no number on page one
    usual: Any = document.styles["Normal"]
    usual.font.name, usual.font.size = _FONT, Pt(13)
    # Letters with marks are set in the font of “East Asia” by some programs.
    usual.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    usual.paragraph_format.space_after = Pt(0)
    _number_pages(section.header.paragraphs[0])
    return document


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(PAGE_NUMBER_SIZE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - python-docx has no words for a page number


def _table(document: Document, widths: tuple[float, ...]) -> Table:
    """Columns without rules, so many millimetres wide."""
    table: Table = document.add_table(rows=1, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    cells = table.rows[0].cells
    for column, cell, width in zip(table.columns, cells, widths, strict=True):
        # Word asks the cell, LibreOffice the column.
        column.width = cell.width = Mm(width)
    return table


def _letterhead(document: Document) -> None:
    left = _WIDTH * LEFT_OF_LETTERHEAD
    issuer, state = _table(document, (left, _WIDTH - left)).rows[0].cells
    _centred(issuer, "{{superior}}", 12)
    _centred(issuer, "{{office}}", 12, bold=True)
    _centred(issuer, _RULE * _SHORT_RULE, 6)
    _centred(issuer, "{{number_line}}", 13)
    _centred(state, REPUBLIC, 12, bold=True)
    _centred(state, MOTTO, 13, bold=True)
    _centred(state, _RULE * _LONG_RULE, 6)
    _centred(state, "{{place_and_date}}", 13, italic=True)


def _ending(document: Document, paper: PaperText) -> None:
    """Who gets it at the left, who signs at the right; or two who sign beside each other."""
    document.add_paragraph()
    half = _WIDTH / 2
    left, right = _table(document, (half, half)).rows[0].cells
    if len(paper.signatures) > 1:
        for cell, signature in zip((left, right), paper.signatures, strict=False):
            _sign(cell, signature)
        document.add_paragraph()
        left, _ = _table(document, (half, half)).rows[0].cells
    elif paper.signatures:
        _sign(right, paper.signatures[0])
    for place, line in enumerate(paper.copies):
        said = _next(left)
        run = said.add_run(f"- {line}" if place else line)
        run.font.size = Pt(11 if place else 12)
        run.bold = run.italic = not place


def _sign(cell: _Cell, signature: Signature) -> None:
    _centred(cell, signature.title, 13, bold=True)
    for _ in range(_LINES_TO_SIGN):
        _centred(cell, "", 13)
    _centred(cell, signature.name, 13, bold=True)


def _centred(
    cell: _Cell, text: str, points: float, *, bold: bool = False, italic: bool = False
) -> None:
    paragraph = _next(cell)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(points), bold, italic


def _next(cell: _Cell) -> Paragraph:
    """The empty paragraph that a cell begins with, then new ones."""
    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and not first.runs
    found: Paragraph = first if fresh else cell.add_paragraph()
    return found


def _title(paragraph: Paragraph, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(18)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(14), True


def _subject(paragraph: Paragraph, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(12)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(14), True


def _body(paragraph: Paragraph, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shape = paragraph.paragraph_format
    shape.first_line_indent = Mm(_FIRST_LINE)
    shape.space_before = shape.space_after = Pt(3)
    paragraph.add_run(text).font.size = Pt(14)


def _heading(paragraph: Paragraph, text: str) -> None:
    _body(paragraph, text)
    paragraph.runs[0].bold = True
    paragraph.paragraph_format.keep_with_next = True


_STYLES: Final = {"title": _title, "subject": _subject, "body": _body, "heading": _heading}
