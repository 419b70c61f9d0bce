"""Papers of a meeting as .docx, from templates that the office may change."""

from pathlib import Path

from desktop.meetings.documents import Known, filling_of, paper_text
from desktop.word.official import write_template
from desktop.word.writing import write_paper


def template_in(folder: Path, name: str) -> Path:
    """The office's own template of a paper; made where there is none yet."""
    paper = paper_text(name)
    path = folder / f"{paper.name}.docx"
    if not path.exists():
        write_template(paper, path)
    return path


def write_word(name: str, known: Known, path: Path, *, templates: Path) -> None:
    """Write one of the papers as .docx, from the template that the office may have changed."""
    write_paper(template_in(templates, name), filling_of(known), path)
