"""Who writes to the office: bodies and citizens, with their habits and signers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Any, Final, TypeAlias

from desktop.correspondence.demo_year.lots import Lot, dice_for
from desktop.correspondence.demo_year.places import bare_name, every_commune, own_place_of, place_of
from desktop.correspondence.demo_year.vocabulary import Lists, Told, bills, ceremonies, lists_of

PETITIONERS: Final = 700
Row: TypeAlias = tuple[str, Mapping[str, Any]]
"""A sort of issuer, and what the vocabulary tells of one of them."""


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


def all_issuers(told: Told) -> tuple[Issuer, ...]:
    """Everybody who writes, always with the same names."""
    dice = dice_for("people")
    places = tuple(place_of(told, *where) for where in every_commune(told))
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
        fields=lot_of_fields(told, row["fields"]),
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
    more = {"ceremony": ceremonies(says["event"]), "bill": bills(says["draft"])}
    return lists_of({**says, **more, "matter": says["work"]})


def lot_of_fields(told: Told, named: Sequence[str]) -> Lot[str]:
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


def addressed(people: Told, dice: Random) -> str:
    """A person as letters speak of him or her."""
    if dice.random() < 0.62:
        return f"ông {_person(people, dice, 'men')}"
    return f"bà {_person(people, dice, 'women')}"


def _rows_of_bodies(told: Told) -> Iterator[Row]:
    for sort, listed in told["bodies"].items():
        yield from ((sort, row) for row in listed)


def _rows_of_districts(told: Told) -> Iterator[Row]:
    fields = told["concerns"]["local"]
    for district, about in told["districts"].items():
        communes = [where for where in every_commune(told) if where[1] == district]
        places = tuple(own_place_of(told, district, *where) for where in communes)
        local = {"fields": fields, "places": places}
        yield "district", {**_committee(district, "district", about["short"]), **local}
        yield "district_party", {**_party(told, district, about["party"]), **local}
        for where in communes:
            place = {"fields": fields, "places": (own_place_of(told, where[0], *where),)}
            yield "commune", {**_committee(where[0], "commune", bare_name(where[0])), **place}


def _committee(place: str, desks: str, short: str) -> dict[str, Any]:
    return {
        "name": f"UBND {place}",
        "code": "UBND",
        "short": f"UB {short}",
        "aliases": (f"Ủy ban nhân dân {place}", place),
        "desks": desks,
    }


def _party(told: Told, district: str, code: str) -> dict[str, Any]:
    name = f"{told['district_parties'][code]} {bare_name(district)}"
    return {"name": name, "code": code, "short": f"{code} {bare_name(district)}"}


def _rows_of_citizens(told: Told, dice: Random) -> Iterator[Row]:
    """Petitioners write again and again, so the office knows a limited number of them."""
    where = list(every_commune(told))
    names: set[str] = set()
    while len(names) < PETITIONERS:
        commune, district, road = dice.choice(where)
        person = addressed(told["people"], dice)
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
                    "places": (place_of(told, commune, district, road),),
                },
            )


def central_bodies(issuers: Sequence[Issuer], topic: str) -> list[Issuer]:
    """Central bodies of a field with which letters are exchanged."""
    sorts = ("ministry", "agency", "assembly", "centre")
    return [
        who
        for who in issuers
        if who.sort in sorts and topic in who.about and "cong-van" in who.kinds.things
    ]


def provincial_bodies(issuers: Sequence[Issuer], topic: str) -> list[Issuer]:
    """Bodies of the province that deal with a field, the first one first of all."""
    sorts = ("department", "branch", "council", "front", "party")
    dealing = [who for who in issuers if who.sort in sorts and topic in who.about]
    if not dealing:
        return [who for who in issuers if who.sort == "department"]
    return sorted(dealing, key=lambda who: (sorts.index(who.sort), -who.weight))
