"""The rows of the table: what a person waits for, each beside the bare thing that does the same."""

import random
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QEventLoop,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QTableView

from desktop.correspondence.finding.phrases import Beginning, continuations
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import register
from desktop.correspondence.screens.books import Book
from desktop.correspondence.sheets import BOOK_ORDER, register_sheet
from desktop.correspondence.views import INCOMING
from desktop.excel.writing import write_workbook
from desktop.language.folding import has_marks, tokens
from desktop.language.words import Words
from desktop.opening import office_of, open_office
from desktop.printing.beside import OpenSheet
from desktop.printing.pdf import write_pdf
from desktop.printing.preview import Preview
from desktop.records.queries import Order, Query, Test
from desktop.records.record import fields_of, row_of
from desktop.sheets.sheet import Sheet
from desktop.storage import driver, search
from desktop.storage.store import Store
from desktop.widgets.record_list import RecordList, RecordListModel
from tests.bench.measuring import Act, Pair, Row, repeated
from tests.bench.office import as_new

ALL: Final = Query("incoming")
_LIVE: Final = "FROM incoming WHERE trashed = 0"
_PAGE: Final = 500
_BLOCK: Final = 128
_ONE_DAY: Final = 221
_OF_EACH: Final = 36  # queries of each sort


@dataclass(frozen=True)
class Bench:
    """An open office, and lots that fall the same in each run."""

    store: Store
    folder: Path
    dice: random.Random

    @property
    def last_year(self) -> int:
        return self.store.reader.years("incoming")[0]

    def all_of(self, sql: str, *values: object) -> Act:
        """The bare thing: one statement on the same connection."""
        return lambda: self.store.connection.execute(sql, values).fetchall()


def measured(
    path: Path, clock: Callable[[], datetime], tell: Callable[[str], None]
) -> Iterator[Row]:
    """Every row, in the order of the table."""
    tell("opening the file")
    yield _opening(path, clock)
    with closing(open_office(path, clock=clock)) as store:
        bench = Bench(store, path.parent, random.Random(2023))
        for rows in (
            _names,
            _lists,
            _sorts,
            _searches,
            _phrases,
            _blocks,
            _jumps,
            _marked_jumps,
            _export,
            _paper,
            _saves,
        ):
            tell(f"measuring:{rows.__name__.replace('_', ' ')}")
            yield from rows(bench)


def _opening(path: Path, clock: Callable[[], datetime]) -> Row:
    return repeated(
        "opening the file",
        20,
        lambda: open_office(path, clock=clock).close(),
        "connecting with the same settings",
        lambda: driver.connect(path, read_only=False).close(),
        size=1,
    )


def _names(bench: Bench) -> Iterator[Row]:
    bare = bench.all_of("SELECT * FROM bodies")
    reader = bench.store.reader
    known = len(KnownNames(reader).bodies)
    yield repeated(
        "names read at start", 5, lambda: KnownNames(reader), "SELECT * of bodies", bare, size=known
    )


def _lists(bench: Bench) -> Iterator[Row]:
    ids, newest = bench.store.reader.ids, f"SELECT id {_LIVE} ORDER BY id DESC"
    year = ALL.where("year", Test.IS, bench.last_year)
    year_sql = f"SELECT id {_LIVE} AND year = ? ORDER BY id DESC"
    in_year, page = bench.all_of(year_sql, bench.last_year), bench.all_of(f"{newest} LIMIT 500")
    yield repeated(
        "all ids in order", 20, lambda: ids(ALL), "SELECT id, covering index", bench.all_of(newest)
    )
    yield repeated("ids of one year", 20, lambda: ids(year), "SELECT id of the year", in_year)
    yield repeated(
        "first page of a list", 200, lambda: ids(ALL, _PAGE), "SELECT id … LIMIT 500", page
    )


