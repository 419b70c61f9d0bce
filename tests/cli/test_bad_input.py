"""Whatever is wrong with what a command is given: one sentence, and nothing half done."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from getpass import getuser
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from desktop.opening import make_office, open_office
from tests.cli.conftest import OUTGOING, Ended, command, contents, process, sound, started, table

NOBODY_IS_THERE = "{file} does not exist: check its name."


# --- rows of an import: the row is named, the others are entered ---------------------------

HEADINGS = (
    "Ngày đến",
    "Tác giả",
    "Số, ký hiệu",
    "Ngày văn bản",
    "Loại văn bản",
    "Trích yếu",
    "Độ mật",
    "Reason for unusual dates",
)
GOOD = {
    "Ngày đến": "05/01/2026",
    "Tác giả": "Sở Tài chính",
    "Số, ký hiệu": "10/STC-NS",
    "Ngày văn bản": "04/01/2026",
    "Loại văn bản": "Công văn",
    "Trích yếu": "Dự toán năm 2026",
}
TODAY = datetime.now().year  # noqa: DTZ005 - as the program asks the office's clock
TOO_LONG = "{length} characters; the form allows {limit}: shorten it."
CONTROL = "It holds a control character (U+{code}); delete it."
BEFORE = "correct a date, or give the reason below."


@pytest.mark.parametrize(
    ("wrong", "reasons"),
    [
        ({"Ngày đến": "31/02/2026"}, "Arrival date: There is no 31/02/2026."),
        (
            {"Ngày đến": "05/13/2026"},
            "Arrival date: There is no month 13: the day comes first, then the month.",
        ),
        (
            {"Ngày văn bản": "hôm qua"},
            (
                "Document date: “hôm qua” is no date: type day and month, such as 1512 or "
                f"15/12/{TODAY}."
            ),
        ),
        ({"Ngày đến": "05/01/2999"}, "Arrival date: This day is still to come: correct the date."),
        (
            {"Ngày văn bản": "06/01/2026"},
            f"Arrival date: It arrived before it was dated: {BEFORE}",
        ),
        ({"Trích yếu": "x" * 501}, f"Abstract: {TOO_LONG.format(length=501, limit=500)}"),
        ({"Tác giả": "x" * 201}, f"Author: {TOO_LONG.format(length=201, limit=200)}"),
        (
            {"Loại văn bản": "Thư\ntay"},
            "Document kind: “Thư tay” is not in the list: choose an entry.",
        ),
        ({"Trích yếu": "Dự\x07toán"}, f"Abstract: {CONTROL.format(code='0007')}"),
        ({"Số, ký hiệu": "\x1b[2J"}, f"Number and symbol: {CONTROL.format(code='001B')}"),
        ({"Trích yếu": ""}, "Abstract: Needed: fill it in."),
        (
            {"Độ mật": "Mật"},
            (
                "Secrecy level: This program holds no secret documents: enter it in the separate "
                "register of state secrets, and set “None” here for any other document."
            ),
        ),
        (
            {"Ngày đến": "", "Trích yếu": " "},
            "Arrival date: Needed: fill it in. Abstract: Needed: fill it in.",
        ),
    ],
)
def test_faulty_row_is_named_and_the_others_are_entered(
    tmp_path: Path, wrong: dict[str, str], reasons: str
) -> None:
    rows = [GOOD, {**GOOD, **wrong}, {**GOOD, "Số, ký hiệu": "11/STC-NS"}]
    source = table(tmp_path / "in.csv", HEADINGS, *(_cells(row) for row in rows))
    file = tmp_path / "office.sovan"
    assert command("import", file, "incoming", source) == (
        0,
        f"Line 3: {reasons}\n2 rows entered, 0 twins left out, 1 faulty row left out.\n",
        "",
    )
    assert count_of_incoming(file) == 2


def _cells(row: dict[str, str]) -> list[str]:
    return [row.get(heading, "") for heading in HEADINGS]


def count_of_incoming(file: Path) -> int:
    """How many incoming documents a file holds."""
    with closing(open_office(file, read_only=True)) as store:
        found: int = store.connection.execute("SELECT count(*) FROM incoming").fetchone()[0]
        return found


def test_reason_lets_a_document_arrive_before_its_date(tmp_path: Path) -> None:
    row = {**GOOD, "Ngày văn bản": "06/01/2026", "Reason for unusual dates": "Ghi nhầm ngày"}
    source = table(tmp_path / "in.csv", HEADINGS, _cells(row))
    assert command("import", tmp_path / "office.sovan", "incoming", source) == (
        0,
        "1 row entered, 0 twins left out, 0 faulty rows left out.\n",
        "",
    )


def test_abstract_of_500_characters_is_entered(tmp_path: Path) -> None:
    source = table(tmp_path / "in.csv", HEADINGS, _cells({**GOOD, "Trích yếu": "ậ" * 500}))
    assert command("import", tmp_path / "office.sovan", "incoming", source).out == (
        "1 row entered, 0 twins left out, 0 faulty rows left out.\n"
    )


def test_number_that_is_given_already_is_named(books: Path, tmp_path: Path) -> None:
    source = table(
        tmp_path / "more.csv",
        OUTGOING[0],
        ("15/QĐ-UBND", "05/01/2026", "Một việc khác"),
        ("không số", "05/01/2026", "Không có số"),
        ("17/QĐ-UBND", "05/01/2026", "Tốt"),
    )
    assert command("import", books, "outgoing", source) == (
        0,
        (
            "Line 2: Number: Number 15 of series UBND-QD in 2026 is already given to "
            "“Về việc phê duyệt kế hoạch”.\n"
            "Line 3: Number and symbol: No number in “không số”: add it, "
            "or name a series that gives one.\n"
            "1 row entered, 0 twins left out, 2 faulty rows left out.\n"
        ),
        "",
    )


# --- where no row can be entered -----------------------------------------------------------

NO_ROW = (
    "No row of more.csv can be entered: put right what is said of its lines, or map its columns.\n"
)


@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["import", "trial"])
def test_source_of_faulty_rows_only_is_refused(
    books: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    source = table(tmp_path / "more.csv", OUTGOING[0], ("18/QĐ-XYZ", "hôm qua", "Không ngày"))
    before = contents(tmp_path)
    entered = "rows would be entered" if options else "rows entered"
    assert command("import", books, "outgoing", source, *options) == (
        1,
        (
            "Line 2: Document date: “hôm qua” is no date: type day and month, such as 1512 or "
            f"15/12/{TODAY}.\n"
            f"0 {entered}, 0 twins left out, 1 faulty row left out.\n"
        ),
        NO_ROW,
    )
    assert contents(tmp_path) == before


def test_source_of_faulty_rows_only_makes_no_office(tmp_path: Path) -> None:
    source = table(tmp_path / "more.csv", OUTGOING[0], ("18/QĐ-UBND", "", "Không ngày"))
    ended = command("import", tmp_path / "office.sovan", "outgoing", source)
    assert (ended.code, ended.err) == (1, NO_ROW)
    assert list(tmp_path.iterdir()) == [source]


def test_source_of_twins_and_faulty_rows_is_no_refusal(books: Path, tmp_path: Path) -> None:
    """A script may hand over the same source again: what can be in the register is there."""
    source = table(tmp_path / "more.csv", *OUTGOING, ("18/QĐ-UBND", "", "Không ngày"))
    ended = command("import", books, "outgoing", source)
    assert (ended.code, ended.out.splitlines()[-1], ended.err) == (
        0,
        "0 rows entered, 3 twins left out, 1 faulty row left out.",
        "",
    )


# --- sources that are no table -------------------------------------------------------------


def _nothing(path: Path) -> None:
    """Nothing lies there."""


def _zip_bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(50_000_000))


def _no_workbook(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "no sheet here")


def _cut_off(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 100)
    path.write_bytes(path.read_bytes()[:500])


def _database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE letters (subject TEXT)")


NO_TABLE = (
    "{name} is neither a workbook nor a table as text; "
    "save the table as .xlsx or .csv and choose that file."
)
SOURCES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing.csv": (_nothing, "{name} is not there; choose the file again."),
    "empty.csv": (Path.touch, "{name} is empty; choose another file."),
    "empty.xlsx": (Path.touch, "{name} is empty; choose another file."),
    "blank.csv": (
        lambda path: path.write_text("\n\n,,\n", encoding="utf-8"),
        "{name} is empty; choose another file.",
    ),
    "heads.csv": (
        lambda path: table(path, OUTGOING[0]),
        "{name} has no rows below its headings; choose another file or sheet.",
    ),
    "strange.csv": (
        lambda path: table(path, ("A", "B"), ("1", "2")),
        "No heading of {name} names a field: map them, such as subject=A.",
    ),
    "folder": (Path.mkdir, "{name} is a folder; choose a file inside it."),
    "bomb.xlsx": (
        _zip_bomb,
        (
            "{name} unfolds to far more than a table needs; "
            "copy the table alone into a new workbook and choose that."
        ),
    ),
    "letter.xlsx": (_no_workbook, NO_TABLE),
    "cut.xlsx": (
        _cut_off,
        (
            "{name} cannot be read as a workbook: it is damaged or of another kind; "
            "open it in Excel and save it as .xlsx."
        ),
    ),
    "text.xlsx": (
        lambda path: table(path, *OUTGOING),
        (
            "{name} is plain text, not a workbook; if it holds a table, "
            "change the end of its name to .csv."
        ),
    ),
    "letters.db": (_database, NO_TABLE),
    "open.csv": (
        lambda path: path.write_text('so_hieu,trich_yeu\n1/QĐ,"abc\n', encoding="utf-8"),
        (
            "In {name}, a quotation mark opened in line 2 is never closed; "
            "put it right and choose the file again."
        ),
    ),
    f"{'x' * 300}.csv": (
        _nothing,
        (
            "{name} could not be read (File name too long); "
            "copy it to this computer and choose the copy."
        ),
    ),
}


@pytest.mark.parametrize("name", SOURCES, ids=lambda name: name[:20])
def test_source_that_is_no_table_is_refused_and_no_office_made(tmp_path: Path, name: str) -> None:
    make, sentence = SOURCES[name]
    source, file = tmp_path / name, tmp_path / "offices" / "office.sovan"
    file.parent.mkdir()
    make(source)
    refused = (1, "", sentence.format(name=name) + "\n")
    assert command("import", file, "outgoing", source) == refused
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("sender=Trích yếu", "“sender=Trích yếu” maps no field: write FIELD=COLUMN with one of "),
        ("subject", "“subject” maps no field: write FIELD=COLUMN with one of "),
        ("subject=Tóm tắt", "outgoing.csv has no column “Tóm tắt”: it has Số, ký hiệu, "),
    ],
)
def test_map_of_no_field_or_no_column_is_refused(
    books: Path, tmp_path: Path, wish: str, sentence: str
) -> None:
    before = contents(tmp_path)
    ended = command("import", books, "outgoing", tmp_path / "outgoing.csv", "--map", wish)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(sentence)
    assert ended.err.count("\n") == 1
    assert contents(tmp_path) == before


# --- files that are no office's ------------------------------------------------------------

READING = {
    "search": ("search", "{file}", "quy che"),
    "report": ("report", "{file}", "--year", "2026"),
    "verify": ("verify", "{file}"),
    "export": ("export", "{file}", "outgoing", "{folder}/new.xlsx"),
    "tour": ("tour", "{file}", "{folder}/pictures"),
}
IMPORT = ("import", "{file}", "outgoing", "{source}")
EVERY = {**READING, "import": IMPORT}


def _asked(arguments: tuple[str, ...], file: Path) -> list[str]:
    folder = file.parent
    source = folder.parent / "more.csv"
    if not source.exists():
        table(source, *OUTGOING)
    return [one.format(file=file, folder=folder, source=source) for one in arguments]


def _refused(file: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """The command is refused with this sentence, and every file is as it was."""
    asked = _asked(arguments, file)
    before = contents(file.parent)
    assert command(*asked) == (1, "", sentence.format(file=file) + "\n")
    assert contents(file.parent) == before
    assert not (file.parent / "pictures").exists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "offices"
    made.mkdir()
    return made


@pytest.mark.parametrize("name", READING)
def test_file_that_is_missing_is_refused_for_reading(folder: Path, name: str) -> None:
    _refused(folder / "office.sovan", READING[name], NOBODY_IS_THERE)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", EVERY)
def test_file_that_is_no_database_is_refused(folder: Path, name: str) -> None:
    file = folder / "office.sovan"
    file.write_text("A letter, and no database.\n" * 40, encoding="utf-8")
    _refused(file, EVERY[name], "{file} is no file of this program: choose another one.")


@pytest.mark.parametrize("name", EVERY)
def test_database_of_another_program_is_refused(folder: Path, name: str) -> None:
    file = folder / "office.sovan"
    _database(file)
    _refused(file, EVERY[name], "{file} is a database of another program: choose another one.")


@pytest.mark.parametrize("name", EVERY)
def test_file_of_a_newer_version_is_refused(folder: Path, name: str) -> None:
    file = folder / "office.sovan"
    with closing(make_office(file)) as store:
        store.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('sovan', 'm999_later', '2036-01-01')"
        )
    _refused(
        file, EVERY[name], "{file} was written by a newer version: install that version first."
    )


# What the newest migration has made.
OF_THE_NEWEST_SHAPE = (
    "meetings",
    "rooms",
    "meeting_templates",
    "meeting_series",
    "participants",
    "conclusions",
    "weeks",
)


def test_file_of_an_older_version_is_refused_for_a_trial_and_taken_by_an_import(
    folder: Path,
) -> None:
    file = folder / "office.sovan"
    with closing(make_office(file)) as store:
        for table in OF_THE_NEWEST_SHAPE:
            store.connection.execute(f"DROP TABLE {table}")
        store.connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm013_meetings'")
    sentence = "{file} is of an older version: open it for writing once."
    _refused(file, (*IMPORT, "--dry-run"), sentence)

    assert command(*_asked(IMPORT, file)).code == 0
    assert command(*_asked((*IMPORT, "--dry-run"), file)).code == 0


@pytest.mark.parametrize("name", READING)
def test_file_that_is_empty_is_refused_for_reading(folder: Path, name: str) -> None:
    file = folder / "office.sovan"
    file.touch()
    ended = command(*_asked(READING[name], file))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"{file} is empty: there is nothing to read in it.\n"
    assert (file.stat().st_size, (folder / "new.xlsx").exists()) == (0, False)


@pytest.mark.parametrize("name", ["search", "report", "export", "import"])
def test_file_with_damaged_pages_is_refused(books: Path, name: str) -> None:
    """The first page is whole, so that the damage is met only while reading."""
    whole = books.read_bytes()
    start = whole[:4096]
    books.write_bytes(start + b"\xa5" * (len(whole) - len(start)))
    arguments = [one.format(file=books, folder=books.parent) for one in EVERY[name][:-1]]
    ended = command(*arguments, _asked(EVERY[name], books)[-1])
    assert (ended.code, ended.out, ended.err) == (
        1,
        "",
        f"{books} is damaged: keep it as it is, and open the newest backup.\n",
    )
    assert not (books.parent / "new.xlsx").exists()


@pytest.mark.parametrize("name", ["search", "report", "export"])
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE outgoing SET document_date = 'soon'",
        "DELETE FROM office",
        "DELETE FROM outgoing_search_config",
        "DELETE FROM outgoing_search_data",
        "DROP TABLE outgoing",
    ],
)
def test_file_that_was_tampered_with_never_breaks_a_command(
    books: Path, name: str, tampering: str
) -> None:
    """Either the command has no need of what is gone, or it says that the file is damaged."""
    with closing(sqlite3.connect(books)) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(tampering)
    ended = command(*_asked(EVERY[name], books))
    damaged = f"{books} is damaged: keep it as it is, and open the newest backup.\n"
    assert (ended.code, ended.err) in {(0, ""), (1, damaged)}
    assert (books.parent / "new.xlsx").exists() == (name == "export" and ended.code == 0)


def test_damage_inside_a_file_is_said_by_verify(books: Path) -> None:
    with closing(sqlite3.connect(books)) as database, database:
        database.execute("UPDATE outgoing SET subject = 'altered' WHERE number = 15")
    assert command("verify", books) == (
        1,
        "",
        (
            "1 record of “outgoing” is not as the journal left it: 1.\n"
            "The search index of “outgoing” does not match its records.\n"
        ),
    )


@pytest.mark.parametrize("name", [*EVERY, "demo"])
def test_folder_in_place_of_a_file_is_refused(folder: Path, name: str) -> None:
    file = folder / "office.sovan"
    file.mkdir()
    asked = _asked(EVERY.get(name, ("demo", "{file}")), file)
    sentence = f"{file} is a folder: name a file in it.\n"
    if name == "demo":
        sentence = f"{file} exists already: name a new file.\n"
    assert command(*asked) == (1, "", sentence)
    assert list(folder.rglob("*")) == [file]


@pytest.mark.parametrize("arguments", [("demo", "{file}"), IMPORT], ids=["demo", "import"])
@pytest.mark.parametrize("parent", ["none", "more.csv"], ids=["missing", "a file"])
def test_file_in_no_folder_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], parent: str
) -> None:
    source = table(tmp_path / "more.csv", *OUTGOING)
    file = tmp_path / parent / "office.sovan"
    asked = [one.format(file=file, source=source) for one in arguments]
    sentence = f"The folder {file.parent} does not exist: make it first.\n"
    assert command(*asked) == (1, "", sentence)
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("name", [*EVERY, "demo"])
def test_name_that_is_too_long_is_refused(folder: Path, name: str) -> None:
    file = folder / f"{'x' * 300}.sovan"
    ended = command(*_asked(EVERY.get(name, ("demo", "{file}")), file))
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert str(file) in ended.err
    assert list(folder.iterdir()) == []


def test_file_that_somebody_writes_to_is_refused_for_import(books: Path, tmp_path: Path) -> None:
    source = table(tmp_path / "more.csv", OUTGOING[0], ("20/QĐ-UBND", "05/01/2026", "Tốt"))
    nine = datetime(2026, 3, 16, 9)  # noqa: DTZ001 - the office's own clock on the wall
    with closing(open_office(books, clock=lambda: nine)):
        before = contents(tmp_path)
        sentence = (
            f"{books} is in use by {getuser()} on {socket.gethostname()} since 16/03/2026 09:00: "
            "close it there first.\n"
        )
        assert command("import", books, "outgoing", source) == (1, "", sentence)
        assert command("search", books, "quy che").code == 0
        assert contents(tmp_path) == before
    assert command("import", books, "outgoing", source).code == 0


# --- places that may not be written --------------------------------------------------------


@pytest.fixture
def sealed(tmp_path: Path, books: Path) -> Iterator[Path]:
    """A folder with an office's file in it, where nothing may be written."""
    place = tmp_path / "sealed"
    place.mkdir()
    if sys.platform == "win32":
        pytest.skip("on Windows a folder is sealed by rights that a test may not give")
    elif os.geteuid():
        shutil.copy(books, place)
        place.chmod(0o555)
        yield place
        place.chmod(0o755)
    else:  # root may write everywhere, save to what is mounted for reading only
        _mount("-t", "tmpfs", "-o", "size=16m", "tmpfs", place)
        try:
            shutil.copy(books, place)
            _mount("-o", "remount,ro", place)
            yield place
        finally:
            subprocess.run(["umount", place], check=True)


