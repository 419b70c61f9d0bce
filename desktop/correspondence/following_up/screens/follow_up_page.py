"""Following up on screen: all matters in one list, the late and urgent ones on top."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QCheckBox

from desktop.correspondence.finding.asking import read_query
from desktop.correspondence.following_up.assigning import discard_assignments, put_back_assignments
from desktop.correspondence.following_up.assignment import Assignment
from desktop.correspondence.following_up.deadlines import (
    LAST_SETTLED_FIRST,
    MOST_PRESSING_FIRST,
    Countdown,
    due_soon,
    due_this_week,
    open_matters,
    overdue,
    settled_matters,
)
from desktop.correspondence.following_up.matter import Matter, record_behind
from desktop.correspondence.following_up.screens.task_forms import TaskForms
from desktop.correspondence.following_up.settling import reopen
from desktop.correspondence.following_up.sheets import (
    CHASE_ORDER,
    REGISTER_ORDER,
    chase_sheet,
    follow_up_register,
)
from desktop.correspondence.following_up.urging import urgings_of
from desktop.correspondence.following_up.views import MATTERS
from desktop.correspondence.known_names import KnownNames
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.language.collation import order
from desktop.language.words import M, Message, Ms
from desktop.office.calendar import working_days
from desktop.office.identity import Office
from desktop.office.screens.register_page import PageAct, PageFilter, PageSpec, RegisterPage
from desktop.records.changes import Change
from desktop.records.fields import Ground
from desktop.records.law import catalogue, rule
from desktop.records.queries import Query
from desktop.records.record import fields_of
from desktop.sheets.sheet import Sheet
from desktop.storage.lists import Reader
from desktop.widgets.filter_bar import Option
from desktop.widgets.record_list import RowLook, Tone

# What a matter is made of, and what says more of it.
_FOLLOWED: Final = ("incoming", "assignments", "outgoing", "urgings", "calendar")
_USUAL: Final = 4  # the degree of urgency of what is not urgent
_OPEN: Final = open_matters().filters


class FollowUp:
    """The page of matters; `open_document` goes to an incoming document by its id."""

    def __init__(
        self, desk: Desk, names: KnownNames, *, open_document: Callable[[int], object]
    ) -> None:
        self._desk = desk
        self._names = names
        self._open_document = open_document
        self._countdown = self._counted()
        self.page = RegisterPage(self._spec(), desk)
        self.forms = TaskForms(desk, names, over=self.page, done=self._tell)
        self.one_page_each = self._make_switch()
        self.page.list.opened.connect(lambda _: self.open_chosen())
        desk.changed.connect(self._take_calendar)

    def _make_switch(self) -> QCheckBox:
        """Whether each late unit has a page of its own on the chase sheets; it is remembered."""
        switch = QCheckBox(self._desk.words(M("One page per unit")))
        switch.setChecked(self._desk.settings.one_page_per_unit)
        switch.setVisible(False)
        switch.toggled.connect(
            lambda on: self._desk.remember(replace(self._desk.settings, one_page_per_unit=on))
        )
        self.page.filters.add_end(switch)
        self.page.filters.changed.connect(lambda: switch.setVisible(self._shows_overdue))
        return switch

    @property
    def _shows_overdue(self) -> bool:
        return bool(self.page.filters.choice("state") == "overdue")

    def show_overdue(self, unit: str | None = None) -> None:
        """Go to what is late, of one unit or of all."""
        self.page.filters.choose("state", "overdue")
        self.page.filters.choose("unit", unit)

    def ask(self, written: str) -> None:
        """Show what a written question asks for; a state that the page has is chosen there."""
        asked = self._read(written)
        states = ("overdue", "week", "soon", "settled")
        fitting = (
            state
            for state in states
            if set(self._in_state(open_matters(), state).filters) == {*asked.filters, *_OPEN}
        )
        self.page.filters.clear()
        if state := next(fitting, None):
            self.page.filters.choose("state", state)
        else:
            self.page.filters.box.setText(written)

    def _read(self, written: str) -> Query:
        calendar = working_days(self._desk.store.reader)
        return read_query(written, kind=Matter.kind, ground=self._ground(), calendar=calendar).query

    # What the page is made of

    def _spec(self) -> PageSpec:
        return PageSpec(
            title=M("Follow-up"),
            record=Matter,
            view=MATTERS,
            ground=self._ground,
            called=_called,
            empty=M("Nothing waits here. Ctrl+N gives a new task."),
            discard=self._discard,
            put_back=self._put_back,
            day="due_on",
            reads=self._read,
            filters=self._filters(),
            narrows=lambda query: replace(query, filters=(*query.filters, *_OPEN)),
            order=MOST_PRESSING_FIRST,
            look=self._look,
            shown={"subject": self._subject, "urged": self._urged},
            facts=self._facts,
            follows=_FOLLOWED,
            acts=self._acts(),
            sheet=self._sheet,
            book=self._book,
        )

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def _acts(self) -> tuple[PageAct, ...]:
        return (
            PageAct("open", M("Open"), ("Return",), lambda _: self.open_chosen(), writes=False),
            PageAct(
                "assign",
                M("New task…"),
                ("Ctrl+N",),
                lambda _: self.forms.assign(),
                needs_record=False,
            ),
            PageAct("settle", M("Settle…"), ("F10",), lambda page: self._settle(page)),
            PageAct(
                "progress",
                M("Progress…"),
                ("F7",),
                lambda page: self.forms.note_progress(page.chosen_records()),
            ),
            PageAct(
                "urge",
                M("Urge…"),
                ("F9",),
                lambda page: self.forms.urge(page.chosen_records()),
            ),
            PageAct("reopen", M("Reopen"), ("Shift+F10",), self._reopen),
        )

    def _filters(self) -> tuple[PageFilter, ...]:
        return (
            PageFilter("state", M("State"), self._states, self._in_state),
            PageFilter("unit", M("Lead unit"), self._units),
            PageFilter("register", M("Source"), self._sources),
        )

    def _states(self) -> list[Option]:
        words = self._desk.words
        days = rule("due_soon_days", self._desk.store.today)
        soon = Ms("Due within {count} working day", "Due within {count} working days", days)
        said: tuple[tuple[str | None, Message], ...] = (
            (None, M("All open matters")),
            ("overdue", M("Overdue")),
            ("soon", soon),
            ("week", M("Due this week")),
            ("settled", M("Settled")),
            ("all", M("Open and settled")),
        )
        return [Option(words(label), state) for state, label in said]

    def _in_state(self, query: Query, state: str) -> Query:
        if state in ("settled", "all"):
            # The page asks for what is open; these two look beyond it.
            query = replace(query, filters=tuple(one for one in query.filters if one not in _OPEN))
        if state == "all":
            return query
        if state == "settled":
            return _sorted_anew(_narrowed(query, settled_matters()))
        today, calendar = self._desk.store.today, working_days(self._desk.store.reader)
        asked = {"overdue": overdue, "soon": due_soon, "week": due_this_week}[state]
        return _narrowed(query, asked(today, calendar))

    def _units(self) -> list[Option]:
        waiting = self._desk.store.reader.groups(open_matters(), "unit")
        units = sorted((unit for unit, _ in waiting if unit), key=order)
        everything = Option(self._desk.words(M("All units")), None)
        return [everything, *(Option(unit, unit) for unit in units)]

    def _sources(self) -> list[Option]:
        everything = Option(self._desk.words(M("All sources")), None)
        entries = catalogue("matter_sources").entries
        language = self._desk.words.language
        return [everything, *(Option(one.name(language), one.code) for one in entries)]

    # How a matter is seen

    def _counted(self) -> Countdown:
        return Countdown(self._desk.store.today, working_days(self._desk.store.reader))

    def _take_calendar(self, change: Change) -> None:
        if change.ids("calendar"):
            self._countdown = self._counted()

    def _look(self, matter: Matter) -> RowLook:
        if self._countdown.today != self._desk.store.today:
            self._countdown = self._counted()
        said, tone = lateness(matter, self._countdown)
        mark = f"{self._desk.words(said)} ·" if said else ""
        return RowLook(mark=mark, tone=tone, at="due_on")

    def _subject(self, matter: Matter) -> str:
        """An urgent matter says so: it stands above others that are due before it."""
        urgency = fields_of(Matter)["urgency"].show(matter.urgency, self._ground())
        return f"{urgency} · {matter.subject}" if matter.haste < _USUAL else matter.subject

    def _urged(self, matter: Matter) -> str:
        if not matter.urged or not matter.urged_on:
            return ""
        return f"{matter.urged}× · {matter.urged_on:%d/%m/%Y}"

    def _facts(self, matter: Matter) -> Iterator[tuple[Message, str]]:
        ground = self._ground()
        for urging in urgings_of(self._desk.store.reader, matter):
            fields = fields_of(type(urging))
            names = ("urged_on", "unit", "way", "note")
            said = [fields[name].show(getattr(urging, name), ground) for name in names]
            yield M("Urged"), " · ".join(part for part in said if part)

    # Acts

    def open_chosen(self) -> None:
        """Go to the document behind the matter under the cursor, or correct the task."""
        matter = self.page.chosen()
        if matter is None:
            return
        if matter.register == "incoming":
            self._open_document(matter.record)
        elif not self._desk.store.read_only:
            self.forms.correct(record_behind(self._desk.store.reader, matter))

    def _settle(self, page: RegisterPage) -> None:
        self.forms.settle(page.chosen_records())

    def _reopen(self, page: RegisterPage) -> None:
        settled = [one for one in page.chosen_records() if one.settled_on]
        if settled:
            page.do(lambda: reopen(self._desk.store, *settled))

    def _discard(self, *matters: Matter) -> Change:
        return discard_assignments(self._desk.store, *self._tasks(matters))

    def _put_back(self, *matters: Matter) -> Change:
        return put_back_assignments(self._desk.store, *self._tasks(matters))

    def _tasks(self, matters: Sequence[Matter]) -> list[Assignment]:
        if any(one.register != Assignment.kind for one in matters):
            raise Trouble(M("A document goes to the trash in its register: open it there."))
        return [record_behind(self._desk.store.reader, one) for one in matters]

    def _tell(self, change: Change) -> None:
        if change.records:
            self._desk.tell(change)
            self.page.say(M("{act}.", act=change.words))

    # Paper

    def _book(self, query: Query) -> Query:
        """The overdue list becomes the chase sheets, any other the follow-up register."""
        return replace(query, order=CHASE_ORDER if self._shows_overdue else REGISTER_ORDER)

    def _sheet(self, reader: Reader, query: Query, ids: Sequence[int]) -> Sheet:
        if query.order == CHASE_ORDER:
            each = self._desk.settings.one_page_per_unit
            return chase_sheet(reader, ids, today=self._desk.store.today, one_page_each=each)
        office: Office = reader.record(Office.kind, 1)
        return follow_up_register(reader, query, office=office, ids=ids)


def lateness(matter: Matter, countdown: Countdown) -> tuple[Message | None, Tone]:
    """How a matter stands with its deadline, in words and in a tone."""
    if matter.settled_on:
        return M("settled"), "grey"
    if matter.due_on is None:
        return None, "plain"
    left = countdown.left(matter.due_on)
    if left < 0:
        return Ms("{count} working day late", "{count} working days late", -left), "trouble"
    if matter.due_on == countdown.today:
        return M("due today"), "warning"
    if left == 0:
        return M("no working day left"), "warning"
    soon = left <= rule("due_soon_days", countdown.today)
    said = Ms("{count} working day left", "{count} working days left", left)
    return said, "warning" if soon else "plain"


def _called(matter: Matter) -> Message:
    return M("{title}", title=matter.subject)


def _narrowed(query: Query, by: Query) -> Query:
    new = tuple(one for one in by.filters if one not in query.filters)
    return replace(query, filters=(*query.filters, *new))


def _sorted_anew(query: Query) -> Query:
    """What is settled is read backwards, unless the person has sorted the list."""
    by_itself = query.order == MOST_PRESSING_FIRST
    return replace(query, order=LAST_SETTLED_FIRST) if by_itself else query
