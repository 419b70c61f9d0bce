"""Work beside the window: what it tells, how it is stopped, and which answer counts."""

import gc
import weakref
from array import array
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from desktop.correspondence.incoming import IncomingDocument
from desktop.errors import Trouble
from desktop.excel.writing import write_workbook
from desktop.language.words import M
from desktop.opening import make_office
from desktop.records import queries
from desktop.records.queries import Order, Query
from desktop.sheets.sheet import Column, Sheet
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.tasks import Afterwards, Job, NewestAnswer, Tasks
from tests.conftest import ten_o_clock

PATIENCE = 10  # seconds, for what comes at once unless something is broken
DOCUMENTS = 4_000
BY_SUBJECT = Query("incoming", order=(Order("subject"),))


class Watch:
    """What a job said, in its order, and whether it was said in the window's thread."""

    def __init__(self, job: Job) -> None:
        self.said: list[object] = []
        self.threads: set[int] = set()
        job.progressed.connect(lambda count: self._note(count))
        job.finished.connect(lambda: self._note("finished"))
        job.cancelled.connect(lambda: self._note("cancelled"))
        job.failed.connect(lambda error: self._note(error))

    def _note(self, said: object) -> None:
        self.said.append(said)
        self.threads.add(get_ident())

    @property
    def ended(self) -> bool:
        return bool(self.said) and not isinstance(self.said[-1], int)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.wait()


class Gate:
    """A sheet of many rows that waits in the midst of them until it is let through."""

    def __init__(self, rows: int = 2_000, at: int = 700) -> None:
        self._rows = rows
        self._at = at
        self._open = Event()

    def let_through(self) -> None:
        self._open.set()

    def sheet(self) -> Sheet:
        return Sheet("Papers", (Column("Paper", 40),), self._made(), self._rows)

    def _made(self) -> Iterator[tuple[str]]:
        for row in range(self._rows):
            if row == self._at:
                assert self._open.wait(PATIENCE)
            yield (f"Paper {row}",)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# Long acts


