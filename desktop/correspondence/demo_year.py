"""The demo office's correspondence of one year, as plain values: invented, but as it reads."""

import re
import tomllib
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, chain
from math import exp
from pathlib import Path
from random import Random
from typing import Any, Final, Generic, TypeAlias, TypeVar

from holidays import country_holidays

VOCABULARY: Final = Path(__file__).parents[2] / "resources" / "demo" / "correspondence.toml"
INCOMING_IN_2023: Final = 55_279
OUTGOING_IN_2023: Final = 15_626
LONGEST_JOURNEY: Final = timedelta(days=12)
TELLING_PAUSE: Final = timedelta(days=10)  # a month is reported on from the middle of it
PETITIONERS: Final = 700
NOT_IN_EVERY_FIELD: Final = frozenset({"project", "what_is_built", "venture", "authority"})
STEMS: Final = ("Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ")
BRANCHES: Final = (
    *("Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu"),
    *("Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi"),
)
RUNNING: Final = {"nr_tiny": 60, "nr_small": 420, "nr_mid": 2_600, "nr": 7_400}
"""How far each running number that an abstract may name has come by the end of a year."""

Phrase: TypeAlias = tuple[str, ...]
"""Words and names of lists in turn, beginning and ending with words."""
Lists: TypeAlias = Mapping[str, Sequence[Phrase]]
Told: TypeAlias = Mapping[str, Any]
"""A table of the vocabulary file."""
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class IncomingText:
    """One line of the incoming register, and what a secretary notes beside it."""

    series: str
    arrived_on: date
    issuer: str
    symbol: str
    document_date: date
    kind: str
    subject: str
    receivers: tuple[str, ...]
    forwarded_on: date | None
    urgency: str
    channel: str
    pages: int
    signer: str
    signer_position: str
    due_on: date | None
    note: str


@dataclass(frozen=True, kw_only=True)
class OutgoingText:
    """One line of the outgoing register; its number is given when it is registered."""

    series: str
    document_date: date
    issuer: str
    kind: str
    subject: str
    capacity: str
    signer: str
    signer_position: str
    recipients: tuple[str, ...]
    file_copy_holder: str
    copies: int
    forwarded_on: date | None
    drafting_unit: str
    urgency: str
    channel: str
    pages: int


@dataclass(frozen=True, kw_only=True)
class BodyText:
    """A body, a unit or a person that writes, receives or drafts."""

    name: str
    abbreviation: str
    aliases: tuple[str, ...]
    group: str


def incoming(year: int = 2023, count: int = INCOMING_IN_2023) -> Iterator[IncomingText]:
    """Every letter that came in, in order of arrival."""
    office = DemoOffice(year, _dice(f"incoming {year}"))
    days = office.calendar.days_of_work(office.habits, count, office.dice)
    letters = [office.letter(day) for day in days]
    for letter, number in zip(letters, _running_numbers(letters, office.dice), strict=True):
        yield office.received(letter, number)


def outgoing(year: int = 2023, count: int = OUTGOING_IN_2023) -> Iterator[OutgoingText]:
    """Every document that went out, in order of its date."""
    office = DemoOffice(year, _dice(f"outgoing {year}"))
    for day in office.calendar.days_of_work(office.habits, count, office.dice):
        yield office.issued(day)


def bodies() -> Iterator[BodyText]:
    """Every issuer, receiver and unit that a letter of the demo may name, each once."""
    told = _vocabulary()
    yield from _bodies_of_the_office(told["office"])
    for issuer in _issuers(told):
        yield BodyText(
            name=issuer.name,
            abbreviation=issuer.short,
            aliases=issuer.aliases,
            group=issuer.group,
        )


def _vocabulary() -> Told:
    with VOCABULARY.open("rb") as file:
        return tomllib.load(file)


def _dice(seed: str) -> Random:
    """The same lots in every process: a text as a seed does not depend on its hash."""
    return Random(seed)  # noqa: S311 - demo letters, not secrets


