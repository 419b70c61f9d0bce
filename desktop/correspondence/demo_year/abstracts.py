"""What a letter is about: abstracts that fit the issuer, the field, the place and the day."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from desktop.correspondence.demo_year.days import Calendar, day_and_month, lunar_name
from desktop.correspondence.demo_year.issuers import (
    Issuer,
    addressed,
    central_bodies,
    provincial_bodies,
)
from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.vocabulary import (
    Lists,
    Phrase,
    Told,
    bills,
    ceremonies,
    lists_of,
    phrase_of,
)

TELLING_PAUSE: Final = timedelta(days=10)  # a month is reported on from the middle of it
NOT_IN_EVERY_FIELD: Final = frozenset({"project", "what_is_built", "venture", "authority"})
RUNNING: Final = {"nr_tiny": 60, "nr_small": 420, "nr_mid": 2_600, "nr": 7_400}
"""How far each running number that an abstract may name has come by the end of a year."""


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
        self._common = {
            **lists_of(told["phrases"]),
            **lists_of(_spoken_people(told, issuers, dice)),
        }
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
        season = lists_of({**self._told["in_season"], "work": works})
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
            self._of_day[day] = lists_of(_said_on(self._told, self._calendar, day))
        return occasion.place, self._of_day[day], self._field(occasion), self._common

    def _field(self, occasion: Occasion) -> Lists:
        key = (occasion.topic, "here" in occasion.place)
        if key not in self._of_field:
            self._of_field[key] = lists_of(_said_about(self._told, self._issuers, *key))
        return self._of_field[key]


def _speakable(told: Told, voice: str, kind: str, topic: str, known: Set[str]) -> Sequence[Phrase]:
    """The phrases for any field and, as often, those for this field alone."""
    texts = told.get(voice, {}).get(kind) or told["anyone"][kind]
    every, own = texts["any"], texts.get(topic, [])
    phrases = [phrase_of(text) for text in every + own * (len(every) // max(1, len(own)))]
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
        "who": [addressed(told["people"], dice) for _ in range(400)],
        "any_dept": [who.name for who in departments],
        "bureau": [who.name for who in departments if who.head_position == director],
    }


def _said_about(told: Told, issuers: Sequence[Issuer], topic: str, local: bool) -> Told:
    """What there is to say about a field, by the province or by a place in it."""
    about, everywhere = told["fields"][topic], told["everywhere"]
    central, provincial = central_bodies(issuers, topic), provincial_bodies(issuers, topic)
    work = (told["local"]["work"].get(topic) if local else None) or about["work"]
    event = told["local"]["event"] if local else about["event"] * 2 + everywhere["event"]
    draft = about["draft"] * 2 + everywhere["draft"]
    lists = {
        **{name: about.get(name, []) for name in ("programme", "project", "venture")},
        "what_is_built": told["phrases"]["built"] if "project" in about else [],
        "work": work,
        "matter": work,
        "draft": draft,
        "bill": bills(draft),
        "event": event,
        "ceremony": ceremonies(event),
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
    dice = dice_for(f"numbers of {day}")
    return {
        **{name: _dated(past[name], over) for name in ("past", "concluded", "review")},
        **{name: _dated(now[name], day) for name in ("ahead", "during")},
        "term": _dated([text for text in now["ahead"] if not text.startswith("tháng")], day),
        **{name: [text] for name, text in _names_of_the_year(day).items()},
        **{name: _reached(day, limit, dice) for name, limit in RUNNING.items()},
        "day": [day_and_month(day)],
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
        "tet": lunar_name(year + (month >= 9)),
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
        f"{hour} ngày {day_and_month(when)}" for when in days for hour in told["habits"]["hours"]
    ]
