"""What becomes of an incoming letter: a leader's word, a specialist's hand, its end in time."""

from dataclasses import replace
from datetime import date
from typing import Final

from desktop.correspondence.demo_year.days import Calendar, day_and_month
from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.staff import Staff
from desktop.correspondence.demo_year.texts import IncomingText
from desktop.correspondence.demo_year.vocabulary import Told, read_follow_up

_DIRECTIVES: Final = ("nghi-quyet", "chi-thi", "cong-dien")
_LATEST_DELAY: Final = 15


class FollowUp:
    """Follows each letter up to the last working day of the year."""

    def __init__(self, calendar: Calendar, staff: Staff) -> None:
        self._calendar = calendar
        self._staff = staff
        self._told = read_follow_up()
        self._habits: Told = self._told["habits"]
        self._dice = dice_for(f"follow-up {calendar.year}")
        self._last_day = calendar.working_days[-1]

    def followed(self, text: IncomingText) -> IncomingText:
        """The letter with all that was noted of it until the end of the year."""
        settled_on = self._settled(text.arrived_on, text.due_on) if text.due_on else None
        return replace(
            text,
            settled_on=settled_on,
            handler=self._handler(text),
            co_units=self._co_units(text),
            direction=self._direction(text),
            progress=self._progress(text, settled_on) if text.due_on else "",
        )

    def _settled(self, arrived: date, due: date) -> date | None:
        """In time as a rule; by the last day of the year, or not yet."""
        fate = self._dice.random()
        if fate < self._left_open(due):
            return None
        if fate > 1 - self._habits["late"]:
            day = self._calendar.shifted(due, self._dice.randint(1, _LATEST_DELAY))
        else:
            allowed = self._calendar.steps(arrived, due)
            taken = round(allowed * self._dice.betavariate(4, 1.6))
            day = self._calendar.shifted(arrived, max(1, taken))
        return day if day <= self._last_day else None

    def _left_open(self, due: date) -> float:
        """How likely a letter is open at the end of the year: what is old is nearly all done."""
        year = self._calendar.year
        if due >= date(year, 12, 15):
            return float(self._habits["open_in_december"])
        part: float = due.timetuple().tm_yday / 365
        return float(self._habits["open_by_december"]) * part**3

    def _handler(self, text: IncomingText) -> str:
        with_deadline, other = self._habits["handled"]
        if self._dice.random() >= (with_deadline if text.due_on else other):
            return ""
        return self._staff.specialist(text.receivers[0], self._dice)

    def _co_units(self, text: IncomingText) -> tuple[str, ...]:
        if not text.due_on or self._dice.random() >= self._habits["co_operated"]:
            return ()
        return self._staff.others(text.receivers, self._dice)

    def _direction(self, text: IncomingText) -> str:
        directive, with_deadline, other = self._habits["directed"]
        share = with_deadline if text.due_on else other
        if self._dice.random() >= (directive if text.kind in _DIRECTIVES else share):
            return ""
        told = self._told["directions"]
        name, position = self._staff.leader_of(text.topic)
        said = told["petition"] if text.kind == "don-thu" else told["any"]
        if text.due_on and self._dice.random() < 0.5:
            said = told["due"]
        return str(self._dice.choice(said)).format(
            leader=f"{position} {name}",
            unit=text.receivers[0],
            body=self._staff.bodies_of(text.topic)[0],
            day=day_and_month(text.due_on) if text.due_on else "",
        )

    def _progress(self, text: IncomingText, settled_on: date | None) -> str:
        open_share, settled_share = self._habits["progress"]
        if self._dice.random() >= (settled_share if settled_on else open_share):
            return ""
        manner = "settled" if settled_on else "open"
        manner += "_petition" if text.kind == "don-thu" else ""
        body = self._staff.bodies_of(text.topic)[0]
        return str(self._dice.choice(self._told["progress"][manner])).format(body=body)
