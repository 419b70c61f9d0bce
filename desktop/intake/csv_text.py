"""A table as text: encoding, delimiter, quotes, and the physical line of each record."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import Final

from desktop.errors import Trouble
from desktop.intake.tables import TableRow
from desktop.language.words import M

# The rarest in prose comes first, as of two that agree equally well the first is taken.
DELIMITERS: Final = ("\t", "|", ";", ",")
MOST_CELLS: Final = 5_000_000
SAMPLE_LETTERS: Final = 200_000
SAMPLE_RECORDS: Final = 100
# Excel writes the delimiter into the first line of some files.
DELIMITER_LINE: Final = re.compile(r'sep=([^\r\n"])(?:\r\n|\r|\n|$)', re.IGNORECASE)
BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Stands after the last line: if it ends up inside a cell, a quotation mark was never closed.
END: Final = "\0"


def text_rows(name: str, data: bytes) -> Iterator[TableRow]:
    """Yield the records of a text file, each with the line on which it begins."""
    text = _decoded(name, data)
    told = DELIMITER_LINE.match(text)
    if told:
        yield from _records(name, text[told.end() :], told[1], first_line=2)
    else:
        yield from _records(name, text, _delimiter(text[:SAMPLE_LETTERS]), first_line=1)


def _decoded(name: str, data: bytes) -> str:
    for encoding, mark in _encodings(data):
        with suppress(UnicodeDecodeError):
            text = data[mark:].decode(encoding)
            if END not in text:
                return text
    raise Trouble(
        M("The letters of {name} cannot be told; save it from Excel as CSV UTF-8.", name=name)
    )


def _encodings(data: bytes) -> list[tuple[str, int]]:
    """The encodings that may fit, each with the length of its mark; a mark leaves no doubt."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [(encoding, len(mark))]
    return [("utf-8", 0), ("cp1258", 0)]


def _delimiter(sample: str) -> str:
    return max(DELIMITERS, key=partial(_agreement, sample))


def _agreement(sample: str, delimiter: str) -> tuple[int, int]:
    """How many records are cut into equally many cells, and into how many."""
    widths: list[int] = []
    with suppress(csv.Error):
        widths.extend(map(len, islice(_reader(sample, delimiter), SAMPLE_RECORDS)))
    widths = [width for width in widths if width]
    if not widths or widths[0] == 1:  # the headings are not cut at all
        return 0, 1
    width, records = Counter(width for width in widths if width > 1).most_common(1)[0]
    return records, width


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _records(name: str, text: str, delimiter: str, *, first_line: int) -> Iterator[TableRow]:
    reader = csv.reader(chain(io.StringIO(text, newline=""), [END]), delimiter=delimiter)
    line, cells = first_line, 0
    try:
        for record in reader:
            if record == [END]:
                return
            if record and record[-1].endswith(END):
                raise _never_closed(name, line)
            cells += len(record)
            if cells > MOST_CELLS:
                raise _too_many(name)
            yield TableRow(line, tuple(record))
            line = first_line + reader.line_num
    except csv.Error:  # a cell longer than the reader takes
        raise _never_closed(name, line) from None


def _never_closed(name: str, line: int) -> Trouble:
    return Trouble(
        M(
            "In {name}, a quotation mark opened in line {line} is never closed; "
            "put it right and choose the file again.",
            name=name,
            line=line,
        )
    )


def _too_many(name: str) -> Trouble:
    return Trouble(
        M(
            "{name} has more than {count} cells; divide it into smaller files.",
            name=name,
            count=MOST_CELLS,
        )
    )