def _sorts(bench: Bench) -> Iterator[Row]:
    for field, what in (("issuer", "author"), ("subject", "abstract")):
        query = Query("incoming", order=(Order(field),))
        bare = bench.all_of(f"SELECT id {_LIVE} ORDER BY {field}, id DESC")
        ours = partial(bench.store.reader.ids, query)
        yield repeated(f"sort by {what}", 3, ours, "ORDER BY its bytes", bare)


# Search


def _searches(bench: Bench) -> Iterator[Row]:
    """All sorts together, then each sort: in the list's first page, then to the last hit."""
    sorts = _typed(bench)
    for what, limit in (("search, first page", _PAGE), ("search, all ids", None)):
        pairs = {name: _looked_up(bench, typed, limit) for name, typed in sorts.items()}
        together = Pair()
        for pair in pairs.values():
            together.add(pair)
        yield together.row(what, "the bare FTS statement")
        for name, pair in pairs.items():
            yield pair.row(f"  {name}", "the same")


def _looked_up(bench: Bench, typed: Sequence[str], limit: int | None) -> Pair:
    pair = Pair()
    sql = (
        "SELECT rowid FROM incoming_search WHERE incoming_search MATCH ?"
        " ORDER BY rowid DESC LIMIT ?"
    )
    most = -1 if limit is None else limit
    for words in typed:
        ours = partial(bench.store.reader.ids, Query("incoming", words=words), limit)
        pair.take(ours, bench.all_of(sql, search.expression(words), most))
    return pair


def _typed(bench: Bench) -> dict[str, list[str]]:
    """What people type, by sorts, drawn from the documents themselves."""
    documents, dice = _some_documents(bench, 400), bench.dice
    subjects = [document.subject for document in documents]
    symbols = [document.symbol for document in documents if document.symbol]
    folded, as_written = map(tokens, subjects), map(_with_marks, subjects)
    common, common_marked = _commonest(folded), _commonest(as_written)
    drawn = [dice.choice(tokens(subject)) for subject in dice.sample(subjects, _OF_EACH)]
    return {
        "one letter": list("abcdeghiklmnopqrstuvxy0123456789"),
        "beginning of a word": [word[: dice.randint(2, 4)] for word in drawn],
        "common word": common,
        "symbol": [one[: dice.randint(2, len(one))].lower() for one in symbols[:_OF_EACH]],
        "several words": [_run_of(dice, tokens(subject)) for subject in subjects[:_OF_EACH]],
        "words with marks": common_marked,
        "nothing found": [f"{word}zq{place}" for place, word in enumerate(drawn)],
    }


def _commonest(texts: Iterable[list[str]]) -> list[str]:
    found = Counter(word for words in texts for word in words if len(word) > 1)
    return [word for word, _ in found.most_common(_OF_EACH)]


def _some_documents(bench: Bench, how_many: int) -> list[IncomingDocument]:
    ids = bench.store.reader.ids(ALL)
    drawn = bench.dice.sample(ids, min(how_many, len(ids)))
    return list(bench.store.reader.records("incoming", drawn))


def _with_marks(subject: str) -> list[str]:
    return [word for word in subject.lower().split() if has_marks(word) and tokens(word)]


def _run_of(dice: random.Random, words: list[str]) -> str:
    start = dice.randrange(max(1, len(words) - 3))
    return " ".join(words[start : start + dice.randint(2, 4)])


def _phrases(bench: Bench) -> Iterator[Row]:
    """Each pause in an abstract that is typed from its beginning, by an author who wrote before."""
    pair = Pair()
    for document in _some_documents(bench, _OF_EACH):
        for letters in (2, 8, 20, 50):
            beginning = Beginning(
                "incoming",
                document.subject[:letters],
                document.issuer,
                document.document_kind or "",
            )
            ours = partial(continuations, bench.store.reader, beginning)
            pair.take(ours, _bare_phrase(bench, beginning.typed))
    yield pair.row("continuations of an abstract", "one FTS statement of its last words")