def test_act_tells_how_far_it_is_and_that_it_ended(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[int] = []

    def work() -> Iterator[int]:
        threads.append(get_ident())
        yield from (500, 1_000, 1_200)

    watch = Watch(tasks.start(work))
    qtbot.waitUntil(lambda: watch.ended)

    assert watch.said == [500, 1_000, 1_200, "finished"]
    assert watch.threads == {get_ident()}
    assert threads != [get_ident()]


def test_cancelled_export_leaves_the_old_file_and_nothing_beside_it(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    target = tmp_path / "papers.xlsx"
    target.write_bytes(b"the old file")
    gate = Gate()
    job = tasks.start(lambda: write_workbook(gate.sheet(), target))
    watch = Watch(job)
    qtbot.waitUntil(lambda: watch.said == [500])
    assert len(files(tmp_path)) == 2

    job.cancel()
    gate.let_through()
    qtbot.waitUntil(lambda: watch.ended)

    assert watch.said == [500, "cancelled"]
    assert files(tmp_path) == {"papers.xlsx": b"the old file"}


def test_export_that_is_not_cancelled_takes_the_place_of_the_old_file(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    target = tmp_path / "papers.xlsx"
    target.write_bytes(b"the old file")
    gate = Gate()
    gate.let_through()
    watch = Watch(tasks.start(lambda: write_workbook(gate.sheet(), target)))
    qtbot.waitUntil(lambda: watch.ended)

    assert watch.said == [500, 1_000, 1_500, 2_000, "finished"]
    assert [path.name for path in tmp_path.iterdir()] == ["papers.xlsx"]
    assert target.read_bytes()[:2] == b"PK"


def test_failure_is_told_with_its_sentence(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    gate = Gate(rows=3)
    target = tmp_path / "no such folder" / "papers.xlsx"
    watch = Watch(tasks.start(lambda: write_workbook(gate.sheet(), target)))
    qtbot.waitUntil(lambda: watch.ended)

    (trouble,) = watch.said
    assert isinstance(trouble, Trouble)
    assert trouble.message == M(
        "There is no folder {folder}: choose another, then export again.",
        folder=str(target.parent),
    )


def test_error_of_the_program_is_told_too(qtbot: QtBot, tasks: Tasks) -> None:
    def work() -> Iterator[int]:
        yield 1
        raise LookupError("not there")

    watch = Watch(tasks.start(work))
    qtbot.waitUntil(lambda: watch.ended)

    assert [str(said) for said in watch.said] == ["1", "not there"]
    assert isinstance(watch.said[-1], LookupError)


def test_acts_run_one_after_the_other(qtbot: QtBot, tasks: Tasks) -> None:
    under_way: list[str] = []

    def act(name: str) -> Callable[[], Generator[int, None, None]]:
        def work() -> Generator[int, None, None]:
            under_way.append(f"{name} begins")
            yield 1
            under_way.append(f"{name} ends")

        return work

    watches = [Watch(tasks.start(act(name))) for name in "abc"]
    qtbot.waitUntil(lambda: all(watch.ended for watch in watches))

    assert under_way == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


def test_waiting_stops_what_runs_and_what_has_not_begun(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    gate = Gate()
    first = Watch(tasks.start(lambda: write_workbook(gate.sheet(), tmp_path / "first.xlsx")))
    second = Watch(tasks.start(lambda: write_workbook(gate.sheet(), tmp_path / "second.xlsx")))
    qtbot.waitUntil(lambda: first.said == [500])

    gate.let_through()
    tasks.wait()
    qtbot.waitUntil(lambda: second.ended)

    # The worker may have come some rows further before it was told.
    assert (first.said[0], first.said[-1], second.said) == (500, "cancelled", ["cancelled"])
    assert files(tmp_path) == {}


def test_act_that_has_ended_is_let_go_with_all_that_it_holds(qtbot: QtBot, tasks: Tasks) -> None:
    class Rows:
        """What a long list would keep in memory."""

    rows = Rows()

    def work(rows: Rows = rows) -> Iterator[int]:
        yield 1

    held = weakref.ref(rows)
    job = tasks.start(work)
    watch = Watch(job)
    qtbot.waitUntil(lambda: watch.ended)
    del rows, work, job

    def let_go() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return held() is None

    qtbot.waitUntil(let_go)


# The newest answer


@pytest.fixture(scope="module")
def full_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An office with some thousands of documents, which nobody changes."""
    path = tmp_path_factory.mktemp("office") / "office.db"
    with closing(make_office(path, clock=ten_o_clock)) as office:
        with office.writing(M("filling")) as writing:
            for number in range(1, DOCUMENTS + 1):
                writing.add(
                    IncomingDocument(
                        series="SN",
                        year=2026,
                        number=number,
                        arrived_on=date(2026, 1, 1) + timedelta(days=number % 70),
                        issuer="Sở Nội vụ" if number % 4 else "Sở Y tế",
                        subject=f"Về việc số {number % 97}",
                    )
                )
        yield office


class Desk:
    """A list's questions, and the answers that came."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reader: Reader | None = None
        self.answers = NewestAnswer(self._reader)
        self.found: list[tuple[Query, int]] = []
        self.begun: list[tuple[Query, int]] = []
        self.failed: list[Exception] = []
        self.threads: set[int] = set()
        self.answers.found.connect(lambda query, ids: self._note(self.found, query, ids))
        self.answers.begun.connect(lambda query, ids: self._note(self.begun, query, ids))
        self.answers.failed.connect(self.failed.append)

    def _reader(self) -> Reader:
        self.reader = self.store.another_reader()
        return self.reader

    def _note(self, notes: list[tuple[Query, int]], query: Query, ids: "array[int]") -> None:
        notes.append((query, len(ids)))
        self.threads.add(get_ident())

    def sort_by(self, order: Callable[[str], str | None]) -> None:
        """Put another way of sorting text under the worker's queries."""
        assert self.reader is not None
        self.reader._connection.create_function("vietnamese", 1, order)


@pytest.fixture
def desk(full_office: Store, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(full_office)
    yield made
    made.answers.close()


def about(words: str) -> Query:
    return Query("incoming", words=words)


def test_answer_comes_with_its_question_in_the_windows_thread(qtbot: QtBot, desk: Desk) -> None:
    desk.answers.ask(about("y te"))
    qtbot.waitUntil(lambda: bool(desk.found))

    assert desk.found == [(about("y te"), DOCUMENTS // 4)]
    assert desk.threads == {get_ident()}


def test_long_answer_in_order_of_registration_begins_with_its_first_page(
    qtbot: QtBot, desk: Desk
) -> None:
    everything = Query("incoming")
    desk.answers.ask(everything)
    qtbot.waitUntil(lambda: bool(desk.found))

    assert (desk.begun, desk.found) == ([(everything, 500)], [(everything, DOCUMENTS)])


def test_of_many_questions_only_the_newest_is_answered(qtbot: QtBot, desk: Desk) -> None:
    for word in ("s", "so", "so y", "so y t", "so y te"):
        desk.answers.ask(about(word))
    qtbot.waitUntil(lambda: bool(desk.found))
    qtbot.waitUntil(lambda: not desk.answers.waiting)

    assert desk.found == [(about("so y te"), DOCUMENTS // 4)]


def test_answer_that_came_too_late_is_not_told(qtbot: QtBot, desk: Desk) -> None:
    desk.answers.ask(about("y te"))
    # The answer is found, and waits to be told when the next question is asked.
    desk.answers._pool.waitForDone()
    desk.answers.ask(about("noi vu"))
    qtbot.waitUntil(lambda: bool(desk.found))

    assert desk.found == [(about("noi vu"), DOCUMENTS * 3 // 4)]


def test_overtaken_question_is_interrupted_in_the_midst_of_its_rows(
    qtbot: QtBot, desk: Desk
) -> None:
    sorting, overtaken = Event(), Event()
    sorted_rows: list[str] = []

    def slowly(text: str) -> str:
        sorted_rows.append(text)
        sorting.set()
        assert overtaken.wait(PATIENCE)
        return text

    desk.sort_by(slowly)
    desk.answers.ask(BY_SUBJECT)
    assert sorting.wait(PATIENCE)

    desk.answers.ask(about("y te"))
    overtaken.set()
    qtbot.waitUntil(lambda: bool(desk.found))

    assert desk.found == [(about("y te"), DOCUMENTS // 4)]
    assert len(sorted_rows) < DOCUMENTS
    assert desk.failed == []


def test_question_that_fails_is_told_and_the_next_one_is_answered(qtbot: QtBot, desk: Desk) -> None:
    def refuse(text: str) -> str:
        raise ValueError(text)

    desk.sort_by(refuse)
    desk.answers.ask(BY_SUBJECT)
    qtbot.waitUntil(lambda: bool(desk.failed))
    assert (desk.found, len(desk.failed)) == ([], 1)

    newest_day = date(2026, 3, 11)
    few = Query("incoming").where("arrived_on", queries.Test.AT_LEAST, newest_day)
    desk.answers.ask(few)
    qtbot.waitUntil(lambda: bool(desk.found))
    assert desk.found == [(few, DOCUMENTS // 70)]


def test_closing_interrupts_and_answers_nothing_any_more(qtbot: QtBot, desk: Desk) -> None:
    sorting, closing_now = Event(), Event()

    def slowly(text: str) -> str:
        sorting.set()
        assert closing_now.wait(PATIENCE)
        return text

    desk.sort_by(slowly)
    desk.answers.ask(BY_SUBJECT)
    assert sorting.wait(PATIENCE)
    told = QSignalSpy(desk.answers.found)

    closing_now.set()
    desk.answers.close()
    desk.answers.close()
    desk.answers.ask(about("y te"))
    QCoreApplication.processEvents()

    assert (told.count(), desk.failed, desk.answers.waiting) == (0, [], False)


def test_file_can_be_opened_anew_after_closing(full_office: Store, qtbot: QtBot) -> None:
    desk = Desk(full_office)
    desk.answers.ask(Query("incoming"))
    desk.answers.close()

    with closing(full_office.another_reader()) as reader:
        assert reader.count(Query("incoming")) == DOCUMENTS


# Afterwards


def pause_of(afterwards: Afterwards) -> QTimer:
    """Its pause, of a moment instead of two seconds."""
    pause = afterwards.findChild(QTimer)
    assert isinstance(pause, QTimer)
    pause.setInterval(1)
    return pause


def test_what_is_due_is_done_afterwards_by_a_worker(qtbot: QtBot) -> None:
    done: list[int] = []
    afterwards = Afterwards(lambda: done.append(get_ident()), due=lambda: True)
    pause_of(afterwards)
    afterwards.heed()
    qtbot.waitUntil(lambda: bool(done))
    afterwards.close()
    assert done != [get_ident()]


def test_what_is_due_no_more_is_not_done(qtbot: QtBot) -> None:
    done: list[int] = []
    afterwards = Afterwards(lambda: done.append(1), due=lambda: False)
    with qtbot.waitSignal(pause_of(afterwards).timeout):
        afterwards.heed()
    afterwards.close()
    assert done == []


def test_closing_waits_for_what_is_being_done_and_begins_nothing_more(qtbot: QtBot) -> None:
    begun, ends = Event(), []

    def act() -> None:
        begun.set()
        ends.append("whole")

    afterwards = Afterwards(act, due=lambda: True)
    pause = pause_of(afterwards)
    afterwards.heed()
    qtbot.waitUntil(begun.is_set)
    afterwards.heed()
    afterwards.close()
    assert (ends, pause.isActive()) == (["whole"], False)
