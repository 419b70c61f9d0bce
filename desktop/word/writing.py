"""Writing papers: a template of the office, its fields filled in, everything else as it is."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from desktop.errors import Trouble
from desktop.language.words import M
from desktop.sheets.filling import FIELD, Filling, fill, names_in
from desktop.sheets.replacing import taking_the_place_of

_LARGEST: Final = 20_000_000  # bytes


def write_paper(template: Path, filling: Filling, path: Path) -> None:
    """Fill a template into a new paper; what the office changed in the template stays as it is.

    Raises Trouble where the template cannot be read, or asks for a field that is not known.
    """
    document = _read(template)
    _refuse_unknown(document, filling, template)
    for table in list(_tables(document)):
        _fill_rows(table, filling)
    for paragraph in list(_paragraphs(document)):
        _fill_paragraph(paragraph, filling)
    refusal = M("{name} is a folder: name a file.", name=path.name)
    with taking_the_place_of(path, in_place_of_folder=refusal) as file:
        document.save(file)


def _read(template: Path) -> Document:
    unreadable = M("{name} is no readable .docx: make the template anew.", name=template.name)
    try:
        size = template.stat().st_size
        document = docx.Document(str(template)) if size <= _LARGEST else None
    except OSError as error:
        message = M("The template {name} cannot be opened.", name=template.name)
        raise Trouble(message) from error
    except Exception as error:  # whatever a damaged file makes its reader stumble over
        raise Trouble(unreadable) from error
    if document is None:
        raise Trouble(unreadable)
    return document


def _refuse_unknown(document: Document, filling: Filling, template: Path) -> None:
    said = [paragraph.text for paragraph in _paragraphs(document)]
    unknown = [name for text in said for name in names_in(text) if not filling.knows(name)]
    if unknown:
        raise Trouble(
            M(
                "The template {name} asks for {field}, which is not known; known are: {known}.",
                name=template.name,
                field="{{" + unknown[0] + "}}",
                known=", ".join(sorted(filling.texts)),
            )
        )


# Where text stands


def _parts(document: Document) -> Iterator[Any]:
    yield document
    for section in document.sections:
        yield from (section.header, section.footer)
        yield from (section.first_page_header, section.first_page_footer)


def _tables(document: Document) -> Iterator[Table]:
    waiting = [table for part in _parts(document) for table in part.tables]
    while waiting:
        table = waiting.pop()
        yield table
        waiting += [inner for row in table.rows for cell in row.cells for inner in cell.tables]


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for part in _parts(document):
        yield from part.paragraphs
    for table in _tables(document):
        for cell in dict.fromkeys(cell._tc for row in table.rows for cell in row.cells):  # noqa: SLF001 - a merged cell is met once for each of its columns
            for element in cell.findall(qn("w:p")):
                yield Paragraph(element, table)


# Filling


def _fill_rows(table: Table, filling: Filling) -> None:
    """A row that asks for people.name is repeated for each of the people."""
    for row in list(table.rows):
        names = [name for cell in row.cells for name in names_in(cell.text) if "." in name]
        if names:
            _repeat(row, table, names[0].partition(".")[0], filling)


def _repeat(row: _Row, table: Table, group: str, filling: Filling) -> None:
    for texts in filling.rows[group]:
        copied = deepcopy(row._tr)  # noqa: SLF001 - python-docx cannot copy a row
        row._tr.addprevious(copied)  # noqa: SLF001
        own = Filling({f"{group}.{name}": text for name, text in texts.items()})
        for element in copied.iter(qn("w:p")):
            _fill_one(Paragraph(element, table), own, 0)
    row._tr.getparent().remove(row._tr)  # noqa: SLF001


def _fill_paragraph(paragraph: Paragraph, filling: Filling) -> None:
    """A paragraph becomes as many as its fields have lines; without any, it is taken out."""
    text = paragraph.text
    if not names_in(text):
        return
    element = paragraph._p  # noqa: SLF001 - python-docx cannot copy a paragraph
    count = len(fill(text, filling))
    blank = deepcopy(element)
    for place in range(1, count):
        copied = deepcopy(blank)
        element.getparent()[element.getparent().index(element) + place - 1].addnext(copied)
        _fill_one(Paragraph(copied, paragraph._parent), filling, place)  # noqa: SLF001
    _fill_one(paragraph, filling, 0)
    if count == 0 and not _is_needed(element):
        element.getparent().remove(element)


def _is_needed(element: Any) -> bool:
    """A cell must hold a paragraph, be it an empty one."""
    parent = element.getparent()
    return bool(parent.tag == qn("w:tc") and len(parent.findall(qn("w:p"))) == 1)


def _fill_one(paragraph: Paragraph, filling: Filling, place: int) -> None:
    """Fill fields run by run: each text stands in the letters in which its field was typed."""
    while found := FIELD.search("".join(run.text for run in paragraph.runs)):
        said = filling.line(found[1], place).replace("{{", "{ {")  # what was typed is no field
        _replace(paragraph, found.start(), found.end(), said)


def _replace(paragraph: Paragraph, start: int, end: int, text: str) -> None:
    """Put a text in the place of letters that Word may have split over several runs."""
    at = 0
    for run in paragraph.runs:
        length = len(run.text)
        first, last = max(start - at, 0), min(end - at, length)
        at += length
        if first < last:
            run.text = run.text[:first] + text + run.text[last:]
            text = ""
