"""What a secretary does at the window, each with the longest standstill that it brings."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelection, QItemSelectionModel
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QProgressDialog, QWidget

from desktop.app import Opened
from desktop.correspondence.bulk_editing import Way
from desktop.correspondence.screens.audit_dialog import AuditDialog
from desktop.correspondence.screens.bulk_edit_dialog import BulkEditDialog
from desktop.correspondence.screens.register_screen import RegisterScreen
from desktop.correspondence.screens.tab import CorrespondenceTab
from desktop.office.screens.register_page import RegisterPage
from desktop.opening import open_office
from desktop.printing.preview import Preview
from desktop.records.queries import Query, Test
from desktop.settings import Settings
from tests.bench.standstills import Standstill, Watch, standstill

_LETTER_S: Final = 0.09  # between two letters of a quick typist
_MEGABYTES: Final = 40
_SEARCHED: Final = "kế hoạch triển khai"
_ABSTRACT: Final = "Về việc triển khai kế hoạch phòng chống "
_SHIFT_DOWN: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect

Act = Callable[[], object]


@dataclass(frozen=True)
class Step:
    """Part of an act; `waits` until the window has come to rest, as a person does who looks."""

    act: Act
    waits: bool = True


class Secretary:
    """Sits at the window of an office, and notes how long it stands still."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._clock = clock
        self.watch = Watch()
        self.opened: Opened
        self.gaps: dict[str, list[float]] = {}
        self._often: dict[str, bool] = {}

    # The window

    def open(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        store = open_office(self._path, clock=self._clock)
        settings = Settings(language="vi", scheme="light", hand_over_slips=False)
        self.opened = Opened(app, store, settings, settings_path=self._path.parent / "set.json")
        self.opened.window.show()
        self.opened.window.activateWindow()

    def close(self) -> None:
        window = self.opened.window
        window.close()
        self.opened.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def tab(self) -> CorrespondenceTab:
        tab = self.opened.window.screens[0]
        assert isinstance(tab, CorrespondenceTab)
        return tab

    @property
    def register(self) -> RegisterScreen:
        """The register of documents on screen."""
        screen = self.tab.documents
        assert screen is not None
        return screen

    @property
    def page(self) -> RegisterPage:
        page = self.tab.current
        assert isinstance(page, RegisterPage)
        return page

    def is_quiet(self) -> bool:
        """Whether the window has nothing under way."""
        tab = self.tab
        busy = tab.current.is_waiting or tab.is_looking or self.opened.desk.tasks.busy
        return not (busy or any(not _at_rest(one) for one in _dialogs()))

    # Acting

    def does(self, what: str, *steps: Act | Step, often: bool = True) -> None:
        """Do an act, and note its longest standstill."""
        longest = 0.0
        for one in steps:
            step = one if isinstance(one, Step) else Step(one)
            quiet = self.is_quiet if step.waits else lambda: True
            seconds = {} if step.waits else {"for_s": _LETTER_S}
            longest = max(longest, self.watch.during(step.act, quiet, **seconds))
        self.gaps.setdefault(what, []).append(longest)
        self._often[what] = often

    def prepares(self, act: Act) -> None:
        """Do what is not measured."""
        self.watch.during(act, self.is_quiet)

    def standstills(self) -> list[Standstill]:
        return [standstill(what, gaps, often=self._often[what]) for what, gaps in self.gaps.items()]

    def presses(self, key: str) -> Act:
        """Press a key where the keyboard is."""
        combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
        return lambda: QTest.keyClick(
            self._at(), combination.key(), combination.keyboardModifiers()
        )

    def types(self, text: str) -> Iterator[Step]:
        """Type letters one after the other; an input method commits those with marks."""
        for letter in text:
            yield Step(lambda letter=letter: self._types_one(letter), waits=False)  # type: ignore[misc]

    def _types_one(self, letter: str) -> None:
        if letter.isascii():
            QTest.keyClicks(self._at(), letter)
            return
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QCoreApplication.sendEvent(self._at(), event)

    def selects(self, count: int) -> None:
        """Choose the first rows of the list."""
        listed = self.tab.current.list
        model, chosen = listed.model(), listed.selectionModel()
        last = model.index(min(count, model.rowCount()) - 1, model.columnCount() - 1)
        chosen.select(QItemSelection(model.index(0, 0), last), _SHIFT_DOWN)
        listed.setFocus()

    def _at(self) -> QWidget:
        front = QApplication.activeModalWidget() or self.opened.window
        if QApplication.activeWindow() is not front:
            front.activateWindow()  # without a window manager nobody else does it
            QApplication.processEvents()
        return QApplication.focusWidget() or front


def _dialogs() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def _at_rest(window: QWidget) -> bool:
    if isinstance(window, QProgressDialog):
        return False
    if isinstance(window, BulkEditDialog):
        return not window.is_busy
    if isinstance(window, AuditDialog):
        return not window.is_waiting
    if isinstance(window, Preview):
        return window.view.picture(0) is not None
    return True


def standstills(
    path: Path, clock: Callable[[], datetime], tell: Callable[[str], None], *, times: int
) -> list[Standstill]:
    """Every act so many times, in the order in which it is done."""
    secretary = Secretary(path, clock)
    heavy = _scan(path.parent)
    for time in range(times):
        tell(f"watching the window: {time + 1} of {times}")
        with _at_the_window(secretary):
            for acts in (_looking, _finding, _filtering, _entering, _changing_many, _leaving):
                acts(secretary)
            _attaching(secretary, heavy)
            _following_up(secretary)
    return secretary.standstills()


def _scan(folder: Path) -> Path:
    """A file that cannot be packed."""
    heavy = folder / "scan.bin"
    heavy.write_bytes(random.Random(40).randbytes(_MEGABYTES * 1_000_000))
    return heavy


@contextmanager
def _at_the_window(secretary: Secretary) -> Iterator[None]:
    secretary.does("opening the window", Step(secretary.open), often=False)
    try:
        yield
    finally:
        secretary.close()


def _looking(secretary: Secretary) -> None:
    presses = secretary.presses
    secretary.does("to the other register", presses("F4"), presses("F3"))
    secretary.prepares(lambda: secretary.register.list.setFocus())
    secretary.does("one row down", *(presses("Down"),) * 8)
    secretary.does("a page down", *(presses("PgDown"),) * 5)
    secretary.does("to the end of the list", presses("Ctrl+End"), often=False)
    secretary.does("choosing all rows", presses("Ctrl+A"), often=False)
    secretary.prepares(presses("Ctrl+Home"))
    secretary.prepares(lambda: secretary.tab.show_document(_most_answered(secretary)))
    secretary.prepares(presses("Up"))
    secretary.does("a document of a long chain", presses("Down"))


def _most_answered(secretary: Secretary) -> Any:
    """The document to which most others reply."""
    reader = secretary.opened.desk.store.reader
    asked = Query("outgoing").where("replies_to", Test.FILLED)
    replies_to, _ = reader.groups(asked, "replies_to")[0]
    return reader.record("incoming", replies_to)


def _finding(secretary: Secretary) -> None:
    presses = secretary.presses
    secretary.prepares(presses("Ctrl+F"))
    secretary.does("searching letter by letter", *secretary.types(_SEARCHED))
    secretary.prepares(lambda: None)
    secretary.does("clearing the search", presses("Ctrl+L"))
    for key in range(1, 9):
        secretary.does(f"saved view {key}", presses(f"Ctrl+{key}"))
    secretary.prepares(presses("F3"))
    secretary.prepares(presses("Ctrl+L"))


def _filtering(secretary: Secretary) -> None:
    bar = secretary.register.filters
    year = secretary.opened.desk.store.today.year
    last, series = year - 1, secretary.tab.names.series_of("incoming")[1].code
    secretary.does("another year", lambda: bar.choose("year", last))
    secretary.does("another series", lambda: bar.choose("series", series))
    secretary.prepares(bar.clear)
    for what, narrowed in (("all years", None), ("one year", year)):
        secretary.prepares(lambda narrowed=narrowed: bar.choose("year", narrowed))  # type: ignore[misc]
        for combo in bar.findChildren(QComboBox)[1:4]:
            said = f"opening a filter, {what}"
            secretary.does(said, combo.showPopup)
            secretary.prepares(combo.hidePopup)
    secretary.prepares(bar.clear)


def _entering(secretary: Secretary) -> None:
    presses = secretary.presses
    secretary.does("opening the form", presses("Ctrl+N"))
    form = secretary.register.form
    secretary.prepares(lambda: form.form.focus("issuer"))
    secretary.does("typing the author", *secretary.types("Sở Tài chính"))
    secretary.does("Enter in the author", presses("Return"))
    secretary.prepares(lambda: form.form.focus("symbol"))
    secretary.does("typing the symbol", *secretary.types("1234/STC-QLNS"), presses("Return"))
    secretary.prepares(lambda: form.form.focus("subject"))
    secretary.does("typing the abstract", *secretary.types(_ABSTRACT), Step(lambda: None))
    day = form.form.text("arrived_on")
    for name, said in (("document_date", day), ("document_kind", "Công văn")):
        secretary.prepares(lambda name=name, said=said: form.form.set_text(name, said))  # type: ignore[misc]
    before = secretary.opened.desk.store.next_change
    secretary.does("saving, then the next", presses("Ctrl+Return"))
    assert secretary.opened.desk.store.next_change > before, "nothing was saved"
    secretary.does("closing the form", presses("Esc"))
    secretary.does("opening a correction", presses("F2"))
    secretary.prepares(lambda: form.form.set_text("note", f"{secretary.watch}"))
    secretary.does("saving a correction", presses("Ctrl+Return"))
    secretary.does("undoing one document", presses("Ctrl+Z"))
    _replying(secretary)


def _replying(secretary: Secretary) -> None:
    presses = secretary.presses
    secretary.prepares(presses("Ctrl+Shift+N"))
    form = secretary.register.form
    store = secretary.opened.desk.store
    asked = _unanswered(secretary)
    secretary.prepares(presses("Ctrl+D"))
    secretary.prepares(lambda: form.form.set_text("replies_to", asked))
    secretary.prepares(lambda: form.form.set_text("subject", _ABSTRACT))
    before = store.next_change
    secretary.does("saving a reply", presses("Ctrl+Return"))
    assert store.next_change > before, "no reply was saved"
    secretary.prepares(presses("Esc"))
    secretary.does("settling what it answers", presses("Ctrl+K"))
    secretary.prepares(presses("F3"))


def _unanswered(secretary: Secretary) -> str:
    store = secretary.opened.desk.store
    asked = Query("incoming").where("due_on", Test.FILLED).where("settled_on", Test.EMPTY)
    (newest,) = store.reader.ids(asked, 1)
    ground = secretary.tab.names.ground(store.today, "vi")
    registers = ground.registers
    return registers["incoming"].title(newest)


def _changing_many(secretary: Secretary) -> None:
    presses, store = secretary.presses, secretary.opened.desk.store
    secretary.prepares(lambda: secretary.selects(500))
    secretary.does("discarding 500", presses("Del"), often=False)
    secretary.does("undoing the discarding of 500", presses("Ctrl+Z"), often=False)
    secretary.does("redoing the discarding of 500", presses("Ctrl+Shift+Z"), often=False)
    secretary.prepares(presses("Ctrl+Z"))
    secretary.prepares(lambda: secretary.register.filters.choose("state", "waiting"))
    secretary.prepares(lambda: secretary.selects(200))
    secretary.does("asking to hand over 200", presses("F8"))
    secretary.does("handing over 200", presses("Ctrl+Return"))
    secretary.prepares(presses("Ctrl+Z"))
    secretary.prepares(presses("Ctrl+L"))
    secretary.prepares(lambda: secretary.selects(500))
    secretary.does("asking to change 500", presses("Ctrl+B"), often=False)
    (dialog,) = secretary.tab.findChildren(BulkEditDialog)
    secretary.does(
        "seeing what changes in 500",
        lambda: dialog.choose("note", Way.APPEND, f"{store.next_change}"),
        often=False,
    )
    secretary.does("changing 500", presses("Ctrl+Return"), often=False)
    secretary.prepares(presses("Ctrl+Z"))


def _leaving(secretary: Secretary) -> None:
    presses, bar = secretary.presses, secretary.register.filters
    desk = secretary.opened.desk
    day = f"{_usual_day(secretary):%d%m%Y}"

    def that_day() -> None:
        for editor in ("from", "to"):
            bar._days[editor].editor.set_text(day)

    secretary.prepares(that_day)
    secretary.does("preview of one day", presses("Ctrl+P"))
    for one in _dialogs():
        if isinstance(one, QDialog):
            secretary.prepares(one.reject)
    secretary.prepares(bar.clear)
    secretary.prepares(lambda: bar.choose("year", desk.store.today.year))
    book = desk.store.path.parent / "book.xlsx"
    begun = Step(lambda: secretary.register.export_list_to(book), waits=False)
    rests = (Step(lambda: None, waits=False),) * 20
    secretary.does("Excel of a year, its first two seconds", begun, *rests)
    secretary.prepares(desk.tasks.wait)
    secretary.prepares(bar.clear)
    secretary.does("audit of a series", presses("F11"), often=False)
    for one in _dialogs():
        if isinstance(one, QDialog):
            secretary.prepares(one.reject)


def _usual_day(secretary: Secretary) -> date:
    store = secretary.opened.desk.store
    year = Query("incoming").where("year", Test.IS, store.today.year)
    days = store.reader.groups(year, "arrived_on")
    day: date = min(days, key=lambda found: abs(found[1] - 221))[0]
    return day


def _attaching(secretary: Secretary, heavy: Path) -> None:
    register = secretary.register
    secretary.does("attaching 40 MB", lambda: register.strip_in_sight.add([heavy]), often=False)
    secretary.does("undoing an attachment", secretary.presses("Ctrl+Z"), often=False)


def _following_up(secretary: Secretary) -> None:
    presses = secretary.presses
    secretary.does("opening follow-up", presses("F5"), often=False)
    secretary.does("to follow-up again", presses("F3"), presses("F5"))
    secretary.prepares(lambda: secretary.page.list.setFocus())
    secretary.does("one matter down", *(presses("Down"),) * 5)
    secretary.prepares(lambda: secretary.selects(100))
    secretary.does("asking to settle 100", presses("F10"), often=False)
    secretary.does("settling 100", presses("Ctrl+Return"), often=False)
    secretary.does("undoing the settling of 100", presses("Ctrl+Z"), often=False)