class Lot(Generic[T]):
    """Things that are drawn, each as often as its weight says."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.things = tuple(weights)
        self._bounds = tuple(accumulate(weights.values()))

    def draw(self, dice: Random) -> T:
        at = dice.random() * self._bounds[-1]
        return self.things[bisect(self._bounds, at, hi=len(self.things) - 1)]


def _steps(weights: Sequence[float]) -> Lot[int]:
    return Lot(dict(enumerate(weights)))


# ── Days ──────────────────────────────────────────────────────────────────────────────────────


class Calendar:
    """The working days of a year, with some before and after for letters on their way."""

    def __init__(self, year: int) -> None:
        self.year = year
        closed = country_holidays("VN", years=range(year - 1, year + 2))
        first, last = date(year - 1, 10, 1), date(year + 1, 3, 1)
        every = (first + timedelta(days=n) for n in range((last - first).days))
        self._days = tuple(day for day in every if day.weekday() < 5 and day not in closed)
        self._places = {day: place for place, day in enumerate(self._days)}

    @cached_property
    def working_days(self) -> tuple[date, ...]:
        return tuple(day for day in self._days if day.year == self.year)

    def shifted(self, day: date, steps: int) -> date:
        """So many working days later, or earlier if less than none."""
        return self._days[self._places[day] + steps]

    def sent_before(self, arrived: date, steps: int) -> date:
        """The day of a letter that travelled so many working days, but not too long."""
        sent = self.shifted(arrived, -steps)
        if arrived - sent <= LONGEST_JOURNEY:
            return sent
        return self.sent_before(arrived, steps - 1)

    def within(self, day: date) -> date | None:
        return day if day.year == self.year else None

    def days_of_work(self, habits: Told, count: int, dice: Random) -> Iterator[date]:
        """Each working day as often as letters are registered on it, `count` in all."""
        shares = list(accumulate(_busyness(day, habits, dice) for day in self.working_days))
        before = 0
        for day, share in zip(self.working_days, shares, strict=True):
            until = round(count * share / shares[-1])
            yield from [day] * (until - before)
            before = until


def _busyness(day: date, habits: Told, dice: Random) -> float:
    usual: float = habits["weekdays"][day.weekday()] * habits["months"][day.month - 1]
    return usual * exp(dice.gauss(0, 0.11))


def _day_and_month(day: date) -> str:
    """As letters write it: days below 10 and the months 1 and 2 with a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _lunar_name(year: int) -> str:
    return f"{STEMS[year % 10]} {BRANCHES[year % 12]} {year}"


# ── Who writes ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """A body or a citizen that writes to the office, with its habits."""

    name: str
    short: str
    aliases: tuple[str, ...]
    sort: str
    group: str
    series: str
    voice: str
    code: str
    register: str
    style: str
    one_in: float
    urgent: float
    weight: float
    desks: tuple[str, ...]
    desk_of_field: Mapping[str, str]
    about: tuple[str, ...]
    fields: Lot[str]
    kinds: Lot[str]
    channels: Lot[str]
    signers: Lot[tuple[str, str]]
    places: tuple[Lists, ...]

    @property
    def head_position(self) -> str:
        return self.signers.things[0][1]

    @property
    def governs(self) -> bool:
        """Whether it decides on applications of people and enterprises."""
        return self.name.startswith(("Sở ", "Ban Quản lý Khu"))

    def desk(self, topic: str, dice: Random) -> str:
        if self.desk_of_field:
            return self.desk_of_field.get(topic, self.desk_of_field["other"])
        return dice.choice(self.desks) if self.desks else ""


def _issuers(told: Told) -> tuple[Issuer, ...]:
    """Everybody who writes, always with the same names."""
    dice = _dice("people")
    places = tuple(_place(told, *where) for where in _communes(told))
    rows = chain(_rows_of_bodies(told), _rows_of_districts(told), _rows_of_citizens(told, dice))
    return tuple(_issuer(told, sort, {"places": places, **row}, dice) for sort, row in rows)


def _issuer(told: Told, sort: str, row: Told, dice: Random) -> Issuer:
    habits = {"style": "state", **told["sorts"][sort]}
    own = _own_words(told, row.get("says", habits.get("says")))
    desks = row.get("desks", ())
    return Issuer(
        name=row["name"],
        short=row.get("short", row.get("code", "")),
        aliases=tuple(row.get("aliases", ())),
        sort=sort,
        group=habits["group"],
        series=habits["series"],
        voice=row.get("voice", habits["voice"]),
        code=row.get("code", ""),
        register=row.get("register", row["name"]),
        style=row.get("style", habits["style"]),
        one_in=row.get("one_in", habits["one_in"]),
        urgent=habits["urgent"],
        weight=row.get("weight", 1),
        desks=() if isinstance(desks, str) else tuple(desks),
        desk_of_field=told["desks"][desks] if isinstance(desks, str) else {},
        about=tuple(row["fields"]),
        fields=_fields(told, row["fields"]),
        kinds=Lot(row.get("kinds", habits["kinds"])),
        channels=Lot(habits["channels"]),
        signers=_signers(told["people"], row, habits["positions"], dice),
        places=tuple({**place, **own} for place in row["places"]),
    )


def _own_words(told: Told, own: Told | None) -> Lists:
    """What a body with one task speaks of, whatever its field."""
    if own is None:
        return {}
    says = {**told["everywhere"], **own}
    more = {"ceremony": _ceremonies(says["event"]), "bill": _bills(says["draft"])}
    return _lists({**says, **more, "matter": says["work"]})


