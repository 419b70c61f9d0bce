"""The case files on screen: the plan of each year, and how far each file has come."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.correspondence.filing.archiving import (
    Stage,
    close_case_files,
    due_in_archive,
    hand_over_to_archive,
    in_stage,
    stage,
)
from desktop.correspondence.filing.case_files import PLAN_ORDER, CaseFile, name_of
from desktop.correspondence.filing.filing import (
    carry_plan_over,
    count_documents,
    discard_case_files,
    keep_case_file,
    put_back_case_files,
)
from desktop.correspondence.filing.sheets import (
    archive_list,
    archive_minutes,
    index_sheet,
    plan_sheet,
)
from desktop.correspondence.known_names import DOCUMENTS, KnownNames
from desktop.correspondence.other_books.views import CASE_FILES
from desktop.correspondence.screens.suggesting import suggest_from
from desktop.desk import Desk
from desktop.language.folding import tokens
from desktop.language.words import M, Message
from desktop.office.identity import Office
from desktop.office.screens.books import Books, MakeSheet
from desktop.office.screens.register_page import PageAct, PageFilter, PageSpec, RegisterPage
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.records.law import catalogue
from desktop.records.queries import Query, Test
from desktop.sheets.sheet import Sheet
from desktop.storage.driver import troubles
from desktop.storage.lists import Reader
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.filter_bar import Option
from desktop.widgets.record_list import RowLook

ShowDocuments = Callable[[str], object]

_STAGES: Final = {
    Stage.OPEN: M("Not ended"),
    Stage.TO_HAND_OVER: M("To hand over"),
    Stage.LATE: M("Late for the archive"),
    Stage.ARCHIVED: M("In the archive"),
}


def case_files_spec(
    desk: Desk, names: KnownNames, *, show_documents: ShowDocuments | None = None
) -> PageSpec:
    """The page of case files; `show_documents` goes to the documents of the file of a name."""
    return _CaseFiles(desk, names, show_documents).spec()


@dataclass(frozen=True)
class _Paper:
    """A paper that can be shown or written, and how many rows it has."""

    label: Message
    make: MakeSheet
    count: int


class _CaseFiles:
    """What the page of case files shows and does."""

    def __init__(self, desk: Desk, names: KnownNames, show: ShowDocuments | None) -> None:
        self._desk = desk
        self._names = names
        self._show = show
        self._books: Books | None = None

    def spec(self) -> PageSpec:
        suggests: dict[str, Suggest] = {
            "keeper": suggest_from(self._names, "handlers"),
            "heading": self._suggest_headings,
        }
        return PageSpec(
            title=M("Case files"),
            record=CaseFile,
            view=CASE_FILES,
            ground=self._ground,
            called=lambda file: M("{name} · {title}", name=name_of(file), title=file.title),
            empty=M("No case file here. Ctrl+N adds one to the plan."),
            save=partial(self._learning, keep_case_file),
            new=M("New case file"),
            fresh=lambda: Draft("case_files", {"year": str(self._desk.store.today.year)}),
            suggests=suggests.get,
            discard=partial(self._learning, discard_case_files),
            put_back=partial(self._learning, put_back_case_files),
            filters=self._filters(),
            order=PLAN_ORDER,
            look=self._look,
            facts=self._facts,
            follows=tuple(DOCUMENTS),
            acts=self._acts(),
            sheet=self._plan,
            book=self._of_one_year,
        )

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def _learning(self, act: Callable[..., Change], *given: object) -> Change:
        """Files are known by name from now on, or no longer."""
        change = act(self._desk.store, *given)
        self._names.take(change)
        return change

    def _suggest_headings(self, typed: str) -> list[Suggestion]:
        """The sections of the plans so far."""
        reader, asked = self._desk.store.reader, " ".join(tokens(typed))
        headings = [heading for heading, _ in reader.groups(Query("case_files"), "heading")]
        return [Suggestion(one) for one in headings if one and asked in " ".join(tokens(one))]

    # Filters, and how a file is seen

    def _filters(self) -> tuple[PageFilter, ...]:
        return (
            PageFilter("year", M("Year"), self._years),
            PageFilter("stage", M("Stage"), self._stages, self._in_stage),
            PageFilter("retention", M("Retention period"), self._periods),
        )

    def _years(self) -> list[Option]:
        everything = Option(self._desk.words(M("All years")), None)
        years = self._desk.store.reader.years("case_files")
        return [everything, *(Option(str(year), year) for year in years)]

    def _stages(self) -> list[Option]:
        everything = Option(self._desk.words(M("Any stage")), None)
        return [
            everything,
            *(Option(self._desk.words(said), one) for one, said in _STAGES.items()),
        ]

    def _in_stage(self, query: Query, wanted: Stage) -> Query:
        return in_stage(query, wanted, self._desk.store.today)

    def _periods(self) -> list[Option]:
        everything = Option(self._desk.words(M("Any retention period")), None)
        entries = catalogue("retention").entries
        language = self._desk.words.language
        return [everything, *(Option(one.name(language), one.code) for one in entries)]

    def _look(self, file: CaseFile) -> RowLook:
        so_far = stage(file, self._desk.store.today)
        if so_far is Stage.LATE:
            late = self._desk.words(M("late"))
            return RowLook(mark=f"{late} ·", tone="warning", at="ended_on")
        return RowLook(tone="grey") if so_far is Stage.ARCHIVED else RowLook()

    def _facts(self, file: CaseFile) -> Iterator[tuple[Message, str]]:
        words, today = self._desk.words, self._desk.store.today
        yield M("Documents"), words.number(count_documents(self._desk.store.reader, name_of(file)))
        if due := due_in_archive(file, today):
            said = f"{due:%d/%m/%Y}"
            late = words(M("late"))
            is_late = stage(file, today) is Stage.LATE
            yield M("To the archive by"), f"{said} · {late}" if is_late else said

    # Acts

    def _acts(self) -> tuple[PageAct, ...]:
        acts = [
            PageAct(
                "new",
                M("New case file"),
                ("Ctrl+N",),
                lambda page: page.new(),
                needs_record=False,
            ),
            PageAct("ended", M("Ended today"), ("F7",), self._close),
            PageAct("archive", M("To the archive today"), ("F8",), self._hand_over),
            PageAct("papers", M("Papers…"), ("Ctrl+Shift+P",), self._offer_papers, writes=False),
            PageAct("next-plan", M("Start next year's plan"), (), self._carry_over),
        ]
        if self._show:
            show = PageAct("documents", M("Its documents"), ("F9",), self._go_in, writes=False)
            acts.insert(1, show)
        return tuple(acts)

    def _close(self, page: RegisterPage) -> None:
        files, today = page.chosen_records(), self._desk.store.today
        page.do(lambda: close_case_files(self._desk.store, files, today))

    def _hand_over(self, page: RegisterPage) -> None:
        files, today = page.chosen_records(), self._desk.store.today
        page.do(lambda: hand_over_to_archive(self._desk.store, files, today))

    def _carry_over(self, page: RegisterPage) -> None:
        """Next year's plan begins with that of the year in which the person looks about."""
        year = page.chosen().year
        page.do(lambda: self._learning(carry_plan_over, year))

    def _go_in(self, page: RegisterPage) -> None:
        assert self._show
        self._show(name_of(page.chosen()))

    # Papers

    def _plan(self, reader: Reader, query: Query, ids: Sequence[int]) -> Sheet:
        files = list(reader.records("case_files", ids))
        return plan_sheet(files, office=_office(reader), day=self._desk.store.today)

    def _of_one_year(self, query: Query) -> Query:
        """A plan is of one year: without a choice, of this one."""
        query = replace(query, order=PLAN_ORDER)
        if any(one.field == "year" for one in query.filters):
            return query
        return query.where("year", Test.IS, self._desk.store.today.year)

    def _offer_papers(self, page: RegisterPage) -> None:
        """A menu of what can be printed or written of the chosen files."""
        files = page.chosen_records()
        self._books = self._books or Books(
            self._desk, notice=page.notice, progress=page.progress, over=page
        )
        menu = QMenu(page)
        menu.setObjectName("papers")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        papers = tuple(self._papers(files))
        for paper in papers:
            menu.addAction(self._desk.words(paper.label), partial(self._preview, paper))
        menu.addSeparator()
        for paper in papers:
            said = M("{paper} to Excel…", paper=paper.label)
            menu.addAction(self._desk.words(said), partial(self._write, paper))
        button = page.buttons["papers"]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _papers(self, files: Sequence[CaseFile]) -> Iterator[_Paper]:
        """The index is of one file, the others are of all that are chosen."""
        first, day = files[0], self._desk.store.today
        held = count_documents(self._desk.store.reader, name_of(first))
        label = M("Index of {name}", name=name_of(first))
        yield _Paper(label, lambda reader: index_sheet(reader, first), held)
        for label, make in (
            (M("Hand-over list"), archive_list),
            (M("Minutes of hand-over"), archive_minutes),
        ):
            yield _Paper(label, partial(_for_office, make, files, day), len(files))

    def _preview(self, paper: _Paper) -> None:
        store = self._desk.store

        @contextmanager
        def opened(first: int) -> Iterator[Sheet]:
            with troubles(store.path), closing(store.another_reader()) as reader:
                sheet = paper.make(reader)
                yield replace(sheet, rows=islice(sheet.rows, first, None))

        assert self._books
        self._books.preview_sheet(opened)

    def _write(self, paper: _Paper) -> None:
        books, name = self._books, self._desk.words(paper.label).replace("/", "-")
        assert books
        books.ask_path(name, lambda path: books.write(path, paper.make, paper.count))


def _for_office(
    make: Callable[..., Sheet], files: Sequence[CaseFile], day: date, reader: Reader
) -> Sheet:
    return make(reader, files, office=_office(reader), day=day)


def _office(reader: Reader) -> Office:
    found: Office = reader.record(Office.kind, 1)
    return found
