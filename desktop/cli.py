"""The command line: each command calls the same acts as the window."""

import json
import signal
import sys
import tomllib
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from functools import wraps
from importlib import metadata
from pathlib import Path
from types import FrameType
from typing import Any, Final

import click

from desktop import paths
from desktop.correspondence.importing import Faulty, Twin, bring_in
from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.paper.printing_books import BoundBook, closing_print, is_as_closed
from desktop.correspondence.paper.sheets_by_name import NUMBERED, PRINTED, Asked
from desktop.correspondence.registering import title
from desktop.correspondence.reporting import YearCount, count_year
from desktop.correspondence.sheets import BOOK_ORDER, SHEETS, sheet_named
from desktop.correspondence.views import HEADINGS
from desktop.demo import DEMO_SIZE, make_demo
from desktop.errors import Trouble
from desktop.excel.writing import write_workbook
from desktop.intake.mapping import drafts, map_columns
from desktop.intake.reading import read_table
from desktop.language.words import LANGUAGES, M, Message, Ms, Words, language_of_system
from desktop.opening import make_office, new_office, office_of, office_on_trial, open_office
from desktop.records.queries import Query, Test
from desktop.records.record import fields_of
from desktop.storage import driver, journal
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.verifying import verify as wrongs_of

_PATH: Final = click.Path(path_type=Path)
_FILE: Final = click.argument("file", type=_PATH)
_REGISTERS: Final = click.Choice(list(DOCUMENTS))
_YEAR: Final = click.IntRange(1900, 2999)
_STOPPING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class _Refusal(click.ClickException):
    """Trouble on the command line: one sentence, exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def main() -> None:
    """Run a command, or open the window where none is named."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sovan(prog_name="sovan")


def _refusing(command: Callable[..., None]) -> Callable[..., None]:
    """Hand the words to a command, and say its Trouble in them instead of a traceback."""

    @wraps(command)
    @click.pass_obj
    def run(words: Words, /, file: Path, **options: Any) -> None:
        with _troubles_said(words, file), _ending_in_order():
            command(words, file, **options)

    return run


@contextmanager
def _troubles_said(words: Words, file: Path) -> Iterator[None]:
    try:
        with driver.troubles(file):
            yield
    except Trouble as trouble:
        raise _Refusal(words(trouble.message)) from trouble
    except (BrokenPipeError, click.ClickException):  # enough was read; all was said
        raise
    except OSError as error:
        message = M(
            "{file} cannot be used ({reason}): check its name and its drive.",
            file=str(error.filename or file),
            reason=error.strerror or str(error),
        )
        raise _Refusal(words(message)) from error
    except Exception as error:
        if _is_unsound(file):
            raise _Refusal(words(driver.damaged(file).message)) from error
        raise


def _is_unsound(file: Path) -> bool:
    """Whether the file explains an error that nobody foresaw: anything may stand in it."""
    try:
        with closing(open_office(file, read_only=True)) as store:
            return bool(wrongs_of(store))
    except Trouble:
        return False
    except Exception:  # noqa: BLE001 - not even to be looked at
        return True


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Ctrl+C, logging off and shutting down end a command only after what it began is undone."""
    stopped = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    usual = (signal.SIG_DFL, signal.default_int_handler)
    before = {one: known for one in _STOPPING if (known := signal.getsignal(one)) in usual}
    for one in before:
        signal.signal(one, stop)
    try:
        yield
    except BaseException as error:
        if stopped:  # SQLite makes an error of its own out of an interruption
            message = M("Interrupted: nothing was left half done, run it again.")
            raise Trouble(message) from error
        raise
    finally:
        for one, known in before.items():
            signal.signal(one, known)


def _say_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"sovan {_version()}")
        context.exit()


def _version() -> str:
    """The installed version; in a folder that nobody installed, the project's file names it."""
    try:
        return metadata.version("sovan")
    except metadata.PackageNotFoundError:
        project = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