def _mount(*arguments: object) -> None:
    ended = subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False)
    if ended.returncode:
        pytest.skip("root may not mount here, so no folder can be sealed")


def test_sealed_folder_refuses_whatever_writes(sealed: Path, tmp_path: Path, books: Path) -> None:
    before = contents(sealed)
    source = tmp_path / "outgoing.csv"
    closed = (1, "", f"{sealed} may not be written: ask for write access.\n")
    assert command("import", sealed / "office.sovan", "outgoing", source) == closed
    assert command("import", sealed / "new.sovan", "outgoing", source) == closed
    assert command("import", sealed / "new.sovan", "outgoing", source, "--dry-run") == closed
    assert command("demo", sealed / "new.sovan") == closed
    assert command("export", books, "outgoing", sealed / "new.xlsx") == (
        1,
        "",
        f"Nothing may be written into {sealed}: choose another folder, then export again.\n",
    )
    assert command("tour", books, sealed / "pictures") == (
        1,
        "",
        f"{sealed / 'pictures'} may not be written: ask for write access.\n",
    )
    assert contents(sealed) == before


def test_sealed_folder_lets_its_file_be_read(sealed: Path, tmp_path: Path) -> None:
    file = sealed / "office.sovan"
    out = tmp_path / "out.xlsx"
    assert command("search", file, "07/ubnd-nc").out.endswith("\n1 document found.\n")
    assert command("verify", file) == sound(file)
    assert command("export", file, "outgoing", out) == (0, f"3 rows in {out}.\n", "")