def _bare_phrase(bench: Bench, typed: str) -> Act:
    run = tokens(typed)[-4:]
    return bench.all_of(
        "SELECT d.subject FROM incoming_search s CROSS JOIN incoming d ON d.id = s.rowid"
        " WHERE incoming_search MATCH ? ORDER BY s.rowid DESC LIMIT 300",
        search.run_expression(run, unfinished=True),
    )


# Rows and the list


def _blocks(bench: Bench) -> Iterator[Row]:
    reader, ids, pair = bench.store.reader, bench.store.reader.ids(ALL), Pair()
    for _ in range(200):
        start = bench.dice.randrange(max(1, len(ids) - _BLOCK))
        block = ids[start : start + _BLOCK]
        sql = f"SELECT * FROM incoming WHERE id IN ({', '.join('?' * len(block))})"
        pair.take(partial(_read, reader, block), bench.all_of(sql, *block))
    yield pair.row("a block of 128 rows", "SELECT * … id IN (…)")


def _read(reader: Any, block: "array[int]") -> list[Any]:
    return list(reader.records("incoming", block))


def _jumps(bench: Bench) -> Iterator[Row]:
    ids, pair = bench.store.reader.ids(ALL), Pair()
    ours, bare = _list(bench, ids), _bare_list(len(ids))
    for view in (ours, bare):
        view.resize(1366, 700)
        view.show()
        QApplication.processEvents()
    for _ in range(200):
        row = bench.dice.randrange(len(ids))
        pair.take(partial(_jump, ours, row), partial(_jump, bare, row), size=_in_sight(ours))
    ours.close()
    bare.close()
    yield pair.row("a jump in the list, painted", "QTableView of one fixed word")


def _marked_jumps(bench: Bench) -> Iterator[Row]:
    """What marks of hits cost: with three letters, many words begin in every row."""
    ids, pair = bench.store.reader.ids(ALL), Pair()
    marked, plain = _list(bench, ids), _list(bench, ids)
    marked.mark_hits(Query("incoming", words="bao cao"))
    for view in (marked, plain):
        view.resize(1366, 700)
        view.show()
        QApplication.processEvents()
    for _ in range(200):
        row = bench.dice.randrange(len(ids))
        pair.take(partial(_jump, marked, row), partial(_jump, plain, row), size=_in_sight(marked))
    marked.close()
    plain.close()
    yield pair.row("a jump, hits marked", "the same without marks")


def _jump(view: QTableView, row: int) -> None:
    view.verticalScrollBar().setValue(row)
    view.viewport().repaint()


def _in_sight(view: QTableView) -> int:
    return view.viewport().height() // view.verticalHeader().defaultSectionSize() + 1


def _list(bench: Bench, ids: "array[int]") -> RecordList:
    names, fields = KnownNames(bench.store.reader), fields_of(IncomingDocument)
    words = Words("vi")
    model = RecordListModel(
        fields,
        {one.field: one.head or fields[one.field].label for one in INCOMING.columns},
        fetch=lambda block: bench.store.reader.records("incoming", block),
        ground=lambda: names.ground(bench.store.today, words.language),
        words=words,
    )
    made = RecordList(model, empty="", show_all="")
    made.set_widths(_widths(made))
    made.set_ids(ids)
    return made


def _widths(view: QTableView) -> list[tuple[str, int]]:
    digit = view.fontMetrics().horizontalAdvance("0")
    return [(one.field, (one.width + 2) * digit + 12) for one in INCOMING.columns]


