"""The meetings of the demo office in one year: invented, and none where another one is."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from desktop.correspondence.demo_year.days import Calendar
from desktop.correspondence.demo_year.lots import Lot, dice_for
from desktop.correspondence.demo_year.staff import Staff
from desktop.correspondence.demo_year.vocabulary import Told, read_vocabulary
from desktop.correspondence.following_up.assignment import Assignment
from desktop.meetings.around import Conclusion, MeetingSeries, Participant
from desktop.meetings.concluding import origin
from desktop.meetings.hours import Span, overlap, span
from desktop.meetings.meeting import Meeting, MeetingTemplate, is_off
from desktop.meetings.preparing import usual_needs
from desktop.meetings.rooms import Room
from desktop.storage.writing import Writing

HELD_IN_2023: Final = 688
_VOCABULARY: Final = Path(__file__).parents[2] / "resources" / "demo" / "meetings.toml"
_TRIES: Final = 60
_TERM: Final = 15  # working days


@dataclass(frozen=True)
class Planned:
    """A meeting of the year, and in which of the office's series it stands."""

    meeting: Meeting
    series: str | None = None


class MeetingYear:
    """The rooms, series and meetings of a year; `share` tells of a smaller office."""

    def __init__(self, year: int = 2023, share: float = 1.0) -> None:
        self._share = share
        self._dice = dice_for(f"meetings {year}")
        self._calendar = Calendar(year)
        self._staff = Staff()
        self._told = tomllib.loads(_VOCABULARY.read_text(encoding="utf-8"))
        self._diary = _Diary()
        self._leaders = _Leaders(self._staff, self._told["habits"], self._dice)
        self._kinds = Lot({place: one["weight"] for place, one in enumerate(self._told["kinds"])})

    def rooms(self) -> list[Room]:
        return [Room(**facts) for facts in self._told["rooms"]]

    def templates(self) -> dict[str, MeetingTemplate]:
        """The template of each series, by the name of the series in the vocabulary."""
        return {
            name: MeetingTemplate(
                name=told["template"],
                meeting_kind=told["kind"],
                title=told["title"],
                starts_at=time.fromisoformat(told["starts_at"]),
                minutes=told["minutes"],
                form="truc-tiep",
                hosting="chu-tri",
                chair=self._leaders.chairman,
                room=told["room"],
                specialist=self._specialist("TH"),
                checklist=usual_needs(told["kind"], "truc-tiep", self._calendar.working_days[0]),
            )
            for name, told in self._told["series"].items()
        }

    def series(self, name: str, template: int) -> MeetingSeries:
        """One of the series, over the whole year."""
        told = self._told["series"][name]
        return MeetingSeries(
            template=template,
            name=told["template"],
            rhythm=told["rhythm"],
            weekday=told.get("weekday"),
            day_of_month=told.get("day_of_month"),
            first_day=self._calendar.working_days[0],
            last_day=self._calendar.working_days[-1],
        )

    def meetings(self) -> list[Planned]:
        """All meetings in the order of their days: so many held, some called off, one planned."""
        habits = self._told["habits"]
        count = round(HELD_IN_2023 * self._share)
        days = list(self._calendar.days_of_work(habits, count, self._dice))
        held = list(self._held(days))
        off = [
            self._called_off(state, day)
            for state in ("cancelled", "postponed")
            for day in self._dice.choices(days, k=round(habits[state] * self._share))
        ]
        planned = [Planned(self._planned(one)) for one in self._told["planned"]]
        every = [replace(one, meeting=_equipped(one.meeting)) for one in (*held, *off, *planned)]
        return sorted(every, key=lambda one: span(one.meeting))

    # Held

    def _held(self, days: Sequence[date]) -> Iterator[Planned]:
        """What comes again has its time before anything else is planned."""
        usual = dict(self._usual(days))
        for _, again in sorted(usual.items()):
            self._diary.note(again.meeting)
        left = list(days)
        for (_, day), again in sorted(usual.items()):
            left.remove(day)
            yield again
        for day in left:
            yield Planned(self._served(day, "held"))

    def _usual(self, days: Sequence[date]) -> Iterator[tuple[tuple[str, date], Planned]]:
        """The meetings of the series, on days that have a meeting at all."""
        own, every = set(days), self._calendar.working_days
        briefings = [day for day in every if day.weekday() == 0]
        chosen = {"briefing": briefings}
        for name in ("session", "reception"):
            after = self._told["series"][name]["day_of_month"]
            late = [day for day in every if day.day >= after and day.weekday() != 0]
            by_month = {day.month: day for day in reversed(late)}
            chosen[name] = sorted(by_month.values())
        taken: set[date] = set()
        for name, wanted in chosen.items():
            for day in wanted:
                if day in own - taken:
                    taken.add(day)
                    yield (name, day), Planned(self._of_series(name, day), name)

    def _of_series(self, name: str, day: date) -> Meeting:
        told = self._told["series"][name]
        starts_at = time.fromisoformat(told["starts_at"])
        meeting = Meeting(
            meeting_kind=told["kind"],
            title=f"{told['title']} tháng {day.month}" if "day_of_month" in told else told["title"],
            day=day,
            starts_at=starts_at,
            ends_at=_after(starts_at, told["minutes"]),
            form="truc-tiep",
            hosting="chu-tri",
            chair=self._leaders.chairman,
            leaders=None if name == "reception" else self._leaders.all_others,
            room=told["room"],
            preparing_body=self._staff.units["TCD" if name == "reception" else "TH"],
            specialist=self._specialist("TCD" if name == "reception" else "TH"),
            state="held",
        )
        return replace(meeting, **self._received()) if name == "reception" else meeting

    def _received(self) -> dict[str, Any]:
        turns = self._dice.randint(4, 19)
        return {
            "turns": turns,
            "persons": turns + self._dice.randint(0, 21),
            "group_cases": self._dice.choice((0, 0, 1, 2)),
            "outcome": self._dice.choice(self._told["words"]["outcome"]),
        }

    def _served(self, day: date, state: str) -> Meeting:
        """A meeting of that day for which a room, a leader and a car are free."""
        for _ in range(_TRIES):
            meeting = self._drawn(day, state)
            if self._diary.is_free(meeting):
                break
        else:  # the day is full: one more leader goes out, to where no room is needed
            meeting = self._outside(day, state)
        self._diary.note(meeting)
        return meeting

    def _drawn(self, day: date, state: str) -> Meeting:
        told: Told = self._told["kinds"][self._kinds.draw(self._dice)]
        dice = self._dice
        topic = dice.choice(self._staff.topics())
        district = dice.choice(self._staff.districts)
        chair, others = self._leaders.draw(topic)
        attends = dice.random() < told.get("attended", 0)
        received = self._delegation() if "{delegation}" in told["titles"][0] else {}
        title = str(dice.choice(told["titles"])).format(
            work=dice.choice(self._staff.works_of(topic)),
            district=district,
            delegation=received.get("delegation", ""),
        )
        body = self._staff.bodies_of(topic)[0]
        return Meeting(
            meeting_kind=told["kind"],
            title=title,
            day=day,
            form=self._form(told["kind"], title),
            hosting="tham-du" if attends else "chu-tri",
            chair=chair,
            leaders=others or None,
            invited=str(dice.choice(self._told["words"]["invited"])).format(body=body),
            preparing_body=body,
            specialist=self._staff.specialist(self._staff.unit_of(topic), dice),
            state=state,
            **self._hours(told),
            **self._where(told, district),
            **received,
        )

    def _hours(self, told: Told) -> dict[str, Any]:
        """From when to when; some go out for the whole day."""
        said = self._dice.choice(told["starts"])
        if not said:
            return {"part": "ca-ngay"}
        starts_at = time.fromisoformat(said)
        return {
            "starts_at": starts_at,
            "ends_at": _after(starts_at, self._dice.choice(told["minutes"])),
        }

    def _where(self, told: Told, district: str) -> dict[str, Any]:
        if told["rooms"]:
            needs = self._dice.choice(self._told["words"]["needs"])
            return {"room": self._dice.choice(told["rooms"]), "needs": needs or None}
        car = self._dice.choice(told["cars"]) if "cars" in told else None
        return {"place": self._dice.choice(told.get("places", [district])), "car": car}

    def _form(self, kind: str, title: str) -> str:
        if kind == "truc-tuyen" or "trực tuyến" in title:
            return "truc-tuyen"
        if kind in ("di-co-so", "tiep-khach", "doan", "le"):
            return "truc-tiep"
        return Lot[str](self._told["words"]["forms"]).draw(self._dice)

    def _delegation(self) -> dict[str, Any]:
        level = self._dice.choice(list(self._told["delegations"]))
        return {
            "level": level,
            "delegation": self._dice.choice(self._told["delegations"][level]),
            "delegation_size": self._dice.randint(4, 28),
        }

    def _outside(self, day: date, state: str) -> Meeting:
        """Beyond the day's hours, of a single leader: this always has room."""
        district = self._dice.choice(self._staff.districts)
        free = (
            Meeting(
                meeting_kind="di-co-so",
                title=f"Kiểm tra tình hình tại {district}",
                day=day,
                starts_at=time(hour, 15 * quarter),
                ends_at=time(hour, 15 * quarter + 14),
                form="truc-tiep",
                hosting="chu-tri",
                chair=leader,
                place=district,
                state=state,
            )
            for hour in (17, 18, 19, 20)
            for quarter in range(4)
            for leader in (self._leaders.chairman, *self._leaders.all_others)
        )
        return next(meeting for meeting in free if self._diary.is_free(meeting))

    # Called off, and planned

    def _called_off(self, state: str, day: date) -> Planned:
        reason = self._dice.choice(self._told["words"]["off"][state])
        return Planned(replace(self._drawn(day, state), state_reason=reason))

    def _planned(self, told: Told) -> Meeting:
        starts_at = time.fromisoformat(told["starts_at"])
        return Meeting(
            meeting_kind=told["kind"],
            title=told["title"],
            day=told["day"],
            starts_at=starts_at,
            ends_at=_after(starts_at, told["minutes"]),
            form="truc-tiep",
            hosting="chu-tri",
            chair=self._leaders.chairman,
            leaders=self._leaders.all_others,
            invited=told["invited"],
            room=told["room"],
            preparing_body=self._staff.units["TH"],
            specialist=self._specialist("TH"),
            prepared=tuple(told["prepared"]),
            needs=told["needs"],
        )

    def _specialist(self, unit: str) -> str:
        return self._staff.specialist(self._staff.units[unit], self._dice)

    # What belongs to a meeting

    def participants(self, meeting: Meeting) -> list[Participant]:
        """The list of those who were there, where one was kept; of what is to come, of all."""
        to_come = meeting.state == "planned"
        listed = self._dice.random() < self._told["habits"]["listed"]
        if not meeting.room or is_off(meeting) or not (listed or to_come):
            return []
        assert meeting.id is not None
        return [
            Participant(meeting=meeting.id, rank=rank, **one, **self._attendance(to_come, one))
            for rank, one in enumerate(self._present(meeting), 1)
        ]

    def _present(self, meeting: Meeting) -> Iterator[dict[str, Any]]:
        for name in (meeting.chair, *(meeting.leaders or ())):
            if name:
                role = "chu-tri" if name == meeting.chair else "tham-du"
                yield {"name": name, "post": self._leaders.posts[name], "role": role}
        staff = self._leaders.office
        for name in staff:
            if name not in (meeting.chair, *(meeting.leaders or ())):
                yield {"name": name, "post": self._leaders.posts[name], "role": "tham-du"}
        for body in self._dice.sample(self._staff.districts, 5):
            yield {"name": f"Đại diện {body}"[:50], "body": body, "role": "tham-du"}
        if meeting.specialist:
            yield {"name": meeting.specialist, "post": "Chuyên viên", "role": "thu-ky"}

    def _attendance(self, to_come: bool, one: dict[str, Any]) -> dict[str, Any]:
        if to_come:
            return {}
        if one["role"] == "tham-du" and self._dice.random() < 0.08:
            reason = self._dice.choice(self._told["words"]["absent"])
            return {"attendance": "vang-co-phep", "reason": reason}
        return {"attendance": "co-mat"}

    def concluded(self, meeting: Meeting) -> Iterator[tuple[str, Assignment]]:
        """What a session concluded, and whose task it is; the newest ones are open still."""
        for text in self._told["words"]["conclusions"]:
            topic = self._dice.choice(self._staff.topics())
            body = self._staff.bodies_of(topic)[0]
            said = text.format(body=body, work=self._dice.choice(self._staff.works_of(topic)))
            due = self._calendar.shifted(meeting.day, _TERM + self._dice.randint(0, 10))
            settled = self._calendar.shifted(due, -self._dice.randint(1, 8))
            yield (
                said,
                Assignment(
                    source=origin(meeting, meeting.day),
                    task=said,
                    assigned_by=meeting.chair,
                    assigned_on=meeting.day,
                    lead_unit=body,
                    due_on=due,
                    settled_on=self._calendar.within(settled),
                ),
            )


