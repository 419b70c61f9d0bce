"""Every command: what a script gets to read, and what lies in the files afterwards."""

import json
import os
import shutil
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from python_calamine import CalamineWorkbook

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import discard, register
from desktop.demo import make_demo
from desktop.language.words import LANGUAGES
from desktop.opening import make_office, open_office
from desktop.records.queries import Query
from tests.cli.conftest import INCOMING, OUTGOING, Ended, command, contents, process, sound, table

COMMANDS = ("demo", "export", "import", "print", "report", "search", "tour", "verify")
LINE_15 = "outgoing 15/QĐ-UBND | 15/QĐ-UBND | Ủy ban nhân dân tỉnh | Về việc phê duyệt kế hoạch\n"
LINE_16 = "outgoing 16/QĐ-UBND | 16/QĐ-UBND | Ủy ban nhân dân tỉnh | Ban hành quy chế làm việc\n"
ONE_LINE_16 = f"{LINE_16}1 document found.\n"


def documents(file: Path, register: str) -> list[Any]:
    with closing(open_office(file, read_only=True)) as store:
        ids = store.reader.ids(Query(register))[::-1]
        return list(store.reader.records(register, ids))


def worksheet(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


# --- import --------------------------------------------------------------------------------


def test_import_makes_the_office_and_enters_the_rows(tmp_path: Path) -> None:
    file, source = tmp_path / "office.sovan", table(tmp_path / "out.csv", *OUTGOING)
    assert command("import", file, "outgoing", source) == (
        0,
        "3 rows entered, 0 twins left out, 0 faulty rows left out.\n",
        "",
    )
    facts = [(d.symbol, d.number, d.year, d.document_date) for d in documents(file, "outgoing")]
    assert facts == [
        ("15/QĐ-UBND", 15, 2026, date(2026, 1, 5)),
        ("16/QĐ-UBND", 16, 2026, date(2026, 1, 6)),
        ("07/UBND-NC", 7, 2025, date(2025, 12, 30)),
    ]


def test_import_again_names_each_twin_and_enters_nothing(books: Path, tmp_path: Path) -> None:
    before = documents(books, "outgoing")
    assert command("import", books, "outgoing", tmp_path / "outgoing.csv") == (
        0,
        (
            "Line 2: twin of outgoing 15/QĐ-UBND.\n"
            "Line 3: twin of outgoing 16/QĐ-UBND.\n"
            "Line 4: twin of outgoing 07/UBND-NC.\n"
            "0 rows entered, 3 twins left out, 0 faulty rows left out.\n"
        ),
        "",
    )
    assert documents(books, "outgoing") == before


def test_import_names_a_twin_inside_the_source_by_its_line(tmp_path: Path) -> None:
    source = table(tmp_path / "out.csv", *OUTGOING, OUTGOING[1])
    assert command("import", tmp_path / "office.sovan", "outgoing", source) == (
        0,
        "Line 5: twin of line 2.\n3 rows entered, 1 twin left out, 0 faulty rows left out.\n",
        "",
    )


def test_import_on_trial_leaves_an_office_as_it_was(books: Path, tmp_path: Path) -> None:
    source = table(tmp_path / "out.csv", OUTGOING[0], ("20/QĐ-UBND", "07/01/2026", "Quy chế"))
    before = contents(tmp_path)
    assert command("import", books, "outgoing", source, "--dry-run") == (
        0,
        "1 row would be entered, 0 twins left out, 0 faulty rows left out.\n",
        "",
    )
    assert contents(tmp_path) == before


def test_import_on_trial_makes_no_office(tmp_path: Path) -> None:
    file, source = tmp_path / "office.sovan", table(tmp_path / "out.csv", *OUTGOING)
    assert command("import", file, "outgoing", source, "--dry-run") == (
        0,
        "3 rows would be entered, 0 twins left out, 0 faulty rows left out.\n",
        "",
    )
    assert list(tmp_path.iterdir()) == [source]


def test_import_on_trial_takes_an_empty_file_for_none_and_leaves_it_empty(tmp_path: Path) -> None:
    file, source = tmp_path / "office.sovan", table(tmp_path / "out.csv", *OUTGOING)
    file.touch()
    assert command("import", file, "outgoing", source, "--dry-run") == (
        0,
        "3 rows would be entered, 0 twins left out, 0 faulty rows left out.\n",
        "",
    )
    assert (sorted(tmp_path.iterdir()), file.stat().st_size) == ([file, source], 0)


def test_import_takes_columns_as_they_are_mapped(tmp_path: Path) -> None:
    source = table(
        tmp_path / "out.csv", ("A", "B", "C"), ("15/QĐ-UBND", "Quy chế làm việc", "05/01/2026")
    )
    file = tmp_path / "office.sovan"
    maps = ("--map", "symbol=A", "--map", "subject=b", "--map", "document_date=C")
    assert command("import", file, "outgoing", source, *maps).code == 0
    (document,) = documents(file, "outgoing")
    assert (document.symbol, document.subject, document.document_date) == (
        "15/QĐ-UBND",
        "Quy chế làm việc",
        date(2026, 1, 5),
    )


def test_import_reads_the_list_that_export_wrote(books: Path, tmp_path: Path) -> None:
    workbook, copy = tmp_path / "list.xlsx", tmp_path / "copy.sovan"
    command("export", books, "outgoing", workbook, "--sheet", "list")
    assert command("import", copy, "outgoing", workbook) == (
        0,
        "3 rows entered, 0 twins left out, 0 faulty rows left out.\n",
        "",
    )
    facts = [
        {(d.symbol, d.document_date, d.subject, d.recipients, d.signer) for d in found}
        for found in (documents(books, "outgoing"), documents(copy, "outgoing"))
    ]
    assert facts[0] == facts[1]


# --- export --------------------------------------------------------------------------------


def test_export_writes_the_register_in_statutory_columns(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "register.xlsx"
    assert command("export", books, "incoming", out) == (0, f"2 rows in {out}.\n", "")
    _, numbers, *rows = worksheet(out)
    assert numbers == [f"({place})" for place in range(1, 11)]
    assert rows == [
        [
            date(2026, 1, 7),
            "01",
            "Sở Tài chính",
            "21/STC-NS",
            date(2026, 1, 5),
            "Dự toán năm 2026",
            *[""] * 4,
        ],
        [
            date(2026, 1, 8),
            "02",
            "UBND xã Hòa Bình",
            "03/BC-UBND",
            date(2026, 1, 6),
            "Báo cáo: Tình hình hạn hán",
            *[""] * 4,
        ],
    ]


@pytest.mark.parametrize(
    ("options", "symbols"),
    [
        ((), ["07/UBND-NC", "15/QĐ-UBND", "16/QĐ-UBND"]),
        (("--year", 2026), ["15/QĐ-UBND", "16/QĐ-UBND"]),
        (("--search", "le van an"), ["07/UBND-NC", "15/QĐ-UBND"]),
        (("--year", 2026, "--search", "le van an"), ["15/QĐ-UBND"]),
        (("--year", 1999), []),
        (("--sheet", "outgoing-register"), ["07/UBND-NC", "15/QĐ-UBND", "16/QĐ-UBND"]),
    ],
)
def test_export_holds_the_documents_asked_for(
    books: Path, tmp_path: Path, options: tuple[object, ...], symbols: list[str]
) -> None:
    out = tmp_path / "register.xlsx"
    counted = "1 row" if len(symbols) == 1 else f"{len(symbols)} rows"
    assert command("export", books, "outgoing", out, *options) == (
        0,
        f"{counted} in {out}.\n",
        "",
    )
    assert [row[0] for row in worksheet(out)[2:]] == symbols


def test_export_of_the_list_has_the_columns_of_the_window(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.xlsx"
    assert command("export", books, "outgoing", out, "--sheet", "list").code == 0
    heads, *rows = worksheet(out)
    assert heads[:5] == [
        "Number and symbol",
        "Document date",
        "Document kind",
        "Abstract",
        "Signatory",
    ]
    assert [row[:5] for row in rows][1] == [
        "15/QĐ-UBND",
        date(2026, 1, 5),
        "Decision",
        "Về việc phê duyệt kế hoạch",
        "Lê Văn An",
    ]


def test_export_takes_the_place_of_an_older_workbook(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "register.xlsx"
    out.write_bytes(b"older")
    assert command("export", books, "outgoing", out).code == 0
    assert len(worksheet(out)) == 5
    assert sorted(path.name for path in tmp_path.glob("*.xlsx*")) == ["register.xlsx"]


def discarded(file: Path, register: str, record_id: int) -> None:
    with closing(open_office(file)) as store:
        discard(store, store.reader.record(register, record_id))


def test_export_of_the_whole_register_keeps_a_cancelled_number(books: Path, tmp_path: Path) -> None:
    discarded(books, "outgoing", 1)
    out = tmp_path / "register.xlsx"
    assert command("export", books, "outgoing", out) == (0, f"3 rows in {out}.\n", "")
    assert [(row[0], row[2], row[9]) for row in worksheet(out)[2:]] == [
        ("07/UBND-NC", "V/v trực Tết Dương lịch", ""),
        ("15/QĐ-UBND", "", "Số hủy"),
        ("16/QĐ-UBND", "Quyết định: Ban hành quy chế làm việc", ""),
    ]


@pytest.mark.parametrize(
    ("options", "count"),
    [(("--search", "le van an"), 1), (("--sheet", "list"), 2), (("--search", "15/qd"), 0)],
)
def test_list_and_search_export_no_cancelled_number(
    books: Path, tmp_path: Path, options: tuple[str, ...], count: int
) -> None:
    discarded(books, "outgoing", 1)
    out = tmp_path / "register.xlsx"
    said = "1 row" if count == 1 else f"{count} rows"
    assert command("export", books, "outgoing", out, *options) == (0, f"{said} in {out}.\n", "")
    assert "15/QĐ-UBND" not in [row[0] for row in worksheet(out)]


# --- search, report, verify ----------------------------------------------------------------


@pytest.mark.parametrize("typed", ["quy chế", "quy che", "QUY CHE lam", "16/qd-ubnd", "so noi vu"])
def test_search_finds_with_marks_and_without(books: Path, typed: str) -> None:
    assert command("search", books, typed) == (0, ONE_LINE_16, "")


def test_search_goes_through_both_registers_or_one(books: Path) -> None:
    incoming = "incoming 01/SN/2026 | 21/STC-NS | Sở Tài chính | Dự toán năm 2026\n"
    found = f"{LINE_16}{LINE_15}"
    assert command("search", books, "tai chinh") == (
        0,
        f"{incoming}{found}3 documents found.\n",
        "",
    )
    assert command("search", books, "tai chinh", "--register", "outgoing") == (
        0,
        f"{found}2 documents found.\n",
        "",
    )


@pytest.mark.parametrize(
    "typed", ["khong co", '"', "*", "NEAR(", "qd OR chi", "a' --", "\udcff x9"]
)
def test_search_for_what_is_not_there_or_looks_like_a_query_is_no_error(
    books: Path, typed: str
) -> None:
    ended = command("search", books, typed)
    assert (ended.code, ended.err) == (0, "")


def test_search_in_json_gives_whole_documents(books: Path) -> None:
    ended = command("search", books, "quy che", "--json")
    (found,) = json.loads(ended.out)
    (document,) = [one for one in documents(books, "outgoing") if one.number == 16]
    filled = {name: value for name, value in found.items() if value is not None}
    assert (ended.code, ended.err) == (0, "")
    assert filled == {
        "register": "outgoing",
        "id": document.id,
        "series": "UBND-QD",
        "year": 2026,
        "number": 16,
        "symbol": "16/QĐ-UBND",
        "document_date": "2026-01-06",
        "issuer": "Ủy ban nhân dân tỉnh",
        "document_kind": "quyet-dinh",
        "subject": "Ban hành quy chế làm việc",
        "recipients": ["Sở Nội vụ", "Sở Tài chính"],
        "secrecy": "khong",
    }


def test_search_in_json_for_nothing_gives_an_empty_list(books: Path) -> None:
    assert command("search", books, "khong co", "--json") == (0, "[]\n", "")


def test_report_counts_the_documents_of_a_year(books: Path) -> None:
    assert command("report", books, "--year", 2026) == (
        0,
        "2 incoming documents\n2 outgoing documents\n",
        "",
    )
    assert command("report", books, "--year", 2025) == (
        0,
        "0 incoming documents\n1 outgoing document\n",
        "",
    )


def test_report_in_json_has_both_counts_on_top(books: Path) -> None:
    ended = command("report", books, "--year", 2026, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == {
        "year": 2026,
        "incoming": 2,
        "outgoing": 2,
        "meetings": 0,
        "incoming_detail": {
            "by_series": {"SN": 2},
            "by_kind": {"bao-cao": 1, "cong-van": 1},
            "not_handed_over": 2,
        },
        "outgoing_detail": {
            "by_series": {"UBND-QD": 2},
            "by_kind": {"quyet-dinh": 2},
            "not_handed_over": 2,
        },
        "meetings_detail": {
            "by_kind": {},
            "by_level": {},
            "by_host": {},
            "by_form": {},
            "by_room": {},
            "by_place": {},
            "not_held": dict.fromkeys(
                ("planned", "approved", "adjusted", "postponed", "cancelled"), 0
            ),
        },
        "overdue_by_unit": [],
    }


def test_report_in_json_names_the_units_that_are_late_at_the_end_of_the_year(
    tmp_path: Path,
) -> None:
    file = tmp_path / "office.sovan"
    document = IncomingDocument(
        series="SN",
        arrived_on=date(2025, 12, 1),
        issuer="Sở Y tế",
        subject="V/v biên chế",
        receivers=("Phòng Nội chính",),
        due_on=date(2025, 12, 26),
    )
    with closing(make_office(file)) as store:
        register(store, document, names=KnownNames(store.reader))
    late = [
        json.loads(command("report", file, "--year", year, "--json").out)["overdue_by_unit"]
        for year in (2024, 2025)
    ]
    assert late == [[], [{"unit": "Phòng Nội chính", "open": 1, "overdue": 1, "worst": 3}]]


def test_verify_calls_a_sound_file_sound(books: Path) -> None:
    assert command("verify", books) == sound(books)


def test_verify_tells_a_journal_that_was_cut_off_by_its_last_hash(
    books: Path, tmp_path: Path
) -> None:
    copy = shutil.copy(books, tmp_path / "copy.sovan")
    noted = command("verify", books).out.partition(" is sound: ")[2]
    source = table(tmp_path / "more.csv", OUTGOING[0], ("20/QĐ-UBND", "07/01/2026", "Quy chế"))
    command("import", books, "outgoing", source)

    assert command("verify", copy) == (0, f"{copy} is sound: {noted}", "")
    assert noted not in command("verify", books).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "{file}", "quy che"),
        ("report", "{file}", "--year", "2026"),
        ("verify", "{file}"),
        ("export", "{file}", "outgoing", "{folder}/out.xlsx"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_reading_commands_leave_the_file_as_it_was(
    books: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    before = contents(tmp_path)
    asked = [one.format(file=books, folder=tmp_path) for one in arguments]
    assert command(*asked).code == 0
    after = contents(tmp_path)
    after.pop("out.xlsx", None)
    assert after == before


# --- the program as a whole ----------------------------------------------------------------


def test_day_of_a_script(tmp_path: Path) -> None:
    """The same by real processes, one after another, as a script outside calls them."""
    file, out = tmp_path / "sổ 2026.sovan", tmp_path / "sổ.xlsx"
    source = table(tmp_path / "ngày 1.csv", *INCOMING)
    entered = "2 rows entered, 0 twins left out, 0 faulty rows left out.\n"
    assert process("import", file, "incoming", source) == (0, entered, "")
    found = "incoming 02/SN/2026 | 03/BC-UBND | UBND xã Hòa Bình | Tình hình hạn hán\n"
    assert process("search", file, "han han") == (0, f"{found}1 document found.\n", "")
    assert process("export", file, "incoming", out) == (0, f"2 rows in {out}.\n", "")
    assert process("report", file, "--year", "2026") == (
        0,
        "2 incoming documents\n0 outgoing documents\n",
        "",
    )
    assert process("verify", file) == sound(file)


def test_output_is_utf_8_whatever_the_surroundings_say(books: Path) -> None:
    poor = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert process("search", books, "quy che", changed=poor) == (0, ONE_LINE_16, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_facts(books: Path, language: str) -> None:
    ended = command("search", books, "quy che", language=language)
    assert (ended.code, ended.err) == (0, "")
    assert "16/QĐ-UBND | Ủy ban nhân dân tỉnh | Ban hành quy chế làm việc" in ended.out
    refused = command("verify", books.with_name("none.sovan"), language=language)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "none.sovan" in refused.err


def test_help_names_every_command() -> None:
    ended = command("--help")
    listed = ended.out.partition("Commands:\n")[2]
    assert tuple(line.split()[0] for line in listed.splitlines()) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_says_what_it_does(name: str) -> None:
    ended = command(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: sovan {name} [OPTIONS] FILE")


def test_help_of_import_says_when_a_script_must_look(books: Path) -> None:
    told = " ".join(command("import", "--help").out.split())
    assert "named with their line on standard output; the exit code is 0 all the same." in told
    assert "Where each single row is faulty, nothing is written and the exit code is 1." in told


def test_version_is_said_installed_or_not() -> None:
    ended = process("--version")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("sovan 0.")


# --- the window and its pictures -----------------------------------------------------------

NO_DISPLAY = (
    "There is no display to open the window on: start it in a desktop session, "
    "or take pictures with “sovan tour FILE FOLDER”.\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="displays are a matter of Linux")
@pytest.mark.parametrize("display", [None, "", ":77"], ids=["none", "empty", "nobody answers"])
def test_window_without_a_display_is_refused_and_nothing_is_made(
    tmp_path: Path, display: str | None
) -> None:
    if display and Path(f"/tmp/.X11-unix/X{display[1:]}").exists():
        pytest.skip(f"a display {display} is there")
    surroundings = {
        "DISPLAY": display,
        "WAYLAND_DISPLAY": None,
        "QT_QPA_PLATFORM": None,
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    file = tmp_path / "office.sovan"
    assert process("--file", file, changed=surroundings) == (1, "", NO_DISPLAY)
    assert process(changed=surroundings) == (1, "", NO_DISPLAY)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("demo") / "demo.sovan"
    for _ in make_demo(file, share=0.01):
        pass
    return file


MEETING_LISTS = ("rooms", "meeting_templates", "meeting_series", "participants")
# As large as what they ask needs.
ASKED = ("reserve", "cancel", "changed", "audit")
PICTURES = [
    f"{look}-{name}.png"
    for look in ("light", "dark", "large")
    for name in (
        *(
            f"{register}-{part}"
            for register in ("incoming", "outgoing")
            for part in ("list", "found", "form", "problems")
        ),
        *(f"{register}-list" for register in ("matters", "case_files", "dispatches", "loans")),
        "about",
        *ASKED,
        "keys",
        *(f"meetings-{part}" for part in ("week", "day", "month", "list")),
        *(f"{register}-list" for register in MEETING_LISTS),
        "meetings-form",
        "meetings-keys",
    )
]


@pytest.mark.parametrize("platform", ["offscreen", "xcb"])
def test_tour_takes_pictures_of_every_tab_and_form(
    small_demo: Path, tmp_path: Path, platform: str
) -> None:
    before = contents(small_demo.parent)
    folder = tmp_path / "new" / "pictures"
    surroundings: dict[str, str | None] = {"QT_QPA_PLATFORM": platform}
    if platform == "xcb":
        ended = _under_xvfb(small_demo, folder)
    else:
        ended = process("tour", small_demo, folder, changed=surroundings)[:2]
    assert ended == (0, "".join(f"{folder / name}\n" for name in PICTURES))
    assert sorted(path.name for path in folder.iterdir()) == sorted(PICTURES)
    for name in PICTURES:
        picture = QImage(str(folder / name))
        if not name.endswith(tuple(f"-{part}.png" for part in (*ASKED, "keys"))):
            assert (picture.width(), picture.height()) == (1366, 768), name
        assert _colours(picture) > 10, name
    assert contents(small_demo.parent) == before


def _under_xvfb(file: Path, folder: Path) -> tuple[int, str]:
    """The tour on a display of its own."""
    if not (shutil.which("xvfb-run") and shutil.which("Xvfb")):
        pytest.skip("Xvfb is not installed")
    changed = {
        "QT_QPA_PLATFORM": "xcb",
        "WAYLAND_DISPLAY": None,
        "XAUTHORITY": os.environ.get("XAUTHORITY"),
    }
    return process("tour", file, folder, changed=changed, under=("xvfb-run", "-a"))[:2]


def _colours(picture: QImage) -> int:
    spots = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7))
    return len({picture.pixel(x, y) for x, y in spots})


# --- paper: in a process of its own, since Qt then runs without windows ----------------------


def test_print_writes_the_register_as_a_pdf(books: Path, tmp_path: Path) -> None:
    target = tmp_path / "so.pdf"
    ended = process("print", books, "incoming-register", target, "--year", "2026")
    assert (ended.code, ended.err) == (0, "")
    assert target.read_bytes().startswith(b"%PDF-1.4")


def test_print_of_a_range_counts_its_rows(books: Path, tmp_path: Path) -> None:
    target = tmp_path / "so.pdf"
    ended = process("print", books, "incoming-register", target, "--from", "1", "--to", "1")
    rows = process("print", books, "incoming-register", target)
    assert (ended.code, rows.code) == (0, 0)
    assert int(ended.out.split()[0]) < int(rows.out.split()[0])


def test_print_counts_a_cancelled_number_as_a_row(books: Path, tmp_path: Path) -> None:
    discarded(books, "incoming", 1)
    target = tmp_path / "so.pdf"
    ended = process("print", books, "incoming-register", target, "--year", "2026")
    assert ended == Ended(0, f"2 rows in {target}.\n", "")


def test_print_refuses_what_is_no_pdf(books: Path, tmp_path: Path) -> None:
    ended = process("print", books, "incoming-register", tmp_path / "so.xlsx")
    assert ended == Ended(1, "", "so.xlsx has another ending: end it with .pdf.\n")
