"""The loans of file copies on screen: who has what, and since when it should be back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.other_books.lending import (
    discard_loans,
    keep_loan,
    loan_of,
    put_back_loans,
    take_back,
)
from desktop.correspondence.other_books.loans import Loan, is_overdue, lent_out, overdue
from desktop.correspondence.other_books.sheets import LOAN_ORDER, loan_book
from desktop.correspondence.other_books.views import LOANS
from desktop.correspondence.screens.suggesting import suggest_from
from desktop.desk import Desk
from desktop.language.words import M
from desktop.office.identity import Office
from desktop.office.screens.register_page import PageAct, PageFilter, PageSpec, RegisterPage
from desktop.records.drafts import Draft
from desktop.records.fields import Ground, Unreadable
from desktop.records.queries import Query, Test
from desktop.records.record import fields_of
from desktop.sheets.sheet import Sheet
from desktop.storage.lists import Reader
from desktop.widgets.chooser import Suggest
from desktop.widgets.filter_bar import Option
from desktop.widgets.record_list import RowLook

_STATES: Final = {"out": M("Lent out"), "overdue": M("Overdue"), "back": M("Returned")}


def loans_spec(desk: Desk, names: KnownNames) -> PageSpec:
    """The page of loans."""
    return _Loans(desk, names).spec()


class _Loans:
    """What the page of loans shows and does."""

    def __init__(self, desk: Desk, names: KnownNames) -> None:
        self._desk = desk
        self._names = names

    def spec(self) -> PageSpec:
        store = self._desk.store
        suggests: dict[str, Suggest] = {
            "borrower": suggest_from(self._names, "handlers"),
            "allowed_by": suggest_from(self._names, "outgoing_signers"),
            "case_files": suggest_from(self._names, "case_files"),
        }
        return PageSpec(
            title=M("Loans of file copies"),
            record=Loan,
            view=LOANS,
            ground=self._ground,
            called=lambda loan: M(
                "{symbol} · {borrower}", symbol=loan.symbol, borrower=loan.borrower
            ),
            empty=M("No loan here. Ctrl+N lends a file copy."),
            save=partial(keep_loan, store),
            new=M("New loan"),
            fresh=lambda: Draft("loans", {"lent_on": f"{store.today:%d/%m/%Y}"}),
            suggests=suggests.get,
            fills=self._fills,
            discard=partial(discard_loans, store),
            put_back=partial(put_back_loans, store),
            day="lent_on",
            filters=(PageFilter("state", M("State"), self._states, self._in_state),),
            look=self._look,
            follows=("case_files",),
            acts=self._acts(),
            sheet=_sheet,
            book=lambda query: replace(query, order=LOAN_ORDER),
        )

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def _acts(self) -> tuple[PageAct, ...]:
        return (
            PageAct("new", M("New loan"), ("Ctrl+N",), lambda page: page.new(), needs_record=False),
            PageAct("returned", M("Returned today"), ("F8",), self._take_back),
        )

    def _fills(self, draft: Draft, typed: str) -> Mapping[str, str]:
        """The document whose copy is lent tells its symbol, its abstract and its files."""
        if typed != "outgoing":
            return {}
        ground = self._ground()
        try:
            record_id = fields_of(Loan)["outgoing"].read(draft.text("outgoing"), ground)
        except Unreadable:
            return {}
        document = record_id and self._desk.store.reader.record("outgoing", record_id)
        if not document:
            return {}
        told = loan_of(document, ground).texts
        return {name: told.get(name, "") for name in ("symbol", "subject", "case_files")}

    def _states(self) -> list[Option]:
        words = self._desk.words
        everything = Option(words(M("Lent out or returned")), None)
        return [everything, *(Option(words(said), state) for state, said in _STATES.items())]

    def _in_state(self, query: Query, state: str) -> Query:
        if state == "overdue":
            return overdue(query, self._desk.store.today)
        return lent_out(query) if state == "out" else query.where("returned_on", Test.FILLED)

    def _look(self, loan: Loan) -> RowLook:
        if is_overdue(loan, self._desk.store.today):
            late = self._desk.words(M("overdue"))
            return RowLook(mark=f"{late} ·", tone="trouble", at="due_back_on")
        return RowLook(tone="grey") if loan.returned_on else RowLook()

    def _take_back(self, page: RegisterPage) -> None:
        loans, today = page.chosen_records(), self._desk.store.today
        page.do(lambda: take_back(self._desk.store, loans, today))


def _sheet(reader: Reader, query: Query, ids: Sequence[int]) -> Sheet:
    office: Office = reader.record(Office.kind, 1)
    return loan_book(reader, query, ids, office=office)