def write_meetings(writing: Writing, year: MeetingYear) -> None:
    """Write the year's meetings with all that belongs to them."""
    for room in year.rooms():
        writing.add(room)
    series = {
        name: writing.add(year.series(name, writing.add(template).id)).id
        for name, template in year.templates().items()
    }
    for planned in year.meetings():
        own = series[planned.series] if planned.series else None
        meeting: Meeting = writing.add(replace(planned.meeting, series=own))
        for one in year.participants(meeting):
            writing.add(one)
        if planned.series == "session":
            _conclude(writing, year, meeting)


def _conclude(writing: Writing, year: MeetingYear, meeting: Meeting) -> None:
    assert meeting.id is not None
    for place, (text, task) in enumerate(year.concluded(meeting), 1):
        kept = writing.add(task)
        writing.add(Conclusion(meeting=meeting.id, place=place, text=text, assignment=kept.id))


class _Leaders:
    """Who leads meetings, and under which position."""

    def __init__(self, staff: Staff, habits: Told, dice: Random) -> None:
        told = read_vocabulary()["office"]["leaders"]
        self._staff, self._habits, self._dice = staff, habits, dice
        people = [one for group in told.values() for one in group]
        self.posts: dict[str, str] = {one["name"]: one["position"] for one in people}
        self.chairman: str = told["chairman"][0]["name"]
        self.vice = tuple(str(one["name"]) for one in told["vice_chairmen"])
        self.office = tuple(
            str(one["name"]) for group in ("chief", "deputy_chiefs") for one in told[group]
        )
        self.all_others = (*self.vice, *self.office)

    def draw(self, topic: str) -> tuple[str, tuple[str, ...]]:
        """Whose field it is, or the chairman; and who else is there."""
        own, _ = self._staff.leader_of(topic)
        chair = self.chairman if self._dice.random() < self._habits["by_chairman"] else own
        shares = self._habits["with_others"]
        (count,) = self._dice.choices(range(len(shares)), shares)
        others = [name for name in self.all_others if name != chair]
        return chair, tuple(self._dice.sample(others, count))


class _Diary:
    """When each room, leader and car is taken."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, date], list[Span]] = defaultdict(list)

    def is_free(self, meeting: Meeting) -> bool:
        own = span(meeting)
        return not any(
            overlap(own, other)
            for name in _needed(meeting)
            for other in self._taken[name, meeting.day]
        )

    def note(self, meeting: Meeting) -> None:
        for name in _needed(meeting):
            self._taken[name, meeting.day].append(span(meeting))


def _needed(meeting: Meeting) -> Iterator[str]:
    for name in (meeting.chair, *(meeting.leaders or ()), meeting.room, meeting.car):
        if name:
            yield name


def _equipped(meeting: Meeting) -> Meeting:
    """With the checklist of its kind; what was held had all of it."""
    needs = usual_needs(meeting.meeting_kind, meeting.form, meeting.day)
    prepared = needs if meeting.state == "held" else meeting.prepared
    return replace(meeting, checklist=needs, prepared=prepared)


def _after(start: time, minutes: int) -> time:
    return (datetime.combine(date.min, start) + timedelta(minutes=minutes)).time()
