"""The register of series on screen: one is planned whole, or without the days that are taken."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from desktop.desk import Desk
from desktop.language.words import M, Ms
from desktop.meetings.around import MeetingSeries
from desktop.meetings.names import MeetingNames
from desktop.meetings.repeating import clashing_days, expand
from desktop.meetings.screens.suggesting import suggests_of
from desktop.meetings.views import SERIES
from desktop.office.screens.register_page import PageSpec, RegisterPage
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems
from desktop.records.fields import Ground
from desktop.records.queries import Order
from desktop.records.record import Problem

_MOST_SAID: Final = 6


class SeriesPage:
    """The page of series; where a room or a leader is taken on some days, it offers the others."""

    def __init__(self, desk: Desk, names: MeetingNames) -> None:
        self._desk = desk
        self._names = names
        self._left_out: Sequence[date] = ()
        self.page = RegisterPage(self._spec(), desk)

    def _spec(self) -> PageSpec:
        today = self._desk.store.today
        return PageSpec(
            title=M("Series of meetings"),
            record=MeetingSeries,
            view=SERIES,
            ground=self._ground,
            called=lambda series: M("{name}", name=series.name),
            empty=M("No series here. Ctrl+N plans one."),
            save=self._plan,
            new=M("New series of meetings"),
            fresh=lambda: Draft(MeetingSeries.kind, {"first_day": f"{today:%d/%m/%Y}"}),
            suggests=suggests_of(self._desk, self._names).get,
            order=(Order("first_day", descending=True),),
        )

    def _ground(self) -> Ground:
        return self._names.ground(self._desk.store.today, self._desk.words.language)

    def _plan(self, series: MeetingSeries) -> Change:
        without, self._left_out = self._left_out, ()
        try:
            change, _ = expand(self._desk.store, series, names=self._names, without=without)
        except Problems as problems:
            taken = clashing_days(self._desk.store.reader, series)
            if not taken:
                raise
            self._offer_others(taken)
            # Of many sentences the first one, at what would need the room; the notice has the days.
            first = Problem("template", problems.problems[0].message)
            raise Problems((first,)) from problems
        return change

    def _offer_others(self, taken: Sequence[date]) -> None:
        words = self._desk.words
        days = ", ".join(f"{day:%d/%m}" for day in taken[:_MOST_SAID])
        more = " …" if len(taken) > _MOST_SAID else ""
        said = Ms(
            "{count} day of the series is taken ({days}).",
            "{count} days of the series are taken ({days}).",
            len(taken),
            days=f"{days}{more}",
        )
        offer = (words(M("Plan the other days")), lambda: self._plan_without(taken))
        self.page.form.notice.show_message(words(said), "trouble", offer)

    def _plan_without(self, taken: Sequence[date]) -> None:
        self._left_out = taken
        self.page.save(then_next=False)
        self._left_out = ()
