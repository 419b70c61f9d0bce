"""Where things happen: the communes, and how others and they themselves speak of them."""

import re
from collections.abc import Iterator

from desktop.correspondence.demo_year.vocabulary import Lists, Told, lists_of


def every_commune(told: Told) -> Iterator[tuple[str, str, str]]:
    """Each commune, its district, and a road to its neighbour."""
    for district, about in told["districts"].items():
        communes = about["communes"]
        for place, commune in enumerate(communes):
            road = f"{bare_name(communes[place - 1])} - {bare_name(commune)}, {district}"
            yield commune, district, road


def bare_name(place: str) -> str:
    """The name without what the place is."""
    return re.sub("^(thành phố|thị xã|thị trấn|huyện|phường|xã) ", "", place)


def place_of(told: Told, commune: str, district: str, road: str) -> Lists:
    """How others speak of a commune; one abstract speaks of one place."""
    spoken = told["communes"][commune.split(" ", 1)[0]]
    full = f"{commune}, {district}"
    return lists_of({**spoken, "spot": [full], "district": [district], "communes": [road]})


def own_place_of(told: Told, here: str, commune: str, district: str, road: str) -> Lists:
    """How those who live there speak of it."""
    own = {"spot": [commune], "here": [here], "on": [f"trên địa bàn {here}"]}
    return {**place_of(told, commune, district, road), **lists_of({**own, "over": own["on"]})}
