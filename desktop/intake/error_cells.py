"""Finds the cells of an .xlsx where Excel shows an error, which come as empty from the reader."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile, is_zipfile

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
CELL: Final = re.compile(rb'<(?:\w+:)?c\s([^>/]*\bt="e"[^>/]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


def error_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """Return the errors of a sheet by line (from 1) and column (from 0): #N/A, #REF! and so on."""
    if not is_zipfile(path):
        return {}
    with ZipFile(path) as archive:
        part = _part(archive, sheet)
        found = archive.read(part) if part in archive.namelist() else b""
    return dict(_errors(found)) if b't="e"' in found else {}


def _part(archive: ZipFile, sheet: str) -> str:
    """The part of the archive that holds the sheet; empty if the archive does not tell plainly."""
    try:
        workbook = fromstring(archive.read(WORKBOOK))  # noqa: S314 - in the child only
        relations = fromstring(archive.read(RELATIONS))  # noqa: S314 - in the child only
    except (KeyError, ParseError):
        return ""
    numbers = [_number(element) for element in workbook.iter() if element.get("name") == sheet]
    targets = [told.get("Target", "") for told in relations if told.get("Id") in numbers]
    return urljoin("/xl/", targets[0]).lstrip("/") if targets else ""


def _number(element: Element) -> str:
    """The relation's number; Excel's own format and the strict one have two names for it."""
    return next((v for key, v in element.items() if key.endswith("relationships}id")), "")


def _errors(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, content in CELL.findall(sheet):
        place, value = PLACE.search(attributes), VALUE.search(content)
        if place and value:
            yield (int(place[2]), _column(place[1])), value[1].decode(errors="replace")


def _column(letters: bytes) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