def _ceremonies(events: Iterable[str]) -> list[str]:
    """What is celebrated or held for many bears a name with a capital."""
    return [event for event in events if event[0].isupper() or event[0] == "{"]


def _bills(drafts: Iterable[str]) -> list[str]:
    """Drafts of central bodies, on which the provinces are heard."""
    central = ("Luật ", "Nghị định ", "Thông tư ", "Quyết định của Thủ tướng")
    return [draft for draft in drafts if draft.startswith(central)]


def _fields(told: Told, named: Sequence[str]) -> Lot[str]:
    if "*" in named:
        return Lot({name: about["weight"] for name, about in told["fields"].items()})
    return Lot(Counter(named))


def _signers(people: Told, row: Told, usual: Sequence[str], dice: Random) -> Lot[tuple[str, str]]:
    """A head and two deputies; a citizen signs for himself."""
    if "person" in row:
        return Lot({(row["person"], ""): 1})
    positions = row.get("positions", usual)
    names = [_person(people, dice) for _ in positions]
    return Lot(dict(zip(zip(names, positions, strict=True), (2, 5, 3), strict=True)))


def _person(people: Told, dice: Random, sex: str = "") -> str:
    sex = sex or dice.choice(("men", "men", "women"))
    middle, given = dice.choice(people[f"{sex}_middle"]), dice.choice(people[sex])
    return f"{dice.choice(people['surnames'])} {middle} {given}"


def _addressed(people: Told, dice: Random) -> str:
    """A person as letters speak of him or her."""
    if dice.random() < 0.62:
        return f"ông {_person(people, dice, 'men')}"
    return f"bà {_person(people, dice, 'women')}"


Row: TypeAlias = tuple[str, Mapping[str, Any]]
"""A sort of issuer, and what the vocabulary tells of one of them."""


def _rows_of_bodies(told: Told) -> Iterator[Row]:
    for sort, listed in told["bodies"].items():
        yield from ((sort, row) for row in listed)


def _rows_of_districts(told: Told) -> Iterator[Row]:
    fields = told["concerns"]["local"]
    for district, about in told["districts"].items():
        communes = [where for where in _communes(told) if where[1] == district]
        places = tuple(_own_place(told, district, *where) for where in communes)
        local = {"fields": fields, "places": places}
        yield "district", {**_committee(district, "district", about["short"]), **local}
        yield "district_party", {**_party(told, district, about["party"]), **local}
        for where in communes:
            place = {"fields": fields, "places": (_own_place(told, where[0], *where),)}
            yield "commune", {**_committee(where[0], "commune", _bare(where[0])), **place}


def _committee(place: str, desks: str, short: str) -> dict[str, Any]:
    return {
        "name": f"UBND {place}",
        "code": "UBND",
        "short": f"UB {short}",
        "aliases": (f"Ủy ban nhân dân {place}", place),
        "desks": desks,
    }


def _party(told: Told, district: str, code: str) -> dict[str, Any]:
    name = f"{told['district_parties'][code]} {_bare(district)}"
    return {"name": name, "code": code, "short": f"{code} {_bare(district)}"}


def _rows_of_citizens(told: Told, dice: Random) -> Iterator[Row]:
    """Petitioners write again and again, so the office knows a limited number of them."""
    where = list(_communes(told))
    names: set[str] = set()
    while len(names) < PETITIONERS:
        commune, district, road = dice.choice(where)
        person = _addressed(told["people"], dice)
        together = dice.random() < 0.08
        who = f"Tập thể hộ dân do {person} đại diện" if together else person
        name = f"{who[0].upper()}{who[1:]}, {commune}, {district}"
        if name not in names:
            names.add(name)
            yield (
                "citizen",
                {
                    "name": name,
                    "person": person.split(" ", 1)[1],
                    "fields": told["concerns"]["citizen"],
                    "places": (_place(told, commune, district, road),),
                },
            )


# ── Places ────────────────────────────────────────────────────────────────────────────────────


def _communes(told: Told) -> Iterator[tuple[str, str, str]]:
    """Each commune, its district, and a road to its neighbour."""
    for district, about in told["districts"].items():
        communes = about["communes"]
        for place, commune in enumerate(communes):
            yield commune, district, f"{_bare(communes[place - 1])} - {_bare(commune)}, {district}"


def _bare(place: str) -> str:
    """The name without what the place is."""
    return re.sub("^(thành phố|thị xã|thị trấn|huyện|phường|xã) ", "", place)


def _place(told: Told, commune: str, district: str, road: str) -> Lists:
    """How others speak of a commune; one abstract speaks of one place."""
    spoken = told["communes"][commune.split(" ", 1)[0]]
    full = f"{commune}, {district}"
    return _lists({**spoken, "spot": [full], "district": [district], "communes": [road]})