class _FixedWord(QAbstractTableModel):
    """As many rows and columns as the list, with the same word in each cell."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(INCOMING.columns)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        return "Quyết định" if role == Qt.ItemDataRole.DisplayRole else None


def _bare_list(rows: int) -> QTableView:
    view = QTableView()
    model = _FixedWord(rows)
    model.setParent(view)
    view.setModel(model)
    view.setWordWrap(False)
    view.verticalHeader().setDefaultSectionSize(int(view.fontMetrics().height() * 1.75))
    for column, (_, width) in enumerate(_widths(view)):
        view.setColumnWidth(column, width)
    return view


# Excel and paper


def _export(bench: Bench) -> Iterator[Row]:
    query = _in_book_order().where("year", Test.IS, bench.last_year)
    rows = list(_sheet(bench, query).rows)
    target, bare = bench.folder / "ours.xlsx", bench.folder / "bare.xlsx"
    yield repeated(
        "Excel, one year, read and written",
        1,
        lambda: deque(write_workbook(_sheet(bench, query), target), maxlen=0),
        "openpyxl write-only, cells in memory",
        lambda: _written_bare(rows, bare),
        size=len(rows),
    )


def _written_bare(rows: Sequence[Sequence[object]], path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)


def _in_book_order() -> Query:
    return replace(ALL, order=BOOK_ORDER)


def _sheet(bench: Bench, query: Query) -> Sheet:
    office = office_of(bench.store)
    return register_sheet(bench.store.reader, query, office=office, year=bench.last_year)


def _paper(bench: Bench) -> Iterator[Row]:
    query = _in_book_order().where("arrived_on", Test.IS, _usual_day(bench))
    rows = list(_sheet(bench, query).rows)
    target, bare = bench.folder / "ours.pdf", bench.folder / "bare.pdf"
    yield repeated(
        "PDF of one day",
        5,
        lambda: deque(write_pdf(_sheet(bench, query), target), maxlen=0),
        "QPdfWriter, drawText of each cell",
        lambda: _painted_bare(rows, bare),
        size=len(rows),
    )
    yield repeated(
        "preview of one day, to its first page",
        5,
        lambda: _previewed(Book(bench.store, query, office=office_of(bench.store), year=None)),
        "QPdfWriter, drawText of each cell",
        lambda: _painted_bare(rows, bare),
        size=len(rows),
    )


def _previewed(open_sheet: OpenSheet) -> None:
    """Until the first page can be read; the others come meanwhile."""
    preview = Preview(open_sheet, words=Words("en"))
    preview.open()
    while preview.view.picture(0) is None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    preview.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _usual_day(bench: Bench) -> date:
    """The day of the last year whose documents come nearest to the usual number of a day."""
    year = ALL.where("year", Test.IS, bench.last_year)
    days = bench.store.reader.groups(year, "arrived_on")
    day: date = min(days, key=lambda found: abs(found[1] - _ONE_DAY))[0]
    return day


def _painted_bare(rows: Sequence[Sequence[object]], path: Path) -> None:
    """Twelve rows to a page in columns of one width, wrapped, and nothing more."""
    writer = QPdfWriter(str(path))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    painter = QPainter(writer)
    high, wide = writer.height() / 12, writer.width() / len(rows[0])
    for place, row in enumerate(rows):
        if place and place % 12 == 0:
            writer.newPage()
        for column, cell in enumerate(row):
            box = QRectF(column * wide, place % 12 * high, wide, high)
            painter.drawText(box, int(Qt.TextFlag.TextWordWrap), str(cell or ""))
    painter.end()


# Saving


def _saves(bench: Bench) -> Iterator[Row]:
    names, numbers, pair = KnownNames(bench.store.reader), count(1), Pair()
    today = bench.store.today
    (made_by,) = bench.store.connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'incoming'"
    ).fetchone()
    with closing(driver.connect(bench.folder / "bare.db", read_only=False)) as bare:
        bare.execute(made_by)
        for document in _some_documents(bench, 200):
            new = replace(as_new(document), arrived_on=today)
            row = row_of(replace(new, year=today.year, number=next(numbers)))
            ours = partial(register, bench.store, new, names=names)
            pair.take(ours, partial(_inserted, bare, row), size=1)
    yield pair.row("registering a document", "INSERT and commit, same settings")


def _inserted(connection: Any, row: Mapping[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO incoming ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )
