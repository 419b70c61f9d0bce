"""Tables as text: every way in which offices and their programs write a CSV."""

from pathlib import Path

import pytest

from desktop.errors import Trouble
from desktop.intake import csv_text
from desktop.intake.reading import Table, TableRow, read_table

REGISTER = "Số,Ngày,Trích yếu\n1512,15/12/2026,Về việc nâng lương\n"
REGISTER_READ = Table(
    "so.csv",
    ("Số", "Ngày", "Trích yếu"),
    (TableRow(2, ("1512", "15/12/2026", "Về việc nâng lương")),),
)


def read(folder: Path, content: bytes | str) -> Table:
    path = folder / "so.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path)


def rows(*found: tuple[str | None, ...], start: int = 2) -> tuple[TableRow, ...]:
    return tuple(TableRow(line, cells) for line, cells in enumerate(found, start))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encoding_is_told_by_the_mark_or_by_being_utf8(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, REGISTER.encode(encoding)) == REGISTER_READ


def test_big_endian_is_told_by_its_mark(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xfe\xff" + REGISTER.encode("utf-16-be")) == REGISTER_READ


def test_vietnamese_windows_encoding_is_read_when_it_is_no_utf8(tmp_path: Path) -> None:
    # The encoding has its tone marks apart from the letters: Sô + ́
    in_parts = "S\xf4\u0301,Nga\u0300y,Tri\u0301ch y\xea\u0301u\n"
    in_parts += "1512,15/12/2026,V\xea\u0300 vi\xea\u0323c n\xe2ng l\u01b0\u01a1ng\n"
    assert read(tmp_path, in_parts.encode("cp1258")) == REGISTER_READ


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbfa,b\n1,\xff\n", b"\xff\xfea\x00b", b"a,b\n1,\x8e\n", b"a" * 5000 + b",\0\n1,2"],
    ids=["marked as utf-8", "half a letter", "in no encoding", "zero bytes"],
)
def test_letters_that_cannot_be_told_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Trouble) as caught:
        read(tmp_path, content)
    assert str(caught.value) == (
        "The letters of so.csv cannot be told; save it from Excel as CSV UTF-8."
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_told_by_the_cells_it_makes(tmp_path: Path, delimiter: str) -> None:
    text = REGISTER.replace(",", delimiter)
    assert read(tmp_path, text) == REGISTER_READ


def test_delimiter_is_not_the_comma_of_prose(tmp_path: Path) -> None:
    text = "Số;Trích yếu\n1;Về a, b, c và d\n2;Về e, g, h và i\n"
    assert read(tmp_path, text).rows == rows(("1", "Về a, b, c và d"), ("2", "Về e, g, h và i"))


def test_delimiter_inside_quotes_is_not_counted(tmp_path: Path) -> None:
    text = 'a,b\n"1;2;3","x;y"\n"4;5;6","z;w"\n'
    assert read(tmp_path, text).rows == rows(("1;2;3", "x;y"), ("4;5;6", "z;w"))


def test_one_column_is_not_cut_at_its_commas(tmp_path: Path) -> None:
    table = read(tmp_path, "Họ tên\nNguyễn Văn A, ThS\nTrần Thị B\n")
    assert table == Table("so.csv", ("Họ tên",), rows(("Nguyễn Văn A, ThS",), ("Trần Thị B",)))


@pytest.mark.parametrize("mark", ["sep=;", "SEP=;"])
def test_delimiter_line_is_obeyed_and_counted(tmp_path: Path, mark: str) -> None:
    table = read(tmp_path, f"{mark}\r\na,b;c\r\n1,5;2\r\n")
    assert table == Table("so.csv", ("a,b", "c"), rows(("1,5", "2"), start=3))


def test_doubled_quotes_are_one(tmp_path: Path) -> None:
    assert read(tmp_path, 'a,b\n1,"Báo ""Nhân Dân"""\n').rows == rows(("1", 'Báo "Nhân Dân"'))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_in_the_file(tmp_path: Path, end: str) -> None:
    lines = ["", "a,b", '1,"first', "", 'third"', ",", "2,x"]
    assert read(tmp_path, end.join(lines)).rows == (
        TableRow(3, ("1", "first\n\nthird")),
        TableRow(7, ("2", "x")),
    )


def test_short_and_long_records_keep_all_their_cells(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b,c\n1\n1,2,3,4,,\n")
    assert table == Table(
        "so.csv", ("a", "b", "c", ""), rows(("1", None, None, None), ("1", "2", "3", "4"))
    )


def test_empty_columns_are_dropped(tmp_path: Path) -> None:
    assert read(tmp_path, ",a,,b,\n,1,,2,\n").rows == rows(("1", "2"))


def test_heading_is_one_line(tmp_path: Path) -> None:
    assert read(tmp_path, 'a,"Số\n ký  hiệu "\n1,2\n').headings == ("a", "Số ký hiệu")


def test_letters_are_composed(tmp_path: Path) -> None:
    assert read(tmp_path, "a,b\n1,Ha\u0300 No\u0323\u0302i\n").rows == rows(("1", "Hà Nội"))


def test_numbers_in_brackets_under_the_headings_are_no_row(tmp_path: Path) -> None:
    table = read(tmp_path, "STT,Số,Ngày\n(1),(2),(3)\n1,15,2/9/2026\n")
    assert table.rows == rows(("1", "15", "2/9/2026"), start=3)


def test_old_vietnamese_typefaces_are_left_as_they_are(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b\n1,V\xa8n ph\xdfng\n").rows == rows(("1", "V¨n phßng"))


@pytest.mark.parametrize("rest", ["hai\n3,4\n", "hai\n" + "3,4\n" * 50_000])
def test_quotation_mark_never_closed_is_refused(tmp_path: Path, rest: str) -> None:
    with pytest.raises(Trouble) as caught:
        read(tmp_path, 'a,b\n0,0\n1,"' + rest)
    assert str(caught.value) == (
        "In so.csv, a quotation mark opened in line 3 is never closed; "
        "put it right and choose the file again."
    )


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    line = "," * 999_999 + "\n"
    with pytest.raises(Trouble) as caught:
        read(tmp_path, line * (csv_text.MOST_CELLS // 1_000_000 + 1))
    assert str(caught.value) == (
        "so.csv has more than 5,000,000 cells; divide it into smaller files."
    )


def test_end_of_the_name_may_be_txt_or_tsv(tmp_path: Path) -> None:
    for name in ("so.txt", "SO.TSV"):
        (tmp_path / name).write_text("a\tb\n1\t2\n")
        assert read_table(tmp_path / name) == Table(name, ("a", "b"), rows(("1", "2")))