def _own_place(told: Told, here: str, commune: str, district: str, road: str) -> Lists:
    """How those who live there speak of it."""
    own = {"spot": [commune], "here": [here], "on": [f"trên địa bàn {here}"]}
    return {**_place(told, commune, district, road), **_lists({**own, "over": own["on"]})}


# ── Abstracts ─────────────────────────────────────────────────────────────────────────────────


def _phrase(text: str) -> Phrase:
    return tuple(re.split(r"\{(\w+)\}", text))


def _lists(texts: Mapping[str, Iterable[str]]) -> dict[str, tuple[Phrase, ...]]:
    return {name: tuple(map(_phrase, listed)) for name, listed in texts.items()}


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """When, about what and where something is said."""

    day: date
    topic: str
    place: Lists


class Speech:
    """Says abstracts: a phrase whose lists are chosen from by lot."""

    def __init__(
        self, told: Told, calendar: Calendar, issuers: Sequence[Issuer], dice: Random
    ) -> None:
        self._told = told
        self._calendar = calendar
        self._issuers = issuers
        self._dice = dice
        self._common = {**_lists(told["phrases"]), **_lists(_spoken_people(told, issuers, dice))}
        self._of_day: dict[date, Lists] = {}
        self._of_field: dict[tuple[str, bool], Lists] = {}
        self._abstracts: dict[tuple[str, str, str], Sequence[Phrase]] = {}

    def abstract(self, voice: str, kind: str, occasion: Occasion) -> str:
        key = (voice, kind, occasion.topic)
        if key not in self._abstracts:
            known = self._field(occasion).keys()
            self._abstracts[key] = _speakable(self._told["abstracts"], *key, known)
        phrase = self._dice.choice(self._abstracts[key])
        if "work" in phrase:
            occasion = self._in_season(occasion)
        return _tidy(self._said(phrase, occasion))

    def _in_season(self, occasion: Occasion) -> Occasion:
        """Now and then the talk is of what the month brings."""
        works = _seasonal(self._told, occasion.topic, occasion.day.month)
        own = "work" in occasion.place
        if own or not works or self._dice.random() >= self._told["habits"]["in_season"]:
            return occasion
        season = _lists({**self._told["in_season"], "work": works})
        return replace(occasion, place={**occasion.place, **season})

    def _said(self, phrase: Phrase, occasion: Occasion) -> str:
        words = list(phrase)
        for at in range(1, len(words), 2):
            words[at] = self._one_of(words[at], occasion)
        return "".join(words)

    def _one_of(self, name: str, occasion: Occasion) -> str:
        if name.startswith("cited"):
            occasion = self._earlier(occasion)
        for lists in self._heard(occasion):
            if name in lists:
                return self._said(self._dice.choice(lists[name]), occasion)
        raise KeyError(name)

    def _earlier(self, occasion: Occasion) -> Occasion:
        """When a document was signed that is named now, so that its number agrees."""
        return replace(
            occasion, day=self._calendar.shifted(occasion.day, -self._dice.randint(2, 14))
        )

    def _heard(self, occasion: Occasion) -> tuple[Lists, ...]:
        """The lists in order of precedence: the place, the day, the field, the rest."""
        day = occasion.day
        if day not in self._of_day:
            self._of_day[day] = _lists(_said_on(self._told, self._calendar, day))
        return occasion.place, self._of_day[day], self._field(occasion), self._common

    def _field(self, occasion: Occasion) -> Lists:
        key = (occasion.topic, "here" in occasion.place)
        if key not in self._of_field:
            self._of_field[key] = _lists(_said_about(self._told, self._issuers, *key))
        return self._of_field[key]