@click.group(invoke_without_command=True)
@click.option("--file", "file", type=_PATH, help="The office's file; made where it is missing.")
@click.option("--demo", "demo_office", is_flag=True, help="Open the demo office.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the words.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
@click.pass_context
def sovan(
    context: click.Context, file: Path | None, *, demo_office: bool, language: str | None
) -> None:
    """Sổ Văn, the records manager; without a command it opens the window."""
    if file and demo_office:
        raise click.UsageError("--demo opens a file of its own: leave out --demo or --file.")
    words = Words(language or language_of_system())
    context.obj = words
    if context.invoked_subcommand is None:
        _open_window(words, file, demo_office=demo_office, language=language)


def _open_window(
    words: Words, file: Path | None, *, demo_office: bool, language: str | None
) -> None:
    from desktop.app import run  # noqa: PLC0415 - slow: Qt is loaded for the window only

    with _troubles_said(words, file or paths.office_file()):
        sys.exit(run(file=file, demo_office=demo_office, language=language))


@sovan.command()
@_FILE
@_refusing
def demo(words: Words, file: Path) -> None:
    """Write the demo office, year 2023, into a new FILE."""
    _progress(words(M("Writing the demo office")), DEMO_SIZE, make_demo(file))
    click.echo(words(M("{file} holds the demo office.", file=str(file))))


@sovan.command("import")
@_FILE
@click.argument("register", type=_REGISTERS)
@click.argument("source", type=_PATH)
@click.option("--map", "wishes", multiple=True, metavar="FIELD=COLUMN", help="Map a column.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@_refusing
def bring(
    words: Words, file: Path, register: str, source: Path, *, wishes: tuple[str, ...], dry_run: bool
) -> None:
    """Enter the rows of SOURCE (a text table or a workbook) into a REGISTER of FILE.

    FILE is made where it is missing. Rows that are there already (twins) and faulty rows are
    left out, and named with their line on standard output; the exit code is 0 all the same.
    Where each single row is faulty, nothing is written and the exit code is 1.
    """
    table = read_table(source)
    fields = fields_of(DOCUMENTS[register])
    columns = map_columns(table, fields, HEADINGS[register], wishes)
    with _office_to_fill(file, trial=dry_run) as store:
        names = KnownNames(store.reader)
        ground = names.ground(store.today, words.language)
        lines = drafts(table, columns, register)
        outcomes = bring_in(store, lines, names=names, ground=ground, dry_run=dry_run)
        entered, left_out = _sorted_out(outcomes)
        for one in left_out:
            click.echo(_said_of(words, register, one))
        _say_counts(words, entered, left_out, dry_run=dry_run)
        if not entered and all(isinstance(one, Faulty) for one in left_out):
            raise Trouble(
                M(
                    "No row of {file} can be entered: put right what is said of its lines, "
                    "or map its columns.",
                    file=table.source,
                )
            )


def _office_to_fill(file: Path, *, trial: bool) -> AbstractContextManager[Store]:
    """An office to write into; one that is made for it stays only where the act succeeds."""
    if trial:
        return office_on_trial(file)
    return closing(make_office(file)) if file.exists() else new_office(file)


def _sorted_out(
    outcomes: Generator[Twin | Faulty | Document, None, None],
) -> tuple[int, list[Twin | Faulty]]:
    """How many rows were entered, and those that were not; nothing is said before all is saved."""
    entered = 0
    left_out: list[Twin | Faulty] = []
    with closing(outcomes):
        for outcome in outcomes:
            if isinstance(outcome, Twin | Faulty):
                left_out.append(outcome)
            else:
                entered += 1
    return entered, left_out


def _say_counts(words: Words, count: int, left_out: list[Twin | Faulty], *, dry_run: bool) -> None:
    entered = Ms("{count} row entered", "{count} rows entered", count)
    if dry_run:
        entered = Ms("{count} row would be entered", "{count} rows would be entered", count)
    twin_count = sum(isinstance(one, Twin) for one in left_out)
    twins = Ms("{count} twin left out", "{count} twins left out", twin_count)
    faulty = Ms(
        "{count} faulty row left out",
        "{count} faulty rows left out",
        len(left_out) - twin_count,
    )
    click.echo(
        words(M("{entered}, {twins}, {faulty}.", entered=entered, twins=twins, faulty=faulty))
    )


def _said_of(words: Words, register: str, one: Twin | Faulty) -> str:
    if isinstance(one, Twin):
        return _twin_said(words, one)
    return _fault_said(words, register, one)


def _twin_said(words: Words, twin: Twin) -> str:
    if twin.of_line is not None:
        message = M(
            "Line {line}: twin of line {other}.", line=str(twin.line), other=str(twin.of_line)
        )
        return words(message)
    return words(
        M("Line {line}: twin of {document}.", line=str(twin.line), document=title(twin.of))
    )


def _fault_said(words: Words, register: str, faulty: Faulty) -> str:
    """On one line, whatever the cells hold."""
    fields = fields_of(DOCUMENTS[register])
    reasons = [f"{words(fields[p.field].label)}: {words(p.message)}" for p in faulty.problems]
    said = words(M("Line {line}: {reasons}", line=str(faulty.line), reasons=" ".join(reasons)))
    return " ".join(said.split())


@sovan.command()
@_FILE
@click.argument("register", type=_REGISTERS)
@click.argument("out", type=_PATH)
@click.option("--year", type=_YEAR, help="Only the documents of one year.")
@click.option("--search", "text", default="", help="Only documents that hold these words.")
@click.option(
    "--sheet", type=click.Choice(SHEETS), help="Which sheet; the statutory register first."
)
@_refusing
def export(
    words: Words,
    file: Path,
    register: str,
    out: Path,
    *,
    year: int | None,
    text: str,
    sheet: str | None,
) -> None:
    """Write a REGISTER of FILE as the Excel workbook OUT."""
    name = sheet or f"{register}-register"
    if name.endswith("-register") and name != f"{register}-register":
        raise Trouble(
            M(
                "The sheet {sheet} is not of this register: name {register}-register or list.",
                sheet=name,
                register=register,
            )
        )
    _refuse_unless_new(out, file, ".xlsx")
    with closing(open_office(file, read_only=True)) as store:
        # The whole book keeps its cancelled numbers; what words pick out has none.
        query = _query(register, year, text, with_trash=name != "list" and not text)
        ground = KnownNames(store.reader).ground(store.today, words.language)
        page = sheet_named(
            name, store.reader, query, office=office_of(store), year=year, ground=ground
        )
        _progress(words(M("Writing {file}", file=out.name)), page.count, write_workbook(page, out))
    click.echo(
        words(Ms("{count} row in {file}.", "{count} rows in {file}.", page.count, file=str(out)))
    )


def _refuse_unless_new(out: Path, file: Path, ending: str) -> None:
    """What is written takes the place of what is there, and must not take an office's."""
    if out.suffix.lower() != ending and not out.is_dir():
        raise Trouble(
            M("{name} has another ending: end it with {ending}.", name=out.name, ending=ending)
        )
    if out.exists() and file.exists() and out.samefile(file):
        raise Trouble(M("{file} exists already: name a new file.", file=str(out)))


@sovan.command("print")
@_FILE
@click.argument("sheet", type=click.Choice(list(PRINTED)))
@click.argument("out", type=_PATH)
@click.option("--year", type=_YEAR, help="Only the documents of one year.")
@click.option("--from", "first", type=click.IntRange(1), help="From this number on.")
@click.option("--to", "last", type=click.IntRange(1), help="Up to this number.")
@_refusing
def print_sheet(
    words: Words,
    file: Path,
    sheet: str,
    out: Path,
    *,
    year: int | None,
    first: int | None,
    last: int | None,
) -> None:
    """Write a SHEET of FILE as the PDF OUT, page by page as it will be bound.

    Of a register that was closed it is said whether its rows are still those that were closed.
    """
    from desktop.printing.pdf import write_pdf  # noqa: PLC0415 - slow: Qt paints the pages
    from desktop.printing.without_window import fonts  # noqa: PLC0415 - the same

    _refuse_unless_new(out, file, ".pdf")
    _refuse_numbers(sheet, first, last)
    with closing(open_office(file, read_only=True)) as store, fonts():
        asked = Asked(office_of(store), store.today, year, first, last)
        page = PRINTED[sheet](store.reader, asked)
        _progress(words(M("Writing {file}", file=out.name)), page.count, write_pdf(page, out))
        closed = _closed_said(store, sheet, year)
    click.echo(
        words(Ms("{count} row in {file}.", "{count} rows in {file}.", page.count, file=str(out)))
    )
    if closed:
        click.echo(words(closed))


def _refuse_numbers(sheet: str, first: int | None, last: int | None) -> None:
    if sheet not in NUMBERED and (first, last) != (None, None):
        raise Trouble(
            M("The sheet {sheet} has no numbers: leave out --from and --to.", sheet=sheet)
        )


def _closed_said(store: Store, sheet: str, year: int | None) -> Message | None:
    """Whether a closed book holds today what it held then; None where it was never closed."""
    if sheet not in NUMBERED or year is None:
        return None
    book = BoundBook(sheet, year)
    closed = closing_print(store.reader, book)
    if closed is None:
        return None
    day = f"{closed.printed_on:%d/%m/%Y}"
    if is_as_closed(store.reader, book, closed, office=office_of(store)):
        return M("The book was closed on {day}; its rows are as they were then.", day=day)
    return M("The book was closed on {day}; rows have been corrected since.", day=day)


def _query(register: str, year: int | None, text: str, *, with_trash: bool) -> Query:
    query = Query(register, words=text, order=BOOK_ORDER, with_trash=with_trash)
    return query if year is None else query.where("year", Test.IS, year)


def _progress(label: str, count: int, counts: Generator[int, None, object]) -> None:
    """Follow an act that tells how far it has come; the bar is for people at a terminal."""
    with closing(counts):
        if not (sys.stderr and sys.stderr.isatty()):
            deque(counts, maxlen=0)
            return
        with click.progressbar(length=count, label=label, file=sys.stderr) as bar:
            before = 0
            for done in counts:
                bar.update(done - before)
                before = done


@sovan.command()
@_FILE
@click.argument("text")
@click.option("--register", type=_REGISTERS, help="Search one register only.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@_refusing
def search(words: Words, file: Path, text: str, *, register: str | None, as_json: bool) -> None:
    """Find the documents of FILE that hold all words of TEXT, with marks or without."""
    with closing(open_office(file, read_only=True)) as store:
        found = _found(store.reader, text, [register] if register else list(DOCUMENTS))
        if as_json:
            click.echo(json.dumps([_as_json(document) for document in found], ensure_ascii=False))
            return
        count = 0
        for document in found:
            count += 1
            click.echo(_line(words, document))
    click.echo(words(Ms("{count} document found.", "{count} documents found.", count)))


def _found(reader: Reader, text: str, registers: list[str]) -> Iterator[Document]:
    for register in registers:
        yield from reader.records(register, reader.ids(Query(register, words=text)))


def _line(words: Words, document: Document) -> str:
    parts = [words(title(document)), document.symbol, document.issuer, document.subject]
    return " | ".join(part.replace("\n", " ") for part in parts if part)


def _as_json(document: Document) -> dict[str, Any]:
    shown = {"register": document.kind, "id": document.id}
    for name in fields_of(type(document)):
        value = getattr(document, name)
        shown[name] = value.isoformat() if isinstance(value, date) else value
    return shown


@sovan.command()
@_FILE
@click.option("--year", type=_YEAR, required=True, help="The year to report.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@_refusing
def report(words: Words, file: Path, *, year: int, as_json: bool) -> None:
    """Count the documents of a year."""
    with closing(open_office(file, read_only=True)) as store:
        counts = count_year(store.reader, year)
    if as_json:
        totals: dict[str, Any] = {count.register: count.total for count in counts}
        parts = {f"{count.register}_detail": _detail(count) for count in counts}
        click.echo(json.dumps({"year": year, **totals, **parts}, ensure_ascii=False))
        return
    for count in counts:
        said = {
            "incoming": Ms("{count} incoming document", "{count} incoming documents", count.total),
            "outgoing": Ms("{count} outgoing document", "{count} outgoing documents", count.total),
        }
        click.echo(words(said[count.register]))


def _detail(count: YearCount) -> dict[str, Any]:
    return {
        "by_series": dict(count.by_series),
        "by_kind": {kind or "": number for kind, number in count.by_kind},
        "not_handed_over": count.not_handed_over,
    }


@sovan.command()
@_FILE
@_refusing
def verify(words: Words, file: Path) -> None:
    """Check that FILE is whole and its journal unbroken.

    Note the number of changes and the last hash that it says, on the bound register for example:
    that the newest changes were cut off, or all hashes written anew, shows only against a hash
    that was noted elsewhere.
    """
    with closing(open_office(file, read_only=True)) as store:
        wrongs = wrongs_of(store)
        if wrongs:
            raise _Refusal("\n".join(words(wrong) for wrong in wrongs))
        click.echo(words(_sound(store, file)))


def _sound(store: Store, file: Path) -> Message:
    return Ms(
        "{file} is sound: {count} change, the last one with the hash {hash}.",
        "{file} is sound: {count} changes, the last one with the hash {hash}.",
        store.next_change - 1,  # in an unbroken journal no number is left out
        file=str(file),
        hash=journal.last_hash(store.connection),
    )


@sovan.command()
@_FILE
@click.argument("folder", metavar="OUTDIR", type=_PATH)
@_refusing
def tour(words: Words, file: Path, folder: Path) -> None:
    """Take pictures of the registers into OUTDIR, in light, in dark and at 200 %.

    Of each register its list, a search, the form and its problems; and the sheet of keys.
    """
    from desktop.tour import take  # noqa: PLC0415 - slow: Qt is loaded for the window only

    open_office(file, read_only=True).close()  # before a folder is made for its pictures
    for picture in take(file, folder, words.language):
        click.echo(str(picture))