# --- workbooks that cannot be written ------------------------------------------------------


def _export_refused(books: Path, out: Path, sentence: str, *options: str) -> None:
    folder = books.parent
    before, names = contents(folder), sorted(folder.rglob("*"))
    assert command("export", books, "incoming", out, *options) == (1, "", f"{sentence}\n")
    assert contents(folder) == before
    left = {path for path in folder.rglob("*") if not path.name.endswith(("-shm", "-wal"))}
    assert left == set(names)


def test_workbook_in_a_missing_folder_is_refused(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "none" / "out.xlsx"
    sentence = f"There is no folder {out.parent}: choose another, then export again."
    _export_refused(books, out, sentence)


def test_workbook_that_is_a_folder_is_refused(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.mkdir()
    _export_refused(books, out, "out.xlsx is a folder: give the workbook another name.")


def test_workbook_never_takes_the_place_of_an_office(books: Path) -> None:
    sentence = "office.sovan has another ending: end it with .xlsx."
    _export_refused(books, books, sentence)


def test_workbook_never_takes_the_place_of_an_office_that_is_named_like_one(books: Path) -> None:
    office = books.rename(books.with_suffix(".xlsx"))
    _export_refused(office, office, f"{office} exists already: name a new file.")


def test_sheet_of_the_other_register_is_refused(books: Path, tmp_path: Path) -> None:
    sentence = (
        "The sheet outgoing-register is not of this register: name incoming-register or list."
    )
    _export_refused(books, tmp_path / "out.xlsx", sentence, "--sheet", "outgoing-register")


def test_pictures_into_a_file_are_refused(books: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    ended = command("tour", books, tmp_path / "outgoing.csv")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.startswith(str(tmp_path / "outgoing.csv"))
    assert contents(tmp_path) == before


# --- wrong usage ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("frobnicate",), "frobnicate"),
        (("--frobnicate",), "--frobnicate"),
        (("--language", "de", "verify", "{file}"), "--language"),
        (("--demo", "--file", "{file}"), "--demo"),
        (("verify",), "FILE"),
        (("verify", "{file}", "more"), "more"),
        (("demo",), "FILE"),
        (("search", "{file}"), "TEXT"),
        (("search", "{file}", "x", "--register", "inward"), "--register"),
        (("report", "{file}"), "--year"),
        (("report", "{file}", "--year", "1899"), "--year"),
        (("report", "{file}", "--year", "3000"), "--year"),
        (("report", "{file}", "--year", "twenty"), "--year"),
        (("export", "{file}", "inward", "out.xlsx"), "inward"),
        (("export", "{file}", "incoming", "out.xlsx", "--year", "0"), "--year"),
        (("export", "{file}", "incoming", "out.xlsx", "--sheet", "cover"), "--sheet"),
        (("import", "{file}", "incoming"), "SOURCE"),
        (("import", "{file}", "incoming", "x.csv", "--map"), "--map"),
        (("tour", "{file}"), "OUTDIR"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_apart(tmp_path: Path, arguments: tuple[str, ...], named: str) -> None:
    file = tmp_path / "office.sovan"
    ended = command(*(one.format(file=file) for one in arguments))
    assert (ended.code, ended.out) == (2, "")
    assert named in ended.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_refusal_of_a_real_process_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "none.sovan"
    assert process("verify", file) == (1, "", f"{NOBODY_IS_THERE.format(file=file)}\n")


@pytest.mark.parametrize("kind", ["no database", "foreign"])
def test_window_refuses_a_file_that_is_no_offices(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "office.sovan"
    _database(file) if kind == "foreign" else file.write_bytes(b"no database" * 100)
    before = file.read_bytes()
    surroundings = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    ended = process("--file", file, changed=surroundings)
    sentence = {
        "no database": f"{file} is no file of this program: choose another one.\n",
        "foreign": f"{file} is a database of another program: choose another one.\n",
    }[kind]
    assert ended == (1, "", sentence)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (before, [file])


# --- interruptions -------------------------------------------------------------------------

INTERRUPTED = "Interrupted: nothing was left half done, run it again.\n"
STOPS = [signal.SIGINT, signal.SIGTERM]


@pytest.mark.parametrize("stop", STOPS)
def test_interrupted_import_leaves_no_new_office(
    tmp_path: Path, long: Path, stop: signal.Signals
) -> None:
    file = tmp_path / "office.sovan"
    assert _interrupted(file, long, when=file, stop=stop) == (1, "", INTERRUPTED)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stop", STOPS)
def test_interrupted_import_leaves_an_office_as_it_was(
    books: Path, long: Path, stop: signal.Signals
) -> None:
    before = contents(books.parent)
    log = books.with_name(f"{books.name}-wal")
    assert _interrupted(books, long, when=log, stop=stop) == (1, "", INTERRUPTED)
    assert contents(books.parent) == before


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source that takes some seconds."""
    rows = ((f"{n}/QĐ-UBND", "05/01/2026", f"Việc {n}") for n in range(101, 20_000))
    return table(tmp_path_factory.mktemp("long") / "long.csv", OUTGOING[0], *rows)


def _interrupted(file: Path, source: Path, *, when: Path, stop: signal.Signals) -> Ended:
    """An import that is stopped as soon as a file is there."""
    with started("import", file, "outgoing", source) as running:
        while not when.exists():
            assert running.poll() is None
        running.send_signal(stop)
        told = running.communicate(timeout=120)
    return Ended(running.returncode, *told)