def _speakable(told: Told, voice: str, kind: str, topic: str, known: Set[str]) -> Sequence[Phrase]:
    """The phrases for any field and, as often, those for this field alone."""
    texts = told.get(voice, {}).get(kind) or told["anyone"][kind]
    every, own = texts["any"], texts.get(topic, [])
    phrases = [_phrase(text) for text in every + own * (len(every) // max(1, len(own)))]
    missing = NOT_IN_EVERY_FIELD - known
    return [phrase for phrase in phrases if missing.isdisjoint(phrase)]


def _tidy(said: str) -> str:
    """Without the gaps that a period left out has made."""
    closed = " ".join(said.split()).replace(" ,", ",")
    return closed[0].upper() + closed[1:]


def _seasonal(told: Told, topic: str, month: int) -> list[str]:
    seasons = (season["work"] for season in told["seasons"] if month in season["months"])
    return [work for season in seasons for work in season.get(topic, ())]


def _spoken_people(told: Told, issuers: Sequence[Issuer], dice: Random) -> Told:
    """Persons and departments that anybody may speak of."""
    departments = [issuer for issuer in issuers if issuer.sort == "department"]
    director = told["sorts"]["department"]["positions"][0]
    return {
        "who": [_addressed(told["people"], dice) for _ in range(400)],
        "any_dept": [who.name for who in departments],
        "bureau": [who.name for who in departments if who.head_position == director],
    }


def _said_about(told: Told, issuers: Sequence[Issuer], topic: str, local: bool) -> Told:
    """What there is to say about a field, by the province or by a place in it."""
    about, everywhere = told["fields"][topic], told["everywhere"]
    central, provincial = _central(issuers, topic), _provincial(issuers, topic)
    work = (told["local"]["work"].get(topic) if local else None) or about["work"]
    event = told["local"]["event"] if local else about["event"] * 2 + everywhere["event"]
    draft = about["draft"] * 2 + everywhere["draft"]
    lists = {
        **{name: about.get(name, []) for name in ("programme", "project", "venture")},
        "what_is_built": told["phrases"]["built"] if "project" in about else [],
        "work": work,
        "matter": work,
        "draft": draft,
        "bill": _bills(draft),
        "event": event,
        "ceremony": _ceremonies(event),
        "label": [about["label"]],
        "desk": about["units"],
        "dept": [who.name for who in provincial],
        "authority": [who.name for who in provincial if who.about[0] == topic and who.governs],
        "company": _companies(issuers, topic),
        "ministry": [who.name for who in central],
        "cited_central": list(_cited("Công văn", central, told["styles"])),
        "cited_department": list(_cited("Văn bản", provincial, told["styles"])),
    }
    return {name: texts for name, texts in lists.items() if texts}


def _companies(issuers: Sequence[Issuer], topic: str) -> list[str]:
    every = [who for who in issuers if who.name.startswith("Công ty ")]
    return [who.name for who in every if topic in who.about] or [who.name for who in every]


def _central(issuers: Sequence[Issuer], topic: str) -> list[Issuer]:
    """Central bodies of a field with which letters are exchanged."""
    sorts = ("ministry", "agency", "assembly", "centre")
    return [
        who
        for who in issuers
        if who.sort in sorts and topic in who.about and "cong-van" in who.kinds.things
    ]


def _provincial(issuers: Sequence[Issuer], topic: str) -> list[Issuer]:
    """Bodies of the province that deal with a field, the first one first of all."""
    sorts = ("department", "branch", "council", "front", "party")
    dealing = [who for who in issuers if who.sort in sorts and topic in who.about]
    if not dealing:
        return [who for who in issuers if who.sort == "department"]
    return sorted(dealing, key=lambda who: (sorts.index(who.sort), -who.weight))


def _cited(kind: str, issuers: Iterable[Issuer], styles: Told) -> Iterator[str]:
    """Letters of others, as an abstract names them."""
    for who in issuers:
        for desk in who.desks or ("",):
            letter = styles[who.style]["letter"]
            symbol = letter.format(number="{nr_mid}", kind="CV", code=who.code, desk=desk)
            yield f"{kind} số {symbol} ngày {{day}} của {who.name}"


def _said_on(told: Told, calendar: Calendar, day: date) -> Told:
    """How a day speaks of itself, of what is over and of what is to come."""
    over = day - TELLING_PAUSE
    past, now = told["months"][over.month - 1], told["months"][day.month - 1]
    dice = _dice(f"numbers of {day}")
    return {
        **{name: _dated(past[name], over) for name in ("past", "concluded", "review")},
        **{name: _dated(now[name], day) for name in ("ahead", "during")},
        "term": _dated([text for text in now["ahead"] if not text.startswith("tháng")], day),
        **{name: [text] for name, text in _names_of_the_year(day).items()},
        **{name: _reached(day, limit, dice) for name, limit in RUNNING.items()},
        "day": [_day_and_month(day)],
        "month": [f"{day.month:02d}" if day.month < 3 else str(day.month)],
        "week": [f"{day.isocalendar().week:02d}"],
        "meeting": _meetings(told, calendar, day),
    }


def _dated(texts: Sequence[str], day: date) -> list[str]:
    """The years are told now, the work later."""
    return [text.format(**_names_of_the_year(day), work="{work}") for text in texts]


def _names_of_the_year(day: date) -> dict[str, str]:
    year, month = day.year, day.month
    term = 2 * (year - 2021) + (1 if month <= 6 else 2)
    return {
        "year": str(year),
        "last_year": str(year - 1),
        "next_year": str(year + 1),
        "tet": _lunar_name(year + (month >= 9)),
        "school_year": f"{year}-{year + 1}" if month >= 4 else f"{year - 1}-{year}",
        "sitting": f"kỳ họp thường lệ {'giữa' if month <= 7 else 'cuối'} năm {year}",
        "last_sitting": _last_sitting(year, month),
        "na_session": f"trước Kỳ họp thứ {term}, Quốc hội khóa XV",
    }


def _last_sitting(year: int, month: int) -> str:
    """The one before the coming one, whose resolutions are being carried out."""
    when = f"cuối năm {year - 1}" if month <= 7 else f"giữa năm {year}"
    return f"kỳ họp thường lệ {when}"


def _reached(day: date, limit: int, dice: Random) -> list[str]:
    """Numbers that a register of so many documents a year has come to on that day."""
    near = limit * day.timetuple().tm_yday / 366
    return [f"{max(1, round(near * dice.uniform(0.93, 1))):02d}" for _ in range(24)]


def _meetings(told: Told, calendar: Calendar, day: date) -> list[str]:
    """Hours of the days after an invitation."""
    days = [calendar.shifted(day, steps) for steps in range(2, 9)]
    return [
        f"{hour} ngày {_day_and_month(when)}" for when in days for hour in told["habits"]["hours"]
    ]


# ── The office ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is settled of an incoming letter before its number is known."""

    issuer: Issuer
    kind: str
    symbol: str
    one_in: float
    topic: str
    channel: str
    arrived: date
    dated: date

    @property
    def register(self) -> tuple[str, str, int]:
        """Where its issuer numbers it: one series for each kind of symbol and each year."""
        bare = self.symbol.format(number="", desk="")
        return self.issuer.register, bare, self.dated.year


@dataclass(frozen=True, kw_only=True)
class OutgoingSeries:
    """A series of the outgoing register and what is usual in it."""

    code: str
    issuer: str
    voice: str
    kinds: Lot[str]
    topics: Lot[str]
    signing: Lot[str]


def _running_numbers(letters: Sequence[Letter], dice: Random) -> list[int]:
    """A number for each letter out of its issuer's own register, in order of its date.

    One letter in so many of that register comes to this office, so the numbers leap.
    """
    registers = defaultdict(list)
    for at, letter in enumerate(letters):
        registers[letter.register].append(at)
    numbers = [0] * len(letters)
    for listed in registers.values():
        for at, number in _numbered(listed, letters, dice):
            numbers[at] = number
    return numbers


def _numbered(
    listed: Sequence[int], letters: Sequence[Letter], dice: Random
) -> Iterator[tuple[int, int]]:
    parts = ((_part_of_year(letters[at].dated, dice), at) for at in listed)
    in_a_year = max(len(listed), 12) * letters[listed[0]].one_in
    number = 0
    for part, at in sorted(parts):
        number = max(number, int(part * in_a_year)) + 1
        yield at, number


def _part_of_year(day: date, dice: Random) -> float:
    return (day.timetuple().tm_yday - dice.random()) / 366


class DemoOffice:
    """The office at its registers: who wrote what, who gets it, who signs it."""

    def __init__(self, year: int, dice: Random) -> None:
        self.dice = dice
        self.calendar = Calendar(year)
        self._told = told = _vocabulary()
        self.habits: Told = told["habits"]
        self._issuers = _issuers(told)
        self._speech = Speech(told, self.calendar, self._issuers, dice)
        self._places = tuple(_place(told, *where) for where in _communes(told))
        self._senders = Lot(_shares(told, self._issuers))
        self._series = Lot(dict(_outgoing_series(told)))
        self._travel = {name: _steps(weights) for name, weights in self.habits["travel"].items()}
        self._forwarding = _steps(self.habits["forwarding"])
        self._leaving = Lot[str](self.habits["leaving"])
        self._urgency = Lot[str](self.habits["urgency"])
        self._units = {unit["short"]: unit["name"] for unit in told["office"]["departments"]}
        self._receivers: dict[str, Mapping[str, tuple[str, ...]]] = {}

    # Incoming

    def letter(self, arrived: date) -> Letter:
        """A letter out of the post of that day."""
        issuer = self._issuers[self._senders.draw(self.dice)]
        kind = issuer.kinds.draw(self.dice)
        channel = issuer.channels.draw(self.dice)
        dated = self.calendar.sent_before(arrived, self._travel[channel].draw(self.dice))
        return Letter(
            issuer=issuer,
            kind=kind,
            symbol=self._symbol(issuer, kind, dated),
            one_in=min(issuer.one_in, self._told["kinds"][kind].get("one_in", issuer.one_in)),
            topic=issuer.fields.draw(self.dice),
            channel=channel,
            arrived=arrived,
            dated=dated,
        )

    def received(self, letter: Letter, number: int) -> IncomingText:
        """The letter as it is entered in the register."""
        issuer, dice = letter.issuer, self.dice
        signer, position = issuer.signers.draw(dice)
        urgency = self._degree(letter.kind, issuer.urgent)
        place = dice.choice(issuer.places)
        occasion = Occasion(day=letter.dated, topic=letter.topic, place=place)
        return IncomingText(
            series=issuer.series,
            arrived_on=letter.arrived,
            issuer=issuer.name,
            symbol=letter.symbol.format(
                number=f"{number:02d}", desk=issuer.desk(letter.topic, dice)
            ),
            document_date=letter.dated,
            kind=letter.kind,
            subject=self._speech.abstract(issuer.voice, letter.kind, occasion),
            receivers=self._dealing_with(letter.topic),
            forwarded_on=self._forwarded(letter.arrived, urgency),
            urgency=urgency,
            channel=letter.channel,
            pages=self._pages(letter.kind),
            signer=signer,
            signer_position=position,
            due_on=self._due(letter.arrived, letter.kind),
            note=self._note(letter.kind),
        )

    def _symbol(self, issuer: Issuer, kind: str, dated: date) -> str:
        """The symbol without its number and its desk."""
        about = self._told["kinds"][kind]
        style = self._told["styles"][issuer.style]
        pattern: str = about.get("symbol", style["letter" if kind == "cong-van" else "named"])
        mark = about.get(issuer.style, about["abbreviation"])
        return pattern.format(
            number="{number}", desk="{desk}", kind=mark, code=issuer.code, year=dated.year
        )

    def _dealing_with(self, topic: str) -> tuple[str, ...]:
        """The units that deal with a field: one as a rule, sometimes another one besides."""
        units = self._told["fields"][topic]["units"]
        lead = units[0] if self.dice.random() < 0.7 else self.dice.choice(units)
        besides = [short for short in self._told["office"]["co_operating"] if short != lead]
        others = self.dice.sample(besides, 2)[: bisect((0.8, 0.96), self.dice.random())]
        return tuple(self._units[short] for short in (lead, *others))

    def _due(self, arrived: date, kind: str) -> date | None:
        if self.dice.random() >= self.habits["deadlines"].get(kind, 0):
            return None
        return self.calendar.within(self.calendar.shifted(arrived, self.dice.randint(3, 20)))

    def _note(self, kind: str) -> str:
        if self.dice.random() >= self.habits["noted"]:
            return ""
        notes = "petition_notes" if kind == "don-thu" else "notes"
        return str(self.dice.choice(self.habits[notes]))

    # Outgoing

    def issued(self, day: date) -> OutgoingText:
        """A document of that day as it is entered in the register."""
        series, dice = self._series.draw(self.dice), self.dice
        kind, topic = series.kinds.draw(dice), series.topics.draw(dice)
        occasion = Occasion(day=day, topic=topic, place=dice.choice(self._places))
        subject = self._speech.abstract(series.voice, kind, occasion)
        capacity, signer, position = self._signature(series, topic, day)
        recipients = self._recipients(kind, occasion, subject)
        unit = self._dealing_with(topic)[0]
        urgency = self._degree(kind, self.habits["urgent"])
        return OutgoingText(
            series=series.code,
            document_date=day,
            issuer=self._told["office"][series.issuer]["name"],
            kind=kind,
            subject=subject,
            capacity=capacity,
            signer=signer,
            signer_position=position,
            recipients=recipients,
            file_copy_holder=unit if dice.random() < 0.8 else self._registry,
            copies=len(recipients) + dice.randint(1, self.habits["copies"].get(kind, 3)),
            forwarded_on=self._forwarded(day, urgency),
            drafting_unit=unit,
            urgency=urgency,
            channel=self._leaving.draw(dice),
            pages=self._pages(kind),
        )

    @property
    def _registry(self) -> str:
        return str(self._told["office"]["registry"]["name"])

    def _signature(self, series: OutgoingSeries, topic: str, day: date) -> tuple[str, str, str]:
        """The capacity, the name and the position."""
        capacity = series.signing.draw(self.dice)
        if capacity == "tuq" and not self._directors(topic):
            capacity = "kt"
        who = self.dice.choice(self._hands(series.issuer, capacity, topic))
        if capacity != "head":
            return capacity, who["name"], who["position"]
        month, last = self._told["office"]["acting_until"]
        acting = series.issuer == "chancery" and (day.month, day.day) <= (month, last)
        return "q" if acting else "", who["name"], who["position"]

    def _hands(self, issuer: str, capacity: str, topic: str) -> Sequence[Told]:
        """Those who may sign in a capacity."""
        leaders = self._told["office"]["leaders"]
        if capacity == "tuq":
            return self._directors(topic)
        if issuer == "chancery":
            return list(leaders[{"kt": "deputy_chiefs", "tl": "heads"}.get(capacity, "chief")])
        if capacity == "kt":
            return [who for who in leaders["vice_chairmen"] if topic in who["fields"]]
        if capacity == "tl":
            return [*leaders["chief"], *leaders["deputy_chiefs"]]
        return list(leaders["chairman"])

    def _directors(self, topic: str) -> list[Told]:
        """Heads of departments, who sign by the chairman's authorisation."""
        governing = [who for who in self._issuers if who.governs and topic == who.about[0]]
        heads = [(who.name, *who.signers.things[0]) for who in governing]
        return [{"name": name, "position": f"{position} {body}"} for body, name, position in heads]

    def _recipients(self, kind: str, occasion: Occasion, subject: str) -> tuple[str, ...]:
        """The addressee, those whom the abstract names, and others whom it concerns."""
        first, *others = self._receiving(kind, occasion.topic, subject)
        named = [self.dice.choice(first)]
        named += [name for names in others for name in names if name in subject]
        some = [self.dice.choice(names) for names in self.dice.sample(others, len(others))]
        (district,) = occasion.place["district"][0]
        if district in subject:
            named.insert(1, f"UBND {district}")
            some = [name for name in some if name != self._told["office"]["every_district"]]
        return tuple(dict.fromkeys(named[:3] + some))[: self.dice.randint(2, 5)]

    def _receiving(self, kind: str, topic: str, subject: str) -> list[tuple[str, ...]]:
        told = next(
            told
            for told in self._told["recipients"]
            if subject.startswith(tuple(told.get("openings", ())))
            or kind in told.get("kinds", ())
            or "*" in told.get("kinds", ())
        )
        standing = self._standing_for(topic)
        return [standing.get(text, (text,)) for text in told["to"]]

    def _standing_for(self, topic: str) -> Mapping[str, tuple[str, ...]]:
        """What the words in braces stand for in a list of receivers."""
        if topic not in self._receivers:
            units = self._told["fields"][topic]["units"]
            dealing = tuple(who.name for who in _provincial(self._issuers, topic))
            self._receivers[topic] = {
                "{lead}": dealing[:1],
                "{departments}": dealing,
                "{ministry}": tuple(who.name for who in _central(self._issuers, topic)[:1]),
                "{ministries}": tuple(who.name for who in _central(self._issuers, topic)),
                "{units}": tuple(self._units[short] for short in units),
            }
        return self._receivers[topic]

    # Both

    def _degree(self, kind: str, urgent: float) -> str:
        if kind == "cong-dien":
            return "hoa-toc" if self.dice.random() < 0.85 else "thuong-khan"
        return self._urgency.draw(self.dice) if self.dice.random() < urgent else "thuong"

    def _forwarded(self, day: date, urgency: str) -> date | None:
        """The same day as a rule; what came in the year's last two days may still lie there."""
        lies = day in self.calendar.working_days[-2:] and self.dice.random() < 0.25
        if lies and urgency == "thuong":
            return None
        steps = self._forwarding.draw(self.dice) if urgency == "thuong" else 0
        return self.calendar.within(self.calendar.shifted(day, steps))

    def _pages(self, kind: str) -> int:
        usual = self._told["kinds"][kind]["pages"]
        return 1 + min(140, int(self.dice.expovariate(1 / max(0.15, usual - 1))))


def _shares(told: Told, issuers: Sequence[Issuer]) -> dict[int, float]:
    """How much of the post each issuer sends: its part of what is due to its sort."""
    sums: defaultdict[str, float] = defaultdict(float)
    for issuer in issuers:
        sums[issuer.sort] += issuer.weight
    return {
        at: told["sorts"][issuer.sort]["weight"] * issuer.weight / sums[issuer.sort]
        for at, issuer in enumerate(issuers)
    }


def _outgoing_series(told: Told) -> Iterator[tuple[OutgoingSeries, float]]:
    for code, about in told["outgoing"].items():
        series = OutgoingSeries(
            code=code,
            issuer=about["issuer"],
            voice=about["voice"],
            kinds=Lot(about["kinds"]),
            topics=_fields(told, about.get("fields", ["*"])),
            signing=Lot(about["signing"]),
        )
        yield series, about["weight"]


def _bodies_of_the_office(office: Told) -> Iterator[BodyText]:
    own = [office["committee"], office["chancery"], *office["departments"], office["registry"]]
    for body in own:
        yield _body(body["name"], {"group": "office", **body})
    for name, body in office["receivers"].items():
        yield _body(name, body)


def _body(name: str, told: Told) -> BodyText:
    aliases = tuple(told.get("aliases", ()))
    return BodyText(name=name, abbreviation=told["short"], aliases=aliases, group=told["group"])
