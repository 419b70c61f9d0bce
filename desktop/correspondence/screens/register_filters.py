"""What narrows a register: words, year, series, kind, state and days, read as one query."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from desktop.correspondence.finding.screens.conditions import Conditions, CountedChoices
from desktop.correspondence.finding.screens.looking import Looking
from desktop.correspondence.known_names import DOCUMENTS, KnownNames
from desktop.correspondence.registering import DAY
from desktop.desk import Desk
from desktop.language.words import M
from desktop.office.calendar import working_days
from desktop.records.fields import Day, Ground
from desktop.records.law import catalogue
from desktop.records.queries import NEWEST_FIRST, Order, Query, Test
from desktop.records.record import fields_of
from desktop.widgets.filter_bar import FilterBar, Option

_STATES: Final = {
    "waiting": M("Not handed over"),
    "handed over": M("Handed over"),
    "unsettled": M("Due, not settled"),
    "reserved": M("Reserved numbers"),
    "void": M("Cancelled numbers"),
    "trash": M("In the trash"),
}


class RegisterFilters:
    """The filter bar of one register, and the query that it stands for."""

    def __init__(
        self,
        kind: str,
        desk: Desk,
        names: KnownNames,
        ground: Callable[[], Ground],
        looking: Looking,
    ) -> None:
        self.kind = kind
        self._desk = desk
        self._names = names
        self._ground = ground
        self._fields = fields_of(DOCUMENTS[kind])
        self.bar = self._make()
        self.conditions = Conditions(
            kind,
            self.bar,
            words=desk.words,
            ground=ground,
            calendar=lambda: working_days(desk.store.reader),
            chosen=lambda: self._narrowed(Query(kind)),
        )
        self._counts = CountedChoices(
            self.bar,
            looking=looking,
            query=lambda: self.query(NEWEST_FIRST),
            words=desk.words,
            ground=ground,
            called=self._called,
        )

    def _make(self) -> FilterBar:
        words = self._desk.words
        bar = FilterBar(
            placeholder=words(M("Search, with or without marks (Ctrl+F)")),
            label=words(M("Search")),
        )
        bar.add_choice("year", words(self._fields["year"].label), self._years())
        bar.add_choice("series", words(self._fields["series"].label), self._series())
        bar.add_choice("document_kind", words(self._fields["document_kind"].label), self._kinds())
        bar.add_choice(
            "issuer",
            words(self._fields["issuer"].label),
            [Option(words(M("All authors")), None)],
            more=words(M("Contains…")),
        )
        bar.add_choice("state", words(M("State")), self._states())
        day = self._day_field()
        bar.add_day("from", day, words(M("From day")), self._ground)
        bar.add_day("to", day, words(M("To day")), self._ground)
        return bar

    def _years(self) -> list[Option]:
        everything = Option(self._desk.words(M("All years")), None)
        years = self._desk.store.reader.years(self.kind)
        return [everything, *(Option(str(year), year) for year in years)]

    def _series(self) -> list[Option]:
        everything = Option(self._desk.words(M("All series")), None)
        own = self._names.series_of(self.kind)
        return [everything, *(Option(f"{one.code} · {one.name}", one.code) for one in own)]

    def _kinds(self) -> list[Option]:
        everything = Option(self._desk.words(M("All kinds")), None)
        entries = catalogue("kinds").entries
        language = self._desk.words.language
        return [everything, *(Option(entry.name(language), entry.code) for entry in entries)]

    def _states(self) -> list[Option]:
        words = self._desk.words
        states = [Option(words(label), state) for state, label in _STATES.items()]
        return [Option(words(M("Any state")), None), *states]

    def _called(self, name: str, value: str) -> str:
        """A counted value as its list says it."""
        if name == "series":
            series = self._names.series.get((self.kind, value))
            return f"{value} · {series.name}" if series else value
        return self._fields[name].show(value, self._ground())

    def _day_field(self) -> Day:
        field = self._fields[DAY[self.kind]]
        assert isinstance(field, Day)
        return field

    @property
    def year(self) -> int | None:
        """The one year that is let through; None for all."""
        year: int | None = self.bar.choice("year")
        return year

    @property
    def series(self) -> str | None:
        series: str | None = self.bar.choice("series")
        return series

    @property
    def picks_out(self) -> bool:
        """Whether words or a state pick single documents out of the book."""
        return bool(self.bar.words()) or self.bar.choice("state") is not None

    @property
    def shows_trash(self) -> bool:
        return self.query(NEWEST_FIRST).in_trash

    def query(self, order: tuple[Order, ...]) -> Query:
        """What the box and the filters ask for now."""
        return self._narrowed(self.conditions.query(order))

    def _narrowed(self, query: Query) -> Query:
        for name in ("year", "series", "document_kind", "issuer"):
            if (value := self.bar.choice(name)) is not None:
                query = query.where(name, Test.IS, value)
        for name, test in (("from", Test.AT_LEAST), ("to", Test.AT_MOST)):
            if day := self.bar.day(name, self._day_field(), self._ground()):
                query = query.where(DAY[self.kind], test, day)
        return self._with_state(query)

    def _with_state(self, query: Query) -> Query:
        match self.bar.choice("state"):
            case "trash":
                return replace(query, in_trash=True)
            case "waiting":
                return query.where("forwarded_on", Test.EMPTY)
            case "handed over":
                return query.where("forwarded_on", Test.FILLED)
            case "unsettled":
                return self._unsettled(query)
            case "reserved" | "void" as standing:
                return query.where("standing", Test.IS, standing)
        return query

    def _unsettled(self, query: Query) -> Query:
        due = query.where("due_on", Test.FILLED)
        return due.where("settled_on", Test.EMPTY) if self.kind == "incoming" else due

    def take_series(self) -> None:
        """Offer the series as they are now."""
        self.bar.set_options("series", self._series())

    def take_years(self) -> None:
        self.bar.set_options("year", self._years())
